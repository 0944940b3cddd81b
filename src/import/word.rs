//! A Word file's content as pieces: a paragraph for each of its lines, tables as ours have them,
//! raised figures in the characters that Unicode has.

use std::collections::{BTreeMap, BTreeSet};

use super::clean::{clean, lowered, raised, set_solid};
use super::draft::{Left, Lost, Rest};
use super::furniture::is_made_anew;
use super::inlines::trimmed;
use super::piece::{Piece, Place, Remark};
use super::word_table;
use crate::document::{Block, Inline, Picture};
use crate::word::{self, Content, LossKind, MarginKind, Paragraph, PictureKind, Position};

/// The most characters of the words that a comment is shown with.
const MOST_WORDS: usize = 40;

/// What a Word file gives.
pub(super) struct Given {
    pub(super) pieces: Vec<Piece>,
    /// Pictures by the names that the pieces have for them.
    pub(super) pictures: BTreeMap<String, Vec<u8>>,
    pub(super) rest: Rest,
}

/// The pieces of a Word file. Pictures are called by `stem`.
pub(super) fn pieces(content: Content, stem: &str) -> Given {
    let mut reader = Reader {
        stem,
        content: &content,
        pieces: Vec::new(),
        names: BTreeMap::new(),
        open: BTreeMap::new(),
        taking: BTreeSet::new(),
        remarks: Vec::new(),
        noted: BTreeSet::new(),
        table: None,
        rest: Rest::default(),
        paragraphs: 0,
        tables: 0,
    };
    reader.blocks(&content.blocks);
    reader.attach_remarks();
    reader.margins();
    reader.losses();
    let Reader { pieces, mut names, rest, .. } = reader;
    // Their bytes are moved: there may be more of them than of all else.
    let pictures = content.pictures.into_iter().enumerate();
    let pictures = pictures.filter_map(|(n, picture)| Some((names.remove(&n)?, picture.bytes)));
    Given { pieces, pictures: pictures.collect(), rest }
}

struct Reader<'c> {
    stem: &'c str,
    content: &'c Content,
    pieces: Vec<Piece>,
    /// The names of pictures that were shown.
    names: BTreeMap<usize, String>,
    /// Comments that have begun: the piece that they began in, and their words so far.
    open: BTreeMap<usize, (usize, String)>,
    /// Those of them that still take words.
    taking: BTreeSet<usize>,
    /// Comments that have ended, by their piece, which is made when its line ends.
    remarks: Vec<(usize, Remark)>,
    /// Notes that are in the rest.
    noted: BTreeSet<usize>,
    /// The piece of the table that is read.
    table: Option<usize>,
    rest: Rest,
    paragraphs: usize,
    tables: usize,
}

/// A line of a paragraph on its way to a piece.
#[derive(Default)]
struct Line {
    text: Vec<Inline>,
    pictures: Vec<Picture>,
    is_plain: bool,
}

impl Reader<'_> {
    fn blocks(&mut self, blocks: &[word::Block]) {
        for block in blocks {
            match block {
                word::Block::Paragraph(paragraph) => self.paragraph(paragraph),
                word::Block::Table(table) => self.table(table),
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        self.paragraphs += 1;
        let place = Place::Paragraph(self.paragraphs);
        if is_contents(&paragraph.style) {
            let text = word_table::words(paragraph);
            if !text.trim().is_empty() {
                self.rest.lost.push(Lost { kind: "目录", place, text });
            }
            return;
        }
        let first = self.pieces.len();
        let mut line = Line::default();
        for inline in &paragraph.content {
            self.inline(inline, place, &mut line);
        }
        self.end_line(place, line);
        let number = paragraph.number.as_ref();
        let Some(piece) = self.pieces.get_mut(first).filter(|piece| piece.is_text()) else {
            return;
        };
        piece.outline = paragraph.outline.or_else(|| outline_of(&paragraph.style));
        match number {
            Some(number) if number.is_bullet => bullet(piece),
            Some(number) => piece.number = clean(&number.text).trim().to_owned(),
            None => {}
        }
    }

    fn inline(&mut self, inline: &word::Inline, place: Place, line: &mut Line) {
        match inline {
            word::Inline::Text(text) => self.text(text, place, line),
            word::Inline::Tab => line.text.push(Inline::Text(" ".to_owned())),
            word::Inline::Break | word::Inline::PageBreak => {
                let ended = std::mem::take(line);
                self.end_line(place, ended);
            }
            word::Inline::Picture(shown) => self.picture(shown, place, line),
            word::Inline::Note(note) => self.note(*note),
            word::Inline::CommentStart(comment) => {
                let piece = self.table.unwrap_or(self.pieces.len());
                self.open.insert(*comment, (piece, String::new()));
                self.taking.insert(*comment);
            }
            word::Inline::CommentEnd(comment) => self.close(*comment),
        }
    }

    fn text(&mut self, text: &word::Text, place: Place, line: &mut Line) {
        let words = clean(&text.text).into_owned();
        let shown = match text.position {
            Position::Line => Some(words.clone()),
            Position::Superscript => raised(&words),
            Position::Subscript => lowered(&words),
        };
        let kind = if text.position == Position::Subscript { "下标" } else { "上标" };
        let words = shown.unwrap_or_else(|| {
            self.rest.lost.push(Lost { kind, place, text: words.clone() });
            words
        });
        if words.is_empty() {
            return;
        }
        let open = &mut self.open;
        self.taking.retain(|comment| match open.get_mut(comment) {
            Some((_, said)) => {
                let room = MOST_WORDS.saturating_sub(said.chars().count());
                said.extend(words.chars().take(room));
                said.chars().count() < MOST_WORDS
            }
            None => false,
        });
        line.is_plain |= !text.is_bold && !words.trim().is_empty();
        push(&mut line.text, words, text.is_bold);
    }

    fn end_line(&mut self, place: Place, line: Line) {
        let mut text = trimmed(line.text);
        if !line.is_plain {
            // Bold from end to end is how a heading looks, not words that are pointed out.
            text = text.into_iter().flat_map(unmarked).collect();
        }
        for inline in &mut text {
            if let Inline::Text(words) = inline {
                *words = set_solid(words).into_owned();
            }
        }
        if !text.is_empty() {
            self.pieces.push(Piece::paragraph(place, text));
        }
        let pictures = line.pictures.into_iter().map(Block::Picture);
        self.pieces.extend(pictures.map(|picture| Piece::block(place, picture)));
    }

    fn picture(&mut self, shown: &word::Shown, place: Place, line: &mut Line) {
        let Some(picture) = self.content.pictures.get(shown.picture) else { return };
        let ending = match &picture.kind {
            PictureKind::Png => "png",
            PictureKind::Jpeg => "jpg",
            PictureKind::Svg => "svg",
            PictureKind::Other(ending) => {
                let text = format!("{} 格式：{}", ending.to_uppercase(), shown.alternative);
                self.rest.lost.push(Lost { kind: "图片格式", place, text });
                return;
            }
        };
        let number = self.names.len() + 1;
        let name = self.names.entry(shown.picture);
        let file = name.or_insert_with(|| format!("{}-图{number}.{ending}", self.stem)).clone();
        let alt = clean(&shown.alternative).trim().to_owned();
        let alt = if alt.is_empty() { "【图片的说明】".to_owned() } else { alt };
        line.pictures.push(Picture { file, alt, caption: String::new() });
    }

    fn note(&mut self, note: usize) {
        let Some(found) = self.content.notes.get(note) else { return };
        let text = words_of(&found.blocks);
        let left = Left { place: Place::Note(note + 1), text };
        if self.noted.insert(note) && !left.text.trim().is_empty() {
            self.rest.left.push(left);
        }
    }

    /// Ends a comment: it goes to the piece that its words began in.
    fn close(&mut self, comment: usize) {
        let Some((piece, words)) = self.open.remove(&comment) else { return };
        self.taking.remove(&comment);
        let Some(found) = self.content.comments.get(comment) else { return };
        let lines = found.text.lines().map(|line| clean(line).trim().to_owned());
        let remark = Remark {
            author: clean(&found.author).trim().to_owned(),
            words: words.trim().to_owned(),
            text: lines.collect::<Vec<_>>().join(" "),
        };
        self.remarks.push((piece, remark));
    }

    /// Gives each comment to its piece; those that never end are on what they began in.
    fn attach_remarks(&mut self) {
        let open: Vec<usize> = self.open.keys().copied().collect();
        open.into_iter().for_each(|comment| self.close(comment));
        let last = self.pieces.len().checked_sub(1);
        for (piece, remark) in std::mem::take(&mut self.remarks) {
            match last {
                Some(last) => self.pieces[piece.min(last)].remarks.push(remark),
                None => self.rest.left.push(left_remark(&remark)),
            }
        }
    }

    fn table(&mut self, table: &word::Table) {
        self.tables += 1;
        if word_table::is_frame(table) {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            return cells.for_each(|cell| self.blocks(&cell.blocks));
        }
        let place = Place::Table(self.tables, self.paragraphs);
        let mut piece = Piece::block(place, word_table::block(table));
        piece.merged = word_table::merged(table);
        self.pieces.push(piece);
        self.table = Some(self.pieces.len() - 1);
        for cell in table.rows.iter().flat_map(|row| &row.cells) {
            self.in_cell(&cell.blocks, place);
        }
        self.table = None;
    }

    /// What a table's cell holds beside its words: pictures, notes, comments.
    fn in_cell(&mut self, blocks: &[word::Block], place: Place) {
        for block in blocks {
            match block {
                word::Block::Table(table) => {
                    let cells = table.rows.iter().flat_map(|row| &row.cells);
                    cells.for_each(|cell| self.in_cell(&cell.blocks, place));
                }
                word::Block::Paragraph(paragraph) => {
                    self.paragraphs += 1;
                    let mut line = Line::default();
                    for inline in &paragraph.content {
                        if !matches!(inline, word::Inline::Break | word::Inline::PageBreak) {
                            self.inline(inline, place, &mut line);
                        }
                    }
                    let pictures = line.pictures.into_iter().map(Block::Picture);
                    self.pieces.extend(pictures.map(|picture| Piece::block(place, picture)));
                }
            }
        }
    }

    fn margins(&mut self) {
        for (n, margin) in self.content.margins.iter().enumerate() {
            let kind = match margin.kind {
                MarginKind::Header => "页眉",
                MarginKind::Footer => "页脚",
            };
            let text = words_of(&margin.blocks);
            if !text.trim().is_empty() && !is_made_anew(&text) {
                self.rest.lost.push(Lost { kind, place: Place::Margin(n + 1), text });
            }
        }
    }

    fn losses(&mut self) {
        let lost = self.content.losses.iter().map(|loss| Lost {
            kind: kind(loss.kind),
            place: loss.paragraph.map_or(Place::Document, Place::Paragraph),
            text: clean(&loss.text).into_owned(),
        });
        self.rest.lost.extend(lost);
    }
}

/// Adds words to those before them where they look alike.
fn push(text: &mut Vec<Inline>, words: String, is_bold: bool) {
    match (text.last_mut(), is_bold) {
        (Some(Inline::Text(last)), false) => last.push_str(&words),
        (Some(Inline::Strong(last)), true) => push(last, words, false),
        (_, true) => text.push(Inline::Strong(vec![Inline::Text(words)])),
        (_, false) => text.push(Inline::Text(words)),
    }
}

fn unmarked(inline: Inline) -> Vec<Inline> {
    match inline {
        Inline::Strong(inner) => inner,
        other => vec![other],
    }
}

/// Makes an item of a list of a piece.
fn bullet(piece: &mut Piece) {
    let text = std::mem::replace(&mut piece.block, Block::Rule);
    piece.block = Block::List { start: None, items: vec![vec![text]] };
}

/// All words of some blocks, a line each.
fn words_of(blocks: &[word::Block]) -> String {
    let words = blocks.iter().map(|block| clean(&word_table::block_words(block)).trim().to_owned());
    words.filter(|words| !words.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Whether a style is that of a table of contents' lines.
fn is_contents(style: &str) -> bool {
    let style = style.to_lowercase();
    style.starts_with("toc ") || style.starts_with("目录")
}

/// The outline level that a style's name says: `heading 2`, `标题 2`.
fn outline_of(style: &str) -> Option<u8> {
    let style = style.to_lowercase();
    let number = style.strip_prefix("heading").or_else(|| style.strip_prefix("标题"))?;
    number.trim().parse::<u8>().ok()?.checked_sub(1)
}

/// What a loss is called.
fn kind(kind: LossKind) -> &'static str {
    match kind {
        LossKind::HiddenText => "隐藏的字",
        LossKind::Link => "链接的地址",
        LossKind::Struck => "删除线",
        LossKind::Formula => "公式的排法",
        LossKind::Field => "域",
        LossKind::Symbol => "符号",
        LossKind::LinkedPicture => "链接的图片",
        LossKind::MissingPicture => "缺失的图片",
        LossKind::Chart => "图表",
        LossKind::Diagram => "图示",
        LossKind::EmbeddedObject => "嵌入的对象",
        LossKind::Ink => "手写的笔迹",
        LossKind::Drawing => "图形",
        LossKind::AltChunk => "插入的文件",
        LossKind::SubDocument => "子文档",
    }
}

/// A comment of a file without text.
fn left_remark(remark: &Remark) -> Left {
    Left { place: Place::Document, text: remark.to_string() }
}

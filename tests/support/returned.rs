//! A Word file of ours as it comes back: words, paragraphs and comments changed, as Word writes
//! them, tracked or not.

use std::fmt::Write as _;
use std::io::Read as _;

use super::word_files::archive;

const BODY: &str = "word/document.xml";

/// A Word file that somebody writes into.
pub(crate) struct Returned {
    parts: Vec<(String, Vec<u8>)>,
    /// What stands before the first paragraph, then the pieces of the body.
    pieces: Vec<Piece>,
    /// Whether Word keeps track of what is changed.
    tracked: bool,
    comments: Vec<(String, String)>,
}

enum Piece {
    Paragraph(Paragraph),
    /// Anything between paragraphs.
    Other(String),
}

#[derive(Clone)]
struct Paragraph {
    /// Its start tag and its properties.
    head: String,
    runs: Vec<Run>,
    mark: Mark,
}

/// What becomes of a run, or of a paragraph's mark, where changes are kept track of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    None,
    Inserted,
    Deleted,
}

#[derive(Clone)]
struct Run {
    properties: String,
    /// Its text, or what it has in place of text.
    content: Result<String, String>,
    mark: Mark,
}

impl Returned {
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let parts = parts(bytes);
        let body = parts.iter().find(|(name, _)| name == BODY).unwrap();
        let pieces = pieces(std::str::from_utf8(&body.1).unwrap());
        Self { parts, pieces, tracked: false, comments: Vec::new() }
    }

    /// From here on Word keeps track of what is changed.
    pub(crate) fn tracked(mut self) -> Self {
        self.tracked = true;
        self
    }

    /// The texts of its paragraphs.
    pub(crate) fn texts(&self) -> Vec<String> {
        let texts = self.pieces.iter().filter_map(|piece| match piece {
            Piece::Paragraph(paragraph) => Some(paragraph.text()),
            Piece::Other(_) => None,
        });
        texts.collect()
    }

    #[track_caller]
    fn find(&self, words: &str) -> usize {
        let found = self.pieces.iter().position(|piece| match piece {
            Piece::Paragraph(paragraph) => paragraph.text().contains(words),
            Piece::Other(_) => false,
        });
        found.unwrap_or_else(|| panic!("no paragraph with {words}"))
    }

    /// The place of a paragraph by its number.
    fn place(&self, number: usize) -> usize {
        let places = self.pieces.iter().enumerate();
        let mut paragraphs = places.filter(|(_, piece)| matches!(piece, Piece::Paragraph(_)));
        paragraphs.nth(number).unwrap().0
    }

    /// Other words in a paragraph.
    #[track_caller]
    pub(crate) fn replace(self, old: &str, new: &str) -> Self {
        let at = self.find(old);
        self.replace_at(at, old, new)
    }

    /// Other words in the first paragraph that has some.
    #[track_caller]
    pub(crate) fn replace_within(self, words: &str, old: &str, new: &str) -> Self {
        let at = self.find(words);
        self.replace_at(at, old, new)
    }

    /// Other words at a place of a paragraph's text.
    #[track_caller]
    pub(crate) fn rewrite(mut self, text: &str, range: std::ops::Range<usize>, new: &str) -> Self {
        let (at, tracked) = (self.find(text), self.tracked);
        let Piece::Paragraph(paragraph) = &mut self.pieces[at] else { panic!() };
        let start = paragraph.text().find(text).unwrap();
        paragraph.replace(start + range.start..start + range.end, new, tracked);
        self
    }

    /// Other words in the paragraph of a number.
    #[track_caller]
    pub(crate) fn replace_in(self, number: usize, old: &str, new: &str) -> Self {
        let at = self.place(number);
        self.replace_at(at, old, new)
    }

    #[track_caller]
    fn replace_at(mut self, at: usize, old: &str, new: &str) -> Self {
        let Piece::Paragraph(paragraph) = &mut self.pieces[at] else { panic!() };
        let start = paragraph.text().find(old).unwrap();
        paragraph.replace(start..start + old.len(), new, self.tracked);
        self
    }

    /// A paragraph that looks like the one before it.
    #[track_caller]
    pub(crate) fn insert_after(self, words: &str, text: &str) -> Self {
        let at = self.find(words);
        self.insert_at(at, at, text)
    }

    /// A paragraph that looks like another.
    #[track_caller]
    pub(crate) fn insert_like(self, like: &str, after: &str, text: &str) -> Self {
        let (like, at) = (self.find(like), self.find(after));
        self.insert_at(like, at, text)
    }

    fn insert_at(mut self, like: usize, at: usize, text: &str) -> Self {
        let Piece::Paragraph(pattern) = &self.pieces[like] else { panic!() };
        let properties = pattern.runs.last().map(|run| run.properties.clone()).unwrap_or_default();
        let mark = if self.tracked { Mark::Inserted } else { Mark::None };
        let run = Run { properties, content: Ok(text.to_owned()), mark };
        let new = Paragraph { head: pattern.head.clone(), runs: vec![run], mark };
        self.pieces.insert(at + 1, Piece::Paragraph(new));
        self
    }

    /// Takes a paragraph out.
    #[track_caller]
    pub(crate) fn remove(self, words: &str) -> Self {
        let at = self.find(words);
        self.remove_at(at)
    }

    fn remove_at(mut self, at: usize) -> Self {
        let Piece::Paragraph(paragraph) = &mut self.pieces[at] else { panic!() };
        if !self.tracked || paragraph.mark == Mark::Inserted {
            self.pieces.remove(at);
            return self;
        }
        paragraph.mark = Mark::Deleted;
        paragraph.runs.retain(|run| run.mark != Mark::Inserted);
        paragraph.runs.iter_mut().for_each(|run| run.mark = Mark::Deleted);
        self
    }

    /// Puts a paragraph behind another.
    #[track_caller]
    pub(crate) fn move_after(self, words: &str, after: &str) -> Self {
        let at = self.find(words);
        let Piece::Paragraph(paragraph) = &self.pieces[at] else { panic!() };
        let mut moved = paragraph.clone();
        if self.tracked {
            moved.mark = Mark::Inserted;
            moved.runs.retain(|run| run.mark != Mark::Deleted);
            moved.runs.iter_mut().for_each(|run| run.mark = Mark::Inserted);
        }
        let mut returned = self.remove_at(at);
        let to = returned.find(after);
        returned.pieces.insert(to + 1, Piece::Paragraph(moved));
        returned
    }

    /// A comment on a paragraph's first run.
    #[track_caller]
    pub(crate) fn comment(mut self, words: &str, author: &str, text: &str) -> Self {
        let at = self.find(words);
        let number = self.comments.len() + 900;
        let Piece::Paragraph(paragraph) = &mut self.pieces[at] else { panic!() };
        let raw =
            |xml: String| Run { properties: String::new(), content: Err(xml), mark: Mark::None };
        paragraph.runs.insert(0, raw(format!("<w:commentRangeStart w:id=\"{number}\"/>")));
        paragraph.runs.push(raw(format!("<w:commentRangeEnd w:id=\"{number}\"/>")));
        paragraph.runs.push(raw(format!("<w:r><w:commentReference w:id=\"{number}\"/></w:r>")));
        self.comments.push((author.to_owned(), text.to_owned()));
        self
    }

    /// The file without what it was made of.
    pub(crate) fn without_data(mut self) -> Self {
        self.parts.retain(|(name, _)| !name.starts_with("customXml/"));
        for (_, bytes) in &mut self.parts {
            let text = String::from_utf8_lossy(bytes).into_owned();
            if let Some(start) = text.find("customXml") {
                let from = text[..start].rfind('<').unwrap();
                let to = start + text[start..].find("/>").unwrap() + 2;
                *bytes = [&text[..from], &text[to..]].concat().into_bytes();
            }
        }
        self
    }

    pub(crate) fn bytes(self) -> Vec<u8> {
        let Self { mut parts, pieces, comments, .. } = self;
        let body: String = pieces
            .iter()
            .map(|piece| match piece {
                Piece::Other(text) => text.clone(),
                Piece::Paragraph(paragraph) => paragraph.xml(),
            })
            .collect();
        for (name, bytes) in &mut parts {
            if name == BODY {
                *bytes = body.clone().into_bytes();
            }
        }
        if !comments.is_empty() {
            add_comments(&mut parts, &comments);
        }
        archive(&parts)
    }
}

fn add_comments(parts: &mut Vec<(String, Vec<u8>)>, comments: &[(String, String)]) {
    const NAME: &str = "word/comments.xml";
    let mut xml = String::new();
    for (n, (author, text)) in comments.iter().enumerate() {
        let (id, author, text) = (n + 900, escaped(author), escaped(text));
        let _ = write!(
            xml,
            "<w:comment w:id=\"{id}\" w:author=\"{author}\"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>"
        );
    }
    if let Some((_, bytes)) = parts.iter_mut().find(|(name, _)| name == NAME) {
        let text = String::from_utf8(std::mem::take(bytes)).unwrap();
        *bytes = text.replace("</w:comments>", &format!("{xml}</w:comments>")).into_bytes();
        return;
    }
    let head =
        "<w:comments xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">";
    parts.push((NAME.to_owned(), format!("{head}{xml}</w:comments>").into_bytes()));
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";
    for (name, end, add) in [
        (
            "word/_rels/document.xml.rels",
            "</Relationships>",
            format!("<Relationship Id=\"rIdOfComments\" Type=\"{kind}\" Target=\"comments.xml\"/>"),
        ),
        (
            "[Content_Types].xml",
            "</Types>",
            "<Override PartName=\"/word/comments.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml\"/>".to_owned(),
        ),
    ] {
        let (_, bytes) = parts.iter_mut().find(|(own, _)| own == name).unwrap();
        let text = String::from_utf8(std::mem::take(bytes)).unwrap();
        *bytes = text.replace(end, &format!("{add}{end}")).into_bytes();
    }
}

impl Paragraph {
    fn of(xml: &str) -> Self {
        let inner = xml.strip_suffix("</w:p>").unwrap();
        let properties = inner.find("</w:pPr>").map(|at| at + "</w:pPr>".len());
        let (head, mut rest) = inner.split_at(properties.unwrap_or(inner.find('>').unwrap() + 1));
        let mut runs = Vec::new();
        while !rest.is_empty() {
            let end = match rest.starts_with("<w:r>") {
                true => rest.find("</w:r>").unwrap() + "</w:r>".len(),
                false => rest.find("<w:r>").unwrap_or(rest.len()),
            };
            runs.push(Run::of(&rest[..end]));
            rest = &rest[end..];
        }
        Self { head: head.to_owned(), runs, mark: Mark::None }
    }

    fn text(&self) -> String {
        let shown = self.runs.iter().filter(|run| run.mark != Mark::Deleted);
        shown.filter_map(|run| run.content.as_deref().ok()).collect()
    }

    fn replace(&mut self, range: std::ops::Range<usize>, new: &str, tracked: bool) {
        let mut runs = Vec::new();
        let (mut at, mut is_written) = (0, false);
        let inserted = if tracked { Mark::Inserted } else { Mark::None };
        for run in std::mem::take(&mut self.runs) {
            let Some(text) = run.content.clone().ok().filter(|_| run.mark != Mark::Deleted) else {
                runs.push(run);
                continue;
            };
            let (start, end) = (at, at + text.len());
            at = end;
            let from = range.start.clamp(start, end) - start;
            let to = range.end.clamp(start, end) - start;
            let part = |text: &str, mark| Run { content: Ok(text.to_owned()), mark, ..run.clone() };
            let is_here = range.start <= end && start <= range.end;
            if !is_here || is_written && from == to {
                runs.push(run);
                continue;
            }
            runs.push(part(&text[..from], run.mark));
            if tracked && run.mark != Mark::Inserted {
                runs.push(part(&text[from..to], Mark::Deleted));
            }
            if !is_written {
                runs.push(part(new, inserted));
                is_written = true;
            }
            runs.push(part(&text[to..], run.mark));
        }
        runs.retain(|run| run.content.as_deref() != Ok(""));
        self.runs = runs;
    }

    fn xml(&self) -> String {
        let mark = match self.mark {
            Mark::None => String::new(),
            Mark::Inserted => format!("<w:rPr><w:ins {WHO}/></w:rPr>"),
            Mark::Deleted => format!("<w:rPr><w:del {WHO}/></w:rPr>"),
        };
        let head = match (self.head.ends_with("</w:pPr>"), mark.is_empty()) {
            (_, true) => self.head.clone(),
            (true, false) => self.head.replace("</w:pPr>", &format!("{mark}</w:pPr>")),
            (false, false) => format!("{}<w:pPr>{mark}</w:pPr>", self.head),
        };
        let runs: String = self.runs.iter().map(Run::xml).collect();
        format!("{head}{runs}</w:p>")
    }
}

/// Who changes, without a day.
const WHO: &str = "w:id=\"7\" w:author=\"王总\"";

impl Run {
    fn of(xml: &str) -> Self {
        let opaque =
            || Self { properties: String::new(), content: Err(xml.to_owned()), mark: Mark::None };
        let Some(inner) = xml.strip_prefix("<w:r>").and_then(|xml| xml.strip_suffix("</w:r>"))
        else {
            return opaque();
        };
        let end = inner.find("</w:rPr>").map_or(0, |at| at + "</w:rPr>".len());
        let (properties, text) = inner.split_at(end);
        let text = text.strip_prefix("<w:t xml:space=\"preserve\">");
        let Some(text) = text.and_then(|text| text.strip_suffix("</w:t>")) else { return opaque() };
        if text.contains('<') || properties.contains("vertAlign") {
            return opaque();
        }
        Self { properties: properties.to_owned(), content: Ok(unescaped(text)), mark: Mark::None }
    }

    fn xml(&self) -> String {
        let Self { properties, content, mark } = self;
        let element = if *mark == Mark::Deleted { "w:delText" } else { "w:t" };
        let run = match content {
            Ok(text) => format!(
                "<w:r>{properties}<{element} xml:space=\"preserve\">{}</{element}></w:r>",
                escaped(text)
            ),
            Err(xml) => xml.clone(),
        };
        match (mark, content) {
            (Mark::None, _) | (_, Err(_)) => run,
            (Mark::Inserted, Ok(_)) => format!("<w:ins {WHO}>{run}</w:ins>"),
            (Mark::Deleted, Ok(_)) => format!("<w:del {WHO}>{run}</w:del>"),
        }
    }
}

fn pieces(xml: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = xml;
    while let Some(start) = [rest.find("<w:p>"), rest.find("<w:p ")].into_iter().flatten().min() {
        pieces.push(Piece::Other(rest[..start].to_owned()));
        let end = start + rest[start..].find("</w:p>").unwrap() + "</w:p>".len();
        pieces.push(Piece::Paragraph(Paragraph::of(&rest[start..end])));
        rest = &rest[end..];
    }
    pieces.push(Piece::Other(rest.to_owned()));
    pieces
}

fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let archive = rawzip::ZipArchive::from_slice(bytes).unwrap();
    let mut parts = Vec::new();
    for entry in archive.entries() {
        let entry = entry.unwrap();
        let name = entry.file_path().try_normalize().unwrap().as_ref().to_owned();
        let packed = archive.get_entry(entry.wayfinder()).unwrap();
        let mut out = Vec::new();
        match entry.compression_method() {
            rawzip::CompressionMethod::STORE => out.extend(packed.data()),
            _ => {
                flate2::read::DeflateDecoder::new(packed.data()).read_to_end(&mut out).unwrap();
            }
        }
        parts.push((name, out));
    }
    parts
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn unescaped(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&apos;", "'").replace("&amp;", "&")
}

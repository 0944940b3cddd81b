//! Runs as `w:r`: faces, raised figures, comments at their words.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use super::faces::LATIN;
use super::parts::{Run, RunContent, Style};
use super::relationships::Relationships;
use super::styles::{COMMENT_MARK, EMPHASIS, RUN_IN_TITLE, STRONG};
use super::xml::escape;
use crate::fonts::{Role, drawn_in};
use crate::typeset::drawn_as;

/// Where a comment stands in the report's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Anchor {
    /// The report's element.
    pub(crate) element: usize,
    /// Bytes of the element's text; of a picture, of its alternative text.
    pub(crate) range: Range<usize>,
}

/// Writes the runs of paragraphs, one paragraph behind the other.
pub(super) struct Runs<'r> {
    /// Comments by their elements, with their numbers.
    comments: BTreeMap<usize, Vec<(usize, Range<usize>)>>,
    /// How much of each element was written.
    written: BTreeMap<usize, usize>,
    pub(super) relationships: &'r mut Relationships,
}

/// What a run looks like beside its paragraph's style.
#[derive(Clone, Copy)]
struct Look<'l> {
    face: Role,
    style: Option<&'l str>,
    /// In half-points, where it is another than the style's.
    size: Option<i64>,
}

impl<'r> Runs<'r> {
    pub(super) fn new(anchors: &[Anchor], relationships: &'r mut Relationships) -> Self {
        let mut comments: BTreeMap<usize, Vec<(usize, Range<usize>)>> = BTreeMap::new();
        for (number, Anchor { element, range }) in anchors.iter().enumerate() {
            comments.entry(*element).or_default().push((number, range.clone()));
        }
        Self { comments, written: BTreeMap::new(), relationships }
    }

    /// The runs of a paragraph; `picture` draws the pictures among them.
    pub(super) fn write(
        &mut self,
        style: Style,
        runs: &[Run],
        size: Option<i64>,
        mut picture: impl FnMut(&crate::document::Picture, &mut Relationships) -> String,
        out: &mut String,
    ) {
        let first = runs.first().map(|run| run.element);
        let mut link = None;
        for run in runs {
            if run.link.as_deref() != link {
                self.change_link(link, run.link.as_deref(), out);
                link = run.link.as_deref();
            }
            let style = character_style(style, run, first == Some(run.element));
            match &run.content {
                RunContent::Text(text) => {
                    self.text(run.element, text, Look { face: run.face, style, size }, out)
                }
                RunContent::Break => out.push_str("<w:r><w:br/></w:r>"),
                RunContent::Picture(shown) => {
                    let comments = self.comments.remove(&run.element).unwrap_or_default();
                    comments.iter().for_each(|(number, _)| begin(*number, out));
                    let drawing = picture(shown, self.relationships);
                    let _ = write!(out, "<w:r>{drawing}</w:r>");
                    comments.iter().for_each(|(number, _)| end(*number, out));
                }
            }
        }
        self.change_link(link, None, out);
    }

    fn change_link(&mut self, from: Option<&str>, to: Option<&str>, out: &mut String) {
        if from.is_some() {
            out.push_str("</w:hyperlink>");
        }
        if let Some(url) = to {
            let id = self.relationships.link(url);
            let _ = write!(out, r#"<w:hyperlink r:id="{id}" w:history="1">"#);
        }
    }

    /// Text, parted where a comment begins or ends.
    fn text(&mut self, element: usize, text: &str, look: Look<'_>, out: &mut String) {
        let start = self.written.get(&element).copied().unwrap_or_default();
        self.written.insert(element, start + text.len());
        let comments = self.comments.get(&element).map(Vec::as_slice).unwrap_or_default();
        if comments.is_empty() {
            return pieces(text, look, out);
        }
        let ends = comments.iter().flat_map(|(_, range)| [range.start, range.end]);
        let inside = ends.filter_map(|at| at.checked_sub(start)).filter(|at| *at < text.len());
        let mut cuts: Vec<usize> = inside.filter(|at| text.is_char_boundary(*at)).collect();
        cuts.extend([0, text.len()]);
        cuts.sort_unstable();
        cuts.dedup();
        for pair in cuts.windows(2) {
            let &[from, to] = pair else { continue };
            let at = start + from;
            let begun = comments.iter().filter(|(_, range)| range.start == at);
            begun.for_each(|(number, _)| begin(*number, out));
            pieces(&text[from..to], look, out);
            let done = comments.iter().filter(|(_, range)| range.end == start + to);
            done.for_each(|(number, _)| end(*number, out));
        }
    }
}

fn begin(comment: usize, out: &mut String) {
    let _ = write!(out, r#"<w:commentRangeStart w:id="{comment}"/>"#);
}

fn end(comment: usize, out: &mut String) {
    let _ = write!(
        out,
        r#"<w:commentRangeEnd w:id="{comment}"/><w:r><w:rPr><w:rStyle w:val="{COMMENT_MARK}"/></w:rPr><w:commentReference w:id="{comment}"/></w:r>"#
    );
}

/// The character style of a run whose face is not its paragraph's.
fn character_style(style: Style, run: &Run, is_first: bool) -> Option<&'static str> {
    match run.face {
        face if face == style.role() => None,
        Role::Kai if style == Style::RunIn && is_first => Some(RUN_IN_TITLE),
        Role::Kai => Some(EMPHASIS),
        Role::Hei => Some(STRONG),
        _ => None,
    }
}

/// How a piece of text stands beside its line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stand {
    OnLine,
    /// On the line, with signs that a Chinese face has too and that are figures' here.
    Latin,
    Raised,
    Lowered,
}

/// How a character stands and the one that is written for it. Only those that Word's readers know
/// again are turned: figures, signs and n.
fn stand(c: char, face: Role, last: Stand) -> (Stand, char) {
    match drawn_as(c) {
        // Word draws what is ASCII's in the Latin face anyway.
        drawn if drawn == c && c.is_ascii() && last == Stand::Latin => (last, c),
        drawn if drawn == c && !c.is_ascii() && drawn_in(face, c) == Role::Latin => {
            (Stand::Latin, c)
        }
        drawn if drawn == c || !matches!(drawn, '0'..='9' | '+' | '−' | 'n') => {
            (Stand::OnLine, c)
        }
        drawn if matches!(c, '₀'..='₋') => (Stand::Lowered, drawn),
        drawn => (Stand::Raised, drawn),
    }
}

/// A run for each stretch of text that stands alike.
fn pieces(text: &str, look: Look<'_>, out: &mut String) {
    let mut piece = String::new();
    let mut last = Stand::OnLine;
    for c in text.chars() {
        let (stand, drawn) = stand(c, look.face, last);
        if stand != last {
            run(&piece, last, look, out);
            piece.clear();
            last = stand;
        }
        piece.push(drawn);
    }
    run(&piece, last, look, out);
}

fn run(text: &str, stand: Stand, look: Look<'_>, out: &mut String) {
    if text.is_empty() {
        return;
    }
    out.push_str("<w:r><w:rPr>");
    if let Some(style) = look.style {
        let _ = write!(out, r#"<w:rStyle w:val="{style}"/>"#);
    }
    match stand {
        // Marks that Latin has, too (“”…—×) are Chinese ones here (17.3.2.26).
        Stand::OnLine => out.push_str(r#"<w:rFonts w:hint="eastAsia"/>"#),
        _ => {
            let _ = write!(out, r#"<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}"/>"#);
        }
    }
    if let Some(size) = look.size {
        let _ = write!(out, r#"<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>"#);
    }
    match stand {
        Stand::OnLine | Stand::Latin => {}
        Stand::Raised => out.push_str(r#"<w:vertAlign w:val="superscript"/>"#),
        Stand::Lowered => out.push_str(r#"<w:vertAlign w:val="subscript"/>"#),
    }
    out.push_str("</w:rPr>");
    for (n, part) in text.split('\t').enumerate() {
        if n > 0 {
            out.push_str("<w:tab/>");
        }
        if !part.is_empty() {
            let _ = write!(out, r#"<w:t xml:space="preserve">{}</w:t>"#, escape(part));
        }
    }
    out.push_str("</w:r>");
}

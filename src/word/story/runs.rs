//! What stands in a run.

use super::Story;
use super::drawing::{Drawn, drawn};
use super::open::Open;
use super::shared::Found;
use crate::word::content::{Inline, LossKind, NoteKind, Position};
use crate::word::format::RunFormat;
use crate::word::limits;
use crate::word::refusal::Refusal;
use crate::word::symbols::Face;
use crate::word::view::{Step, step};
use crate::word::xml::{Node, Space, attribute, child, name, text_of, value, word};

/// The size of words that nothing says one of, in half-points (ECMA-376 Part 1 17.3.2.38).
const USUAL_SIZE: u32 = 20;

/// How a run's words look.
#[derive(Debug, Clone, Copy)]
struct Look {
    position: Position,
    is_bold: bool,
    is_capital: bool,
    is_struck: bool,
    is_hidden: bool,
    face: Face,
}

impl<'a> Story<'_, '_, 'a> {
    /// A run.
    pub(super) fn run(&mut self, node: Node<'a>, open: &mut Open<'a>) -> Result<(), Refusal> {
        let look = self.look(node, open);
        self.run_children(node, look, open)
    }

    fn run_children(
        &mut self,
        node: Node<'a>,
        look: Look,
        open: &mut Open<'a>,
    ) -> Result<(), Refusal> {
        for child in node.children() {
            match step(child, self.shared.tracked) {
                Step::Skip => {}
                Step::Into(inner) => self.run_children(inner, look, open)?,
                Step::Take(child) => match name(child) {
                    (Space::Word, "fldChar") => self.field_mark(child, open)?,
                    (Space::Word, "instrText") => self.fields.instruct(&text_of(child)),
                    (Space::Word, "delInstrText") if self.shared.tracked.shows_deleted() => {
                        self.fields.instruct(&text_of(child));
                    }
                    _ if self.fields.show() => self.shown(child, look, open)?,
                    _ => {}
                },
            }
        }
        Ok(())
    }

    /// How a run looks: by itself, its style, its paragraph's style, the defaults.
    fn look(&self, run: Node<'a>, open: &mut Open<'a>) -> Look {
        let styles = &self.shared.styles;
        let properties = self.shared.tracked.properties(run, "rPr");
        let own = properties.map(RunFormat::read).unwrap_or_default();
        let style = properties.and_then(|properties| value(properties, "rStyle"));
        let style = style.and_then(|id| styles.get(id)).map(|style| style.run).unwrap_or_default();
        let format = own.over(style.toggled_over(open.look)).over(styles.defaults());
        Look {
            position: position(format, open, styles.defaults()),
            is_bold: format.bold == Some(true),
            is_capital: format.capitals == Some(true),
            is_struck: format.struck == Some(true),
            is_hidden: format.hidden == Some(true) || format.always_hidden == Some(true),
            face: format.face.unwrap_or_default(),
        }
    }

    fn field_mark(&mut self, mark: Node<'a>, open: &mut Open<'a>) -> Result<(), Refusal> {
        let Some(begin) = self.marks.field(mark.id().get()) else { return Ok(()) };
        match word(mark, "fldCharType") {
            Some("begin") => self.fields.begin(mark),
            Some("separate") => self.fields.separate(begin),
            _ => {
                let drawn = self.fields.end(begin);
                self.draw_field(drawn, open)?;
            }
        }
        Ok(())
    }

    /// An element of a run that is shown.
    fn shown(&mut self, node: Node<'a>, look: Look, open: &mut Open<'a>) -> Result<(), Refusal> {
        match name(node) {
            (Space::Word, "t") => self.text(&text(node), look, open),
            (Space::Word, "delText") if self.shared.tracked.shows_deleted() => {
                self.text(&text(node), look, open)
            }
            (Space::Word, "noBreakHyphen") => self.text("-", look, open),
            (Space::Word, "sym") => self.symbol(node, look, open),
            (Space::Symbol, "symEx") => {
                let code = attribute(node, Space::Symbol, "char").unwrap_or_default();
                let sign = u32::from_str_radix(code, 16).ok().and_then(char::from_u32);
                self.text(&sign.map(String::from).unwrap_or_default(), look, open)
            }
            (Space::Word, "ruby") => match child(node, "rubyBase") {
                Some(base) => self.inlines(base, open),
                None => Ok(()),
            },
            (Space::Word, "commentReference") => self.comment(node, open),
            _ if look.is_hidden => Ok(()),
            (Space::Word, "tab" | "ptab") => self.show(Inline::Tab, open),
            (Space::Word, "cr") => self.show(Inline::Break, open),
            (Space::Word, "br") => match word(node, "type") {
                Some("page" | "column") => self.show(Inline::PageBreak, open),
                _ => self.show(Inline::Break, open),
            },
            (Space::Word, "footnoteReference") => self.note(NoteKind::Footnote, node, open),
            (Space::Word, "endnoteReference") => self.note(NoteKind::Endnote, node, open),
            (Space::Word, "drawing" | "pict" | "object") => self.drawing(node, open),
            (_, "contentPart") => self.lose(LossKind::Ink, ""),
            (
                Space::Word,
                "dayShort" | "dayLong" | "monthShort" | "monthLong" | "yearShort" | "yearLong"
                | "pgNum",
            ) => self.lose(LossKind::Field, node.tag_name().name()),
            _ => Ok(()),
        }
    }

    /// Words, in the characters that the face shows.
    fn text(&mut self, text: &str, look: Look, open: &mut Open<'a>) -> Result<(), Refusal> {
        let mut shown = String::with_capacity(text.len());
        for c in text.chars() {
            match look.face.shown(c) {
                // A soft hyphen shows only where a line ends at it.
                Some('\u{AD}') => {}
                // Word breaks no line and sets no tab at these (17.3.3.31).
                Some('\n' | '\r' | '\t') => shown.push(' '),
                Some(c) if look.is_capital => shown.extend(c.to_uppercase()),
                Some(c) => shown.push(c),
                None => self.lose(LossKind::Symbol, &format!("{:04X}", u32::from(c)))?,
            }
        }
        if look.is_struck && !look.is_hidden && !shown.trim().is_empty() {
            self.lose(LossKind::Struck, &shown)?;
        }
        if !look.is_hidden {
            return self.show_text(&shown, look.position, look.is_bold, open);
        }
        self.shared.budget.spend(shown.len())?;
        open.hidden.push_str(&shown);
        Ok(())
    }

    /// A sign by its face and code.
    fn symbol(&mut self, node: Node<'a>, look: Look, open: &mut Open<'a>) -> Result<(), Refusal> {
        let name = word(node, "font").unwrap_or_default();
        let code = word(node, "char").unwrap_or_default();
        let sign =
            u32::from_str_radix(code, 16).ok().and_then(|code| Face::named(name).symbol(code));
        match sign {
            Some(sign) => {
                self.text(sign.encode_utf8(&mut [0; 4]), Look { face: Face::Letters, ..look }, open)
            }
            None if look.is_hidden => Ok(()),
            None => self.lose(LossKind::Symbol, limits::cut(format!("{name} {code}").trim())),
        }
    }

    fn note(&mut self, kind: NoteKind, node: Node<'a>, open: &mut Open<'a>) -> Result<(), Refusal> {
        let Some(id) = word(node, "id") else { return Ok(()) };
        let key = (kind, id.to_owned());
        if !self.shared.known_notes.contains(&key) {
            return Ok(());
        }
        let index = self.shared.notes.index(&key);
        self.show(Inline::Note(index), open)
    }

    fn drawing(&mut self, node: Node<'a>, open: &mut Open<'a>) -> Result<(), Refusal> {
        for drawn in drawn(node) {
            match drawn {
                Drawn::Picture { id, alternative, .. } => self.picture(id, alternative, open)?,
                Drawn::Preview(id) => {
                    let part = self.relationships.part(id).unwrap_or_default();
                    let part = part.to_ascii_lowercase();
                    // Others are Windows metafiles, which show what the object's words say.
                    if [".png", ".jpg", ".jpeg"].iter().any(|end| part.ends_with(end)) {
                        self.picture(id, "", open)?;
                    }
                }
                Drawn::TextBox(content) => {
                    self.fields.note_result();
                    open.boxes.push(content);
                }
                Drawn::Lost { kind, text, id } => {
                    let part = id.and_then(|id| self.relationships.part(id));
                    let described = part.map(|part| (self.shared.losses.len(), part.to_owned()));
                    self.lose(kind, limits::cut(text))?;
                    self.shared.described.extend(described);
                }
            }
        }
        Ok(())
    }

    fn picture(&mut self, id: &str, alternative: &str, open: &mut Open<'a>) -> Result<(), Refusal> {
        match self.shared.picture(id, alternative, self.relationships) {
            Found::Picture(shown) => self.show(Inline::Picture(shown), open),
            Found::Lost(kind, text) => self.lose(kind, &text),
        }
    }
}

/// Where words stand: as they say, or as much smaller ones do that are raised or lowered.
fn position(format: RunFormat, open: &mut Open<'_>, defaults: RunFormat) -> Position {
    let said = format.position.unwrap_or_default();
    if said != Position::Line {
        return said;
    }
    let size = format.size.unwrap_or(USUAL_SIZE);
    let line = open.line_size.or(open.look.size).or(defaults.size).unwrap_or(USUAL_SIZE);
    match format.raised.unwrap_or(0) {
        raised if raised > 0 && size < line => Position::Superscript,
        raised if raised < 0 && size < line => Position::Subscript,
        0 => {
            open.line_size = Some(size);
            Position::Line
        }
        _ => Position::Line,
    }
}

/// The words of `w:t`. Blanks at its ends are the file's own unless it says that they are kept
/// (17.3.3.31).
fn text(node: Node<'_>) -> String {
    let text = text_of(node);
    if attribute(node, Space::Xml, "space") == Some("preserve") {
        return text;
    }
    text.trim_matches([' ', '\t', '\n', '\r']).to_owned()
}

//! Formulas in a line (ECMA-376 Part 1 22.1): their letters, with what stands above or below as
//! such where it is simple, and with brackets and signs for the layout where it is not.

use super::content::Position;
use super::view::{Step, Tracked, step};
use super::xml::{Node, Space, attribute, child_in, name, text_of};

/// A formula's letters.
#[derive(Debug, Default)]
pub(crate) struct Formula {
    /// In reading order.
    pub(crate) pieces: Vec<(String, Position)>,
    /// Whether the line says less than the formula's layout.
    pub(crate) loses_layout: bool,
}

impl Formula {
    /// The letters of a formula.
    pub(crate) fn read(node: Node<'_>, tracked: Tracked) -> Self {
        let mut formula = Self::default();
        formula.children(node, tracked);
        formula
    }

    /// All letters.
    pub(crate) fn text(&self) -> String {
        self.pieces.iter().map(|(text, _)| text.as_str()).collect()
    }

    fn children(&mut self, node: Node<'_>, tracked: Tracked) {
        for child in node.children() {
            match step(child, tracked) {
                Step::Skip => {}
                Step::Into(inner) => self.children(inner, tracked),
                Step::Take(child) => self.element(child, tracked),
            }
        }
    }

    fn element(&mut self, node: Node<'_>, tracked: Tracked) {
        let (space, local) = name(node);
        match (space, local) {
            (Space::Math | Space::Word, "t") => self.push(&text_of(node), Position::Line),
            (Space::Word, "delText") if tracked.shows_deleted() => {
                self.push(&text_of(node), Position::Line);
            }
            (Space::Word, "br") => self.push(" ", Position::Line),
            (Space::Math, "sSup") => self.scripts(node, &[("sup", Position::Superscript)], tracked),
            (Space::Math, "sSub") => self.scripts(node, &[("sub", Position::Subscript)], tracked),
            (Space::Math, "sSubSup") => {
                let both = [("sub", Position::Subscript), ("sup", Position::Superscript)];
                self.scripts(node, &both, tracked);
            }
            (Space::Math, "f") => self.fraction(node, tracked),
            (Space::Math, "rad") => self.radical(node, tracked),
            (Space::Math, "nary") => self.operator(node, tracked),
            (Space::Math, "d") => self.brackets(node, tracked),
            (Space::Math, "m") => self.rows(node, "mr", tracked),
            (Space::Math, "eqArr") => self.rows(node, "e", tracked),
            // What these hold stands in the line anyway.
            (Space::Math, "r" | "oMath" | "box" | "func" | "fName" | "e" | "num" | "den") => {
                self.children(node, tracked);
            }
            (Space::Word, "r") => self.children(node, tracked),
            (Space::Math, local) if local.ends_with("Pr") => {}
            (Space::Math, _) => {
                self.loses_layout = true;
                self.children(node, tracked);
            }
            _ => {}
        }
    }

    fn push(&mut self, text: &str, position: Position) {
        match self.pieces.last_mut() {
            Some((last, at)) if *at == position => last.push_str(text),
            _ => self.pieces.push((text.to_owned(), position)),
        }
    }

    /// The letters of a child of a layout.
    fn part(node: Node<'_>, local: &str, tracked: Tracked) -> Self {
        child_in(node, Space::Math, local)
            .map(|child| Self::read(child, tracked))
            .unwrap_or_default()
    }

    /// Letters, in brackets where they are more than one number or name.
    fn bracketed(&mut self, part: Self) {
        self.loses_layout |= part.loses_layout;
        let is_one = part.pieces.iter().all(|(text, position)| {
            *position != Position::Line || text.chars().all(|c| c.is_alphanumeric() || c == '.')
        });
        if !is_one {
            self.push("(", Position::Line);
        }
        self.append(part);
        if !is_one {
            self.push(")", Position::Line);
        }
    }

    fn append(&mut self, part: Self) {
        self.loses_layout |= part.loses_layout;
        for (text, position) in part.pieces {
            self.push(&text, position);
        }
    }

    fn scripts(&mut self, node: Node<'_>, scripts: &[(&str, Position)], tracked: Tracked) {
        self.append(Self::part(node, "e", tracked));
        for (local, position) in scripts {
            let script = Self::part(node, local, tracked);
            let is_flat =
                !script.loses_layout && script.pieces.iter().all(|(_, at)| *at == Position::Line);
            if is_flat {
                self.push(&script.text(), *position);
            } else {
                self.loses_layout = true;
                self.push(
                    if *position == Position::Superscript { "^" } else { "_" },
                    Position::Line,
                );
                self.bracketed(script);
            }
        }
    }

    fn fraction(&mut self, node: Node<'_>, tracked: Tracked) {
        self.loses_layout = true;
        self.bracketed(Self::part(node, "num", tracked));
        self.push("/", Position::Line);
        self.bracketed(Self::part(node, "den", tracked));
    }

    fn radical(&mut self, node: Node<'_>, tracked: Tracked) {
        self.loses_layout = true;
        let degree = Self::part(node, "deg", tracked);
        if !degree.pieces.is_empty() {
            self.push(&degree.text(), Position::Superscript);
        }
        self.push("√", Position::Line);
        self.bracketed(Self::part(node, "e", tracked));
    }

    fn operator(&mut self, node: Node<'_>, tracked: Tracked) {
        self.loses_layout = true;
        self.push(character(node, "naryPr", "chr", "∫"), Position::Line);
        for (local, sign) in [("sub", "_"), ("sup", "^")] {
            let limit = Self::part(node, local, tracked);
            if !limit.pieces.is_empty() {
                self.push(sign, Position::Line);
                self.bracketed(limit);
            }
        }
        self.push(" ", Position::Line);
        self.append(Self::part(node, "e", tracked));
    }

    fn brackets(&mut self, node: Node<'_>, tracked: Tracked) {
        self.push(character(node, "dPr", "begChr", "("), Position::Line);
        let parts = node.children().filter(|child| name(*child) == (Space::Math, "e"));
        for (index, part) in parts.enumerate() {
            if index > 0 {
                self.push(character(node, "dPr", "sepChr", "|"), Position::Line);
            }
            self.append(Self::read(part, tracked));
        }
        self.push(character(node, "dPr", "endChr", ")"), Position::Line);
    }

    fn rows(&mut self, node: Node<'_>, local: &str, tracked: Tracked) {
        self.loses_layout = true;
        let rows = node.children().filter(|child| name(*child) == (Space::Math, local));
        for (index, row) in rows.enumerate() {
            if index > 0 {
                self.push("; ", Position::Line);
            }
            let cells = row.children().filter(|child| name(*child) == (Space::Math, "e"));
            let mut has_cells = false;
            for (index, cell) in cells.enumerate() {
                has_cells = true;
                if index > 0 {
                    self.push(" ", Position::Line);
                }
                self.append(Self::read(cell, tracked));
            }
            if !has_cells {
                self.append(Self::read(row, tracked));
            }
        }
    }
}

/// The sign that a layout is drawn with.
fn character<'a>(node: Node<'a>, properties: &str, local: &str, usual: &'static str) -> &'a str {
    child_in(node, Space::Math, properties)
        .and_then(|properties| child_in(properties, Space::Math, local))
        .and_then(|sign| attribute(sign, Space::Math, "val"))
        .unwrap_or(usual)
}

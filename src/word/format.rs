//! What properties say of a look, as far as it is given on: how words stand, how a paragraph
//! stands. Properties that are not said are taken from the next layer: the style, what that is based
//! on, the document's defaults (ECMA-376 Part 1 17.7.2).

use super::content::{Alignment, Position};
use super::symbols::Face;
use super::xml::{Node, child, is_on, switch, value, word};

/// What properties say of words. What they don't say is none.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct RunFormat {
    /// `w:b`.
    pub(crate) bold: Option<bool>,
    /// `w:caps`.
    pub(crate) capitals: Option<bool>,
    /// `w:strike` or `w:dstrike`.
    pub(crate) struck: Option<bool>,
    /// `w:vanish`.
    pub(crate) hidden: Option<bool>,
    /// `w:specVanish`: hidden wherever hidden text is shown.
    pub(crate) always_hidden: Option<bool>,
    /// `w:vertAlign`.
    pub(crate) position: Option<Position>,
    /// `w:position`: half-points above the line.
    pub(crate) raised: Option<i32>,
    /// `w:sz`: half-points.
    pub(crate) size: Option<u32>,
    /// `w:rFonts`: a face of symbols, or one of letters.
    pub(crate) face: Option<Face>,
}

impl RunFormat {
    /// What `w:rPr` says.
    pub(crate) fn read(properties: Node<'_>) -> Self {
        Self {
            bold: switch(properties, "b"),
            capitals: switch(properties, "caps"),
            struck: switch(properties, "strike").or_else(|| switch(properties, "dstrike")),
            hidden: switch(properties, "vanish"),
            always_hidden: switch(properties, "specVanish"),
            position: value(properties, "vertAlign").map(|position| match position {
                "superscript" => Position::Superscript,
                "subscript" => Position::Subscript,
                _ => Position::Line,
            }),
            raised: value(properties, "position").and_then(half_points),
            size: value(properties, "sz")
                .and_then(half_points)
                .and_then(|size| u32::try_from(size).ok()),
            face: child(properties, "rFonts")
                .and_then(|fonts| word(fonts, "ascii").or_else(|| word(fonts, "hAnsi")))
                .map(Face::named),
        }
    }

    /// With what a lower layer says where this one says nothing.
    pub(crate) fn over(self, lower: Self) -> Self {
        Self {
            bold: self.bold.or(lower.bold),
            capitals: self.capitals.or(lower.capitals),
            struck: self.struck.or(lower.struck),
            hidden: self.hidden.or(lower.hidden),
            always_hidden: self.always_hidden.or(lower.always_hidden),
            position: self.position.or(lower.position),
            raised: self.raised.or(lower.raised),
            size: self.size.or(lower.size),
            face: self.face.or(lower.face),
        }
    }

    /// As a style of characters over one of paragraphs: what is on or off is on where one of the
    /// two has it on, and off where both have (17.7.3).
    pub(crate) fn toggled_over(self, lower: Self) -> Self {
        let toggle = |upper: Option<bool>, lower: Option<bool>| match (upper, lower) {
            (Some(upper), Some(lower)) => Some(upper != lower),
            (one, other) => one.or(other),
        };
        Self {
            bold: toggle(self.bold, lower.bold),
            capitals: toggle(self.capitals, lower.capitals),
            struck: toggle(self.struck, lower.struck),
            hidden: toggle(self.hidden, lower.hidden),
            ..self.over(lower)
        }
    }
}

/// A size in half-points, or a length with its unit as strict files have it.
fn half_points(text: &str) -> Option<i32> {
    let whole = |text: &str| text.split('.').next().and_then(|whole| whole.parse::<i32>().ok());
    match text.strip_suffix("pt") {
        Some(points) => whole(points).and_then(|points| points.checked_mul(2)),
        None => whole(text),
    }
}

/// What properties say of a paragraph. What they don't say is none.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct ParagraphFormat {
    /// `w:jc`.
    pub(crate) alignment: Option<Alignment>,
    /// `w:outlineLvl`; 9 is text.
    pub(crate) outline: Option<u8>,
    /// `w:numId`; 0 is no list.
    pub(crate) list: Option<u32>,
    /// `w:ilvl`.
    pub(crate) level: Option<u8>,
}

impl ParagraphFormat {
    /// What `w:pPr` says.
    pub(crate) fn read(properties: Node<'_>) -> Self {
        let numbering = child(properties, "numPr");
        let numbering = |local| numbering.and_then(|numbering| value(numbering, local));
        Self {
            alignment: value(properties, "jc").map(|side| match side {
                "center" => Alignment::Centre,
                "right" | "end" => Alignment::End,
                _ => Alignment::Start,
            }),
            outline: value(properties, "outlineLvl").and_then(|level| level.parse().ok()),
            list: numbering("numId").and_then(|id| id.parse().ok()),
            level: numbering("ilvl").and_then(|level| level.parse().ok()),
        }
    }

    /// With what a lower layer says where this one says nothing.
    pub(crate) fn over(self, lower: Self) -> Self {
        Self {
            alignment: self.alignment.or(lower.alignment),
            outline: self.outline.or(lower.outline),
            list: self.list.or(lower.list),
            level: self.level.or(lower.level),
        }
    }
}

/// Whether a row's properties make each page repeat it.
pub(crate) fn is_heading_row(properties: Node<'_>) -> bool {
    child(properties, "tblHeader").is_some_and(is_on)
}

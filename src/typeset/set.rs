//! Elements to what pages are filled with: units that stay whole, each with its height.

use super::elements::{Content, Element};
use super::justify::{SetLine, hanging, shifted, single_line};
use super::paragraph::{Indents, SetParagraph, heading, paragraph};
use super::shape::Shaper;
use super::sign_off::{SetSignOff, SignOff, sign_off};
use super::table::{SetTable, set_table};
use super::title::title_lines;
use super::{Area, Geometry, Length, PlacedPicture, Setting, Unsettable};
use crate::document::Picture;

/// A set element.
#[derive(Debug)]
pub(super) struct SetElement {
    pub content: SetContent,
    /// Blank lines of the grid before it.
    pub before: usize,
    /// Stays on a page with the element behind it.
    pub with_next: bool,
    /// Begins a page.
    pub on_new_page: bool,
}

impl SetElement {
    /// How many seals stand on it.
    pub(super) fn seals(&self) -> usize {
        match &self.content {
            SetContent::SignOff(set) => set.rows.iter().map(|row| row.pictures.len()).sum(),
            _ => 0,
        }
    }

    /// Looks for a way to set a paragraph that tears no word.
    pub(super) fn keep_words(&mut self) {
        if let SetContent::Paragraph(paragraph) = &mut self.content {
            paragraph.keep_words();
        }
    }
}

/// What a set element is made of.
#[derive(Debug)]
pub(super) enum SetContent {
    /// The title's lines.
    Title(Vec<SetLine>),
    /// A paragraph, in the ways that there are.
    Paragraph(SetParagraph),
    /// Lines of the grid.
    Lines(Vec<SetLine>),
    /// A table.
    Table(SetTable),
    /// A picture, its place from the unit's top, and its caption's line.
    Picture { picture: PlacedPicture, caption: Option<SetLine> },
    /// 落款 with its seals.
    SignOff(SetSignOff),
    /// The 版记's lines.
    Imprint(Vec<SetLine>),
}

/// A seal: its picture's file, and the element that it is.
pub(super) struct Seal<'s> {
    pub file: &'s str,
    pub element: usize,
}

/// Sets every element.
pub(super) fn set(
    elements: &[Element],
    setting: &Setting,
    seals: &[Seal<'_>],
    shaper: &mut Shaper<'_>,
    geometry: &Geometry,
) -> Result<Vec<SetElement>, Unsettable> {
    let (mut set, mut tables) = (Vec::new(), 0);
    for element in elements {
        let content = match &element.content {
            Content::Title(units) => SetContent::Title(title_lines(units, shaper, geometry)),
            Content::Paragraph { runs, first, left } => {
                let indents = Indents { first: *first, left: *left };
                SetContent::Paragraph(paragraph(runs, indents, &setting.lexicon, shaper, geometry))
            }
            Content::Heading { runs, first, left } => {
                let indents = Indents { first: *first, left: *left };
                SetContent::Lines(heading(runs, indents, &setting.lexicon, shaper, geometry))
            }
            Content::Table(table) => {
                let set = set_table(table, shaper, geometry);
                let set = set.ok_or(Unsettable::WideTable(tables))?;
                tables += 1;
                SetContent::Table(set)
            }
            Content::Picture { element, picture, caption } => {
                let caption = caption.as_ref().map(|caption| {
                    let runs = std::slice::from_ref(caption);
                    let (line, width) = single_line(runs, geometry.table_size, shaper);
                    shifted(line, geometry.left + (geometry.width - width) / 2)
                });
                let room = match caption {
                    Some(_) => geometry.height - geometry.pitch,
                    None => geometry.height,
                };
                let picture = place(*element, picture, room, setting, geometry)?;
                SetContent::Picture { picture, caption }
            }
            Content::Hanging { runs, label, x } => {
                let place = (geometry.left + *x, geometry.width - *x);
                let runs = (runs.as_slice(), *label);
                SetContent::Lines(hanging(runs, geometry.em, place, shaper))
            }
            Content::SignOff { units, date, note } => {
                let sealed = !setting.unsealed;
                let note = note.as_ref();
                let mut set = sign_off(&SignOff { units, date, note, sealed }, shaper, geometry);
                put_seals(&mut set, seals, setting)?;
                SetContent::SignOff(set)
            }
            // One character in on both sides (GB/T 9704-2012 7.4.2).
            Content::Imprint { runs, label } => {
                let size = geometry.imprint_size;
                let place = (geometry.left + size, geometry.width - size * 2);
                SetContent::Imprint(hanging((runs.as_slice(), *label), size, place, shaper))
            }
        };
        let Element { before, with_next, on_new_page, .. } = *element;
        set.push(SetElement { content, before, with_next, on_new_page });
    }
    Ok(set)
}

fn size(file: &str, setting: &Setting) -> Result<(Length, Length), Unsettable> {
    let known = setting.pictures.get(file).copied();
    known.ok_or_else(|| Unsettable::MissingPicture(file.to_owned()))
}

/// A picture in its natural size, or smaller so that it stands in the type area.
fn place(
    element: usize,
    picture: &Picture,
    room: Length,
    setting: &Setting,
    geometry: &Geometry,
) -> Result<PlacedPicture, Unsettable> {
    let (mut width, mut height) = size(&picture.file, setting)?;
    if width > geometry.width {
        height = Length(height.0 * geometry.width.0 / width.0.max(1));
        width = geometry.width;
    }
    if height > room {
        width = Length(width.0 * room.0 / height.0.max(1));
        height = room;
    }
    let x = geometry.left + (geometry.width - width) / 2;
    Ok(PlacedPicture {
        element,
        file: picture.file.clone(),
        alt: picture.alt.clone(),
        area: Area { x, y: Length::ZERO, width, height },
    })
}

/// Puts the seals on the signatories, in their order.
fn put_seals(
    set: &mut SetSignOff,
    seals: &[Seal<'_>],
    setting: &Setting,
) -> Result<(), Unsettable> {
    let mut seals = seals.iter();
    for row in &mut set.rows {
        for (place, seal) in row.seals.iter().zip(seals.by_ref()) {
            row.pictures.push(put_seal(seal, *place, setting)?);
        }
    }
    Ok(())
}

fn put_seal(seal: &Seal<'_>, sealed: Area, setting: &Setting) -> Result<PlacedPicture, Unsettable> {
    let Seal { file, element } = *seal;
    let area = sealed.fitted(size(file, setting)?);
    Ok(PlacedPicture { element, file: file.to_owned(), alt: "印章".to_owned(), area })
}

//! What a file holds beside its pages' contents: how it names itself, bookmarks, links, fields
//! of signatures, and whatever else we never write. What it may hold is listed here, by
//! what we and those who sign write, so that nothing new slips by.

mod attachments;
mod bookmarks;
mod look;
mod names;
mod objects;
mod on_page;

use std::collections::BTreeSet;

use super::objects::{Map, PdfFile, ReadFault, Value};
use super::words::Rectangle;
use crate::pdf::write::roles;
use crate::typeset::Tag;

type Result<T> = std::result::Result<T, ReadFault>;

/// What a file holds beside its pages' contents.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Extras {
    /// What neither we nor signing programs would write.
    pub foreign: BTreeSet<ForeignObject>,
    /// The titles that the file gives itself, in each place where it does.
    pub titles: Vec<OwnName>,
    /// Who made it, in each place where it is said.
    pub authors: Vec<OwnName>,
    /// The bookmarks' titles, in their order.
    pub bookmarks: Vec<String>,
    /// Where links lead.
    pub links: Vec<Link>,
    /// How many annotations there are that are neither links nor signatures'.
    pub others: usize,
    /// What is seen of signatures.
    pub signatures: Vec<PageArea>,
    /// The place that is kept for a seal.
    pub seal: Option<PageArea>,
}

/// A name that a file gives itself; `None` where it cannot be read.
pub type OwnName = Option<String>;

/// A link of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The page, from 1.
    pub page: usize,
    /// The address as it is written; `None` where it leads elsewhere than to one.
    pub address: Option<String>,
}

/// A rectangle over a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageArea {
    /// The page, from 1.
    pub page: usize,
    /// Where on it.
    pub area: Rectangle,
}

/// What neither we nor signing programs would write.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ForeignObject {
    /// Something that is done when the file is opened, printed or touched.
    Action,
    /// Layers that can be hidden.
    Layers,
    /// A further attachment, by its name.
    Attachment(String),
    /// An attachment of ours stands twice, or the two lists of attachments differ.
    Attachments,
    /// A form to be filled in.
    Form,
    /// A signature shows something else on a page, from 1, than a seal of ours.
    Look(usize),
    /// Words that are read out in the place of the text.
    Spoken,
    /// Anything else, by its key.
    Entry(String),
}

/// What a PDF holds beside its pages' contents. `own` are the names of the attachments that it may
/// carry.
///
/// # Errors
/// Why it cannot be read.
pub fn extras(pdf: &[u8], own: &[&str]) -> Result<Extras> {
    let file = PdfFile::open(pdf)?;
    let mut found = Extras::default();
    let catalog = file.catalog()?;
    look_at_catalog(&file, &catalog, &mut found)?;
    let files = attachments::look(&file, &catalog, own, &mut found.foreign)?;
    objects::look(&file, &files, &mut found.foreign);
    bookmarks::read(&file, &catalog, &mut found)?;
    names::read(&file, &catalog, &mut found)?;
    on_page::read(&file, &catalog, &mut found)?;
    Ok(found)
}

/// The numbers of the elements that have a bookmark: all headings but the title.
#[must_use]
pub fn bookmarked(tags: &[Tag]) -> Vec<usize> {
    let below = |level: Option<usize>| level.is_some_and(|level| level > 1);
    let roles = roles(tags).into_iter().enumerate();
    roles.filter(|(_, role)| below(role.heading)).map(|(n, _)| n).collect()
}

/// What the catalog may have (ISO 32000-1 table 28): ours, and what signatures bring.
const CATALOG: &[&str] = &[
    "Type",
    "Pages",
    "Lang",
    "ViewerPreferences",
    "Metadata",
    "OutputIntents",
    "PageLabels",
    "PageLayout",
    "PageMode",
    "StructTreeRoot",
    "MarkInfo",
    "Names",
    "AF",
    "Outlines",
    "AcroForm",
    "DSS",
    "Perms",
    "Extensions",
    "Version",
];
/// What a form of signatures alone may have (table 218).
const FORM: &[&str] = &["Fields", "SigFlags", "DA", "DR", "Q", "NeedAppearances"];
/// What the root of the structure may have (table 322): nothing that gives names another meaning.
const STRUCTURE: &[&str] = &["Type", "K", "ParentTree", "ParentTreeNextKey"];

fn look_at_catalog(file: &PdfFile<'_>, catalog: &Map, found: &mut Extras) -> Result<()> {
    for (key, _) in catalog.entries() {
        match key {
            b"OCProperties" => {
                found.foreign.insert(ForeignObject::Layers);
            }
            // Reported by `objects`.
            b"OpenAction" | b"AA" => {}
            key => allow(key, CATALOG, &mut found.foreign),
        }
    }
    for (key, allowed) in [("AcroForm", FORM), ("StructTreeRoot", STRUCTURE)] {
        if let Some(value) = catalog.get(key) {
            only(&file.map(value)?, allowed, &mut found.foreign);
        }
    }
    Ok(())
}

/// Notes the keys that a dictionary should not have.
fn only(map: &Map, allowed: &[&str], foreign: &mut BTreeSet<ForeignObject>) {
    map.entries().for_each(|(key, _)| allow(key, allowed, foreign));
}

/// How many kinds of strange keys are reported.
const MAX_FOREIGN: usize = 50;
/// How much of a name is reported.
const MAX_NAME: usize = 40;

fn allow(key: &[u8], allowed: &[&str], foreign: &mut BTreeSet<ForeignObject>) {
    if !allowed.iter().any(|known| known.as_bytes() == key) && foreign.len() < MAX_FOREIGN {
        foreign.insert(ForeignObject::Entry(short(&String::from_utf8_lossy(key))));
    }
}

fn short(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(MAX_NAME).collect()
}

/// What stands under a key, looked up; nothing where it is null.
fn entry(file: &PdfFile<'_>, map: &Map, key: &str) -> Result<Option<Value>> {
    let value = map.get(key).map(|value| file.resolved(value)).transpose()?;
    Ok(value.filter(|value| *value != Value::Null))
}

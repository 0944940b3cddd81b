//! Whether a file is built as ours are, whatever layout its version had: the tree of pages, what
//! they draw with, what the file declares, its structure, links, attachments and pictures, each
//! by closed lists of what we write. What the pages show and what else the file holds is compared
//! before (`words`, `extras`); signatures and what belongs to them are another's.

mod attachments;
mod declared;
mod description;
mod links;
mod page_tree;
mod pictures;
mod resources;
mod rows;
mod sequences;
mod shape;
mod skeleton;
mod structure;

use std::collections::BTreeSet;

pub use pictures::ReportPicture;
pub(super) use resources::is_picture;
pub use skeleton::Elements;

use super::objects::{Map, PdfFile, ReadFault};
use super::page_tree::{Leaf, leaves};
use crate::pdf::write::{Attachment, Info};
use structure::StructureMap;

type Result<T> = std::result::Result<T, ReadFault>;

/// What a file is made of.
#[derive(Debug, Clone, Copy)]
pub struct Expected<'e> {
    /// What it says of itself.
    pub info: &'e Info,
    /// What it carries, in the order in which it is listed.
    pub attachments: &'e [Attachment],
    /// The report's elements.
    pub elements: Elements<'e>,
    /// The report's links.
    pub links: &'e [Link<'e>],
    /// The report's pictures in their order; `None` where they cannot be drawn again.
    pub pictures: Option<&'e [ReportPicture<'e>]>,
}

/// A link of the report.
#[derive(Debug, Clone, Copy)]
pub struct Link<'e> {
    /// Its text.
    pub text: &'e str,
    /// Where it leads.
    pub url: &'e str,
}

/// What in a file is not as we write it. Pages and pictures count from 1; keys are the file's own
/// words (ISO 32000-1).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deviation {
    /// The tree of pages: viewers would show other pages, or not all.
    PageTree,
    /// A page's settings.
    Page {
        /// The page.
        page: usize,
        /// Under which key.
        key: String,
    },
    /// What pages draw with, by its key.
    Resources(String),
    /// A font, by its key.
    Font(String),
    /// How a picture is to be shown, by its key.
    PictureSetting(String),
    /// A picture is not that of its file.
    Picture {
        /// The picture.
        number: usize,
    },
    /// A picture is turned, stretched or too small.
    PicturePlace {
        /// The picture.
        number: usize,
    },
    /// What the catalog declares, by its key.
    Setting(String),
    /// What the file says of itself: in its information or its XMP, by the property.
    Description(String),
    /// What is said of an attachment, by its name.
    Attachment(String),
    /// A bookmark leads elsewhere.
    Bookmark,
    /// The structure, by the type of the first element that differs.
    Structure(String),
    /// How a page's content is marked.
    Sequence {
        /// The page.
        page: usize,
    },
    /// What is said of a link.
    Link {
        /// The page.
        page: usize,
    },
    /// A signature's field says something else.
    Signature {
        /// The page.
        page: usize,
    },
    /// A link of the report is nowhere, by its address.
    NoLink(String),
}

/// How many deviations are reported.
const MOST: usize = 20;

/// The deviations that were found.
#[derive(Debug, Default)]
struct Deviations(BTreeSet<Deviation>);

impl Deviations {
    fn add(&mut self, deviation: Deviation) {
        if self.0.len() < MOST {
            self.0.insert(deviation);
        }
    }
}

/// What in a file is not as we write it. Its words, attachments and links were read before, and
/// are those of the report.
///
/// # Errors
/// Why it cannot be read.
pub fn deviations(pdf: &[u8], expected: &Expected<'_>) -> Result<BTreeSet<Deviation>> {
    let file = PdfFile::open(pdf)?;
    let catalog = file.catalog()?;
    let leaves = leaves(&file)?;
    let mut found = Deviations::default();
    page_tree::look(&file, &catalog, &leaves, &mut found)?;
    resources::look(&file, &leaves, &mut found)?;
    declared::look(&file, &catalog, expected, &mut found)?;
    declared::look_at_bookmarks(&file, &catalog, &leaves, &mut found)?;
    description::look(&file, &catalog, expected, &mut found)?;
    attachments::look(&file, &catalog, expected, &mut found)?;
    if !found.0.is_empty() {
        // What stands on the pages is found by what was just found to be odd.
        return Ok(found.0);
    }
    let pages = sequences::read(&file, &leaves)?;
    match held(&file, &catalog, &leaves, &expected.elements)? {
        Ok(held) => {
            structure::look_at_sequences(&held, &pages, &mut found);
            // What follows goes by the sequences.
            if found.0.is_empty() {
                structure::look_back(&file, &catalog, &leaves, (&held, &pages), &mut found)?;
                links::look(&file, &leaves, (&held, &pages), expected, &mut found)?;
                if let Some(pictures) = expected.pictures {
                    pictures::compare(&file, &leaves, (&held, &pages), pictures, &mut found)?;
                }
            }
        }
        Err(role) => found.add(Deviation::Structure(role)),
    }
    Ok(found.0)
}

/// What the structure holds, or the type of the first element that differs from the report's.
fn held(
    file: &PdfFile<'_>,
    catalog: &Map,
    leaves: &[Leaf],
    elements: &Elements<'_>,
) -> Result<std::result::Result<StructureMap, String>> {
    let compared = |with_blank| match skeleton::skeleton(elements, with_blank) {
        Ok(wanted) => structure::compare(file, catalog, leaves, &wanted),
        Err(_) => Ok(Err("Document".to_owned())),
    };
    // White space alone may be drawn or not.
    match compared(true)? {
        Err(_) => compared(false),
        same => Ok(same),
    }
}

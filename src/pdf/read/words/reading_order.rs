//! The structure tree read again (ISO 32000-1 14.7): where each sequence of marked content stands
//! in the reading order, and what the pictures are called.

use std::collections::BTreeMap;

use super::{Figure, ReadingPosition};
use crate::pdf::read::objects::{Map, PdfFile, ReadFault, Value, string};

/// How many elements are looked at, and how deep.
const MAX_ELEMENTS: usize = 200_000;
const MAX_DEPTH: usize = 64;

type Result<T> = std::result::Result<T, ReadFault>;

/// The structure of a file.
#[derive(Debug, Default)]
pub(super) struct Structure {
    /// By the page's object and the sequence's number (MCID): its place.
    pub(super) places: BTreeMap<(u32, i64), ReadingPosition>,
    pub(super) figures: Vec<Figure>,
    elements: usize,
    rows: usize,
    cells: usize,
    /// How many cells the row at hand has so far.
    in_row: usize,
}

/// Where the walk is: the row and the cell around it.
#[derive(Clone, Copy, Default)]
struct TableContext {
    row: Option<usize>,
    cell: Option<usize>,
    column: Option<usize>,
    depth: usize,
}

impl Structure {
    /// Reads the structure; an empty one where the file has none.
    pub(super) fn read(file: &PdfFile<'_>) -> Result<Self> {
        let mut structure = Self::default();
        let catalog = file.catalog()?;
        if let Some(root) = catalog.get("StructTreeRoot") {
            let root = file.map(root)?;
            structure.kids(file, &root, TableContext::default())?;
        }
        Ok(structure)
    }

    fn kids(&mut self, file: &PdfFile<'_>, element: &Map, around: TableContext) -> Result<()> {
        let kids = match element.get("K") {
            None => return Ok(()),
            Some(kids) => match file.resolved(kids)? {
                Value::List(kids) => kids,
                kid => vec![kid],
            },
        };
        let page = reference(element.get("Pg"));
        for kid in kids {
            self.elements += 1;
            if self.elements > MAX_ELEMENTS || around.depth > MAX_DEPTH {
                return Err(ReadFault::Damaged);
            }
            match file.resolved(&kid)? {
                Value::Integer(number) => self.content(page, number, around),
                Value::Map(kid) if kid.is_of_type("MCR") => {
                    let page = reference(kid.get("Pg")).or(page);
                    self.content(page, kid.integer("MCID").unwrap_or(-1), around);
                }
                Value::Map(kid) if kid.is_of_type("OBJR") => {}
                Value::Map(kid) => self.element(file, &kid, around)?,
                _ => return Err(ReadFault::Damaged),
            }
        }
        Ok(())
    }

    fn element(&mut self, file: &PdfFile<'_>, element: &Map, around: TableContext) -> Result<()> {
        let mut around = TableContext { depth: around.depth + 1, ..around };
        match element.name("S") {
            Some(b"TR") => {
                self.rows += 1;
                around.row = Some(self.rows);
                self.in_row = 0;
            }
            Some(b"TH" | b"TD") => {
                self.cells += 1;
                around.cell = Some(self.cells);
                around.column = Some(self.in_row);
                self.in_row += 1;
            }
            Some(b"Figure") => {
                let alt = element.get("Alt").map(|alt| file.resolved(alt)).transpose()?;
                self.figures.push(Figure { alt: alt.and_then(|alt| string(&alt)) });
            }
            _ => {}
        }
        self.kids(file, element, around)
    }

    /// Of two places of one sequence the first counts.
    fn content(&mut self, page: Option<u32>, number: i64, around: TableContext) {
        let Some(page) = page else { return };
        let order = self.places.len();
        let place =
            ReadingPosition { order, row: around.row, cell: around.cell, column: around.column };
        self.places.entry((page, number)).or_insert(place);
    }
}

fn reference(value: Option<&Value>) -> Option<u32> {
    match value {
        Some(Value::Reference(number)) => Some(*number),
        _ => None,
    }
}

//! Office Open XML (ECMA-376 Part 1 18): its workbook, and what its sheets need.

mod address;
mod strings;
mod styles;
mod worksheet;

use super::cells::Budget;
use super::format::Epoch;
use super::kind;
use super::limits;
use super::refusal::Refusal;
use super::workbook::{Kind, Workbook};
use crate::package::xml::{Node, Space, attribute, child_in, is, with_part};
use crate::package::{Package, Relationships};
use strings::Strings;
use styles::Styles;
use worksheet::Worksheet;

/// What the sheets of a workbook share.
struct Shared {
    strings: Strings,
    styles: Styles,
    epoch: Epoch,
    /// Whether the program that opens it shall compute all formulas anew, since their values are
    /// none that a spreadsheet program computed.
    is_to_be_computed: bool,
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    is_hidden: bool,
    part: String,
}

/// Reads a workbook.
pub(super) fn read(package: &Package<'_>) -> Result<Workbook, Refusal> {
    let main = main_part(package)?;
    let relationships = Relationships::of(&main, package)?;
    let listing = with_part(package, &main, |root| {
        if !is(root, Space::Sheet, "workbook") {
            return Err(kind::refusal_of_zip(package));
        }
        Ok((listed(root, &relationships)?, epoch(root), is_to_be_computed(root)))
    })?;
    let (listed, epoch, is_to_be_computed) =
        listing.ok_or_else(|| kind::refusal_of_zip(package))?;
    let shared = Shared {
        strings: with_kind(package, &relationships, "sharedStrings", Strings::read)?,
        styles: with_kind(package, &relationships, "styles", Styles::read)?,
        epoch,
        is_to_be_computed,
    };
    let mut budget = Budget::new();
    let mut sheets = Vec::with_capacity(listed.len());
    for Listed { name, is_hidden, part } in listed {
        let sheet = with_part(package, &part, |root| {
            Worksheet::new(&shared, &mut budget, &name).read(root)
        })?;
        let mut sheet = sheet.ok_or_else(|| damaged(format!("没有 {part}")))?;
        sheet.hidden = is_hidden;
        sheets.push(sheet);
    }
    Ok(Workbook { kind: Kind::Xlsx, sheets })
}

/// The name of the part that the workbook is in.
fn main_part(package: &Package<'_>) -> Result<String, Refusal> {
    let relationships = Relationships::of("", package)?;
    let named = relationships.part_of_kind("officeDocument");
    // A workbook in binary has the same relationships.
    let named = named.filter(|part| package.has(part) && !part.ends_with(".bin"));
    named.map(str::to_owned).ok_or_else(|| kind::refusal_of_zip(package))
}

fn with_kind<T: Default>(
    package: &Package<'_>,
    relationships: &Relationships,
    kind: &str,
    read: impl FnOnce(Node<'_>) -> Result<T, Refusal>,
) -> Result<T, Refusal> {
    let Some(part) = relationships.part_of_kind(kind) else { return Ok(T::default()) };
    Ok(with_part(package, part, read)?.unwrap_or_default())
}

/// The sheets with cells, in their order; others hold charts, macros or dialogs.
fn listed(root: Node<'_>, relationships: &Relationships) -> Result<Vec<Listed>, Refusal> {
    let mut listed: Vec<Listed> = Vec::new();
    let sheets = child_in(root, Space::Sheet, "sheets");
    for node in sheets.iter().flat_map(Node::children) {
        if !is(node, Space::Sheet, "sheet") {
            continue;
        }
        let name = attribute(node, Space::None, "name").unwrap_or_default();
        let id = attribute(node, Space::Reference, "id").unwrap_or_default();
        let part =
            relationships.part(id).ok_or_else(|| damaged(format!("找不到表“{name}”的内容")))?;
        if !relationships.parts_of_kind("worksheet").any(|of_kind| of_kind == part) {
            continue;
        }
        if listed.iter().any(|other| other.name.to_lowercase() == name.to_lowercase()) {
            return Err(damaged(format!("有两张表都叫“{name}”")));
        }
        if listed.len() >= limits::SHEETS {
            return Err(limits::too_many("工作表数", limits::SHEETS));
        }
        let state = attribute(node, Space::None, "state");
        let is_hidden = matches!(state, Some("hidden" | "veryHidden"));
        listed.push(Listed { name: name.to_owned(), is_hidden, part: part.to_owned() });
    }
    Ok(listed)
}

fn epoch(root: Node<'_>) -> Epoch {
    let properties = child_in(root, Space::Sheet, "workbookPr");
    match properties.is_some_and(|node| is_on(node, "date1904")) {
        true => Epoch::Of1904,
        false => Epoch::Of1900,
    }
}

fn is_to_be_computed(root: Node<'_>) -> bool {
    child_in(root, Space::Sheet, "calcPr").is_some_and(|node| is_on(node, "fullCalcOnLoad"))
}

/// Whether an attribute says that something is so (ECMA-376 Part 1 22.9.2.1).
fn is_on(node: Node<'_>, name: &str) -> bool {
    matches!(attribute(node, Space::None, name), Some("1" | "true" | "on"))
}

fn damaged(reason: impl Into<String>) -> Refusal {
    Refusal::Damaged { reason: reason.into() }
}

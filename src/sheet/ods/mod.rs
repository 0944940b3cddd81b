//! OpenDocument (ISO/IEC 26300): what its cells show stands in them, beside what they hold.

mod cell;
mod shown;
mod styles;
mod table;

use super::cells::Budget;
use super::kind;
use super::refusal::Refusal;
use super::workbook::{Kind, Workbook};
use crate::package::Package;
use crate::package::xml::{Node, Space, attribute, child_in, is, with_part};
use styles::Styles;
use table::Table;

/// What a package of a spreadsheet says that it is.
const MIMETYPES: [&[u8]; 2] = [
    b"application/vnd.oasis.opendocument.spreadsheet",
    b"application/vnd.oasis.opendocument.spreadsheet-template",
];

/// Whether a package is a spreadsheet of OpenDocument.
pub(super) fn is_ods(package: &Package<'_>) -> Result<bool, Refusal> {
    let mimetype = package.read("mimetype", 1024)?;
    Ok(mimetype.is_some_and(|mimetype| MIMETYPES.contains(&mimetype.trim_ascii())))
}

/// Reads a spreadsheet.
pub(super) fn read(package: &Package<'_>) -> Result<Workbook, Refusal> {
    refuse_encrypted(package)?;
    let mut styles = Styles::default();
    with_part::<_, Refusal>(package, "styles.xml", |root| styles.add(root))?;
    let sheets = with_part(package, "content.xml", |root| {
        styles.add(root)?;
        let body = child_in(root, Space::OdOffice, "body");
        let spreadsheet = body.and_then(|body| child_in(body, Space::OdOffice, "spreadsheet"));
        let spreadsheet = spreadsheet.ok_or_else(|| kind::refusal_of_zip(package))?;
        let mut budget = Budget::new();
        let tables = spreadsheet.children().filter(|node| is(*node, Space::OdTable, "table"));
        tables.map(|node| Table::new(&styles, &mut budget, node).read()).collect()
    })?;
    let sheets = sheets.ok_or_else(|| kind::refusal_of_zip(package))?;
    Ok(Workbook { kind: Kind::Ods, sheets })
}

/// Refuses a file whose parts a password locks; their names and the list of them stay readable.
fn refuse_encrypted(package: &Package<'_>) -> Result<(), Refusal> {
    let is_encrypted = with_part::<_, Refusal>(package, "META-INF/manifest.xml", |root| {
        Ok(root.descendants().any(|node| is(node, Space::OdManifest, "encryption-data")))
    })?;
    if is_encrypted == Some(true) { Err(Refusal::Encrypted) } else { Ok(()) }
}

/// How often an element stands for itself.
fn repeated(node: Node<'_>, name: &str) -> Result<u32, Refusal> {
    let Some(text) = attribute(node, Space::OdTable, name) else { return Ok(1) };
    text.parse().ok().filter(|count| *count > 0).ok_or_else(|| Refusal::Damaged {
        reason: format!("content.xml 里的 {name} 不是次数"),
    })
}

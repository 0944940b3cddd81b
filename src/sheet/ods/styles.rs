//! What styles say of cells and tables: formats of numbers (ISO/IEC 26300-3 16.29), and whether a
//! table is shown.

use std::collections::{BTreeMap, BTreeSet};

use crate::package::xml::{Node, Space, attribute, child_in, is, name, text_of};
use crate::sheet::format::{Format, GENERAL};
use crate::sheet::refusal::Refusal;

/// How many styles may each be based on the next.
const DEEPEST: usize = 16;

/// The styles of a file.
#[derive(Debug)]
pub(super) struct Styles {
    formats: BTreeMap<String, Format>,
    cells: BTreeMap<String, CellStyle>,
    hidden_tables: BTreeSet<String>,
    general: Format,
}

/// A style of cells.
#[derive(Debug)]
struct CellStyle {
    format: Option<String>,
    parent: Option<String>,
}

impl Default for Styles {
    fn default() -> Self {
        Self {
            formats: BTreeMap::new(),
            cells: BTreeMap::new(),
            hidden_tables: BTreeSet::new(),
            general: Format::of(GENERAL),
        }
    }
}

impl Styles {
    /// Adds the styles of a part.
    pub(super) fn add(&mut self, root: Node<'_>) -> Result<(), Refusal> {
        for list in ["styles", "automatic-styles"] {
            let list = child_in(root, Space::OdOffice, list);
            for node in list.iter().flat_map(Node::children) {
                let Some(style) = attribute(node, Space::OdStyle, "name") else { continue };
                match name(node) {
                    (Space::OdStyle, "style") => self.style(style, node),
                    (Space::OdNumber, _) => {
                        if let Some(format) = code(node) {
                            self.formats.insert(style.to_owned(), Format::of(&format));
                        }
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }

    fn style(&mut self, style: &str, node: Node<'_>) {
        let read = |name| attribute(node, Space::OdStyle, name).map(str::to_owned);
        match attribute(node, Space::OdStyle, "family") {
            Some("table-cell") => {
                let of_cell = CellStyle {
                    format: read("data-style-name"),
                    parent: read("parent-style-name"),
                };
                self.cells.insert(style.to_owned(), of_cell);
            }
            Some("table") => {
                let properties = child_in(node, Space::OdStyle, "table-properties");
                let display =
                    properties.and_then(|node| attribute(node, Space::OdTable, "display"));
                if display == Some("false") {
                    self.hidden_tables.insert(style.to_owned());
                }
            }
            _ => {}
        }
    }

    /// The format of a cell style, which may be that of the style that it is based on.
    pub(super) fn format(&self, style: &str) -> &Format {
        let mut next = self.cells.get(style);
        for _ in 0..DEEPEST {
            let Some(style) = next else { break };
            if let Some(format) = &style.format {
                return self.formats.get(format).unwrap_or(&self.general);
            }
            next = style.parent.as_ref().and_then(|parent| self.cells.get(parent));
        }
        &self.general
    }

    /// Whether a table of this style is hidden.
    pub(super) fn hides_table(&self, style: Option<&str>) -> bool {
        style.is_some_and(|style| self.hidden_tables.contains(style))
    }
}

/// A format as Excel writes it, without what it says of other numbers than the usual (`style:map`).
/// It says which places a number has; what a cell shows stands in the cell.
fn code(style: Node<'_>) -> Option<String> {
    let mut code = String::new();
    for node in style.children() {
        let (space, local) = name(node);
        if space != Space::OdNumber {
            continue;
        }
        match local {
            "text" | "currency-symbol" => match text_of(node).as_str() {
                "%" if is(style, Space::OdNumber, "percentage-style") => code.push('%'),
                text => code += &format!("\"{}\"", text.replace('"', "")),
            },
            "number" if is_general(node) && code.is_empty() => code += GENERAL,
            "number" => code += &places(node),
            "scientific-number" => {
                let digits = count(node, "min-exponent-digits").unwrap_or(2);
                code += &format!("{}E+{}", places(node), "0".repeat(digits));
            }
            "fraction" => code += "# ?/?",
            "year" => code += "yyyy",
            "month" | "minutes" => code += "mm",
            "day" => code += "dd",
            "hours" => code += "hh",
            "seconds" => code += "ss",
            "text-content" => code.push('@'),
            _ => {}
        }
    }
    (!code.is_empty()).then_some(code)
}

fn is_general(number: Node<'_>) -> bool {
    count(number, "decimal-places").is_none()
        && count(number, "min-integer-digits").unwrap_or(1) <= 1
        && attribute(number, Space::OdNumber, "grouping") != Some("true")
}

fn places(number: Node<'_>) -> String {
    let grouped = attribute(number, Space::OdNumber, "grouping") == Some("true");
    let whole = count(number, "min-integer-digits").unwrap_or(1);
    let whole = match (grouped, whole) {
        (true, ..=1) => "#,##0".to_owned(),
        (_, 0) => "#".to_owned(),
        (_, count) => "0".repeat(count),
    };
    match count(number, "decimal-places").unwrap_or(0) {
        0 => whole,
        most => {
            let sure = count(number, "min-decimal-places").unwrap_or(most).min(most);
            format!("{whole}.{}{}", "0".repeat(sure), "#".repeat(most - sure))
        }
    }
}

fn count(node: Node<'_>, name: &str) -> Option<usize> {
    attribute(node, Space::OdNumber, name)?.parse().ok().filter(|count| *count <= 30)
}

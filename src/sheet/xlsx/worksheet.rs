//! A sheet's cells (18.3).

use super::address;
use super::strings::{text_of_runs, unescape};
use super::{Shared, damaged, is_on};
use crate::package::xml::{Node, Space, attribute, child_in, is, text_of};
use crate::sheet::cells::{Budget, Grid};
use crate::sheet::format::Format;
use crate::sheet::refusal::Refusal;
use crate::sheet::workbook::{Content, Sheet};

/// The reading of a sheet.
pub(super) struct Worksheet<'s, 'b> {
    shared: &'s Shared,
    grid: Grid<'b>,
}

impl<'s, 'b> Worksheet<'s, 'b> {
    pub(super) fn new(shared: &'s Shared, budget: &'b mut Budget, name: &str) -> Self {
        Self { shared, grid: Grid::new(name, budget) }
    }

    /// Reads the sheet from its root.
    pub(super) fn read(mut self, root: Node<'_>) -> Result<Sheet, Refusal> {
        if !is(root, Space::Sheet, "worksheet") {
            return Err(damaged(format!("“{}”的内容不是工作表", self.grid.name())));
        }
        let columns = root.children().filter(|node| is(*node, Space::Sheet, "cols"));
        for node in columns.flat_map(|node| node.children()) {
            self.column(node);
        }
        let rows = child_in(root, Space::Sheet, "sheetData");
        let mut next = 0;
        for node in rows.iter().flat_map(Node::children) {
            if is(node, Space::Sheet, "row") {
                next = self.row(node, next)? + 1;
            }
        }
        let merges = child_in(root, Space::Sheet, "mergeCells");
        for node in merges.iter().flat_map(Node::children).filter(Node::is_element) {
            let cells = attribute(node, Space::None, "ref").unwrap_or_default();
            self.grid.merge(address::range(cells).ok_or_else(|| self.wrong(cells))?)?;
        }
        self.grid.finish()
    }

    fn column(&mut self, node: Node<'_>) {
        let read = |name| attribute(node, Space::None, name);
        let number = |name| read(name).and_then(|text| text.parse::<u32>().ok());
        let has_no_width = read("width").and_then(|width| width.parse().ok()) == Some(0.0);
        if is_on(node, "hidden") || has_no_width {
            let (first, last) = (number("min").unwrap_or(1), number("max").unwrap_or(0));
            self.grid.hide_columns(first.saturating_sub(1), last);
        }
    }

    /// Reads a row, which is the next one if it does not say which it is, and gives its number.
    fn row(&mut self, node: Node<'_>, next: u32) -> Result<u32, Refusal> {
        let read = |name| attribute(node, Space::None, name);
        let row = match read("r") {
            None => next,
            Some(text) => {
                let row = text.parse::<u32>().ok().and_then(|row| row.checked_sub(1));
                row.filter(|row| *row < u32::MAX - 1).ok_or_else(|| self.wrong(text))?
            }
        };
        let has_no_height = read("ht").and_then(|height| height.parse().ok()) == Some(0.0);
        if is_on(node, "hidden") || has_no_height {
            self.grid.hide_rows(row, row + 1);
        }
        let mut next = 0;
        for node in node.children().filter(|node| is(*node, Space::Sheet, "c")) {
            let column = match attribute(node, Space::None, "r") {
                None => next,
                Some(text) => {
                    let place = address::cell(text).filter(|place| place.0 == row);
                    place.ok_or_else(|| self.wrong(text))?.1
                }
            };
            self.cell(node, row, column)?;
            next = column + 1;
        }
        Ok(row)
    }

    fn cell(&mut self, node: Node<'_>, row: u32, column: u32) -> Result<(), Refusal> {
        let style = attribute(node, Space::None, "s");
        let format = self.shared.styles.get(style).ok_or_else(|| {
            damaged(format!("没有编号 {} 的单元格格式", style.unwrap_or_default()))
        })?;
        let is_computed = child_in(node, Space::Sheet, "f").is_some();
        let content = if is_computed && self.shared.is_to_be_computed {
            Some(Content::NotComputed)
        } else {
            let value = child_in(node, Space::Sheet, "v").map(text_of);
            match self.content(node, value.as_deref(), format)? {
                None if is_computed && value.is_none_or(|value| value.is_empty()) => {
                    // A formula may give an empty text.
                    let is_text = attribute(node, Space::None, "t") == Some("str")
                        && child_in(node, Space::Sheet, "v").is_some();
                    (!is_text).then_some(Content::NotComputed)
                }
                content => content,
            }
        };
        match content {
            Some(content) => self.grid.put(row, column, is_computed, content),
            None => Ok(()),
        }
    }

    /// What a cell holds; nothing where it has no value.
    fn content(
        &self,
        node: Node<'_>,
        value: Option<&str>,
        format: &Format,
    ) -> Result<Option<Content>, Refusal> {
        let kind = attribute(node, Space::None, "t").unwrap_or("n");
        let shown = |text: String| {
            let text = format.text(text);
            (!text.is_empty()).then_some(Content::Text(text))
        };
        if kind == "inlineStr" {
            return Ok(child_in(node, Space::Sheet, "is").map(text_of_runs).and_then(shown));
        }
        let Some(value) = value.filter(|value| !value.is_empty()) else { return Ok(None) };
        let wrong = || {
            let place = attribute(node, Space::None, "r").unwrap_or_default();
            damaged(format!("表“{}”{place} 格的内容读不通", self.grid.name()))
        };
        Ok(match kind {
            "s" => shown(self.shared.strings.get(value).ok_or_else(wrong)?.to_owned()),
            "str" => shown(unescape(value)),
            "e" => Some(Content::Error(value.trim().to_owned())),
            "d" => Some(Content::Date(value.trim().to_owned())),
            "b" => match value.trim() {
                "1" | "true" => Some(Content::Truth(true)),
                "0" | "false" => Some(Content::Truth(false)),
                _ => return Err(wrong()),
            },
            "n" => {
                let number = number(value.trim()).ok_or_else(wrong)?;
                Some(format.number(number, self.shared.epoch))
            }
            _ => return Err(wrong()),
        })
    }

    fn wrong(&self, place: &str) -> Refusal {
        let place: String = place.chars().take(20).collect();
        damaged(format!("表“{}”里没有“{place}”这样的位置", self.grid.name()))
    }
}

/// A number as XML Schema writes it, but for what is none.
fn number(text: &str) -> Option<f64> {
    let is_number = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E'));
    text.parse().ok().filter(|number: &f64| is_number && number.is_finite())
}

//! A table's columns, rows and cells.

use super::cell::{self, Read};
use super::repeated;
use super::styles::Styles;
use crate::package::xml::{Node, Space, attribute, name};
use crate::sheet::cells::{Budget, Grid};
use crate::sheet::refusal::Refusal;
use crate::sheet::workbook::{Merge, Sheet};

/// The reading of a table.
pub(super) struct Table<'s, 'b, 'a> {
    styles: &'s Styles,
    grid: Grid<'b>,
    node: Node<'a>,
    row: u32,
    column: u32,
    /// Where columns end, and the style of their cells that have none.
    column_styles: Vec<(u32, &'a str)>,
}

/// A cell of a row, with how often it stands there.
struct Placed {
    column: u32,
    count: u32,
    /// How many columns and rows it is shown over.
    span: (u32, u32),
    read: Read,
}

impl<'s, 'b, 'a> Table<'s, 'b, 'a> {
    pub(super) fn new(styles: &'s Styles, budget: &'b mut Budget, node: Node<'a>) -> Self {
        let name = attribute(node, Space::OdTable, "name").unwrap_or_default();
        let grid = Grid::new(name, budget);
        Self { styles, grid, node, row: 0, column: 0, column_styles: Vec::new() }
    }

    pub(super) fn read(mut self) -> Result<Sheet, Refusal> {
        self.parts(self.node)?;
        let style = attribute(self.node, Space::OdTable, "style-name");
        let is_hidden = self.styles.hides_table(style);
        let mut sheet = self.grid.finish()?;
        sheet.hidden = is_hidden;
        Ok(sheet)
    }

    /// Reads the columns and rows within an element, which may stand in groups.
    fn parts(&mut self, node: Node<'a>) -> Result<(), Refusal> {
        for node in node.children() {
            match name(node) {
                (Space::OdTable, "table-column") => self.columns(node)?,
                (Space::OdTable, "table-row") => self.rows(node)?,
                (
                    Space::OdTable,
                    "table-columns"
                    | "table-header-columns"
                    | "table-column-group"
                    | "table-rows"
                    | "table-header-rows"
                    | "table-row-group",
                ) => self.parts(node)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn columns(&mut self, node: Node<'a>) -> Result<(), Refusal> {
        let end = self.column.saturating_add(repeated(node, "number-columns-repeated")?);
        if is_hidden(node) {
            self.grid.hide_columns(self.column, end);
        }
        let style = attribute(node, Space::OdTable, "default-cell-style-name");
        self.column_styles.push((end, style.unwrap_or_default()));
        self.column = end;
        Ok(())
    }

    fn rows(&mut self, node: Node<'a>) -> Result<(), Refusal> {
        let end = self.row.saturating_add(repeated(node, "number-rows-repeated")?);
        if is_hidden(node) {
            self.grid.hide_rows(self.row, end);
        }
        let placed = self.cells(node)?;
        if !placed.is_empty() {
            for row in self.row..end {
                self.put(&placed, row)?;
            }
        }
        self.row = end;
        Ok(())
    }

    /// The cells of a row that hold something, or are shown over others.
    fn cells(&self, row: Node<'a>) -> Result<Vec<Placed>, Refusal> {
        let row_style = attribute(row, Space::OdTable, "default-cell-style-name");
        let (mut placed, mut column) = (Vec::new(), 0_u32);
        for node in row.children() {
            if !matches!(name(node), (Space::OdTable, "table-cell" | "covered-table-cell")) {
                continue;
            }
            let count = repeated(node, "number-columns-repeated")?;
            let span =
                (repeated(node, "number-columns-spanned")?, repeated(node, "number-rows-spanned")?);
            let style = attribute(node, Space::OdTable, "style-name").or(row_style);
            let format = self.styles.format(style.unwrap_or_else(|| self.column_style(column)));
            let read = cell::read(node, format)?;
            if read.content.is_some() || span != (1, 1) {
                placed.push(Placed { column, count, span, read });
            }
            column = column.saturating_add(count);
        }
        Ok(placed)
    }

    fn column_style(&self, column: u32) -> &'a str {
        let at = self.column_styles.partition_point(|(end, _)| *end <= column);
        self.column_styles.get(at).map_or("", |(_, style)| style)
    }

    fn put(&mut self, placed: &[Placed], row: u32) -> Result<(), Refusal> {
        for Placed { column, count, span, read } in placed {
            if *span != (1, 1) {
                let last = (row.saturating_add(span.1 - 1), column.saturating_add(span.0 - 1));
                self.grid.merge(Merge { first: (row, *column), last })?;
            }
            let Some(content) = &read.content else { continue };
            for column in *column..column.saturating_add(*count) {
                self.grid.put(row, column, read.is_computed, content.clone())?;
            }
        }
        Ok(())
    }
}

fn is_hidden(node: Node<'_>) -> bool {
    matches!(attribute(node, Space::OdTable, "visibility"), Some("collapse" | "filter"))
}

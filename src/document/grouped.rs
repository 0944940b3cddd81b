//! Tables whose rows stand in groups: a row with the group's name above those of the group, and
//! notes in rows of their own at the end. Such a table is set small, since it is long.
//!
//! In Markdown it is a table like any other. It is known by its head's first cell, and by its first
//! row, which has a strong name in the first cell and nothing in the others.

use super::{Inline, plain_text};

/// What the head of such a table begins with.
pub const ROW_NAMES: &str = "指标";

/// What a row of a grouped table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// The name of the group below, over all columns.
    Group,
    /// A note, over all columns.
    Note,
    /// A name, and what belongs to it.
    Usual,
}

impl RowKind {
    /// What a row of a grouped table is.
    #[must_use]
    pub fn of(row: &[Vec<Inline>]) -> Self {
        let Some((first, others)) = row.split_first() else { return Self::Usual };
        let is_alone = others.iter().all(|cell| plain_text(cell).trim().is_empty());
        match first.as_slice() {
            _ if !is_alone => Self::Usual,
            [Inline::Strong(_)] => Self::Group,
            _ => Self::Note,
        }
    }

    /// Whether its one cell is over all columns.
    #[must_use]
    pub fn spans(self) -> bool {
        self != Self::Usual
    }
}

/// Whether a table's rows stand in groups.
#[must_use]
pub fn is_grouped(head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> bool {
    let is_named = head.first().is_some_and(|cell| plain_text(cell) == ROW_NAMES);
    let begins = rows.first().is_some_and(|row| RowKind::of(row) == RowKind::Group);
    head.len() > 1 && is_named && begins
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, parse};

    fn kinds(markdown: &str) -> Option<Vec<RowKind>> {
        let blocks = parse(markdown);
        let [Block::Table { head, rows, .. }] = blocks.as_slice() else { panic!("{blocks:?}") };
        is_grouped(head, rows).then(|| rows.iter().map(|row| RowKind::of(row)).collect())
    }

    #[test]
    fn a_table_in_groups_is_known_by_its_head_and_its_first_row() {
        let head = "| 指标 | 上期 | 本期 |\n|---|---|---|\n";
        let grouped = format!("{head}| **移动电话** | | |\n| 甲 | 1 | 2 |\n| 注：乙。 | | |\n");
        let wanted = [RowKind::Group, RowKind::Usual, RowKind::Note];
        assert_eq!(kinds(&grouped).unwrap(), wanted);
        assert_eq!(kinds(&format!("{head}| 甲 | 1 | 2 |\n| **合计** | | |\n")), None);
        assert_eq!(kinds(&grouped.replace("指标", "项目")), None);
        assert_eq!(kinds(&format!("{head}| **甲** | 1 | 2 |\n")), None);
    }
}

//! What the names of a row say: those in it, and those above it that were left blank.

use std::collections::BTreeMap;

use super::columns::{Cells, Columns, Use, is_value};
use super::grid::Shown;
use super::says::{Says, Words, is_nothing, solid, unit};

/// What stands in place of a unit where a figure has none.
const RATIO: &str = "比率";

/// What the names of a row say.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) says: Says,
    /// The texts that they were read from, for messages.
    pub(super) texts: Vec<String>,
    pub(super) key: Option<String>,
    pub(super) units: Vec<String>,
}

impl Names {
    pub(super) fn add(&mut self, says: Says, text: &str) {
        let text = text.split_whitespace().collect::<String>();
        if !self.texts.contains(&text) {
            self.texts.push(text);
        }
        self.says = std::mem::take(&mut self.says).and(says);
    }
}

/// Reads the names of rows, one behind the other.
pub(super) struct NameReader<'r> {
    pub(super) words: &'r Words<'r>,
    /// What stands above, in columns whose cells are left blank where nothing changes.
    pub(super) above: BTreeMap<u32, String>,
}

impl NameReader<'_> {
    /// What the names of a row say.
    pub(super) fn read(&mut self, cells: &Cells<'_>, columns: &Columns) -> Names {
        let mut names = Names::default();
        for (column, shown) in cells {
            let text = shown.text();
            match (columns.at(*column), text) {
                (Use::Key, Some(text)) => names.key = Some(text.trim().to_owned()),
                // One that nobody knows is another than the filing's. 比率 is what our form says
                // of a number without one.
                (Use::Unit, Some(text)) if !is_nothing(text) && text.trim() != RATIO => {
                    names.units.push(unit(text).unwrap_or_else(|| solid(text)));
                }
                (Use::Group, Some(text)) => {
                    let says = Says { group: self.group_of(text), ..Says::default() };
                    self.above.insert(*column, text.to_owned());
                    names.add(says, text);
                }
                (Use::Name, Some(text)) => {
                    names.add(self.name(text), text);
                    self.above.insert(*column, text.to_owned());
                }
                (used @ (Use::Label | Use::Bare | Use::Strange(_)), Some(text)) => {
                    let says = self.words.read(text);
                    // Before the figures stands what they are of, whatever its head.
                    let is_name = columns.is_before_figures(*column)
                        && !(is_value(text) || is_nothing(text) || says.unit.is_some());
                    if !says.is_nothing() || *used == Use::Label || is_name {
                        names.add(self.label(says, text), text);
                    }
                }
                _ => {}
            }
        }
        self.fill_down(&mut names, cells, columns);
        names.units.extend(names.says.unit.clone());
        names
    }

    /// What was left blank since it is as above: groups, and names before labels.
    fn fill_down(&self, names: &mut Names, cells: &Cells<'_>, columns: &Columns) {
        let is_blank = |column: &u32| cells.get(column).and_then(Shown::text).is_none();
        for (column, text) in self.above.iter().filter(|(column, _)| is_blank(column)) {
            match columns.at(*column) {
                Use::Group if names.says.group.is_none() => {
                    let says = Says { group: self.group_of(text), ..Says::default() };
                    names.add(says, text);
                }
                Use::Name if names.says.name.is_none() && !names.says.labels.is_empty() => {
                    names.add(self.name(text), text);
                }
                _ => {}
            }
        }
    }

    fn group_of(&self, text: &str) -> Option<String> {
        Some(self.words.group(text).unwrap_or_else(|| solid(text)))
    }

    /// What stands where a name is looked for, whether it is known or not.
    fn name(&self, text: &str) -> Says {
        let mut says = self.words.read(text);
        if says.name.is_some() {
            // 投诉处理 is a group's name, too.
            if says.name == says.group {
                says.group = None;
            }
        } else if says.labels.is_empty() && says.time.is_none() && !says.is_total {
            says = Says { name: Some(solid(text)), unit: says.unit, ..Says::default() };
        }
        says.head = None;
        says
    }

    /// A label that is none of the known makes a figure another one.
    pub(super) fn label(&self, says: Says, text: &str) -> Says {
        if !says.is_nothing() || is_nothing(text) {
            return Says { head: None, ..says };
        }
        Says { labels: vec![solid(text)], ..Says::default() }
    }
}

//! The number formats of cells (18.8).

use std::collections::BTreeMap;

use crate::package::xml::{Node, Space, attribute, child_in, is};
use crate::sheet::format::{Format, GENERAL, builtin};
use crate::sheet::refusal::Refusal;

/// The formats that cells refer to by index.
#[derive(Debug)]
pub(super) struct Styles {
    formats: Vec<Format>,
}

impl Default for Styles {
    fn default() -> Self {
        Self { formats: vec![Format::of(GENERAL)] }
    }
}

impl Styles {
    pub(super) fn read(root: Node<'_>) -> Result<Self, Refusal> {
        let codes = codes(root)?;
        let styles = child_in(root, Space::Sheet, "cellXfs");
        let styles = styles.iter().flat_map(Node::children);
        // Many styles share a format: each is taken apart once.
        let mut known: BTreeMap<u32, Format> = BTreeMap::new();
        let mut formats = Vec::new();
        for node in styles.filter(|node| is(*node, Space::Sheet, "xf")) {
            let id = attribute(node, Space::None, "numFmtId").unwrap_or("0");
            let id = id.parse().map_err(|_| super::damaged(format!("没有编号 {id} 的数字格式")))?;
            let format = known.entry(id).or_insert_with(|| {
                Format::of(codes.get(&id).copied().unwrap_or_else(|| builtin(id)))
            });
            formats.push(format.clone());
        }
        Ok(if formats.is_empty() { Self::default() } else { Self { formats } })
    }

    /// The format of an index, as a cell writes it.
    pub(super) fn get(&self, index: Option<&str>) -> Option<&Format> {
        self.formats.get(index.unwrap_or("0").parse::<usize>().ok()?)
    }
}

/// The codes that the file spells out, by their ids.
fn codes<'a>(root: Node<'a>) -> Result<BTreeMap<u32, &'a str>, Refusal> {
    let mut codes = BTreeMap::new();
    let formats = child_in(root, Space::Sheet, "numFmts");
    for node in formats.iter().flat_map(Node::children) {
        let id = attribute(node, Space::None, "numFmtId").and_then(|id| id.parse().ok());
        let code = attribute(node, Space::None, "formatCode");
        if let Some((id, code)) = id.zip(code)
            && codes.insert(id, code).is_some_and(|other| other != code)
        {
            return Err(super::damaged(format!("数字格式 {id} 有两个")));
        }
    }
    Ok(codes)
}

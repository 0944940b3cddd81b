//! The styles of a file (ECMA-376 Part 1 17.7), each with what it is based on worked in.

use std::collections::BTreeMap;

use super::format::{ParagraphFormat, RunFormat};
use super::limits;
use super::xml::{Node, Space, child, is, value, word};

/// How many styles may be based on each other in a row. Word makes eleven at most; more is a circle
/// or a trap.
const CHAIN: usize = 24;

/// The styles of a file by their ids, which mean something in it alone.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    by_id: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    default: Option<String>,
    /// The look of words that nothing else speaks of.
    defaults: RunFormat,
}

/// A style, with what it is based on.
#[derive(Debug, Clone, Default)]
pub(crate) struct Style {
    /// Its name as people see it.
    pub(crate) name: String,
    based_on: Option<String>,
    /// What it makes of words.
    pub(crate) run: RunFormat,
    /// What it makes of paragraphs.
    pub(crate) paragraph: ParagraphFormat,
}

impl Styles {
    /// Those of a part, `w:styles`.
    pub(crate) fn read(root: Node<'_>) -> Self {
        let mut styles = Self::default();
        if let Some(properties) = child(root, "docDefaults")
            .and_then(|defaults| child(defaults, "rPrDefault"))
            .and_then(|defaults| child(defaults, "rPr"))
        {
            styles.defaults = RunFormat::read(properties);
        }
        for node in root.children().filter(|node| is(*node, Space::Word, "style")) {
            let Some(id) = word(node, "styleId") else { continue };
            let is_default = matches!(word(node, "default"), Some("1" | "true" | "on"));
            if is_default && word(node, "type") == Some("paragraph") {
                styles.default.get_or_insert_with(|| id.to_owned());
            }
            styles.by_id.entry(id.to_owned()).or_insert_with(|| own(node));
        }
        styles.work_in_bases();
        styles
    }

    /// Works into each style what it is based on.
    fn work_in_bases(&mut self) {
        let worked_in: BTreeMap<String, Style> = self
            .by_id
            .iter()
            .map(|(id, style)| {
                let (mut run, mut paragraph) = (style.run, style.paragraph);
                for base in self.chain(id).skip(1).filter_map(|base| self.by_id.get(base)) {
                    run = run.over(base.run);
                    paragraph = paragraph.over(base.paragraph);
                }
                (id.clone(), Style { run, paragraph, ..style.clone() })
            })
            .collect();
        self.by_id = worked_in;
    }

    /// A style and those that it is based on, the nearest first.
    pub(crate) fn chain<'s>(&'s self, id: &'s str) -> impl Iterator<Item = &'s str> {
        let base = |id: &&'s str| self.by_id.get(*id).and_then(|style| style.based_on.as_deref());
        std::iter::successors(Some(id), base).take(CHAIN)
    }

    /// The style of a paragraph that names this one or none, with its id.
    pub(crate) fn of_paragraph(&self, id: Option<&str>) -> Option<(&str, &Style)> {
        let default = self.default.as_deref();
        id.into_iter()
            .chain(default)
            .find_map(|id| self.by_id.get_key_value(id).map(|(id, style)| (id.as_str(), style)))
    }

    /// The style of this id.
    pub(crate) fn get(&self, id: &str) -> Option<&Style> {
        self.by_id.get(id)
    }

    /// The styles by their ids.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Style)> {
        self.by_id.iter().map(|(id, style)| (id.as_str(), style))
    }

    /// The look of words that nothing else speaks of.
    pub(crate) fn defaults(&self) -> RunFormat {
        self.defaults
    }
}

/// What a style says itself.
fn own(node: Node<'_>) -> Style {
    let name = value(node, "name").unwrap_or_default();
    let mut run = child(node, "rPr").map(RunFormat::read).unwrap_or_default();
    // Word's own style for words that are pointed out; Chinese documents do it by another face.
    if name.eq_ignore_ascii_case("strong") {
        run.bold = run.bold.or(Some(true));
    }
    Style {
        name: limits::cut(name).to_owned(),
        based_on: value(node, "basedOn").map(str::to_owned),
        run,
        paragraph: child(node, "pPr").map(ParagraphFormat::read).unwrap_or_default(),
    }
}

//! A file between two ops: read, and held to what was meant.

use std::collections::BTreeMap;
use std::ops::Range;

use super::ground::Ground;
use super::plain::Plain;
use super::plan::Plan;
use crate::edit::{self, File, narrowed, with_own_line_ends};
use crate::finding::{Edit, Findings, Severity};
use crate::source::{Encoding, Node, Source, Value, comments, parse};

/// Findings of what is written in a text, not of how the file is built.
const OF_TEXT: [&str; 3] = ["Y07", "Y15", "Y25"];

/// A text as it is read.
pub(super) struct State {
    source: Source,
    tree: Node,
    /// How many faults of reading there are, by code.
    faults: BTreeMap<&'static str, usize>,
    lost: usize,
    plain: Plain,
}

impl State {
    pub(super) fn of(text: String) -> Self {
        let end = text.len();
        let source = Source::new("", text, Encoding::Utf8);
        let mut findings = Findings::new();
        let parsed = parse(&source, &mut findings);
        let mut faults = BTreeMap::new();
        let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
        for code in errors.map(|finding| finding.code.id()).filter(|id| !OF_TEXT.contains(id)) {
            *faults.entry(code).or_default() += 1;
        }
        let nothing = || Node { span: end..end, value: Value::Map(Vec::new()) };
        let tree = parsed.root.unwrap_or_else(nothing);
        let plain = Plain::of(&tree);
        Self { source, tree, faults, lost: parsed.lost.len(), plain }
    }

    pub(super) fn text(&self) -> &str {
        self.source.text()
    }

    pub(super) fn ground(&self) -> Ground<'_> {
        let file = File { source: &self.source, tree: &self.tree };
        Ground { file, plain: self.plain.clone() }
    }

    /// The state after a plan, with its edits as they were made; `None` where something else would
    /// be read then than was meant, or a comment be lost.
    pub(super) fn after(&self, plan: &Plan) -> Option<(Self, Vec<Edit>)> {
        let text = self.text();
        let own = |edit: &Edit| with_own_line_ends(edit, text);
        let edits: Vec<Edit> = plan.edits.iter().map(own).flat_map(|e| as_small(e, text)).collect();
        let is_sound = edits.iter().all(|edit| text.get(edit.span.clone()).is_some())
            && edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start);
        if !is_sound {
            return None;
        }
        let next = Self::of(edit::apply(text, edits.clone()));
        let is_unlike = |plain: &Plain| {
            next.is_worse_than(self)
                || next.plain != *plain
                || self.loses_comments(&next, plan, &edits)
        };
        if plan.plain.as_ref().is_some_and(is_unlike) {
            return None;
        }
        Some((next, edits))
    }

    /// Whether it has faults of reading that another has not.
    pub(super) fn is_worse_than(&self, before: &Self) -> bool {
        self.lost > before.lost
            || self.faults.iter().any(|(code, n)| before.faults.get(code) < Some(n))
    }

    /// Whether a comment is gone that stood outside of what was to be taken out.
    fn loses_comments(&self, next: &Self, plan: &Plan, edits: &[Edit]) -> bool {
        let text = self.text();
        let touches = |edit: &Edit| text[edit.span.clone()].contains('#');
        if !edits.iter().any(touches) {
            return false;
        }
        let is_dropped = |span: &Range<usize>| {
            plan.dropped.iter().any(|out| out.start <= span.start && span.end <= out.end)
        };
        let mut left: BTreeMap<String, usize> = BTreeMap::new();
        for comment in comments(&next.source) {
            *left.entry(comment.value).or_default() += 1;
        }
        let old = comments(&self.source);
        old.into_iter().filter(|comment| !is_dropped(&comment.span)).any(|comment| {
            match left.get_mut(&comment.value) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    false
                }
                _ => true,
            }
        })
    }
}

/// An edit of several lines as those places that it changes. One of a line stays whole: a figure
/// that two sides change is changed by both.
fn as_small(edit: Edit, text: &str) -> Vec<Edit> {
    let is_of_lines = text.get(edit.span.clone()).is_some_and(|old| old.contains('\n'));
    if is_of_lines { narrowed(&edit, text) } else { vec![edit] }
}

//! What a part refers to (ECMA-376 Part 2): other parts, and addresses elsewhere.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::xml::{PROLOGUE, RELATIONSHIP, escape};
use crate::percent;

const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A part's relationships, in the order in which they were asked for.
#[derive(Default)]
pub(super) struct Relationships {
    list: Vec<Relationship>,
    /// Where each stands in the list.
    places: BTreeMap<Relationship, usize>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Relationship {
    kind: String,
    target: String,
    /// Whether the target is an address elsewhere.
    is_outside: bool,
}

impl Relationships {
    /// The id of a relationship to a part; one that is there already is used again.
    pub(super) fn part(&mut self, kind: &str, target: &str) -> String {
        self.id(format!("{RELATIONSHIP}/{kind}"), target.to_owned(), false)
    }

    /// The same of a kind of which the whole type is given.
    pub(super) fn other(&mut self, kind: &str, target: &str) -> String {
        self.id(kind.to_owned(), target.to_owned(), false)
    }

    /// The id of a link.
    pub(super) fn link(&mut self, url: &str) -> String {
        self.id(format!("{RELATIONSHIP}/hyperlink"), percent::encode(url, percent::ADDRESS), true)
    }

    fn id(&mut self, kind: String, target: String, is_outside: bool) -> String {
        let wanted = Relationship { kind, target, is_outside };
        let next = self.list.len();
        let index = *self.places.entry(wanted.clone()).or_insert(next);
        if index == next {
            self.list.push(wanted);
        }
        format!("rId{}", index + 1)
    }

    /// The part that they are written in.
    pub(super) fn xml(&self) -> String {
        let mut out = format!(r#"{PROLOGUE}<Relationships xmlns="{PACKAGE}">"#);
        for (n, Relationship { kind, target, is_outside }) in (1..).zip(&self.list) {
            let mode = if *is_outside { r#" TargetMode="External""# } else { "" };
            let target = escape(target);
            let _ =
                write!(out, r#"<Relationship Id="rId{n}" Type="{kind}" Target="{target}"{mode}/>"#);
        }
        out.push_str("</Relationships>");
        out
    }
}

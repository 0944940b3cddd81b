//! Changes for spreadsheets: a row each.

use super::drafts::DraftComparison;
use super::entries::Kind;
use super::words;
use crate::compare::{csv_line, plain};

/// Changes as CSV.
#[must_use]
pub(crate) fn csv(comparison: &DraftComparison) -> String {
    let mut out = String::from('\u{FEFF}');
    let before = comparison.before.label();
    let head = ["序号", "类别", "改法", "位置", "原位置", &before, "现在", "行", "那一稿的行"];
    csv_line(&mut out, &head.map(str::to_owned));
    for (number, entry) in (1..).zip(&comparison.changes.entries) {
        let (old, new) = words::before_and_now(entry);
        let from = match &entry.kind {
            Kind::Moved { from, .. } => plain(from),
            _ => String::new(),
        };
        let line = |line: Option<usize>| line.map(|line| line.to_string()).unwrap_or_default();
        let number = usize::to_string(&number);
        let fields = [
            number,
            entry.topic.name().to_owned(),
            entry.kind.name().to_owned(),
            plain(&entry.place),
            from,
            old,
            new,
            line(entry.line),
            line(entry.before),
        ];
        csv_line(&mut out, &fields);
    }
    out
}

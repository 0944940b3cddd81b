//! The history as lines of JSON: the text that it begins with, then a line a change. A journal is
//! read as far as it makes sense; what another program made of the file since is one change more.

use serde::{Deserialize, Serialize};

use super::{Change, History, Kind, version};
use crate::finding::Edit;

/// The largest journal that is read.
pub(crate) const MAX_JOURNAL: usize = 64 * 1024 * 1024;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    journal: u32,
    text: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    kind: Kind,
    label: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    group: String,
    edits: Vec<(usize, usize, String)>,
    /// The version of the text after it.
    version: String,
}

/// The line of a change, with its end.
pub(super) fn line(change: &Change, version: &str) -> String {
    let edits = change.edits.iter();
    let line = Line {
        kind: change.kind,
        label: change.label.clone(),
        group: change.group.clone(),
        edits: edits.map(|e| (e.span.start, e.span.end, e.text.clone())).collect(),
        version: version.to_owned(),
    };
    // Numbers and texts, which JSON always has a form for.
    serde_json::to_string(&line).unwrap_or_default() + "\n"
}

impl History {
    /// The whole journal, for a file that is begun anew.
    pub(crate) fn to_lines(&self) -> String {
        let head = Head { journal: 1, text: self.first_text() };
        let mut lines = serde_json::to_string(&head).unwrap_or_default() + "\n";
        for entry in &self.entries {
            lines.push_str(&line(&entry.change, &entry.version));
        }
        lines
    }

    /// The history that a journal has, brought to the text as it is now. A change that is in the
    /// journal and not yet in the file never was; a torn line and what follows it is left out. The
    /// journal is to be written anew where the second is true.
    pub(crate) fn from_lines(lines: &str, now: &str) -> (Self, bool) {
        let mut all = lines.split_inclusive('\n');
        let head = all.next().filter(|line| line.ends_with('\n'));
        let head = head.and_then(|line| serde_json::from_str::<Head>(line).ok());
        let Some(head) = head.filter(|head| head.journal == 1 && lines.len() <= MAX_JOURNAL) else {
            return (Self::new(now), true);
        };
        let mut history = Self::new(&head.text);
        let now_version = version(now);
        let mut changes: Vec<(Change, String)> = Vec::new();
        let mut is_torn = false;
        for line in all {
            let read = serde_json::from_str::<Line>(line).ok().filter(|_| line.ends_with('\n'));
            let Some(line) = read else {
                is_torn = true;
                break;
            };
            let Line { kind, label, group, edits, version } = line;
            let edits = edits.into_iter();
            let edits = edits.map(|(start, end, text)| Edit { span: start..end, text }).collect();
            changes.push((Change { kind, label, group, edits }, version));
        }
        // The last was written down, and the file was not.
        let is_open = changes.last().is_some_and(|(_, version)| *version != now_version);
        let before = changes.iter().rev().nth(1).map(|(_, version)| version.as_str());
        let head_version = history.version.clone();
        if is_open && before.unwrap_or(&head_version) == now_version {
            changes.pop();
            is_torn = true;
        }
        for (change, version) in changes {
            let step = change.edits.iter().all(|edit| edit.span.start <= edit.span.end);
            if !step || history.after(&change).as_deref() != Some(version.as_str()) {
                is_torn = true;
                break;
            }
            history.done(change);
        }
        let is_behind = history.outside(now).is_some();
        (history, is_torn || is_behind)
    }

    /// The version that a change would make.
    fn after(&self, change: &Change) -> Option<String> {
        let sound = change.edits.iter().all(|edit| self.text.get(edit.span.clone()).is_some())
            && change.edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start);
        sound.then(|| version(&crate::edit::apply(&self.text, change.edits.clone())))
    }
}

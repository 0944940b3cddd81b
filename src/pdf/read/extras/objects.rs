//! All objects of a file, one by one: what runs, what is attached, and what is read out, wherever
//! it hangs.

use std::collections::BTreeSet;

use super::{ForeignObject, attachments};
use crate::pdf::read::objects::{Map, PdfFile, Value};

/// Actions that a report never has (ISO 32000-1 table 198): all but a link's, and a place in the
/// file itself, which the bookmarks are looked at for.
const ACTIONS: &[&str] = &[
    "GoToR",
    "GoToE",
    "Launch",
    "Thread",
    "Sound",
    "Movie",
    "Hide",
    "Named",
    "SubmitForm",
    "ResetForm",
    "ImportData",
    "JavaScript",
    "SetOCGState",
    "Rendition",
    "Trans",
    "GoTo3DView",
    "RichMediaExecute",
];
const RUNS: &[&str] = &["AA", "OpenAction", "JS", "JavaScript"];

/// Looks at all objects. `files` are the attachments that may be there. What cannot be read is
/// none that a reader of the file is led to, or others will say so.
pub(super) fn look(
    file: &PdfFile<'_>,
    files: &BTreeSet<u32>,
    foreign: &mut BTreeSet<ForeignObject>,
) {
    for number in file.numbers() {
        if let Ok(value) = file.object(number) {
            Look { ours: files.contains(&number), foreign }.at(&value);
        }
    }
}

struct Look<'l> {
    /// Whether the object is an attachment that may be there.
    ours: bool,
    foreign: &'l mut BTreeSet<ForeignObject>,
}

impl Look<'_> {
    /// The values of an object are in one another no deeper than the reader goes.
    fn at(&mut self, value: &Value) {
        match value {
            Value::List(items) => items.iter().for_each(|item| self.at(item)),
            Value::Map(map) => {
                self.map(map);
                map.entries().for_each(|(_, value)| self.at(value));
            }
            _ => {}
        }
    }

    fn map(&mut self, map: &Map) {
        let kind = map.name("S").unwrap_or_default();
        let acts = ACTIONS.iter().any(|action| action.as_bytes() == kind);
        if acts || RUNS.iter().any(|key| map.get(key).is_some()) {
            self.foreign.insert(ForeignObject::Action);
        }
        if map.get("EF").is_some() && !self.ours {
            self.foreign.insert(ForeignObject::Attachment(attachments::name(map)));
        }
        let has_alt = map.get("Alt").is_some() && !matches!(kind, b"Figure" | b"Form");
        if has_alt
            || map.get("ActualText").is_some()
            || (map.get("E").is_some() && !kind.is_empty())
        {
            self.foreign.insert(ForeignObject::Spoken);
        }
        if map.get("XFA").is_some() {
            self.foreign.insert(ForeignObject::Form);
        }
    }
}

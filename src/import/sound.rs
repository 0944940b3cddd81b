//! Whether a file that was written can be read again: an indicator that cannot is left over.

use std::collections::BTreeSet;

use super::draft::{Draft, Rest};
use super::write::File;
use crate::filing;
use crate::finding::{Code, Findings, Severity};
use crate::source::{self, Encoding, Source};

/// Takes the indicators out of a draft that its file could not be read with: those that have a
/// fault themselves, and all of a group whose name has one, such as that of a chapter. Whether
/// there were any.
pub(super) fn take_out(draft: &mut Draft, file: &File, rest: &mut Rest) -> bool {
    let lines = faulty_lines(&file.text);
    let of_groups = lines.iter().filter_map(|line| file.groups.get(line)).flat_map(|group| {
        let count = draft.groups.get(*group).map_or(0, |group| group.indicators.len());
        (0..count).map(|own| (*group, own))
    });
    let own = lines.iter().filter_map(|line| file.indicators.get(line)).copied();
    let faulty: BTreeSet<(usize, usize)> = of_groups.chain(own).collect();
    for (group, own) in faulty.iter().rev() {
        let Some(indicators) = draft.groups.get_mut(*group).map(|group| &mut group.indicators)
        else {
            continue;
        };
        if *own < indicators.len() {
            rest.leave_indicator(&indicators.remove(*own));
        }
    }
    draft.groups = rest.filled(std::mem::take(&mut draft.groups));
    !faulty.is_empty()
}

/// The lines of a file, from 0, with an error that is more than a blank to be filled in.
fn faulty_lines(text: &str) -> BTreeSet<usize> {
    let source = Source::new("", text, Encoding::Utf8);
    let mut findings = Findings::new();
    let parsed = source::parse(&source, &mut findings);
    filing::read(&parsed, source.plain(), &mut findings);
    let (found, _) = findings.into_parts();
    let wrong = found.iter().filter(|finding| finding.severity == Severity::Error);
    let wrong = wrong.filter(|finding| finding.code != Code::Y19);
    let starts = wrong.filter_map(|finding| Some(finding.span.as_ref()?.start));
    starts.map(|start| source.position(start).line - 1).collect()
}

//! Figures as edits of the file: the value alone, its counts, and a comment that says where it came
//! from. Every other byte stays.

use std::collections::BTreeSet;
use std::ops::Range;

use sha2::{Digest, Sha256};

use super::Side;
use super::judge::Given;
use super::origins::Lines;
use super::outcome::{Filled, Refused, Taken};
use super::settle::Settled;
use super::wanted::{Target, Wanted};
use crate::edit::File;
use crate::filing::origin::Origin;
use crate::finding::Edit;
use crate::source::{Entry, Value, scalar, scalar_in_flow};
use crate::standard::is_blank;

/// What is said of a figure that cannot be written where it belongs.
const UNFIT: &str = "填报文件里这一处的写法放不进去，请自己填";

/// Writes what was taken into the file, except the figures that are to be left out.
pub(super) fn write(
    side: Side<'_>,
    wanted: &Wanted<'_>,
    (settled, except): (Settled<'_, '_>, &[String]),
    filled: &mut Filled,
) {
    let file = File { source: side.source, tree: side.tree };
    let place = |target: &Target<'_>| Place::of(file, target);
    let places: Vec<Option<Place<'_>>> = wanted.targets.iter().map(place).collect();
    let mut lines = Lines::new(file);
    for (place, target) in places.iter().zip(&wanted.targets) {
        if let Some(place) = place {
            lines.holds(place.end(), &target.placed.part.label_text().unwrap_or_default());
        }
    }
    let line = |target: &Target<'_>| side.source.line(target.placed.span().start);
    let mut look = Sha256::new();
    let mut except: BTreeSet<&str> = except.iter().map(String::as_str).collect();
    for (n, given, from) in settled.taken() {
        let target = &wanted.targets[n];
        let is_left_out = except.remove(target.key.as_str());
        if is_there(target, &given) {
            filled.same += 1;
            continue;
        }
        let seen = [&target.key, &before(target), &given.written(), &from.join("\n")];
        // No text of a spreadsheet or a file has this sign.
        look.update(seen.map(String::as_str).join("\0"));
        if is_left_out {
            filled.missing.extend(is_blank(&target.placed).then(|| wanted.missing(target)));
            continue;
        }
        let edits = places[n].as_ref().and_then(|place| place.edits(file, target, &given));
        let (Some(edits), Some(place)) = (edits, &places[n]) else {
            let key = target.key.clone();
            let at = from.first().cloned().unwrap_or_default();
            filled.refused.push(Refused { key, place: at, shown: given.figure, why: UNFIT.into() });
            continue;
        };
        filled.edits.extend(edits);
        lines.came_from(
            place.end(),
            Origin {
                label: target.placed.part.label_text().unwrap_or_default(),
                place: from.first().cloned().unwrap_or_default(),
                figure: given.figure.clone(),
            },
        );
        if let Some(counts) = place.lines_behind(file, target, &given) {
            lines.behind(place.end(), counts);
        }
        filled.taken.push(Taken {
            key: target.key.clone(),
            line: line(target),
            before: before(target),
            after: given.figure,
            counts: given.counts,
            is_computed: given.is_computed,
            places: from,
        });
    }
    filled.look = base16ct::lower::encode_string(&look.finalize());
    filled.unknown = except.into_iter().map(str::to_owned).collect();
    for missing in &mut filled.missing {
        missing.line = wanted.at(&missing.key).map_or(0, |n| line(&wanted.targets[n]));
    }
    filled.missing.sort_by_key(|missing| missing.line);
    filled.edits.extend(lines.edits());
    filled.edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
}

/// Whether the file has just what is given.
fn is_there(target: &Target<'_>, given: &Given) -> bool {
    let beside = &target.placed.part.beside;
    let has = |own: &Option<crate::source::Spanned<crate::filing::Figure>>, count: &String| {
        own.as_ref().is_some_and(|own| own.value.as_written == *count)
    };
    let counts = given.counts.as_ref().is_none_or(|(numerator, denominator)| {
        has(&beside.numerator, numerator) && has(&beside.denominator, denominator)
    });
    target.placed.written() == given.figure && counts
}

/// Where a figure stands in the file.
struct Place<'f> {
    entry: &'f Entry,
    /// What is replaced: the value, or nothing behind the colon.
    span: Range<usize>,
    is_in_flow: bool,
}

impl<'f> Place<'f> {
    fn of(file: File<'f>, target: &Target<'_>) -> Option<Self> {
        let span = target.placed.span();
        let entry = match file.entry_of_value(&span) {
            Some(entry) => entry,
            None => blank(file.entry_of_key(&span)?)?,
        };
        let text = file.text();
        let is_in_flow = file.is_in_flow(&entry.key_span);
        let span = of_value(text, entry)?;
        // A block's text stands on lines of its own.
        let is_on_line = !text.get(entry.key_span.end..span.end)?.contains('\n');
        is_on_line.then_some(Self { entry, span, is_in_flow })
    }

    /// Where the value ends.
    fn end(&self) -> usize {
        self.span.end
    }

    /// The edits that put a figure here; `None` where that cannot be.
    fn edits(&self, file: File<'f>, target: &Target<'_>, given: &Given) -> Option<Vec<Edit>> {
        let beside = &target.placed.part.beside;
        let written = if self.is_in_flow { scalar_in_flow } else { scalar };
        let mut figure = written(&given.figure);
        let mut edits = Vec::new();
        if let Some((numerator, denominator)) = &given.counts {
            match (&beside.numerator, &beside.denominator) {
                (Some(one), Some(other)) => {
                    for (own, count) in [(one, numerator), (other, denominator)] {
                        let entry = file.entry_of_value(&own.span)?;
                        let span = entry.value.span.clone();
                        edits.push(Edit { span, text: scalar_in_flow(count) });
                    }
                }
                (None, None) if self.has_counts(file) => {
                    for (key, count) in [("分子", numerator), ("分母", denominator)] {
                        edits.push(put(file, self.beside(file, key).and_then(blank)?, count)?);
                    }
                }
                (None, None) if self.entry.key == "值" && self.is_in_flow => {
                    figure = format!("{figure}, {}", counts(numerator, denominator));
                }
                (None, None) if self.entry.key == "值" => {}
                (None, None) => {
                    let figure_in_flow = scalar_in_flow(&given.figure);
                    figure =
                        format!("{{ 值: {figure_in_flow}, {} }}", counts(numerator, denominator));
                }
                _ => return None,
            }
        }
        if target.placed.written() != given.figure || figure != written(&given.figure) {
            edits.push(replaced(file, self.span.clone(), &figure)?);
        }
        Some(edits)
    }

    /// The entry of a key beside a figure's 值.
    fn beside(&self, file: File<'f>, key: &str) -> Option<&'f Entry> {
        let own = (self.entry.key == "值").then_some(&self.entry.key_span)?;
        file.entries_with(own)?.iter().find(|entry| entry.key == key)
    }

    /// Whether there are keys for counts, which may be blank.
    fn has_counts(&self, file: File<'f>) -> bool {
        ["分子", "分母"].iter().any(|key| self.beside(file, key).is_some())
    }

    /// The lines of counts behind a 值 that has its line to itself.
    fn lines_behind(&self, file: File<'f>, target: &Target<'_>, given: &Given) -> Option<String> {
        let beside = &target.placed.part.beside;
        let has_none = beside.numerator.is_none() && beside.denominator.is_none();
        let is_new = has_none && !self.has_counts(file);
        let (numerator, denominator) = given.counts.as_ref().filter(|_| is_new)?;
        let is_line = self.entry.key == "值" && !self.is_in_flow;
        is_line.then(|| {
            let pad = " ".repeat(file.column(self.entry.key_span.start));
            format!("\n{pad}分子: {}\n{pad}分母: {}", scalar(numerator), scalar(denominator))
        })
    }
}

/// What is replaced where an entry's value goes: the value, or nothing behind the colon.
fn of_value(text: &str, entry: &Entry) -> Option<Range<usize>> {
    let value = entry.value.span.clone();
    let written = text.get(value.clone())?.trim_end();
    match &entry.value.value {
        Value::Text(_) => Some(value.start..value.start + written.len()),
        // ~ and null.
        Value::Empty if !written.is_empty() && value.start > entry.key_span.end => Some(value),
        Value::Empty => {
            let at = entry.key_span.end + colon(text.get(entry.key_span.end..)?)?;
            Some(at..at)
        }
        _ => None,
    }
}

/// A count where its key stands already.
fn put(file: File<'_>, entry: &Entry, count: &str) -> Option<Edit> {
    replaced(file, of_value(file.text(), entry)?, &scalar_in_flow(count))
}

/// A value in a place, with a blank between it and what stands before.
fn replaced(file: File<'_>, span: Range<usize>, text: &str) -> Option<Edit> {
    let before = file.text().get(..span.start)?;
    let blank = if before.ends_with([' ', '\t']) { "" } else { " " };
    Some(Edit { span, text: format!("{blank}{text}") })
}

fn counts(numerator: &str, denominator: &str) -> String {
    format!("分子: {}, 分母: {}", scalar_in_flow(numerator), scalar_in_flow(denominator))
}

/// The entry of a key that has no figure yet, or its 值 that has none.
fn blank(entry: &Entry) -> Option<&Entry> {
    match &entry.value.value {
        Value::Map(entries) => entries.iter().find(|own| own.key == "值").and_then(blank),
        Value::Empty => Some(entry),
        // 【0.00】小时
        Value::Text(text) => text.contains('【').then_some(entry),
        _ => None,
    }
}

/// How far behind a key its colon ends.
fn colon(behind: &str) -> Option<usize> {
    let skipped = behind.len() - behind.trim_start_matches(['"', '\'', ' ']).len();
    behind[skipped..].starts_with(':').then_some(skipped + 1)
}

/// What the file has where a figure goes.
fn before(target: &Target<'_>) -> String {
    let figure = &target.placed.part.figure.value;
    figure.prompt.as_ref().unwrap_or(&figure.as_written).clone()
}

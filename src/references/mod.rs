//! What the references in a filing's texts print: `${客户投诉.投诉处理满意率}` is the figure as it
//! is written, `${上期.…}` the last filing's, `${….变化}` how it moved, in words.

mod change;
mod fault;
mod names;
mod values;

#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::document;
use crate::filing::{Filing, UNFILLED};
use crate::finding::Finding;
use crate::source::{
    Reference, Source, Spanned, Substitution, places_of_references as places, references,
};
use crate::standard::Standard;
use fault::Fault;
use names::Names;
use values::Values;

/// The most references of a filing.
const MAX_REFERENCES: usize = 2000;
/// The most characters that one of them prints.
const MAX_PRINTED: usize = 100;

/// The last filing, as far as it is known.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Last<'l> {
    /// Nobody looked for it yet: what asks for it stays open, without a finding.
    Open,
    /// There is none, or it is this.
    Known(Option<&'l Filing>),
}

/// Whether a filing, whose texts are as they were read, has references at all.
pub(crate) fn are_in(filing: &Filing) -> bool {
    filing.texts().iter().any(|text| !references(&text.value.value).is_empty())
}

/// Whether a reference of a filing, whose texts are as they were read, asks for the last filing.
pub(crate) fn ask_for_last(filing: &Filing) -> bool {
    let texts = filing.texts().into_iter().filter(|text| text.key.takes_references());
    let mut names = texts.flat_map(|text| references(&text.value.value)).filter_map(|one| one.name);
    names.any(|name| names::asks_for_last(&name))
}

/// Puts what the references print into the texts of a filing, and tells the source where.
pub(crate) fn resolve(
    filing: &mut Filing,
    source: &mut Source,
    standard: &Standard,
    last: Last<'_>,
) -> Vec<Finding> {
    let read = filing.clone();
    let values = Values::new(&read, standard, last);
    let mut writer =
        Writer { values, source, substitutions: Vec::new(), findings: Vec::new(), count: 0 };
    for (text, is_markdown) in filing.referring_mut() {
        writer.write(text, is_markdown);
    }
    let Writer { substitutions, mut findings, .. } = writer;
    findings.extend(misplaced(&read, source));
    source.substitute(substitutions);
    findings
}

/// The shortest name by which a reference means each of a filing's figures.
pub(crate) fn shortest_names(filing: &Filing, standard: &Standard) -> Vec<String> {
    let names = Names::new(standard.figures(filing), standard);
    (0..names.figures.len()).map(|figure| names.shortest(figure)).collect()
}

/// References where no text takes them.
fn misplaced(filing: &Filing, source: &Source) -> Vec<Finding> {
    let texts = filing.texts().into_iter().filter(|text| !text.key.takes_references());
    let faulty = texts.filter_map(|text| {
        let first = references(&text.value.value).into_iter().next()?;
        let at = places(source.plain(), &text.value).and_then(|places| places.into_iter().next());
        let at = at.unwrap_or_else(|| text.value.span.clone());
        Some(Fault::Misplaced { key: text.key.name() }.finding(at, first.name.as_deref()))
    });
    faulty.collect()
}

struct Writer<'w> {
    values: Values<'w>,
    source: &'w Source,
    substitutions: Vec<Substitution>,
    findings: Vec<Finding>,
    count: usize,
}

impl Writer<'_> {
    /// Writes what its references print into a text.
    fn write(&mut self, text: &mut Spanned<String>, is_markdown: bool) {
        let found = references(&text.value);
        if found.is_empty() {
            return;
        }
        let places = places(self.source.plain(), text);
        let mut out = String::with_capacity(text.value.len());
        let mut at = 0;
        for (n, reference) in found.iter().enumerate() {
            let place = places.as_ref().and_then(|places| places.get(n).cloned());
            out += &text.value[at..reference.range.start];
            let printed = self.printed(reference, place, &text.span);
            out += &if is_markdown { in_markdown(&printed) } else { printed };
            at = reference.range.end;
        }
        out += &text.value[at..];
        text.value = out;
    }

    /// What a reference prints; what cannot be printed is a finding, and stands as not filled in.
    fn printed(
        &mut self,
        reference: &Reference,
        place: Option<Range<usize>>,
        text: &Range<usize>,
    ) -> String {
        self.count += 1;
        let value = match (&place, &reference.name) {
            _ if self.count > MAX_REFERENCES => Err(Fault::TooMany { most: MAX_REFERENCES }),
            (None, _) => Err(Fault::Escaped),
            (_, None) => Err(Fault::Unclosed),
            (_, Some(name)) => self.values.value(name),
        };
        let value = value.and_then(|value| match value.chars().nth(MAX_PRINTED) {
            None => Ok(value),
            Some(_) => Err(Fault::TooLong { most: MAX_PRINTED }),
        });
        let printed = match value {
            // It has its own finding, where it is not filled in.
            Ok(value) if value.trim().is_empty() => UNFILLED.to_owned(),
            Ok(value) => value,
            Err(fault) => {
                if !matches!(fault, Fault::Open) && self.count <= MAX_REFERENCES + 1 {
                    let at = place.clone().unwrap_or_else(|| text.clone());
                    self.findings.push(fault.finding(at, reference.name.as_deref()));
                }
                UNFILLED.to_owned()
            }
        };
        let text = printed.clone();
        self.substitutions.extend(place.map(|span| Substitution { span, text }));
        printed
    }
}

/// A figure within Markdown, and within a table's cell.
fn in_markdown(printed: &str) -> String {
    document::escape(printed).replace('|', "\\|").replace("\\\\|", "\\|")
}

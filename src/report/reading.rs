//! A filing's file, read and checked.

use super::limits;
use super::refusal::Refusal;
use crate::check::{self, Against, Caveat, Waived};
use crate::filing::{self, Filing};
use crate::finding::{Finding, Findings, sort};
use crate::illustrations::picture_files;
use crate::render;
use crate::source::{self, Encoding, Source};
use crate::standard::Standard;

/// A value, and what was found on the way to it.
#[derive(Debug)]
pub struct Warned<T> {
    /// The value.
    pub value: T,
    /// What was found; it belongs to the reading that the value was made of.
    pub findings: Vec<Finding>,
}

/// A file that was read: its source, its findings, and the filing if there is one.
#[derive(Debug)]
pub struct Reading {
    /// The file's text.
    pub source: Source,
    /// What was found, in the order of the file.
    pub findings: Vec<Finding>,
    /// What the filer answers for, once the filing was checked.
    pub waived: Vec<Waived>,
    /// The filing; `None` where too little could be read.
    pub filing: Option<Filing>,
    pub(super) tree: Option<source::Node>,
    /// The file as it was read.
    bytes: Vec<u8>,
}

/// A reading with its filing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Readable<'r> {
    pub(super) reading: &'r Reading,
    pub(super) filing: &'r Filing,
}

impl Reading {
    /// The SHA-256 of the file as it was read, in hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> String {
        render::sha256(&self.bytes)
    }

    /// Adds what was found later, and keeps the order of the file.
    pub fn add(&mut self, findings: impl IntoIterator<Item = Finding>) {
        self.findings.extend(findings);
        sort(&mut self.findings);
    }

    /// Keeps the findings that were added, and gives the value that they came with.
    pub fn keep<T>(&mut self, warned: Warned<T>) -> T {
        self.add(warned.findings);
        warned.value
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// # Errors
    /// Too little could be read.
    pub(super) fn readable(&self) -> Result<Readable<'_>, Refusal> {
        let filing = self.filing.as_ref().ok_or(Refusal::Findings)?;
        Ok(Readable { reading: self, filing })
    }
}

/// Reads a filing from a file's bytes. Never fails: what is wrong is among the findings.
#[must_use]
pub fn read(name: &str, bytes: &[u8]) -> Reading {
    let (source, findings) = match source::decode(name, bytes) {
        Ok(read) => read,
        Err(finding) => {
            let source = Source::new(name, "", Encoding::Utf8);
            let findings = vec![*finding];
            // A file that is refused is not kept.
            let (waived, bytes) = (Vec::new(), Vec::new());
            return Reading { source, findings, waived, filing: None, tree: None, bytes };
        }
    };
    let mut findings = Findings::from(findings);
    let parsed = source::parse(&source, &mut findings);
    let filing = filing::read(&parsed, source.plain(), &mut findings);
    let filing = filing.filter(|filing| limits::keeps(filing, &mut findings));
    let (found, left_out) = findings.into_parts();
    let mut reading = Reading {
        source,
        findings: Vec::new(),
        waived: Vec::new(),
        filing,
        tree: parsed.root,
        bytes: bytes.to_vec(),
    };
    reading.add(found);
    limits::shorten(&mut reading.findings, left_out);
    reading
}

/// Checks a filing that was read by the rules of the house; what they find is added to the
/// reading's findings.
pub fn check(reading: &mut Reading, against: Against<'_>) {
    let (Some(filing), Some(tree)) = (&reading.filing, &reading.tree) else { return };
    let mut checked = check::check(filing, &reading.source, tree, against);
    check::without_slips(&mut checked.findings, &reading.findings);
    reading.waived = checked.waived;
    reading.add(checked.findings);
    limits::shorten(&mut reading.findings, checked.left_out);
}

/// The key path of a finding's place, as 豁免 names it; empty for the whole file.
#[must_use]
pub(crate) fn place(reading: &Reading, finding: &Finding) -> String {
    let span = finding.span.as_ref().zip(reading.tree.as_ref());
    span.map(|(span, tree)| check::key_path(tree, span)).unwrap_or_default()
}

/// What whoever is handed the filing has to know of it, once it was checked by a standard.
#[must_use]
pub(crate) fn caveats(reading: &Reading, standard: &Standard) -> Vec<Caveat> {
    let (Some(filing), Some(tree)) = (&reading.filing, &reading.tree) else { return Vec::new() };
    let found = (reading.findings.as_slice(), reading.waived.as_slice());
    check::caveats(found, (&reading.source, tree), (&standard.figures(filing), &filing.waivers))
}

/// The pictures that a filing names, by its bytes; none where it cannot be read.
#[must_use]
pub(crate) fn picture_names(name: &str, bytes: &[u8]) -> Vec<String> {
    let reading = read(name, bytes);
    reading.filing.iter().flat_map(picture_files).collect()
}

/// The report's title.
#[must_use]
pub fn title(filing: &Filing) -> String {
    format!("{}{}{}", filing.company.name.value, filing.period_label(), filing.report_name())
}

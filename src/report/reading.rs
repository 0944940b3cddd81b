//! A filing's file, read and checked.

use super::limits;
use super::refusal::Refusal;
use crate::check::{self, Against, Caveat, Waived};
use crate::filing::{self, Filing};
use crate::finding::{Code, Finding, Findings, sort};
use crate::illustrations::picture_files;
use crate::references::{self, Last};
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
    /// The filing before its references were resolved, where one asks for the last filing.
    unresolved: Option<Box<Filing>>,
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

    /// Resolves the references that ask for the last filing, once it was looked for; another
    /// carrier's and one that is not earlier is none. Without this they stay open.
    pub fn refer_to_last(&mut self, last: Option<&Filing>) {
        let Some(unresolved) = &self.unresolved else { return };
        let mut filing = Filing::clone(unresolved);
        let standard = Standard::newest();
        let last = Last::Known(last.filter(|last| filing.may_follow(last)));
        let found = references::resolve(&mut filing, &mut self.source, &standard, last);
        let mut found = Findings::from(found);
        self.findings.retain(|finding| finding.code != Code::Y36);
        // What they print is as long as what is written.
        self.filing = Some(filing).filter(|filing| limits::keeps(filing, &mut found));
        self.add(found.into_parts().0);
    }

    /// Whether a text refers to the last filing.
    pub(crate) fn refers_to_last(&self) -> bool {
        self.unresolved.is_some()
    }

    /// Those of the last filings, the newest first, that the report shows figures of: an annex of
    /// all, a reference of the newest.
    pub(crate) fn shown_lasts<'l, T>(&self, lasts: &'l [T]) -> &'l [T] {
        let has_annex = self.filing.as_ref().is_some_and(|filing| filing.annex.is_some());
        match (has_annex, self.refers_to_last()) {
            (true, _) => lasts,
            (false, true) => &lasts[..lasts.len().min(1)],
            (false, false) => &[],
        }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The tree of the file; `None` where nothing could be read.
    pub(crate) fn tree(&self) -> Option<&source::Node> {
        self.tree.as_ref()
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
    let (mut source, findings) = match source::decode(name, bytes) {
        Ok(read) => read,
        Err(finding) => {
            let source = Source::new(name, "", Encoding::Utf8);
            let findings = vec![*finding];
            // A file that is refused is not kept.
            let (waived, bytes) = (Vec::new(), Vec::new());
            let (filing, tree, unresolved) = (None, None, None);
            return Reading { source, findings, waived, filing, tree, bytes, unresolved };
        }
    };
    let mut findings = Findings::from(findings);
    let parsed = source::parse(&source, &mut findings);
    let mut filing = filing::read(&parsed, source.plain(), &mut findings);
    let asking = filing.as_ref().filter(|filing| references::ask_for_last(filing));
    let unresolved = asking.map(|filing| Box::new(filing.clone()));
    if let Some(filing) = filing.as_mut().filter(|filing| references::are_in(filing)) {
        let standard = Standard::newest();
        findings.extend(references::resolve(filing, &mut source, &standard, Last::Open));
    }
    let filing = filing.filter(|filing| limits::keeps(filing, &mut findings));
    let unresolved = unresolved.filter(|_| filing.is_some());
    let (found, left_out) = findings.into_parts();
    let mut reading = Reading {
        source,
        findings: Vec::new(),
        waived: Vec::new(),
        filing,
        tree: parsed.root,
        bytes: bytes.to_vec(),
        unresolved,
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

/// The numbers in the texts that repeat a figure, each with the reference that would print it.
#[must_use]
pub(crate) fn repeated_figures(reading: &Reading, standard: &Standard) -> Vec<Finding> {
    let Some(filing) = &reading.filing else { return Vec::new() };
    let repeated = check::repeated(filing, &reading.source, standard);
    if repeated.is_empty() {
        return Vec::new();
    }
    let names = references::shortest_names(filing, standard);
    let finding = |one: check::Repeated| {
        let reference = format!("${{{}}}", names.get(one.figure)?);
        let what = format!("“{}”的数在指标里写着，这里又写了一遍", one.name);
        let help = format!("写成 {reference}，印出来一样，指标改了这里跟着改");
        Some(Code::C01.at(one.span.clone(), what).as_info().help(help).fix(one.span, reference))
    };
    repeated.into_iter().filter_map(finding).collect()
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

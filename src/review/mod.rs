//! 审阅单: one sheet on which the desk's second pair of eyes, the department's head and the legal
//! reviewer see what they answer for before a filing is sealed: what the program found and what
//! was waived, each figure beside the standard and the last period's, what changed in the prose,
//! and a line for each to sign.
//!
//! [`review`] gives the sheet as data, [`html`] tells it. No clock: the same filings give the
//! same sheet.

mod effort;
mod html;
mod likeness;
mod noted;
mod passages;
mod sections;
mod sentences;
mod strokes;

pub use html::html;
pub use noted::{Noted, Spot};
pub use passages::Sentence;

use crate::check::rules;
use crate::compare::{self, Comparison, Entry, plain};
use crate::filing::Compared;
use crate::filing::{Filing, Period};
use crate::render::sha256;
use crate::report::{self, Reading};
use crate::source::{Encoding, Source, decode};
use crate::standard::Standard;

/// What a sheet needs beside the filing.
#[derive(Debug, Clone)]
pub struct Material<'m> {
    /// The standard that the filing was checked by.
    pub standard: &'m Standard,
    /// The same carrier's filing before.
    pub last: Option<&'m Compared>,
    /// How many pages the PDF has, where one was made.
    pub pages: Option<usize>,
    /// Whether the outputs are marked 送审稿.
    pub draft: bool,
    /// The hash of the report's template where it is a user's.
    pub template: Option<String>,
}

/// A review sheet. Its texts are of one line and without invisible characters; they are not
/// escaped.
#[derive(Debug)]
pub struct Review {
    /// The report's title.
    pub title: String,
    /// 报告期.
    pub period: Period,
    /// The filing's file.
    pub file: FileName,
    /// How many pages the PDF has, where one was made.
    pub pages: Option<usize>,
    /// Whether it is a 送审稿.
    pub draft: bool,
    /// The hash of the report's template where it is a user's.
    pub template: Option<String>,
    /// How many rules were run.
    pub rules: usize,
    /// What it is held against.
    pub last: Last,
    /// What was found, the errors first.
    pub findings: Vec<Noted>,
    /// What the filer answers for, each with the reason.
    pub waivers: Vec<Noted>,
    /// The figures: the last filing's, where there is one, and this one's.
    pub figures: Comparison,
    /// The texts of both filings; none where there is no last one.
    pub prose: Vec<Section>,
}

/// A file by its name, without its folder, and its SHA-256 in hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName {
    /// The name.
    pub name: String,
    /// The hash.
    pub sha256: String,
}

/// The filing that this one is held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Last {
    /// The same carrier's before.
    Filing {
        /// Its file; of a PDF the filing in it.
        file: FileName,
        /// Its 报告期.
        period: Period,
    },
    /// None was named.
    Unnamed,
    /// 上期 names this file, which could not be read or is no earlier filing of the carrier's.
    Unfit(String),
}

/// A text of the filing beside itself in the last one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What it is called.
    pub name: String,
    /// What became of it.
    pub fate: Fate,
    /// An initiative's number in the last filing, where it is another now.
    pub was: Option<usize>,
    /// How an initiative's title changed.
    pub title: Option<Change>,
    /// Its sentences.
    pub changes: Vec<Change>,
}

/// What became of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Not a sentence changed.
    Same,
    /// Some did.
    Changed,
    /// The last filing has none such.
    New,
    /// Only the last filing has it.
    Gone,
}

/// What became of sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// So many stay.
    Kept(usize),
    /// They are new.
    New(Run),
    /// They are gone.
    Gone(Run),
    /// One is another.
    Changed {
        /// What stays, is gone and is new in it.
        pieces: Vec<Piece>,
        /// Its line in the file.
        line: Option<usize>,
        /// Its line in the last filing's.
        before: Option<usize>,
    },
}

/// Sentences of one paragraph, one behind the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Their text.
    pub text: String,
    /// How many they are.
    pub sentences: usize,
    /// The line where they begin.
    pub line: Option<usize>,
}

/// A piece of a sentence that was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// It stays.
    Kept(String),
    /// It is gone.
    Gone(String),
    /// It is new.
    New(String),
}

/// The review sheet of a filing that was read and checked; `None` where too little could be read.
#[must_use]
pub fn review(reading: &Reading, material: &Material<'_>) -> Option<Review> {
    let filing = reading.filing.as_ref()?;
    let Material { standard, last, pages, draft, template } = material;
    let file = FileName::new(reading.source.name(), reading.sha256());
    let caveats = report::caveats(reading, standard);
    let entry = |file, filing, caveats| Entry { file, filing, pdf: None, caveats };
    let before = last.map(|last| entry(&last.name, &last.filing, &[]));
    let entries = before.into_iter().chain([entry(&file.name, filing, caveats.as_slice())]);
    let figures = compare::compare(&entries.collect::<Vec<_>>(), standard);
    let prose = last.map(|last| {
        let source = source_of(last);
        let before = passages::passages(&last.filing, &source, standard);
        let now = passages::passages(filing, &reading.source, standard);
        sections::sections(&before, &now)
    });
    Some(Review {
        title: plain(&report::title(filing)),
        period: filing.period.value,
        file,
        pages: *pages,
        draft: *draft,
        template: template.clone(),
        rules: rules().count(),
        last: held_against(filing, *last),
        findings: noted::findings(reading),
        waivers: noted::waived(reading),
        figures,
        prose: prose.unwrap_or_default(),
    })
}

fn held_against(filing: &Filing, last: Option<&Compared>) -> Last {
    match (last, &filing.previous) {
        (Some(last), _) => Last::Filing {
            file: FileName::new(&last.name, sha256(&last.bytes)),
            period: last.filing.period.value,
        },
        (None, Some(previous)) => Last::Unfit(plain(&previous.value)),
        (None, None) => Last::Unnamed,
    }
}

/// The text of a filing to compare with. It was read before, so it can be read again.
fn source_of(last: &Compared) -> Source {
    let read = decode(&last.name, &last.bytes).map(|(source, _)| source);
    read.unwrap_or_else(|_| Source::new(&last.name, "", Encoding::Utf8))
}

impl FileName {
    /// The folder would make the sheet another one on another machine.
    fn new(path: &str, sha256: String) -> Self {
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        Self { name: plain(name), sha256 }
    }
}

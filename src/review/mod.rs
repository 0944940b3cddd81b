//! 审阅单: one sheet on which the desk's second pair of eyes, the department's head and the legal
//! reviewer see what they answer for before a filing is sealed: what the program found and what
//! was waived, each figure beside the standard and the last period's, what changed in the prose,
//! and a line for each to sign.
//!
//! [`review`] gives the sheet as data, [`html`] writes it. No clock: the same filings give the
//! same sheet.

mod findings;
mod html;
mod origins;
mod place;

pub(crate) use findings::ReviewFinding;
pub(crate) use html::html;

use crate::changes::{self, DraftComparison, DraftFile, FilingText, Section};
use crate::check::rules;
use crate::compare::{self, Comparison, Entry, plain};
use crate::draft::Draft;
use crate::filing::Compared;
use crate::filing::{Filing, Period};
use crate::render::sha256;
use crate::report::{self, Reading};
use crate::source::{Encoding, Source, decode};
use crate::source_map::SourceMap;
use crate::standard::Standard;
use origins::Origins;
use place::Places;

/// What a sheet needs besides the filing.
#[derive(Debug, Clone)]
pub(crate) struct Material<'m> {
    /// The standard that the filing was checked by.
    pub standard: &'m Standard,
    /// The same carrier's filing before.
    pub last: Option<&'m Compared>,
    /// An earlier draft of the filing.
    pub earlier: Option<&'m Compared>,
    /// How many pages the PDF has, where one was made.
    pub pages: Option<usize>,
    /// Where the filing is printed on these pages.
    pub printed: Option<&'m SourceMap>,
    /// Of a 送审稿 which one it is.
    pub draft: Option<&'m Draft>,
    /// The hash of the report's template where it is a user's.
    pub template: Option<String>,
}

/// A review sheet. Its texts are of one line and without invisible characters; they are not
/// escaped.
#[derive(Debug)]
pub(crate) struct Review {
    pub title: String,
    pub period: Period,
    pub file: FileName,
    /// How many pages the PDF has, where one was made.
    pub pages: Option<usize>,
    /// Of a 送审稿 which one it is.
    pub draft: Option<Draft>,
    /// The hash of the report's template where it is a user's.
    pub template: Option<String>,
    /// How many rules were run.
    pub rules: usize,
    pub last: Last,
    /// The errors first.
    pub findings: Vec<ReviewFinding>,
    pub waivers: Vec<ReviewFinding>,
    /// The last filing's figures, where there is one, and this one's.
    pub figures: Comparison,
    /// Where this one's figures came from, as far as its file says so.
    origins: Origins,
    /// The texts of both filings; none where there is no last one.
    pub prose: Vec<Section>,
    /// What changed since an earlier draft, where there is one.
    pub since: Option<DraftComparison>,
}

/// A file by its name, without its folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileName {
    pub name: String,
    /// In hexadecimal.
    pub sha256: String,
}

/// The filing that this one is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Last {
    Filing {
        /// Of a PDF the filing in it.
        file: FileName,
        period: Period,
    },
    /// 上期 is missing.
    Unnamed,
    /// 上期 names this file, which could not be read or is no earlier filing of the carrier's.
    Unfit(String),
}

/// The review sheet of a filing that was read and checked; `None` where too little could be read.
#[must_use]
pub(crate) fn review(reading: &Reading, material: &Material<'_>) -> Option<Review> {
    let filing = reading.filing.as_ref()?;
    let Material { standard, last, earlier, pages, printed, draft, template } = material;
    let places = Places::new(reading, filing, *printed);
    let file = FileName::new(reading.source.name(), reading.sha256());
    let caveats = report::caveats(reading, standard);
    let entry = |file, filing, caveats| Entry { file, filing, pdf: None, caveats };
    let before = last.map(|last| entry(&last.name, &last.filing, &[]));
    let entries = before.into_iter().chain([entry(&file.name, filing, caveats.as_slice())]);
    let figures = compare::compare(&entries.collect::<Vec<_>>(), standard);
    let prose = last.map(|last| {
        let source = source_of(last);
        let before = FilingText { filing: &last.filing, source: &source };
        let now = FilingText { filing, source: &reading.source };
        changes::sections(before, now, standard)
    });
    Some(Review {
        title: plain(&report::title(filing)),
        period: filing.period.value,
        file,
        pages: *pages,
        draft: draft.cloned(),
        template: template.clone(),
        rules: rules().count(),
        last: compared_with(filing, *last),
        findings: findings::findings(reading, &places),
        waivers: findings::waived(reading, &places),
        origins: origins::read(filing, &reading.source, standard),
        figures,
        prose: prose.unwrap_or_default(),
        since: earlier.map(|earlier| since(reading, filing, earlier, material)),
    })
}

/// What changed since an earlier draft.
fn since(
    reading: &Reading,
    filing: &Filing,
    earlier: &Compared,
    material: &Material<'_>,
) -> DraftComparison {
    let source = source_of(earlier);
    let before = FilingText { filing: &earlier.filing, source: &source };
    let now = FilingText { filing, source: &reading.source };
    let file = |path: &str, sha256: String, draft: Option<&Draft>| {
        let FileName { name, sha256 } = FileName::new(path, sha256);
        DraftFile { name, sha256, draft: draft.cloned(), pdf: None }
    };
    DraftComparison {
        title: plain(&report::title(filing)),
        before: file(&earlier.name, sha256(&earlier.bytes), earlier.draft.as_ref()),
        now: file(reading.source.name(), reading.sha256(), material.draft),
        changes: changes::changes(before, now, material.standard),
    }
}

fn compared_with(filing: &Filing, last: Option<&Compared>) -> Last {
    match (last, filing.previous.first()) {
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

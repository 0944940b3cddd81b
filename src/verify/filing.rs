//! Whether the filing on the pages of a PDF is the filing in its data: the file that it was made
//! from is made into a report again, and the two are compared.

use std::collections::BTreeMap;
use std::fmt;

use super::at_hand::AtHand;
use super::carried::CarriedData;
use super::company::Company;
use super::conformity;
use super::data::DataVerdict;
use super::errors::{self, UnwaivedError};
use super::extras::{self, Extra, OwnContent};
use super::pages::{self, Expected, PagesVerdict};
use super::rebuild::{self, RebuildVerdict};
use super::versions::{EarlierVersion, VERSION};
use crate::check::{Against, Caveat};
use crate::compare::{self, Annex};
use crate::document::{self, Block};
use crate::draft::Draft;
use crate::filing::{Compared, Date, Filing};
use crate::finding::Severity;
use crate::pdf::{self, AttachmentFault, ReadFault};
use crate::render::{self, Templates};
use crate::report::{self, ATTACHED_DATA, ATTACHED_LASTS, ATTACHED_SOURCE, PictureFiles, Reading};
use crate::standard::Standard;
use crate::typeset;

/// What is to be said of a PDF's filing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilingVerdict {
    /// The report's title.
    pub title: String,
    /// Whether the data is the filing's.
    pub data: DataVerdict,
    /// Whether the pages are the filing's.
    pub pages: PagesVerdict,
    /// What the file holds beside the filing; looked for where the pages can be compared.
    pub extras: Vec<Extra>,
    /// Whether the data says that it is a draft.
    pub draft: bool,
    /// The ruleset that it was checked by, a year.
    pub ruleset: u16,
    /// Who files, as 落款 has it.
    pub unit: String,
    /// The company, whose certificate is to sign.
    pub company: Company,
    /// The report's date, 签署.日期.
    pub date: Date,
    /// The last day on which the report is in time.
    pub due: Date,
    /// Whether the report shows a picture of a seal.
    pub sealed: bool,
    /// Errors of the filing that nobody answers for.
    pub errors: Vec<UnwaivedError>,
    /// Errors that the earlier version did not know which the report says made it.
    pub later: Vec<UnwaivedError>,
    /// What is to be known of it: what misses the standard, what was waived, what is late.
    pub caveats: Vec<Caveat>,
    /// Whether the file is the report rebuilt from its data; asked where nothing else is wrong.
    pub rebuild: RebuildVerdict,
}

impl FilingVerdict {
    /// Whether it is a final filing and all of it is one.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        !self.draft && self.is_sound_but_for_rebuild() && self.rebuild.is_sound()
    }

    /// Whether its pages and its data are the filing's, draft or not, as far as can be seen
    /// without rebuilding it.
    fn is_sound_but_for_rebuild(&self) -> bool {
        self.data == DataVerdict::Same
            && matches!(self.pages, PagesVerdict::Same { .. })
            && self.extras.is_empty()
            && self.errors.is_empty()
    }

    /// Looks for what is not built as ours, unless something else is wrong, which would show
    /// there again.
    fn add_deviations(
        &mut self,
        pdf: &[u8],
        report: &conformity::Report<'_>,
        at_hand: &AtHand<'_>,
    ) {
        if !self.is_sound_but_for_rebuild() {
            return;
        }
        match conformity::deviations(pdf, report, at_hand) {
            Ok(deviations) => self.extras = deviations,
            Err(fault) => self.pages = PagesVerdict::Unread(fault),
        }
    }
}

impl fmt::Display for FilingVerdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}", self.pages, self.data)?;
        if self.draft {
            f.write_str("\n这是送审稿，不是正式的报告")?;
        }
        write!(f, "\n{}", self.rebuild)?;
        self.extras.iter().try_for_each(|extra| write!(f, "\n{extra}"))?;
        self.errors.iter().try_for_each(|error| write!(f, "\n{error}"))
    }
}

/// Why nothing can be said of a PDF's filing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FilingFault {
    /// The PDF cannot be read.
    #[error(transparent)]
    Unread(#[from] ReadFault),
    /// The PDF carries no filing.
    #[error("这个 PDF 里没有填报文件，无从核对：不是呈报生成的，或者经别的软件另存时丢掉了")]
    Absent,
    /// What it carries is no filing; the first thing that is wrong with it.
    #[error("这个 PDF 里的填报文件读不出来，无从核对：{0}")]
    NoFiling(String),
}

impl From<AttachmentFault> for FilingFault {
    fn from(fault: AttachmentFault) -> Self {
        match fault {
            AttachmentFault::Unread(fault) => Self::Unread(fault),
            AttachmentFault::Absent => Self::Absent,
        }
    }
}

/// Compares what a PDF shows and what its data says with the filing it carries.
///
/// # Errors
/// Why nothing can be said.
pub fn filing(pdf: &[u8], at_hand: &AtHand<'_>) -> Result<FilingVerdict, FilingFault> {
    let yaml = pdf::attachment(pdf, ATTACHED_SOURCE)?;
    let mut reading = report::read(ATTACHED_SOURCE, &yaml);
    let attached = pdf::attachments(pdf)?;
    let data = attached.get(ATTACHED_DATA);
    let carried = data
        .map_or_else(|| CarriedData::none(DataVerdict::Absent), |bytes| CarriedData::read(bytes));
    let standard = carried.standard();
    let lasts = report::carried_lasts(|name| attached.get(name).cloned());
    let last = report::lasts_again(&lasts);
    let lasts: Vec<&[u8]> = lasts.iter().map(Vec::as_slice).collect();
    reading.refer_to_last(last.as_ref().map(|last| &last.filing));
    report::check(&mut reading, Against { standard: &standard, compared: &[] });
    // Only a draft can be without its half-year.
    let is_read = |filing: &&Filing| filing.has_period || carried.is_draft();
    let Some(filing) = reading.filing.as_ref().filter(is_read) else {
        return Err(no_filing(&reading));
    };
    let (pictures, names) = report::carried_pictures(filing, &attached);
    let (errors, later) = errors::errors(&reading, carried.version());
    let draft = carried.draft(&reading);
    let parts = rebuild::Parts {
        version: carried.version(),
        draft: draft.as_ref(),
        data: data.map_or(&[], Vec::as_slice),
        last: last.as_ref(),
        pictures: &pictures,
        standard: &standard,
    };
    let rebuild = match carried.templates(at_hand.templates) {
        Some(templates) if errors.is_empty() => {
            let at_hand = AtHand { templates: &templates, ..*at_hand };
            rebuild::rebuild(pdf, &mut reading, &parts, &at_hand)
        }
        _ => RebuildVerdict::NotAsked,
    };
    let Some(filing) = &reading.filing else { return Err(no_filing(&reading)) };
    let mark = draft.as_ref().filter(|_| carried.has_fingerprint()).map(Draft::mark);
    let (carried, standard) = (&carried, &standard);
    let (lasts, last) = (reading.shown_lasts(&lasts), last.as_ref());
    let made = ReportSource { filing, lasts, last, carried, standard, pictures: names, mark };
    let rebuilt = rebuilt(&made, at_hand.templates);
    let (pages, extras) = match (&rebuilt, &rebuild) {
        (Ok(report), RebuildVerdict::Same { pages }) => {
            signed_only(pdf, &made, report, at_hand, *pages)
        }
        (Ok(report), _) => shown(pdf, &made, &report.blocks, at_hand),
        (Err(verdict), _) => (verdict.clone(), Vec::new()),
    };
    let mut verdict = FilingVerdict {
        title: report::title(filing),
        data: carried.compare(&reading, filing, standard, lasts),
        pages,
        extras,
        draft: carried.is_draft(),
        ruleset: standard.ruleset().year,
        unit: filing.signatory(),
        date: filing.day(),
        company: Company::of(filing),
        due: filing.period.value.due(),
        sealed: !filing.seals().is_empty(),
        errors,
        later,
        caveats: report::caveats(&reading, standard),
        rebuild,
    };
    if let Ok(report) = &rebuilt {
        let report = made.report(report, &reading, parts.data, &pictures);
        verdict.add_deviations(pdf, &report, at_hand);
    }
    if !verdict.is_sound_but_for_rebuild() {
        verdict.rebuild = RebuildVerdict::NotAsked;
    }
    Ok(verdict)
}

fn no_filing(reading: &Reading) -> FilingFault {
    let first = reading.findings.iter().find(|finding| finding.severity == Severity::Error);
    FilingFault::NoFiling(first.map(|finding| finding.message.clone()).unwrap_or_default())
}

/// What a report was made of, as the PDF carries it.
struct ReportSource<'m> {
    filing: &'m Filing,
    /// The files of the last filings that the report shows figures of, the newest first.
    lasts: &'m [&'m [u8]],
    /// The last filings, read.
    last: Option<&'m Compared>,
    carried: &'m CarriedData,
    standard: &'m Standard,
    /// The names of the attachments that are pictures of the report.
    pictures: Vec<String>,
    /// What each page of a draft says which draft it is.
    mark: Option<String>,
}

impl ReportSource<'_> {
    /// The names of the attachments that the PDF may have.
    fn attachments(&self) -> Vec<&str> {
        let mut own = vec![ATTACHED_SOURCE, ATTACHED_DATA];
        own.extend(ATTACHED_LASTS.iter().take(self.lasts.len()));
        own.extend(self.pictures.iter().map(String::as_str));
        own
    }

    /// The report, with the data and the pictures' files as they were carried.
    fn report<'r>(
        &'r self,
        RebuiltReport { blocks, charts }: &'r RebuiltReport,
        reading: &'r Reading,
        data: &'r [u8],
        pictures: &'r PictureFiles,
    ) -> conformity::Report<'r> {
        let ReportSource { filing, lasts, .. } = *self;
        let is_of_this_version = self.carried.version() == Some(VERSION);
        conformity::Report {
            reading,
            filing,
            blocks,
            charts,
            data,
            lasts,
            pictures,
            is_of_this_version,
        }
    }

    /// The annex as it was made; a draft may lack what it compares with.
    fn annex(&self) -> Result<Option<Annex>, PagesVerdict> {
        let Some(kind) = self.filing.annex.as_ref().map(|annex| annex.value) else {
            return Ok(None);
        };
        let version = self.carried.version();
        match compare::annex((self.filing, kind), self.last, self.standard, "") {
            Ok(_) if EarlierVersion::of(version).is_some() => {
                Err(PagesVerdict::OlderAnnex(version.unwrap_or_default().to_owned()))
            }
            Ok(annex) => Ok(Some(annex)),
            Err(_) if self.carried.is_draft() => Ok(None),
            Err(why) => Err(PagesVerdict::NoAnnex(why)),
        }
    }
}

/// What a file holds that is what its data gives, but for a signature: where nothing is seen of
/// that, the pages need no further look.
fn signed_only(
    pdf: &[u8],
    made: &ReportSource<'_>,
    report: &RebuiltReport,
    at_hand: &AtHand<'_>,
    pages: usize,
) -> (PagesVerdict, Vec<Extra>) {
    match pdf::extras(pdf, &made.attachments()) {
        Ok(found) if found.signatures.is_empty() && found.others == 0 => {
            let foreign = found.foreign.into_iter().map(Extra::Foreign);
            (PagesVerdict::Same { pages }, foreign.collect())
        }
        Ok(_) => shown(pdf, made, &report.blocks, at_hand),
        Err(fault) => (PagesVerdict::Unread(fault), Vec::new()),
    }
}

/// What the pages show, and what is beside it.
fn shown(
    pdf: &[u8],
    made: &ReportSource<'_>,
    blocks: &[Block],
    at_hand: &AtHand<'_>,
) -> (PagesVerdict, Vec<Extra>) {
    let ReportSource { filing, carried, .. } = made;
    let own = made.attachments();
    let read = pdf::words(pdf).and_then(|words| Ok((words, pdf::extras(pdf, &own)?)));
    let (words, found) = match read {
        Ok(read) => read,
        Err(fault) => return (PagesVerdict::Unread(fault), Vec::new()),
    };
    let (texts, links) = (typeset::texts(blocks), typeset::links(blocks));
    let seals = conformity::seals(filing, blocks).len();
    let has_imprint = blocks.iter().any(|block| matches!(block, Block::CopiedTo(_)));
    let (draft, faces) = (carried.is_draft(), at_hand.faces);
    let mark = made.mark.as_deref();
    let expected = Expected { texts: &texts, seals, has_imprint, draft, mark, faces };
    let title = report::title(filing);
    let author = &filing.company.name.value;
    let own = OwnContent { title: &title, author, texts: &texts, links: &links };
    let pages = pages::compare(&words, &expected);
    let mut extras = extras::extras(&found, &words, &own);
    if !matches!(pages, PagesVerdict::Same { .. }) {
        // Where 落款 is gone, a seal cannot be on it.
        extras.retain(|extra| !matches!(extra, Extra::Elsewhere { .. }));
    }
    (pages, extras)
}

/// A report rebuilt from its data.
struct RebuiltReport {
    blocks: Vec<Block>,
    /// The charts of its annex.
    charts: BTreeMap<String, String>,
}

/// The report as the data makes it, or why it cannot be made.
fn rebuilt(made: &ReportSource<'_>, given: &Templates) -> Result<RebuiltReport, PagesVerdict> {
    let templates = made.carried.templates(given).ok_or(PagesVerdict::OwnTemplate)?;
    let annex = made.annex()?;
    let markdown = render::markdown(made.filing, annex.as_ref().map(Annex::text), &templates)
        .map_err(|fault| PagesVerdict::Template(fault.finding.message.clone()))?;
    let charts = annex.map(|annex| annex.charts).unwrap_or_default();
    Ok(RebuiltReport { blocks: document::parse(&markdown), charts })
}

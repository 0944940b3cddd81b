//! The way of a filing, from a file's bytes to the three outputs. Pure: what it needs is handed
//! in, what it says comes back as findings.

mod annexed;
mod carried;
mod limits;
mod told;

use std::collections::BTreeMap;

use crate::check::{self, Against, Caveat, Compared, Waived};
use crate::compare::{self, Annex};
use crate::diagnostic::{Finding, Findings, has_errors, sort};
use crate::document::{self, Block};
use crate::filing::{self, Filing, NumberPosition};
use crate::fonts::FaceSet;
pub use crate::illustrations::PictureFiles;
use crate::illustrations::{self, Illustrations};
use crate::pdf::{self, PdfFault};
use crate::pictures::Picture;
use crate::render::{self, Page, TemplateFault, Templates};
use crate::source::{self, Encoding, Source};
use crate::standard::Standard;
use crate::typeset::{self, Length, Needs, Pages, Setting, Unsettable};
pub use annexed::chart_stem;
use annexed::{annex, look_for_annex};
pub use carried::{
    ATTACHED_DATA, ATTACHED_LAST, ATTACHED_SOURCE, Made, attachments_again, carried_pictures,
    data_again, last_again, pictures_again,
};
use carried::{attachments, data};
use told::{
    place_in, report_large, report_many_pages, report_missing, report_stand_ins, report_wide_table,
};

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
    tree: Option<source::Node>,
    /// The file as it was read.
    bytes: Vec<u8>,
}

impl Reading {
    /// The SHA-256 of the file as it was read, in hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> String {
        render::sha256(&self.bytes)
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
    let (mut findings, left_out) = findings.into_parts();
    sort(&mut findings);
    limits::shorten(&mut findings, left_out);
    let (waived, bytes) = (Vec::new(), bytes.to_vec());
    Reading { source, findings, waived, filing, tree: parsed.root, bytes }
}

/// Checks a filing that was read by the rules of the house; what they find is added to the
/// reading's findings.
pub fn check(reading: &mut Reading, against: Against<'_>) {
    let (Some(filing), Some(tree)) = (&reading.filing, &reading.tree) else { return };
    let mut checked = check::check(filing, &reading.source, tree, against);
    check::without_slips(&mut checked.findings, &reading.findings);
    reading.findings.extend(checked.findings);
    reading.waived = checked.waived;
    sort(&mut reading.findings);
    limits::shorten(&mut reading.findings, checked.left_out);
}

/// The key path of a finding's place, as 豁免 names it; empty for the whole file.
#[must_use]
pub fn place(reading: &Reading, finding: &Finding) -> String {
    let span = finding.span.as_ref().zip(reading.tree.as_ref());
    span.map(|(span, tree)| check::key_path(tree, span)).unwrap_or_default()
}

/// What whoever is handed the filing has to know of it, once it was checked by a standard.
#[must_use]
pub fn caveats(reading: &Reading, standard: &Standard) -> Vec<Caveat> {
    let (Some(filing), Some(tree)) = (&reading.filing, &reading.tree) else { return Vec::new() };
    let found = (reading.findings.as_slice(), reading.waived.as_slice());
    check::caveats(found, (&reading.source, tree), (&standard.figures(filing), &filing.waivers))
}

/// Which outputs are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Formats {
    /// Markdown.
    pub markdown: bool,
    /// HTML.
    pub html: bool,
    /// PDF.
    pub pdf: bool,
}

/// How outputs are made.
pub struct Making<'m> {
    /// Which outputs.
    pub formats: Formats,
    /// Whether they are marked 送审稿 and made in spite of errors.
    pub draft: bool,
    /// The templates in use.
    pub templates: &'m Templates,
    /// The faces in use.
    pub faces: &'m FaceSet,
    /// The standard that the filing was checked by.
    pub standard: &'m Standard,
    /// The pictures' files that [`illustrations::picture_files`] names.
    pub pictures: &'m PictureFiles,
    /// The filing that 上期 names.
    pub last: Option<&'m Compared>,
    /// What the outputs' files are called, without an ending: charts stand beside the Markdown
    /// under names that begin with it.
    pub name: &'m str,
}

/// What was made.
#[derive(Debug, Default)]
pub struct Outputs {
    /// The canonical text.
    pub markdown: Option<String>,
    /// The charts that the Markdown shows, as SVG, by file name.
    pub charts: BTreeMap<String, String>,
    /// One HTML file.
    pub html: Option<String>,
    /// The PDF.
    pub pdf: Option<Vec<u8>>,
    /// How many pages the PDF has.
    pub pages: usize,
}

/// Why nothing was made.
#[derive(Debug)]
pub enum Refusal {
    /// The findings say it; there is an error among them.
    Findings,
    /// A template is wrong.
    Template(Box<TemplateFault>),
    /// The PDF could not be written.
    Pdf(PdfFault),
}

impl From<Box<TemplateFault>> for Refusal {
    fn from(fault: Box<TemplateFault>) -> Self {
        Self::Template(fault)
    }
}

/// A report that is set: what its pages are made of, and the pages.
#[derive(Debug)]
pub struct SetReport {
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// Its pages.
    pub pages: Pages,
    /// Its pictures.
    pub illustrations: Illustrations,
}

/// Sets the pages of a filing that was read, and makes no output; findings about faces are added
/// to the reading's.
///
/// # Errors
/// Why it could not be set.
pub fn set(reading: &mut Reading, making: &Making<'_>) -> Result<SetReport, Refusal> {
    let Prepared { blocks, illustrations, .. } = prepare(reading, making)?;
    let pages = paginate(reading, &blocks, &illustrations, making)?;
    Ok(SetReport { blocks, pages, illustrations })
}

/// Makes the outputs of a filing that was read; findings about faces are added to the reading's.
///
/// # Errors
/// Why nothing was made.
pub fn make(reading: &mut Reading, making: &Making<'_>) -> Result<Outputs, Refusal> {
    let Prepared { markdown, blocks, illustrations, charts } = prepare(reading, making)?;
    let Some(filing) = &reading.filing else { return Err(Refusal::Findings) };
    let template = making.templates.hash();
    let last = making.last.filter(|_| filing.annex.is_some()).map(|last| last.bytes.as_slice());
    let Making { standard, draft, .. } = *making;
    let data = data(reading, filing, Made { standard, draft, template: template.as_deref(), last });
    let html = match making.formats.html {
        true => Some(make_html(filing, &blocks, &illustrations, &data, making)?),
        false => None,
    };
    let mut outputs = Outputs { html, ..Outputs::default() };
    if making.formats.pdf {
        let data = (data + "\n").into_bytes();
        let (pdf, pages) = make_pdf(reading, &blocks, &illustrations, making, data)?;
        (outputs.pdf, outputs.pages) = (Some(pdf), pages);
    }
    if making.formats.markdown {
        (outputs.markdown, outputs.charts) = (Some(markdown), charts);
    }
    Ok(outputs)
}

/// Makes the PDF of a filing again, with the data that it carried; and how many pages it has.
///
/// # Errors
/// Why it cannot be made.
pub fn pdf_again(
    reading: &mut Reading,
    making: &Making<'_>,
    data: Vec<u8>,
) -> Result<(Vec<u8>, usize), Refusal> {
    let Prepared { blocks, illustrations, .. } = prepare(reading, making)?;
    make_pdf(reading, &blocks, &illustrations, making, data)
}

/// The PDF, and how many pages it has.
fn make_pdf(
    reading: &mut Reading,
    blocks: &[Block],
    illustrations: &Illustrations,
    making: &Making<'_>,
    data: Vec<u8>,
) -> Result<(Vec<u8>, usize), Refusal> {
    let pages = paginate(reading, blocks, illustrations, making)?;
    let Some(filing) = &reading.filing else { return Err(Refusal::Findings) };
    let info = pdf::Info {
        title: title(filing),
        author: filing.company.name.value.clone(),
        date: filing.day(),
    };
    let last = making.last.filter(|_| filing.annex.is_some()).map(|last| last.bytes.as_slice());
    let attachments = attachments(reading, filing, data, last, making.pictures);
    let pictures = illustrations.decoded();
    let pdf = pdf::write(&pages, making.faces, pictures, &info, &attachments);
    let pdf = pdf.map_err(Refusal::Pdf)?;
    if pdf.len() > pdf::MAX_BYTES {
        report_large(reading, pdf.len());
        return Err(Refusal::Findings);
    }
    Ok((pdf, pages.pages.len()))
}

/// What all outputs are made from.
struct Prepared {
    markdown: String,
    blocks: Vec<Block>,
    illustrations: Illustrations,
    charts: BTreeMap<String, String>,
}

fn prepare(reading: &mut Reading, making: &Making<'_>) -> Result<Prepared, Refusal> {
    let annex = annex(reading, making);
    refuse_errors(reading, making)?;
    let Some(filing) = &reading.filing else { return Err(Refusal::Findings) };
    let markdown = render::markdown(filing, annex.as_ref().map(Annex::text), making.templates)?;
    let blocks = document::parse(&markdown);
    let mut findings = Vec::new();
    let place_of = |text: &str| place_in(&reading.source, text);
    let mut illustrations =
        illustrations::illustrate(filing, making.pictures, making.faces, place_of, &mut findings);
    let charts = annex.map(|annex| annex.charts).unwrap_or_default();
    if let Err(why) = illustrations.add_charts(&charts, making.faces) {
        findings.push(Finding::error_of_file("G07", format!("附表的图画不出来：{why}")));
    }
    let are_faulty = has_errors(&findings);
    reading.findings.append(&mut findings);
    sort(&mut reading.findings);
    if are_faulty {
        return Err(Refusal::Findings);
    }
    if let Some(picture) = strange_picture(&blocks, &illustrations) {
        return Err(Refusal::Template(Box::new(making.templates.picture_fault(&picture.file))));
    }
    look_for_annex(reading, &blocks);
    refuse_errors(reading, making)?;
    Ok(Prepared { markdown, blocks, illustrations, charts })
}

/// A picture that the report shows and the filing does not: the template's own. No file of it is
/// read, nor would a PDF carry it.
fn strange_picture<'b>(
    blocks: &'b [Block],
    illustrations: &Illustrations,
) -> Option<&'b document::Picture> {
    let mut shown = document::pictures_of(blocks).into_iter();
    shown.find(|picture| !illustrations.decoded().contains_key(&picture.file))
}

/// Errors keep outputs from being made, unless they are a draft's.
fn refuse_errors(reading: &Reading, making: &Making<'_>) -> Result<(), Refusal> {
    match has_errors(&reading.findings) && !making.draft {
        true => Err(Refusal::Findings),
        false => Ok(()),
    }
}

fn paginate(
    reading: &mut Reading,
    blocks: &[Block],
    illustrations: &Illustrations,
    making: &Making<'_>,
) -> Result<Pages, Refusal> {
    let Some(filing) = &reading.filing else { return Err(Refusal::Findings) };
    let setting = setting(filing, illustrations, making.draft);
    match typeset::typeset(blocks, making.faces, &setting) {
        Ok(pages) if pages.pages.len() > limits::MAX_PAGES => {
            report_many_pages(reading, pages.pages.len());
            Err(Refusal::Findings)
        }
        Ok(pages) => {
            report_missing(reading, &pages.missing);
            report_stand_ins(reading, &pages);
            Ok(pages)
        }
        Err(Unsettable::MissingGlyphs(missing)) => {
            report_missing(reading, &missing);
            Err(Refusal::Findings)
        }
        Err(Unsettable::MissingPicture(_)) => Err(Refusal::Findings),
        Err(Unsettable::WideTable(table)) => {
            report_wide_table(reading, blocks, table);
            Err(Refusal::Findings)
        }
    }
}

/// What each role has to draw of a filing that was read.
///
/// # Errors
/// Too little could be read, or a template is wrong.
pub fn needs(
    reading: &Reading,
    last: Option<&Compared>,
    standard: &Standard,
    templates: &Templates,
) -> Result<Needs, Refusal> {
    let Some(filing) = &reading.filing else { return Err(Refusal::Findings) };
    let last = last.filter(|_| filing.annex.is_some()).map(|last| &last.filing);
    let annex = last.and_then(|last| compare::annex(filing, Some(last), standard, "").ok());
    let markdown = render::markdown(filing, annex.as_ref().map(Annex::text), templates)?;
    Ok(typeset::needs(&document::parse(&markdown)))
}

fn make_html(
    filing: &Filing,
    blocks: &[Block],
    illustrations: &Illustrations,
    data: &str,
    making: &Making<'_>,
) -> Result<String, Box<TemplateFault>> {
    let page = Page {
        pictures: illustrations.addresses(),
        company: &filing.company.name.value,
        date: iso_date(filing),
        data,
        draft: making.draft,
    };
    render::html(blocks, &page, making.templates)
}

/// The day of signature, nothing where a draft has none.
fn iso_date(filing: &Filing) -> String {
    filing.signature.date.as_ref().map(|date| date.value.iso()).unwrap_or_default()
}

fn setting(filing: &Filing, illustrations: &Illustrations, draft: bool) -> Setting {
    let size = |picture: &Picture| {
        let (width, height) = picture.size_um();
        (Length::from_micrometres(width), Length::from_micrometres(height))
    };
    let sizes = illustrations.decoded().iter().map(|(file, p)| (file.clone(), size(p)));
    Setting {
        draft,
        numbers: match filing.style.page_numbers {
            NumberPosition::Centred => typeset::NumberPosition::Centred,
            NumberPosition::Outer => typeset::NumberPosition::Outer,
        },
        pictures: sizes.collect(),
        seal: filing.signature.seal.as_ref().map(|seal| seal.value.clone()),
    }
}

/// The report's title.
#[must_use]
pub fn title(filing: &Filing) -> String {
    format!("{}{}{}", filing.company.name.value, filing.period_label(), filing.report_name())
}

//! The outputs of a filing that was read: its text, the pages, the files.

mod docx;
mod lexicon;

use std::collections::BTreeMap;
use std::rc::Rc;

use lexicon::lexicon;

use super::annex::annex;
use super::carried::{self, Provenance};
use super::format::{Format, Output, Outputs, Printed};
use super::limits::MAX_PAGES;
use super::making::Making;
use super::page_findings::{self, place_in};
use super::reading::{Readable, Reading, Warned, title};
use super::refusal::Refusal;
use super::template;
use crate::compare::{self, Annex};
use crate::document::{self, Block};
use crate::draft::Draft;
use crate::filing::{Compared, NumberPosition, Sealing};
use crate::finding::{Code, Finding, has_errors};
use crate::illustrations::{self, Illustrations};
use crate::pdf;
use crate::percent;
use crate::pictures::Picture;
use crate::render::{self, Page, Templates};
use crate::standard::Standard;
use crate::typeset::{self, Length, Needs, Pages, Setting, Unsettable};

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

/// Sets the pages of a filing that was read, and makes no output.
#[must_use]
pub fn set(reading: &Reading, making: &Making<'_>) -> Warned<Result<SetReport, Refusal>> {
    prepared(reading, making, "", |mut maker| {
        let pages = maker.paginate()?;
        let Maker { blocks, illustrations, .. } = maker;
        Ok(SetReport { blocks, pages, illustrations })
    })
}

/// Makes the outputs of a filing that was read. Companions stand beside the output that shows
/// them, under names that begin with the stem.
#[must_use]
pub fn make(
    reading: &Reading,
    making: &Making<'_>,
    formats: &[Format],
    stem: &str,
) -> Warned<Result<Outputs, Refusal>> {
    let pdf = pdf_name(formats, stem);
    prepared(reading, making, stem, |mut maker| {
        let mut outputs = Outputs::default();
        for format in Format::ALL.into_iter().filter(|format| formats.contains(format)) {
            if let Some(output) = output(&mut maker, format, pdf.as_deref())? {
                outputs.insert(format, output);
            }
        }
        let Maker { blocks, pages, .. } = maker;
        let pages = pages.and_then(Rc::into_inner);
        outputs.printed = pages.map(|pages| Printed { blocks, pages });
        Ok(outputs)
    })
}

/// Makes one of the outputs that can be had together: the same as [`make`] makes of it with the
/// others. `None` of what is made of others.
#[must_use]
pub(crate) fn make_one(
    reading: &Reading,
    making: &Making<'_>,
    (format, offered): (Format, &[Format]),
    stem: &str,
) -> Warned<Result<Option<Output>, Refusal>> {
    let pdf = pdf_name(offered, stem);
    prepared(reading, making, stem, |mut maker| output(&mut maker, format, pdf.as_deref()))
}

/// What the PDF is called that stands beside the others.
fn pdf_name(formats: &[Format], stem: &str) -> Option<String> {
    formats.contains(&Format::Pdf).then(|| Format::Pdf.file_name(stem))
}

/// Makes the PDF of a filing again, with the data that it carried.
#[must_use]
pub(crate) fn pdf_again(
    reading: &Reading,
    making: &Making<'_>,
    data: &[u8],
) -> Warned<Result<Output, Refusal>> {
    prepared(reading, making, "", |mut maker| pdf_with(&mut maker, data))
}

/// What each role has to draw of a filing that was read.
///
/// # Errors
/// Too little could be read, or a template is wrong.
pub(crate) fn needs(
    reading: &Reading,
    last: Option<&Compared>,
    standard: &Standard,
    templates: &Templates,
) -> Result<Needs, Refusal> {
    Ok(typeset::needs(&blocks(reading, last, standard, templates)?))
}

/// The blocks of a filing's report; of one that has an annex, without it where there is nothing to
/// compare with.
///
/// # Errors
/// Too little could be read, or a template is wrong.
pub(super) fn blocks(
    reading: &Reading,
    last: Option<&Compared>,
    standard: &Standard,
    templates: &Templates,
) -> Result<Vec<Block>, Refusal> {
    let Readable { filing, .. } = reading.readable()?;
    let kind = filing.annex.as_ref().map(|annex| annex.value);
    let annex = kind.and_then(|kind| compare::annex((filing, kind), last, standard, "").ok());
    let markdown = render::markdown(filing, annex.as_ref().map(Annex::text), templates)?;
    Ok(document::parse(&markdown))
}

/// What outputs are made from.
struct Maker<'m> {
    readable: Readable<'m>,
    making: &'m Making<'m>,
    markdown: String,
    blocks: Vec<Block>,
    illustrations: Illustrations,
    /// The charts that the Markdown shows, as SVG, by file name.
    charts: BTreeMap<String, String>,
    /// Set when the first format asks for them.
    pages: Option<Rc<Pages>>,
    findings: &'m mut Vec<Finding>,
}

/// Does a work with what outputs are made from, where that can be made.
fn prepared<T>(
    reading: &Reading,
    making: &Making<'_>,
    stem: &str,
    work: impl FnOnce(Maker<'_>) -> Result<T, Refusal>,
) -> Warned<Result<T, Refusal>> {
    let mut findings = Vec::new();
    let maker =
        reading.readable().and_then(|readable| Maker::new(readable, making, stem, &mut findings));
    let value = maker.and_then(work);
    Warned { value, findings }
}

impl<'m> Maker<'m> {
    fn new(
        readable: Readable<'m>,
        making: &'m Making<'m>,
        stem: &str,
        findings: &'m mut Vec<Finding>,
    ) -> Result<Self, Refusal> {
        let Readable { reading, filing } = readable;
        let annex = match annex(filing, making, stem) {
            Ok(annex) => annex,
            Err(finding) => {
                findings.push(*finding);
                None
            }
        };
        refuse_errors(reading, findings, making)?;
        let markdown = render::markdown(filing, annex.as_ref().map(Annex::text), making.templates)?;
        let blocks = document::parse(&markdown);
        let mut of_pictures = Vec::new();
        let place_of = |text: &str| place_in(&reading.source, text);
        let (files, faces) = (making.pictures, making.faces);
        let mut illustrations =
            illustrations::illustrate(filing, files, faces, place_of, &mut of_pictures);
        let charts = annex.map(|annex| annex.charts).unwrap_or_default();
        if let Err(why) = illustrations.add_charts(&charts, faces) {
            let what = format!("附表的图画不出来：{why}");
            of_pictures.push(Code::G07.of_file(what));
        }
        let are_faulty = has_errors(&of_pictures);
        findings.append(&mut of_pictures);
        if are_faulty {
            return Err(Refusal::Findings);
        }
        if let Some(picture) = strange_picture(&blocks, &illustrations) {
            return Err(Refusal::Template(Box::new(making.templates.picture_fault(&picture.file))));
        }
        // The program's own template has every part.
        if making.templates.hash().is_some() {
            findings.extend(template::missing(filing, &blocks));
        }
        refuse_errors(reading, findings, making)?;
        let pages = None;
        Ok(Self { readable, making, markdown, blocks, illustrations, charts, pages, findings })
    }

    /// The pages, set once whatever asks for them.
    fn pages(&mut self) -> Result<Rc<Pages>, Refusal> {
        if let Some(pages) = &self.pages {
            return Ok(Rc::clone(pages));
        }
        let pages = Rc::new(self.paginate()?);
        self.pages = Some(Rc::clone(&pages));
        Ok(pages)
    }

    fn paginate(&mut self) -> Result<Pages, Refusal> {
        let reading = self.readable.reading;
        let (pages, findings) =
            match typeset::typeset(&self.blocks, self.making.faces, &self.setting()) {
                Ok(pages) if pages.pages.len() > MAX_PAGES => {
                    (None, vec![page_findings::many_pages(pages.pages.len())])
                }
                Ok(pages) => {
                    let mut findings = page_findings::missing(reading, &pages.missing);
                    findings.extend(page_findings::stand_ins(reading, &pages));
                    (Some(pages), findings)
                }
                Err(Unsettable::MissingGlyphs(missing)) => {
                    (None, page_findings::missing(reading, &missing))
                }
                // The findings about pictures have the reason.
                Err(Unsettable::MissingPicture(_)) => (None, Vec::new()),
                Err(Unsettable::WideTable(table)) => {
                    (None, vec![page_findings::wide_table(self.readable, &self.blocks, table)])
                }
            };
        self.findings.extend(findings);
        pages.ok_or(Refusal::Findings)
    }

    fn setting(&self) -> Setting {
        let filing = self.readable.filing;
        let size = |picture: &Picture| {
            let (width, height) = picture.size_um();
            (Length::from_micrometres(width), Length::from_micrometres(height))
        };
        let sizes = self.illustrations.decoded().iter().map(|(file, p)| (file.clone(), size(p)));
        Setting {
            draft: self.making.draft.map(Draft::mark),
            numbers: self.numbers(),
            pictures: sizes.collect(),
            unsealed: self.is_unsealed(),
            lexicon: lexicon(filing, self.making.standard),
            seals: filing.seals().iter().map(|seal| seal.value.clone()).collect(),
        }
    }

    /// Where page numbers stand.
    fn numbers(&self) -> typeset::NumberPosition {
        match self.readable.filing.style.page_numbers {
            NumberPosition::Centred => typeset::NumberPosition::Centred,
            NumberPosition::Outer => typeset::NumberPosition::Outer,
        }
    }

    fn is_unsealed(&self) -> bool {
        self.readable.filing.signature.sealing == Sealing::Unsealed
    }

    /// The filing's data as JSON.
    fn data(&self) -> String {
        let template = self.making.templates.hash();
        let Making { standard, draft, .. } = *self.making;
        let lasts = self.lasts();
        let provenance =
            Provenance { standard, draft, template: template.as_deref(), lasts: &lasts };
        carried::data(self.readable, provenance)
    }

    /// The files of the last filings that the report shows figures of, the newest first.
    fn lasts(&self) -> Vec<&'m [u8]> {
        let chain = self.making.last.map(Compared::chain).unwrap_or_default();
        let chain = self.readable.reading.shown_lasts(&chain).iter();
        chain.map(|last| last.bytes.as_slice()).collect()
    }
}

/// A maker is asked for what the format needs: text, blocks, pictures, data, pages; and some say
/// what the PDF is called that is made with them.
fn output(
    maker: &mut Maker<'_>,
    format: Format,
    pdf_name: Option<&str>,
) -> Result<Option<Output>, Refusal> {
    let output = match format {
        Format::Markdown => markdown(maker),
        Format::Html => html(maker, pdf_name)?,
        Format::Pdf => pdf(maker)?,
        Format::Docx => docx::docx(maker)?,
        // It is made of the outputs and the findings, after them.
        Format::ReviewSheet => return Ok(None),
    };
    Ok(Some(output))
}

fn markdown(maker: &Maker<'_>) -> Output {
    let charts = maker.charts.iter();
    let companions = charts.map(|(name, svg)| (name.clone(), svg.clone().into_bytes())).collect();
    Output { companions, ..Output::file(maker.markdown.as_str()) }
}

fn html(maker: &Maker<'_>, pdf_name: Option<&str>) -> Result<Output, Refusal> {
    let filing = maker.readable.filing;
    // A draft is sent around by itself, and the name becomes that of the report.
    let pdf_name = pdf_name.filter(|_| maker.making.draft.is_none());
    // A draft may have no day of signature yet.
    let date = filing.signature.date.as_ref().map(|date| date.value.iso());
    let page = Page {
        pictures: maker.illustrations.addresses(),
        trends: &maker.charts,
        company: &filing.company.name.value,
        date: date.unwrap_or_default(),
        data: &maker.data(),
        draft: maker.making.draft.map(Draft::mark),
        description: render::description(filing),
        pdf: pdf_name.map(|name| percent::encode(name, percent::PART)),
        inner_titles: render::inner_titles(filing),
        unsealed: maker.is_unsealed(),
        centred_numbers: filing.style.page_numbers == NumberPosition::Centred,
    };
    Ok(Output::file(render::html(&maker.blocks, &page, maker.making.templates)?))
}

fn pdf(maker: &mut Maker<'_>) -> Result<Output, Refusal> {
    let data = maker.data() + "\n";
    pdf_with(maker, data.as_bytes())
}

fn pdf_with(maker: &mut Maker<'_>, data: &[u8]) -> Result<Output, Refusal> {
    let Readable { filing, .. } = maker.readable;
    let info = pdf::Info {
        title: title(filing),
        author: filing.company.name.value.clone(),
        date: filing.day(),
    };
    let (making, lasts) = (maker.making, maker.lasts());
    let attachments = carried::attachments(maker.readable, data, &lasts, making.pictures);
    let pages = maker.pages()?;
    let pictures = maker.illustrations.decoded();
    let bytes = pdf::write(&pages, making.faces, pictures, &info, &attachments);
    let bytes = bytes.map_err(Refusal::Pdf)?;
    if bytes.len() > pdf::MAX_BYTES {
        maker.findings.push(page_findings::large(bytes.len()));
        return Err(Refusal::Findings);
    }
    Ok(Output { pages: Some(pages.pages.len()), ..Output::file(bytes) })
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
fn refuse_errors(
    reading: &Reading,
    findings: &[Finding],
    making: &Making<'_>,
) -> Result<(), Refusal> {
    let has_errors = has_errors(&reading.findings) || has_errors(findings);
    if has_errors && making.draft.is_none() { Err(Refusal::Findings) } else { Ok(()) }
}

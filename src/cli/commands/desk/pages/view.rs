//! What the page in the browser shows, as JSON. Lengths are thousandths of a point; pages,
//! lines and columns are from 1, columns in characters.

use std::path::Path;

use serde::Serialize;

use crate::cli::terminal::findings::count;
use crate::desk::findings::{self, Placed};
use crate::diagnostic::severity_name;
use crate::finding::{Finding, Severity};
use crate::percent;
use crate::render::TemplateFault;
use crate::report::{Format, Reading, title};
use crate::source::Source;
use crate::source_map::{SourceMap, Spot};
use crate::svg::Identity;

/// Everything that is shown.
#[derive(Debug, Clone, Serialize)]
pub(in super::super) struct View {
    /// The file's name, and what the looked-at pages are kept by.
    file: String,
    path: String,
    /// The link by which VS Code opens the file; line and column are to be added.
    editor: String,
    title: String,
    /// How many findings there are, in words.
    count: String,
    /// Whether the pages are those of a draft.
    draft: bool,
    /// Why the pages are not the file's; they are then an earlier version's.
    fault: Option<Fault>,
    downloads: Vec<DownloadView>,
    pages: Vec<PageView>,
    findings: Vec<FindingView>,
    waived: Vec<FindingView>,
    lines: Vec<String>,
}

/// An output that can be downloaded.
#[derive(Debug, Clone, Serialize)]
struct DownloadView {
    label: &'static str,
    /// The name by which it is asked for.
    file: String,
    /// Whether a draft is marked as one in it.
    shows_draft: bool,
}

/// The name by which an output is asked for.
pub(in super::super) fn download_name(format: Format) -> String {
    format!("report.{}", format.extension())
}

fn downloads() -> Vec<DownloadView> {
    let view = |format: &Format| DownloadView {
        label: format.label(),
        file: download_name(*format),
        shows_draft: format.shows_draft(),
    };
    Format::REPORT.iter().map(view).collect()
}

#[derive(Debug, Clone, Serialize)]
struct PageView {
    /// The name by which its SVG is asked for.
    svg: String,
    /// The same for pages that look the same.
    look: String,
    /// What can be clicked: element, x, y, width, height, line, column, and the column behind.
    spots: Vec<[i64; 8]>,
}

/// Why there are no new pages.
#[derive(Debug, Clone, Serialize)]
pub(in super::super) struct Fault {
    pub(in super::super) message: String,
    help: Option<String>,
    /// Where in the filing.
    place: Option<[usize; 2]>,
}

#[derive(Debug, Clone, Serialize)]
struct FindingView {
    code: &'static str,
    severity: &'static str,
    label: &'static str,
    message: String,
    help: Option<String>,
    /// Why it is waived.
    reason: Option<String>,
    /// Line, column, line and column behind it; none where the whole file is meant.
    place: Option<[usize; 4]>,
    /// Where it is seen: page, x, y, width, height.
    marks: Vec<[i64; 5]>,
    /// Where it is in the form, and what can be done about it.
    #[serde(flatten)]
    placed: Placed,
}

/// The view of a filing whose pages were made.
pub(in super::super) fn of_pages(
    path: &Path,
    reading: &Reading,
    pages: &[Identity],
    source_map: &SourceMap,
    draft: bool,
) -> View {
    let source = &reading.source;
    let mut view = View { draft, ..View::begun(path, reading) };
    view.pages = pages
        .iter()
        .map(|Identity { look, content }| PageView {
            svg: content.clone(),
            look: look.clone(),
            spots: Vec::new(),
        })
        .collect();
    for spot in source_map.spots() {
        if let Some(page) = view.pages.get_mut(spot.page) {
            page.spots.push(clickable(&spot, source));
        }
    }
    view.find(reading, Some(source_map));
    view
}

impl View {
    /// Of a filing that no page could be made of: its findings, and the last pages.
    pub(in super::super) fn of_findings(
        path: &Path,
        reading: &Reading,
        fault: Fault,
        last: Option<&Self>,
    ) -> Self {
        let mut view = Self { fault: Some(fault), ..Self::begun(path, reading) };
        view.keep(last);
        view.find(reading, None);
        view
    }

    /// Of a file that could not be read: the last pages.
    pub(in super::super) fn without_file(path: &Path, fault: Fault, last: Option<&Self>) -> Self {
        let mut view = Self { fault: Some(fault), ..Self::empty(path) };
        view.keep(last);
        view
    }

    fn empty(path: &Path) -> Self {
        Self {
            file: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            path: path.to_string_lossy().into_owned(),
            editor: editor(&path.to_string_lossy()),
            title: String::new(),
            count: String::new(),
            draft: false,
            fault: None,
            downloads: downloads(),
            pages: Vec::new(),
            findings: Vec::new(),
            waived: Vec::new(),
            lines: Vec::new(),
        }
    }

    fn begun(path: &Path, reading: &Reading) -> Self {
        Self {
            title: reading.filing.as_ref().map(title).unwrap_or_default(),
            count: count(&reading.findings),
            lines: reading.source.shown().lines().map(str::to_owned).collect(),
            ..Self::empty(path)
        }
    }

    /// Keeps the last pages. Their lines may have moved since, so nothing in them leads to one.
    fn keep(&mut self, last: Option<&Self>) {
        let Some(last) = last else { return };
        self.pages.clone_from(&last.pages);
        self.pages.iter_mut().for_each(|page| page.spots.clear());
        self.draft = last.draft;
        if self.title.is_empty() {
            self.title.clone_from(&last.title);
        }
    }

    fn find(&mut self, reading: &Reading, source_map: Option<&SourceMap>) {
        let view = |finding: &Finding, placed: Placed, reason: Option<&str>| {
            finding_view(finding, placed, reason, &reading.source, source_map)
        };
        let mut findings: Vec<(&Finding, Placed)> =
            reading.findings.iter().zip(findings::placed(reading)).collect();
        // What has to be fixed comes first, each kind in the order of the file.
        findings.sort_by_key(|(finding, _)| finding.severity);
        self.findings = findings.into_iter().map(|(f, placed)| view(f, placed, None)).collect();
        let waived = reading.waived.iter().zip(findings::waived(reading));
        self.waived =
            waived.map(|(w, placed)| view(&w.finding, placed, Some(w.reason.as_str()))).collect();
    }
}

impl Fault {
    /// Of the file as a whole.
    pub(in super::super) fn of_file(message: String) -> Self {
        Self { message, help: None, place: None }
    }

    /// What the findings say: the first error.
    pub(in super::super) fn of_findings(reading: &Reading) -> Self {
        let error = reading.findings.iter().find(|f| f.severity == Severity::Error);
        let Some(error) = error else {
            return Self::of_file("这份文件排不出页面".to_owned());
        };
        let place = error.span.as_ref().map(|span| reading.source.position(span.start));
        Self {
            message: error.message.clone(),
            help: error.help.clone(),
            place: place.map(|place| [place.line, place.column]),
        }
    }

    /// A template's: its line is not in the filing, and is named in the message.
    pub(in super::super) fn of_template(fault: &TemplateFault) -> Self {
        let span = fault.finding.span.as_ref();
        let line = span.map(|span| fault.source.position(span.start).line);
        let place = line.map_or_else(String::new, |line| format!("第{line}行"));
        let message = format!("模板 {} {place}：{}", fault.source.name(), fault.finding.message);
        Self { message, help: fault.finding.help.clone(), place: None }
    }
}

fn finding_view(
    finding: &Finding,
    placed: Placed,
    reason: Option<&str>,
    source: &Source,
    source_map: Option<&SourceMap>,
) -> FindingView {
    let place = finding.span.as_ref().map(|span| {
        let (start, end) = (source.position(span.start), source.position(span.end));
        [start.line, start.column, end.line, end.column]
    });
    let seen = finding.span.as_ref().zip(source_map);
    FindingView {
        code: finding.code.id(),
        severity: severity_name(finding.severity),
        label: finding.severity.label(),
        message: finding.message.clone(),
        help: finding.help.clone(),
        reason: reason.map(str::to_owned),
        place,
        marks: seen
            .map(|(span, o)| o.spots_of(span).iter().map(mark).collect())
            .unwrap_or_default(),
        placed,
    }
}

fn mark(spot: &Spot) -> [i64; 5] {
    let [x, y, width, height] = sides(spot);
    [spot.page as i64 + 1, x, y, width, height]
}

fn clickable(spot: &Spot, source: &Source) -> [i64; 8] {
    let [x, y, width, height] = sides(spot);
    let (at, behind) = (source.position(spot.span.start), source.position(spot.span.end));
    let end = if behind.line == at.line { behind.column } else { at.column };
    [spot.element as i64, x, y, width, height, at.line as i64, at.column as i64, end as i64]
}

fn sides(spot: &Spot) -> [i64; 4] {
    [spot.area.x, spot.area.y, spot.area.width, spot.area.height].map(|length| length.0)
}

/// The address by which VS Code opens a file.
fn editor(path: &str) -> String {
    let path = path.replace('\\', "/");
    let root = if path.starts_with('/') { "" } else { "/" };
    format!("vscode://file{root}{}", percent::encode(&path, percent::PATH))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editors_address_takes_any_path() {
        assert_eq!(editor("/家/a b.yaml"), "vscode://file/%E5%AE%B6/a%20b.yaml");
        assert_eq!(editor("D:\\报\\a.yaml"), "vscode://file/D%3A/%E6%8A%A5/a.yaml");
    }
}

//! Makes what is shown: a version of the filing's pages and findings after each save.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};

use super::PreviewOptions;
use super::view::{self, Fault, View};
use crate::check::Compared;
use crate::cli::examine::{Examined, Rules};
use crate::cli::input::{self, Opened};
use crate::cli::opening::Folder;
use crate::diagnostic::has_errors;
use crate::fonts::FaceSet;
use crate::illustrations::PictureFile;
use crate::pictures::Picture;
use crate::render::{PAGE, REPORT, Templates};
use crate::report::{self, Formats, Making, Outputs, Reading, Refusal, SetReport};
use crate::source_map::SourceMap;
use crate::svg::{self, Drawing, Drawn, Outlines};
use crate::typeset::Pages;

/// What every version is made with: faces and rules are read once.
pub(super) struct Desk {
    /// The file, as the call names it.
    file: PathBuf,
    /// The same from the root.
    path: PathBuf,
    /// Its name without its ending.
    stem: String,
    templates: Option<PathBuf>,
    rules: Rules,
    faces: FaceSet,
    outlines: Outlines,
    /// Pictures made ready, and what they were made of.
    ready: Mutex<BTreeMap<String, (Picture, Drawn)>>,
}

/// What is shown from one save to the next.
pub(super) struct Version {
    /// Tells it from others: a hash of what is shown.
    pub stamp: String,
    /// What the page is told, as JSON.
    pub state: String,
    /// The pages as SVG, by the names that the page is told.
    pub pages: BTreeMap<String, Arc<str>>,
    /// The files whose change makes a further version.
    pub files: Vec<PathBuf>,
    view: View,
    made: Option<Made>,
}

/// What the outputs are made of, when they are asked for.
struct Made {
    bytes: Vec<u8>,
    folder: Folder,
    pictures: BTreeMap<String, PictureFile>,
    templates: Templates,
    draft: bool,
}

/// An output to download.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Output {
    Markdown,
    Html,
    Pdf,
}

impl Desk {
    pub(super) fn new(options: &PreviewOptions, faces: FaceSet) -> Result<Self, String> {
        let file = options.file.clone();
        let path = std::path::absolute(&file).unwrap_or_else(|_| file.clone());
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let rules = Rules::load(&options.rules)?;
        let templates = options.templates.clone();
        let (outlines, ready) = (Outlines::default(), Mutex::default());
        Ok(Self { file, path, stem, templates, rules, faces, outlines, ready })
    }

    /// The file's path from the root.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The file's name without its ending, for what is downloaded.
    pub(super) fn stem(&self) -> &str {
        &self.stem
    }

    /// Makes a version of the files as they stand. Where no page can be made, the last pages
    /// stay.
    pub(super) fn make(&self, last: Option<&Version>) -> Version {
        let mut files = vec![self.path.clone()];
        files.extend(self.templates.iter().flat_map(|f| [f.join(REPORT), f.join(PAGE)]));
        let read = input::filing(&self.path)
            .and_then(|opened| Ok((opened, input::templates(self.templates.as_deref())?)));
        let (Opened { bytes, folder }, templates) = match read {
            Ok(read) => read,
            Err(message) => {
                let view = View::without_file(self, Fault::of_file(message), last.map(|l| &l.view));
                return version(view, kept(last), files, None);
            }
        };
        let Examined { mut reading, last: before } =
            self.rules.examine(&self.file, &bytes, &folder);
        let pictures = match &reading.filing {
            Some(filing) => input::pictures(&folder, filing),
            None => BTreeMap::new(),
        };
        let beside = input::folder_of(&self.path);
        let previous = reading.filing.iter().filter_map(|f| f.previous.as_ref());
        files.extend(previous.map(|name| beside.join(&name.value)));
        files.extend(pictures.keys().map(|name| beside.join(name)));
        let set =
            report::set(&mut reading, &self.making(&templates, (&pictures, before.as_ref()), true));
        match set {
            Ok(report) => {
                let draft = has_errors(&reading.findings);
                let (view, pages) = self.show(&reading, &report, draft, last);
                let made = Made { bytes, folder, pictures, templates, draft };
                version(view, pages, files, Some(made))
            }
            Err(refusal) => {
                let fault = fault(&reading, &refusal);
                let view = View::of_findings(self, &reading, fault, last.map(|l| &l.view));
                version(view, kept(last), files, None)
            }
        }
    }

    fn making<'m>(
        &'m self,
        templates: &'m Templates,
        (pictures, last): (&'m BTreeMap<String, PictureFile>, Option<&'m Compared>),
        draft: bool,
    ) -> Making<'m> {
        Making {
            formats: Formats { markdown: false, html: false, pdf: false },
            draft,
            templates,
            faces: &self.faces,
            standard: self.rules.standard(),
            pictures,
            last,
            name: &self.stem,
        }
    }

    /// The pages as they are to be seen; those that were drawn already are not drawn again.
    fn show(
        &self,
        reading: &Reading,
        report: &SetReport,
        draft: bool,
        last: Option<&Version>,
    ) -> (View, BTreeMap<String, Arc<str>>) {
        let pictures = self.ready(report.illustrations.decoded());
        let mark = report.pages.draft.as_ref().filter(|_| draft);
        let (faces, outlines) = (&self.faces, &self.outlines);
        let drawing = Drawing { faces, outlines, pictures: &pictures, draft: mark };
        let mut drawn = BTreeMap::new();
        let mut shown = Vec::new();
        for page in &report.pages.pages {
            let identity = svg::identity(page, &pictures, draft);
            let known = last.and_then(|last| last.pages.get(&identity.content));
            let svg = known.map_or_else(
                || Arc::from(svg::page(page, &format!("s{}", identity.content), drawing)),
                Arc::clone,
            );
            drawn.insert(identity.content.clone(), svg);
            shown.push(identity);
        }
        let source_map = self.source_map(reading, report, &report.pages);
        let view = view::of_pages(self, reading, (&shown, &source_map), draft);
        (view, drawn)
    }

    fn source_map(&self, reading: &Reading, report: &SetReport, pages: &Pages) -> SourceMap {
        let of =
            |filing| SourceMap::of(filing, &reading.source, &report.blocks, pages, &self.faces);
        reading.filing.as_ref().map(of).unwrap_or_default()
    }

    /// Pictures ready to be placed; what was made ready before is taken again.
    fn ready(&self, decoded: &BTreeMap<String, Picture>) -> BTreeMap<String, Drawn> {
        let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        ready.retain(|file, (picture, _)| decoded.get(file) == Some(picture));
        for (file, picture) in decoded {
            if !ready.contains_key(file)
                && let Some(drawn) = svg::drawn(picture)
            {
                ready.insert(file.clone(), (picture.clone(), drawn));
            }
        }
        ready.iter().map(|(file, (_, drawn))| (file.clone(), drawn.clone())).collect()
    }

    /// An output of a version, and whether it is a draft.
    ///
    /// # Errors
    /// Why there is none, in Chinese.
    pub(super) fn output(
        &self,
        version: &Version,
        output: Output,
    ) -> Result<(Vec<u8>, bool), String> {
        let none = || "现在的文件排不出页面，改好了再下载".to_owned();
        let made = version.made.as_ref().ok_or_else(none)?;
        let Examined { mut reading, last } =
            self.rules.examine(&self.file, &made.bytes, &made.folder);
        let mut making = self.making(&made.templates, (&made.pictures, last.as_ref()), made.draft);
        making.formats = Formats {
            markdown: output == Output::Markdown,
            html: output == Output::Html,
            pdf: output == Output::Pdf,
        };
        let Outputs { markdown, html, pdf, .. } =
            report::make(&mut reading, &making).map_err(|r| fault(&reading, &r).message)?;
        let bytes = match output {
            Output::Markdown => markdown.map(String::into_bytes),
            Output::Html => html.map(String::into_bytes),
            Output::Pdf => pdf,
        };
        Ok((bytes.ok_or_else(none)?, made.draft))
    }
}

fn kept(last: Option<&Version>) -> BTreeMap<String, Arc<str>> {
    last.map(|last| last.pages.clone()).unwrap_or_default()
}

/// Why there are no new pages.
fn fault(reading: &Reading, refusal: &Refusal) -> Fault {
    match refusal {
        Refusal::Findings => Fault::of_findings(reading),
        Refusal::Template(fault) => Fault::of_template(fault),
        Refusal::Pdf(fault) => Fault::of_file(fault.to_string()),
    }
}

fn version(
    view: View,
    pages: BTreeMap<String, Arc<str>>,
    files: Vec<PathBuf>,
    made: Option<Made>,
) -> Version {
    // Texts and numbers: nothing here can fail to serialise.
    let state = serde_json::to_string(&view).unwrap_or_default();
    let hash = Sha256::digest(state.as_bytes());
    let stamp = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    Version { stamp, state, pages, files, view, made }
}

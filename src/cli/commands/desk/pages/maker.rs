//! Makes what is shown: a version of the filing's pages and findings after each save.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::drafts::Drafts;
use super::view::{self, Fault, View};
use crate::cli::examine::{Examination, Rules};
use crate::cli::files::input::{self, OpenFiling};
use crate::cli::files::opening::Folder;
use crate::cli::usage::DeskRun;
use crate::desk::form::{self, Form};
use crate::desk::history;
use crate::finding::has_errors;
use crate::fonts::FaceSet;
use crate::pictures::Picture;
use crate::render::{PAGE, REPORT, Templates, sha256};
use crate::report::{self, Format, Making, PictureFiles, Reading, Refusal, SetReport};
use crate::source_map::SourceMap;
use crate::svg::{self, Drawing, Outlines, PreparedPicture};
use crate::typeset::Pages;

/// What the pages of every filing are made with: faces and rules are read once.
pub(in super::super) struct Shared {
    templates: Option<PathBuf>,
    pub(in super::super) rules: Rules,
    faces: FaceSet,
    outlines: Outlines,
}

/// Makes the pages of one filing.
pub(in super::super) struct Maker {
    shared: Arc<Shared>,
    /// The file from the root.
    path: PathBuf,
    /// Its name, as findings and messages have it.
    name: PathBuf,
    /// Its name without its ending.
    stem: String,
    /// Prepared pictures, and what they were made of.
    ready: Mutex<BTreeMap<String, (Picture, PreparedPicture)>>,
    drafts: Drafts,
}

/// What is shown from one save to the next.
pub(in super::super) struct Version {
    /// Tells it from others: a hash of what is shown.
    pub stamp: String,
    /// What the page shows, as members of a JSON object: version, text, form, view.
    pub members: String,
    /// The pages as SVG, by the names that the page has for them.
    pub pages: BTreeMap<String, Arc<str>>,
    /// The files whose change makes a further version.
    pub files: Vec<PathBuf>,
    view: View,
    made: Option<Sources>,
}

/// What the outputs are made of, when they are asked for.
struct Sources {
    bytes: Vec<u8>,
    folder: Folder,
    pictures: PictureFiles,
    templates: Templates,
    draft: bool,
}

/// An output to download.
pub(in super::super) struct Download {
    /// The name of the file.
    pub name: String,
    pub media_type: &'static str,
    pub bytes: Vec<u8>,
}

impl Shared {
    /// What a run's options say.
    ///
    /// # Errors
    /// A filing to compare with cannot be read, or there is no such ruleset; in Chinese.
    pub(in super::super) fn new(run: &DeskRun, faces: FaceSet) -> Result<Self, String> {
        let rules = Rules::load(&run.rules)?;
        Ok(Self { templates: run.templates.clone(), rules, faces, outlines: Outlines::default() })
    }
}

impl Maker {
    /// Of a file by its path from the root.
    pub(in super::super) fn new(shared: Arc<Shared>, path: PathBuf) -> Self {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let name = path.file_name().map(PathBuf::from).unwrap_or_default();
        let drafts = Drafts::of(&path, &stem);
        Self { shared, path, name, stem, ready: Mutex::default(), drafts }
    }

    /// The file's path from the root.
    pub(in super::super) fn path(&self) -> &Path {
        &self.path
    }

    /// What the file's bytes say, checked.
    pub(in super::super) fn examine(&self, bytes: &[u8], folder: &Folder) -> Examination {
        self.shared.rules.examine(&self.name, bytes, folder)
    }

    /// The form of what was examined; `None` where it can't be shown as one.
    pub(in super::super) fn form(&self, examined: &Examination) -> Option<Form> {
        let last = self.shared.rules.last(examined);
        form::form(&examined.reading, last, self.shared.rules.standard())
    }

    /// Makes a version of the files as they stand. Where no page can be made, the last pages
    /// stay.
    pub(in super::super) fn make(&self, last: Option<&Version>) -> Version {
        let mut files = vec![self.path.clone()];
        files.extend(self.shared.templates.iter().flat_map(|f| [f.join(REPORT), f.join(PAGE)]));
        let read = input::filing(&self.path)
            .and_then(|opened| Ok((opened, input::templates(self.shared.templates.as_deref())?)));
        let (OpenFiling { bytes, folder }, templates) = match read {
            Ok(read) => read,
            Err(message) => {
                let view =
                    View::without_file(self.path(), Fault::of_file(message), last.map(|l| &l.view));
                return version(view, Shown::default(), kept(last), files, None);
            }
        };
        let examined = self.examine(&bytes, &folder);
        let shown =
            Shown { text: examined.reading.source.text().to_owned(), form: self.form(&examined) };
        let pictures = examined.pictures(&folder);
        let Examination { mut reading, last: before } = examined;
        let beside = input::folder_of(&self.path);
        let previous = reading.filing.iter().flat_map(|f| &f.previous);
        files.extend(previous.map(|name| beside.join(&name.value)));
        files.extend(pictures.keys().map(|name| beside.join(name)));
        files.extend(self.drafts.outputs().iter().cloned());
        let seen = self.drafts.draft(&reading.sha256());
        let making = Making {
            draft: Some(&seen),
            templates: &templates,
            pictures: &pictures,
            last: before.as_ref(),
            faces: &self.shared.faces,
            standard: self.shared.rules.standard(),
        };
        let set = report::set(&reading, &making);
        match reading.keep(set) {
            Ok(report) => {
                let draft = has_errors(&reading.findings);
                let (view, pages) = self.show(&reading, &report, draft, last);
                let made = Sources { bytes, folder, pictures, templates, draft };
                version(view, shown, pages, files, Some(made))
            }
            Err(refusal) => {
                let fault = fault(&reading, &refusal);
                let view = View::of_findings(self.path(), &reading, fault, last.map(|l| &l.view));
                version(view, shown, kept(last), files, None)
            }
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
        let (faces, outlines) = (&self.shared.faces, &self.shared.outlines);
        let drawing = Drawing { faces, outlines, pictures: &pictures, draft: mark };
        let mut drawn = BTreeMap::new();
        let mut shown = Vec::new();
        for page in &report.pages.pages {
            let identity = svg::identity(page, &pictures, mark);
            let known = last.and_then(|last| last.pages.get(&identity.content));
            let svg = known.map_or_else(
                || Arc::from(svg::page(page, &format!("s{}", identity.content), drawing)),
                Arc::clone,
            );
            drawn.insert(identity.content.clone(), svg);
            shown.push(identity);
        }
        let source_map = self.source_map(reading, report, &report.pages);
        let view = view::of_pages(self.path(), reading, &shown, &source_map, draft);
        (view, drawn)
    }

    fn source_map(&self, reading: &Reading, report: &SetReport, pages: &Pages) -> SourceMap {
        let of = |filing| {
            SourceMap::of(filing, &reading.source, &report.blocks, pages, &self.shared.faces)
        };
        reading.filing.as_ref().map(of).unwrap_or_default()
    }

    /// Pictures ready to be placed; those that were prepared before are taken again.
    fn ready(&self, decoded: &BTreeMap<String, Picture>) -> BTreeMap<String, PreparedPicture> {
        let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        ready.retain(|file, (picture, _)| decoded.get(file) == Some(picture));
        for (file, picture) in decoded {
            if !ready.contains_key(file)
                && let Some(drawn) = svg::prepare(picture)
            {
                ready.insert(file.clone(), (picture.clone(), drawn));
            }
        }
        ready.iter().map(|(file, (_, drawn))| (file.clone(), drawn.clone())).collect()
    }

    /// An output of a version.
    ///
    /// # Errors
    /// Why there is none, in Chinese.
    pub(in super::super) fn output(
        &self,
        version: &Version,
        format: Format,
    ) -> Result<Download, String> {
        let none = || "现在的文件排不出页面，改好了再下载".to_owned();
        let made = version.made.as_ref().ok_or_else(none)?;
        let Examination { mut reading, last } = self.examine(&made.bytes, &made.folder);
        let draft = made.draft.then(|| self.drafts.draft(&reading.sha256()));
        let making = Making {
            draft: draft.as_ref(),
            templates: &made.templates,
            faces: &self.shared.faces,
            standard: self.shared.rules.standard(),
            pictures: &made.pictures,
            last: last.as_ref(),
        };
        let wanted = (format, Format::REPORT);
        let output = report::make_one(&reading, &making, wanted, &self.stem);
        let output = reading.keep(output).map_err(|refusal| fault(&reading, &refusal).message)?;
        let output = output.ok_or_else(none)?;
        let draft = if made.draft { "-送审稿" } else { "" };
        let name = format!("{}{draft}.{}", self.stem, format.extension());
        Ok(Download { name, media_type: format.media_type(), bytes: output.bytes })
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
        Refusal::Docx(fault) => Fault::of_file(fault.to_string()),
    }
}

/// What the page edits: the text, and the form of it.
#[derive(Default)]
struct Shown {
    text: String,
    form: Option<Form>,
}

fn version(
    view: View,
    shown: Shown,
    pages: BTreeMap<String, Arc<str>>,
    files: Vec<PathBuf>,
    made: Option<Sources>,
) -> Version {
    let members = format!(
        "\"version\":{},\"text\":{},\"form\":{},\"view\":{}",
        json(&history::version(&shown.text)),
        json(&with_plain_line_ends(&shown.text)),
        json(&shown.form),
        json(&view),
    );
    let stamp = format!("{:.16}", sha256(members.as_bytes()));
    Version { stamp, members, pages, files, view, made }
}

/// A text as the page has it.
pub(in super::super) fn with_plain_line_ends(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// Texts and numbers: nothing here can fail to serialise.
fn json(value: &(impl serde::Serialize + ?Sized)) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

//! An order as the words of a call.

use std::ffi::OsString;
use std::path::Path;

use super::order::{By, FilingOrder, FolderOrder, Tracked};
use crate::cli::commands::desk::outputs::DRAFTS;
use crate::cli::usage::DeskRun;

/// What is made of a draft.
const DRAFT_FORMATS: &str = "html,pdf,docx";

/// A call of the program.
pub(super) struct Call {
    /// Its words, behind the program's name.
    pub(super) words: Vec<OsString>,
    /// Whether what it prints is JSON for the page.
    pub(super) gives_json: bool,
    /// Whether it makes a filing.
    pub(super) makes_filing: bool,
}

impl Call {
    fn new(command: &str) -> Self {
        Self { words: vec![command.into()], gives_json: false, makes_filing: false }
    }

    fn with(mut self, words: &[&str]) -> Self {
        self.words.extend(words.iter().map(OsString::from));
        self
    }

    fn option(self, name: &str, value: impl Into<OsString>) -> Self {
        let mut call = self.with(&[name]);
        call.words.push(value.into());
        call
    }

    /// An option once for each of some values, which may begin with a dash.
    fn each<'v>(mut self, name: &str, values: impl IntoIterator<Item = &'v String>) -> Self {
        let one = |value| format!("{name}={value}").into();
        self.words.extend(values.into_iter().map(one));
        self
    }

    /// Files, which may begin with a dash.
    fn files<'f>(mut self, files: impl IntoIterator<Item = &'f str>) -> Self {
        self.words.push("--".into());
        self.words.extend(files.into_iter().map(OsString::from));
        self
    }

    fn json(self) -> Self {
        Self { gives_json: true, ..self.with(&["--format", "json"]) }
    }
}

/// What a folder's order calls; `None` of one that is no call.
pub(super) fn of_folder(order: &FolderOrder) -> Option<Call> {
    let call = match order {
        FolderOrder::New(_) => return None,
        FolderOrder::Roll { from, file, period } => {
            let call = Call::new("init").option("--from", from);
            let call = match period {
                Some(period) => call.option("--period", period),
                None => call,
            };
            call.files(file.as_deref())
        }
        FolderOrder::Import { from, file, tracked } => {
            let call = Call::new("import").option("--tracked", self::tracked(*tracked));
            let call = match file {
                Some(file) => call.option("--output", file),
                None => call,
            };
            call.files([from.as_str()])
        }
    };
    Some(Call { makes_filing: true, ..call })
}

/// What a filing's order calls; `None` of one that is no call.
pub(super) fn of_filing(
    order: &FilingOrder,
    filing: &str,
    outputs: &Path,
    run: &DeskRun,
) -> Option<Call> {
    // A draft has the names of the report that is filed, and never takes its place.
    let build = |formats: &str, is_draft: bool| {
        let place = if is_draft { outputs.join(DRAFTS) } else { outputs.to_owned() };
        let call = Call::new("build").option("--output", place).option("--formats", formats);
        let call = if is_draft { call.with(&["--draft"]) } else { call };
        with_rules(with_faces(call, run), run)
    };
    Some(match order {
        FilingOrder::Draft => build(DRAFT_FORMATS, true).files([filing]),
        FilingOrder::Review { draft: is_draft, against } => {
            // Of one draft all files are made anew, so that none stays behind.
            let formats = if *is_draft { DRAFT_FORMATS } else { "pdf" };
            let call = build(formats, *is_draft).with(&["--review"]);
            let call = match against {
                Some(earlier) => call.option("--against", earlier),
                None => call,
            };
            call.files([filing])
        }
        FilingOrder::Word { draft: is_draft } => build("docx", *is_draft).files([filing]),
        FilingOrder::Build => build("md,html,pdf", false).files([filing]),
        FilingOrder::Sheets { by } => {
            let stem = Path::new(filing).file_stem().unwrap_or_default().to_string_lossy();
            let call =
                Call::new("sheet").option("--output", outputs.join(format!("{stem}-指标.xlsx")));
            let call = match by {
                Some(By::Group) => call.option("--by", "组"),
                Some(By::Department) => call.option("--by", "部门"),
                None => call,
            };
            call.files([filing])
        }
        FilingOrder::Fill { sheets, dry, look, except } => {
            let call = Call::new("fill").json().each("--except", except).each("--look", look);
            let call = if *dry { call.with(&["--dry-run"]) } else { call };
            call.files([filing].into_iter().chain(sheets.iter().map(String::as_str)))
        }
        FilingOrder::Merge { from, dry, look, except, words, tracked } => {
            let call = Call::new("merge").json().option("--tracked", self::tracked(*tracked));
            let call = call.each("--except", except).each("--take-word", words);
            let call = call.each("--look", look);
            let call = if *dry { call.with(&["--dry-run"]) } else { call };
            with_templates(call, run).files([filing, from])
        }
        FilingOrder::Verify { pdf, signer, trust } => {
            let mut call = with_faces(Call::new("verify").json(), run);
            for root in trust {
                call = call.option("--trust", root);
            }
            call.each("--signer", signer).files([pdf.as_str()])
        }
        FilingOrder::Sign(_) => return None,
    })
}

fn tracked(tracked: Tracked) -> &'static str {
    match tracked {
        Tracked::Accept => "accept",
        Tracked::Reject => "reject",
    }
}

fn with_templates(call: Call, run: &DeskRun) -> Call {
    match &run.templates {
        Some(folder) => call.option("--templates", folder),
        None => call,
    }
}

fn with_faces(call: Call, run: &DeskRun) -> Call {
    let mut call = with_templates(call, run);
    for folder in &run.faces.font_dirs {
        call = call.option("--font-dir", folder);
    }
    if run.faces.no_system_fonts { call.with(&["--no-system-fonts"]) } else { call }
}

fn with_rules(call: Call, run: &DeskRun) -> Call {
    let mut call = match run.rules.ruleset {
        Some(year) => call.option("--ruleset", year.to_string()),
        None => call,
    };
    for file in &run.rules.against {
        call = call.option("--against", file);
    }
    call
}

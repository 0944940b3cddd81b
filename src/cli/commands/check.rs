//! `chengbao check`: every finding at once, each at its line; and certain fixes applied.

use std::num::NonZeroUsize;
use std::path::Path;

use crate::cli::examine::{Examination, Rules};
use crate::cli::files::gather::{InputFile, gather};
use crate::cli::files::input::OpenFiling;
use crate::cli::files::opening::Folder;
use crate::cli::files::{faces, input, writing};
use crate::cli::terminal::messages::Messages;
use crate::cli::terminal::progress::Progress;
use crate::cli::terminal::{findings, output};
use crate::cli::usage::{CheckOptions, FindingFormat};
use crate::cli::{Outcome, batch};
use crate::diagnostic::{Fixed, fix};
use crate::draft::Draft;
use crate::edit::{compare, describe};
use crate::filing;
use crate::fonts::FaceSet;
use crate::render::Templates;
use crate::report::{self, Making, Reading, Warned};

/// Checks every file; a bad one does not keep the others back.
pub(super) fn execute(options: &CheckOptions) -> Outcome {
    match checked(options) {
        Ok(outcome) => outcome,
        Err(message) => output::fail(&message),
    }
}

fn checked(options: &CheckOptions) -> Result<Outcome, String> {
    let gathering = gather(&options.files)?;
    let rules = Rules::load(&options.rules)?;
    let faces = faces::load(&options.faces)?.set;
    let run = Run { options, rules: &rules, faces: &faces };
    gathering.notes.iter().for_each(|note| output::eprint(note));
    // A file may be another's 上期: while files are fixed each finds the others as they stand
    // when it is its turn.
    let at_once = if options.fix { NonZeroUsize::new(1) } else { options.jobs };
    let mut total = findings::Total::default();
    let mut readings = Vec::new();
    let mut failures = Vec::new();
    let progress = Progress::new(gathering.files.len(), "正在检查");
    batch::in_order(
        &gathering.files,
        at_once,
        |file| run.file(file),
        |file, checked| {
            let CheckResult { messages, reading, failure } =
                checked.unwrap_or_else(|| broken(file));
            progress.step(|| messages.flush());
            failures.extend(failure);
            if let Some(reading) = reading {
                total.add(&reading);
                // People have read all of it; only the other formats are written as a whole.
                if options.format != FindingFormat::Human {
                    readings.push(reading);
                }
            }
        },
    )?;
    progress.end();
    if total.is_of_nothing() && failures.is_empty() {
        return Err("没有一份是填报文件".to_owned());
    }
    match options.format {
        FindingFormat::Human if gathering.files.len() > 1 => output::print(&total.in_words()),
        FindingFormat::Human => {}
        FindingFormat::Json => output::print_json(&findings::json(&readings)),
        FindingFormat::Sarif => output::print_json(&findings::sarif(&readings, &failures)),
    }
    Ok(if !failures.is_empty() {
        Outcome::Failed
    } else if total.has_errors() {
        Outcome::Findings
    } else {
        Outcome::Done
    })
}

/// What came of a file.
#[derive(Default)]
struct CheckResult {
    messages: Messages,
    /// `None` where it cannot be read, or is no filing.
    reading: Option<Reading>,
    failure: Option<String>,
}

impl CheckResult {
    fn fail(&mut self, message: String) {
        self.messages.fail(&message);
        self.failure = Some(message);
    }
}

/// A file on which the program itself failed.
fn broken(file: &InputFile) -> CheckResult {
    let mut checked = CheckResult::default();
    let file = file.path.display();
    checked.fail(format!("{file}：程序自己出错了，请把这份文件交给开发的人"));
    checked
}

struct Run<'r> {
    options: &'r CheckOptions,
    rules: &'r Rules,
    faces: &'r FaceSet,
}

impl Run<'_> {
    /// Checks a file, and fixes it where that is wanted.
    fn file(&self, InputFile { path, of_folder }: &InputFile) -> CheckResult {
        let mut checked = CheckResult::default();
        let OpenFiling { mut bytes, folder } = match input::filing(path) {
            Ok(opened) => opened,
            Err(message) => {
                checked.fail(message);
                return checked;
            }
        };
        if *of_folder && !filing::is_filing(&bytes) {
            checked.messages.eprint(format!("跳过 {}：不是填报文件", path.display()));
            return checked;
        }
        if self.options.dry_run {
            return self.tried(path, &bytes, &folder, checked);
        }
        if self.options.fix {
            match self.fixed(path, &bytes, &folder, &mut checked.messages) {
                Ok(fixed) => bytes = fixed.unwrap_or(bytes),
                Err(message) => checked.fail(message),
            }
        }
        let reading = self.examine(path, &bytes, &folder);
        if self.options.format == FindingFormat::Human {
            findings::show(&reading, !self.options.fix, &mut checked.messages);
            self.offer_references(path, &reading, &mut checked.messages);
        }
        checked.reading = Some(reading);
        checked
    }

    /// Says how numbers that the texts repeat become references, where only what is wrong was fixed.
    fn offer_references(&self, file: &Path, reading: &Reading, messages: &mut Messages) {
        if !self.options.fix || self.options.refer {
            return;
        }
        let count = report::repeated_figures(reading, self.rules.standard()).len();
        if count > 0 {
            let file = file.display();
            messages.print(format!(
                "正文里有 {count} 个数是指标里写过的，可以改成引用：chengbao check --fix --refer {file}\n"
            ));
        }
    }

    /// Fixes a file in its place and reports how; nothing is written where there is nothing to fix.
    fn fixed(
        &self,
        file: &Path,
        bytes: &[u8],
        folder: &Folder,
        messages: &mut Messages,
    ) -> Result<Option<Vec<u8>>, String> {
        let Fixed { bytes: fixed, changes, before, unfinished } = self.fix(file, bytes, folder);
        if changes.is_empty() {
            if unfinished {
                messages
                    .eprint(format!("{}：太长，改不了；请先改好前面的几处，再运行", before.name()));
            }
            return Ok(None);
        }
        let kept = writing::replace_keeping(file, bytes, &fixed)?;
        let kept = kept.display();
        let mut said =
            vec![format!("{}：改了 {} 处，原来的留在 {kept}", before.name(), changes.len())];
        said.extend(changes.iter().map(|change| format!("  {}", describe(change, &before))));
        if unfinished {
            said.push("  还没有改完：再运行一次 check --fix".to_owned());
        }
        self.say(&said, messages);
        Ok(Some(fixed))
    }

    /// Shows what would be fixed, and writes nothing.
    fn tried(
        &self,
        file: &Path,
        bytes: &[u8],
        folder: &Folder,
        mut checked: CheckResult,
    ) -> CheckResult {
        let Fixed { changes, before, .. } = self.fix(file, bytes, folder);
        let said = match changes.as_slice() {
            [] => vec![format!("{}：没有可以自动改好的", before.name())],
            changes => vec![
                format!("{}：会改 {} 处，没有写回文件", before.name(), changes.len()),
                compare(changes, &before),
            ],
        };
        self.say(&said, &mut checked.messages);
        let reading = self.examine(file, bytes, folder);
        if self.options.format == FindingFormat::Human {
            let found = findings::count(&reading.findings);
            let now = if found.starts_with(|c: char| c.is_ascii_digit()) { "有 " } else { "" };
            checked.messages.print(format!("{}：现在{now}{found}", before.name()));
        }
        checked.reading = Some(reading);
        checked
    }

    fn fix(&self, file: &Path, bytes: &[u8], folder: &Folder) -> Fixed {
        fix(bytes, |bytes| {
            let mut reading = self.rules.examine(file, bytes, folder).reading;
            self.add_repeated(&mut reading);
            (reading.source, reading.findings)
        })
    }

    /// Adds the numbers that the texts repeat, where they are asked for.
    fn add_repeated(&self, reading: &mut Reading) {
        if self.options.refer {
            let repeated = report::repeated_figures(reading, self.rules.standard());
            reading.add(repeated);
        }
    }

    /// What was done to a file: for people among the findings, for machines beside them.
    fn say(&self, said: &[String], messages: &mut Messages) {
        match self.options.format {
            FindingFormat::Human => messages.print(said.join("\n") + "\n"),
            FindingFormat::Json | FindingFormat::Sarif => messages.eprint(said.join("\n")),
        }
    }

    /// What the rules find, and what only setting the page can show: a character that no face
    /// has, a picture that cannot be used.
    fn examine(&self, file: &Path, bytes: &[u8], folder: &Folder) -> Reading {
        let examined = self.rules.examine(file, bytes, folder);
        let pictures = examined.pictures(folder);
        let Examination { mut reading, last } = examined;
        let draft = Draft::new(None, &reading.sha256());
        let making = Making {
            draft: Some(&draft),
            templates: &Templates::default(),
            faces: self.faces,
            standard: self.rules.standard(),
            pictures: &pictures,
            last: last.as_ref(),
        };
        // The pages are set for what is found on the way; what keeps one from being made is among
        // the findings.
        let Warned { findings, value: _ } = report::set(&reading, &making);
        reading.add(findings);
        self.add_repeated(&mut reading);
        reading
    }
}

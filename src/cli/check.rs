//! `chengbao check`: every finding at once, each at its line; and what is certain mended.

use std::path::Path;

use super::examine::{Examined, Rules};
use super::usage::{CheckOptions, FindingFormat};
use super::{Outcome, faces, findings, input, output};
use crate::diagnostic::{Mended, describe, has_errors, mend};
use crate::fonts::FaceSet;
use crate::render::Templates;
use crate::report::{self, Formats, Making, Reading};

/// Checks every file; a bad one does not keep the others back.
pub(super) fn execute(options: &CheckOptions) -> Outcome {
    let rules = match Rules::load(&options.rules) {
        Ok(rules) => rules,
        Err(message) => return output::fail(&message),
    };
    let faces = match faces::load(&options.faces) {
        Ok(faces) => faces.set,
        Err(message) => return output::fail(&message),
    };
    let run = Run { options, rules: &rules, faces: &faces };
    let mut readings = Vec::new();
    let mut failures = Vec::new();
    for file in &options.files {
        readings.extend(run.file(file, &mut failures));
    }
    match options.format {
        FindingFormat::Human if options.files.len() > 1 => findings::show_total(&readings),
        FindingFormat::Human => {}
        FindingFormat::Json => output::say(&findings::json(&readings)),
        FindingFormat::Sarif => output::say(&findings::sarif(&readings, &failures)),
    }
    if !failures.is_empty() {
        Outcome::Failed
    } else if readings.iter().any(|reading| has_errors(&reading.findings)) {
        Outcome::Findings
    } else {
        Outcome::Done
    }
}

struct Run<'r> {
    options: &'r CheckOptions,
    rules: &'r Rules,
    faces: &'r FaceSet,
}

impl Run<'_> {
    /// Checks a file, and mends it where that is wanted; `None` where it cannot be read.
    fn file(&self, file: &Path, failures: &mut Vec<String>) -> Option<Reading> {
        let mut fail = |message: String| {
            output::fail(&message);
            failures.push(message);
        };
        let mut bytes = match input::file(file) {
            Ok(bytes) => bytes,
            Err(message) => {
                fail(message);
                return None;
            }
        };
        if self.options.fix {
            match self.mended(file, &bytes) {
                Ok(mended) => bytes = mended.unwrap_or(bytes),
                Err(message) => fail(message),
            }
        }
        let reading = self.examine(file, &bytes);
        if self.options.format == FindingFormat::Human {
            findings::show(&reading, !self.options.fix);
        }
        Some(reading)
    }

    /// Mends a file in its place and says how; nothing is written where nothing is to be mended.
    fn mended(&self, file: &Path, bytes: &[u8]) -> Result<Option<Vec<u8>>, String> {
        let examine = |bytes: &[u8]| self.rules.examine(file, bytes).reading;
        let Mended { bytes: mended, changes } = mend(bytes, |bytes| {
            let reading = examine(bytes);
            (reading.source, reading.findings)
        });
        if changes.is_empty() {
            return Ok(None);
        }
        output::replace(file, &mended)?;
        let before = examine(bytes).source;
        let mut said = vec![format!("{}：改了 {} 处", before.name(), changes.len())];
        said.extend(changes.iter().map(|change| format!("  {}", describe(change, &before))));
        match self.options.format {
            FindingFormat::Human => output::say(&(said.join("\n") + "\n")),
            FindingFormat::Json | FindingFormat::Sarif => eprintln!("{}", said.join("\n")),
        }
        Ok(Some(mended))
    }

    /// What the rules find, and what only setting the page can show: a character that no face
    /// has, a picture that cannot be used.
    fn examine(&self, file: &Path, bytes: &[u8]) -> Reading {
        let Examined { mut reading, last } = self.rules.examine(file, bytes);
        let pictures =
            reading.filing.as_ref().map(|filing| input::pictures(file, filing)).unwrap_or_default();
        let making = Making {
            formats: Formats { markdown: false, html: false, pdf: true },
            draft: true,
            templates: &Templates::default(),
            faces: self.faces,
            standard: self.rules.standard(),
            pictures: &pictures,
            last: last.as_ref(),
        };
        // What keeps a page from being made is among the findings.
        let _ = report::set(&mut reading, &making);
        reading
    }
}

//! One filing of a build: read, checked, made, written.

use super::deliver::deliver;
use super::numbering;
use super::summary::End;
use crate::cli::Outcome;
use crate::cli::examine::{Examination, Rules};
use crate::cli::files::gather::InputFile;
use crate::cli::files::input;
use crate::cli::files::input::OpenFiling;
use crate::cli::files::writing::Place;
use crate::cli::terminal::messages::Messages;
use crate::cli::terminal::{findings, output};
use crate::cli::usage::BuildOptions;
use crate::diagnostic::draw;
use crate::draft::Draft;
use crate::filing;
use crate::finding::{Finding, Severity};
use crate::fonts::FaceSet;
use crate::render::Templates;
use crate::report::{self, Format, Making, Output, Outputs, Printed, Reading, Refusal};
use crate::review::{self, Material};
use crate::source_map::SourceMap;

/// What every file of a run is built with.
pub(super) struct Run<'r> {
    pub options: &'r BuildOptions,
    pub templates: &'r Templates,
    pub faces: &'r FaceSet,
    pub rules: &'r Rules,
    pub place: &'r Place,
}

/// What came of a file.
pub(super) struct BuildResult {
    pub messages: Messages,
    pub end: End,
}

impl Run<'_> {
    /// Builds a file and writes its outputs.
    pub(super) fn build(&self, file: &InputFile, stem: &str) -> BuildResult {
        let mut messages = Messages::default();
        let end = self.end(file, stem, &mut messages);
        BuildResult { messages, end }
    }

    fn end(
        &self,
        InputFile { path, of_folder }: &InputFile,
        stem: &str,
        messages: &mut Messages,
    ) -> End {
        let OpenFiling { bytes, folder } = match input::filing(path) {
            Ok(opened) => opened,
            Err(message) => return failed(message, messages),
        };
        if *of_folder && !filing::is_filing(&bytes) {
            messages.eprint(format!("跳过 {}：不是填报文件", path.display()));
            return End::Skipped;
        }
        let mut examined = self.rules.examine(path, &bytes, &folder);
        let pictures = examined.pictures(&folder);
        let Examination { reading, last } = &mut examined;
        let draft = numbering::draft(self.options, self.place, stem, &reading.sha256());
        let draft = draft.as_ref();
        let making = Making {
            draft,
            templates: self.templates,
            faces: self.faces,
            standard: self.rules.standard(),
            pictures: &pictures,
            last: last.as_ref(),
        };
        let made = report::make(reading, &making, &self.options.formats, stem);
        let made = reading.keep(made);
        let style = output::style();
        findings::summarise(reading, style, messages);
        match made {
            Ok(outputs) => self.deliver(stem, outputs, &examined, draft, messages),
            Err(Refusal::Findings) => self.refused(reading, messages),
            Err(Refusal::Template(fault)) => {
                messages.eprint_styled(format!("{}\n", draw(&fault.finding, &fault.source, style)));
                failed("模板有误，没有生成报告".to_owned(), messages)
            }
            Err(Refusal::Pdf(fault)) => failed(fault.to_string(), messages),
            Err(Refusal::Docx(fault)) => failed(fault.to_string(), messages),
        }
    }

    /// Writes what was made, with the review sheet where it is asked for.
    fn deliver(
        &self,
        stem: &str,
        mut outputs: Outputs,
        examined: &Examination,
        draft: Option<&Draft>,
        messages: &mut Messages,
    ) -> End {
        if self.options.review {
            match self.review_sheet(examined, draft, &outputs) {
                Ok(Some(sheet)) => outputs.insert(Format::ReviewSheet, sheet),
                Ok(None) => {}
                Err(message) => return failed(message, messages),
            }
        }
        let delivered = deliver(&outputs.files(stem), stem, self.place, messages);
        match delivered {
            Ok(()) => {
                self.say_which(&examined.reading, draft, messages);
                let errors = errors(&examined.reading).count();
                End::Made { pages: outputs.pages(), errors }
            }
            Err(message) => failed(message, messages),
        }
    }

    /// The review sheet of a filing whose outputs are made.
    fn review_sheet(
        &self,
        examined: &Examination,
        draft: Option<&Draft>,
        outputs: &Outputs,
    ) -> Result<Option<Output>, String> {
        let Reading { filing, source, .. } = &examined.reading;
        let printed = filing.as_ref().zip(outputs.printed.as_ref());
        let printed = printed.map(|(filing, Printed { blocks, pages })| {
            SourceMap::of(filing, source, blocks, pages, self.faces)
        });
        let material = Material {
            standard: self.rules.standard(),
            last: self.rules.last(examined),
            earlier: self.rules.draft(examined),
            pages: outputs.pages(),
            printed: printed.as_ref(),
            draft,
            template: self.templates.hash(),
        };
        let sheet = review::review(&examined.reading, &material);
        let html = sheet.as_ref().map(review::html).transpose();
        let html = html.map_err(|fault| fault.finding.message.clone())?;
        Ok(html.map(Output::file))
    }

    /// Says which draft was made, where an output shows it.
    fn say_which(&self, reading: &Reading, draft: Option<&Draft>, messages: &mut Messages) {
        let is_shown = self.options.formats.iter().any(|format| format.shows_draft());
        if let Some(draft) = draft.filter(|_| is_shown || self.options.review) {
            messages.eprint(format!("{}：{}", reading.source.name(), draft.mark()));
        }
    }

    fn refused(&self, reading: &Reading, messages: &mut Messages) -> End {
        let errors: Vec<&Finding> = errors(reading).collect();
        let count = errors.len();
        messages.eprint(format!("{}：有 {count} 处错误，没有生成报告", reading.source.name()));
        if self.options.draft.is_some() && reading.filing.is_none() {
            messages.eprint("送审稿也要先能读出整个文件");
        }
        let first = errors.first().map(|first| {
            let line = first.span.as_ref().map(|span| reading.source.position(span.start).line);
            let line = line.map(|line| format!("第{line}行 ")).unwrap_or_default();
            format!("：{line}{} {}", first.code, first.message)
        });
        let why = format!("{count} 处错误{}", first.unwrap_or_default());
        End::Refused(Outcome::Findings, why)
    }
}

fn errors(reading: &Reading) -> impl Iterator<Item = &Finding> {
    reading.findings.iter().filter(|finding| finding.severity == Severity::Error)
}

fn failed(message: String, messages: &mut Messages) -> End {
    messages.fail(&message);
    End::Refused(Outcome::Failed, message)
}

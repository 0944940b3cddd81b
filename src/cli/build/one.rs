//! One filing of a build: read, checked, made, written.

use super::deliver::deliver;
use super::summary::End;
use crate::cli::examine::{Examined, Rules};
use crate::cli::gather::Gathered;
use crate::cli::input::Opened;
use crate::cli::told::Told;
use crate::cli::usage::{BuildOptions, Format};
use crate::cli::writing::Place;
use crate::cli::{Outcome, findings, input, output};
use crate::diagnostic::draw;
use crate::filing;
use crate::finding::{Finding, Severity};
use crate::fonts::FaceSet;
use crate::render::Templates;
use crate::report::{self, Formats, Making, Outputs, Reading, Refusal};
use crate::review::{self, Material};

/// What every file of a run is built with.
pub(super) struct Run<'r> {
    pub options: &'r BuildOptions,
    pub templates: &'r Templates,
    pub faces: &'r FaceSet,
    pub rules: &'r Rules,
    pub place: &'r Place,
}

/// What came of a file.
pub(super) struct Built {
    pub told: Told,
    pub end: End,
}

impl Run<'_> {
    /// Builds a file and writes its outputs.
    pub(super) fn build(&self, file: &Gathered, stem: &str) -> Built {
        let mut told = Told::default();
        let end = self.end(file, stem, &mut told);
        Built { told, end }
    }

    fn end(&self, Gathered { path, of_folder }: &Gathered, stem: &str, told: &mut Told) -> End {
        let Opened { bytes, folder } = match input::filing(path) {
            Ok(opened) => opened,
            Err(message) => return failed(message, told),
        };
        if *of_folder && !filing::is_filing(&bytes) {
            told.tell(format!("跳过 {}：不是填报文件", path.display()));
            return End::Skipped;
        }
        let mut examined = self.rules.examine(path, &bytes, &folder);
        let Examined { reading, last } = &mut examined;
        let pictures = reading
            .filing
            .as_ref()
            .map(|filing| input::pictures(&folder, filing))
            .unwrap_or_default();
        let making = Making {
            formats: formats(&self.options.formats),
            draft: self.options.draft,
            templates: self.templates,
            faces: self.faces,
            standard: self.rules.standard(),
            pictures: &pictures,
            last: last.as_ref(),
            name: stem,
        };
        let made = report::make(reading, &making);
        let style = output::style();
        findings::tell(reading, style, told);
        match made {
            Ok(outputs) => {
                let sheet = self.sheet(&examined, &outputs);
                match sheet.and_then(|sheet| deliver(&outputs, sheet, (stem, self.place), told)) {
                    Ok(pages) => End::Made { pages, errors: errors(&examined.reading).count() },
                    Err(message) => failed(message, told),
                }
            }
            Err(Refusal::Findings) => self.refused(reading, told),
            Err(Refusal::Template(fault)) => {
                told.tell_drawn(format!("{}\n", draw(&fault.finding, &fault.source, style)));
                failed("模板有误，没有生成报告".to_owned(), told)
            }
            Err(Refusal::Pdf(fault)) => failed(fault.to_string(), told),
        }
    }

    /// The review sheet of a filing whose outputs are made, where it is asked for.
    fn sheet(&self, examined: &Examined, outputs: &Outputs) -> Result<Option<String>, String> {
        if !self.options.review {
            return Ok(None);
        }
        let material = Material {
            standard: self.rules.standard(),
            last: self.rules.last(examined),
            pages: outputs.pdf.is_some().then_some(outputs.pages),
            draft: self.options.draft,
            template: self.templates.hash(),
        };
        let sheet = review::review(&examined.reading, &material);
        let html = sheet.as_ref().map(review::html).transpose();
        html.map_err(|fault| fault.finding.message.clone())
    }

    fn refused(&self, reading: &Reading, told: &mut Told) -> End {
        let errors: Vec<&Finding> = errors(reading).collect();
        let count = errors.len();
        told.tell(format!("{}：有 {count} 处错误，没有生成报告", reading.source.name()));
        if self.options.draft && reading.filing.is_none() {
            told.tell("送审稿也要先能读出整个文件");
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

fn failed(message: String, told: &mut Told) -> End {
    told.fail(&message);
    End::Refused(Outcome::Failed, message)
}

fn formats(wanted: &[Format]) -> Formats {
    Formats {
        markdown: wanted.contains(&Format::Md),
        html: wanted.contains(&Format::Html),
        pdf: wanted.contains(&Format::Pdf),
    }
}

//! `chengbao build`: filings to Markdown, HTML and PDF.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::examine::{Examined, Rules};
use super::usage::{BuildOptions, Format};
use super::{Outcome, faces, findings, input, output};
use crate::diagnostic::{Severity, draw, has_errors};
use crate::fonts::FaceSet;
use crate::render::Templates;
use crate::report::{self, Formats, Making, Outputs, Refusal};

/// Builds every file; a bad one does not keep the others back.
pub(super) fn execute(options: &BuildOptions) -> Outcome {
    let stems = match stems(&options.files) {
        Ok(stems) => stems,
        Err(message) => return output::fail(&message),
    };
    let templates = match input::templates(options.templates.as_deref()) {
        Ok(templates) => templates,
        Err(message) => return output::fail(&message),
    };
    let faces = match faces::load(&options.faces) {
        Ok(faces) => faces,
        Err(message) => return output::fail(&message),
    };
    faces.tell();
    let rules = match Rules::load(&options.rules) {
        Ok(rules) => rules,
        Err(message) => return output::fail(&message),
    };
    let run = Run { options, templates: &templates, faces: &faces.set, rules: &rules };
    let outcomes = options.files.iter().zip(&stems).map(|(file, stem)| build(file, stem, &run));
    outcomes.max().unwrap_or(Outcome::Done)
}

/// Each file's stem; two files may not write the same outputs.
fn stems(files: &[PathBuf]) -> Result<Vec<String>, String> {
    let mut seen: BTreeMap<String, &Path> = BTreeMap::new();
    let mut stems = Vec::new();
    for file in files {
        let stem = file
            .file_stem()
            .ok_or_else(|| format!("{} 不是文件", file.display()))?
            .to_string_lossy()
            .into_owned();
        if let Some(first) = seen.insert(stem.clone(), file) {
            if first == file {
                return Err(format!("{} 写了两次，留一次就够", file.display()));
            }
            return Err(format!(
                "{} 和 {} 会写出同名的报告，请改一个文件名，或用 -o 分开生成",
                first.display(),
                file.display()
            ));
        }
        stems.push(stem);
    }
    Ok(stems)
}

/// What every file of a run is built with.
struct Run<'r> {
    options: &'r BuildOptions,
    templates: &'r Templates,
    faces: &'r FaceSet,
    rules: &'r Rules,
}

fn build(file: &Path, stem: &str, run: &Run<'_>) -> Outcome {
    let options = run.options;
    let bytes = match input::file(file) {
        Ok(bytes) => bytes,
        Err(message) => return output::fail(&message),
    };
    let Examined { mut reading, last } = run.rules.examine(file, &bytes);
    let pictures =
        reading.filing.as_ref().map(|filing| input::pictures(file, filing)).unwrap_or_default();
    let making = Making {
        formats: formats(&options.formats),
        draft: options.draft,
        templates: run.templates,
        faces: run.faces,
        standard: run.rules.standard(),
        pictures: &pictures,
        last: last.as_ref(),
    };
    let made = report::make(&mut reading, &making);
    let style = output::style();
    findings::tell(&reading, style);
    match made {
        Ok(outputs) => deliver(&outputs, stem, options, has_errors(&reading.findings)),
        Err(Refusal::Findings) => {
            let errors = reading.findings.iter().filter(|f| f.severity == Severity::Error).count();
            output::note(&format!("{}：有 {errors} 处错误，没有生成报告", file.display()));
            if options.draft && reading.filing.is_none() {
                output::note("送审稿也要先能读出整个文件、报告期和签署日期");
            }
            Outcome::Findings
        }
        Err(Refusal::Template(fault)) => {
            output::note_drawn(&(draw(&fault.finding, &fault.source, style) + "\n"));
            output::fail("模板有误，没有生成报告")
        }
        Err(Refusal::Pdf(fault)) => output::fail(&fault.to_string()),
    }
}

fn formats(wanted: &[Format]) -> Formats {
    Formats {
        markdown: wanted.contains(&Format::Md),
        html: wanted.contains(&Format::Html),
        pdf: wanted.contains(&Format::Pdf),
    }
}

/// Writes what was made and says so.
fn deliver(outputs: &Outputs, stem: &str, options: &BuildOptions, errors: bool) -> Outcome {
    let made = [
        ("md", outputs.markdown.as_deref().map(str::as_bytes)),
        ("html", outputs.html.as_deref().map(str::as_bytes)),
        ("pdf", outputs.pdf.as_deref()),
    ];
    let files: Vec<(PathBuf, &[u8])> = made
        .into_iter()
        .filter_map(|(ending, bytes)| {
            Some((options.output.join(format!("{stem}.{ending}")), bytes?))
        })
        .collect();
    if let Err(message) = output::write_all(&options.output, &files) {
        return output::fail(&message);
    }
    for (path, _) in &files {
        let pages = match path.extension().is_some_and(|e| e == "pdf") {
            true => format!("（{}页）", outputs.pages),
            false => String::new(),
        };
        output::say(&format!("已生成 {}{pages}", path.display()));
    }
    if errors { Outcome::Findings } else { Outcome::Done }
}

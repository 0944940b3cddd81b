//! `chengbao build`: filings to Markdown, HTML and PDF.

mod deliver;
mod numbering;
mod one;
mod summary;

use crate::cli::examine::Rules;
use crate::cli::files::gather::{InputFile, gather, stems};
use crate::cli::files::writing::Place;
use crate::cli::files::{faces, input};
use crate::cli::terminal::messages::Messages;
use crate::cli::terminal::output;
use crate::cli::terminal::progress::Progress;
use crate::cli::usage::BuildOptions;
use crate::cli::{Outcome, batch};
use one::{BuildResult, Run};
use summary::{End, Row, Summary};

/// Builds every file; a bad one does not keep the others back.
pub(super) fn execute(options: &BuildOptions) -> Outcome {
    match built(options) {
        Ok(outcome) => outcome,
        Err(message) => output::fail(&message),
    }
}

fn built(options: &BuildOptions) -> Result<Outcome, String> {
    let gathering = gather(&options.files)?;
    let stems = stems(&gathering.files, options.review)?;
    let templates = input::templates(options.templates.as_deref())?;
    let faces = faces::load(&options.faces)?;
    faces.print_notes();
    let rules = Rules::load(&options.rules)?;
    let place = Place::open(&options.output)?;
    place.try_out()?;
    let run =
        Run { options, templates: &templates, faces: &faces.set, rules: &rules, place: &place };

    gathering.notes.iter().for_each(|note| output::eprint(note));
    let mut summary = Summary::new(gathering.skipped);
    let progress = Progress::new(gathering.files.len(), "正在生成");
    let files: Vec<(&InputFile, &String)> = gathering.files.iter().zip(&stems).collect();
    let build = |(file, stem): &(&InputFile, &String)| run.build(file, stem);
    batch::in_order(&files, options.jobs, build, |(file, _), built| {
        let BuildResult { messages, end } = built.unwrap_or_else(|| broken(file));
        progress.step(|| messages.flush());
        summary.add(Row { file: file.path.clone(), end });
    })?;
    progress.end();
    if summary.is_of_nothing() {
        return Err("没有一份是填报文件，什么也没有生成".to_owned());
    }
    if gathering.files.len() > 1 {
        output::print(&format!("\n{}", summary.table()));
    }
    Ok(summary.outcome())
}

/// A file on which the program itself failed.
fn broken(file: &InputFile) -> BuildResult {
    let mut messages = Messages::default();
    let why = "程序自己出错了，请把这份文件交给开发的人".to_owned();
    messages.fail(&format!("{}：{why}", file.path.display()));
    BuildResult { messages, end: End::Refused(Outcome::Failed, why) }
}

//! `chengbao compare`: filings side by side, from their files or from filed PDFs; two drafts of one
//! filing by what changed.

use std::path::Path;

use crate::changes::{self, DraftComparison, DraftFile, FilingText};
use crate::characters::printable;
use crate::check::{Against, Caveat};
use crate::cli::examine::{refer_to_last, standard};
use crate::cli::files::opening::Folder;
use crate::cli::files::{faces, input, writing};
use crate::cli::terminal::messages::Messages;
use crate::cli::terminal::{findings, output};
use crate::cli::usage::{CompareOptions, ComparisonFormat, FaceOptions};
use crate::cli::{Outcome, clock};
use crate::compare::{self, Comparison, Entry, PdfSummary};
use crate::diagnostic::Style;
use crate::draft::Draft;
use crate::filing::Filing;
use crate::finding::has_errors;
use crate::pdf;
use crate::render::Templates;
use crate::report::{self, ATTACHED_SOURCE, Holder, Reading};
use crate::standard::Standard;
use crate::verify::{self, AtHand, Policy};

/// Compares the files; done only if each is sound.
pub(super) fn execute(options: &CompareOptions) -> Outcome {
    let given = distinct(options).and_then(|()| {
        let templates = input::templates(options.templates.as_deref())?;
        Ok((standard(options.ruleset)?, templates))
    });
    let (standard, templates) = match given {
        Ok(given) => given,
        Err(message) => return output::fail(&message),
    };
    let mut outcome = Outcome::Done;
    let mut looked: Vec<ComparedFile> = Vec::new();
    for file in &options.files {
        match ComparedFile::at(file, &standard, &templates) {
            Ok(one) => looked.push(one),
            Err(message) => outcome = output::fail(&message),
        }
    }
    if outcome == Outcome::Done
        && let [draft, now] = looked.as_slice()
        && let Some((before, filing)) = draft.is_draft_of(now)
    {
        return drafts((draft, before), (now, filing), &standard, options);
    }
    let faulty = looked.iter().filter(|one| one.is_faulty());
    for one in faulty {
        let mut messages = Messages::default();
        findings::summarise(&one.reading, output::style(), &mut messages);
        messages.eprint(format!("{} 有错误，没有比较；改好再来", one.reading.source.name()));
        messages.flush();
        outcome = outcome.max(Outcome::Findings);
    }
    if outcome != Outcome::Done {
        return outcome;
    }
    for warning in looked.iter().flat_map(ComparedFile::warnings) {
        output::eprint(&format!("警告: {warning}"));
        outcome = Outcome::Findings;
    }
    let entries: Vec<Entry<'_>> = looked.iter().filter_map(ComparedFile::entry).collect();
    let text = written(&compare::compare(&entries, &standard), options);
    match text.and_then(|text| give(&text, options)) {
        Ok(()) => outcome,
        Err(message) => output::fail(&message),
    }
}

/// What changed from one draft of a filing to the next. A draft may have errors: what could be read
/// of both is compared.
fn drafts(
    (draft, before): (&ComparedFile, &Filing),
    (now, filing): (&ComparedFile, &Filing),
    standard: &Standard,
    options: &CompareOptions,
) -> Outcome {
    let mut outcome = Outcome::Done;
    for one in [draft, now] {
        if one.is_faulty && one.draft.is_none() {
            let mut messages = Messages::default();
            findings::summarise(&one.reading, output::style(), &mut messages);
            messages.eprint(format!("{} 有错误，只比较了读得出来的", one.reading.source.name()));
            messages.flush();
            outcome = Outcome::Findings;
        }
    }
    for warning in [draft, now].into_iter().flat_map(ComparedFile::warnings) {
        output::eprint(&format!("警告: {warning}"));
        outcome = Outcome::Findings;
    }
    let before = FilingText { filing: before, source: &draft.reading.source };
    let changed = FilingText { filing, source: &now.reading.source };
    let changes = changes::changes(before, changed, standard);
    let (before, now) = (draft.as_draft(), now.as_draft());
    let title = compare::plain(&report::title(filing));
    let comparison = DraftComparison { title, before, now, changes };
    let text = match format(options) {
        ComparisonFormat::Human => Ok(changes::human(&comparison, style(options))),
        ComparisonFormat::Md => Ok(changes::markdown(&comparison)),
        ComparisonFormat::Csv => Ok(changes::csv(&comparison)),
        ComparisonFormat::Json => Ok(changes::json(&comparison)),
        ComparisonFormat::Html => changes::html(&comparison),
    };
    let text = text.map_err(|fault| fault.finding.message.clone());
    match text.and_then(|text| give(&text, options)) {
        Ok(()) => outcome,
        Err(message) => output::fail(&message),
    }
}

/// At least two files, each once.
fn distinct(options: &CompareOptions) -> Result<(), String> {
    let files = &options.files;
    if files.len() < 2 {
        return Err("只写了一份文件，至少要两份才能比较".to_owned());
    }
    let twice =
        files.iter().enumerate().find(|(n, file)| files.iter().take(*n).any(|f| f == *file));
    match twice {
        Some((_, file)) => Err(format!("{} 写了两次，留一次就够", file.display())),
        None => Ok(()),
    }
}

/// A file that was read and looked at.
struct ComparedFile {
    file: String,
    reading: Reading,
    pdf: Option<PdfSummary>,
    /// Of a 送审稿 which one it is.
    draft: Option<Draft>,
    caveats: Vec<Caveat>,
    /// How many pieces of a Word file found no place.
    left: usize,
    /// Whether it has errors that keep it from being compared.
    is_faulty: bool,
}

impl ComparedFile {
    /// Reads and checks a file. A PDF is held to the ruleset that it was made by.
    fn at(path: &Path, standard: &Standard, templates: &Templates) -> Result<Self, String> {
        let bytes = input::filing_or_pdf(path)?;
        let file = printable(&path.display().to_string()).into_owned();
        let against = |standard| Against { standard, compared: &[] };
        if !pdf::is_pdf(&bytes) {
            let loaded = report::load(&file, &file, bytes);
            let loaded = loaded.map_err(|why| format!("读不了 {file}：{why}"))?;
            let mut reading = report::read(&file, &loaded.bytes);
            let is_open = loaded.holder == Holder::Word && loaded.errors(&reading).is_empty();
            let unknown = reading.filing.as_ref().and_then(|filing| loaded.unknown(filing));
            if let Some(what) = unknown {
                return Err(format!("{file} {what}"));
            }
            let folder = Folder::open(input::folder_of(path)).ok();
            refer_to_last(&mut reading, &loaded.lasts, folder.as_ref());
            report::check(&mut reading, against(standard));
            let caveats = report::caveats(&reading, standard);
            let is_faulty = !is_open && has_errors(&reading.findings);
            let left = loaded.left;
            let draft = loaded.draft;
            return Ok(Self { file, reading, pdf: None, draft, caveats, left, is_faulty });
        }
        let source = pdf::attachment(&bytes, ATTACHED_SOURCE);
        let source = source.map_err(|why| format!("读不了 {file}：{why}"))?;
        let faces = faces::of_pdf(&bytes, &FaceOptions::default())?;
        let at_hand = AtHand { templates, faces: faces.as_ref() };
        let asking = Policy { trust: None, signers: &[], now: clock::now()? };
        let verdict = verify::verdict(&bytes, &asking, &at_hand);
        let year = verdict.filing.as_ref().ok().map(|filing| filing.ruleset);
        let own = year.and_then(Standard::of);
        let mut reading = report::read(&format!("{file}（{ATTACHED_SOURCE}）"), &source);
        let standard = own.as_ref().unwrap_or(standard);
        let lasts = report::carried_lasts(|name| pdf::attachment(&bytes, name).ok());
        refer_to_last(&mut reading, &lasts, None);
        report::check(&mut reading, against(standard));
        let caveats = report::caveats(&reading, standard);
        // Errors by rules that came after a report was filed do not take its figures away.
        let is_faulty = match &verdict.filing {
            Ok(filing) => !filing.errors.is_empty(),
            Err(_) => has_errors(&reading.findings),
        };
        let pdf = Some(verdict.summary());
        let draft = report::draft_of(&bytes);
        Ok(Self { file, reading, pdf, draft, caveats, left: 0, is_faulty })
    }

    fn is_faulty(&self) -> bool {
        self.reading.filing.is_none() || self.is_faulty
    }

    /// The filings of both where this is an earlier draft of the other: the same carrier's for the
    /// same half-year.
    fn is_draft_of<'f>(&'f self, other: &'f Self) -> Option<(&'f Filing, &'f Filing)> {
        let before = self.reading.filing.as_ref()?;
        let filing = other.reading.filing.as_ref()?;
        before.is_draft_of(filing, self.draft.as_ref()).then_some((before, filing))
    }

    fn as_draft(&self) -> DraftFile {
        DraftFile {
            name: compare::plain(&self.file),
            draft: self.draft.clone(),
            sha256: self.reading.sha256(),
            pdf: self.pdf.clone(),
        }
    }

    fn entry(&self) -> Option<Entry<'_>> {
        let filing = self.reading.filing.as_ref()?;
        let (file, caveats) = (&self.file, &self.caveats);
        Some(Entry { file, filing, pdf: self.pdf.as_ref(), caveats })
    }

    fn warnings(&self) -> Vec<String> {
        let warnings = self.pdf.iter().flat_map(|pdf| &pdf.warnings).cloned();
        let left = (self.left > 0).then(|| {
            let left = self.left;
            format!(
                "有 {left} 处没有认出来，其中的数据没有比较；看是哪些：chengbao import 这个文件"
            )
        });
        warnings.chain(left).map(|warning| format!("{}：{warning}", self.file)).collect()
    }
}

fn style(options: &CompareOptions) -> Style {
    match options.output {
        Some(_) => Style::Plain,
        None => output::style_of_stdout(),
    }
}

/// A comparison in the format that is asked for.
fn written(comparison: &Comparison, options: &CompareOptions) -> Result<String, String> {
    Ok(match format(options) {
        ComparisonFormat::Human => compare::human(comparison, style(options)),
        ComparisonFormat::Md => compare::markdown(comparison),
        ComparisonFormat::Csv => compare::csv(comparison),
        ComparisonFormat::Json => compare::json(comparison),
        ComparisonFormat::Html => {
            compare::html(comparison).map_err(|fault| fault.finding.message.clone())?
        }
    })
}

fn give(text: &str, options: &CompareOptions) -> Result<(), String> {
    match &options.output {
        Some(path) => {
            writing::write_new(path, text.as_bytes())?;
            output::print(&format!("已写出 {}", path.display()));
            Ok(())
        }
        None => {
            match format(options) {
                // Its colours are ours, and a filing with controls in it is not compared.
                ComparisonFormat::Human => output::print_styled(text.trim_end_matches('\n')),
                ComparisonFormat::Json => output::print_json(text.trim_end_matches('\n')),
                _ => return output::write_bytes(text.as_bytes()),
            }
            Ok(())
        }
    }
}

/// The format that is asked for, or that the output's name tells.
fn format(options: &CompareOptions) -> ComparisonFormat {
    let ending = options.output.as_ref().and_then(|path| path.extension()?.to_str());
    options.format.unwrap_or(match ending {
        Some("md") => ComparisonFormat::Md,
        Some("html" | "htm") => ComparisonFormat::Html,
        Some("csv") => ComparisonFormat::Csv,
        Some("json") => ComparisonFormat::Json,
        _ => ComparisonFormat::Human,
    })
}

//! The last filing rolled forward to the next half-year: figures emptied, prose marked to be
//! revised, waivers to be answered for anew. All else, comments and line ends too, stays as the
//! desk has it, byte for byte: the text is edited by position and never written anew.

use std::ops::Range;

use super::notes::{Notes, block_header, line_at};
use crate::edit;
use crate::filing::origin::origins;
use crate::filing::{Beside, Figure, Filing, MAX_LASTS, Part, Period, REVISE};
use crate::finding::{Code, Edit, Findings, Severity};
use crate::source::{Entry, Node, Parsed, Source, Value, comments, parse, scalar};
use crate::standard::Standard;

const WAIVERS: &str = "# 上期的豁免：本期还要的，去掉行首的井号和一个空格，理由照本期情况写。";

/// Marks the name of a last filing that stands where it is not read.
const MOVE_HERE: &str = "# 请把这份文件放到本文件旁边，才能比较两期数据";

/// Where the last filing's file is, as the new one sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LastFile<'a> {
    /// Beside it or below, by the way there.
    Beside(&'a str),
    /// Elsewhere, by its bare name.
    Elsewhere(&'a str),
}

/// A filing that was rolled forward, and what there is to do in it.
#[derive(Debug)]
pub(crate) struct NextFiling {
    /// The new file's text.
    pub text: String,
    /// Figures to fill in.
    pub figures: usize,
    /// Texts to revise.
    pub texts: usize,
    /// Waivers that were turned into comments.
    pub waivers: usize,
}

/// Rolls a filing without errors forward. A report that carries the filings before it brings them
/// with it; else those that 上期 names stay named behind it.
///
/// # Errors
/// Its layout is such that the edits would not do what they are meant to; in Chinese.
pub(crate) fn roll(
    source: &Source,
    filing: &Filing,
    standard: &Standard,
    period: Period,
    last: LastFile<'_>,
    carries_earlier: bool,
) -> Result<NextFiling, String> {
    let parsed = parse(source, &mut Findings::new());
    let mut roll = Roll::new(source, &parsed).ok_or_else(unusual)?;
    roll.replace(&filing.period.span, period.to_string());
    roll.last(filing, last, carries_earlier);
    let figures = roll.figures(filing, standard);
    roll.origins(source);
    let texts = roll.texts();
    roll.date(filing);
    let waivers = roll.waivers(filing);
    let text = roll.finish();
    // The figures, the texts and the date.
    // What was open before may stay so: an imported report does not say all.
    let before = open_prompts(source.name(), source.text()).unwrap_or_default();
    let wanted = figures + texts + 1;
    let is_as_meant = |open| (wanted..=wanted + before).contains(&open);
    if !open_prompts(source.name(), &text).is_some_and(is_as_meant) {
        return Err(unusual());
    }
    Ok(NextFiling { text, figures, texts, waivers })
}

fn unusual() -> String {
    "这份文件的排法少见（比如整个文件写在花括号里），没有把握改对；请用 chengbao init \
     新建一份，再把要沿用的文字抄过去"
        .to_owned()
}

/// How many prompts a text has that were not answered; `None` where anything else is wrong.
fn open_prompts(name: &str, text: &str) -> Option<usize> {
    let source = Source::new(name, text, crate::source::Encoding::Utf8);
    let mut findings = Findings::new();
    let parsed = parse(&source, &mut findings);
    crate::filing::read(&parsed, source.text(), &mut findings);
    // A warning, as of a text without its “|”, leaves nothing unread.
    let errors: Vec<_> = findings.iter().filter(|f| f.severity == Severity::Error).collect();
    errors.iter().all(|f| f.code == Code::Y19).then_some(errors.len())
}

/// The last filing's text and its edits so far.
struct Roll<'s> {
    text: &'s str,
    root: &'s [Entry],
    line_end: &'static str,
    edits: Vec<Edit>,
    notes: Notes<'s>,
}

impl<'s> Roll<'s> {
    /// `None` where the file is no block of keys.
    fn new(source: &'s Source, parsed: &'s Parsed) -> Option<Self> {
        let text = source.text();
        let node = parsed.root.as_ref()?;
        let Value::Map(root) = &node.value else { return None };
        if text.get(node.span.start..)?.starts_with('{') {
            return None;
        }
        let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        Some(Self { text, root, line_end, edits: Vec::new(), notes: Notes::new(text, node) })
    }

    fn entry(&self, key: &str) -> Option<&'s Entry> {
        self.root.iter().find(|e| e.key == key)
    }

    fn edit(&mut self, span: Range<usize>, text: impl Into<String>) {
        self.edits.push(Edit { span, text: text.into() });
    }

    /// Puts a text where a value stands; the line's end of a block stays.
    fn replace(&mut self, span: &Range<usize>, text: impl Into<String>) {
        let kept = self.text[span.clone()].trim_end().len();
        self.edit(span.start..span.start + kept, text);
    }

    /// 上期 names the file that is rolled forward.
    fn last(&mut self, filing: &Filing, last: LastFile<'_>, carries_earlier: bool) {
        let (name, note) = match last {
            LastFile::Beside(name) => (scalar(name), ""),
            LastFile::Elsewhere(name) => (scalar(name), MOVE_HERE),
        };
        // The way to the folder of the last one, from which its names go on.
        let folder = match last {
            LastFile::Beside(name) => name.rfind('/').map_or("", |at| &name[..=at]),
            LastFile::Elsewhere(_) => "",
        };
        let Some(entry) = self.entry("上期") else {
            let line = line_at(self.text, filing.period.span.start);
            let key = self.entry("报告期").map_or(line.start, |e| e.key_span.start);
            let indent = &self.text[line_at(self.text, key).start..key];
            let note = if note.is_empty() { String::new() } else { format!("  {note}") };
            let line_end = self.line_end;
            self.edit(line.end..line.end, format!("{line_end}{indent}上期: {name}{note}"));
            return;
        };
        if let Value::List(items) = &entry.value.value
            && let Some(first) = items.first()
            && !carries_earlier
        {
            self.lasts(items, first, &name);
            let kept = filing.previous.iter().take(MAX_LASTS - 1).filter(|_| !folder.is_empty());
            kept.for_each(|old| self.replace(&old.span, scalar(&format!("{folder}{}", old.value))));
        } else if entry.value.value == Value::Empty {
            let colon = self.text[entry.key_span.end..].find(':').map_or(0, |at| at + 1);
            let at = entry.key_span.end + colon;
            self.edit(at..at, format!(" {name}"));
        } else {
            self.replace(&entry.value.span, name);
        }
        self.edits.extend(self.notes.put(entry.key_span.start, MOVE_HERE, note));
    }

    /// Puts a name at the head of the list of last filings; of one that is full the last goes.
    fn lasts(&mut self, items: &[Node], first: &Node, name: &str) {
        let is_flow = self.text[..first.span.start].trim_end().ends_with(['[', '，', ',']);
        if is_flow {
            self.edit(first.span.start..first.span.start, format!("{name}, "));
        } else {
            let line = line_at(self.text, first.span.start);
            let dash = self.text[line.start..first.span.start].to_owned();
            self.edit(line.start..line.start, format!("{dash}{name}{}", self.line_end));
        }
        let full = items.get(MAX_LASTS - 2..).unwrap_or_default();
        let [before, gone @ ..] = full else { return };
        let Some(end) = gone.last().map(|item| self.end(&item.span)) else { return };
        let start = self.end(&before.span);
        // A comment behind the one that stays is its own.
        let start = if is_flow { start } else { line_at(self.text, start).end };
        self.edit(start..if is_flow { end } else { line_at(self.text, end).end }, "");
    }

    /// Where a value ends, without the line's end of a block.
    fn end(&self, span: &Range<usize>) -> usize {
        span.start + self.text[span.clone()].trim_end().len()
    }

    /// Empties every figure and notes what it was.
    fn figures(&mut self, filing: &Filing, standard: &Standard) -> usize {
        let mut count = 0;
        for group in &filing.groups {
            for indicator in &group.indicators {
                let name = &indicator.name.value;
                for part in &indicator.parts {
                    let known = standard.find(&group.name.value, name, part.measure());
                    let is_number = known.is_some_and(|m| m.entry.unit == "文字");
                    if is_number || name.ends_with("热线") || name.ends_with("电话") {
                        continue;
                    }
                    let figure = &part.figure;
                    self.replace(&figure.span, scalar(&emptied(&figure.value)));
                    self.notes.old_figure(name, part.label_text(), figure);
                    count += 1 + self.beside(part);
                }
            }
        }
        self.edits.extend(self.notes.old_figures());
        count
    }

    /// What was this period's figure is the last one's now; what it is to be held against is to be
    /// filled in anew.
    fn beside(&mut self, part: &Part) -> usize {
        let Beside { numerator, denominator, last, year_on_year, half_on_half } = &part.beside;
        if let Some(last) = last {
            self.replace(&last.span, scalar(&part.figure.value.as_written));
        }
        let counts = numerator.iter().chain(denominator).map(|f| (&f.span, emptied(&f.value)));
        let moved = year_on_year.iter().chain(half_on_half).map(|m| (&m.span, "【】".to_owned()));
        let prompts: Vec<_> = counts.chain(moved).collect();
        prompts.iter().for_each(|(span, prompt)| self.replace(span, scalar(prompt)));
        prompts.len()
    }

    /// Takes the comments out that say where the last period's figures came from.
    fn origins(&mut self, source: &Source) {
        for comment in comments(source) {
            let start = comment.span.start;
            let end = source.lines_of(&(start..start)).end;
            if let Some((at, _)) = origins(&self.text[start..end]) {
                let kept = self.text[..start + at].trim_end_matches([' ', '\t']).len();
                self.edit(kept..end, "");
            }
        }
    }

    fn date(&mut self, filing: &Filing) {
        let Some(date) = &filing.signature.date else { return };
        self.replace(&date.span, "【】");
        let old = self.text[date.span.clone()].trim().trim_matches(['"', '\'']);
        self.edits.extend(self.notes.old_value(date.span.start, old));
    }

    /// Marks every text to be revised.
    fn texts(&mut self) -> usize {
        let mut texts: Vec<&Entry> = Vec::new();
        texts.extend(self.entry("导语"));
        texts.extend(self.entry("公司简介"));
        if let Some(quality) = self.entry("电信服务质量状况") {
            texts_of_chapter(&quality.value, &mut texts);
            items(&quality.value, "分章").for_each(|part| texts_of_chapter(part, &mut texts));
        }
        texts.extend(self.entry("结语"));
        if let Some(Value::List(items)) = self.entry("附件").map(|entry| &entry.value.value) {
            texts.extend(items.iter().filter_map(|item| below(item, "内容")));
        }
        let is_text = |e: &&Entry| matches!(&e.value.value, Value::Text(t) if !t.trim().is_empty());
        let texts: Vec<&Entry> = texts.into_iter().filter(is_text).collect();
        texts.iter().for_each(|entry| self.mark(entry));
        texts.len()
    }

    /// Puts the mark on a line of its own, before the text's first.
    fn mark(&mut self, entry: &Entry) {
        let (text, start) = (self.text, entry.value.span.start);
        let line = line_at(text, start);
        let line_end = self.line_end;
        match block_header(text, start) {
            Some(header) => {
                let indent = &text[line.start..start];
                // A folded block joins lines that no blank one parts.
                let blank = if header.folded { line_end } else { "" };
                self.edit(line.start..line.start, format!("{indent}{REVISE}{line_end}{blank}"));
            }
            None => {
                // YAML reads a blank line within a bare or quoted text as a line's end.
                let quoted = usize::from(text[start..].starts_with(['"', '\'']));
                let key = entry.key_span.start;
                let indent = " ".repeat(key - line_at(text, key).start + 2);
                let at = start + quoted;
                self.edit(at..at, format!("{REVISE}{line_end}{line_end}{indent}"));
            }
        }
    }

    /// Turns the waivers into comments.
    fn waivers(&mut self, filing: &Filing) -> usize {
        let Some(entry) = self.entry("豁免").filter(|_| !filing.waivers.is_empty()) else {
            return 0;
        };
        let start = line_at(self.text, entry.key_span.start).start;
        let next = self.root.iter().map(|e| e.key_span.start);
        let next = next.filter(|at| *at > entry.key_span.start).min();
        let end = next.map_or(self.text.len(), |at| line_at(self.text, at).start);
        self.edit(start..start, format!("{WAIVERS}{}", self.line_end));
        let mut at = start;
        for line in self.text[start..end].split_inclusive('\n') {
            let content = line.trim();
            if !content.is_empty() && !content.starts_with('#') {
                self.edit(at..at, "# ");
            }
            at += line.len();
        }
        filing.waivers.len()
    }

    fn finish(self) -> String {
        edit::apply(self.text, self.edits)
    }
}

fn below<'t>(node: &'t Node, key: &str) -> Option<&'t Entry> {
    let Value::Map(entries) = &node.value else { return None };
    entries.iter().find(|e| e.key == key)
}

/// The items of a key's list.
fn items<'t>(node: &'t Node, key: &str) -> impl Iterator<Item = &'t Node> {
    let list = below(node, key).map(|entry| &entry.value.value);
    let items =
        list.and_then(|value| if let Value::List(items) = value { Some(items) } else { None });
    items.into_iter().flatten()
}

/// 概述, and 内容 of the initiatives on all levels.
fn texts_of_chapter<'t>(chapter: &'t Node, texts: &mut Vec<&'t Entry>) {
    texts.extend(below(chapter, "概述"));
    texts_of_initiatives(chapter, texts);
}

fn texts_of_initiatives<'t>(node: &'t Node, texts: &mut Vec<&'t Entry>) {
    for item in items(node, "举措") {
        texts.extend(below(item, "内容"));
        texts_of_initiatives(item, texts);
    }
}

/// A figure as a prompt that keeps its qualifier and unit.
pub(crate) fn emptied(figure: &Figure) -> String {
    let Some(amount) = &figure.amount else { return "【】".to_owned() };
    let (sign, unit) = (amount.qualifier.map_or("", |q| q.sign()), &amount.unit);
    // Behind more than four characters the reader takes 【】 for brackets of the filer's.
    match unit.chars().count() {
        0..=4 => format!("{sign}【】{unit}"),
        _ => format!("{sign}【以{unit}计】"),
    }
}

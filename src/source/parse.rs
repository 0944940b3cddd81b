//! YAML events to a tree, with every fault of structure at once.

use std::collections::BTreeMap;
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, ScanError, Span, StrInput};

use super::survey::{Survey, survey};
use super::{Entry, Node, Source, Value, radicals, syntax};
use crate::characters::is_invisible;
use crate::finding::{Code, Finding, Findings};

const MAX_DEPTH: usize = 32;
/// How many keys a map, or items a list, may have.
const MAX_ITEMS: usize = 2000;
/// After so many syntax errors the rest of the file is not looked at.
const MAX_SYNTAX_ERRORS: usize = 8;

/// A file's tree and whether all of the file is in it.
#[derive(Debug)]
pub struct Parsed {
    /// The tree; `None` where nothing could be read.
    pub root: Option<Node>,
    /// What had to be left out to go on, as ranges of the file: a key that seems missing may
    /// stand there.
    pub lost: Vec<Range<usize>>,
}

/// Parses a source; every fault becomes a finding.
pub fn parse(source: &Source, findings: &mut Findings) -> Parsed {
    radicals::look(source.text(), findings);
    let mut survey = survey(source.plain());
    findings.append(&mut survey.findings);
    let mut text = survey.text.clone();
    let mut lost = Vec::new();
    for _ in 0..MAX_SYNTAX_ERRORS {
        let mut builder = Builder {
            survey: &survey,
            source: source.text(),
            text: &text,
            findings: Findings::new(),
            lost: Vec::new(),
        };
        match builder.document() {
            Ok(root) => {
                findings.append(&mut builder.findings);
                lost.append(&mut builder.lost);
                if root.is_none() && lost.is_empty() {
                    findings.push(
                        Code::Y10
                            .of_file("文件是空的，或只有注释")
                            .help("用 chengbao init 生成一份来填"),
                    );
                }
                return Parsed { root, lost };
            }
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(0).min(text.len());
                let at = at_content(&text, at);
                findings.push(fault(&error, &survey, at));
                let blanked = entry_at(&text, at);
                lost.push(survey.original(blanked.start)..survey.original(blanked.end));
                text = without(&text, blanked);
            }
        }
    }
    Parsed { root: None, lost }
}

fn fault(error: &ScanError, survey: &Survey, at: usize) -> Finding {
    let (what, help) = syntax::explain(error.kind());
    let place = survey.original(at);
    Code::Y01.at(place..place, what).help(help)
}

/// The scanner often notices a fault at the next line's start or at the end of the file; the
/// place to show is the last content up to there.
fn at_content(text: &str, at: usize) -> usize {
    let mut at = at;
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    if text[at..].trim_start_matches([' ', '\t']).starts_with(['\n', '\r']) || at == text.len() {
        let before = text[..at].trim_end();
        return before.char_indices().next_back().map_or(0, |(i, _)| i);
    }
    at + (text[at..].len() - text[at..].trim_start_matches([' ', '\t']).len())
}

/// The line at an offset, and what is nested under it.
fn entry_at(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let own = indent(&text[start..]);
    let mut end = start;
    for (n, line) in text[start..].split_inclusive('\n').enumerate() {
        if n > 0 && !line.trim().is_empty() && indent(line) <= own {
            break;
        }
        end += line.len();
    }
    start..end
}

/// The text with a range blanked out: the same length and lines, so that all other places stay.
fn without(text: &str, blanked: Range<usize>) -> String {
    let blank = text[blanked.clone()].bytes().map(|byte| match byte {
        b'\n' | b'\r' => char::from(byte),
        _ => ' ',
    });
    let (before, after) = (&text[..blanked.start], &text[blanked.end..]);
    before.chars().chain(blank).chain(after.chars()).collect()
}

struct Builder<'t> {
    survey: &'t Survey,
    source: &'t str,
    text: &'t str,
    findings: Findings,
    lost: Vec<Range<usize>>,
}

type Events<'t> = Parser<'t, StrInput<'t>>;

impl<'t> Builder<'t> {
    fn document(&mut self) -> Result<Option<Node>, ScanError> {
        let options = granit_parser::options! {
            disallow_directives: true,
            emit_unresolved_aliases: true,
            emit_anchor_events: true,
            emit_comments: false,
            // One more than ours, so that ours speaks first.
            flow_nesting_limit: 250,
            block_nesting_limit: 250,
        };
        let mut events = Parser::new_from_str_with_options(self.text, options);
        let mut root = None;
        let mut documents = 0;
        while let Some(event) = events.next_event() {
            let (event, span) = event?;
            match event {
                Event::DocumentStart(..) => {
                    documents += 1;
                    if documents > 1 {
                        let place = self.place(&span);
                        self.lost.push(place.start..usize::MAX);
                        self.findings.push(
                            Code::Y09
                                .at(place, "一个文件里有两份内容（又一个“---”）")
                                .help("一个文件只写一份报告，其余的移到别的文件"),
                        );
                        return Ok(root);
                    }
                }
                Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
                event => root = self.node(&mut events, event, &span, 1)?,
            }
        }
        Ok(root.filter(|node: &Node| node.value != Value::Empty || !node.span.is_empty()))
    }

    /// The node that begins with an event; `None` for what is not a node.
    fn node(
        &mut self,
        events: &mut Events<'t>,
        event: Event<'t>,
        span: &Span,
        depth: usize,
    ) -> Result<Option<Node>, ScanError> {
        let place = self.place(span);
        if let Some(tag) = event.tag() {
            let from = span.tag_start.and_then(|m| m.byte_offset()).unwrap_or(0);
            let from = self.survey.original(from);
            self.refuse(from..from + tag.original().len(), "类型标记（! 开头）");
        }
        let node = match event {
            Event::Scalar(text, style, ..) => self.scalar(&text, style, place),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.refuse(place.clone(), "别名（* 开头）");
                Node { span: place, value: Value::Refused }
            }
            Event::SequenceStart(..) => self.list(events, place, depth)?,
            Event::MappingStart(..) => self.map(events, place, depth)?,
            _ => return Ok(None),
        };
        if depth == MAX_DEPTH + 1 {
            self.findings.push(
                Code::Y11
                    .at(node.span.clone(), format!("层次超过 {MAX_DEPTH} 层"))
                    .help("一份填报文件用不到这么多层，看看缩进和括号"),
            );
        }
        Ok(Some(node))
    }

    /// The next node's first event; anchors are reported and passed over.
    fn next(&mut self, events: &mut Events<'t>) -> Result<Option<(Event<'t>, Span)>, ScanError> {
        while let Some(next) = events.next_event() {
            let (event, span) = next?;
            if matches!(event, Event::Anchor(..)) {
                self.refuse(self.place(&span), "锚点（& 开头）");
                continue;
            }
            return Ok(Some((event, span)));
        }
        Ok(None)
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, span: Range<usize>) -> Node {
        let plain = style == ScalarStyle::Plain;
        if plain && matches!(text, "" | "~" | "null") {
            return Node { span, value: Value::Empty };
        }
        if style == ScalarStyle::DoubleQuoted
            && let Some(c) = text.chars().find(|c| *c != '\n' && *c != '\t' && is_invisible(*c))
        {
            self.findings.push(
                Code::Y15
                    .at(span.clone(), format!("这里写出了看不见的字符 U+{:04X}", c as u32))
                    .help("删去这个反斜杠写法"),
            );
        }
        if style == ScalarStyle::DoubleQuoted {
            self.written_tabs(text, &span);
        }
        Node { span, value: Value::Text(text.to_owned()) }
    }

    /// A tab that is written as `\t`: no face has one. Those that stand in the file are reported by the
    /// survey.
    fn written_tabs(&mut self, text: &str, span: &Range<usize>) {
        let written = self.source.get(span.clone()).unwrap_or_default();
        if text.matches('\t').count() <= written.matches('\t').count() {
            return;
        }
        let escape = ["\\t", "\\x09", "\\u0009"].iter().find_map(|escape| {
            written.find(escape).map(|at| span.start + at..span.start + at + escape.len())
        });
        let place = escape.unwrap_or_else(|| span.clone());
        self.findings.push(
            Code::Y07
                .at(place, "这里用反斜杠写出了制表符（Tab），印不出来")
                .help("删去它，或改成空格；要印反斜杠本身，就不用英文引号"),
        );
    }

    fn list(
        &mut self,
        events: &mut Events<'t>,
        span: Range<usize>,
        depth: usize,
    ) -> Result<Node, ScanError> {
        let mut items = Vec::new();
        let mut end = span.end;
        let mut count = 0;
        while let Some((event, at)) = self.next(events)? {
            if event == Event::SequenceEnd {
                end = end.max(self.place(&at).end.min(self.content_end(&items, end)));
                break;
            }
            let Some(item) = self.node(events, event, &at, depth + 1)? else { continue };
            count += 1;
            if count <= MAX_ITEMS {
                items.push(item);
            } else if count == MAX_ITEMS + 1 {
                self.too_many(item.span);
            }
        }
        Ok(Node { span: span.start..end, value: Value::List(items) })
    }

    fn content_end(&self, items: &[Node], end: usize) -> usize {
        items.last().map_or(end, |item| item.span.end.max(end))
    }

    fn map(
        &mut self,
        events: &mut Events<'t>,
        span: Range<usize>,
        depth: usize,
    ) -> Result<Node, ScanError> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut seen = BTreeMap::new();
        let mut count = 0;
        while let Some((event, at)) = self.next(events)? {
            if event == Event::MappingEnd {
                break;
            }
            let key = self.node(events, event, &at, depth + 1)?;
            let Some((event, at)) = self.next(events)? else { break };
            let value = self.node(events, event, &at, depth + 1)?;
            let (Some(key), Some(value)) = (key, value) else { continue };
            count += 1;
            if count <= MAX_ITEMS {
                entries.extend(self.entry(&mut seen, key, value));
            } else if count == MAX_ITEMS + 1 {
                self.too_many(key.span);
            }
        }
        let end = entries.last().map_or(span.end, |e| e.value.span.end.max(e.key_span.end));
        Ok(Node { span: span.start..end.max(span.end), value: Value::Map(entries) })
    }

    /// Says that there is more of something than anybody writes; the rest is passed over.
    fn too_many(&mut self, span: Range<usize>) {
        let what = format!("一处写了 {MAX_ITEMS} 项以上，后面的没有再看");
        self.findings.push(Code::Y21.at(span, what).help("看看是不是重复粘贴了，或选错了文件"));
    }

    /// A key with its value; `None` where it was refused. `seen` are the keys before it.
    fn entry(
        &mut self,
        seen: &mut BTreeMap<String, Range<usize>>,
        key: Node,
        value: Node,
    ) -> Option<Entry> {
        let Value::Text(name) = key.value else {
            self.findings.push(Code::Y04.at(key.span, "键应当是文字").help("写成“键: 值”"));
            return None;
        };
        if name == "<<" {
            self.refuse(key.span, "合并键（<<）");
            return None;
        }
        if let Some(first) = seen.get(&name) {
            self.findings.push(
                Code::Y05
                    .at(key.span.clone(), format!("“{name}”写了两次"))
                    .help("留下一处，删去另一处")
                    .related(first.clone(), "第一次在这里"),
            );
            return None;
        }
        seen.insert(name.clone(), key.span.clone());
        Some(Entry { key: name, key_span: key.span, value })
    }

    fn refuse(&mut self, span: Range<usize>, what: &str) {
        self.findings.push(
            Code::Y08
                .at(span, format!("填报文件里不能用{what}"))
                .help("把要写的内容照样再写一遍；值以这个符号开头时，用英文双引号括住"),
        );
    }

    /// The file's bytes that a span of the repaired copy stands for.
    fn place(&self, span: &Span) -> Range<usize> {
        let range = span.byte_range().unwrap_or(0..0);
        self.survey.original(range.start)..self.survey.original(range.end)
    }
}

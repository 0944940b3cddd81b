//! Keys read from a YAML tree: each missing, unknown or mistaken one becomes a finding, and reading
//! goes on, so that one pass reports all.

use std::ops::Range;

pub(super) use super::want::Want;
use super::want::{REVISE, unanswered};
use crate::finding::{Code, Finding, Findings};
use crate::source::{Entry, Keys, Kind, Node, Parent, Parsed, Spanned, Value, keys_of};

/// What stands in a draft where something that has to be there is missing.
pub(crate) const UNFILLED: &str = "〔未填〕";

/// The text that stands in for something that is missing.
pub(super) fn unfilled() -> Spanned<String> {
    Spanned { value: UNFILLED.to_owned(), span: 0..0 }
}

/// Whether a text stands in for something that is missing.
#[must_use]
pub fn is_unfilled(text: &str) -> bool {
    text == UNFILLED
}

/// Reads fields and collects the findings.
pub(super) struct Reader<'f> {
    findings: &'f mut Findings,
    text: &'f str,
    /// Ranges that were left out of the tree: what seems missing may stand there.
    lost: &'f [Range<usize>],
}

/// The known fields of a map.
pub(super) struct Fields<'t> {
    /// What the map is called in messages; empty for the file itself.
    name: &'static str,
    known: Keys,
    /// Where to point when something is missing.
    span: Range<usize>,
    entries: &'t [Entry],
    /// Whether it was no map, which was reported already.
    broken: bool,
}

impl<'t> Fields<'t> {
    /// The value of a key, if it was written and is not empty.
    pub(super) fn get(&self, key: &str) -> Option<&'t Node> {
        let entry = self.entries.iter().find(|e| e.key == key)?;
        let given = match &entry.value.value {
            Value::Empty | Value::Refused => false,
            Value::Text(text) => !text.trim().is_empty(),
            _ => true,
        };
        given.then_some(&entry.value)
    }

    /// What a key's text should be.
    fn want(&self, key: &str) -> Want {
        let is_prose = self.known.iter().any(|(name, kind)| *name == key && *kind == Kind::Prose);
        if is_prose { Want::Prose } else { Want::Text }
    }

    /// Whether a key's value was refused, which was reported already.
    fn is_refused(&self, key: &str) -> bool {
        self.entries.iter().any(|e| e.key == key && e.value.value == Value::Refused)
    }

    fn key_span(&self, key: &str) -> Option<Range<usize>> {
        self.entries.iter().find(|e| e.key == key).map(|e| e.key_span.clone())
    }

    /// Where a key stands; where the map begins if it does not.
    pub(super) fn span_of(&self, key: &str) -> Range<usize> {
        self.key_span(key).unwrap_or_else(|| self.span.clone())
    }
}

impl<'f> Reader<'f> {
    pub(super) fn new(findings: &'f mut Findings, text: &'f str, parsed: &'f Parsed) -> Self {
        Self { findings, text, lost: &parsed.lost }
    }

    pub(super) fn report(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// The map of a parent's keys. `span` is where to point when something is missing.
    pub(super) fn fields<'t>(
        &mut self,
        node: &'t Node,
        parent: Parent,
        span: Range<usize>,
    ) -> Fields<'t> {
        let name = match parent {
            Parent::File => "",
            Parent::Key(name) | Parent::Items(name) => name,
        };
        let known = keys_of(parent);
        let broken = !matches!(node.value, Value::Map(_));
        let entries = match &node.value {
            Value::Map(entries) => entries.as_slice(),
            Value::Refused => &[],
            other => {
                let what = if name.is_empty() { "文件" } else { name };
                self.findings.push(
                    Code::Y04
                        .at(
                            node.span.clone(),
                            format!("“{what}”应当是一组“键: 值”，这里是{}", other.kind()),
                        )
                        .help("每行写一个键，冒号后空一格"),
                );
                &[]
            }
        };
        for entry in entries {
            if !known.iter().any(|(known, _)| *known == entry.key) {
                self.unknown(entry, name, &names(known));
            }
        }
        Fields { name, known, span, entries, broken }
    }

    fn unknown(&mut self, entry: &Entry, name: &str, known: &[&str]) {
        let within = if name.is_empty() { String::new() } else { format!("“{name}”下") };
        let finding =
            Code::Y02.at(entry.key_span.clone(), format!("{within}没有“{}”这个键", entry.key));
        let help = match nearest(&entry.key, known) {
            Some(near) => format!("是不是“{near}”？"),
            None => format!("可以用的键：{}", known.join("、")),
        };
        let letters: String = entry.key.chars().filter(|c| c.is_alphanumeric()).collect();
        let is_bare = self.text.get(entry.key_span.clone()) == Some(entry.key.as_str());
        let finding = if known.contains(&letters.as_str()) && is_bare {
            finding.fix(entry.key_span.clone(), letters)
        } else {
            finding
        };
        self.findings.push(finding.help(help));
    }

    /// The value of a key that has to be there.
    pub(super) fn required<'t>(
        &mut self,
        fields: &Fields<'t>,
        key: &str,
        example: &str,
    ) -> Option<&'t Node> {
        let found = fields.get(key);
        if found.is_none() && !fields.broken && !fields.is_refused(key) {
            if let Some(span) = fields.key_span(key) {
                let next = fields.entries.iter().map(|e| e.key_span.start);
                let next = next.filter(|at| *at > span.end).min().unwrap_or(usize::MAX);
                let in_lost = |lost: &Range<usize>| lost.end > span.start && lost.start < next;
                if self.lost.iter().any(in_lost) {
                    return None;
                }
                self.findings.push(
                    Code::Y03
                        .at(span, format!("“{key}”没有填写"))
                        .help(format!("写成“{key}: {example}”")),
                );
            } else if self.lost.is_empty() && !is_misspelt(fields, key) {
                let within = match fields.name {
                    "" => "文件里".to_owned(),
                    name => format!("“{name}”下"),
                };
                self.findings.push(
                    Code::Y03
                        .at(fields.span.clone(), format!("{within}缺少“{key}”"))
                        .help(format!("加一行“{key}: {example}”")),
                );
            }
        }
        found
    }

    /// A text that has to be there.
    pub(super) fn required_text(
        &mut self,
        fields: &Fields<'_>,
        key: &str,
        example: &str,
    ) -> Option<Spanned<String>> {
        let node = self.required(fields, key, example)?;
        self.text_of(node, key, fields.want(key))
    }

    /// A text that may be left out.
    pub(super) fn optional_text(
        &mut self,
        fields: &Fields<'_>,
        key: &str,
    ) -> Option<Spanned<String>> {
        let node = fields.get(key)?;
        self.text_of(node, key, fields.want(key))
    }

    /// Where the file has a value just as it is read, between its quotes if it has some.
    pub(super) fn exact(&self, value: &Spanned<String>) -> Option<Range<usize>> {
        let written = self.text.get(value.span.clone())?;
        let bare = written.trim_start_matches(['"', '\'']);
        let start = value.span.start + (written.len() - bare.len());
        let end = start + bare.trim_end_matches(['"', '\'', ' ']).len();
        (self.text.get(start..end) == Some(value.value.as_str())).then_some(start..end)
    }

    /// The same with the quotes that it stands in.
    pub(super) fn exact_quoted(&self, value: &Spanned<String>) -> Option<Range<usize>> {
        self.exact(value)?;
        let written = self.text.get(value.span.clone())?.trim_end_matches(' ');
        Some(value.span.start..value.span.start + written.len())
    }

    /// Whether a value stands on more than one line.
    pub(super) fn has_line_end(&self, value: &Range<usize>) -> bool {
        self.text.get(value.clone()).is_some_and(|text| text.trim_end().contains('\n'))
    }

    /// What stands in a line behind a place in it.
    pub(super) fn line_behind(&self, place: &Range<usize>) -> &'f str {
        let rest = self.text.get(place.end..).unwrap_or_default();
        &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())]
    }

    /// Whether a value is the last of braces.
    pub(super) fn closes_braces(&self, value: &Range<usize>) -> bool {
        self.text.get(value.end..).is_some_and(|rest| rest.trim_start_matches(' ').starts_with('}'))
    }

    /// Takes back the fixes of slips inside a node: what looked like keys may be text.
    fn doubt_slips(&mut self, node: &Node) {
        for finding in self.findings.iter_mut().filter(|f| matches!(f.code, Code::Y06 | Code::Y16))
        {
            let inside = finding.span.as_ref().is_some_and(|span| {
                span.start < node.span.end.max(node.span.start + 1) && node.span.start < span.end
            });
            if inside {
                finding.fix.clear();
            }
        }
    }

    pub(super) fn text_of(
        &mut self,
        node: &Node,
        name: &str,
        want: Want,
    ) -> Option<Spanned<String>> {
        let Value::Text(text) = &node.value else {
            if node.value == Value::Refused {
                return None;
            }
            self.doubt_slips(node);
            self.findings.push(
                Code::Y04
                    .at(
                        node.span.clone(),
                        format!("“{name}”应当是{}，这里是{}", want.name(), node.value.kind()),
                    )
                    .help(want.help()),
            );
            return None;
        };
        let text = text.trim_end_matches('\n');
        if want != Want::Prose && text.contains('\n') {
            self.findings.push(
                Code::Y04
                    .at(node.span.clone(), format!("“{name}”应当是{}，这里有好几行", want.name()))
                    .help(want.help()),
            );
            return None;
        }
        let text = if want == Want::Prose { text } else { text.trim() };
        let prompts = unanswered(text, want);
        let mut from = node.span.start;
        for prompt in &prompts {
            let within = self.text.get(from..node.span.end).and_then(|t| t.find(prompt));
            let span = match within.map(|at| from + at) {
                Some(start) => start..start + prompt.len(),
                None => node.span.clone(),
            };
            from = if within.is_some() { span.end } else { from };
            self.findings.push(match *prompt == REVISE {
                true => Code::Y19
                    .at(span, format!("“{name}”还没有照本期的情况改过"))
                    .help(format!("改好以后删去“{REVISE}”")),
                false => Code::Y19
                    .at(span, format!("“{name}”还没有填写：{prompt}"))
                    .help("连同【】一起换成要写的内容；用不上的就删去这一行"),
            });
        }
        if !prompts.is_empty() {
            return None;
        }
        Some(Spanned { value: text.to_owned(), span: node.span.clone() })
    }

    /// A text that has to be one of a few.
    pub(super) fn one_of(&mut self, text: &Spanned<String>, name: &str, allowed: &[&str]) -> bool {
        let known = allowed.contains(&text.value.as_str());
        if !known {
            self.report(
                Code::Y04
                    .at(text.span.clone(), format!("“{name}”不能是“{}”", text.value))
                    .help(format!("写这几个之一：{}", allowed.join("、"))),
            );
        }
        known
    }

    pub(super) fn items<'t>(&mut self, node: &'t Node, name: &str, example: &str) -> &'t [Node] {
        match &node.value {
            Value::List(items) => items,
            other => {
                self.findings.push(
                    Code::Y04
                        .at(
                            node.span.clone(),
                            format!("“{name}”应当是列表，这里是{}", other.kind()),
                        )
                        .help(format!("写成 {example}")),
                );
                &[]
            }
        }
    }

    /// The entries of a map whose keys are the filer's own words.
    pub(super) fn entries<'t>(&mut self, node: &'t Node, name: &str, example: &str) -> &'t [Entry] {
        match &node.value {
            Value::Map(entries) => entries,
            other => {
                self.findings.push(
                    Code::Y04
                        .at(
                            node.span.clone(),
                            format!("“{name}”下应当是{example}，这里是{}", other.kind()),
                        )
                        .help("没有内容就删去这一行"),
                );
                &[]
            }
        }
    }
}

fn names(keys: Keys) -> Vec<&'static str> {
    keys.iter().map(|(name, _)| *name).collect()
}

/// Whether a missing key is there under a misspelt name, which was reported.
fn is_misspelt(fields: &Fields<'_>, key: &str) -> bool {
    let known = names(fields.known);
    let unknown = fields.entries.iter().filter(|entry| !known.contains(&entry.key.as_str()));
    unknown.take(MAX_UNKNOWN).any(|entry| nearest(&entry.key, &known) == Some(key))
}

/// So many unknown keys are compared with one that is missing.
const MAX_UNKNOWN: usize = 20;

/// The known key that a typed one most likely meant.
fn nearest<'k>(typed: &str, known: &[&'k str]) -> Option<&'k str> {
    // Nothing is meant by what is twice as long; it may be as long as a file.
    let longest = known.iter().map(|known| known.chars().count()).max()?;
    if typed.chars().nth(2 * longest).is_some() {
        return None;
    }
    let (near, distance) = known
        .iter()
        .map(|k| (*k, strsim::damerau_levenshtein(typed, k)))
        .min_by_key(|(_, distance)| *distance)?;
    let longer = typed.chars().count().max(near.chars().count());
    (distance * 2 <= longer).then_some(near)
}

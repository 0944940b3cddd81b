//! N01: a short name that was never introduced, and several names for one company.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::carrier::{
    Carrier, FullName, ends_with_any, given, is_company, is_plain, places, starts_with_any,
};
use super::misplaced;
use crate::check::Context;
use crate::check::spans::{Between, TakenRanges, Words};
use crate::filing::is_unfilled;
use crate::finding::{Code, Findings, MAX_FINDINGS};
use crate::prose::Paragraph;
use crate::source::Spanned;
use crate::standard::Territory;
use crate::standard::names::Names;

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let carrier = Carrier::of(context);
    let introduced = Introductions::of(context, &carrier);
    // A short name of another company's that is introduced for one's own is reported at its place.
    let mut paragraphs = paragraphs(context);
    if !paragraphs.any(|paragraph| misplaced::has_short_name(context, &carrier, paragraph)) {
        short_names(context, &carrier, &introduced, findings);
    }
    full_names(context, &carrier, &introduced, findings);
    signatory(context, &carrier, &introduced, findings);
    first_person(context, &carrier, &introduced, findings);
}

/// What the prose introduces names with.
struct Introductions<'c> {
    /// What stands behind 简称, up to the next mark.
    short: Vec<&'c str>,
    /// What stands behind 全称.
    full: Vec<&'c str>,
    /// Full names that the filing's short name is introduced behind.
    named: BTreeSet<&'c str>,
}

impl<'c> Introductions<'c> {
    fn of(context: &'c Context<'_>, carrier: &Carrier<'_>) -> Self {
        let mut introduced = Self { short: vec![], full: vec![], named: BTreeSet::new() };
        let brand = carrier.brand_name();
        let short = filled(context.filing.company.short_name.as_ref()).or(brand.as_deref());
        for paragraph in paragraphs(context) {
            introduced.short.extend(behind(&paragraph.text, &carrier.words.company.short));
            introduced.full.extend(behind(&paragraph.text, &carrier.words.company.full));
            let text = &paragraph.text;
            let names = carrier.full_names(text).into_iter();
            let named = names.filter(|name| {
                short.is_some_and(|s| gives(&text[name.range.end..], s, carrier.words))
            });
            introduced.named.extend(named.map(|name| &text[name.range]));
        }
        introduced
    }

    fn is_short(&self, name: &str) -> bool {
        self.short.iter().any(|text| text.contains(name))
    }

    fn is_full(&self, name: &str) -> bool {
        self.full.iter().any(|text| text.contains(name))
    }
}

/// （以下简称山西移动）, right behind a full name.
fn gives(rest: &str, short: &str, words: &Names) -> bool {
    given(rest, words).is_some_and(|(_, rest)| rest.starts_with(short))
}

/// Which names of a text are old ones: 前身为湖南省电信公司.
struct Former {
    clauses: Between,
    words: Words<'static>,
    right_before: &'static [String],
}

impl Former {
    fn new(words: &'static Names) -> Self {
        let marks = &['，', '。', '；', '：'];
        let right_before = &words.company.former_before;
        let words = Words::new(&words.company.former);
        Self { clauses: Between::new(marks), words, right_before }
    }

    fn is(&mut self, text: &str, at: usize) -> bool {
        let before = &text[..at];
        let clause = self.clauses.around(text, at);
        self.words.before(text, &clause, at)
            || ends_with_any(before.trim_end_matches(['“', '：', '是', '为']), self.right_before)
    }
}

/// What stands behind words, up to the next mark. Of what ends at one mark the longest is enough.
fn behind<'t>(text: &'t str, words: &[String]) -> Vec<&'t str> {
    let mut starts: Vec<usize> =
        words.iter().flat_map(|word| places(text, word)).map(|range| range.end).collect();
    starts.sort_unstable();
    let (mut found, mut upto) = (Vec::new(), 0);
    for start in starts {
        if start >= upto {
            let ends = |c: char| matches!(c, '）' | ')' | '，' | '。' | '；');
            let rest = &text[start..];
            upto = start + rest.find(ends).unwrap_or(rest.len());
            found.push(&text[start..upto]);
        }
    }
    found
}

fn paragraphs<'c>(context: &'c Context<'_>) -> impl Iterator<Item = &'c Paragraph> {
    context.prose.iter().flat_map(|prose| &prose.paragraphs)
}

fn filled(name: Option<&Spanned<String>>) -> Option<&str> {
    name.map(|n| n.value.trim()).filter(|n| !n.is_empty() && !is_unfilled(n))
}

/// The names that the filing gives in its fields.
fn own_names<'c>(context: &'c Context<'_>) -> impl Iterator<Item = &'c str> {
    let filing = context.filing;
    let company = &filing.company;
    let names = std::iter::once(&company.name).chain(&company.short_name);
    names.chain(&filing.signature.units).filter_map(|name| filled(Some(name)))
}

fn short_names(
    context: &Context<'_>,
    carrier: &Carrier<'_>,
    introduced: &Introductions<'_>,
    findings: &mut Findings,
) {
    let company = &context.filing.company;
    let given = filled(company.short_name.as_ref());
    let brand = carrier.brand_name();
    let brand = brand.as_deref().filter(|brand| Some(*brand) != given);
    let names = given.into_iter().map(|name| (name, true)).chain(brand.map(|name| (name, false)));
    for (name, is_given) in names {
        let is_full = std::iter::once(&company.name)
            .chain(&context.filing.signature.units)
            .filter_map(|full| filled(Some(full)))
            .any(|full| full == name);
        // The group's own name needs no introduction.
        let is_group = carrier.operator.is_some_and(|o| o.group == name);
        // 公司, 移动: too short to tell the name from the word.
        let is_word = name.chars().count() < 3;
        if is_full || is_group || is_word || introduced.is_short(name) || introduced.is_full(name) {
            continue;
        }
        let Some(span) = first_use(context, carrier, name) else { continue };
        let message = match given {
            Some(given) if !is_given => {
                format!("“{name}”没有交代过；这份文件的简称是“{given}”")
            }
            _ => format!("简称“{name}”没有交代过就用了"),
        };
        let help = match given {
            Some(given) if !is_given => format!("统一写成“{given}”"),
            _ => {
                let full = filled(Some(&company.name)).unwrap_or("企业全称");
                format!("在公司简介里交代一次，如“{full}（以下简称{name}）”")
            }
        };
        findings.push(Code::N01.at(span, message).help(help));
    }
}

/// Where a short name is used first: by itself, and not as an account's or a trade's name.
fn first_use(context: &Context<'_>, carrier: &Carrier<'_>, name: &str) -> Option<Range<usize>> {
    paragraphs(context).find_map(|paragraph| {
        let text = &paragraph.text;
        let mut uses = places(text, name).peekable();
        uses.peek()?;
        let full = carrier.full_names(text).into_iter().map(|full| full.range);
        // A part of the company's longer name is no use of the short one.
        let own = own_names(context).filter(|own| *own != name).flat_map(|own| places(text, own));
        let longer = TakenRanges::of(full.chain(own));
        let mut former = Former::new(carrier.words);
        let mut uses = uses.filter(|range| {
            let rest = &text[range.end..];
            is_plain(paragraph, range.start)
                && is_company(text, range, carrier.words)
                && !former.is(text, range.start)
                && !starts_with_any(rest, &carrier.words.company.accounts)
                && !rest.strip_prefix(['（', '(']).is_some_and(|rest| explains(rest, carrier.words))
                && !longer.meets(range)
        });
        uses.next().map(|range| paragraph.span(range))
    })
}

/// 山西移动（全称中国移动通信集团山西有限公司）.
fn explains(rest: &str, words: &Names) -> bool {
    starts_with_any(rest, &words.company.full)
}

fn full_names(
    context: &Context<'_>,
    carrier: &Carrier<'_>,
    introduced: &Introductions<'_>,
    findings: &mut Findings,
) {
    // A group has companies of several names; so has one of several provinces in each of them.
    let own = carrier.territory.as_ref().map(Territory::provinces).unwrap_or_default();
    if own.is_empty() {
        return;
    }
    let is_known =
        |name: &str| own_names(context).any(|own| own.contains(name)) || introduced.is_full(name);
    // Each with its first place and how often it stands; none where it is known.
    let mut odd: BTreeMap<&str, Option<(Range<usize>, usize)>> = BTreeMap::new();
    for paragraph in paragraphs(context) {
        let mut former = Former::new(carrier.words);
        for FullName { range, provinces } in carrier.full_names(&paragraph.text) {
            let name = &paragraph.text[range.clone()];
            let ours = own.iter().all(|own| provinces.iter().any(|p| p.short == own.short));
            if !ours
                || !is_plain(paragraph, range.start)
                || former.is(&paragraph.text, range.start)
                || introduced.named.contains(name)
                // More names than findings are listed are no names.
                || odd.len() > MAX_FINDINGS
            {
                continue;
            }
            let known = || is_known(name) || introduced.is_short(name);
            let first = || (!known()).then(|| (paragraph.span(range), 0));
            if let Some((_, count)) = odd.entry(name).or_insert_with(first) {
                *count += 1;
            }
        }
    }
    let proper = proper(context);
    for (name, found) in odd {
        let Some((first, count)) = found else { continue };
        let times = times(count);
        let message = format!("“{name}”与企业的名称“{proper}”不一致{times}");
        findings.push(Code::N01.at(first, message).help(
            "一家企业用一个名称和一个简称；是企业全称的，在公司简介里交代一次，如“（全称……）”",
        ));
    }
}

fn proper<'c>(context: &Context<'c>) -> &'c str {
    &context.filing.company.name.value
}

fn times(n: usize) -> String {
    if n > 1 { format!("，共{n}处") } else { String::new() }
}

/// A 单位 that is another name than the one that the prose introduces. Of several one is enough
/// that is the company.
fn signatory(
    context: &Context<'_>,
    carrier: &Carrier<'_>,
    introduced: &Introductions<'_>,
    findings: &mut Findings,
) {
    let mut units = context.filing.signature.units.iter();
    let is_same = |name: &str| name == proper(context) || introduced.is_full(name);
    let same = units.clone().filter_map(|unit| filled(Some(unit))).any(is_same);
    let Some((unit, name)) = units.find_map(|unit| Some((unit, filled(Some(unit))?))) else {
        return;
    };
    // A 单位 that stands nowhere else is the proper name, where no other was introduced.
    let full = introduced.full.iter().find_map(|text| {
        let name = carrier.full_names(text).into_iter().next()?;
        Some(text[name.range].to_owned())
    });
    let Some(full) = full.filter(|_| !same) else { return };
    let message = format!("签署单位“{name}”不是公司简介里交代的全称“{full}”");
    findings.push(Code::N01.at(unit.span.clone(), message).help("核对营业执照，改成同一个全称"));
}

fn first_person(
    context: &Context<'_>,
    carrier: &Carrier<'_>,
    introduced: &Introductions<'_>,
    findings: &mut Findings,
) {
    let brand = carrier.brand_name().filter(|name| introduced.is_short(name));
    let Some(short) = filled(context.filing.company.short_name.as_ref()).or(brand.as_deref())
    else {
        return;
    };
    for word in &carrier.words.company.first_person {
        let mut spans = Vec::new();
        for paragraph in paragraphs(context) {
            let text = &paragraph.text;
            let used = places(text, word).filter(|range| {
                is_plain(paragraph, range.start)
                    && !ends_with_any(
                        &text[..range.start],
                        &carrier.words.company.not_first_person_after,
                    )
            });
            spans.extend(used.map(|range| paragraph.span(range)));
        }
        let Some(first) = spans.first() else { continue };
        let message = format!("“{word}”是第一人称，别处用简称“{short}”{}", times(spans.len()));
        let help = format!("改成“{short}”或“公司”");
        findings.push(Code::N01.at(first.clone(), message).help(help));
    }
}

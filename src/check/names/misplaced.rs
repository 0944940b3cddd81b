//! N01: another company's name where one's own has to stand: as who files, as whose company it is
//! and where it was set up, as who does what the report tells.

use std::ops::Range;

use super::carrier::{
    Carrier, FullName, ends_with_any, given, group_names, has_any, is_plain, places,
    starts_with_any,
};
use crate::check::Context;
use crate::finding::{Code, Finding};
use crate::prose::{Paragraph, ParagraphKind, ProsePlace};
use crate::standard::names::Names;
use crate::standard::{Operator, Province, Territory};

/// A name in the wrong place.
pub(super) struct MisplacedName {
    pub(super) range: Range<usize>,
    message: String,
}

impl MisplacedName {
    pub(super) fn finding(self, paragraph: &Paragraph) -> Finding {
        Code::N01.at(paragraph.span(self.range), self.message).help(
            "照别的报告改写时留下的，改成本企业的；确实要说别的企业，写明与它的关系，如“与……共建”",
        )
    }
}

/// The names of others that stand where one's own has to.
pub(super) fn find(
    context: &Context<'_>,
    carrier: &Carrier<'_>,
    place: ProsePlace,
    paragraph: &Paragraph,
) -> Vec<MisplacedName> {
    if !place.is_narrative() || paragraph.kind != ParagraphKind::Text {
        return vec![];
    }
    let mut found = introduced(carrier, paragraph, place);
    found.extend(short_names(context, carrier, paragraph));
    found.extend(actors(carrier, paragraph));
    if place == ProsePlace::Profile {
        found.extend(owners(carrier, paragraph));
        found.extend(seats(carrier, paragraph));
    }
    found.retain(|misplaced| is_plain(paragraph, misplaced.range.start));
    found.sort_by_key(|misplaced| (misplaced.range.start, misplaced.range.end));
    found.dedup_by(|next, before| next.range.start < before.range.end);
    found
}

/// Whether a short name that is another's is introduced behind one's own full name.
pub(super) fn has_short_name(
    context: &Context<'_>,
    carrier: &Carrier<'_>,
    paragraph: &Paragraph,
) -> bool {
    !short_names(context, carrier, paragraph).is_empty()
}

/// Whether a short name is introduced here, or it is said what the company is.
fn is_subject(rest: &str, words: &Names) -> bool {
    given(rest, words).is_some() || starts_with_any(rest, &words.company.belongs)
}

fn of_province(name: &str, other: &Province, own: &Territory<'_>) -> String {
    if name == other.name {
        format!("这里写的是“{name}”，本企业在{}", own.label())
    } else {
        format!("“{name}”说的是{}，本企业在{}", other.name, own.label())
    }
}

fn of_group(name: &str, other: &Operator, own: &Operator) -> String {
    if name == other.group {
        format!("这里写的是“{name}”，本企业属于{}", own.group)
    } else {
        format!("“{name}”是{}的，本企业属于{}", other.group, own.group)
    }
}

/// 中国移动河南公司（以下简称…）, 中国联通河北省分公司是…: a full name that introduces who files.
fn introduced(
    carrier: &Carrier<'_>,
    paragraph: &Paragraph,
    place: ProsePlace,
) -> Vec<MisplacedName> {
    let text = &paragraph.text;
    let Some((own, group)) = carrier.known() else { return vec![] };
    let mut found = Vec::new();
    let tells = |name: &FullName<'_>| {
        let before = &text[..name.range.start];
        (opens(before) && is_subject(&text[name.range.end..], carrier.words))
            || (place == ProsePlace::Profile
                && !name.provinces.is_empty()
                && is_full_of(before, carrier.words))
    };
    for name in carrier.full_names(text).into_iter().filter(tells) {
        if let Some(other) = carrier.foreign_in(&name) {
            let message = of_province(&text[name.range.clone()], other, own);
            found.push(MisplacedName { range: name.range, message });
        }
    }
    for other in carrier.other_operators() {
        for name in carrier.full_names_of(text, other).into_iter().filter(tells) {
            // 中国联通 by itself may be whom the company is compared with.
            let is_full = is_full_of(&text[..name.range.start], carrier.words);
            if is_full || carrier.may_be_own(&name) {
                let message = of_group(&text[name.range.clone()], other, group);
                found.push(MisplacedName { range: name.range, message });
            }
        }
    }
    found
}

/// Whether 全称 stands before a name, and not that of what the company was.
fn is_full_of(before: &str, lists: &Names) -> bool {
    let words = before.trim_end_matches(['为', '是', '：', ':', '“', '"', ' ']);
    ends_with_any(words, &lists.company.full)
        && !has_any(near(before, before.len()), &lists.company.former)
}

/// 中国移动河北公司（以下简称河南移动）: another's short name behind one's own full name.
fn short_names(
    context: &Context<'_>,
    carrier: &Carrier<'_>,
    paragraph: &Paragraph,
) -> Vec<MisplacedName> {
    let text = &paragraph.text;
    let Some((own, group)) = carrier.known() else { return vec![] };
    let names = carrier.full_names(text).into_iter();
    let ours = names.filter(|name| carrier.may_be_own(name));
    let mut ends: Vec<usize> = ours.map(|name| name.range.end).collect();
    ends.extend(places(text, &context.filing.company.name.value).map(|range| range.end));
    ends.sort_unstable();
    ends.dedup();
    let found = ends.into_iter().filter_map(|end| {
        let (len, name) = given(&text[end..], carrier.words)?;
        let start = end + len;
        let of_place = |p: &&Province| name.starts_with(&format!("{}{}", p.short, group.brand));
        if let Some(other) = carrier.other_provinces().find(of_place) {
            let range = start..start + other.short.len() + group.brand.len();
            let message = of_province(&text[range.clone()], other, own);
            return Some(MisplacedName { range, message });
        }
        let mut others = carrier.other_operators();
        let (other, len) = others.find_map(|other| {
            let short = short_names_of(other, own).into_iter().find(|s| name.starts_with(s))?;
            Some((other, short.len()))
        })?;
        let range = start..start + len;
        let message = of_group(&text[range.clone()], other, group);
        Some(MisplacedName { range, message })
    });
    found.collect()
}

/// What a group's companies would be called in short where the carrier is.
fn short_names_of(operator: &Operator, own: &Territory<'_>) -> Vec<String> {
    match own {
        Territory::Nationwide => vec![operator.group.clone()],
        Territory::Of(provinces) => {
            provinces.iter().map(|p| format!("{}{}", p.short, operator.brand)).collect()
        }
    }
}

/// Whether a clause begins here, or a subject behind a time.
fn opens(before: &str) -> bool {
    let before = before.trim_end();
    before.is_empty() || before.ends_with(['。', '！', '？', '；', '，', '：'])
}

/// 河南移动将…, 河南公司新建…, 中国联通河北省分公司针对…: another company as who does what the text describes.
fn actors(carrier: &Carrier<'_>, paragraph: &Paragraph) -> Vec<MisplacedName> {
    let text = &paragraph.text;
    let Some((own, group)) = carrier.known() else { return vec![] };
    let mut found = Vec::new();
    let mut beside = Beside { carrier, paragraph, known: None };
    let mut acts = |range: &Range<usize>| {
        opens(&text[..range.start])
            && starts_with_any(&text[range.end..], &carrier.words.company.acts)
            && !beside.tells_of_others(range.start)
    };
    for other in carrier.other_provinces().filter(|p| text.contains(&p.short)) {
        for name in [group.brand.as_str(), "公司"].map(|kind| format!("{}{kind}", other.short)) {
            let misplaced = places(text, &name).filter(&mut acts);
            found.extend(misplaced.map(|range| {
                let message = of_province(&name, other, own);
                MisplacedName { range, message }
            }));
        }
    }
    for name in carrier.full_names(text) {
        let other = carrier.foreign_in(&name).filter(|_| acts(&name.range));
        found.extend(other.map(|other| {
            let message = of_province(&text[name.range.clone()], other, own);
            MisplacedName { range: name.range, message }
        }));
    }
    let provinces: Vec<&Province> =
        carrier.standard.provinces().iter().filter(|p| text.contains(&p.short)).collect();
    for other in carrier.other_operators().filter(|o| text.contains(&o.brand)) {
        let of_places = provinces.iter().map(|p| format!("{}{}", p.short, other.brand));
        for name in std::iter::once(other.group.clone()).chain(of_places) {
            let misplaced = places(text, &name).filter(&mut acts);
            found.extend(misplaced.map(|range| {
                let message = of_group(&name, other, group);
                MisplacedName { range, message }
            }));
        }
    }
    for other in carrier.other_operators() {
        let names = carrier.full_names_of(text, other).into_iter().map(|name| name.range);
        found.extend(names.filter(&mut acts).map(|range| {
            let message = of_group(&text[range.clone()], other, group);
            MisplacedName { range, message }
        }));
    }
    found
}

/// Whether a sentence tells of other companies beside one's own; looked for once in each.
struct Beside<'b> {
    carrier: &'b Carrier<'b>,
    paragraph: &'b Paragraph,
    /// The last sentence that was asked for, and what came out.
    known: Option<(Range<usize>, bool)>,
}

impl Beside<'_> {
    fn tells_of_others(&mut self, at: usize) -> bool {
        let Some(sentence) = self.paragraph.sentence_at(at) else { return true };
        if let Some((_, tells)) = self.known.as_ref().filter(|(known, _)| *known == sentence) {
            return *tells;
        }
        let written = &self.paragraph.text[sentence.clone()];
        let own = self.carrier.brand_names();
        let words = self.carrier.words;
        let tells = has_any(written, &own)
            || has_any(written, &words.company.beside_others)
            || has_any(written, &words.rivals.together)
            || has_any(written, &words.rivals.unnamed)
            || self.carrier.operator.is_some_and(|o| written.contains(&o.group));
        self.known = Some((sentence, tells));
        tells
    }
}

/// 是中国联通在河北省设立的…: another group as whose company it is.
fn owners(carrier: &Carrier<'_>, paragraph: &Paragraph) -> Vec<MisplacedName> {
    let text = &paragraph.text;
    let Some(group) = carrier.operator else { return vec![] };
    let words = &carrier.words.company;
    let mut found = Vec::new();
    for other in carrier.other_operators() {
        for name in group_names(other) {
            let owns = |range: &Range<usize>| {
                let rest = &text[range.end..];
                // 前身为中国联通在山西设立的…
                let is_former = has_any(near(text, range.start), &words.former);
                !is_former
                    && ends_with_any(&text[..range.start], &words.belongs)
                    && (starts_with_any(rest, &words.set_up_in)
                        || starts_with_any(rest, &words.set_up)
                        || rest.starts_with("的"))
            };
            found.extend(places(text, name).filter(owns).map(|range| {
                let message = of_group(name, other, group);
                MisplacedName { range, message }
            }));
        }
    }
    found
}

/// 在河南省设立的…: another province as where the company was set up.
fn seats(carrier: &Carrier<'_>, paragraph: &Paragraph) -> Vec<MisplacedName> {
    let text = &paragraph.text;
    let Some(own) = &carrier.territory else { return vec![] };
    let mut found = Vec::new();
    for other in carrier.other_provinces().filter(|p| text.contains(&p.short)) {
        for range in places(text, &other.short) {
            let rest = &text[range.start..];
            let len = if rest.starts_with(&other.name) { other.name.len() } else { range.len() };
            let range = range.start..range.start + len;
            if is_seat(carrier, paragraph, &range) || is_carrier_of(text, &range, carrier.words) {
                let message = of_province(&text[range.clone()], other, own);
                found.push(MisplacedName { range, message });
            }
        }
    }
    found
}

/// The few characters before a place.
fn near(text: &str, at: usize) -> &str {
    const NEAR: usize = 20;
    let start = text[..at].char_indices().rev().nth(NEAR).map_or(0, |(start, _)| start);
    &text[start..at]
}

/// Whether the company is said to be a place's carrier: `是河南主导运营企业`.
fn is_carrier_of(text: &str, range: &Range<usize>, words: &Names) -> bool {
    const NEAR: usize = 12;
    let rest = &text[range.end..];
    let end = rest.char_indices().nth(NEAR).map_or(rest.len(), |(end, _)| end);
    let behind = &rest[..end];
    // 是河南、河北两省的运营企业: several are meant.
    let behind = &behind[..behind.find(['，', '。', '；', '、', '和', '与', '及']).unwrap_or(end)];
    ends_with_any(&text[..range.start], &words.company.carrier_before)
        && has_any(behind, &words.company.carriers)
}

/// Whether the company is said to be set up at a place: `是中国移动在河南省设立的分支机构`.
fn is_seat(carrier: &Carrier<'_>, paragraph: &Paragraph, range: &Range<usize>) -> bool {
    let text = &paragraph.text;
    let mut rest = &text[range.end..];
    let words = &carrier.words.company;
    while let Some(next) = words.set_up_within.iter().find_map(|w| rest.strip_prefix(w.as_str())) {
        rest = next;
    }
    let is_set_up = starts_with_any(rest, &words.set_up)
        && ends_with_any(&text[..range.start], &words.set_up_in);
    if !is_set_up {
        return false;
    }
    // Whose company it is stands right before.
    let before = near(text, range.start);
    let mut operators = carrier.standard.operators().iter();
    before.contains(['是', '系'])
        || operators.any(|operator| group_names(operator).any(|name| before.contains(name)))
}

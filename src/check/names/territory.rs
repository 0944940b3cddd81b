//! N05: 省份 itself: a name of no province, one named twice, 全国 among others.

use std::ops::Range;

use super::fields::without_marks;
use crate::characters::is_invisible;
use crate::check::Context;
use crate::filing::{NATIONWIDE, is_unfilled};
use crate::finding::{Code, Finding, Findings};
use crate::source::Spanned;
use crate::standard::{Province, Standard};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let named = context.filing.company.provinces.named();
    let mut seen: Vec<(&str, Range<usize>)> = Vec::new();
    for name in named.iter().filter(|name| !is_unfilled(&name.value)) {
        // Of marks around a name N01 speaks.
        let bare = without_marks(&name.value);
        let known = match context.standard.province(bare) {
            Some(province) => province.name.as_str(),
            None if bare == NATIONWIDE => NATIONWIDE,
            None => {
                if !is_spoilt(context, name) {
                    findings.push(unknown(context, name));
                }
                continue;
            }
        };
        match seen.iter().find(|(other, _)| *other == known) {
            Some((_, first)) => findings.push(twice(known, name, first)),
            None => seen.push((known, name.span.clone())),
        }
    }
    let whole = seen.iter().find(|(name, _)| *name == NATIONWIDE);
    let other = seen.iter().find(|(name, _)| *name != NATIONWIDE);
    if let Some(((_, whole), (other, place))) = whole.zip(other) {
        let message = format!("“{NATIONWIDE}”和“{other}”并列，不知道报的是哪里");
        let finding = Code::N05
            .at(whole.clone(), message)
            .help(format!("整个集团报送的只写 {NATIONWIDE}；只报几个省的，删去“{NATIONWIDE}”"));
        findings.push(finding.related(place.clone(), "列的省"));
    }
}

/// Whether the file has something else at a name than what is read: a character that nobody sees,
/// a quotation mark without its other. That is told already.
fn is_spoilt(context: &Context<'_>, name: &Spanned<String>) -> bool {
    let written = context.source.text().get(name.span.clone()).unwrap_or_default().trim();
    // Between YAML's marks a name may be written by escapes.
    let is_quoted = ['"', '\'']
        .into_iter()
        .any(|mark| written.len() > 1 && written.starts_with(mark) && written.ends_with(mark));
    let is_plain = || {
        let same = written.split_whitespace().eq(name.value.split_whitespace());
        same && !written.contains(['"', '\''])
    };
    [written, &name.value].iter().any(|text| text.contains(is_invisible))
        || !(is_quoted || is_plain())
}

fn twice(known: &str, name: &Spanned<String>, first: &Range<usize>) -> Finding {
    let message = format!("省份里“{known}”写了两次");
    let finding = Code::N05.at(name.span.clone(), message).help("删去一个；写错的改成别的省");
    finding.related(first.clone(), "前一次在这里")
}

fn unknown(context: &Context<'_>, name: &Spanned<String>) -> Finding {
    let (standard, written) = (context.standard, name.value.trim());
    if let Some(several) = several(written, standard) {
        let list = format!("[{}]", several.join(", "));
        let message = format!("省份“{written}”写了几个，没有分开");
        let finding = Code::N05.at(name.span.clone(), message).help(format!("写成 {list}"));
        let fix = whole_value(context, name).map(|span| (span, list));
        return match fix {
            Some((span, list)) => finding.fix(span, list),
            None => finding,
        };
    }
    let message = format!("省份填的“{written}”不是哪个省、自治区、直辖市的名称");
    Code::N05.at(name.span.clone(), message).help(match near(written, standard).as_slice() {
        [] if written.contains(NATIONWIDE) => format!("整个集团报送的，写 {NATIONWIDE}"),
        [] => format!(
            "写全称，如 山西省；几个省的写成 [山西省, 陕西省]；整个集团报送的写 {NATIONWIDE}"
        ),
        near => format!("是不是“{}”？", near.join("”“")),
    })
}

/// What stands behind the key as the whole of its line, where the file has it as it is read.
fn whole_value(context: &Context<'_>, name: &Spanned<String>) -> Option<Range<usize>> {
    let text = context.source.text();
    let is_alone = context.filing.company.provinces.named().len() == 1
        && text.get(..name.span.start)?.trim_end_matches(' ').ends_with(':');
    let end = name.span.start + name.value.len();
    let is_exact = text.get(name.span.start..end)? == name.value;
    (is_alone && is_exact).then_some(name.span.start..end)
}

/// The names in a text that names several provinces and nothing else: 山西省、陕西省.
fn several<'s>(written: &str, standard: &'s Standard) -> Option<Vec<&'s str>> {
    let parts = written.split(['、', '，', ',', '；', ';', '/', '和', '及', ' ']);
    let parts: Vec<&str> = parts.map(str::trim).filter(|part| !part.is_empty()).collect();
    let known = parts.iter().map(|part| Some(standard.province(part)?.name.as_str()));
    known.collect::<Option<Vec<_>>>().filter(|names| names.len() > 1)
}

/// The few provinces whose names are what was written but for one character.
fn near<'s>(written: &str, standard: &'s Standard) -> Vec<&'s str> {
    const MOST: usize = 3;
    // No name of a province is longer.
    if written.chars().count() > 10 {
        return vec![];
    }
    let distance = |p: &Province| {
        let of = |name: &str| strsim::damerau_levenshtein(name, written);
        of(&p.name).min(of(&p.short))
    };
    let is_near = |p: &&Province| distance(p) == 1 && written.chars().count() > 1;
    let near: Vec<&str> =
        standard.provinces().iter().filter(is_near).map(|p| p.name.as_str()).collect();
    if near.len() > MOST { vec![] } else { near }
}

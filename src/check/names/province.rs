//! N01: the name of another province or of another group, as is left over from a text that was
//! copied.

use std::ops::Range;

use super::carrier::{
    Carrier, ends_with_any, group_names, has_any, is_company, is_plain, places, starts_with_any,
};
use crate::check::spans::Taken;
use crate::check::{Case, Paragraph};
use crate::diagnostic::{Finding, Findings};
use crate::filing::is_unfilled;
use crate::source::Spanned;
use crate::standard::Province;
use crate::standard::names::NAMES;

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let carrier = Carrier::of(case);
    let company = &case.filing.company;
    let fields = [
        ("企业名称", Some(&company.name)),
        ("简称", company.short_name.as_ref()),
        ("签署单位", case.filing.signature.unit.as_ref()),
    ];
    for (what, name) in fields {
        let Some(name) = name.filter(|name| !is_unfilled(&name.value)) else { continue };
        findings.extend(field_of_another_province(&carrier, what, name));
        findings.extend(field_of_another_group(case, &carrier, what, name));
    }
    for paragraph in case.prose.iter().flat_map(|prose| &prose.paragraphs) {
        in_prose(&carrier, paragraph, findings);
    }
}

fn field_of_another_province(
    carrier: &Carrier<'_>,
    what: &str,
    name: &Spanned<String>,
) -> Option<Finding> {
    let own = carrier.province?;
    if name.value.contains(&own.short) {
        return None;
    }
    let other = carrier.other_provinces().find(|p| name.value.contains(&p.short))?;
    let told = format!("{what}“{}”是{}的，省份填的是{}", name.value, other.name, own.name);
    Some(Finding::warning("N01", name.span.clone(), told).help("核对名称和省份，改成一致"))
}

fn field_of_another_group(
    case: &Case<'_>,
    carrier: &Carrier<'_>,
    what: &str,
    name: &Spanned<String>,
) -> Option<Finding> {
    let text = &name.value;
    let own = carrier.operator;
    let brand = |brand: &str| {
        carrier.province.is_some_and(|p| {
            let compound = format!("{}{brand}", p.short);
            text.starts_with(&compound)
        })
    };
    if own.is_some_and(|o| group_names(o).any(|n| text.contains(n)) || brand(&o.brand)) {
        return None;
    }
    let others = carrier.standard.operators().iter();
    let other = others
        .filter(|o| own.is_none_or(|own| own.group != o.group))
        .find(|o| text.starts_with(&o.group) || brand(&o.brand))?;
    let group = &case.filing.company.group.value;
    let told = format!("{what}“{text}”是{}的，集团填的是{group}", other.group);
    Some(Finding::warning("N01", name.span.clone(), told).help("核对名称和集团，改成一致"))
}

fn in_prose(carrier: &Carrier<'_>, paragraph: &Paragraph, findings: &mut Findings) {
    let text = &paragraph.text;
    let Some(own) = carrier.province else { return };
    for clause in paragraph.clauses() {
        let words = &text[clause.clone()];
        let named: Vec<&Province> =
            carrier.other_provinces().filter(|p| words.contains(&p.short)).collect();
        // Several provinces, or one's own beside another: both are meant.
        if named.len() != 1
            || words.contains(&own.short)
            || has_any(words, &NAMES.company.elsewhere)
        {
            continue;
        }
        for range in others(carrier, words, named[0]) {
            let range = clause.start + range.start..clause.start + range.end;
            let before = &text[..range.start];
            if !is_plain(paragraph, range.start)
                || ends_with_any(before, &NAMES.company.elsewhere_before)
            {
                continue;
            }
            let name = &text[range.clone()];
            let told = format!("“{name}”说的是{}，本企业在{}", named[0].name, own.name);
            findings.push(Finding::warning("N01", paragraph.span(range), told).help(
                "照别省的报告改写时留下的，改成本省；确实写外省的事，说明与外省的关系，如“支援”",
            ));
        }
    }
}

/// Where a clause names another province, each place once, the longest name first.
fn others(carrier: &Carrier<'_>, clause: &str, province: &Province) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut taken = Taken::default();
    let mut add = |range: Range<usize>| {
        if taken.take(&range) {
            found.push(range);
        }
    };
    let of_province = |p: &&Province| p.short == province.short;
    for name in carrier.full_names(clause) {
        if name.provinces.iter().any(of_province) {
            add(name.range);
        }
    }
    if let Some(operator) = carrier.operator {
        let compound = format!("{}{}", province.short, operator.brand);
        places(clause, &compound).filter(|range| is_company(clause, range)).for_each(&mut add);
    }
    let whole = format!("{}{}", NAMES.company.whole, province.short);
    places(clause, &whole).for_each(&mut add);
    let is_place = |range: &Range<usize>| {
        let market = province.name.ends_with('市')
            && starts_with_any(&clause[range.end..], &NAMES.company.not_city_before);
        !market
    };
    places(clause, &province.name).filter(is_place).for_each(&mut add);
    found.sort_by_key(|range| range.start);
    found
}

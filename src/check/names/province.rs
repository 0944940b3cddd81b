//! N01: the name of another province in the prose, as is left over from a text that was copied.

use std::ops::Range;

use super::carrier::{
    Carrier, ends_with_any, has_any, is_company, is_plain, places, starts_with_any,
};
use super::misplaced;
use crate::check::Context;
use crate::check::spans::TakenRanges;
use crate::finding::{Code, Findings};
use crate::prose::Paragraph;
use crate::standard::names::Names;
use crate::standard::{Province, Territory};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let carrier = Carrier::of(context);
    for prose in &context.prose {
        for paragraph in &prose.paragraphs {
            let misplaced = misplaced::find(context, &carrier, prose.place, paragraph);
            let mut taken = TakenRanges::of(misplaced.iter().map(|found| found.range.clone()));
            let found = misplaced.into_iter().map(|found| found.finding(paragraph));
            findings.extend(found);
            in_prose(&carrier, paragraph, &mut taken, findings);
        }
    }
}

fn in_prose(
    carrier: &Carrier<'_>,
    paragraph: &Paragraph,
    taken: &mut TakenRanges,
    findings: &mut Findings,
) {
    let text = &paragraph.text;
    let Some(own) = &carrier.territory else { return };
    let lists = &carrier.words.company;
    for clause in paragraph.clauses() {
        let words = &text[clause.clone()];
        let named: Vec<&Province> =
            carrier.other_provinces().filter(|p| words.contains(&p.short)).collect();
        // Several provinces, or one's own beside another: both are meant.
        if named.len() != 1 || has_any(words, &lists.elsewhere) {
            continue;
        }
        let found = match own.provinces().iter().any(|own| words.contains(&own.short)) {
            true if is_beside(carrier, words, own) => continue,
            // 河北移动将为河南高质量发展: it names itself, and whom it serves is another.
            true => served(words, named[0], carrier.words).collect(),
            false => others(carrier, words, named[0]),
        };
        for range in found {
            let range = clause.start + range.start..clause.start + range.end;
            let before = &text[..range.start];
            if !is_plain(paragraph, range.start)
                || ends_with_any(before, &lists.elsewhere_before)
                || has_any(&text[clause.start..range.start], &lists.elsewhere_ahead)
                || starts_with_any(&text[range.end..], &lists.elsewhere_ahead)
                || is_struck(before, &text[range.end..clause.end], carrier.words)
                || !taken.take(&range)
            {
                continue;
            }
            let name = &text[range.clone()];
            let message = format!("“{name}”说的是{}，本企业在{}", named[0].name, own.label());
            findings.push(Code::N01.at(paragraph.span(range), message).help(
                "照别省的报告改写时留下的，改成本省；确实写外省的事，说明与外省的关系，如“支援”",
            ));
        }
    }
}

/// Whether a clause names one's own province otherwise than in the company's name.
fn is_beside(carrier: &Carrier<'_>, clause: &str, own: &Territory<'_>) -> bool {
    let full = carrier.full_names(clause).into_iter().map(|name| name.range);
    let brands = carrier.brand_names();
    let brands = brands.iter().flat_map(|brand| places(clause, brand));
    let names = TakenRanges::of(full.chain(brands));
    let mut own = own.provinces().iter().flat_map(|own| places(clause, &own.short));
    own.any(|range| !names.meets(&range))
}

/// 受河南省强降雨影响: what came from there.
fn is_struck(before: &str, after: &str, words: &Names) -> bool {
    ends_with_any(before, &words.company.struck_before) && has_any(after, &words.company.struck)
}

/// 为河南高质量发展: a city's name alone may be that of a customer's seat.
fn served<'t>(
    clause: &'t str,
    province: &'t Province,
    words: &'t Names,
) -> impl Iterator<Item = Range<usize>> + 't {
    let is_city = province.name.ends_with('市');
    places(clause, &province.short).filter(move |range| {
        !is_city
            && ends_with_any(&clause[..range.start], &words.company.serves)
            && starts_with_any(&clause[range.end..], &words.company.served)
    })
}

/// Where a clause names another province, each place once, the longest name first.
fn others(carrier: &Carrier<'_>, clause: &str, province: &Province) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut taken = TakenRanges::default();
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
        places(clause, &compound)
            .filter(|range| is_company(clause, range, carrier.words))
            .for_each(&mut add);
    }
    let whole = format!("{}{}", carrier.words.company.whole, province.short);
    places(clause, &whole).for_each(&mut add);
    let is_place = |range: &Range<usize>| {
        let market = province.name.ends_with('市')
            && starts_with_any(&clause[range.end..], &carrier.words.company.not_city_before);
        !market
    };
    places(clause, &province.name).filter(is_place).for_each(&mut add);
    served(clause, province, carrier.words).for_each(&mut add);
    found.sort_by_key(|range| range.start);
    found
}

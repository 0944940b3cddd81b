//! The carrier that files, and the names of companies in a text.

use std::ops::Range;

use crate::check::Context;
use crate::filing::is_unfilled;
use crate::prose::Paragraph;
use crate::standard::names::Names;
use crate::standard::{Operator, Province, Standard, Territory};

/// Who files, as far as the standard knows it.
pub(super) struct Carrier<'c> {
    pub(super) standard: &'c Standard,
    /// The standard's words about names.
    pub(super) words: &'static Names,
    /// `None` for 集团 其他, and where all names are of another group.
    pub(super) operator: Option<&'c Operator>,
    /// `None` where 省份 has a name of no province, and where all names are of another one.
    pub(super) territory: Option<Territory<'c>>,
    /// The group that all names are of, where 集团 says another.
    pub(super) named_operator: Option<&'c Operator>,
    /// The province that all names are of, where 省份 says another.
    pub(super) named_province: Option<&'c Province>,
}

impl<'c> Carrier<'c> {
    pub(super) fn of(context: &Context<'c>) -> Self {
        let (company, standard) = (&context.filing.company, context.standard);
        let operator = standard.operator(&company.group.value);
        let territory = standard.territory(&company.provinces);
        let names = std::iter::once(&company.name).chain(&company.short_name);
        let names = names.chain(&context.filing.signature.units);
        let names: Vec<&str> =
            names.map(|name| name.value.as_str()).filter(|name| !is_unfilled(name)).collect();
        let named_province = territory.as_ref().and_then(|own| {
            agreed(&names, |name| {
                let named = standard.provinces().iter().filter(|p| name.contains(&p.short));
                named.max_by_key(|p| own.names(p))
            })
            .filter(|p| is_odd(own, p, operator))
        });
        let places = places_of(standard, territory.as_ref(), named_province);
        let named_operator = operator.and_then(|own| {
            agreed(&names, |name| operator_of(name, standard, &places))
                .filter(|o| o.group != own.group)
        });
        Self {
            standard,
            words: standard.names(),
            operator: operator.filter(|_| named_operator.is_none()),
            territory: territory.filter(|_| named_province.is_none()),
            named_operator,
            named_province,
        }
    }

    /// Where it is, and its group, where both are known.
    pub(super) fn known(&self) -> Option<(&Territory<'c>, &'c Operator)> {
        self.territory.as_ref().zip(self.operator)
    }

    /// 山西移动; of a carrier of one province.
    pub(super) fn brand_name(&self) -> Option<String> {
        Some(format!("{}{}", self.territory.as_ref()?.only()?.short, self.operator?.brand))
    }

    /// 山西移动, 陕西移动: what the companies of its provinces are called in short.
    pub(super) fn brand_names(&self) -> Vec<String> {
        let provinces = self.territory.iter().flat_map(Territory::provinces);
        let named = |p: &&Province| Some(format!("{}{}", p.short, self.operator?.brand));
        provinces.filter_map(named).collect()
    }

    /// Where its operator may have companies by their short names: in its own provinces, or in that
    /// which all names are of.
    pub(super) fn places(&self) -> Vec<&'c Province> {
        places_of(self.standard, self.territory.as_ref(), self.named_province)
    }

    /// The provinces that are another's; none where the carrier's own are not known.
    pub(super) fn other_provinces(&self) -> impl Iterator<Item = &'c Province> {
        let own = self.territory.as_ref();
        let others = self.standard.provinces().iter();
        others.filter(move |p| own.is_some_and(|own| own.excludes(p)))
    }

    /// Whether a full name of its group may be its own: it has one of its provinces, and none where
    /// it is the whole group's.
    pub(super) fn may_be_own(&self, name: &FullName<'_>) -> bool {
        self.territory.as_ref().is_some_and(|own| match own {
            Territory::Nationwide => name.provinces.is_empty(),
            Territory::Of(_) => name.provinces.iter().any(|p| own.names(p)),
        })
    }

    /// The province that makes a full name another's.
    pub(super) fn foreign_in(&self, name: &FullName<'c>) -> Option<&'c Province> {
        let own = self.territory.as_ref()?;
        let first = name.provinces.first().filter(|_| !self.may_be_own(name))?;
        own.excludes(first).then_some(first)
    }

    /// The groups other than the carrier's own; none where that is not known.
    pub(super) fn other_operators(&self) -> impl Iterator<Item = &'c Operator> {
        let own = self.operator;
        let others = self.standard.operators().iter();
        others.filter(move |o| own.is_some_and(|own| own.group != o.group))
    }

    /// The full names of companies of the carrier's own group in a text.
    pub(super) fn full_names(&self, text: &str) -> Vec<FullName<'c>> {
        self.operator.map(|operator| self.full_names_of(text, operator)).unwrap_or_default()
    }

    /// The full names of companies of a group in a text.
    pub(super) fn full_names_of(&self, text: &str, operator: &Operator) -> Vec<FullName<'c>> {
        let mut names = Vec::new();
        // Every name ends so.
        if !text.contains("公司") {
            return names;
        }
        let mut after = 0;
        let provinces = self.standard.provinces();
        let beginnings = group_names(operator).chain(provinces.iter().map(|p| p.short.as_str()));
        let beginnings: Vec<char> = beginnings.filter_map(|name| name.chars().next()).collect();
        for (at, c) in text.char_indices() {
            if at < after || !beginnings.contains(&c) {
                continue;
            }
            if let Some(name) = full_name(text, at, operator, provinces, self.words) {
                after = name.range.end;
                names.push(name);
            }
        }
        names
    }
}

/// Whether a province in the company's names is none of its own. A carrier of the whole country has
/// none there; but one of no known group may have its name from its seat.
pub(super) fn is_odd(own: &Territory<'_>, named: &Province, operator: Option<&Operator>) -> bool {
    if own.is_nationwide() { operator.is_some() } else { own.excludes(named) }
}

fn places_of<'c>(
    standard: &'c Standard,
    own: Option<&Territory<'c>>,
    named: Option<&'c Province>,
) -> Vec<&'c Province> {
    match (named, own) {
        (Some(named), _) => vec![named],
        (None, Some(Territory::Nationwide)) => standard.provinces().iter().collect(),
        (None, Some(own)) => own.provinces().to_vec(),
        (None, None) => vec![],
    }
}

/// What at least two names say, and no name says otherwise.
fn agreed<'c, T>(names: &[&str], says: impl Fn(&str) -> Option<&'c T>) -> Option<&'c T> {
    let said: Vec<&T> = names.iter().filter_map(|name| says(name)).collect();
    let (first, rest) = said.split_first()?;
    (!rest.is_empty() && rest.iter().all(|other| std::ptr::eq(*first, *other))).then_some(*first)
}

/// The group that a company's name is of: 中国移动…, 河北移动.
pub(super) fn operator_of<'c>(
    name: &str,
    standard: &'c Standard,
    places: &[&Province],
) -> Option<&'c Operator> {
    standard.operators().iter().find(|operator| {
        let mut behind = places.iter().filter_map(|p| name.strip_prefix(p.short.as_str()));
        let by_brand = behind.any(|rest| rest.starts_with(&operator.brand));
        by_brand || group_names(operator).any(|group| name.starts_with(group))
    })
}

/// A company's full name in a text: 中国移动通信集团山西有限公司.
#[derive(Debug)]
pub(super) struct FullName<'c> {
    pub(super) range: Range<usize>,
    /// The provinces in it.
    pub(super) provinces: Vec<&'c Province>,
}

/// The most words and provinces behind the beginning of a name.
const MAX_WORDS: usize = 16;

/// The full name that begins at a place: the group or a province with the brand, then provinces
/// and words of companies, up to the last 公司.
fn full_name<'c>(
    text: &str,
    at: usize,
    operator: &Operator,
    provinces: &'c [Province],
    words: &Names,
) -> Option<FullName<'c>> {
    let begins = |rest: &str| {
        let of_group = group_names(operator).filter_map(|name| starts(rest, name)).max();
        of_group.or_else(|| {
            let (_, province) = province_at(rest, provinces)?;
            let brand = starts(&rest[province..], &operator.brand)?;
            Some(province + brand)
        })
    };
    let mut end = at + begins(&text[at..])?;
    let mut found: Vec<&Province> = Vec::new();
    found.extend(province_at(&text[at..], provinces).map(|(province, _)| province));
    let mut last = text[at..end].ends_with("公司").then_some(end);
    for _ in 0..MAX_WORDS {
        let rest = &text[end..];
        if let Some((province, len)) = province_in_brackets(rest, provinces) {
            found.push(province);
            end += len;
        } else {
            let words = words.company.words.iter().filter_map(|word| starts(rest, word)).max();
            let Some(len) = words else { break };
            end += len;
            if text[..end].ends_with("公司") {
                last = Some(end);
            }
        }
    }
    let range = at..last?;
    found.retain(|p| text[range.clone()].contains(&p.short));
    Some(FullName { range, provinces: found })
}

fn province_in_brackets<'c>(
    rest: &str,
    provinces: &'c [Province],
) -> Option<(&'c Province, usize)> {
    if let Some(found) = province_at(rest, provinces) {
        return Some(found);
    }
    let open = rest.chars().next().filter(|c| matches!(c, '（' | '('))?.len_utf8();
    let (province, len) = province_at(&rest[open..], provinces)?;
    let close = rest[open + len..].chars().next().filter(|c| matches!(c, '）' | ')'))?;
    Some((province, open + len + close.len_utf8()))
}

/// The province that a text begins with, by its full name or its short one.
fn province_at<'c>(text: &str, provinces: &'c [Province]) -> Option<(&'c Province, usize)> {
    let found = provinces.iter().find(|p| text.starts_with(&p.short))?;
    let len = starts(text, &found.name).unwrap_or(found.short.len());
    Some((found, len))
}

/// 中国移动 and its other names.
pub(super) fn group_names(operator: &Operator) -> impl Iterator<Item = &str> {
    std::iter::once(&operator.group).chain(&operator.also).map(String::as_str)
}

fn starts(text: &str, word: &str) -> Option<usize> {
    text.starts_with(word).then_some(word.len())
}

/// The places of a word in a text.
pub(super) fn places<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
    text.match_indices(word).map(|(at, found)| at..at + found.len())
}

/// Whether a text begins with one of several words.
pub(super) fn starts_with_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.starts_with(word.as_str()))
}

/// Whether a text ends with one of several words.
pub(super) fn ends_with_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.ends_with(word.as_str()))
}

/// Whether a text has one of several words.
pub(super) fn has_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}

/// Whether words are the filer's own: not in a title and not a quotation.
pub(super) fn is_plain(paragraph: &Paragraph, at: usize) -> bool {
    !paragraph.in_title(at) && !paragraph.in_quotation(at)
}

/// Whether a company's name is one, as it stands: 山西电信业 is a trade.
pub(super) fn is_company(text: &str, range: &Range<usize>, words: &Names) -> bool {
    !starts_with_any(&text[range.end..], &words.company.goes_on)
}

/// What stands behind （以下简称, which stands right behind a full name, and how far on that is.
pub(super) fn given<'t>(behind: &'t str, words: &Names) -> Option<(usize, &'t str)> {
    let rest = behind.trim_start_matches(['（', '(', '，', ',', ' ']);
    let rest = rest.strip_prefix("以").unwrap_or(rest);
    let rest = rest.strip_prefix("下").unwrap_or(rest);
    let rest = words
        .company
        .short
        .iter()
        .chain(&words.company.called)
        .find_map(|word| rest.strip_prefix(word.as_str()));
    let name = rest?.trim_start_matches(['为', '：', ':', '“', '"', ' ']);
    Some((behind.len() - name.len(), name))
}

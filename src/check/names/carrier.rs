//! The carrier that files, and the names of companies in a text.

use std::ops::Range;

use crate::check::Context;
use crate::filing::is_unfilled;
use crate::prose::Paragraph;
use crate::standard::names::Names;
use crate::standard::{Operator, Province, Standard};

/// Who files, as far as the standard knows it.
pub(super) struct Carrier<'c> {
    pub(super) standard: &'c Standard,
    /// The standard's words about names.
    pub(super) words: &'static Names,
    /// `None` for 集团 其他, and where all names are of another group.
    pub(super) operator: Option<&'c Operator>,
    /// `None` where 省份 is none of the provinces, and where all names are of another one.
    pub(super) province: Option<&'c Province>,
    /// The group that all names are of, where 集团 says another.
    pub(super) named_operator: Option<&'c Operator>,
    /// The province that all names are of, where 省份 says another.
    pub(super) named_province: Option<&'c Province>,
}

impl<'c> Carrier<'c> {
    pub(super) fn of(context: &Context<'c>) -> Self {
        let (company, standard) = (&context.filing.company, context.standard);
        let operator = standard.operator(&company.group.value);
        let province = standard.province(&company.province.value);
        let names = std::iter::once(&company.name).chain(&company.short_name);
        let names = names.chain(&context.filing.signature.units);
        let names: Vec<&str> =
            names.map(|name| name.value.as_str()).filter(|name| !is_unfilled(name)).collect();
        let named_province = province.and_then(|own| {
            agreed(&names, |name| {
                let named = standard.provinces().iter().filter(|p| name.contains(&p.short));
                named.max_by_key(|p| p.short == own.short)
            })
            .filter(|p| p.short != own.short)
        });
        let place = named_province.or(province);
        let named_operator = operator.and_then(|own| {
            agreed(&names, |name| operator_of(name, standard, place))
                .filter(|o| o.group != own.group)
        });
        Self {
            standard,
            words: standard.names(),
            operator: operator.filter(|_| named_operator.is_none()),
            province: province.filter(|_| named_province.is_none()),
            named_operator,
            named_province,
        }
    }

    /// 山西移动.
    pub(super) fn brand_name(&self) -> Option<String> {
        Some(format!("{}{}", self.province?.short, self.operator?.brand))
    }

    /// The provinces other than the carrier's own; none where that is not known.
    pub(super) fn other_provinces(&self) -> impl Iterator<Item = &'c Province> {
        let own = self.province;
        let others = self.standard.provinces().iter();
        others.filter(move |p| own.is_some_and(|own| own.short != p.short))
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
    province: Option<&Province>,
) -> Option<&'c Operator> {
    standard.operators().iter().find(|operator| {
        let by_brand = province
            .and_then(|p| name.strip_prefix(p.short.as_str()))
            .is_some_and(|rest| rest.starts_with(&operator.brand));
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

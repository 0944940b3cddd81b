//! N01: the fields that name the company, each by itself and among one another.

use super::carrier::{Carrier, group_names, is_odd, operator_of};
use crate::check::Context;
use crate::filing::is_unfilled;
use crate::finding::{Code, Finding, Findings};
use crate::prose::Paragraph;
use crate::source::Spanned;
use crate::standard::Province;

/// Marks that would be printed around a name, the closing one behind.
const MARKS: [(char, char); 8] = [
    ('“', '”'),
    ('‘', '’'),
    ('「', '」'),
    ('『', '』'),
    ('《', '》'),
    ('"', '"'),
    ('\'', '\''),
    ('＂', '＂'),
];

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let carrier = Carrier::of(context);
    let filing = context.filing;
    let company = &filing.company;
    let mut names = vec![("企业名称", Some(&company.name)), ("简称", company.short_name.as_ref())];
    let signature = &filing.signature;
    names.extend(signature.units.iter().map(|unit| ("签署单位", Some(unit))));
    let mut others = vec![("标题", filing.title.as_ref()), ("联系人", signature.contact.as_ref())];
    others.extend(company.provinces.named().iter().map(|name| ("省份", Some(name))));
    others.extend(filing.addressees.iter().map(|name| ("主送", Some(name))));
    others.extend(filing.copied_to.iter().map(|name| ("抄送", Some(name))));
    for (what, field) in names.iter().copied().chain(others).filter_map(filled) {
        findings.extend(in_marks(context, what, field));
    }
    findings.extend(odd_province(context, &carrier));
    findings.extend(odd_group(context, &carrier));
    for (what, name) in names.into_iter().filter_map(filled) {
        findings.extend(of_another_province(&carrier, what, name));
        findings.extend(of_another_group(context, &carrier, what, name));
    }
    findings.extend(short_is_full(context, &carrier));
}

type Named<'f> = (&'static str, Option<&'f Spanned<String>>);

fn filled<'f>((what, field): Named<'f>) -> Option<(&'static str, &'f Spanned<String>)> {
    Some((what, field.filter(|field| !is_unfilled(&field.value))?))
}

/// A name as a whole in quotation marks: YAML's are only the straight ones.
fn in_marks(context: &Context<'_>, what: &str, field: &Spanned<String>) -> Option<Finding> {
    let name = field.value.trim();
    let (open, close) = MARKS.into_iter().find(|(open, _)| name.starts_with(*open))?;
    let inner = name.strip_prefix(open)?.strip_suffix(close)?;
    if inner.trim().is_empty() || inner.contains([open, close]) {
        return None;
    }
    let message = format!("{what}前后的引号 {open} {close} 会原样印出来");
    let finding =
        Code::N01.at(field.span.clone(), message).help(format!("去掉前后的引号，写成 {inner}"));
    let line = Paragraph::of_line(field, context.source);
    let whole = 0..line.text.len();
    let last = whole.end - line.text.trim_end().chars().next_back()?.len_utf8();
    let first = line.editable(0..open.len_utf8(), context.source);
    let last = line.editable(last..whole.end, context.source);
    Some(match first.zip(last) {
        Some((first, last)) => finding.fix(first, "").fix(last, ""),
        None => finding,
    })
}

/// A name without quotation marks around it.
pub(super) fn without_marks(name: &str) -> &str {
    let name = name.trim();
    let inner = MARKS.into_iter().find_map(|(open, close)| {
        name.strip_prefix(open).and_then(|rest| rest.strip_suffix(close))
    });
    inner.map_or(name, str::trim)
}

/// 省份 against names that agree.
fn odd_province(context: &Context<'_>, carrier: &Carrier<'_>) -> Option<Finding> {
    let named = carrier.named_province?;
    let field = &context.filing.company.provinces;
    let message = format!("省份填的是{}，名称和简称都是{}的", field.label(), named.name);
    let help = format!("核对省份：名称没有写错的，改成“{}”", named.name);
    Some(Code::N01.at(field.span(), message).help(help))
}

/// 集团 against names that agree.
fn odd_group(context: &Context<'_>, carrier: &Carrier<'_>) -> Option<Finding> {
    let named = carrier.named_operator?;
    let field = &context.filing.company.group;
    let message = format!("集团填的是{}，名称和简称都是{}的", field.value, named.group);
    let help = format!("核对集团：名称没有写错的，改成“{}”", named.group);
    Some(Code::N01.at(field.span.clone(), message).help(help))
}

fn of_another_province(
    carrier: &Carrier<'_>,
    what: &str,
    name: &Spanned<String>,
) -> Option<Finding> {
    let own = carrier.territory.as_ref()?;
    if own.provinces().iter().any(|own| name.value.contains(&own.short)) {
        return None;
    }
    let mut provinces = carrier.standard.provinces().iter();
    let is_other =
        |p: &&Province| name.value.contains(&p.short) && is_odd(own, p, carrier.operator);
    let other = provinces.find(is_other)?;
    let message = format!("{what}“{}”是{}的，省份填的是{}", name.value, other.name, own.label());
    Some(Code::N01.at(name.span.clone(), message).help("核对名称和省份，改成一致"))
}

fn of_another_group(
    context: &Context<'_>,
    carrier: &Carrier<'_>,
    what: &str,
    name: &Spanned<String>,
) -> Option<Finding> {
    if carrier.named_operator.is_some() {
        return None;
    }
    let text = name.value.trim_start_matches(MARKS.map(|(open, _)| open));
    let other = operator_of(text, carrier.standard, &carrier.places())?;
    let own = carrier.operator;
    if own.is_some_and(|own| group_names(own).any(|name| text.contains(name)))
        || own.is_some_and(|own| own.group == other.group)
    {
        return None;
    }
    let group = &context.filing.company.group.value;
    let message = format!("{what}“{text}”是{}的，集团填的是{group}", other.group);
    Some(Code::N01.at(name.span.clone(), message).help("核对名称和集团，改成一致"))
}

/// A 简称 that shortens nothing.
fn short_is_full(context: &Context<'_>, carrier: &Carrier<'_>) -> Option<Finding> {
    let company = &context.filing.company;
    let short = company.short_name.as_ref()?;
    let is_same = short.value.trim() == company.name.value.trim();
    if !is_same || is_unfilled(&short.value) || !short.value.contains("公司") {
        return None;
    }
    let message = "简称与企业名称一样，没有简".to_owned();
    let help = match carrier.brand_name() {
        Some(brand) => format!("写成“{brand}”这样的简称，并在公司简介里交代一次"),
        None => "写一个短的名称，并在公司简介里交代一次".to_owned(),
    };
    Some(Code::N01.at(short.span.clone(), message).help(help))
}

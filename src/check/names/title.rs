//! N04: 标题 with what is printed before it anyway.

use std::ops::Range;

use super::carrier::{Carrier, group_names};
use crate::check::Context;
use crate::check::period::title_agrees;
use crate::filing::{Half, Period, is_unfilled};
use crate::finding::{Code, Findings};
use crate::prose::Paragraph;

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let filing = context.filing;
    let Some(title) = filing.title.as_ref().filter(|title| !is_unfilled(&title.value)) else {
        return;
    };
    let line = Paragraph::of_line(title, context.source);
    // Of another period P01 tells.
    if !title_agrees(&line.text, filing.period.value) {
        return;
    }
    let printed = printed_before(context);
    let Some((range, named)) = doubled(&line.text, &printed) else { return };
    let left = [&line.text[..range.start], &line.text[range.end..]].concat();
    let message = format!("标题里又写了“{}”，印出来会重复", named.join("”“"));
    let finding = Code::N04.at(line.span(range.clone()), message);
    // What is in the middle is for the filer to take out.
    let is_whole = range.start == 0 || range.end == line.text.len();
    let is_sure = is_whole && !left.trim().is_empty() && !has_name(&left, &Carrier::of(context));
    let fix = line.editable(range, context.source).filter(|_| is_sure);
    findings.push(match fix {
        Some(span) => finding
            .help(format!("程序会在标题前印上企业名称和报告期，这里只写“{}”", left.trim()))
            .fix(span, ""),
        None => {
            finding.help("程序会在标题前印上企业名称和报告期，这里只写“服务质量状况报告”这样的名称")
        }
    });
}

/// Whether what is left of a title has a piece of a company's name: of 中国移动河南公司 with another
/// province only 中国移动 is printed before it.
fn has_name(left: &str, carrier: &Carrier<'_>) -> bool {
    left.contains("公司") || carrier.other_provinces().any(|p| left.contains(&p.short))
}

/// What is printed before the title, and what else the company and the period are called; the
/// longer names first.
fn printed_before(context: &Context<'_>) -> Vec<String> {
    let filing = context.filing;
    let company = &filing.company;
    let Period { year, half } = filing.period.value;
    let half = if half == Half::First { "上半年" } else { "下半年" };
    let mut names = vec![
        format!("{year}年{half}"),
        format!("{year}{half}"),
        format!("{year}年度{half}"),
        half.to_owned(),
        company.name.value.clone(),
    ];
    names.extend(company.short_name.iter().map(|name| name.value.clone()));
    names.extend(filing.signature.units.iter().map(|name| name.value.clone()));
    let carrier = Carrier::of(context);
    names.extend(carrier.brand_names());
    names.extend(carrier.operator.into_iter().flat_map(group_names).map(str::to_owned));
    names.retain(|name| name.chars().count() > 2 && !is_unfilled(name));
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names
}

/// What of a title is printed before it too, and which names are in it: its beginning, or what
/// stands in brackets at its end, else the first of them.
fn doubled<'t>(title: &'t str, printed: &[String]) -> Option<(Range<usize>, Vec<&'t str>)> {
    let mut rest = title;
    let mut named = Vec::new();
    loop {
        rest = rest.trim_start_matches(['的', ' ', '关', '于']);
        let Some(next) = printed.iter().find_map(|name| rest.strip_prefix(name.as_str())) else {
            break;
        };
        named.push(&rest[..rest.len() - next.len()]);
        rest = next;
    }
    if !named.is_empty() {
        return Some((0..title.len() - rest.trim_start_matches('的').len(), named));
    }
    let mut found =
        printed.iter().filter_map(|name| title.find(name.as_str()).map(|at| (at, name)));
    let (at, name) = found.next()?;
    let name = &title[at..at + name.len()];
    let bracketed = [('（', '）'), ('(', ')')].into_iter().find_map(|(open, close)| {
        let inner = title.strip_suffix(close)?.rsplit_once(open)?;
        (inner.1 == name).then_some(inner.0.len()..title.len())
    });
    Some((bracketed.unwrap_or(at..at + name.len()), vec![name]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_twice_is_found() {
        let printed = ["中国移动河北公司", "2023年上半年", "河北移动"].map(str::to_owned);
        for (title, wanted) in [
            ("中国移动河北公司2023年上半年服务质量状况报告", "中国移动河北公司2023年上半年"),
            ("河北移动2023年上半年的服务质量状况报告", "河北移动2023年上半年的"),
            ("2023年上半年电信服务质量报告", "2023年上半年"),
            ("关于河北移动服务质量状况的报告", "关于河北移动"),
            ("服务质量状况报告（2023年上半年）", "（2023年上半年）"),
            ("电信服务（河北移动）质量报告", "河北移动"),
        ] {
            let found = doubled(title, &printed).map(|(range, _)| &title[range]);
            assert_eq!(found, Some(wanted), "{title}");
        }
        for title in ["服务质量状况报告", "电信服务质量状况报告", "移动通信服务质量报告"]
        {
            assert!(doubled(title, &printed).is_none(), "{title}");
        }
    }
}

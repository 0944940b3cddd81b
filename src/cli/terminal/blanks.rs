//! What a filing still lacks that was only begun: by section, as long as it is much.

use std::collections::BTreeMap;

use crate::finding::{Code, Finding};
use crate::report::{self, Reading};

/// So many are listed one by one: the last of them are looked for one after the other.
const FEW: usize = 8;
/// The section whose groups are listed apart.
const GROUPED: &str = "主要服务指标完成情况";

/// The findings that are listed one by one, and the others in a few lines.
pub(in crate::cli) fn summed(reading: &Reading) -> (Vec<&Finding>, Option<String>) {
    let (blank, others): (Vec<&Finding>, Vec<&Finding>) =
        reading.findings.iter().partition(|finding| is_prompt(reading, finding));
    if blank.len() <= FEW {
        return (reading.findings.iter().collect(), None);
    }
    (others, Some(sections(reading, &blank)))
}

/// Whether a finding is of a 【】 that was not filled in: of ____ and the like each is listed.
fn is_prompt(reading: &Reading, finding: &Finding) -> bool {
    let span = finding.span.clone().and_then(|span| reading.source.text().get(span));
    finding.code == Code::Y19 && span.is_some_and(|text| text.contains('【'))
}

/// How many blanks each section has, in the order of the file.
fn sections(reading: &Reading, blank: &[&Finding]) -> String {
    let mut sections: BTreeMap<(usize, String), usize> = BTreeMap::new();
    let mut first_lines: BTreeMap<String, usize> = BTreeMap::new();
    for finding in blank {
        let line = finding.span.as_ref().map_or(1, |span| reading.source.line(span.start));
        let section = section(&report::place(reading, finding));
        let first = *first_lines.entry(section.clone()).or_insert(line);
        *sections.entry((first, section)).or_default() += 1;
    }
    let mut lines =
        vec![format!("{}：还有 {} 处没有填写，都有【】", reading.source.name(), blank.len())];
    lines.extend(sections.iter().map(|((line, section), count)| match count {
        1 => format!("  {section}：1 处，第{line}行"),
        count => format!("  {section}：{count} 处，从第{line}行起"),
    }));
    lines.push(format!("连同【】一起换成要写的内容；剩下不到 {} 处时逐处列出", FEW + 1));
    lines.join("\n")
}

/// The section of a key path: its first key, and in the indicators the group's too.
fn section(path: &str) -> String {
    let mut keys = path.split('.');
    let first = keys.next().unwrap_or_default();
    match keys.next().filter(|_| first == GROUPED) {
        Some(group) => format!("{first}·{group}"),
        None if first.is_empty() => "文件".to_owned(),
        None => first.to_owned(),
    }
}

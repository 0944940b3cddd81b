//! What a report is, in a sentence: for search engines, and where a page's address is passed on.

use crate::filing::Filing;

/// The most groups that are named; a search engine shows some 80 characters.
const MAX_GROUPS: usize = 5;

/// Who files, for when, which figures, signed when.
pub(crate) fn description(filing: &Filing) -> String {
    let company = &filing.company.name.value;
    let mut text = format!("{company}{}{}", filing.period_label(), filing.report_name());
    let names: Vec<&str> =
        filing.groups.iter().take(MAX_GROUPS).map(|group| group.name.value.as_str()).collect();
    if !names.is_empty() {
        let more = if filing.groups.len() > names.len() { "等" } else { "" };
        let count: usize = filing.groups.iter().map(|group| group.indicators.len()).sum();
        text.push_str(&format!("，列有{}{more}共{count}项主要服务指标", names.join("、")));
    }
    if let Some(date) = &filing.signature.date {
        text.push_str(&format!("，报告日期{}", date.value));
    }
    text + "。"
}

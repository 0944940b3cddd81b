//! Where a report's title may be broken: between its units of sense, company, period, name
//! (GB/T 9704-2012 7.3.1: 回行时，要做到词意完整).

/// A title's units of sense, in order; joined they are the title.
#[must_use]
pub fn title_units(title: &str) -> Vec<&str> {
    let Some((start, end)) = half_year(title) else { return vec![title] };
    let mut units = vec![&title[..start], &title[start..end], &title[end..]];
    units.retain(|unit| !unit.is_empty());
    units
}

/// Where `2020年下半年` stands.
fn half_year(title: &str) -> Option<(usize, usize)> {
    let half = title.find("年上半年").or_else(|| title.find("年下半年"))?;
    let digits = title[..half].bytes().rev().take_while(u8::is_ascii_digit).count();
    (digits == 4).then_some((half - 4, half + "年上半年".len()))
}

#[cfg(test)]
mod tests {
    use super::title_units;

    #[test]
    fn company_period_and_name_are_the_units() {
        let title = "中国移动山西公司2020年下半年服务质量状况报告";
        assert_eq!(title_units(title), ["中国移动山西公司", "2020年下半年", "服务质量状况报告"]);
        assert_eq!(title_units("服务质量状况报告"), ["服务质量状况报告"]);
    }
}

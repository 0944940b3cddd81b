//! The counts of a rate as reports have them behind it: 99.20%（991/1000）.

/// The two whole numbers of a text such as `991/1000` or `9,964件／10,000件`, without commas.
pub(super) fn counts(text: &str) -> Option<(String, String)> {
    let (one, other) = text.split_once(['/', '／', '∕', '÷'])?;
    Some((count(one)?, count(other)?))
}

/// A whole number with at most what is counted behind it.
fn count(text: &str) -> Option<String> {
    const COUNTED: [&str; 7] = ["", "件", "次", "户", "人次", "个", "起"];
    let text = text.trim();
    let is_digit = |c: char| c.is_ascii_digit();
    let end = text.find(|c: char| !is_digit(c) && !is_comma(c)).unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let mut groups = number.split(is_comma);
    let first = groups.next()?;
    let is_grouped = groups.clone().next().is_some();
    let is_whole = !first.is_empty() && first.len() <= if is_grouped { 3 } else { 15 };
    let are_groups = groups.all(|group| group.len() == 3);
    let reads = is_whole && are_groups && number.len() <= 24 && COUNTED.contains(&unit.trim());
    reads.then(|| format!("{}{}", number.replace(is_comma, ""), unit.trim()))
}

fn is_comma(c: char) -> bool {
    matches!(c, ',' | '，')
}

/// Whether a figure is a rate, which has counts.
pub(super) fn is_rate(figure: &str) -> bool {
    figure.ends_with(['%', '‰', '‱'])
}

#[cfg(test)]
mod tests {
    use super::counts;

    #[test]
    fn two_whole_numbers_are_counts() {
        let read = |text| counts(text).map(|(one, other)| format!("{one} {other}"));
        for (text, expected) in [
            ("991/1000", Some("991 1000")),
            (" 9,964件 ／ 10，000件 ", Some("9964件 10000件")),
            ("991÷1000", Some("991 1000")),
            ("99.1/100", None),
            ("9,96/1000", None),
            ("991/1000/3", None),
            ("5月/6月", None),
            ("不含/全部", None),
        ] {
            assert_eq!(read(text).as_deref(), expected, "{text}");
        }
    }
}

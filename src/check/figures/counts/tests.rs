use super::*;
use crate::filing::parse_figure;

fn agreement(text: &str, numerator: u128, denominator: u128) -> Agreement {
    let figure = parse_figure(text).unwrap();
    let amount = figure.amount.as_ref().unwrap();
    let (text, per) = (figure.as_written.as_str(), per(&amount.unit).unwrap());
    let written = Written::of(text).unwrap();
    let units = [None, amount.unit.is_empty().then_some("%")];
    let rate = Rate { text, amount, written, per, is_share: true, may_exceed: false, units };
    Agreement::of(&rate, numerator, denominator)
}

/// Numbers that come out alike each time (Knuth, MMIX).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// A whole number of the last of so many decimals.
fn shown(number: u128, decimals: usize, unit: &str) -> String {
    let digits = format!("{number:0width$}", width = decimals + 1);
    let (whole, part) = digits.split_at(digits.len() - decimals);
    let point = if part.is_empty() { "" } else { "." };
    format!("{whole}{point}{part}{unit}")
}

#[test]
fn of_a_thousand_rates_each_wrong_digit_is_found_and_each_rounding_is_not() {
    let mut numbers = Numbers(2020);
    let (mut wrong, mut cut) = (0, 0);
    for _ in 0..1000 {
        let most = 10_u64.pow(numbers.below(7) as u32 + 1);
        let denominator = u128::from(numbers.below(most) + 1);
        let numerator = u128::from(numbers.below(denominator as u64 + 1));
        let decimals = numbers.below(5) as usize;
        let (unit, per) = [("%", 100), ("‰", 1000), ("人次/百万用户", 1_000_000), ("", 1)]
            [numbers.below(4) as usize];
        let whole = numerator * per * 10_u128.pow(decimals as u32);
        let (truncated, rest) = (whole / denominator, whole % denominator);
        let whole_rate = per * 10_u128.pow(decimals as u32);
        let up = truncated + u128::from(2 * rest >= denominator);
        let even = if 2 * rest == denominator { truncated + truncated % 2 } else { up };
        for right in [up, even] {
            let text = shown(right, decimals, unit);
            assert_eq!(
                agreement(&text, numerator, denominator),
                Agreement::Right,
                "{text} {numerator}/{denominator}"
            );
        }
        let text = shown(up, decimals, unit);
        for (at, digit) in text.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
            for other in ('0'..='9').filter(|other| *other != digit) {
                let mut typed = text.clone();
                typed.replace_range(at..=at, &other.to_string());
                let number: u128 =
                    typed[..typed.len() - unit.len()].replace('.', "").parse().unwrap();
                // A bare 1 is 100 % too; 0.5 of nothing is not.
                let found = agreement(&typed, numerator, denominator);
                let expected = match number {
                    n if n == even => Agreement::Right,
                    n if n == truncated => Agreement::Cut(text.clone()),
                    _ => Agreement::Wrong(text.clone()),
                };
                cut += usize::from(matches!(expected, Agreement::Cut(_)));
                wrong += usize::from(matches!(expected, Agreement::Wrong(_)));
                match (&found, &expected) {
                    (Agreement::Wrong(_), Agreement::Wrong(_)) if unit.is_empty() => {}
                    // What rounds to none or all is given with more digits.
                    (Agreement::Wrong(_), Agreement::Wrong(_))
                    | (Agreement::Cut(_), Agreement::Cut(_))
                        if up == 0 || up == whole_rate => {}
                    _ => assert_eq!(found, expected, "{typed} {numerator}/{denominator}"),
                }
            }
        }
        if truncated != up && truncated != even {
            let typed = shown(truncated, decimals, unit);
            let found = agreement(&typed, numerator, denominator);
            let is_all = up == whole_rate && matches!(found, Agreement::Cut(_));
            assert!(is_all || found == Agreement::Cut(text), "{typed} {found:?}");
        }
    }
    assert!(wrong > 20_000 && cut > 100, "{wrong} {cut}");
}

#[test]
fn a_bound_holds_where_the_quotient_is_within() {
    for (text, numerator, denominator, right) in [
        ("≥99%", 99, 100, true),
        ("≥99%", 9901, 10_000, true),
        ("≥99%", 9899, 10_000, false),
        ("＞99%", 99, 100, false),
        ("<1%", 1, 100, false),
        ("<1%", 999, 100_000, true),
        ("≤10⁻⁴", 1, 10_000, true),
        ("≤10⁻⁴", 2, 10_000, false),
        ("≤4×10⁻⁶", 4, 1_000_000, true),
        ("≤4×10⁻⁶", 5, 1_000_000, false),
        ("≤1.2×10⁻⁶", 12, 10_000_000, true),
        ("约99.6%", 9964, 10_000, true),
        ("约99.6%", 9951, 10_000, true),
        ("约99.6%", 9930, 10_000, false),
        ("1.2×10²人次/百万用户", 1204, 10_000_000, true),
        ("1.2×10²人次/百万用户", 1304, 10_000_000, false),
    ] {
        let is_right = agreement(text, numerator, denominator) == Agreement::Right;
        assert_eq!(is_right, right, "{text} {numerator}/{denominator}");
    }
}

#[test]
fn the_right_figure_is_given_as_the_wrong_one_is_written() {
    for (text, numerator, denominator, right) in [
        ("99.65%", 9964, 10_000, "99.64%"),
        ("3.1×10⁻⁶", 3, 1_000_000, "3.0×10⁻⁶"),
        ("≤10⁻⁴", 3, 10_000, "3×10⁻⁴"),
        ("3.5人次/百万用户", 36, 10_000_000, "3.6人次/百万用户"),
        ("99.64", 9964, 10_000, "99.64%"),
        ("12‰", 1, 100, "10‰"),
    ] {
        assert_eq!(
            agreement(text, numerator, denominator),
            Agreement::Wrong(right.to_owned()),
            "{text}"
        );
    }
}

#[test]
fn numbers_of_any_size_are_answered() {
    let most = u128::from(u64::MAX);
    assert_eq!(
        agreement("0.0000000000000000000000000001%", 1, most),
        Agreement::Wrong("0.0000000000000000054210108624%".into())
    );
    assert!(matches!(agreement("79228162514264337593543950335%", most, 1), Agreement::Wrong(_)));
}

#[test]
fn what_would_say_none_or_all_is_given_with_more_digits() {
    for (text, numerator, denominator, right) in [
        ("约98%", 9964, 10_000, "99.6%"),
        ("12.3%", 369, 30_000_000, "0.0012%"),
        ("98%", 999_999, 1_000_000, "99.9999%"),
        ("98%", 1000, 1000, "100%"),
        ("1.0%", 0, 1000, "0.0%"),
        ("≥99.5%", 9900, 10_000, "99.0%"),
    ] {
        let found = agreement(text, numerator, denominator);
        assert_eq!(found, Agreement::Wrong(right.to_owned()), "{text}");
    }
}

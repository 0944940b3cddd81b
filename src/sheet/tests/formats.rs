//! What cells show of numbers, by their formats.

use super::*;
use crate::sheet::format::{Epoch, Format, builtin};

/// A number, a code, and what is shown: with `≈` where digits are rounded away or the number is not
/// what is shown, `?` where that is not sure.
const NUMBERS: &[(f64, &str, &str)] = &[
    (0.991, "0.00%", "99.10%"),
    (4.01, "0.0000", "4.0100"),
    (99.104, "0.00", "≈99.10"),
    (1.005, "0.00", "≈1.01"),
    (99.105, "0.00", "≈99.11"),
    (0.285, "0%", "≈29%"),
    (2.5, "0", "≈3"),
    (0.5, "0", "≈1"),
    (0.4, "0", "≈0"),
    (99.995, "0.00", "≈100.00"),
    (0.9999, "0.00%", "99.99%"),
    (0.99999, "0.00%", "≈100.00%"),
    // General.
    (0.0, "General", "0"),
    (99.1, "General", "99.1"),
    (0.1 + 0.2, "General", "≈0.3"),
    (1.0 / 3.0, "General", "≈0.333333333"),
    (0.1 + 0.2, "0.0", "≈0.3"),
    (12_345_678_901.0, "General", "12345678901"),
    (123_456_789_012.0, "General", "≈1.23457E+11"),
    (100_000_000_000.0, "General", "1E+11"),
    (1_234.567_891_2, "General", "≈1234.567891"),
    (99_999_999_999.9, "General", "≈1E+11"),
    (0.0001, "General", "0.0001"),
    (0.000_000_001, "General", "0.000000001"),
    (0.000_000_000_1, "General", "1E-10"),
    (0.000_012_345_678, "General", "≈1.23457E-05"),
    (-5.25, "General", "-5.25"),
    (0.003_6, "", "0.0036"),
    (99.1, "G/通用格式", "99.1"),
    (12.0, "General\"次\"", "12次"),
    (99.1, "@", "99.1"),
    // Places.
    (5.0, "00", "05"),
    (5.0, "0#", "05"),
    (5.0, "#0.0#", "5.0"),
    (5.25, "#0.0#", "5.25"),
    (5.0, "0.#", "5."),
    (0.5, "#.00", ".50"),
    (0.0, "#", "≈"),
    (5.0, "???", "5"),
    (5.1, "0.0??", "5.1"),
    (5.1, "0_ ", "≈5"),
    (1_234_567.0, "#,##0", "1,234,567"),
    (1_234.5, "#,##0.00", "1,234.50"),
    (12.0, "0,000", "0,012"),
    (123_456.0, "0,", "≈123"),
    (123_000.0, "0.0,", "123.0"),
    (123_456.0, "0!.0,\"万\"", "≈12.3万"),
    (123_456_000.0, "#,##0.0,,\"百万\"", "≈123.5百万"),
    (12_345.0, "000-0000", "001-2345"),
    (0.000_5, "0.00‰", "≈0.00‰"),
    // Literals.
    (99.1, "0.00\"%\"", "99.10%"),
    (99.1, "0.00\\%", "99.10%"),
    (3.0, "0.0\"万元\"", "3.0万元"),
    (3.0, "0.0万元", "3.0万元"),
    (1_200.0, "[$￥-804]#,##0.00", "￥1,200.00"),
    (1_200.0, "\"￥\"* #,##0.00_ ", "￥1,200.00"),
    (991.0, "0\".\"0", "≈99.1"),
    (9.0, "0\"0\"", "≈90"),
    (3.0, "\"≤\"0.0", "≤3.0"),
    // Signs and sections.
    (-99.1, "0.00", "-99.10"),
    (-99.1, "0.00;(0.00)", "(99.10)"),
    (-99.1, "[Red]-0.00", "≈--99.10"),
    (99.1, "\\-0.0;0.0", "≈-99.1"),
    (-0.001, "0.00", "≈-0.00"),
    (-99.1, "0.00;[Red]-0.00", "-99.10"),
    (-99.1, "0.00;[红色]0.00", "≈99.10"),
    (-99.1, "\"￥\"0.00", "-￥99.10"),
    (0.0, "0.00;-0.00;\"—\"", "≈—"),
    (5.0, "0.00;-0.00;\"—\"", "5.00"),
    (0.0, "_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "≈-"),
    (5.0, "0.0;@", "5.0"),
    (-5.0, "0.0;@", "-5.0"),
    (5.0, ";;;", "≈"),
    // Conditions.
    (120.0, "[>=100]0;0.00", "120"),
    (99.0, "[>=100]0;0.00", "99.00"),
    (1.0, "[=1]\"是\";[=0]\"否\";0", "≈是"),
    (7.0, "[=1]\"是\";[=0]\"否\";0", "7"),
    (99.0, "[>=100]0", "?"),
    (-5.0, "[>=100]0;0.00", "?"),
    (50.0, "[>=100]0;0.0;0.00", "?"),
    // Powers.
    (0.000_004, "0.00E+00", "4.00E-06"),
    (123_456.0, "0.00E+00", "≈1.23E+05"),
    (999_999.0, "0.00E+00", "≈1.00E+06"),
    (0.0, "0.00E+00", "0.00E+00"),
    (12_345.0, "##0.0E+0", "≈12.3E+3"),
    (4_000_000.0, "0E-0", "4E6"),
    (1_234.0, "00.0E+0", "?"),
    // What is not followed.
    (0.5, "# ?/?", "?"),
    (0.5, "# ??/100", "?"),
    (12.0, "[DBNum1]0", "?"),
    (12.0, "[DBNum2][$-804]General", "?"),
    (12.0, "[$-2000000]0", "?"),
    (12.0, "0.0.0", "?"),
    (12.0, "0x", "?"),
    (12.0, "0\"", "?"),
    (12.0, "0;0;0;@;0", "?"),
    (12.0, "[什么]0", "?"),
];

#[test]
fn numbers_are_shown_as_excel_shows_them() {
    let mut wrong = Vec::new();
    for (value, code, expected) in NUMBERS {
        let shown = match Format::of(code).number(*value, Epoch::Of1900) {
            Content::Number(number) => match number.shown {
                None => "?".to_owned(),
                Some(shown) if number.exact => shown,
                Some(shown) => format!("≈{shown}"),
            },
            other => format!("{other:?}"),
        };
        if shown != *expected {
            wrong.push(format!("{value} {code}: {shown}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn dates_and_times_are_no_numbers() {
    for (value, code, expected) in [
        (45_658.0, builtin(14), "2025/1/1"),
        (45_658.5, builtin(22), "2025/1/1 12:00"),
        (45_658.0, builtin(31), "2025年1月1日"),
        (45_658.0, builtin(57), "2025年1月"),
        (45_658.0, builtin(58), "1月1日"),
        (0.75, builtin(34), "下午6时00分"),
        (0.75, builtin(18), "6:00 PM"),
        (1.5, builtin(46), "36:00:00"),
        (0.5006, builtin(45), "00:52"),
        (0.000_012_34, builtin(47), "00:01.1"),
        (45_658.0, "yyyy-mm-dd", "2025-01-01"),
        (45_658.0, "[$-804]aaaa", "星期三"),
        (45_658.0, "ddd d mmm yy", "Wed 1 Jan 25"),
        (60.0, "yyyy/m/d", "1900/2/29"),
        (59.0, "yyyy/m/d", "1900/2/28"),
        (1.0, "yyyy/m/d", "1900/1/1"),
        (0.0, "yyyy/m/d", "1900/1/0"),
        (45_658.0, "[DBNum1]yyyy\"年\"", "2025-01-01"),
        (45_658.0, "ggge\"年\"", "2025-01-01"),
        (-1.0, "yyyy/m/d", "########"),
        (1e9, "yyyy/m/d", "########"),
        (45_658.999_99, "yyyy/m/d h:mm", "2025/1/1 23:59"),
    ] {
        let date = Format::of(code).number(value, Epoch::Of1900);
        assert_eq!(date, Content::Date(expected.to_owned()), "{value} {code}");
    }
    let date = Format::of("yyyy/m/d").number(44_196.0, Epoch::Of1904);
    assert_eq!(date, Content::Date("2025/1/1".to_owned()));
    // Letters that are no dates where they are quoted.
    let number = Format::of("0\"d\"").number(3.0, Epoch::Of1900);
    assert!(matches!(number, Content::Number(_)), "{number:?}");
}

#[test]
fn texts_are_shown_by_the_section_of_texts() {
    for (code, shown) in [
        ("General", "甲"),
        ("0.00", "甲"),
        ("@", "甲"),
        ("@\"%\"", "甲%"),
        (";;;", ""),
        ("0;0;0;\"共\"@", "共甲"),
        ("_ * #,##0_ ;_ * \\-#,##0_ ;_ * \"-\"_ ;_ @_ ", "甲"),
    ] {
        assert_eq!(Format::of(code).text("甲".to_owned()), shown, "{code}");
    }
}

#[test]
fn values_are_written_shortly() {
    for (value, text) in
        [(0.1 + 0.2, "0.30000000000000004"), (-0.0, "0"), (1e300, "1e300"), (99.10, "99.1")]
    {
        assert_eq!(crate::sheet::format::shortest(value), text);
    }
}

proptest::proptest! {
    /// Any code is read or refused; any number is shown by it or not.
    #[test]
    fn any_format_ends(code in "[0#?.,%;\"\\\\_*@EeymdhsGaA\\[\\]\\$+/ >=1-]{0,24}", bits: u64) {
        let value = f64::from_bits(bits);
        if value.is_finite() {
            let _ = Format::of(&code).number(value, Epoch::Of1904);
        }
    }

    /// What is said to be exact reads as the value.
    #[test]
    fn what_is_exact_is_the_value(parts: i32, places in 0_u32..6, shown in 0_usize..8) {
        let value = f64::from(parts) / f64::from(10_u32.pow(places));
        let code = format!("0.{}", "0".repeat(shown));
        let Content::Number(number) = Format::of(&code).number(value, Epoch::Of1900) else {
            return Err(proptest::test_runner::TestCaseError::fail("no number"));
        };
        let read: f64 = number.shown.unwrap().parse().unwrap();
        assert_eq!(number.exact, read == value);
    }
}

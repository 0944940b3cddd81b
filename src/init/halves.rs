//! Half-years as people type them and as file names have them.

use crate::filing::{Half, Period};

/// Reads `2020年下半年`, `2020下半年`, `2020下`, `2020h2` and the like.
#[must_use]
pub(super) fn typed(text: &str) -> Option<Period> {
    let text: String = text.trim().to_lowercase();
    let digits = text.find(|c: char| !c.is_ascii_digit())?;
    let (year, half) = text.split_at(digits);
    let half = half.trim_start_matches(['年', '-', '_', ' ', '.', '/']);
    let half = match half {
        "上半年" | "上" | "h1" => "上半年",
        "下半年" | "下" | "h2" => "下半年",
        _ => return None,
    };
    Period::parse(&format!("{year}年{half}"))
}

/// The spellings that file names have, the longer first.
fn spellings(period: Period) -> [String; 6] {
    let Period { year, half } = period;
    let (full, brief, number) = match half {
        Half::First => ("上半年", "上", 1),
        Half::Second => ("下半年", "下", 2),
    };
    [
        format!("{year}年{full}"),
        format!("{year}{full}"),
        format!("{year}年{brief}"),
        format!("{year}{brief}"),
        format!("{year}h{number}"),
        format!("{year}H{number}"),
    ]
}

/// A file's stem with one half-year in place of another, spelt alike; `None` where it names none.
#[must_use]
pub(crate) fn renamed(stem: &str, from: Period, to: Period) -> Option<String> {
    let pairs = spellings(from).into_iter().zip(spellings(to));
    let mut found = pairs.filter(|(old, _)| stem.contains(old));
    found.next().map(|(old, new)| stem.replace(&old, &new))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_year_is_read_as_people_type_it() {
        for text in [
            "2020年下半年",
            "2020下半年",
            "2020年下",
            "2020下",
            "2020h2",
            " 2020H2 ",
            "2020-h2",
            "2020 下半年",
        ] {
            assert_eq!(typed(text).unwrap().to_string(), "2020年下半年", "{text}");
        }
        assert_eq!(typed("2021h1").unwrap().to_string(), "2021年上半年");
        for text in ["2020", "2020-2", "2020h3", "20h2", "下半年", "", "2020年", "二〇二〇年下半年"]
        {
            assert_eq!(typed(text), None, "{text}");
        }
    }

    #[test]
    fn half_years_follow_one_another() {
        let second = typed("2020h2").unwrap();
        assert_eq!(second.next().to_string(), "2021年上半年");
        assert_eq!(second.next().next().to_string(), "2021年下半年");
        assert_eq!(second.next().previous(), second);
        assert_eq!(second.next().next().previous(), second.next());
    }

    #[test]
    fn a_file_is_renamed_in_its_own_spelling() {
        let (from, to) = (typed("2020h2").unwrap(), typed("2021h1").unwrap());
        for (old, new) in [
            ("shanxi-mobile-2020h2", "shanxi-mobile-2021h1"),
            ("山西移动2020年下半年", "山西移动2021年上半年"),
            ("山西移动2020下（定稿）", "山西移动2021上（定稿）"),
            ("SHANXI-2020H2", "SHANXI-2021H1"),
        ] {
            assert_eq!(renamed(old, from, to).as_deref(), Some(new));
        }
        assert_eq!(renamed("山西移动", from, to), None);
        assert_eq!(renamed("shanxi-mobile-2020h1", from, to), None);
    }
}

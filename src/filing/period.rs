//! The half-year that is reported on, and a day as official documents write it.

use std::fmt;

/// A half-year: 2020年下半年.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    /// The year.
    pub year: u16,
    /// Which half.
    pub half: Half,
}

/// Which half of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Half {
    /// 上半年.
    First,
    /// 下半年.
    Second,
}

impl Period {
    /// A half-year before the first report: stands where a draft has none.
    pub(super) const NONE: Self = Self { year: 2000, half: Half::First };

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> Date {
        let (month, day) = if self.half == Half::First { (6, 30) } else { (12, 31) };
        Date { year: self.year, month, day }
    }

    /// Reads `2020年下半年`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (year, half) = text.split_once('年')?;
        let half = match half {
            "上半年" => Half::First,
            "下半年" => Half::Second,
            _ => return None,
        };
        Some(Self { year: year_of(year)?, half })
    }

    /// The half-year that follows.
    #[must_use]
    pub fn next(self) -> Self {
        match self.half {
            Half::First => Self { half: Half::Second, ..self },
            Half::Second => Self { year: self.year.saturating_add(1), half: Half::First },
        }
    }

    /// The half-year before.
    #[must_use]
    pub fn previous(self) -> Self {
        match self.half {
            Half::First => Self { year: self.year.saturating_sub(1), half: Half::Second },
            Half::Second => Self { half: Half::First, ..self },
        }
    }

    /// How many half-years it is after another; negative before it.
    #[must_use]
    pub fn half_years_since(self, earlier: Self) -> i64 {
        let number =
            |period: Self| i64::from(period.year) * 2 + i64::from(period.half == Half::Second);
        number(self) - number(earlier)
    }
}

impl Period {
    /// The last day on which its report is in time: reports are due in the middle of the month
    /// after the half-year.
    #[must_use]
    pub fn due(self) -> Date {
        match self.half {
            Half::First => Date { year: self.year, month: 7, day: 15 },
            Half::Second => Date { year: self.year + 1, month: 1, day: 15 },
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let half = match self.half {
            Half::First => "上半年",
            Half::Second => "下半年",
        };
        write!(f, "{}年{half}", self.year)
    }
}

/// A day: 2021年1月12日 (GB/T 9704-2012 7.3.5.4: Arabic figures, the whole year, no zero before
/// month and day).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// The year.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl Date {
    /// Reads `2021年1月12日`; also `2021-1-12` and zero-padded forms, which print as the standard
    /// has them.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (year, rest) = text.split_once(['年', '-', '/', '.'])?;
        let (month, day) = rest.split_once(['月', '-', '/', '.'])?;
        let day = day.strip_suffix('日').unwrap_or(day);
        let date = Self { year: year_of(year)?, month: small(month)?, day: small(day)? };
        Self::exists(date.year, date.month.into(), date.day.into()).then_some(date)
    }

    /// Whether the calendar has a day.
    #[must_use]
    pub fn exists(year: u16, month: u32, day: u32) -> bool {
        (1..=12).contains(&month) && (1..=Self::days_in(year, month)).contains(&day)
    }

    /// How many days a month has, of 1 to 12.
    #[must_use]
    pub fn days_in(year: u16, month: u32) -> u32 {
        let leap =
            year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }

    /// ISO 8601, for machines.
    #[must_use]
    pub fn iso(&self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}年{}月{}日", self.year, self.month, self.day)
    }
}

fn year_of(text: &str) -> Option<u16> {
    let four = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    four.then(|| text.parse().ok()).flatten().filter(|year| *year >= 1949)
}

fn small(text: &str) -> Option<u8> {
    let digits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_year_is_read_and_printed_alike() {
        for text in ["2020年上半年", "2020年下半年"] {
            assert_eq!(Period::parse(text).unwrap().to_string(), text);
        }
        for text in ["2020上半年", "2020年", "20年上半年", "2020年全年", "二〇二〇年上半年"]
        {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_prints_as_the_standard_has_it() {
        for text in ["2021年1月2日", "2021-01-02", "2021年01月02日", "2021/1/2"] {
            assert_eq!(Date::parse(text).unwrap().to_string(), "2021年1月2日");
        }
        assert_eq!(Date::parse("2024年2月29日").unwrap().iso(), "2024-02-29");
        for text in ["2021年2月29日", "2021年13月1日", "2021年1月", "1月2日", "2021年1月0日"]
        {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }
}

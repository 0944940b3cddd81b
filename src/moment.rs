//! A moment: when something was signed, and how long a certificate is good. The house has no
//! clock; the commands hand in what it shows.

use std::fmt;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// China has one time zone.
const CHINA: i64 = 8 * HOUR;

/// A moment in whole seconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub i64);

/// Year, month, day, hour, minute, second.
type Civil = (i64, i64, i64, i64, i64, i64);

impl Moment {
    /// From a date and a time of a zone so many seconds east of Greenwich; `None` for what no
    /// calendar has.
    #[must_use]
    pub fn of(civil: Civil, east: i64) -> Option<Self> {
        let (year, month, day, hour, minute, second) = civil;
        let days = days(year, month, day);
        let moment = Self(days * DAY + hour * HOUR + minute * MINUTE + second);
        let known = (0..=9999).contains(&year) && moment.civil() == civil;
        known.then_some(Self(moment.0 - east))
    }

    /// When a day begins in China; `None` for what no calendar has.
    #[must_use]
    pub fn of_day(year: u16, month: u8, day: u8) -> Option<Self> {
        Self::of((year.into(), month.into(), day.into(), 0, 0, 0), CHINA)
    }

    /// From a date as PDF writes it (ISO 32000-1 7.9.4): `D:20210112090500+08'00'`.
    #[must_use]
    pub fn from_pdf(text: &str) -> Option<Self> {
        let text = text.strip_prefix("D:").unwrap_or(text);
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, zone) = text.split_at(digits);
        let part = |from: usize, usual: i64| match digits.get(from..from + 2) {
            Some(part) => part.parse().ok(),
            None => (digits.len() <= from).then_some(usual),
        };
        let year = digits.get(..4)?.parse().ok()?;
        let civil = (year, part(4, 1)?, part(6, 1)?, part(8, 0)?, part(10, 0)?, part(12, 0)?);
        Self::of(civil, east(zone)?)
    }

    /// As PDF writes it, in China's time.
    #[must_use]
    pub fn pdf(self) -> String {
        let (year, month, day, hour, minute, second) = Self(self.0 + CHINA).civil();
        format!("D:{year:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}+08'00'")
    }

    /// From a date and time as RFC 3339 writes it: `2021-01-12T09:05:00+08:00`.
    #[must_use]
    pub fn from_rfc3339(text: &str) -> Option<Self> {
        let shape = |(n, byte): (usize, u8)| match n {
            4 | 7 => byte == b'-',
            10 => byte == b'T',
            13 | 16 => byte == b':',
            _ => byte.is_ascii_digit(),
        };
        let (date, zone) = text.split_at_checked(19)?;
        date.bytes().enumerate().all(shape).then_some(())?;
        let part = |from: usize, to: usize| date[from..to].parse().ok();
        let civil =
            (part(0, 4)?, part(5, 7)?, part(8, 10)?, part(11, 13)?, part(14, 16)?, part(17, 19)?);
        Self::of(civil, east(zone)?)
    }

    /// As RFC 3339 writes it, in China's time.
    #[must_use]
    pub fn rfc3339(self) -> String {
        let (year, month, day, hour, minute, second) = Self(self.0 + CHINA).civil();
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}+08:00")
    }

    /// The date alone, in China's time: `2021年1月12日`.
    #[must_use]
    pub fn date(self) -> String {
        let (year, month, day, ..) = Self(self.0 + CHINA).civil();
        format!("{year}年{month}月{day}日")
    }

    fn civil(self) -> Civil {
        let (days, second) = (self.0.div_euclid(DAY), self.0.rem_euclid(DAY));
        let (year, month, day) = date(days);
        (year, month, day, second / HOUR, second % HOUR / MINUTE, second % MINUTE)
    }
}

/// For people, in China's time: `2021年1月12日 9:05:00`.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (.., hour, minute, second) = Self(self.0 + CHINA).civil();
        write!(f, "{} {hour}:{minute:02}:{second:02}", self.date())
    }
}

/// How many seconds a zone is east of Greenwich: `Z`, `+08'00'`, `+08:00`.
fn east(zone: &str) -> Option<i64> {
    let sign = match zone.as_bytes().first() {
        None | Some(b'Z') => return Some(0),
        Some(b'+') => 1,
        Some(b'-') => -1,
        Some(_) => return None,
    };
    let hours: i64 = zone.get(1..3)?.parse().ok()?;
    let minutes: i64 = match zone.get(3..) {
        None | Some("" | "'") => 0,
        Some(rest) => rest.get(1..3)?.parse().ok()?,
    };
    ((0..24).contains(&hours) && (0..60).contains(&minutes))
        .then_some(sign * (hours * HOUR + minutes * MINUTE))
}

/// Days since 1970-01-01 of a date of the Gregorian calendar. Years are counted from March, so
/// that the leap day comes last.
pub(crate) fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days_before_month = (153 * month + 2) / 5;
    365 * year + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + days_before_month
        + day
        - 1
        - 719_468
}

/// The date of a day since 1970-01-01.
pub(crate) fn date(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let year = year + era * 400;
    if month < 10 { (year, month + 3, day) } else { (year + 1, month - 9, day) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_as_it_is_written() {
        for seconds in [0, -1, 951_782_399, 951_868_800, 1_610_413_500, 4_102_444_800] {
            let moment = Moment(seconds);
            assert_eq!(Moment::from_pdf(&moment.pdf()), Some(moment));
            assert_eq!(Moment::from_rfc3339(&moment.rfc3339()), Some(moment));
        }
        let moment = Moment::from_pdf("D:20210112090500+08'00'").unwrap();
        assert_eq!(moment, Moment(1_610_413_500));
        assert_eq!(moment.to_string(), "2021年1月12日 9:05:00");
        assert_eq!(Moment::from_rfc3339("2021-01-12T01:05:00Z"), Some(moment));
        let midnight = Moment::from_rfc3339("2021-01-12T00:00:00+08:00");
        assert_eq!(Moment::of_day(2021, 1, 12), midnight);
        assert_eq!(Moment::of_day(2021, 2, 29), None);
        assert_eq!(Moment::from_pdf("D:20210112"), Moment::from_pdf("D:20210112000000Z"));
    }

    #[test]
    fn what_no_calendar_has_is_none() {
        for text in ["2021-02-29T00:00:00Z", "2021-01-12T24:00:00Z", "2021-01-12", "", "甲"] {
            assert_eq!(Moment::from_rfc3339(text), None, "{text}");
        }
        for text in ["D:2021013", "D:20211301", "D:20210112+8", "D:99999", "日期"] {
            assert_eq!(Moment::from_pdf(text), None, "{text}");
        }
    }
}

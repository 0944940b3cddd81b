//! Dates and times by a section of a format.

use super::code::{Part, Section, Token};
use crate::moment;

/// The day from which a file counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::sheet) enum Epoch {
    /// 1 is 1 January 1900, and 60 the 29 February that this year did not have.
    Of1900,
    /// 0 is 1 January 1904.
    Of1904,
}

/// The last day that Excel has, 31 December 9999, as days since 1970.
const LAST: i64 = 2_932_896;
const SECONDS_OF_DAY: i64 = 86_400;
/// What stands for a date that there is none of.
const NONE: &str = "########";
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [(&str, char); 7] = [
    ("Sunday", '日'),
    ("Monday", '一'),
    ("Tuesday", '二'),
    ("Wednesday", '三'),
    ("Thursday", '四'),
    ("Friday", '五'),
    ("Saturday", '六'),
];

/// A moment taken apart.
struct Time {
    /// Days since the epoch.
    serial: i64,
    year: i64,
    month: i64,
    day: i64,
    weekday: usize,
    /// Seconds of the day.
    second: i64,
    /// Parts of a second, of which there are `parts_of_second`.
    part: i64,
    parts_of_second: i64,
}

/// What is shown of a number that is a date, or a length of time. Where a section asks for
/// another calendar or other digits it is the date as ISO 8601 writes it.
pub(super) fn show(section: &Section, value: f64, epoch: Epoch) -> String {
    let tokens = section.tokens.as_slice();
    let places = fraction_places(tokens);
    let Some(time) = Time::of(value, epoch, places.unwrap_or(0)) else { return NONE.to_owned() };
    let written = places.filter(|_| !section.is_unclear).and_then(|_| time.write(tokens));
    written.unwrap_or_else(|| time.iso()).trim().to_owned()
}

/// How many digits of a second are shown. `None` where digits stand elsewhere, or too many.
fn fraction_places(tokens: &[Token]) -> Option<u32> {
    let (mut places, mut is_second, mut is_fraction) = (0, false, false);
    for token in tokens {
        match token {
            Token::Digit(_) if is_fraction && places < 3 => places += 1,
            Token::Digit(_) => return None,
            Token::Point => is_fraction = is_second,
            Token::Part(part, _) => {
                is_second = matches!(part, Part::Second | Part::AllSeconds);
                is_fraction = false;
            }
            _ => is_fraction = false,
        }
    }
    Some(places)
}

impl Time {
    fn of(value: f64, epoch: Epoch, places: u32) -> Option<Self> {
        let parts_of_second = 10_i64.pow(places);
        let parts_of_day = SECONDS_OF_DAY * parts_of_second;
        let parts = (value * parts_of_day as f64).round();
        if !(0.0..1e15).contains(&parts) {
            return None;
        }
        let parts = parts as i64;
        let (serial, of_day) = (parts / parts_of_day, parts % parts_of_day);
        let first = match epoch {
            Epoch::Of1900 => moment::days(1899, 12, 30),
            Epoch::Of1904 => moment::days(1904, 1, 1),
        };
        let (year, month, day) = match (epoch, serial) {
            (Epoch::Of1900, 0) => (1900, 1, 0),
            (Epoch::Of1900, 60) => (1900, 2, 29),
            (Epoch::Of1900, 1..60) => moment::date(first + 1 + serial),
            _ => moment::date(first + serial),
        };
        let weekday = usize::try_from((first + serial + 4).rem_euclid(7)).ok()?;
        let (second, part) = (of_day / parts_of_second, of_day % parts_of_second);
        let time = Self { serial, year, month, day, weekday, second, part, parts_of_second };
        (first + serial <= LAST).then_some(time)
    }

    fn write(&self, tokens: &[Token]) -> Option<String> {
        let has_half =
            tokens.iter().any(|token| matches!(token, Token::Part(Part::Half { .. }, _)));
        let mut text = String::new();
        let mut digits = format!("{:0width$}", self.part, width = self.places()).into_bytes();
        digits.reverse();
        for (at, token) in tokens.iter().enumerate() {
            match token {
                Token::Literal(literal) => text.push_str(literal),
                Token::Point => text.push('.'),
                Token::Comma => text.push(','),
                Token::Digit(_) => text.push(char::from(digits.pop()?)),
                Token::Part(part, count) => {
                    let is_minute = *part == Part::MonthOrMinute && is_minute(tokens, at);
                    text += &self.part(*part, *count, is_minute, has_half)?;
                }
                _ => return None,
            }
        }
        Some(text)
    }

    fn places(&self) -> usize {
        self.parts_of_second.ilog10() as usize
    }

    fn part(&self, part: Part, count: usize, is_minute: bool, has_half: bool) -> Option<String> {
        let (hour, minute, second) = (self.second / 3600, self.second / 60 % 60, self.second % 60);
        let all_seconds = self.serial * SECONDS_OF_DAY + self.second;
        let padded = |number: i64, most: usize| {
            let width = count.min(most);
            format!("{number:0width$}")
        };
        let (weekday, chinese) = WEEKDAYS.get(self.weekday)?;
        let month = MONTHS.get(usize::try_from(self.month - 1).ok()?)?;
        Some(match (part, count) {
            (Part::Year, 1 | 2) => format!("{:02}", self.year % 100),
            (Part::Year, _) => format!("{:04}", self.year),
            (Part::MonthOrMinute, _) if is_minute => padded(minute, 2),
            (Part::MonthOrMinute, 1 | 2) => padded(self.month, 2),
            (Part::MonthOrMinute, 3) => month[..3].to_owned(),
            (Part::MonthOrMinute, 5) => month[..1].to_owned(),
            (Part::MonthOrMinute, _) => (*month).to_owned(),
            (Part::Day, 1 | 2) => padded(self.day, 2),
            (Part::Day, 3) => weekday[..3].to_owned(),
            (Part::Day, _) => (*weekday).to_owned(),
            (Part::Weekday, 3) => chinese.to_string(),
            (Part::Weekday, _) => format!("星期{chinese}"),
            (Part::Hour, _) if has_half => padded((hour + 11) % 12 + 1, 2),
            (Part::Hour, _) => padded(hour, 2),
            (Part::Second, _) => padded(second, 2),
            (Part::Half { is_chinese: true }, _) => {
                if hour < 12 { "上午" } else { "下午" }.to_owned()
            }
            (Part::Half { .. }, 1) => if hour < 12 { "A" } else { "P" }.to_owned(),
            (Part::Half { .. }, _) => if hour < 12 { "AM" } else { "PM" }.to_owned(),
            (Part::AllHours, _) => padded(all_seconds / 3600, count),
            (Part::AllMinutes, _) => padded(all_seconds / 60, count),
            (Part::AllSeconds, _) => padded(all_seconds, count),
            (Part::Other, _) => return None,
        })
    }

    fn iso(&self) -> String {
        let date = format!("{:04}-{:02}-{:02}", self.year, self.month, self.day);
        let (hour, minute, second) = (self.second / 3600, self.second / 60 % 60, self.second % 60);
        match self.second {
            0 => date,
            _ => format!("{date} {hour:02}:{minute:02}:{second:02}"),
        }
    }
}

/// Whether `m` stands for minutes: behind hours, or before seconds.
fn is_minute(tokens: &[Token], at: usize) -> bool {
    let part = |token: &Token| match token {
        Token::Part(Part::Half { .. }, _) => None,
        Token::Part(part, _) => Some(*part),
        _ => None,
    };
    let before = tokens[..at].iter().rev().find_map(part);
    let after = tokens[at + 1..].iter().find_map(part);
    matches!(before, Some(Part::Hour | Part::AllHours))
        || matches!(after, Some(Part::Second | Part::AllSeconds))
}

//! A format's code taken apart (ECMA-376 Part 1 18.8.31).

/// Bytes of a code; Excel has no more than 255 characters.
const LONGEST: usize = 1024;
/// The colours that a section may name, in English as files have them and as Excel in China shows
/// them.
const COLOURS: [&str; 16] = [
    "black",
    "blue",
    "cyan",
    "green",
    "magenta",
    "red",
    "white",
    "yellow",
    "黑色",
    "蓝色",
    "蓝绿色",
    "绿色",
    "洋红色",
    "红色",
    "白色",
    "黄色",
];

/// One of the up to four sections of a code.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Section {
    /// For which numbers it is, where it says so itself.
    pub(super) condition: Option<Condition>,
    /// What it shows.
    pub(super) tokens: Vec<Token>,
    /// Whether something in it has a meaning that is not followed here.
    pub(super) is_unclear: bool,
}

/// For which numbers a section is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Condition {
    Less(f64),
    LessOrEqual(f64),
    Greater(f64),
    GreaterOrEqual(f64),
    Equal(f64),
    Unequal(f64),
}

/// What a section shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// Characters as they stand.
    Literal(String),
    /// `0`, `#` or `?`: a digit, and what stands for one that the number lacks.
    Digit(Place),
    Point,
    Comma,
    Percent,
    /// `E+` (a sign always) or `E-` (one before powers below zero).
    Exponent {
        has_plus: bool,
    },
    /// The number as without a format.
    General,
    /// `@`: the text.
    Text,
    /// A part of a date or a time, with how often its letter stands.
    Part(Part, usize),
}

/// What stands for a digit that a number lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// `0`
    Zero,
    /// `#`: nothing.
    Nothing,
    /// `?`: a blank.
    Blank,
}

/// Parts of dates and times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Year,
    /// A month, or minutes beside hours or seconds.
    MonthOrMinute,
    Day,
    Weekday,
    Hour,
    Second,
    /// `AM/PM`, or `上午/下午`.
    Half {
        is_chinese: bool,
    },
    /// All hours, minutes or seconds: `[h]`.
    AllHours,
    AllMinutes,
    AllSeconds,
    /// Years of an era, of the Buddhist calendar.
    Other,
}

impl Condition {
    pub(super) fn holds(self, value: f64) -> bool {
        match self {
            Self::Less(than) => value < than,
            Self::LessOrEqual(than) => value <= than,
            Self::Greater(than) => value > than,
            Self::GreaterOrEqual(than) => value >= than,
            Self::Equal(to) => value == to,
            Self::Unequal(to) => value != to,
        }
    }
}

impl Section {
    /// Whether it shows a date or a time.
    pub(super) fn is_date(&self) -> bool {
        self.tokens.iter().any(|token| matches!(token, Token::Part(..)))
    }

    fn literal(&mut self, text: &str) {
        match self.tokens.last_mut() {
            Some(Token::Literal(before)) => before.push_str(text),
            _ => self.tokens.push(Token::Literal(text.to_owned())),
        }
    }
}

/// The sections of a code. `None` where it is none that Excel would take.
pub(super) fn parse(code: &str) -> Option<Vec<Section>> {
    if code.len() > LONGEST {
        return None;
    }
    let mut sections = vec![Section::default()];
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        if first == ';' {
            sections.push(Section::default());
            rest = &rest[1..];
            continue;
        }
        let section = sections.last_mut()?;
        rest = token(rest, first, section)?;
    }
    (sections.len() <= 4).then_some(sections)
}

/// Takes one token off and gives what is left.
fn token<'c>(rest: &'c str, first: char, section: &mut Section) -> Option<&'c str> {
    let after = &rest[first.len_utf8()..];
    let simple = match first {
        '0' => Token::Digit(Place::Zero),
        '#' => Token::Digit(Place::Nothing),
        '?' => Token::Digit(Place::Blank),
        '.' => Token::Point,
        ',' => Token::Comma,
        '%' => Token::Percent,
        '@' => Token::Text,
        '"' => {
            let (text, after) = after.split_once('"')?;
            section.literal(text);
            return Some(after);
        }
        // Excel in East Asia takes either before a character that means itself.
        '\\' | '!' => return one(after, |text| section.literal(text)),
        // As wide as the next character.
        '_' => return one(after, |_| section.literal(" ")),
        // The next character as often as there is room.
        '*' => return one(after, |_| {}),
        '[' => {
            let (inner, after) = after.split_once(']')?;
            bracket(inner, section);
            return Some(after);
        }
        _ => return word(rest, first, section),
    };
    section.tokens.push(simple);
    Some(after)
}

/// Takes one character off.
fn one(rest: &str, take: impl FnOnce(&str)) -> Option<&str> {
    let length = rest.chars().next()?.len_utf8();
    take(&rest[..length]);
    Some(&rest[length..])
}

fn bracket(inner: &str, section: &mut Section) {
    let lower = inner.to_lowercase();
    if let Some(currency) = inner.strip_prefix('$') {
        let (text, locale) = currency.rsplit_once('-').unwrap_or((currency, ""));
        section.literal(text);
        // Above the language stand other digits and other calendars ([MS-XLS] 2.5.164 and
        // [MS-OI29500] 2.1.739); F800 and F400 are the system's own date and time.
        let number = u32::from_str_radix(if locale.is_empty() { "0" } else { locale }, 16);
        section.is_unclear |= !number.is_ok_and(|number| number <= 0xFFFF);
    } else if let Some(part) = elapsed(&lower) {
        section.tokens.push(Token::Part(part, lower.len()));
    } else if let Some(condition) = condition(inner) {
        section.condition = Some(condition);
    } else {
        let is_colour = COLOURS.contains(&lower.as_str())
            || lower
                .strip_prefix("color")
                .or(lower.strip_prefix("颜色"))
                .is_some_and(|number| number.trim().parse::<u8>().is_ok());
        section.is_unclear |= !is_colour;
    }
}

fn elapsed(lower: &str) -> Option<Part> {
    let first = lower.chars().next()?;
    let part = match first {
        'h' => Part::AllHours,
        'm' => Part::AllMinutes,
        's' => Part::AllSeconds,
        _ => return None,
    };
    lower.chars().all(|c| c == first).then_some(part)
}

fn condition(inner: &str) -> Option<Condition> {
    let signs = inner.find(|c| !matches!(c, '<' | '>' | '=')).unwrap_or(inner.len());
    let (sign, number) = inner.split_at(signs);
    let number = number.trim().parse().ok().filter(|number: &f64| number.is_finite())?;
    Some(match sign {
        "<" => Condition::Less(number),
        "<=" => Condition::LessOrEqual(number),
        ">" => Condition::Greater(number),
        ">=" => Condition::GreaterOrEqual(number),
        "=" => Condition::Equal(number),
        "<>" => Condition::Unequal(number),
        _ => return None,
    })
}

/// Takes a word, a run of letters or a character that stands for itself.
fn word<'c>(rest: &'c str, first: char, section: &mut Section) -> Option<&'c str> {
    let words = [
        ("General", Token::General),
        ("G/通用格式", Token::General),
        ("AM/PM", Token::Part(Part::Half { is_chinese: false }, 2)),
        ("A/P", Token::Part(Part::Half { is_chinese: false }, 1)),
        ("上午/下午", Token::Part(Part::Half { is_chinese: true }, 2)),
        ("E+", Token::Exponent { has_plus: true }),
        ("E-", Token::Exponent { has_plus: false }),
    ];
    for (word, token) in words {
        let head = rest.get(..word.len());
        if head.is_some_and(|head| head.eq_ignore_ascii_case(word)) {
            section.tokens.push(token);
            return Some(&rest[word.len()..]);
        }
    }
    if !first.is_ascii_alphabetic() {
        let after = &rest[first.len_utf8()..];
        section.literal(&rest[..first.len_utf8()]);
        // A digit that stands for itself is one of a fraction's, or a slip.
        section.is_unclear |= first.is_ascii_digit();
        return Some(after);
    }
    let length = rest.chars().take_while(|c| c.eq_ignore_ascii_case(&first)).count();
    let part = match (first.to_ascii_lowercase(), length) {
        ('y' | 'e', _) => Part::Year,
        ('m', _) => Part::MonthOrMinute,
        ('d', _) => Part::Day,
        ('h', _) => Part::Hour,
        ('s', _) => Part::Second,
        ('a', 3 | 4) => Part::Weekday,
        ('b' | 'g', _) => Part::Other,
        _ => {
            section.is_unclear = true;
            section.literal(&rest[..length]);
            return Some(&rest[length..]);
        }
    };
    // `e` is always a whole year.
    let count = if first.eq_ignore_ascii_case(&'e') { 4 } else { length };
    section.tokens.push(Token::Part(part, count));
    Some(&rest[length..])
}

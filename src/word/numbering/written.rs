//! How a count is written (ECMA-376 Part 1 17.18.59). Formats of languages that no report is
//! written in are given in figures.

/// A count in a format.
pub(super) fn written(count: u32, format: &str) -> String {
    let number = match format {
        "none" | "bullet" => return String::new(),
        "decimalZero" => return format!("{count:02}"),
        "decimalFullWidth" | "decimalFullWidth2" => Some(digits(count, &FULL_WIDTH)),
        "upperRoman" => roman(count),
        "lowerRoman" => roman(count).map(|roman| roman.to_ascii_lowercase()),
        "upperLetter" => letters(count, b'A'),
        "lowerLetter" => letters(count, b'a'),
        "ordinal" => Some(ordinal(count)),
        "hex" => Some(format!("{count:X}")),
        "numberInDash" => Some(format!("- {count} -")),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => enclosed(count, 20, '①'),
        "decimalEnclosedParen" => enclosed(count, 20, '⑴'),
        "decimalEnclosedFullstop" => enclosed(count, 20, '⒈'),
        "ideographEnclosedCircle" => enclosed(count, 10, '㊀'),
        "ideographTraditional" => one_of(count, STEMS),
        "ideographZodiac" => one_of(count, BRANCHES),
        "ideographZodiacTraditional" => stem_and_branch(count),
        "ideographDigital" | "japaneseDigitalTenThousand" => Some(digits(count, &IDEOGRAPHS)),
        "taiwaneseDigital" | "koreanDigital2" => Some(digits(count, &ROUND_ZERO)),
        "chineseCounting" | "taiwaneseCounting" => Some(counting(count)),
        "chineseCountingThousand" => Some(CHINESE.write(count)),
        "taiwaneseCountingThousand" => Some(TAIWANESE.write(count)),
        "chineseLegalSimplified" => Some(LEGAL_SIMPLIFIED.write(count)),
        "ideographLegalTraditional" => Some(LEGAL_TRADITIONAL.write(count)),
        "japaneseCounting" => Some(JAPANESE.write(count)),
        "cardinalText" => cardinal(count),
        "ordinalText" => ordinal_text(count),
        // A custom format is an example: `001, 002, 003, ...` (17.9.17).
        _ => Some(by_example(count, format)),
    };
    number.unwrap_or_else(|| count.to_string())
}

const FULL_WIDTH: [char; 10] = ['０', '１', '２', '３', '４', '５', '６', '７', '８', '９'];
const IDEOGRAPHS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const ROUND_ZERO: [char; 10] = ['○', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

fn digits(count: u32, digits: &[char; 10]) -> String {
    count.to_string().bytes().filter_map(|digit| digits.get(usize::from(digit - b'0'))).collect()
}

fn enclosed(count: u32, most: u32, first: char) -> Option<String> {
    let index = count.checked_sub(1).filter(|index| *index < most)?;
    char::from_u32(u32::from(first) + index).map(String::from)
}

fn one_of(count: u32, signs: &str) -> Option<String> {
    let index = usize::try_from(count.checked_sub(1)?).ok()?;
    signs.chars().nth(index).map(String::from)
}

fn stem_and_branch(count: u32) -> Option<String> {
    let index = count.checked_sub(1).filter(|index| *index < 60)?;
    Some(one_of(index % 10 + 1, STEMS)? + &one_of(index % 12 + 1, BRANCHES)?)
}

/// Figures, but for 十 below a hundred.
fn counting(count: u32) -> String {
    let digit = |digit: u32| digits(digit, &ROUND_ZERO);
    match (count / 10, count % 10) {
        (0, ones) => digit(ones),
        (1, 0) => "十".to_owned(),
        (1, ones) => format!("十{}", digit(ones)),
        (tens @ 2..10, 0) => format!("{}十", digit(tens)),
        (tens @ 2..10, ones) => format!("{}十{}", digit(tens), digit(ones)),
        _ => digit(count),
    }
}

/// A way to write numbers with names for 10, 100 and 1000.
struct Grouping {
    /// 0 to 9; what stands for skipped places is the first, if they are named at all.
    digits: [char; 10],
    names_skipped: bool,
    /// Of thousands, hundreds and tens.
    units: [char; 3],
    /// Of ten thousand.
    myriad: char,
    /// Whether 10 to 19 begin with the ten.
    bare_ten: bool,
    /// Whether 100 and 1000 do without a one.
    bare_hundred: bool,
}

const CHINESE: Grouping = Grouping {
    digits: IDEOGRAPHS,
    names_skipped: true,
    units: ['千', '百', '十'],
    myriad: '万',
    bare_ten: true,
    bare_hundred: false,
};
const TAIWANESE: Grouping = Grouping {
    digits: ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'],
    myriad: '萬',
    ..CHINESE
};
const LEGAL_SIMPLIFIED: Grouping = Grouping {
    digits: ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'],
    units: ['仟', '佰', '拾'],
    bare_ten: false,
    ..CHINESE
};
const LEGAL_TRADITIONAL: Grouping = Grouping {
    digits: ['零', '壹', '貳', '參', '肆', '伍', '陸', '柒', '捌', '玖'],
    myriad: '萬',
    ..LEGAL_SIMPLIFIED
};
const JAPANESE: Grouping = Grouping { names_skipped: false, bare_hundred: true, ..CHINESE };

impl Grouping {
    fn write(&self, count: u32) -> String {
        let (myriads, rest) = (count / 10_000, count % 10_000);
        if count == 0 || myriads >= 10_000 {
            return digits(count, &self.digits);
        }
        let mut text = String::new();
        if myriads > 0 {
            self.group(myriads, true, &mut text);
            text.push(self.myriad);
        }
        self.group(rest, myriads == 0, &mut text);
        text
    }

    /// Writes a number below ten thousand.
    fn group(&self, count: u32, is_first: bool, text: &mut String) {
        let (mut is_first, mut skipped) = (is_first, false);
        let units = self.units.map(Some).into_iter().chain([None]);
        for (unit, place) in units.zip([1000, 100, 10, 1]) {
            let digit = count / place % 10;
            if digit == 0 {
                skipped = !is_first;
                continue;
            }
            if skipped && self.names_skipped {
                text.push(self.digits[0]);
            }
            let leaves_one_out =
                self.bare_ten && place == 10 && is_first || self.bare_hundred && place > 1;
            if !(digit == 1 && leaves_one_out) {
                text.extend(self.digits.get(digit as usize));
            }
            text.extend(unit);
            (is_first, skipped) = (false, false);
        }
    }
}

fn roman(count: u32) -> Option<String> {
    const VALUES: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    // Word counts no further than 32767.
    let mut rest = Some(count).filter(|count| (1..=32_767).contains(count))?;
    let mut text = String::new();
    for (value, sign) in VALUES {
        while rest >= value {
            text.push_str(sign);
            rest -= value;
        }
    }
    Some(text)
}

/// a to z, then aa, bb; after 780, which is z thirty times, from the front.
fn letters(count: u32, first: u8) -> Option<String> {
    let index = count.checked_sub(1)? % 780;
    let letter = char::from(first + u8::try_from(index % 26).ok()?);
    Some(std::iter::repeat_n(letter, index as usize / 26 + 1).collect())
}

fn ordinal(count: u32) -> String {
    let ending = match (count % 10, count % 100) {
        (1, tens) if tens != 11 => "st",
        (2, tens) if tens != 12 => "nd",
        (3, tens) if tens != 13 => "rd",
        _ => "th",
    };
    format!("{count}{ending}")
}

const ONES: [&str; 20] = [
    "Zero",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
    "Seventeen",
    "Eighteen",
    "Nineteen",
];
const TENS: [&str; 10] =
    ["", "", "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"];

fn cardinal(count: u32) -> Option<String> {
    if let Some(one) = ONES.get(count as usize) {
        return Some((*one).to_owned());
    }
    let tens = TENS.get(count as usize / 10)?;
    match count % 10 {
        0 => Some((*tens).to_owned()),
        ones => Some(format!("{tens}-{}", ONES.get(ones as usize)?.to_lowercase())),
    }
}

fn ordinal_text(count: u32) -> Option<String> {
    let cardinal = cardinal(count)?;
    let (start, last) = match cardinal.split_once('-') {
        Some((tens, ones)) => (format!("{tens}-"), ones),
        None => (String::new(), cardinal.as_str()),
    };
    let irregular = [
        ("one", "first"),
        ("two", "second"),
        ("three", "third"),
        ("five", "fifth"),
        ("eight", "eighth"),
        ("nine", "ninth"),
        ("twelve", "twelfth"),
    ];
    let lower = last.to_lowercase();
    let known = irregular.iter().find(|(word, _)| *word == lower).map(|(_, ordinal)| *ordinal);
    let ordinal = match (known, lower.strip_suffix('y')) {
        (Some(ordinal), _) => ordinal.to_owned(),
        (None, Some(stem)) => format!("{stem}ieth"),
        (None, None) => format!("{lower}th"),
    };
    let capital = |text: &str| {
        let mut chars = text.chars();
        chars.next().map(|c| c.to_ascii_uppercase()).into_iter().chain(chars).collect::<String>()
    };
    Some(if start.is_empty() { capital(&ordinal) } else { start + &ordinal })
}

/// A count with as many noughts before it as the example's first number has.
fn by_example(count: u32, format: &str) -> String {
    let width = format.bytes().take_while(u8::is_ascii_digit).count().min(9);
    format!("{count:0width$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_written_as_word_writes_them() {
        for (format, rows) in [
            ("chineseCounting", "1=一 10=十 11=十一 20=二十 99=九十九 100=一○○ 105=一○五"),
            (
                "chineseCountingThousand",
                "1=一 10=十 12=十二 20=二十 100=一百 101=一百〇一 110=一百一十 111=一百一十一 \
                 1000=一千 1001=一千〇一 1010=一千〇一十 1100=一千一百 10000=一万 10203=一万〇二百〇三",
            ),
            ("chineseLegalSimplified", "1=壹 10=壹拾 12=壹拾贰 105=壹佰零伍"),
            ("ideographLegalTraditional", "3=參 10=壹拾"),
            ("taiwaneseCountingThousand", "10=十 101=一百零一"),
            ("japaneseCounting", "10=十 100=百 101=百一 250=二百五十 1111=千百十一"),
            ("ideographTraditional", "1=甲 10=癸 11=11"),
            ("ideographZodiac", "1=子 12=亥 13=13"),
            ("ideographZodiacTraditional", "1=甲子 11=甲戌 60=癸亥 61=61"),
            ("decimalEnclosedCircle", "1=① 20=⑳ 21=21 0=0"),
            ("decimalEnclosedCircleChinese", "3=③"),
            ("decimalFullWidth", "12=１２"),
            ("decimalZero", "1=01 12=12"),
            ("001, 002, 003, ...", "7=007 1000=1000"),
            ("decimal", "7=7"),
            ("upperRoman", "4=IV 1999=MCMXCIX 0=0"),
            ("lowerLetter", "1=a 26=z 27=aa 53=aaa"),
            ("ordinal", "1=1st 11=11th 22=22nd 103=103rd"),
            ("cardinalText", "1=One 21=Twenty-one"),
            ("ordinalText", "1=First 12=Twelfth 20=Twentieth 21=Twenty-first"),
            ("numberInDash", "3=-_3_-"),
        ] {
            for row in rows.split_whitespace() {
                let (count, text) = row.split_once('=').unwrap();
                let count = count.parse().unwrap();
                assert_eq!(written(count, format), text.replace('_', " "), "{format} {count}");
            }
        }
        assert!(written(u32::MAX, "lowerLetter").len() <= 30);
        assert_eq!(written(1, "none"), "");
    }
}

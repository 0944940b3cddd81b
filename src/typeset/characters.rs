//! What a character is to a line (CLREQ 3.1, GB/T 15834-2011 5).

/// A character's part in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A Han character or another sign as wide as one.
    Han,
    /// An opening bracket or quotation mark: its left half is blank.
    Open,
    /// A closing bracket or quotation mark: its right half is blank.
    Close,
    /// ，、；：: the right half is blank.
    Comma,
    /// 。！？: the right half is blank.
    Stop,
    /// ·
    MiddleDot,
    /// — and …, which come in pairs.
    Joined,
    /// A letter, a digit, or a mark among them.
    Western,
    /// Belongs to the number before it: % ‰ ℃.
    Postfix,
    /// Belongs to the number behind it: ≤ ¥ №.
    Prefix,
    /// A space between words.
    Space,
}

impl Class {
    /// Whether it is a mark that is full-width and half blank.
    pub(super) fn is_half_blank(self) -> bool {
        matches!(self, Self::Open | Self::Close | Self::Comma | Self::Stop)
    }

    /// Whether the blank half is the right one.
    pub(super) fn closes(self) -> bool {
        matches!(self, Self::Close | Self::Comma | Self::Stop)
    }

    /// Whether it may not begin a line (CLREQ 3.1.3.1, strict).
    pub(super) fn may_not_start(self) -> bool {
        self.closes() || matches!(self, Self::MiddleDot | Self::Joined | Self::Postfix)
    }

    /// Whether it may not end a line.
    pub(super) fn may_not_end(self) -> bool {
        matches!(self, Self::Open | Self::Prefix)
    }

    /// Whether it is set with a gap beside Han characters.
    pub(super) fn is_western(self) -> bool {
        matches!(self, Self::Western | Self::Postfix | Self::Prefix)
    }
}

/// The class of a character.
pub(super) fn class(c: char) -> Class {
    match c {
        '“' | '‘' | '（' | '《' | '〈' | '【' | '〔' | '「' | '『' | '［' | '｛' | '〖' | '〘'
        | '〚' | '｟' => Class::Open,
        '”' | '’' | '）' | '》' | '〉' | '】' | '〕' | '」' | '』' | '］' | '｝' | '〗' | '〙'
        | '〛' | '｠' => Class::Close,
        '，' | '、' | '；' | '：' => Class::Comma,
        '。' | '！' | '？' | '．' => Class::Stop,
        '·' | '・' | '‧' => Class::MiddleDot,
        '—' | '…' | '⸺' | '―' => Class::Joined,
        '%' | '‰' | '‱' | '％' | '℃' | '℉' | '°' | '′' | '″' => Class::Postfix,
        '¥' | '￥' | '€' | '£' | '$' | '＄' | '№' | '≤' | '≥' | '<' | '>' | '≦' | '≧' | '＜'
        | '＞' | '±' | '≈' => Class::Prefix,
        ' ' | '\u{A0}' | '\u{2002}'..='\u{200A}' | '\u{202F}' => Class::Space,
        '×' | '÷' | '−' | '–' | '+' | '=' | '~' => Class::Western,
        c if raised(c).is_some() || lowered(c).is_some() => Class::Western,
        c if is_wide(c) => Class::Han,
        _ => Class::Western,
    }
}

/// The ordinary character that is drawn raised for a superscript.
pub(super) fn raised(c: char) -> Option<char> {
    Some(match c {
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴'..='⁹' => char::from(b'4' + u8::try_from(c as u32 - 0x2074).unwrap_or(0)),
        '⁺' => '+',
        // The minus sign is as wide and as high as the plus; the hyphen is neither.
        '⁻' => '−',
        '⁼' => '=',
        '⁽' => '(',
        '⁾' => ')',
        'ⁿ' => 'n',
        _ => return None,
    })
}

/// The ordinary character that is drawn lowered for a subscript.
pub(super) fn lowered(c: char) -> Option<char> {
    Some(match c {
        '₀'..='₉' => char::from(b'0' + u8::try_from(c as u32 - 0x2080).unwrap_or(0)),
        '₊' => '+',
        '₋' => '−',
        _ => return None,
    })
}

/// East Asian wide and the symbols that Chinese faces draw an em wide.
fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE4F}' | '\u{FF01}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}'
        | '\u{1F000}'..='\u{1FAFF}' | '\u{20000}'..='\u{3FFFD}'
        | '\u{2460}'..='\u{24FF}' | '\u{2500}'..='\u{26FF}' | '\u{2160}'..='\u{217F}'
        | '\u{2190}'..='\u{21FF}' | '\u{2200}'..='\u{22FF}' | '※')
}

/// Units that a number keeps: its first characters are not parted from the digits.
const UNITS: [&str; 47] = [
    "小时",
    "分钟",
    "秒",
    "天",
    "日",
    "月",
    "年",
    "周",
    "时",
    "分",
    "个",
    "项",
    "家",
    "户",
    "人次",
    "人",
    "名",
    "位",
    "条",
    "次",
    "件",
    "起",
    "座",
    "篇",
    "场",
    "台",
    "套",
    "部",
    "处",
    "村",
    "元",
    "角",
    "倍",
    "成",
    "余",
    "多",
    "万",
    "亿",
    "千",
    "百",
    "皮长公里",
    "公里",
    "千米",
    "米",
    "吨",
    "号",
    "大",
];

/// How many characters at the start of the text belong to the number before it: 万 or 亿, and the
/// unit behind that.
pub(super) fn unit_length(after: &str) -> (usize, usize) {
    let scale = after.chars().take_while(|c| matches!(c, '万' | '亿' | '千' | '百' | '余')).count();
    let scale = scale.min(4);
    let rest: String = after.chars().skip(scale).take(4).collect();
    let unit = UNITS
        .iter()
        .filter(|unit| rest.starts_with(**unit))
        .map(|unit| unit.chars().count())
        .max()
        .unwrap_or(0);
    (scale, unit.min(4 - scale))
}

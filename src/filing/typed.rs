//! What a word processor's report has where the file has a figure: several in one sentence
//! (`平均30.20小时，及时率82.10%`), words for a sign (`98%以上`), a note behind the number.
//! Nothing is guessed: what does not read as a whole is no such form.

use std::ops::Range;

use super::areas::AREAS;
use super::counted::{counts, is_rate};
use super::worded::{self, BLANKS, Conversion};

#[derive(Debug, PartialEq, Eq)]
pub(super) struct TypedValue {
    pub(super) pieces: Vec<Piece>,
    /// What stands in brackets behind them, and where.
    pub(super) note: Option<(String, Range<usize>)>,
    /// What makes it no figure as it stands.
    pub(super) form: Form,
}

/// One figure of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Its measure or area, and where that stands.
    pub(super) label: Option<(String, Range<usize>)>,
    /// The figure as the file has it: ≥98%.
    pub(super) figure: String,
    pub(super) span: Range<usize>,
}

/// What makes a value no figure as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// A full stop or the like behind it.
    Marked,
    /// 达到95.77%.
    Worded,
    /// 百分之七十八点三.
    Numeral,
    /// 98%以上.
    Signed,
    /// 4.96小时（不含客户自维线路）.
    Noted,
    /// 99.20%（991/1000）.
    Counted,
    /// 平均30.20小时.
    Labelled,
    /// 城市0.84天、农村1.04天.
    Several,
}

impl Form {
    /// What is wrong, in Chinese, behind the value.
    pub(super) fn explain(self) -> &'static str {
        match self {
            Self::Marked => "后面多了标点",
            Self::Worded => "里除了数还有别的话，这里只写数",
            Self::Numeral => "没有用阿拉伯数字写",
            Self::Signed => "用文字写了范围，要写成符号",
            Self::Noted => "后面带着说明，说明要写进备注",
            Self::Counted => "后面带着分子和分母，要分开写",
            Self::Labelled => "里带着名目，名目和数要分开写",
            Self::Several => "是连着写的几个数，要一个一个分开写",
        }
    }
}

/// Measures by which figures are told apart, those that begin with another first.
const MEASURES: [&str; 18] = [
    "平均时限",
    "平均时间",
    "平均时长",
    "平均历时",
    "平均值",
    "平均",
    "最长时限",
    "最长时间",
    "最长时长",
    "最大时限",
    "最大值",
    "最长",
    "最大",
    "及时率",
    "时限",
    "时长",
    "时间",
    "历时",
];
/// What may stand between a label and its figure, or before a figure alone.
const LINKS: [&str; 12] =
    ["已达到", "达到了", "达到", "已达", "达", "为", "是", "：", ":", "＝", "=", "的"];
const SEPARATORS: [char; 5] = ['，', ',', '、', '；', ';'];
/// The most bytes of such a form; a longer text is a text.
const LONGEST: usize = 400;

#[cfg(test)]
pub(crate) fn is_measure(label: &str) -> bool {
    MEASURES.contains(&label)
}

/// Reads a value in such a form; `name` is what it is the value of, which it may repeat.
pub(super) fn read(text: &str, name: &str) -> Option<TypedValue> {
    let start = text.len() - text.trim_start_matches(BLANKS).len();
    let body = text[start..].trim_end_matches(BLANKS);
    let whole = body.trim_end_matches(|c| BLANKS.contains(&c) || is_stop(c));
    if whole.is_empty() || text.len() > LONGEST {
        return None;
    }
    let (figures, note) = split_note(whole);
    let mut form = (whole.len() < body.len()).then_some(Form::Marked);
    let mut reader = Reader { name, rest: figures, at: start, form: None };
    let mut pieces = reader.pieces()?;
    if let [only] = pieces.as_mut_slice()
        && only.label.as_ref().is_some_and(|(label, _)| repeats(name, label))
    {
        only.label = None;
        form = form.max(Some(Form::Worded));
    }
    form = form.max(reader.form);
    if note.is_some() {
        let rate = pieces.last().is_some_and(|piece| is_rate(&piece.figure));
        let counted = rate && note.is_some_and(|note| counts(note).is_some());
        form = form.max(Some(if counted { Form::Counted } else { Form::Noted }));
    }
    let note = note.map(|note| {
        let at = start + figures.len() + (whole.len() - figures.len() - note.len()) / 2;
        (note.trim().to_owned(), at..at + note.len())
    });
    let labelled = pieces.iter().any(|piece| piece.label.is_some());
    form = match (pieces.len(), labelled) {
        (1, false) => form,
        (1, true) => form.max(Some(Form::Labelled)),
        _ => Some(Form::Several),
    };
    Some(TypedValue { pieces, note, form: form? })
}

/// Whether a name already has the label of its one figure.
fn repeats(name: &str, label: &str) -> bool {
    let average = label.starts_with("平均") && (name.contains("平均") || name.ends_with('率'));
    average || (name.ends_with(label) && !AREAS.contains(&label))
}

fn is_stop(c: char) -> bool {
    matches!(c, '。' | '；' | '，' | '、' | ';' | ',' | '.' | '．')
}

/// A text without the brackets at its end, and what is in them.
fn split_note(text: &str) -> (&str, Option<&str>) {
    let none = (text, None);
    let mut depth = 0_usize;
    for (at, c) in text.char_indices().rev() {
        match c {
            '）' | ')' => depth += 1,
            '（' | '(' if depth == 0 => return none,
            '（' | '(' => depth -= 1,
            _ if depth == 0 => return none,
            _ => {}
        }
        if depth == 0 {
            let close = text.chars().next_back().map_or(0, char::len_utf8);
            let note = &text[at + c.len_utf8()..text.len() - close];
            // An area, a measure or a figure in brackets is no note.
            let trimmed = note.trim_matches(BLANKS);
            let says = !trimmed.is_empty()
                && !AREAS.contains(&trimmed)
                && !strips(trimmed, &["平均", "最长", "最大", "及时率"])
                && !trimmed.contains(['【', '】', '\n', '\t']);
            let alike = c.len_utf8() == close;
            return if says && alike { (&text[..at], Some(note)) } else { none };
        }
    }
    none
}

fn strips(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.starts_with(word))
}

/// Reads one piece after the other.
struct Reader<'t> {
    name: &'t str,
    rest: &'t str,
    /// Where the rest stands.
    at: usize,
    /// The gravest of the conversions.
    form: Option<Form>,
}

impl<'t> Reader<'t> {
    fn pieces(&mut self) -> Option<Vec<Piece>> {
        if self.strip(&[self.name]).is_some_and(|name| !name.is_empty()) {
            self.converted(Form::Worded);
        }
        let mut pieces: Vec<Piece> = Vec::new();
        loop {
            self.piece(&mut pieces)?;
            let separators = |c| SEPARATORS.contains(&c) || BLANKS.contains(&c);
            let rest = self.rest.trim_start_matches(separators);
            self.go(self.rest.len() - rest.len());
            if rest.is_empty() {
                break;
            }
        }
        let several = pieces.len() > 1;
        let label = |piece: &Piece| piece.label.as_ref().map(|(label, _)| label.clone());
        let mut labels: Vec<Option<String>> = pieces.iter().map(label).collect();
        labels.sort_unstable();
        let doubled = labels.windows(2).any(|two| two[0] == two[1]);
        (!several || (!doubled && labels.iter().all(Option::is_some))).then_some(pieces)
    }

    /// One figure with its label, or several labels with one figure (城市和农村均为100%).
    fn piece(&mut self, pieces: &mut Vec<Piece>) -> Option<()> {
        let mut labels = Vec::new();
        while let Some(label) = self.label() {
            labels.push(label);
            if labels.len() > AREAS.len() || !self.joins_label() {
                break;
            }
        }
        // 城市平均0.84天, where the name has 平均 already.
        if !labels.is_empty() && self.name.contains("平均") {
            self.strip(&["平均"]);
        }
        let all = self.strip(&["均", "都"]).is_some();
        if labels.len() > 1 && !all {
            return None;
        }
        let linked = std::iter::from_fn(|| self.strip(&LINKS)).take(2).count() > 0;
        if linked && labels.is_empty() {
            self.converted(Form::Worded);
        }
        let end = self.end_of_figure();
        let (typed, start) = (&self.rest[..end], self.at);
        let (figure, conversion) = worded::figure(typed)?;
        match conversion {
            Some(Conversion::Numeral) => self.converted(Form::Numeral),
            Some(Conversion::Sign) => self.converted(Form::Signed),
            None => {}
        }
        let lead = typed.len() - typed.trim_start_matches(BLANKS).len();
        let span = start + lead..start + typed.trim_end_matches(BLANKS).len();
        self.go(end);
        let mut labels: Vec<_> = labels.into_iter().map(Some).collect();
        if labels.is_empty() {
            labels.push(None);
        }
        pieces.extend(labels.into_iter().map(|label| Piece {
            label,
            figure: figure.clone(),
            span: span.clone(),
        }));
        Some(())
    }

    fn label(&mut self) -> Option<(String, Range<usize>)> {
        self.blanks();
        let start = self.at;
        let label = self.strip(&MEASURES).or_else(|| self.strip(&AREAS))?;
        Some((label.to_owned(), start..start + label.len()))
    }

    /// Whether another label follows a word that joins two.
    fn joins_label(&mut self) -> bool {
        let before = (self.rest, self.at);
        self.blanks();
        let joined = self.strip(&["、", "和", "及", "与"]).is_some()
            && (strips(self.rest, &MEASURES) || strips(self.rest, &AREAS));
        if !joined {
            (self.rest, self.at) = before;
        }
        joined
    }

    /// Where the figure at the start of the rest ends: at a separator, or at the next label.
    fn end_of_figure(&self) -> usize {
        let ends = |(at, c): (usize, char)| {
            let rest = &self.rest[at..];
            let label = at > 0 && (strips(rest, &MEASURES) || strips(rest, &AREAS));
            (SEPARATORS.contains(&c) || label).then_some(at)
        };
        self.rest.char_indices().find_map(ends).unwrap_or(self.rest.len())
    }

    fn strip(&mut self, words: &[&str]) -> Option<&'t str> {
        self.blanks();
        let word = words.iter().find(|word| self.rest.starts_with(**word))?;
        let found = &self.rest[..word.len()];
        self.go(word.len());
        Some(found)
    }

    fn blanks(&mut self) {
        let rest = self.rest.trim_start_matches(BLANKS);
        self.go(self.rest.len() - rest.len());
    }

    fn go(&mut self, bytes: usize) {
        self.rest = &self.rest[bytes..];
        self.at += bytes;
    }

    fn converted(&mut self, form: Form) {
        self.form = self.form.max(Some(form));
    }
}

impl TypedValue {
    /// The last figure with the counts that stand in brackets behind it, as the file has them:
    /// 值: 99.20%, 分子: 991, 分母: 1000.
    pub(super) fn counted(&self) -> Option<String> {
        let piece = self.pieces.last().filter(|piece| is_rate(&piece.figure))?;
        let (one, other) = counts(&self.note.as_ref()?.0)?;
        Some(format!("值: {}, 分子: {one}, 分母: {other}", scalar(&piece.figure)))
    }

    /// The value as the file has it: `{ 平均: 30.20小时, 及时率: 82.10% }`.
    pub(super) fn braces(&self) -> String {
        let mut entries: Vec<String> = Vec::new();
        let counted = self.counted();
        for (n, piece) in self.pieces.iter().enumerate() {
            let label = piece.label.as_ref().map(|(label, _)| label.as_str());
            let counted = counted.as_ref().filter(|_| n + 1 == self.pieces.len());
            entries.push(match (label, counted) {
                (None, Some(counted)) => counted.clone(),
                (Some(label), Some(counted)) => format!("{label}: {{ {counted} }}"),
                (label, None) => format!("{}: {}", label.unwrap_or("值"), scalar(&piece.figure)),
            });
        }
        if counted.is_some() {
            return format!("{{ {} }}", entries.join(", "));
        }
        entries.extend(self.note.iter().map(|(note, _)| format!("备注: {}", scalar(note))));
        format!("{{ {} }}", entries.join(", "))
    }
}

/// A text as a value, in quotes where a sign in it could mean something.
pub(super) fn scalar(text: &str) -> String {
    let plain = |c: char| {
        c.is_alphanumeric()
            || matches!(
                c,
                '%' | '‰' | '‱' | '.' | '/' | '≤' | '≥' | '×' | '⁻' | '⁺' | '+' | '^' | '-'
            )
    };
    let begins = text.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '≤' | '≥'));
    if begins && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests;

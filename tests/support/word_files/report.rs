//! A report as its paragraphs, each with what it is: the text of a published one or the program's
//! Markdown, read by what both have in common.

use super::extras::Extra;

/// The chapters of a report, as both forms name them.
const INDICATORS: &str = "主要服务指标完成情况";
const DECLARATION: &str = "企业声明：";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Title,
    Chapter,
    Initiative,
    Group,
    Body,
    Indicator,
    Closing,
    Declaration,
    Signatory,
    Day,
    Extra(Extra),
}

/// One paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) kind: Kind,
    /// A heading's number as it is typed: `一、`, `（一）`, `(三) `.
    pub(crate) number: String,
    pub(crate) text: String,
    /// What follows a heading in its own paragraph, from the full stop on.
    pub(crate) run_in: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Report {
    pub(crate) pieces: Vec<Piece>,
}

impl Piece {
    pub(crate) fn new(kind: Kind, text: &str) -> Self {
        Self { kind, number: String::new(), text: text.to_owned(), run_in: String::new() }
    }

    fn heading(kind: Kind, line: &str, number: usize) -> Self {
        let (number, text) = line.split_at(number);
        let stop = text.find('。').unwrap_or(text.len());
        let (text, run_in) = text.split_at(stop);
        Self { kind, number: number.to_owned(), text: text.to_owned(), run_in: run_in.to_owned() }
    }

    pub(crate) fn is(&self, kind: Kind) -> bool {
        self.kind == kind
    }

    /// The whole paragraph as it is read.
    pub(crate) fn line(&self) -> String {
        format!("{}{}{}", self.number, self.text, self.run_in)
    }
}

impl Report {
    /// Reads plain text or the program's Markdown.
    pub(crate) fn read(text: &str) -> Self {
        let mut report = Self::default();
        for line in text.lines().map(unmarked).filter(|line| !line.is_empty()) {
            // The number of a page came along with the text that was copied.
            if line == "PAGE" || line.bytes().all(|byte| byte.is_ascii_digit()) {
                continue;
            }
            let piece = report.classified(&line);
            report.pieces.push(piece);
        }
        report
    }

    /// What a line is after those that were read.
    fn classified(&self, line: &str) -> Piece {
        let has = |kind| self.pieces.iter().any(|piece| piece.is(kind));
        let chapter = self.pieces.iter().rfind(|piece| piece.is(Kind::Chapter));
        let in_indicators = chapter.is_some_and(|chapter| chapter.text == INDICATORS);
        if let Some(number) = chapter_number(line) {
            return Piece::heading(Kind::Chapter, line, number);
        }
        if let Some(number) = bracketed_number(line) {
            let kind = if in_indicators { Kind::Group } else { Kind::Initiative };
            return Piece::heading(kind, line, number);
        }
        let kind = if has(Kind::Declaration) {
            if line.ends_with('日') { Kind::Day } else { Kind::Signatory }
        } else if line.starts_with(DECLARATION) {
            Kind::Declaration
        } else if chapter.is_none() {
            Kind::Title
        } else if !in_indicators {
            Kind::Body
        } else if indicator_name(line).is_some() {
            Kind::Indicator
        } else {
            Kind::Closing
        };
        Piece::new(kind, line)
    }

    /// The report as text, a line a paragraph.
    pub(crate) fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.line() + "\n").collect()
    }

    /// The title in two lines, as it is centred.
    pub(crate) fn title(&self) -> (String, String) {
        let lines: Vec<&str> = self.of(Kind::Title).map(|piece| piece.text.as_str()).collect();
        match lines.as_slice() {
            [first, second] => ((*first).to_owned(), (*second).to_owned()),
            lines => {
                let title = lines.concat();
                let (first, second) = title.split_at(title.find("20").unwrap_or_default());
                (first.to_owned(), second.to_owned())
            }
        }
    }

    pub(crate) fn of(&self, kind: Kind) -> impl Iterator<Item = &Piece> {
        self.pieces.iter().filter(move |piece| piece.is(kind))
    }

    /// The pieces behind the title.
    pub(crate) fn body(&self) -> impl Iterator<Item = &Piece> {
        self.pieces.iter().filter(|piece| !piece.is(Kind::Title))
    }

    /// The report with something behind its first paragraph of prose.
    pub(crate) fn with(mut self, extra: Extra) -> Self {
        let first = self.pieces.iter().position(|piece| piece.is(Kind::Body)).unwrap();
        let text = extra.text();
        self.pieces.insert(first + 1, Piece::new(Kind::Extra(extra), text));
        self
    }
}

/// A line without what only Markdown writes. A hard break's blanks go, too: the lines of a
/// sign-off are paragraphs in Word.
fn unmarked(line: &str) -> String {
    line.trim().trim_start_matches('#').trim().replace("**", "").replace('\\', "")
}

fn is_numeral(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| "一二三四五六七八九十".contains(c))
}

/// How many bytes of a line are `一、`.
fn chapter_number(line: &str) -> Option<usize> {
    let (number, _) = line.split_once('、')?;
    is_numeral(number).then(|| number.len() + '、'.len_utf8())
}

/// How many bytes of a line are `（一）`, in either width, and blanks behind it.
fn bracketed_number(line: &str) -> Option<usize> {
    let (number, rest) = line.strip_prefix(['（', '('])?.split_once(['）', ')'])?;
    is_numeral(number).then(|| line.len() - rest.trim_start().len())
}

/// The name of an indicator, where a line is one.
pub(crate) fn indicator_name(line: &str) -> Option<&str> {
    let (name, _) = line.split_once('：')?;
    (name.chars().count() <= 12).then_some(name)
}

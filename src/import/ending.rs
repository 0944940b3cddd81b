//! What stands at a report's end: 声明, 落款 with 附注, 附件, 抄送.

use std::collections::BTreeSet;

use super::day::day;
use super::draft::{Annex, Ending, Line, Rest, each_once};
use super::piece::{Piece, Place};
use crate::document::{Block, COPIED_TO, Inline, plain_text};
use crate::filing::Date;

/// The most characters of a line of 落款.
const LONGEST: usize = 40;

/// What the declaration begins with, the longer first.
const DECLARATIONS: [&str; 10] = [
    "企业郑重声明",
    "我公司郑重声明",
    "本企业声明",
    "本公司声明",
    "公司声明",
    "企业声明",
    "郑重声明",
    "特此声明",
    "真实性声明",
    "声明",
];

/// Where a report's end begins among pieces: at the declaration, or at 落款 where there is none.
pub(super) fn start(pieces: &[Piece]) -> usize {
    let is_declared = |piece: &Piece| {
        let text = piece.text();
        declaration(&text).is_some() || is_heading(piece) || is_sentence(&text)
    };
    // Of our own report the last: what is said before it is text.
    let declared = match pieces.iter().any(|piece| piece.is_body) {
        true => pieces.iter().rposition(is_declared),
        false => pieces.iter().position(is_declared),
    };
    declared.or_else(|| sign_off(pieces)).unwrap_or(pieces.len())
}

/// The sentence of 声明, and what was said before it.
fn declaration(text: &str) -> Option<(&str, &str)> {
    let (before, said) = text.trim().split_once(['：', ':'])?;
    // 企 业 声 明
    let word: String = before.chars().filter(|c| !c.is_whitespace()).collect();
    let word = DECLARATIONS.into_iter().find(|declared| *declared == word)?;
    let said = said.trim();
    (1..=80).contains(&said.chars().count()).then_some((word, said))
}

/// 声明 on a line of its own, or as a chapter's title.
fn is_heading(piece: &Piece) -> bool {
    let text: String = piece.unnumbered().chars().filter(|c| !c.is_whitespace()).collect();
    piece.is_text() && !piece.is_body && DECLARATIONS.contains(&text.trim_end_matches(['：', ':']))
}

/// The declaration's sentence without a word before it.
fn is_sentence(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("本报告") && text.contains("真实") && text.chars().count() <= 60
}

/// Who signs, in the lines before the last day.
fn sign_off(pieces: &[Piece]) -> Option<usize> {
    let day = pieces.iter().rposition(|piece| signed_day(&piece.text()).is_some())?;
    let is_of_it = |piece: &&Piece| !piece.is_text() || is_unit(&piece.text());
    let units = pieces[..day].iter().rev().take_while(is_of_it).count();
    (units > 0 || pieces.len() - day <= 3).then_some(day - units)
}

/// Reads a report's end.
pub(super) fn read(pieces: Vec<Piece>) -> (Ending, Rest) {
    let mut reader = Reader::default();
    for piece in pieces {
        reader.take(piece);
    }
    reader.finish()
}

#[derive(Default)]
struct Reader {
    ending: Ending,
    rest: Rest,
    /// What 附件说明 names, still to come.
    announced: Vec<Piece>,
    /// Whether 声明 stood on a line of its own.
    declares: bool,
    /// Whether 附件说明 goes on.
    announces: bool,
    /// Lines that may be who signs, until a day follows.
    waiting: Vec<Piece>,
    /// Whether an annex has begun that has no title yet.
    untitled: bool,
}

impl Reader {
    fn take(&mut self, piece: Piece) {
        let is_sign_off = self.ending.date.is_none() && self.ending.annexes.is_empty();
        match rows(&piece).filter(|_| is_sign_off) {
            Some(lines) => lines.into_iter().for_each(|line| self.take_line(line)),
            None => self.take_line(piece),
        }
    }

    fn take_line(&mut self, piece: Piece) {
        let text = piece.text().trim().to_owned();
        let announces = std::mem::take(&mut self.announces);
        let copies = text.strip_prefix(COPIED_TO).or_else(|| text.strip_prefix("抄送:"));
        if let Some(names) = copies {
            self.copies(&piece, names);
        } else if let Some(title) = annex_label(&piece, &text) {
            self.annex(&piece, title);
        } else if !self.ending.annexes.is_empty() {
            self.in_annex(piece, text);
        } else if self.is_open() && is_heading(&piece) {
            self.declares = true;
            let word = text.trim_end_matches(['：', ':']);
            if word != "企业声明" {
                self.rest.reword(piece.place, word);
            }
        } else if let Some((word, said)) = declaration(&text).filter(|_| self.is_open()) {
            if word != "企业声明" {
                self.rest.reword(piece.place, word);
            }
            self.ending.declaration = Some(Line::of(&piece, said));
        } else if self.is_open() && (is_sentence(&text) || self.declares && piece.is_text()) {
            self.ending.declaration = Some(Line::of(&piece, text));
        } else if is_announcement(&text) || announces && piece.mark().is_some() {
            self.announces = true;
            self.announced.push(piece);
        } else {
            self.sign_off(piece, &text);
        }
    }

    fn is_open(&self) -> bool {
        self.ending.declaration.is_none() && self.ending.date.is_none()
    }

    fn sign_off(&mut self, piece: Piece, text: &str) {
        if self.note(&piece, text) {
            return;
        }
        if self.ending.date.is_some() {
            let late = self.ending.units.is_empty() && is_unit(text) && text.contains("公司");
            return if late { self.unit(&piece, text) } else { self.rest.leave(&piece) };
        }
        let bare = unlabelled(text, &DATE_LABELS);
        match signed_day(bare) {
            Some((unit, date)) => {
                self.rest.reword(piece.place, &text[..text.len() - bare.len()]);
                self.ending.date = Some((date, piece.place));
                self.units();
                if !unit.is_empty() {
                    self.unit(&piece, unit);
                }
            }
            None => self.waiting.push(piece),
        }
    }

    /// Who signs, of the lines that waited for the day: the last ones, as far as they are names.
    fn units(&mut self) {
        let waiting = std::mem::take(&mut self.waiting);
        let names = waiting.iter().rev().take_while(|piece| is_unit(&piece.text())).count();
        let first = waiting.len() - names;
        for (n, piece) in waiting.iter().enumerate() {
            if n < first {
                self.rest.leave(piece);
            } else {
                self.unit(piece, piece.text().trim());
            }
        }
    }

    fn unit(&mut self, piece: &Piece, text: &str) {
        let name = unlabelled(text, &UNIT_LABELS);
        self.rest.reword(piece.place, &text[..text.len() - name.len()]);
        let bare = ["（盖章）", "（公章）", "(盖章)", "(公章)"]
            .iter()
            .find_map(|seal| name.strip_suffix(seal))
            .unwrap_or(name);
        self.rest.reword(piece.place, &name[bare.len()..]);
        self.ending.units.push(Line::of(piece, bare));
    }

    /// 附注: （联系人：…；联系电话：…）.
    fn note(&mut self, piece: &Piece, text: &str) -> bool {
        let inner = text.trim_start_matches(['（', '(']).trim_end_matches(['）', ')']);
        // 联系人：王某　联系电话：…
        let parted = ["联系电话", "电话", "邮箱", "电子邮箱", "传真"].iter().fold(
            inner.to_owned(),
            |text, label| {
                [" ", "\u{3000}"].iter().fold(text, |text, blank| {
                    text.replace(&format!("{blank}{label}"), &format!("；{label}"))
                })
            },
        );
        let parts: Vec<&str> = parted.split(['；', ';', '，']).map(str::trim).collect();
        let keyed = |part: &str, keys: &[&str]| {
            let value = unlabelled(part, keys);
            (value.len() < part.len()).then(|| Line::of(piece, value))
        };
        let of = |keys: &[&str]| parts.iter().find_map(|part| keyed(part, keys));
        let contact = of(&["联系人"]);
        let telephone = of(&["联系电话", "电话"]);
        let found = usize::from(contact.is_some()) + usize::from(telephone.is_some());
        let is_known = contact.is_some() && self.ending.contact.is_some()
            || telephone.is_some() && self.ending.telephone.is_some();
        if found == 0 || found != parts.len() || is_known {
            return false;
        }
        self.ending.contact = self.ending.contact.take().or(contact);
        self.ending.telephone = self.ending.telephone.take().or(telephone);
        true
    }

    fn copies(&mut self, piece: &Piece, names: &str) {
        let names = names.trim().trim_end_matches('。').split(['、', '，', ',']);
        let names = names.map(str::trim).filter(|name| !name.is_empty());
        self.ending.copied_to.extend(names.map(|name| Line::of(piece, name)));
    }

    fn annex(&mut self, piece: &Piece, title: &str) {
        self.units_without_day();
        let line = Line::of(piece, title);
        self.untitled = line.text.is_empty();
        self.ending.annexes.push(Annex { title: line, ..Annex::default() });
    }

    fn in_annex(&mut self, piece: Piece, text: String) {
        let Some(annex) = self.ending.annexes.last_mut() else { return };
        if std::mem::take(&mut self.untitled) && piece.is_text() {
            let places = std::mem::take(&mut annex.title.places);
            annex.title = Line::of(&piece, text);
            annex.title.places.splice(0..0, places);
        } else {
            annex.body.push(piece);
        }
    }

    /// Who signs where no day follows: names of companies.
    fn units_without_day(&mut self) {
        for piece in std::mem::take(&mut self.waiting) {
            let text = piece.text();
            if is_unit(&text) && text.contains("公司") && self.ending.units.is_empty() {
                self.unit(&piece, text.trim());
            } else {
                self.rest.leave(&piece);
            }
        }
    }

    fn finish(mut self) -> (Ending, Rest) {
        self.units_without_day();
        // 附件说明 is made of the annexes' titles again.
        let titles = self.ending.annexes.iter().map(|annex| annex.title.text.as_str());
        let known: BTreeSet<&str> = titles.collect();
        for piece in &self.announced {
            if !known.contains(announced(&piece.text()).as_str()) {
                self.rest.leave(piece);
            }
        }
        let (units, copied_to) = (self.ending.units, self.ending.copied_to);
        self.ending.units = each_once(units, &mut self.rest);
        self.ending.copied_to = each_once(copied_to, &mut self.rest);
        (self.ending, self.rest)
    }
}

/// The rows of a table of two columns, in which 落款 may stand: 单位 and 日期 with what they are.
fn rows(piece: &Piece) -> Option<Vec<Piece>> {
    let Block::Table { head, rows, .. } = &piece.block else { return None };
    let text = |cell: &Vec<Inline>| plain_text(cell).trim().to_owned();
    let line = |row: &Vec<Vec<Inline>>| {
        let cells: Vec<String> = row.iter().map(text).filter(|cell| !cell.is_empty()).collect();
        // 单位 and its name, or 联系人：甲 and 电话：乙.
        let are_labelled = cells.iter().all(|cell| cell.contains(['：', ':']));
        let words = Inline::Text(cells.join(if are_labelled { "；" } else { "：" }));
        Piece::paragraph(piece.place, vec![words])
    };
    let is_narrow = head.len() <= 2 && rows.len() <= 6;
    let mut lines: Vec<Piece> = std::iter::once(head).chain(rows).map(line).collect();
    if let Some(first) = lines.first_mut() {
        first.remarks.clone_from(&piece.remarks);
    }
    is_narrow.then_some(lines)
}

/// What people write before the day and before the unit, without blanks and colon.
const DATE_LABELS: [&str; 5] = ["日期", "报送日期", "签署日期", "时间", "报告日期"];
const UNIT_LABELS: [&str; 7] =
    ["单位", "报送单位", "单位名称", "单位名称（盖章）", "单位（盖章）", "企业名称", "公司名称"];

/// A text behind one of some labels and a colon; the whole where there is none. Labels may be
/// spaced out: 日  期：.
fn unlabelled<'t>(text: &'t str, labels: &[&str]) -> &'t str {
    let Some((label, value)) = text.split_once(['：', ':']) else { return text };
    let label: String = label.chars().filter(|c| !c.is_whitespace()).collect();
    if labels.contains(&label.as_str()) { value.trim() } else { text }
}

fn is_announcement(text: &str) -> bool {
    let behind = text.strip_prefix("附件：").or_else(|| text.strip_prefix("附件:"));
    behind.is_some_and(|titles| !titles.trim().is_empty())
}

/// The title that a line of 附件说明 names.
fn announced(text: &str) -> String {
    let text = text.trim();
    let text = text.strip_prefix("附件：").or_else(|| text.strip_prefix("附件:")).unwrap_or(text);
    let text = text.trim();
    let end = super::mark::mark(text).map_or(0, |(_, end)| end);
    text[end..].trim().to_owned()
}

/// 附件 or 附件1 on a line of its own, or with a title behind it.
fn annex_label<'t>(piece: &Piece, text: &'t str) -> Option<&'t str> {
    let behind = text.strip_prefix("附件").filter(|_| piece.is_text())?;
    let title = behind.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = title.len() < behind.trim_start().len();
    let title = title.trim_start();
    match title.strip_prefix(['：', ':']) {
        Some(rest) if rest.trim().is_empty() => Some(""),
        Some(rest) if numbered => Some(rest.trim()),
        None if title.is_empty() => Some(""),
        _ => None,
    }
}

/// The day that a line ends with, and who signs before it.
fn signed_day(text: &str) -> Option<(&str, Date)> {
    day(text).filter(|(before, _)| before.is_empty() || is_unit(before))
}

/// Whether a line may be who signs.
fn is_unit(text: &str) -> bool {
    let text = unlabelled(text.trim(), &UNIT_LABELS);
    let ends = ["公司", "集团", "局", "中心", "部", "（盖章）", "（公章）", "(盖章)", "(公章)"];
    text.chars().count() <= LONGEST
        && !text.contains(['。', '；', '，'])
        && ends.iter().any(|end| text.ends_with(end))
}

/// Where a day stands, for what is placed.
pub(super) fn place(date: &Option<(Date, Place)>) -> Option<Place> {
    date.as_ref().map(|(_, place)| *place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declaration_has_its_word_and_a_colon() {
        assert_eq!(declaration("企业声明：属实。"), Some(("企业声明", "属实。")));
        assert_eq!(declaration("郑重声明:属实"), Some(("郑重声明", "属实")));
        assert_eq!(declaration("声明发布后，公司"), None);
    }
}

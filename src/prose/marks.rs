//! What encloses and what ends the parts of a paragraph, found once: rules ask of each place that
//! they find, and a long paragraph has thousands.

use std::ops::Range;

use super::{ends_clause, ends_sentence};

/// Where titles and quotations are, and where sentences and clauses end.
#[derive(Debug, Default)]
pub(super) struct Marks {
    titles: Vec<Enclosure>,
    quotations: Vec<Enclosure>,
    sentences: Vec<u32>,
    clauses: Vec<u32>,
}

/// From behind an opening mark to its closing one.
type Enclosure = (u32, u32);

impl Marks {
    pub(super) fn of(text: &str) -> Self {
        let mut marks = Self::default();
        let (mut title, mut quotation) = (None, None);
        for (at, c) in text.char_indices() {
            let (at, behind) = (short(at), short(at + c.len_utf8()));
            match c {
                '《' => title = title.or(Some(behind)),
                '》' => marks.titles.extend(title.take().map(|start| (start, at))),
                '“' => quotation = quotation.or(Some(behind)),
                '”' => marks.quotations.extend(quotation.take().map(|start| (start, at))),
                _ => {}
            }
            if ends_sentence(c) {
                marks.sentences.push(behind);
            }
            if ends_clause(c) {
                marks.clauses.push(behind);
            }
        }
        let end = short(text.len());
        for ends in [&mut marks.sentences, &mut marks.clauses] {
            if end > 0 && ends.last() != Some(&end) {
                ends.push(end);
            }
        }
        marks
    }

    pub(super) fn in_title(&self, at: usize) -> bool {
        is_inside(&self.titles, at)
    }

    pub(super) fn in_quotation(&self, at: usize) -> bool {
        is_inside(&self.quotations, at)
    }

    pub(super) fn sentence(&self, at: usize) -> Option<Range<usize>> {
        piece(&self.sentences, at)
    }

    pub(super) fn clause(&self, at: usize) -> Option<Range<usize>> {
        piece(&self.clauses, at)
    }
}

fn short(n: usize) -> u32 {
    // A file has a few megabytes.
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn is_inside(all: &[Enclosure], at: usize) -> bool {
    let begun = all.partition_point(|(start, _)| *start as usize <= at);
    all[..begun].last().is_some_and(|(_, end)| at <= *end as usize)
}

/// The piece that a place lies in, of those that end at some places.
fn piece(ends: &[u32], at: usize) -> Option<Range<usize>> {
    let n = ends.partition_point(|end| *end as usize <= at);
    let start = n.checked_sub(1).and_then(|before| ends.get(before)).map_or(0, |end| *end as usize);
    ends.get(n).map(|end| start..*end as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the answers have to be, by looking through the text each time.
    fn is_between(text: &str, at: usize, open: char, close: char) -> bool {
        let before = &text[..at];
        let opened = before.rfind(open).is_some_and(|o| !before[o..].contains(close));
        opened && text[at..].contains(close)
    }

    #[test]
    fn what_is_found_once_is_what_each_look_would_find() {
        let texts = [
            "",
            "甲",
            "《甲》乙“丙”。丁，戊",
            "《甲《乙》丙》“丁““戊”，己”。",
            "》甲《乙”丙“",
            "“《甲”》，乙；丙：",
        ];
        for text in texts {
            let marks = Marks::of(text);
            for at in text.char_indices().map(|(at, _)| at).chain([text.len()]) {
                assert_eq!(marks.in_title(at), is_between(text, at, '《', '》'), "{text} {at}");
                assert_eq!(marks.in_quotation(at), is_between(text, at, '“', '”'), "{text} {at}");
                let piece = |ends: fn(char) -> bool| {
                    let mut start = 0;
                    let pieces = text.split_inclusive(ends).map(|piece| {
                        start += piece.len();
                        start - piece.len()..start
                    });
                    pieces.into_iter().find(|piece| piece.contains(&at))
                };
                assert_eq!(marks.clause(at), piece(ends_clause), "{text} {at}");
                assert_eq!(marks.sentence(at), piece(ends_sentence), "{text} {at}");
            }
        }
    }
}

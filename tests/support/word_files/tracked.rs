//! A file with edits that nobody has accepted yet, and comments: words put in and taken out, a
//! figure corrected, a sentence and a paragraph moved, two paragraphs joined, one new, one gone.

use super::hand::*;
use super::package::{Dialect, Package};
use super::report::{Kind, Piece, Report};
use super::styles::*;
use super::{WordFile, extras};

/// What became of some words, or of a paragraph's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edit {
    Kept,
    Inserted,
    Deleted,
    /// Where a move of a number ends and where it began.
    MovedTo(usize),
    MovedFrom(usize),
    /// Kept, in another colour than before.
    Restyled,
}

/// A paragraph with its edits.
struct Line {
    piece: Piece,
    /// The words of `piece.text`, and such as are there no more.
    parts: Vec<(Edit, String)>,
    end: Edit,
}

pub(crate) fn file(report: &Report) -> WordFile {
    let lines = edited(report);
    let accepted = view(&lines, |edit| !matches!(edit, Edit::Deleted | Edit::MovedFrom(_)));
    assert_eq!(&accepted, report);
    let rejected = view(&lines, |edit| !matches!(edit, Edit::Inserted | Edit::MovedTo(_)));
    let mut package = Package::new(Dialect::Transitional);
    add_styles(&mut package, "Normal", &headings());
    add_settings(&mut package);
    package.add("comments", "comments", &comments());
    let section = add_section(&mut package, None);
    let mut pen = Pen { ids: 100 };
    let mut body = String::new();
    for (n, line) in lines.iter().enumerate() {
        body += &match line.piece.kind {
            Kind::Extra(extra) => extras::xml(extra, &mut package),
            _ => pen.line(line, &commented(&lines, n)),
        };
    }
    let beside = COMMENTS.iter().map(|(_, text)| ("批注", *text)).collect();
    let bytes = package.bytes(&(body + &section));
    WordFile { bytes, rejected: Some(rejected), beside }
}

/// The report as it is with those edits that count.
fn view(lines: &[Line], counts: impl Fn(Edit) -> bool) -> Report {
    let mut report = Report::default();
    let mut before = String::new();
    for line in lines {
        let words = line.parts.iter().filter(|(edit, _)| counts(*edit));
        before.extend(words.map(|(_, words)| words.as_str()));
        if counts(line.end) {
            let text = std::mem::take(&mut before);
            report.pieces.push(Piece { text, ..line.piece.clone() });
        }
    }
    report
}

fn edited(report: &Report) -> Vec<Line> {
    let mut lines: Vec<Line> = report.pieces.iter().map(Line::kept).collect();
    let all = |kind| {
        let pieces = report.pieces.iter().enumerate();
        pieces.filter(|(_, piece)| piece.is(kind)).map(|(n, _)| n).collect::<Vec<usize>>()
    };
    let (bodies, figures) = (all(Kind::Body), all(Kind::Indicator));
    let moved = bodies.windows(2).find(|pair| {
        let [first, second] = **pair else { unreachable!() };
        second == first + 1 && first > 0 && report.pieces[first - 1].is(Kind::Initiative)
    });
    lines[bodies[0]].edit_words();
    lines[all(Kind::Initiative)[0]].replace_end();
    lines[figures[0]].correct_figure();
    lines[figures[figures.len() - 1]].insert();
    // From behind, so that places stay what they are.
    if let Some(pair) = moved {
        move_paragraph(&mut lines, pair[0]);
    }
    delete_after(&mut lines, bodies[1]);
    join(&mut lines, bodies[1]);
    lines
}

/// Characters of a text, from one to another.
fn slice(text: &str, from: usize, to: usize) -> String {
    text.chars().skip(from).take(to - from).collect()
}

impl Line {
    fn kept(piece: &Piece) -> Self {
        let parts = vec![(Edit::Kept, piece.text.clone())];
        Self { piece: piece.clone(), parts, end: Edit::Kept }
    }

    /// Words inserted, words deleted, words in another colour, and the last sentence moved there
    /// from the paragraph's begin.
    fn edit_words(&mut self) {
        let text = self.piece.text.clone();
        let last = text.trim_end_matches('。').rfind('。').unwrap() + '。'.len_utf8();
        let (text, sentence) = text.split_at(last);
        let part = |edit, from, to| (edit, slice(text, from, to));
        self.parts = vec![
            (Edit::MovedFrom(1), sentence.to_owned()),
            part(Edit::Kept, 0, 6),
            part(Edit::Inserted, 6, 10),
            part(Edit::Kept, 10, 12),
            (Edit::Deleted, "（待核实）".to_owned()),
            part(Edit::Restyled, 12, 18),
            part(Edit::Kept, 18, usize::MAX),
            (Edit::MovedTo(1), sentence.to_owned()),
        ];
    }

    /// The last two characters in place of others.
    fn replace_end(&mut self) {
        let text = &self.piece.text;
        let last = text.chars().count() - 2;
        self.parts = vec![
            (Edit::Kept, slice(text, 0, last)),
            (Edit::Deleted, "工作".to_owned()),
            (Edit::Inserted, slice(text, last, last + 2)),
        ];
    }

    /// One digit in place of another.
    fn correct_figure(&mut self) {
        let text = &self.piece.text;
        let at = text.chars().position(|c| c.is_ascii_digit()).unwrap();
        self.parts = vec![
            (Edit::Kept, slice(text, 0, at)),
            (Edit::Deleted, "7".to_owned()),
            (Edit::Inserted, slice(text, at, at + 1)),
            (Edit::Kept, slice(text, at + 1, usize::MAX)),
        ];
    }

    /// All of it is new.
    fn insert(&mut self) {
        self.become_whole(Edit::Inserted);
    }

    fn become_whole(&mut self, edit: Edit) {
        self.parts = vec![(edit, self.piece.text.clone())];
        self.end = edit;
    }
}

/// Moves a paragraph in front of the one that it was behind.
fn move_paragraph(lines: &mut Vec<Line>, at: usize) {
    let mut from = Line::kept(&lines[at].piece);
    from.become_whole(Edit::MovedFrom(2));
    lines[at].become_whole(Edit::MovedTo(2));
    lines.insert(at + 2, from);
}

fn delete_after(lines: &mut Vec<Line>, at: usize) {
    let mut gone = Line::kept(&Piece::new(Kind::Body, "经研究，本段拟予删去。"));
    gone.become_whole(Edit::Deleted);
    lines.insert(at + 1, gone);
}

/// Two paragraphs became one: the end of the first sentence, or of its first part where there is
/// no second one, was a paragraph's.
fn join(lines: &mut Vec<Line>, at: usize) {
    let text = &lines[at].piece.text;
    let inner = text.trim_end_matches('。');
    let end = inner.find('。').or_else(|| inner.find('，')).unwrap();
    let (first, second) = text.split_at(end + '。'.len_utf8());
    let piece = |text| Piece { text, ..lines[at].piece.clone() };
    let mut first = Line::kept(&piece(first.to_owned()));
    first.end = Edit::Deleted;
    lines[at] = Line::kept(&piece(second.to_owned()));
    lines.insert(at, first);
}

const COMMENTS: [(&str, &str); 3] = [
    ("张处长", "这个说法请再核。"),
    ("法务部 李律师", "“及时率”口径与上期一致吗？"),
    ("张处长", "这两段一并看。"),
];

fn comments() -> String {
    let one = |(id, (author, text)): (usize, &(&str, &str))| {
        let text = paragraph("", &run("", text));
        format!(
            "<w:comment w:id='{id}' w:author='{author}' w:date='2021-01-08T09:00:00Z' \
             w:initials='Z'>{text}</w:comment>"
        )
    };
    COMMENTS.iter().enumerate().map(one).collect()
}

/// Which comments begin before a line's words and which end behind them: one on words of prose,
/// one on an indicator, one from the declaration to what follows.
fn commented(lines: &[Line], n: usize) -> (Vec<usize>, Vec<usize>) {
    let at = |kind| lines.iter().position(|line| line.piece.is(kind)).unwrap();
    let whole = |comment, from, to| ((from == n).then_some(comment), (to == n).then_some(comment));
    let declaration = at(Kind::Declaration);
    let after = (declaration + 1).min(lines.len() - 1);
    let ranges = [
        whole(0, at(Kind::Body), at(Kind::Body)),
        whole(1, at(Kind::Indicator), at(Kind::Indicator)),
        whole(2, declaration, after),
    ];
    (
        ranges.iter().filter_map(|range| range.0).collect(),
        ranges.iter().filter_map(|range| range.1).collect(),
    )
}

/// Who numbers what it writes.
struct Pen {
    ids: usize,
}

impl Pen {
    /// Who did an edit, and when.
    fn by(&mut self) -> String {
        self.ids += 1;
        format!("w:id='{}' w:author='法务部 李律师' w:date='2021-01-08T09:00:00Z'", self.ids)
    }

    fn line(&mut self, line: &Line, (begun, ended): &(Vec<usize>, Vec<usize>)) -> String {
        let mut content = run("", &line.piece.number);
        for comment in begun {
            content += &format!("<w:commentRangeStart w:id='{comment}'/>");
        }
        for (edit, words) in &line.parts {
            content += &self.words(*edit, words);
        }
        content += &run("", &line.piece.run_in);
        for comment in ended {
            content += &format!(
                "<w:commentRangeEnd w:id='{comment}'/><w:r><w:commentReference \
                 w:id='{comment}'/></w:r>"
            );
        }
        let properties = format!("{}{}", layout(&line.piece), self.end(line.end));
        paragraph(&properties, &content)
    }

    fn words(&mut self, edit: Edit, words: &str) -> String {
        let by = self.by();
        match edit {
            Edit::Kept => run("", words),
            Edit::Inserted => format!("<w:ins {by}>{}</w:ins>", run("", words)),
            Edit::Deleted => format!("<w:del {by}>{}</w:del>", run_of("delText", "", words)),
            Edit::MovedFrom(n) => self.moved("moveFrom", n, words),
            Edit::MovedTo(n) => self.moved("moveTo", n, words),
            Edit::Restyled => {
                let change =
                    format!("<w:color w:val='FF0000'/><w:rPrChange {by}><w:rPr/></w:rPrChange>");
                run(&change, words)
            }
        }
    }

    fn moved(&mut self, element: &str, n: usize, words: &str) -> String {
        let (range, by) = (self.by(), self.by());
        let id = range.split(' ').next().unwrap();
        format!(
            "<w:{element}RangeStart {range} w:name='move{n}'/><w:{element} {by}>{}</w:{element}>\
             <w:{element}RangeEnd {id}/>",
            run("", words)
        )
    }

    /// The properties of a paragraph's end.
    fn end(&mut self, edit: Edit) -> String {
        let element = match edit {
            Edit::Kept | Edit::Restyled => return String::new(),
            Edit::Inserted => "ins",
            Edit::Deleted => "del",
            Edit::MovedFrom(_) => "moveFrom",
            Edit::MovedTo(_) => "moveTo",
        };
        format!("<w:rPr><w:{element} {}/></w:rPr>", self.by())
    }
}

//! Pages that say one thing and show another: each is reported by what an eye stumbles over, without
//! making the report again.

use std::sync::LazyLock;

use chengbao::pdf::words;
use lopdf::Object;

use crate::support::edited::Edited;
use crate::support::filing::with;
use crate::support::signed::{PDF, built};

const ROWS: &str = "见下表：\n\n        | 项目 | 甲地 | 乙地 |\n        |---|---|---|\n        \
    | 及时率 | 99.10% | 98.20% |\n        | 时限 | 3.1小时 | 4.2小时 |";

/// A report with a table.
static TABLE: LazyLock<Vec<u8>> =
    LazyLock::new(|| built(with(&[("建成5G基站8900余座。", ROWS)]), ""));

fn said(pdf: &[u8], edit: impl FnOnce(&mut Vec<String>)) -> Vec<String> {
    Edited::new(pdf).edit(1, edit).said()
}

#[track_caller]
fn assert_told(said: &[String], words: &str) {
    assert!(said.iter().any(|line| line.contains(words)), "{words}: {said:?}");
}

/// The lines that put a text of a face at a place.
fn show(face: &str, size: &str, [x, y]: [f64; 2], codes: &str) -> String {
    format!("{face} {size} Tf\n1 0 0 1 {x} {y} Tm\n[{codes}] TJ")
}

/// A glyph of the first page by what it shows: its face's name in the file, its code, its place.
fn glyph(pdf: &[u8], wanted: char, n: usize) -> (String, String, [f64; 2], f64) {
    let words = words(pdf).unwrap();
    let mut found = words.pages[0].glyphs.iter().filter(|glyph| glyph.shows == wanted);
    let glyph = found.nth(n).unwrap();
    let name = &words.faces[glyph.face].name;
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let page = document.get_dictionary(document.get_pages()[&1]).unwrap();
    let resources = page.get_deref(b"Resources", &document).unwrap().as_dict().unwrap();
    let fonts = resources.get_deref(b"Font", &document).unwrap().as_dict().unwrap();
    let is_named = |font: &Object| {
        let font = document.dereference(font).unwrap().1.as_dict().unwrap();
        font.get(b"BaseFont").unwrap().as_name().unwrap().ends_with(name.as_bytes())
    };
    let (key, _) = fonts.iter().find(|(_, font)| is_named(font)).unwrap();
    let face = format!("/{}", String::from_utf8_lossy(key));
    (face, format!("<{:04X}>", glyph.code), [glyph.x, glyph.y], glyph.size)
}

#[test]
fn our_reports_are_easy_on_the_eye() {
    assert_eq!(Edited::new(&PDF).said(), [""; 0]);
    assert_eq!(Edited::new(&TABLE).said(), [""; 0]);
}

/// The line that shows 99.10%, and how it begins behind its first digit.
fn figure(lines: &[String]) -> (usize, String) {
    let (_, nine, ..) = glyph(&PDF, '9', 0);
    let (_, point, ..) = glyph(&PDF, '.', 0);
    let (first, rest) = (format!("[{nine}"), format!("{nine}{point}"));
    let begins = |line: &String| line.starts_with(&format!("{first}{rest}"));
    (lines.iter().position(begins).unwrap(), rest)
}

/// 99.10% is seen as 9.10%: the second digit is drawn on the first.
#[test]
fn a_digit_drawn_on_another_is_told() {
    let back = |by: &str| {
        said(&PDF, |lines| {
            let (line, start) = figure(lines);
            lines[line] = lines[line].replacen(&start, &format!(" {by} {start}"), 1);
        })
    };
    for by in ["500", "480", "250"] {
        assert_told(&back(by), "叠在别的字上");
    }
    // A squeeze that any justified line may have is none, and so is a small gap.
    assert_eq!(back("20"), [""; 0]);
    assert_eq!(back("-200"), [""; 0]);
    assert!(!back("-3000").is_empty());
}

/// The places of a page's texts, from its top.
fn places(lines: &[String]) -> Vec<usize> {
    (0..lines.len()).filter(|n| lines[*n].ends_with(" Tm")).collect()
}

fn moved(line: &str, [x, y]: [f64; 2]) -> String {
    let numbers: Vec<f64> = line.split(' ').filter_map(|word| word.parse().ok()).collect();
    format!("1 0 0 1 {} {} Tm", numbers[4] + x, numbers[5] + y)
}

#[test]
fn text_at_the_paper_s_edge_or_beyond_is_told() {
    for by in [[0.0, 120.0], [0.0, 300.0], [-130.0, 0.0], [480.0, 0.0]] {
        let said = said(&PDF, |lines| {
            let place = places(lines)[0];
            lines[place] = moved(&lines[place], by);
        });
        assert_told(&said, "靠着纸边");
    }
}

#[test]
fn a_line_on_another_is_told() {
    for by in [0.5, 4.0, 10.0] {
        let said = said(&PDF, |lines| {
            let places = places(lines);
            let numbers: Vec<f64> =
                lines[places[4]].split(' ').filter_map(|word| word.parse().ok()).collect();
            let below = format!("1 0 0 1 {} {} Tm", numbers[4], numbers[5] - by);
            lines[places[5]] = below;
        });
        assert!(!said.is_empty(), "{by}");
    }
}

#[test]
fn a_figure_in_another_size_is_told() {
    for size in ["4", "5", "7.2", "9", "40"] {
        let said = said(&PDF, |lines| {
            let (line, _) = figure(lines);
            let font = lines[..line].iter().rposition(|line| line.ends_with(" Tf")).unwrap();
            let face = lines[font].split(' ').next().unwrap().to_owned();
            lines.insert(line, format!("{face} {size} Tf"));
        });
        assert_told(&said, "字号与同一行的不同");
    }
}

/// 10⁻⁶ without its raising is 10−6.
#[test]
fn a_power_that_is_not_raised_is_told() {
    let flat = said(&PDF, |lines| {
        let raised = lines.iter().position(|line| line.contains("<FEFF2076>")).unwrap();
        let font = lines[..raised].iter().rposition(|line| line.ends_with(" Tf")).unwrap();
        let place = font + 1;
        let base = lines[..font].iter().rposition(|line| line.ends_with(" Tf")).unwrap();
        lines[font] = lines[base].clone();
        let y = lines[base + 1].split(' ').nth(5).unwrap().to_owned();
        let mut numbers: Vec<&str> = lines[place].split(' ').collect();
        numbers[5] = &y;
        lines[place] = numbers.join(" ");
    });
    assert!(!flat.is_empty(), "{flat:?}");
}

#[test]
fn bars_that_are_no_table_s_rules_are_told() {
    let bar = |area: &str| {
        let lines = format!("/Artifact <</Type/Layout>> BDC\n{area} re\nf\nEMC");
        said(&TABLE, |all| all.extend(lines.lines().map(str::to_owned)))
    };
    // A point, a stroke of a letter, a line below a word, a line too many in the table.
    for area in ["200 400 1 1", "200 400 0.5 12", "120 400 30 0.5", "79.12 100 442.704 0.5"] {
        assert_told(&bar(area), "多了图形");
    }
    let (start, count) = {
        let mut edited = Edited::new(&TABLE);
        let text = String::from_utf8_lossy(edited.text(1)).into_owned();
        let rules: Vec<usize> =
            text.lines().enumerate().filter(|(_, l)| l.ends_with(" re")).map(|(n, _)| n).collect();
        (rules[0], rules.len())
    };
    for n in 0..count {
        let gone = said(&TABLE, |lines| drop(lines.drain(start + 2 * n..start + 2 * n + 2)));
        assert!(!gone.is_empty(), "rule {n}");
    }
}

/// The places of the cells' texts.
fn cells(lines: &[String]) -> Vec<usize> {
    let open = (0..lines.len()).filter(|n| lines[*n].starts_with("/TD"));
    open.map(|n| n - 1 - lines[..n].iter().rev().position(|l| l.ends_with(" Tm")).unwrap())
        .collect()
}

#[test]
fn a_value_in_another_row_or_column_is_told() {
    let by = [[0.0, -24.0], [0.0, 24.0], [0.0, -12.0], [150.0, 0.0], [-150.0, 0.0]];
    for by in by {
        for cell in [1, 2, 4] {
            let said = said(&TABLE, |lines| {
                let place = cells(lines)[cell];
                lines[place] = moved(&lines[place], by);
            });
            assert!(!said.is_empty(), "{cell} {by:?}");
        }
    }
}

/// A font whose codes say something else than they draw.
fn with_map(pdf: &[u8], says: &str, wanted: char) -> Vec<String> {
    let (face, code, [x, y], size) = glyph(pdf, wanted, 0);
    let mut edited = Edited::new(pdf);
    let page = edited.document.get_pages()[&1];
    let document = &mut edited.document;
    let page = document.get_dictionary(page).unwrap();
    let resources = page.get(b"Resources").unwrap().as_reference();
    let resources = resources.ok().unwrap_or_else(|| panic!("resources are an object"));
    let fonts = document.get_dictionary(resources).unwrap().get(b"Font").unwrap().clone();
    let mut fonts = document.dereference(&fonts).unwrap().1.as_dict().unwrap().clone();
    let font = fonts.get(&face.as_bytes()[1..]).unwrap().clone();
    let mut font = document.dereference(&font).unwrap().1.as_dict().unwrap().clone();
    let map = format!("1 beginbfchar\n{code} <{says}>\nendbfchar");
    let map = document.add_object(crate::support::signed::stream(map.as_bytes()));
    font.set("ToUnicode", map);
    let font = document.add_object(font);
    fonts.set("F9", font);
    let fonts = document.add_object(fonts);
    document.get_dictionary_mut(resources).unwrap().set("Font", fonts);
    let shown = show("/F9", &size.to_string(), [x - size / 2.0, y], &code);
    let edited = edited.edit(1, |lines| {
        let end = lines.iter().rposition(|line| line.starts_with("/P <<")).unwrap();
        lines.splice(end + 1..=end, shown.lines().map(str::to_owned));
    });
    edited.said()
}

/// Text is compared without its white space, so what counts as white space has to be blank.
#[test]
fn a_digit_that_is_said_to_be_a_space_is_told() {
    for says in ["0020", "3000", "00A0", "0009", "2028", "200B"] {
        let said = with_map(&PDF, says, '1');
        assert!(!said.is_empty(), "{says}");
        assert_told(&said, "字形不是那款字体里的");
    }
}

/// The outlines of two faces' files change places, or one is of another kind.
#[test]
fn outlines_that_are_not_the_face_s_are_told() {
    let mut edited = Edited::new(&PDF);
    let programs: Vec<lopdf::ObjectId> = edited
        .document
        .objects
        .iter()
        .filter_map(|(id, object)| {
            object.as_stream().ok()?.dict.get(b"Length1").ok()?;
            Some(*id)
        })
        .collect();
    let [one, other, ..] = programs[..] else { panic!("{programs:?}") };
    let object = |id| edited.document.get_object(id).unwrap().clone();
    let (first, second) = (object(one), object(other));
    edited.document.objects.insert(one, second);
    edited.document.objects.insert(other, first);
    assert_told(&edited.said(), "字形不是那款字体里的");
}

use std::collections::BTreeSet;
use std::fs;

use super::*;
use crate::characters::is_invisible;
use crate::check::Against;
use crate::desk::form::text_of;
use crate::finding::Code;
use crate::report;
use crate::source::encode;
use crate::standard::Standard;

fn read(bytes: &[u8]) -> Reading {
    let mut reading = report::read("甲.yaml", bytes);
    report::check(&mut reading, Against { standard: &Standard::newest(), compared: &[] });
    reading
}

/// Filings with all kinds of faults.
fn filings() -> Vec<(String, Vec<u8>)> {
    let folders = ["tests/rules", "tests/bad", "tests/filings", "data"];
    let files = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap());
    let names = files.map(|file| file.unwrap().path().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".yaml")).collect();
    names.sort();
    names.into_iter().map(|name| (name.clone(), fs::read(&name).unwrap())).collect()
}

/// A part of a text by UTF-16 units.
fn cut(text: &str, [from, to]: [usize; 2]) -> String {
    String::from_utf16(&text.encode_utf16().collect::<Vec<_>>()[from..to]).unwrap()
}

/// What is seen of a text: what is not seen may be no part of the value.
fn seen(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !is_invisible(*c)).collect()
}

#[test]
fn what_a_finding_is_about_is_cut_out_of_its_text() {
    let mut count = 0;
    for (name, bytes) in filings().into_iter().filter(|(name, _)| !name.contains(".near.")) {
        let reading = read(&bytes);
        let Some(tree) = reading.tree() else { continue };
        let placed = placed(&reading);
        let ids: BTreeSet<&str> = placed.iter().map(|placed| placed.id.as_str()).collect();
        assert_eq!(ids.len(), placed.len(), "{name}");
        for (placed, finding) in placed.iter().zip(&reading.findings) {
            let (Some(path), Some(range)) = (&placed.path, placed.range) else { continue };
            let node = node_at(tree, path).unwrap();
            let node = match &node.value {
                Value::Text(_) => node,
                // A figure with what stands beside it.
                _ => node_at(node, &["值".into()]).unwrap(),
            };
            let span = finding.span.clone().unwrap();
            let span = span.start.max(node.span.start)..span.end.min(node.span.end);
            let about = reading.source.plain()[span].trim_matches(['"', '\'']);
            let value = text_of(&reading.source, node);
            if about.contains('\\') || finding.code == Code::Y01 {
                // An escape is not what it stands for, and what is read is not what was misspelt.
                continue;
            }
            let part = cut(&value, range);
            let part = part.trim_matches(['"', '\'']);
            assert_eq!(seen(part), seen(about), "{name} {finding:?}");
            count += 1;
        }
    }
    assert!(count > 200, "{count}");
}

/// A filing with other lines before and behind: each finding that 豁免 may answer for is answered
/// for, and the others keep their names.
#[test]
fn findings_keep_their_names_and_are_answered_for_as_is_said() {
    let mut count = 0;
    for (name, bytes) in filings().into_iter().step_by(5) {
        let Ok(text) = String::from_utf8(bytes) else { continue };
        if text.contains("\n豁免") || text.contains('\r') {
            continue;
        }
        let reading = read(text.as_bytes());
        let placed = placed(&reading);
        let waivers: String =
            placed.iter().filter_map(|one| one.waiver.as_ref()).map(waiver).collect();
        let waivers = if waivers.is_empty() { waivers } else { format!("\n豁免:\n{waivers}") };
        let again = read(format!("# 一行注释\n{text}\n{waivers}").as_bytes());
        if reading.filing.is_none() || again.filing.is_none() {
            continue;
        }
        let left = super::placed(&again);
        for (one, finding) in placed.iter().zip(&reading.findings) {
            let is_waived = again.waived.iter().any(|w| w.finding.message == finding.message);
            let stays = left.iter().any(|left| left.id == one.id);
            assert_eq!(
                (is_waived, stays),
                (one.waivable, !one.waivable),
                "{name} {waivers} {finding:?}"
            );
            count += usize::from(one.waivable);
        }
    }
    assert!(count > 30, "{count}");
}

fn waiver(WaiverWords { code, place }: &WaiverWords) -> String {
    let escaped = |place: &String| place.replace('\\', "\\\\").replace('"', "\\\"");
    let place = place.as_ref().map(|place| format!(", 位置: \"{}\"", escaped(place)));
    format!("  - {{ 规则: {code}{}, 理由: 已经核对 }}\n", place.unwrap_or_default())
}

#[test]
fn a_fix_is_told_and_done_by_its_name() {
    let text = include_str!("../../../data/shanxi-mobile-2020h2.yaml");
    let reading = read(text.replace("结语: |", "结语：|").as_bytes());
    let placed = placed(&reading);
    let fixed = placed.iter().find(|placed| placed.fix.is_some()).unwrap();
    let fix = fixed.fix.as_ref().unwrap();
    assert_eq!(fix.says.len(), 1);
    assert_eq!(fix.says[0], "“：” → “:［空格］”");
    let (_, edits) = fixes(&reading).into_iter().find(|(id, _)| *id == fixed.id).unwrap();
    let pieces = crate::edit::Pieces::whole(reading.source.text().len()).edited(&edits);
    let bytes = encode(reading.source.text().as_bytes(), &reading.source, pieces.all());
    assert_eq!(String::from_utf8(bytes).unwrap(), text);
}

#[test]
fn a_place_of_the_file_leads_to_the_form() {
    let text = "公司简介: |\n    第一段𠮷祥。\n\n      - 甲\n    第二段。\n导语: \"他说：\\\"好\\\"。\"\n结语: >\n  折起来的\n  两行。\n主送: [甲局, '乙局']\n声明: 一行\n  又一行\n";
    let reading = report::read("甲.yaml", text.as_bytes());
    let mut places = Places::of(&reading);
    let tree = reading.tree().unwrap();
    for (word, path) in [
        ("祥。", "公司简介"),
        ("- 甲", "公司简介"),
        ("  - 甲", "公司简介"),
        ("第二段", "公司简介"),
        ("他说", "导语"),
        ("好", "导语"),
        ("折起来", "结语"),
        ("两行", "结语"),
        ("又一行", "声明"),
    ] {
        let at = text.find(word).unwrap();
        let (found, range) = places.place(&(at..at + word.len()));
        assert_eq!(found, Some(vec![path.into()]), "{word}");
        let node = node_at(tree, &found.unwrap()).unwrap();
        assert_eq!(cut(&text_of(&reading.source, node), range.unwrap()), word);
    }
    let at = text.find("乙局").unwrap();
    let (path, range) = places.place(&(at..at + "乙局".len()));
    assert_eq!((path, range), (Some(vec!["主送".into(), 1.into()]), Some([0, 2])));
    // A key is no part of its value.
    let (path, range) = places.place(&(0..12));
    assert_eq!((path, range), (Some(vec!["公司简介".into()]), None));
}

//! 400 filings with one slip of syntax each: the first finding stands at the slip's line, there
//! are two at most, and what `--fix` does about it leaves none.

mod kinds;
mod small;

use std::collections::BTreeMap;

use chengbao::check::Against;
use chengbao::diagnostic::fix;
use chengbao::finding::{Finding, Severity};
use chengbao::report::{self, Reading};
use chengbao::source::Source;
use chengbao::standard::Standard;
use kinds::{Dice, KINDS};

use crate::support::filing::with;
use crate::support::repository;

const FILINGS: usize = 400;

#[test]
fn one_slip_gives_one_finding_at_its_line_that_mends_it() {
    let bases = bases();
    let mut kinds: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let (mut found, mut mended, mut count) = (0, 0, 0);
    let mut seed = 0;
    while count < FILINGS {
        seed += 1;
        let (base, own) = &bases[seed % bases.len()];
        let kind = &KINDS[(seed / bases.len()) % KINDS.len()];
        let mut dice = Dice::new(seed as u64);
        let Some((text, line)) = (kind.slip)(&mut dice, base) else { continue };
        assert_ne!(&text, base, "{}", kind.name);
        count += 1;
        let findings = findings(text.as_bytes(), own);
        let lines: Vec<usize> = findings.iter().map(|(line, _)| *line).collect();
        let is_found = lines.first() == Some(&line) && lines.len() <= 2;
        let after = fix(text.as_bytes(), look).bytes;
        let left = self::findings(&after, own);
        let is_mended = left.is_empty() || !kind.mends;
        found += usize::from(is_found);
        mended += usize::from(is_mended);
        let faults = kinds.entry(kind.name).or_default();
        if !is_found || !is_mended {
            let there = text.lines().nth(line - 1).unwrap_or_default();
            let there: String = there.chars().take(60).collect();
            faults.push(format!(
                "  {seed} line {line}: {there}\n    said {findings:?}\n    left {left:?}"
            ));
        }
    }
    let table: Vec<String> =
        kinds.iter().map(|(name, faults)| format!("{name}\n{}", faults.join("\n"))).collect();
    let table = table.join("\n");
    println!("{found} found and {mended} mended of {count}\n{table}");
    assert!(kinds.len() >= 10, "{}", kinds.len());
    assert!(found * 100 >= count * 95 && mended * 100 >= count * 95, "{found} {mended}\n{table}");
}

#[test]
fn each_kind_is_named_where_it_stands() {
    let mut faults = Vec::new();
    for (right, slip, wanted, mended) in small::SLIPS {
        let said = small(right, slip);
        let text = with(&[(right, slip)]);
        let after = String::from_utf8(fix(text.as_bytes(), look).bytes).unwrap();
        let is_mended = mended.is_empty() || after == with(&[(right, mended)]);
        if said.len() != 1 || !said[0].contains(wanted) || !is_mended {
            faults.push(format!("{slip:?}\n  said {said:?}\n  wanted {wanted:?}\n{after}"));
        }
    }
    assert!(faults.is_empty(), "{} of them\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn what_is_no_slip_is_left_alone() {
    let mut faults = Vec::new();
    for (right, other) in small::SOUND {
        let said = small(right, other);
        if !said.is_empty() {
            faults.push(format!("{other:?}: {said:?}"));
        }
    }
    assert!(faults.is_empty(), "{} of them\n{}", faults.len(), faults.join("\n"));
}

/// What is reported of the small filing with a text replaced: line, column, code and message.
fn small(right: &str, other: &str) -> Vec<String> {
    let (source, findings) = look(with(&[(right, other)]).as_bytes());
    let above = findings.iter().filter(|finding| finding.severity != Severity::Info);
    let said = above.map(|finding| {
        let at = source.position(finding.span.as_ref().map_or(0, |span| span.start));
        format!("{}:{} {} {}", at.line, at.column, finding.code, finding.message)
    });
    said.collect()
}

/// The filings that slips are put into, with what the rules find in them as they are.
fn bases() -> Vec<(String, Vec<String>)> {
    let read = |name: &str| std::fs::read_to_string(repository().join("data").join(name)).unwrap();
    let texts = [
        read("shanxi-mobile-2020h2.yaml"),
        read("shanxi-unicom-2020h1.yaml"),
        kinds::filled(&read("template.yaml")),
    ];
    let own = |text: &str| -> Vec<String> {
        findings(text.as_bytes(), &[]).into_iter().map(|(_, said)| said).collect()
    };
    let bases: Vec<_> = texts.into_iter().map(|text| (text.clone(), own(&text))).collect();
    assert!(bases.iter().all(|(_, own)| own.iter().all(|said| !said.starts_with('Y'))));
    bases
}

fn look(bytes: &[u8]) -> (Source, Vec<Finding>) {
    let mut reading = report::read("甲.yaml", bytes);
    let standard = Standard::newest();
    report::check(&mut reading, Against { standard: &standard, compared: &[] });
    let Reading { source, findings, .. } = reading;
    (source, findings)
}

/// What is found above a note, and not in the filing as it was: the line, and what is reported.
fn findings(bytes: &[u8], own: &[String]) -> Vec<(usize, String)> {
    let (source, findings) = look(bytes);
    let above = findings.iter().filter(|finding| finding.severity != Severity::Info);
    let said = above.map(|finding| {
        let line = finding.span.as_ref().map_or(0, |span| source.line(span.start));
        (line, format!("{} {}", finding.code, finding.message))
    });
    said.filter(|(_, said)| !own.contains(said)).collect()
}

//! 1,000 made-up filings without a fault, and 1,000 with one planted: the first must be left
//! alone, the second found at their line.

mod faults;
mod filings;

use std::collections::BTreeMap;

use chengbao::check::Against;
use chengbao::filing::Compared;
use chengbao::finding::{Finding, Severity};
use chengbao::report::{self, Reading};
use chengbao::standard::Standard;
use faults::FAULTS;
use filings::{Dice, filing};

const FILINGS: u64 = 1000;

#[test]
fn filings_without_a_fault_are_left_alone() {
    let standard = Standard::newest();
    let mut said = Vec::new();
    for seed in 0..FILINGS {
        let filing = filing(seed);
        let reading = check(&standard, &filing.name, &filing.text, filing.last.as_deref());
        for finding in above_info(&reading) {
            said.push(format!("{seed} {}", show(&reading, finding)));
        }
    }
    assert!(said.is_empty(), "{} findings\n{}", said.len(), said.join("\n"));
}

#[test]
fn planted_faults_are_found_at_their_line() {
    let standard = Standard::newest();
    let mut planted: BTreeMap<&str, (usize, usize, Vec<String>)> = BTreeMap::new();
    let mut seed = FILINGS;
    let mut count = 0;
    while count < FILINGS {
        seed += 1;
        let filing = filing(seed);
        let mut dice = Dice::new(seed);
        let fault = &FAULTS[seed as usize % FAULTS.len()];
        let Some((text, line)) = (fault.plant)(&mut dice, &filing.text) else { continue };
        assert_ne!(text, filing.text, "{}", fault.name);
        count += 1;
        let reading = check(&standard, &filing.name, &text, filing.last.as_deref());
        let (all, found, missed) = planted.entry(fault.name).or_default();
        *all += 1;
        if above_info(&reading).any(|finding| line_of(&reading, finding) == line) {
            *found += 1;
        } else {
            let said: Vec<String> = above_info(&reading).map(|f| show(&reading, f)).collect();
            let there = text.lines().nth(line - 1).unwrap_or_default();
            missed.push(format!("  {seed} line {line}: {there}\n    said: {said:?}"));
        }
    }
    let found: usize = planted.values().map(|(_, found, _)| found).sum();
    let table = planted.iter().map(|(name, (all, found, missed))| {
        format!("{found:3} of {all:3} {name}\n{}", missed.join("\n"))
    });
    let table = table.collect::<Vec<_>>().join("\n");
    println!("{found} of {count}\n{table}");
    assert!(found * 100 >= count as usize * 95, "{found} of {count}\n{table}");
}

/// A paragraph with numbers of the last filing in place of one of the new one.
#[test]
fn paragraphs_of_the_last_filing_are_found() {
    let standard = Standard::newest();
    let (mut count, mut missed) = (0, Vec::new());
    for seed in 0..FILINGS {
        let filing = filing(seed);
        let Some(last) = filing.last.as_deref() else { continue };
        let passing = ["新建5G基站", "件，按", "人次", "涉诈号码", "爱心座席", "当日通"];
        let is_passing = |line: &&str| {
            line.starts_with("        ") && passing.iter().any(|word| line.contains(word))
        };
        let Some(old) = last.lines().find(is_passing) else { continue };
        let is_text = |line: &str| line.starts_with("        ") && line.ends_with('。');
        let Some(n) = filing.text.lines().position(is_text) else { continue };
        let lines = filing.text.lines().enumerate().map(|(i, l)| if i == n { old } else { l });
        let text: String = lines.map(|line| format!("{line}\n")).collect();
        let reading = check(&standard, &filing.name, &text, Some(last));
        count += 1;
        if !above_info(&reading).any(|finding| line_of(&reading, finding) == n + 1) {
            missed.push(format!("{seed} {old}"));
        }
    }
    assert!(count > 200 && missed.is_empty(), "{} of {count}\n{}", missed.len(), missed.join("\n"));
}

fn check(standard: &Standard, name: &str, text: &str, last: Option<&str>) -> Reading {
    let last = last.map(|text| {
        let filing = report::read("上期", text.as_bytes()).filing.unwrap();
        let (name, bytes) = ("上期".into(), text.into());
        Compared { name, filing, bytes, draft: None, is_faulty: false, earlier: Vec::new() }
    });
    let compared: Vec<&Compared> = last.iter().collect();
    let mut reading = report::read(name, text.as_bytes());
    report::check(&mut reading, Against { standard, compared: &compared });
    reading
}

fn above_info(reading: &Reading) -> impl Iterator<Item = &Finding> {
    reading.findings.iter().filter(|f| f.severity != Severity::Info)
}

fn line_of(reading: &Reading, finding: &Finding) -> usize {
    finding.span.as_ref().map_or(1, |span| reading.source.position(span.start).line)
}

fn show(reading: &Reading, finding: &Finding) -> String {
    format!("{} {} {}", finding.code, line_of(reading, finding), finding.message)
}

//! Made-up filings, sent out as Word files, changed at random with Word keeping track, and merged:
//! taken, the changes give the filing that was meant; turned down, the one that was sent.

use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

use crate::support::Chengbao;
use crate::support::returned::Returned;

/// A filing as far as a boss changes it.
#[derive(Debug, Clone)]
struct Made {
    profile: Vec<String>,
    overview: Vec<String>,
    initiatives: Vec<(String, Vec<String>)>,
    figures: [String; 3],
}

impl Made {
    fn yaml(&self) -> String {
        let mut out = "企业:\n  名称: 中国移动山西公司\n  集团: 中国移动\n  省份: 山西省\n  \
                       经营业务: [移动电话]\n报告期: 2020年下半年\n"
            .to_owned();
        block(&mut out, 0, "公司简介", &self.profile);
        out.push_str("电信服务质量状况:\n");
        block(&mut out, 2, "概述", &self.overview);
        out.push_str("  举措:\n");
        for (title, body) in &self.initiatives {
            let _ = writeln!(out, "    - 标题: {title}");
            block(&mut out, 6, "内容", body);
        }
        let [one, two, three] = &self.figures;
        let _ = write!(
            out,
            "主要服务指标完成情况:\n  移动电话:\n    障碍修复: {{ 平均: {one}, 及时率: {two} }}\n  \
             客户投诉:\n    投诉处理及时率: {three}\n声明: 本报告内容客观、真实、准确。\n签署:\n  \
             日期: 2021年1月12日\n"
        );
        out
    }

    /// All narratives, each with its paragraphs.
    fn narratives(&mut self) -> Vec<&mut Vec<String>> {
        let own = [&mut self.profile, &mut self.overview];
        own.into_iter().chain(self.initiatives.iter_mut().map(|(_, body)| body)).collect()
    }
}

fn block(out: &mut String, indent: usize, key: &str, paragraphs: &[String]) {
    let pad = " ".repeat(indent);
    let _ = writeln!(out, "{pad}{key}: |");
    let lines: Vec<String> = paragraphs.iter().map(|text| format!("{pad}  {text}\n")).collect();
    out.push_str(&lines.join("\n"));
}

/// A change, as numbers that are read for the filing as it is then.
#[derive(Debug, Clone)]
enum Edit {
    Words { narrative: usize, paragraph: usize, at: usize, gone: usize, new: String },
    Add { narrative: usize, paragraph: usize, text: String },
    Remove { narrative: usize, paragraph: usize },
    Move { from: (usize, usize), to: (usize, usize) },
    Title { initiative: usize, new: String },
    AddInitiative { initiative: usize, title: String, body: Vec<String> },
    RemoveInitiative { initiative: usize },
    Figure { which: usize, digits: u32 },
}

/// Chinese words without marks: characters that nothing else is written with.
fn words(least: usize, most: usize) -> impl Strategy<Value = String> {
    let all: Vec<char> =
        "网络服务客户投诉处理基站覆盖宽带装机移修障碍资费套餐公示营业厅人工热线适老\
                          助残乡村光纤携号转网防范诈骗信息安全培训考核督导专项行动满意率时限"
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect();
    prop::collection::vec(prop::sample::select(all), least..=most)
        .prop_map(|characters| characters.into_iter().collect())
}

fn paragraph() -> impl Strategy<Value = String> {
    (prop::collection::vec(words(6, 16), 1..4), 100..9999_u32)
        .prop_map(|(clauses, number)| format!("{}共{number}项。", clauses.join("，")))
}

fn made() -> impl Strategy<Value = Made> {
    let paragraphs = || prop::collection::vec(paragraph(), 1..4);
    let initiatives = prop::collection::vec((words(6, 14), paragraphs()), 2..5);
    (paragraphs(), paragraphs(), initiatives).prop_map(|(profile, overview, initiatives)| Made {
        profile,
        overview,
        initiatives,
        figures: ["4.01小时".to_owned(), "99.10%".to_owned(), "99.50%".to_owned()],
    })
}

fn edit() -> impl Strategy<Value = Edit> {
    let n = || 0..64_usize;
    prop_oneof![
        4 => (n(), n(), n(), 0..4_usize, words(0, 5)).prop_map(
            |(narrative, paragraph, at, gone, new)| Edit::Words { narrative, paragraph, at, gone, new }
        ),
        2 => (n(), n(), paragraph())
            .prop_map(|(narrative, paragraph, text)| Edit::Add { narrative, paragraph, text }),
        2 => (n(), n()).prop_map(|(narrative, paragraph)| Edit::Remove { narrative, paragraph }),
        2 => (n(), n(), n(), n()).prop_map(|(a, b, c, d)| Edit::Move { from: (a, b), to: (c, d) }),
        1 => (n(), words(6, 14)).prop_map(|(initiative, new)| Edit::Title { initiative, new }),
        1 => (n(), words(6, 14), prop::collection::vec(paragraph(), 1..3)).prop_map(
            |(initiative, title, body)| Edit::AddInitiative { initiative, title, body }
        ),
        1 => n().prop_map(|initiative| Edit::RemoveInitiative { initiative }),
        1 => (0..3_usize, 10..99_u32).prop_map(|(which, digits)| Edit::Figure { which, digits }),
    ]
}

/// Makes a change in both: the filing that is meant, and the Word file.
fn change(made: &mut Made, word: Returned, edit: &Edit) -> Returned {
    match edit {
        Edit::Words { narrative, paragraph, at, gone, new } => {
            let mut narratives = made.narratives();
            let count = narratives.len();
            let own = &mut narratives[narrative % count];
            let count = own.len();
            let text = &mut own[paragraph % count];
            let characters: Vec<char> = text.chars().collect();
            // The last mark stays, and so does the number.
            let at = at % (characters.len() - 8);
            let end = (at + gone).min(characters.len() - 8);
            let old: String = characters[at..end].iter().collect();
            let before: String = characters[..at].iter().collect();
            let behind: String = characters[end..].iter().collect();
            if old == *new || before.is_empty() && new.is_empty() {
                return word;
            }
            let word = word.rewrite(text, before.len()..before.len() + old.len(), new);
            *text = format!("{before}{new}{behind}");
            word
        }
        Edit::Add { narrative, paragraph, text } => {
            let mut narratives = made.narratives();
            let count = narratives.len();
            let own = &mut narratives[narrative % count];
            let at = paragraph % own.len();
            let word = word.insert_after(&own[at], text);
            own.insert(at + 1, text.clone());
            word
        }
        Edit::Remove { narrative, paragraph } => {
            let mut narratives = made.narratives();
            let count = narratives.len();
            let own = &mut narratives[narrative % count];
            if own.len() < 2 {
                return word;
            }
            let gone = own.remove(paragraph % own.len());
            word.remove(&gone)
        }
        Edit::Move { from, to } => {
            let mut narratives = made.narratives();
            let count = narratives.len();
            let (from, to) = ((from.0 % count, from.1), (to.0 % count, to.1));
            if narratives[from.0].len() < 2 {
                return word;
            }
            let n = from.1 % narratives[from.0].len();
            let moved = narratives[from.0].remove(n);
            let at = to.1 % narratives[to.0].len();
            let after = narratives[to.0][at].clone();
            narratives[to.0].insert(at + 1, moved.clone());
            word.move_after(&moved, &after)
        }
        Edit::Title { initiative, new } => {
            let count = made.initiatives.len();
            let title = &mut made.initiatives[initiative % count].0;
            let word = word.replace(&format!("）{title}"), &format!("）{new}"));
            *title = new.clone();
            word
        }
        Edit::AddInitiative { initiative, title, body } => {
            let at = initiative % made.initiatives.len();
            let (_, paragraphs) = &made.initiatives[at];
            let last = paragraphs[paragraphs.len() - 1].clone();
            let mut word = word.insert_like("（一）", &last, &format!("（九）{title}"));
            let mut before = title.clone();
            for text in body {
                word = word.insert_like(&last, &before, text);
                before = text.clone();
            }
            made.initiatives.insert(at + 1, (title.clone(), body.clone()));
            word
        }
        Edit::RemoveInitiative { initiative } => {
            // The first stays: （一） is what new headings look like.
            if made.initiatives.len() < 3 {
                return word;
            }
            let at = 1 + initiative % (made.initiatives.len() - 1);
            let (title, body) = made.initiatives.remove(at);
            let word = word.remove(&format!("）{title}"));
            body.iter().fold(word, |word, text| word.remove(text))
        }
        Edit::Figure { which, digits } => {
            let old = made.figures[*which].clone();
            let new =
                if *which == 0 { format!("3.{digits}小时") } else { format!("98.{digits}%") };
            if old == new {
                return word;
            }
            let line = if *which == 2 { "投诉处理及时率" } else { "障碍修复" };
            let word = word.replace_within(line, &old, &new);
            made.figures[*which] = new;
            word
        }
    }
}

/// No text twice, so that it is sure what was meant.
fn is_clear(made: &Made, edits: &[Edit]) -> bool {
    let mut texts: Vec<&str> = made.initiatives.iter().map(|(title, _)| title.as_str()).collect();
    texts.extend(made.profile.iter().chain(&made.overview).map(String::as_str));
    texts.extend(made.initiatives.iter().flat_map(|(_, body)| body).map(String::as_str));
    for edit in edits {
        match edit {
            Edit::Add { text, .. } => texts.push(text),
            Edit::Title { new, .. } => texts.push(new),
            Edit::AddInitiative { title, body, .. } => {
                texts.push(title);
                texts.extend(body.iter().map(String::as_str));
            }
            _ => {}
        }
    }
    let count = texts.len();
    texts.sort_unstable();
    texts.dedup();
    texts.len() == count
}

fn merged(yaml: &str, word: &[u8], tracked: &str) -> (i32, String, String) {
    let call = format!("merge --tracked {tracked} a.yaml b.docx");
    let run = Chengbao::new().file("a.yaml", yaml).file("b.docx", word).call(&call).run();
    let said = format!("{}{}", run.stdout, run.stderr);
    (run.status, run.text("a.yaml"), said)
}

/// The filing with every change left out; and with every other one, and then the rest.
fn left_out(
    sent: &str,
    word: &[u8],
    may_be_unsure: bool,
) -> Result<(String, Option<String>), TestCaseError> {
    let run = |yaml: &str, options: &str| {
        let call = format!("merge a.yaml b.docx {options}");
        Chengbao::new().file("a.yaml", yaml).file("b.docx", word).call(call.trim_end()).run()
    };
    let said = run(sent, "--dry-run --format json").stdout;
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    let changes = said["changes"].as_array().unwrap();
    let marks: Vec<String> =
        changes.iter().map(|own| format!("--except {}", own["mark"].as_str().unwrap())).collect();
    let none = run(sent, &marks.join(" "));
    prop_assert_eq!(none.status, 0, "{}{}", none.stdout, none.stderr);
    let some: Vec<&str> = marks.iter().step_by(2).map(String::as_str).collect();
    let part = run(sent, &some.join(" "));
    prop_assert_eq!(part.status, 0, "{}{}", part.stdout, part.stderr);
    let told = part.stdout.lines().filter(|line| line.starts_with("  第")).count();
    prop_assert_eq!(told, marks.len() - some.len(), "{}", part.stdout);
    // Between two texts that differ in one character it may be unsure which one is which: then it
    // is said what was not done. The cases that are always the same have none of that kind.
    let rest = run(&part.text("a.yaml"), "");
    let says = ["没有放进去", "两边都改了"].iter().any(|what| rest.stdout.contains(what));
    let is_unsure = may_be_unsure && rest.status == 1 && says;
    prop_assert!(rest.status == 0 || is_unsure, "{}{}", rest.stdout, rest.stderr);
    let then = (rest.status == 0).then(|| rest.text("a.yaml"));
    Ok((none.text("a.yaml"), then))
}

#[test]
fn tracked_changes_taken_give_the_filing_meant_and_turned_down_the_one_sent() {
    let cases = std::env::var("CHENGBAO_MERGE_CASES").ok().and_then(|n| n.parse().ok());
    let config =
        Config { cases: cases.unwrap_or(24), failure_persistence: None, ..Config::default() };
    // The same cases each time, unless more are asked for.
    let mut runner = match cases {
        None => TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha)),
        Some(_) => TestRunner::new(config),
    };
    let input = (made(), prop::collection::vec(edit(), 1..8), any::<bool>());
    let tried = runner.run(&input, |(made, edits, tracked)| {
        prop_assume!(is_clear(&made, &edits));
        let sent = made.yaml();
        let run =
            Chengbao::new().file("a.yaml", &sent).call("build --draft --formats docx a.yaml").run();
        prop_assert_eq!(run.status, 0, "{}\n{}", &run.stderr, &sent);
        let word = Returned::of(&run.bytes("output/a.docx"));
        let unchanged = run.bytes("output/a.docx");
        let given = run.then().call("extract output/a.docx").run();
        prop_assert_eq!((given.status, &given.stdout), (0, &sent), "{}", given.stderr);
        let (status, same, said) = merged(&sent, &unchanged, "accept");
        prop_assert_eq!((status, &same), (0, &sent), "{}", said);
        let mut word = if tracked { word.tracked() } else { word };
        let mut meant = made.clone();
        for edit in &edits {
            word = change(&mut meant, word, edit);
        }
        let word = word.bytes();
        let (status, taken, said) = merged(&sent, &word, "accept");
        prop_assert_eq!(taken, meant.yaml(), "{}", said);
        prop_assert_eq!(status, 0, "{}", said);
        // The filing has gone on: nothing of it is taken back, and what is there is not done twice.
        for word in [&unchanged, &word] {
            let (status, now, said) = merged(&meant.yaml(), word, "accept");
            prop_assert_eq!((status, now), (0, meant.yaml()), "{}", said);
        }
        let (none, then) = left_out(&sent, &word, cases.is_some())?;
        prop_assert_eq!(&none, &sent);
        prop_assert_eq!(then.unwrap_or_else(|| meant.yaml()), meant.yaml());
        if tracked {
            let (status, left, said) = merged(&sent, &word, "reject");
            prop_assert_eq!((status, left), (0, sent), "{}", said);
        }
        Ok(())
    });
    if let Err(why) = tried {
        panic!("{why}");
    }
}

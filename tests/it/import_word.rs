//! `chengbao import` on Word files: a report comes back from every make of file as it was, edits
//! are accepted or rejected, and what has no place in a filing is said, not dropped.

mod imported;
mod published;

use std::sync::LazyLock;

use serde_yaml::{Mapping, Value};

use imported::{ACCOUNT, FILE, Imported, Leaf, assert_same, difference, import, leaves};

use crate::support::word_files::{
    ALTERNATIVE, Extra, LIST, Make, PAGE_NUMBER, ROWS, RUN_IN_HEADING, Report, WordFile, archive,
    png,
};
use crate::support::{Chengbao, FILINGS, Said, repository};

/// The repository's filings, read as they are and printed as reports.
static OURS: LazyLock<[(Value, Report); 2]> = LazyLock::new(|| {
    FILINGS.map(|stem| {
        let yaml = std::fs::read_to_string(repository().join(format!("data/{stem}.yaml"))).unwrap();
        let filing = serde_yaml::from_str(&yaml).unwrap();
        let report = Report::read(&markdown(&yaml).unwrap());
        (filing, report)
    })
});

/// The report of a filing, or why there is none.
fn markdown(yaml: &str) -> Result<String, String> {
    let run = Chengbao::new().file("甲.yaml", yaml).call("build 甲.yaml --formats md").run();
    if run.status == 0 { Ok(run.text("output/甲.md")) } else { Err(run.stderr) }
}

/// Looks for faults in what comes of every make of both filings, and fails if there are any.
#[track_caller]
fn assert_of_all(fault: impl Fn(&Imported, &Value, &WordFile) -> Option<String>) {
    let mut faults = Vec::new();
    for (n, (filing, report)) in OURS.iter().enumerate() {
        for make in Make::ALL {
            let file = make.file(report);
            let imported = import("报告.docx", &file.bytes, "");
            let fault = fault(&imported, filing, &file);
            faults.extend(fault.map(|fault| format!("{} {make:?}: {fault}", FILINGS[n])));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_make_of_a_report_comes_back_as_it_was() {
    assert_of_all(|imported, filing, _| difference(&imported.leaves(), &leaves(filing)));
}

#[test]
fn what_comes_back_makes_the_same_report() {
    assert_of_all(|imported, filing, _| {
        let mut whole: Mapping = imported.filing.as_mapping().unwrap().clone();
        for key in ["企业", "版式", "豁免"] {
            whole.remove(key);
            if let Some(value) = filing.get(key) {
                whole.insert(key.into(), value.clone());
            }
        }
        let before = markdown(&serde_yaml::to_string(filing).unwrap()).unwrap();
        let again = match markdown(&serde_yaml::to_string(&whole).unwrap()) {
            Ok(again) => again,
            Err(why) => return Some(why),
        };
        let differ = again.lines().zip(before.lines()).find(|(again, before)| again != before);
        let lengths = (again.len(), before.len());
        (again != before).then(|| format!("{differ:?} {lengths:?}"))
    });
}

/// What is copied out of Word and pasted has the numbers and nothing else.
#[test]
fn the_text_of_a_report_comes_back_as_it_was() {
    for (filing, report) in OURS.iter() {
        let imported = import("报告.txt", report.text(), "");
        assert_same(&imported.leaves(), &leaves(filing), &imported.run.text(FILE));
        assert_eq!((imported.run.status, imported.left_over().len()), (0, 0));
    }
}

/// Y19 is a blank: what a Word file does not say is for the desk to fill in.
#[test]
fn what_comes_back_is_sound_but_for_its_blanks() {
    assert_of_all(|imported, _, _| {
        let yaml = imported.run.bytes(FILE);
        let run = Chengbao::new().file(FILE, yaml).call(&format!("check {FILE}")).run();
        let of_syntax = |said: &&Said| said.code.starts_with('Y') && said.code != "Y19";
        run.findings().iter().find(of_syntax).map(Said::to_string)
    });
}

#[test]
fn what_stands_beside_a_report_is_said() {
    assert_of_all(|imported, _, file| {
        let kinds = imported.said("lost", "kind");
        let is_lost = |kind: &str| kinds.iter().any(|lost| lost.contains(kind));
        let unsaid =
            file.beside.iter().find(|(kind, words)| !is_lost(kind) && !imported.has(words));
        unsaid.map(|(kind, words)| format!("{kind} {words}"))
    });
}

#[test]
fn nothing_of_a_report_is_left_over() {
    assert_of_all(|imported, _, file| {
        let left = imported.left_over();
        let is_beside = |text: &String| file.beside.iter().any(|(_, words)| text.contains(words));
        let of_report = left.iter().find(|text| !is_beside(text) && !is_page_number(text));
        let status = i32::from(!left.is_empty());
        let wrong =
            (imported.run.status != status).then(|| format!("status {status} for {left:?}"));
        of_report.cloned().or(wrong)
    });
}

/// The number of a page, by itself or as a field.
fn is_page_number(text: &str) -> bool {
    let rest = text.replace("PAGE", "");
    text == PAGE_NUMBER || rest.chars().all(|c| c.is_ascii_digit() || " \n—-".contains(c))
}

#[test]
fn words_of_a_text_box_are_left_over() {
    let (_, report) = &OURS[0];
    let file = Make::Wps.file(report);
    let [(_, boxed)] = file.beside[..] else { panic!("{:?}", file.beside) };
    let imported = import("报告.docx", &file.bytes, "");
    let found = imported.left_over().iter().filter(|text| text.contains(boxed)).count();
    assert_eq!((imported.run.status, found), (1, 1), "{}", imported.account);
}

/// A rejected edit is one that was never made.
#[test]
fn edits_are_accepted_or_rejected_as_asked() {
    for (n, (filing, report)) in OURS.iter().enumerate() {
        let file = Make::Tracked.file(report);
        let accepted = import("报告.docx", &file.bytes, " --tracked accept");
        assert_same(&accepted.leaves(), &leaves(filing), FILINGS[n]);
        let unasked = import("报告.docx", &file.bytes, "");
        assert_eq!(unasked.run.text(FILE), accepted.run.text(FILE), "{}", FILINGS[n]);
        let before = Make::Automatic.file(&file.rejected.unwrap());
        let rejected = import("报告.docx", &file.bytes, " --tracked reject");
        let never_made = import("报告.docx", before.bytes, "");
        assert_same(&rejected.leaves(), &never_made.leaves(), FILINGS[n]);
        assert_ne!(rejected.leaves(), accepted.leaves(), "{}", FILINGS[n]);
    }
}

#[test]
fn the_account_says_where_each_part_went() {
    assert_of_all(|imported, _, _| {
        let keys = imported.said("placed", "key");
        let is_placed = |known: &&&str| keys.iter().any(|key| key.contains(**known));
        let known = ["企业.名称", "公司简介", "投诉处理满意率", "声明", "签署.日期"];
        let unplaced = known.iter().find(|known| !is_placed(known));
        let entries = [("placed", "key"), ("left_over", "text"), ("lost", "kind")];
        let empty = entries.iter().find(|(list, text)| {
            let said = [imported.said(list, "place"), imported.said(list, text)].concat();
            said.iter().any(String::is_empty)
        });
        unplaced.map(|key| format!("no {key}")).or(empty.map(|list| format!("blank: {list:?}")))
    });
}

#[test]
fn the_same_file_gives_the_same_bytes() {
    let (_, report) = &OURS[1];
    for make in Make::ALL {
        let bytes = make.file(report).bytes;
        assert!(bytes == make.file(report).bytes, "{make:?}");
        let [one, other] = [(); 2].map(|()| import("报告.docx", &bytes, "").run);
        assert_eq!(one.text(FILE), other.text(FILE), "{make:?}");
        assert_eq!(one.text(ACCOUNT), other.text(ACCOUNT), "{make:?}");
    }
}

#[test]
fn what_prose_holds_besides_paragraphs_comes_along() {
    let (filing, report) = &OURS[1];
    let without_profile = |mut leaves: Vec<Leaf>| {
        leaves.retain(|(path, _)| path != "公司简介");
        leaves
    };
    let mut faults = Vec::new();
    for make in Make::ALL {
        for extra in Extra::ALL {
            let imported = import("报告.docx", make.file(&report.clone().with(extra)).bytes, "");
            let profile = bare(imported.filing["公司简介"].as_str().unwrap());
            let missing = written(extra).into_iter().find(|words| !profile.contains(&bare(words)));
            let rest = without_profile(imported.leaves());
            let fault = missing.or(difference(&rest, &without_profile(leaves(filing))));
            faults.extend(fault.map(|fault| format!("{make:?} {extra:?}: {fault}")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Without blanks, and without what keeps Markdown from counting a number that is typed out.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\\').collect()
}

/// How a filing writes it.
fn written(extra: Extra) -> Vec<String> {
    match extra {
        Extra::Table => ROWS.iter().map(|row| format!("| {} |", row.join(" | "))).collect(),
        Extra::Picture => vec![format!("![{ALTERNATIVE}](")],
        // The full stop stands within the marks or behind them.
        Extra::RunInHeading => {
            let [heading, text] = RUN_IN_HEADING;
            vec![format!("**{}", heading.trim_end_matches('。')), text.to_owned()]
        }
        Extra::List => {
            LIST.iter().enumerate().map(|(n, item)| format!("{}.{item}", n + 1)).collect()
        }
    }
}

#[test]
fn a_picture_lies_beside_the_filing_that_names_it() {
    let report = OURS[1].1.clone().with(Extra::Picture);
    let imported = import("报告.docx", Make::Typed.file(&report).bytes, "");
    let profile = imported.filing["公司简介"].as_str().unwrap();
    let (_, after) = profile.split_once(&format!("![{ALTERNATIVE}](")).unwrap();
    let name = after.split([')', ' ']).next().unwrap().trim_matches(['<', '>']);
    assert!(imported.run.bytes(name) == png(), "{name}");
}

/// An archive that says where its document is, with what is said to be one.
fn with_document(xml: Option<&str>) -> Vec<u8> {
    let relations = "<Relationships \
        xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship \
        Id='rId1' Target='word/document.xml' Type='http://schemas.openxmlformats.org/\
        officeDocument/2006/relationships/officeDocument'/></Relationships>";
    let part = |name: &str, xml: &str| (name.to_owned(), xml.as_bytes().to_vec());
    let document = xml.map(|xml| part("word/document.xml", xml));
    let parts: Vec<_> = [part("_rels/.rels", relations)].into_iter().chain(document).collect();
    archive(&parts)
}

/// Files that are no Word file, or are broken.
fn unreadable() -> Vec<(&'static str, Vec<u8>)> {
    const ENTITY: &str = "<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><d>&e;</d>";
    let word = Make::Typed.file(&OURS[1].1).bytes;
    vec![
        ("空", Vec::new()),
        ("不是压缩包", b"PK\x03\x04 and nothing more".to_vec()),
        ("截断", word[..word.len() / 2].to_vec()),
        ("旧格式或加密", [&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..], &[0; 1024]].concat()),
        ("没有正文", with_document(None)),
        ("不是文档", archive(&[("说明.txt".to_owned(), b"text".to_vec())])),
        ("坏了的标记", with_document(Some("<w:document><w:body>"))),
        ("有外部实体", with_document(Some(ENTITY))),
    ]
}

#[test]
fn what_cannot_be_read_is_refused_and_nothing_is_written() {
    let mut faults = Vec::new();
    for (what, bytes) in unreadable() {
        let call = format!("import 报告.docx -o {FILE} --report {ACCOUNT}");
        let run = Chengbao::new().file("报告.docx", bytes).call(&call).run();
        let is_named = run.stderr.contains("报告.docx");
        if run.status != 2 || !is_named || run.files("") != ["报告.docx"] {
            faults.push(format!("{what}: {} {}{}", run.status, run.stdout, run.stderr));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_file_that_is_there_already_stays() {
    let word = Make::Typed.file(&OURS[1].1).bytes;
    let call = format!("import 报告.docx -o {FILE}");
    let run = Chengbao::new().file("报告.docx", word).file(FILE, "旧").call(&call).run();
    assert_eq!((run.status, run.text(FILE).as_str()), (2, "旧"), "{}", run.stderr);
}

#[test]
fn without_its_account_no_filing_is_written() {
    let word = Make::Typed.file(&OURS[1].1).bytes;
    let call = format!("import 报告.docx -o {FILE} --report {ACCOUNT}");
    let run = Chengbao::new().file("报告.docx", word).folder(ACCOUNT).call(&call).run();
    assert_eq!(run.status, 2, "{}{}", run.stdout, run.stderr);
    assert_eq!(run.files(""), [ACCOUNT, "报告.docx"].map(str::to_owned), "{}", run.stderr);
}

#[test]
fn a_word_file_is_rolled_forward_and_compared() {
    let word = Make::Automatic.file(&OURS[0].1).bytes;
    let run =
        Chengbao::new().file("上期.docx", &word).call("init --from 上期.docx 本期.yaml").run();
    assert_eq!(run.status, 0, "{}", run.stderr);
    let rolled = run.text("本期.yaml");
    assert!(rolled.contains("报告期: 2021年上半年"), "{rolled}");
    assert!(rolled.contains("上期: 上期.docx"), "{rolled}");
    let yaml = std::fs::read_to_string(repository().join(format!("data/{}.yaml", FILINGS[0])));
    let run = Chengbao::new()
        .file("甲.docx", &word)
        .file("乙.yaml", yaml.unwrap().replace("99.64%", "99.70%"))
        .call("compare 甲.docx 乙.yaml")
        .run();
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("99.64%") && run.stdout.contains("99.70%"), "{}", run.stdout);
}

#[test]
fn what_found_no_place_in_a_word_file_is_not_compared_in_silence() {
    let word = Make::Wps.file(&OURS[0].1).bytes;
    let yaml = std::fs::read_to_string(repository().join(format!("data/{}.yaml", FILINGS[0])));
    let run = Chengbao::new()
        .file("甲.docx", &word)
        .file("乙.yaml", yaml.unwrap())
        .call("compare 甲.docx 乙.yaml")
        .run();
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("没有认出来"), "{}", run.stderr);
}

#[test]
fn changes_that_word_keeps_track_of_are_told() {
    let file = Make::Tracked.file(&OURS[0].1);
    for (options, words) in [("", "已全部接受"), (" --tracked reject", "已全部拒绝")] {
        let imported = import("报告.docx", &file.bytes, options);
        assert!(imported.run.stdout.contains(words), "{}", imported.run.stdout);
    }
    let plain = import("报告.docx", Make::Typed.file(&OURS[0].1).bytes, "");
    assert!(!plain.run.stdout.contains("修订"), "{}", plain.run.stdout);
}

//! `chengbao build`: what is called for, what is written, how it ends.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use support::Chengbao;
use support::filing::{FILING, with};

fn faulty() -> String {
    with(&[("99.10%", "99.1.0%")])
}

#[test]
fn a_filing_becomes_three_files_in_output() {
    let run = Chengbao::new().file("甲.yaml", FILING).call("build 甲.yaml").run().done();
    assert_eq!(run.files("output"), ["甲.html", "甲.md", "甲.pdf"]);
    let said = "已生成 output/甲.md\n已生成 output/甲.html\n已生成 output/甲.pdf（1页）\n";
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), (said, ""));
}

#[test]
fn o_names_another_folder_and_makes_it() {
    for option in ["-o", "--output"] {
        let call = format!("build 甲.yaml {option} 报告/2020");
        let run = Chengbao::new().file("甲.yaml", FILING).call(&call).run().done();
        assert_eq!(run.files("报告/2020"), ["甲.html", "甲.md", "甲.pdf"]);
        assert_eq!(run.files("."), ["报告", "甲.yaml"]);
    }
}

#[test]
fn formats_chooses_what_is_written() {
    let cases: [(&str, &[&str]); 3] = [
        ("md", &["甲.md"]),
        ("html,pdf", &["甲.html", "甲.pdf"]),
        ("pdf,md", &["甲.md", "甲.pdf"]),
    ];
    for (formats, files) in cases {
        let call = format!("build 甲.yaml --formats {formats}");
        let run = Chengbao::new().file("甲.yaml", FILING).call(&call).run().done();
        assert_eq!(run.files("output"), files);
    }
}

#[test]
fn a_filing_with_errors_leaves_what_was_there() {
    let built = Chengbao::new().file("甲.yaml", FILING).call("build 甲.yaml").run().done();
    let paths = ["output/甲.md", "output/甲.html", "output/甲.pdf"];
    let old: Vec<Vec<u8>> = paths.iter().map(|path| built.bytes(path)).collect();
    for wrong in [faulty(), with(&[("建成5G", "建成😀5G")])] {
        let run = Chengbao::new()
            .file("甲.yaml", &wrong)
            .file("output/甲.md", &old[0])
            .file("output/甲.html", &old[1])
            .file("output/甲.pdf", &old[2])
            .call("build 甲.yaml")
            .run();
        assert_eq!((run.status, run.stdout.as_str()), (1, ""));
        assert_eq!(run.files("output"), ["甲.html", "甲.md", "甲.pdf"]);
        assert!(paths.iter().zip(&old).all(|(path, bytes)| run.bytes(path) == *bytes));
    }
}

#[test]
fn an_output_that_cannot_be_written_leaves_the_others_as_they_were() {
    for blocked in ["md", "html", "pdf"] {
        let free: Vec<&str> = ["html", "md", "pdf"].into_iter().filter(|e| *e != blocked).collect();
        let mut call = Chengbao::new().file("甲.yaml", FILING);
        for ending in &free {
            call = call.file(&format!("output/甲.{ending}"), "旧");
        }
        let run = call.folder(&format!("output/甲.{blocked}")).call("build 甲.yaml").run();
        assert_eq!((run.status, run.stdout.as_str()), (2, ""));
        let told = format!("错误: 写不了 output/甲.{blocked}：");
        assert!(run.stderr.contains(&told), "{}", run.stderr);
        // Nothing half written, no file of our own left behind.
        assert_eq!(run.files("output"), ["甲.html", "甲.md", "甲.pdf"]);
        assert!(free.iter().all(|ending| run.text(&format!("output/甲.{ending}")) == "旧"));
    }
}

#[test]
fn an_output_folder_that_is_a_file_is_left_alone() {
    let run = Chengbao::new()
        .file("甲.yaml", FILING)
        .file("报告", "旧")
        .call("build 甲.yaml -o 报告")
        .run();
    assert_eq!((run.status, run.text("报告").as_str()), (2, "旧"));
    assert_eq!(run.stderr, "错误: 建不了文件夹 报告：已有同名的文件\n");
}

#[test]
fn a_second_build_replaces_the_first() {
    let later = with(&[("99.10%", "99.20%")]);
    let run = Chengbao::new().file("甲.yaml", FILING).call("build 甲.yaml").run().done();
    let run = run.then().file("甲.yaml", later).call("build 甲.yaml").run().done();
    assert!(run.text("output/甲.md").contains("99.20%"));
    assert_eq!(run.files("output"), ["甲.html", "甲.md", "甲.pdf"]);
}

#[test]
fn a_draft_without_errors_ends_well_and_is_marked() {
    let run = Chengbao::new().file("甲.yaml", FILING).call("build 甲.yaml --draft").run().done();
    assert!(run.text("output/甲.html").contains("data-draft=\"送审稿\""));
    let run = run.then().call("build 甲.yaml -o 定稿").run().done();
    assert!(!run.text("定稿/甲.html").contains("data-draft=\""));
    assert!(run.bytes("定稿/甲.pdf") != run.bytes("output/甲.pdf"));
    // The mark is not part of the report.
    assert_eq!(run.text("定稿/甲.md"), run.text("output/甲.md"));
}

#[test]
fn a_draft_is_built_in_spite_of_errors_and_they_are_told() {
    let wrong = with(&[("99.10%", "99.1.0%"), ("声明: 本报告内容客观、真实、准确。\n", "")]);
    let run = Chengbao::new().file("甲.yaml", wrong).call("build 甲.yaml --draft").run();
    assert_eq!((run.status, run.errors().len()), (1, 2), "{}", run.stderr);
    assert_eq!(run.files("output"), ["甲.html", "甲.md", "甲.pdf"]);
    assert!(run.text("output/甲.html").contains("送审稿"));
    let markdown = run.text("output/甲.md");
    assert!(markdown.contains("及时率99.1.0%") && markdown.contains("企业声明：〔未填〕"));
}

#[test]
fn a_draft_shows_a_mark_where_no_face_has_the_character() {
    let rare = with(&[("建成5G基站8900余座。", "建成😀8900余座。")]);
    let run = Chengbao::new().file("甲.yaml", rare).call("build 甲.yaml --draft").run();
    assert_eq!((run.status, run.errors().len()), (1, 1), "{}", run.stderr);
    assert!(run.stderr.contains("G01") && run.stderr.contains("U+1F600"));
    assert_eq!(run.files("output"), ["甲.html", "甲.md", "甲.pdf"]);
}

#[test]
fn a_draft_of_what_cannot_be_read_is_not_built() {
    let wrong = with(&[("省份: 山西省", "省份: \"山西省")]);
    let run = Chengbao::new().file("甲.yaml", wrong).call("build 甲.yaml --draft").run();
    assert_eq!((run.status, run.files("output").len()), (1, 0));
    assert!(run.stderr.contains("送审稿也要先能读出整个文件"), "{}", run.stderr);
}

#[test]
fn every_page_of_a_draft_is_marked_but_not_in_its_text() {
    let name = "shanxi-unicom-2020h1";
    let call = format!("build {name}.yaml --draft --formats pdf,md");
    let run = Chengbao::new().data(&format!("{name}.yaml")).call(&call).run().done();
    let text = support::pdf_text::text(&run.bytes(&format!("output/{name}.pdf")));
    assert!(!text.contains("送审稿"));
    assert!(text.contains("携得了、转得快"));
}

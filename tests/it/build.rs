//! `chengbao build`: what is called for, what is written, how it ends.

use crate::support::Chengbao;
use crate::support::filing::{FILING, with};

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
        let message = format!("错误: 写不了 output/甲.{blocked}：");
        assert!(run.stderr.contains(&message), "{}", run.stderr);
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
    assert!(run.text("output/甲.html").contains("data-draft=\"送审稿 第1稿 "));
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
fn a_draft_needs_no_signature_and_its_places_stay_blank() {
    for (unit, signature) in [
        ("中国移动山西公司", ""),
        ("中国移动山西公司", "签署:\n"),
        ("山西移动", "签署:\n  单位: 山西移动\n"),
        ("山西移动", "签署:\n  单位: 山西移动\n  日期: 【】\n"),
        ("中国移动山西公司", "签署:\n  日期: 2021年2月30日\n"),
    ] {
        let text = with(&[("签署:\n  日期: 2021年1月12日\n", signature)]);
        let run = Chengbao::new().file("甲.yaml", text).call("build 甲.yaml --draft").run();
        assert_eq!((run.status, run.errors().len()), (1, 1), "{}", run.stderr);
        let end = format!("\n\n{unit}  \n　　年　月　日\n");
        assert!(run.text("output/甲.md").ends_with(&end), "{}", run.text("output/甲.md"));
        let page = run.text("output/甲.html");
        assert!(page.contains(&format!("<p>{unit}</p><p>　　年　月　日</p>")), "{page}");
        let pdf = crate::support::pdf_text::text(&run.bytes("output/甲.pdf"));
        assert!(pdf.ends_with(&format!("{unit}年月日")), "{pdf}");
        let refused = run.then().call("build 甲.yaml -o 定稿").run();
        assert_eq!((refused.status, refused.files("定稿").len()), (1, 0));
    }
}

#[test]
fn a_draft_needs_no_half_year() {
    for period in ["", "报告期: 【2020年下半年】\n", "报告期: 2020年\n"] {
        let text = with(&[("报告期: 2020年下半年\n", period)]);
        let run = Chengbao::new().file("甲.yaml", text).call("build 甲.yaml --draft").run();
        assert_eq!((run.status, run.errors().len()), (1, 1), "{}", run.stderr);
        let title = "# 中国移动山西公司〔未填〕服务质量状况报告\n";
        assert!(run.text("output/甲.md").starts_with(title));
        let refused = run.then().call("build 甲.yaml -o 定稿").run();
        assert_eq!((refused.status, refused.files("定稿").len()), (1, 0));
    }
}

#[test]
fn a_fresh_file_has_pages_as_a_draft() {
    let run = Chengbao::new().call("init 新.yaml").run().done();
    let run = run.then().call("build 新.yaml --draft").run();
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert_eq!(run.files("output"), ["新.html", "新.md", "新.pdf"]);
}

/// The same words elsewhere in the file are not the table.
#[test]
fn a_table_too_wide_is_pointed_at() {
    let table = |head: &str| {
        let rows = [head.repeat(40), "| --- ".repeat(40), "| 99.10% ".repeat(40)];
        rows.map(|row| format!("        {row}|\n")).concat()
    };
    let narrow = "        | 满意率 | 数 |\n        | --- | --- |\n        | 1% | 2 |\n";
    let text = with(&[(
        "        建成5G基站8900余座。\n",
        &format!("        满意率如下。\n\n{narrow}\n{}", table("| 满意率 ")),
    )]);
    let line = text.lines().position(|line| line.matches('|').count() > 40).unwrap() + 1;
    let run = Chengbao::new().file("甲.yaml", text).call("build 甲.yaml").run();
    assert_eq!((run.status, run.errors().len()), (1, 1), "{}", run.stderr);
    assert!(run.stderr.contains("G05"), "{}", run.stderr);
    assert!(run.stderr.contains(&format!("甲.yaml:{line}:9")), "{}", run.stderr);
}

#[test]
fn what_stands_further_in_is_the_same_in_all_outputs() {
    let whole = with(&[("8900余座。\n", "8900余座。\n\n        公司**再次**复盘。\n")]);
    let whole = Chengbao::new().file("甲.yaml", whole).call("build 甲.yaml").run().done();
    for blanks in ["            ", "             ", "                    "] {
        let further =
            with(&[("8900余座。\n", &format!("8900余座。\n\n{blanks}公司**再次**复盘。\n"))]);
        let run = Chengbao::new().file("甲.yaml", further).call("build 甲.yaml").run().done();
        assert_eq!(run.text("output/甲.md"), whole.text("output/甲.md"));
        let text =
            |run: &crate::support::Run| crate::support::pdf_text::text(&run.bytes("output/甲.pdf"));
        assert_eq!(text(&run), text(&whole));
        assert!(run.text("output/甲.html").contains("<p>公司<strong>再次</strong>复盘。</p>"));
    }
}

#[test]
fn a_draft_of_what_cannot_be_read_is_not_built() {
    let wrong = format!("{FILING}---\n企业: 甲\n");
    let run = Chengbao::new().file("甲.yaml", wrong).call("build 甲.yaml --draft").run();
    assert_eq!((run.status, run.files("output").len()), (1, 0));
    assert!(run.stderr.contains("送审稿也要先能读出整个文件"), "{}", run.stderr);
}

#[test]
fn every_page_of_a_draft_is_marked_but_not_in_its_text() {
    let name = "shanxi-unicom-2020h1";
    let call = format!("build {name}.yaml --draft --formats pdf,md");
    let run = Chengbao::new().data(&format!("{name}.yaml")).call(&call).run().done();
    let text = crate::support::pdf_text::text(&run.bytes(&format!("output/{name}.pdf")));
    // The large mark is no text. The line that says which draft it is stands beside the report's, as
    // the number does.
    assert!(!text.contains("送审稿"));
    assert!(text.contains("携得了、转得快"));
}

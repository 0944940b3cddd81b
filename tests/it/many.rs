//! Many filings in one call: which, in which order, and how it is reported.

use unicode_width::UnicodeWidthStr;

use crate::support::filing::{FILING, with};
use crate::support::{Chengbao, FILINGS, Run, repository};

fn faulty() -> String {
    with(&[("99.10%", "99.1.0%")])
}

/// What the summary says, without the lines before it.
fn summary(run: &Run) -> Vec<&str> {
    let lines: Vec<&str> = run.stdout.lines().collect();
    let begin = lines.iter().rposition(|line| line.is_empty()).unwrap();
    lines[begin + 1..].to_vec()
}

#[test]
fn several_filings_are_built_in_one_call() {
    let run = Chengbao::new()
        .file("甲.yaml", FILING)
        .file("下/乙.yaml", FILING)
        .call("build 甲.yaml 下/乙.yaml --formats md")
        .run()
        .done();
    assert_eq!(run.files("output"), ["乙.md", "甲.md"]);
    assert_eq!(summary(&run).last(), Some(&"已生成 2 份，未生成 0 份"));
}

#[test]
fn a_folder_is_its_filings_in_the_order_of_their_names() {
    let run = Chengbao::new()
        .file("填报/c.yml", FILING)
        .file("填报/a.yaml", FILING)
        .file("填报/b.YAML", FILING)
        .file("填报/b.txt", FILING)
        .file("填报/.草稿.yaml", FILING)
        .call("build 填报 --formats md")
        .run()
        .done();
    assert_eq!(run.files("output"), ["a.md", "b.md", "c.md"]);
    let said: Vec<&str> = run.stdout.lines().take(3).collect();
    assert_eq!(said, ["已生成 output/a.md", "已生成 output/b.md", "已生成 output/c.md"]);
}

#[test]
fn what_is_no_filing_is_passed_over_in_a_folder_and_an_error_by_name() {
    let other = "name: shop\nservices:\n  - web\n";
    let call = || {
        Chengbao::new().file("a/甲.yaml", FILING).file("a/compose.yaml", other).file(
            "a/template.yaml",
            std::fs::read(repository().join("data/template.yaml")).unwrap(),
        )
    };
    let run = call().call("build a --formats md").run().done();
    assert_eq!(run.files("output"), ["甲.md"]);
    let skipped = "跳过 a/template.yaml：这是空白的样本；要用它就写出文件名\n\
                   跳过 a/compose.yaml：不是填报文件\n";
    assert_eq!(run.stderr, skipped);
    let end = "a/甲.yaml  已生成\n已生成 1 份，未生成 0 份；跳过 2 个文件\n";
    assert!(run.stdout.ends_with(end), "{}", run.stdout);
    assert_eq!(call().call("build a/compose.yaml --formats md").run().status, 1);
    assert_eq!(call().call("build a/template.yaml --formats md").run().status, 1);
}

#[test]
fn a_filing_that_cannot_be_read_is_still_a_filing_in_a_folder() {
    let utf16: Vec<u8> =
        std::iter::once(0xFEFF).chain(FILING.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let run = Chengbao::new()
        .file("a/一.yaml", FILING.replace("企业:", "企业："))
        .file("a/二.yaml", utf16)
        .file("a/三.yaml", FILING.replace("  省份: 山西省", "  省份: \"山西省"))
        .call("build a")
        .run();
    assert_eq!(run.status, 1);
    assert_eq!(summary(&run).last(), Some(&"已生成 0 份，未生成 3 份"), "{}", run.stdout);
    assert_eq!(run.files("."), ["a"], "a folder for nothing stays");
}

#[test]
fn folders_below_are_named_and_not_entered() {
    let call = || {
        Chengbao::new()
            .file("a/2020h1/晋.yaml", FILING)
            .file("a/2020h2/晋.yaml", FILING)
            .folder("a/空")
    };
    let run = call().call("build a").run();
    assert_eq!(run.status, 2);
    let said = "错误: 文件夹 a 里没有填报文件；下面的文件夹里有，要写出来：a/2020h1、a/2020h2\n";
    assert_eq!(run.stderr, said);
    let run = call().file("a/冀.yaml", FILING).call("build a --formats md").run().done();
    assert_eq!(run.stderr, "提示: 下面的文件夹没有看，要的话写出来：a/2020h1、a/2020h2\n");
    assert_eq!(run.files("output"), ["冀.md"]);
}

#[test]
fn a_folder_without_filings_is_an_error() {
    let run = Chengbao::new().folder("某").call("build 某").run();
    assert_eq!(run.status, 2);
    assert_eq!(run.stderr, "错误: 文件夹 某 里没有填报文件，要有扩展名是 .yaml 或 .yml 的文件\n");
    let run = Chengbao::new().file("某/a.yaml", "a: 1\n").call("build 某").run();
    assert_eq!(run.status, 2);
    assert!(run.stderr.ends_with("错误: 没有一份是填报文件，什么也没有生成\n"), "{}", run.stderr);
    assert_eq!(run.files("."), ["某"]);
}

#[test]
fn filings_of_one_stem_are_refused_before_anything_is_written() {
    let call = || {
        Chengbao::new()
            .file("甲.yaml", FILING)
            .file("上/甲.yaml", FILING)
            .file("下/甲.yml", FILING)
            .file("同/乙.yaml", FILING)
            .file("同/乙.yml", FILING)
    };
    let cases = [
        ("甲.yaml 下/甲.yml", "甲.yaml 和 下/甲.yml"),
        ("上 下", "上/甲.yaml 和 下/甲.yml"),
        ("上 甲.yaml", "上/甲.yaml 和 甲.yaml"),
        ("同", "同/乙.yaml 和 同/乙.yml"),
    ];
    for (files, both) in cases {
        let run = call().call(&format!("build {files}")).run();
        assert_eq!(run.status, 2);
        let said = format!("错误: {both} 会写出同名的报告，请改一个文件名，或用 -o 分开生成\n");
        assert_eq!(run.stderr, said);
        assert_eq!(run.files("output"), [""; 0]);
    }
}

#[test]
fn a_file_named_twice_is_told_and_one_named_beside_its_folder_is_built_once() {
    let call = || Chengbao::new().file("a/甲.yaml", FILING).file("a/乙.yaml", FILING);
    let run = call().call("build a/甲.yaml ./a/甲.yaml").run();
    assert_eq!((run.status, run.stderr.as_str()), (2, "错误: ./a/甲.yaml 写了两次，留一次就够\n"));
    for files in ["a/甲.yaml a", "a a/甲.yaml", "a ./a"] {
        let run = call().call(&format!("build {files} --formats md")).run().done();
        assert_eq!(run.files("output"), ["乙.md", "甲.md"]);
        assert_eq!(summary(&run).last(), Some(&"已生成 2 份，未生成 0 份"));
    }
}

#[test]
fn a_bad_filing_does_not_keep_the_others_back() {
    let run = Chengbao::new()
        .file("甲.yaml", FILING)
        .file("乙.yaml", faulty())
        .file("丙.yaml", FILING)
        .call("build 甲.yaml 乙.yaml 丙.yaml --formats md")
        .run();
    assert_eq!(run.status, 1);
    assert_eq!(run.files("output"), ["丙.md", "甲.md"]);
    assert!(run.stderr.contains("乙.yaml：有 1 处错误，没有生成报告"), "{}", run.stderr);
}

#[test]
fn a_file_that_is_not_there_does_not_keep_the_others_back_and_weighs_most() {
    let run = Chengbao::new()
        .file("甲.yaml", FILING)
        .file("乙.yaml", faulty())
        .call("build 没有.yaml 乙.yaml 甲.yaml --formats md")
        .run();
    assert_eq!(run.status, 2);
    assert_eq!(run.files("output"), ["甲.md"]);
    assert!(run.stderr.contains("错误: 读不了 没有.yaml：没有这个文件"), "{}", run.stderr);
}

#[test]
fn the_summary_says_what_is_built_and_what_is_not_and_why() {
    let run = Chengbao::new()
        .file("a/shanxi.yaml", FILING)
        .file("a/乙乙乙.yaml", faulty())
        .call("build a 没有.yaml --formats md,pdf")
        .run();
    assert_eq!(run.status, 2);
    let table = summary(&run);
    let [head, rows @ .., total] = table.as_slice() else { panic!("{}", run.stdout) };
    let [first, second, third] = rows else { panic!("{rows:?}") };
    assert!(first.starts_with("a/shanxi.yaml  已生成  1页"), "{first}");
    assert!(second.starts_with("a/乙乙乙.yaml  未生成  1 处错误：第"), "{second}");
    assert!(second.contains("99.1.0%"), "{second}");
    assert!(third.contains("未生成  读不了 没有.yaml：没有这个文件"), "{third}");
    assert_eq!(*total, "已生成 1 份，未生成 2 份");
    // The columns stand under each other, and a hanzi takes two cells.
    let column = |line: &str, word: &str| line[..line.find(word).unwrap()].width();
    let at = column(head, "结果");
    assert_eq!(column(first, "已生成"), at);
    assert_eq!(column(second, "未生成"), at);
    assert_eq!(column(third, "未生成"), at);
}

#[test]
fn of_very_many_only_those_are_listed_that_need_a_look() {
    let mut call = Chengbao::new().file("a/坏.yaml", faulty());
    for n in 0..60 {
        call = call.file(&format!("a/{n:02}.yaml"), FILING);
    }
    let run = call.call("build a --formats md").run();
    assert_eq!(run.status, 1);
    let table = summary(&run);
    assert_eq!(table.len(), 3, "{table:?}");
    assert!(table[1].starts_with("a/坏.yaml  未生成  1 处错误"), "{table:?}");
    assert_eq!(table[2], "已生成 60 份，未生成 1 份");
}

#[test]
fn drafts_with_errors_say_so_in_the_summary() {
    let run = Chengbao::new()
        .file("a/甲.yaml", FILING)
        .file("a/乙.yaml", faulty())
        .call("build a --draft --formats md")
        .run();
    assert_eq!(run.status, 1);
    let row = "a/乙.yaml  已生成  送审稿，有 1 处错误";
    assert!(summary(&run).contains(&row), "{}", run.stdout);
}

/// Filings of which the first are the longest and several have something to say.
fn uneven() -> Chengbao {
    let mut call = Chengbao::new();
    for stem in FILINGS {
        call = call.data(&format!("{stem}.yaml"));
    }
    for n in 0..12 {
        let rare = with(&[("建成5G", &format!("喆堃{n}建成5G"))]);
        let text = if n % 3 == 1 { faulty() } else { rare };
        call = call.file(&format!("小{n:02}.yaml"), text);
    }
    call
}

#[test]
fn whatever_ends_first_the_messages_are_in_the_order_of_the_files() {
    let one = uneven().call("build . --jobs 1").run();
    let many = uneven().call("build . --jobs 8").run();
    assert_eq!((one.status, many.status), (1, 1));
    assert_eq!(one.stdout, many.stdout);
    assert_eq!(one.stderr, many.stderr);
    let check = |jobs: u8| uneven().call(&format!("check . --jobs {jobs}")).run();
    assert_eq!(check(1).stdout, check(8).stdout);
    let json = |jobs: u8| uneven().call(&format!("check . --format json --jobs {jobs}")).run();
    assert_eq!(json(1).stdout, json(8).stdout);
}

#[test]
fn many_at_once_are_the_bytes_of_each_alone() {
    let files = ["小00.yaml", "小02.yaml", "shanxi-mobile-2020h2.yaml"];
    let all = uneven().call("build . --jobs 8").run();
    let names = all.files("output");
    assert_eq!(names.len(), (2 + 8) * 3);
    for file in files {
        let alone = uneven().call(&format!("build {file}")).run().done();
        for name in alone.files("output") {
            let path = format!("output/{name}");
            assert!(alone.bytes(&path) == all.bytes(&path), "{name}");
        }
    }
}

#[test]
fn a_call_for_no_job_is_told() {
    for jobs in ["0", "-1", "多"] {
        let run = Chengbao::new()
            .file("甲.yaml", FILING)
            .arg("build")
            .arg(&format!("--jobs={jobs}"))
            .arg("甲.yaml")
            .run();
        assert_eq!(run.status, 2, "{}", run.stderr);
        assert!(run.stderr.contains(&format!("--jobs <份数> 不能是“{jobs}”")), "{}", run.stderr);
    }
}

#[test]
fn one_alone_has_no_summary() {
    for files in ["甲.yaml", "a"] {
        let run = Chengbao::new()
            .file("甲.yaml", FILING)
            .file("a/甲.yaml", FILING)
            .call(&format!("build {files} --formats md"))
            .run()
            .done();
        assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("已生成 output/甲.md\n", ""));
    }
}

#[test]
fn check_takes_folders_too_and_mends_in_them() {
    let call = || {
        Chengbao::new()
            .file("a/甲.yaml", FILING)
            .file("a/乙.yaml", with(&[("≤4×10⁻⁶", "≤4*10^-6")]))
            .file("a/compose.yaml", "name: shop\n")
    };
    let run = call().call("check a").run();
    assert_eq!((run.status, run.stderr.as_str()), (1, "跳过 a/compose.yaml：不是填报文件\n"));
    assert!(run.stdout.contains("共 2 份文件：1 处错误"), "{}", run.stdout);
    let run = call().call("check --fix a").run();
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    assert_eq!(run.text("a/乙.yaml"), FILING);
    assert_eq!(run.files("a"), ["compose.yaml", "乙.yaml", "乙.yaml.bak", "甲.yaml"]);
}

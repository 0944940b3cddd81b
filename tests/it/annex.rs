//! 附表: the figures against the last period's at the report's end, in all three outputs.

use std::collections::BTreeSet;

use chengbao::verify::{PagesVerdict, filing};
use lopdf::Document;

use crate::support::at_hand::at_hand;
use crate::support::filing::{FILING, with};
use crate::support::pdf_text::{pages, sequences};
use crate::support::pdf_tree::tree;
use crate::support::{Chengbao, Run, repository};

const PERIOD: &str = "报告期: 2020年下半年";
const ASKED: &str = "报告期: 2020年下半年\n上期: 上期.yaml\n附表: 对比";

/// A made-up carrier's half-year with an annex, and the half-year before.
fn halves() -> Chengbao {
    let read = |stem: &str| {
        std::fs::read_to_string(repository().join(format!("tests/compare/{stem}.yaml"))).unwrap()
    };
    let own = read("2023h2")
        .replace("报告期: 2023年下半年", "报告期: 2023年下半年\n上期: 2023h1.yaml\n附表: 对比");
    Chengbao::new().file("2023h2.yaml", own).file("2023h1.yaml", read("2023h1"))
}

/// The small filing's half-year before, with some of its text replaced.
fn last(replacements: &[(&str, &str)]) -> String {
    let mut all = vec![("2020年下半年", "2020年上半年"), ("2021年1月12日", "2020年7月10日")];
    all.extend(replacements);
    with(&all)
}

/// The small filing with an annex, built beside a last filing.
fn built(replacements: &[(&str, &str)], last: Option<String>) -> Run {
    let mut all = vec![(PERIOD, ASKED)];
    all.extend(replacements);
    let desk = Chengbao::new().file("甲.yaml", with(&all));
    let desk = last.into_iter().fold(desk, |desk, last| desk.file("上期.yaml", last));
    desk.call("build 甲.yaml").run()
}

#[test]
fn the_report_ends_with_the_figures_against_the_last_period_s() {
    let run = halves().call("build 2023h2.yaml").run().done();
    let markdown = run.text("output/2023h2.md");
    let (report, annex) = markdown.split_once("\n\n## 附件\n\n").unwrap();
    assert!(report.ends_with(
        "企业声明：本报告内容客观、真实、准确。\n\n附件：主要服务指标与上期对比表\n\n\
         晋云通信山西公司  \n2024年1月11日"
    ));
    assert!(annex.starts_with(
        "### 主要服务指标与上期对比表\n\n本表对比本期（2023年下半年）与上期（2023年上半年）的"
    ));
    for line in [
        "#### 表1 移动电话\n\n| 指标 | 上期 | 本期 | 变化 | 标准 |",
        "| 业务变更平均时限 | 0.45小时 | 0.38小时 | ↓ 0.07小时，15.56%，变好 | 平均不超过1小时，均达标 |",
        // Told in one unit, and as it was written.
        "| 恢复通话平均时限 | 29分钟 | 0.45小时 =27分钟 | ↓ 2分钟，6.9%，变好 |",
        // A bound is not compared.
        "| 计费差错率 | ≤4×10⁻⁶ | 3×10⁻⁶ |  |  |",
        "| 投诉处理及时率 | — | 96.88% |  |  |",
        "上期没有：客户投诉·投诉处理及时率。",
        "上期名称不同的：移动电话（写作“移动电话业务”）、业务变更平均时限（写作“业务变更平均时长”）",
    ] {
        assert!(annex.contains(line), "{line}\n{annex}");
    }
    // A threshold that nobody read in its source is not filed, nor is what has no quantity.
    assert!(!annex.contains("未对照原文") && !annex.contains("15工作日"), "{annex}");
    assert!(!annex.contains("投诉受理热线"), "{annex}");
}

#[test]
fn each_group_has_its_charts_beside_the_markdown_and_in_the_others() {
    let run = halves().call("build 2023h2.yaml").run().done();
    let markdown = run.text("output/2023h2.md");
    let html = run.text("output/2023h2.html");
    let written: BTreeSet<String> =
        run.files("output").into_iter().filter(|name| name.ends_with(".svg")).collect();
    assert_eq!(written.len(), 6);
    for name in &written {
        assert!(markdown.contains(&format!("](<{name}>")), "{name}");
        let svg = run.text(&format!("output/{name}"));
        assert!(svg.starts_with("<svg xmlns=") && svg.contains("上期"), "{svg}");
    }
    assert_eq!(html.matches("<img src=\"data:image/svg+xml;base64,").count(), 6);
    let document = Document::load_mem(&run.bytes("output/2023h2.pdf")).unwrap();
    let tree = tree(&document);
    let figures = tree.of_role("Figure");
    assert_eq!(figures.iter().filter(|figure| figure.attribute("BBox").is_some()).count(), 6);
    let alt =
        "折线图。业务变更平均时限（小时）：上期 0.45小时；本期 0.38小时。标准：平均不超过1小时。";
    assert!(markdown.contains(&format!("![{alt}")) && html.contains(&format!("alt=\"{alt}")));
}

#[test]
fn an_annex_begins_a_page_with_its_label_and_a_title_on_the_third_line() {
    let run = halves().call("build 2023h2.yaml --formats pdf").run().done();
    let pdf = run.bytes("output/2023h2.pdf");
    let pages = pages(&pdf);
    let first = pages.iter().position(|page| page.first().is_some_and(|t| t == "附件")).unwrap();
    assert_eq!(pages[first][1], "主要服务指标与上期对比表");
    let before: String = pages[first - 1].concat();
    let [note, unit] = ["附件：主要服务指标与上期对比表", "晋云通信山西公司2024年1月11日"];
    assert!(before.contains(&format!("{note}{unit}")), "{before}");
    let document = Document::load_mem(&pdf).unwrap();
    let (tree, sequences) = (tree(&document), sequences(&document));
    let headings: Vec<(String, String)> = tree
        .elements()
        .filter(|element| element.level().is_some())
        .map(|element| (element.role.clone(), element.text(&sequences)))
        .collect();
    let at = headings.iter().position(|(_, text)| text == "附件").unwrap();
    let annexed: Vec<&str> = headings[at..].iter().map(|(role, _)| role.as_str()).collect();
    assert_eq!(annexed, ["H2", "H3", "H4", "H4", "H4", "H4", "H4"], "{headings:?}");
}

#[test]
fn the_pdf_carries_the_last_filing_and_is_verified_by_it() {
    let run = halves().call("build 2023h2.yaml").run().done();
    let pdf = run.bytes("output/2023h2.pdf");
    let last = run.bytes("2023h1.yaml");
    let verdict = filing(&pdf, &at_hand()).unwrap();
    assert!(verdict.is_sound(), "{verdict}");
    let run = run.then().call("extract output/2023h2.pdf --format last -o 取回.yaml").run().done();
    assert_eq!(run.bytes("取回.yaml"), last);
    // The filing alone in the folder of the PDF: the last period's PDF will do as 上期.
    let run = run.then().call("build 2023h1.yaml --formats pdf").run().done();
    let own = run.text("2023h2.yaml").replace("2023h1.yaml", "output/2023h1.pdf");
    let run = run.then().file("乙.yaml", own).call("build 乙.yaml").run().done();
    let verdict = filing(&run.bytes("output/乙.pdf"), &at_hand()).unwrap();
    assert!(verdict.is_sound(), "{verdict}");
}

#[test]
fn a_last_filing_that_was_changed_is_found_on_the_pages() {
    let run = halves().call("build 2023h2.yaml --formats pdf").run().done();
    let mut document = Document::load_mem(&run.bytes("output/2023h2.pdf")).unwrap();
    document.decompress();
    let carried = document.objects.values_mut().find_map(|object| {
        let stream = object.as_stream_mut().ok()?;
        let text = String::from_utf8(stream.content.clone()).ok()?;
        text.contains("报告期: 2023年上半年").then_some((stream, text))
    });
    let (stream, text) = carried.unwrap();
    stream.set_plain_content(text.replace("0.45小时", "0.25小时").into_bytes());
    let mut changed = Vec::new();
    document.save_to(&mut changed).unwrap();
    let verdict = filing(&changed, &at_hand()).unwrap();
    assert!(matches!(verdict.pages, PagesVerdict::Differ(_)), "{verdict}");
    assert!(verdict.to_string().contains("last.sha256 在数据里是"), "{verdict}");
}

#[test]
fn without_the_last_period_s_figures_there_is_no_annex_and_no_report() {
    let refused = |run: Run, why: &str| {
        let errors = run.errors();
        let [error] = errors.as_slice() else { panic!("{}", run.stderr) };
        let said = format!("Y24 8:5 “附表”要与上期对比，{why}");
        assert_eq!((run.status, error.to_string()), (1, said));
        assert!(run.files("output").is_empty());
    };
    refused(built(&[], None), "没有上期的数据");
    let other = [("中国移动", "中国联通"), ("10086", "10010")];
    refused(built(&[], Some(last(&other))), "上期的文件是中国联通山西公司的，不是这家企业的");
    let same = with(&[]);
    refused(built(&[], Some(same)), "上期的文件是2020年下半年的，不在这一期之前");
    let unasked = built(&[("附表: 对比\n", "")], None);
    assert_eq!(unasked.status, 0, "{}", unasked.stderr);
    assert!(!unasked.text("output/甲.md").contains("附件"));
    // The near miss: the half-year before is there.
    built(&[], Some(last(&[]))).done();
}

#[test]
fn an_annex_of_another_kind_is_refused() {
    let run = built(&[("附表: 对比", "附表: 对照")], Some(last(&[])));
    let said: Vec<String> = run.errors().iter().map(ToString::to_string).collect();
    assert_eq!(said, ["Y04 8:5 “附表”不能是“对照”"]);
    assert!(run.stderr.contains("写这几个之一：对比"), "{}", run.stderr);
}

#[test]
fn a_draft_without_the_last_period_s_figures_leaves_the_annex_out() {
    let run = Chengbao::new()
        .file("甲.yaml", with(&[(PERIOD, ASKED)]))
        .call("build --draft 甲.yaml")
        .run();
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(!run.text("output/甲.md").contains("## 附件"));
    let verdict = filing(&run.bytes("output/甲.pdf"), &at_hand()).unwrap();
    assert!(matches!(verdict.pages, PagesVerdict::Same { .. }), "{verdict}");
}

#[test]
fn a_template_of_one_s_own_has_to_print_the_annex() {
    let desk = |template: &str| {
        Chengbao::new()
            .file("甲.yaml", with(&[(PERIOD, ASKED)]))
            .file("上期.yaml", last(&[]))
            .file("模板/report.md.tera", template)
            .call("build 甲.yaml --templates 模板")
            .run()
    };
    let run = desk("# {{ title }}\n");
    let said: Vec<String> = run.errors().iter().map(ToString::to_string).collect();
    assert_eq!(said, ["M02 8:5 自备的模板没有印附表，报告末尾不会有对比表"]);
    let own = "# {{ title }}\n\n{{ company.name }}  \n{{ signature.date }}\n\n## 附件\n\n\
        ### {{ annex.title }}\n\n{{ annex.body | safe }}\n";
    desk(own).done();
}

#[test]
fn names_and_figures_of_any_kind_stay_text_in_the_charts() {
    let odd = "“<b>&”率";
    let figure = ("计费差错率: ≤4×10⁻⁶", "'“<b>&”率': 99.1%");
    let waived = ("声明:", "豁免: [{ 规则: S05, 位置: 主要服务指标完成情况, 理由: 试排 }]\n声明:");
    let run = built(&[figure, waived], Some(last(&[figure, ("99.1%", "98.7%")]))).done();
    let svg = run.text("output/甲-附图1.svg");
    assert!(svg.contains("“&lt;b&gt;&amp;”率（%）"), "{svg}");
    assert!(run.text("output/甲.html").contains("“&lt;b&gt;&amp;”率"));
    let text = crate::support::pdf_text::text(&run.bytes("output/甲.pdf"));
    assert!(text.contains(odd), "{text}");
}

#[test]
fn a_stem_that_markdown_would_read_names_the_charts_without_it() {
    // No name has a star on Windows.
    let stem = if cfg!(windows) { "甲(1)_[终稿] _2_" } else { "甲(1)_[终稿] *2*" };
    let desk = Chengbao::new()
        .file(&format!("{stem}.yaml"), with(&[(PERIOD, ASKED)]))
        .file("上期.yaml", last(&[]));
    let run = desk.arg("build").arg(&format!("{stem}.yaml")).run().done();
    let files = run.files("output");
    // A hash keeps it apart from what another stem would be.
    let chart = files.iter().find(|name| name.starts_with("甲_1___终稿_ _2_-")).unwrap();
    assert!(chart.ends_with("-附图1.svg"), "{chart}");
    let markdown = run.text(&format!("output/{stem}.md"));
    assert!(markdown.contains(&format!("](<{chart}>")), "{markdown}");
}

#[test]
fn the_same_files_give_the_same_bytes() {
    let once = halves().call("build 2023h2.yaml").run().done();
    let again = halves().call("build 2023h2.yaml").run().done();
    for name in once.files("output") {
        let path = format!("output/{name}");
        assert_eq!(once.bytes(&path), again.bytes(&path), "{name}");
    }
    assert_eq!(FILING.matches("附表").count(), 0);
}

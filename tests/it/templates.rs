//! `--templates`: a user's own templates, and what is reported when one is wrong.

use crate::support::filing::FILING;
use crate::support::{Chengbao, Run, repository};

const CALL: &str = "build 甲.yaml --templates 模板";

fn with_report(template: &str) -> Run {
    Chengbao::new().file("甲.yaml", FILING).file("模板/report.md.tera", template).call(CALL).run()
}

#[track_caller]
fn assert_refused(run: &Run, place: &str, said: &[&str]) {
    assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{}", run.stderr);
    assert!(run.stderr.contains(&format!("╭▸ {place}")), "{}", run.stderr);
    for words in said {
        assert!(run.stderr.contains(words), "{words}\n{}", run.stderr);
    }
    assert!(run.files("output").is_empty());
}

#[test]
fn a_report_template_stands_in_for_the_programs_own() {
    let run = with_report("# {{ title }}：{{ company.name }}\n\n{{ profile | safe }}\n").done();
    let markdown = run.text("output/甲.md");
    assert_eq!(
        markdown,
        "# 服务质量状况报告：中国移动山西公司\n\n中国移动山西公司经营移动电话业务。\n"
    );
    assert!(run.text("output/甲.html").contains("<p>中国移动山西公司经营移动电话业务。</p>"));
    let pdf = crate::support::pdf_text::text(&run.bytes("output/甲.pdf"));
    assert_eq!(pdf, "服务质量状况报告：中国移动山西公司中国移动山西公司经营移动电话业务。");
}

#[test]
fn a_picture_of_the_templates_own_is_refused_at_its_place() {
    for (template, place) in [
        ("# {{ title }}\n\n![徽标](logo.png)\n", "模板/report.md.tera:3:7"),
        ("# {{ title }}\n\n> - ![甲](<图 1.svg> \"图1\")\n", "模板/report.md.tera:3:11"),
        ("![a](https://example.com/a.png)\n", "模板/report.md.tera:1:6"),
    ] {
        assert_refused(&with_report(template), place, &["M03", "模板自己的图片不能用"]);
    }
    let draft = Chengbao::new()
        .file("甲.yaml", FILING)
        .file("模板/report.md.tera", "![甲](a.png)\n")
        .call("build 甲.yaml --draft --templates 模板")
        .run();
    assert_refused(&draft, "模板/report.md.tera:1:6", &["M03"]);
}

#[test]
fn tabs_of_a_template_are_blanks() {
    let run = with_report("# {{ title }}\n\n```\n甲\t乙\n\t丙\n```\n\n丁\t戊\n").done();
    assert!(run.text("output/甲.html").contains("<pre>甲   乙\n    丙</pre>\n<p>丁 戊</p>"));
    let pdf = crate::support::pdf_text::text(&run.bytes("output/甲.pdf"));
    assert!(pdf.ends_with("丙丁戊") || pdf.ends_with("丙丁 戊"), "{pdf}");
}

#[test]
fn a_page_template_alone_leaves_the_report_as_it_is() {
    let run = Chengbao::new()
        .file("甲.yaml", FILING)
        .file("模板/page.html.tera", "<title>{{ title }}</title>{{ body | safe }}")
        .call(CALL)
        .run()
        .done();
    assert!(run.text("output/甲.html").starts_with("<title>中国移动山西公司2020年下半年"));
    assert!(run.text("output/甲.md").contains("## 一、公司简介"));
}

#[test]
fn a_page_template_may_put_something_between_the_title_and_the_text() {
    let page = "{{ opening | safe }}<hr>{{ text | safe }}<p>{{ pdf }}：{{ description }}</p>";
    let built = |report: Option<&str>| {
        let file = Chengbao::new().file("甲.yaml", FILING).file("模板/page.html.tera", page);
        let file = report.into_iter().fold(file, |f, text| f.file("模板/report.md.tera", text));
        file.call(CALL).run().done().text("output/甲.html")
    };
    let html = built(None);
    assert!(html.starts_with("<h1><span>中国移动山西公司</span>"), "{html}");
    assert!(html.contains("</h1><hr><h2 id=\"s1\">一、公司简介</h2>"), "{html}");
    let name = "%E7%94%B2.pdf";
    assert!(html.contains(&format!("<p>{name}：中国移动山西公司2020年下半年")), "{html}");
    // What stands before the title goes with it; without one all is text.
    let html = built(Some("编号1\n\n# {{ title }}\n\n文\n"));
    assert!(html.starts_with("<p>编号1</p>\n<h1>"), "{html}");
    assert!(html.contains("</h1><hr><p>文</p>"), "{html}");
    assert!(built(Some("文\n")).starts_with("<hr><p>文</p>"));
}

#[test]
fn the_templates_in_the_repository_are_the_programs_own() {
    let read = |name| std::fs::read(repository().join("templates").join(name)).unwrap();
    let own = Chengbao::new()
        .file("甲.yaml", FILING)
        .file("模板/report.md.tera", read("report.md.tera"))
        .file("模板/page.html.tera", read("page.html.tera"))
        .call(CALL)
        .run()
        .done();
    let built = Chengbao::new().file("甲.yaml", FILING).call("build 甲.yaml").run().done();
    for path in ["output/甲.md", "output/甲.html", "output/甲.pdf"] {
        assert!(own.bytes(path) == built.bytes(path), "{path}");
    }
}

#[test]
fn a_field_that_does_not_exist_is_named_with_those_that_do() {
    let run = with_report("# {{ title }}\n\n{{ company.nmae }}\n");
    let fields =
        ["company.name", "period.label", "initiatives[].title", "groups[].indicators[].text"];
    assert_refused(&run, "模板/report.md.tera:3:", &fields);
    assert!(run.stderr.contains("nmae"), "{}", run.stderr);
}

#[test]
fn a_field_inside_a_loop_that_does_not_exist_is_named_at_its_line() {
    let template = "# {{ title }}\n{% for group in groups %}\n## {{ group.title }}\n{% endfor %}\n";
    assert_refused(&with_report(template), "模板/report.md.tera:3:", &["groups[].name"]);
}

#[test]
fn a_field_of_the_page_that_does_not_exist_is_named_with_those_that_do() {
    let run = Chengbao::new()
        .file("甲.yaml", FILING)
        .file("模板/page.html.tera", "<p>\n{{ header }}</p>")
        .call(CALL)
        .run();
    assert_refused(&run, "模板/page.html.tera:2:", &["header", "title", "body", "contents[].id"]);
}

#[test]
fn a_template_that_cannot_be_read_is_named_with_its_line() {
    let cases = [
        ("# {{ title }}\n\n{% for group in groups %}\n", 4),
        ("# {{ title }}\n\n{{ company.name\n", 4),
        ("# {{ title }}\n{% if %}{% endif %}\n", 2),
    ];
    for (template, line) in cases {
        let run = with_report(template);
        assert_eq!(run.status, 2, "{template}\n{}", run.stderr);
        let place = format!("模板/report.md.tera:{line}:");
        // A template that ends too soon may be shown at its last line.
        let or = format!("模板/report.md.tera:{}:", line - 1);
        assert!(run.stderr.contains(&place) || run.stderr.contains(&or), "{}", run.stderr);
        assert!(run.files("output").is_empty());
    }
}

#[test]
fn a_name_that_the_templates_do_not_know_is_named_at_its_place() {
    let cases = [
        ("# {{ title | upcase }}\n", "1:14", "upcase"),
        ("{% include \"other.tera\" %}\n", "1:12", "other.tera"),
        ("\n{% if today() %}{% endif %}\n", "2:7", "today"),
    ];
    for (template, place, name) in cases {
        let run = with_report(template);
        let said = run.errors();
        assert_eq!((run.status, said.len()), (2, 1), "{}", run.stderr);
        assert!(said[0].message.contains(name) && said[0].place == place, "{}", run.stderr);
    }
}

#[test]
fn a_value_of_the_wrong_kind_is_named_at_its_place() {
    let run = with_report("# {{ company.name }}\n\n{{ title | chinese }}\n");
    assert_refused(&run, "模板/report.md.tera:3:4", &["错误[M01]: 模板不能成文"]);
}

#[test]
fn a_fault_in_a_template_leaves_what_was_there() {
    let run = Chengbao::new()
        .file("甲.yaml", FILING)
        .file("模板/page.html.tera", "{{ nothing }}")
        .file("output/甲.md", "旧")
        .call(CALL)
        .run();
    assert_eq!((run.status, run.files("output")), (2, vec!["甲.md".to_owned()]));
    assert_eq!(run.text("output/甲.md"), "旧");
}

#[test]
fn a_folder_without_templates_is_refused() {
    let call = || Chengbao::new().file("甲.yaml", FILING).call(CALL);
    let run = call().run();
    assert_eq!((run.status, run.stderr.as_str()), (2, "错误: 没有 模板 这个模板文件夹\n"));
    let run = call().folder("模板").run();
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("模板 里没有 report.md.tera 也没有 page.html.tera"));
    let run = call().file("模板/report.md.tera", b"\xB1\xEA\xCC\xE2").run();
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("模板/report.md.tera 不是 UTF-8 编码"), "{}", run.stderr);
}

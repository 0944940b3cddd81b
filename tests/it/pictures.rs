//! Pictures beside a filing: shown in HTML and PDF, refused with a finding at their line.

use crate::support::Chengbao;
use crate::support::filing::with;

const CHART: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"480\" height=\"220\">\
    <rect width=\"480\" height=\"220\" fill=\"#fff\"/><rect x=\"60\" y=\"60\" width=\"60\" \
    height=\"120\" fill=\"#1f5fa8\"/><text x=\"90\" y=\"200\">上期</text></svg>";

/// A small red square with a see-through border.
fn seal() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 8, 8);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    let pixels: Vec<u8> = (0..64)
        .flat_map(|n| {
            let edge = n % 8 == 0 || n % 8 == 7 || n / 8 == 0 || n / 8 == 7;
            [200, 20, 20, if edge { 0 } else { 255 }]
        })
        .collect();
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
    bytes
}

fn shows(markdown: &str) -> String {
    with(&[("建成5G基站8900余座。", markdown)])
}

#[test]
fn a_chart_with_its_caption_is_in_all_three_outputs() {
    let filing = shows("见图1。\n\n        ![投诉量柱状图](图/投诉.svg \"图1 投诉量\")");
    let run = Chengbao::new()
        .file("甲.yaml", filing)
        .file("图/投诉.svg", CHART)
        .call("build 甲.yaml")
        .run()
        .done();
    assert!(run.text("output/甲.md").contains("![投诉量柱状图](<图/投诉.svg> \"图1 投诉量\")"));
    let html = run.text("output/甲.html");
    assert!(html.contains("<figure><img src=\"data:image/svg+xml;base64,"));
    assert!(html.contains("alt=\"投诉量柱状图\"><figcaption>图1 投诉量</figcaption>"));
    let pdf = lopdf::Document::load_mem(&run.bytes("output/甲.pdf")).unwrap();
    assert!(has_object(&pdf, b"Form"));
}

#[test]
fn the_seal_stands_over_the_sign_off() {
    let filing = with(&[("  日期: 2021年1月12日", "  日期: 2021年1月12日\n  印章: 章.png")]);
    let run = Chengbao::new()
        .file("甲.yaml", filing)
        .file("章.png", seal())
        .call("build 甲.yaml")
        .run()
        .done();
    let pdf = lopdf::Document::load_mem(&run.bytes("output/甲.pdf")).unwrap();
    assert!(has_object(&pdf, b"Image"));
}

fn has_object(pdf: &lopdf::Document, subtype: &[u8]) -> bool {
    pdf.objects.values().any(|object| {
        object.as_stream().is_ok_and(|stream| {
            stream.dict.get(b"Subtype").and_then(|name| name.as_name()).is_ok_and(|n| n == subtype)
        })
    })
}

#[test]
fn a_picture_that_cannot_be_shown_is_a_finding_at_its_line() {
    let cases = [
        ("![图](没有.png)", "没有这个文件"),
        ("![图](../外面.png)", "只能用填报文件旁边"),
        ("![图](/etc/passwd)", "只能用填报文件旁边"),
        ("![图](javascript:alert)", "没有这个文件"),
        ("![图](文字.png)", "图片"),
    ];
    for (picture, why) in cases {
        let run = Chengbao::new()
            .file("甲.yaml", shows(picture))
            .file("文字.png", "不是图片")
            .call("build 甲.yaml")
            .run();
        assert_eq!((run.status, run.files("output").len()), (1, 0), "{picture}");
        assert!(run.stderr.contains("G03") && run.stderr.contains(why), "{}", run.stderr);
        assert!(run.stderr.contains("甲.yaml:"), "{}", run.stderr);
    }
}

#[test]
fn a_picture_without_alternative_text_is_refused() {
    let run = Chengbao::new()
        .file("甲.yaml", shows("![](图.svg)"))
        .file("图.svg", CHART)
        .call("build 甲.yaml")
        .run();
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("G04"), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_may_not_lead_out_of_the_folder() {
    let run = Chengbao::new()
        .file("外.svg", CHART)
        .file("内/甲.yaml", shows("![图](链.svg)"))
        .link("内/链.svg", "../外.svg")
        .call("build 内/甲.yaml")
        .run();
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("文件夹之外"), "{}", run.stderr);
}

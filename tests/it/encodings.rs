//! Files as the editors of a desk save them: the same report out of each.

use encoding_rs::GB18030;

use crate::support::filing::FILING;
use crate::support::{Chengbao, Run, pdf_text};

#[test]
fn a_byte_order_mark_changes_nothing() {
    let run = build(format!("\u{FEFF}{FILING}"));
    assert_eq!(run.stderr, "");
    assert_same_report(&run);
}

#[test]
fn line_ends_of_windows_change_nothing() {
    let run = build(FILING.replace('\n', "\r\n"));
    assert_eq!(run.stderr, "");
    assert_same_report(&run);
}

#[test]
fn a_byte_order_mark_and_line_ends_of_windows_together_change_nothing() {
    let run = build(format!("\u{FEFF}{}", FILING.replace('\n', "\r\n")));
    assert_eq!(run.stderr, "");
    assert_same_report(&run);
}

#[test]
fn a_file_in_gb18030_is_read_and_it_is_said() {
    let run = build(gb18030(FILING));
    let said: Vec<String> = run.findings().iter().map(ToString::to_string).collect();
    assert_eq!(said, ["Y14 - 文件是 GB18030（GBK）编码，已按此读入"]);
    assert_eq!(run.findings()[0].severity, "提示");
    assert_same_report(&run);
}

#[test]
fn a_file_in_gb18030_with_line_ends_of_windows_is_read() {
    assert_same_report(&build(gb18030(&FILING.replace('\n', "\r\n"))));
}

#[test]
fn what_gb18030_writes_in_four_bytes_is_read() {
    let text = FILING.replace("经营移动", "㻬䶮经营移动");
    let run = build(gb18030(&text));
    assert!(run.text("output/甲.md").contains("㻬䶮经营"), "{}", run.stderr);
}

#[test]
fn a_place_is_counted_alike_in_every_encoding() {
    let wrong = FILING.replace("99.10%", "99.1.0%");
    let crlf = wrong.replace('\n', "\r\n");
    for bytes in
        [wrong.clone().into_bytes(), format!("\u{FEFF}{crlf}").into_bytes(), gb18030(&crlf)]
    {
        let run = Chengbao::new().file("甲.yaml", bytes).call("build 甲.yaml").run();
        let places: Vec<String> = run.errors().into_iter().map(|f| f.place).collect();
        assert_eq!((run.status, places), (1, vec!["16:30".to_owned()]), "{}", run.stderr);
    }
}

fn gb18030(text: &str) -> Vec<u8> {
    let (bytes, _, lossy) = GB18030.encode(text);
    assert!(!lossy);
    bytes.into_owned()
}

#[track_caller]
fn build(bytes: impl AsRef<[u8]>) -> Run {
    Chengbao::new().file("甲.yaml", bytes).call("build 甲.yaml").run().done()
}

#[track_caller]
fn assert_same_report(run: &Run) {
    let plain = build(FILING);
    assert!(run.bytes("output/甲.md") == plain.bytes("output/甲.md"));
    // Page and PDF say what they were made from; all else is the same.
    let page = |run: &Run| {
        let is_of_source = |line: &&str| !line.contains("\"sha256\"") && !line.contains("\"size\"");
        run.text("output/甲.html").lines().filter(is_of_source).collect::<Vec<_>>().join("\n")
    };
    assert!(page(run) == page(&plain));
    let pdf = |run: &Run| pdf_text::text(&run.bytes("output/甲.pdf"));
    assert!(pdf(run) == pdf(&plain));
}

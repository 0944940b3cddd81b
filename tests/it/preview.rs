//! `chengbao preview` as a browser meets it: what it shows after each save, and what it refuses. What
//! is done there is in `desk.rs`.

use std::io::{BufRead, Read, Write};
use std::net::TcpStream;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::support::filing::{FILING, with};
use crate::support::served::{OWN, Served, address, program};

#[test]
fn a_save_is_seen_and_a_fault_leaves_the_last_pages() {
    let preview = Served::preview(&[("甲.yaml", FILING.as_bytes())]);
    let first = preview.state()["view"].take();
    assert!(first["fault"].is_null());
    assert!(preview.page(&first, 0).contains("4.01"));

    preview.save("甲.yaml", with(&[("4.01小时", "4.02小时")]));
    // A file is empty for a moment while it is written.
    let second = preview.until(|view| view["lines"].to_string().contains("4.02小时"));
    assert_ne!(second["pages"][0]["svg"], first["pages"][0]["svg"]);
    assert!(preview.page(&second, 0).contains("4.02"));

    preview.save("甲.yaml", "企业: 甲\n---\n企业: 乙\n");
    let broken = preview.until(|view| !view["fault"].is_null());
    assert_eq!(broken["pages"][0]["svg"], second["pages"][0]["svg"]);
    assert_eq!(broken["pages"][0]["spots"], serde_json::json!([]));
    assert!(preview.page(&broken, 0).contains("4.02"));
    assert_eq!(preview.get_own("report.pdf").status, 409);

    std::fs::remove_file(preview.path().join("甲.yaml")).unwrap();
    preview.until(|v| v["fault"]["message"].as_str().unwrap_or("").contains("没有这个文件"));
    preview.save("甲.yaml", FILING);
    preview.until(|view| view["fault"].is_null() && view["pages"] == first["pages"]);
}

#[test]
fn a_finding_is_marked_on_its_page_and_leads_to_its_line() {
    let text = with(&[("≤4×10⁻⁶", "4*10ˉ6")]);
    let preview = Served::preview(&[("甲.yaml", text.as_bytes())]);
    let view = preview.state()["view"].take();
    let finding = &view["findings"][0];
    assert_eq!(finding["code"], "F08");
    let line = text.lines().position(|line| line.contains("4*10ˉ6")).unwrap() + 1;
    assert_eq!(finding["place"][0], line);
    assert_eq!(finding["marks"].as_array().unwrap().len(), 1);
    // A page can be seen in spite of the error, and is marked as `build --draft` marks it.
    assert_eq!(view["draft"], true);
    assert!(preview.page(&view, 0).contains("class=\"draft\""));
    // The mark lies on what can be clicked to come to that line.
    let mark = &finding["marks"][0];
    let spots = view["pages"][0]["spots"].as_array().unwrap();
    let spot = spots.iter().find(|spot| spot[1] == mark[1] && spot[2] == mark[2]).unwrap();
    assert_eq!(spot[5], line);
}

#[test]
fn what_is_downloaded_is_what_build_writes() {
    let preview = Served::preview(&[("甲.yaml", FILING.as_bytes())]);
    let mut build = program();
    build.arg("build").arg("甲.yaml").current_dir(preview.path());
    build.output().unwrap();
    for ending in ["md", "html", "pdf"] {
        let answer = preview.get_own(&format!("report.{ending}"));
        let built = std::fs::read(preview.path().join(format!("output/甲.{ending}"))).unwrap();
        assert!(answer.body == built, "{ending}");
        assert!(answer.head.contains("Content-Disposition: attachment"), "{}", answer.head);
    }
}

#[test]
fn a_draft_that_is_downloaded_has_its_fingerprint_and_no_number() {
    let text = with(&[("≤4×10⁻⁶", "4*10ˉ6")]);
    let fingerprint: String =
        Sha256::digest(&text).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    let preview = Served::preview(&[("甲.yaml", text.as_bytes())]);
    let page = preview.get_own("report.html").body;
    let page = String::from_utf8(page).unwrap();
    assert!(page.contains(&format!("data-draft=\"送审稿 未编号 {fingerprint}\"")));
    let pdf = chengbao::pdf::words(&preview.get_own("report.pdf").body).unwrap();
    let artifacts = &pdf.pages[0].artifacts;
    assert!(artifacts.iter().any(|a| a.text() == format!("送审稿 未编号 {fingerprint}")));
}

#[test]
fn a_picture_and_the_last_filing_are_watched_too() {
    let square = |side: u32| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'><rect width='{side}' height='{side}'/></svg>"
        )
    };
    let text = with(&[
        ("建成5G基站8900余座。", "建成5G基站8900余座。\n\n        ![方块](图.svg \"图1 方块\")"),
        ("报告期: 2020年下半年", "报告期: 2020年下半年\n上期: 上期.yaml"),
    ]);
    let preview =
        Served::preview(&[("甲.yaml", text.as_bytes()), ("图.svg", square(10).as_bytes())]);
    let first = preview.state()["view"].take();
    assert_eq!(first["findings"][0]["code"], "Y20");
    preview.save("图.svg", square(20));
    preview.until(|view| view["pages"][0]["look"] != first["pages"][0]["look"]);
    preview.save("上期.yaml", with(&[("2020年下半年", "2020年上半年")]));
    let codes = |view: &Value| view["findings"].to_string();
    preview.until(|view| !codes(view).contains("Y20"));
}

#[test]
fn only_this_machines_own_pages_are_answered() {
    let preview = Served::preview(&[("甲.yaml", FILING.as_bytes())]);
    let own = format!("localhost:{}", preview.port);
    let path = |name: &str| format!("{}{name}", preview.own);
    let state = format!("{OWN}state");
    for name in ["", "desk.js", "desk.css", "icon.svg", "licences.txt", "folder", &state] {
        let answer = preview.ask("GET", &path(name), &own);
        assert_eq!(answer.status, 200, "{name}");
        for header in [
            "Content-Security-Policy: default-src 'none'",
            "X-Content-Type-Options: nosniff",
            "Cache-Control: no-store",
            "Referrer-Policy: no-referrer",
            "Cross-Origin-Resource-Policy: same-origin",
        ] {
            assert!(answer.head.contains(header), "{name}: {}", answer.head);
        }
        let head = preview.ask("HEAD", &path(name), &own);
        assert!(head.status == 200 && head.body.is_empty());
    }
    for name in [
        "甲.yaml",
        "../甲.yaml",
        "state?x",
        "/",
        "filing/%E7%94%B2.yaml",
        "filing/%E7%94%B2.yaml/",
        "filing/%E7%94%B2.yaml/page/x.svg",
        "filing/%E7%94%B2.yaml/page/../state",
        "filing/..%2F%E7%94%B2.yaml/state",
        "filing/%2Fetc%2Fpasswd/state",
        "filing/%E4%B9%99.yaml/state",
        "filing/%FF.yaml/state",
        "made/%E7%94%B2.yaml",
        "made/..%2F%E7%94%B2.yaml",
        "explain/X99",
        "job/1",
    ] {
        let status = preview.ask("GET", &path(name), &own).status;
        // A path is ASCII.
        assert_eq!(status, if name.is_ascii() { 404 } else { 400 }, "{name}");
    }
    for host in ["evil.example", "127.0.0.1", "localhost", "", "127.0.0.1:1"] {
        assert_eq!(preview.ask("GET", &path(&state), host).status, 403, "{host}");
    }
    assert_eq!(preview.ask("POST", &path(""), &own).status, 403);
    for method in ["PUT", "DELETE", "OPTIONS", "CONNECT", "get"] {
        assert_eq!(preview.ask(method, &path(""), &own).status, 405, "{method}");
    }
    let long = format!("GET / HTTP/1.1\r\nHost: {own}\r\nX: {}\r\n\r\n", "x".repeat(17_000));
    assert_eq!(preview.send(&long).status, 431);
    assert_eq!(preview.send("\x16\x03\x01\u{0}\r\n\r\n").status, 400);
    // Who says nothing keeps no one waiting.
    let _silent: Vec<TcpStream> =
        (0..20).map(|_| TcpStream::connect(("127.0.0.1", preview.port)).unwrap()).collect();
    assert_eq!(preview.get("").status, 200);
}

#[test]
fn who_does_not_know_the_address_learns_nothing() {
    let preview = Served::preview(&[("甲.yaml", FILING.as_bytes())]);
    let host = format!("127.0.0.1:{}", preview.port);
    let inside = ["", "desk.js", "icon.svg", "folder", "events/a1", "filing/%E7%94%B2.yaml/state"];
    let (short, last) = preview.own.trim_end_matches('/').split_at(32);
    let other = if last == "0" { "1" } else { "0" };
    let mut outside = vec![
        "/".to_owned(),
        format!("/{}/", "0".repeat(32)),
        format!("{short}/"),
        format!("{short}{other}/"),
        format!("{short}{last}0/"),
        format!("/.{}", preview.own),
        format!("/{}", preview.own),
    ];
    if preview.own.to_uppercase() != preview.own {
        outside.push(preview.own.to_uppercase());
    }
    let bodies: Vec<Vec<u8>> = outside
        .iter()
        .flat_map(|own| inside.map(|name| format!("{own}{name}")))
        .map(|path| {
            let answer = preview.ask("GET", &path, &host);
            assert_eq!(answer.status, 404, "{path}");
            answer.body
        })
        .collect();
    assert!(bodies.iter().all(|body| *body == bodies[0]));
    assert_eq!(preview.ask("GET", preview.own.trim_end_matches('/'), &host).status, 404);
    // Another run has another.
    let own = preview.own.clone();
    drop(preview);
    assert_ne!(Served::preview(&[("甲.yaml", FILING.as_bytes())]).own, own);
}

#[test]
fn a_head_is_read_in_one_way_only() {
    let preview = Served::preview(&[("甲.yaml", FILING.as_bytes())]);
    let start =
        format!("GET {}{OWN}state HTTP/1.1\r\nHost: localhost:{}", preview.own, preview.port);
    let cases = [
        ("", 200),
        ("Sec-Fetch-Site: same-origin", 200),
        ("sec-fetch-site: none", 200),
        ("Sec-Fetch-Site: cross-site", 403),
        ("Sec-Fetch-Site: same-site", 403),
        ("Sec-Fetch-Site: Cross-Site", 403),
        ("Origin: http://evil.example", 403),
        ("Sec-Fetch-Site: cross-site\r\nSec-Fetch-Site: same-origin", 400),
        ("Sec-Fetch-Site: same-origin\r\nSEC-FETCH-SITE: same-origin", 400),
        ("Host: evil.example", 400),
        ("Content-Length: 1", 400),
        ("Content-Length: 0\r\nContent-Length: 0", 400),
        ("Transfer-Encoding: chunked", 400),
        ("Accept: a\r\n folded", 400),
        ("Accept: a\nSec-Fetch-Site: same-origin", 400),
        ("Accept: a\rSec-Fetch-Site: same-origin", 400),
        ("Accept : a", 400),
    ];
    for (line, status) in cases {
        let line = if line.is_empty() { String::new() } else { format!("\r\n{line}") };
        let answer = preview.send(&format!("{start}{line}\r\n\r\n"));
        assert_eq!(answer.status, status, "{line:?}");
    }
    assert_eq!(preview.send(&format!("{start}\r\n\r\nbody")).status, 400);
}

#[test]
fn many_open_streams_keep_nobody_out() {
    let preview = Served::preview(&[("甲.yaml", FILING.as_bytes())]);
    // A tab's newer stream takes the older one's place.
    let mut older = preview.listen("aa");
    let mut newer = preview.listen("aa");
    let mut rest = String::new();
    older.read_to_string(&mut rest).unwrap();
    // As many as there ever were, each another tab's, and none of them given up.
    let held: Vec<_> = (0..64).map(|n| preview.listen(&format!("{n:x}0"))).collect();
    assert_eq!(preview.get("").status, 200);
    assert_eq!(preview.get_own("report.md").status, 200);
    // The newest hears of a save, the oldest gave way.
    preview.save("甲.yaml", with(&[("4.01小时", "4.02小时")]));
    let mut held = held.into_iter();
    let (mut oldest, mut newest) = (held.next().unwrap(), held.next_back().unwrap());
    let mut line = String::new();
    while !line.starts_with("data: ") {
        line.clear();
        assert!(newest.read_line(&mut line).unwrap() > 0);
    }
    oldest.read_to_string(&mut rest).unwrap();
    newer.read_to_string(&mut rest).unwrap();
    // A stream without a tab's name is none.
    for tab in ["", "x/y", "甲", "g", &"a".repeat(33)] {
        assert!(preview.get_own(&format!("events/{tab}")).status >= 400, "{tab}");
    }
}

#[test]
fn who_opens_many_connections_and_says_nothing_keeps_nobody_out() {
    let preview = Served::preview(&[("甲.yaml", FILING.as_bytes())]);
    let _silent: Vec<TcpStream> = (0..200).map(|_| preview.connect()).collect();
    assert_eq!(preview.get("").status, 200);
    let _stream = preview.listen("a1");
    assert_eq!(preview.get_own("state").status, 200);
}

#[test]
fn who_sends_bodies_slowly_keeps_nobody_out() {
    let preview = Served::preview(&[("甲.yaml", FILING.as_bytes())]);
    let (own, port) = (&preview.own, preview.port);
    let mut slow = Vec::new();
    // More than may be answered at once; each is there before the next comes.
    for n in 0..48 {
        let mut stream = preview.connect();
        write!(
            stream,
            "POST {own}{OWN}edit HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: \
             http://127.0.0.1:{port}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{"
        )
        .unwrap();
        slow.push(stream);
        assert_eq!(preview.get_own("state").status, 200, "{n}");
    }
    assert_ne!(preview.hand_over(&format!("{OWN}edit"), "application/json", b"{}").status, 200);
}

/// Other users of the machine see the words that a browser is called with: they are good once.
#[cfg(target_os = "linux")]
#[test]
fn what_the_browser_is_called_with_is_good_once() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let browser = folder.path().join("xdg-open");
    std::fs::write(folder.path().join("甲.yaml"), FILING).unwrap();
    std::fs::write(&browser, "#!/bin/sh\necho \"$1\" > called.new\nmv called.new called\n")
        .unwrap();
    std::fs::set_permissions(&browser, PermissionsExt::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", folder.path().display(), std::env::var("PATH").unwrap());
    let mut program = program()
        .args(["preview", "甲.yaml"])
        .env("PATH", path)
        .current_dir(&folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (port, own) = address(&mut program);
    let called = folder.path().join("called");
    let until = Instant::now() + Duration::from_secs(60);
    while !called.exists() {
        assert!(Instant::now() < until);
        std::thread::sleep(Duration::from_millis(20));
    }
    let called = std::fs::read_to_string(called).unwrap();
    let preview = Served { folder, program, port, own };
    let to_open = called.trim().strip_prefix(&format!("http://127.0.0.1:{port}")).unwrap();
    assert_ne!(to_open, preview.own);
    let host = format!("127.0.0.1:{port}");
    assert_eq!(preview.ask("GET", &format!("{to_open}folder"), &host).status, 404);
    let opened = preview.ask("GET", to_open, &host);
    assert_eq!(opened.status, 303);
    assert!(opened.head.contains(&format!("Location: {}\r\n", preview.own)), "{}", opened.head);
    assert_eq!(preview.ask("GET", to_open, &host).status, 404);
    assert_eq!(preview.get_own("state").status, 200);
}

#[test]
fn a_call_that_cannot_work_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let missing = program().args(["preview", "无.yaml"]).current_dir(&folder).output().unwrap();
    assert_eq!(missing.status.code(), Some(2));
    assert!(String::from_utf8(missing.stderr).unwrap().contains("没有这个文件"));
    let preview = Served::preview(&[("甲.yaml", FILING.as_bytes())]);
    let port = preview.port.to_string();
    let taken = program()
        .args(["preview", "--no-open", "--port", &port, "甲.yaml"])
        .current_dir(preview.path())
        .output()
        .unwrap();
    assert_eq!(taken.status.code(), Some(2));
    assert!(String::from_utf8(taken.stderr).unwrap().contains("已被占用"));
}

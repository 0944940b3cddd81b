//! `chengbao preview` as a browser meets it: what it shows after each save, and what it refuses.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use support::filing::{FILING, with};
use support::repository;
use tempfile::TempDir;

/// A preview of `甲.yaml` in a folder of its own.
struct Preview {
    folder: TempDir,
    program: Child,
    port: u16,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chengbao"));
    command.env("CHENGBAO_FONTS", repository().join("fonts"));
    command.env("CHENGBAO_SYSTEM_FONTS", "off");
    command
}

impl Preview {
    fn of(files: &[(&str, &[u8])]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in files {
            std::fs::write(folder.path().join(name), bytes).unwrap();
        }
        let mut program = program()
            .args(["preview", "--no-open", "甲.yaml"])
            .current_dir(&folder)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(program.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let port = line.trim().strip_prefix("预览：http://127.0.0.1:").unwrap();
        let port = port.trim_end_matches('/').parse().unwrap();
        Self { folder, program, port }
    }

    fn save(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path().join(name), bytes).unwrap();
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn send(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head, body: bytes[end + 4..].to_vec() }
    }

    fn ask(&self, method: &str, path: &str, host: &str) -> Answer {
        self.send(&format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\n\r\n"))
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &format!("127.0.0.1:{}", self.port))
    }

    fn state(&self) -> Value {
        serde_json::from_slice(&self.get("/state").body).unwrap()
    }

    /// The state once it is as wanted.
    #[track_caller]
    fn until(&self, wanted: impl Fn(&Value) -> bool) -> Value {
        let until = Instant::now() + Duration::from_secs(60);
        loop {
            let view = self.state()["view"].take();
            if wanted(&view) {
                return view;
            }
            assert!(Instant::now() < until, "{view:#}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn page(&self, view: &Value, n: usize) -> String {
        let name = view["pages"][n]["svg"].as_str().unwrap();
        String::from_utf8(self.get(&format!("/page/{name}.svg")).body).unwrap()
    }
}

#[test]
fn a_save_is_seen_and_a_fault_leaves_the_last_pages() {
    let preview = Preview::of(&[("甲.yaml", FILING.as_bytes())]);
    let first = preview.state()["view"].take();
    assert!(first["fault"].is_null());
    assert!(preview.page(&first, 0).contains("4.01"));

    preview.save("甲.yaml", with(&[("4.01小时", "4.02小时")]));
    let second = preview.until(|view| view["pages"][0]["svg"] != first["pages"][0]["svg"]);
    assert!(preview.page(&second, 0).contains("4.02"));

    preview.save("甲.yaml", "企业: [");
    let broken = preview.until(|view| !view["fault"].is_null());
    assert_eq!(broken["pages"][0]["svg"], second["pages"][0]["svg"]);
    assert_eq!(broken["pages"][0]["spots"], serde_json::json!([]));
    assert!(preview.page(&broken, 0).contains("4.02"));
    assert_eq!(preview.get("/report.pdf").status, 409);

    std::fs::remove_file(preview.path().join("甲.yaml")).unwrap();
    preview.until(|v| v["fault"]["message"].as_str().unwrap_or("").contains("没有这个文件"));
    preview.save("甲.yaml", FILING);
    let mended = preview.until(|view| view["fault"].is_null());
    assert_eq!(mended["pages"], first["pages"]);
}

#[test]
fn a_finding_is_marked_on_its_page_and_leads_to_its_line() {
    let text = with(&[("≤4×10⁻⁶", "4*10ˉ6")]);
    let preview = Preview::of(&[("甲.yaml", text.as_bytes())]);
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
    for (text, draft) in [(FILING.to_owned(), false), (with(&[("≤4×10⁻⁶", "4*10ˉ6")]), true)]
    {
        let preview = Preview::of(&[("甲.yaml", text.as_bytes())]);
        let arguments: &[&str] = if draft { &["--draft"] } else { &[] };
        let mut build = program();
        build.arg("build").args(arguments).arg("甲.yaml").current_dir(preview.path());
        build.output().unwrap();
        for ending in ["md", "html", "pdf"] {
            let answer = preview.get(&format!("/report.{ending}"));
            let built = std::fs::read(preview.path().join(format!("output/甲.{ending}"))).unwrap();
            assert!(answer.body == built, "{ending}");
            assert!(answer.head.contains("Content-Disposition: attachment"), "{}", answer.head);
        }
    }
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
    let preview = Preview::of(&[("甲.yaml", text.as_bytes()), ("图.svg", square(10).as_bytes())]);
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
    let preview = Preview::of(&[("甲.yaml", FILING.as_bytes())]);
    let own = format!("localhost:{}", preview.port);
    for path in ["/", "/preview.js", "/preview.css", "/icon.svg", "/state"] {
        let answer = preview.ask("GET", path, &own);
        assert_eq!(answer.status, 200, "{path}");
        for header in [
            "Content-Security-Policy: default-src 'none'",
            "X-Content-Type-Options: nosniff",
            "Cache-Control: no-store",
        ] {
            assert!(answer.head.contains(header), "{path}: {}", answer.head);
        }
        let head = preview.ask("HEAD", path, &own);
        assert!(head.status == 200 && head.body.is_empty());
    }
    for path in ["/甲.yaml", "/../甲.yaml", "/page/../state", "/state?x", "//", "/page/x.svg"] {
        assert_eq!(preview.ask("GET", path, &own).status, 404, "{path}");
    }
    for host in ["evil.example", "127.0.0.1", "localhost", "", "127.0.0.1:1"] {
        assert_eq!(preview.ask("GET", "/state", host).status, 403, "{host}");
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "get"] {
        assert_eq!(preview.ask(method, "/", &own).status, 405, "{method}");
    }
    let long = format!("GET / HTTP/1.1\r\nHost: {own}\r\nX: {}\r\n\r\n", "x".repeat(17_000));
    assert_eq!(preview.send(&long).status, 431);
    assert_eq!(preview.send("\x16\x03\x01\u{0}\r\n\r\n").status, 400);
    // Who says nothing keeps no one waiting.
    let _silent: Vec<TcpStream> =
        (0..20).map(|_| TcpStream::connect(("127.0.0.1", preview.port)).unwrap()).collect();
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn a_call_that_cannot_work_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let missing = program().args(["preview", "无.yaml"]).current_dir(&folder).output().unwrap();
    assert_eq!(missing.status.code(), Some(2));
    assert!(String::from_utf8(missing.stderr).unwrap().contains("没有这个文件"));
    let preview = Preview::of(&[("甲.yaml", FILING.as_bytes())]);
    let port = preview.port.to_string();
    let taken = program()
        .args(["preview", "--no-open", "--port", &port, "甲.yaml"])
        .current_dir(preview.path())
        .output()
        .unwrap();
    assert_eq!(taken.status.code(), Some(2));
    assert!(String::from_utf8(taken.stderr).unwrap().contains("已被占用"));
}

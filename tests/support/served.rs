//! A program that serves a page on this machine, as a browser meets it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

use super::repository;

/// Where what is known of `甲.yaml` stands.
pub(crate) const OWN: &str = "filing/%E7%94%B2.yaml/";

/// A desk in a folder of its own, or a preview of `甲.yaml` there.
pub(crate) struct Served {
    pub(crate) folder: TempDir,
    pub(crate) program: Child,
    pub(crate) port: u16,
    /// The path that the program says, with its secret.
    pub(crate) own: String,
}

/// The port that a preview listens on, and the path of its own.
pub(crate) fn address(program: &mut Child) -> (u16, String) {
    let mut line = String::new();
    BufReader::new(program.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let (_, address) = line.trim().split_once("：http://127.0.0.1:").unwrap();
    let (port, own) = address.split_once('/').unwrap();
    (port.parse().unwrap(), format!("/{own}"))
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chengbao"));
    command.env("CHENGBAO_FONTS", repository().join("fonts"));
    command.env("CHENGBAO_SYSTEM_FONTS", "off");
    command
}

impl Served {
    /// A preview of `甲.yaml`.
    pub(crate) fn preview(files: &[(&str, &[u8])]) -> Self {
        Self::begun(&["preview", "--no-open", "甲.yaml"], folder_of(files))
    }

    /// A desk.
    pub(crate) fn desk(files: &[(&str, &[u8])]) -> Self {
        Self::begun(&["desk", "--no-open"], folder_of(files))
    }

    pub(crate) fn begun(words: &[&str], folder: TempDir) -> Self {
        let mut program = program();
        program.args(words).current_dir(&folder).stdout(Stdio::piped());
        let mut program = program.spawn().unwrap();
        let (port, own) = address(&mut program);
        assert_eq!(own.len(), 34, "{own}");
        Self { folder, program, port, own }
    }

    /// Kills it, and starts it again.
    pub(crate) fn again(mut self) -> Self {
        self.program.kill().unwrap();
        self.program.wait().unwrap();
        let folder = std::mem::replace(&mut self.folder, tempfile::tempdir().unwrap());
        Self::begun(&["desk", "--no-open"], folder)
    }

    pub(crate) fn save(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path().join(name), bytes).unwrap();
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream
    }

    pub(crate) fn send(&self, request: &str) -> Answer {
        self.send_bytes(request.as_bytes())
    }

    fn send_bytes(&self, request: &[u8]) -> Answer {
        let mut stream = self.connect();
        stream.write_all(request).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head, body: bytes[end + 4..].to_vec() }
    }

    pub(crate) fn ask(&self, method: &str, path: &str, host: &str) -> Answer {
        self.send(&format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\n\r\n"))
    }

    /// What stands under a name below the program's address.
    pub(crate) fn get(&self, name: &str) -> Answer {
        self.ask("GET", &format!("{}{name}", self.own), &format!("127.0.0.1:{}", self.port))
    }

    /// What is known of the filing under a name.
    pub(crate) fn get_own(&self, name: &str) -> Answer {
        self.get(&format!("{OWN}{name}"))
    }

    /// A tab's stream of events, once it has begun.
    pub(crate) fn listen(&self, tab: &str) -> BufReader<TcpStream> {
        let mut stream = self.connect();
        let (own, port) = (&self.own, self.port);
        write!(stream, "GET {own}{OWN}events/{tab} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n")
            .unwrap();
        let mut stream = BufReader::new(stream);
        let mut line = String::new();
        while !line.starts_with("data: ") {
            line.clear();
            assert!(stream.read_line(&mut line).unwrap() > 0, "{tab} has no stream");
        }
        stream
    }

    pub(crate) fn state(&self) -> Value {
        serde_json::from_slice(&self.get_own("state").body).unwrap()
    }

    /// What is asked for under a name, in JSON; the answer's status and JSON.
    pub(crate) fn post(&self, name: &str, body: &Value) -> (u16, Value) {
        let answer = self.hand_over(name, "application/json", body.to_string().as_bytes());
        (answer.status, serde_json::from_slice(&answer.body).unwrap_or_default())
    }

    /// Bytes that are handed over under a name.
    pub(crate) fn hand_over(&self, name: &str, kind: &str, body: &[u8]) -> Answer {
        let (own, port) = (&self.own, self.port);
        let head = format!(
            "POST {own}{name} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\
             Origin: http://127.0.0.1:{port}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        self.send_bytes(&[head.as_bytes(), body].concat())
    }

    /// The state once it is as wanted.
    #[track_caller]
    pub(crate) fn until(&self, wanted: impl Fn(&Value) -> bool) -> Value {
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

    pub(crate) fn page(&self, view: &Value, n: usize) -> String {
        let name = view["pages"][n]["svg"].as_str().unwrap();
        String::from_utf8(self.get_own(&format!("page/{name}.svg")).body).unwrap()
    }
}

fn folder_of(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

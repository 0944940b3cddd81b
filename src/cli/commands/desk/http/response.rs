//! What is answered (RFC 9112 4): a head that lets the browser do nothing beyond, and a body.

use std::io::{self, Write};
use std::net::TcpStream;

use serde::Serialize;

use super::request::Rejection;
use crate::percent;

/// Scripts, styles and pictures are our own files; nothing is loaded from elsewhere, nothing is
/// sent anywhere, no other page may show ours inside it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'";

/// A page that was made is looked at with its own styles and pictures, apart from the desk: it runs
/// nothing, loads nothing and reaches nothing.
const MADE_POLICY: &str = "sandbox allow-popups allow-downloads; default-src 'none';      style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none';      form-action 'none'; frame-ancestors 'none'";

#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Response {
    status: &'static str,
    kind: &'static str,
    policy: &'static str,
    /// Headers of its own.
    more: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Response {
    /// What was asked for.
    pub(in super::super) fn of(kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status: "200 OK", kind, policy: POLICY, more: Vec::new(), body: body.into() }
    }

    /// A file to keep, under a name.
    pub(in super::super) fn download(kind: &'static str, name: &str, body: Vec<u8>) -> Self {
        // RFC 8187 3.2.1 lets stand what an address does.
        let kept = format!("attachment; filename*=UTF-8''{}", percent::encode(name, percent::PART));
        Self { more: vec![("Content-Disposition", kept)], ..Self::of(kind, body) }
    }

    /// It stands under another path.
    pub(in super::super) fn moved(path: String) -> Self {
        Self { status: "303 See Other", more: vec![("Location", path)], ..Self::text("") }
    }

    /// There is no such page.
    pub(in super::super) fn missing() -> Self {
        Self { status: "404 Not Found", ..Self::text("没有这一页\n") }
    }

    /// An answer in JSON with another status than that all is well.
    pub(in super::super) fn json(status: &'static str, body: &impl Serialize) -> Self {
        // Texts and numbers: nothing here can fail to serialise.
        let body = serde_json::to_string(body).unwrap_or_default();
        Self { status, ..Self::of("application/json", body) }
    }

    /// What cannot be done, and why, in Chinese.
    pub(in super::super) fn failed(status: &'static str, message: &str) -> Self {
        Self::json(status, &serde_json::json!({ "message": message }))
    }

    /// A file to look at, under a name.
    pub(in super::super) fn shown(kind: &'static str, name: &str, body: Vec<u8>) -> Self {
        let kept = format!("inline; filename*=UTF-8''{}", percent::encode(name, percent::PART));
        Self { more: vec![("Content-Disposition", kept)], ..Self::of(kind, body) }
    }

    /// A web page that was made, to look at.
    pub(in super::super) fn shown_page(name: &str, body: Vec<u8>) -> Self {
        Self { policy: MADE_POLICY, ..Self::shown("text/html; charset=utf-8", name, body) }
    }

    /// A picture of the folder, which may be an SVG of anybody's.
    pub(in super::super) fn picture(kind: &'static str, body: Vec<u8>) -> Self {
        Self { policy: MADE_POLICY, ..Self::of(kind, body) }
    }

    /// What cannot be made as things are.
    pub(in super::super) fn conflict(why: &str) -> Self {
        Self { status: "409 Conflict", ..Self::text(&format!("{why}\n")) }
    }

    pub(in super::super) fn refused(refused: Rejection) -> Self {
        let (status, why) = match refused {
            Rejection::Malformed => ("400 Bad Request", "读不懂这个请求"),
            Rejection::TooLong => ("431 Request Header Fields Too Large", "请求太长"),
            Rejection::Method => ("405 Method Not Allowed", "这里不做这样的事"),
            Rejection::TooLarge => ("413 Content Too Large", "太大了，最多 64 MB"),
            Rejection::Foreign => ("403 Forbidden", "只回答本机上自己的页面"),
        };
        let mut response = Self { status, ..Self::text(&format!("{why}\n")) };
        if refused == Rejection::Method {
            response.more.push(("Allow", "GET, HEAD, POST".to_owned()));
        }
        response
    }

    fn text(text: &str) -> Self {
        Self::of("text/plain; charset=utf-8", text)
    }

    /// Sends it; of a HEAD only the head.
    pub(in super::super) fn send(&self, stream: &mut TcpStream, head_only: bool) -> io::Result<()> {
        let mut sent = head(self.status, self.kind, self.policy);
        for (name, value) in &self.more {
            sent.push_str(&format!("{name}: {value}\r\n"));
        }
        sent.push_str(&format!("Content-Length: {}\r\n\r\n", self.body.len()));
        stream.write_all(sent.as_bytes())?;
        if !head_only {
            stream.write_all(&self.body)?;
        }
        stream.flush()
    }
}

/// Begins a stream of events (HTML Living Standard 9.2), which ends with the connection.
pub(in super::super) fn begin_events(stream: &mut TcpStream) -> io::Result<()> {
    let head = head("200 OK", "text/event-stream", POLICY);
    stream.write_all(format!("{head}\r\nretry: 500\n\n").as_bytes())?;
    stream.flush()
}

fn head(status: &str, kind: &str, policy: &str) -> String {
    // A page in a sandbox may ask for no opener of its own (HTML Living Standard 7.1.3).
    let opener = if policy == POLICY { "same-origin" } else { "unsafe-none" };
    format!(
        "HTTP/1.1 {status}\r\n\
         Content-Type: {kind}\r\n\
         Connection: close\r\n\
         Cache-Control: no-store\r\n\
         X-Content-Type-Options: nosniff\r\n\
         Content-Security-Policy: {policy}\r\n\
         Referrer-Policy: no-referrer\r\n\
         Cross-Origin-Opener-Policy: {opener}\r\n\
         Cross-Origin-Resource-Policy: same-origin\r\n\
         X-Frame-Options: DENY\r\n"
    )
}

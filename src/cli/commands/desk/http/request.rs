//! What a browser asks for (RFC 9112 2 and 3): as much of HTTP as a page on this machine needs.

use std::io::{self, Read};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

/// The longest head; a browser's has about a thousand bytes.
const MAX_HEAD: usize = 16 * 1024;
/// How long a head may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long a body may take.
const BODY_PATIENCE: Duration = Duration::from_secs(60);
/// The longest body: a file that is handed over.
pub(in super::super) const MAX_BODY: usize = 64 * 1024 * 1024;

/// A request that is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Request {
    pub(in super::super) method: Method,
    /// The path as it was sent: it is compared with ours.
    pub(in super::super) path: String,
    /// Of what kind the body is said to be, without parameters.
    pub(in super::super) kind: Option<String>,
    /// How many bytes the body has.
    pub(in super::super) length: usize,
}

/// What is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Method {
    /// To look.
    Get,
    /// To look at the answer's head only.
    Head,
    /// To have something done.
    Post,
}

/// A head as it came, and what came behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Head {
    /// Its lines, without the blank one at its end.
    pub(in super::super) text: String,
    /// The first bytes of the body.
    pub(in super::super) begun: Vec<u8>,
}

/// Why a request is not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Rejection {
    /// It is no HTTP that we know.
    Malformed,
    /// Its head is too long.
    TooLong,
    /// It asks for what is not done here.
    Method,
    /// Its body is longer than is read.
    TooLarge,
    /// It means another host, or another's page sent it: a site that had its own name point
    /// here, or one that got hold of the address.
    Foreign,
}

/// Reads a request's head.
///
/// # Errors
/// What went wrong on the way; the connection is then given up.
pub(in super::super) fn read(stream: &mut TcpStream) -> io::Result<Result<Head, Rejection>> {
    let until = Instant::now() + PATIENCE;
    let mut head = Vec::new();
    let mut chunk = [0; 2048];
    loop {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        stream.set_read_timeout(Some(left))?;
        let read = stream.read(&mut chunk)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        head.extend_from_slice(chunk.get(..read).unwrap_or_default());
        let end = head.windows(4).position(|four| four == b"\r\n\r\n");
        if end.unwrap_or(head.len()) > MAX_HEAD {
            return Ok(Err(Rejection::TooLong));
        }
        if let Some(end) = end {
            let begun = head.split_off(end + 4);
            head.truncate(end);
            let text = String::from_utf8(head).map_err(|_| Rejection::Malformed);
            return Ok(text.map(|text| Head { text, begun }));
        }
    }
}

/// Reads a request's body, of which some was read with the head.
///
/// # Errors
/// What went wrong on the way; the connection is then given up.
pub(in super::super) fn body(
    stream: &mut TcpStream,
    begun: Vec<u8>,
    length: usize,
) -> io::Result<Result<Vec<u8>, Rejection>> {
    let until = Instant::now() + BODY_PATIENCE;
    let mut body = begun;
    let mut chunk = vec![0; 64 * 1024];
    // What follows is a second request, and not for us.
    while body.len() < length {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        stream.set_read_timeout(Some(left))?;
        let wanted = chunk.len().min(length - body.len());
        let read = stream.read(chunk.get_mut(..wanted).unwrap_or_default())?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        body.extend_from_slice(chunk.get(..read).unwrap_or_default());
    }
    Ok(if body.len() == length { Ok(body) } else { Err(Rejection::Malformed) })
}

/// Reads on for a moment what a refused request may still bring: a connection that is closed
/// before would take the answer with it.
pub(in super::super) fn drain(stream: &mut TcpStream) {
    let mut chunk = [0; 2048];
    let moment = Some(Duration::from_millis(100));
    // Whatever goes wrong here, the connection is at its end.
    let _ = stream.shutdown(Shutdown::Write).and_then(|()| stream.set_read_timeout(moment));
    for _ in 0..64 {
        if !matches!(stream.read(&mut chunk), Ok(1..)) {
            return;
        }
    }
}

/// What a head may have once only: of two, which counts is read one way here and another there.
const ONCE: [&str; 5] = ["host", "origin", "sec-fetch-site", "content-length", "content-type"];

/// Reads a head's lines, and refuses what is not for us.
///
/// # Errors
/// Why it is refused.
pub(in super::super) fn parse(head: &str, port: u16) -> Result<Request, Rejection> {
    let mut lines = head.split("\r\n");
    let mut start = lines.next().unwrap_or_default().split(' ');
    let (method, path, version) = (start.next(), start.next(), start.next());
    let (Some(method), Some(path), Some("HTTP/1.1"), None) = (method, path, version, start.next())
    else {
        return Err(Rejection::Malformed);
    };
    let is_graphic = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic());
    if !is_graphic(method) || !is_graphic(path) {
        return Err(Rejection::Malformed);
    }
    let mut once = [None; ONCE.len()];
    for line in lines {
        let (name, value) = header(line).ok_or(Rejection::Malformed)?;
        if name.eq_ignore_ascii_case("transfer-encoding") {
            return Err(Rejection::Malformed);
        }
        let known = once.iter_mut().zip(ONCE).find(|(_, own)| name.eq_ignore_ascii_case(own));
        if let Some((said, _)) = known
            && said.replace(value).is_some()
        {
            return Err(Rejection::Malformed);
        }
    }
    let [Some(host), origin, site, length, kind] = once else { return Err(Rejection::Malformed) };
    let length = length.map_or(Ok(0), self::length)?;
    if !is_own(host, origin, site, port) {
        return Err(Rejection::Foreign);
    }
    let method = match method {
        "GET" => Method::Get,
        "HEAD" => Method::Head,
        "POST" => Method::Post,
        _ => return Err(Rejection::Method),
    };
    match method {
        // Who only looks has nothing to hand over.
        Method::Get | Method::Head if length > 0 => return Err(Rejection::Malformed),
        Method::Get | Method::Head => {}
        // A browser says where such a request comes from; another's page may not send one without.
        Method::Post if origin.is_none() => return Err(Rejection::Foreign),
        Method::Post if length > MAX_BODY => return Err(Rejection::TooLarge),
        Method::Post => {}
    }
    let kind = kind.map(|kind| kind.split(';').next().unwrap_or_default().trim().to_lowercase());
    Ok(Request { method, path: path.to_owned(), kind, length })
}

/// A body's length (RFC 9110 8.6): digits and nothing else.
fn length(said: &str) -> Result<usize, Rejection> {
    let is_number =
        !said.is_empty() && said.len() <= 12 && said.bytes().all(|b| b.is_ascii_digit());
    let number = is_number.then(|| said.parse().ok()).flatten();
    number.ok_or(Rejection::Malformed)
}

/// A header's name and value (RFC 9110 5.5 and 5.6.2, RFC 9112 5); `None` where it is none, or
/// goes on from the line before.
fn header(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let is_token = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    let is_name = !name.is_empty() && name.bytes().all(is_token);
    let is_value = !value.bytes().any(|b| b != b'\t' && b.is_ascii_control());
    (is_name && is_value).then(|| (name, value.trim_matches([' ', '\t'])))
}

/// Whether a request means this machine and comes from our own page, from an address that was
/// typed, or from a program that says nothing of it (Fetch Metadata 2.2). A host's name knows no
/// case (RFC 3986 3.2.2); the words of `Sec-Fetch-Site` do (RFC 8941 3.3.4).
fn is_own(host: &str, origin: Option<&str>, site: Option<&str>, port: u16) -> bool {
    let hosts = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    let is_host = |said: &str| hosts.iter().any(|own| own.eq_ignore_ascii_case(said));
    let from = |origin: &str| {
        let scheme = origin.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("http://"));
        scheme.is_some() && origin.get(7..).is_some_and(is_host)
    };
    is_host(host)
        && origin.is_none_or(from)
        && site.is_none_or(|site| matches!(site, "same-origin" | "none"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(head: &str) -> Result<Request, Rejection> {
        parse(&head.replace('\n', "\r\n"), 80)
    }

    #[test]
    fn only_looking_is_answered_and_only_on_this_machine() {
        let page = Request { method: Method::Get, path: "/".to_owned(), kind: None, length: 0 };
        let own = [
            "Host: 127.0.0.1:80",
            "host:LOCALHOST:80\nAccept: */*",
            "HOST:\tlocalhost:80 \nSEC-FETCH-SITE: none",
            "Host: localhost:80\nSec-Fetch-Site: same-origin\nOrigin: HTTP://Localhost:80",
            "Host: localhost:80\nContent-Length: 0",
        ];
        for own in own {
            assert_eq!(parsed(&format!("GET / HTTP/1.1\n{own}")), Ok(page.clone()), "{own}");
        }
        let foreign = [
            "Host: localhost:80\nSec-Fetch-Site: cross-site",
            "Host: localhost:80\nSec-Fetch-Site: same-site",
            "Host: localhost:80\nsec-fetch-site: Cross-Site",
            "Host: localhost:80\nSec-Fetch-Site: Same-Origin",
            "Host: localhost:80\nSec-Fetch-Site: same-origin, cross-site",
            "Host: localhost:80\nSec-Fetch-Site:",
            "Host: localhost:80\nOrigin: http://evil.example",
            "Host: localhost:80\nOrigin: https://localhost:80",
            "Host: localhost:80\nOrigin: null",
            "Host: evil.example:80",
            "Host: 127.0.0.1",
            "Host: 127.0.0.1:80.evil.example",
            "Host: 127.0.0.1:80, evil.example",
        ];
        for head in foreign {
            assert_eq!(
                parsed(&format!("GET / HTTP/1.1\n{head}")),
                Err(Rejection::Foreign),
                "{head}"
            );
        }
        for method in ["PUT", "OPTIONS", "get"] {
            let head = format!("{method} / HTTP/1.1\nHost: 127.0.0.1:80");
            assert_eq!(parsed(&head), Err(Rejection::Method));
        }
    }

    #[test]
    fn what_is_to_be_done_says_where_it_comes_from_and_how_long_it_is() {
        let post = |more: &str| parsed(&format!("POST /x HTTP/1.1\nHost: localhost:80{more}"));
        let own = "\nOrigin: http://localhost:80\nContent-Type: application/json; charset=utf-8";
        let asked = post(&format!("{own}\nContent-Length: 12")).unwrap();
        assert_eq!((asked.method, asked.length), (Method::Post, 12));
        assert_eq!(asked.kind.as_deref(), Some("application/json"));
        assert_eq!(post("\nContent-Length: 2"), Err(Rejection::Foreign));
        let foreign = "\nOrigin: http://evil.example\nContent-Length: 2";
        assert_eq!(post(foreign), Err(Rejection::Foreign));
        let large = format!("{own}\nContent-Length: {}", MAX_BODY + 1);
        assert_eq!(post(&large), Err(Rejection::TooLarge));
        assert_eq!(
            post(&format!("{own}\nContent-Length: 9999999999999")),
            Err(Rejection::Malformed)
        );
    }

    #[test]
    fn what_others_could_read_otherwise_is_refused() {
        let host = "Host: 127.0.0.1:80";
        let lines = [
            "x".to_owned(),
            ": x".to_owned(),
            "Host: a".to_owned(),
            "HOST: 127.0.0.1:80".to_owned(),
            "Content-Length: 9".to_owned(),
            "Content-Length: +0".to_owned(),
            "Content-Length: 0x1".to_owned(),
            "Content-Length:".to_owned(),
            "Content-Type: a\nContent-Type: b".to_owned(),
            "Content-Length: 0\nContent-Length: 0".to_owned(),
            "Transfer-Encoding: identity".to_owned(),
            "Sec-Fetch-Site: cross-site\nSec-Fetch-Site: same-origin".to_owned(),
            "Sec-Fetch-Site: same-origin\nsec-fetch-site: same-origin".to_owned(),
            "Origin: http://127.0.0.1:80\nOrigin: http://127.0.0.1:80".to_owned(),
            // A line that goes on, and names with a blank.
            " folded: 1".to_owned(),
            "\tfolded".to_owned(),
            "Accept : */*".to_owned(),
            "A(b): c".to_owned(),
            // Ends of lines that are none, and controls.
            "Accept: a\u{b}b".to_owned(),
            "Accept: a\0b".to_owned(),
        ];
        for line in lines {
            let head = format!("GET / HTTP/1.1\n{host}\n{line}");
            assert_eq!(parsed(&head), Err(Rejection::Malformed), "{line:?}");
        }
        let heads = [
            "GET / HTTP/1.1\r\nHost: 127.0.0.1:80\nX: y",
            "GET / HTTP/1.1\r\nHost: 127.0.0.1:80\rX: y",
            "GET / HTTP/1.1\nHost: 127.0.0.1:80",
            "GET / HTTP/1.1",
            "GET / HTTP/1.0\r\nHost: 127.0.0.1:80",
            "GET /  HTTP/1.1\r\nHost: 127.0.0.1:80",
            "GET  / HTTP/1.1\r\nHost: 127.0.0.1:80",
            "GET /\t HTTP/1.1\r\nHost: 127.0.0.1:80",
            "",
        ];
        for head in heads {
            assert_eq!(parse(head, 80), Err(Rejection::Malformed), "{head:?}");
        }
    }
}

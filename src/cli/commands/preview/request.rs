//! What a browser asks for (RFC 9112 2 and 3): as much of HTTP as a page on this machine needs.

use std::io::{self, Read};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

/// The longest head; a browser's has about a thousand bytes.
const MAX_HEAD: usize = 16 * 1024;
/// How long a head may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// A request that is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Request {
    /// Whether only the answer's head is wanted.
    pub head_only: bool,
    /// The path as it was sent: it is compared with ours, and never becomes a file's.
    pub path: String,
}

/// Why a request is not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rejection {
    /// It is no HTTP that we know.
    Malformed,
    /// Its head is too long.
    TooLong,
    /// It asks for more than to look.
    Method,
    /// It means another host, or another's page sent it: a site that had its own name point
    /// here, or one that got hold of the address.
    Foreign,
}

/// Reads a request's head.
///
/// # Errors
/// What went wrong on the way; the connection is then given up.
pub(super) fn read(stream: &mut TcpStream) -> io::Result<Result<String, Rejection>> {
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
            // What follows is a body or a second request, and neither is for us.
            if head.len() > end + 4 {
                return Ok(Err(Rejection::Malformed));
            }
            head.truncate(end);
            return Ok(String::from_utf8(head).map_err(|_| Rejection::Malformed));
        }
    }
}

/// Reads on for a moment what a refused request may still bring: a connection that is closed
/// before would take the answer with it.
pub(super) fn drain(stream: &mut TcpStream) {
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
const ONCE: [&str; 4] = ["host", "origin", "sec-fetch-site", "content-length"];

/// Reads a head's lines, and refuses what is not for us.
///
/// # Errors
/// Why it is refused.
pub(super) fn parse(head: &str, port: u16) -> Result<Request, Rejection> {
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
    let [Some(host), origin, site, length] = once else { return Err(Rejection::Malformed) };
    // Nothing that is asked for here has a body.
    if length.is_some_and(|length| length != "0") {
        return Err(Rejection::Malformed);
    }
    if !is_own(host, origin, site, port) {
        return Err(Rejection::Foreign);
    }
    match method {
        "GET" => Ok(Request { head_only: false, path: path.to_owned() }),
        "HEAD" => Ok(Request { head_only: true, path: path.to_owned() }),
        _ => Err(Rejection::Method),
    }
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
        let page = Request { head_only: false, path: "/".to_owned() };
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
        for method in ["POST", "OPTIONS", "get"] {
            let head = format!("{method} / HTTP/1.1\nHost: 127.0.0.1:80");
            assert_eq!(parsed(&head), Err(Rejection::Method));
        }
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

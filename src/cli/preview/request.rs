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
pub(super) enum Refused {
    /// It is no HTTP that we know.
    Malformed,
    /// Its head is too long.
    TooLong,
    /// It asks for more than to look.
    Method,
    /// It means another host, or another's page sent it: a site that had its own name point
    /// here, to read what a browser on this machine may read.
    Foreign,
}

/// Reads a request's head.
///
/// # Errors
/// What went wrong on the way; the connection is then given up.
pub(super) fn read(stream: &mut TcpStream) -> io::Result<Result<String, Refused>> {
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
            return Ok(Err(Refused::TooLong));
        }
        if let Some(end) = end {
            head.truncate(end);
            return Ok(String::from_utf8(head).map_err(|_| Refused::Malformed));
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

/// Reads a head's lines, and refuses what is not for us.
///
/// # Errors
/// Why it is refused.
pub(super) fn parse(head: &str, port: u16) -> Result<Request, Refused> {
    let mut lines = head.split("\r\n");
    let mut start = lines.next().unwrap_or_default().split(' ');
    let (method, path, version) = (start.next(), start.next(), start.next());
    let (Some(method), Some(path), Some("HTTP/1.1"), None) = (method, path, version, start.next())
    else {
        return Err(Refused::Malformed);
    };
    let mut hosts = Vec::new();
    let mut site = None;
    for line in lines {
        let (name, value) = line.split_once(':').ok_or(Refused::Malformed)?;
        match name.to_ascii_lowercase().as_str() {
            "host" => hosts.push(value.trim()),
            "sec-fetch-site" => site = Some(value.trim()),
            "transfer-encoding" => return Err(Refused::Malformed),
            "content-length" if value.trim() != "0" => return Err(Refused::Malformed),
            _ => {}
        }
    }
    let [host] = hosts.as_slice() else { return Err(Refused::Malformed) };
    let ours = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    if !ours.iter().any(|own| own.eq_ignore_ascii_case(host)) {
        return Err(Refused::Foreign);
    }
    // A link from elsewhere may open the page itself; nothing else is for other sites.
    if path != "/" && matches!(site, Some("cross-site" | "same-site")) {
        return Err(Refused::Foreign);
    }
    match method {
        "GET" => Ok(Request { head_only: false, path: path.to_owned() }),
        "HEAD" => Ok(Request { head_only: true, path: path.to_owned() }),
        _ => Err(Refused::Method),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(head: &str) -> Result<Request, Refused> {
        parse(&head.replace('\n', "\r\n"), 80)
    }

    #[test]
    fn only_looking_is_answered_and_only_on_this_machine() {
        let page = Request { head_only: false, path: "/".to_owned() };
        assert_eq!(parsed("GET / HTTP/1.1\nHost: 127.0.0.1:80"), Ok(page.clone()));
        assert_eq!(parsed("GET / HTTP/1.1\nhost:LOCALHOST:80\nAccept: */*"), Ok(page.clone()));
        let from_elsewhere = "\nHost: localhost:80\nSec-Fetch-Site: cross-site";
        assert_eq!(parsed(&format!("GET / HTTP/1.1{from_elsewhere}")), Ok(page));
        let cases = [
            (format!("GET /state HTTP/1.1{from_elsewhere}"), Refused::Foreign),
            ("GET / HTTP/1.1\nHost: evil.example:80".to_owned(), Refused::Foreign),
            ("GET / HTTP/1.1\nHost: 127.0.0.1".to_owned(), Refused::Foreign),
            ("GET / HTTP/1.1\nHost: 127.0.0.1:80.evil.example".to_owned(), Refused::Foreign),
            ("POST / HTTP/1.1\nHost: 127.0.0.1:80".to_owned(), Refused::Method),
            ("OPTIONS / HTTP/1.1\nHost: 127.0.0.1:80".to_owned(), Refused::Method),
            ("GET / HTTP/1.1".to_owned(), Refused::Malformed),
            ("GET / HTTP/1.1\nHost: a\nHost: 127.0.0.1:80".to_owned(), Refused::Malformed),
            ("GET / HTTP/1.0\nHost: 127.0.0.1:80".to_owned(), Refused::Malformed),
            ("GET /  HTTP/1.1\nHost: 127.0.0.1:80".to_owned(), Refused::Malformed),
            ("GET / HTTP/1.1\nHost: 127.0.0.1:80\nx".to_owned(), Refused::Malformed),
            (
                "GET / HTTP/1.1\nHost: 127.0.0.1:80\nContent-Length: 9".to_owned(),
                Refused::Malformed,
            ),
            (String::new(), Refused::Malformed),
        ];
        for (head, refused) in cases {
            assert_eq!(parsed(&head), Err(refused), "{head}");
        }
    }
}

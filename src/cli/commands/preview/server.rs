//! Answers the browser. Each connection is one request: on one machine a new one costs nothing,
//! and there is no state between two.

use std::io::{self, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::board::Board;
use super::connections::{Connections, Slot};
use super::desk::{Desk, Download};
use super::request::{self, Request};
use super::response::{Response, begin_events};
use super::secret::{Route, Secret};
use super::view::download_name;
use crate::report::Format;

/// How long a browser may take to receive.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often a stream of events says something, so that one that nobody reads is noticed.
const PULSE: Duration = Duration::from_secs(10);
/// How often it looks whether the browser closed it: every reload of the page leaves one behind.
const GLANCE: Duration = Duration::from_secs(1);

const PAGE: &str = include_str!("page/preview.html");
const SCRIPT: &str = concat!(
    include_str!("page/sheets.js"),
    include_str!("page/findings.js"),
    include_str!("page/preview.js")
);
const STYLE: &str = include_str!("page/preview.css");
const ICON: &str = include_str!("page/icon.svg");

/// What is served, and to whom.
pub(super) struct Service {
    pub(super) desk: Arc<Desk>,
    pub(super) board: Arc<Board>,
    pub(super) secret: Secret,
}

/// Serves the preview for as long as the program runs.
pub(super) fn serve(listener: &TcpListener, served: Service) {
    let (connections, served) = (Arc::new(Connections::default()), Arc::new(served));
    for stream in listener.incoming().flatten() {
        let Ok(slot) = connections.enter(&stream) else { continue };
        let served = Arc::clone(&served);
        // Without a thread this one goes unanswered; the browser asks again.
        let _ = std::thread::Builder::new().spawn(move || {
            // A browser that went away is no fault.
            let _ = answer(stream, &slot, &served);
        });
    }
}

fn answer(mut stream: TcpStream, slot: &Slot, served: &Service) -> io::Result<()> {
    let Service { desk, board, secret } = served;
    stream.set_write_timeout(Some(PATIENCE))?;
    let request = request::read(&mut stream)?.and_then(|head| request::parse(&head, board.port));
    let Request { head_only, path } = match request {
        Ok(request) => request,
        Err(refused) => {
            Response::refused(refused).send(&mut stream, false)?;
            request::drain(&mut stream);
            return Ok(());
        }
    };
    let response = match secret.route(&path, head_only) {
        Route::Page(name) => {
            let tab = name.strip_prefix("events/").filter(|tab| is_tab(tab) && !head_only);
            if let Some(tab) = tab {
                return if slot.listen(tab) { events(&mut stream, board) } else { Ok(()) };
            }
            if !slot.begin_answer() {
                return Ok(());
            }
            page(name, desk, board)
        }
        Route::Opening => Response::moved(secret.path()),
        Route::Nowhere => Response::missing(),
    };
    response.send(&mut stream, head_only)
}

/// Whether a name is one that a tab of our page gives itself.
fn is_tab(name: &str) -> bool {
    (1..=32).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// What stands under a name. Names are ours: none is looked up among files.
fn page(name: &str, desk: &Desk, board: &Board) -> Response {
    match name {
        "" => Response::of("text/html; charset=utf-8", PAGE),
        "preview.js" => Response::of("text/javascript; charset=utf-8", SCRIPT),
        "preview.css" => Response::of("text/css; charset=utf-8", STYLE),
        "icon.svg" => Response::of("image/svg+xml", ICON),
        "state" => {
            let newest = board.newest();
            let state = format!("{{\"stamp\":\"{}\",\"view\":{}}}", newest.stamp, newest.state);
            Response::of("application/json", state)
        }
        _ => {
            let wanted = Format::REPORT.iter().find(|format| name == download_name(**format));
            if let Some(format) = wanted {
                return download(desk, board, *format);
            }
            let page = name.strip_prefix("page/").and_then(|rest| rest.strip_suffix(".svg"));
            let newest = board.newest();
            match page.and_then(|page| newest.pages.get(page)) {
                Some(svg) => Response::of("image/svg+xml", svg.as_bytes()),
                None => Response::missing(),
            }
        }
    }
}

fn download(desk: &Desk, board: &Board, format: Format) -> Response {
    match desk.output(&board.newest(), format) {
        Ok(Download { name, media_type, bytes }) => Response::download(media_type, &name, bytes),
        Err(why) => Response::conflict(&why),
    }
}

/// Says each new version's stamp, the newest at once.
fn events(stream: &mut TcpStream, board: &Board) -> io::Result<()> {
    begin_events(stream)?;
    let mut said = String::new();
    let mut pulse = Instant::now();
    while is_open(stream)? {
        match board.other_than(&said, GLANCE) {
            Some(stamp) => {
                write!(stream, "data: {stamp}\n\n")?;
                said = stamp;
            }
            None if pulse.elapsed() >= PULSE => stream.write_all(b":\n\n")?,
            None => continue,
        }
        stream.flush()?;
        pulse = Instant::now();
    }
    Ok(())
}

/// Whether the browser still has its end of a stream open.
fn is_open(stream: &TcpStream) -> io::Result<bool> {
    stream.set_nonblocking(true)?;
    let peeked = stream.peek(&mut [0]);
    stream.set_nonblocking(false)?;
    match peeked {
        Ok(read) => Ok(read > 0),
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(true),
        Err(error) => Err(error),
    }
}

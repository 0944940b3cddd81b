//! Answers the browser. Each connection is one request: on one machine a new one costs nothing,
//! and there is no state between two.

use std::io::{self, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::http::connections::{Connections, Slot};
use super::http::request::{self, Head, Method, Request};
use super::http::response::{Response, begin_events};
use super::http::secret::{Route, Secret};
use super::routes::{self, Asked, Desk};

/// How long a browser may take to receive.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often a stream of events says something, so that one that nobody reads is noticed.
const PULSE: Duration = Duration::from_secs(10);
/// How often it looks whether the browser closed it: every reload of the page leaves one behind.
const GLANCE: Duration = Duration::from_secs(1);

/// What is served, and to whom.
pub(super) struct Service {
    pub(super) desk: Desk,
    pub(super) secret: Secret,
    /// The port that it is served on.
    pub(super) port: u16,
}

/// Serves the desk for as long as the program runs.
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
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    let read = request::read(&mut stream)?;
    let read = read.and_then(|head| Ok((request::parse(&head.text, served.port)?, head)));
    let (request, Head { begun, .. }) = match read {
        // Of who only looks, what follows is a second request, and not for us.
        Ok((request, head)) if request.method != Method::Post && !head.begun.is_empty() => {
            return refuse(&mut stream, request::Rejection::Malformed);
        }
        Ok(read) => read,
        Err(refused) => return refuse(&mut stream, refused),
    };
    let Request { method, path, kind, length } = request;
    let response = match served.secret.route(&path, method != Method::Get) {
        Route::Page(name) => {
            let is_get = method == Method::Get;
            if let Some((watched, tab)) = routes::events(name).filter(|_| is_get) {
                let Some(stamps) = served.desk.stamps(watched) else {
                    return Response::missing().send(&mut stream, false);
                };
                return if slot.listen(tab) { events(&mut stream, stamps) } else { Ok(()) };
            }
            let mut body = Vec::new();
            if method == Method::Post {
                if !slot.begin_body() {
                    return Ok(());
                }
                body = match request::body(&mut stream, begun, length)? {
                    Ok(body) => body,
                    Err(refused) => return refuse(&mut stream, refused),
                };
            }
            if !slot.begin_answer() {
                return Ok(());
            }
            match method {
                Method::Post => {
                    routes::post(&served.desk, name, &Asked { kind: kind.as_deref(), body: &body })
                }
                _ => routes::get(&served.desk, name),
            }
        }
        Route::Opening => Response::moved(served.secret.path()),
        Route::Nowhere => Response::missing(),
    };
    response.send(&mut stream, method == Method::Head)
}

fn refuse(stream: &mut TcpStream, refused: request::Rejection) -> io::Result<()> {
    Response::refused(refused).send(stream, false)?;
    request::drain(stream);
    Ok(())
}

/// Says each new stamp, the newest at once. `next` waits for one that is another than was said.
fn events(
    stream: &mut TcpStream,
    next: impl Fn(&str, Duration) -> Option<String>,
) -> io::Result<()> {
    begin_events(stream)?;
    let mut said = String::new();
    let mut pulse = Instant::now();
    while is_open(stream)? {
        match next(&said, GLANCE) {
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

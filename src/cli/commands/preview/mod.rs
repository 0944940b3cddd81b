//! `chengbao preview`: the pages and the findings side by side in a browser, new after each save.

mod board;
mod browser;
mod connections;
mod desk;
mod request;
mod response;
mod secret;
mod server;
mod view;
mod watch;

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::cli::Outcome;
use crate::cli::files::{faces, input};
use crate::cli::reason::reason;
use crate::cli::terminal::output;
use crate::cli::usage::PreviewOptions;
use board::Board;
use desk::Desk;
use secret::Secret;
use server::Service;

/// Shows a filing until the user ends it.
pub(super) fn execute(options: &PreviewOptions) -> Outcome {
    match begin(options) {
        Ok((listener, served)) => {
            let host = format!("http://127.0.0.1:{}", served.board.port);
            output::print(&format!("预览：{host}{}", served.secret.path()));
            output::print("存盘后页面自己更新；看完了在这里按 Ctrl+C 结束");
            if let Some(path) = served.secret.path_to_open() {
                browser::open(&format!("{host}{path}"));
            }
            let watched = Arc::clone(&served.desk);
            let posted = Arc::clone(&served.board);
            std::thread::spawn(move || watch::watch(&watched, &posted));
            server::serve(&listener, served);
            Outcome::Done
        }
        Err(message) => output::fail(&message),
    }
}

fn begin(options: &PreviewOptions) -> Result<(TcpListener, Service), String> {
    // What cannot be read at all is a slip of the call; what is wrong in it is shown.
    input::filing(&options.file)?;
    input::templates(options.templates.as_deref())?;
    let faces = faces::load(&options.faces)?;
    faces.print_notes();
    let desk = Desk::new(options, faces.set)?;
    let listener = listen(options.port, desk.path())?;
    let port = listener.local_addr().map_err(|e| reason(&e))?.port();
    let first = desk.make(None);
    let board = Board::new(first, port);
    let secret = Secret::new(!options.no_open)?;
    Ok((listener, Service { desk: Arc::new(desk), board: Arc::new(board), secret }))
}

/// Where ports of files begin, and how many there are: below those that systems hand out.
const PORTS: (u16, u16) = (17_000, 10_000);

/// Listens on the port that was asked for; else on one of the file's own, so that the browser
/// still knows tomorrow which pages were looked at; else on any that is free.
fn listen(port: Option<u16>, path: &Path) -> Result<TcpListener, String> {
    let bind = |port: u16| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    if let Some(port) = port {
        let message = |error: io::Error| match error.kind() {
            io::ErrorKind::AddrInUse => {
                format!("端口 {port} 已被占用：换一个，或不写 --port 由程序来定")
            }
            _ => format!("用不了端口 {port}：{}", reason(&error)),
        };
        return bind(port).map_err(message);
    }
    let hash = Sha256::digest(path.as_os_str().as_encoded_bytes());
    let own = PORTS.0 + u16::from_be_bytes([hash[0], hash[1]]) % PORTS.1;
    bind(own).or_else(|_| bind(0)).map_err(|error| format!("没有端口可用：{}", reason(&error)))
}

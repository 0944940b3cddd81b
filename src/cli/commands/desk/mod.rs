//! `chengbao desk` and `chengbao preview`: filings filled in, looked at, made and signed in a
//! browser. The file of each stays the one truth; whoever edits it elsewhere does so at the same
//! time.

mod filing;
mod folder;
mod http;
mod listing;
mod outputs;
mod pages;
mod routes;
mod server;
mod uploads;
mod work;

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use sha2::{Digest, Sha256};

use crate::cli::Outcome;
use crate::cli::files::{faces, input};
use crate::cli::reason::reason;
use crate::cli::terminal::output;
use crate::cli::usage::{DeskOptions, DeskRun, PreviewOptions};
use folder::Folder;
use http::browser;
use http::secret::Secret;
use pages::maker::Shared;
use routes::Desk;
use server::Service;
use work::Jobs;

/// Opens a folder's filings, until the user ends it.
pub(super) fn execute(options: &DeskOptions) -> Outcome {
    let folder = options.folder.clone().unwrap_or_else(|| PathBuf::from("."));
    if !folder.is_dir() {
        let name = folder.display();
        let file = if folder.is_file() {
            format!("；要打开一份文件：chengbao preview {name}")
        } else {
            String::new()
        };
        return output::fail(&format!("没有 {name} 这个文件夹{file}"));
    }
    run(&folder, None, "填报", &options.run)
}

/// Opens one filing, until the user ends it.
pub(super) fn preview(options: &PreviewOptions) -> Outcome {
    // What cannot be read at all is a slip of the call; what is wrong in it is shown.
    if let Err(message) = input::filing(&options.file) {
        return output::fail(&message);
    }
    let name = options.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if !Folder::is_filing(&name) {
        let file = options.file.display();
        return output::fail(&format!("{file}：填报文件的扩展名要是 .yaml 或 .yml"));
    }
    run(input::folder_of(&options.file), Some(name), "预览", &options.run)
}

fn run(folder: &Path, one: Option<String>, what: &str, run: &DeskRun) -> Outcome {
    let no_open = run.no_open;
    match begin(folder, one, run) {
        Ok((listener, served)) => {
            let host = format!("http://127.0.0.1:{}", served.port);
            output::print(&format!("{what}：{host}{}", served.secret.path()));
            output::print("改了就存，页面跟着更新；用完了在这里按 Ctrl+C 结束");
            if let Some(path) = served.secret.path_to_open().filter(|_| !no_open) {
                browser::open(&format!("{host}{path}"));
            }
            server::serve(&listener, served);
            Outcome::Done
        }
        Err(message) => output::fail(&message),
    }
}

fn begin(
    folder: &Path,
    one: Option<String>,
    run: &DeskRun,
) -> Result<(TcpListener, Service), String> {
    input::templates(run.templates.as_deref())?;
    let faces = faces::load(&run.faces)?;
    faces.print_notes();
    let run = run.clone().absolute();
    let shared = Arc::new(Shared::new(&run, faces.set)?);
    let path = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let own = one.as_ref().map_or_else(|| path.clone(), |name| path.join(name));
    let listener = listen(run.port, &own)?;
    let port = listener.local_addr().map_err(|e| reason(&e))?.port();
    let secret = Secret::new(!run.no_open)?;
    let folder = Folder::new(path, one.clone(), Arc::clone(&shared));
    let desk = Desk { folder, run, shared, jobs: Jobs::default(), open: Mutex::default() };
    if let Some(name) = one {
        // So that its pages are there when the browser asks.
        desk.filing(&name);
    }
    Ok((listener, Service { desk, secret, port }))
}

/// Where ports of folders begin, and how many there are: below those that systems hand out.
const PORTS: (u16, u16) = (17_000, 10_000);

/// Listens on the port that was asked for; else on one of the folder's own, so that the browser
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

//! What stands under each name of the desk's page, and what can be done there. Names are ours, or
//! those of files in the folder: no path leads out of it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::json;

use super::filing::{OpenedFiling, Told};
use super::folder::Folder;
use super::http::response::Response;
use super::listing::ending;
use super::outputs::Outputs;
use super::pages::maker::{Download, Shared};
use super::pages::view::download_name;
use super::uploads;
use super::work::{FilingOrder, FolderOrder, Jobs, Workshop};
use crate::cli::files::opening;
use crate::cli::usage::DeskRun;
use crate::desk::history::Kind;
use crate::finding::Code;
use crate::pdf;
use crate::percent;
use crate::pictures;
use crate::report::Format;

const PAGE: &str = include_str!("page/desk.html");
const SCRIPT: &str = include_str!("page/bundle/desk.js");
const STYLE: &str = include_str!("page/bundle/desk.css");
const LICENCES: &str = include_str!("page/bundle/LICENCES.txt");
const ICON: &str = include_str!("page/icon.svg");

const BAD: &str = "400 Bad Request";
const UNFIT: &str = "422 Unprocessable Content";
const WRONG_KIND: &str = "415 Unsupported Media Type";

/// What a desk has.
pub(super) struct Desk {
    pub(super) folder: Folder,
    pub(super) run: DeskRun,
    pub(super) shared: Arc<Shared>,
    pub(super) jobs: Jobs,
    pub(super) open: Mutex<BTreeMap<String, Arc<OpenedFiling>>>,
}

/// What came with a request.
pub(super) struct Asked<'a> {
    /// Of what kind the body is said to be.
    pub(super) kind: Option<&'a str>,
    pub(super) body: &'a [u8],
}

impl Desk {
    /// A filing of the folder, opened where it is not yet; `None` where there is no such file.
    pub(super) fn filing(&self, name: &str) -> Option<Arc<OpenedFiling>> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(opened) = open.get(name) {
            return Some(Arc::clone(opened));
        }
        if !self.folder.holds(name) {
            return None;
        }
        let path = self.folder.path.join(name);
        let opened = OpenedFiling::open(Arc::clone(&self.shared), path);
        open.insert(name.to_owned(), Arc::clone(&opened));
        Some(opened)
    }

    /// What waits for new stamps of a filing, or of the folder where none is named.
    pub(super) fn stamps(
        &self,
        filing: Option<&str>,
    ) -> Option<impl Fn(&str, Duration) -> Option<String> + '_> {
        let opened = match filing {
            Some(name) => Some(self.filing(&percent::decode(name)?)?),
            None => None,
        };
        Some(move |said: &str, patience: Duration| match &opened {
            Some(opened) => opened.board.other_than(said, patience),
            None => {
                let stamp = self.folder.stamp();
                if stamp != said {
                    return Some(stamp);
                }
                std::thread::sleep(patience);
                None
            }
        })
    }
}

/// The filing and the tab that a stream of events is for: `events/a1`, `filing/x.yaml/events/a1`.
pub(super) fn events(name: &str) -> Option<(Option<&str>, &str)> {
    let (filing, rest) = match name.strip_prefix("filing/") {
        Some(rest) => rest.split_once('/').map(|(filing, rest)| (Some(filing), rest))?,
        None => (None, name),
    };
    let tab = rest.strip_prefix("events/")?;
    let is_tab = (1..=32).contains(&tab.len()) && tab.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_tab.then_some((filing, tab))
}

/// What stands under a name.
pub(super) fn get(desk: &Desk, name: &str) -> Response {
    let found = match name {
        "" => Some(Response::of("text/html; charset=utf-8", PAGE)),
        "desk.js" => Some(Response::of("text/javascript; charset=utf-8", SCRIPT)),
        "desk.css" => Some(Response::of("text/css; charset=utf-8", STYLE)),
        "licences.txt" => Some(Response::of("text/plain; charset=utf-8", LICENCES)),
        "icon.svg" => Some(Response::of("image/svg+xml", ICON)),
        "folder" => Some(Response::json("200 OK", &desk.folder.view())),
        _ => below(desk, name),
    };
    found.unwrap_or_else(Response::missing)
}

fn below(desk: &Desk, name: &str) -> Option<Response> {
    let (first, rest) = name.split_once('/')?;
    match first {
        "filing" => {
            let (filing, rest) = rest.split_once('/')?;
            of_filing(desk.filing(&percent::decode(filing)?)?.as_ref(), rest)
        }
        "explain" => {
            let code = Code::of(rest)?;
            Some(Response::json("200 OK", &json!({ "code": code.id(), "text": code.page() })))
        }
        "made" => made(desk, &percent::decode(rest)?),
        "picture" => picture(desk, &percent::decode(rest)?),
        "job" => Some(Response::of("application/json", desk.jobs.get(rest)?.json())),
        _ => None,
    }
}

fn of_filing(filing: &OpenedFiling, name: &str) -> Option<Response> {
    match name {
        "state" => return Some(Response::of("application/json", filing.state())),
        "versions" => return Some(Response::json("200 OK", &filing.kept())),
        _ => {}
    }
    if let Some(day) = name.strip_prefix("version/") {
        return Some(Response::json("200 OK", &json!({ "text": filing.version(day)? })));
    }
    if let Some(format) = Format::REPORT.iter().find(|format| name == download_name(**format)) {
        let newest = filing.board.newest();
        return Some(match filing.maker.output(&newest, *format) {
            Ok(Download { name, media_type, bytes }) => {
                Response::download(media_type, &name, bytes)
            }
            Err(why) => Response::conflict(&why),
        });
    }
    let page = name.strip_prefix("page/")?.strip_suffix(".svg")?;
    let version = filing.board.with_page(page)?;
    version.pages.get(page).map(|svg| Response::of("image/svg+xml", svg.as_bytes()))
}

/// A picture that stands beside the filings or below.
fn picture(desk: &Desk, name: &str) -> Option<Response> {
    let kind = match ending(name).as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "svg" => "image/svg+xml",
        _ => return None,
    };
    let folder = opening::Folder::open(&desk.folder.path).ok()?;
    let bytes = folder.read_beside(name, pictures::MAX_BYTES).ok()?;
    Some(Response::picture(kind, bytes))
}

/// A file of the output folder.
fn made(desk: &Desk, name: &str) -> Option<Response> {
    if !Outputs::is_output(name) {
        return None;
    }
    let folder = opening::Folder::open(&desk.folder.outputs.path).ok()?;
    let bytes = folder.read_beside(name, pdf::MAX_BYTES).ok()?;
    let name = name.rsplit('/').next().unwrap_or(name);
    Some(match ending(name).as_str() {
        "pdf" if pdf::is_pdf(&bytes) => Response::shown("application/pdf", name, bytes),
        "html" => Response::shown_page(name, bytes),
        _ => Response::download("application/octet-stream", name, bytes),
    })
}

/// Does what is asked for under a name.
pub(super) fn post(desk: &Desk, name: &str, asked: &Asked<'_>) -> Response {
    let (name, query) = name.split_once('?').unwrap_or((name, ""));
    let is_file = name == "upload" || name.ends_with("/picture");
    let wanted = if is_file { "application/octet-stream" } else { "application/json" };
    if asked.kind != Some(wanted) {
        return Response::failed(WRONG_KIND, "读不懂这个请求");
    }
    done(desk, name, query, asked.body).unwrap_or_else(Response::missing)
}

fn done(desk: &Desk, name: &str, query: &str, body: &[u8]) -> Option<Response> {
    let shop = Workshop { folder: &desk.folder, run: &desk.run, jobs: &desk.jobs };
    match name {
        "work" => return Some(ordered(body, |order: FolderOrder| shop.of_folder(order))),
        "upload" => {
            let file = uploads::document(&desk.folder.path, &named(query)?, body);
            return Some(file_told(file));
        }
        _ => {}
    }
    let (first, rest) = name.split_once('/')?;
    let (which, rest) = rest.split_once('/')?;
    if first == "job" && rest == "stop" {
        desk.jobs.get(which)?.stop();
        return Some(Response::json("200 OK", &json!({})));
    }
    if first != "filing" {
        return None;
    }
    let which = percent::decode(which)?;
    let filing = desk.filing(&which)?;
    Some(match rest {
        "edit" => told(filing.edit(body)),
        "undo" => told(filing.step(body, Kind::Undo)),
        "redo" => told(filing.step(body, Kind::Redo)),
        "looked" => told(filing.look(body)),
        "picture" => file_told(uploads::picture(&desk.folder.path, &named(query)?, body)),
        "work" => ordered(body, |order: FilingOrder| shop.of_filing(order, &which, &filing)),
        _ => return None,
    })
}

/// The name that a file is handed over with.
fn named(query: &str) -> Option<String> {
    percent::decode(query.strip_prefix("name=")?)
}

fn told((status, json): Told) -> Response {
    Response::json(status, &json)
}

fn file_told(file: Result<String, String>) -> Response {
    match file {
        Ok(file) => Response::json("200 OK", &json!({ "file": file })),
        Err(message) => Response::failed(UNFIT, &message),
    }
}

/// Begins work that is asked for in JSON.
fn ordered<O: DeserializeOwned>(
    body: &[u8],
    begin: impl FnOnce(O) -> Result<u64, String>,
) -> Response {
    let Ok(order) = serde_json::from_slice(body) else {
        return Response::failed(BAD, "读不懂这个请求");
    };
    match begin(order) {
        Ok(number) => Response::json("200 OK", &json!({ "job": number.to_string() })),
        Err(message) => Response::failed(UNFIT, &message),
    }
}

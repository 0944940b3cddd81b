//! A filing that is open: requests are done one after the other, each on the file as it is.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::json;

use super::looked::Looked;
use super::request::{EditRequest, LookedRequest, StepRequest};
use super::store::{Kept, Store};
use crate::cli::clock;
use crate::cli::commands::desk::pages::board::Board;
use crate::cli::commands::desk::pages::maker::{Maker, Shared, with_plain_line_ends};
use crate::cli::commands::desk::pages::watch::{self, Signal};
use crate::cli::examine::Examination;
use crate::cli::files::input::{self, OpenFiling};
use crate::cli::files::writing;
use crate::desk::findings;
use crate::desk::history::{Change, History, Kind};
use crate::desk::ops::{self, NotCarried};
use crate::edit;
use crate::finding::Edit;
use crate::report;
use crate::source::{self, Source};

/// How many requests are remembered, so that one that comes again is done once.
const REMEMBERED: usize = 1_000;

/// An answer to the page: its status, and JSON.
pub(in super::super) type Told = (&'static str, serde_json::Value);

const DONE: &str = "200 OK";
const GONE: &str = "410 Gone";
const CONFLICT: &str = "409 Conflict";
const UNFIT: &str = "422 Unprocessable Content";

/// A filing that is open at the desk.
pub(in super::super) struct OpenedFiling {
    pub(in super::super) maker: Maker,
    pub(in super::super) board: Board,
    path: PathBuf,
    store: Store,
    held: Mutex<Held>,
    signals: Sender<Signal>,
}

/// What requests take turns with.
struct Held {
    /// `None` until the file could be read for the first time.
    history: Option<History>,
    done: VecDeque<String>,
    looked: Looked,
}

/// What a change is made for.
struct By<'r> {
    /// Of the request.
    id: &'r str,
    typed: Option<&'r EditRequest>,
    /// Whether others had changed the file since.
    merged: bool,
}

/// The file as it is at this moment.
struct Now {
    opened: OpenFiling,
    source: Source,
}

impl OpenedFiling {
    /// Opens a file and watches it from now on.
    pub(in super::super) fn open(shared: Arc<Shared>, path: PathBuf) -> Arc<Self> {
        let (signals, received) = channel();
        let maker = Maker::new(shared, path.clone());
        let store = Store::of(&path);
        let looked = store.looked();
        let held = Mutex::new(Held { history: None, done: VecDeque::new(), looked });
        let board = Board::new(maker.make(None));
        let opened = Arc::new(Self { maker, board, path, store, held, signals: signals.clone() });
        // What was changed while nobody looked is known before anything is done.
        let _ = opened.now(&mut opened.held());
        let watched = Arc::clone(&opened);
        std::thread::spawn(move || {
            let before = || drop(watched.now(&mut watched.held()));
            watch::watch(&watched.maker, &watched.board, (signals, &received), before);
        });
        opened
    }

    /// All that the page shows, as JSON.
    pub(in super::super) fn state(&self) -> String {
        let newest = self.board.newest();
        let held = self.held();
        let history = held.history.as_ref();
        let labels = json!({
            "stamp": self.board.stamp(),
            // The version of the file at this moment: what is shown may be one before it.
            "now": history.map(History::version),
            "undo": history.and_then(History::undo_label),
            "redo": history.and_then(History::redo_label),
            "looked": held.looked.states(),
        });
        let labels = labels.to_string();
        format!("{},{}}}", labels.strip_suffix('}').unwrap_or_default(), newest.members)
    }

    /// Does edits.
    pub(in super::super) fn edit(&self, body: &[u8]) -> Told {
        let request = match EditRequest::read(body) {
            Ok(request) => request,
            Err(message) => return unfit(&message),
        };
        let mut held = self.held();
        let now = match self.begin(&mut held, &request.id) {
            Ok(now) => now,
            Err(told) => return told,
        };
        let Some(history) = &held.history else { return unfit(UNREAD) };
        let Some(base) = history.text_of(&request.base) else {
            let path: [&str; 0] = [];
            let conflict = json!({ "path": path, "theirs": "", "yours": "" });
            return self.told_conflict(&held, &now, &conflict);
        };
        let fixes = self.fixes(&base, &request, &now);
        let made = match ops::carried(&base, now.source.text(), &request.ops, &fixes) {
            Ok(made) => made,
            Err(NotCarried::Fault(fault)) => return unfit(&fault.message),
            Err(NotCarried::Conflict(conflict)) => {
                let conflict = json!({
                    "path": conflict.path, "theirs": conflict.theirs, "yours": conflict.yours,
                });
                return self.told_conflict(&held, &now, &conflict);
            }
        };
        let merged = base != now.source.text();
        let group = request.group.clone();
        let change = Change { kind: Kind::Own, label: made.label, group, edits: made.edits };
        self.make(&mut held, now, change, &By { id: &request.id, typed: Some(&request), merged })
    }

    /// Takes the last step back, or does it again.
    pub(in super::super) fn step(&self, body: &[u8], kind: Kind) -> Told {
        let Ok(request) = serde_json::from_slice::<StepRequest>(body) else {
            return unfit("读不懂这个请求");
        };
        let mut held = self.held();
        let now = match self.begin(&mut held, &request.id) {
            Ok(now) => now,
            Err(told) => return told,
        };
        let passed = self.pass_over_nothing(&mut held, kind);
        let Some(history) = &held.history else { return unfit(UNREAD) };
        let is_undo = kind == Kind::Undo;
        let step = if is_undo { history.undo() } else { history.redo() };
        let change = match step {
            Some(Ok(change)) => change,
            Some(Err(_)) => return unfit("这一处后来又被别的程序改动过，不能撤销；请直接改"),
            None if passed => return self.told(&held, &now, false),
            None if is_undo => return unfit("没有可以撤销的了"),
            None => return unfit("没有可以重做的了"),
        };
        self.make(&mut held, now, change, &By { id: &request.id, typed: None, merged: false })
    }

    /// Steps that change nothing are taken without a word: what was typed and taken out again.
    /// Whether there were any.
    fn pass_over_nothing(&self, held: &mut Held, kind: Kind) -> bool {
        let Some(history) = &mut held.history else { return false };
        let mut passed = false;
        loop {
            let step = if kind == Kind::Undo { history.undo() } else { history.redo() };
            let Some(Ok(change)) = step else { return passed };
            if !change.edits.is_empty() {
                return passed;
            }
            let Some(line) = history.done(change) else { return passed };
            // Without it only what was done before cannot be undone.
            let _ = self.store.append(&line);
            passed = true;
        }
    }

    /// Does work that writes the file itself, and takes what it changed for a step of ours.
    pub(in super::super) fn during<T>(&self, label: &str, work: impl FnOnce() -> T) -> T {
        let mut held = self.held();
        // What others changed before is not of this work.
        let _ = self.now(&mut held);
        let done = work();
        let after = self.read();
        if let (Some(history), Ok(after)) = (held.history.as_mut(), &after) {
            let edits = edit::difference(history.text(), after.source.text());
            let change =
                Change { kind: Kind::Own, label: label.to_owned(), group: String::new(), edits };
            if !change.edits.is_empty() {
                history.done(change);
                // Without it only what was done before cannot be undone.
                let _ = self.store.begin(history);
            }
        }
        self.wake();
        done
    }

    /// Remembers that a text as it stands was looked over, or is to be.
    pub(in super::super) fn look(&self, body: &[u8]) -> Told {
        let Some(request) = LookedRequest::read(body) else {
            return unfit("读不懂这个请求");
        };
        let mut held = self.held();
        held.looked.say(request.hash, request.looked);
        let kept = self.store.keep_looked(&held.looked);
        // Other tabs of the filing show it, too.
        self.board.look_again();
        match kept {
            Ok(()) => (DONE, json!({ "looked": held.looked.states() })),
            Err(message) => unfit(&message),
        }
    }

    /// The versions that are kept.
    pub(in super::super) fn kept(&self) -> Vec<Kept> {
        self.store.kept()
    }

    /// The text of a version that is kept.
    pub(in super::super) fn version(&self, day: &str) -> Option<String> {
        let bytes = self.store.version(day)?;
        let (source, _) = source::decode(day, &bytes).ok()?;
        Some(with_plain_line_ends(source.text()))
    }

    /// The file as it is, for a request.
    ///
    /// # Errors
    /// The answer where there is nothing to do: the file is gone, or the request was done before.
    fn begin(&self, held: &mut Held, id: &str) -> Result<Now, Told> {
        let now = self.now(held).map_err(|message| (GONE, json!({ "message": message })))?;
        let is_done = held.done.iter().any(|done| done == id);
        if is_done { Err(self.told(held, &now, false)) } else { Ok(now) }
    }

    /// Makes a change of the file, and tells of it once it is on the disk.
    fn make(&self, held: &mut Held, now: Now, change: Change, by: &By<'_>) -> Told {
        // A step that is taken back elsewhere already is one step less all the same.
        if change.edits.is_empty() && change.kind == Kind::Own {
            remember(held, by.id);
            return self.told(held, &now, by.merged);
        }
        match self.write(held, &now, change) {
            Ok(()) => {}
            Err(message) => return unfit(&message),
        }
        remember(held, by.id);
        self.wake();
        let fixes = by.typed.filter(|request| request.has_fixes());
        let before = fixes.map(|_| report::read("", &now.opened.bytes));
        let now = match self.read() {
            Ok(now) => now,
            Err(message) => return (GONE, json!({ "message": message })),
        };
        let examined = self.examined(&now);
        if let Some(request) = by.typed.filter(|request| request.looked || before.is_some()) {
            held.looked.typed(request, &examined.reading);
            if let Some(before) = &before {
                held.looked.mended(before, &examined.reading);
            }
            // Without it the text is to be looked over again.
            let _ = self.store.keep_looked(&held.looked);
        }
        let mut told = self.as_it_is(held, &now, &examined);
        told["merged"] = json!(by.merged);
        (DONE, told)
    }

    /// # Errors
    /// What is wrong, in Chinese; then the file is as it was.
    fn write(&self, held: &mut Held, now: &Now, change: Change) -> Result<(), String> {
        let Now { opened, source } = now;
        let history = held.history.as_mut().ok_or(UNREAD)?;
        let bytes = &opened.bytes;
        let edited = edit::edited(bytes, source, &change.edits);
        let day = clock::now()?.rfc3339();
        self.store.keep_day(day.get(..10).unwrap_or_default(), bytes)?;
        // The journal has it first: what is in the file can always be undone.
        self.store.ready(history)?;
        let line = history.done(change).ok_or("这一处的写法改不了，请在文本里改")?;
        let written = self.store.append(&line).and_then(|()| {
            if input::filing(&self.path)?.bytes != *bytes {
                return Err("文件刚刚被别的程序改动过，没有写；再改一次".to_owned());
            }
            writing::replace(&self.path, &edited.bytes)
        });
        written.inspect_err(|_| {
            // The step is ahead of the file, in the journal too; both are brought back to it.
            *history = self.store.history(source.text());
        })
    }

    /// The file as it is; what others changed in it is noted.
    fn now(&self, held: &mut Held) -> Result<Now, String> {
        let now = self.read()?;
        match &mut held.history {
            Some(history) => {
                if let Some(line) = history.outside(now.source.text()) {
                    // Without it only what was done before cannot be undone.
                    let _ = self.store.append(&line);
                }
            }
            None => held.history = Some(self.store.history(now.source.text())),
        }
        Ok(now)
    }

    fn read(&self) -> Result<Now, String> {
        let opened = input::filing(&self.path)?;
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        let (source, _) =
            source::decode(&name, &opened.bytes).map_err(|finding| finding.message.clone())?;
        Ok(Now { opened, source })
    }

    /// What fixes the findings of the text that the page saw, where a fix is asked for.
    fn fixes(&self, base: &str, request: &EditRequest, now: &Now) -> Vec<(String, Vec<Edit>)> {
        if !request.ops.iter().any(|op| matches!(op, ops::Op::Fix { .. })) {
            return Vec::new();
        }
        let examined = self.maker.examine(base.as_bytes(), &now.opened.folder);
        findings::fixes(&examined.reading)
    }

    fn told(&self, held: &Held, now: &Now, merged: bool) -> Told {
        let mut told = self.as_it_is(held, now, &self.examined(now));
        told["merged"] = json!(merged);
        (DONE, told)
    }

    fn told_conflict(&self, held: &Held, now: &Now, conflict: &serde_json::Value) -> Told {
        let mut told = self.as_it_is(held, now, &self.examined(now));
        told["conflict"] = conflict.clone();
        (CONFLICT, told)
    }

    fn examined(&self, now: &Now) -> Examination {
        self.maker.examine(&now.opened.bytes, &now.opened.folder)
    }

    fn as_it_is(&self, held: &Held, now: &Now, examined: &Examination) -> serde_json::Value {
        let history = held.history.as_ref();
        json!({
            "version": history.map(History::version),
            "form": self.maker.form(examined),
            "text": with_plain_line_ends(now.source.text()),
            "undo": history.and_then(History::undo_label),
            "redo": history.and_then(History::redo_label),
            "looked": held.looked.states(),
        })
    }

    fn wake(&self) {
        // The thread that waits for it lives as long as the program.
        let _ = self.signals.send(Signal::Written);
    }

    /// Each request leaves it whole: a thread that panicked leaves nothing half done.
    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is said where a file cannot be read as a text.
const UNREAD: &str = "这个文件读不出来，先看看问题里说的";

fn unfit(message: &str) -> Told {
    (UNFIT, json!({ "message": message }))
}

fn remember(held: &mut Held, id: &str) {
    held.done.push_back(id.to_owned());
    if held.done.len() > REMEMBERED {
        held.done.pop_front();
    }
}

//! Waits for files to be saved, and has a new version made.
//!
//! Folders are watched and not files, since many editors write a new file and give it the old
//! one's name. What the system does not tell of (a network drive) is looked after once a second.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant, SystemTime};

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::board::Board;
use super::maker::Maker;
use crate::cli::files::input::folder_of;

/// How long all has to be quiet before a file is read: editors write in several steps.
const QUIET: Duration = Duration::from_millis(15);
/// The longest wait for quiet.
const UNREST: Duration = Duration::from_millis(150);
const LOOK: Duration = Duration::from_secs(1);
/// How long a file may be away, or empty, while an editor puts a new one in its place.
const AWAY: Duration = Duration::from_millis(100);

/// What a new version may be made for.
#[derive(Debug)]
pub(in super::super) enum Signal {
    /// The system tells of a change.
    Event(Event),
    /// The desk has written the file, whole.
    Written,
}

/// Makes a version after each change, for as long as the program runs; `before` is called each time
/// before the file is read.
pub(in super::super) fn watch(
    maker: &Maker,
    board: &Board,
    (sender, events): (Sender<Signal>, &Receiver<Signal>),
    before: impl Fn(),
) {
    // Without the system's word the look once a second remains.
    let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // The receiver goes only with the program.
        let _ = event.map(|event| sender.send(Signal::Event(event)));
    });
    let mut folders = Folders { watcher: watcher.ok(), watched: BTreeSet::new() };
    let mut files = board.newest().files.clone();
    // What was saved since the first version was made is seen by the first look.
    let mut seen = Vec::new();
    loop {
        folders.watch(&files);
        let now = signatures(&files);
        if now != seen {
            wait_for_file(maker.path());
            before();
            seen = signatures(&files);
            let version = maker.make(Some(&board.newest()));
            files.clone_from(&version.files);
            board.post(version);
            continue;
        }
        let names = names(&files);
        match change(events, &names) {
            Some(Signal::Written) => {}
            Some(Signal::Event(_)) => settle(events, &names),
            None => continue,
        }
        // The same size at the same time may still be another text.
        seen = Vec::new();
    }
}

fn names(files: &[PathBuf]) -> BTreeSet<OsString> {
    files.iter().filter_map(|file| file.file_name().map(OsString::from)).collect()
}

/// Waits for a word about one of the files; not longer than until the next look.
fn change(events: &Receiver<Signal>, names: &BTreeSet<OsString>) -> Option<Signal> {
    let until = Instant::now() + LOOK;
    loop {
        let left = until.saturating_duration_since(Instant::now());
        match events.recv_timeout(left) {
            Ok(signal) if is_change(&signal, names) => return Some(signal),
            Ok(_) => {}
            Err(RecvTimeoutError::Timeout) => return None,
            Err(RecvTimeoutError::Disconnected) => {
                std::thread::sleep(left);
                return None;
            }
        }
    }
}

/// That a file was read is no change: we read them ourselves.
fn is_change(signal: &Signal, names: &BTreeSet<OsString>) -> bool {
    let Signal::Event(event) = signal else { return true };
    let changes = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        _ => true,
    };
    let named = |path: &PathBuf| path.file_name().is_some_and(|name| names.contains(name));
    changes && (event.paths.iter().any(named) || event.need_rescan())
}

/// Waits until nothing more happens to the files; what else happens in their folders is no unrest.
fn settle(events: &Receiver<Signal>, names: &BTreeSet<OsString>) {
    let end = Instant::now() + UNREST;
    let mut until = Instant::now() + QUIET;
    loop {
        let left = until.min(end).saturating_duration_since(Instant::now());
        match events.recv_timeout(left) {
            // What the desk wrote is whole.
            Ok(Signal::Written) => return,
            Ok(signal) if is_change(&signal, names) => until = Instant::now() + QUIET,
            Ok(_) if Instant::now() < until.min(end) => {}
            _ => return,
        }
    }
}

/// An editor that writes in place leaves the file empty for a moment: that is no fault to show.
fn wait_for_file(path: &Path) {
    let until = Instant::now() + AWAY;
    let is_there = || fs::metadata(path).is_ok_and(|found| found.len() > 0);
    while !is_there() && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// What a change of a file shows in: its size, and when it was written; `None` where there is no
/// such file.
type Signature = Option<(u64, Option<SystemTime>)>;

fn signatures(files: &[PathBuf]) -> Vec<(PathBuf, Signature)> {
    let signature = |file: &PathBuf| {
        let found = fs::metadata(file).ok();
        (file.clone(), found.map(|found| (found.len(), found.modified().ok())))
    };
    files.iter().map(signature).collect()
}

/// The folders that are watched.
struct Folders {
    watcher: Option<RecommendedWatcher>,
    watched: BTreeSet<PathBuf>,
}

impl Folders {
    /// Watches the folders of these files, and no others any more.
    fn watch(&mut self, files: &[PathBuf]) {
        let Some(watcher) = &mut self.watcher else { return };
        let wanted: BTreeSet<PathBuf> = files.iter().map(|f| folder_of(f).to_owned()).collect();
        for folder in self.watched.difference(&wanted) {
            // One that is gone is no longer watched anyway.
            let _ = watcher.unwatch(folder);
        }
        self.watched.retain(|folder| wanted.contains(folder));
        for folder in wanted {
            if !self.watched.contains(&folder)
                && watcher.watch(&folder, RecursiveMode::NonRecursive).is_ok()
            {
                self.watched.insert(folder);
            }
        }
    }
}

//! A piece of work on its way, as the page sees it.

use std::process::Child;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use serde_json::Value;

/// The most lines that are kept, and the longest, in characters.
const MAX_LINES: usize = 2_000;
const MAX_LINE: usize = 4_000;

/// A piece of work.
pub(in super::super) struct Job {
    state: Mutex<Progress>,
    /// The run that does it, to be stopped.
    child: Mutex<Option<Child>>,
}

/// What is known of it.
#[derive(Debug, Default, Serialize)]
pub(in super::super) struct Progress {
    running: bool,
    /// What was said, in order.
    lines: Vec<String>,
    /// How it ended: whether all is well, and the exit code.
    ok: Option<bool>,
    code: Option<i32>,
    /// What it found, for the page.
    data: Option<Value>,
    /// What it wrote.
    files: Vec<Made>,
    /// The filing that it made.
    filing: Option<String>,
}

/// A file that was written.
#[derive(Debug, Clone, Serialize)]
pub(in super::super) struct Made {
    pub(in super::super) name: String,
    /// Where it is, to be shown.
    pub(in super::super) path: String,
    /// Whether it can be had by its name under `made/`.
    pub(in super::super) served: bool,
}

/// How a piece of work ended.
#[derive(Debug, Default)]
pub(in super::super) struct End {
    pub(in super::super) code: i32,
    pub(in super::super) data: Option<String>,
    pub(in super::super) files: Vec<Made>,
    pub(in super::super) filing: Option<String>,
}

impl Job {
    pub(in super::super) fn new() -> Self {
        let state = Progress { running: true, ..Progress::default() };
        Self { state: Mutex::new(state), child: Mutex::new(None) }
    }

    /// What is known of it, as JSON.
    pub(in super::super) fn json(&self) -> String {
        // Texts and numbers: nothing here can fail to serialise.
        serde_json::to_string(&*self.progress()).unwrap_or_default()
    }

    /// Adds a line to what was said.
    pub(in super::super) fn say(&self, line: &str) {
        let mut state = self.progress();
        if state.lines.len() < MAX_LINES {
            state.lines.push(line.chars().take(MAX_LINE).collect());
        }
    }

    pub(in super::super) fn end(&self, end: End) {
        let mut state = self.progress();
        state.running = false;
        state.ok = Some(end.code == 0);
        state.code = Some(end.code);
        state.data = end.data.and_then(|json| serde_json::from_str(&json).ok());
        state.files = end.files;
        state.filing = end.filing;
    }

    /// Remembers the run, so that it can be stopped.
    pub(super) fn runs(&self, child: Child) {
        *self.child.lock().unwrap_or_else(PoisonError::into_inner) = Some(child);
    }

    /// Waits a moment for the run; its exit code once it is over.
    pub(super) fn over(&self) -> Option<i32> {
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        let ended = child.as_mut()?.try_wait();
        match ended {
            Ok(Some(status)) => {
                *child = None;
                // One that was stopped has no code.
                Some(status.code().unwrap_or(2))
            }
            Ok(None) => None,
            Err(_) => Some(2),
        }
    }

    /// Stops the run, if there is one.
    pub(in super::super) fn stop(&self) {
        if let Some(child) = self.child.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            // One that is over already needs no stopping.
            let _ = child.kill();
        }
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

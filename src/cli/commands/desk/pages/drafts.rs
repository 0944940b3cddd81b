//! Which draft the pages are of: its number, where a draft of this very content was made.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use crate::cli::commands::desk::outputs::{DRAFTS, Outputs};
use crate::cli::drafts;
use crate::cli::files::input::folder_of;
use crate::draft::Draft;

/// Sizes and times of outputs; `None` of those that are not there.
type Signatures = Vec<Option<(u64, Option<SystemTime>)>>;

/// The drafts that were made of a filing.
pub(super) struct Drafts {
    /// The outputs that may be drafts, the desk's own before those of a console.
    outputs: Vec<PathBuf>,
    /// Read again when one of them changes.
    known: Mutex<(Signatures, Vec<Draft>)>,
}

impl Drafts {
    /// Of a filing by its path from the root.
    pub(super) fn of(path: &Path, stem: &str) -> Self {
        let folder = Outputs::beside(folder_of(path)).path;
        let own = folder.join(DRAFTS);
        let outputs = drafts::outputs(&own, stem).chain(drafts::outputs(&folder, stem));
        Self { outputs: outputs.collect(), known: Mutex::default() }
    }

    /// The files whose change may number the content, or not any more.
    pub(super) fn outputs(&self) -> &[PathBuf] {
        &self.outputs
    }

    /// The draft of a content. What no draft was made of has no number: the next number is given
    /// to what is built next, which may be another content.
    pub(super) fn draft(&self, sha256: &str) -> Draft {
        let seen = Draft::new(None, sha256);
        let is_of_it = |made: &&Draft| made.fingerprint == seen.fingerprint;
        self.made().iter().find(is_of_it).cloned().unwrap_or(seen)
    }

    fn made(&self) -> Vec<Draft> {
        let signature = |output: &PathBuf| {
            let about = output.metadata().ok()?;
            Some((about.len(), about.modified().ok()))
        };
        let now: Signatures = self.outputs.iter().map(signature).collect();
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.0 != now {
            let made = self.outputs.iter().filter_map(|output| drafts::numbered(output));
            *known = (now, made.collect());
        }
        known.1.clone()
    }
}

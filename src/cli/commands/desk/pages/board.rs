//! The version that is shown, where those who serve it find it and wait for the next.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::maker::Version;

/// How many versions' pages can still be had: whoever types makes a new version while the browser
/// fetches the pages of the last one.
const KEPT: usize = 6;

pub(in super::super) struct Board {
    newest: Mutex<Arc<Version>>,
    /// The versions before, the newest first.
    before: Mutex<VecDeque<Arc<Version>>>,
    changed: Condvar,
    /// How often something was said that is no version's: which texts were looked over.
    said: AtomicUsize,
}

impl Board {
    pub(in super::super) fn new(first: Version) -> Self {
        Self {
            newest: Mutex::new(Arc::new(first)),
            before: Mutex::default(),
            changed: Condvar::new(),
            said: AtomicUsize::new(0),
        }
    }

    pub(in super::super) fn newest(&self) -> Arc<Version> {
        Arc::clone(&self.lock())
    }

    /// Puts up a version, where it says anything new.
    pub(in super::super) fn post(&self, version: Version) {
        let mut newest = self.lock();
        if newest.stamp != version.stamp {
            let last = std::mem::replace(&mut *newest, Arc::new(version));
            let mut before = self.before.lock().unwrap_or_else(PoisonError::into_inner);
            before.push_front(last);
            before.truncate(KEPT);
            self.changed.notify_all();
        }
    }

    /// Tells those who wait though the version is the same.
    pub(in super::super) fn look_again(&self) {
        let _newest = self.lock();
        self.said.fetch_add(1, Ordering::Relaxed);
        self.changed.notify_all();
    }

    /// By which those who wait know whether they were told all.
    pub(in super::super) fn stamp(&self) -> String {
        self.stamp_of(&self.lock())
    }

    fn stamp_of(&self, newest: &Version) -> String {
        format!("{}-{}", newest.stamp, self.said.load(Ordering::Relaxed))
    }

    /// A version that has a page of this name: the newest, or one of those before it.
    pub(in super::super) fn with_page(&self, name: &str) -> Option<Arc<Version>> {
        let newest = self.newest();
        let before = self.before.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all = std::iter::once(&newest).chain(before.iter());
        all.find(|version| version.pages.contains_key(name)).map(Arc::clone)
    }

    /// A stamp other than this; `None` where there was none for so long.
    pub(in super::super) fn other_than(&self, stamp: &str, patience: Duration) -> Option<String> {
        let same = |newest: &mut Arc<Version>| self.stamp_of(newest) == stamp;
        let waited = self.changed.wait_timeout_while(self.lock(), patience, same);
        let (newest, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        (!waited.timed_out()).then(|| self.stamp_of(&newest))
    }

    /// A version is put up whole: a thread that panicked leaves nothing half done.
    fn lock(&self) -> MutexGuard<'_, Arc<Version>> {
        self.newest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

//! The pieces of work of a run, by their numbers.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::job::Job;

/// The most that are remembered.
const MAX: usize = 50;

#[derive(Default)]
pub(in super::super) struct Jobs {
    all: Mutex<BTreeMap<u64, Arc<Job>>>,
}

impl Jobs {
    /// Takes a piece of work in; its number. Of too many the oldest are forgotten.
    pub(in super::super) fn add(&self, job: &Arc<Job>) -> u64 {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        let number = all.last_key_value().map_or(1, |(last, _)| last + 1);
        all.insert(number, Arc::clone(job));
        while all.len() > MAX {
            all.pop_first();
        }
        number
    }

    pub(in super::super) fn get(&self, number: &str) -> Option<Arc<Job>> {
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&number.parse().ok()?).map(Arc::clone)
    }
}

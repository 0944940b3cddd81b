//! Many files at once: each on a core of its own, with the messages about them in their order.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use rayon::ThreadPoolBuilder;
use rayon::iter::{ParallelBridge, ParallelIterator};

/// A main thread's usual stack: what can be read alone can be read among many.
const STACK: usize = 8 * 1024 * 1024;

/// What came of a file; `None` where the program itself has a fault.
pub(super) type Done<R> = Option<R>;

/// Works on every item, as many at once as there are cores, and passes the results on in the order
/// of the items. Nothing is kept longer than until its turn.
///
/// # Errors
/// The system gives no further threads; in Chinese.
pub(super) fn in_order<T: Sync, R: Send>(
    items: &[T],
    at_once: Option<NonZeroUsize>,
    work: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(&T, Done<R>) + Send,
) -> Result<(), String> {
    let at_once = match at_once {
        Some(at_once) => at_once.get(),
        None => std::thread::available_parallelism().map_or(1, NonZeroUsize::get),
    };
    if at_once.min(items.len()) <= 1 {
        // One alone is as one was ever: a fault of the program is seen where it is.
        match items {
            [item] => take(item, Some(work(item))),
            items => items.iter().for_each(|item| take(item, guarded(item, &work))),
        }
        return Ok(());
    }
    let threads = ThreadPoolBuilder::new().num_threads(at_once.min(items.len())).stack_size(STACK);
    let threads = threads.build().map_err(|error| format!("开不了这么多线程：{error}"))?;
    let queue = Mutex::new(Queue { next: 0, waiting: BTreeMap::new(), take });
    threads.install(|| {
        // Taken one by one: the first is worked on first, and few have to wait for their turn.
        items.iter().enumerate().par_bridge().for_each(|(n, item)| {
            let done = guarded(item, &work);
            queue.lock().unwrap_or_else(PoisonError::into_inner).put(n, done, items);
        });
    });
    Ok(())
}

/// A fault of the program in one file does not take the others with it.
fn guarded<T, R>(item: &T, work: impl Fn(&T) -> R) -> Done<R> {
    catch_unwind(AssertUnwindSafe(|| work(item))).ok()
}

struct Queue<R, F> {
    next: usize,
    waiting: BTreeMap<usize, Done<R>>,
    take: F,
}

impl<R, F> Queue<R, F> {
    fn put<T>(&mut self, n: usize, done: Done<R>, items: &[T])
    where
        F: FnMut(&T, Done<R>),
    {
        self.waiting.insert(n, done);
        while let Some(done) = self.waiting.remove(&self.next) {
            if let Some(item) = items.get(self.next) {
                (self.take)(item, done);
            }
            self.next += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn taken(at_once: usize) -> Vec<(u32, Done<u32>)> {
        let items: Vec<u32> = (0..100).collect();
        let mut taken = Vec::new();
        let work = |n: &u32| {
            assert_ne!(*n, 50, "a fault of the program");
            // The first of each ten ends last.
            std::thread::sleep(std::time::Duration::from_millis(u64::from(9 - n % 10)));
            n * 2
        };
        in_order(&items, NonZeroUsize::new(at_once), work, |n, done| taken.push((*n, done)))
            .unwrap();
        taken
    }

    #[test]
    fn what_comes_of_each_is_taken_in_their_order_and_a_fault_of_one_is_its_own() {
        for at_once in [1, 7] {
            let expected = (0..100).map(|n| (n, (n != 50).then_some(n * 2)));
            assert_eq!(taken(at_once), expected.collect::<Vec<_>>());
        }
    }

    #[test]
    fn no_more_are_worked_on_at_once_than_are_asked_for() {
        let (now, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let work = |_: &u32| {
            most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            std::thread::sleep(std::time::Duration::from_millis(1));
            now.fetch_sub(1, Ordering::SeqCst);
        };
        in_order(&[0; 60], NonZeroUsize::new(3), work, |_, _| {}).unwrap();
        assert!((1..=3).contains(&most.load(Ordering::SeqCst)));
    }
}

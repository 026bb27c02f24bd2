//! Running work side by side, with the stack that deeply nested sources need.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;

/// Address space that is reserved for a stack, in order of preference; memory is taken only as it is used. Deeply nested
/// expressions make every stage recurse. The smaller sizes are for systems that limit address space.
const STACKS: [usize; 3] = [256 << 20, 32 << 20, 4 << 20];

/// How many jobs to run when the user does not say.
pub fn default_jobs() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Applies `work` to every item on up to `jobs` threads; the results are in the order of the items.
pub fn parallel<T: Sync, R: Send>(items: &[T], jobs: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let mut results: Vec<Option<R>> = items.iter().map(|_| None).collect();
    parallel_each(items, jobs, work, |index, result| results[index] = Some(result));
    results.into_iter().flatten().collect()
}

/// As [`parallel`], but hands every result to `arrived` on the calling thread as soon as it is there.
pub fn parallel_each<T: Sync, R: Send>(
    items: &[T],
    jobs: usize,
    work: impl Fn(&T) -> R + Sync,
    mut arrived: impl FnMut(usize, R),
) {
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..jobs.clamp(1, items.len().max(1)) {
            let (next, work, sender) = (&next, &work, sender.clone());
            let worker = move || {
                while let Some(item) = {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    items.get(index).map(|item| (index, item))
                } {
                    // The receiver lives as long as the scope; a failed send means the caller is unwinding.
                    let _ = sender.send((item.0, work(item.1)));
                }
            };
            spawn(scope, worker);
        }
        drop(sender);
        while let Ok((index, result)) = receiver.recv() {
            arrived(index, result);
        }
    });
}

/// Runs `work` on a thread with a large stack.
pub fn with_large_stack<R: Send>(work: impl FnOnce() -> R + Send) -> R {
    let mut results = parallel(&[Mutex::new(Some(work))], 1, |work| {
        let work = work.lock().unwrap_or_else(PoisonError::into_inner).take();
        work.map(|work| work())
    });
    match results.pop().flatten() {
        Some(result) => result,
        // `parallel` gives one result for each item.
        None => unreachable!("the work was not done"),
    }
}

/// Starts a thread with as large a stack as the system grants. Without any thread the work is done here and now.
fn spawn<'scope, 'env>(scope: &'scope thread::Scope<'scope, 'env>, work: impl FnOnce() + Send + 'scope) {
    let slot = Arc::new(Mutex::new(Some(work)));
    let take = |slot: &Mutex<Option<_>>| slot.lock().unwrap_or_else(PoisonError::into_inner).take();
    for size in STACKS {
        let slot = slot.clone();
        let body = move || {
            if let Some(work) = take(&slot) {
                work();
            }
        };
        if thread::Builder::new().stack_size(size).spawn_scoped(scope, body).is_ok() {
            return;
        }
    }
    if let Some(work) = take(&slot) {
        work();
    }
}

#[cfg(test)]
mod tests {
    use super::{parallel, with_large_stack};

    #[test]
    fn results_keep_the_order() {
        let items: Vec<u32> = (0..100).collect();
        assert_eq!(parallel(&items, 4, |x| x * 2), items.iter().map(|x| x * 2).collect::<Vec<_>>());
        assert!(parallel(&[] as &[u32], 4, |x| *x).is_empty());
    }

    #[test]
    fn the_stack_is_large() {
        fn depth(n: u32) -> u32 {
            let frame = std::hint::black_box([n; 64]);
            if n == 0 { frame[0] } else { depth(n - 1) + 1 }
        }
        assert_eq!(with_large_stack(|| depth(200_000)), 200_000);
    }
}

//! The allocator of the command: small blocks by size class, from chunks that are never given back.
//!
//! Trees and graphs are millions of small blocks that one thread makes and frees; with the C library's allocator two fifths of
//! a translation went to it. A process of the command is short, so nothing is lost by keeping its memory for its end.
//!
//! A block is taken from the list of its class, or cut from the thread's chunk; freed, it goes to the list of the thread that
//! frees it. What is larger than [`LARGEST`] is the system's, which can grow it in place. The lists of a thread that ends are
//! lost: the driver has no more threads than jobs (`pyxide_driver`, `jobs.rs`).
//!
//! ```text
//! 40 bytes  → class 2 (48)        700 bytes → class 33 (768)       20,000 bytes → the system
//! ```

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::ptr;

/// The largest size that has a class.
const LARGEST: usize = 16 << 10;
/// Sizes up to this have a class for each 16 bytes; above, four for each power of two.
const FINE: usize = 512;
const CLASSES: usize = class(LARGEST) + 1;
/// What blocks are aligned to, and what they are multiples of.
const ALIGN: usize = 16;
/// Chunks grow from the first of these sizes to the second, so that a small module takes little.
const CHUNKS: (usize, usize) = (64 << 10, 1 << 20);

pub struct Pooled;

/// Free blocks and the rest of the chunk, of one thread.
struct Pool {
    /// The first free block of each class; each has the address of the next in its first word.
    free: [Cell<*mut u8>; CLASSES],
    next: Cell<*mut u8>,
    left: Cell<usize>,
    chunk: Cell<usize>,
}

thread_local! {
    // Constant and without a destructor: using it allocates nothing, and works at any time of a thread's life.
    static POOL: Pool = const {
        Pool {
            free: [const { Cell::new(ptr::null_mut()) }; CLASSES],
            next: Cell::new(ptr::null_mut()),
            left: Cell::new(0),
            chunk: Cell::new(CHUNKS.0),
        }
    };
}

/// The class of a size between 1 and [`LARGEST`].
const fn class(size: usize) -> usize {
    let last = size - 1;
    if size <= FINE {
        return last / ALIGN;
    }
    let power = last.ilog2();
    let quarter = (last >> (power - 2)) & 3;
    FINE / ALIGN + (power - FINE.ilog2()) as usize * 4 + quarter
}

/// The size of the blocks of a class.
const fn size_of_class(class: usize) -> usize {
    if class < FINE / ALIGN {
        return (class + 1) * ALIGN;
    }
    let (power, quarter) = ((class - FINE / ALIGN) / 4, (class - FINE / ALIGN) % 4);
    (5 + quarter) << (power + FINE.ilog2() as usize - 2)
}

fn class_of(layout: Layout) -> Option<usize> {
    (layout.size() <= LARGEST && layout.align() <= ALIGN).then(|| class(layout.size().max(1)))
}

impl Pool {
    #[inline]
    fn take(&self, class: usize) -> *mut u8 {
        let block = self.free[class].get();
        if block.is_null() {
            return self.cut(size_of_class(class));
        }
        // SAFETY: a block in the list is free, aligned for a pointer, and was given the next one's address by `give`.
        self.free[class].set(unsafe { block.cast::<*mut u8>().read() });
        block
    }

    #[inline]
    fn give(&self, class: usize, block: *mut u8) {
        // SAFETY: the block is of this class, so it has 16 bytes or more, aligned; its owner has just given it up.
        unsafe { block.cast::<*mut u8>().write(self.free[class].get()) };
        self.free[class].set(block);
    }

    /// Cuts a new block from the chunk; NULL when the system has no memory.
    #[inline(never)]
    fn cut(&self, size: usize) -> *mut u8 {
        if self.left.get() < size {
            let bytes = self.chunk.get();
            let Ok(layout) = Layout::from_size_align(bytes, ALIGN) else { return ptr::null_mut() };
            // SAFETY: the size is not zero.
            let chunk = unsafe { System.alloc(layout) };
            if chunk.is_null() {
                return chunk;
            }
            self.next.set(chunk);
            self.left.set(bytes);
            self.chunk.set((bytes * 2).min(CHUNKS.1));
        }
        let block = self.next.get();
        // SAFETY: `left` bytes follow `next` in the chunk, and `size` is not more.
        self.next.set(unsafe { block.add(size) });
        self.left.set(self.left.get() - size);
        block
    }
}

// SAFETY: blocks are disjoint parts of chunks that stay allocated; their sizes and addresses are multiples of 16, and larger
// alignments go to the system. A layout has one class, so a block comes back to the class that it is of.
unsafe impl GlobalAlloc for Pooled {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        match class_of(layout) {
            Some(class) => POOL.with(|pool| pool.take(class)),
            // SAFETY: the caller's guarantees are the same.
            None => unsafe { System.alloc(layout) },
        }
    }

    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        match class_of(layout) {
            Some(class) => POOL.with(|pool| pool.give(class, block)),
            // SAFETY: a layout without a class was given to the system.
            None => unsafe { System.dealloc(block, layout) },
        }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        let Some(class) = class_of(layout) else {
            // SAFETY: the caller's guarantees are the same. The system knows which of its memory is zero.
            return unsafe { System.alloc_zeroed(layout) };
        };
        let block = POOL.with(|pool| pool.take(class));
        if !block.is_null() {
            // SAFETY: the block has that size or more.
            unsafe { block.write_bytes(0, layout.size()) };
        }
        block
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller guarantees that the new size, rounded up to the alignment, does not overflow.
        let new = unsafe { Layout::from_size_align_unchecked(size, layout.align()) };
        match (class_of(layout), class_of(new)) {
            // SAFETY: both are the system's.
            (None, None) => unsafe { System.realloc(block, layout, size) },
            (old, new) if old == new => block,
            // SAFETY: the two blocks are disjoint and hold the smaller size; the old one is the caller's to give up.
            _ => unsafe {
                let to = self.alloc(new);
                if !to.is_null() {
                    to.copy_from_nonoverlapping(block, layout.size().min(size));
                    self.dealloc(block, layout);
                }
                to
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_holds_its_sizes() {
        for size in 1..=LARGEST {
            let of = class(size);
            assert!(size_of_class(of) >= size, "{size}");
            assert!(of == 0 || size_of_class(of - 1) < size, "{size}");
            assert_eq!(size_of_class(of) % ALIGN, 0, "{size}");
        }
    }

    #[test]
    fn blocks_are_reused_and_keep_what_they_hold() {
        let layout = Layout::from_size_align(40, 8).unwrap();
        // SAFETY: each block is used within its size and freed once, with the layout it has then.
        unsafe {
            let first = Pooled.alloc(layout);
            Pooled.dealloc(first, layout);
            let block = Pooled.alloc_zeroed(layout);
            assert_eq!(block, first);
            assert_eq!(block.add(39).read(), 0);
            block.write(7);
            let mut layout = layout;
            let mut block = block;
            for size in [48, 49, 700, 20_000, 40_000, 700, 16] {
                block = Pooled.realloc(block, layout, size);
                layout = Layout::from_size_align(size, 8).unwrap();
                assert_eq!(block.read(), 7, "{size}");
                assert_eq!(block as usize % 8, 0);
            }
            Pooled.dealloc(block, layout);
        }
    }

    #[test]
    fn threads_free_what_others_made() {
        let made: Vec<Box<usize>> = (0..1000).map(Box::new).collect();
        let sum = std::thread::spawn(move || made.into_iter().map(|b| *b).sum::<usize>()).join().unwrap();
        assert_eq!(sum, 499_500);
    }
}

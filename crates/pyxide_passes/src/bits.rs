//! A fixed-size set of small indices.

use smallvec::{SmallVec, smallvec};

/// Most functions have few variables: their sets need no memory of their own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bits(SmallVec<[u64; 2]>);

impl Bits {
    pub fn empty(len: usize) -> Bits {
        Bits(smallvec![0; len.div_ceil(64)])
    }

    pub fn full(len: usize) -> Bits {
        Bits(smallvec![!0; len.div_ceil(64)])
    }

    pub fn has(&self, i: usize) -> bool {
        self.0[i / 64] >> (i % 64) & 1 != 0
    }

    pub fn insert(&mut self, i: usize) {
        self.0[i / 64] |= 1 << (i % 64);
    }

    pub fn remove(&mut self, i: usize) {
        self.0[i / 64] &= !(1 << (i % 64));
    }

    pub fn set(&mut self, i: usize, value: bool) {
        if value { self.insert(i) } else { self.remove(i) }
    }

    /// Adds one; true when it was not there.
    pub fn add(&mut self, i: usize) -> bool {
        let new = !self.has(i);
        self.insert(i);
        new
    }

    /// Adds all of `other`; true when that changed something.
    pub fn union(&mut self, other: &Bits) -> bool {
        let mut changed = false;
        for (a, b) in self.0.iter_mut().zip(&other.0) {
            changed |= *a | *b != *a;
            *a |= b;
        }
        changed
    }
}

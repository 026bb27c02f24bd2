//! Locks: `cython.pymutex` and `cython.pythread_type_lock`, and where values of a type hold some.
//!
//! A lock type is a struct of the runtime without known fields, whose name no declaration can have. A value that holds
//! locks (itself, in fields, in arrays) has to be made and freed with them.
//!
//! ```text
//! struct S { pymutex a; pymutex b[2]; }   →   .a, .b[0], .b[1]
//! ```

use crate::{ArrayLen, Prim, StructId, Type, TypeId, Types};

/// The two kinds of locks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LockKind {
    /// `cython.pymutex`
    Mutex,
    /// `cython.pythread_type_lock`
    ThreadLock,
}

/// One step to a lock inside of a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LockStep {
    Field(StructId, usize),
    Item(u64),
}

/// The way to a lock inside of a value, and its kind.
pub type LockPlace = (Vec<LockStep>, LockKind);

/// Arrays of more locks have them made when they are first taken.
const MAX_ITEMS: u64 = 64;

impl LockKind {
    pub const ALL: [LockKind; 2] = [LockKind::Mutex, LockKind::ThreadLock];

    /// The language's name.
    pub const fn name(self) -> &'static str {
        match self {
            LockKind::Mutex => "cython.pymutex",
            LockKind::ThreadLock => "cython.pythread_type_lock",
        }
    }

    pub const fn c_name(self) -> &'static str {
        match self {
            LockKind::Mutex => "pyx_mutex",
            LockKind::ThreadLock => "PyThread_type_lock",
        }
    }

    /// Makes a lock of uninitialised memory.
    pub const fn init(self) -> Prim {
        match self {
            LockKind::Mutex => Prim::MutexInit,
            LockKind::ThreadLock => Prim::ThreadLockInit,
        }
    }

    /// Makes a lock of memory of zeros.
    pub const fn ready(self) -> Prim {
        match self {
            LockKind::Mutex => Prim::MutexReady,
            LockKind::ThreadLock => Prim::ThreadLockReady,
        }
    }

    pub const fn free(self) -> Prim {
        match self {
            LockKind::Mutex => Prim::MutexFree,
            LockKind::ThreadLock => Prim::ThreadLockFree,
        }
    }

    pub const fn acquire(self) -> Prim {
        match self {
            LockKind::Mutex => Prim::MutexAcquire,
            LockKind::ThreadLock => Prim::ThreadLockAcquire,
        }
    }

    pub const fn release(self) -> Prim {
        match self {
            LockKind::Mutex => Prim::MutexRelease,
            LockKind::ThreadLock => Prim::ThreadLockRelease,
        }
    }

    pub const fn locked(self) -> Prim {
        match self {
            LockKind::Mutex => Prim::MutexLocked,
            LockKind::ThreadLock => Prim::ThreadLockLocked,
        }
    }
}

impl Types {
    /// The kind of lock that the type is.
    pub fn lock_kind(&self, ty: TypeId) -> Option<LockKind> {
        let Type::Struct(s) = self.kind(ty) else { return None };
        let name = &self.structs[s.index()].name;
        LockKind::ALL.into_iter().find(|k| k.name() == name)
    }

    /// The locks that a value of the type holds.
    pub fn locks_in(&self, ty: TypeId) -> Vec<LockPlace> {
        let mut found = Vec::new();
        self.find_locks(ty, &mut Vec::new(), &mut found);
        found
    }

    fn find_locks(&self, ty: TypeId, path: &mut Vec<LockStep>, found: &mut Vec<LockPlace>) {
        if let Some(kind) = self.lock_kind(ty) {
            found.push((path.clone(), kind));
            return;
        }
        match self.kind(ty) {
            Type::Struct(s) => {
                let def = &self.structs[s.index()];
                if def.is_union {
                    return;
                }
                for (i, f) in def.fields.iter().flatten().enumerate() {
                    path.push(LockStep::Field(*s, i));
                    self.find_locks(f.ty, path, found);
                    path.pop();
                }
            }
            Type::Array(elem, ArrayLen::Known(n)) if *n <= MAX_ITEMS => {
                for i in 0..*n {
                    path.push(LockStep::Item(i));
                    self.find_locks(*elem, path, found);
                    path.pop();
                }
            }
            _ => {}
        }
    }
}

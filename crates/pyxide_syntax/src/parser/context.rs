//! Where a statement stands: what decides which statements may.

use super::*;

/// The sort of block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Level {
    Module,
    ModulePxd,
    Function,
    /// The body of a Python class.
    Class,
    CClass,
    CClassPxd,
    CppClass,
    Property,
    /// Inside `if`, `for`, `with`, `try` and the like.
    Other,
    /// A block under a header that could not be read: everything may stand here.
    Recovery,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Context {
    pub level: Level,
    /// Words inherited from enclosing `cdef` blocks.
    pub flags: DeclFlags,
    /// Inside a `cdef` block: declarations need no `cdef`.
    pub in_cdef: bool,
}

impl Context {
    pub fn module(kind: SourceKind) -> Context {
        Context::of(if kind == SourceKind::Pxd { Level::ModulePxd } else { Level::Module })
    }

    pub fn of(level: Level) -> Context {
        Context { level, flags: DeclFlags::default(), in_cdef: false }
    }

    pub fn is_pxd(&self) -> bool {
        matches!(self.level, Level::ModulePxd | Level::CClassPxd)
    }

    pub fn is_extern(&self) -> bool {
        self.flags.visibility == Visibility::Extern
    }

    pub fn is_module(&self) -> bool {
        matches!(self.level, Level::Module | Level::ModulePxd | Level::Recovery)
    }

    pub fn is_cclass(&self) -> bool {
        matches!(self.level, Level::CClass | Level::CClassPxd)
    }
}

//! What is known at one point of one path.

use crate::allocators::Family;
use crate::value::{Kind, ObjId, Val};
use pyxide_diagnostics::Span;
use pyxide_mir::{Block, CVarId, Reg, StaticId};
use pyxide_types::{BuiltinType, ClassId};
use std::rc::Rc;

/// The state of a path.
#[derive(Clone)]
pub struct State {
    pub regs: Vec<Option<Val>>,
    pub memory: Vec<(Loc, Val)>,
    pub objects: Vec<Object>,
    /// Truth of conditions that a branch of the path has decided.
    pub assumed: Vec<(Val, bool)>,
    pub trace: Option<Rc<Step>>,
    pub visits: Vec<(Block, u8)>,
    /// References that are counted by hand.
    pub references: Vec<Reference>,
    /// Objects that something outside this function's variables may hold.
    pub kept: Vec<Val>,
    /// Where attributes were set last.
    pub attribute_stores: Vec<(ClassId, usize, Span)>,
    /// How many conditions were decided when a loop's turn began.
    pub turn: usize,
    /// A loop's later turn was entered, where flags have any value.
    pub loose: bool,
    /// How many functions were called of which nothing is known.
    pub calls: u32,
    /// Objects that C code got.
    pub foreign: Vec<Val>,
    /// The path needs an allocation to fail or an exception to happen.
    pub after_failure: bool,
    /// The class of the exception in flight, where only one is possible.
    pub raising: Option<BuiltinType>,
    /// Where blocks were released, and by what.
    pub released: Vec<(Span, Family)>,
    /// Where pointers to short-lived memory were stored.
    pub stores: Vec<(Loc, Span)>,
}

/// The references to one object that the path holds by hand.
#[derive(Clone, Copy, Debug)]
pub struct Reference {
    pub value: Val,
    pub count: i32,
    /// Where the last one was taken.
    pub at: Span,
    /// Where the last one was given back.
    pub gone: Span,
    /// Nothing else is known to hold or to have given one.
    pub own: bool,
}

/// How much of an object has been written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Fill {
    None,
    /// Only what the state's memory has.
    Some,
    /// All of it may be.
    All,
}

/// A place in memory: where it starts, and the way from there.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Loc {
    pub base: Base,
    pub path: Vec<Elem>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Base {
    /// A C variable of the function.
    Reg(Reg),
    CVar(CVarId),
    Static(StaticId),
    /// Inside an object that the state knows.
    Object(ObjId),
    /// Behind a pointer or reference of which nothing is known.
    Value(Val),
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Elem {
    Field(u32, usize),
    ClassField(pyxide_types::ClassId, usize),
    Item(usize),
    Index(Val),
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Status {
    Live,
    /// Released at the place.
    Freed(Span),
    /// What held it has moved its elements, at the place.
    Moved(Span),
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Nullness {
    /// The pointer was not tested yet.
    Maybe,
    NonNull,
    /// The allocation failed on this path, and the path knows: there is no block.
    Null,
    /// The allocation failed on this path, which has not tested the pointer yet.
    Failed,
}

/// How a block came into other hands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Gift {
    /// For good.
    Kept,
    /// Stored behind a pointer parameter: the caller has it.
    Out,
    /// Passed to a C function of which nothing is known, at the place.
    Lent(Span),
}

#[derive(Clone, Debug)]
pub struct Object {
    pub kind: Kind,
    pub status: Status,
    pub null: Nullness,
    pub at: Span,
    pub size: Option<Val>,
    pub zeroed: bool,
    /// Length of the C string at its beginning.
    pub text: Option<Val>,
    pub fill: Fill,
    /// A reallocation of it has failed on this path.
    pub resize_failed: Option<Span>,
    /// Unknown calls before the pointer was found to be NULL.
    pub calls: u32,
    /// A method that was called released it.
    pub by_method: bool,
    /// Its use after the release was reported on this path.
    pub reported: bool,
    /// It was cast to a type that says what it holds.
    pub typed: bool,
    /// Other code may hold a pointer to it: its release is no longer this function's duty.
    pub given: bool,
    /// How it was given, when it was.
    pub gift: Gift,
    /// The object in whose memory the only known pointer was stored.
    pub holder: Option<ObjId>,
}

/// One step of a path, for the reader; linked backwards so that paths share their beginnings.
pub struct Step {
    pub span: Span,
    pub text: &'static str,
    pub before: Option<Rc<Step>>,
}

impl State {
    pub fn object(&self, o: ObjId) -> &Object {
        &self.objects[o.0 as usize]
    }

    pub fn object_mut(&mut self, o: ObjId) -> &mut Object {
        &mut self.objects[o.0 as usize]
    }

    pub fn status_of(&self, o: ObjId) -> Status {
        self.object(o).status
    }

    pub fn add(&mut self, object: Object) -> ObjId {
        self.objects.push(object);
        ObjId(self.objects.len() as u32 - 1)
    }

    pub fn note(&mut self, span: Span, text: &'static str) {
        if self.trace.as_ref().is_some_and(|s| s.span == span && s.text == text) {
            return;
        }
        self.trace = Some(Rc::new(Step { span, text, before: self.trace.take() }));
    }

    pub fn steps(&self) -> Vec<(Span, &'static str)> {
        let mut out = Vec::new();
        let mut at = &self.trace;
        while let Some(s) = at {
            out.push((s.span, s.text));
            at = &s.before;
        }
        out.reverse();
        out
    }

    pub fn read(&self, loc: &Loc) -> Option<Val> {
        if let (Base::Reg(r), true) = (loc.base, loc.path.is_empty()) {
            return self.regs[r.index()];
        }
        self.memory.iter().find(|(l, _)| l == loc).map(|(_, v)| *v)
    }

    pub fn write(&mut self, loc: Loc, value: Val) {
        if let (Base::Reg(r), true) = (loc.base, loc.path.is_empty()) {
            self.regs[r.index()] = Some(value);
            return;
        }
        match self.memory.iter_mut().find(|(l, _)| *l == loc) {
            Some((_, v)) => *v = value,
            None => self.memory.push((loc, value)),
        }
    }

    /// Forgets what is stored inside an object.
    pub fn forget(&mut self, base: Base) {
        self.memory.retain(|(l, _)| l.base != base);
    }

    pub fn assumption(&self, v: Val) -> Option<bool> {
        self.assumed.iter().find(|(c, _)| *c == v).map(|(_, b)| *b)
    }

    /// Heap blocks that the path still has to release.
    pub fn has_live_blocks(&self) -> bool {
        self.objects.iter().any(|o| {
            matches!(o.kind, Kind::Heap(_))
                && o.status == Status::Live
                && !o.given
                && !matches!(o.null, Nullness::Null | Nullness::Failed)
        })
    }
}

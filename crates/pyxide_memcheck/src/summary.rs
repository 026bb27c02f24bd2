//! What a call of a function does with memory, as its callers need to know it.

use crate::allocators::Family;
use crate::state::{Base, Elem, Loc};
use crate::value::{ObjId, Val};
use pyxide_diagnostics::Span;
use pyxide_types::ClassId;

/// Effects of one function. The default says that it does nothing with memory.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Summary {
    pub params: Vec<ParamEffect>,
    pub result: ResultEffect,
    /// Blocks stored behind pointer parameters: in `*p`, or in a member of the struct there.
    pub outs: Vec<(usize, FieldPath, Family)>,
    /// Members of structs behind pointer parameters that are released.
    pub freed_fields: Vec<(usize, FieldPath, Family)>,
    /// Those of them that still point to what was released.
    pub dangling_fields: Vec<(usize, FieldPath)>,
    /// What the function leaves in attributes of its first parameter, and where.
    pub attributes: Vec<(ClassId, usize, AttributeEffect, Span)>,
    /// The object is passed on to code of which nothing is known.
    pub hands_self_over: bool,
    /// References to parameters that it takes (1) or gives back (-1).
    pub references: Vec<(usize, i32)>,
}

/// Members inside members, as `(struct, index)`.
pub type FieldPath = Vec<(u32, usize)>;

/// The path when it goes through members only.
pub(crate) fn field_path(elems: &[Elem]) -> Option<FieldPath> {
    elems
        .iter()
        .map(|e| match e {
            Elem::Field(s, i) => Some((*s, *i)),
            _ => None,
        })
        .collect()
}

/// The place of a member of an object.
pub(crate) fn field_loc(o: ObjId, at: Val, path: &FieldPath) -> Loc {
    let fields = path.iter().map(|(s, i)| Elem::Field(*s, *i));
    Loc { base: Base::Object(o), path: std::iter::once(Elem::Index(at)).chain(fields).collect() }
}

#[derive(Clone, Copy, Default, PartialEq, Debug)]
pub struct ParamEffect {
    pub frees: Frees,
    pub keeps: bool,
    pub reads: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Debug)]
pub enum Frees {
    #[default]
    Never,
    /// On every path on which the function succeeds.
    Always(Option<Family>),
    Sometimes,
}

#[derive(Clone, Copy, Default, PartialEq, Debug)]
pub enum ResultEffect {
    #[default]
    Unknown,
    /// A block of its own, which the caller has to release.
    Fresh { family: Family, may_be_null: bool },
    /// The parameter itself.
    Param(usize),
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum AttributeEffect {
    /// A new block of the family.
    Fresh(Family),
    /// Released, and set to NULL or to another block.
    Released,
    /// Released, and still pointing there.
    Dangling,
}

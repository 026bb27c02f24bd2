//! What a call of a function does with memory, as its callers need to know it.

use crate::allocators::Family;
use pyxide_types::ClassId;

/// Effects of one function. The default says that it does nothing with memory.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Summary {
    pub params: Vec<ParamEffect>,
    pub result: ResultEffect,
    /// Blocks stored through pointer parameters: `(parameter, family)`.
    pub outs: Vec<(usize, Family)>,
    /// What the function leaves in attributes of its first parameter.
    pub attributes: Vec<(ClassId, usize, AttributeEffect)>,
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

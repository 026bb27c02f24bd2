//! What a call of a function does with memory, as its callers need to know it.

use crate::allocators::Family;
use crate::state::Elem;
use pyxide_diagnostics::Span;
use pyxide_types::{BuiltinType, ClassId};

/// Effects of one function. The default says that it does nothing with memory.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Summary {
    pub params: Vec<ParamEffect>,
    /// The ways in which it returns, told apart by the result.
    pub outcomes: Vec<Outcome>,
    /// What is true when it raises.
    pub raised: Option<Outcome>,
    /// What it may raise.
    pub raises: Raises,
    /// What the function leaves in attributes of its first parameter, and where.
    pub attributes: Vec<(ClassId, usize, AttributeEffect, Span)>,
    /// Attributes that get the same block as another one.
    pub shared: Vec<(ClassId, usize)>,
    /// Blocks that it stores in blocks of attributes.
    pub inside: Vec<(ClassId, usize, Family, Span)>,
    /// Attributes whose blocks' contents it hands on or releases.
    pub empties: Vec<(ClassId, usize)>,
    /// The object is passed on to code of which nothing is known.
    pub hands_self_over: bool,
    /// References to parameters that it takes (1) or gives back (-1).
    pub references: Vec<(usize, i32)>,
    /// Of `__dealloc__`: attributes that each way through it releases, or finds to be NULL.
    pub always_released: Vec<(ClassId, usize)>,
    /// It gives back references that it found somewhere.
    pub gives_back_found: bool,
}

/// The exceptions that a function can raise.
#[derive(Clone, Default, PartialEq, Debug)]
pub enum Raises {
    #[default]
    Never,
    /// One class of Python's own.
    Only(BuiltinType),
    Any,
}

impl Raises {
    /// What either raises.
    pub fn or(self, other: Raises) -> Raises {
        match (self, other) {
            (Raises::Never, x) | (x, Raises::Never) => x,
            (a, b) if a == b => a,
            _ => Raises::Any,
        }
    }
}

/// One way in which a function ends: what the caller finds then.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Outcome {
    pub result: ResultEffect,
    /// What members of a struct hold that it returns by value.
    pub members: Vec<(FieldPath, OutEffect)>,
    /// What it leaves behind pointer parameters: in `*p`, or in a member of the struct there.
    pub outs: Vec<(usize, FieldPath, OutEffect)>,
    /// Parameters whose block it releases.
    pub frees: Vec<(usize, Frees)>,
    /// Pointer parameters that are NULL, or are not, whenever it ends so.
    pub nulls: Vec<(usize, bool)>,
    /// Members of structs behind pointer parameters that are released.
    pub freed_fields: Vec<(usize, FieldPath, Family)>,
    /// Those of them that still point to what was released.
    pub dangling_fields: Vec<(usize, FieldPath)>,
    /// Members whose blocks have another owner from there on.
    pub kept_fields: Vec<(usize, FieldPath)>,
}

impl Outcome {
    /// Whether it does the same with memory as another one.
    pub fn same_effects(&self, other: &Outcome) -> bool {
        self.outs == other.outs
            && self.members == other.members
            && self.nulls == other.nulls
            && self.frees == other.frees
            && self.freed_fields == other.freed_fields
            && self.dangling_fields == other.dangling_fields
            && self.kept_fields == other.kept_fields
    }

    /// What is true of both ways.
    pub fn merge(&mut self, other: Outcome) {
        self.result = self.result.or(other.result);
        for (p, path, effect) in other.outs {
            match self.outs.iter_mut().find(|(q, at, _)| (*q, at) == (p, &path)) {
                Some((_, _, known)) if *known != effect => *known = known.or(effect),
                Some(_) => {}
                None => self.outs.push((p, path, OutEffect::Unknown)),
            }
        }
        for (path, effect) in other.members {
            match self.members.iter_mut().find(|(at, _)| *at == path) {
                Some((_, known)) if *known != effect => *known = known.or(effect),
                Some(_) => {}
                None => self.members.push((path, OutEffect::Unknown)),
            }
        }
        // Where the parameter is NULL there is nothing to release.
        let (mine, theirs) = (self.nulls.clone(), other.nulls.clone());
        for (p, frees) in &mut self.frees {
            if !theirs.contains(&(*p, true)) && !other.frees.contains(&(*p, *frees)) {
                *frees = Frees::Sometimes;
            }
        }
        for (p, frees) in other.frees {
            if !self.frees.iter().any(|(q, _)| *q == p) {
                let frees = if mine.contains(&(p, true)) { frees } else { Frees::Sometimes };
                self.frees.push((p, frees));
            }
        }
        self.nulls.retain(|n| theirs.contains(n));
        for entry in other.freed_fields {
            if !self.freed_fields.contains(&entry) {
                self.freed_fields.push(entry);
            }
        }
        for entry in other.kept_fields {
            if !self.kept_fields.contains(&entry) {
                self.kept_fields.push(entry);
            }
        }
        for entry in other.dangling_fields {
            if !self.dangling_fields.contains(&entry) {
                self.dangling_fields.push(entry);
            }
        }
    }
}

/// What a function leaves in a place of its caller.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum OutEffect {
    /// A block that the caller has to release.
    Fresh {
        family: Family,
        may_be_null: bool,
    },
    Null,
    /// The address of a member of what a parameter points to.
    Inside {
        param: usize,
        of: u32,
        member: usize,
    },
    /// Something; of a block that was there before nothing is known any more.
    Unknown,
}

impl OutEffect {
    fn or(self, other: OutEffect) -> OutEffect {
        match (self, other) {
            (OutEffect::Fresh { family, .. }, OutEffect::Null)
            | (OutEffect::Null, OutEffect::Fresh { family, .. }) => {
                OutEffect::Fresh { family, may_be_null: true }
            }
            (OutEffect::Fresh { family, .. }, OutEffect::Fresh { family: other, .. }) if family == other => {
                OutEffect::Fresh { family, may_be_null: true }
            }
            _ => OutEffect::Unknown,
        }
    }
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

#[derive(Clone, Copy, Default, PartialEq, Debug)]
pub struct ParamEffect {
    pub keeps: bool,
    pub reads: bool,
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Frees {
    /// On every path that ends so.
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
    /// NULL or a number.
    Number(i128),
    /// What an attribute of the first parameter points to.
    Attribute(ClassId, usize),
}

impl ResultEffect {
    fn or(self, other: ResultEffect) -> ResultEffect {
        match (self, other) {
            (a, b) if a == b => a,
            (ResultEffect::Fresh { family, .. }, ResultEffect::Number(0))
            | (ResultEffect::Number(0), ResultEffect::Fresh { family, .. }) => {
                ResultEffect::Fresh { family, may_be_null: true }
            }
            (ResultEffect::Fresh { family, .. }, ResultEffect::Fresh { family: other, .. })
                if family == other =>
            {
                ResultEffect::Fresh { family, may_be_null: true }
            }
            _ => ResultEffect::Unknown,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum AttributeEffect {
    /// A new block of the family.
    Fresh(Family),
    /// Released, and set to a new block of the family.
    Replaced(Family),
    /// Released, and set to NULL.
    Released,
    /// Released, and still pointing there.
    Dangling,
}

//! Symbolic values, hash-consed: equal values have equal ids.

use crate::allocators::Family;
use pyxide_mir::{BinOp, Reg};
use pyxide_types::TypeId;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// A value of one exploration.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Val(pub u32);

/// A block, variable or object that pointers point to, by its number in the state.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct ObjId(pub u32);

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum ValKind {
    /// Nothing is known; each is different.
    Symbol(u32),
    /// A C integer, or NULL (0).
    Int(i128),
    /// A pointer to an object, some bytes in.
    Ptr(ObjId, Val),
    Bin(BinOp, Val, Val),
    Neg(Val),
    Not(Val),
    /// Where a member of a struct is: offset of the struct, struct, member.
    Member(Val, u32, usize),
    /// The address of an attribute of an object.
    Cell(Val, pyxide_types::ClassId, usize),
    /// `sizeof(T)` of a size that only C knows.
    SizeOf(TypeId),
    /// Length of the string at a pointer (`strlen`, `len(bytes)`).
    Length(Val),
    /// A constant whose value only C or Python knows, by its name.
    Named(SmolStr),
    /// Whether an object is an instance of a type.
    IsA(Val, Val),
}

/// The table of values.
#[derive(Default)]
pub struct Values {
    kinds: Vec<ValKind>,
    ids: FxHashMap<ValKind, Val>,
    next_symbol: u32,
    named: FxHashMap<SmolStr, Val>,
}

impl Values {
    pub fn get(&self, v: Val) -> &ValKind {
        &self.kinds[v.0 as usize]
    }

    pub fn make(&mut self, kind: ValKind) -> Val {
        if let Some(&v) = self.ids.get(&kind) {
            return v;
        }
        let v = Val(self.kinds.len() as u32);
        self.kinds.push(kind.clone());
        self.ids.insert(kind, v);
        v
    }

    pub fn symbol(&mut self) -> Val {
        self.next_symbol += 1;
        self.make(ValKind::Symbol(self.next_symbol))
    }

    pub fn int(&mut self, n: i128) -> Val {
        self.make(ValKind::Int(n))
    }

    /// The constant of a name; `known` tells its value where there is one.
    pub fn named(&mut self, name: &SmolStr, known: impl FnOnce() -> Option<i64>) -> Val {
        if let Some(&v) = self.named.get(name) {
            return v;
        }
        let kind = known().map_or_else(|| ValKind::Named(name.clone()), |n| ValKind::Int(n as i128));
        let v = self.make(kind);
        self.named.insert(name.clone(), v);
        v
    }

    pub fn as_int(&self, v: Val) -> Option<i128> {
        match self.get(v) {
            ValKind::Int(n) => Some(*n),
            _ => None,
        }
    }

    pub fn ptr(&self, v: Val) -> Option<(ObjId, Val)> {
        match self.get(v) {
            ValKind::Ptr(o, off) => Some((*o, *off)),
            _ => None,
        }
    }

    /// Computes where both sides are known, normalises where that makes equal things equal.
    pub fn binary(&mut self, op: BinOp, a: Val, b: Val) -> Val {
        if let (Some(x), Some(y)) = (self.as_int(a), self.as_int(b)) {
            let r = match op {
                BinOp::Add => x.checked_add(y),
                BinOp::Sub => x.checked_sub(y),
                BinOp::Mul => x.checked_mul(y),
                BinOp::Div => x.checked_div(y),
                BinOp::Rem => x.checked_rem(y),
                BinOp::And => Some(x & y),
                BinOp::Or => Some(x | y),
                BinOp::Xor => Some(x ^ y),
                BinOp::Shl if (0..100).contains(&y) => x.checked_mul(1i128 << y),
                BinOp::Shr if (0..100).contains(&y) => Some(x >> y),
                BinOp::Shl | BinOp::Shr => None,
                BinOp::Eq => Some((x == y) as i128),
                BinOp::Ne => Some((x != y) as i128),
                BinOp::Lt => Some((x < y) as i128),
                BinOp::Le => Some((x <= y) as i128),
                BinOp::Gt => Some((x > y) as i128),
                BinOp::Ge => Some((x >= y) as i128),
            };
            return match r {
                Some(n) => self.int(n),
                None => self.symbol(),
            };
        }
        match (op, self.as_int(a), self.as_int(b)) {
            (BinOp::Add | BinOp::Sub | BinOp::Or | BinOp::Xor | BinOp::Shl | BinOp::Shr, _, Some(0)) => {
                return a;
            }
            (BinOp::Add | BinOp::Or, Some(0), _) => return b,
            (BinOp::Mul, _, Some(1)) => return a,
            (BinOp::Mul, Some(1), _) => return b,
            _ => {}
        }
        // Pointer arithmetic moves the offset.
        if matches!(op, BinOp::Add | BinOp::Sub) {
            if let Some((o, off)) = self.ptr(a) {
                let off = self.binary(op, off, b);
                return self.make(ValKind::Ptr(o, off));
            }
            if op == BinOp::Add
                && let Some((o, off)) = self.ptr(b)
            {
                let off = self.binary(op, off, a);
                return self.make(ValKind::Ptr(o, off));
            }
        }
        // Pointers to different objects differ.
        if let (Some((x, _)), Some((y, _))) = (self.ptr(a), self.ptr(b))
            && x != y
        {
            match op {
                BinOp::Eq => return self.int(0),
                BinOp::Ne => return self.int(1),
                _ => {}
            }
        }
        if a == b {
            match op {
                BinOp::Eq | BinOp::Le | BinOp::Ge => return self.int(1),
                BinOp::Ne | BinOp::Lt | BinOp::Gt | BinOp::Sub | BinOp::Xor => return self.int(0),
                _ => {}
            }
        }
        let (op, a, b) = match op {
            BinOp::Gt => (BinOp::Lt, b, a),
            BinOp::Ge => (BinOp::Le, b, a),
            BinOp::Add | BinOp::Mul | BinOp::Eq | BinOp::Ne | BinOp::And | BinOp::Or if b < a => (op, b, a),
            _ => (op, a, b),
        };
        self.make(ValKind::Bin(op, a, b))
    }
}

/// What an object is.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Kind {
    /// A block that this function (or a callee for it) allocated.
    Heap(Family),
    /// What a pointer parameter points to.
    Param(usize),
    /// What an attribute of `self` points to when the method is entered.
    Attribute(pyxide_types::ClassId, usize),
    /// What a pointer in the block of an attribute points to, at any depth.
    Element(pyxide_types::ClassId, usize),
    /// A C variable of this function.
    Stack(Reg),
    /// What a pointer member of the struct behind a pointer parameter points to.
    ParamField(usize, crate::summary::FieldPath),
    /// A module-level C variable.
    Variable(pyxide_mir::CVarId),
    /// What a module-level pointer pointed to when it was read.
    Global(pyxide_mir::CVarId),
    /// A string literal.
    Literal,
    /// The bytes that a Python object keeps.
    Interior(Val),
}

//! What can raise, and what is true on the path that the exception takes.
//!
//! Operations that fail only when Python has no memory left for a small object, and checks for None of variables with a
//! type, are taken to succeed: nobody writes a `finally:` for them alone.

use super::Engine;
use crate::state::State;
use crate::summary::Raises;
use crate::value::ValKind;
use pyxide_mir::{BinOp, Callee, Const, OpKind, Operand};
use pyxide_types::{BuiltinType, Prim, Type};

/// Fail for want of memory only.
const SURE: &[Prim] = &[
    Prim::FromLong,
    Prim::FromULong,
    Prim::FromLongLong,
    Prim::FromULongLong,
    Prim::FromSsize,
    Prim::FromSize,
    Prim::FromIntSized,
    Prim::FromDouble,
    Prim::FromComplex,
    Prim::FromCharPtr,
    Prim::FromCharPtrSize,
    Prim::BuildTuple,
    Prim::BuildList,
    Prim::BuildSlice,
    Prim::NewDict,
    Prim::NewDictSized,
    Prim::NewList,
    Prim::ListAppend,
    Prim::ListAsTuple,
    Prim::CheckNotNone,
    Prim::CheckIterable,
    Prim::ArgNotNone,
    Prim::LenList,
    Prim::LenTuple,
    Prim::LenDict,
    Prim::LenSet,
    Prim::LenStr,
    Prim::LenBytes,
    Prim::NewFunction,
    Prim::NewCFunction,
];

impl Engine<'_> {
    /// Whether the exception of an operation is followed.
    pub(super) fn can_fail(&self, state: &State, op: &OpKind) -> bool {
        match op {
            OpKind::Opaque { .. } => false,
            OpKind::CheckBound { reg, .. } => state.regs[reg.index()].is_none_or(|v| v == self.zero),
            OpKind::Call { callee: Callee::Prim(p), args, .. } => {
                let of_type = |types: &[BuiltinType]| {
                    args.first().is_some_and(|a| {
                        let t = &self.cx.module.types;
                        let ty = self.cx.module.operand_type(self.f, a);
                        matches!(t.kind(ty), Type::Builtin(b) if types.contains(b))
                    })
                };
                match p {
                    // Matching against a builtin class.
                    Prim::ExcMatches => exception_class(args.get(1)).is_none(),
                    Prim::AsCharPtr => {
                        let value = args.first().and_then(Operand::reg).and_then(|r| state.regs[r.index()]);
                        // What a function returns may be None.
                        let foreign = value.is_some_and(|v| self.returned.contains(&v));
                        foreign || !of_type(&[BuiltinType::Bytes, BuiltinType::ByteArray])
                    }
                    Prim::IterStart => !of_type(&[
                        BuiltinType::List,
                        BuiltinType::Tuple,
                        BuiltinType::Dict,
                        BuiltinType::Bytes,
                    ]),
                    Prim::BytesGetChar
                    | Prim::StrGetChar
                    | Prim::ListGetItemSsize
                    | Prim::TupleGetItemSsize => !self.is_in_range(state, args),
                    Prim::Call if exception_class(args.first()).is_some() => false,
                    _ => !SURE.contains(p),
                }
            }
            OpKind::Call { callee, .. } => match self.own_function(callee) {
                Some(f) => self.cx.summaries[f].raises != Raises::Never,
                None => true,
            },
            _ => true,
        }
    }

    /// The path knows that an index is below the length of the sequence.
    fn is_in_range(&self, state: &State, args: &[Operand]) -> bool {
        let value = |n: usize| state.regs[args.get(n)?.reg()?.index()];
        let (Some(sequence), Some(index)) = (value(0), value(1)) else { return false };
        state.assumed.iter().any(|&(c, truth)| {
            truth
                && matches!(*self.values.get(c), ValKind::Bin(BinOp::Lt, a, b)
                    if a == index && *self.values.get(b) == ValKind::Length(sequence))
        })
    }

    /// The class of what the failing operation raises, where it is known.
    pub(super) fn raised_class(&mut self, state: &mut State, op: &OpKind) {
        let OpKind::Call { callee, args, .. } = op else {
            state.raising = None;
            return;
        };
        state.raising = match callee {
            Callee::Prim(Prim::Raise) => exception_class(args.first()).or_else(|| {
                let v = state.regs[args.first()?.reg()?.index()]?;
                self.exceptions.get(&v).copied()
            }),
            Callee::Prim(Prim::Reraise | Prim::ExcRaiseAgain) => state.raising,
            _ => match self.own_function(callee).map(|f| &self.cx.summaries[f].raises) {
                Some(Raises::Only(class)) => Some(*class),
                _ => None,
            },
        };
    }

    /// Whether `except pattern` catches what is raised; `None`: not known.
    pub(super) fn catches(&self, state: &State, pattern: Option<&Operand>) -> Option<bool> {
        let pattern = exception_class(pattern)?;
        if pattern == BuiltinType::BaseException {
            return Some(true);
        }
        Some(state.raising?.is_exception_under(pattern))
    }
}

/// The builtin exception class that an operand names.
pub(super) fn exception_class(o: Option<&Operand>) -> Option<BuiltinType> {
    match o? {
        Operand::Const(Const::Api(name)) => {
            let name = name.strip_prefix("PyExc_")?;
            BuiltinType::ALL.iter().copied().find(|b| b.py_name() == name && b.is_exception())
        }
        Operand::Const(Const::BuiltinType(b)) if b.is_exception() => Some(*b),
        _ => None,
    }
}

//! Which specialisation of a fused function a call means, and in which order Python arguments are tried against them.
//!
//! ```text
//! ctypedef fused number: int; double; long long
//! f(<long>1)      f[long long]: wider than the argument, where `int` is narrower
//! f(1, 2.5)       the sum over the arguments decides; two sums alike are an error
//! f(some_object)  no C type fits an object that may be anything: Python's dispatch is asked
//! ```
//!
//! The rules are the language's (Cython's), so that programs keep their meaning.

use super::Body;
use super::types;
use pyxide_diagnostics::{Span, codes};
use pyxide_hir::{CFuncId, Expr};
use pyxide_syntax::ast;
use pyxide_types::{BuiltinType, ClassId, ComplexKind, FloatKind, IntKind, Type, TypeId, Types};

/// How badly values fit parameters, the weightiest first.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Misfit {
    /// Objects that become other objects.
    objects: u32,
    /// C values that become something of another kind.
    converted: u32,
    /// Distance between the types of numbers.
    distance: u32,
    /// Numbers that lose width or change signedness.
    lossy: u32,
    /// Pointers that become `void *`, and pointers that become others.
    void_pointers: u32,
    pointers: u32,
}

/// The outcome of a choice.
pub(super) enum Choice<T> {
    None,
    One(T),
    /// Two fit equally well.
    Several,
}

/// Width of a number's type in half steps of the language's ranks, and whether it has a sign.
fn rank(types: &Types, ty: TypeId) -> Option<(i32, bool)> {
    use IntKind::*;
    Some(match types.kind(ty) {
        Type::Int(k) => {
            let rank = match k {
                Char | SChar | UChar => 0,
                Short | UShort => 2,
                PyUnicode => 3,
                Bint | Int | UInt => 4,
                Ucs4 => 5,
                Long | ULong => 6,
                PyHashT | PySsizeT | SsizeT | SizeT | PtrdiffT | Wide => 7,
                LongLong | ULongLong => 8,
            };
            (rank, k.is_signed())
        }
        Type::Float(FloatKind::Float) => (10, true),
        Type::Float(FloatKind::Double) => (12, true),
        Type::Float(FloatKind::LongDouble) => (14, true),
        Type::Enum(_) | Type::Complex(_) => (-2, true),
        _ => return None,
    })
}

/// Whether a Python value is tried as `a` before it is tried as `b`.
fn is_tried_before(types: &Types, a: TypeId, b: TypeId) -> bool {
    match (types.get(types.unqualified(a)), types.kind(b)) {
        (Type::Complex(ComplexKind::Int(a)), Type::Complex(ComplexKind::Int(b))) => {
            a.rank() > b.rank() && a.is_signed() >= b.is_signed()
        }
        (Type::Complex(ComplexKind::Int(_)), Type::Complex(_)) => false,
        (Type::Complex(_), Type::Complex(ComplexKind::Int(_))) => true,
        (Type::Complex(a), Type::Complex(b)) => a > b,
        (Type::Int(_) | Type::Float(_) | Type::Enum(_), _) => match (rank(types, a), rank(types, b)) {
            (Some((rank_a, signed_a)), Some((rank_b, signed_b))) => rank_a > rank_b && signed_a >= signed_b,
            _ => true,
        },
        _ => false,
    }
}

/// Sorts members of a fused type so that those of more width come first.
///
/// The comparison is no total order, so what comes out depends on the steps: those of a sort by runs and binary insertion.
pub(super) fn sort_as_tried(types: &Types, members: &mut [TypeId]) {
    let before = |a: TypeId, b: TypeId| is_tried_before(types, a, b);
    if members.len() < 2 {
        return;
    }
    let descends = before(members[1], members[0]);
    let mut sorted = 2;
    while sorted < members.len() && before(members[sorted], members[sorted - 1]) == descends {
        sorted += 1;
    }
    if descends {
        members[..sorted].reverse();
    }
    for i in sorted..members.len() {
        let member = members[i];
        let (mut low, mut high) = (0, i);
        while low < high {
            let middle = low + (high - low) / 2;
            if before(member, members[middle]) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        members[low..=i].rotate_right(1);
    }
}

impl<'ast> Body<'_, 'ast, '_> {
    /// Chooses a specialisation of a fused C function from the types of the arguments.
    pub(super) fn fused_by_arguments(&mut self, which: usize, args: &'ast [ast::Arg]) -> Choice<CFuncId> {
        let candidates: Vec<CFuncId> =
            self.cx.fused_functions[which].specialisations.iter().map(|(_, f)| *f).collect();
        if candidates.is_empty() {
            return Choice::None;
        }
        // By position, or by name.
        let mut given = Vec::new();
        for (i, a) in args.iter().enumerate() {
            let (place, e) = match a {
                ast::Arg::Positional(e) => (Ok(i), e),
                ast::Arg::Keyword { name, value } => (Err(&name.name), value),
                _ => return Choice::None,
            };
            let (value, _) = self.dry_run(|b| b.expr(e));
            given.push((place, value));
        }
        let fitting = candidates.into_iter().filter_map(|id| {
            let sig = &self.cx.cfuncs[id.index()].sig;
            if given.len() > sig.params.len() || given.len() + sig.optional < sig.params.len() {
                return None;
            }
            let pairs: Option<Vec<_>> = given
                .iter()
                .map(|(place, value)| {
                    let param = match place {
                        Ok(i) => sig.params.get(*i),
                        Err(name) => sig.params.iter().find(|p| p.name.as_ref() == Some(*name)),
                    };
                    Some((value, param?.ty))
                })
                .collect();
            Some((id, pairs?))
        });
        self.best(fitting.collect())
    }

    /// Chooses a specialisation of a fused C method.
    pub(super) fn fused_method_by_arguments(
        &mut self,
        which: usize,
        args: &'ast [ast::Arg],
    ) -> Choice<(ClassId, usize)> {
        let mut given = Vec::new();
        for a in args {
            let ast::Arg::Positional(e) = a else { return Choice::None };
            given.push(self.dry_run(|b| b.expr(e)).0);
        }
        let methods = &self.cx.fused_functions[which].methods;
        let fitting = methods.iter().filter_map(|&(class, method)| {
            let sig = &self.types().classes[class.index()].methods[method].sig;
            let params = sig.params.get(1..).unwrap_or_default();
            if given.len() > params.len() || given.len() + sig.optional < params.len() {
                return None;
            }
            let pairs = given.iter().zip(params).map(|(value, p)| (value, p.ty)).collect();
            Some(((class, method), pairs))
        });
        self.best(fitting.collect())
    }

    /// A call that means no one specialisation.
    pub(super) fn ambiguous_call(&mut self, span: Span, args: &'ast [ast::Arg]) -> Expr {
        let message = "the arguments fit several specialisations of the fused function equally well";
        let help = "choose one by its types, as in `f[double](…)`, or cast the arguments";
        self.report_with_help(codes::INVALID_CALL, span, message, help);
        self.wrong_call(span, vec![], args)
    }

    /// The candidate whose parameters the values fit best. One alone is taken whatever the values are.
    fn best<T: Copy>(&self, candidates: Vec<(T, Vec<(&Expr, TypeId)>)>) -> Choice<T> {
        if let [(only, _)] = candidates[..] {
            return Choice::One(only);
        }
        let mut best: Option<(Misfit, Choice<T>)> = None;
        for (id, pairs) in candidates {
            let mut sum = Some(Misfit::default());
            for (value, to) in pairs {
                sum = sum.and_then(|sum| self.fit(value.ty, to, sum));
            }
            let Some(sum) = sum else { continue };
            match &mut best {
                Some((least, _)) if *least < sum => {}
                Some((least, choice)) if *least == sum => *choice = Choice::Several,
                _ => best = Some((sum, Choice::One(id))),
            }
        }
        best.map_or(Choice::None, |(_, choice)| choice)
    }

    /// Adds how badly a value of type `from` fits `to`; `None` if it does not fit at all.
    fn fit(&self, from: TypeId, to: TypeId, mut sum: Misfit) -> Option<Misfit> {
        let t = self.types();
        let (mut from, to) = (t.resolve(from), t.resolve(to));
        if t.is_object(from) && !t.is_object(to) {
            // Only what has a C type of its own decides for one.
            from = match t.kind(from) {
                Type::Builtin(BuiltinType::Str) if types::is_c_string(t, to) => to,
                Type::Builtin(BuiltinType::Bytes | BuiltinType::ByteArray) => Types::CHAR_PTR,
                Type::Builtin(BuiltinType::Bool) => Types::BINT,
                Type::Builtin(BuiltinType::Float) => Types::DOUBLE,
                _ => return None,
            };
        }
        if from == to {
            return Some(sum);
        }
        if t.is_object(from) && matches!(t.kind(to), Type::Class(_)) && matches!(t.kind(from), Type::Object) {
            return None;
        }
        if !self.can_coerce(from, to) {
            return None;
        }
        match (t.kind(from), t.kind(to)) {
            (Type::Enum(_), Type::Int(IntKind::Int)) => sum.distance += 2,
            (Type::Float(a), Type::Float(FloatKind::Double)) if *a <= FloatKind::Double => sum.distance += 2,
            (Type::Int(_) | Type::Enum(_), Type::Int(_) | Type::Enum(_))
            | (Type::Float(_), Type::Float(_)) => {
                let ((rank_a, signed_a), (rank_b, signed_b)) = (rank(t, from)?, rank(t, to)?);
                let step = |rank: i32, signed: bool| rank + if signed { 0 } else { 2 };
                if to == Types::INT && step(rank_a, signed_a) < rank_b {
                    // A promotion.
                    sum.distance += 2;
                } else {
                    sum.distance += step(rank_b, signed_b).abs_diff(step(rank_a, signed_a)) + 2;
                    sum.lossy += 2 * (rank_b < rank_a) as u32 + (signed_a != signed_b) as u32;
                }
            }
            _ if t.is_object(from) => sum.objects += 1,
            (Type::Ptr(_) | Type::Array(..) | Type::Null, Type::Ptr(target)) => {
                if matches!(t.kind(*target), Type::Void) {
                    sum.void_pointers += 1;
                } else {
                    sum.pointers += 1;
                }
            }
            _ => sum.converted += 1,
        }
        Some(sum)
    }
}

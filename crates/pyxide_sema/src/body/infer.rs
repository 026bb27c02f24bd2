//! Types of variables that no declaration types.
//!
//! Each assignment's value is analysed in dry mode with the types known so far; a variable gets the type that spans
//! its assignments; this repeats until nothing changes. Types only grow towards `object`, so it ends.
//!
//! In the default mode only what keeps Python's meaning becomes a C type: floats, truth values, pointers, structs,
//! builtin and extension types, and C integers that take part in no arithmetic that may overflow. Other integers are
//! Python `int`s. `infer_types=True` keeps every C type; `infer_types=False` makes everything `object`.

use super::Body;
use super::scan::{Scan, Source};
use super::types::{self, spanning};
use pyxide_diagnostics::Span;
use pyxide_hir::LocalId;
use pyxide_syntax::ast;
use pyxide_types::{Type, TypeId, Types};
use rustc_hash::FxHashMap;

/// What an assignment contributes.
enum Contribution {
    /// Depends on a variable without a type yet.
    Unknown,
    /// `None`: matters only when no other object is assigned.
    None,
    Type(TypeId),
}

/// The types assigned to one variable.
struct Entry<'s, 'ast> {
    local: LocalId,
    sources: Vec<&'s Source<'ast>>,
    might_overflow: bool,
}

impl<'ast> Body<'_, 'ast, '_> {
    /// Finds the types of the locals in `pending` from what the body assigns to them.
    pub(super) fn infer_locals(&mut self, scan: &Scan<'ast>, names: &FxHashMap<smol_str::SmolStr, LocalId>) {
        let mode = self.dirs.infer_types();
        if mode == Some(false) {
            self.pending.clear();
            return;
        }
        let mut entries: Vec<Entry<'_, 'ast>> = Vec::new();
        let mut index: FxHashMap<LocalId, usize> = FxHashMap::default();
        for (name, source) in &scan.assignments {
            let Some(&local) = names.get(name) else { continue };
            if !self.pending.contains(&local) {
                continue;
            }
            let at = *index.entry(local).or_insert_with(|| {
                entries.push(Entry {
                    local,
                    sources: Vec::new(),
                    might_overflow: scan.overflowing.contains(name),
                });
                entries.len() - 1
            });
            entries[at].sources.push(source);
            if scan.inner_nonlocals.contains(name) {
                entries[at].sources = vec![&OBJECT_SOURCE];
                self.pending.remove(&local);
            }
        }
        entries.retain(|e| self.pending.contains(&e.local));
        // Variables that are only deleted or never assigned stay objects.
        let assigned: Vec<LocalId> = entries.iter().map(|e| e.local).collect();
        self.pending.retain(|l| assigned.contains(l));
        for round in 0..12 {
            let mut changed = false;
            for entry in &entries {
                let Some(ty) = self.infer_entry(entry, mode) else { continue };
                let known = !self.pending.contains(&entry.local);
                if known && self.local_ty(entry.local) == ty {
                    continue;
                }
                // Late in the process a type that still moves is given up.
                let ty = if round > 8 { Types::OBJECT } else { ty };
                self.pending.remove(&entry.local);
                self.cx.func_mut(self.func).locals[entry.local.index()].ty = ty;
                changed = true;
            }
            if !changed {
                break;
            }
        }
        // What depends only on itself is an object.
        self.pending.clear();
    }

    /// The type that spans the known assignments of a variable; `None` when none is known.
    fn infer_entry(&mut self, entry: &Entry<'_, 'ast>, mode: Option<bool>) -> Option<TypeId> {
        let mut result: Option<TypeId> = None;
        let (mut has_none, mut has_object) = (false, false);
        for source in &entry.sources {
            match self.contribution(source) {
                Contribution::Unknown => continue,
                Contribution::None => has_none = true,
                Contribution::Type(ty) => {
                    has_object |= self.types().is_object(ty);
                    result = Some(match result {
                        None => ty,
                        Some(before) => self.inferred_spanning(before, ty),
                    });
                }
            }
            if result == Some(Types::OBJECT) {
                return result;
            }
        }
        if has_none && !has_object {
            return Some(Types::OBJECT);
        }
        let ty = types::decay(&mut self.cx.types, result?);
        let is_deleted = entry.sources.iter().any(|s| matches!(s, Source::Deleted));
        if is_deleted && !self.types().is_object(ty) {
            return Some(Types::OBJECT);
        }
        Some(if mode == Some(true) { self.float_is_double(ty) } else { self.safe(ty, entry.might_overflow) })
    }

    fn inferred_spanning(&mut self, a: TypeId, b: TypeId) -> TypeId {
        let (a, b) = (self.types().unqualified(a), self.types().unqualified(b));
        let t = self.types();
        let ty = if a == b {
            a
        } else if types::is_bint(t, a) || types::is_bint(t, b) {
            return Types::OBJECT;
        } else {
            spanning(&mut self.cx.types, a, b)
        };
        self.float_is_double(ty)
    }

    fn float_is_double(&self, ty: TypeId) -> TypeId {
        if matches!(ty, Types::FLOAT | Types::PY_FLOAT) { Types::DOUBLE } else { ty }
    }

    /// The type that a variable may have without changing what Python code means.
    pub(super) fn safe(&self, ty: TypeId, might_overflow: bool) -> TypeId {
        let t = self.types();
        if t.is_object(ty) {
            return self.float_is_double(ty);
        }
        match t.kind(ty) {
            Type::Float(_) | Type::Complex(_) => self.float_is_double(ty),
            Type::Int(pyxide_types::IntKind::Bint) => ty,
            Type::Int(_) | Type::Enum(_) if !might_overflow => ty,
            Type::Int(_) if types::is_unicode_char(t, ty) => Types::STR,
            Type::Int(_) => Types::PY_INT,
            Type::Enum(_) | Type::Error | Type::Void => Types::OBJECT,
            Type::CTuple(_) => Types::TUPLE,
            _ => ty,
        }
    }

    fn contribution(&mut self, source: &Source<'ast>) -> Contribution {
        match source {
            Source::Type(ty) => Contribution::Type(*ty),
            Source::Deleted => Contribution::Unknown,
            Source::Caught(pattern) => Contribution::Type(self.caught_type(pattern)),
            Source::Value(e) => {
                if matches!(e.kind, ast::ExprKind::None) {
                    return Contribution::None;
                }
                let (ty, known) = self.dry_run(|b| {
                    let value = b.expr(e);
                    match value.kind {
                        // A byte, though reading it gives the `int` that can tell of an error.
                        pyxide_hir::ExprKind::Prim(pyxide_types::Prim::BytesGetChar, _) => Types::UCHAR,
                        _ => value.ty,
                    }
                });
                if known { Contribution::Type(ty) } else { Contribution::Unknown }
            }
            Source::Item(iter) => {
                let (ty, known) = self.dry_run(|b| {
                    let e = b.iterable_type(iter);
                    b.element_type(e)
                });
                if known { Contribution::Type(ty) } else { Contribution::Unknown }
            }
            Source::Part(inner, index) => match self.contribution(inner) {
                Contribution::Type(ty) => {
                    let ty = match self.types().kind(ty) {
                        Type::CTuple(items) => items.get(*index).copied().unwrap_or(Types::OBJECT),
                        _ => self.element_type(ty),
                    };
                    Contribution::Type(ty)
                }
                Contribution::None => Contribution::Type(Types::OBJECT),
                Contribution::Unknown => Contribution::Unknown,
            },
            Source::Binary(left, op, right) => {
                let span: Span = left.span.to(right.span);
                let (ty, known) = self.dry_run(|b| {
                    let left = b.expr(left);
                    let right = b.expr(right);
                    b.binary(span, *op, left, right).ty
                });
                if known { Contribution::Type(ty) } else { Contribution::Unknown }
            }
        }
    }

    /// The type of what a loop runs over.
    fn iterable_type(&mut self, iter: &'ast ast::Expr) -> TypeId {
        if let ast::ExprKind::Subscript { value, index } = &iter.kind
            && matches!(index.kind, ast::ExprKind::Slice { .. })
        {
            // Slices of pointers and arrays have elements, but no value.
            let base = self.expr(value);
            if self.types().is_pointer(base.ty) {
                return base.ty;
            }
        }
        if let ast::ExprKind::List(elements) | ast::ExprKind::Tuple { elements, .. } = &iter.kind
            && !super::expr::has_star(elements)
            && let Some((first, rest)) = elements.split_first()
        {
            // A display says more of its items than `list` does.
            let ty = self.expr(first).ty;
            if rest.iter().all(|e| self.expr(e).ty == ty) {
                return self.cx.types.intern(Type::CTuple(vec![ty]));
            }
            return Types::OBJECT;
        }
        self.expr(iter).ty
    }

    /// What indexing with an integer gives.
    pub(super) fn element_type(&self, ty: TypeId) -> TypeId {
        let t = self.types();
        match t.kind(ty) {
            Type::Ptr(elem) | Type::Array(elem, _) => t.unqualified(*elem),
            Type::Builtin(pyxide_types::BuiltinType::Str) => Types::UCS4,
            Type::Builtin(pyxide_types::BuiltinType::Bytes | pyxide_types::BuiltinType::ByteArray) => {
                Types::UCHAR
            }
            Type::CTuple(items) if items.windows(2).all(|w| w[0] == w[1]) => {
                items.first().copied().unwrap_or(Types::OBJECT)
            }
            Type::Error => Types::ERROR,
            _ => Types::OBJECT,
        }
    }
}

const OBJECT_SOURCE: Source<'static> = Source::Type(Types::OBJECT);

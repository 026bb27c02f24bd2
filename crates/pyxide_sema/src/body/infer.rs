//! Types of variables that no declaration types.
//!
//! Each assignment's value is analysed in dry mode; what it reads has the type that spans the assignments which reach
//! the read ([`super::flow`]). When all assignments to a variable are known, their common type is the variable's. Assignments
//! that depend on each other are taken with what is known of them so far. Then all of it is asked again with the types
//! found, until nothing changes.
//!
//! In the default mode only what keeps Python's meaning becomes a C type: floats, truth values, pointers, structs,
//! builtin and extension types, and C integers that take part in no arithmetic that may overflow. Other integers are
//! Python `int`s. `infer_types=True` keeps every C type; `infer_types=False` makes everything `object`.
//!
//! ```text
//! x = [1]
//! y = x        y: list     (and this read of `x`, though `x` is an object)
//! x = 2.0      x: object
//! ```

use super::Body;
use super::flow::{Assignments, Flow, bit};
use super::scan::{Scan, Source};
use super::types::{self, spanning};
use pyxide_diagnostics::Span;
use pyxide_hir::LocalId;
use pyxide_syntax::ast;
use pyxide_types::{BuiltinType, ComplexKind, Type, TypeId, Types};
use rustc_hash::FxHashMap;

/// Rounds in which types may still move.
const MAX_ROUNDS: usize = 8;

/// One assignment to a variable without a declared type.
struct Assignment<'ast> {
    local: LocalId,
    source: Source<'ast>,
    ty: Option<TypeId>,
    is_none: bool,
    /// Its type was taken from what was known of a circle.
    partial: bool,
}

/// A variable, and the numbers of its assignments.
struct Variable {
    local: LocalId,
    name: smol_str::SmolStr,
    assignments: Vec<usize>,
    might_overflow: bool,
    /// All assignments got a type.
    inferred: bool,
    /// Assignments that any read may see.
    always: Assignments,
}

/// What is known while the variables of one scope are inferred.
pub(super) struct Inference {
    variables: FxHashMap<LocalId, Known>,
    flow: Flow,
    mode: Option<bool>,
    /// Reads take what is known of their assignments.
    partial: bool,
}

/// The assignments to a variable, as reads of it see them.
struct Known {
    name: smol_str::SmolStr,
    types: Vec<Option<TypeId>>,
    might_overflow: bool,
    always: Assignments,
}

impl<'ast> Body<'_, 'ast, '_> {
    /// Finds the types of the locals in `pending` from what the body assigns to them, and from what some hold at its
    /// start.
    pub(super) fn infer_locals(
        &mut self,
        scan: &Scan<'ast>,
        flow: Flow,
        names: &FxHashMap<smol_str::SmolStr, LocalId>,
        given: &[(LocalId, TypeId)],
    ) {
        self.cx.inferred_locals.extend(names.values().map(|&local| (self.func, local)));
        let mode = self.dirs.infer_types();
        if mode == Some(false) {
            self.pending.clear();
            return;
        }
        let mut assignments: Vec<Assignment<'ast>> = Vec::new();
        let mut variables: Vec<Variable> = Vec::new();
        let mut index: FxHashMap<LocalId, usize> = FxHashMap::default();
        for (name, _, source) in &scan.assignments {
            let Some(&local) = names.get(name) else { continue };
            if !self.pending.contains(&local) || scan.inner_nonlocals.contains(name) {
                continue;
            }
            let at = *index.entry(local).or_insert_with(|| {
                variables.push(Variable {
                    local,
                    name: name.clone(),
                    assignments: Vec::new(),
                    might_overflow: scan.overflowing.contains(name),
                    inferred: false,
                    always: 0,
                });
                variables.len() - 1
            });
            variables[at].assignments.push(assignments.len());
            assignments.push(Assignment {
                local,
                source: source.clone(),
                ty: None,
                is_none: false,
                partial: false,
            });
        }
        // What a variable holds at the start and what nested functions assign may be seen by any read.
        let start = given.iter().map(|&(local, ty)| (local, Source::Type(ty)));
        let inner = scan.inner_assignments.iter().filter_map(|(name, source)| {
            // There, nothing is known of the variables here.
            let known = !source.reads(&|n| names.contains_key(n));
            Some((*names.get(name)?, if known { source.clone() } else { Source::Type(Types::OBJECT) }))
        });
        for (local, source) in start.chain(inner) {
            let Some(&at) = index.get(&local) else { continue };
            variables[at].always |= bit(variables[at].assignments.len());
            variables[at].assignments.push(assignments.len());
            assignments.push(Assignment { local, source, ty: None, is_none: false, partial: false });
        }
        // Variables that are never assigned stay objects, and so do those that other functions assign.
        self.pending.retain(|l| index.contains_key(l));
        let known = variables.iter().map(|v| {
            let types = vec![None; v.assignments.len()];
            let might_overflow = v.might_overflow;
            (v.local, Known { name: v.name.clone(), types, might_overflow, always: v.always })
        });
        let inference = Inference { variables: known.collect(), flow, mode, partial: false };
        let saved = self.inference.replace(inference);
        self.resolve_assignments(&variables, &mut assignments);
        for v in &mut variables {
            let all = v.assignments.iter().all(|&a| assignments[a].ty.is_some());
            let ty = if all { self.variable_type(v, &assignments) } else { None };
            v.inferred = ty.is_some();
            let ty = ty.unwrap_or(Types::OBJECT);
            self.pending.remove(&v.local);
            self.cx.func_mut(self.func).locals[v.local.index()].ty = ty;
        }
        self.pending.clear();
        self.reinfer(&variables, &mut assignments);
        self.inference = saved;
    }

    /// Gives every assignment a type that does not depend on itself alone.
    fn resolve_assignments(&mut self, variables: &[Variable], assignments: &mut [Assignment<'ast>]) {
        let slots = slots(variables, assignments.len());
        loop {
            let mut progress = false;
            for partial in [false, true] {
                self.set_partial(partial);
                for i in 0..assignments.len() {
                    if assignments[i].ty.is_some() || partial && assignments[i].partial {
                        continue;
                    }
                    let Some(ty) = self.contribution(&assignments[i].source) else { continue };
                    assignments[i].is_none = is_none(&assignments[i].source);
                    assignments[i].ty = Some(ty);
                    assignments[i].partial = partial;
                    self.note(assignments[i].local, slots[i], ty);
                    progress = true;
                }
                self.set_partial(false);
                if progress {
                    break;
                }
            }
            if !progress {
                return;
            }
        }
    }

    fn set_partial(&mut self, partial: bool) {
        if let Some(inference) = &mut self.inference {
            inference.partial = partial;
        }
    }

    fn note(&mut self, local: LocalId, slot: usize, ty: TypeId) {
        if let Some(known) = self.inference.as_mut().and_then(|i| i.variables.get_mut(&local)) {
            known.types[slot] = Some(ty);
        }
    }

    /// Asks for every type again with those found, until they stand.
    fn reinfer(&mut self, variables: &[Variable], assignments: &mut [Assignment<'ast>]) {
        let slots = slots(variables, assignments.len());
        for round in 0..=MAX_ROUNDS {
            let mut changed = false;
            self.narrowed.clear();
            for v in variables.iter().filter(|v| v.inferred) {
                for &i in &v.assignments {
                    if let Some(ty) = self.contribution(&assignments[i].source) {
                        assignments[i].ty = Some(ty);
                        self.note(v.local, slots[i], ty);
                    }
                }
                let Some(ty) = self.variable_type(v, assignments) else { continue };
                if ty != self.local_ty(v.local) {
                    let ty = if round == MAX_ROUNDS { Types::OBJECT } else { ty };
                    self.cx.func_mut(self.func).locals[v.local.index()].ty = ty;
                    changed = true;
                }
            }
            if !changed {
                break;
            }
        }
    }

    /// The type that spans a variable's assignments. `None` counts only where no other object is assigned.
    fn variable_type(&mut self, v: &Variable, assignments: &[Assignment<'ast>]) -> Option<TypeId> {
        let mut found: Vec<TypeId> = Vec::new();
        let (mut has_none, mut has_object) = (false, false);
        for &i in &v.assignments {
            let a = &assignments[i];
            if a.is_none {
                has_none = true;
                continue;
            }
            let ty = a.ty?;
            has_object |= self.types().is_object(ty);
            found.push(ty);
        }
        if has_none && !has_object {
            found.push(Types::OBJECT);
        }
        let mode = self.dirs.infer_types();
        Some(self.spanning_all(&found, v.might_overflow, mode))
    }

    fn spanning_all(&mut self, found: &[TypeId], might_overflow: bool, mode: Option<bool>) -> TypeId {
        let mut types = found.iter().copied();
        let Some(mut ty) = types.next() else { return Types::OBJECT };
        for other in types {
            ty = self.inferred_spanning(ty, other);
        }
        let ty = types::decay(&mut self.cx.types, ty);
        if mode == Some(true) { ty } else { self.safe(ty, might_overflow) }
    }

    /// The type of a read of a local, from the assignments that reach it; `None` when one of them has none yet.
    pub(super) fn reaching_type(&mut self, local: LocalId, at: Span) -> Option<TypeId> {
        let inference = self.inference.as_ref()?;
        let known = inference.variables.get(&local)?;
        let set = inference.flow.reaching(&known.name, at).unwrap_or(Assignments::MAX) | known.always;
        let mut found = Vec::new();
        for (i, ty) in known.types.iter().enumerate() {
            if set & bit(i) == 0 {
                continue;
            }
            match ty {
                Some(ty) => found.push(*ty),
                None if inference.partial => {}
                None => return None,
            }
        }
        if found.is_empty() && set != 0 {
            return None;
        }
        let (might_overflow, mode) = (known.might_overflow, inference.mode);
        Some(self.spanning_all(&found, might_overflow, mode))
    }

    /// The type of a read of an object variable where another variable takes its type from it.
    pub(super) fn reaching_object(&mut self, local: LocalId, at: Span) -> Option<TypeId> {
        let ty = self.reaching_type(local, at)?;
        if types::builtin(self.types(), ty).is_some() {
            self.narrowed.insert(at, ty);
        }
        let overflows = self.inference.as_ref()?.variables.get(&local)?.might_overflow;
        (!(overflows && self.types().is_int(ty))).then_some(ty)
    }

    /// What a read of an object variable is known to be by the assignments that reach it.
    pub(super) fn narrower(&self, at: Span) -> Option<TypeId> {
        self.narrowed.get(&at).copied()
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
        if matches!(ty, Types::FLOAT | Types::PY_FLOAT) { Types::DOUBLE } else { ty }
    }

    /// The type that a variable may have without changing what Python code means.
    pub(super) fn safe(&self, ty: TypeId, might_overflow: bool) -> TypeId {
        let t = self.types();
        if t.is_object(ty) {
            return ty;
        }
        match t.kind(ty) {
            Type::Float(pyxide_types::FloatKind::LongDouble) => Types::PY_FLOAT,
            Type::Complex(ComplexKind::Float(pyxide_types::FloatKind::Double) | ComplexKind::Soft) => ty,
            Type::Complex(_) => Types::PY_COMPLEX,
            Type::Int(pyxide_types::IntKind::Bint) => ty,
            Type::Int(_) | Type::Enum(_) if !might_overflow => ty,
            Type::Int(_) if types::is_unicode_char(t, ty) => Types::STR,
            Type::Int(_) => Types::PY_INT,
            Type::Enum(_) | Type::Error | Type::Void => Types::OBJECT,
            Type::Struct(s) if t.structs[s.index()].is_union && types::python_type(t, ty).is_some() => {
                Types::OBJECT
            }
            Type::CTuple(_) if types::python_type(t, ty).is_some() => Types::TUPLE,
            _ => ty,
        }
    }

    /// The type of an assigned value; `None` while it depends on a variable without a type.
    fn contribution(&mut self, source: &Source<'ast>) -> Option<TypeId> {
        match source {
            Source::Type(ty) => Some(*ty),
            Source::Caught(pattern) => Some(self.caught_type(pattern)),
            Source::Value(e) => self.infer(e),
            Source::Item(iter) => self.infer_with(|b| {
                let ty = b.iterable_type(iter);
                b.iterated_type(ty)
            }),
            Source::Part(inner, index) => {
                let ty = self.contribution(inner)?;
                Some(self.indexed_type(ty, Some(*index as i64)))
            }
            Source::Binary(left, op, right) => {
                let span: Span = left.span.to(right.span);
                self.infer_with(|b| {
                    let left = b.expr(left);
                    let right = b.expr(right);
                    let (x, y) = (left.ty, right.ty);
                    let is_int = |t: &Types, ty| ty == Types::PY_INT || !t.is_object(ty) && t.is_int(ty);
                    let integers = is_int(b.types(), x) && is_int(b.types(), y);
                    if *op == ast::BinaryOp::Div && integers && (x == Types::PY_INT || y == Types::PY_INT) {
                        // `/=` is not taken to be a true division here.
                        return Types::OBJECT;
                    }
                    b.binary(span, *op, left, right).ty
                })
            }
            Source::Count(inner) => {
                let ty = self.counted(inner)?;
                Some(if types::builtin(self.types(), ty).is_some() { Types::SSIZE } else { Types::OBJECT })
            }
            Source::Entered(manager) => {
                let ty = self.infer(manager)?;
                let Some(class) = self.types().class_of(ty) else { return Some(Types::OBJECT) };
                let t = self.types();
                let method = t.find_class_method(class, "__enter__");
                Some(method.map_or(Types::OBJECT, |(c, i)| t.classes[c.index()].methods[i].sig.ret))
            }
            Source::Deleted(name) => {
                let ty = self.infer(name)?;
                let t = self.types();
                let is_c = !t.is_object(ty) && types::python_type(t, ty).is_some();
                Some(if is_c { Types::OBJECT } else { ty })
            }
        }
    }

    /// The type of the variable that `enumerate` counts. One that is inferred itself is not known so early.
    fn counted(&mut self, inner: &'ast ast::Expr) -> Option<TypeId> {
        let inferred = self.inference.as_ref().is_some_and(|inference| {
            inner.as_name().is_some_and(|name| inference.variables.values().any(|v| v.name == *name))
        });
        if inferred { Some(Types::OBJECT) } else { self.infer(inner) }
    }

    fn infer(&mut self, e: &'ast ast::Expr) -> Option<TypeId> {
        use ast::ExprKind as K;
        match &e.kind {
            // What these are does not depend on what is in them.
            K::None => Some(Types::OBJECT),
            K::List(_) => Some(Types::LIST),
            K::Set(_) => Some(Types::SET),
            K::Dict(_) => Some(Types::DICT),
            _ => self.infer_with(|b| b.expr(e).ty),
        }
    }

    fn infer_with(&mut self, f: impl FnOnce(&mut Self) -> TypeId) -> Option<TypeId> {
        let saved = std::mem::replace(&mut self.inferring, true);
        let (ty, known) = self.dry_run(f);
        self.inferring = saved;
        known.then_some(ty)
    }

    /// What a variable takes from a call of a builtin function, where that differs from what the call gives.
    pub(super) fn inferred_call(&self, func: &ast::Expr) -> Option<TypeId> {
        let name = func.as_name().filter(|_| self.inferring)?;
        let ty = match name.as_str() {
            "any" | "all" | "globals" | "input" => Types::OBJECT,
            "float" => Types::DOUBLE,
            _ => return None,
        };
        self.is_builtin_name(name).then_some(ty)
    }

    /// What a variable takes from a global whose annotation says its type.
    pub(super) fn annotated_global(&mut self, name: &str) -> Option<TypeId> {
        if !self.inferring || !self.dirs.annotation_typing() {
            return None;
        }
        let annotation = *self.cx.global_annotations.get(name)?;
        let env = crate::context::Env::plain(self.cx.module);
        crate::declare::annotations::read(self.cx, env, annotation, false).map(|found| found.ty)
    }

    /// The type of what a loop runs over.
    fn iterable_type(&mut self, iter: &'ast ast::Expr) -> TypeId {
        if let ast::ExprKind::Subscript { value, index } = &iter.kind
            && matches!(index.kind, ast::ExprKind::Slice { .. })
        {
            // Slices of pointers and arrays have elements, but no value.
            let base = self.expr(value);
            if self.types().is_pointer(base.ty) {
                // Slices of characters are bytes.
                let item = self.types().pointee(base.ty).map(|ty| self.types().unqualified(ty));
                if item.is_some_and(|ty| types::is_char(self.types(), ty)) {
                    return self.cx.types.ptr(Types::UCHAR);
                }
                return base.ty;
            }
        }
        if let ast::ExprKind::List(elements)
        | ast::ExprKind::Set(elements)
        | ast::ExprKind::Tuple { elements, .. } = &iter.kind
        {
            // A display says more of its items than `list` does. C values of different types stay apart.
            let types: Vec<TypeId> = elements.iter().map(|e| self.expr(e).ty).collect();
            let t = self.types();
            let all_c = !types.iter().any(|&ty| t.is_object(ty) || ty == Types::ERROR);
            if all_c && types.windows(2).any(|w| w[0] != w[1]) {
                return Types::OBJECT;
            }
            return match self.display_item_type(elements) {
                Some(ty) => self.cx.types.container(BuiltinType::List, vec![ty]),
                None => Types::OBJECT,
            };
        }
        self.expr(iter).ty
    }

    /// The type that spans the items written in a display; `None` beside others makes it an object type.
    pub(super) fn display_item_type(&mut self, elements: &'ast [ast::Expr]) -> Option<TypeId> {
        let (mut has_none, mut chars) = (false, true);
        let mut found: Option<TypeId> = None;
        for e in elements {
            if matches!(e.kind, ast::ExprKind::None) {
                has_none = true;
                continue;
            }
            let ty = match &e.kind {
                ast::ExprKind::Starred(_) => return None,
                kind => {
                    chars &= is_char_literal(kind);
                    self.expr(e).ty
                }
            };
            if ty == Types::OBJECT {
                return None;
            }
            // Python's numbers mix with C's as what they hold.
            let ty = match types::builtin(self.types(), ty) {
                Some(BuiltinType::Float) => Types::DOUBLE,
                Some(BuiltinType::Bool) => Types::BINT,
                Some(BuiltinType::Complex) => Types::DOUBLE_COMPLEX,
                _ => ty,
            };
            found = Some(match found {
                None => ty,
                Some(before) => spanning(&mut self.cx.types, before, ty),
            });
        }
        let ty = found?;
        if ty == Types::OBJECT {
            return None;
        }
        match types::builtin(self.types(), ty) {
            Some(BuiltinType::Str) if chars && !has_none => return Some(Types::UCS4),
            Some(BuiltinType::Bytes) if chars && !has_none => return Some(Types::UCHAR),
            _ => {}
        }
        if has_none && !self.types().is_object(ty) {
            return match ty {
                Types::DOUBLE => Some(Types::PY_FLOAT),
                Types::BINT => Some(Types::PY_BOOL),
                Types::DOUBLE_COMPLEX => Some(Types::PY_COMPLEX),
                _ => None,
            };
        }
        Some(ty)
    }
}

/// For each assignment, which of its variable's it is.
fn slots(variables: &[Variable], count: usize) -> Vec<usize> {
    let mut slots = vec![0; count];
    for v in variables {
        v.assignments.iter().enumerate().for_each(|(slot, &i)| slots[i] = slot);
    }
    slots
}

fn is_none(source: &Source<'_>) -> bool {
    matches!(source, Source::Value(e) if matches!(e.kind, ast::ExprKind::None))
}

/// A literal of one character.
fn is_char_literal(kind: &ast::ExprKind) -> bool {
    match kind {
        ast::ExprKind::Str(s) => s.value.code_points().count() == 1,
        ast::ExprKind::Bytes(b) => b.value.len() == 1,
        _ => false,
    }
}

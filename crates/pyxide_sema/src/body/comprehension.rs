//! Comprehensions, which run in place with variables of their own, and generator expressions, which are functions.

use super::loops::LoopPart;
use super::{Body, mk, mk_stmt, scan};
use crate::context::FusedBindings;
use crate::scope::{ScopeKind, SymbolKind};
use pyxide_diagnostics::Span;
use pyxide_hir::{
    ComprehensionKind, Expr, ExprKind, Flavour, ForIter, FuncId, Function, FunctionKind, LocalKind, Param,
    ParamKind, RangeStep, Stmt, StmtKind, Target, TargetKind,
};
use pyxide_syntax::ast;
use pyxide_syntax::ast::visit::{Visitor, Walk};
use pyxide_types::{ErrorProtocol, Prim, TypeId, Types};
use rustc_hash::{FxHashMap, FxHashSet};
use std::rc::Rc;

/// What a comprehension does with each combination of its variables.
#[derive(Clone, Copy)]
enum Element<'ast> {
    Append(u32, &'ast ast::Expr),
    Unpack(u32, &'ast ast::Expr),
    Put(u32, &'ast ast::Expr, &'ast ast::Expr),
    Yield(&'ast ast::Expr),
    YieldFrom(&'ast ast::Expr),
}

impl<'ast, 'l> Body<'_, 'ast, 'l> {
    pub(super) fn comprehension(&mut self, e: &'ast ast::Expr) -> Expr {
        use ast::ExprKind as K;
        let span = e.span;
        let (kind, ty) = match &e.kind {
            K::ListComp(_) => (ComprehensionKind::List, Types::LIST),
            K::SetComp(_) => (ComprehensionKind::Set, Types::SET),
            _ => (ComprehensionKind::Dict, Types::DICT),
        };
        if self.dry > 0 {
            return mk(span, ty, ExprKind::None);
        }
        let id = self.cx.fresh();
        let (generators, element) = match &e.kind {
            K::ListComp(c) | K::SetComp(c) => match &c.element.kind {
                K::Starred(items) => (&c.generators, Element::Unpack(id, items)),
                _ => (&c.generators, Element::Append(id, &c.element)),
            },
            K::DictUnpackComp { mapping, generators } => (generators, Element::Unpack(id, mapping)),
            K::DictComp { key, value, generators } => (generators, Element::Put(id, key, value)),
            _ => return self.error_expr(span),
        };
        let leaks = kind == ComprehensionKind::List && self.py2() && !self.is_class_scope();
        let outer = self.scope;
        if !leaks {
            self.comprehension_scope(generators, &element);
        }
        self.comprehensions.push(id);
        let body = self.comprehension_loops(generators, element, outer, None);
        self.comprehensions.pop();
        self.scope = outer;
        mk(span, ty, ExprKind::Comprehension { id, kind, body })
    }

    pub(super) fn is_class_scope(&self) -> bool {
        matches!(self.cx.scopes.get(self.scope).kind, ScopeKind::PyClass | ScopeKind::CClass(_))
    }

    /// Whether the scope stands in the body of a class.
    fn is_class_scope_around(&self, scope: crate::scope::ScopeId) -> bool {
        let parent = self.cx.scopes.get(scope).parent;
        parent
            .is_some_and(|p| matches!(self.cx.scopes.get(p).kind, ScopeKind::PyClass | ScopeKind::CClass(_)))
    }

    /// Opens the scope of a comprehension: its variables are locals of the function.
    fn comprehension_scope(&mut self, generators: &'ast [ast::CompFor], element: &Element<'ast>) {
        let name = self.cx.scopes.get(self.scope).name.clone();
        let around = self.scope;
        let scope = self.cx.scopes.add(ScopeKind::Comprehension(self.func), Some(around), name);
        self.scope = scope;
        let mut found = scan::comprehension(generators, self.cx);
        let is_generator = matches!(element, Element::Yield(_) | Element::YieldFrom(_));
        if is_generator {
            for e in element.exprs() {
                found.overflowing.extend(scan::expression(e, false, self.cx).overflowing);
            }
        } else {
            // The variables of a comprehension count as C integers whatever is done with them.
            found.overflowing.clear();
        }
        let saved = std::mem::take(&mut self.pending);
        let mut names = FxHashMap::default();
        for (name, span) in &found.bound {
            let mangled = self.mangle(name);
            let declared = if is_generator { None } else { self.declared_around(around, &mangled) };
            let ty = declared.unwrap_or(Types::OBJECT);
            let local = self.add_local(name.clone(), ty, *span, LocalKind::Var);
            self.define(scope, &mangled, *span, SymbolKind::Local(local));
            if declared.is_some() {
                self.cx.inferred_locals.remove(&(self.func, local));
                continue;
            }
            // Of a module's own comprehensions nothing is inferred.
            if !self.is_module_level() || self.is_class_scope_around(scope) {
                names.insert(name.clone(), local);
                self.pending.insert(local);
            }
        }
        let narrowed = std::mem::take(&mut self.narrowed);
        let inference = self.inference.take();
        self.infer_locals(&found, Default::default(), &names, &[]);
        self.inference = inference;
        self.narrowed.extend(narrowed);
        self.pending = saved;
    }

    /// The type that a declaration gives to the variable of this name around a comprehension: the comprehension's own
    /// variable has it too.
    fn declared_around(&self, around: crate::scope::ScopeId, name: &str) -> Option<pyxide_types::TypeId> {
        let (scope, symbol) = self.cx.scopes.lookup(around, name)?;
        let ty = match symbol.kind {
            SymbolKind::Local(local) => {
                let (ScopeKind::Function(owner) | ScopeKind::Comprehension(owner)) =
                    self.cx.scopes.get(scope).kind
                else {
                    return None;
                };
                if self.cx.inferred_locals.contains(&(owner, local)) {
                    return None;
                }
                self.cx.func(owner).locals[local.index()].ty
            }
            SymbolKind::CVar(v) => self.cx.cvars[v.index()].ty,
            _ => return None,
        };
        // What is inferred for an object's name is an object as well, or as good as one.
        let t = self.types();
        (ty != Types::OBJECT && ty != Types::ERROR && t.unqualified(ty) == ty).then_some(ty)
    }

    /// The nested loops; the first iterable belongs to the scope outside, or is given.
    fn comprehension_loops(
        &mut self,
        generators: &'ast [ast::CompFor],
        element: Element<'ast>,
        outer: crate::scope::ScopeId,
        first: Option<ForIter>,
    ) -> Vec<Stmt> {
        let Some((generator, rest)) = generators.split_first() else {
            return vec![self.element(element)];
        };
        let inner = self.scope;
        let part = LoopPart {
            span: generator.span,
            is_async: generator.is_async,
            iteration: &generator.iteration,
            iter_scope: outer,
            given: first,
            body_assigns: false,
        };
        let stmt = self.loop_with(part, |body| {
            let tests: Vec<Expr> = generator.conditions.iter().map(|c| body.condition(c)).collect();
            let mut stmts = body.comprehension_loops(rest, element, inner, None);
            for test in tests.into_iter().rev() {
                let span = test.span;
                stmts = vec![mk_stmt(span, StmtKind::If { arms: vec![(test, stmts)], orelse: vec![] })];
            }
            stmts
        });
        vec![stmt]
    }

    fn element(&mut self, element: Element<'ast>) -> Stmt {
        match element {
            Element::Append(id, e) => {
                let value = self.object_expr(e);
                mk_stmt(e.span, StmtKind::ComprehensionAppend { id, value })
            }
            Element::Unpack(id, e) => {
                let value = self.object_expr(e);
                mk_stmt(e.span, StmtKind::ComprehensionUnpack { id, value })
            }
            Element::Put(id, key, value) => {
                let span = key.span.to(value.span);
                let key = self.object_expr(key);
                let value = self.object_expr(value);
                mk_stmt(span, StmtKind::ComprehensionPut { id, key, value })
            }
            Element::Yield(e) => {
                let value = self.object_expr(e);
                let value = mk(e.span, Types::OBJECT, ExprKind::Yield(Some(Box::new(value))));
                mk_stmt(e.span, StmtKind::Expr(value))
            }
            Element::YieldFrom(e) => {
                let items = self.object_expr(e);
                if self.cx.func(self.func).flavour != Flavour::AsyncGenerator {
                    let value = mk(e.span, Types::OBJECT, ExprKind::YieldFrom(Box::new(items)));
                    return mk_stmt(e.span, StmtKind::Expr(value));
                }
                // An asynchronous generator has no `yield from`.
                let item = self.temp(Types::OBJECT, e.span);
                let value = Some(Box::new(self.local_expr(e.span, item)));
                let value = mk(e.span, Types::OBJECT, ExprKind::Yield(value));
                let kind = TargetKind::Local(item);
                let target = Target { span: e.span, ty: Types::OBJECT, kind, coerce: None };
                let body = vec![mk_stmt(e.span, StmtKind::Expr(value))];
                let iter = ForIter::Object(items);
                mk_stmt(e.span, StmtKind::For { target, iter, body, orelse: vec![], is_async: false })
            }
        }
    }

    /// A generator expression: its function is analysed at once, because what it takes from outside depends on how
    /// its outermost loop runs.
    pub(super) fn genexpr(&mut self, span: Span, comp: &'ast ast::Comprehension) -> Expr {
        if self.dry > 0 {
            return mk(span, Types::OBJECT, ExprKind::None);
        }
        let is_async = comp.generators.iter().skip(1).any(|g| g.is_async)
            || comp.generators.first().is_some_and(|g| g.is_async)
            || contains_await(comp);
        let flavour = if is_async { Flavour::AsyncGenerator } else { Flavour::Generator };
        let func = self.nested_header("<genexpr>", span, FunctionKind::GenExpr, flavour);
        let outer = self.scope;
        let scope =
            self.cx.scopes.add(ScopeKind::Function(func), Some(outer), self.cx.func(func).qualname.clone());
        // The variables and their types come first: they decide how the outermost loop runs.
        let mut sub = self.nested_body(func, scope);
        sub.is_generator = true;
        let element = match &comp.element.kind {
            ast::ExprKind::Starred(items) => Element::YieldFrom(items),
            _ => Element::Yield(&comp.element),
        };
        sub.comprehension_scope(&comp.generators, &element);
        let inner_scope = sub.scope;
        let target_ty = match &comp.generators[0].iteration {
            ast::Iteration::In { target, .. } => sub.plain_target_type(target),
            ast::Iteration::From(range) => sub.plain_target_type(&range.target),
        };
        let (first, args) = match &comp.generators[0].iteration {
            ast::Iteration::In { iter, .. } => {
                let iter = self.iter_for(iter, target_ty, comp.generators[0].is_async);
                let (params, iter) = self.genexpr_parameters(func, span, iter);
                (Some(iter), params)
            }
            ast::Iteration::From(_) => (None, vec![]),
        };
        let mut sub = self.nested_body(func, inner_scope);
        sub.func_scope = scope;
        sub.is_generator = true;
        let body = sub.comprehension_loops(&comp.generators, element, inner_scope, first);
        self.cx.func_mut(func).body = body;
        super::nogil::check_function(self.cx, func);
        mk(span, Types::OBJECT, ExprKind::GenExpr { func, args })
    }

    /// Makes parameters of the function for the values that its outermost loop needs; gives the arguments and the loop
    /// over the parameters.
    fn genexpr_parameters(&mut self, func: FuncId, span: Span, iter: ForIter) -> (Vec<Expr>, ForIter) {
        let mut args = Vec::new();
        let mut param = |body: &mut Self, e: Expr| -> Expr {
            let ty = body.types().unqualified(e.ty);
            let local = pyxide_hir::LocalId(body.cx.func(func).locals.len() as u32);
            let name = smol_str::format_smolstr!(".{}", args.len());
            let f = body.cx.func_mut(func);
            f.locals.push(pyxide_hir::Local {
                name: name.clone(),
                ty,
                span,
                captured: false,
                kind: LocalKind::Param,
            });
            f.params.push(Param {
                local,
                name,
                kind: ParamKind::PositionalOnly,
                ty,
                default: None,
                refuse_none: false,
                annotation: None,
                span,
            });
            args.push(e);
            mk(span, ty, ExprKind::Local(local))
        };
        let iter = match iter {
            ForIter::Object(e) => {
                let lazy = super::types::builtin(&self.cx.types, e.ty).is_some();
                let is_async = self.cx.func(func).flavour == Flavour::AsyncGenerator;
                // `iter()` is called here, so that its errors come from here.
                let e = if lazy || is_async {
                    e
                } else {
                    mk(e.span, Types::OBJECT, ExprKind::Prim(Prim::GetIter, vec![e]))
                };
                ForIter::Object(param(self, e))
            }
            ForIter::Chars(e) => ForIter::Chars(param(self, e)),
            ForIter::Reversed(e) => ForIter::Reversed(param(self, e)),
            ForIter::Dict { dict, what } => ForIter::Dict { dict: param(self, dict), what },
            ForIter::Range { start, stop, step, ty, inclusive } => {
                let start = param(self, start);
                let stop = param(self, stop);
                let step = match step {
                    RangeStep::Const(n) => RangeStep::Const(n),
                    RangeStep::Expr(e) => RangeStep::Expr(param(self, e)),
                };
                ForIter::Range { start, stop, step, ty, inclusive }
            }
            ForIter::Memory { base, start, stop, step, elem } => {
                let decayed = super::types::decay(&mut self.cx.types, base.ty);
                let base = if base.ty == decayed {
                    base
                } else {
                    mk(base.span, decayed, ExprKind::Coerce(pyxide_hir::Coercion::CCast, Box::new(base)))
                };
                ForIter::Memory {
                    base: param(self, base),
                    start: start.map(|e| param(self, e)),
                    stop: param(self, stop),
                    step: step.map(|e| param(self, e)),
                    elem,
                }
            }
            ForIter::Enumerate { counter, start, inner } => ForIter::Enumerate { counter, start, inner },
        };
        (args, iter)
    }

    /// The header of a function that this body makes for itself.
    pub(super) fn nested_header(
        &mut self,
        name: &str,
        span: Span,
        kind: FunctionKind,
        flavour: Flavour,
    ) -> FuncId {
        let qualname = self.qualified(name);
        let id = FuncId(self.cx.functions.len() as u32);
        self.cx.functions.push(Function {
            name: name.into(),
            qualname,
            span,
            kind,
            flavour,
            class: None,
            outer: None,
            params: vec![],
            ret: Types::OBJECT,
            error: ErrorProtocol::Null,
            nogil: false,
            with_gil: false,
            is_inline: false,
            locals: vec![],
            body: vec![],
            doc: None,
            binding: self.dirs.binding(),
            always_allow_keywords: true,
            is_static_method: false,
            trace: super::trace_mode(&self.dirs),
        });
        id
    }

    /// A body analysis for a function made inside this one.
    pub(super) fn nested_body(&mut self, func: FuncId, scope: crate::scope::ScopeId) -> Body<'_, 'ast, 'l> {
        let fused: Rc<FusedBindings> = self.fused.clone();
        Body {
            qual: self.cx.func(func).qualname.clone(),
            cx: &mut *self.cx,
            func,
            scope,
            func_scope: scope,
            dirs: self.dirs.clone(),
            fused,
            file: self.file,
            level: self.level,
            dry: 0,
            unknown_read: false,
            inferring: false,
            inference: None,
            narrowed: Default::default(),
            pending: FxHashSet::default(),
            nogil: false,
            value_unused: false,
            prologue: Vec::new(),
            true_division: self.true_division,
            in_gil_block: false,
            loops: 0,
            is_generator: false,
            mentions_class: false,
            class_name: self.class_name.clone(),
            globals: self.globals.clone(),
            annotated_return: None,
            class_nonlocals: FxHashSet::default(),
            in_parallel: None,
            comprehensions: Vec::new(),
        }
    }

    /// The type of a loop's target when it is one plain variable.
    pub(super) fn plain_target_type(&mut self, target: &'ast ast::Expr) -> Option<TypeId> {
        match &target.kind {
            ast::ExprKind::Tuple { .. } | ast::ExprKind::List(_) | ast::ExprKind::Starred(_) => None,
            ast::ExprKind::Name(name) => Some(self.dry_run(|b| b.name_target(name, target.span, true).ty).0),
            _ => Some(self.dry_run(|b| b.expr(target).ty).0),
        }
    }
}

impl<'ast> Element<'ast> {
    fn exprs(&self) -> Vec<&'ast ast::Expr> {
        match *self {
            Element::Append(_, e) | Element::Unpack(_, e) | Element::Yield(e) | Element::YieldFrom(e) => {
                vec![e]
            }
            Element::Put(_, k, v) => vec![k, v],
        }
    }
}

/// Whether a comprehension awaits outside of nested functions and of its outermost iterable.
fn contains_await(comp: &ast::Comprehension) -> bool {
    #[derive(Default)]
    struct Find(bool);
    impl<'a> Visitor<'a> for Find {
        fn visit_expr(&mut self, e: &'a ast::Expr) {
            match &e.kind {
                ast::ExprKind::Await(_) => self.0 = true,
                ast::ExprKind::Lambda { .. } | ast::ExprKind::GeneratorExp(_) => {}
                _ => e.walk(self),
            }
        }
    }
    let mut find = Find::default();
    find.visit_expr(&comp.element);
    for (i, g) in comp.generators.iter().enumerate() {
        if i > 0 {
            g.walk(&mut find);
        } else {
            g.conditions.walk(&mut find);
        }
    }
    find.0
}

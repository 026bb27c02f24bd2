//! Walking HIR with control over what is entered: implement [`Visit`] for the nodes of interest; [`stmt`] and [`expr`] go on to the children in the order
//! of evaluation.

use pyxide_hir::*;

/// What to do at each node.
pub trait Visit {
    fn stmt(&mut self, s: &Stmt) {
        stmt(self, s);
    }
    fn expr(&mut self, e: &Expr) {
        expr(self, e);
    }
    fn target(&mut self, t: &Target) {
        target(self, t);
    }
}

fn stmts<V: Visit + ?Sized>(v: &mut V, list: &[Stmt]) {
    for s in list {
        v.stmt(s);
    }
}

fn exprs<'a, V: Visit + ?Sized>(v: &mut V, list: impl IntoIterator<Item = &'a Expr>) {
    for e in list {
        v.expr(e);
    }
}

/// The children of a statement.
pub fn stmt<V: Visit + ?Sized>(v: &mut V, s: &Stmt) {
    match &s.kind {
        StmtKind::Expr(e) => v.expr(e),
        StmtKind::Assign { targets, value } => {
            v.expr(value);
            for t in targets {
                v.target(t);
            }
        }
        StmtKind::AugAssign { target, value, .. } => {
            v.target(target);
            v.expr(value);
        }
        StmtKind::Delete(targets) => {
            for t in targets {
                v.target(t);
            }
        }
        StmtKind::Return(value) => exprs(v, value),
        StmtKind::Raise { exc, cause, traceback } => exprs(v, exc.iter().chain(cause).chain(traceback)),
        StmtKind::Assert { test, message } => exprs(v, std::iter::once(test).chain(message)),
        StmtKind::If { arms, orelse } => {
            for (test, body) in arms {
                v.expr(test);
                stmts(v, body);
            }
            stmts(v, orelse);
        }
        StmtKind::While { test, body, orelse } => {
            v.expr(test);
            stmts(v, body);
            stmts(v, orelse);
        }
        StmtKind::For { target, iter, body, orelse, .. } => {
            for_iter(v, iter);
            v.target(target);
            stmts(v, body);
            stmts(v, orelse);
        }
        StmtKind::Try { body, handlers, orelse, finally }
        | StmtKind::TryStar { body, handlers, orelse, finally } => {
            stmts(v, body);
            for h in handlers {
                exprs(v, &h.pattern);
                if let Some(t) = &h.target {
                    v.target(t);
                }
                stmts(v, &h.body);
            }
            stmts(v, orelse);
            stmts(v, finally);
        }
        StmtKind::With { manager, enter, target, body, .. } => {
            v.expr(manager);
            if let Some(enter) = enter {
                v.expr(enter);
            }
            if let Some(t) = target {
                v.target(t);
            }
            stmts(v, body);
        }
        StmtKind::Gil { body, .. } | StmtKind::Block(body) | StmtKind::ExtClass { body, .. } => {
            stmts(v, body)
        }
        StmtKind::Guard { enter, exit, body } => {
            v.expr(enter);
            stmts(v, body);
            v.expr(exit);
        }
        StmtKind::Match { subject, cases } => {
            v.expr(subject);
            for c in cases {
                pattern(v, &c.pattern);
                exprs(v, &c.guard);
                stmts(v, &c.body);
            }
        }
        StmtKind::PyClass(class) => {
            exprs(v, &class.decorators);
            args(v, &class.bases);
            keywords(v, &class.keywords);
            stmts(v, &class.body);
            v.target(&class.target);
        }
        StmtKind::ImportStar { module } => v.expr(module),
        StmtKind::Print { dest, values, .. } => exprs(v, dest.iter().chain(values)),
        StmtKind::Exec { code, globals, locals } => {
            exprs(v, std::iter::once(code).chain(globals).chain(locals));
        }
        StmtKind::ComprehensionAppend { value, .. } | StmtKind::ComprehensionUnpack { value, .. } => {
            v.expr(value)
        }
        StmtKind::ComprehensionPut { key, value, .. } => {
            v.expr(key);
            v.expr(value);
        }
        StmtKind::Break | StmtKind::Continue | StmtKind::Pass => {}
    }
}

/// What a loop runs over.
pub fn for_iter<V: Visit + ?Sized>(v: &mut V, iter: &ForIter) {
    match iter {
        ForIter::Object(e) | ForIter::Chars(e) | ForIter::Reversed(e) | ForIter::Dict { dict: e, .. } => {
            v.expr(e)
        }
        ForIter::Range { start, stop, step, .. } => {
            v.expr(start);
            v.expr(stop);
            if let RangeStep::Expr(e) = step {
                v.expr(e);
            }
        }
        ForIter::Memory { base, start, stop, step, .. } => {
            v.expr(base);
            exprs(v, start.iter().chain(std::iter::once(stop)).chain(step));
        }
        ForIter::Enumerate { counter, start, inner } => {
            exprs(v, start);
            for_iter(v, inner);
            v.target(counter);
        }
    }
}

/// The values that a pattern compares with, and the names that it binds.
pub fn pattern<V: Visit + ?Sized>(v: &mut V, p: &Pattern) {
    match p {
        Pattern::Value(e) | Pattern::Singleton(e) => v.expr(e),
        Pattern::Capture(t) => {
            if let Some(t) = t {
                v.target(t);
            }
        }
        Pattern::As(inner, t) => {
            pattern(v, inner);
            v.target(t);
        }
        Pattern::Or(list) => list.iter().for_each(|p| pattern(v, p)),
        Pattern::Sequence { items, star } => {
            items.iter().for_each(|p| pattern(v, p));
            if let Some((_, Some(t))) = star {
                v.target(t);
            }
        }
        Pattern::Mapping { items, rest } => {
            for (key, p) in items {
                v.expr(key);
                pattern(v, p);
            }
            if let Some(t) = rest {
                v.target(t);
            }
        }
        Pattern::Class { class, positional, keywords } => {
            v.expr(class);
            positional.iter().for_each(|p| pattern(v, p));
            keywords.iter().for_each(|(_, p)| pattern(v, p));
        }
    }
}

/// The children of a target.
pub fn target<V: Visit + ?Sized>(v: &mut V, t: &Target) {
    match &t.kind {
        TargetKind::Attr(e, _) | TargetKind::Memory(e) => v.expr(e),
        TargetKind::Item(e, i) => {
            v.expr(e);
            index(v, i);
        }
        TargetKind::Unpack { items, .. } => items.iter().for_each(|t| v.target(t)),
        TargetKind::Local(_)
        | TargetKind::Outer(..)
        | TargetKind::Global(_)
        | TargetKind::ClassName(_)
        | TargetKind::CVar(_)
        | TargetKind::Discard => {}
    }
}

fn index<V: Visit + ?Sized>(v: &mut V, i: &Index) {
    match i {
        Index::Object(e) | Index::Ssize { index: e, .. } => v.expr(e),
        Index::Slice { start, stop } => exprs(v, start.iter().chain(stop)),
    }
}

fn args<V: Visit + ?Sized>(v: &mut V, list: &[Arg]) {
    for a in list {
        match a {
            Arg::Value(e) | Arg::Star(e) => v.expr(e),
        }
    }
}

fn keywords<V: Visit + ?Sized>(v: &mut V, list: &[KwArg]) {
    for k in list {
        match k {
            KwArg::Named(_, e) | KwArg::DoubleStar(e) => v.expr(e),
        }
    }
}

fn parts<V: Visit + ?Sized>(v: &mut V, list: &[FPart]) {
    for p in list {
        if let FPart::Value { value, spec, .. } = p {
            v.expr(value);
            parts(v, spec);
        }
    }
}

/// The children of an expression.
pub fn expr<V: Visit + ?Sized>(v: &mut V, e: &Expr) {
    match &e.kind {
        ExprKind::None
        | ExprKind::Ellipsis
        | ExprKind::NotImplemented
        | ExprKind::Null
        | ExprKind::Bool(_)
        | ExprKind::Int(_)
        | ExprKind::Float(_)
        | ExprKind::Imaginary(_)
        | ExprKind::Str(_)
        | ExprKind::Bytes(_)
        | ExprKind::CString(_)
        | ExprKind::CConst(_)
        | ExprKind::EnumItem(..)
        | ExprKind::Local(_)
        | ExprKind::Outer(..)
        | ExprKind::Global(_)
        | ExprKind::BuiltinName(_)
        | ExprKind::CVar(_)
        | ExprKind::CFunc(_)
        | ExprKind::TypeObject(_)
        | ExprKind::BuiltinType(_)
        | ExprKind::ThisModule
        | ExprKind::GlobalsDict
        | ExprKind::LocalsDict(_)
        | ExprKind::ClassNamespace
        | ExprKind::SizeOf(_)
        | ExprKind::Import { .. } => {}
        ExprKind::ClassName(_, e)
        | ExprKind::Attr(e, _)
        | ExprKind::Field { base: e, .. }
        | ExprKind::CTupleItem(e, _)
        | ExprKind::Deref(e)
        | ExprKind::AddrOf(e)
        | ExprKind::Unary(_, e, _)
        | ExprKind::Not(e)
        | ExprKind::YieldFrom(e)
        | ExprKind::Await(e)
        | ExprKind::Coerce(_, e)
        | ExprKind::ImportFrom(e, _)
        | ExprKind::Likely(_, e) => v.expr(e),
        ExprKind::Item(e, i) => {
            v.expr(e);
            index(v, i);
        }
        ExprKind::CIndex(a, b) | ExprKind::Binary(_, a, b, _) => {
            v.expr(a);
            v.expr(b);
        }
        ExprKind::Call { func, args: list, keywords: kw } => {
            v.expr(func);
            args(v, list);
            keywords(v, kw);
        }
        ExprKind::MethodCall { obj, args: list, keywords: kw, .. } => {
            v.expr(obj);
            args(v, list);
            keywords(v, kw);
        }
        ExprKind::NewObject { args: list, keywords: kw, .. } => {
            args(v, list);
            keywords(v, kw);
        }
        ExprKind::Opaque { parts: args, .. }
        | ExprKind::CCall { args, .. }
        | ExprKind::Prim(_, args)
        | ExprKind::GenExpr { args, .. } => exprs(v, args),
        ExprKind::PtrCall { func, args } => {
            v.expr(func);
            exprs(v, args);
        }
        ExprKind::CMethod { obj, .. } => v.expr(obj),
        ExprKind::CMethodCall { obj, args, .. } => {
            v.expr(obj);
            exprs(v, args);
        }
        ExprKind::Compare { first, rest } => {
            v.expr(first);
            exprs(v, rest.iter().map(|c| &c.right));
        }
        ExprKind::BoolOp { items, .. } => exprs(v, items),
        ExprKind::Conditional { test, then, orelse } => exprs(v, [&**test, &**then, &**orelse]),
        ExprKind::Walrus(t, e) => {
            v.expr(e);
            v.target(t);
        }
        ExprKind::Tuple(list) | ExprKind::List(list) | ExprKind::Set(list) => args(v, list),
        ExprKind::Dict(items) => {
            for (key, value) in items {
                exprs(v, key);
                v.expr(value);
            }
        }
        ExprKind::CTuple(items) | ExprKind::ArrayInit(items) => exprs(v, items),
        ExprKind::StructInit(items) => exprs(v, items.iter().flatten()),
        ExprKind::Slice { start, stop, step } => {
            exprs(v, [start, stop, step].into_iter().flatten().map(|b| &**b));
        }
        ExprKind::FString(list) | ExprKind::TString(list) => parts(v, list),
        ExprKind::MakeFunction(make) => {
            exprs(v, &make.defaults);
            exprs(v, make.annotations.iter().map(|(_, e)| e));
        }
        ExprKind::Comprehension { body, .. } => stmts(v, body),
        ExprKind::Yield(value) => exprs(v, value.iter().map(|b| &**b)),
        ExprKind::Sequence(list, value) => {
            stmts(v, list);
            v.expr(value);
        }
    }
}

//! Walks over HIR trees.
//!
//! [`walk_stmts`] and [`walk_expr`] call back for every statement, expression and target below (the given
//! expression included), parents before children. Nested functions are only ids and are not entered.
//!
//! ```text
//! walk_expr(&e, &mut |n| if let Node::Target(_) = n { assigns = true });
//! ```

use crate::*;

/// One node of a tree.
#[derive(Clone, Copy)]
pub enum Node<'a> {
    Expr(&'a Expr),
    Stmt(&'a Stmt),
    Target(&'a Target),
}

type Visit<'v, 'a> = &'v mut dyn FnMut(Node<'a>);

pub fn walk_stmts<'a>(stmts: &'a [Stmt], f: Visit<'_, 'a>) {
    for s in stmts {
        walk_stmt(s, f);
    }
}

fn exprs<'a>(items: impl IntoIterator<Item = &'a Expr>, f: Visit<'_, 'a>) {
    for e in items {
        walk_expr(e, f);
    }
}

fn args<'a>(items: &'a [Arg], f: Visit<'_, 'a>) {
    for a in items {
        let (Arg::Value(e) | Arg::Star(e)) = a;
        walk_expr(e, f);
    }
}

fn keywords<'a>(items: &'a [KwArg], f: Visit<'_, 'a>) {
    for k in items {
        let (KwArg::Named(_, e) | KwArg::DoubleStar(e)) = k;
        walk_expr(e, f);
    }
}

fn index<'a>(i: &'a Index, f: Visit<'_, 'a>) {
    match i {
        Index::Object(e) | Index::Ssize { index: e, .. } => walk_expr(e, f),
        Index::Slice { start, stop } => exprs(start.iter().chain(stop), f),
    }
}

fn parts<'a>(items: &'a [FPart], f: Visit<'_, 'a>) {
    for p in items {
        if let FPart::Value { value, spec, .. } = p {
            walk_expr(value, f);
            parts(spec, f);
        }
    }
}

pub fn walk_expr<'a>(e: &'a Expr, f: Visit<'_, 'a>) {
    use ExprKind::*;
    f(Node::Expr(e));
    match &e.kind {
        None
        | Ellipsis
        | NotImplemented
        | Null
        | Bool(_)
        | Int(_)
        | Float(_)
        | Imaginary(_)
        | Str(_)
        | Bytes(_)
        | CString(_)
        | CConst(_)
        | EnumItem(..)
        | Local(_)
        | Outer(..)
        | Global(_)
        | BuiltinName(_)
        | CVar(_)
        | CFunc(_)
        | TypeObject(_)
        | BuiltinType(_)
        | ThisModule
        | GlobalsDict
        | LocalsDict(_)
        | ClassNamespace
        | SizeOf(_)
        | Import { .. } => {}
        ClassName(_, a)
        | Attr(a, _)
        | Field { base: a, .. }
        | CTupleItem(a, _)
        | Deref(a)
        | AddrOf(a)
        | Unary(_, a, _)
        | Not(a)
        | YieldFrom(a)
        | Await(a)
        | Coerce(_, a)
        | ImportFrom(a, _)
        | Likely(_, a) => walk_expr(a, f),
        Item(a, i) => {
            walk_expr(a, f);
            index(i, f);
        }
        CIndex(a, b) | Binary(_, a, b, _) => {
            walk_expr(a, f);
            walk_expr(b, f);
        }
        Call { func: obj, args: a, keywords: k } | MethodCall { obj, args: a, keywords: k, .. } => {
            walk_expr(obj, f);
            args(a, f);
            keywords(k, f);
        }
        CCall { args, .. } | Prim(_, args) | CTuple(args) | ArrayInit(args) | GenExpr { args, .. } => {
            exprs(args, f)
        }
        BoolOp { items, .. } => exprs(items, f),
        PtrCall { func, args } => {
            walk_expr(func, f);
            exprs(args, f);
        }
        CMethodCall { obj, args, .. } => {
            walk_expr(obj, f);
            exprs(args, f);
        }
        CMethod { obj, .. } => walk_expr(obj, f),
        Opaque { parts, .. } => exprs(parts, f),
        NewObject { args: a, keywords: k, .. } => {
            args(a, f);
            keywords(k, f);
        }
        Compare { first, rest } => {
            walk_expr(first, f);
            exprs(rest.iter().map(|c| &c.right), f);
        }
        Conditional { test, then, orelse } => {
            walk_expr(test, f);
            walk_expr(then, f);
            walk_expr(orelse, f);
        }
        Walrus(t, v) => {
            walk_expr(v, f);
            walk_target(t, f);
        }
        Tuple(a) | List(a) | Set(a) => args(a, f),
        Dict(items) => {
            for (k, v) in items {
                exprs(k, f);
                walk_expr(v, f);
            }
        }
        StructInit(items) => exprs(items.iter().flatten(), f),
        Slice { start, stop, step } => {
            for e in [start, stop, step].into_iter().flatten() {
                walk_expr(e, f);
            }
        }
        FString(p) | TString(p) => parts(p, f),
        MakeFunction(m) => exprs(m.defaults.iter().chain(m.annotations.iter().map(|(_, e)| e)), f),
        Comprehension { body, .. } => walk_stmts(body, f),
        Yield(v) => {
            if let Some(v) = v {
                walk_expr(v, f);
            }
        }
        Sequence(stmts, e) => {
            walk_stmts(stmts, f);
            walk_expr(e, f);
        }
    }
}

pub fn walk_target<'a>(t: &'a Target, f: Visit<'_, 'a>) {
    f(Node::Target(t));
    match &t.kind {
        TargetKind::Local(_)
        | TargetKind::Outer(..)
        | TargetKind::Global(_)
        | TargetKind::ClassName(_)
        | TargetKind::CVar(_)
        | TargetKind::Discard => {}
        TargetKind::Attr(e, _) | TargetKind::Memory(e) => walk_expr(e, f),
        TargetKind::Item(e, i) => {
            walk_expr(e, f);
            index(i, f);
        }
        TargetKind::Unpack { items, .. } => items.iter().for_each(|t| walk_target(t, f)),
    }
}

fn walk_iter<'a>(iter: &'a ForIter, f: Visit<'_, 'a>) {
    match iter {
        ForIter::Object(e) | ForIter::Chars(e) | ForIter::Reversed(e) | ForIter::Dict { dict: e, .. } => {
            walk_expr(e, f)
        }
        ForIter::Range { start, stop, step, .. } => {
            walk_expr(start, f);
            walk_expr(stop, f);
            if let RangeStep::Expr(e) = step {
                walk_expr(e, f);
            }
        }
        ForIter::Memory { base, start, stop, step, .. } => {
            walk_expr(base, f);
            exprs(start, f);
            walk_expr(stop, f);
            exprs(step, f);
        }
        ForIter::Enumerate { counter, start, inner } => {
            walk_iter(inner, f);
            exprs(start, f);
            walk_target(counter, f);
        }
    }
}

fn walk_pattern<'a>(p: &'a Pattern, f: Visit<'_, 'a>) {
    match p {
        Pattern::Value(e) | Pattern::Singleton(e) => walk_expr(e, f),
        Pattern::Capture(t) => t.iter().for_each(|t| walk_target(t, f)),
        Pattern::As(p, t) => {
            walk_pattern(p, f);
            walk_target(t, f);
        }
        Pattern::Or(items) => items.iter().for_each(|p| walk_pattern(p, f)),
        Pattern::Sequence { items, star } => {
            items.iter().for_each(|p| walk_pattern(p, f));
            if let Some((_, Some(t))) = star {
                walk_target(t, f);
            }
        }
        Pattern::Mapping { items, rest } => {
            for (k, p) in items {
                walk_expr(k, f);
                walk_pattern(p, f);
            }
            rest.iter().for_each(|t| walk_target(t, f));
        }
        Pattern::Class { class, positional, keywords } => {
            walk_expr(class, f);
            positional.iter().for_each(|p| walk_pattern(p, f));
            keywords.iter().for_each(|(_, p)| walk_pattern(p, f));
        }
    }
}

pub fn walk_stmt<'a>(s: &'a Stmt, f: Visit<'_, 'a>) {
    f(Node::Stmt(s));
    match &s.kind {
        StmtKind::Expr(e) => walk_expr(e, f),
        StmtKind::Assign { targets, value } => {
            walk_expr(value, f);
            targets.iter().for_each(|t| walk_target(t, f));
        }
        StmtKind::AugAssign { target, value, .. } => {
            walk_target(target, f);
            walk_expr(value, f);
        }
        StmtKind::Delete(targets) => targets.iter().for_each(|t| walk_target(t, f)),
        StmtKind::Return(e) => exprs(e, f),
        StmtKind::Raise { exc, cause, traceback } => exprs(exc.iter().chain(cause).chain(traceback), f),
        StmtKind::Assert { test, message } => {
            walk_expr(test, f);
            exprs(message, f);
        }
        StmtKind::If { arms, orelse } => {
            for (test, body) in arms {
                walk_expr(test, f);
                walk_stmts(body, f);
            }
            walk_stmts(orelse, f);
        }
        StmtKind::While { test, body, orelse } => {
            walk_expr(test, f);
            walk_stmts(body, f);
            walk_stmts(orelse, f);
        }
        StmtKind::For { target, iter, body, orelse, .. } => {
            walk_iter(iter, f);
            walk_target(target, f);
            walk_stmts(body, f);
            walk_stmts(orelse, f);
        }
        StmtKind::Break | StmtKind::Continue | StmtKind::Pass => {}
        StmtKind::Try { body, handlers, orelse, finally }
        | StmtKind::TryStar { body, handlers, orelse, finally } => {
            walk_stmts(body, f);
            for h in handlers {
                exprs(&h.pattern, f);
                h.target.iter().for_each(|t| walk_target(t, f));
                walk_stmts(&h.body, f);
            }
            walk_stmts(orelse, f);
            walk_stmts(finally, f);
        }
        StmtKind::With { manager, enter, target, body, .. } => {
            walk_expr(manager, f);
            enter.iter().for_each(|e| walk_expr(e, f));
            target.iter().for_each(|t| walk_target(t, f));
            walk_stmts(body, f);
        }
        StmtKind::Gil { body, .. } | StmtKind::Block(body) | StmtKind::ExtClass { body, .. } => {
            walk_stmts(body, f)
        }
        StmtKind::Guard { enter, exit, body } => {
            walk_expr(enter, f);
            walk_stmts(body, f);
            walk_expr(exit, f);
        }
        StmtKind::Match { subject, cases } => {
            walk_expr(subject, f);
            for c in cases {
                walk_pattern(&c.pattern, f);
                exprs(&c.guard, f);
                walk_stmts(&c.body, f);
            }
        }
        StmtKind::PyClass(c) => {
            exprs(&c.decorators, f);
            args(&c.bases, f);
            keywords(&c.keywords, f);
            walk_stmts(&c.body, f);
            walk_target(&c.target, f);
        }
        StmtKind::ImportStar { module } => walk_expr(module, f),
        StmtKind::Print { dest, values, .. } => exprs(dest.iter().chain(values), f),
        StmtKind::Exec { code, globals, locals } => {
            walk_expr(code, f);
            exprs(globals.iter().chain(locals), f);
        }
        StmtKind::ComprehensionAppend { value, .. } | StmtKind::ComprehensionUnpack { value, .. } => {
            walk_expr(value, f)
        }
        StmtKind::ComprehensionPut { key, value, .. } => {
            walk_expr(key, f);
            walk_expr(value, f);
        }
    }
}

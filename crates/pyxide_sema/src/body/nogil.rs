//! What may not happen without the GIL: a walk over the finished HIR of a function that reports every operation on
//! Python objects inside `nogil` code.

use super::walk::{self as visit, Visit};
use crate::context::Cx;
use pyxide_diagnostics::{Diagnostic, Span, codes};
use pyxide_hir::{Coercion, Expr, ExprKind, FuncId, GilState, LocalKind, Stmt, StmtKind, TargetKind};

pub(super) fn check_function(cx: &mut Cx<'_, '_>, func: FuncId) {
    let f = &cx.functions[func.index()];
    let mut check = Check { cx, nogil: f.nogil && !f.with_gil, found: Vec::new() };
    for stmt in &f.body {
        check.stmt(stmt);
    }
    let mut found = check.found;
    found.dedup();
    if f.nogil && !f.with_gil {
        check_locals(cx, func);
    }
    for (span, message, help) in found {
        let error = Diagnostic::new(codes::GIL_REQUIRED, message).at(span);
        cx.sink.push(help.into_iter().fold(error, |error, help| error.help(help)));
    }
}

/// A `nogil` function has variables that are objects only where they belong to a `with gil` block.
fn check_locals(cx: &mut Cx<'_, '_>, func: FuncId) {
    struct Blocks(Vec<Span>);
    impl Visit for Blocks {
        fn stmt(&mut self, s: &Stmt) {
            match &s.kind {
                StmtKind::Gil { state: GilState::WithGil, body } => {
                    self.0.extend(body.first().map(|first| first.span.to(body.last().unwrap_or(first).span)));
                }
                _ => visit::stmt(self, s),
            }
        }
        fn expr(&mut self, _: &Expr) {}
    }
    let f = &cx.functions[func.index()];
    let mut blocks = Blocks(Vec::new());
    f.body.iter().for_each(|stmt| blocks.stmt(stmt));
    let inside = |span: Span| {
        blocks.0.iter().any(|b| b.file == span.file && b.start <= span.start && span.end <= b.end)
    };
    let found = f.locals.iter().find(|l| {
        l.kind == LocalKind::Var && cx.types.is_object(l.ty) && !l.name.starts_with('<') && !inside(l.span)
    });
    let Some(local) = found else { return };
    let message = format!("'{}' is nogil, and its variable '{}' is a Python object", f.name, local.name);
    let error = Diagnostic::new(codes::GIL_REQUIRED, message).at(f.span).label(local.span, "the variable");
    cx.sink.push(error.help("give the variable a C type, or use it in a `with gil` block only"));
}

struct Check<'c, 'ast, 'l> {
    cx: &'c Cx<'ast, 'l>,
    nogil: bool,
    found: Vec<(Span, &'static str, Option<String>)>,
}

impl Check<'_, '_, '_> {
    fn report(&mut self, span: Span, message: &'static str) {
        self.found.push((span, message, None));
    }

    /// How the call could do without the GIL.
    fn help(&self, e: &Expr) -> Option<String> {
        let declare = |name: &str| {
            format!("declare '{name}' nogil if it uses no Python objects: `cdef … {name}(…) nogil`")
        };
        match &e.kind {
            ExprKind::CCall { func, .. } => Some(declare(&self.cx.cfuncs[func.index()].name)),
            ExprKind::CMethodCall { class, method, .. } => {
                Some(declare(&self.cx.types.classes[class.index()].methods[*method].name))
            }
            ExprKind::Call { .. } | ExprKind::MethodCall { .. } | ExprKind::NewObject { .. } => Some(
                "calls of Python functions and methods need the GIL: put this in a `with gil:` block, or call a C function".into(),
            ),
            _ => None,
        }
    }

    fn is_object(&self, e: &Expr) -> bool {
        self.cx.types.is_object(e.ty)
    }

    /// Whether dropping the value of a statement would release an object.
    fn is_new_object(&self, e: &Expr) -> bool {
        let kept =
            matches!(e.kind, ExprKind::Local(_) | ExprKind::Outer(..) | ExprKind::CVar(_) | ExprKind::None);
        self.is_object(e) && !kept && !e.is_constant()
    }

    /// Why the expression itself, apart from its parts, needs the GIL.
    fn reason(&self, e: &Expr) -> Option<&'static str> {
        let object = self.is_object(e);
        Some(match &e.kind {
            ExprKind::Global(_)
            | ExprKind::BuiltinName(_)
            | ExprKind::GlobalsDict
            | ExprKind::ClassName(..) => "Accessing Python global or builtin not allowed without gil",
            ExprKind::LocalsDict(_) => "Constructing Python dict not allowed without gil",
            ExprKind::Attr(..) => "Accessing Python attribute not allowed without gil",
            ExprKind::Item(..) => "Indexing Python object not allowed without gil",
            ExprKind::Call { .. } | ExprKind::MethodCall { .. } | ExprKind::NewObject { .. } => {
                "Calling gil-requiring function not allowed without gil"
            }
            ExprKind::CCall { func, .. } => {
                let sig = &self.cx.cfuncs[func.index()].sig;
                if sig.nogil || sig.with_gil {
                    return None;
                }
                "Calling gil-requiring function not allowed without gil"
            }
            ExprKind::CMethodCall { class, method, .. } => {
                let sig = &self.cx.types.classes[class.index()].methods[*method].sig;
                if sig.nogil || sig.with_gil {
                    return None;
                }
                "Calling gil-requiring function not allowed without gil"
            }
            ExprKind::PtrCall { func, .. } => {
                let sig = self.cx.types.signature(func.ty)?;
                if sig.nogil || sig.with_gil {
                    return None;
                }
                "Calling gil-requiring function not allowed without gil"
            }
            ExprKind::Prim(prim, _) if !prim.info().has("nogil") && !prim.info().has("pure") => {
                "Calling gil-requiring function not allowed without gil"
            }
            ExprKind::Imaginary(_) if object => "Constructing complex number not allowed without gil",
            ExprKind::Unary(..) | ExprKind::Binary(..) if object => "Operation not allowed without gil",
            ExprKind::Compare { rest, .. } => {
                let plain = rest.iter().all(|c| {
                    !self.cx.types.is_object(c.ty)
                        || matches!(c.op, pyxide_hir::CmpOp::Is | pyxide_hir::CmpOp::IsNot)
                });
                if plain {
                    return None;
                }
                "Operation not allowed without gil"
            }
            ExprKind::Tuple(_) => "Constructing Python tuple not allowed without gil",
            ExprKind::List(_) | ExprKind::Comprehension { .. } => {
                "Constructing Python list not allowed without gil"
            }
            ExprKind::Set(_) => "Constructing Python set not allowed without gil",
            ExprKind::Dict(_) => "Constructing Python dict not allowed without gil",
            ExprKind::Slice { .. } => "Constructing Python slice object not allowed without gil",
            ExprKind::FString(_) | ExprKind::TString(_) => "String concatenation not allowed without gil",
            ExprKind::MakeFunction(_) | ExprKind::GenExpr { .. } => {
                "Constructing Python function not allowed without gil"
            }
            ExprKind::Walrus(..) if object => "Assignment of Python object not allowed without gil",
            ExprKind::Import { .. } | ExprKind::ImportFrom(..) => "Python import not allowed without gil",
            ExprKind::Yield(_) | ExprKind::YieldFrom(_) | ExprKind::Await(_) => {
                "Operation not allowed without gil"
            }
            ExprKind::Coerce(kind, inner) => match kind {
                Coercion::ToObject => "Converting to Python object not allowed without gil",
                Coercion::FromObject | Coercion::BytesData => {
                    "Coercion from Python not allowed without the GIL"
                }
                Coercion::Truth if self.is_object(inner) => {
                    use pyxide_types::BuiltinType::{ByteArray, Bytes, FrozenSet, List, Set, Str, Tuple};
                    // Looks at the size only.
                    if let pyxide_types::Type::Builtin(
                        List | Tuple | Set | FrozenSet | Bytes | ByteArray | Str,
                    ) = self.cx.types.kind(inner.ty)
                    {
                        return None;
                    }
                    "Truth-testing Python object not allowed without gil"
                }
                Coercion::TypeTest { .. } => "Type test not allowed without gil",
                _ => return None,
            },
            _ => return None,
        })
    }
}

impl Visit for Check<'_, '_, '_> {
    fn expr(&mut self, e: &Expr) {
        if self.nogil
            && let Some(reason) = self.reason(e)
        {
            let help = self.help(e);
            self.found.push((e.span, reason, help));
            return;
        }
        visit::expr(self, e);
    }

    fn stmt(&mut self, s: &Stmt) {
        match &s.kind {
            StmtKind::Gil { state, body } => {
                let saved = std::mem::replace(&mut self.nogil, *state == GilState::NoGil);
                for stmt in body {
                    self.stmt(stmt);
                }
                self.nogil = saved;
            }
            // Raising takes the GIL by itself; what is raised does not matter.
            StmtKind::Raise { .. } | StmtKind::Assert { .. } if self.nogil => {
                if let StmtKind::Assert { test, .. } = &s.kind {
                    self.expr(test);
                }
            }
            StmtKind::Assign { targets, .. } if self.nogil => {
                for t in targets {
                    let object = self.cx.types.is_object(t.ty);
                    if object && !matches!(t.kind, TargetKind::Discard) {
                        let message = match t.kind {
                            TargetKind::Attr(..) => "Assignment of Python attribute not allowed without gil",
                            TargetKind::Item(..) => "Indexing Python object not allowed without gil",
                            _ => "Assignment of Python object not allowed without gil",
                        };
                        self.report(s.span, message);
                        return;
                    }
                }
                visit::stmt(self, s);
            }
            StmtKind::Expr(e) if self.nogil && self.is_new_object(e) => {
                let before = self.found.len();
                self.expr(e);
                if self.found.len() == before {
                    self.report(
                        e.span,
                        "the result of this is a Python object, which cannot be dropped without the GIL",
                    );
                }
            }
            StmtKind::Try { handlers, .. } | StmtKind::TryStar { handlers, .. }
                if self.nogil && !handlers.is_empty() =>
            {
                self.report(s.span, "catching exceptions needs the GIL");
                visit::stmt(self, s);
            }
            StmtKind::Delete(_) if self.nogil => {
                self.report(s.span, "Deleting Python object not allowed without gil");
            }
            StmtKind::Return(Some(value)) if self.nogil && self.is_object(value) => {
                self.report(s.span, "Returning Python object not allowed without gil");
            }
            StmtKind::For { iter: pyxide_hir::ForIter::Object(e), .. } if self.nogil => {
                self.report(e.span, "Iterating over Python object not allowed without gil");
            }
            StmtKind::With { manager, .. } if self.nogil => {
                self.report(manager.span, "with statement not allowed without gil");
            }
            StmtKind::PyClass(_)
            | StmtKind::ImportStar { .. }
            | StmtKind::Exec { .. }
            | StmtKind::Match { .. }
                if self.nogil =>
            {
                self.report(s.span, "Operation not allowed without gil");
            }
            _ => visit::stmt(self, s),
        }
    }
}

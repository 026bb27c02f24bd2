//! Pointers into temporaries: a walk over the finished HIR of a function that refuses to keep a pointer which comes from
//! a Python object that nothing else is known to hold.
//!
//! ```text
//! cdef char *p = s.encode()      # the bytes are gone after this statement
//! ```
//!
//! Needs every conversion as a node. Items and attributes count as held by what they come from.

use super::walk::{self as visit, Visit};
use crate::context::Cx;
use pyxide_diagnostics::{Diagnostic, Severity, Span, codes};
use pyxide_hir::{Coercion, Expr, ExprKind, FuncId, Index, Stmt, StmtKind};
use pyxide_types::{BuiltinType, Type, Types};

pub(super) fn check_function(cx: &mut Cx<'_, '_>, func: FuncId) {
    // In lenient mode the memory checker looks at what becomes of the pointer. After errors, a call may be of a C function
    // that is only not known.
    let other_error = |d: &Diagnostic| d.severity == Severity::Error && d.code != codes::DANGLING_POINTER;
    if cx.input.lenient || cx.sink.diagnostics().iter().any(other_error) {
        return;
    }
    let mut check = Check { types: &cx.types, found: Vec::new(), global: Vec::new() };
    for stmt in &cx.functions[func.index()].body {
        check.stmt(stmt);
    }
    for span in check.global {
        let message =
            "this points into the object of a Python variable of the module, which anyone may assign to";
        let help = "declare the variable with `cdef`, or keep the object in a variable of the function";
        cx.sink.push(Diagnostic::new(codes::DANGLING_POINTER, message).at(span).help(help));
    }
    for (span, message) in check.found {
        let error = Diagnostic::new(codes::DANGLING_POINTER, message)
            .severity(Severity::Error)
            .at(span)
            .help("keep the object in a variable as long as the pointer is used");
        cx.sink.push(error);
    }
}

struct Check<'t> {
    types: &'t Types,
    found: Vec<(Span, &'static str)>,
    global: Vec<Span>,
}

impl Check<'_> {
    fn is_pointer(&self, e: &Expr) -> bool {
        matches!(self.types.kind(e.ty), Type::Ptr(_))
    }

    /// Whether the value is an object, or points into one, that is released when the statement ends.
    fn is_ephemeral(&self, e: &Expr) -> bool {
        let object = self.types.is_object(e.ty);
        match &e.kind {
            ExprKind::Coerce(Coercion::ToObject, _) => true,
            ExprKind::Coerce(_, inner) => (object || self.is_pointer(e)) && self.is_ephemeral(inner),
            ExprKind::Binary(_, a, b, _) => object || self.is_ephemeral(a) || self.is_ephemeral(b),
            ExprKind::Conditional { then, orelse, .. } => {
                self.is_ephemeral(then) || self.is_ephemeral(orelse)
            }
            ExprKind::BoolOp { items, .. } => items.iter().any(|i| self.is_ephemeral(i)),
            ExprKind::Attr(of, _) => self.is_ephemeral(of),
            ExprKind::Item(_, at) if matches!(**at, Index::Slice { .. }) => object,
            ExprKind::Item(of, _) => {
                let made_anew = matches!(
                    self.types.kind(of.ty),
                    Type::Builtin(BuiltinType::Bytes | BuiltinType::Str | BuiltinType::ByteArray)
                );
                made_anew || self.is_ephemeral(of)
            }
            ExprKind::Call { .. }
            | ExprKind::MethodCall { .. }
            | ExprKind::CCall { .. }
            | ExprKind::PtrCall { .. }
            | ExprKind::CMethodCall { .. }
            | ExprKind::Unary(..)
            | ExprKind::Tuple(_)
            | ExprKind::List(_)
            | ExprKind::Set(_)
            | ExprKind::Dict(_)
            | ExprKind::FString(_)
            | ExprKind::Comprehension { .. } => object,
            ExprKind::Prim(prim, _) => object && !prim.info().returns_borrowed(),
            _ => false,
        }
    }
}

/// Whether a pointer points into what a variable of the module, which any code may assign to, holds at the moment.
fn comes_from_global(e: &Expr) -> bool {
    match &e.kind {
        ExprKind::Coerce(
            Coercion::FromObject | Coercion::BytesData | Coercion::CCast | Coercion::Reinterpret,
            inner,
        ) => comes_from_global(inner),
        ExprKind::Global(_) => true,
        _ => false,
    }
}

impl Visit for Check<'_> {
    fn stmt(&mut self, s: &Stmt) {
        if let StmtKind::Assign { value, .. } = &s.kind
            && self.is_pointer(value)
            && self.is_ephemeral(value)
        {
            self.found.push((s.span, "Storing unsafe C derivative of temporary Python reference"));
        } else if let StmtKind::Assign { value, .. } = &s.kind
            && self.is_pointer(value)
            && comes_from_global(value)
        {
            self.global.push(s.span);
        }
        visit::stmt(self, s);
    }

    fn expr(&mut self, e: &Expr) {
        if let ExprKind::Coerce(Coercion::ObjectPointer, inner) = &e.kind
            && self.is_pointer(e)
            && self.is_ephemeral(inner)
        {
            self.found.push((e.span, "Casting temporary Python object to non-numeric non-Python type"));
        }
        visit::expr(self, e);
    }
}

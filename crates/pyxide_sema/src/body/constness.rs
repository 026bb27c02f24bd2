//! `const`: what may not be stored to, and pointers that lose it.
//!
//! ```text
//! cdef const int n = 3       a constant of the module: stored once, when it is declared
//! n = 4                      refused
//! p[0] = 1                   refused where p is `const int *`
//! cdef int *q = p            warned of
//! ```
//! A variable of a function cannot be `const` and have a value; its parameters can.

use super::Body;
use super::types::display;
use crate::scope::SymbolKind;
use pyxide_diagnostics::{Diagnostic, Span, codes};
use pyxide_hir::{Coercion, Expr, ExprKind};
use pyxide_syntax::ast;
use pyxide_types::{Type, TypeId, Types};

fn is_const(types: &Types, mut ty: TypeId) -> bool {
    loop {
        ty = match types.get(ty) {
            Type::Const(_) => return true,
            Type::Array(elem, _) => *elem,
            Type::Typedef(t) => types.typedefs[t.index()].base,
            _ => return false,
        };
    }
}

impl Body<'_, '_, '_> {
    /// The declared type of a C variable.
    fn declared_type(&self, name: &str) -> Option<TypeId> {
        match self.lookup(name)? {
            (scope, SymbolKind::Local(local)) => {
                let owner = self.function_of(scope).unwrap_or(self.func);
                Some(self.cx.func(owner).locals[local.index()].ty)
            }
            (_, SymbolKind::CVar(id)) => Some(self.cx.cvars[id.index()].ty),
            _ => None,
        }
    }

    fn refuse_const(&mut self, span: Span, message: String, help: &str) {
        self.report_with_help(codes::INVALID_OPERATION, span, message, help);
    }

    /// Reports a store to a name that is `const`.
    pub(super) fn refuse_const_name(&mut self, name: &str, span: Span) {
        let Some(ty) = self.declared_type(name) else { return };
        if is_const(self.types(), ty) {
            let message = format!("'{name}' is const: nothing can be assigned to it");
            self.refuse_const(span, message, "give it its value where it is declared, or drop `const`");
        }
    }

    /// Reports a store to memory that is `const`: an element, a field, what a pointer points to.
    pub(super) fn refuse_const_memory(&mut self, place: &Expr) {
        let within = match &place.kind {
            ExprKind::Field { base, .. } => {
                let t = self.types();
                is_const(t, t.pointee(base.ty).unwrap_or(base.ty))
            }
            _ => false,
        };
        if !within && !is_const(self.types(), place.ty) {
            return;
        }
        let message = match &place.kind {
            ExprKind::Field { .. } => "this attribute is const: nothing can be assigned to it",
            _ => "the memory that this pointer leads to is const: nothing can be stored there",
        };
        let help = "store in memory that is not const, or drop `const` from the declaration";
        self.refuse_const(place.span, message.into(), help);
    }

    /// The value of `cdef const T name = value`: a constant, once, at module level.
    pub(super) fn check_const_initialiser(&mut self, name: &ast::Ident, value: &Expr) {
        let Some(ty) = self.declared_type(&name.name) else { return };
        if !is_const(self.types(), ty) || value.ty == Types::ERROR {
            return;
        }
        let name_text = &name.name;
        if matches!(self.types().kind(ty), Type::Array(..)) {
            let message = format!("'{name_text}' is a const array: it cannot be given a value");
            self.refuse_const(
                name.span,
                message,
                "declare a pointer to const items and assign the list to it",
            );
        } else if self.scope != self.cx.module {
            let message =
                format!("'{name_text}' is const: a variable of a function cannot be given a value then");
            self.refuse_const(name.span, message, "drop `const`, or declare the constant in the module");
        } else if !value.is_constant() {
            let message =
                format!("'{name_text}' is const, and this value is not known when the module is compiled");
            self.refuse_const(value.span, message, "drop `const`, or give it a literal");
        }
    }

    /// Warns where a pointer to const memory becomes one through which the memory can be changed.
    pub(super) fn warn_discarded_const(&mut self, span: Span, to: TypeId, value: &Expr) {
        if self.dry > 0 {
            return;
        }
        let ExprKind::Coerce(Coercion::CCast | Coercion::Reinterpret, source) = &value.kind else {
            return self.warn_pointers(span, to, value.ty);
        };
        // A cast says that it is meant.
        if source.span != value.span {
            return;
        }
        self.warn_pointers(span, to, source.ty);
    }

    fn warn_pointers(&mut self, span: Span, to: TypeId, from: TypeId) {
        let t = self.types();
        let (Type::Ptr(a), Type::Ptr(b)) = (t.kind(to), t.kind(from)) else { return };
        if is_const(t, *a) || !is_const(t, *b) || t.is_void(*a) {
            return;
        }
        let message = format!("'{}' becomes '{}' here, and const is lost", display(t, from), display(t, to));
        let warning = Diagnostic::new(codes::DISCARDED_CONST, message).at(span);
        self.cx
            .sink
            .push(warning.help("declare the target as a pointer to const, or cast where it is meant"));
    }
}

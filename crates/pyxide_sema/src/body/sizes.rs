//! `sizeof`, of a type or of an expression, which it never evaluates.
//!
//! What headers declare may be larger or smaller than the declaration says, and its type may have another name or none: of a
//! member of such a struct, of such a variable and of what a pointer type of a header points to, C is asked for the size of
//! the thing, not of the declared type.
//!
//! ```text
//! cdef extern from "dirent.h":
//!     struct dirent:
//!         char d_name[1]
//! sizeof(entry.d_name)            sizeof((*(struct dirent *)0).d_name)
//! ```

use super::types::display;
use super::{Body, mk};
use pyxide_diagnostics::{Span, codes};
use pyxide_hir::{Expr, ExprKind, FieldRef};
use pyxide_syntax::ast;
use pyxide_types::cdecl::declare;
use pyxide_types::{Origin, Type, TypeId, Types};

impl<'ast> Body<'_, 'ast, '_> {
    /// `sizeof` of something that reads as an expression; a name may be a type.
    pub(super) fn sizeof(&mut self, span: Span, operand: &'ast ast::Expr) -> Expr {
        let as_type = self.with_env(|cx, env| crate::declare::types::expr_as_type(cx, env, operand, true));
        let Some(ty) = as_type else {
            let value = self.expr(operand);
            if self.types().is_object(value.ty) {
                let message = "Cannot take sizeof Python object";
                self.error(codes::INVALID_OPERATION, span, message);
                return self.opaque(span, Types::SIZE, "sizeof", vec![]);
            }
            return self.sizeof_value(span, &value);
        };
        self.sizeof_type(span, ty)
    }

    /// `sizeof` of a C value.
    pub(super) fn sizeof_value(&mut self, span: Span, value: &Expr) -> Expr {
        if self.is_foreign(value) {
            let text = format!("sizeof({})", self.unevaluated(value));
            return mk(span, Types::SIZE, ExprKind::CConst(text.into()));
        }
        self.sizeof_type(span, value.ty)
    }

    fn sizeof_type(&mut self, span: Span, ty: TypeId) -> Expr {
        // Of a class: the size of the instance struct, not of a reference to it.
        let is_class = matches!(self.types().kind(ty), Type::Class(_));
        if !is_class && super::cdecls::is_incomplete(self.types(), ty) {
            let message = format!("Cannot take sizeof incomplete type '{}'", display(self.types(), ty));
            self.error(codes::INVALID_OPERATION, span, message);
        }
        mk(span, Types::SIZE, ExprKind::SizeOf(ty))
    }

    /// Something whose type only its header knows.
    fn is_foreign(&self, value: &Expr) -> bool {
        let t = self.types();
        match &value.kind {
            ExprKind::Field { field: FieldRef::Struct(s, _), .. } => {
                t.structs[s.index()].origin == Origin::Extern
            }
            ExprKind::CVar(v) => self.cx.cvars[v.index()].origin == Origin::Extern,
            ExprKind::Deref(pointer) | ExprKind::CIndex(pointer, _) => {
                let names_pointer = |ty| match t.get(t.unqualified(ty)) {
                    Type::Typedef(d) => t.typedefs[d.index()].origin == Origin::Extern,
                    _ => false,
                };
                names_pointer(pointer.ty) || self.is_foreign(pointer)
            }
            _ => false,
        }
    }

    /// C text of the value's type as an expression that names no variable of this function.
    fn unevaluated(&self, value: &Expr) -> String {
        let t = self.types();
        match &value.kind {
            ExprKind::Field { base, field: FieldRef::Struct(s, i), .. } => {
                let fields = t.structs[s.index()].fields.as_deref().unwrap_or_default();
                let arrow = if t.is_pointer(base.ty) { "->" } else { "." };
                format!("{}{arrow}{}", self.unevaluated(base), fields[*i].cname)
            }
            ExprKind::CVar(v) if self.cx.cvars[v.index()].origin == Origin::Extern => {
                self.cx.cvars[v.index()].cname.to_string()
            }
            ExprKind::Deref(pointer) | ExprKind::CIndex(pointer, _) => {
                format!("(*{})", self.unevaluated(pointer))
            }
            _ => format!("(*({})0)", declare(t, value.ty, if is_array(t, value.ty) { "(*)" } else { "*" })),
        }
    }
}

fn is_array(t: &Types, ty: TypeId) -> bool {
    matches!(t.kind(ty), Type::Array(..))
}

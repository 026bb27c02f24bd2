//! Default values of C functions and methods: evaluated once, where the function's statement stands.
//!
//! A value that is no constant is kept in a C variable of the module that nothing else knows. The C function and the
//! Python side of a `cpdef` share it, and so do the specialisations of a fused function whose parameter has one type:
//!
//! ```text
//! cpdef f(list names=[], int n=count()):     pyx_default_0 = []; pyx_default_1 = count()
//! ```
//!
//! The module's body is analysed before those of its functions, so their parameters know by then where the values are.

use super::{Body, functions::written_name, mk, mk_stmt};
use pyxide_diagnostics::Span;
use pyxide_hir::{
    CVarDecl, CVarId, DefaultValue, Expr, ExprKind, FuncId, FunctionKind, Stmt, StmtKind, Target, TargetKind,
};
use pyxide_syntax::ast;
use pyxide_types::{TypeId, Types};
use smol_str::{SmolStr, format_smolstr};

impl<'ast> Body<'_, 'ast, '_> {
    /// Evaluates the default values of the C functions whose name stands at `name`, and of their Python sides.
    pub(super) fn c_default_values(
        &mut self,
        name: Span,
        params: impl Iterator<Item = &'ast ast::Param>,
    ) -> Vec<Stmt> {
        let written: Vec<_> = params
            .filter_map(|p| match &p.default {
                ast::ParamDefault::Value(value) => Some((self.mangle(written_name(p)?), value)),
                _ => None,
            })
            .collect();
        if written.is_empty() || self.dry > 0 {
            return vec![];
        }
        let of_c = |(i, f): (usize, &pyxide_hir::Function)| {
            let id = FuncId(i as u32);
            let kind = matches!(f.kind, FunctionKind::C(_) | FunctionKind::CMethod(_));
            (f.span == name && (kind || self.cx.wrapped.contains_key(&id))).then_some(id)
        };
        let functions: Vec<FuncId> = self.cx.functions.iter().enumerate().filter_map(of_c).collect();
        let mut out = Vec::new();
        for (name, value) in written {
            let mut known: Vec<(TypeId, Expr)> = Vec::new();
            for &func in &functions {
                let Some(at) = self.cx.func(func).params.iter().position(|p| p.name == name) else {
                    continue;
                };
                let ty = self.cx.func(func).params[at].ty;
                let read = match known.iter().find(|(t, _)| *t == ty) {
                    Some((_, read)) => read.clone(),
                    None => {
                        let read = self.default_of_type(value, ty, &mut out);
                        known.push((ty, read.clone()));
                        read
                    }
                };
                self.cx.func_mut(func).params[at].default = Some(DefaultValue::Inline(read));
            }
        }
        out
    }

    /// The value itself when it is a constant, else the variable that a new statement sets to it.
    fn default_of_type(&mut self, value: &'ast ast::Expr, ty: TypeId, out: &mut Vec<Stmt>) -> Expr {
        let value = self.expr_as(value, ty);
        if is_constant(self.types(), &value) || value.ty == Types::ERROR {
            return value;
        }
        let span = value.span;
        let plain = self.types().unqualified(ty);
        let id = CVarId(self.cx.cvars.len() as u32);
        let name: SmolStr = format_smolstr!("pyx_default_{}", id.0);
        self.cx.cvars.push(CVarDecl {
            name: name.clone(),
            cname: name,
            ty: plain,
            origin: pyxide_types::Origin::Here,
            access: pyxide_types::Access::Private,
            exported: false,
            span: Some(span),
        });
        let target = Target { span, ty: plain, kind: TargetKind::CVar(id), coerce: None };
        out.push(mk_stmt(span, StmtKind::Assign { targets: vec![target], value }));
        mk(span, ty, ExprKind::CVar(id))
    }
}

/// Whether evaluating the value again gives the same, and cannot fail.
fn is_constant(types: &Types, e: &Expr) -> bool {
    match &e.kind {
        ExprKind::Coerce(_, inner) => {
            let same_world = types.is_object(e.ty) == types.is_object(inner.ty);
            same_world && is_constant(types, inner)
        }
        _ => e.is_constant(),
    }
}

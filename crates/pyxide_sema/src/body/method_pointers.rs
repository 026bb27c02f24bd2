//! C methods and fused C functions as function pointers, and which specialisation of a fused C method is meant.
//!
//! Needs the type that is wanted: only where that is a function pointer is `value.method` one. What is fused is chosen by
//! type arguments, or by the signature that is wanted.
//!
//! ```text
//! cdef double (*f)(T, long, double)
//! f = obj.method                  the specialisation with that signature
//! f = obj.method[long, double]
//! g = <object (*)(object)> obj.run
//! ```

use super::attributes::private_member;
use super::{Body, mk};
use crate::scope::SymbolKind;
use pyxide_diagnostics::Span;
use pyxide_hir::{CFuncId, Expr, ExprKind};
use pyxide_syntax::ast;
use pyxide_types::{ClassId, Type, TypeId};

impl<'ast> Body<'_, 'ast, '_> {
    /// A C method of an object, or a fused C function, as the function pointer that is wanted.
    pub(super) fn chosen_pointer(&mut self, e: &'ast ast::Expr, want: TypeId) -> Option<Expr> {
        self.types().signature(want)?;
        if let Some(SymbolKind::FusedFunc(which)) = self.symbol_of(e) {
            let func = self.fused_function_with_signature(which, want)?;
            return Some(self.cfunc_value(func, e.span));
        }
        // As of functions, `&` makes no difference.
        let e = match &e.kind {
            ast::ExprKind::Unary { op: ast::UnaryOp::AddressOf, operand } => operand,
            _ => e,
        };
        let (of, arguments) = match &e.kind {
            ast::ExprKind::Subscript { value, index } => (&**value, Some(index)),
            _ => (e, None),
        };
        let ast::ExprKind::Attribute { value, attr } = &of.kind else { return None };
        if self.symbol_of(value).is_some_and(|s| !matches!(s, SymbolKind::Local(_) | SymbolKind::CVar(_))) {
            return None;
        }
        let (owner, method) = match (self.fused_method(value, attr), arguments) {
            (Some((_, which)), Some(index)) => self.fused_method_choice(which, index)?,
            (Some((_, which)), None) => self.fused_method_with_signature(which, want)?,
            (None, Some(_)) => return None,
            (None, None) => {
                let (ty, _) = self.dry_run(|b| b.expr(value).ty);
                let class = self.types().class_of(ty)?;
                self.class_method(class, &attr.name)?
            }
        };
        self.pointer_to_method(e.span, value, owner, method)
    }

    fn pointer_to_method(
        &mut self,
        span: Span,
        value: &'ast ast::Expr,
        owner: ClassId,
        index: usize,
    ) -> Option<Expr> {
        let method = &self.types().classes[owner.index()].methods[index];
        if method.is_static {
            return None;
        }
        if let Some(&func) = self.cx.inline_methods.get(&(owner, index)) {
            return Some(self.cfunc_value(func, span));
        }
        let sig = method.sig.clone();
        let obj = self.expr(value);
        let ty = self.cx.types.intern(Type::Class(owner));
        let obj = self.coerce(obj, ty);
        let function = self.cx.types.func(sig);
        let pointer = self.cx.types.ptr(function);
        Some(mk(span, pointer, ExprKind::CMethod { obj: Box::new(obj), class: owner, method: index }))
    }

    /// A static C method as a function pointer; `of` is the class or the object that it is taken from.
    pub(super) fn static_method(&mut self, span: Span, of: Expr, owner: ClassId, index: usize) -> Expr {
        if let Some(&func) = self.cx.inline_methods.get(&(owner, index)) {
            return self.cfunc_value(func, span);
        }
        let sig = self.types().classes[owner.index()].methods[index].sig.clone();
        let function = self.cx.types.func(sig);
        let pointer = self.cx.types.ptr(function);
        mk(span, pointer, ExprKind::CMethod { obj: Box::new(of), class: owner, method: index })
    }

    /// The specialisation of a fused C function that has the signature of a function pointer's type.
    fn fused_function_with_signature(&self, which: usize, want: TypeId) -> Option<CFuncId> {
        let t = self.types();
        let want = t.signature(want)?;
        let same = |a: TypeId, b: TypeId| t.resolve(a) == t.resolve(b);
        self.cx.fused_functions[which].specialisations.iter().map(|(_, func)| *func).find(|func| {
            let sig = &self.cx.cfuncs[func.index()].sig;
            sig.params.len() == want.params.len()
                && same(sig.ret, want.ret)
                && sig.params.iter().zip(&want.params).all(|(a, b)| same(a.ty, b.ty))
        })
    }

    /// The specialisation whose parameters after the instance, and result, are those of a function pointer's type.
    fn fused_method_with_signature(&self, which: usize, want: TypeId) -> Option<(ClassId, usize)> {
        let t = self.types();
        let want = t.signature(want)?;
        let same = |a: TypeId, b: TypeId| t.resolve(a) == t.resolve(b);
        self.cx.fused_functions[which].methods.iter().copied().find(|&(class, method)| {
            let sig = &t.classes[class.index()].methods[method].sig;
            sig.params.len() == want.params.len()
                && same(sig.ret, want.ret)
                && sig.params.iter().zip(&want.params).skip(1).all(|(a, b)| same(a.ty, b.ty))
        })
    }

    /// The fused C method that a name is on an object: the object's class, and the method.
    pub(super) fn fused_method(
        &mut self,
        obj: &'ast ast::Expr,
        attr: &ast::Ident,
    ) -> Option<(ClassId, usize)> {
        let (ty, _) = self.dry_run(|b| b.expr(obj).ty);
        let class = self.types().class_of(ty)?;
        let private = private_member(self.types(), class, &attr.name);
        let mut at = Some(class);
        while let Some(c) = at {
            let scope = self.cx.class_scopes.get(&c);
            if let Some(symbol) = scope.and_then(|&s| {
                let scopes = &self.cx.scopes;
                scopes.lookup_here(s, &private).or_else(|| scopes.lookup_here(s, &attr.name))
            }) {
                let SymbolKind::FusedFunc(which) = symbol.kind else { return None };
                return (!self.cx.fused_functions[which].methods.is_empty()).then_some((class, which));
            }
            at = self.types().class_of(self.types().classes[c.index()].base);
        }
        None
    }

    /// The specialisation of a fused C method that type arguments choose.
    pub(super) fn fused_method_choice(
        &mut self,
        which: usize,
        index: &'ast ast::Expr,
    ) -> Option<(ClassId, usize)> {
        let chosen = self.type_arguments(index)?;
        let function = &self.cx.fused_functions[which];
        let t = &self.cx.types;
        let at = function.choices.iter().position(|bindings| {
            function
                .fused
                .iter()
                .zip(&chosen)
                .all(|(f, ty)| bindings.get(f).is_some_and(|b| t.resolve(*b) == t.resolve(*ty)))
        })?;
        function.methods.get(at).copied()
    }
}

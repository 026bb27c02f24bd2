//! The Python side of a `cpdef` function or method: calls the C side with its converted arguments.

use super::{Body, mk, mk_stmt};
use crate::context::WrappedTarget;
use pyxide_hir::{ExprKind, StmtKind};
use pyxide_types::Types;

impl Body<'_, '_, '_> {
    pub(super) fn cpdef_wrapper(&mut self) {
        let Some(wrapped) = self.cx.wrapped.get(&self.func).copied() else { return };
        let f = self.cx.func(self.func);
        let span = f.span;
        let params = f.params.iter().map(|p| (p.name.clone(), p.local, p.span)).collect();
        let params = self.text_parameters(params);
        let mut args: Vec<_> = params.into_iter().map(|(_, l, _)| self.local_expr(span, l)).collect();
        let (sig, is_method) = match wrapped.target {
            WrappedTarget::CFunc(id) => (self.cx.cfuncs[id.index()].sig.clone(), None),
            WrappedTarget::Method(class, index) => {
                (self.types().classes[class.index()].methods[index].sig.clone(), Some((class, index)))
            }
        };
        for (i, p) in sig.params.iter().enumerate() {
            if i < args.len() {
                let arg = args[i].clone();
                args[i] = self.coerce(arg, p.ty);
            }
        }
        let kind = match (wrapped.target, is_method) {
            (WrappedTarget::CFunc(func), _) => ExprKind::CCall { func, args, skip_dispatch: true },
            (WrappedTarget::Method(class, method), _) => {
                let is_static = self.types().classes[class.index()].methods[method].is_static;
                let obj = if is_static {
                    mk(span, Types::TYPE, ExprKind::TypeObject(class))
                } else {
                    args.remove(0)
                };
                ExprKind::CMethodCall {
                    obj: Box::new(obj),
                    class,
                    method,
                    args,
                    dynamic: false,
                    nonecheck: false,
                }
            }
        };
        let call = mk(span, sig.ret, kind);
        let rest = if self.types().is_void(sig.ret) {
            vec![mk_stmt(span, StmtKind::Expr(call)), mk_stmt(span, StmtKind::Return(None))]
        } else {
            let value = self.object(call);
            vec![mk_stmt(span, StmtKind::Return(Some(value)))]
        };
        let mut body = std::mem::take(&mut self.prologue);
        body.extend(rest);
        self.cx.func_mut(self.func).body = body;
    }
}

//! C functions as Python functions.
//!
//! A C function whose parameters and result Python can hold becomes a Python function that calls it, with its parameters
//! by name. A method of an object is held by a closure, made by one C function for each method:
//!
//! ```text
//! pyx_function_0(Counter self):
//!     def wrap(int m): return self.add(m)
//!     return wrap
//! ```

use super::types::display;
use super::{Body, mk, mk_stmt};
use crate::scope::SymbolKind;
use pyxide_diagnostics::Span;
use pyxide_hir::{
    CFuncDecl, CFuncId, Expr, ExprKind, Flavour, FuncId, FunctionKind, Local, LocalId, LocalKind,
    MakeFunction, Param, ParamKind, StmtKind,
};
use pyxide_types::{Access, ClassId, ErrorProtocol, Origin, SigParam, Signature, Type, TypeId, Types};
use smol_str::{SmolStr, format_smolstr};

impl Body<'_, '_, '_> {
    /// A C function as a Python function; `None` when Python cannot hold its parameters or its result.
    pub(super) fn c_function_object(&mut self, e: &Expr) -> Option<Expr> {
        let span = e.span;
        if let ExprKind::CFunc(id) = e.kind {
            let decl = &self.cx.cfuncs[id.index()];
            let (name, sig) = (decl.name.clone(), decl.sig.clone());
            let public = self.cx.scopes.lookup_here(self.cx.module, &name).map(|s| s.kind.clone());
            if matches!(public, Some(SymbolKind::CFunc { func, is_cpdef: true }) if func == id) {
                return Some(mk(span, Types::OBJECT, ExprKind::Global(name)));
            }
            if !self.fits_python(&sig, 0) {
                return None;
            }
            if self.dry > 0 {
                return Some(mk(span, Types::OBJECT, ExprKind::None));
            }
            let func = self.nested_header("wrap", span, FunctionKind::Python, Flavour::Plain);
            let args = self.python_parameters(func, span, &sig, 0);
            let call = ExprKind::CCall { func: id, args, skip_dispatch: false };
            self.call_and_return(func, &sig, mk(span, sig.ret, call));
            return Some(function_object(span, func));
        }
        None
    }

    /// `obj.method` of a C method as a Python function that calls it on the object.
    pub(super) fn c_method_object(
        &mut self,
        span: Span,
        obj: Expr,
        class: ClassId,
        method: usize,
    ) -> Option<Expr> {
        let sig = self.types().classes[class.index()].methods[method].sig.clone();
        if !self.fits_python(&sig, 1) {
            return None;
        }
        if self.dry > 0 {
            return Some(mk(span, Types::OBJECT, ExprKind::None));
        }
        let ty = self.cx.types.intern(Type::Class(class));
        let obj = self.coerce(obj, ty);
        let maker = match self.cx.method_makers.get(&(class, method)) {
            Some(&maker) => maker,
            None => self.method_maker(span, class, method, ty, &sig),
        };
        let call = ExprKind::CCall { func: maker, args: vec![obj], skip_dispatch: false };
        Some(mk(span, Types::OBJECT, call))
    }

    /// A C method as a Python function of the object and its arguments.
    pub(super) fn c_method_function(&mut self, span: Span, class: ClassId, method: usize) -> Option<Expr> {
        let mut sig = self.types().classes[class.index()].methods[method].sig.clone();
        if let Some(own) = sig.params.first_mut() {
            own.ty = self.cx.types.intern(Type::Class(class));
        }
        if !self.fits_python(&sig, 0) {
            return None;
        }
        if self.dry > 0 {
            return Some(mk(span, Types::OBJECT, ExprKind::None));
        }
        let func = self.nested_header("wrap", span, FunctionKind::Python, Flavour::Plain);
        let mut args = self.python_parameters(func, span, &sig, 0);
        if args.is_empty() {
            return None;
        }
        let obj = Box::new(args.remove(0));
        let call = ExprKind::CMethodCall { obj, class, method, args, dynamic: true, nonecheck: true };
        self.call_and_return(func, &sig, mk(span, sig.ret, call));
        Some(function_object(span, func))
    }

    fn fits_python(&self, sig: &Signature, skip: usize) -> bool {
        let required = sig.params.len() - sig.optional;
        let params = &sig.params[skip.min(required)..required];
        !sig.varargs
            && params.iter().all(|p| self.can_coerce(Types::OBJECT, p.ty))
            && (self.types().is_void(sig.ret) || self.can_coerce(sig.ret, Types::OBJECT))
    }

    /// The C function that takes the object and gives the Python function.
    fn method_maker(
        &mut self,
        span: Span,
        class: ClassId,
        method: usize,
        ty: TypeId,
        sig: &Signature,
    ) -> CFuncId {
        let id = CFuncId(self.cx.cfuncs.len() as u32);
        let name = format_smolstr!("pyx_function_{}", id.0);
        let maker_sig = Signature {
            ret: Types::OBJECT,
            params: vec![SigParam { name: None, ty, not_none: false }],
            optional: 0,
            varargs: false,
            error: ErrorProtocol::Null,
            nogil: false,
            with_gil: false,
            convention: None,
            skip_dispatch: false,
        };
        self.cx.cfuncs.push(CFuncDecl {
            name: name.clone(),
            cname: name.clone(),
            sig: maker_sig,
            origin: Origin::Here,
            func: None,
            access: Access::Private,
            is_inline: false,
            exported: false,
            is_cpdef: false,
            capi_name: SmolStr::default(),
            capi_signature: SmolStr::default(),
            capi_alias: None,
            span: Some(span),
        });
        self.cx.method_makers.insert((class, method), id);
        let maker = self.nested_header(&name, span, FunctionKind::C(id), Flavour::Plain);
        let inner = self.nested_header("wrap", span, FunctionKind::Python, Flavour::Plain);
        self.cx.cfuncs[id.index()].func = Some(maker);
        let local = LocalId(0);
        let f = self.cx.func_mut(maker);
        f.locals.push(Local { name: "self".into(), ty, span, captured: true, kind: LocalKind::Param });
        f.params.push(parameter(local, "self".into(), ty, false, span));
        f.body = vec![mk_stmt(span, StmtKind::Return(Some(function_object(span, inner))))];
        self.cx.func_mut(inner).outer = Some(maker);
        let args = self.python_parameters(inner, span, sig, 1);
        let obj = Box::new(mk(span, ty, ExprKind::Outer(maker, local)));
        let call = ExprKind::CMethodCall { obj, class, method, args, dynamic: true, nonecheck: true };
        self.call_and_return(inner, sig, mk(span, sig.ret, call));
        id
    }

    /// Gives a Python function the parameters of a C function; the arguments that it passes on.
    fn python_parameters(&mut self, func: FuncId, span: Span, sig: &Signature, skip: usize) -> Vec<Expr> {
        let mut args = Vec::new();
        let mut shown = Vec::new();
        let required = sig.params.len() - sig.optional;
        for (i, p) in sig.params.iter().take(required).skip(skip).enumerate() {
            let name = p.name.clone().unwrap_or_else(|| format_smolstr!("arg{i}"));
            let ty = self.types().unqualified(p.ty);
            let f = self.cx.func_mut(func);
            let local = LocalId(f.locals.len() as u32);
            f.locals.push(Local { name: name.clone(), ty, span, captured: false, kind: LocalKind::Param });
            f.params.push(parameter(local, name.clone(), ty, p.not_none, span));
            args.push(mk(span, ty, ExprKind::Local(local)));
            shown.push(match self.shown_type(ty) {
                Some(shown) => format!("{name}: {shown}"),
                None => name.to_string(),
            });
        }
        let result = self.shown_type(sig.ret).map_or(String::new(), |shown| format!(" -> {shown}"));
        self.cx.func_mut(func).doc = Some(format_smolstr!("wrap({}){result}", shown.join(", ")));
        args
    }

    /// A type in the documentation of such a function.
    fn shown_type(&self, ty: TypeId) -> Option<String> {
        let t = self.types();
        Some(match t.kind(ty) {
            Type::Object => return None,
            Type::Builtin(b) => b.py_name().to_string(),
            Type::Int(pyxide_types::IntKind::Bint) => "bool".into(),
            _ if ty == Types::DOUBLE => "float".into(),
            Type::Void => "None".into(),
            _ => format!("'{}'", display(t, ty)),
        })
    }

    fn call_and_return(&mut self, func: FuncId, sig: &Signature, call: Expr) {
        let span = call.span;
        let body = if self.types().is_void(sig.ret) {
            vec![mk_stmt(span, StmtKind::Expr(call))]
        } else {
            let value = self.object(call);
            vec![mk_stmt(span, StmtKind::Return(Some(value)))]
        };
        self.cx.func_mut(func).body = body;
    }
}

fn parameter(local: LocalId, name: SmolStr, ty: TypeId, refuse_none: bool, span: Span) -> Param {
    Param { local, name, kind: ParamKind::Normal, ty, default: None, refuse_none, annotation: None, span }
}

fn function_object(span: Span, func: FuncId) -> Expr {
    let make = MakeFunction { func, defaults: vec![], annotations: vec![], in_class: false };
    mk(span, Types::OBJECT, ExprKind::MakeFunction(Box::new(make)))
}

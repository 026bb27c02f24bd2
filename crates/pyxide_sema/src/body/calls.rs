//! Calls: C functions, function pointers, C methods, constructors, and Python calls.

use super::overloads::Choice;
use super::types::{self, display};
use super::{Body, mk};
use crate::scope::SymbolKind;
use pyxide_diagnostics::{Diagnostic, Span, codes};
use pyxide_hir::{Arg, CFuncId, Coercion, Expr, ExprKind, KwArg, UnOp};
use pyxide_syntax::ast;
use pyxide_types::{ClassId, Origin, Signature, Type, TypeId, Types};

impl<'ast> Body<'_, 'ast, '_> {
    pub(super) fn call(&mut self, span: Span, func: &'ast ast::Expr, args: &'ast [ast::Arg]) -> Expr {
        let unused = std::mem::take(&mut self.value_unused);
        match self.symbol_of(func) {
            Some(SymbolKind::Cython(path)) => return self.cython_call(span, &path, args),
            Some(SymbolKind::CFunc { func: id, is_cpdef }) => {
                if is_cpdef && needs_python_call(&self.cx.cfuncs[id.index()].sig, 0, args) {
                    let callee = self.global_of(func);
                    return self.python_call(span, callee, args);
                }
                return self.c_call(span, id, args);
            }
            Some(SymbolKind::FusedFunc(which)) => {
                match self.fused_by_arguments(which, args) {
                    Choice::One(id) => return self.c_call(span, id, args),
                    Choice::Several => return self.ambiguous_call(span, args),
                    Choice::None => {}
                }
                let has_python = !self.cx.fused_functions[which].py_specialisations.is_empty();
                if !has_python {
                    self.error(codes::INVALID_CALL, span, "no suitable method found");
                    return self.wrong_call(span, vec![], args);
                }
                let callee = self.global_of(func);
                return self.python_call(span, callee, args);
            }
            Some(SymbolKind::Class(class)) => return self.construct(span, class, args),
            Some(SymbolKind::Type(ty)) => {
                if let Some(e) = self.convert_by_type(span, ty, args) {
                    return e;
                }
            }
            Some(SymbolKind::Fused(f)) => {
                if let Some(ty) = self.fused.get(&f).copied()
                    && let [ast::Arg::Positional(value)] = args
                {
                    return self.cast_to(span, ty, false, value);
                }
            }
            Some(SymbolKind::Overloads(_)) => {
                let parts = self.unknown_arguments(args);
                return self.unsupported_expr(span, "overloaded C++ functions", parts);
            }
            _ => {}
        }
        if let Some(name) = func.as_name()
            && self.is_builtin_name(name)
            && let Some(e) = self.builtin_call(span, name, args)
        {
            return e;
        }
        // `obj.method[T](…)` of a fused C method.
        if let ast::ExprKind::Subscript { value, index } = &func.kind
            && let ast::ExprKind::Attribute { value: obj, attr } = &value.kind
            && let Some((class, which)) = self.fused_method(obj, attr)
            && let Some((owner, method)) = self.fused_method_choice(which, index)
        {
            let obj = self.expr(obj);
            return self.c_method_call(span, obj, class, owner, method, args);
        }
        if let ast::ExprKind::Attribute { value, attr } = &func.kind
            && !matches!(self.symbol_of(value), Some(SymbolKind::Module(_) | SymbolKind::Cython(_)))
        {
            return self.method_call(span, value, attr, args, unused);
        }
        let callee = self.expr(func);
        self.call_value(span, callee, args)
    }

    /// A name that is visible from Python, as the object there.
    fn global_of(&mut self, func: &'ast ast::Expr) -> Expr {
        match &func.kind {
            ast::ExprKind::Attribute { value, attr } => {
                let base = match value.as_name() {
                    Some(name) => mk(value.span, Types::OBJECT, ExprKind::Global(name.clone())),
                    None => self.object_expr(value),
                };
                mk(func.span, Types::OBJECT, ExprKind::Attr(Box::new(base), attr.name.clone()))
            }
            _ => {
                let name = func.as_name().cloned().unwrap_or_default();
                mk(func.span, Types::OBJECT, ExprKind::Global(name))
            }
        }
    }

    /// In lenient mode, the arguments of a call that cannot be compiled.
    fn unknown_arguments(&mut self, args: &'ast [ast::Arg]) -> Vec<Expr> {
        if self.cx.input.lenient { args.iter().map(|a| self.expr(a.value())).collect() } else { vec![] }
    }

    /// A call of something that has no type: its arguments are still analysed.
    fn unknown_call(&mut self, span: Span, callee: Expr, args: &'ast [ast::Arg]) -> Expr {
        self.wrong_call(span, vec![callee], args)
    }

    /// A call that was reported as wrong, or whose callee is not known.
    pub(super) fn wrong_call(&mut self, span: Span, mut parts: Vec<Expr>, args: &'ast [ast::Arg]) -> Expr {
        parts.extend(args.iter().map(|a| self.expr(a.value())));
        self.opaque(span, Types::ERROR, "call", parts)
    }

    /// A call of an evaluated callee.
    pub(super) fn call_value(&mut self, span: Span, callee: Expr, args: &'ast [ast::Arg]) -> Expr {
        if callee.ty == Types::ERROR {
            return self.unknown_call(span, callee, args);
        }
        if let ExprKind::CFunc(id) = callee.kind {
            return self.c_call(span, id, args);
        }
        let t = self.types();
        if let Some(sig) = t.signature(callee.ty).cloned() {
            let Some(values) = self.match_arguments(span, &sig, 0, args) else {
                return self.unknown_call(span, callee, args);
            };
            return mk(span, sig.ret, ExprKind::PtrCall { func: Box::new(callee), args: values });
        }
        if !t.is_object(callee.ty) {
            if matches!(t.kind(callee.ty), Type::Cpp(_)) {
                let mut parts = vec![callee];
                parts.extend(self.unknown_arguments(args));
                return self.unsupported_expr(span, "calls of C++ objects", parts);
            }
            let message =
                format!("this cannot be called: it is a value of the C type '{}'", display(t, callee.ty));
            self.error(codes::INVALID_CALL, span, message);
            return self.error_expr(span);
        }
        let callee = self.to_object(callee);
        self.python_call(span, callee, args)
    }

    pub(super) fn c_call(&mut self, span: Span, id: CFuncId, args: &'ast [ast::Arg]) -> Expr {
        let sig = self.cx.cfuncs[id.index()].sig.clone();
        let Some(values) = self.match_arguments(span, &sig, 0, args) else {
            return self.wrong_call(span, vec![], args);
        };
        mk(span, sig.ret, ExprKind::CCall { func: id, args: values, skip_dispatch: false })
    }

    /// Converts arguments to the parameters after the first `skip`; keywords go by name.
    fn match_arguments(
        &mut self,
        span: Span,
        sig: &Signature,
        skip: usize,
        args: &'ast [ast::Arg],
    ) -> Option<Vec<Expr>> {
        let params = &sig.params[skip.min(sig.params.len())..];
        let required = params.len().saturating_sub(sig.optional);
        let mut values: Vec<Option<Expr>> = Vec::new();
        let mut written = Vec::new();
        for arg in args {
            match arg {
                ast::Arg::Positional(e) => {
                    let value = match params.get(values.len()) {
                        Some(p) => {
                            let value = self.expr_as(e, p.ty);
                            self.not_none_argument(value, p.not_none)
                        }
                        None if sig.varargs => self.vararg(e),
                        None => self.expr(e),
                    };
                    values.push(Some(value));
                }
                ast::Arg::Keyword { name, value } => {
                    let at = params.iter().position(|p| p.name.as_ref() == Some(&name.name));
                    let Some(at) = at else {
                        self.error(
                            codes::INVALID_CALL,
                            name.span,
                            format!("C function call got unexpected keyword argument '{}'", name.name),
                        );
                        return None;
                    };
                    while values.len() <= at {
                        values.push(None);
                    }
                    if values[at].is_some() {
                        self.error(
                            codes::INVALID_CALL,
                            name.span,
                            format!("argument '{}' passed twice", name.name),
                        );
                        return None;
                    }
                    values[at] = Some(self.expr_as(value, params[at].ty));
                    written.push(at);
                }
                ast::Arg::Starred(_) | ast::Arg::DoubleStarred(_) => {
                    self.error(
                        codes::INVALID_CALL,
                        span,
                        "Non-trivial keyword arguments and starred arguments not allowed in cdef functions.",
                    );
                    return None;
                }
            }
        }
        let given = values.len();
        if given < required || given > params.len() && !sig.varargs {
            let expected = if sig.optional > 0 {
                if given < required {
                    format!("at least {required}")
                } else {
                    format!("at most {}", params.len())
                }
            } else if sig.varargs {
                format!("at least {}", params.len())
            } else {
                format!("{}", params.len())
            };
            self.error(
                codes::INVALID_CALL,
                span,
                format!("Call with wrong number of arguments (expected {expected}, got {given})"),
            );
            return None;
        }
        let mut out = Vec::with_capacity(values.len());
        for (i, v) in values.into_iter().enumerate() {
            match v {
                Some(v) => out.push(v),
                None => {
                    let name = params[i].name.clone().unwrap_or_default();
                    self.error(
                        codes::INVALID_CALL,
                        span,
                        format!("C function call is missing argument '{name}'"),
                    );
                    return None;
                }
            }
        }
        if !written.is_sorted() {
            self.in_written_order(&mut out, &written);
        }
        Some(out)
    }

    /// Arguments by keyword in another order than the parameters are evaluated as they are written, before the call.
    fn in_written_order(&mut self, values: &mut [Expr], keywords: &[usize]) {
        let positional = (0..values.len()).filter(|i| !keywords.contains(i));
        let order: Vec<usize> = positional.chain(keywords.iter().copied()).collect();
        let mut stmts = Vec::new();
        for i in order {
            if !values[i].is_constant() && !matches!(self.types().kind(values[i].ty), Type::Array(..)) {
                let (stmt, value) = self.in_temp(values[i].clone());
                stmts.push(stmt);
                values[i] = value;
            }
        }
        if let Some(first) = values.first_mut() {
            *first = mk(first.span, first.ty, ExprKind::Sequence(stmts, Box::new(first.clone())));
        }
    }

    /// An argument for a `not None` parameter of a C function, checked by the caller.
    fn not_none_argument(&mut self, value: Expr, not_none: bool) -> Expr {
        if !not_none || !self.types().is_object(value.ty) || self.nogil {
            return value;
        }
        let fresh = matches!(&value.kind, ExprKind::Coerce(Coercion::Reinterpret, inner)
            if matches!(inner.kind, ExprKind::Call { .. } | ExprKind::NewObject { .. }));
        if fresh || self.is_self(&value) {
            return value;
        }
        self.refuse_none(
            value,
            "cannot pass None into a C function argument that is declared 'not None'".into(),
        )
    }

    /// The value, with a TypeError where it is `None`.
    fn refuse_none(&mut self, value: Expr, message: smol_str::SmolStr) -> Expr {
        use pyxide_hir::{CmpOp, Comparison, StmtKind};
        let span = value.span;
        let (stmt, value) = self.reuse(value);
        let mut stmts: Vec<_> = stmt.into_iter().collect();
        let object = self.object(value.clone());
        let none = mk(span, Types::OBJECT, ExprKind::None);
        let rest = vec![Comparison {
            op: CmpOp::Is,
            right: none,
            ty: Types::OBJECT,
            left_coerce: None,
            right_coerce: None,
        }];
        let test = mk(span, Types::BINT, ExprKind::Compare { first: Box::new(object), rest });
        let class = mk(span, Types::OBJECT, ExprKind::BuiltinName("TypeError".into()));
        let text = mk(span, Types::OBJECT, ExprKind::Str(pyxide_hir::Text::Utf8(message)));
        let exc = ExprKind::Call { func: Box::new(class), args: vec![Arg::Value(text)], keywords: vec![] };
        let exc = mk(span, Types::OBJECT, exc);
        let raise = super::mk_stmt(span, StmtKind::Raise { exc: Some(exc), cause: None, traceback: None });
        stmts.push(super::mk_stmt(span, StmtKind::If { arms: vec![(test, vec![raise])], orelse: vec![] }));
        mk(span, value.ty, ExprKind::Sequence(stmts, Box::new(value)))
    }

    /// An argument for `...`: C values as they are, text and bytes as C strings.
    fn vararg(&mut self, e: &'ast ast::Expr) -> Expr {
        let value = self.expr(e);
        match types::builtin(self.types(), value.ty) {
            Some(pyxide_types::BuiltinType::Str) if matches!(value.kind, ExprKind::Str(_)) => {
                self.expr_as(e, Types::CHAR_PTR)
            }
            Some(pyxide_types::BuiltinType::Bytes) => self.coerce(value, Types::CHAR_PTR),
            Some(pyxide_types::BuiltinType::Int) => self.coerce(value, Types::LONG),
            Some(pyxide_types::BuiltinType::Float) => self.coerce(value, Types::DOUBLE),
            _ => {
                if value.is_constant() && value.ty == Types::LONG {
                    // C's literals are `int`.
                    return self.coerce(value, Types::INT);
                }
                if self.types().is_object(value.ty) {
                    let message = "Python object cannot be passed as a varargs parameter";
                    let help = "the C function cannot know what it is: convert it first, as in '<int>x', or pass '<void*>x' for the object itself";
                    let error = Diagnostic::new(codes::TYPE_MISMATCH, message).at(e.span).help(help);
                    return self.error_value(error, e.span);
                }
                value
            }
        }
    }

    /// `Class(args)` of an extension class.
    fn construct(&mut self, span: Span, class: ClassId, args: &'ast [ast::Arg]) -> Expr {
        let callee = mk(span, Types::TYPE, ExprKind::TypeObject(class));
        let callee = self.object(callee);
        let value = self.python_call(span, callee, args);
        let ty = self.cx.types.intern(Type::Class(class));
        mk(span, ty, ExprKind::Coerce(Coercion::Reinterpret, Box::new(value)))
    }

    /// A C type called like a function: struct constructors and conversions.
    fn convert_by_type(&mut self, span: Span, ty: TypeId, args: &'ast [ast::Arg]) -> Option<Expr> {
        match self.types().kind(ty).clone() {
            Type::Struct(id) => {
                let fields = self.types().structs[id.index()].fields.clone().unwrap_or_default();
                if let [ast::Arg::Positional(value)] = args
                    && fields.len() != 1
                {
                    return Some(self.expr_as(value, ty));
                }
                let mut named = Vec::new();
                for (i, arg) in args.iter().enumerate() {
                    match arg {
                        ast::Arg::Positional(e) => {
                            let name = fields.get(i).map(|f| f.name.to_string()).unwrap_or_default();
                            named.push((name, e.span, e));
                        }
                        ast::Arg::Keyword { name, value } => {
                            named.push((name.name.to_string(), name.span, value));
                        }
                        _ => {
                            self.unsupported(span, "starred arguments of a struct");
                            return Some(self.error_expr(span));
                        }
                    }
                }
                Some(self.struct_init(span, ty, id, &named))
            }
            Type::Int(_) | Type::Float(_) | Type::Complex(_) | Type::Ptr(_) | Type::CTuple(_) => match args {
                [ast::Arg::Positional(value)] => Some(self.cast_to(span, ty, false, value)),
                [] if self.types().is_int(ty) => {
                    let zero = mk(span, Types::LONG, ExprKind::Int(0.into()));
                    Some(self.coerce(zero, ty))
                }
                _ => None,
            },
            Type::Enum(e) if !self.types().enums[e.index()].is_cpdef => match args {
                [ast::Arg::Positional(value)] => Some(self.cast_to(span, ty, false, value)),
                _ => None,
            },
            Type::Class(class) => Some(self.construct(span, class, args)),
            Type::Builtin(b) => {
                let callee = mk(span, Types::TYPE, ExprKind::BuiltinType(b));
                let callee = self.object(callee);
                let value = self.python_call(span, callee, args);
                Some(mk(span, ty, ExprKind::Coerce(Coercion::Reinterpret, Box::new(value))))
            }
            _ => None,
        }
    }

    /// `value.attr(args)`.
    fn method_call(
        &mut self,
        span: Span,
        value: &'ast ast::Expr,
        attr: &'ast ast::Ident,
        args: &'ast [ast::Arg],
        unused: bool,
    ) -> Expr {
        // `Class.method(self, …)` calls that class's own C method; `Class.__new__(Class)` makes an instance.
        if let Some(SymbolKind::Class(class)) = self.symbol_of(value) {
            if let Some((owner, index)) = self.class_method(class, &attr.name)
                && !needs_python_call(&self.types().classes[owner.index()].methods[index].sig, 0, args)
            {
                return self.unbound_method(span, class, owner, index, args);
            }
            if attr.name == "__new__"
                && let Some((ast::Arg::Positional(first), rest)) = args.split_first()
                && matches!(self.symbol_of(first), Some(SymbolKind::Class(c)) if c == class)
            {
                let (args, keywords) = self.python_arguments(rest);
                let ty = self.cx.types.intern(Type::Class(class));
                return mk(span, ty, ExprKind::NewObject { class, args, keywords });
            }
        }
        if attr.name == "decode"
            && let Some(e) = self.decode_slice(span, value, args)
        {
            return e;
        }
        if let Some((class, which)) = self.fused_method(value, attr) {
            match self.fused_method_by_arguments(which, args) {
                Choice::One((owner, method)) => {
                    let obj = self.expr(value);
                    return self.c_method_call(span, obj, class, owner, method, args);
                }
                Choice::Several => return self.ambiguous_call(span, args),
                Choice::None => {}
            }
        }
        let base = self.expr(value);
        if base.ty == Types::ERROR {
            return self.unknown_call(span, base, args);
        }
        if let Some(kind) = self.types().lock_kind(base.ty) {
            return self.lock_method(span, kind, base, attr, args);
        }
        let t = self.types();
        if let Some(class) = t.class_of(base.ty)
            && let Some((owner, index)) = self.class_method(class, &attr.name)
        {
            let method = &t.classes[owner.index()].methods[index];
            if !(method.is_cpdef && needs_python_call(&method.sig, 1, args)) {
                return self.c_method_call(span, base, class, owner, index, args);
            }
        }
        if types::is_complex(t, base.ty) && attr.name == "conjugate" && args.is_empty() {
            let ty = self.types().unqualified(base.ty);
            let flags = self.arith_flags();
            return mk(span, ty, ExprKind::Unary(UnOp::Invert, Box::new(base), flags));
        }
        // Fields may hold function pointers.
        let is_field = self.struct_field_of(base.ty, &attr.name)
            || t.class_of(base.ty).is_some_and(|c| self.class_field(c, &attr.name).is_some());
        if is_field {
            let callee = self.attribute_of(span, base, attr);
            return self.call_value(span, callee, args);
        }
        if let Some(e) = self.builtin_method(span, &base, attr, args, unused) {
            return e;
        }
        let t = self.types();
        let object = match t.kind(base.ty) {
            Type::Ptr(inner) => *inner,
            _ => base.ty,
        };
        if matches!(t.kind(object), Type::Cpp(_)) {
            let mut parts = vec![base];
            parts.extend(args.iter().map(|a| self.expr(a.value())));
            let what = format!("method {}", attr.name);
            return self.unsupported_known(span, "methods of C++ objects", what, Types::ERROR, parts);
        }
        if types::is_complex(t, base.ty) || t.is_object(base.ty) || types::python_type(t, base.ty).is_some() {
            let base = self.to_object(base);
            let given = args;
            let (mut args, keywords) = self.method_arguments(&base, attr, args);
            let name = self.mangle(&attr.name);
            // `bytes.decode(b)`: the argument is the method's object.
            if let (ExprKind::BuiltinType(of), Some(Arg::Value(first))) = (&base.kind, args.first_mut()) {
                let (of, ty) = (*of, first.ty);
                let of_first = match &first.kind {
                    ExprKind::Coerce(Coercion::Reinterpret, inner) => inner.ty,
                    _ => ty,
                };
                if types::builtin(self.types(), of_first) == Some(of) {
                    let message = smol_str::format_smolstr!(
                        "descriptor '{}' requires a '{}' object but received a 'NoneType'",
                        attr.name,
                        of.py_name()
                    );
                    *first = self.refuse_none(first.clone(), message);
                }
            }
            let of = base.ty;
            let call =
                mk(span, Types::OBJECT, ExprKind::MethodCall { obj: Box::new(base), name, args, keywords });
            return self.typed_result(call, of, &attr.name, given);
        }
        let callee = self.attribute_of(span, base, attr);
        self.call_value(span, callee, args)
    }

    /// The arguments of a method call in Python. Literals become what the methods of builtin types take: text for the
    /// name of an encoding, a number for one byte.
    fn method_arguments(
        &mut self,
        base: &Expr,
        attr: &ast::Ident,
        args: &'ast [ast::Arg],
    ) -> (Vec<Arg>, Vec<KwArg>) {
        use pyxide_types::BuiltinType;
        let of = types::builtin(self.types(), base.ty);
        let (mut values, keywords) = self.python_arguments(args);
        let names_encoding = matches!(
            (of, attr.as_str()),
            (Some(BuiltinType::Str), "encode")
                | (Some(BuiltinType::Bytes | BuiltinType::ByteArray), "decode")
        );
        for value in &mut values {
            let Arg::Value(e) = value else { continue };
            let given = match &e.kind {
                ExprKind::Coerce(Coercion::Reinterpret, inner) => inner.ty,
                _ => e.ty,
            };
            let is_bytes = types::builtin(self.types(), given) == Some(BuiltinType::Bytes);
            match (of, attr.as_str(), &e.kind) {
                (_, _, ExprKind::Bytes(name)) if names_encoding && name.is_ascii() => {
                    let name = String::from_utf8_lossy(name).into_owned();
                    e.kind = ExprKind::Str(pyxide_hir::Text::Utf8(name.into()));
                }
                // C code takes the names of encodings from bytes.
                (_, _, _) if names_encoding && is_bytes => {
                    let name = ExprKind::MethodCall {
                        obj: Box::new(e.clone()),
                        name: "decode".into(),
                        args: vec![],
                        keywords: vec![],
                    };
                    *e = mk(e.span, Types::STR, name);
                }
                (Some(BuiltinType::ByteArray), "append", ExprKind::Str(text)) => {
                    if let Some(c @ 0..=127) = text.single_char() {
                        e.kind = ExprKind::Int(c.into());
                    }
                }
                (Some(BuiltinType::ByteArray), "append", ExprKind::Bytes(byte)) => {
                    if let [byte] = byte[..] {
                        e.kind = ExprKind::Int(byte.into());
                    }
                }
                _ => {}
            }
        }
        (values, keywords)
    }

    /// Whether a struct value or pointer has the field.
    fn struct_field_of(&self, ty: TypeId, name: &str) -> bool {
        self.struct_behind(ty).is_some_and(|id| {
            let def = &self.types().structs[id.index()];
            def.fields.as_ref().is_none_or(|fields| fields.iter().any(|f| f.name == name))
        })
    }

    pub(super) fn c_method_call(
        &mut self,
        span: Span,
        obj: Expr,
        class: ClassId,
        owner: ClassId,
        method: usize,
        args: &'ast [ast::Arg],
    ) -> Expr {
        if let Some(&func) = self.cx.inline_methods.get(&(owner, method)) {
            let sig = self.cx.cfuncs[func.index()].sig.clone();
            let Some(rest) = self.match_arguments(span, &sig, 1, args) else { return self.error_expr(span) };
            let own = sig.params.first().map_or(Types::OBJECT, |p| p.ty);
            let mut values = vec![self.coerce(obj, own)];
            values.extend(rest);
            return mk(span, sig.ret, ExprKind::CCall { func, args: values, skip_dispatch: false });
        }
        let def = &self.types().classes[owner.index()].methods[method];
        let sig = def.sig.clone();
        let (is_static, is_final) = (def.is_static, def.is_final);
        let skip = if is_static { 0 } else { 1 };
        let Some(args) = self.match_arguments(span, &sig, skip, args) else {
            return self.wrong_call(span, vec![obj], args);
        };
        // A final class of another module may override what it inherits without its declaration saying so.
        let receiver = &self.types().classes[class.index()];
        let known = receiver.is_final && (owner == class || receiver.origin == Origin::Here);
        let dynamic = !is_static && !is_final && !known;
        let nonecheck = !is_static && self.needs_none_check(&obj);
        let obj = if is_static {
            obj
        } else {
            let ty = self.cx.types.intern(Type::Class(owner));
            self.coerce(obj, ty)
        };
        let kind =
            ExprKind::CMethodCall { obj: Box::new(obj), class: owner, method, args, dynamic, nonecheck };
        mk(span, sig.ret, kind)
    }

    fn unbound_method(
        &mut self,
        span: Span,
        class: ClassId,
        owner: ClassId,
        method: usize,
        args: &'ast [ast::Arg],
    ) -> Expr {
        let def = &self.types().classes[owner.index()].methods[method];
        let sig = def.sig.clone();
        if def.is_static {
            let obj = mk(span, Types::TYPE, ExprKind::TypeObject(class));
            return self.c_method_call(span, obj, class, owner, method, args);
        }
        let Some(mut values) = self.match_arguments(span, &sig, 0, args) else {
            return self.error_expr(span);
        };
        if values.is_empty() {
            return self.error_expr(span);
        }
        let obj = values.remove(0);
        let kind = ExprKind::CMethodCall {
            obj: Box::new(obj),
            class: owner,
            method,
            args: values,
            dynamic: false,
            nonecheck: false,
        };
        mk(span, sig.ret, kind)
    }

    pub(super) fn python_arguments(&mut self, args: &'ast [ast::Arg]) -> (Vec<Arg>, Vec<KwArg>) {
        let mut positional = Vec::new();
        let mut keywords = Vec::new();
        for a in args {
            match a {
                ast::Arg::Positional(e) => positional.push(Arg::Value(self.object_expr(e))),
                ast::Arg::Starred(e) => positional.push(Arg::Star(self.object_expr(e))),
                ast::Arg::Keyword { name, value } => {
                    let duplicate =
                        keywords.iter().any(|k| matches!(k, KwArg::Named(n, _) if *n == name.name));
                    if duplicate {
                        self.error(
                            codes::INVALID_CALL,
                            name.span,
                            format!("keyword argument repeated: {}", name.name),
                        );
                    }
                    keywords.push(KwArg::Named(name.name.clone(), self.object_expr(value)));
                }
                ast::Arg::DoubleStarred(e) => keywords.push(KwArg::DoubleStar(self.object_expr(e))),
            }
        }
        (positional, keywords)
    }

    pub(super) fn python_call(&mut self, span: Span, callee: Expr, args: &'ast [ast::Arg]) -> Expr {
        let (args, keywords) = self.python_arguments(args);
        // A builtin type that may only be exact gives an instance of itself, and so do exceptions.
        let known = match &callee.kind {
            ExprKind::BuiltinType(b)
                if b.must_be_exact()
                    || b.is_exception()
                    || matches!(
                        b,
                        pyxide_types::BuiltinType::Complex
                            | pyxide_types::BuiltinType::MemoryView
                            | pyxide_types::BuiltinType::Type
                    ) =>
            {
                Some(*b)
            }
            _ => None,
        };
        let callee = self.object(callee);
        let call = mk(span, Types::OBJECT, ExprKind::Call { func: Box::new(callee), args, keywords });
        match known {
            Some(b) => {
                let ty = self.cx.types.builtin(b);
                mk(span, ty, ExprKind::Coerce(Coercion::Reinterpret, Box::new(call)))
            }
            None => call,
        }
    }
}

/// Whether the arguments need Python's calling convention: some are only known at run time, or keywords pass over an
/// optional parameter, which a C call cannot leave out.
fn needs_python_call(sig: &Signature, skip: usize, args: &[ast::Arg]) -> bool {
    let params = &sig.params[skip.min(sig.params.len())..];
    let mut given = vec![false; params.len()];
    for (i, arg) in args.iter().enumerate() {
        let at = match arg {
            ast::Arg::Starred(_) | ast::Arg::DoubleStarred(_) => return true,
            ast::Arg::Positional(_) => Some(i),
            ast::Arg::Keyword { name, .. } => params.iter().position(|p| p.name.as_ref() == Some(&name.name)),
        };
        if let Some(slot) = at.and_then(|at| given.get_mut(at)) {
            *slot = true;
        }
    }
    let first_gap = given.iter().position(|g| !g).unwrap_or(given.len());
    first_gap + sig.optional >= params.len() && given[first_gap..].contains(&true)
}

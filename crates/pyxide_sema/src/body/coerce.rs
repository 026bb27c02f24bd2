//! Conversions: the one place that decides how a value gets from its type to another.
//!
//! [`Body::coerce`] gives an expression of the wanted type or reports why there is none. Constants are converted
//! at once ([`super::coerce_constant`]). [`Body::coercion_kind`] ([`super::conversions`]) answers the same question for
//! values that are not expressions (elements that an unpacking stores).
//!
//! ```text
//! long const 1   → object     Int(1) : object
//! int            → object     Coerce(ToObject) : object
//! object         → char *     Coerce(BytesData)
//! object         → list       Coerce(TypeTest)
//! ```

use super::conversions::{Conversion, exceptions_differ};
use super::types::{self, display};
use super::{Body, mk, mk_stmt};
use crate::directives::Directive;
use crate::scope::SymbolKind;
use pyxide_diagnostics::{Diagnostic, Span, codes};
use pyxide_hir::{Coercion, Expr, ExprKind, StmtKind, Text};
use pyxide_types::{Prim, Type, TypeId, Types};

impl Body<'_, '_, '_> {
    /// The value converted to `to`.
    pub(super) fn coerce(&mut self, e: Expr, to: TypeId) -> Expr {
        let to = self.types().unqualified(to);
        if e.ty == to || to == Types::ERROR {
            self.refuse_copied_lock(&e);
            return e;
        }
        if e.ty == Types::ERROR {
            return Expr { ty: to, ..e };
        }
        let e = match self.undo_size(e, to) {
            Ok(done) => return done,
            Err(e) => e,
        };
        let e = match self.coerce_constant(e, to) {
            Ok(done) => return done,
            Err(e) => e,
        };
        if self.types().is_object(to) && types::is_c_string(self.types(), e.ty) {
            return self.c_string_to_object(e, to);
        }
        if let (Type::CTuple(from), Type::CTuple(wanted)) =
            (self.types().kind(e.ty).clone(), self.types().kind(to).clone())
            && from.len() == wanted.len()
            && from != wanted
        {
            return self.convert_ctuple(e, to, &wanted);
        }
        if let Some(done) = self.special_to_object(&e, to) {
            return done;
        }
        if matches!(e.kind, ExprKind::List(_)) && self.types().is_numeric(to) {
            let message = format!("a list cannot be converted to '{}'", display(self.types(), to));
            return self.type_error(e.span, message);
        }
        if self.is_literal_of_other_class(&e, to) {
            let t = self.types();
            let message = format!("Cannot assign type '{}' to '{}'", display(t, e.ty), display(t, to));
            return self.type_error(e.span, message);
        }
        self.check_extern_exceptions(&e, to);
        match self.coercion_kind(e.ty, to) {
            Conversion::Same => Expr { ty: to, ..e },
            Conversion::Kind(kind) => self.apply(kind, e, to),
            Conversion::Error(message) => {
                let span = e.span;
                // What converts to a C++ class or reference its declaration would tell.
                if !(self.cx.input.lenient && matches!(self.types().kind(to), Type::Cpp(_))) && self.dry == 0
                {
                    let error = Diagnostic::new(codes::TYPE_MISMATCH, message).at(span);
                    let hint = crate::hints::conversion(self.types(), e.ty, to);
                    self.cx.sink.push(hint.into_iter().fold(error, |error, hint| error.help(hint)));
                }
                self.opaque(span, to, "conversion", vec![e])
            }
        }
    }

    /// A literal where an instance of an extension class of this module is needed that its class does not derive from.
    fn is_literal_of_other_class(&self, e: &Expr, to: TypeId) -> bool {
        use ExprKind::{Bytes, Dict, List, Set, Str};
        let t = self.types();
        let Some(class) = t.class_of(to) else { return false };
        let def = &t.classes[class.index()];
        matches!(e.kind, Str(_) | Bytes(_) | List(_) | Set(_) | Dict(_))
            && def.origin == pyxide_types::Origin::Here
            && types::builtin(t, def.base) != types::builtin(t, e.ty)
    }

    /// A function of a C header that is declared `except *` fits a pointer whose callers always look, and no other.
    fn check_extern_exceptions(&mut self, e: &Expr, to: TypeId) {
        use pyxide_types::ErrorProtocol::{Always, Never};
        let ExprKind::CFunc(id) = &e.kind else { return };
        let func = &self.cx.cfuncs[id.index()];
        let t = self.types();
        let (Some(f), Some(g)) = (t.signature(e.ty), t.signature(to)) else { return };
        let is_extern = func.origin == pyxide_types::Origin::Extern;
        if is_extern && f.error == Always && g.error != Never && !f.error.fits(&g.error) {
            let message = exceptions_differ(t, e.ty, to);
            self.error(codes::TYPE_MISMATCH, e.span, message);
        }
    }

    /// A size or index that a method of a builtin type returns is an `int` already.
    fn undo_size(&mut self, e: Expr, to: TypeId) -> Result<Expr, Expr> {
        if e.ty != Types::SSIZE || !matches!(to, Types::OBJECT | Types::PY_INT) {
            return Err(e);
        }
        match e.kind {
            ExprKind::Coerce(Coercion::FromObject, inner) if self.is_size_method(&inner) => {
                Ok(mk(e.span, to, ExprKind::Coerce(Coercion::Reinterpret, inner)))
            }
            kind => Err(Expr { kind, ..e }),
        }
    }

    fn is_size_method(&self, e: &Expr) -> bool {
        use super::builtin_table::{METHOD_RESULTS, MethodResult};
        let ExprKind::MethodCall { obj, name, .. } = &e.kind else { return false };
        let Some(of) = types::builtin(self.types(), obj.ty) else { return false };
        METHOD_RESULTS.iter().any(|(of_types, names, result)| {
            matches!(result, MethodResult::Type(Types::SSIZE))
                && of_types.contains(&of)
                && names.contains(&name.as_str())
        })
    }

    /// Conversions to objects that take more than one step.
    fn special_to_object(&mut self, e: &Expr, to: TypeId) -> Option<Expr> {
        let t = self.types();
        let span = e.span;
        match (t.kind(e.ty).clone(), t.kind(to).clone()) {
            // To Python code, a C function without a result gives None.
            (Type::Void, _) if t.is_object(to) => {
                let call = mk_stmt(span, StmtKind::Expr(e.clone()));
                let none = self.coerce(mk(span, Types::OBJECT, ExprKind::None), to);
                Some(mk(span, none.ty, ExprKind::Sequence(vec![call], Box::new(none))))
            }
            // One byte.
            (Type::Int(k), Type::Builtin(pyxide_types::BuiltinType::Bytes))
                if !matches!(
                    k,
                    pyxide_types::IntKind::Bint
                        | pyxide_types::IntKind::Ucs4
                        | pyxide_types::IntKind::PyUnicode
                ) =>
            {
                let mut stmts = Vec::new();
                let value = if types::is_char(t, e.ty) {
                    e.clone()
                } else {
                    let (stmt, value) = self.reuse(e.clone());
                    stmts.extend(stmt);
                    stmts.push(self.byte_check(span, value.clone()));
                    mk(span, Types::UCHAR, ExprKind::Coerce(Coercion::Numeric, Box::new(value)))
                };
                let (stmt, value) = self.in_temp(value);
                stmts.push(stmt);
                let ptr_ty = self.cx.types.ptr(value.ty);
                let ptr = mk(span, ptr_ty, ExprKind::AddrOf(Box::new(value)));
                let ptr = self.as_c_string(ptr);
                let one = mk(span, Types::SSIZE, ExprKind::Int(1.into()));
                let bytes = mk(span, Types::BYTES, ExprKind::Prim(Prim::FromCharPtrSize, vec![ptr, one]));
                Some(mk(span, Types::BYTES, ExprKind::Sequence(stmts, Box::new(bytes))))
            }
            // A member of the Python class of a `cpdef enum`.
            (Type::Enum(id), Type::Object) if t.enums[id.index()].is_cpdef => {
                let name = t.enums[id.index()].name.clone();
                let visible = matches!(
                    self.cx.scopes.lookup_here(self.cx.module, &name).map(|s| &s.kind),
                    Some(SymbolKind::Type(ty)) if *t.kind(*ty) == Type::Enum(id)
                );
                let module = t.enums[id.index()].module.clone();
                let here = visible && self.cx.globals.contains(&name);
                if name.is_empty() || !here && module == self.cx.input.module_name {
                    return None;
                }
                let number =
                    mk(span, Types::PY_INT, ExprKind::Coerce(Coercion::ToObject, Box::new(e.clone())));
                if !here {
                    let text = |s: &str| mk(span, Types::STR, ExprKind::Str(Text::Utf8(s.into())));
                    let args = vec![text(&module), text(&name), number];
                    return Some(mk(span, Types::OBJECT, ExprKind::Prim(Prim::EnumMember, args)));
                }
                let class = mk(span, Types::OBJECT, ExprKind::Global(name));
                let args = vec![pyxide_hir::Arg::Value(number)];
                Some(mk(
                    span,
                    Types::OBJECT,
                    ExprKind::Call { func: Box::new(class), args, keywords: vec![] },
                ))
            }
            // The truth of a number.
            (
                Type::Int(_) | Type::Enum(_) | Type::Float(_),
                Type::Builtin(pyxide_types::BuiltinType::Bool),
            ) if !types::is_bint(t, e.ty) => {
                let truth = self.truth(e.clone());
                Some(self.coerce(truth, to))
            }
            // A C value is an object first, and tested like any other.
            (_, Type::Class(c))
                if !t.is_object(e.ty)
                    && types::python_type(t, e.ty).is_some()
                    && t.classes[c.index()].module != "builtins"
                    && t.classes[c.index()].module != "__builtin__" =>
            {
                let object = self.to_object(e.clone());
                let object = self.object(object);
                Some(mk(
                    span,
                    to,
                    ExprKind::Coerce(Coercion::TypeTest { allow_none: true }, Box::new(object)),
                ))
            }
            // Declarations of builtin types as classes of the builtins module.
            (from, Type::Class(c)) if !t.is_object(e.ty) && !matches!(from, Type::Null | Type::Void) => {
                let def = &t.classes[c.index()];
                let builtin = pyxide_types::BuiltinType::by_py_name(&def.name)
                    .filter(|_| matches!(def.module.as_str(), "builtins" | "__builtin__"))?;
                let builtin = self.cx.types.builtin(builtin);
                if !self.can_coerce(e.ty, builtin) {
                    return None;
                }
                let object = self.coerce(e.clone(), builtin);
                Some(mk(span, to, ExprKind::Coerce(Coercion::Reinterpret, Box::new(object))))
            }
            // C memory that was made bytes because nothing said otherwise.
            (
                Type::Builtin(pyxide_types::BuiltinType::Bytes),
                Type::Builtin(pyxide_types::BuiltinType::ByteArray),
            ) if matches!(
                e.kind,
                ExprKind::Prim(Prim::FromCharPtrSize, _) | ExprKind::Coerce(Coercion::ToObject, _)
            ) =>
            {
                Some(self.bytearray_of(span, e.clone()))
            }
            // Text as C string, where the directives name an encoding.
            (Type::Object | Type::Builtin(pyxide_types::BuiltinType::Str), Type::Ptr(p))
                if types::is_char(t, p) =>
            {
                let ascii = match self.c_string_encoding().as_str() {
                    "ascii" => 1,
                    "utf8" | "utf-8" => 0,
                    _ => return None,
                };
                let ascii = mk(span, Types::INT, ExprKind::Int(ascii.into()));
                let object = self.to_object(e.clone());
                let ptr = ExprKind::Prim(Prim::AsCharPtrText, vec![object, ascii]);
                let ptr = mk(span, Types::CONST_CHAR_PTR, ptr);
                Some(mk(span, to, ExprKind::Coerce(Coercion::CCast, Box::new(ptr))))
            }
            (Type::Array(elem, _), Type::Builtin(pyxide_types::BuiltinType::Tuple))
                if !types::is_char(t, elem) =>
            {
                let list = self.coerce(e.clone(), Types::LIST);
                Some(mk(span, to, ExprKind::Prim(Prim::ListAsTuple, vec![list])))
            }
            // A C tuple is a tuple, and never anything else.
            (Type::CTuple(_), Type::Builtin(b)) if b != pyxide_types::BuiltinType::Tuple => {
                let object = self.object(e.clone());
                Some(self.coerce(object, to))
            }
            // A C function becomes a Python function that calls it.
            (Type::Func(_), Type::Object) => self.c_function_object(e),
            _ => None,
        }
    }

    /// Raises OverflowError when a C integer is no byte.
    fn byte_check(&mut self, span: Span, value: Expr) -> pyxide_hir::Stmt {
        use pyxide_hir::{BinOp, CmpOp, Comparison};
        let ty = types::promote(&mut self.cx.types, value.ty);
        let value = self.coerce(value, ty);
        // The bits above the lowest eight are all zero in a byte, the sign included.
        let mask = mk(span, ty, ExprKind::Int(255.into()));
        let flags = pyxide_hir::ArithFlags::default();
        let low = mk(span, ty, ExprKind::Binary(BinOp::And, Box::new(value.clone()), Box::new(mask), flags));
        let rest =
            vec![Comparison { op: CmpOp::Ne, right: value, ty, left_coerce: None, right_coerce: None }];
        let test = mk(span, Types::BINT, ExprKind::Compare { first: Box::new(low), rest });
        let class = mk(span, Types::OBJECT, ExprKind::BuiltinName("OverflowError".into()));
        let text = ExprKind::Str(Text::Utf8("value too large to pack into a byte".into()));
        let args = vec![pyxide_hir::Arg::Value(mk(span, Types::OBJECT, text))];
        let exc = mk(span, Types::OBJECT, ExprKind::Call { func: Box::new(class), args, keywords: vec![] });
        let raise = mk_stmt(span, StmtKind::Raise { exc: Some(exc), cause: None, traceback: None });
        mk_stmt(span, StmtKind::If { arms: vec![(test, vec![raise])], orelse: vec![] })
    }

    /// A conversion node; a `Conditional` of constants keeps its constants.
    fn apply(&mut self, kind: Coercion, e: Expr, to: TypeId) -> Expr {
        let span = e.span;
        // A test of a value that was only widened before is a test of the value itself.
        if let (Coercion::Truth, ExprKind::Coerce(Coercion::Reinterpret, _)) = (kind, &e.kind)
            && let ExprKind::Coerce(_, inner) = e.kind
        {
            return self.coerce(*inner, to);
        }
        mk(span, to, ExprKind::Coerce(kind, Box::new(e)))
    }

    /// Any object, as `object`.
    pub(super) fn object(&mut self, e: Expr) -> Expr {
        self.coerce(e, Types::OBJECT)
    }

    /// The value as an object of the type that describes it best.
    pub(super) fn to_object(&mut self, e: Expr) -> Expr {
        if self.types().is_object(e.ty) || e.ty == Types::ERROR {
            return e;
        }
        match types::python_type(self.types(), e.ty) {
            Some(ty) if types::is_c_string(self.types(), e.ty) => {
                let ty = self.c_string_type().unwrap_or(ty);
                self.coerce(e, ty)
            }
            Some(ty) => self.coerce(e, ty),
            None => self.object(e),
        }
    }

    /// The truth of the value as `bint`.
    pub(super) fn truth(&mut self, e: Expr) -> Expr {
        if types::is_bint(self.types(), e.ty) {
            return e;
        }
        if e.ty == Types::ERROR {
            return Expr { ty: Types::BINT, ..e };
        }
        let known = match &e.kind {
            ExprKind::Int(n) => Some(*n != 0.into()),
            ExprKind::None | ExprKind::Null => Some(false),
            ExprKind::Bool(b) => Some(*b),
            _ => None,
        };
        if let Some(b) = known {
            return mk(e.span, Types::BINT, ExprKind::Bool(b));
        }
        let t = self.types();
        let ok = t.is_object(e.ty)
            || t.is_numeric(e.ty)
            || t.is_pointer(e.ty)
            || matches!(t.kind(e.ty), Type::Func(_) | Type::CTuple(_) | Type::Cpp(_));
        if !ok {
            let message = format!("Type '{}' not acceptable as a boolean", display(t, e.ty));
            return self.type_error(e.span, message);
        }
        // The language holds that a C tuple with items is false, unlike the tuple that `bool` gets.
        if let Type::CTuple(items) = t.kind(e.ty) {
            let truth = mk(e.span, Types::BINT, ExprKind::Bool(items.is_empty()));
            let run = super::mk_stmt(e.span, StmtKind::Expr(e));
            return self.with_stmts(vec![run], truth);
        }
        mk(e.span, Types::BINT, ExprKind::Coerce(Coercion::Truth, Box::new(e)))
    }

    /// The object type of C strings where the directives say so.
    pub(super) fn c_string_type(&self) -> Option<TypeId> {
        match self.dirs.text(Directive::CStringType) {
            "str" => Some(Types::STR),
            "bytearray" => Some(Types::BYTEARRAY),
            _ => None,
        }
    }

    /// The encoding of C strings that the directives name, empty without one.
    pub(super) fn c_string_encoding(&self) -> String {
        match self.dirs.text(Directive::CStringEncoding) {
            // Python's own default.
            "default" => "utf8".to_string(),
            name => name.to_string(),
        }
    }

    /// Bytes as a new bytearray.
    pub(super) fn bytearray_of(&mut self, span: Span, bytes: Expr) -> Expr {
        let callee = mk(span, Types::TYPE, ExprKind::BuiltinType(pyxide_types::BuiltinType::ByteArray));
        let callee = self.object(callee);
        let args = vec![pyxide_hir::Arg::Value(self.object(bytes))];
        let call = ExprKind::Call { func: Box::new(callee), args, keywords: vec![] };
        let call = mk(span, Types::OBJECT, call);
        mk(span, Types::BYTEARRAY, ExprKind::Coerce(Coercion::Reinterpret, Box::new(call)))
    }

    fn c_string_to_object(&mut self, e: Expr, to: TypeId) -> Expr {
        let span = e.span;
        let own = self.c_string_type().unwrap_or(Types::BYTES);
        let wanted = if to == Types::OBJECT { own } else { to };
        if wanted == Types::STR {
            let encoding = self.c_string_encoding();
            if encoding.is_empty() {
                let message = format!(
                    "Cannot convert '{}' to Python object implicitly, encoding required",
                    display(self.types(), e.ty)
                );
                let message = if own == Types::STR {
                    message
                } else {
                    "default encoding required for conversion from 'char *' to 'str object'".to_string()
                };
                return self.type_error(span, message);
            }
            let ptr = self.as_c_string(e);
            return self.decode(span, ptr, None, &encoding, None, to);
        }
        if wanted == Types::BYTEARRAY && to == Types::OBJECT {
            let array = self.coerce(e, Types::BYTEARRAY);
            return self.coerce(array, to);
        }
        if wanted != Types::BYTES && wanted != Types::BYTEARRAY {
            let message = format!(
                "Cannot assign type '{}' to '{}'",
                display(self.types(), e.ty),
                display(self.types(), to)
            );
            return self.type_error(span, message);
        }
        mk(span, to, ExprKind::Coerce(Coercion::ToObject, Box::new(e)))
    }

    /// Any character pointer or array as `const char *`.
    pub(super) fn as_c_string(&mut self, e: Expr) -> Expr {
        if e.ty == Types::CONST_CHAR_PTR {
            return e;
        }
        let span = e.span;
        if let ExprKind::CString(bytes) = e.kind {
            return mk(span, Types::CONST_CHAR_PTR, ExprKind::CString(bytes));
        }
        mk(span, Types::CONST_CHAR_PTR, ExprKind::Coerce(Coercion::CCast, Box::new(e)))
    }

    /// `bytes` of C memory decoded: `size` characters, or up to the NUL.
    pub(super) fn decode(
        &mut self,
        span: Span,
        ptr: Expr,
        size: Option<Expr>,
        encoding: &str,
        errors: Option<&str>,
        to: TypeId,
    ) -> Expr {
        let c_string =
            |text: &str| mk(span, Types::CONST_CHAR_PTR, ExprKind::CString(text.as_bytes().to_vec()));
        let size = size.unwrap_or_else(|| mk(span, Types::SSIZE, ExprKind::Int((-1).into())));
        let errors = match errors {
            Some(text) => c_string(text),
            None => mk(span, Types::CONST_CHAR_PTR, ExprKind::Null),
        };
        let args = vec![ptr, size, c_string(encoding), errors];
        mk(span, to, ExprKind::Prim(Prim::Decode, args))
    }

    /// A C tuple converted item by item.
    fn convert_ctuple(&mut self, e: Expr, to: TypeId, wanted: &[TypeId]) -> Expr {
        let span = e.span;
        let (stmt, value) = self.in_temp(e);
        let Type::CTuple(from) = self.types().kind(value.ty).clone() else { return value };
        let items = wanted
            .iter()
            .enumerate()
            .map(|(i, &ty)| {
                let item = mk(span, from[i], ExprKind::CTupleItem(Box::new(value.clone()), i));
                self.coerce(item, ty)
            })
            .collect();
        let tuple = mk(span, to, ExprKind::CTuple(items));
        mk(span, to, ExprKind::Sequence(vec![stmt], Box::new(tuple)))
    }
}

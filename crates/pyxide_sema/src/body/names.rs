//! Names: from an identifier to the expression that reads it.
//!
//! Lookup goes through the scopes outwards; a local of another function becomes `Outer` and is marked as captured; a
//! name that nothing defines and Python does not predefine is an error.

use super::{Body, mk, pybuiltins};
use crate::context::Env;
use crate::declare::consteval::Value;
use crate::scope::{ScopeId, ScopeKind, SymbolKind};
use pyxide_diagnostics::{Diagnostic, Span, codes, did_you_mean};
use pyxide_hir::{CFuncId, Coercion, Expr, ExprKind, FuncId, LocalId, Text};
use pyxide_syntax::ast;
use pyxide_types::{BuiltinType, Type, Types};
use smol_str::{SmolStr, format_smolstr};

/// The diagnostic, with the candidate that `name` may have been meant to be.
pub(super) fn suggesting<'a>(
    d: Diagnostic,
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    match did_you_mean(name, candidates) {
        Some(near) => d.help(format!("did you mean `{near}`?")),
        None => d,
    }
}

/// A private name of a class as it is known outside. Names that begin like the compiler's own stay what they are.
pub(crate) fn mangled(class: Option<&str>, name: &str) -> SmolStr {
    match class {
        Some(class) if is_private(name) => {
            let class = class.trim_start_matches('_');
            if class.is_empty() { name.into() } else { format_smolstr!("_{class}{name}") }
        }
        _ => name.into(),
    }
}

fn is_private(name: &str) -> bool {
    let own = || name.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("__pyx_"));
    name.starts_with("__") && !name.ends_with("__") && !name.contains('.') && !own()
}

impl<'ast> Body<'_, 'ast, '_> {
    /// Applies Python's rule for private names of classes.
    pub(super) fn mangle(&self, name: &str) -> SmolStr {
        mangled(self.class_name.as_deref(), name)
    }

    /// What a name as it is written means here: the name that is bound, its scope, and its symbol. In a class a private
    /// name is the class's, else one that is bound outside as it is written: `__f()` in a method calls the C function
    /// `__f` of the module.
    pub(super) fn resolve(&self, name: &str) -> (SmolStr, Option<(ScopeId, SymbolKind)>) {
        let mangled = self.mangle(name);
        let found = self.lookup(&mangled);
        if found.is_none()
            && mangled != name
            && let Some(outside) = self.lookup(name)
        {
            return (name.into(), Some(outside));
        }
        (mangled, found)
    }

    /// The symbol that a name means here, and its scope.
    pub(super) fn lookup(&self, name: &str) -> Option<(ScopeId, SymbolKind)> {
        if self.globals.contains(name) {
            let module = self.cx.scopes.module_of(self.scope).unwrap_or(self.cx.module);
            let symbol = self.cx.scopes.lookup(module, name)?;
            return Some((symbol.0, symbol.1.kind.clone()));
        }
        self.cx.scopes.lookup(self.scope, name).map(|(scope, s)| (scope, s.kind.clone()))
    }

    /// Whether a name means Python's builtin of that name.
    pub(super) fn is_builtin_name(&self, name: &str) -> bool {
        match self.lookup(name) {
            Some((scope, _)) => scope == self.cx.builtins,
            None => true,
        }
    }

    /// The environment for type expressions at the current place.
    pub(super) fn with_env<T>(
        &mut self,
        f: impl FnOnce(&mut crate::context::Cx<'ast, '_>, Env<'_>) -> T,
    ) -> T {
        let fused = self.fused.clone();
        f(self.cx, Env { scope: self.scope, fused: &fused })
    }

    /// What a name or dotted path means without being evaluated: a symbol of a scope, of a cimported module, or of
    /// the `cython` module. `None` for ordinary values.
    pub(super) fn symbol_of(&self, e: &ast::Expr) -> Option<SymbolKind> {
        match &e.kind {
            ast::ExprKind::Name(name) => {
                self.resolve(name).1.filter(|(scope, _)| *scope != self.cx.builtins).map(|(_, kind)| kind)
            }
            ast::ExprKind::Attribute { value, attr } => match self.symbol_of(value)? {
                SymbolKind::Module(scope) => {
                    self.cx.scopes.lookup_here(scope, &attr.name).map(|s| s.kind.clone())
                }
                SymbolKind::Cython(mut path) => {
                    path.push(attr.name.clone());
                    Some(SymbolKind::Cython(path))
                }
                SymbolKind::Type(ty) => match self.types().kind(ty) {
                    Type::Enum(e) => {
                        let items = &self.types().enums[e.index()].items;
                        let at = items.iter().position(|i| i.name == attr.name)?;
                        Some(SymbolKind::EnumItem(*e, at))
                    }
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        }
    }

    /// Reads a name.
    pub(super) fn name(&mut self, name: &str, span: Span) -> Expr {
        if name == "__class__"
            && self.lookup(name).is_none()
            && let Some(class) = self.enclosing_class_object(span)
        {
            return class;
        }
        let (mangled, found) = self.resolve(name);
        match found {
            Some((scope, _)) if scope == self.cx.builtins => self.builtin_name(name, span),
            Some((scope, kind)) => self.symbol(&mangled, scope, kind, span),
            // A private name that nothing here binds may be a global of that very name.
            None if mangled != name => mk(span, Types::OBJECT, ExprKind::Global(mangled)),
            None => self.builtin_name(&mangled, span),
        }
    }

    /// Reads what a symbol stands for.
    pub(super) fn symbol(&mut self, name: &str, scope: ScopeId, kind: SymbolKind, span: Span) -> Expr {
        match kind {
            SymbolKind::Local(local) => self.read_local(scope, local, span),
            SymbolKind::PyGlobal => {
                let ty = self.annotated_global(name).unwrap_or(Types::OBJECT);
                mk(span, ty, ExprKind::Global(name.into()))
            }
            SymbolKind::ClassName => self.class_name_read(name, scope, span),
            SymbolKind::CVar(id) => {
                let ty = self.cx.cvars[id.index()].ty;
                mk(span, ty, ExprKind::CVar(id))
            }
            SymbolKind::CFunc { func, .. } => self.cfunc_value(func, span),
            SymbolKind::FusedFunc(_) => mk(span, Types::OBJECT, ExprKind::Global(name.into())),
            SymbolKind::Class(class) => mk(span, Types::TYPE, ExprKind::TypeObject(class)),
            SymbolKind::Type(ty) => self.type_value(name, ty, span),
            SymbolKind::EnumItem(id, index) => {
                let ty = self.enum_type(id);
                mk(span, ty, ExprKind::EnumItem(id, index))
            }
            SymbolKind::CConst { cname, ty } => mk(span, ty, ExprKind::CConst(cname)),
            SymbolKind::Constant(value) => self.constant_value(&value, span),
            SymbolKind::Unknown if self.cx.input.lenient => self.opaque(span, Types::ERROR, "name", vec![]),
            SymbolKind::Unknown => mk(span, Types::OBJECT, ExprKind::Global(name.into())),
            SymbolKind::Cython(path) if matches!(path.as_slice(), [n] if n == "compiled" || n == "NULL") => {
                self.cython_value(&path, span)
            }
            SymbolKind::Module(_) | SymbolKind::Cython(_) => {
                if self.cx.globals.iter().any(|g| g == name) || self.cx.input.lenient {
                    // The module is imported as well as cimported.
                    return mk(span, Types::OBJECT, ExprKind::Global(name.into()));
                }
                self.error(
                    codes::INVALID_OPERATION,
                    span,
                    format!("'{name}' is not a constant, variable or function identifier"),
                );
                self.error_expr(span)
            }
            SymbolKind::Fused(_) => {
                self.error(
                    codes::INVALID_OPERATION,
                    span,
                    format!("'{name}' is not a constant, variable or function identifier"),
                );
                self.error_expr(span)
            }
            SymbolKind::Overloads(_) => self.unsupported_expr(span, "overloaded C++ functions", vec![]),
        }
    }

    pub(super) fn enum_type(&mut self, id: pyxide_types::EnumId) -> pyxide_types::TypeId {
        if self.types().enums[id.index()].name.is_empty() {
            return Types::INT;
        }
        self.cx.types.intern(Type::Enum(id))
    }

    /// A C function as a value: decays to a pointer where one is needed.
    pub(super) fn cfunc_value(&mut self, func: CFuncId, span: Span) -> Expr {
        let sig = self.cx.cfuncs[func.index()].sig.clone();
        let ty = self.cx.types.func(sig);
        mk(span, ty, ExprKind::CFunc(func))
    }

    fn read_local(&mut self, scope: ScopeId, local: LocalId, span: Span) -> Expr {
        let owner = self.function_of(scope).unwrap_or(self.func);
        if owner == self.func {
            if self.pending.contains(&local) {
                let ty = self.reaching_type(local, span);
                self.unknown_read |= ty.is_none();
                return mk(span, ty.unwrap_or(Types::OBJECT), ExprKind::Local(local));
            }
            let read = self.local_expr(span, local);
            if self.types().is_object(read.ty)
                && self.inferring
                && let Some(ty) = self.reaching_object(local, span)
            {
                return Expr { ty, ..read };
            }
            if self.types().is_object(read.ty)
                && let Some(ty) = self.narrower(span)
                && ty != read.ty
            {
                return mk(span, ty, ExprKind::Coerce(Coercion::Reinterpret, Box::new(read)));
            }
            return read;
        }
        self.capture(owner, local);
        let ty = self.cx.func(owner).locals[local.index()].ty;
        mk(span, ty, ExprKind::Outer(owner, local))
    }

    /// Marks a local of an enclosing function as captured, and links the functions in between.
    pub(super) fn capture(&mut self, owner: FuncId, local: LocalId) {
        self.cx.func_mut(owner).locals[local.index()].captured = true;
        let mut inner = self.func;
        let mut at = Some(self.func_scope);
        while let Some(id) = at {
            let s = self.cx.scopes.get(id);
            at = s.parent;
            if let ScopeKind::Function(f) | ScopeKind::Comprehension(f) = s.kind
                && f != inner
            {
                self.cx.func_mut(inner).outer = Some(f);
                inner = f;
                if f == owner {
                    return;
                }
            }
        }
        if inner != owner {
            // The module's initialisation owns variables of comprehensions and class cells at module level.
            self.cx.func_mut(inner).outer = Some(owner);
        }
    }

    /// A name of the class body being executed, else what the name means outside.
    fn class_name_read(&mut self, name: &str, scope: ScopeId, span: Span) -> Expr {
        if scope != self.scope
            && let ScopeKind::CClass(class) = self.cx.scopes.get(scope).kind
        {
            // From a function of the class: the finished class has it.
            let base = mk(span, Types::OBJECT, ExprKind::TypeObject(class));
            return mk(span, Types::OBJECT, ExprKind::Attr(Box::new(base), name.into()));
        }
        // A name that the body of a Python class binds is never one of a function around it.
        let parent = match self.cx.scopes.get(scope).kind {
            ScopeKind::PyClass => None,
            _ => self.cx.scopes.get(scope).parent,
        };
        let saved = std::mem::replace(&mut self.scope, parent.unwrap_or(self.cx.module));
        let fallback = match self.lookup(name) {
            Some((scope, kind)) if scope != self.cx.builtins => self.symbol(name, scope, kind, span),
            _ if pybuiltins::is_builtin(name) || BuiltinType::by_py_name(name).is_some() => {
                self.builtin_name(name, span)
            }
            _ => mk(span, Types::OBJECT, ExprKind::Global(name.into())),
        };
        self.scope = saved;
        let fallback = self.object(fallback);
        mk(span, Types::OBJECT, ExprKind::ClassName(name.into(), Box::new(fallback)))
    }

    fn type_value(&mut self, name: &str, ty: pyxide_types::TypeId, span: Span) -> Expr {
        match self.types().kind(ty) {
            Type::Builtin(b) => mk(span, Types::TYPE, ExprKind::BuiltinType(*b)),
            Type::Class(c) => mk(span, Types::TYPE, ExprKind::TypeObject(*c)),
            Type::Object => mk(span, Types::TYPE, ExprKind::BuiltinName("object".into())),
            Type::Enum(e) if self.types().enums[e.index()].is_cpdef => {
                mk(span, Types::OBJECT, ExprKind::Global(name.into()))
            }
            Type::Error => self.error_expr(span),
            _ => {
                self.error(
                    codes::INVALID_OPERATION,
                    span,
                    format!("'{name}' is not a constant, variable or function identifier"),
                );
                self.error_expr(span)
            }
        }
    }

    fn builtin_name(&mut self, name: &str, span: Span) -> Expr {
        let shown = match name {
            "unicode" => "str",
            "long" if self.py2() => "int",
            "xrange" => "range",
            "unichr" => "chr",
            "basestring" => "str",
            "raw_input" => "input",
            "getattr3" => "getattr",
            other => other,
        };
        // Names that Python 2 had as builtins.
        let moved = match name {
            "intern" => Some("sys"),
            "reload" => Some("importlib"),
            _ => None,
        };
        if let Some(module) = moved {
            let import =
                ExprKind::Import { module: module.into(), level: 0, from_list: vec![], want_leaf: true };
            let module = mk(span, Types::OBJECT, import);
            return mk(span, Types::OBJECT, ExprKind::Attr(Box::new(module), name.into()));
        }
        // The body of an extension class knows its own names.
        if let ScopeKind::CClass(class) = self.cx.scopes.get(self.scope).kind {
            match name {
                "__qualname__" => {
                    let text = self.types().classes[class.index()].name.clone();
                    return mk(span, Types::STR, ExprKind::Str(Text::Utf8(text)));
                }
                "__module__" => return mk(span, Types::OBJECT, ExprKind::Global("__name__".into())),
                _ => {}
            }
        }
        match shown {
            "NotImplemented" => return mk(span, Types::OBJECT, ExprKind::NotImplemented),
            "Ellipsis" => return mk(span, Types::OBJECT, ExprKind::Ellipsis),
            _ => {}
        }
        if let Some(b) = BuiltinType::by_py_name(shown)
            && shown != "long"
        {
            return mk(span, Types::TYPE, ExprKind::BuiltinType(b));
        }
        if pybuiltins::MAYBE_ABSENT.contains(&shown) {
            // Looked up when it is used: not every Python has it.
            return mk(span, Types::OBJECT, ExprKind::Global(shown.into()));
        }
        if pybuiltins::is_builtin(shown) {
            return mk(span, Types::OBJECT, ExprKind::BuiltinName(shown.into()));
        }
        if pybuiltins::MODULE_ATTRIBUTES.contains(&name) || self.may_be_global(name) {
            return mk(span, Types::OBJECT, ExprKind::Global(name.into()));
        }
        if self.dry == 0 {
            let message = format!("undeclared name not builtin: {name}");
            let scopes = &self.cx.scopes;
            let names = scopes.visible(self.scope).flat_map(|id| scopes.get(id).symbols.keys());
            let names = names.map(|k| k.as_str()).chain(pybuiltins::NAMES.iter().copied());
            let d = Diagnostic::new(codes::UNDECLARED_NAME, message).at(span);
            self.cx.sink.push(match crate::hints::where_declared(name) {
                Some(hint) => d.help(hint),
                None => suggesting(d, name, names),
            });
        }
        self.error_expr(span)
    }

    /// Whether the module may define a name in a way that nothing shows.
    fn may_be_global(&self, name: &str) -> bool {
        self.cx.input.lenient
            || self.cx.input.allow_unknown_names
            || self.cx.globals.iter().any(|g| g == name || g == "*")
    }

    /// A compile-time value as an expression.
    pub(super) fn constant_value(&mut self, value: &Value, span: Span) -> Expr {
        match value {
            Value::None => mk(span, Types::OBJECT, ExprKind::None),
            Value::Bool(b) => mk(span, Types::BINT, ExprKind::Bool(*b)),
            Value::Int(n) => mk(span, super::constant::literal_type(n), ExprKind::Int(n.clone())),
            Value::Float(x) => mk(span, Types::DOUBLE, ExprKind::Float(*x)),
            Value::Complex(re, im) => {
                let part = |x: f64| mk(span, Types::DOUBLE, ExprKind::Float(x));
                let make = ExprKind::Prim(pyxide_types::Prim::MakeComplex, vec![part(*re), part(*im)]);
                mk(span, Types::DOUBLE_COMPLEX, make)
            }
            Value::Ellipsis => mk(span, Types::OBJECT, ExprKind::Ellipsis),
            Value::Str(s) => mk(span, Types::STR, ExprKind::Str(Text::Utf8(s.clone()))),
            Value::Bytes(b) => mk(span, Types::BYTES, ExprKind::Bytes(b.clone())),
            Value::Tuple(items) => {
                let items = items
                    .iter()
                    .map(|v| {
                        let e = self.constant_value(v, span);
                        pyxide_hir::Arg::Value(self.object(e))
                    })
                    .collect();
                mk(span, Types::TUPLE, ExprKind::Tuple(items))
            }
        }
    }
}

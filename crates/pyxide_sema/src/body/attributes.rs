//! Attributes: struct fields, C attributes of extension classes, and Python attributes.

use super::types::{self, display};
use super::{Body, mk, names::suggesting};
use crate::scope::SymbolKind;
use pyxide_diagnostics::{Diagnostic, Span, codes};
use pyxide_hir::{Expr, ExprKind, FieldRef};
use pyxide_syntax::ast;
use pyxide_types::{ClassId, StructId, Type, TypeId, Types};
use smol_str::SmolStr;

impl<'ast> Body<'_, 'ast, '_> {
    /// `value.attr` as a value.
    pub(super) fn attribute(&mut self, span: Span, value: &'ast ast::Expr, attr: &'ast ast::Ident) -> Expr {
        match self.symbol_of(value) {
            Some(SymbolKind::Module(scope)) => {
                let symbol = self.cx.scopes.lookup_here(scope, &attr.name).map(|s| s.kind.clone());
                return match symbol {
                    Some(SymbolKind::PyGlobal) | None => self.module_attribute(span, value, attr),
                    // Python-level names are reached through the module object.
                    Some(SymbolKind::FusedFunc(_)) => self.module_attribute(span, value, attr),
                    Some(kind) => self.symbol(&attr.name, scope, kind, span),
                };
            }
            Some(SymbolKind::Cython(mut path)) => {
                path.push(attr.name.clone());
                return self.cython_value(&path, span);
            }
            // A C method without its object.
            Some(SymbolKind::Class(class)) => {
                let found = self.class_method(class, &attr.name);
                if let Some((owner, index)) = found {
                    let method = &self.types().classes[owner.index()].methods[index];
                    let (of_c, plain) = (!method.is_cpdef, !method.is_static);
                    if of_c
                        && plain
                        && let Some(e) = self.c_method_function(span, owner, index)
                    {
                        return e;
                    }
                    if of_c && !plain {
                        let class = mk(span, Types::TYPE, ExprKind::TypeObject(class));
                        return self.static_method(span, class, owner, index);
                    }
                    if of_c {
                        return self.unsupported_expr(span, "a C method as a value", vec![]);
                    }
                }
            }
            Some(SymbolKind::Type(ty)) if matches!(self.types().kind(ty), Type::Enum(_)) => {
                let whole = SymbolKind::Type(ty);
                if let Some(e) = self.enum_member(span, whole, attr) {
                    return e;
                }
            }
            _ => {}
        }
        // A `cpdef` function has the attributes of its Python side.
        let base = match self.symbol_of(value) {
            Some(SymbolKind::CFunc { is_cpdef: true, .. }) => self.object_expr(value),
            _ => self.expr(value),
        };
        self.attribute_of(span, base, attr)
    }

    /// An attribute of a module that is both cimported and imported.
    fn module_attribute(&mut self, span: Span, value: &'ast ast::Expr, attr: &'ast ast::Ident) -> Expr {
        let base = match value.as_name() {
            Some(name) => mk(value.span, Types::OBJECT, ExprKind::Global(name.clone())),
            None => self.object_expr(value),
        };
        if let Some(name) = value.as_name()
            && !self.cx.globals.iter().any(|g| g == name || g == "*")
            && !self.cx.input.lenient
        {
            let message = format!("cimported module has no attribute '{}'", attr.name);
            let mut d = Diagnostic::new(codes::UNDECLARED_NAME, message).at(span);
            if let Some(SymbolKind::Module(scope)) = self.symbol_of(value) {
                let names = self.cx.scopes.get(scope).symbols.keys();
                d = suggesting(d, &attr.name, names.map(|n| n.as_str()));
            }
            return self.error_value(d, span);
        }
        mk(span, Types::OBJECT, ExprKind::Attr(Box::new(base), attr.name.clone()))
    }

    fn enum_member(&mut self, span: Span, whole: SymbolKind, attr: &ast::Ident) -> Option<Expr> {
        let SymbolKind::Type(ty) = whole else { return None };
        let Type::Enum(id) = *self.types().kind(ty) else { return None };
        let at = self.types().enums[id.index()].items.iter().position(|i| i.name == attr.name)?;
        Some(mk(span, ty, ExprKind::EnumItem(id, at)))
    }

    /// An attribute of an evaluated base.
    pub(super) fn attribute_of(&mut self, span: Span, base: Expr, attr: &ast::Ident) -> Expr {
        let t = self.types();
        if base.ty == Types::ERROR {
            return base;
        }
        if let Some(id) = self.struct_behind(base.ty)
            && !self.is_dict_method(&base, id, &attr.name)
        {
            return self.struct_field(span, base, id, attr);
        }
        if let Some(class) = t.class_of(base.ty) {
            if matches!(attr.as_str(), "__dict__" | "__weakref__")
                && t.classes[class.index()].fields.iter().any(|f| f.name == attr.name)
            {
                let message = format!("`{}` of a `cdef class` is not reached as an attribute", attr.name);
                let help = format!("declare the object as `object`, or use getattr(x, '{}')", attr.name);
                let error = Diagnostic::new(codes::INVALID_OPERATION, message).at(span).help(help);
                return self.error_value(error, span);
            }
            if let Some(getter) = self.c_property(class, &attr.name) {
                let sig = self.cx.cfuncs[getter.index()].sig.clone();
                let arg = match sig.params.first() {
                    Some(p) => self.coerce(base, p.ty),
                    None => base,
                };
                return mk(
                    span,
                    sig.ret,
                    ExprKind::CCall { func: getter, args: vec![arg], skip_dispatch: false },
                );
            }
            if let Some((owner, index)) = self.class_field(class, &attr.name) {
                let ty = t.classes[owner.index()].fields[index].ty;
                if matches!(attr.as_str(), "__dict__" | "__weakref__") {
                    // The slots are the interpreter's: it makes a dict when it is first asked for.
                    let message = format!("Illegal use of special attribute {}", attr.name);
                    self.error(codes::INVALID_OPERATION, span, message);
                }
                let nonecheck = self.needs_none_check(&base);
                let field = FieldRef::Class(owner, index);
                return mk(span, ty, ExprKind::Field { base: Box::new(base), field, nonecheck });
            }
            if let Some((owner, index)) = self.class_method(class, &attr.name) {
                let method = &t.classes[owner.index()].methods[index];
                if !method.is_cpdef {
                    if method.is_static {
                        return self.static_method(span, base, owner, index);
                    }
                    if let Some(function) = self.c_method_object(span, base, owner, index) {
                        return function;
                    }
                    self.unsupported(span, "a C method as a value");
                    return self.error_expr(span);
                }
            }
        }
        if matches!(t.kind(base.ty), Type::MemoryView(..)) {
            return self.unsupported_expr(span, "memoryviews", vec![base]);
        }
        if types::is_complex(t, base.ty) {
            return self.complex_part(span, base, attr);
        }
        if !t.is_object(base.ty) && types::python_type(t, base.ty).is_none() {
            let message =
                format!("Object of type '{}' has no attribute '{}'", display(t, base.ty), attr.name);
            self.error(codes::INVALID_OPERATION, span, message);
            let what = format!("attribute {}", attr.name);
            return self.opaque(span, Types::ERROR, &what, vec![base]);
        }
        let base = self.to_object(base);
        let name = self.mangle(&attr.name);
        mk(span, Types::OBJECT, ExprKind::Attr(Box::new(base), name))
    }

    /// The struct of a struct value or of a pointer to one.
    pub(super) fn struct_behind(&self, ty: TypeId) -> Option<StructId> {
        let t = self.types();
        let inner = match t.kind(ty) {
            Type::Ptr(to) => *to,
            _ => ty,
        };
        match t.kind(inner) {
            Type::Struct(id) => Some(*id),
            _ => None,
        }
    }

    /// `items` and the like of the dict that a struct value becomes, where no field has the name.
    fn is_dict_method(&self, base: &Expr, id: StructId, name: &str) -> bool {
        let t = self.types();
        let fields = t.structs[id.index()].fields.as_ref();
        matches!(t.kind(base.ty), Type::Struct(_))
            && fields.is_some_and(|fields| !fields.iter().any(|f| f.name == name))
            && matches!(name, "items" | "keys" | "values" | "get" | "copy")
            && types::python_type(t, base.ty).is_some()
    }

    fn struct_field(&mut self, span: Span, base: Expr, id: StructId, attr: &ast::Ident) -> Expr {
        let def = &self.types().structs[id.index()];
        let found = def
            .fields
            .as_ref()
            .and_then(|fields| fields.iter().position(|f| f.name == attr.name).map(|i| (i, fields[i].ty)));
        match found {
            Some((index, ty)) => {
                let field = FieldRef::Struct(id, index);
                mk(span, ty, ExprKind::Field { base: Box::new(base), field, nonecheck: false })
            }
            None => {
                let message = if def.fields.is_none() {
                    format!("Cannot select attribute of incomplete type '{}'", def.name)
                } else {
                    format!(
                        "Object of type '{}' has no attribute '{}'",
                        display(self.types(), base.ty),
                        attr.name
                    )
                };
                let names = def.fields.iter().flatten().map(|f| f.name.as_str());
                let d = Diagnostic::new(codes::INVALID_OPERATION, message).at(span);
                self.error_value(suggesting(d, &attr.name, names), span)
            }
        }
    }

    /// The C attribute that `name` is on an object of the class. A private name is that of the object's class, wherever
    /// it is written.
    pub(super) fn class_field(&self, class: ClassId, name: &str) -> Option<(ClassId, usize)> {
        let t = self.types();
        t.find_class_field(class, &private_member(t, class, name)).or_else(|| t.find_class_field(class, name))
    }

    /// The C method that `name` is on an object of the class.
    pub(super) fn class_method(&self, class: ClassId, name: &str) -> Option<(ClassId, usize)> {
        let private = private_member(self.types(), class, name);
        self.visible_method(class, &private).or_else(|| self.visible_method(class, name))
    }

    /// The C method of the class or a base, unless a nearer class has something else of this name: a `def` method hides
    /// it from those who know that class.
    fn visible_method(&self, class: ClassId, name: &str) -> Option<(ClassId, usize)> {
        let (owner, index) = self.types().find_class_method(class, name)?;
        let mut at = class;
        while at != owner {
            let scope = self.cx.class_scopes.get(&at);
            if scope.is_some_and(|&s| self.cx.scopes.lookup_here(s, name).is_some()) {
                return None;
            }
            at = self.types().class_of(self.types().classes[at.index()].base)?;
        }
        Some((owner, index))
    }

    /// The function that reads a C property of the class or a base.
    fn c_property(&self, class: ClassId, name: &SmolStr) -> Option<pyxide_hir::CFuncId> {
        self.c_accessor(class, name, false)
    }

    /// The function that reads, or sets, a C property of the class or a base.
    fn c_accessor(&self, class: ClassId, name: &SmolStr, setter: bool) -> Option<pyxide_hir::CFuncId> {
        let accessors = if setter { &self.cx.c_setters } else { &self.cx.c_properties };
        let mut at = Some(class);
        while let Some(c) = at {
            if let Some(&getter) = accessors.get(&(c, name.clone())) {
                return Some(getter);
            }
            at = self.types().class_of(self.types().classes[c.index()].base);
        }
        None
    }

    /// `target` where it is a C property that can be set: the object and the setter.
    pub(super) fn c_property_target(
        &mut self,
        target: &'ast ast::Expr,
    ) -> Option<(Expr, pyxide_hir::CFuncId)> {
        if self.cx.c_setters.is_empty() {
            return None;
        }
        let ast::ExprKind::Attribute { value, attr } = &target.kind else { return None };
        let (ty, _) = self.dry_run(|b| b.expr(value).ty);
        let class = self.types().class_of(ty)?;
        let setter = self.c_accessor(class, &attr.name, true)?;
        let object = self.expr(value);
        let own = self.cx.cfuncs[setter.index()].sig.params[0].ty;
        Some((self.coerce(object, own), setter))
    }

    /// The call that sets a C property.
    pub(super) fn set_c_property(
        &mut self,
        span: Span,
        object: Expr,
        setter: pyxide_hir::CFuncId,
        value: Expr,
    ) -> pyxide_hir::Stmt {
        let sig = self.cx.cfuncs[setter.index()].sig.clone();
        let value = self.coerce(value, sig.params[1].ty);
        let call = ExprKind::CCall { func: setter, args: vec![object, value], skip_dispatch: false };
        super::mk_stmt(span, pyxide_hir::StmtKind::Expr(mk(span, sig.ret, call)))
    }

    /// Whether reading through the reference must check for `None` under `nonecheck`.
    pub(super) fn needs_none_check(&self, base: &Expr) -> bool {
        self.dirs.nonecheck() && !self.is_self(base)
    }

    /// The first parameter of a method is never `None`.
    pub(super) fn is_self(&self, base: &Expr) -> bool {
        let ExprKind::Local(id) = base.kind else { return false };
        let f = self.cx.func(self.func);
        f.class.is_some() && !f.is_static_method && f.params.first().is_some_and(|p| p.local == id)
    }
}

/// A private name as the class knows it.
pub(super) fn private_member(types: &Types, class: ClassId, name: &str) -> SmolStr {
    super::names::mangled(Some(&types.classes[class.index()].name), name)
}

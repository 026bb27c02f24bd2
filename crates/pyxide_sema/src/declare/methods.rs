//! Bodies of extension classes: what each statement declares, and what the whole body means.

use super::functions::Place;
use super::{
    Unit, accessors, attributes, cmethods, compile_if, decorators, functions, fused, pickling, synthesize,
    ufunc,
};
use crate::context::{Cx, Declared, Env};
use crate::directives::{Directive, Scopes};
use crate::scope::{ScopeId, Symbol, SymbolKind};
use pyxide_diagnostics::{Diagnostic, Severity, Span, codes};
use pyxide_hir::{self as hir, MethodKind};
use pyxide_syntax::ast::{self, Ident, StmtKind};
use pyxide_types::{Access, ClassId, Origin, special};
use smol_str::SmolStr;
use std::rc::Rc;

/// The class whose body is being read.
pub struct ClassUnit {
    /// Directives are those inside the class.
    pub unit: Unit,
    pub class: ClassId,
    pub scope: ScopeId,
    pub name: SmolStr,
    /// This is the implementation.
    pub implements: bool,
    /// The `.pxd` has declared the attributes and C methods already.
    pub closed: bool,
    /// A `class` statement: methods of it may be C methods without saying so.
    pub is_python: bool,
    /// How Python sees the annotated attributes, in a dataclass.
    pub dataclass: Option<Access>,
}

impl ClassUnit {
    pub fn place(&self) -> Place {
        Place {
            scope: self.scope,
            outer: None,
            class: Some(self.class),
            qualname_prefix: format!("{}.", self.name).into(),
            directives: self.unit.directives.clone(),
            file: self.unit.file,
            level: self.unit.level,
            fused: Rc::default(),
        }
    }

    /// A member as the class knows it: private names carry the class's.
    pub fn member(&self, name: &Ident) -> Ident {
        Ident::new(crate::body::mangled(Some(&self.name), &name.name), name.span)
    }

    pub fn is_extern(&self, cx: &Cx<'_, '_>) -> bool {
        cx.types.classes[self.class.index()].origin == Origin::Extern
    }
}

pub fn class_body<'ast>(cx: &mut Cx<'ast, '_>, cu: &ClassUnit, body: &'ast [ast::Stmt]) {
    for stmt in body {
        match &stmt.kind {
            StmtKind::CVarDef(def) => attributes::attributes(cx, cu, def),
            StmtKind::CFuncDef(def) => cmethods::c_method(cx, cu, def),
            StmtKind::FunctionDef(def) => method(cx, cu, def),
            StmtKind::Property { name, body } => accessors::property(cx, cu, name, body),
            StmtKind::CdefBlock(inner) => class_body(cx, cu, inner),
            StmtKind::CompileIf { branches, orelse } => {
                let chosen = compile_if(cx, Env::plain(cu.unit.scope), stmt.span, branches, orelse);
                class_body(cx, cu, chosen);
            }
            StmtKind::If { branches, orelse } => {
                for b in branches {
                    class_body(cx, cu, &b.body);
                }
                class_body(cx, cu, orelse);
            }
            StmtKind::With { items, body, .. } => {
                let mut inner = cu.unit.clone();
                for item in items {
                    if let ast::WithItem::Context { expr, .. } = item
                        && let Some(changes) = decorators::with_item(cx, cu.scope, expr)
                    {
                        inner.directives = Rc::new(inner.directives.with(changes));
                    }
                }
                let inner = ClassUnit { unit: inner, name: cu.name.clone(), ..*cu };
                class_body(cx, &inner, body);
            }
            StmtKind::AnnAssign { target, annotation, value } => {
                attributes::annotated(cx, cu, target, annotation, value.as_deref())
            }
            StmtKind::Assign { targets, value } if attributes::pure_attribute(cx, cu, targets, value) => {}
            StmtKind::Expr(value) if attributes::pure_attributes(cx, cu, value) => {}
            StmtKind::CStructDef(_)
            | StmtKind::CEnumDef(_)
            | StmtKind::CTypedef(_)
            | StmtKind::CClassDef(_) => {
                let message = "cdef statement not allowed here";
                cx.sink.error(codes::INVALID_DECLARATION, stmt.span, message);
            }
            // Ordinary statements run when the class is made; the body half has them.
            _ => {}
        }
    }
}

/// Notes that the class has a member of this name.
pub fn note(cx: &mut Cx<'_, '_>, cu: &ClassUnit, name: &Ident) {
    let symbol = Symbol {
        name: name.name.clone(),
        span: name.span,
        kind: SymbolKind::ClassName,
        from_pxd: cu.unit.in_pxd,
    };
    cx.scopes.define(cu.scope, symbol);
}

pub fn class_impl<'c>(cx: &'c mut Cx<'_, '_>, cu: &ClassUnit) -> &'c mut hir::ClassImpl {
    let index = cx.classes.iter().rposition(|c| c.class == cu.class).expect("the class is being implemented");
    &mut cx.classes[index]
}

pub fn method_doctest(cx: &mut Cx<'_, '_>, cu: &ClassUnit, span: Span, name: &str, doc: Option<&SmolStr>) {
    // Of these the interpreter shows the slot's own text, and doctest finds them by themselves.
    let hidden =
        ["__cinit__", "__dealloc__", "__richcmp__", "__nonzero__", "__bool__", "__len__", "__contains__"];
    if !hidden.contains(&name) {
        functions::note_doctest(cx, span, &format!("{}.{name}", cu.name), doc);
    }
}

/// Adds a method that Python sees; a later one of the same name replaces an earlier one.
pub fn add_python_method(
    cx: &mut Cx<'_, '_>,
    cu: &ClassUnit,
    name: &SmolStr,
    func: hir::FuncId,
    kind: MethodKind,
) {
    let methods = &mut class_impl(cx, cu).methods;
    let is_property = |k: MethodKind| {
        matches!(k, MethodKind::PropertyGet | MethodKind::PropertySet | MethodKind::PropertyDel)
    };
    methods.retain(|m| m.name != *name || (is_property(m.kind) && is_property(kind) && m.kind != kind));
    methods.push(hir::MethodImpl { name: name.clone(), func, kind });
}

/// A `def` in an extension class.
pub fn method<'ast>(cx: &mut Cx<'ast, '_>, cu: &ClassUnit, def: &'ast ast::FunctionDef) {
    let name = &cu.member(&def.name);
    let decorated =
        decorators::collect(cx, cu.unit.scope, &def.decorators, Scopes::FUNCTION, &cu.unit.directives);
    if decorated.is_on(Directive::Ufunc) {
        ufunc::refuse(cx, &def.decorators, name.span, true);
    }
    let declared_in_pxd = cx.types.classes[cu.class.index()].methods.iter().position(|m| m.name == name.name);
    if let Some(Symbol { kind: SymbolKind::FusedFunc(index), from_pxd: true, .. }) =
        cx.scopes.lookup_here(cu.scope, &name.name)
        && cu.implements
    {
        let index = *index;
        fused::specialise_pure_method(cx, cu, def, &decorated, index);
        return;
    }
    if decorated.is_on(Directive::Cfunc)
        || decorated.is_on(Directive::Ccall)
        || (declared_in_pxd.is_some() && cu.closed && cu.implements)
    {
        cmethods::pure_method(cx, cu, def, &decorated, declared_in_pxd);
        return;
    }
    if cu.is_python
        && cu.closed
        && cu.implements
        && decorated.others.is_empty()
        && let Some(inherited) = cmethods::override_inherited(cx, cu, name)
    {
        cmethods::pure_method(cx, cu, def, &decorated, Some(inherited));
        return;
    }
    if !cu.implements {
        let message = "function definition in pxd file must be declared 'cdef inline'";
        cx.sink.error(codes::INVALID_DECLARATION, name.span, message);
        return;
    }
    let place = cu.place();
    if let Some((property, kind)) = accessors::property_decorator(&decorated) {
        let of: SmolStr = property.map_or_else(|| def.name.name.clone(), SmolStr::from);
        if let Some(extra) = decorated.others.iter().find(|d| !accessors::is_property_decorator(&d.expr))
            && decorated.others.len() > 1
        {
            let message = "Property methods with additional decorators are not supported";
            cx.sink.error(codes::INVALID_DECLARATION, extra.span, message);
            return;
        }
        if of != def.name.name {
            let message = format!("Mismatching property names, expected '{of}', got '{}'", def.name.name);
            cx.sink.error(codes::INVALID_DECLARATION, decorated.others[0].span, message);
            return;
        }
        accessors::accessor(cx, cu, &place, def, &decorated, &of, kind);
        return;
    }
    if let Some(old) = cx.scopes.lookup_here(cu.scope, &name.name)
        && cx.types.find_class_field(cu.class, &name.name).is_some()
    {
        let old = old.span;
        cx.redeclared(name, old);
        return;
    }
    note(cx, cu, name);
    if let Some(row) = special::by_name(&name.name) {
        accessors::special_method(cx, cu, &place, def, &decorated, row);
        return;
    }
    let declared = functions::python_function(cx, &place, def, &decorated);
    let is_class =
        decorated.has_plain("classmethod") || functions::is_implicit_classmethod(&place, &name.name);
    let is_static = decorated.has_plain("staticmethod") || decorated.is_on(Directive::Staticmethod);
    let kind = match (is_static, is_class) {
        (true, _) => MethodKind::Static,
        (_, true) => MethodKind::Class,
        _ => MethodKind::Normal,
    };
    if !is_static
        && def.params.posonly.is_empty()
        && def.params.args.is_empty()
        && def.params.vararg.is_none()
    {
        let message =
            format!("Method {} has wrong number of arguments (0 declared, 1 or more expected)", name.name);
        cx.sink.error(codes::INVALID_DECLARATION, name.span, message);
        return;
    }
    if let Declared::Def(func) = declared {
        cx.func_mut(func).name = name.name.clone();
        add_python_method(cx, cu, &name.name, func, kind);
    }
    let start = functions::statement_start(def);
    method_doctest(cx, cu, start, &name.name, functions::docstring(&def.body).as_ref());
    cx.declared.insert(name.span, declared);
}

/// What can only be said of a class after its whole body.
pub fn finish_class(cx: &mut Cx<'_, '_>, cu: &ClassUnit) {
    synthesize::enum_attributes(cx, cu);
    let def = &cx.types.classes[cu.class.index()];
    let exposed: Vec<usize> = def
        .fields
        .iter()
        .enumerate()
        .filter(|(_, f)| f.access.is_public() || f.access == Access::ReadOnly)
        .map(|(i, _)| i)
        .collect();
    let at = |name: &str| def.fields.iter().position(|f| f.name == name);
    let (weakref, dict) = (at("__weakref__"), at("__dict__"));
    let missing: Vec<SmolStr> = {
        let done = &cx.classes.iter().rfind(|c| c.class == cu.class).expect("just pushed").cmethods;
        def.methods
            .iter()
            .enumerate()
            .filter(|(i, _)| {
                !done.iter().any(|(d, _)| d == i) && !cx.inline_methods.contains_key(&(cu.class, *i))
            })
            .map(|(_, m)| m.name.clone())
            .collect()
    };
    let field_docs: Vec<(usize, SmolStr)> = exposed
        .iter()
        .filter_map(|&i| {
            let field = &def.fields[i];
            let d = &cu.unit.directives;
            super::docsignature::of_attribute(cx, &field.name, field.ty, d).map(|doc| (i, doc))
        })
        .collect();
    let ordering = def.facts.total_ordering;
    let class = class_impl(cx, cu);
    class.exposed_fields = exposed;
    class.field_docs = field_docs;
    class.weakref_field = weakref;
    class.dict_field = dict;
    let span = class.span;
    let has = |name: &str| class.methods.iter().any(|m| m.name == name);
    let (cinit, eq, orders) = (
        has("__new__"),
        has("__eq__") || has("__ne__"),
        ["__lt__", "__le__", "__gt__", "__ge__"].iter().any(|n| has(n)),
    );
    let richcmp = has("__richcmp__");
    let compares = eq || orders;
    if cinit {
        let message = "__new__ method of extension type will change semantics in a future version of Pyrex and Cython. Use __cinit__ instead.";
        cx.sink.error(codes::INVALID_DECLARATION, span, message);
    }
    if richcmp && compares {
        let d = Diagnostic::new(
            codes::INVALID_DECLARATION,
            "cannot define both __richcmp__ and individual comparison methods",
        );
        cx.sink.push(d.severity(Severity::Error).at(span));
    }
    if ordering {
        let missing = match (orders, eq) {
            (false, false) => {
                Some("total_ordering directive used, but no comparison and equality methods defined")
            }
            (false, true) => Some("total_ordering directive used, but no comparison methods defined"),
            (true, false) => Some("total_ordering directive used, but no equality method defined"),
            (true, true) => None,
        };
        match missing {
            Some(message) => {
                let d = Diagnostic::new(codes::INVALID_DECLARATION, message);
                cx.sink.push(d.severity(Severity::Warning).at(span));
            }
            None => synthesize::total_ordering(cx, cu),
        }
    }
    pickling::pickling(cx, cu);
    for name in missing {
        if inherit_implementation(cx, cu, &name) {
            continue;
        }
        let at: Span = cx.scopes.lookup_here(cu.scope, &name).map_or(span, |s| s.span);
        cx.sink.error(
            codes::INVALID_DECLARATION,
            at,
            format!("C method '{name}' is declared but not defined"),
        );
    }
}

/// A method that is declared again without being defined is the base's.
fn inherit_implementation(cx: &mut Cx<'_, '_>, cu: &ClassUnit, name: &str) -> bool {
    let def = &cx.types.classes[cu.class.index()];
    let Some((owner, i)) = cx.types.class_of(def.base).and_then(|b| cx.types.find_class_method(b, name))
    else {
        return false;
    };
    let inherited = cx.types.classes[owner.index()].methods[i].clone();
    let Some(own) = cx.types.classes[cu.class.index()].methods.iter_mut().find(|m| m.name == name) else {
        return false;
    };
    if own.introduced_by != inherited.introduced_by {
        return false;
    }
    own.sig = inherited.sig;
    own.direct_cname = inherited.direct_cname;
    true
}

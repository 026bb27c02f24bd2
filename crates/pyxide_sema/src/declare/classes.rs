//! Extension classes: `cdef class` in all its forms, and `@cython.cclass class`.
//!
//! A class may be declared forward, in its module's `.pxd`, and implemented in the main file; all statements give the
//! same [`ClassId`]. What its body holds is read by [`super::methods`].

use super::decorators::{self, Decorated};
use super::methods::{self, ClassUnit};
use super::{Unit, forward, names, types};
use crate::context::{Cx, Declared, Env};
use crate::directives::{Directive, Scopes};
use crate::scope::{ScopeKind, Symbol, SymbolKind};
use pyxide_diagnostics::{Diagnostic, Severity, Span, codes};
use pyxide_hir as hir;
use pyxide_syntax::ast::{self, Arg, Ident, Visibility};
use pyxide_types::{CheckSize, ClassDef, ClassFacts, ClassId, Origin, Type, TypeId, Types};
use smol_str::SmolStr;

/// What a class statement says of the class itself, whatever its spelling.
struct Statement<'ast> {
    name: &'ast Ident,
    /// The name in this module's scope (`as`).
    bound: &'ast Ident,
    flags: ast::DeclFlags,
    is_typedef: bool,
    module_path: String,
    bases: &'ast [Arg],
    objstruct: Option<&'ast Ident>,
    typeobj: Option<&'ast Ident>,
    check_size: Option<&'ast Ident>,
    body: Option<&'ast [ast::Stmt]>,
    /// A `class` statement that is compiled as an extension class.
    is_python: bool,
}

/// `cdef class`
pub fn cdef_class<'ast>(cx: &mut Cx<'ast, '_>, unit: &Unit, span: Span, def: &'ast ast::CClassDef) {
    if def.body.is_some() && cx.read_classes.contains(&def.name.span) {
        return;
    }
    cx.read_classes.insert(def.name.span);
    let decorated = decorators::collect(cx, unit.scope, &def.decorators, Scopes::CCLASS, &unit.directives);
    class(cx, unit, span, &statement_of(def), &decorated);
}

fn statement_of<'ast>(def: &'ast ast::CClassDef) -> Statement<'ast> {
    let module_path: Vec<&str> = def.module_path.iter().map(Ident::as_str).collect();
    Statement {
        name: &def.name,
        bound: def.as_name.as_ref().unwrap_or(&def.name),
        flags: def.flags,
        is_typedef: def.is_typedef,
        module_path: builtin_module(module_path.join(".")),
        bases: &def.bases,
        objstruct: def.objstruct.as_ref(),
        typeobj: def.typeobj.as_ref(),
        check_size: def.check_size.as_ref(),
        body: def.body.as_deref(),
        is_python: false,
    }
}

/// The builtins have had two names.
fn builtin_module(path: String) -> String {
    if path == "__builtin__" { "builtins".into() } else { path }
}

/// Enters the name of a pure-Python extension class before its statement is read, so that other types may mention it.
pub fn declare_pure(cx: &mut Cx<'_, '_>, unit: &Unit, def: &ast::ClassDef) {
    // The statement that imports `cython` may not have been read: what is written decides.
    let is_class = def.decorators.iter().any(|d| {
        let callee = match &d.expr.kind {
            ast::ExprKind::Call { func, .. } => func,
            _ => &d.expr,
        };
        match callee.dotted_path().as_deref() {
            Some(["cclass"]) => true,
            Some(["cython" | "cy", path @ ..]) => makes_class(path),
            _ => false,
        }
    });
    if is_class && unit.own && !unit.in_pxd && cx.scopes.lookup_here(unit.scope, &def.name.name).is_none() {
        new_class(cx, unit, &pure_statement(def));
    }
}

/// The decorators of the `cython` module that make a Python class an extension class.
fn makes_class<S: AsRef<str>>(path: &[S]) -> bool {
    let path: Vec<&str> = path.iter().map(AsRef::as_ref).collect();
    matches!(path[..], ["cclass" | "total_ordering"] | ["dataclasses", "dataclass"])
}

fn pure_statement<'ast>(def: &'ast ast::ClassDef) -> Statement<'ast> {
    Statement {
        name: &def.name,
        bound: &def.name,
        flags: ast::DeclFlags::default(),
        is_typedef: false,
        module_path: String::new(),
        bases: &def.args,
        objstruct: None,
        typeobj: None,
        check_size: None,
        body: Some(&def.body),
        is_python: true,
    }
}

/// Enters the name of a class before its statement is read; `None` when the name has another meaning.
pub fn declare(cx: &mut Cx<'_, '_>, unit: &Unit, def: &ast::CClassDef) -> Option<ClassId> {
    let statement = statement_of(def);
    match cx.scopes.lookup_here(unit.scope, &statement.bound.name).map(|s| &s.kind) {
        None => Some(new_class(cx, unit, &statement)),
        Some(SymbolKind::Class(c)) => Some(*c),
        Some(_) => None,
    }
}

/// `@cython.cclass class`, or a Python class that the module's `.pxd` declares as an extension class. False when it is
/// an ordinary Python class.
pub fn pure_class<'ast>(cx: &mut Cx<'ast, '_>, unit: &Unit, span: Span, def: &'ast ast::ClassDef) -> bool {
    let by_pxd = cx.scopes.lookup_here(unit.scope, &def.name.name).is_some_and(|s| {
        s.from_pxd
            && matches!(s.kind, SymbolKind::Class(c) if cx.types.classes[c.index()].origin == Origin::Here)
    });
    let by_decorator = unit.directives.is_on(Directive::Cclass)
        || def.decorators.iter().any(|d| {
            let callee = match &d.expr.kind {
                ast::ExprKind::Call { func, .. } => func,
                _ => &d.expr,
            };
            decorators::cython_path(cx, unit.scope, callee).is_some_and(|p| makes_class(&p))
        });
    if !by_pxd && !by_decorator {
        return false;
    }
    let decorated = decorators::collect(cx, unit.scope, &def.decorators, Scopes::CCLASS, &unit.directives);
    class(cx, unit, span, &pure_statement(def), &decorated);
    true
}

fn class<'ast>(
    cx: &mut Cx<'ast, '_>,
    unit: &Unit,
    span: Span,
    statement: &Statement<'ast>,
    decorated: &Decorated<'ast>,
) {
    let known = known_class(cx, unit, statement);
    let id = match known {
        Some(id) => id,
        None => new_class(cx, unit, statement),
    };
    cx.declared.insert(statement.name.span, Declared::Class(id));
    let implements = unit.own && !unit.in_pxd && cx.types.classes[id.index()].origin == Origin::Here;
    let Some(body) = statement.body else { return };
    let was_complete = cx.types.classes[id.index()].complete;
    if implements
        && !was_complete
        && let Some(previous) =
            cx.scopes.lookup_here(unit.scope, &statement.bound.name).filter(|s| s.from_pxd)
    {
        let message = format!("class '{}' has no body in the declaration file", statement.name.name);
        let error = Diagnostic::new(codes::INVALID_DECLARATION, message).at(previous.span);
        let error = error.label(statement.name.span, "the class is implemented here");
        cx.sink.push(error.help("write its attributes and C methods in the .pxd, or `pass`"));
    }
    if was_complete && !implements {
        let previous = cx.scopes.lookup_here(unit.scope, &statement.bound.name).map_or(span, |s| s.span);
        cx.redeclared(statement.name, previous);
        return;
    }
    let already = cx.classes.iter().any(|c| c.class == id);
    if implements && already {
        let previous = cx.scopes.lookup_here(unit.scope, &statement.bound.name).map_or(span, |s| s.span);
        cx.redeclared(statement.name, previous);
        return;
    }
    set_base(cx, unit, id, statement, was_complete, decorated);
    facts(cx, id, decorated);
    let (public, api) = (statement.flags.visibility == Visibility::Public, statement.flags.api);
    if implements || unit.own {
        let facts = &mut cx.types.classes[id.index()].facts;
        facts.is_public |= public;
        facts.is_api |= api;
        facts.is_typedef |= statement.is_typedef;
        let ty = cx.types.intern(Type::Class(id));
        let here = cx.types.classes[id.index()].origin == Origin::Here;
        if here && (public || api) && !cx.public_types.contains(&ty) {
            cx.public_types.push(ty);
        }
    }
    cx.types.classes[id.index()].complete = true;
    let scope = match cx.class_scopes.get(&id) {
        Some(&scope) => scope,
        None => {
            let scope = cx.scopes.add(ScopeKind::CClass(id), Some(unit.scope), statement.name.name.as_str());
            cx.class_scopes.insert(id, scope);
            scope
        }
    };
    if unit.in_pxd
        && unit.own
        && let Some(doc) = super::functions::docstring(body)
    {
        cx.pxd_class_docs.insert(id, doc);
    }
    if implements {
        cx.classes.push(hir::ClassImpl {
            class: id,
            span: statement.name.span,
            doc: super::functions::docstring(body).or_else(|| cx.pxd_class_docs.get(&id).cloned()),
            methods: Vec::new(),
            cmethods: Vec::new(),
            exposed_fields: Vec::new(),
            field_docs: Vec::new(),
            other_bases: Vec::new(),
            weakref_field: None,
            dict_field: None,
        });
        if !cx.types.classes[id.index()].facts.internal {
            cx.add_global(&statement.bound.name);
        }
    }
    let dataclass = super::dataclass::decorator(cx, unit.scope, decorated);
    let in_class = ClassUnit {
        unit: crate::declare::Unit { directives: decorated.inner.clone(), ..unit.clone() },
        class: id,
        scope,
        name: statement.name.name.clone(),
        implements,
        // Attributes are settled by the `.pxd` when it has the class.
        closed: was_complete,
        is_python: statement.is_python,
        dataclass: dataclass.map(super::dataclass::access),
    };
    methods::class_body(cx, &in_class, body);
    if implements {
        if let Some(decorator) = dataclass {
            super::dataclass::complete(cx, &in_class, decorator, body);
        }
        methods::finish_class(cx, &in_class);
    }
}

/// The class of this name that an earlier statement declared.
fn known_class(cx: &mut Cx<'_, '_>, unit: &Unit, statement: &Statement<'_>) -> Option<ClassId> {
    let old = cx.scopes.lookup_here(unit.scope, &statement.bound.name)?;
    let span = old.span;
    match old.kind {
        SymbolKind::Class(c) => {
            let def = &cx.types.classes[c.index()];
            // A cimported class of the same name is another one: shadowed.
            let same = if statement.module_path.is_empty() {
                def.module == unit.module
            } else {
                def.module == statement.module_path
            };
            if !same {
                cx.redeclared(statement.name, span);
                return None;
            }
            Some(c)
        }
        SymbolKind::PyGlobal | SymbolKind::Unknown => None,
        _ => {
            cx.redeclared(statement.name, span);
            None
        }
    }
}

fn new_class(cx: &mut Cx<'_, '_>, unit: &Unit, statement: &Statement<'_>) -> ClassId {
    let name = &statement.name.name;
    let origin = unit.origin(statement.flags.visibility);
    if origin == Origin::Extern && statement.module_path.is_empty() {
        let message = "Module name required for 'extern' C class";
        cx.sink.error(codes::INVALID_DECLARATION, statement.name.span, message);
    }
    let module: SmolStr = match statement.module_path.as_str() {
        "" => unit.module.clone(),
        path => path.into(),
    };
    // `ctypedef class m.C` in another module's text belongs to `m`.
    let origin = match origin {
        Origin::Here if !statement.module_path.is_empty() && statement.module_path != *unit.module => {
            Origin::Module(module.clone())
        }
        // Outside of an extern block no header declares its struct.
        Origin::Extern
            if !unit.is_extern
                && !statement.module_path.is_empty()
                && statement.objstruct.is_some()
                && !statement.is_typedef =>
        {
            Origin::Module(module.clone())
        }
        other => other,
    };
    if origin == Origin::Here
        && matches!(statement.flags.visibility, Visibility::Public)
        && (statement.objstruct.is_none() || statement.typeobj.is_none())
    {
        let what = if statement.objstruct.is_none() { "Object struct" } else { "Type object" };
        let message = format!("{what} name specification required for 'public' C class");
        cx.sink.error(codes::INVALID_DECLARATION, statement.name.span, message);
    }
    let struct_cname: SmolStr = match statement.objstruct {
        // A name that C declares may be a typedef; what is defined here has a tag.
        Some(s) if origin == Origin::Extern && (statement.is_typedef || s.name.contains(' ')) => {
            s.name.clone()
        }
        Some(s) => format!("struct {}", s.name).into(),
        None if origin == Origin::Extern => "PyObject".into(),
        None => format!("struct {}", names::mangle(names::OBJECT_STRUCT, &module, name)).into(),
    };
    let check_size = match statement.check_size.map(Ident::as_str) {
        Some("error") => CheckSize::Error,
        Some("ignore") => CheckSize::Ignore,
        Some("warn") | None => CheckSize::Warn,
        Some(other) => {
            let message = format!("Expected one of ignore, warn or error, found {other:?}");
            let span = statement.check_size.map_or(statement.name.span, |c| c.span);
            cx.sink.error(codes::INVALID_DECLARATION, span, message);
            CheckSize::Warn
        }
    };
    cx.types.classes.push(ClassDef {
        name: name.clone(),
        vtable_cname: format!("struct {}", names::mangle(names::VTABLE_STRUCT, &module, name)).into(),
        module,
        base: Types::OBJECT,
        fields: Vec::new(),
        methods: Vec::new(),
        struct_cname,
        type_cname: statement.typeobj.map(|t| t.name.clone()),
        is_final: false,
        complete: false,
        check_size,
        origin,
        facts: ClassFacts::default(),
    });
    let id = ClassId(cx.types.classes.len() as u32 - 1);
    cx.types.intern(Type::Class(id));
    let symbol = Symbol {
        name: statement.bound.name.clone(),
        span: statement.name.span,
        kind: SymbolKind::Class(id),
        from_pxd: unit.in_pxd,
    };
    cx.scopes.define(unit.scope, symbol);
    id
}

/// Resolves the bases. The first is the C base; others are Python classes.
fn set_base<'ast>(
    cx: &mut Cx<'ast, '_>,
    unit: &Unit,
    id: ClassId,
    statement: &Statement<'ast>,
    was_complete: bool,
    decorated: &Decorated<'_>,
) {
    let _ = decorated;
    let mut positional = Vec::new();
    for arg in statement.bases {
        match arg {
            Arg::Positional(e) => positional.push(e),
            Arg::Keyword { name, .. } if name.name == "metaclass" => {
                cx.sink.error(
                    codes::INVALID_DECLARATION,
                    name.span,
                    "metaclass is not supported for extension types",
                );
            }
            other => {
                let message = "Extension types do not take keyword arguments";
                cx.sink.error(codes::INVALID_DECLARATION, other.value().span, message);
            }
        }
    }
    let Some((first, rest)) = positional.split_first() else { return };
    let env = Env::plain(unit.scope);
    let found = types::expr_as_type(cx, env, first, false).or_else(|| super::typing::base(cx, env, first));
    let base = match found {
        Some(t) => cx.types.plain_container(t),
        None => {
            let text = cx.loader.sources().text(first.span).to_string();
            let known = first.as_name().is_none_or(|n| cx.scopes.lookup(unit.scope, n).is_some());
            let message = if known {
                format!("'{text}' is not an extension type or builtin type")
            } else {
                format!("'{text}' is not a type identifier")
            };
            cx.sink.error(codes::UNDECLARED_NAME, first.span, message);
            return;
        }
    };
    if let Some(c) = cx.types.class_of(base)
        && !cx.types.classes[c.index()].complete
        && c != id
        && let Some(pending) = forward::class_statement(cx, c)
    {
        cdef_class(cx, &pending.unit, pending.span, pending.def);
    }
    check_base(cx, id, base, first.span);
    let old = cx.types.classes[id.index()].base;
    if was_complete && old != base {
        let message = "Base class does not match previous declaration";
        cx.sink.error(codes::REDECLARED, first.span, message);
    } else if cx.types.is_object(base) && base != Types::ERROR {
        cx.types.classes[id.index()].base = base;
    }
    for other in rest {
        let second = types::expr_as_type(cx, env, other, false);
        if second.is_some_and(|t| matches!(cx.types.kind(t), Type::Class(_) | Type::Builtin(_))) {
            let error =
                Diagnostic::new(codes::INVALID_DECLARATION, "Only one extension type base class allowed.");
            cx.sink.push(error.at(other.span).help("the other bases have to be Python classes"));
        }
    }
    if !rest.is_empty() {
        cx.other_bases.insert(id, rest.to_vec());
    }
}

fn check_base(cx: &mut Cx<'_, '_>, id: ClassId, base: TypeId, span: Span) {
    let name = cx.types.classes[id.index()].name.clone();
    let mut problem = None;
    match cx.types.get(base) {
        Type::Error | Type::Object => {}
        Type::Builtin(b) => {
            use pyxide_types::BuiltinType::*;
            if matches!(b, Bool | Range | Slice | MemoryView) {
                problem = Some(format!("Base class '{}' of type '{name}' is final", b.py_name()));
            } else if matches!(b, Tuple | Bytes) {
                problem = Some(format!(
                    "inheritance from PyVarObject types like '{}' is not currently supported",
                    b.py_name()
                ));
            }
        }
        Type::Class(c) => {
            let def = &cx.types.classes[c.index()];
            if *c == id {
                problem = Some(format!("Base class '{name}' of type '{name}' is incomplete"));
            } else if !def.complete && def.origin != Origin::Extern {
                problem = Some(format!("Base class '{}' of type '{name}' is incomplete", def.name));
            } else if def.is_final {
                problem = Some(format!("Base class '{}' of type '{name}' is final", def.name));
            }
        }
        _ => problem = Some(format!("'{}' is not an extension type", types::display(cx, base))),
    }
    if let Some(message) = problem {
        cx.sink.push(Diagnostic::new(codes::INVALID_DECLARATION, message).at(span));
    }
}

/// Facts that directives set.
fn facts(cx: &mut Cx<'_, '_>, id: ClassId, decorated: &Decorated<'_>) {
    let d = decorated.directives.clone();
    // `functools.total_ordering` cannot see which comparisons an extension class defines: the compiler adds them.
    let by_functools = decorated.others.iter().any(|o| {
        o.expr.dotted_path().is_some_and(|p| p.last().is_some_and(|last| last.starts_with("total_ordering")))
    });
    let def = &mut cx.types.classes[id.index()];
    def.is_final |= d.is_on(Directive::Final);
    let facts = &mut def.facts;
    if d.int(Directive::Freelist) > 0 {
        facts.freelist = d.int(Directive::Freelist) as u32;
        let derived = def.base != Types::OBJECT;
        let setting = decorated.settings.iter().find(|(d, _)| *d == Directive::Freelist);
        if let Some(&(_, span)) = setting.filter(|_| derived) {
            let message = "a free list works only in the base class: this one has no effect";
            let warning = Diagnostic::new(codes::INVALID_DECLARATION, message).at(span);
            cx.sink.push(warning.severity(Severity::Warning));
        }
    }
    facts.no_gc |= d.is_on(Directive::NoGc);
    facts.no_gc_clear |= d.is_on(Directive::NoGcClear);
    // The definition says it: a declaration before it does not count.
    facts.internal = d.is_on(Directive::Internal);
    facts.no_version_tag |= !d.is_on(Directive::TypeVersionTag);
    facts.total_ordering |= by_functools || d.is_on(Directive::TotalOrdering);
    if let Some(trashcan) = d.tristate(Directive::Trashcan) {
        facts.trashcan = Some(trashcan);
    }
    if !d.text(Directive::CollectionType).is_empty() {
        facts.collection_type = Some(d.text(Directive::CollectionType).into());
    }
    if let Some(pickle) = d.tristate(Directive::AutoPickle) {
        facts.auto_pickle = Some(pickle);
    }
}

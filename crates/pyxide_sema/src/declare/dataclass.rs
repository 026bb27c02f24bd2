//! Dataclasses that are extension classes: `@cython.dataclasses.dataclass cdef class`, or the decorator of Python's
//! `dataclasses` module on an extension class.
//!
//! The attributes are C attributes that Python sees. The methods are made as text and read like any other (see
//! [`super::synthesize`]); the values in front of them run at the end of the class statement:
//!
//! ```text
//! @dataclass
//! cdef class C:               def __init__(self, a, b=__pyx_dataclass_missing):
//!     a: float                    self.a = a
//!     b: list = field(            self.b = list() if b is __pyx_dataclass_missing else b
//!         default_factory=list)   …
//! ```
//!
//! Default values are evaluated once, in the order of the text. Names and literals are written where they are used;
//! any other is kept in a variable of the module.

use super::decorators::Decorated;
use super::methods::ClassUnit;
use super::{attributes, decorators, synthesize, types};
use crate::context::{Cx, Env};
use crate::scope::{ScopeId, SymbolKind};
use pyxide_diagnostics::{Diagnostic, Severity, Span, codes};
use pyxide_syntax::ast::{self, Arg, ExprKind, StmtKind};
use pyxide_types::{Access, ClassId, Origin, Type, Types};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::fmt::Write;

/// The arguments of the decorator.
#[derive(Clone, Copy)]
struct Settings {
    init: bool,
    repr: bool,
    eq: bool,
    order: bool,
    unsafe_hash: bool,
    frozen: bool,
    kw_only: bool,
    match_args: bool,
}

impl Settings {
    fn named(&mut self) -> [(&'static str, &mut bool); 8] {
        [
            ("init", &mut self.init),
            ("repr", &mut self.repr),
            ("eq", &mut self.eq),
            ("order", &mut self.order),
            ("unsafe_hash", &mut self.unsafe_hash),
            ("frozen", &mut self.frozen),
            ("kw_only", &mut self.kw_only),
            ("match_args", &mut self.match_args),
        ]
    }
}

/// One attribute of a dataclass.
#[derive(Clone, Debug)]
pub struct DataField {
    name: SmolStr,
    span: Span,
    /// What Python's `Field.type` says.
    ty: String,
    /// Texts that give the default value and its maker.
    default: Option<String>,
    factory: Option<String>,
    init: bool,
    repr: bool,
    compare: bool,
    hash: Option<bool>,
    metadata: String,
    init_var: bool,
    /// Not seen from Python.
    private: bool,
}

/// A dataclass that was read.
#[derive(Clone, Debug, Default)]
pub struct Dataclass {
    /// Those of the bases first.
    pub fields: Vec<DataField>,
}

/// Whether an expression names something of the `dataclasses` module, Cython's or Python's.
fn is_dataclasses(cx: &Cx<'_, '_>, scope: ScopeId, expr: &ast::Expr, what: &str) -> bool {
    if let Some(path) = decorators::cython_path(cx, scope, expr) {
        return path.len() == 2 && path[0] == "dataclasses" && path[1] == what;
    }
    let Some(path) = expr.dotted_path() else { return false };
    path.last() == Some(&what)
        && path.len() <= 2
        && cx.scopes.lookup(scope, path[0]).is_some_and(|(_, s)| matches!(s.kind, SymbolKind::PyGlobal))
}

fn split_call(expr: &ast::Expr) -> (&ast::Expr, &[Arg]) {
    match &expr.kind {
        ExprKind::Call { func, args } => (func, args),
        _ => (expr, &[]),
    }
}

/// The decorator that makes the class a dataclass.
pub fn decorator<'ast>(
    cx: &Cx<'_, '_>,
    scope: ScopeId,
    decorated: &Decorated<'ast>,
) -> Option<&'ast ast::Decorator> {
    decorated.dataclass.or_else(|| {
        let mut others = decorated.others.iter();
        others.find(|d| is_dataclasses(cx, scope, split_call(&d.expr).0, "dataclass")).copied()
    })
}

/// How Python sees annotated attributes.
pub fn access(decorator: &ast::Decorator) -> Access {
    let frozen = |a: &Arg| matches!(a, Arg::Keyword { name, value } if name.name == "frozen" && matches!(value.kind, ExprKind::True));
    if split_call(&decorator.expr).1.iter().any(frozen) { Access::ReadOnly } else { Access::Public }
}

fn settings(cx: &mut Cx<'_, '_>, decorator: &ast::Decorator) -> Settings {
    let mut settings = Settings {
        init: true,
        repr: true,
        eq: true,
        order: false,
        unsafe_hash: false,
        frozen: false,
        kw_only: false,
        match_args: true,
    };
    let mut error = |message: String| cx.sink.error(codes::INVALID_CALL, decorator.span, message);
    for arg in split_call(&decorator.expr).1 {
        let Arg::Keyword { name, value } = arg else {
            error("cython.dataclasses.dataclass takes no positional arguments".into());
            continue;
        };
        let given = match value.kind {
            ExprKind::True => Some(true),
            ExprKind::False => Some(false),
            _ => None,
        };
        let mut named = settings.named();
        let slot = named.iter_mut().find(|(n, _)| *n == name.name);
        if slot.is_none() {
            error(format!(
                "cython.dataclasses.dataclass() got an unexpected keyword argument '{}'",
                name.name
            ));
        }
        match (slot, given) {
            (Some((_, slot)), Some(value)) => **slot = value,
            (_, None) => {
                error("Arguments passed to cython.dataclasses.dataclass must be True or False".into())
            }
            _ => {}
        }
    }
    settings
}

/// The values that the class body gives to attributes of the class itself.
fn values<'ast>(
    cx: &Cx<'_, '_>,
    class: ClassId,
    body: &'ast [ast::Stmt],
) -> FxHashMap<SmolStr, &'ast ast::Expr> {
    let mut found = FxHashMap::default();
    for stmt in body {
        if let Some((name, value)) = value_of_field(cx, class, stmt) {
            found.insert(name, value);
        }
    }
    found
}

/// A statement that gives an attribute of a dataclass its default value; it does nothing when the class body runs.
pub fn value_of_field<'ast>(
    cx: &Cx<'_, '_>,
    class: ClassId,
    stmt: &'ast ast::Stmt,
) -> Option<(SmolStr, &'ast ast::Expr)> {
    let (target, value) = match &stmt.kind {
        StmtKind::AnnAssign { target, value: Some(value), .. } => (&**target, value),
        StmtKind::Assign { targets, value } if targets.len() == 1 => (&targets[0], value),
        _ => return None,
    };
    let class = &cx.types.classes[class.index()];
    let name = crate::body::mangled(Some(&class.name), target.as_name()?);
    let own = class.fields.iter().any(|f| f.name == name);
    own.then_some((name, &**value))
}

fn annotations(cu: &ClassUnit, body: &[ast::Stmt]) -> FxHashMap<SmolStr, (Span, Span)> {
    let mut found = FxHashMap::default();
    for stmt in body {
        if let StmtKind::AnnAssign { target, annotation, .. } = &stmt.kind
            && let Some(name) = target.as_name()
        {
            let name = crate::body::mangled(Some(&cu.name), name);
            found.insert(name, (target.span, annotation.span));
        }
    }
    found
}

/// Reads what the body says, and adds everything that is made. To be called before the class is finished.
pub fn complete<'ast>(
    cx: &mut Cx<'ast, '_>,
    cu: &ClassUnit,
    decorator: &'ast ast::Decorator,
    body: &'ast [ast::Stmt],
) {
    let settings = settings(cx, decorator);
    cx.spent_decorators.insert(decorator.expr.span);
    let mut fields = inherited(cx, cu, decorator.span);
    let (values, notes) = (values(cx, cu.class, body), annotations(cu, body));
    let own: Vec<(SmolStr, Access, _)> = cx.types.classes[cu.class.index()]
        .fields
        .iter()
        .filter(|f| !matches!(f.name.as_str(), "__dict__" | "__weakref__"))
        .map(|f| (f.name.clone(), f.access, f.ty))
        .collect();
    let mut statements = String::new();
    'fields: for (name, access, ty) in own {
        let span = cx.scopes.lookup_here(cu.scope, &name).map_or(decorator.span, |s| s.span);
        let type_text = match notes.get(&name) {
            Some((_, annotation)) => cx.loader.sources().text(*annotation).to_string(),
            None if ty == Types::OBJECT => "object".into(),
            None => types::display(cx, ty).to_string(),
        };
        let mut field = DataField {
            span,
            ty: type_text,
            default: None,
            factory: None,
            init: true,
            repr: true,
            compare: true,
            hash: None,
            metadata: "None".into(),
            init_var: cx.init_vars.contains(&(cu.class, name.clone())),
            private: access == Access::Private,
            name: name.clone(),
        };
        if let Some(value) = values.get(&name) {
            let (callee, args) = split_call(value);
            let described =
                matches!(value.kind, ExprKind::Call { .. }) && is_dataclasses(cx, cu.scope, callee, "field");
            if described {
                if !describe(cx, cu, &mut field, value.span, args, &mut statements) {
                    continue 'fields;
                }
            } else {
                let mutable = match &value.kind {
                    ExprKind::List(_) | ExprKind::ListComp { .. } => Some("list"),
                    ExprKind::Dict(_) | ExprKind::DictComp { .. } => Some("dict"),
                    ExprKind::Set(_) | ExprKind::SetComp { .. } => Some("set"),
                    _ => None,
                };
                if let Some(kind) = mutable {
                    let message = format!(
                        "mutable default <class '{kind}'> for field {name} is not allowed: use default_factory"
                    );
                    cx.sink.error(codes::INVALID_DECLARATION, value.span, message);
                }
                field.default = Some(kept(cx, cu, &name, value, &mut statements));
            }
        }
        fields.push(field);
    }
    if !make_helpers(cx, cu) {
        return;
    }
    let has = |cx: &Cx<'_, '_>, name: &str| cx.scopes.lookup_here(cu.scope, name).is_some();
    let mut methods = String::new();
    if settings.init && !has(cx, "__init__") {
        write_init(cx, cu, &fields, settings.kw_only, &mut methods);
    }
    if settings.repr && !has(cx, "__repr__") {
        write_repr(&fields, &mut methods);
    }
    let comparisons = [
        (settings.eq, "__eq__", "=="),
        (settings.order, "__lt__", "<"),
        (settings.order, "__le__", "<="),
        (settings.order, "__gt__", ">"),
        (settings.order, "__ge__", ">="),
    ];
    for (wanted, name, op) in comparisons {
        if wanted && !has(cx, name) {
            write_comparison(&cu.name, &fields, name, op, &mut methods);
        }
    }
    if has(cx, "__hash__") {
        if settings.unsafe_hash {
            let message = format!("Cannot overwrite attribute __hash__ in class {}", cu.name);
            cx.sink.error(codes::INVALID_DECLARATION, decorator.span, message);
        }
    } else if settings.unsafe_hash || settings.eq && settings.frozen {
        let used = |f: &&DataField| !f.init_var && f.hash.unwrap_or(f.compare);
        let items: String = fields.iter().filter(used).map(|f| format!("self.{}, ", f.name)).collect();
        let _ = writeln!(methods, "def __hash__(self):\n    return hash(({items}))");
    }
    describe_class(settings, &fields, &mut statements);
    if settings.match_args && !has(cx, "__match_args__") && !settings.kw_only {
        let names: String = fields.iter().map(|f| format!("'{}', ", f.name)).collect();
        let _ = writeln!(statements, "__match_args__ = ({names})");
    } else if settings.match_args && !has(cx, "__match_args__") {
        statements.push_str("__match_args__ = ()\n");
    }
    cx.dataclasses.insert(cu.class, Dataclass { fields });
    let body = synthesize::read(cx, &cu.unit, &statements);
    cx.class_ends.entry(cu.class).or_default().push(body);
    if !methods.is_empty() {
        let body = synthesize::add_methods(cx, cu, &methods);
        cx.class_ends.entry(cu.class).or_default().push(body);
    }
}

/// The attributes of the nearest base that is a dataclass.
fn inherited(cx: &mut Cx<'_, '_>, cu: &ClassUnit, span: Span) -> Vec<DataField> {
    let mut at = cx.types.class_of(cx.types.classes[cu.class.index()].base);
    while let Some(base) = at {
        let def = &cx.types.classes[base.index()];
        if def.origin != Origin::Here {
            let message = "Cannot reliably handle Cython dataclasses with base types in external modules \
                           since it is not possible to tell what fields they have";
            let d = Diagnostic::new(codes::INVALID_DECLARATION, message);
            cx.sink.push(d.severity(Severity::Warning).at(span));
        }
        if let Some(known) = cx.dataclasses.get(&base) {
            return known.fields.clone();
        }
        at = cx.types.class_of(cx.types.classes[base.index()].base);
    }
    Vec::new()
}

/// An attribute of this name comes from a base that is a dataclass.
pub fn is_inherited(cx: &Cx<'_, '_>, class: ClassId, name: &str) -> bool {
    let mut at = cx.types.class_of(cx.types.classes[class.index()].base);
    while let Some(base) = at {
        if cx.dataclasses.get(&base).is_some_and(|d| d.fields.iter().any(|f| f.name == name)) {
            return true;
        }
        at = cx.types.class_of(cx.types.classes[base.index()].base);
    }
    false
}

/// `field(…)`; false when the field is of no use.
fn describe<'ast>(
    cx: &mut Cx<'ast, '_>,
    cu: &ClassUnit,
    field: &mut DataField,
    span: Span,
    args: &'ast [Arg],
    statements: &mut String,
) -> bool {
    let has = |key: &str| args.iter().any(|a| matches!(a, Arg::Keyword { name, .. } if name.name == key));
    if has("default") && has("default_factory") {
        cx.sink.error(codes::INVALID_CALL, span, "cannot specify both default and default_factory");
        return false;
    }
    for arg in args {
        let Arg::Keyword { name, value } = arg else {
            let message =
                "Call to 'cython.dataclasses.field' must only consist of compile-time keyword arguments";
            cx.sink.error(codes::INVALID_CALL, span, message);
            return false;
        };
        let truth = match value.kind {
            ExprKind::True => Some(true),
            ExprKind::False => Some(false),
            _ => None,
        };
        let literal = truth.is_some() || is_literal(value);
        match name.name.as_str() {
            "default" => field.default = Some(kept(cx, cu, &field.name, value, statements)),
            "default_factory" => field.factory = Some(kept(cx, cu, &field.name, value, statements)),
            "init" | "repr" | "compare" | "hash" | "metadata" if !literal => {
                let message =
                    format!("cython.dataclasses.field parameter '{}' must be a literal value", name.name);
                cx.sink.error(codes::INVALID_CALL, value.span, message);
            }
            "init" => field.init = truth.unwrap_or(true),
            "repr" => field.repr = truth.unwrap_or(true),
            "compare" => field.compare = truth.unwrap_or(true),
            "hash" => field.hash = truth,
            "metadata" => field.metadata = cx.loader.sources().text(value.span).to_string(),
            other => {
                let message =
                    format!("cython.dataclasses.field() got an unexpected keyword argument '{other}'");
                cx.sink.error(codes::INVALID_CALL, name.span, message);
            }
        }
    }
    true
}

fn is_literal(e: &ast::Expr) -> bool {
    matches!(
        e.kind,
        ExprKind::None
            | ExprKind::True
            | ExprKind::False
            | ExprKind::Int { .. }
            | ExprKind::Float { .. }
            | ExprKind::Str(_)
            | ExprKind::Bytes(_)
    )
}

/// The text by which a default value is used; it is kept in a variable of the module unless it is a name or a literal.
fn kept(
    cx: &mut Cx<'_, '_>,
    cu: &ClassUnit,
    field: &str,
    value: &ast::Expr,
    statements: &mut String,
) -> String {
    let text = cx.loader.sources().text(value.span).to_string();
    let shadowed = |name: &str| cx.scopes.lookup_here(cu.scope, name).is_some();
    if is_literal(value) || value.as_name().is_some_and(|n| !shadowed(n)) {
        return text;
    }
    let name: SmolStr = format!("__pyx_dataclass_{}_{field}", cu.name).into();
    cx.add_global(&name);
    let _ = writeln!(statements, "__pyx_dataclass_keep('{name}', ({text}))");
    name.to_string()
}

/// Adds the functions that all dataclasses of the module share; false when something is wrong already.
fn make_helpers(cx: &mut Cx<'_, '_>, cu: &ClassUnit) -> bool {
    if cx.made_dataclass_helpers {
        return true;
    }
    cx.made_dataclass_helpers = true;
    synthesize::made_function(cx, &cu.unit, HELPERS);
    let missing: SmolStr = "__pyx_dataclass_missing".into();
    cx.add_global(&missing);
    let text = format!("__pyx_dataclass_keep('{missing}', __import__('dataclasses')._HAS_DEFAULT_FACTORY)\n");
    let body = synthesize::read(cx, &cu.unit, &text);
    cx.prologue.extend(body);
    true
}

/// What a class of the `dataclasses` module takes differs between versions of Python.
const HELPERS: &str = "def __pyx_dataclass_keep(name, value):
    globals()[name] = value
def __pyx_dataclass_call(name, keywords):
    function = getattr(__import__('dataclasses'), name)
    code = (function.__init__ if isinstance(function, type) else function).__code__
    names = code.co_varnames[:code.co_argcount + code.co_kwonlyargcount]
    return function(**{k: v for k, v in keywords.items() if k in names})
def __pyx_dataclass_field(name, type, kind, keywords):
    field = __pyx_dataclass_call('field', keywords)
    field.name = name
    field.type = type
    field._field_type = getattr(__import__('dataclasses'), kind)
    return field
def __pyx_dataclass_running(running=set()):
    return running
";

/// `__dataclass_params__` and `__dataclass_fields__`, by which Python knows the class.
fn describe_class(mut settings: Settings, fields: &[DataField], out: &mut String) {
    let truth = |b: bool| if b { "True" } else { "False" };
    out.push_str("__dataclass_params__ = __pyx_dataclass_call('_DataclassParams', {");
    for (name, value) in settings.named() {
        let _ = write!(out, "'{name}': {}, ", truth(*value));
    }
    out.push_str("'slots': False, 'weakref_slot': False})\n__dataclass_fields__ = {\n");
    for f in fields.iter().filter(|f| !f.private) {
        let kind = if f.init_var { "_FIELD_INITVAR" } else { "_FIELD" };
        let hash = f.hash.map_or("None", truth);
        let _ = write!(
            out,
            "    '{0}': __pyx_dataclass_field('{0}', {1}, '{kind}', {{'repr': {2}, 'hash': {hash}, 'init': {3}, \
             'compare': {4}, 'metadata': {5}, ",
            f.name,
            synthesize::python_string(&f.ty),
            truth(f.repr),
            truth(f.init),
            truth(f.compare),
            f.metadata
        );
        for (key, value) in [("default", &f.default), ("default_factory", &f.factory)] {
            if let Some(value) = value {
                let _ = write!(out, "'{key}': {value}, ");
            }
        }
        out.push_str("}),\n");
    }
    out.push_str("}\n");
}

fn write_init(cx: &mut Cx<'_, '_>, cu: &ClassUnit, fields: &[DataField], kw_only: bool, out: &mut String) {
    const MISSING: &str = "__pyx_dataclass_missing";
    let this = if fields.iter().any(|f| f.name == "self") { "__dataclass_self__" } else { "self" };
    let mut head = format!("def __init__({this}");
    if kw_only && fields.iter().any(|f| f.init) {
        head.push_str(", *");
    }
    let mut body = String::new();
    let mut optional = false;
    for f in fields {
        let name = &f.name;
        let given = f.factory.as_ref().map(|_| MISSING).or(f.default.as_deref());
        if f.init {
            if given.is_none() && optional && !kw_only {
                let message =
                    format!("non-default argument '{name}' follows default argument in dataclass __init__");
                cx.sink.error(codes::INVALID_DECLARATION, f.span, message);
                return;
            }
            optional |= given.is_some();
            let _ = write!(head, ", {name}");
            if let Some(given) = given {
                let _ = write!(head, "={given}");
            }
        }
        let value = match (&f.factory, f.init) {
            _ if f.init_var => continue,
            (Some(make), true) => format!("{make}() if {name} is {MISSING} else {name}"),
            (Some(make), false) => format!("{make}()"),
            (None, true) => name.to_string(),
            (None, false) => match &f.default {
                Some(value) => value.clone(),
                None => continue,
            },
        };
        let _ = writeln!(body, "    {this}.{name} = {value}");
    }
    if has_post_init(cx, cu.class) {
        let names: Vec<&str> = fields.iter().filter(|f| f.init_var).map(|f| f.name.as_str()).collect();
        let _ = writeln!(body, "    {this}.__post_init__({})", names.join(", "));
    }
    if body.is_empty() {
        body.push_str("    pass\n");
    }
    let _ = write!(out, "{head}):\n{body}");
}

fn has_post_init(cx: &Cx<'_, '_>, class: ClassId) -> bool {
    let mut at = Some(class);
    while let Some(c) = at {
        if cx.class_scopes.get(&c).is_some_and(|&s| cx.scopes.lookup_here(s, "__post_init__").is_some()) {
            return true;
        }
        at = cx.types.class_of(cx.types.classes[c.index()].base);
    }
    false
}

/// An instance that is part of its own representation is written as dots there.
fn write_repr(fields: &[DataField], out: &mut String) {
    let shown: Vec<String> = fields
        .iter()
        .filter(|f| f.repr && !f.init_var)
        .map(|f| format!("{0}={{self.{0}!r}}", f.name))
        .collect();
    let _ = write!(
        out,
        "def __repr__(self):
    name = getattr(type(self), '__qualname__', None) or type(self).__name__
    running = __pyx_dataclass_running()
    key = (id(self), __import__('_thread').get_ident())
    if key in running:
        return '...'
    running.add(key)
    try:
        return f'{{name}}({})'
    finally:
        running.discard(key)
",
        shown.join(", ")
    );
}

/// The first attribute that differs decides.
fn write_comparison(class: &str, fields: &[DataField], name: &str, op: &str, out: &mut String) {
    let _ = write!(
        out,
        "def {name}(self, other):
    if other.__class__ is not self.__class__:
        return NotImplemented
    cdef {class} that = <{class}> other
"
    );
    for f in fields.iter().filter(|f| f.compare && !f.init_var) {
        let field = &f.name;
        if op != "==" {
            let strict = op.trim_end_matches('=');
            let _ = writeln!(out, "    if self.{field} {strict} that.{field}: return True");
        }
        let _ = writeln!(out, "    if self.{field} != that.{field}: return False");
    }
    let _ = writeln!(out, "    return {}", if op.contains('=') { "True" } else { "False" });
}

/// An annotated attribute of a dataclass.
pub fn attribute(cx: &mut Cx<'_, '_>, cu: &ClassUnit, name: &ast::Ident, annotation: &ast::Expr) {
    let Some(access) = cu.dataclass else { return };
    let env = Env::plain(cu.scope);
    let found = super::annotations::read(cx, env, annotation, false);
    if found.is_some_and(|f| f.class_var) {
        return;
    }
    if is_inherited(cx, cu.class, &name.name) {
        let message = "Cannot redeclare inherited fields in Cython dataclasses";
        cx.sink.error(codes::INVALID_DECLARATION, name.span, message);
        return;
    }
    if cx.types.find_class_field(cu.class, &name.name).is_some() {
        return;
    }
    let ty = found.map_or(Types::OBJECT, |f| f.ty);
    if found.is_some_and(|f| f.init_var) {
        cx.init_vars.insert((cu.class, name.name.clone()));
    }
    let visible =
        attributes::convertible(&cx.types, ty) && !matches!(cx.types.kind(ty), Type::MemoryView(..));
    attributes::add_field(cx, cu, name, None, ty, if visible { access } else { Access::Private });
}

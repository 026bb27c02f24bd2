//! Decorators and `with` items that are compiler directives.
//!
//! `@cython.boundscheck(False)`, `@cython.cfunc`, `@cython.locals(x=cython.int)`, and the same under names that
//! `from cython cimport …` gave. What is no directive is left for the body half, in order.

use super::{consteval, directive_error, types};
use crate::context::{Cx, Env};
use crate::directives::{self, Directive, DirectiveError, Directives, Scopes, Value, ValueKind};
use crate::scope::{ScopeId, SymbolKind};
use pyxide_diagnostics::{Diagnostic, Span, codes};
use pyxide_syntax::ast::{self, Arg, ExprKind};
use smol_str::SmolStr;
use std::rc::Rc;

/// What the decorators of a function or class say.
#[derive(Clone)]
pub struct Decorated<'ast> {
    /// In force for the decorated object itself.
    pub directives: Rc<Directives>,
    /// In force inside of it.
    pub inner: Rc<Directives>,
    /// `@cython.locals`: names and written types.
    pub locals: Vec<(&'ast ast::Ident, &'ast ast::Expr)>,
    /// `@cython.returns`
    pub returns: Option<&'ast ast::Expr>,
    /// `@cython.exceptval(value, check=…)`
    pub exceptval: Option<ExceptVal<'ast>>,
    pub dataclass: Option<&'ast ast::Decorator>,
    /// Decorators that are no directives, in the order of the text.
    pub others: Vec<&'ast ast::Decorator>,
    /// The decorators that set directives.
    pub settings: Vec<(Directive, Span)>,
}

#[derive(Clone, Copy)]
pub struct ExceptVal<'ast> {
    pub value: Option<&'ast ast::Expr>,
    pub check: bool,
}

impl Decorated<'_> {
    pub fn is_on(&self, d: Directive) -> bool {
        self.directives.is_on(d)
    }

    /// Whether a plain decorator of this name is there (`staticmethod`, `property`).
    pub fn has_plain(&self, name: &str) -> bool {
        self.others.iter().any(|d| d.expr.as_name().is_some_and(|n| n == name))
    }
}

/// The path inside the `cython` module that an expression names.
pub fn cython_path(cx: &Cx<'_, '_>, scope: ScopeId, expr: &ast::Expr) -> Option<Vec<SmolStr>> {
    let path = expr.dotted_path()?;
    match types::lookup_path(cx, Env::plain(scope), &path)? {
        SymbolKind::Cython(path) => Some(path),
        _ => None,
    }
}

/// Splits an expression into what is called and its arguments; no arguments when it is not a call.
fn split_call(expr: &ast::Expr) -> (&ast::Expr, Option<&[Arg]>) {
    match &expr.kind {
        ExprKind::Call { func, args } => (func, Some(args)),
        _ => (expr, None),
    }
}

/// Reads the decorators of a function or class. `outer`: the directives where it stands.
pub fn collect<'ast>(
    cx: &mut Cx<'ast, '_>,
    scope: ScopeId,
    decorators: &'ast [ast::Decorator],
    place: Scopes,
    outer: &Rc<Directives>,
) -> Decorated<'ast> {
    let mut found = Decorated {
        directives: outer.clone(),
        inner: outer.clone(),
        locals: Vec::new(),
        returns: None,
        exceptval: None,
        dataclass: None,
        others: Vec::new(),
        settings: Vec::new(),
    };
    let mut changes = Vec::new();
    // The decorator nearest to the object is applied first, so that outer ones win.
    for decorator in decorators.iter().rev() {
        let (func, args) = split_call(&decorator.expr);
        let Some(path) = cython_path(cx, scope, func) else {
            found.others.push(decorator);
            continue;
        };
        let name = path.join(".");
        if let Some(set) = nested(cx, scope, &name, args) {
            changes.extend(set);
            continue;
        }
        let Some(directive) = Directive::by_name(&name) else {
            let error =
                DirectiveError::Unknown(format!("cython.{name}").into(), directives::near_directive(&name));
            let d = directive_error(error, Some(decorator.expr.span));
            cx.sink.push(d);
            continue;
        };
        if !directive.scopes().contains(place) {
            let message = format!("The {} compiler directive is not allowed in {} scope", name, place.name());
            cx.sink.error(codes::UNKNOWN_DIRECTIVE, decorator.span, message);
            continue;
        }
        match directive {
            Directive::Locals => {
                for arg in args.unwrap_or(&[]) {
                    match arg {
                        Arg::Keyword { name, value } => found.locals.push((name, value)),
                        other => {
                            let message = "The locals directive takes no positional arguments";
                            cx.sink.error(codes::INVALID_CALL, other.value().span, message);
                        }
                    }
                }
            }
            Directive::Returns => match args {
                Some([Arg::Positional(ty)]) => found.returns = Some(ty),
                _ => {
                    let message = "The returns directive takes exactly one positional argument";
                    cx.sink.error(codes::INVALID_CALL, decorator.span, message);
                }
            },
            Directive::Exceptval => found.exceptval = exceptval(cx, decorator, args),
            Directive::DataclassesDataclass => found.dataclass = Some(decorator),
            // The body tells whether it can be one; with the GIL it is one by itself.
            Directive::CriticalSection => {}
            _ => {
                if let Some(value) = value_of(cx, scope, directive, decorator.expr.span, args) {
                    if directive == Directive::CollectionType && changes.iter().any(|(d, _)| *d == directive)
                    {
                        let message = "Multiple values of collection_type are not supported";
                        cx.sink.error(codes::UNKNOWN_DIRECTIVE, decorators[0].span, message);
                    }
                    if directive == Directive::Cfunc && changes.iter().any(|(d, _)| *d == Directive::Ufunc) {
                        let message = "Cannot apply @cfunc to @ufunc, please reverse the decorators.";
                        cx.sink.error(codes::UNKNOWN_DIRECTIVE, decorator.span, message);
                    }
                    warn_unchanged(cx, outer, directive, &value, decorator.span);
                    changes.push((directive, value));
                    found.settings.push((directive, decorator.span));
                }
            }
        }
    }
    found.others.reverse();
    if !changes.is_empty() {
        let own = outer.with(changes);
        found.inner = Rc::new(own.for_children(outer));
        found.directives = Rc::new(own);
    }
    found
}

/// Warns of a decorator that sets what is set already.
fn warn_unchanged(cx: &mut Cx<'_, '_>, outer: &Directives, directive: Directive, value: &Value, span: Span) {
    // Those of profiling are left about, and a declaration file says what holds wherever it is read.
    let excused =
        matches!(directive, Directive::Profile | Directive::Linetrace) || span.file != cx.input.file;
    if matches!(value, Value::Bool(_)) && outer.get(directive) == value && !excused {
        let message = format!("the directive {} has this value here already", directive.name());
        cx.sink.push(Diagnostic::new(codes::REDUNDANT_DIRECTIVE, message).at(span));
    }
}

/// `warn(undeclared=True)` sets `warn.undeclared`.
fn nested(
    cx: &mut Cx<'_, '_>,
    scope: ScopeId,
    name: &str,
    args: Option<&[Arg]>,
) -> Option<Vec<(Directive, Value)>> {
    let args = args?;
    if args.is_empty() || matches!(name, "locals" | "exceptval") || name.starts_with("dataclasses.") {
        return None;
    }
    let mut set = Vec::new();
    for arg in args {
        let Arg::Keyword { name: key, value } = arg else { return None };
        let directive = Directive::by_name(&format!("{name}.{}", key.name))?;
        let positional = [Arg::Positional(value.clone())];
        set.extend(value_of(cx, scope, directive, value.span, Some(&positional)).map(|v| (directive, v)));
    }
    Some(set)
}

const EXCEPTVAL_ARGUMENTS: &str =
    "The exceptval directive takes 0 or 1 positional arguments and the boolean keyword 'check'";

fn exceptval<'ast>(
    cx: &mut Cx<'_, '_>,
    decorator: &ast::Decorator,
    args: Option<&'ast [Arg]>,
) -> Option<ExceptVal<'ast>> {
    let mut result = ExceptVal { value: None, check: true };
    for arg in args.unwrap_or(&[]) {
        match arg {
            Arg::Keyword { name, value } if name.name == "check" => match value.kind {
                ExprKind::True => result.check = true,
                ExprKind::False => result.check = false,
                _ => {
                    cx.sink.error(codes::INVALID_CALL, value.span, EXCEPTVAL_ARGUMENTS);
                }
            },
            Arg::Positional(value) if result.value.is_none() => {
                result.value = if matches!(value.kind, ExprKind::None) { None } else { Some(value) };
            }
            other => {
                cx.sink.error(codes::INVALID_CALL, other.value().span, EXCEPTVAL_ARGUMENTS);
                return None;
            }
        }
    }
    if args.is_none() {
        cx.sink.error(codes::INVALID_CALL, decorator.span, EXCEPTVAL_ARGUMENTS);
        return None;
    }
    Some(result)
}

/// The value that a decorator or `with` item gives a directive.
fn value_of(
    cx: &mut Cx<'_, '_>,
    scope: ScopeId,
    directive: Directive,
    span: Span,
    args: Option<&[Arg]>,
) -> Option<Value> {
    let name = directive.name();
    let args = args.unwrap_or(&[]);
    let wrong = |cx: &mut Cx<'_, '_>, what: &str| {
        cx.sink.error(codes::UNKNOWN_DIRECTIVE, span, format!("The {name} directive takes {what}"));
        None
    };
    match directive.kind() {
        ValueKind::List => Some(Value::None),
        ValueKind::Flag => match args {
            [] => Some(Value::Bool(true)),
            _ => wrong(cx, "no prepositional arguments"),
        },
        ValueKind::Bool | ValueKind::Special => match args {
            [] => Some(Value::Bool(true)),
            [Arg::Positional(value)] => match &value.kind {
                ExprKind::True => Some(Value::Bool(true)),
                ExprKind::False => Some(Value::Bool(false)),
                ExprKind::None => Some(Value::None),
                _ => match consteval::eval(cx, Env::plain(scope), value) {
                    Ok(consteval::Value::Bool(b)) => Some(Value::Bool(b)),
                    _ => wrong(cx, "exactly one compile-time boolean argument"),
                },
            },
            _ => wrong(cx, "exactly one compile-time boolean argument"),
        },
        ValueKind::Int => match args {
            [Arg::Positional(value)] => match consteval::eval(cx, Env::plain(scope), value) {
                Ok(v) => match v.as_int().and_then(|n| i64::try_from(n).ok()) {
                    Some(n) => Some(Value::Int(n)),
                    None => wrong(cx, "exactly one compile-time integer argument"),
                },
                Err(_) => wrong(cx, "exactly one compile-time integer argument"),
            },
            _ => wrong(cx, "exactly one compile-time integer argument"),
        },
        ValueKind::Str | ValueKind::OneOf(_) | ValueKind::Encoding => match args {
            [Arg::Positional(value)] => match &value.kind {
                ExprKind::None => Some(Value::None),
                ExprKind::Str(s) => match directive.parse_value(&s.value.to_string_lossy(), false) {
                    Ok(v) => Some(v),
                    Err(e) => {
                        let d = directive_error(e, Some(value.span));
                        cx.sink.push(d);
                        None
                    }
                },
                _ => wrong(cx, "exactly one compile-time string argument"),
            },
            _ => wrong(cx, "exactly one compile-time string argument"),
        },
    }
}

/// The changes of a `with` item that is a directive (`with cython.boundscheck(False):`). `None` for an ordinary context
/// manager and for `nogil`, `gil` and `parallel`, which are statements of their own.
pub fn with_item(cx: &mut Cx<'_, '_>, scope: ScopeId, expr: &ast::Expr) -> Option<Vec<(Directive, Value)>> {
    let (func, args) = split_call(expr);
    let path = cython_path(cx, scope, func)?;
    let name = path.join(".");
    if let Some(set) = nested(cx, scope, &name, args) {
        return Some(set);
    }
    let directive = Directive::by_name(&name)?;
    if matches!(directive, Directive::Nogil | Directive::Gil | Directive::CriticalSection) {
        return None;
    }
    if !directive.scopes().contains(Scopes::WITH) {
        let message =
            format!("The {name} compiler directive is not allowed in {} scope", Scopes::WITH.name());
        cx.sink.error(codes::UNKNOWN_DIRECTIVE, expr.span, message);
        return Some(Vec::new());
    }
    Some(value_of(cx, scope, directive, expr.span, args).map(|v| (directive, v)).into_iter().collect())
}

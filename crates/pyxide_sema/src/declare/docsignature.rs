//! `embedsignature`: the signature of a function in front of its docstring.
//!
//! Three formats: `c` shows C types (`C.f(self, int a, b=1) -> int`), `python` shows annotations (`f(self, a: int, b=1)`),
//! and `clinic` is what the interpreter makes `__text_signature__` of (`f($self, a, b=1)\n--\n`).

use super::decorators::Decorated;
use super::functions::Place;
use super::types;
use crate::context::Cx;
use crate::directives::{Directive, Directives};
use pyxide_hir as hir;
use pyxide_syntax::ast::visit::{Visitor, Walk};
use pyxide_syntax::ast::{self, ExprKind, ParamDefault, unparse};
use pyxide_types::{BuiltinType, IntKind, Type, TypeId, Types};
use smol_str::SmolStr;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    C,
    Python,
    Clinic,
}

impl Format {
    fn of(d: &Directives) -> Format {
        match d.text(Directive::EmbedsignatureFormat) {
            "python" => Format::Python,
            "clinic" => Format::Clinic,
            _ => Format::C,
        }
    }
}

/// What the first parameter is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum First {
    Ordinary,
    Instance,
    Class,
}

struct Writer<'a, 'ast, 'l> {
    cx: &'a Cx<'ast, 'l>,
    format: Format,
    string_type: SmolStr,
}

/// The docstring of a `def`, with the signature when it is wanted.
pub fn of_def(
    cx: &Cx<'_, '_>,
    place: &Place,
    def: &ast::FunctionDef,
    decorated: &Decorated<'_>,
    params: &[hir::Param],
    doc: Option<SmolStr>,
) -> Option<SmolStr> {
    let d = &decorated.directives;
    if !d.is_on(Directive::Embedsignature) || unembedded(d) || is_constructor(place, &def.name.name, d) {
        return doc;
    }
    let signature = signature_of_def(cx, place, def, decorated, params, false);
    Some(join(Format::of(d), &signature, doc))
}

/// A constructor's signature belongs to the class, in the C format.
fn is_constructor(place: &Place, name: &str, d: &Directives) -> bool {
    place.class.is_some() && name == "__init__" && Format::of(d) == Format::C
}

/// The interpreter reads `__text_signature__` only from functions that it made itself.
fn unembedded(d: &Directives) -> bool {
    Format::of(d) == Format::Clinic && d.binding()
}

/// The docstring of a class whose `__init__` is this one: `C(a, b=1)`, then what the class says.
pub fn of_class(
    cx: &Cx<'_, '_>,
    place: &Place,
    def: &ast::FunctionDef,
    decorated: &Decorated<'_>,
    params: &[hir::Param],
    doc: Option<SmolStr>,
) -> Option<SmolStr> {
    let d = &decorated.directives;
    if !d.is_on(Directive::Embedsignature) || !is_constructor(place, &def.name.name, d) {
        return doc;
    }
    let signature = signature_of_def(cx, place, def, decorated, params, true);
    Some(join(Format::C, &signature, doc))
}

fn signature_of_def(
    cx: &Cx<'_, '_>,
    place: &Place,
    def: &ast::FunctionDef,
    decorated: &Decorated<'_>,
    params: &[hir::Param],
    of_class: bool,
) -> String {
    let w = writer(cx, &decorated.directives);
    let class = place.class.map(|c| cx.types.classes[c.index()].name.clone());
    let is_static = decorated.has_plain("staticmethod") || decorated.is_on(Directive::Staticmethod);
    let first = match &class {
        Some(_) if decorated.has_plain("classmethod") => First::Class,
        Some(_) if !is_static => First::Instance,
        _ => First::Ordinary,
    };
    let mut parts = Vec::new();
    let written: Vec<&ast::Param> = def.params.posonly.iter().chain(&def.params.args).collect();
    for (i, p) in written.iter().enumerate() {
        let kind = if i == 0 { first } else { First::Ordinary };
        if of_class && i == 0 {
            continue;
        }
        parts.push(w.param(p, params.get(i).map_or(Types::OBJECT, |p| p.ty), kind));
        if i + 1 == def.params.posonly.len() {
            parts.push("/".into());
        }
    }
    if let Some(star) = &def.params.vararg {
        parts.push(format!("*{}", w.star(star)));
    } else if !def.params.kwonly.is_empty() {
        parts.push("*".into());
    }
    for p in &def.params.kwonly {
        let ty = params
            .iter()
            .find(|h| p.name().is_some_and(|n| n.name == h.name))
            .map_or(Types::OBJECT, |h| h.ty);
        parts.push(w.param(p, ty, First::Ordinary));
    }
    if let Some(star) = &def.params.kwarg {
        parts.push(format!("**{}", w.star(star)));
    }
    let returns = def.returns.as_ref().filter(|_| !of_class).map(|e| w.expr(e));
    let name = match (&class, of_class) {
        (Some(class), true) => class.clone(),
        _ => def.name.name.clone(),
    };
    w.signature(class.filter(|_| !of_class), &name, &parts, returns)
}

/// The docstring of the Python side of a `cpdef` function.
pub fn of_cpdef(
    cx: &Cx<'_, '_>,
    place: &Place,
    name: &str,
    written: Option<&ast::CFuncDef>,
    decorated: &Decorated<'_>,
    (params, ret): (&[hir::Param], TypeId),
    doc: Option<SmolStr>,
) -> Option<SmolStr> {
    let d = &decorated.directives;
    if !d.is_on(Directive::Embedsignature) || unembedded(d) {
        return doc;
    }
    let w = writer(cx, d);
    let class = place.class.map(|c| cx.types.classes[c.index()].name.clone());
    let declared = written.and_then(|def| def.declarator.as_function()).map_or(&[][..], |f| &f.params);
    let parts: Vec<String> = params
        .iter()
        .enumerate()
        .map(|(i, p)| {
            let kind = if i == 0 && class.is_some() { First::Instance } else { First::Ordinary };
            match declared.get(i) {
                Some(written) => w.param(written, p.ty, kind),
                None => w.unwritten(&p.name, p.ty, kind),
            }
        })
        .collect();
    let returns = w.type_text(ret);
    let signature = w.signature(class, name, &parts, returns);
    Some(join(w.format, &signature, doc))
}

/// The docstring of a property: `C.p: int`, when its getter says what it gives.
pub fn of_property(
    cx: &Cx<'_, '_>,
    class: &str,
    property: &str,
    returns: Option<&ast::Expr>,
    d: &Directives,
    doc: Option<SmolStr>,
) -> Option<SmolStr> {
    let w = writer(cx, d);
    let (true, Some(returns)) = (d.is_on(Directive::Embedsignature) && w.format != Format::Clinic, returns)
    else {
        return doc;
    };
    let class = if w.format == Format::C { format!("{class}.") } else { String::new() };
    Some(join(w.format, &format!("{class}{property}: {}", w.expr(returns)), doc))
}

/// The docstring of a `public` attribute: its type.
pub fn of_attribute(cx: &Cx<'_, '_>, name: &str, ty: TypeId, d: &Directives) -> Option<SmolStr> {
    let w = writer(cx, d);
    if !d.is_on(Directive::Embedsignature) || w.format == Format::Clinic {
        return None;
    }
    let text = match (w.format, cx.types.get(ty)) {
        (Format::C, Type::Class(c)) => {
            let def = &cx.types.classes[c.index()];
            format!("{}.{}", def.module, def.name)
        }
        (Format::C, _) if ty == Types::OBJECT => "object".into(),
        (Format::C, _) if !cx.types.is_object(ty) => format!("'{}'", w.type_text(ty)?),
        _ => w.type_text(ty)?,
    };
    Some(format!("{name}: {text}").into())
}

fn writer<'a, 'ast, 'l>(cx: &'a Cx<'ast, 'l>, d: &Directives) -> Writer<'a, 'ast, 'l> {
    Writer { cx, format: Format::of(d), string_type: d.text(Directive::CStringType).into() }
}

fn join(format: Format, signature: &str, doc: Option<SmolStr>) -> SmolStr {
    let doc = doc.map(|d| clean(&d));
    match (format, doc) {
        (Format::Clinic, doc) => format!("{signature}\n--\n\n{}", doc.unwrap_or_default()).into(),
        (_, Some(doc)) => format!("{signature}\n\n{doc}").into(),
        (_, None) => signature.into(),
    }
}

impl Writer<'_, '_, '_> {
    fn expr(&self, e: &ast::Expr) -> String {
        struct Find(bool);
        impl<'a> Visitor<'a> for Find {
            fn visit_expr(&mut self, e: &'a ast::Expr) {
                self.0 |= matches!(e.kind, ExprKind::Lambda { .. });
                e.walk(self);
            }
        }
        let mut find = Find(false);
        find.visit_expr(e);
        if find.0 {
            return "...".into();
        }
        unparse::unparse(e, &|span| self.cx.loader.sources().text(span).to_string())
    }

    fn param(&self, p: &ast::Param, ty: TypeId, first: First) -> String {
        let name = p.name().map_or("", |n| n.name.as_str());
        let default = match &p.default {
            ParamDefault::Value(value) => Some(self.expr(value)),
            _ => None,
        };
        let annotation = p.annotation.as_ref().map(|a| self.expr(a));
        self.text(name, ty, first, annotation, default)
    }

    fn unwritten(&self, name: &str, ty: TypeId, first: First) -> String {
        self.text(name, ty, first, None, None)
    }

    fn text(
        &self,
        name: &str,
        ty: TypeId,
        first: First,
        annotation: Option<String>,
        default: Option<String>,
    ) -> String {
        let mut out = match (self.format, first) {
            (Format::Clinic, First::Instance) => "$self".to_string(),
            (Format::Clinic, First::Class) => "$type".to_string(),
            (Format::C, First::Ordinary) => match self.type_text(ty) {
                Some(ty) if ty.ends_with('*') => format!("{ty}{name}"),
                Some(ty) => format!("{ty} {name}"),
                None => name.to_string(),
            },
            _ => name.to_string(),
        };
        let annotation = match self.format {
            Format::Clinic => None,
            Format::Python if first == First::Ordinary => annotation.or_else(|| self.type_text(ty)),
            _ => annotation,
        };
        if let Some(annotation) = &annotation {
            out.push_str(&format!(": {annotation}"));
        }
        if let Some(default) = default {
            out.push_str(&if annotation.is_some() { format!(" = {default}") } else { format!("={default}") });
        }
        out
    }

    fn star(&self, p: &ast::StarParam) -> String {
        match &p.annotation {
            Some(a) if self.format != Format::Clinic => format!("{}: {}", p.name.name, self.expr(a)),
            _ => p.name.name.to_string(),
        }
    }

    /// How the format shows a C type; nothing for any object.
    fn type_text(&self, ty: TypeId) -> Option<String> {
        let t = &self.cx.types;
        if matches!(t.get(ty), Type::Object) || ty == Types::ERROR {
            return None;
        }
        let shown = |ty| match t.get(ty) {
            Type::Int(IntKind::Bint) => "bool".to_string(),
            _ => types::display(self.cx, ty).trim_end_matches(" object").to_string(),
        };
        match self.format {
            Format::C => Some(shown(ty)),
            Format::Clinic => None,
            Format::Python => Some(match t.kind(ty) {
                Type::Int(IntKind::Bint) => "bool".into(),
                Type::Int(IntKind::Ucs4 | IntKind::PyUnicode) => "str".into(),
                Type::Int(_) | Type::Enum(_) => "int".into(),
                _ if t.is_float(ty) => "float".into(),
                Type::Complex(..) => "complex".into(),
                Type::Ptr(to) | Type::Array(to, _)
                    if matches!(t.kind(*to), Type::Int(IntKind::Char | IntKind::SChar | IntKind::UChar)) =>
                {
                    self.string_type.to_string()
                }
                Type::Builtin(BuiltinType::Str) => "str".into(),
                _ => shown(ty).replace(' ', "_").replace('*', "p"),
            }),
        }
    }

    fn signature(
        &self,
        class: Option<SmolStr>,
        name: &str,
        parts: &[String],
        returns: Option<String>,
    ) -> String {
        let mut out = match class {
            Some(class) if self.format == Format::C => format!("{class}."),
            _ => String::new(),
        };
        out.push_str(&format!("{name}({})", parts.join(", ")));
        if let (Some(returns), true) = (returns, self.format != Format::Clinic) {
            out.push_str(&format!(" -> {returns}"));
        }
        out
    }
}

/// A docstring without the indentation of its lines, as `inspect.cleandoc` gives it.
fn clean(doc: &str) -> String {
    let doc = doc.replace('\t', "        ");
    let mut lines = doc.lines();
    let first = lines.next().unwrap_or("").trim_start().to_string();
    let rest: Vec<&str> = lines.collect();
    let indent = rest
        .iter()
        .filter(|l| !l.trim_start().is_empty())
        .map(|l| l.len() - l.trim_start().len())
        .min()
        .unwrap_or(0);
    let mut all = vec![first];
    all.extend(rest.iter().map(|l| l.get(indent..).unwrap_or("").to_string()));
    while all.last().is_some_and(String::is_empty) {
        all.pop();
    }
    let start = all.iter().position(|l| !l.is_empty()).unwrap_or(all.len());
    all[start..].join("\n")
}

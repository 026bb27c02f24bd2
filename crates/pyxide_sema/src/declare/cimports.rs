//! `cimport` in all its forms, `cdef extern` blocks, and their pure-Python spellings.
//!
//! A declaration file is read once; its scope is entered before its statements are read, so that files may cimport each
//! other. `cython` itself is not a file: its names are paths ([`SymbolKind::Cython`]).

use super::{Unit, statements};
use crate::context::Cx;
use crate::directives::Directives;
use crate::hints;
use crate::scope::{ScopeId, ScopeKind, Symbol, SymbolKind};
use crate::{LoadedFile, SourceLoader};
use pyxide_diagnostics::{Diagnostic, Severity, Span, codes, did_you_mean};
use pyxide_hir::Include;
use pyxide_syntax::ast::{self, Ident};
use smol_str::SmolStr;
use std::rc::Rc;

/// `cimport a.b.c`, `cimport a.b as c` into `scope`.
pub fn cimport<'ast>(cx: &mut Cx<'ast, '_>, unit: &Unit, scope: ScopeId, name: &'ast ast::ImportName) {
    cimport_path(cx, unit, scope, &name.path, name.asname.as_ref());
}

fn cimport_path(cx: &mut Cx<'_, '_>, unit: &Unit, scope: ScopeId, path: &[Ident], asname: Option<&Ident>) {
    let first = &path[0];
    let bound = asname.unwrap_or(first);
    if first.name == "cython" {
        if is_cimports(path) {
            if path.len() > 2 && asname.is_some() {
                return cimport_path(cx, unit, scope, &path[2..], asname);
            }
            return cimports_itself(cx, first.span);
        }
        let rest = path[1..].iter().map(|p| p.name.clone()).collect();
        let kind = SymbolKind::Cython(if asname.is_some() { rest } else { Vec::new() });
        define_module(cx, unit, scope, bound, kind);
        return;
    }
    let dotted: Vec<&str> = path.iter().map(Ident::as_str).collect();
    let span = first.span.to(path[path.len() - 1].span);
    let Some(target) = find_module(cx, unit, &dotted.join("."), span) else {
        define_module(cx, unit, scope, bound, SymbolKind::Unknown);
        return;
    };
    if asname.is_some() || path.len() == 1 {
        define_module(cx, unit, scope, bound, SymbolKind::Module(target));
        return;
    }
    // `cimport a.b.c` binds `a`; every package on the way knows its part.
    let full = cx.scopes.get(target).name.clone();
    let parts: Vec<&str> = full.split('.').collect();
    let skipped = parts.len() - path.len();
    let package = module_scope(cx, &parts[..skipped + 1].join("."));
    define_module(cx, unit, scope, bound, SymbolKind::Module(package));
}

/// Reports a cimport of what is only the prefix of other modules' names.
fn cimports_itself(cx: &mut Cx<'_, '_>, span: Span) {
    let message = "Cannot cimport the 'cython.cimports' package directly, only submodules.";
    cx.sink.error(codes::INVALID_DECLARATION, span, message);
}

/// The scope of a module whose declaration file was read or that is only a package on the way to one.
fn module_scope(cx: &mut Cx<'_, '_>, name: &str) -> ScopeId {
    if let Some(&scope) = cx.modules_by_name.get(name) {
        return scope;
    }
    let scope = cx.scopes.add(ScopeKind::Module, Some(cx.builtins), name);
    cx.modules_by_name.insert(name.into(), scope);
    link_to_package(cx, name, scope);
    scope
}

/// Makes a module a member of its package's scope.
fn link_to_package(cx: &mut Cx<'_, '_>, name: &str, scope: ScopeId) {
    let Some((package, last)) = name.rsplit_once('.') else { return };
    let package = module_scope(cx, package);
    if cx.scopes.lookup_here(package, last).is_none() {
        let symbol = Symbol {
            name: last.into(),
            span: Span::default(),
            kind: SymbolKind::Module(scope),
            from_pxd: true,
        };
        cx.scopes.define(package, symbol);
    }
}

fn define_module(cx: &mut Cx<'_, '_>, unit: &Unit, scope: ScopeId, name: &Ident, kind: SymbolKind) {
    match cx.scopes.lookup_here(scope, &name.name) {
        // Cimported again, or imported as well: one name serves both.
        None => {}
        Some(old) => match (&old.kind, &kind) {
            (SymbolKind::Module(a), SymbolKind::Module(b)) if a == b => return,
            (SymbolKind::Cython(_), SymbolKind::Cython(_)) => {}
            (SymbolKind::PyGlobal | SymbolKind::Unknown | SymbolKind::Module(_), _) => {}
            _ => {
                let old = old.span;
                cx.redeclared(name, old);
                return;
            }
        },
    }
    let symbol = Symbol { name: name.name.clone(), span: name.span, kind, from_pxd: unit.in_pxd };
    cx.scopes.define(scope, symbol);
}

/// Finds the module that a dotted name means in `unit`: in its own package first, then absolutely. Reports when there
/// is none.
fn find_module(cx: &mut Cx<'_, '_>, unit: &Unit, name: &str, span: Span) -> Option<ScopeId> {
    if let Some(scope) = try_module(cx, unit, name) {
        return Some(scope);
    }
    not_found(cx, name, span);
    None
}

fn try_module(cx: &mut Cx<'_, '_>, unit: &Unit, name: &str) -> Option<ScopeId> {
    let package = unit.package();
    if !package.is_empty() && unit.level.is_py2() {
        let relative = format!("{package}.{name}");
        if let Some(scope) = load(cx, unit, &relative) {
            return Some(scope);
        }
    }
    load(cx, unit, name)
}

fn not_found(cx: &mut Cx<'_, '_>, name: &str, span: Span) {
    let d = Diagnostic::new(codes::CIMPORT_NOT_FOUND, format!("'{}.pxd' not found", name.replace('.', "/")))
        .at(span);
    if cx.input.lenient {
        cx.sink.push(d.severity(Severity::Note).note("its names are taken as unknown"));
    } else {
        let shipped = hints::CIMPORTS.iter().map(|(module, _)| *module);
        let package = name.split('.').next().unwrap_or(name);
        cx.sink.push(match did_you_mean(name, shipped) {
            Some(near) => d.help(format!("did you mean `{near}`?")),
            None if matches!(package, "libc" | "libcpp" | "cpython" | "posix" | "cython") => d,
            None => d.help(format!(
                "`cimport` reads declaration files; a Python module is used with `import {name}`"
            )),
        });
    }
}

/// How a module's declarations are found.
type Load = fn(&mut Cx<'_, '_>, &Unit, &str) -> Option<ScopeId>;

/// Reads the declaration file of a module, unless it was read before.
fn load(cx: &mut Cx<'_, '_>, from: &Unit, name: &str) -> Option<ScopeId> {
    load_by(cx, from, name, |loader| loader.load_pxd(name))
}

/// The same for a module that dots name: it is of the package of the file that asks.
fn load_relative(cx: &mut Cx<'_, '_>, from: &Unit, name: &str) -> Option<ScopeId> {
    load_by(cx, from, name, |loader| loader.load_relative_pxd(name, from.file))
}

fn load_by(
    cx: &mut Cx<'_, '_>,
    from: &Unit,
    name: &str,
    find: impl FnOnce(&mut dyn SourceLoader) -> Option<LoadedFile>,
) -> Option<ScopeId> {
    // A package gets a scope when a member is loaded; its own file is read when it is asked for itself.
    let known = cx.modules_by_name.get(name).copied();
    if known.is_some() && !cx.read_modules.insert(name.into()) {
        return known;
    }
    let Some(loaded) = find(cx.loader) else { return known };
    Some(read_declarations(cx, from, name, loaded))
}

fn read_declarations(cx: &mut Cx<'_, '_>, from: &Unit, name: &str, loaded: LoadedFile) -> ScopeId {
    cx.read_modules.insert(name.into());
    let scope = module_scope(cx, name);
    let tree = cx.parse(loaded.file, &loaded.text, ast::SourceKind::Pxd, from.level);
    let unit = Unit {
        scope,
        module: name.into(),
        is_package: loaded.is_package,
        in_pxd: true,
        // A module may find its own declarations elsewhere.
        own: scope == cx.module,
        file: loaded.file,
        level: tree.language_level,
        directives: Rc::new(Directives::default()),
        is_extern: false,
        namespace: None,
    };
    statements::read_file(cx, &unit, &tree.body);
    scope
}

/// `from a.b cimport c as d, e`, `from . cimport x`, `from a cimport *` into `scope`.
pub fn cimport_from<'ast>(cx: &mut Cx<'ast, '_>, unit: &Unit, scope: ScopeId, from: &'ast ast::ImportFrom) {
    if from.level == 0 && is_cimports(&from.module) {
        pure_import_from(cx, unit, scope, from);
        return;
    }
    from_path(cx, unit, scope, &from.module, from);
}

/// `cython.cimports.…`: a cimport in Python syntax, of what comes behind it.
pub fn is_cimports(path: &[Ident]) -> bool {
    matches!(path, [cython, cimports, ..] if cython.name == "cython" && cimports.name == "cimports")
}

/// The names of `from` out of the module that `path` means.
fn from_path(cx: &mut Cx<'_, '_>, unit: &Unit, scope: ScopeId, path: &[Ident], from: &ast::ImportFrom) {
    match path {
        [cython, rest @ ..] if from.level == 0 && cython.name == "cython" => {
            let rest: Vec<SmolStr> = rest.iter().map(|p| p.name.clone()).collect();
            cython_names(cx, unit, scope, &rest, &from.names);
        }
        _ => {
            let dotted: Vec<&str> = path.iter().map(Ident::as_str).collect();
            from_module(cx, unit, scope, from.level, &dotted.join("."), from.module_span, &from.names);
        }
    }
}

/// Names of the `cython` module.
fn cython_names(
    cx: &mut Cx<'_, '_>,
    unit: &Unit,
    scope: ScopeId,
    path: &[SmolStr],
    names: &ast::ImportNames,
) {
    match names {
        ast::ImportNames::Star(_) if *path == [SmolStr::new_static("parallel")] => {
            for name in ["parallel", "prange", "threadid"] {
                let kind = SymbolKind::Cython(vec!["parallel".into(), name.into()]);
                define_module(cx, unit, scope, &Ident::new(name, Span::default()), kind);
            }
        }
        ast::ImportNames::Star(span) => {
            cx.sink.error(codes::INVALID_DECLARATION, *span, "'cython' does not support star imports")
        }
        ast::ImportNames::Names(names) => {
            for n in names {
                let mut full = path.to_vec();
                full.push(n.name.name.clone());
                let bound = n.asname.as_ref().unwrap_or(&n.name);
                define_module(cx, unit, scope, bound, SymbolKind::Cython(full));
            }
        }
    }
}

fn from_module(
    cx: &mut Cx<'_, '_>,
    unit: &Unit,
    scope: ScopeId,
    level: u32,
    dotted: &str,
    span: Span,
    names: &ast::ImportNames,
) {
    let module = if level > 0 {
        let Some(name) = relative_name(unit, level, dotted) else {
            let message = "relative cimport beyond main package is not allowed";
            cx.sink.error(codes::INVALID_DECLARATION, span, message);
            return;
        };
        // A package without a declaration file still has members.
        match load_relative(cx, unit, &name) {
            None if dotted.is_empty() => Some(module_scope(cx, &name)),
            None => package_of_members(cx, unit, &name, names, span, load_relative),
            loaded => loaded,
        }
    } else {
        try_module(cx, unit, dotted).or_else(|| package_of_members(cx, unit, dotted, names, span, load))
    };
    let Some(module) = module else {
        if let ast::ImportNames::Names(names) = names {
            for n in names {
                let bound = n.asname.as_ref().unwrap_or(&n.name);
                define_module(cx, unit, scope, bound, SymbolKind::Unknown);
            }
        }
        return;
    };
    let load: Load = if level > 0 { load_relative } else { load };
    match names {
        // What a module takes from itself it has.
        ast::ImportNames::Star(_) if module == scope => {}
        ast::ImportNames::Star(_) => star(cx, unit, scope, module),
        ast::ImportNames::Names(names) => {
            for n in names {
                one_name(cx, unit, scope, module, n, load);
            }
        }
    }
}

/// `from package cimport module` where the package has no declaration file of its own.
fn package_of_members(
    cx: &mut Cx<'_, '_>,
    unit: &Unit,
    dotted: &str,
    names: &ast::ImportNames,
    span: Span,
    load: Load,
) -> Option<ScopeId> {
    if let ast::ImportNames::Names(names) = names
        && names.iter().any(|n| load(cx, unit, &format!("{dotted}.{}", n.name.name)).is_some())
    {
        return Some(module_scope(cx, dotted));
    }
    not_found(cx, dotted, span);
    None
}

/// The absolute name of `level` dots and a module name.
fn relative_name(unit: &Unit, level: u32, dotted: &str) -> Option<String> {
    let mut package = unit.package();
    if package.is_empty() {
        return None;
    }
    for _ in 1..level {
        package = package.rsplit_once('.')?.0;
    }
    Some(if dotted.is_empty() { package.to_string() } else { format!("{package}.{dotted}") })
}

fn one_name(
    cx: &mut Cx<'_, '_>,
    unit: &Unit,
    scope: ScopeId,
    module: ScopeId,
    n: &ast::ImportedName,
    load: Load,
) {
    let bound = n.asname.as_ref().unwrap_or(&n.name);
    let module_name = cx.scopes.get(module).name.clone();
    let mut found = cx.scopes.lookup_here(module, &n.name.name).map(|s| s.kind.clone());
    // Every module sees the builtins, and gives them on.
    let module_only = matches!(found, None | Some(SymbolKind::Module(_)));
    if module_only && n.asname.is_none() {
        if let Some(builtin) = cx.scopes.lookup_here(cx.builtins, &n.name.name) {
            let kind = builtin.kind.clone();
            // In a `.py` file the import would else bind it at run time.
            if let SymbolKind::Type(_) | SymbolKind::Class(_) = kind {
                bring_in(cx, unit, scope, bound, kind);
            }
            return;
        }
        if found.is_none() && crate::body::is_builtin(&n.name.name) {
            return;
        }
    }
    if found.is_none() || matches!(found, Some(SymbolKind::PyGlobal)) {
        let sub = format!("{module_name}.{}", n.name.name);
        found = load(cx, unit, &sub).map(SymbolKind::Module).or(found);
    }
    let Some(kind) = found else {
        if cx.input.lenient {
            define_module(cx, unit, scope, bound, SymbolKind::Unknown);
            return;
        }
        let message = format!("Name '{}' not declared in module '{module_name}'", n.name.name);
        let mut d = Diagnostic::new(codes::UNDECLARED_NAME, message).at(n.name.span);
        let names = cx.scopes.get(module).symbols.keys().map(SmolStr::as_str);
        if let Some(near) = did_you_mean(&n.name.name, names) {
            d = d.help(format!("did you mean `{near}`?")).suggest(n.name.span, near);
        }
        cx.sink.push(d);
        define_module(cx, unit, scope, bound, SymbolKind::Unknown);
        return;
    };
    bring_in(cx, unit, scope, bound, kind);
}

/// Enters a symbol of another module under a name.
fn bring_in(cx: &mut Cx<'_, '_>, unit: &Unit, scope: ScopeId, name: &Ident, kind: SymbolKind) {
    if let Some(old) = cx.scopes.lookup_here(scope, &name.name) {
        let replaceable = match (&old.kind, &kind) {
            (
                SymbolKind::PyGlobal | SymbolKind::Unknown | SymbolKind::Module(_) | SymbolKind::Cython(_),
                _,
            ) => true,
            (SymbolKind::Type(a), SymbolKind::Type(b)) => a == b,
            (SymbolKind::Class(a), SymbolKind::Class(b)) => a == b,
            (SymbolKind::CFunc { func: a, .. }, SymbolKind::CFunc { func: b, .. }) => a == b,
            (SymbolKind::CVar(a), SymbolKind::CVar(b)) => a == b,
            (SymbolKind::EnumItem(a, i), SymbolKind::EnumItem(b, j)) => (a, i) == (b, j),
            (SymbolKind::Fused(a), SymbolKind::Fused(b)) => a == b,
            (SymbolKind::FusedFunc(a), SymbolKind::FusedFunc(b)) => a == b,
            // Declared by the module's own `.pxd` as well: the later cimport wins, as a shadow.
            _ => old.from_pxd,
        };
        if !replaceable {
            let old = old.span;
            cx.redeclared(name, old);
            return;
        }
    }
    let symbol = Symbol { name: name.name.clone(), span: name.span, kind, from_pxd: unit.in_pxd };
    cx.scopes.define(scope, symbol);
}

fn star(cx: &mut Cx<'_, '_>, unit: &Unit, scope: ScopeId, module: ScopeId) {
    let symbols: Vec<Symbol> = cx.scopes.get(module).symbols.values().cloned().collect();
    for s in symbols {
        if matches!(s.kind, SymbolKind::Module(_)) || cx.scopes.lookup_here(scope, &s.name).is_some() {
            continue;
        }
        cx.scopes.define(scope, Symbol { from_pxd: unit.in_pxd, ..s });
    }
}

/// `import cython`, `import cython.cimports.libc.math as m`: true when it was one of these.
pub fn pure_import<'ast>(
    cx: &mut Cx<'ast, '_>,
    unit: &Unit,
    scope: ScopeId,
    name: &'ast ast::ImportName,
) -> bool {
    if name.path[0].name != "cython" {
        return false;
    }
    if !is_cimports(&name.path) && name.path.len() > 1 {
        check_special_module(cx, &name.path, name.span);
    }
    cimport(cx, unit, scope, name);
    true
}

/// `from cython import int`, `from cython.cimports.libc.math import sin`: true when it was one of these.
pub fn pure_import_from<'ast>(
    cx: &mut Cx<'ast, '_>,
    unit: &Unit,
    scope: ScopeId,
    from: &'ast ast::ImportFrom,
) -> bool {
    if from.level != 0 || from.module.first().is_none_or(|m| m.name != "cython") {
        return false;
    }
    if is_cimports(&from.module) {
        match (&from.module[2..], &from.names) {
            ([], ast::ImportNames::Names(names)) => {
                for n in names {
                    cimport_path(cx, unit, scope, std::slice::from_ref(&n.name), n.asname.as_ref());
                }
            }
            ([], ast::ImportNames::Star(span)) => cimports_itself(cx, *span),
            (path, _) => from_path(cx, unit, scope, path, from),
        }
        return true;
    }
    if from.module.len() == 1 || check_special_module(cx, &from.module, from.module_span) {
        from_path(cx, unit, scope, &from.module, from);
    }
    true
}

/// The modules inside `cython`.
const SPECIAL_MODULES: &[&str] = &[
    "cython.cimports",
    "cython.compiled",
    "cython.dataclasses",
    "cython.operator",
    "cython.parallel",
    "cython.view",
];

/// Reports a module that `cython` does not have.
fn check_special_module(cx: &mut Cx<'_, '_>, path: &[Ident], span: Span) -> bool {
    let dotted: Vec<&str> = path.iter().map(Ident::as_str).collect();
    let name = dotted.join(".");
    let head = dotted[..2].join(".");
    if SPECIAL_MODULES.contains(&head.as_str()) {
        return true;
    }
    let is_attribute = crate::directives::Directive::by_name(dotted[1]).is_some()
        || super::types::simple_type(cx, dotted[1]).is_some()
        || matches!(dotted[1], "floating" | "integral" | "numeric" | "fused_type" | "declare" | "cast");
    let message = if is_attribute {
        format!("'{name}' is not a valid cython.* module. Instead, use 'import cython' and then '{name}'.")
    } else {
        match did_you_mean(&head, SPECIAL_MODULES.iter().copied()) {
            Some(near) => format!("'{name}' is not a valid cython.* module. Did you mean '{near}' ?"),
            None => format!("'{name}' is not a valid cython.* module."),
        }
    };
    cx.sink.error(codes::UNDECLARED_NAME, span, message);
    false
}

/// `cdef extern from "x.h" namespace "n":`
pub fn extern_block<'ast>(cx: &mut Cx<'ast, '_>, unit: &Unit, block: &'ast ast::CdefExtern) {
    if let Some(header) = &block.header
        && header.text != "*"
    {
        add_include(cx, Include::Header(header.text.clone()));
    }
    if let Some(verbatim) = &block.verbatim {
        let text = Include::Verbatim(verbatim.text.clone());
        match block.header.as_ref().filter(|h| h.text != "*") {
            // What is written with a header follows it at once, before other headers.
            Some(header) if !cx.includes.contains(&text) => {
                let behind = cx.header_texts.entry(header.text.clone()).or_default();
                let header = Include::Header(header.text.clone());
                let at = cx.includes.iter().position(|i| *i == header).map_or(0, |i| i + 1);
                cx.includes.insert(at + *behind, text);
                *behind += 1;
            }
            Some(_) => {}
            None => add_include(cx, text),
        }
    }
    statements::read_all(cx, &extern_unit(unit, block), &block.body);
}

/// The circumstances inside a `cdef extern` block.
pub fn extern_unit(unit: &Unit, block: &ast::CdefExtern) -> Unit {
    let namespace = match &block.namespace {
        Some(n) => Some(n.text.clone()),
        None => unit.namespace.clone(),
    };
    Unit { is_extern: true, namespace, ..unit.clone() }
}

fn add_include(cx: &mut Cx<'_, '_>, include: Include) {
    if !cx.includes.contains(&include) {
        cx.includes.push(include);
    }
}

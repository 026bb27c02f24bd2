//! Declarations that the language adds by itself, written as source text and read like any other.
//!
//! - a `cpdef enum` gives Python a class of its values (an `enum.IntEnum`), or plain integers when it has no name;
//! - what Python sees of an attribute of such an enum is a member of that class;
//! - a class that only the `.pxd` of the module declares is made;
//! - `total_ordering` adds the comparisons that a class leaves out;
//! - an extension class whose attributes Python can hold can be pickled ([`super::pickling`]).
//!
//! The text of each is made here and nothing else knows of it. Positions in it lie behind the end of the file that it
//! belongs to, so that they meet no position of the file; messages show them at its last line.

use super::methods::{self, ClassUnit};
use super::{Unit, functions, statements};
use crate::context::Cx;
use crate::directives::Directive;
use crate::scope::{Symbol, SymbolKind};
use pyxide_diagnostics::Sink;
use pyxide_syntax::ast;
use pyxide_types::{Access, ClassId, EnumId, Origin, Type};
use std::fmt::Write;

/// Reads made text as statements of a file.
pub(super) fn read<'ast>(cx: &mut Cx<'ast, '_>, unit: &Unit, text: &str) -> &'ast [ast::Stmt] {
    let length = cx.loader.sources().get(unit.file).map_or(0, |f| f.text.len());
    // Each text starts behind the one before.
    let made = &mut cx.synthesized;
    let missing = (length + 1).saturating_sub(made.len());
    made.extend(std::iter::repeat_n('\n', missing.max(1)));
    let start = made.len();
    made.push_str(text);
    let mut sink = Sink::default();
    let options =
        pyxide_syntax::ParseOptions { kind: ast::SourceKind::Pyx, language_level: ast::LanguageLevel::Py3 };
    let tree = pyxide_syntax::parse_from(unit.file, made, start, &options, &mut sink);
    debug_assert!(!sink.has_errors(), "{text}");
    &cx.trees.alloc(tree).body
}

/// The Python side of a `cpdef enum`, made before the module body runs.
pub fn python_enum(cx: &mut Cx<'_, '_>, unit: &Unit, id: EnumId) {
    let def = &cx.types.enums[id.index()];
    let mut text = String::new();
    // A `public` enum shows its values only.
    if def.name.is_empty() || !def.is_cpdef {
        python_items(cx, unit, id);
        return;
    } else {
        let scope = if def.scoped { format!("{}.", def.name) } else { String::new() };
        let items: Vec<String> =
            def.items.iter().map(|i| format!("('{0}', <long long> {scope}{0})", i.name)).collect();
        let _ = writeln!(
            text,
            "globals()['{0}'] = __pyx_enum_class('{0}', [{1}], __name__, {2})",
            def.name,
            items.join(", "),
            if def.scoped { "True" } else { "False" },
        );
        if let Some(doc) = &def.doc {
            let _ = writeln!(text, "globals()['{}'].__doc__ = {}", def.name, python_string(doc));
        }
    }
    if !cx.made_enum_class {
        cx.made_enum_class = true;
        made_function(cx, unit, ENUM_CLASS);
    }
    let body = read(cx, unit, &text);
    cx.prologue.extend(body);
}

/// Makes the classes that the module's `.pxd` declares in full and its text does not mention: their attributes are all
/// there is to them.
pub fn declared_classes<'ast>(cx: &mut Cx<'ast, '_>, unit: &Unit) {
    let mut text = String::new();
    for (i, class) in cx.types.classes.iter().enumerate() {
        let id = ClassId(i as u32);
        let is_own = |s: &Symbol| s.from_pxd && matches!(s.kind, SymbolKind::Class(c) if c == id);
        if class.origin == Origin::Here
            && class.complete
            && cx.scopes.lookup_here(unit.scope, &class.name).is_some_and(is_own)
            && !cx.classes.iter().any(|made| made.class == id)
        {
            let _ = writeln!(text, "cdef class {}:\n    pass", class.name);
        }
    }
    if text.is_empty() {
        return;
    }
    let body = read(cx, unit, &text);
    statements::read_file(cx, unit, body);
    cx.prologue.extend(body);
}

/// The values of an enum that has no class are plain integers to Python.
pub fn python_items(cx: &mut Cx<'_, '_>, unit: &Unit, id: EnumId) {
    let mut text = String::new();
    for item in &cx.types.enums[id.index()].items {
        let _ = writeln!(text, "globals()['{0}'] = {0}", item.name);
    }
    let body = read(cx, unit, &text);
    cx.prologue.extend(body);
}

/// Makes the class of an enum. A C enum may hold values that no item names: they become members without a name. An `enum
/// class` has its items only.
const ENUM_CLASS: &str = "def __pyx_enum_class(name, items, module, is_closed):
    if is_closed:
        return __import__('enum').IntEnum(name, items, module=module)
    class Values(__import__('enum').IntEnum):
        @classmethod
        def _missing_(cls, value):
            member = int.__new__(cls, value)
            member._value_ = value
            member._name_ = None
            return cls._value2member_map_.setdefault(value, member)
        def __repr__(self):
            if self._name_ is None:
                return '<%s: %r>' % (type(self).__name__, self._value_)
            return super().__repr__()
    return Values(name, items, module=module)
";

/// Adds a made function to the module.
pub(super) fn made_function<'ast>(cx: &mut Cx<'ast, '_>, unit: &Unit, text: &str) {
    let body = read(cx, unit, text);
    let unit = Unit { scope: cx.module, in_pxd: false, is_extern: false, ..unit.clone() };
    for stmt in body {
        if let ast::StmtKind::FunctionDef(def) = &stmt.kind {
            functions::module_def(cx, &unit, def);
        }
    }
    cx.prologue.extend(body);
}

/// A string literal of Python with the text.
pub(super) fn python_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_ascii_graphic() || c == ' ' => out.push(c),
            c => {
                let _ = write!(out, "\\U{:08x}", c as u32);
            }
        }
    }
    out.push('"');
    out
}

/// Adds made methods to a class that is being implemented.
pub(super) fn add_methods<'ast>(cx: &mut Cx<'ast, '_>, cu: &ClassUnit, text: &str) -> &'ast [ast::Stmt] {
    let body = read(cx, &cu.unit, text);
    // What users set for their own code does not change what is made.
    let directives = cu.unit.directives.with([
        (Directive::Boundscheck, crate::directives::Value::Bool(true)),
        (Directive::AnnotationTyping, crate::directives::Value::Bool(true)),
        (Directive::Embedsignature, crate::directives::Value::Bool(false)),
        (Directive::Binding, crate::directives::Value::Bool(false)),
        (Directive::Profile, crate::directives::Value::Bool(false)),
        (Directive::Linetrace, crate::directives::Value::Bool(false)),
    ]);
    let unit = Unit { directives: std::rc::Rc::new(directives), ..cu.unit.clone() };
    let inner = ClassUnit { unit, class: cu.class, scope: cu.scope, name: cu.name.clone(), ..*cu };
    methods::class_body(cx, &inner, body);
    body
}

/// Properties for the visible attributes whose type is an enum with a Python class: their values are its members.
pub fn enum_attributes(cx: &mut Cx<'_, '_>, cu: &ClassUnit) {
    let of_enum = |cx: &Cx<'_, '_>, ty| match cx.types.kind(ty) {
        Type::Enum(id) => {
            let def = &cx.types.enums[id.index()];
            def.is_cpdef && !def.name.is_empty()
        }
        _ => false,
    };
    let mut text = String::new();
    for i in 0..cx.types.classes[cu.class.index()].fields.len() {
        let field = &cx.types.classes[cu.class.index()].fields[i];
        let (name, public) = (field.name.clone(), field.access.is_public());
        if !(public || field.access == Access::ReadOnly) || !of_enum(cx, field.ty) {
            continue;
        }
        let _ = writeln!(text, "@property\ndef {name}(self):\n    return self.{name}");
        if public {
            let _ = writeln!(text, "@{name}.setter\ndef {name}(self, value):\n    self.{name} = value");
        }
        cx.types.classes[cu.class.index()].fields[i].access = Access::Private;
    }
    if !text.is_empty() {
        add_methods(cx, cu, &text);
    }
}

/// The comparisons that `total_ordering` adds, from the first of `<`, `<=`, `>`, `>=` that the class defines.
pub fn total_ordering(cx: &mut Cx<'_, '_>, cu: &ClassUnit) {
    // For each comparison that is defined: the others, in terms of it (`r`) and of equality (`e`).
    const RULES: &[(&str, [(&str, &str); 3])] = &[
        ("__lt__", [("__gt__", "not r and not e"), ("__le__", "r or e"), ("__ge__", "not r")]),
        ("__le__", [("__ge__", "not r or e"), ("__lt__", "r and not e"), ("__gt__", "not r")]),
        ("__gt__", [("__lt__", "not r and not e"), ("__ge__", "r or e"), ("__le__", "not r")]),
        ("__ge__", [("__le__", "not r or e"), ("__gt__", "r and not e"), ("__lt__", "not r")]),
    ];
    let has = |cx: &Cx<'_, '_>, name: &str| {
        cx.classes
            .iter()
            .rfind(|c| c.class == cu.class)
            .is_some_and(|c| c.methods.iter().any(|m| m.name == name))
    };
    let Some((root, rules)) = RULES.iter().find(|(root, _)| has(cx, root)) else { return };
    let mut text = String::new();
    for (name, rule) in rules {
        if has(cx, name) {
            continue;
        }
        let _ = write!(
            text,
            "def {name}(self, other):\n    r = self.{root}(other)\n    if r is NotImplemented:\n        return r\n"
        );
        if rule.ends_with('e') {
            let eq = if has(cx, "__eq__") { "self == other" } else { "not self.__ne__(other)" };
            let _ = writeln!(text, "    e = {eq}");
        }
        let _ = writeln!(text, "    return {rule}");
    }
    if !text.is_empty() {
        add_methods(cx, cu, &text);
    }
}

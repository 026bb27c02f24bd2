//! Puts the HIR module together: what is missing, what the C file defines and in which order.

use crate::context::Cx;
use crate::directives::Directive;
use pyxide_diagnostics::codes;
use pyxide_hir::{self as hir, EmittedType};
use pyxide_types::{Origin, Type, TypeId, Types, cdecl};
use rustc_hash::FxHashSet;

/// Reports what was declared for this module and never defined.
pub fn check_complete(cx: &mut Cx<'_, '_>) {
    for f in &cx.cfuncs {
        if f.origin == Origin::Here
            && f.func.is_none()
            && let Some(span) = f.span
        {
            let message = format!("Non-extern C function '{}' declared but not defined", f.name);
            cx.sink.error(codes::INVALID_DECLARATION, span, message);
        }
    }
    for (i, class) in cx.types.classes.iter().enumerate() {
        let here = matches!(class.origin, Origin::Here | Origin::Extern);
        if here && !class.complete {
            let id = pyxide_types::ClassId(i as u32);
            let span = cx
                .scopes
                .lookup_here(cx.module, &class.name)
                .filter(|s| matches!(s.kind, crate::scope::SymbolKind::Class(c) if c == id))
                .map(|s| s.span);
            let message = format!("C class '{}' is declared but not defined", class.name);
            if let Some(span) = span {
                cx.sink.error(codes::INVALID_DECLARATION, span, message);
            }
        }
    }
}

/// Classes are made ready after their bases, wherever the text has them.
fn order_classes(cx: &mut Cx<'_, '_>, init: hir::FuncId) {
    let mut body = std::mem::take(&mut cx.functions[init.index()].body);
    let mut i = 0;
    while i < body.len() {
        let base = match &body[i].kind {
            hir::StmtKind::ExtClass { class, .. } => cx.types.class_of(cx.types.classes[class.index()].base),
            _ => None,
        };
        let later = base.and_then(|base| {
            let is_base =
                |s: &hir::Stmt| matches!(s.kind, hir::StmtKind::ExtClass { class, .. } if class == base);
            body[i + 1..].iter().position(is_base)
        });
        match later {
            // The base comes here and is looked at next, for a base of its own.
            Some(offset) => {
                let stmt = body.remove(i + 1 + offset);
                body.insert(i, stmt);
            }
            None => i += 1,
        }
    }
    cx.functions[init.index()].body = body;
}

/// The signatures under which functions are shared, spelled as Cython spells them, so that its modules and ours find
/// each other's functions. Functions and methods that they may call take the arguments that `cpdef` adds.
fn share_signatures(cx: &mut Cx<'_, '_>) {
    for c in 0..cx.types.classes.len() {
        for i in 0..cx.types.classes[c].methods.len() {
            let method = &cx.types.classes[c].methods[i];
            let slot = &cx.types.classes[method.introduced_by.index()].methods;
            let slot = slot.iter().find(|m| m.name == method.name).unwrap_or(method);
            let skip = slot.is_cpdef && !slot.is_static;
            cx.types.classes[c].methods[i].sig.skip_dispatch = skip;
        }
    }
    for i in 0..cx.cfuncs.len() {
        let f = &cx.cfuncs[i];
        let module = match &f.origin {
            Origin::Here | Origin::Extern
                if f.exported || f.access.is_public() && f.origin == Origin::Here =>
            {
                cx.input.module_name.as_str()
            }
            Origin::Module(name) => name.as_str(),
            _ => continue,
        };
        let types = &cx.types;
        let (sig, required) = (&f.sig, f.sig.params.len() - f.sig.optional);
        let mut params: Vec<String> =
            sig.params[..required].iter().map(|p| cdecl::shared_type(types, p.ty, None)).collect();
        if f.is_cpdef {
            params.push("int __pyx_skip_dispatch".into());
        }
        if sig.optional > 0 {
            let tag = super::names::mangle("__pyx_opt_args_", module, &f.capi_name);
            params.push(format!("struct {tag} *__pyx_optional_args"));
        }
        if params.is_empty() {
            params.push("void".into());
        }
        let text = cdecl::shared_type(types, sig.ret, Some(&params));
        let f = &mut cx.cfuncs[i];
        f.capi_signature = text.into();
        f.sig.skip_dispatch = f.is_cpdef;
    }
}

/// The finished module.
pub fn module(mut cx: Cx<'_, '_>, init: hir::FuncId) -> hir::Module {
    order_classes(&mut cx, init);
    share_signatures(&mut cx);
    let emitted_types = emission_order(&cx.types);
    let c_strings = match cx.directives.text(Directive::CStringType) {
        "str" | "unicode" => pyxide_types::BuiltinType::Str,
        "bytearray" => pyxide_types::BuiltinType::ByteArray,
        _ => pyxide_types::BuiltinType::Bytes,
    };
    let encoding = match cx.directives.text(Directive::CStringEncoding) {
        "default" => "utf8",
        name => name,
    };
    hir::Module {
        c_strings: (c_strings, encoding.into()),
        name: cx.input.module_name.as_str().into(),
        is_package: cx.input.is_package,
        lenient_stop: cx.input.module.language_level.is_py2()
            && !crate::body::imports_future(&cx.input.module, "generator_stop"),
        path: cx.input.path.clone(),
        doc: cx.functions[init.index()].doc.clone(),
        types: cx.types,
        functions: cx.functions,
        cfuncs: cx.cfuncs,
        cvars: cx.cvars,
        classes: cx.classes,
        init,
        includes: cx.includes,
        emitted_types,
        public_types: cx.public_types,
        globals: cx.globals,
        doctests: cx.doctests,
        cplus: cx.input.cplus,
    }
}

/// Every type that the C file defines, each after what it needs complete. Pointers to structs and classes need only
/// their tags, which the back end declares first.
fn emission_order(types: &Types) -> Vec<EmittedType> {
    let mut order = Order { types, out: Vec::new(), seen: FxHashSet::default() };
    for i in 0..types.enums.len() {
        order.item(EmittedType::Enum(pyxide_types::EnumId(i as u32)));
    }
    for i in 0..types.structs.len() {
        order.item(EmittedType::Struct(pyxide_types::StructId(i as u32)));
    }
    for i in 0..types.typedefs.len() {
        order.item(EmittedType::Typedef(pyxide_types::TypedefId(i as u32)));
    }
    for i in 0..types.classes.len() {
        order.item(EmittedType::Class(pyxide_types::ClassId(i as u32)));
    }
    order.out
}

struct Order<'t> {
    types: &'t Types,
    out: Vec<EmittedType>,
    seen: FxHashSet<(u8, u32)>,
}

impl Order<'_> {
    fn item(&mut self, item: EmittedType) {
        let types = self.types;
        let key = match item {
            EmittedType::Struct(i) => (0, i.0),
            EmittedType::Enum(i) => (1, i.0),
            EmittedType::Typedef(i) => (2, i.0),
            EmittedType::Class(i) => (3, i.0),
        };
        if !self.seen.insert(key) {
            return;
        }
        let is_extern = match item {
            EmittedType::Struct(i) => {
                let def = &types.structs[i.index()];
                def.fields.iter().flatten().for_each(|f| self.needs(f.ty, true));
                def.origin == Origin::Extern || def.fields.is_none()
            }
            EmittedType::Enum(i) => types.enums[i.index()].origin == Origin::Extern,
            EmittedType::Typedef(i) => {
                let def = &types.typedefs[i.index()];
                if def.origin != Origin::Extern {
                    self.needs(def.base, true);
                }
                def.origin == Origin::Extern
            }
            EmittedType::Class(i) => {
                let def = &types.classes[i.index()];
                if def.origin != Origin::Extern {
                    if let Type::Class(base) = types.get(def.base) {
                        self.item(EmittedType::Class(*base));
                    }
                    def.fields.iter().for_each(|f| self.needs(f.ty, true));
                    for m in &def.methods {
                        m.sig.params.iter().for_each(|p| self.needs(p.ty, true));
                        self.needs(m.sig.ret, true);
                    }
                }
                def.origin == Origin::Extern
            }
        };
        if !is_extern {
            self.out.push(item);
        }
    }

    /// What must come before a use of the type; `complete`: its size must be known.
    fn needs(&mut self, ty: TypeId, complete: bool) {
        let types = self.types;
        match types.get(ty) {
            Type::Struct(s) if complete => self.item(EmittedType::Struct(*s)),
            Type::Enum(e) => self.item(EmittedType::Enum(*e)),
            Type::Typedef(t) => self.item(EmittedType::Typedef(*t)),
            Type::Ptr(t) => self.needs(*t, false),
            Type::Array(t, _) | Type::Const(t) | Type::Volatile(t) => self.needs(*t, complete),
            Type::CTuple(items) => items.iter().for_each(|t| self.needs(*t, true)),
            Type::Func(sig) => {
                sig.params.iter().for_each(|p| self.needs(p.ty, false));
                self.needs(sig.ret, false);
            }
            _ => {}
        }
    }
}

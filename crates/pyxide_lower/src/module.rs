//! The module: tables carried over, functions declared, then lowered.

use crate::cx::{Cx, FuncInfo};
use crate::{classes, closures, function};
use pyxide_diagnostics::Sink;
use pyxide_hir as h;
use pyxide_mir::{self as m, FuncId, StaticId};
use pyxide_types::{ClassId, Types};
use rustc_hash::{FxHashMap, FxHashSet};

/// Lowers a module that sema accepted.
pub fn lower(hir: &h::Module, sink: &mut Sink) -> m::Module {
    let mut cx = Cx {
        hir,
        sink,
        m: tables(hir),
        pool: FxHashMap::default(),
        info: vec![FuncInfo::default(); hir.functions.len()],
        conversions: FxHashMap::default(),
        default_slots: FxHashMap::default(),
        opt_structs: FxHashMap::default(),
        used_classes: FxHashSet::default(),
        globals: crate::globals::bindings(hir),
    };
    classes::note_methods(&mut cx);
    closures::plan(&mut cx);
    let ids: Vec<h::FuncId> = (0..hir.functions.len() as u32).map(h::FuncId).collect();
    for &id in &ids {
        function::declare(&mut cx, id);
    }
    cx.link_functions();
    for &id in &ids {
        function::lower_body(&mut cx, id);
    }
    for class in &hir.classes {
        cx.type_object(class.class);
        classes::lower_class(&mut cx, class);
    }
    if let Some(init) = cx.info[hir.init.index()].func {
        cx.m.init = init;
    }
    cx.m
}

fn tables(hir: &h::Module) -> m::Module {
    m::Module {
        name: hir.name.clone(),
        is_package: hir.is_package,
        path: hir.path.clone(),
        doc: hir.doc.clone(),
        types: hir.types.clone(),
        functions: vec![],
        cfuncs: hir
            .cfuncs
            .iter()
            .map(|f| m::CFunc {
                name: f.name.clone(),
                cname: f.cname.clone(),
                sig: f.sig.clone(),
                origin: f.origin.clone(),
                func: None,
                access: f.access,
                exported: f.exported,
                capi_name: f.capi_name.clone(),
                capi_signature: f.capi_signature.clone(),
                capi_alias: f.capi_alias.clone(),
            })
            .collect(),
        cvars: hir
            .cvars
            .iter()
            .map(|v| m::CVar {
                name: v.name.clone(),
                cname: v.cname.clone(),
                ty: v.ty,
                origin: v.origin.clone(),
                access: v.access,
                exported: v.exported,
            })
            .collect(),
        consts: vec![],
        pyfuncs: vec![],
        statics: vec![],
        classes: vec![],
        early_classes: vec![],
        init: FuncId(0),
        includes: hir
            .includes
            .iter()
            .map(|i| match i {
                h::Include::Header(s) => m::Include::Header(s.clone()),
                h::Include::Verbatim(s) => m::Include::Verbatim(s.clone()),
            })
            .collect(),
        emitted_types: hir
            .emitted_types
            .iter()
            .map(|t| match *t {
                h::EmittedType::Struct(s) => m::EmittedType::Struct(s),
                h::EmittedType::Enum(e) => m::EmittedType::Enum(e),
                h::EmittedType::Typedef(t) => m::EmittedType::Typedef(t),
                h::EmittedType::Class(c) => m::EmittedType::Class(c),
            })
            .collect(),
        public_types: hir.public_types.clone(),
        cplus: hir.cplus,
    }
}

impl Cx<'_> {
    /// Ties the tables of C functions and of optional arguments to what was declared.
    fn link_functions(&mut self) {
        for (i, f) in self.hir.cfuncs.iter().enumerate() {
            if let Some(func) = f.func {
                self.m.cfuncs[i].func = self.info[func.index()].func;
            }
        }
        let mut sigs: Vec<pyxide_types::Signature> = self.hir.cfuncs.iter().map(|f| f.sig.clone()).collect();
        sigs.extend(self.hir.types.classes.iter().flat_map(|c| c.methods.iter().map(|m| m.sig.clone())));
        for sig in sigs.iter().filter(|s| s.optional > 0) {
            self.optional_struct(sig);
        }
    }

    /// The type object of a class, which the C file then has to know.
    pub fn type_object(&mut self, class: ClassId) -> m::Operand {
        let mut at = Some(class);
        while let Some(c) = at {
            let entry = m::EmittedType::Class(c);
            if self.used_classes.insert(c) && !self.m.emitted_types.contains(&entry) {
                self.m.emitted_types.push(entry);
            }
            at = self.m.types.class_of(self.m.types.classes[c.index()].base);
        }
        m::Const::TypeObject(class).into()
    }

    /// The body of a cpdef method without the test for an override.
    pub fn undispatched(&self, class: ClassId, method: usize) -> Option<FuncId> {
        self.c_method(class, method)?.body
    }

    /// What became of a C method of this module.
    pub fn c_method(&self, class: ClassId, method: usize) -> Option<&FuncInfo> {
        let i = self
            .hir
            .functions
            .iter()
            .position(|f| f.class == Some(class) && f.kind == h::FunctionKind::CMethod(method))?;
        Some(&self.info[i])
    }

    /// The slot that holds an evaluated default of a function without a function object of ours.
    pub fn default_slot(&mut self, func: h::FuncId, index: usize) -> StaticId {
        if let Some(&id) = self.default_slots.get(&(func, index)) {
            return id;
        }
        let id = StaticId(self.m.statics.len() as u32);
        let name = format!("pyx_default_{}_{index}", func.index()).into();
        self.m.statics.push(m::Static { name, ty: Types::OBJECT });
        self.default_slots.insert((func, index), id);
        id
    }
}

//! The context of one emission: the module, the names that its parts get in C, and the runtime units met so far.
//!
//! Every printer of this crate reads it and none changes it but for the two sets of what was used.

use crate::names::{Names, identifier};
use crate::{EmitOptions, consts};
use pyxide_mir::{
    CFuncId, CVarId, Callee, Const, ConstId, ConstObject, Convention, FuncId, Module, OpKind, Operand,
    PyFuncId, StaticId,
};
use pyxide_types::cdecl::declare_function_pointer;
use pyxide_types::{ClassId, Origin, ScopeTypeId, Signature, Type, TypeId};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::{SmolStr, format_smolstr};
use std::cell::RefCell;
use std::collections::BTreeSet;

/// What every printer reads: the module, and the names given to its parts.
pub struct Cx<'a> {
    pub module: &'a Module,
    pub options: &'a EmitOptions<'a>,
    pub units: RefCell<BTreeSet<&'static str>>,
    pub const_names: Vec<SmolStr>,
    strings: FxHashMap<SmolStr, usize>,
    pyfunc_names: Vec<SmolStr>,
    class_names: Vec<SmolStr>,
    file_names: FxHashSet<SmolStr>,
    emitted_classes: FxHashSet<ClassId>,
    /// Classes of this module that have Python classes among their bases.
    mixed_classes: FxHashSet<ClassId>,
    /// Classes whose type object the text names.
    used_classes: RefCell<FxHashSet<ClassId>>,
}

impl<'a> Cx<'a> {
    pub fn new(module: &'a Module, options: &'a EmitOptions<'a>) -> Cx<'a> {
        let strings = module
            .consts
            .iter()
            .enumerate()
            .filter_map(|(i, c)| match c {
                ConstObject::Str { text, interned: true } => Some((text.clone(), i)),
                _ => None,
            })
            .collect();
        let mut names = Names::default();
        let pyfunc_names = module
            .pyfuncs
            .iter()
            .map(|p| names.pick(&format!("pyx_def_{}", identifier(&p.qualname))))
            .collect();
        let class_names = module.types.classes.iter().map(|c| names.pick(&identifier(&c.name))).collect();
        let mut file_names: FxHashSet<SmolStr> = FxHashSet::default();
        file_names.extend(module.functions.iter().map(|f| f.name.clone()));
        file_names.extend(module.cfuncs.iter().map(|f| f.cname.clone()));
        file_names.extend(module.cvars.iter().map(|v| v.cname.clone()));
        file_names.extend(module.statics.iter().map(|s| s.name.clone()));
        for e in &module.types.enums {
            file_names.extend(e.items.iter().map(|i| i.cname.clone()));
        }
        let const_names = consts::names(&module.consts);
        file_names.extend(const_names.iter().cloned());
        file_names.extend(module.types.typedefs.iter().map(|d| d.cname.clone()));
        file_names.extend(module.types.structs.iter().map(|d| d.cname.clone()));
        let emitted_classes = module
            .emitted_types
            .iter()
            .filter_map(|e| match e {
                pyxide_mir::EmittedType::Class(c) => Some(*c),
                _ => None,
            })
            .collect();
        Cx {
            module,
            options,
            units: RefCell::new(["base", "module"].into()),
            const_names,
            strings,
            pyfunc_names,
            class_names,
            file_names,
            emitted_classes,
            mixed_classes: mixed_classes(module),
            used_classes: RefCell::default(),
        }
    }

    /// Notes that the text calls into a runtime unit.
    pub fn unit(&self, unit: &'static str) {
        if unit != "api" {
            self.units.borrow_mut().insert(unit);
        }
    }

    pub fn const_ref(&self, k: ConstId) -> String {
        format!("pyx_k[{}]", self.const_names[k.index()])
    }

    /// Index of an interned string constant, by name.
    pub fn string_index(&self, text: &str) -> String {
        match self.strings.get(text) {
            Some(&i) => self.const_names[i].to_string(),
            None => unreachable!("lowering interns the names of parameters and variables: {text}"),
        }
    }

    pub fn static_name(&self, s: StaticId) -> &str {
        &self.module.statics[s.index()].name
    }

    pub fn pyfunc_def(&self, p: PyFuncId) -> &str {
        &self.pyfunc_names[p.index()]
    }

    pub fn scope_def(&self, s: ScopeTypeId) -> SmolStr {
        let cname = &self.module.types.scopes[s.index()].cname;
        format_smolstr!("pyx_def_{}", cname.trim_start_matches("struct "))
    }

    pub fn class_name(&self, c: ClassId) -> &str {
        &self.class_names[c.index()]
    }

    pub fn emits_class(&self, c: ClassId) -> bool {
        self.emitted_classes.contains(&c) || self.used_classes.borrow().contains(&c)
    }

    pub fn is_file_name(&self, name: &str) -> bool {
        self.file_names.contains(name)
    }

    pub fn ready_function(&self, c: ClassId) -> SmolStr {
        format_smolstr!("pyx_ready_{}", self.class_name(c))
    }

    /// The class and all that it inherits from are extension classes of this module, so that instances can be made
    /// without a tuple of arguments: it has a function `pyx_call_NAME`.
    pub fn is_local(&self, c: ClassId) -> bool {
        let t = &self.module.types;
        let def = &t.classes[c.index()];
        if def.origin != Origin::Here || self.mixed_classes.contains(&c) {
            return false;
        }
        match t.kind(def.base) {
            Type::Class(b) => self.is_local(*b),
            Type::Builtin(_) => false,
            _ => true,
        }
    }

    /// The type object as a `PyTypeObject *`.
    pub fn type_ptr(&self, c: ClassId) -> String {
        let def = &self.module.types.classes[c.index()];
        match (&def.origin, &def.type_cname) {
            (Origin::Here, _) => format!("&pyx_type_{}.type", self.class_name(c)),
            _ => {
                self.used_classes.borrow_mut().insert(c);
                format!("pyx_typeptr_{}", self.class_name(c))
            }
        }
    }

    /// The vtable of a class as a pointer: that of another module's class is found when this one loads.
    pub fn vtable_ptr(&self, c: ClassId) -> String {
        let name = self.class_name(c);
        match self.module.types.classes[c.index()].origin {
            Origin::Here => format!("&pyx_vtable_{name}"),
            _ => format!("pyx_vtabptr_{name}"),
        }
    }

    /// The first class in the chain that has C methods: its instance struct holds the vtable pointer.
    pub fn vtable_owner(&self, class: ClassId) -> ClassId {
        let t = &self.module.types;
        let mut at = class;
        while let Some(base) = t.class_of(t.classes[at.index()].base) {
            if !t.has_vtable(base) {
                break;
            }
            at = base;
        }
        at
    }

    /// A C function by the name it is called by (a pointer variable when it is imported).
    pub fn cfunc_ref(&self, c: CFuncId) -> String {
        self.module.cfuncs[c.index()].cname.to_string()
    }

    pub fn cvar_ref(&self, v: CVarId) -> String {
        let var = &self.module.cvars[v.index()];
        match var.origin {
            Origin::Module(_) => format!("(*{})", var.cname),
            _ => var.cname.to_string(),
        }
    }

    /// `PyObject *` in C.
    pub fn is_plain_object(&self, ty: TypeId) -> bool {
        matches!(self.module.types.kind(ty), Type::Object | Type::Builtin(_))
    }

    /// Parameter types of a function by its convention.
    pub fn function_params(&self, f: FuncId) -> Vec<TypeId> {
        let f = &self.module.functions[f.index()];
        match f.convention {
            Convention::C => f.params.iter().map(|&r| f.reg(r).ty).collect(),
            _ => vec![],
        }
    }

    /// Declares a pointer to a function of a signature.
    pub fn function_pointer(&self, sig: &Signature, name: &str) -> String {
        declare_function_pointer(&self.module.types, sig, name)
    }
}

fn mixed_classes(module: &Module) -> FxHashSet<ClassId> {
    let ops = module.functions[module.init.index()].blocks.iter().flat_map(|b| &b.ops);
    ops.filter_map(|op| match &op.kind {
        OpKind::Call { callee: Callee::ReadyClass(c), args, .. }
            if !matches!(args[..], [Operand::Const(Const::Null(_))]) =>
        {
            Some(*c)
        }
        _ => None,
    })
    .collect()
}

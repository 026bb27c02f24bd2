//! `import` and `from … import`.

use super::{Body, mk, mk_stmt};
use crate::declare::cimports;
use pyxide_diagnostics::{Span, codes};
use pyxide_hir::{ExprKind, Stmt, StmtKind};
use pyxide_syntax::ast;
use pyxide_types::Types;
use smol_str::SmolStr;

impl<'ast> Body<'_, 'ast, '_> {
    /// The level of an import with so many dots.
    fn import_level(&self, dots: u32) -> i32 {
        if dots == 0 && self.py2() && !super::module::imports_future(&self.cx.input.module, "absolute_import")
        {
            return -1;
        }
        i32::try_from(dots).unwrap_or(i32::MAX)
    }

    pub(super) fn import(&mut self, names: &'ast [ast::ImportName], out: &mut Vec<Stmt>) {
        for name in names {
            if name.path[0].name == "cython" && self.is_cython_import(name) {
                continue;
            }
            // What was cimported has no object.
            if cimports::is_cimports(&name.path) {
                continue;
            }
            let dotted: SmolStr = name.dotted().into();
            let want_leaf = name.asname.is_some();
            let level = self.import_level(0);
            let kind = ExprKind::Import { module: dotted, level, from_list: vec![], want_leaf };
            let value = mk(name.span, Types::OBJECT, kind);
            let bound = name.asname.as_ref().unwrap_or(&name.path[0]);
            let target = self.name_target(&bound.name, bound.span, false);
            let value = self.coerce(value, target.ty);
            out.push(mk_stmt(name.span, StmtKind::Assign { targets: vec![target], value }));
        }
    }

    /// After `import *`, C variables of the module take the values that came under their names.
    fn star_to_c_variables(&mut self, span: Span, out: &mut Vec<Stmt>) {
        use pyxide_hir::{CmpOp, Comparison, Target, TargetKind};
        for i in 0..self.cx.cvars.len() {
            let v = self.cx.cvars[i].clone();
            let declared = self.cx.scopes.lookup_here(self.cx.module, &v.name).map(|s| s.kind.clone());
            let id = pyxide_hir::CVarId(i as u32);
            let own = matches!(declared, Some(crate::scope::SymbolKind::CVar(c)) if c == id);
            let ty = self.types().unqualified(v.ty);
            if !own || v.origin != pyxide_types::Origin::Here || !self.can_coerce(Types::OBJECT, ty) {
                continue;
            }
            let text = ExprKind::Str(pyxide_hir::Text::Utf8(v.name.clone()));
            let name = mk(span, Types::OBJECT, text);
            let globals = mk(span, Types::DICT, ExprKind::GlobalsDict);
            let rest = vec![Comparison {
                op: CmpOp::In,
                right: globals,
                ty: Types::OBJECT,
                left_coerce: None,
                right_coerce: None,
            }];
            let test = mk(span, Types::BINT, ExprKind::Compare { first: Box::new(name), rest });
            let value = mk(span, Types::OBJECT, ExprKind::Global(v.name.clone()));
            let value = self.coerce(value, ty);
            let target = Target { span, ty, kind: TargetKind::CVar(id), coerce: None };
            let store = mk_stmt(span, StmtKind::Assign { targets: vec![target], value });
            out.push(mk_stmt(span, StmtKind::If { arms: vec![(test, vec![store])], orelse: vec![] }));
        }
    }

    /// After `import *`, extension classes of the module must be what their names mean: code here takes that for granted.
    fn star_spares_classes(&mut self, span: Span, out: &mut Vec<Stmt>) {
        use pyxide_hir::{CmpOp, Comparison, Expr};
        for i in 0..self.types().classes.len() {
            let class = pyxide_types::ClassId(i as u32);
            let def = &self.types().classes[i];
            let name = def.name.clone();
            let declared = self.cx.scopes.lookup_here(self.cx.module, &name).map(|s| s.kind.clone());
            let own = matches!(declared, Some(crate::scope::SymbolKind::Class(c)) if c == class);
            if !own || self.types().classes[i].origin != pyxide_types::Origin::Here {
                continue;
            }
            let compare = |first: Expr, op: CmpOp, right: Expr| {
                let rest =
                    vec![Comparison { op, right, ty: Types::OBJECT, left_coerce: None, right_coerce: None }];
                mk(span, Types::BINT, ExprKind::Compare { first: Box::new(first), rest })
            };
            let text = |s: String| mk(span, Types::OBJECT, ExprKind::Str(pyxide_hir::Text::Utf8(s.into())));
            let there =
                compare(text(name.to_string()), CmpOp::In, mk(span, Types::DICT, ExprKind::GlobalsDict));
            let bound = mk(span, Types::OBJECT, ExprKind::Global(name.clone()));
            let object = self.object(mk(span, Types::TYPE, ExprKind::TypeObject(class)));
            let other = compare(bound, CmpOp::IsNot, object);
            let error = mk(span, Types::OBJECT, ExprKind::BuiltinName("TypeError".into()));
            let args = vec![pyxide_hir::Arg::Value(text(format!("Cannot overwrite C type {name}")))];
            let call = ExprKind::Call { func: Box::new(error), args, keywords: vec![] };
            let exc = Some(mk(span, Types::OBJECT, call));
            let raise = mk_stmt(span, StmtKind::Raise { exc, cause: None, traceback: None });
            let inner = mk_stmt(span, StmtKind::If { arms: vec![(other, vec![raise])], orelse: vec![] });
            out.push(mk_stmt(span, StmtKind::If { arms: vec![(there, vec![inner])], orelse: vec![] }));
        }
    }

    /// Whether `import cython` names the compiler's module, which does not exist at run time.
    fn is_cython_import(&self, name: &ast::ImportName) -> bool {
        let bound = name.asname.as_ref().unwrap_or(&name.path[0]);
        matches!(self.lookup(&bound.name), Some((_, crate::scope::SymbolKind::Cython(_))))
    }

    pub(super) fn import_from(&mut self, span: Span, from: &'ast ast::ImportFrom, out: &mut Vec<Stmt>) {
        let module: SmolStr = from.dotted().into();
        if (module == "__future__" || cimports::is_cimports(&from.module)) && from.level == 0 {
            return;
        }
        let level = self.import_level(from.level);
        let import = |from_list: Vec<SmolStr>| ExprKind::Import {
            module: module.clone(),
            level,
            from_list,
            want_leaf: true,
        };
        match &from.names {
            ast::ImportNames::Star(at) => {
                if !self.is_module_level() || self.is_class_scope() {
                    self.error(codes::SYNTAX_ERROR, *at, "import * only allowed at module level");
                    return;
                }
                let module = mk(span, Types::OBJECT, import(vec!["*".into()]));
                out.push(mk_stmt(span, StmtKind::ImportStar { module }));
                self.star_to_c_variables(span, out);
                self.star_spares_classes(span, out);
            }
            ast::ImportNames::Names(names) => {
                // Names of the compiler's own module are not imported.
                let names: Vec<&ast::ImportedName> = names
                    .iter()
                    .filter(|n| {
                        let bound = n.asname.as_ref().unwrap_or(&n.name);
                        !matches!(self.lookup(&bound.name), Some((_, crate::scope::SymbolKind::Cython(_))))
                    })
                    .collect();
                if names.is_empty() {
                    return;
                }
                let list = names.iter().map(|n| n.name.name.clone()).collect();
                let value = mk(from.module_span, Types::OBJECT, import(list));
                let (stmt, module) = self.in_temp(value);
                out.push(stmt);
                for n in names {
                    let bound = n.asname.as_ref().unwrap_or(&n.name);
                    let kind = ExprKind::ImportFrom(Box::new(module.clone()), n.name.name.clone());
                    let value = mk(n.span, Types::OBJECT, kind);
                    let target = self.name_target(&bound.name, bound.span, false);
                    let value = self.coerce(value, target.ty);
                    out.push(mk_stmt(n.span, StmtKind::Assign { targets: vec![target], value }));
                }
                // The module is not needed any longer.
                if let ExprKind::Local(id) = module.kind {
                    let none = mk(span, Types::OBJECT, ExprKind::None);
                    out.push(super::assign_local(span, id, Types::OBJECT, none));
                }
            }
        }
    }
}

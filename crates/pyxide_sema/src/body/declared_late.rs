//! C variables that are declared after the text has used them.
//!
//! ```text
//! i[0] = 1
//! cdef int *i = NULL      refused
//! ```
//! Declarations count for their whole scope, so this is about the order of the text alone. Functions and classes inside
//! are scopes of their own, and the names of comprehensions are theirs.

use super::Body;
use super::scan::Substitute;
use crate::scope::SymbolKind;
use pyxide_diagnostics::{Diagnostic, Span, codes};
use pyxide_syntax::ast::visit::{Visitor, Walk};
use pyxide_syntax::ast::{self, ExprKind, StmtKind};
use pyxide_types::Origin;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

impl<'ast> Body<'_, 'ast, '_> {
    /// Reports the variables of a body that are declared too late.
    pub(super) fn refuse_late_declarations(&mut self, body: &'ast [ast::Stmt]) {
        let mut walker = Walker { seen: FxHashMap::default(), late: Vec::new(), sub: &*self.cx };
        body.iter().for_each(|stmt| walker.visit_stmt(stmt));
        for (name, used) in walker.late {
            let of_c_header = match self.lookup(&name.name) {
                Some((_, SymbolKind::CVar(id))) => self.cx.cvars[id.index()].origin == Origin::Extern,
                _ => false,
            };
            if !of_c_header {
                let message = format!("the C variable '{}' is declared after it is used", name.name);
                let error = Diagnostic::new(codes::DECLARED_LATE, message).at(name.span);
                let error = error.label(used, "used here");
                self.cx.sink.push(error.help("move the declaration before the first use"));
            }
        }
    }
}

struct Walker<'ast, 's> {
    /// Names that the text has mentioned so far.
    seen: FxHashMap<SmolStr, Span>,
    late: Vec<(&'ast ast::Ident, Span)>,
    sub: &'s dyn Substitute<'ast>,
}

impl<'ast> Visitor<'ast> for Walker<'ast, '_> {
    fn visit_stmt(&mut self, stmt: &'ast ast::Stmt) {
        if let Some(stmts) = self.sub.substitute(stmt) {
            return stmts.iter().for_each(|s| self.visit_stmt(s));
        }
        match &stmt.kind {
            StmtKind::CVarDef(def) => {
                for d in &def.declarators {
                    if let Some(name) = d.declarator.name().filter(|_| d.declarator.as_function().is_none())
                        && let Some(&used) = self.seen.get(&name.name)
                    {
                        self.late.push((name, used));
                    }
                    if let Some(init) = &d.init {
                        self.visit_expr(init);
                    }
                }
            }
            StmtKind::CdefBlock(body) => body.iter().for_each(|s| self.visit_stmt(s)),
            StmtKind::FunctionDef(_)
            | StmtKind::ClassDef(_)
            | StmtKind::CClassDef(_)
            | StmtKind::CFuncDef(_)
            | StmtKind::CdefExtern(_)
            | StmtKind::CStructDef(_)
            | StmtKind::CEnumDef(_)
            | StmtKind::CppClassDef(_)
            | StmtKind::CTypedef(_)
            | StmtKind::FusedDef(_)
            | StmtKind::CImport(_)
            | StmtKind::CImportFrom(_)
            | StmtKind::Global(_)
            | StmtKind::Nonlocal(_)
            | StmtKind::Def { .. } => {}
            _ => stmt.walk(self),
        }
    }

    fn visit_expr(&mut self, e: &'ast ast::Expr) {
        match &e.kind {
            ExprKind::Name(name) => {
                self.seen.entry(name.clone()).or_insert(e.span);
            }
            ExprKind::Lambda { .. }
            | ExprKind::ListComp(_)
            | ExprKind::SetComp(_)
            | ExprKind::DictComp { .. }
            | ExprKind::GeneratorExp(_) => {}
            _ => e.walk(self),
        }
    }
}

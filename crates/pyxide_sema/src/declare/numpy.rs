//! numpy's C interface must be fetched before it is used: a module that cimports numpy and never names `import_array`
//! gets the call at its start, as the users of Cython expect.
//!
//! ```cython
//! cimport numpy as np          # the module begins as if it said np.import_array()
//!
//! def shape(np.dtype d):
//!     return np.PyDataType_SHAPE(d)
//! ```
//!
//! To name it is enough to decline (`<void>np.import_array`). The C side looks at numpy's own macros, so that other
//! modules of that name, and programs that share one interface (`NO_IMPORT_ARRAY`), are left alone.

use super::{Unit, cimports, synthesize};
use crate::context::Cx;
use crate::scope::SymbolKind;
use pyxide_syntax::ast::{
    self, ExprKind, Ident, StmtKind,
    visit::{Visitor, Walk},
};

const TEXT: &str = "cdef extern from *:
    \"\"\"
    #if defined(NPY_FEATURE_VERSION) && !defined(NO_IMPORT_ARRAY)
    #define pyx_import_numpy() _import_array()
    #else
    #define pyx_import_numpy() 0
    #endif
    \"\"\"
    int pyx_import_numpy() except -1
try:
    pyx_import_numpy()
except Exception:
    raise ImportError(\"numpy's C interface cannot be imported (cimport numpy needs it; `<void>numpy.import_array` declines)\")
";

/// Adds the call where it is needed; to be called when the main module's statements have been read.
pub fn import_array(cx: &mut Cx<'_, '_>, unit: &Unit, body: &[ast::Stmt]) {
    let Some(&scope) = cx.modules_by_name.get("numpy") else { return };
    let function = cx.scopes.lookup_here(scope, "_import_array");
    if !function.is_some_and(|s| matches!(s.kind, SymbolKind::CFunc { .. })) {
        return;
    }
    let mut found = Found::default();
    body.iter().for_each(|stmt| found.visit_stmt(stmt));
    for (_, included) in cx.includes_at.values() {
        included.iter().for_each(|stmt| found.visit_stmt(stmt));
    }
    if !found.cimports || found.names_it {
        return;
    }
    for stmt in synthesize::read(cx, unit, TEXT) {
        match &stmt.kind {
            StmtKind::CdefExtern(block) => cimports::extern_block(cx, unit, block),
            _ => cx.prologue.push(stmt),
        }
    }
}

/// What the module says of numpy.
#[derive(Default)]
struct Found {
    cimports: bool,
    names_it: bool,
}

/// `numpy`, or `cython.cimports.numpy` of pure Python.
fn is_numpy(path: &[Ident]) -> bool {
    match path {
        [name] => name.name == "numpy",
        [cython, cimports, name] => {
            cython.name == "cython" && cimports.name == "cimports" && name.name == "numpy"
        }
        _ => false,
    }
}

fn is_import_array(name: &str) -> bool {
    matches!(name, "import_array" | "_import_array")
}

impl<'a> Visitor<'a> for Found {
    fn visit_stmt(&mut self, stmt: &'a ast::Stmt) {
        match &stmt.kind {
            StmtKind::CImport(names) => self.cimports |= names.iter().any(|n| is_numpy(&n.path)),
            StmtKind::Import(names) => {
                self.cimports |= names.iter().any(|n| n.path.len() > 1 && is_numpy(&n.path));
            }
            StmtKind::CImportFrom(from) => self.cimports |= from.level == 0 && is_numpy(&from.module),
            StmtKind::ImportFrom(from) => {
                self.cimports |= from.level == 0 && from.module.len() > 1 && is_numpy(&from.module);
            }
            _ => {}
        }
        stmt.walk(self);
    }

    fn visit_expr(&mut self, expr: &'a ast::Expr) {
        self.names_it |= match &expr.kind {
            ExprKind::Name(name) => is_import_array(name),
            ExprKind::Attribute { attr, .. } => is_import_array(&attr.name),
            _ => false,
        };
        expr.walk(self);
    }
}

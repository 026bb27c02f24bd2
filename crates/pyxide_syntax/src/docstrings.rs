//! Drops docstrings (`--no-docstrings`): of the module, and of every function, class and property in it.
//!
//! A docstring becomes `pass`, so that a text behind it does not take its place. A text that stands alone elsewhere is
//! no docstring and does nothing anyway.
//!
//! ```text
//! def f():                     def f():
//!     "What f is for."             pass
//!     return 1                     return 1
//! ```

use crate::ast::{ExprKind, Module, Stmt, StmtKind};
use crate::fold::each_block;

/// Drops the docstrings of a module.
pub fn drop_docstrings(module: &mut Module) {
    first(&mut module.body);
    module.body.iter_mut().for_each(inside);
}

fn inside(stmt: &mut Stmt) {
    let has_docstring = matches!(
        stmt.kind,
        StmtKind::FunctionDef(_)
            | StmtKind::ClassDef(_)
            | StmtKind::CFuncDef(_)
            | StmtKind::CClassDef(_)
            | StmtKind::Property { .. }
    );
    each_block(&mut stmt.kind, &mut |block| {
        if has_docstring {
            first(block);
        }
        block.iter_mut().for_each(inside);
    });
}

fn first(block: &mut [Stmt]) {
    if let Some(stmt) = block.first_mut()
        && matches!(&stmt.kind, StmtKind::Expr(value) if matches!(value.kind, ExprKind::Str(_)))
    {
        stmt.kind = StmtKind::Pass;
    }
}

#[cfg(test)]
mod tests {
    use super::drop_docstrings;
    use crate::ast::printer::print;
    use crate::{ParseOptions, parse};
    use pyxide_diagnostics::{FileId, Sink};

    #[test]
    fn only_docstrings_go() {
        let text = "'one'\n'two'\ncdef class C:\n    'three'\n    def f(self):\n        'four'\n        'five'\n\
                    if x:\n    'six'\n    class D:\n        'seven'\n";
        let mut module = parse(FileId(0), text, &ParseOptions::default(), &mut Sink::default());
        drop_docstrings(&mut module);
        let printed = print(&module);
        let left: Vec<_> = ["one", "two", "three", "four", "five", "six", "seven"]
            .into_iter()
            .filter(|word| printed.contains(word))
            .collect();
        assert_eq!(left, ["two", "five", "six"]);
    }
}

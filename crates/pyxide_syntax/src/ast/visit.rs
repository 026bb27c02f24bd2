//! Walking a tree: implement the methods of [`Visitor`] for the nodes of interest.
//!
//! Each method's default walks on; an override that wants the children calls `node.walk(self)`. Nodes are met in
//! the order of their fields, which is the order of the text except where a declarator wraps its name.
//!
//! ```
//! use pyxide_syntax::ast::{self, visit::{Visitor, Walk}};
//! /// Collects every name that is used.
//! #[derive(Default)]
//! struct Names<'a>(Vec<&'a str>);
//! impl<'a> Visitor<'a> for Names<'a> {
//!     fn visit_expr(&mut self, expr: &'a ast::Expr) {
//!         if let ast::ExprKind::Name(name) = &expr.kind {
//!             self.0.push(name);
//!         }
//!         expr.walk(self);
//!     }
//! }
//! ```

use super::*;

/// What to do at each kind of node; `'a` is the life of the tree.
pub trait Visitor<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        stmt.walk(self);
    }
    fn visit_expr(&mut self, expr: &'a Expr) {
        expr.walk(self);
    }
    fn visit_ctype(&mut self, ty: &'a CType) {
        ty.walk(self);
    }
    fn visit_declarator(&mut self, declarator: &'a Declarator) {
        declarator.walk(self);
    }
    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        pattern.walk(self);
    }
}

/// Tree types; the `nodes!` macro writes it.
pub trait Walk {
    /// Meets the children of this node.
    fn walk<'a, V: Visitor<'a> + ?Sized>(&'a self, v: &mut V);

    /// Meets this node: its own visitor method if it has one, else its children.
    fn accept<'a, V: Visitor<'a> + ?Sized>(&'a self, v: &mut V) {
        self.walk(v);
    }
}

impl<T: Walk> Walk for Box<T> {
    fn walk<'a, V: Visitor<'a> + ?Sized>(&'a self, v: &mut V) {
        (**self).accept(v);
    }
}

impl<T: Walk> Walk for Option<T> {
    fn walk<'a, V: Visitor<'a> + ?Sized>(&'a self, v: &mut V) {
        if let Some(value) = self {
            value.accept(v);
        }
    }
}

impl<T: Walk> Walk for Vec<T> {
    fn walk<'a, V: Visitor<'a> + ?Sized>(&'a self, v: &mut V) {
        for item in self {
            item.accept(v);
        }
    }
}

macro_rules! leaves {
    ($($ty:ty),*) => {
        $(impl Walk for $ty {
            fn walk<'a, V: Visitor<'a> + ?Sized>(&'a self, _: &mut V) {}
        })*
    };
}
leaves!(Span, SmolStr, bool, u8, u32, f64, IntValue, PyString, Box<[u8]>);

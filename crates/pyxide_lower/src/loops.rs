//! `while` and `for` loops.
//!
//! ```text
//! prepare the iteration
//! head:  next value, or go to else
//!        target = value; body
//! latch: step; goto head          (where `continue` goes)
//! else:  …
//! after:                          (where `break` goes)
//! ```

use crate::cx::FnCx;
use crate::finally::FrameKind;
use pyxide_hir::{Expr, ForIter, Stmt, Target};

impl<'a> FnCx<'a, '_> {
    pub fn while_stmt(&mut self, test: &'a Expr, body: &'a [Stmt], orelse: &'a [Stmt]) {
        let (head, inside) = (self.b.new_block(), self.b.new_block());
        let (otherwise, after) = (self.b.new_block(), self.b.new_block());
        self.b.goto(head);
        self.b.start(head);
        self.condition(test, inside, otherwise);
        self.b.start(inside);
        self.push_frame(FrameKind::Loop { on_break: after, on_continue: head });
        self.stmts(body);
        self.frames.pop();
        self.b.goto(head);
        self.b.start(otherwise);
        self.stmts(orelse);
        self.b.goto(after);
        self.b.start(after);
    }

    pub fn for_stmt(
        &mut self,
        target: &'a Target,
        iter: &'a ForIter,
        body: &'a [Stmt],
        orelse: &'a [Stmt],
        is_async: bool,
    ) {
        let span = self.b.span;
        if is_async {
            return self.async_for(target, iter, body, orelse);
        }
        let mut iteration = self.prepare(iter);
        let (head, latch) = (self.b.new_block(), self.b.new_block());
        let (otherwise, after) = (self.b.new_block(), self.b.new_block());
        self.b.goto(head);
        self.b.start(head);
        let item = self.advance(&mut iteration, otherwise);
        self.assign_item(target, item);
        self.push_frame(FrameKind::Loop { on_break: after, on_continue: latch });
        self.stmts(body);
        self.frames.pop();
        self.b.goto(latch);
        self.b.start(latch);
        self.b.span = span;
        self.step(&iteration);
        self.b.goto(head);
        self.b.start(otherwise);
        self.stmts(orelse);
        self.b.goto(after);
        self.b.start(after);
    }
}

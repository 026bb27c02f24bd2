//! `try … except`, `try … except*`.
//!
//! ```text
//! body with handler H
//! H: saved = ExcSave; exc = ExcCatch            the exception is being handled from here on
//!    ExcMatches(exc, pattern) ? handler body : next one
//!    …body…; ExcRestore(saved); goto after
//!    no match: ExcRestore(saved); ExcRaiseAgain(exc)
//! C: ExcRestore(saved); unwind                  handler of everything between
//! ```

use crate::cx::FnCx;
use pyxide_hir::{Handler, Stmt};
use pyxide_mir::{Operand, Reg, Rvalue};
use pyxide_types::{Prim, Types};

impl<'a> FnCx<'a, '_> {
    pub fn try_stmt(
        &mut self,
        body: &'a [Stmt],
        handlers: &'a [Handler],
        orelse: &'a [Stmt],
        finally: &'a [Stmt],
        star: bool,
    ) {
        self.try_finally(finally, |cx| {
            if handlers.is_empty() {
                cx.stmts(body);
                cx.stmts(orelse);
            } else {
                cx.try_except(body, handlers, orelse, star);
            }
        });
    }

    fn try_except(&mut self, body: &'a [Stmt], handlers: &'a [Handler], orelse: &'a [Stmt], star: bool) {
        let outer = self.b.handler;
        let caught = self.b.new_block();
        let after = self.b.new_block();
        self.set_handler(Some(caught));
        self.stmts(body);
        self.set_handler(outer);
        self.stmts(orelse);
        self.b.goto(after);

        self.b.start(caught);
        let (saved, exc) = self.catch();
        if star {
            let rest = self.b.temp(Types::OBJECT);
            self.handling(saved, |cx| cx.star_handlers(exc, rest, handlers));
            let (again, done) = (self.b.new_block(), after);
            let none = self.is_null(rest);
            self.b.branch(none, done, again);
            self.b.start(again);
            self.raise_again(rest);
        } else {
            let matched = self.b.new_block();
            let mut catches_all = false;
            self.handling(saved, |cx| {
                let cleanup_handler = cx.b.handler;
                let done = cx.b.new_block();
                for h in handlers {
                    catches_all |= h.pattern.is_none();
                    cx.handler(exc, h, done);
                }
                // What falls through matched nothing. The matched ones leave by their own restore.
                let unmatched = cx.b.current();
                cx.b.start(done);
                let handler = cx.b.handler;
                cx.b.handler = outer;
                cx.next_block();
                cx.effect(Prim::ExcRestore, vec![saved.into()]);
                cx.b.goto(matched);
                cx.b.handler = handler;
                debug_assert_eq!(handler, cleanup_handler);
                if let Some(b) = unmatched {
                    cx.b.start(b);
                }
            });
            if self.b.is_reachable() {
                self.raise_again(exc);
            }
            self.b.start(matched);
            self.b.goto(after);
        }
        self.b.start(after);
    }

    /// Tests one handler and runs its body; what does not match goes on in the current block.
    fn handler(&mut self, exc: Reg, h: &'a Handler, done: pyxide_mir::Block) {
        if !self.b.is_reachable() {
            return;
        }
        let old = std::mem::replace(&mut self.b.span, h.span);
        let next = match &h.pattern {
            None => None,
            Some(pattern) => {
                let p = self.object(pattern);
                let m = self.prim(Prim::ExcMatches, vec![exc.into(), p]);
                let (yes, no) = (self.b.new_block(), self.b.new_block());
                self.b.branch(m, yes, no);
                self.b.start(yes);
                Some(no)
            }
        };
        self.trace_exception(2);
        self.trace_line(h.span);
        self.handler_body(exc, h);
        self.b.goto(done);
        if let Some(next) = next {
            self.b.start(next);
        }
        self.b.span = old;
    }

    /// Binds the exception and runs the body (which unbinds the name, as sema arranged).
    fn handler_body(&mut self, exc: Reg, h: &'a Handler) {
        let Some(target) = &h.target else { return self.stmts(&h.body) };
        self.assign(target, exc.into(), Types::OBJECT);
        self.stmts(&h.body);
    }

    /// `except*`: each handler takes its part of the group; what they raise and what is left over is raised at the end.
    /// `result`: the exception to raise, or NULL.
    fn star_handlers(&mut self, exc: Reg, result: Reg, handlers: &'a [Handler]) {
        let rest = self.b.temp(Types::OBJECT);
        self.b.assign(rest, Rvalue::Use(exc.into()));
        let raised = self.prim_object(Prim::NewList, vec![Operand::int(0, Types::SSIZE)], Types::LIST);
        let join = self.b.new_block();
        for h in handlers {
            let Some(pattern) = &h.pattern else { continue };
            let old = std::mem::replace(&mut self.b.span, h.span);
            let (some, next) = (self.b.new_block(), self.b.new_block());
            let empty = self.is_null(rest);
            self.b.branch(empty, join, some);
            self.b.start(some);
            let p = self.object(pattern);
            let (part, left) = (self.b.temp(Types::OBJECT), self.b.temp(Types::OBJECT));
            self.prim_outs(Prim::ExcStarSplit, vec![rest.into(), p], vec![part, left], false);
            self.b.assign(rest, Rvalue::Use(left.into()));
            let run = self.b.new_block();
            let none = self.is_null(part);
            self.b.branch(none, next, run);
            self.b.start(run);
            let outer = self.b.handler;
            let failed = self.b.new_block();
            self.set_handler(Some(failed));
            // What the handler raises has its own part as context.
            self.effect(Prim::ExcRestore, vec![part.into()]);
            self.handler_body(part, h);
            self.set_handler(outer);
            self.b.goto(next);
            self.b.start(failed);
            let e = self.prim(Prim::ExcFetch, vec![]);
            self.effect(Prim::ListAppend, vec![raised.clone(), e]);
            self.b.goto(next);
            self.b.start(next);
            self.b.span = old;
        }
        self.b.goto(join);
        self.b.start(join);
        let (left, done) = (self.b.new_block(), self.b.new_block());
        let empty = self.is_null(rest);
        self.b.branch(empty, done, left);
        self.b.start(left);
        self.effect(Prim::ListAppend, vec![raised.clone(), rest.into()]);
        self.b.goto(done);
        self.b.start(done);
        let v = self.prim(Prim::ExcStarJoin, vec![exc.into(), raised]);
        self.b.assign(result, Rvalue::Use(v));
    }
}

//! `with` statements, and blocks that give up or take the GIL.

use crate::cx::FnCx;
use crate::finally::FrameKind;
use pyxide_hir::{Expr, GilState, Stmt, Target};
use pyxide_mir::{Const, Operand, Reg, Rvalue, Terminator};
use pyxide_types::{Prim, Types};

impl<'a> FnCx<'a, '_> {
    pub fn with_stmt(
        &mut self,
        manager: &'a Expr,
        enter: Option<&'a Expr>,
        target: Option<&'a Target>,
        body: &'a [Stmt],
        is_async: bool,
    ) {
        let m = self.object(manager);
        let exit = self.b.temp(Types::OBJECT);
        let (mut value, ty) = match enter {
            Some(call) => {
                let lookup = if is_async { Prim::WithExitAsync } else { Prim::WithExitOf };
                let found = self.prim(lookup, vec![m]);
                self.b.assign(exit, Rvalue::Use(found));
                (self.expr(call), call.ty)
            }
            None => {
                let enter = self.b.temp(Types::OBJECT);
                let lookup = if is_async { Prim::WithLookupAsync } else { Prim::WithLookup };
                self.prim_outs(lookup, vec![m], vec![exit, enter], false);
                (self.prim(Prim::Call, vec![enter.into()]), Types::OBJECT)
            }
        };
        if is_async {
            value = self.await_value(value);
        }

        let outer = self.b.handler;
        let caught = self.b.new_block();
        let after = self.b.new_block();
        self.push_frame(FrameKind::With { exit, is_async });
        self.set_handler(Some(caught));
        match target {
            Some(t) => self.assign(t, value, ty),
            None => self.drop_result(&value),
        }
        self.stmts(body);
        self.frames.pop();
        self.set_handler(outer);
        if self.b.is_reachable() {
            self.with_exit_normally(exit, is_async);
            self.b.goto(after);
        }

        self.b.start(caught);
        self.b.span = manager.span;
        let (saved, exc) = self.catch();
        let swallow = self.b.temp(Types::INT);
        self.handling(saved, |cx| {
            let mut r = cx.prim(Prim::WithExit, vec![exit.into(), exc.into()]);
            if is_async {
                r = cx.await_value(r);
            }
            let t = cx.prim(Prim::Truth, vec![r]);
            cx.b.assign(swallow, Rvalue::Use(t));
        });
        let again = self.b.new_block();
        self.b.branch(swallow, after, again);
        self.b.start(again);
        self.raise_again(exc);
        self.b.start(after);
    }

    /// Calls the exit method after the body ended without an exception.
    pub fn with_exit_normally(&mut self, exit: Reg, is_async: bool) {
        let none: Operand = Const::None.into();
        let r = self.prim(Prim::Call, vec![exit.into(), none.clone(), none.clone(), none]);
        if is_async {
            self.await_value(r);
        } else {
            self.drop_result(&r);
        }
    }

    pub fn gil_stmt(&mut self, state: GilState, body: &'a [Stmt]) {
        let release = state == GilState::NoGil;
        if self.b.nogil == release {
            return self.stmts(body);
        }
        self.gil_block(release, |cx| cx.stmts(body));
    }

    /// Runs `body` with the GIL released (or taken); the state is put back on every way out.
    pub fn gil_block(&mut self, release: bool, body: impl FnOnce(&mut Self)) {
        let (outer, was_nogil) = (self.b.handler, self.b.nogil);
        let state = self.b.prim(if release { Prim::GilRelease } else { Prim::GilEnsure }, vec![]);
        self.push_frame(FrameKind::Gil { state, released: release });
        self.b.nogil = release;
        let failed = self.b.new_block();
        self.b.func.block_mut(failed).handler = outer;
        self.b.handler = Some(failed);
        if self.b.is_reachable() {
            self.next_block();
        }
        body(self);
        self.frames.pop();
        self.gil_back(state, release);
        self.b.handler = outer;
        self.b.nogil = was_nogil;
        let next = self.b.is_reachable().then(|| self.next_block());
        self.b.start(failed);
        self.gil_back(state, release);
        // The exception is looked at again with the GIL state of the handler around.
        self.next_block();
        self.b.terminate(Terminator::Unwind);
        if let Some(next) = next {
            self.b.start(next);
        }
    }

    pub fn gil_back(&mut self, state: Reg, released: bool) {
        let prim = if released { Prim::GilRestore } else { Prim::GilLeave };
        self.effect(prim, vec![state.into()]);
    }
}

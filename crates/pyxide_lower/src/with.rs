//! `with` statements, and blocks that give up or take the GIL.

use crate::cx::FnCx;
use crate::finally::{FrameKind, GilSwitch};
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
        let switch = match (state == GilState::NoGil, self.b.nogil) {
            (false, false) => return self.stmts(body),
            (false, true) => GilSwitch::Take,
            (true, false) => GilSwitch::Release,
            (true, true) => GilSwitch::ReleaseIfHeld,
        };
        self.gil_switched(switch, |cx| cx.stmts(body));
    }

    /// Runs `body` with the GIL.
    pub fn with_gil(&mut self, body: impl FnOnce(&mut Self)) {
        self.gil_switched(GilSwitch::Take, body);
    }

    /// Runs `body` with the GIL released or taken; the state is put back on every way out.
    fn gil_switched(&mut self, switch: GilSwitch, body: impl FnOnce(&mut Self)) {
        let (outer, was_nogil) = (self.b.handler, self.b.nogil);
        let prim = match switch {
            GilSwitch::Take => Prim::GilEnsure,
            GilSwitch::Release => Prim::GilRelease,
            GilSwitch::ReleaseIfHeld => Prim::GilReleaseHeld,
        };
        let state = self.b.prim(prim, vec![]);
        self.push_frame(FrameKind::Gil { state, switch });
        self.b.nogil = switch != GilSwitch::Take;
        let failed = self.b.new_block();
        self.b.func.block_mut(failed).handler = outer;
        self.b.handler = Some(failed);
        if self.b.is_reachable() {
            self.next_block();
        }
        body(self);
        self.frames.pop();
        self.gil_back(state, switch);
        self.b.handler = outer;
        self.b.nogil = was_nogil;
        let next = self.b.is_reachable().then(|| self.next_block());
        self.b.start(failed);
        self.gil_back(state, switch);
        // The exception is looked at again with the GIL state of the handler around.
        self.next_block();
        self.b.terminate(Terminator::Unwind);
        if let Some(next) = next {
            self.b.start(next);
        }
    }

    pub fn gil_back(&mut self, state: Reg, switch: GilSwitch) {
        let prim = match switch {
            GilSwitch::Take => Prim::GilLeave,
            GilSwitch::Release => Prim::GilRestore,
            GilSwitch::ReleaseIfHeld => Prim::GilRestoreHeld,
        };
        self.effect(prim, vec![state.into()]);
    }
}

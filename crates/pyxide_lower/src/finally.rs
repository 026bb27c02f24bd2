//! Leaving blocks early: what `return`, `break` and `continue` run on their way out, and `try … finally`.
//!
//! Each construct that has work to do when control leaves it pushes a [`Frame`]. An exit emits the frames' work from
//! the innermost outwards, each with the handler and GIL state of the code around that frame.
//!
//! A small `finally` body is copied for every exit. A large one exists once: each exit sets a selector, goes to the
//! copy, and the selector decides where to go on; an exception waits in a register meanwhile.

use crate::cx::FnCx;
use pyxide_hir::visit::walk_stmts;
use pyxide_hir::{Expr, Stmt};
use pyxide_mir::{Block, Const, Operand, Reg, Rvalue, Terminator};
use pyxide_types::{Prim, Types};

/// Larger `finally` bodies, in nodes of the tree, exist once.
const COPY_LIMIT: usize = 24;

pub(crate) struct Frame<'a> {
    pub kind: FrameKind<'a>,
    /// Handler and GIL state outside of the construct.
    pub handler: Option<Block>,
    pub nogil: bool,
}

pub(crate) enum FrameKind<'a> {
    Loop {
        on_break: Block,
        on_continue: Block,
    },
    /// The handled exception is restored.
    Handler {
        saved: Reg,
    },
    /// The statements run.
    Copy {
        body: &'a [Stmt],
    },
    /// The one copy runs; `exits` are where it goes on, by selector - 1.
    Shared {
        finally: Shared,
        exits: Vec<Block>,
    },
    /// Inside the one copy: the exception that led here is dropped.
    SharedBody {
        finally: Shared,
    },
    With {
        exit: Reg,
        is_async: bool,
    },
    /// The object variables of a function without the GIL are released.
    Objects {
        regs: Vec<Reg>,
    },
    /// An exception that is handled without the GIL is dropped, and the one handled before restored.
    Waiting {
        saved: Reg,
        exc: Reg,
    },
    /// A tracer is told.
    Trace,
    /// The expression, which cannot raise, is evaluated.
    Guard {
        exit: &'a Expr,
    },
    /// The GIL is taken back, or given back.
    Gil {
        state: Reg,
        switch: GilSwitch,
    },
}

/// What a block does with the GIL.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum GilSwitch {
    Take,
    Release,
    /// In a `nogil` function, which may be called with the GIL or without.
    ReleaseIfHeld,
}

/// Registers of a `finally` body that exists once.
#[derive(Clone, Copy)]
pub(crate) struct Shared {
    /// 0: fell through; -1: exception; n: exit n.
    selector: Reg,
    exc: Reg,
    saved: Reg,
    entry: Block,
}

impl<'a> FnCx<'a, '_> {
    pub fn push_frame(&mut self, kind: FrameKind<'a>) {
        let (handler, nogil) = (self.b.handler, self.b.nogil);
        self.frames.push(Frame { kind, handler, nogil });
    }

    /// Emits the work of all frames above `depth`, then what `finish` emits (which ends the block).
    pub fn leave(&mut self, depth: usize, finish: impl FnOnce(&mut Self)) {
        let (handler, nogil) = (self.b.handler, self.b.nogil);
        let mut popped = vec![];
        while self.frames.len() > depth {
            let Some(mut frame) = self.frames.pop() else { break };
            self.leave_frame(&mut frame);
            popped.push(frame);
        }
        finish(self);
        while let Some(frame) = popped.pop() {
            self.frames.push(frame);
        }
        self.b.handler = handler;
        self.b.nogil = nogil;
    }

    fn leave_frame(&mut self, frame: &mut Frame<'a>) {
        match &mut frame.kind {
            FrameKind::Loop { .. } => {}
            FrameKind::Handler { saved } => {
                self.set_handler(frame.handler);
                self.effect(Prim::ExcRestore, vec![(*saved).into()]);
            }
            FrameKind::Copy { body } => {
                self.set_handler(frame.handler);
                let span = self.b.span;
                self.stmts(body);
                self.b.span = span;
            }
            FrameKind::Shared { finally, exits } => {
                self.set_handler(frame.handler);
                let next = self.b.new_block();
                exits.push(next);
                self.enter_shared(*finally, exits.len() as i64);
                self.b.start(next);
            }
            FrameKind::SharedBody { finally } => {
                self.set_handler(frame.handler);
                self.restore_shared(*finally);
            }
            FrameKind::With { exit, is_async } => {
                self.set_handler(frame.handler);
                let (exit, is_async) = (*exit, *is_async);
                self.with_exit_normally(exit, is_async);
            }
            FrameKind::Objects { regs } => {
                self.set_handler(frame.handler);
                let regs = regs.clone();
                self.release_objects(&regs);
            }
            FrameKind::Waiting { saved, exc } => {
                self.set_handler(frame.handler);
                let (saved, exc) = (*saved, *exc);
                self.drop_waiting(saved, exc);
            }
            FrameKind::Trace => {
                self.set_handler(frame.handler);
                self.trace_return();
            }
            FrameKind::Guard { exit } => {
                self.set_handler(frame.handler);
                self.expr_effect(exit);
            }
            FrameKind::Gil { state, switch } => {
                let (state, switch) = (*state, *switch);
                self.gil_back(state, switch);
                self.b.handler = frame.handler;
                self.b.nogil = frame.nogil;
                self.next_block();
            }
        }
    }

    /// Runs the body of a function without the GIL, then releases its object variables with it, on every way out.
    pub fn with_objects(&mut self, regs: Vec<Reg>, body: impl FnOnce(&mut Self)) {
        if regs.is_empty() {
            return body(self);
        }
        let outer = self.b.handler;
        let failed = self.b.new_block();
        self.push_frame(FrameKind::Objects { regs: regs.clone() });
        self.set_handler(Some(failed));
        body(self);
        self.frames.pop();
        self.b.handler = outer;
        self.b.start(failed);
        self.release_objects(&regs);
        self.b.terminate(Terminator::Unwind);
    }

    /// Runs `body`, and evaluates `exit` on every way out. An exception on its way is not touched.
    pub fn guarded(&mut self, exit: &'a Expr, body: impl FnOnce(&mut Self)) {
        let outer = self.b.handler;
        let failed = self.b.new_block();
        self.push_frame(FrameKind::Guard { exit });
        self.set_handler(Some(failed));
        body(self);
        self.frames.pop();
        self.set_handler(outer);
        let next = self.b.is_reachable().then(|| {
            self.expr_effect(exit);
            self.next_block()
        });
        self.b.start(failed);
        self.expr_effect(exit);
        self.b.terminate(Terminator::Unwind);
        if let Some(next) = next {
            self.b.start(next);
        }
    }

    fn release_objects(&mut self, regs: &[Reg]) {
        let state = self.b.prim(Prim::GilEnsure, vec![]);
        self.set_nogil(false);
        for &reg in regs {
            self.b.emit(pyxide_mir::OpKind::Unbind { reg });
        }
        self.effect(Prim::GilLeave, vec![state.into()]);
        self.set_nogil(true);
    }

    /// Whether an exit through the frames runs code of the user, which may change variables.
    pub fn exit_runs_code(&self) -> bool {
        self.frames
            .iter()
            .any(|f| !matches!(f.kind, FrameKind::Loop { .. } | FrameKind::Gil { .. } | FrameKind::Trace))
    }

    /// `body` with `finally` after it on every way out.
    pub fn try_finally(&mut self, finally: &'a [Stmt], body: impl FnOnce(&mut Self)) {
        if finally.is_empty() {
            return body(self);
        }
        let mut size = 0;
        walk_stmts(finally, &mut |_| size += 1);
        if size <= COPY_LIMIT || self.b.nogil {
            self.finally_copied(finally, body)
        } else {
            self.finally_shared(finally, body)
        }
    }

    fn finally_copied(&mut self, finally: &'a [Stmt], body: impl FnOnce(&mut Self)) {
        let outer = self.b.handler;
        let caught = self.b.new_block();
        let after = self.b.new_block();
        self.push_frame(FrameKind::Copy { body: finally });
        self.set_handler(Some(caught));
        body(self);
        self.frames.pop();
        self.set_handler(outer);
        if self.b.is_reachable() {
            self.stmts(finally);
            self.b.goto(after);
        }
        self.b.start(caught);
        if self.b.nogil {
            self.finally_nogil(finally);
        } else {
            let (saved, exc) = self.catch();
            self.handling(saved, |cx| cx.stmts(finally));
            self.raise_again(exc);
        }
        self.b.start(after);
    }

    /// The exception path of a `finally` that runs without the GIL. The exception is being handled meanwhile: it is the
    /// context of what blocks that hold the GIL raise.
    fn finally_nogil(&mut self, finally: &'a [Stmt]) {
        let state = self.b.prim(Prim::GilEnsure, vec![]);
        self.set_nogil(false);
        // The registers are cleared where the GIL is held.
        let [saved, exc] =
            [0; 2].map(|_| self.b.func.new_reg(Types::OBJECT, pyxide_mir::RegKind::User, None));
        let caught = self.catch();
        self.b.assign(saved, Rvalue::Use(caught.0.into()));
        self.b.assign(exc, Rvalue::Use(caught.1.into()));
        self.effect(Prim::GilLeave, vec![state.into()]);
        self.set_nogil(true);
        let outer = self.b.handler;
        let failed = self.b.new_block();
        self.push_frame(FrameKind::Waiting { saved, exc });
        self.set_handler(Some(failed));
        self.stmts(finally);
        self.frames.pop();
        self.set_handler(outer);
        let state = self.b.prim(Prim::GilEnsure, vec![]);
        self.set_nogil(false);
        self.effect(Prim::ExcRestore, vec![saved.into()]);
        let back = self.b.new_block();
        self.b.func.block_mut(back).handler = outer;
        self.set_handler(Some(back));
        self.raise_again(exc);
        self.b.handler = outer;
        self.b.start(back);
        for reg in [saved, exc] {
            self.b.emit(pyxide_mir::OpKind::Unbind { reg });
        }
        self.gil_back(state, GilSwitch::Take);
        self.b.nogil = true;
        self.next_block();
        self.b.terminate(Terminator::Unwind);
        self.b.start(failed);
        self.drop_waiting(saved, exc);
        self.b.terminate(Terminator::Unwind);
    }

    /// Ends the handling of an exception that waits without the GIL.
    fn drop_waiting(&mut self, saved: Reg, exc: Reg) {
        let state = self.b.prim(Prim::GilEnsure, vec![]);
        self.set_nogil(false);
        self.effect(Prim::ExcRestore, vec![saved.into()]);
        for reg in [saved, exc] {
            self.b.emit(pyxide_mir::OpKind::Unbind { reg });
        }
        self.effect(Prim::GilLeave, vec![state.into()]);
        self.set_nogil(true);
    }

    fn finally_shared(&mut self, finally: &'a [Stmt], body: impl FnOnce(&mut Self)) {
        let outer = self.b.handler;
        let shared = Shared {
            selector: self.b.temp(Types::INT),
            exc: self.b.temp(Types::OBJECT),
            saved: self.b.temp(Types::OBJECT),
            entry: self.b.new_block(),
        };
        let caught = self.b.new_block();
        let after = self.b.new_block();
        self.push_frame(FrameKind::Shared { finally: shared, exits: vec![] });
        self.set_handler(Some(caught));
        body(self);
        let exits = match self.frames.pop() {
            Some(Frame { kind: FrameKind::Shared { exits, .. }, .. }) => exits,
            _ => vec![],
        };
        self.set_handler(outer);
        if self.b.is_reachable() {
            self.enter_shared(shared, 0);
        }
        self.b.start(caught);
        let (saved, exc) = self.catch();
        self.b.assign(shared.saved, Rvalue::Use(saved.into()));
        self.b.assign(shared.exc, Rvalue::Use(exc.into()));
        self.b.assign(shared.selector, Rvalue::Use(Operand::int(-1, Types::INT)));
        self.b.goto(shared.entry);

        self.b.start(shared.entry);
        let cleanup = self.b.new_block();
        self.push_frame(FrameKind::SharedBody { finally: shared });
        self.set_handler(Some(cleanup));
        self.stmts(finally);
        self.frames.pop();
        self.set_handler(outer);
        let again = self.b.new_block();
        let cases = exits.iter().enumerate().map(|(i, b)| (i as i64 + 1, *b)).chain([(-1, again)]).collect();
        self.b.terminate(Terminator::Switch { value: shared.selector.into(), cases, default: after });
        self.b.start(again);
        self.effect(Prim::ExcRestore, vec![shared.saved.into()]);
        self.raise_again(shared.exc);
        self.b.start(cleanup);
        self.restore_shared(shared);
        self.b.terminate(Terminator::Unwind);
        self.b.start(after);
    }

    fn enter_shared(&mut self, shared: Shared, selector: i64) {
        self.b.assign(shared.saved, Rvalue::Use(Const::Null(Types::OBJECT).into()));
        self.b.assign(shared.exc, Rvalue::Use(Const::Null(Types::OBJECT).into()));
        self.b.assign(shared.selector, Rvalue::Use(Operand::int(selector, Types::INT)));
        self.b.goto(shared.entry);
    }

    /// Restores the handled exception when the one copy was entered by an exception.
    fn restore_shared(&mut self, shared: Shared) {
        let (restore, next) = (self.b.new_block(), self.b.new_block());
        let raised = self.b.value(
            Types::BINT,
            Rvalue::Binary(pyxide_mir::BinOp::Lt, shared.selector.into(), Operand::int(0, Types::INT)),
        );
        self.b.branch(raised, restore, next);
        self.b.start(restore);
        self.effect(Prim::ExcRestore, vec![shared.saved.into()]);
        self.b.goto(next);
        self.b.start(next);
    }

    // ---- exceptions being handled

    /// At the start of a handler block: the exception in flight becomes the one being handled. Gives the one that was
    /// handled before and the exception.
    pub fn catch(&mut self) -> (Reg, Reg) {
        self.trace_exception(0);
        let saved = self.b.prim(Prim::ExcSave, vec![]);
        let exc = self.b.prim(Prim::ExcCatch, vec![]);
        (saved, exc)
    }

    /// Runs `body` while an exception is being handled; the one before is restored on every way out.
    pub fn handling(&mut self, saved: Reg, body: impl FnOnce(&mut Self)) {
        let outer = self.b.handler;
        let cleanup = self.b.new_block();
        self.push_frame(FrameKind::Handler { saved });
        self.set_handler(Some(cleanup));
        body(self);
        self.frames.pop();
        self.set_handler(outer);
        self.effect(Prim::ExcRestore, vec![saved.into()]);
        let next = self.b.is_reachable().then(|| self.next_block());
        self.b.start(cleanup);
        self.effect(Prim::ExcRestore, vec![saved.into()]);
        self.b.terminate(Terminator::Unwind);
        if let Some(next) = next {
            self.b.start(next);
        }
    }

    pub fn raise_again(&mut self, exc: Reg) {
        self.effect(Prim::ExcRaiseAgain, vec![exc.into()]);
        self.trace_exception(1);
        self.b.terminate(Terminator::Unwind);
    }
}

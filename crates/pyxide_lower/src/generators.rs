//! Generators, coroutines and asynchronous generators.
//!
//! The Python function takes its arguments into a fresh scope object and returns a generator object over the body
//! function. In the body, `yield` ends a block; `yield from` and `await` loop over what the delegate gives out.

use crate::cx::FnCx;
use crate::finally::FrameKind;
use pyxide_hir::{self as h, Expr, Flavour, ForIter, Stmt, Target};
use pyxide_mir::{Const, Operand, Reg, Rvalue, Terminator};
use pyxide_types::{Prim, Types};

impl<'a> FnCx<'a, '_> {
    pub fn new_generator(&mut self, func: h::FuncId, scope: Option<Reg>) -> Operand {
        let f = &self.cx.hir.functions[func.index()];
        let flavour = match f.flavour {
            // `PYX_LENIENT_STOP` of the runtime.
            Flavour::Plain | Flavour::Generator if self.cx.hir.lenient_stop => 8,
            Flavour::Plain | Flavour::Generator => 0,
            Flavour::Coroutine => 1,
            Flavour::AsyncGenerator => 2,
            Flavour::IterableCoroutine => 3,
        };
        let body = match self.cx.info[func.index()].body {
            Some(b) => Const::Func(b).into(),
            None => Const::Null(Types::VOID_PTR).into(),
        };
        let scope = scope.map_or(Const::Null(Types::OBJECT).into(), Operand::Reg);
        let (name, qualname) = (f.name.clone(), f.qualname.clone());
        let name = self.cx.name(&name);
        let qualname = self.cx.name(&qualname);
        let def = match self.cx.info[func.index()].pyfunc {
            Some(pyfunc) => Const::PyFunc(pyfunc).into(),
            None => Const::Null(Types::VOID_PTR).into(),
        };
        let flavour = Operand::int(flavour, Types::INT);
        self.prim(Prim::NewGenerator, vec![body, scope, name, qualname, flavour, def])
    }

    pub fn yield_expr(&mut self, value: Option<&'a Expr>) -> Operand {
        let mut v = match value {
            Some(e) => self.object(e),
            None => Const::None.into(),
        };
        if self.is_async_gen {
            v = self.prim(Prim::AsyncGenWrap, vec![v]);
        }
        self.suspend(v)
    }

    /// Gives a value out; the value sent in is the result.
    fn suspend(&mut self, value: Operand) -> Operand {
        let sent = self.b.temp(Types::OBJECT);
        self.traced_suspension(value.clone(), |cx| {
            let resume = cx.b.new_block();
            cx.b.terminate(Terminator::Yield { value, sent: Some(sent), resume, err: None });
            cx.b.start(resume);
        });
        sent.into()
    }

    pub fn yield_from(&mut self, e: &'a Expr) -> Operand {
        let v = self.object(e);
        let it = self.prim(Prim::YieldFromIter, vec![v]);
        self.delegate(it)
    }

    pub fn await_value(&mut self, v: Operand) -> Operand {
        let it = self.prim(Prim::AwaitIter, vec![v]);
        self.delegate(it)
    }

    /// Gives out what the iterator gives, until it finishes; its result is the value.
    fn delegate(&mut self, it: Operand) -> Operand {
        let sent = self.b.temp(Types::OBJECT);
        let result = self.b.temp(Types::OBJECT);
        self.b.assign(sent, Rvalue::Use(Const::None.into()));
        let (head, out, done) = (self.b.new_block(), self.b.new_block(), self.b.new_block());
        self.b.goto(head);
        self.b.start(head);
        let given = self.prim_outs(Prim::Delegate, vec![it, sent.into()], vec![result], true);
        let Some(given) = given else { return result.into() };
        let finished = self.is_null(given);
        self.b.branch(finished, done, out);
        self.b.start(out);
        let next = self.suspend(given.into());
        self.b.assign(sent, Rvalue::Use(next));
        self.b.goto(head);
        self.b.start(done);
        result.into()
    }

    pub fn async_for(&mut self, target: &'a Target, iter: &'a ForIter, body: &'a [Stmt], orelse: &'a [Stmt]) {
        let span = self.b.span;
        let Some(e) = self.async_iterable(iter) else {
            self.unsupported(span, "an asynchronous loop over this");
            return;
        };
        let v = self.object(e);
        let it = self.prim(Prim::GetAIter, vec![v]);
        let outer = self.b.handler;
        let (head, ended) = (self.b.new_block(), self.b.new_block());
        let (otherwise, after) = (self.b.new_block(), self.b.new_block());
        self.b.goto(head);
        self.b.start(head);
        self.set_handler(Some(ended));
        let next = self.prim(Prim::GetANext, vec![it]);
        let awaited = self.prim(Prim::AwaitNext, vec![next]);
        let item = self.delegate(awaited);
        self.set_handler(outer);
        self.assign(target, item, Types::OBJECT);
        self.push_frame(FrameKind::Loop { on_break: after, on_continue: head });
        self.stmts(body);
        self.frames.pop();
        self.b.goto(head);

        self.b.start(ended);
        self.b.span = span;
        let stop = self.prim(Prim::ClearStopAsync, vec![]);
        let again = self.b.new_block();
        self.b.branch(stop, otherwise, again);
        self.b.start(again);
        self.b.terminate(Terminator::Unwind);
        self.b.start(otherwise);
        self.stmts(orelse);
        self.b.goto(after);
        self.b.start(after);
    }
}

//! What profilers and tracers are told: the `profile` and `linetrace` directives.
//!
//! A traced function has a `pyx_trace` (see `runtime/trace.h`). It says when it is entered, at which line it is, and how it
//! ends; a generator also says when it gives values out and goes on. Functions without the directives have none of it.
//!
//! ```text
//! TraceEnter(t, …); handler F             F: TraceUnwind(t); unwind
//! TraceLine(t, 4); body
//! TraceReturn(t, value); return value
//! ```

use crate::cx::FnCx;
use crate::finally::FrameKind;
use pyxide_hir::{FunctionKind, Trace};
use pyxide_mir::{Block, Const, Operand, Place, PlaceBase, Reg, RegKind, Rvalue, StaticId, Terminator};
use pyxide_types::{Origin, Prim, StructDef, StructId, Type, TypeId, Types};

/// The state of a traced function.
#[derive(Clone)]
pub(crate) struct Traced {
    reg: Reg,
    ty: TypeId,
    lines: bool,
    /// Where the statement begins that was told last, and the block it was told in.
    last: Option<(u32, Block)>,
    /// What the function returns, while its frames are left.
    result: Option<Operand>,
}

/// The C struct, as a type that nothing is known of.
const STATE: &str = "pyx_trace";

impl<'a> FnCx<'a, '_> {
    fn trace_type(&mut self) -> TypeId {
        let types = self.types_mut();
        let known = types.structs.iter().position(|s| s.cname == STATE);
        let id = known.unwrap_or_else(|| {
            types.structs.push(StructDef {
                name: STATE.into(),
                cname: STATE.into(),
                is_union: false,
                packed: false,
                fields: None,
                origin: Origin::Extern,
            });
            types.structs.len() - 1
        });
        types.intern(Type::Struct(StructId(id as u32)))
    }

    /// The address of the state.
    fn trace_state(&mut self) -> Option<Operand> {
        let (reg, ty) = self.trace.as_ref().map(|t| (t.reg, t.ty))?;
        let address = self.address(Place::reg(reg), ty);
        Some(self.b.value(Types::VOID_PTR, Rvalue::Cast(address)).into())
    }

    fn has_gil(&self) -> Operand {
        Operand::int(i64::from(!self.b.nogil), Types::INT)
    }

    /// Runs the body of a function so that it is traced when its directives say so.
    pub fn traced(&mut self, body: impl FnOnce(&mut Self)) {
        let Some((id, f)) = self.hir.filter(|(_, f)| f.trace != Trace::Off) else { return body(self) };
        let ty = self.trace_type();
        let reg = self.b.func.new_reg(ty, RegKind::Temp, None);
        self.trace = Some(Traced { reg, ty, lines: f.trace == Trace::Lines, last: None, result: None });
        let Some(state) = self.trace_state() else { return };
        let slot = StaticId(self.cx.m.statics.len() as u32);
        let name = format!("pyx_trace_code_{}", id.index()).into();
        self.cx.m.statics.push(pyxide_mir::Static { name, ty: Types::OBJECT });
        let slot = self.address(Place { base: PlaceBase::Static(slot), path: vec![] }, Types::OBJECT);
        let slot = self.b.value(Types::VOID_PTR, Rvalue::Cast(slot)).into();
        let def = match (f.kind, self.cx.info[id.index()].pyfunc) {
            (FunctionKind::Python, Some(pyfunc)) => Const::PyFunc(pyfunc).into(),
            _ => Const::Null(Types::VOID_PTR).into(),
        };
        let name = Const::CStr(f.name.as_bytes().to_vec()).into();
        let gil = self.has_gil();
        let outer = self.b.handler;
        let body_span = std::mem::replace(&mut self.b.span, f.span);
        self.effect(Prim::TraceEnter, vec![state, slot, def, name, gil]);
        self.b.span = body_span;
        let failed = self.b.new_block();
        self.push_frame(FrameKind::Trace);
        self.set_handler(Some(failed));
        body(self);
        self.frames.pop();
        self.set_handler(outer);
        self.b.start(failed);
        if let Some(state) = self.trace_state() {
            let gil = self.has_gil();
            self.effect(Prim::TraceUnwind, vec![state, gil]);
        }
        self.b.terminate(Terminator::Unwind);
    }

    /// Leaves all frames and returns.
    pub fn leave_and_return(&mut self, value: Option<Operand>) {
        if let Some(t) = &mut self.trace {
            t.result = value.clone();
        }
        self.leave(0, |cx| cx.b.terminate(Terminator::Return(value)));
    }

    /// Tells that the function returns. C numbers are only made objects when someone listens.
    pub fn trace_return(&mut self) {
        let result = self.trace.as_mut().and_then(|t| t.result.take());
        let Some(state) = self.trace_state() else { return };
        let ret = self.b.func.ret;
        let gil = self.has_gil();
        let plain = match &result {
            Some(v) if self.is_object(ret) => v.clone(),
            Some(v) if !self.b.nogil && self.types().is_numeric(ret) => {
                let (told, done) = (self.b.new_block(), self.b.new_block());
                let on = self.prim(Prim::TraceOn, vec![state]);
                self.b.branch(on, told, done);
                self.b.start(told);
                let object = self.to_object(v.clone(), ret, Types::OBJECT);
                let Some(state) = self.trace_state() else { return };
                self.effect(Prim::TraceReturn, vec![state, object, gil]);
                self.b.goto(done);
                self.b.start(done);
                return;
            }
            _ => Const::None.into(),
        };
        self.effect(Prim::TraceReturn, vec![state, plain, gil]);
    }

    /// Tells the line of what comes next.
    pub fn trace_line(&mut self, span: pyxide_diagnostics::Span) {
        if !self.trace.as_ref().is_some_and(|t| t.lines) || !self.b.is_reachable() {
            return;
        }
        // What sema makes of one statement is told once.
        let (Some(block), start) = (self.b.current(), span.start) else { return };
        if let Some(t) = &mut self.trace
            && t.last.replace((start, block)) == Some((start, block))
        {
            return;
        }
        let Some(state) = self.trace_state() else { return };
        let gil = self.has_gil();
        let before = std::mem::replace(&mut self.b.span, span);
        self.effect(Prim::TraceLine, vec![state, gil]);
        self.b.span = before;
    }

    /// Tells that an exception arrives (0), goes on after it was looked at (1), or is handled (2).
    pub fn trace_exception(&mut self, what: i64) {
        if self.b.nogil {
            return;
        }
        if let Some(state) = self.trace_state() {
            self.effect(Prim::TraceException, vec![state, Operand::int(what, Types::INT)]);
        }
    }

    /// Suspends the generator by `suspend`, which ends the block and starts the one where it goes on.
    pub fn traced_suspension(&mut self, value: Operand, suspend: impl FnOnce(&mut Self)) {
        let Some(state) = self.trace_state() else { return suspend(self) };
        self.effect(Prim::TraceYield, vec![state, value]);
        // Where an exception is thrown into it.
        let outer = self.b.handler;
        let thrown = self.b.new_block();
        self.set_handler(Some(thrown));
        suspend(self);
        self.b.handler = outer;
        let resumed = self.next_block();
        self.b.start(thrown);
        if let Some(state) = self.trace_state() {
            self.effect(Prim::TraceThrow, vec![state]);
        }
        self.b.terminate(Terminator::Unwind);
        self.b.start(resumed);
        if let Some(state) = self.trace_state() {
            self.effect(Prim::TraceResume, vec![state]);
        }
    }
}

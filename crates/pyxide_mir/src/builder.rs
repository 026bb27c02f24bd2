//! Builds a function block by block.

use crate::*;
use pyxide_diagnostics::Span;
use pyxide_types::{Prim, TypeId};
use smol_str::SmolStr;

/// Appends operations at a current block. After a terminator the current block is unreachable and what is emitted
/// there is dropped, until [`Builder::start`].
pub struct Builder {
    pub func: Function,
    current: Option<Block>,
    /// Handler and GIL state of blocks made from now on.
    pub handler: Option<Block>,
    pub nogil: bool,
    pub span: Span,
}

impl Builder {
    /// Starts with an entry block.
    pub fn new(mut func: Function) -> Builder {
        let span = func.span;
        let nogil = func.nogil;
        let entry = func.new_block(None, nogil, span);
        Builder { func, current: Some(entry), handler: None, nogil, span }
    }

    pub fn finish(self) -> Function {
        self.func
    }

    pub fn new_block(&mut self) -> Block {
        self.func.new_block(self.handler, self.nogil, self.span)
    }

    /// Goes on emitting in `block`.
    pub fn start(&mut self, block: Block) {
        self.current = Some(block);
    }

    pub fn is_reachable(&self) -> bool {
        self.current.is_some()
    }

    pub fn current(&self) -> Option<Block> {
        self.current
    }

    pub fn temp(&mut self, ty: TypeId) -> Reg {
        self.func.new_reg(ty, RegKind::Temp, None)
    }

    pub fn user(&mut self, ty: TypeId, name: SmolStr) -> Reg {
        self.func.new_reg(ty, RegKind::User, Some(name))
    }

    pub fn emit(&mut self, kind: OpKind) {
        if let Some(b) = self.current {
            let span = self.span;
            self.func.block_mut(b).ops.push(Op { span, kind });
        }
    }

    pub fn assign(&mut self, dst: Reg, value: Rvalue) {
        self.emit(OpKind::Assign { dst, value });
    }

    /// A new temporary with the value.
    pub fn value(&mut self, ty: TypeId, value: Rvalue) -> Reg {
        let dst = self.temp(ty);
        self.assign(dst, value);
        dst
    }

    /// Calls a primitive; the result is in a new temporary of type `ty` (which may be narrower than the table's).
    pub fn prim_typed(&mut self, prim: Prim, args: Vec<Operand>, ty: TypeId) -> Reg {
        let dst = self.temp(ty);
        self.emit(OpKind::Call { dst: Some(dst), outs: vec![], callee: Callee::Prim(prim), args });
        dst
    }

    pub fn prim(&mut self, prim: Prim, args: Vec<Operand>) -> Reg {
        self.prim_typed(prim, args, prim.info().ret_type())
    }

    /// Calls a primitive for its effect: an `int` status is only checked, an object result is dropped.
    pub fn prim_effect(&mut self, prim: Prim, args: Vec<Operand>) {
        self.emit(OpKind::Call { dst: None, outs: vec![], callee: Callee::Prim(prim), args });
    }

    pub fn terminate(&mut self, term: Terminator) {
        if let Some(b) = self.current.take() {
            let span = self.span;
            let data = self.func.block_mut(b);
            data.term = term;
            data.term_span = span;
        }
    }

    pub fn goto(&mut self, block: Block) {
        self.terminate(Terminator::Goto(block));
    }

    pub fn branch(&mut self, cond: impl Into<Operand>, then: Block, otherwise: Block) {
        self.terminate(Terminator::Branch { cond: cond.into(), then, otherwise, hint: Hint::None });
    }
}

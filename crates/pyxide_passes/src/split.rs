//! Makes exceptions edges: ends blocks at operations that can raise.
//!
//! Each such operation becomes the last of its block, whose terminator says where control goes when it raised: to a
//! landing block that notes the place in the traceback and goes to the handler, or out of the function. A result that
//! would overwrite a variable in the failing case goes through a temporary.
//!
//! ```text
//! b0 (handler b9):                b0: r1 = call GetAttr(r0, k0)
//!   r1 = call GetAttr(r0, k0)         fallible ok b1 err b8
//!   return r1                  →  b1: return r1
//!                                 b8: traceback
//!                                     goto b9
//! ```

use pyxide_mir::{
    Block, BlockData, Callee, Const, Function, Module, Op, OpKind, Operand, Reg, RegKind, Rvalue, Stage,
    Terminator,
};
use pyxide_types::{ErrorProtocol, Prim};
use rustc_hash::FxHashMap;

pub fn run(module: &Module, f: &mut Function) {
    debug_assert_eq!(f.stage, Stage::Built);
    let mut landings = Landings::default();
    for b in 0..f.blocks.len() as u32 {
        split_block(module, f, Block(b), &mut landings);
    }
    f.stage = Stage::Split;
    // Handlers are edges now.
    for data in &mut f.blocks {
        data.handler = None;
    }
}

/// One landing block per handler, with and without a traceback entry.
#[derive(Default)]
struct Landings(FxHashMap<(Option<Block>, bool, bool), Block>);

impl Landings {
    fn get(&mut self, f: &mut Function, from: &BlockHeader, traceback: bool) -> Block {
        if let (Some(h), false) = (from.handler, traceback) {
            return h;
        }
        let key = (from.handler, traceback, from.nogil);
        if let Some(&b) = self.0.get(&key) {
            return b;
        }
        let b = f.new_block(None, from.nogil, f.span);
        let span = f.span;
        let data = f.block_mut(b);
        if traceback {
            data.ops.push(Op { span, kind: OpKind::Traceback });
        }
        data.term = match from.handler {
            Some(h) => Terminator::Goto(h),
            None => Terminator::Unwind,
        };
        self.0.insert(key, b);
        b
    }
}

struct BlockHeader {
    handler: Option<Block>,
    nogil: bool,
}

fn split_block(module: &Module, f: &mut Function, block: Block, landings: &mut Landings) {
    let data = f.block_mut(block);
    let header = BlockHeader { handler: data.handler, nogil: data.nogil };
    let ops = std::mem::take(&mut data.ops);
    let term = std::mem::replace(&mut data.term, Terminator::Unreachable);
    let term_span = data.term_span;
    let mut at = block;
    for mut op in ops {
        if !module.can_raise(&op.kind) {
            f.block_mut(at).ops.push(op);
            continue;
        }
        let after = redirect_results(module, f, &mut op.kind);
        let traceback = !raises_again(&op.kind);
        let always_fails = always_fails(&op.kind);
        let span = op.span;
        f.block_mut(at).ops.push(op);
        let err = landings.get(f, &header, traceback);
        // What always fails has one edge, so that nothing after it is reached.
        let ok = if always_fails { err } else { f.new_block(None, header.nogil, span) };
        let end = f.block_mut(at);
        end.term = Terminator::Fallible { ok, err };
        end.term_span = span;
        if always_fails {
            return;
        }
        at = ok;
        f.block_mut(at).ops.extend(after.into_iter().map(|kind| Op { span, kind }));
    }
    let term = match term {
        Terminator::Unwind => match header.handler {
            Some(h) => Terminator::Goto(h),
            None => Terminator::Unwind,
        },
        Terminator::Yield { value, sent, resume, err: None } => {
            let err = landings.get(f, &header, true);
            Terminator::Yield { value, sent, resume, err: Some(err) }
        }
        other => other,
    };
    let end: &mut BlockData = f.block_mut(at);
    end.term = term;
    end.term_span = term_span;
}

/// A failing call still writes its result register. A register that may hold a value which is needed afterwards
/// (a variable, or an operand of the same call) is therefore set only after the call succeeded.
fn redirect_results(module: &Module, f: &mut Function, op: &mut OpKind) -> Vec<OpKind> {
    let mut used = Vec::new();
    op.uses(&mut |r| used.push(r));
    let mut after = Vec::new();
    let mut redirect = |reg: &mut Reg| {
        let data = f.reg(*reg);
        if data.kind != RegKind::Temp || used.contains(reg) {
            let temp = f.new_reg(f.reg(*reg).ty, RegKind::Temp, None);
            after.push(OpKind::Assign { dst: *reg, value: Rvalue::Use(Operand::Reg(temp)) });
            *reg = temp;
        }
    };
    match op {
        OpKind::Call { dst, outs, callee, .. } => {
            if let Some(d) = dst
                && module.callee_error(callee) != ErrorProtocol::Never
            {
                redirect(d);
            }
            outs.iter_mut().for_each(redirect);
        }
        OpKind::Opaque { dst: Some(d), .. } => redirect(d),
        _ => {}
    }
    after
}

/// Raising again an exception that already has this function in its traceback.
fn raises_again(op: &OpKind) -> bool {
    matches!(op, OpKind::Call { callee: Callee::Prim(Prim::ExcRaiseAgain | Prim::Reraise), .. })
}

/// The operation never succeeds, so nothing after it in its block runs.
fn always_fails(op: &OpKind) -> bool {
    match op {
        OpKind::Call { callee: Callee::Prim(p), .. } => matches!(
            p,
            Prim::Raise
                | Prim::RaiseTraceback
                | Prim::Reraise
                | Prim::RaiseAssertion
                | Prim::ExcRaiseAgain
                | Prim::RaiseZeroDivision
                | Prim::RaiseOverflow
                | Prim::UnboundLocal
                | Prim::UnboundFree
        ),
        OpKind::Call { .. } => false,
        _ => false,
    }
}

/// Whether a constant operand is an object that needs no counting to stay alive.
pub fn is_immortal(operand: &Operand) -> bool {
    match operand {
        Operand::Const(c) => !matches!(c, Const::Static(_)),
        Operand::Reg(_) => false,
    }
}

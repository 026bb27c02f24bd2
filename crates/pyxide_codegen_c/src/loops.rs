//! Finds loops that move a counter, and print as C's `for`.
//!
//! ```text
//! t1 = 0;                                for (t1 = 0; t1 < n; t1++) {
//! while (t1 < n) {               →           …
//!     …; t1 = t1 + 1;                    }
//! }
//! ```
//!
//! The counter's first value comes just before the loop, its last step at the end of the body or where `continue` leads, and
//! all of it from one line of the source: a `while` loop of the user's keeps its form, so that breakpoints at its lines stay.

use crate::func::FuncPrinter;
use crate::graph::Cond;
use crate::structure::{Loop, Node, Shape, continues, parts};
use pyxide_mir::{BinOp, Block, OpKind, Operand, Reg, Rvalue, Terminator};

/// A loop that moves a counter.
#[derive(Clone)]
pub struct Counted {
    /// The loop, by [`key`].
    pub body: usize,
    /// Operation that sets the counter for the first time: block, and index in it.
    pub init: Option<(Block, usize)>,
    pub step: (Block, usize),
}

/// What tells loops of one tree apart.
pub fn key(l: &Loop) -> usize {
    std::ptr::from_ref(l).addr()
}

/// Whether the operation adds to a register or subtracts from it.
pub fn is_step(op: &OpKind) -> bool {
    stepped(op).is_some()
}

fn stepped(op: &OpKind) -> Option<Reg> {
    match op {
        OpKind::Assign { dst, value: Rvalue::Binary(BinOp::Add | BinOp::Sub, Operand::Reg(r), _) }
            if r == dst =>
        {
            Some(*dst)
        }
        _ => None,
    }
}

/// The counted loops of a tree.
pub fn counted(p: &FuncPrinter, nodes: &[Node]) -> Vec<Counted> {
    let mut out = Vec::new();
    collect(p, nodes, &mut out);
    out
}

fn collect(p: &FuncPrinter, nodes: &[Node], out: &mut Vec<Counted>) {
    for (i, node) in nodes.iter().enumerate() {
        if let Node::Loop(l) = node
            && let Some(step) = step(p, l)
            && let Some(counter) = stepped(&p.f.block(step.0).ops[step.1].kind)
        {
            let line = p.line_of(p.f.block(step.0).ops[step.1].span);
            let before = i.checked_sub(1).map(|i| &nodes[i]);
            let init = before
                .and_then(|n| first_value(p, n, counter))
                .filter(|&(b, i)| p.line_of(p.f.block(b).ops[i].span) == line);
            let tests = matches!(&l.shape, Shape::While(Cond::Test(b)) if tests(p, *b, counter, line));
            if l.step.is_some() || init.is_some() && tests {
                out.push(Counted { body: key(l), init, step });
            }
        }
        parts(node).into_iter().for_each(|part| collect(p, part, out));
    }
}

/// The operation that ends each round of a loop.
fn step(p: &FuncPrinter, l: &Loop) -> Option<(Block, usize)> {
    if let Some(k) = l.step {
        let ops = &p.f.block(k).ops;
        return (0..ops.len()).find(|&i| !p.is_hidden(k, i)).map(|i| (k, i));
    }
    if !matches!(l.shape, Shape::While(_)) || continues(&l.body) {
        return None;
    }
    last_operation(p, l.body.last()?).filter(|&(b, i)| is_step(&p.f.block(b).ops[i].kind))
}

/// The last statement of a node that is a block.
fn last_operation(p: &FuncPrinter, node: &Node) -> Option<(Block, usize)> {
    let Node::Block(b) = node else { return None };
    if !matches!(p.f.block(*b).term, Terminator::Goto(_)) {
        return None;
    }
    (0..p.f.block(*b).ops.len()).rev().find(|&i| !p.is_hidden(*b, i)).map(|i| (*b, i))
}

/// The operation at the end of a node that sets a counter, though others may follow that have nothing to do with it.
fn first_value(p: &FuncPrinter, node: &Node, counter: Reg) -> Option<(Block, usize)> {
    let (b, last) = last_operation(p, node)?;
    let mut set: Vec<Reg> = Vec::new();
    for i in (0..=last).rev() {
        let op = &p.f.block(b).ops[i].kind;
        let OpKind::Assign { dst, value } = op else { return None };
        let mut used = false;
        if *dst == counter {
            op.uses(&mut |r| used |= set.contains(&r));
            let moves = matches!(value, Rvalue::Use(_)) && !used;
            return moves.then_some((b, i));
        }
        op.uses(&mut |r| used |= r == counter);
        if used {
            return None;
        }
        set.push(*dst);
    }
    None
}

/// Whether a block's test, in that line, compares the counter.
fn tests(p: &FuncPrinter, b: Block, counter: Reg, line: u32) -> bool {
    let data = p.f.block(b);
    let Terminator::Branch { cond, .. } = &data.term else { return false };
    let folded = cond.reg().and_then(|r| p.folds.get(r)).map(|(b, i)| &p.f.blocks[b].ops[i].kind);
    let compares = match folded {
        Some(OpKind::Assign { value: Rvalue::Binary(op, x, y), .. }) => {
            op.is_comparison() && [x, y].into_iter().any(|o| o.reg() == Some(counter))
        }
        _ => false,
    };
    compares && p.line_of(data.term_span) == line
}

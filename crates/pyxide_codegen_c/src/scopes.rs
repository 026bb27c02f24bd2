//! Finds temporaries that can be declared where they get their first value.
//!
//! That is so when a statement of its own sets it, in the C block that all its other mentions are in too. Others are declared
//! at the top of the function, as the user's variables are.
//!
//! ```text
//! long t1;
//! …                              …
//! t1 = a % 64;           →       long t1 = a % 64;
//! for (t2 = 0; …)                for (int t2 = 0; …)
//! ```
//!
//! Guarantees: a jump over the declaration is legal: C++, which allows none over a value, gets such declarations only where
//! no label follows.

use crate::func::FuncPrinter;
use crate::graph::Cond;
use crate::loops::key;
use crate::structure::{Node, Shape, parts};
use pyxide_mir::{Block, OpKind, Operand, Reg, RegKind, Storage, Terminator};
use pyxide_types::Type;
use rustc_hash::FxHashMap;

/// Where a register is mentioned first: a node of a sequence, and the operation if that is in the node itself.
#[derive(Clone, Copy)]
struct Mention {
    sequence: usize,
    node: usize,
    operation: Option<(Block, usize)>,
}

struct Sequence {
    /// The node that the sequence is a part of.
    parent: Option<(usize, usize)>,
    depth: usize,
    /// Declarations may stand in it.
    open: bool,
}

struct Plan<'p, 'a> {
    p: &'p FuncPrinter<'a>,
    sequences: Vec<Sequence>,
    mentions: FxHashMap<Reg, Mention>,
    /// Nodes with labels: the last in each sequence.
    last_label: FxHashMap<usize, usize>,
}

/// The operations that declare what they set.
pub fn declaring(p: &FuncPrinter, nodes: &[Node]) -> FxHashMap<(Block, usize), Reg> {
    let mut plan =
        Plan { p, sequences: Vec::new(), mentions: FxHashMap::default(), last_label: FxHashMap::default() };
    plan.sequence(nodes, None, true);
    let cplus = p.cx.module.cplus;
    let generates = p.f.blocks.iter().any(|data| matches!(data.term, Terminator::Yield { .. }));
    let mut out = FxHashMap::default();
    for (&r, m) in &plan.mentions {
        let data = p.f.reg(r);
        let Some((b, i)) = m.operation else { continue };
        let sets = match &p.f.block(b).ops[i].kind {
            OpKind::Assign { dst, .. } => *dst == r,
            OpKind::Call { dst, outs, .. } => *dst == Some(r) && !outs.contains(&r),
            _ => false,
        };
        let crossed = plan.last_label.get(&m.sequence).is_some_and(|&last| last >= m.node);
        if data.kind == RegKind::Temp
            && data.storage == Storage::Local
            && sets
            && plan.sequences[m.sequence].open
            && !matches!(p.types().kind(data.ty), Type::Array(..))
            && !(cplus && (generates || crossed))
        {
            out.insert((b, i), r);
        }
    }
    out
}

impl Plan<'_, '_> {
    fn sequence(&mut self, nodes: &[Node], parent: Option<(usize, usize)>, open: bool) {
        let id = self.sequences.len();
        let depth = parent.map_or(0, |(p, _)| self.sequences[p].depth + 1);
        self.sequences.push(Sequence { parent, depth, open });
        for (i, node) in nodes.iter().enumerate() {
            let at = (id, i);
            match node {
                Node::Block(b) => self.operations(*b, at),
                Node::If { cond, .. } => self.condition(cond, at),
                Node::Switch { of, .. } => self.end(*of, at),
                Node::Loop(l) => {
                    if let Some(c) = self.p.counted.iter().find(|c| c.body == key(l)) {
                        let (init, step) = (c.init, c.step);
                        init.into_iter().chain([step]).for_each(|op| self.operation(op, at));
                    }
                    if let Shape::While(cond) | Shape::DoWhile(cond) = &l.shape {
                        self.condition(cond, at);
                    }
                }
                Node::Label(_) => self.label(id, i),
                Node::End(b) => self.end(*b, at),
                Node::Goto(_) | Node::Break | Node::Continue => {}
            }
            let inner_open = !matches!(node, Node::Switch { .. });
            for part in parts(node) {
                self.sequence(part, Some(at), inner_open);
            }
        }
    }

    fn label(&mut self, sequence: usize, node: usize) {
        let mut at = Some((sequence, node));
        while let Some((s, n)) = at {
            self.last_label.insert(s, n);
            at = self.sequences[s].parent;
        }
    }

    /// What a block prints beside its end. The test of a fallible block mentions what its last operation does.
    fn operations(&mut self, b: Block, at: (usize, usize)) {
        let data = self.p.f.block(b);
        let tested = matches!(data.term, Terminator::Fallible { .. }) as usize;
        for i in 0..data.ops.len() - tested.min(data.ops.len()) {
            if !self.p.hidden.contains(&(b, i)) {
                self.operation((b, i), at);
            }
        }
        if tested == 1 {
            self.tested(b, at);
        }
        self.end(b, at);
    }

    fn operation(&mut self, (b, i): (Block, usize), at: (usize, usize)) {
        let op = &self.p.f.block(b).ops[i].kind;
        let mut regs = Vec::new();
        op.uses(&mut |r| regs.push((r, false)));
        op.defs(&mut |r| regs.push((r, true)));
        for (r, sets) in regs {
            self.mention(r, at, sets.then_some((b, i)));
        }
    }

    fn tested(&mut self, b: Block, at: (usize, usize)) {
        if let Some(op) = self.p.f.block(b).ops.last() {
            let mut regs = Vec::new();
            op.kind.uses(&mut |r| regs.push(r));
            op.kind.defs(&mut |r| regs.push(r));
            regs.into_iter().for_each(|r| self.mention(r, at, None));
        }
    }

    fn condition(&mut self, cond: &Cond, at: (usize, usize)) {
        match cond {
            Cond::Test(b) => {
                // Folded computations of a block that stands nowhere itself.
                for i in 0..self.p.f.block(*b).ops.len() {
                    if self.p.is_folded_op(&self.p.f.block(*b).ops[i].kind) {
                        self.operation((*b, i), at);
                    }
                }
                self.end(*b, at);
            }
            Cond::Not(c) => self.condition(c, at),
            Cond::And(a, b) | Cond::Or(a, b) => {
                self.condition(a, at);
                self.condition(b, at);
            }
        }
    }

    fn end(&mut self, b: Block, at: (usize, usize)) {
        let term = &self.p.f.block(b).term;
        let regs: Vec<Reg> = term.operands().filter_map(Operand::reg).collect();
        regs.into_iter().for_each(|r| self.mention(r, at, None));
        if let Terminator::Yield { sent: Some(r), .. } = term {
            self.mention(*r, at, None);
        }
    }

    fn mention(&mut self, r: Reg, (sequence, node): (usize, usize), operation: Option<(Block, usize)>) {
        let Some(first) = self.mentions.get(&r).copied() else {
            self.mentions.insert(r, Mention { sequence, node, operation });
            return;
        };
        let (mut a, mut b) = ((first.sequence, first.node), (sequence, node));
        let mut operation = first.operation;
        while a.0 != b.0 {
            let climb = |x: (usize, usize), s: &[Sequence]| s[x.0].parent.expect("both are in the body");
            if self.sequences[a.0].depth >= self.sequences[b.0].depth {
                a = climb(a, &self.sequences);
                operation = None;
            } else {
                b = climb(b, &self.sequences);
            }
        }
        self.mentions.insert(r, Mention { sequence: a.0, node: a.1, operation });
    }
}

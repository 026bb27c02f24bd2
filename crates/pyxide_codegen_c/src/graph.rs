//! A control-flow graph as `structure.rs` needs it: conditions joined, dominators, loops, and where the code of each block
//! stands.
//!
//! A block stands at the one edge that enters it, or behind the statement of the block that dominates it when several do; what
//! is outside of a loop stands behind the loop unless it is short or ends the function.
//!
//! ```text
//! b0: branch a ? b1 : b3
//! b1: branch b ? b2 : b3     →     b0: branch a && b ? b2 : b3
//! ```
//!
//! Needs blocks that are numbered from the entry, 0.

use pyxide_mir::Block;
use smallvec::{SmallVec, smallvec};

/// How control leaves a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Leaves the function.
    End,
    Goto(Block),
    /// A test at the end of the block. `raises`: it is whether the last operation raised.
    Test {
        then: Block,
        otherwise: Block,
        raises: bool,
    },
    /// A target for each case, the default last.
    Switch(Vec<Block>),
}

/// What is asked about a block.
#[derive(Clone, Debug)]
pub struct Info {
    pub exit: Exit,
    /// Nothing is printed for its operations.
    pub silent: bool,
    /// It only releases things on the way out of the function.
    pub ladder: bool,
    /// It ends the function, and is short enough to stand in place of jumps to it.
    pub tiny: bool,
    /// It only moves a loop's counter on.
    pub step: bool,
    /// Lines of what it prints first and of its test.
    pub line: u32,
    pub test_line: u32,
}

/// A condition of `if` and loops.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cond {
    /// The test at the end of a block.
    Test(Block),
    Not(Box<Cond>),
    And(Box<Cond>, Box<Cond>),
    Or(Box<Cond>, Box<Cond>),
}

impl Cond {
    pub fn not(self) -> Cond {
        match self {
            Cond::Not(inner) => *inner,
            other => Cond::Not(Box::new(other)),
        }
    }

    /// The block whose test comes first.
    pub fn first(&self) -> Block {
        match self {
            Cond::Test(b) => *b,
            Cond::Not(c) => c.first(),
            Cond::And(a, _) | Cond::Or(a, _) => a.first(),
        }
    }
}

/// Where the code of a block stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Placement {
    /// At the one edge that enters it.
    Inline,
    /// After the statement of the block that dominates it.
    AtDominator,
    /// After a loop.
    Behind(Block),
}

pub struct Graph<'a> {
    pub blocks: &'a [Info],
    pub exits: Vec<Exit>,
    pub conds: Vec<Cond>,
    /// Number of edges that enter each block, those of absorbed blocks left out.
    pub entered: Vec<u32>,
    /// Reverse postorder of what takes part, and each block's place in it.
    pub order: Vec<Block>,
    pub number: Vec<Option<usize>>,
    pub dominator: Vec<Option<Block>>,
    pub children: Vec<Vec<Block>>,
    /// Number of blocks dominated, and whether all of them only lead out of the function or to each other.
    pub size: Vec<usize>,
    pub terminal: Vec<bool>,
    pub is_header: Vec<bool>,
    /// Header of the innermost loop around a block (a header is in its own loop), and around a header's loop.
    pub loop_of: Vec<Option<Block>>,
    pub outer: Vec<Option<Block>>,
    pub back_edges: Vec<Vec<Block>>,
    pub placement: Vec<Placement>,
    pub behind: Vec<Vec<Block>>,
    /// Steps of the ladder that stand at their edge.
    pub moved: Vec<bool>,
}

impl<'a> Graph<'a> {
    pub fn of(blocks: &'a [Info]) -> Graph<'a> {
        let n = blocks.len();
        let exits: Vec<Exit> = blocks
            .iter()
            .map(|b| match b.exit {
                Exit::Test { then, otherwise, .. } if then == otherwise => Exit::Goto(then),
                ref other => other.clone(),
            })
            .collect();
        let mut graph = Graph {
            blocks,
            conds: (0..n as u32).map(|b| Cond::Test(Block(b))).collect(),
            entered: vec![0; n],
            order: Vec::new(),
            number: vec![None; n],
            dominator: vec![None; n],
            children: vec![Vec::new(); n],
            size: vec![1; n],
            terminal: vec![true; n],
            is_header: vec![false; n],
            loop_of: vec![None; n],
            outer: vec![None; n],
            back_edges: vec![Vec::new(); n],
            placement: vec![Placement::Inline; n],
            behind: vec![Vec::new(); n],
            moved: vec![false; n],
            exits,
        };
        for b in 0..n {
            for s in graph.targets(Block(b as u32)) {
                graph.entered[s.index()] += 1;
            }
        }
        graph
    }

    /// All successors, those first that are better printed first.
    pub fn targets(&self, b: Block) -> SmallVec<[Block; 2]> {
        match &self.exits[b.index()] {
            Exit::End => smallvec![],
            Exit::Goto(t) => smallvec![*t],
            Exit::Test { then, otherwise, raises: true } => smallvec![*otherwise, *then],
            Exit::Test { then, otherwise, raises: false } => smallvec![*then, *otherwise],
            Exit::Switch(targets) => SmallVec::from_slice(targets),
        }
    }

    /// Successors that are no steps of the ladder.
    pub fn successors(&self, b: Block) -> SmallVec<[Block; 2]> {
        let mut all = self.targets(b);
        all.retain(|&mut s| !self.blocks[s.index()].ladder);
        all
    }

    /// `branch a ? n : t` and `n: branch b ? s : t`, where `n` does nothing else, is `branch a && b ? s : t`.
    pub fn join_conditions(&mut self) {
        for x in (0..self.blocks.len()).rev() {
            while let Exit::Test { then, otherwise, raises: false } = self.exits[x] {
                let joined =
                    self.join(x, then, otherwise, false).or_else(|| self.join(x, otherwise, then, true));
                let Some((absorbed, cond, exit, shared)) = joined else { break };
                self.exits[absorbed.index()] = Exit::End;
                self.conds[x] = cond;
                self.exits[x] = exit;
                self.entered[shared.index()] -= 1;
            }
        }
    }

    /// Absorbs the test of `n` into that of `x`, whose other target is `t`. `on_false`: `n` is where `x` goes when false.
    fn join(&self, x: usize, n: Block, t: Block, on_false: bool) -> Option<(Block, Cond, Exit, Block)> {
        let info = &self.blocks[n.index()];
        let Exit::Test { then, otherwise, raises: false } = self.exits[n.index()] else { return None };
        if n.index() == x || n.0 == 0 || self.entered[n.index()] != 1 || !info.silent {
            return None;
        }
        // A test in another line stays a statement of its own where that costs no jump.
        let same_line = info.test_line == self.blocks[x].test_line;
        let (first, second) = (self.conds[x].clone(), self.conds[n.index()].clone());
        let enters_loop = |b: usize| {
            (b..self.blocks.len()).any(|p| self.targets(Block(p as u32)).iter().any(|s| s.index() == b))
        };
        if !same_line && (self.entered[t.index()] != 2 || enters_loop(x)) {
            return None;
        }
        let both = |a: Cond, b: Cond, or: bool| {
            if or { Cond::Or(Box::new(a), Box::new(b)) } else { Cond::And(Box::new(a), Box::new(b)) }
        };
        let test = |then, otherwise| Exit::Test { then, otherwise, raises: false };
        let (cond, exit) = match (on_false, then == t, otherwise == t) {
            (_, true, true) => return None,
            (false, false, true) => (both(first, second, false), test(then, t)),
            (false, true, false) => (both(first, second.not(), false), test(otherwise, t)),
            (true, true, false) => (both(first, second, true), test(t, otherwise)),
            (true, false, true) => (both(first, second.not(), true), test(t, then)),
            (_, false, false) => return None,
        };
        Some((n, cond, exit, t))
    }

    /// Reverse postorder and dominators (after Cooper, Harvey and Kennedy).
    pub fn order(&mut self) {
        let n = self.blocks.len();
        let mut seen = vec![false; n];
        let mut stack = vec![(Block(0), self.successors(Block(0)))];
        seen[0] = true;
        while let Some((b, rest)) = stack.last_mut() {
            match rest.pop() {
                Some(s) if !std::mem::replace(&mut seen[s.index()], true) => {
                    let next = self.successors(s);
                    stack.push((s, next));
                }
                Some(_) => {}
                None => {
                    self.order.push(*b);
                    stack.pop();
                }
            }
        }
        self.order.reverse();
        for (i, b) in self.order.iter().enumerate() {
            self.number[b.index()] = Some(i);
        }
        let mut preds = vec![Vec::new(); self.order.len()];
        for &b in &self.order {
            for s in self.successors(b) {
                preds[self.at(s)].push(self.at(b));
            }
        }
        let mut dominator = vec![usize::MAX; self.order.len()];
        dominator[0] = 0;
        let mut changed = true;
        while changed {
            changed = false;
            for i in 1..dominator.len() {
                let mut new = usize::MAX;
                for &p in preds[i].iter().filter(|&&p| dominator[p] != usize::MAX) {
                    new = if new == usize::MAX { p } else { meet(&dominator, new, p) };
                }
                if dominator[i] != new {
                    dominator[i] = new;
                    changed = true;
                }
            }
        }
        for (i, &d) in dominator.iter().enumerate().skip(1) {
            let (b, d) = (self.order[i], self.order[d]);
            self.dominator[b.index()] = Some(d);
            self.children[d.index()].push(b);
        }
        self.measure(&dominator);
    }

    /// Sizes of dominated regions, and which of them nothing but ends leave.
    fn measure(&mut self, dominator: &[usize]) {
        let n = self.order.len();
        let mut depth = vec![0usize; n];
        for i in 1..n {
            depth[i] = depth[dominator[i]] + 1;
        }
        // The depth of the smallest region that has both ends of each edge: the least of them.
        let mut least: Vec<usize> = (0..n)
            .map(|i| {
                let above = |s: Block| match self.dominates(s, self.order[i]) {
                    true => depth[self.at(s)],
                    false => depth[self.at(s)] - 1,
                };
                self.successors(self.order[i]).into_iter().map(above).min().unwrap_or(usize::MAX)
            })
            .collect();
        for i in (0..n).rev() {
            let b = self.order[i];
            self.terminal[b.index()] = least[i] >= depth[i];
            if i > 0 {
                let d = dominator[i];
                self.size[self.order[d].index()] += self.size[b.index()];
                least[d] = least[d].min(least[i]);
            }
        }
    }

    pub fn at(&self, b: Block) -> usize {
        self.number[b.index()].expect("a block that takes part")
    }

    pub fn dominates(&self, a: Block, mut b: Block) -> bool {
        while self.at(b) > self.at(a) {
            b = self.dominator[b.index()].expect("only the entry has none");
        }
        a == b
    }

    /// Natural loops, inner ones first.
    pub fn find_loops(&mut self) {
        let mut preds = vec![Vec::new(); self.blocks.len()];
        for &b in &self.order {
            for s in self.successors(b) {
                preds[s.index()].push(b);
                if self.at(s) <= self.at(b) && self.dominates(s, b) {
                    self.back_edges[s.index()].push(b);
                }
            }
        }
        for i in (0..self.order.len()).rev() {
            let header = self.order[i];
            if self.back_edges[header.index()].is_empty() {
                continue;
            }
            self.is_header[header.index()] = true;
            self.loop_of[header.index()] = Some(header);
            let mut work = self.back_edges[header.index()].clone();
            while let Some(b) = work.pop() {
                // The outermost loop around the block as far as is known: all of it is inside.
                let mut at = b;
                match self.loop_of[b.index()] {
                    None => self.loop_of[b.index()] = Some(header),
                    Some(mut inner) => {
                        while let Some(o) = self.outer[inner.index()] {
                            inner = o;
                        }
                        if inner == header {
                            continue;
                        }
                        self.outer[inner.index()] = Some(header);
                        at = inner;
                    }
                }
                work.extend(preds[at.index()].iter().copied().filter(|p| *p != header));
            }
        }
    }

    pub fn is_in_loop(&self, b: Block, header: Block) -> bool {
        let mut at = self.loop_of[b.index()];
        while let Some(h) = at {
            if h == header {
                return true;
            }
            at = self.outer[h.index()];
        }
        false
    }

    /// The outermost loop around `x` that `y` is outside of.
    fn left_loop(&self, x: Block, y: Block) -> Option<Block> {
        let mut left = None;
        let mut at = self.loop_of[x.index()];
        while let Some(h) = at {
            if self.is_in_loop(y, h) {
                break;
            }
            left = Some(h);
            at = self.outer[h.index()];
        }
        left
    }

    /// Decides where each block stands.
    pub fn place(&mut self) {
        let mut entered = vec![0u32; self.blocks.len()];
        for &b in &self.order {
            let mut successors = self.successors(b);
            successors.sort_unstable();
            // Cases of one arm.
            successors.dedup();
            for s in successors {
                let back = self.at(s) <= self.at(b) && self.dominates(s, b);
                entered[s.index()] += u32::from(!back);
            }
        }
        let mut single_exits: Vec<Vec<Block>> = vec![Vec::new(); self.blocks.len()];
        for i in 1..self.order.len() {
            let y = self.order[i];
            let x = self.dominator[y.index()].expect("only the entry has none");
            let left = self.left_loop(x, y);
            match (entered[y.index()] > 1, left) {
                (true, None) => self.placement[y.index()] = Placement::AtDominator,
                (true, Some(h)) => self.put_behind(y, h),
                (false, None) => {}
                (false, Some(h)) => single_exits[h.index()].push(y),
            }
        }
        for i in 0..self.order.len() {
            let header = self.order[i];
            let exits = &single_exits[header.index()];
            if let Some(y) = self.main_exit(header, exits) {
                self.put_behind(y, header);
            }
            let first = self.natural_exit(header).map(|(y, _)| y);
            let number = &self.number;
            self.behind[header.index()].sort_by_key(|&b| (Some(b) != first, number[b.index()]));
        }
    }

    fn put_behind(&mut self, y: Block, header: Block) {
        self.placement[y.index()] = Placement::Behind(header);
        self.behind[header.index()].push(y);
    }

    /// The target outside of a loop of the first test on the way that control always takes, and whether the loop starts
    /// with that test.
    fn natural_exit(&self, header: Block) -> Option<(Block, bool)> {
        let mut at = header;
        loop {
            let next = match self.exits[at.index()] {
                Exit::Goto(to) => to,
                Exit::Test { otherwise, raises: true, .. } => otherwise,
                Exit::Test { then, otherwise, raises: false } => {
                    let outside = |b: &Block| !self.blocks[b.index()].ladder && !self.is_in_loop(*b, header);
                    return [then, otherwise].into_iter().find(outside).map(|b| (b, at == header));
                }
                _ => return None,
            };
            if self.number[next.index()].is_none()
                || self.at(next) <= self.at(at)
                || !self.is_in_loop(next, header)
            {
                return None;
            }
            at = next;
        }
    }

    /// Of the exits that one edge enters, the one that stands behind the loop.
    fn main_exit(&self, header: Block, exits: &[Block]) -> Option<Block> {
        let joins = !self.behind[header.index()].is_empty();
        let short =
            |y: Block| self.children[y.index()].is_empty() && matches!(self.exits[y.index()], Exit::Goto(_));
        match self.natural_exit(header) {
            Some((y, starts)) if exits.contains(&y) => {
                // What other exits lead to stands behind the loop already.
                (starts || !joins || !short(y)).then_some(y)
            }
            _ if joins => None,
            _ => exits
                .iter()
                .copied()
                .max_by_key(|y| (!self.terminal[y.index()], self.size[y.index()], self.number[y.index()])),
        }
    }

    /// The steps of the ladder that stand at the end, in order; the others move to the one edge that enters them.
    pub fn plan_ladder(&mut self) -> Vec<Block> {
        let mut kept: Vec<Block> = Vec::new();
        for b in (0..self.blocks.len() as u32).rev().map(Block) {
            let info = &self.blocks[b.index()];
            if !info.ladder || self.entered[b.index()] == 0 && b.0 != 0 {
                continue;
            }
            let falls = matches!(self.exits[b.index()], Exit::Goto(t) if kept.last() == Some(&t));
            if info.tiny || self.entered[b.index()] == 1 && !falls {
                self.moved[b.index()] = true;
            } else {
                kept.push(b);
            }
        }
        kept.reverse();
        kept
    }
}

fn meet(dominator: &[usize], mut a: usize, mut b: usize) -> usize {
    while a != b {
        if a > b {
            a = dominator[a];
        } else {
            b = dominator[b];
        }
    }
    a
}

//! Finds statements in a control-flow graph: `if`, loops, `break`, `continue`; what remains are jumps to labels.
//!
//! Each block is printed once. A block that only one edge enters stands where that edge is; one that several enter stands
//! after the statement of the block that dominates it, which is where C's statements lead by themselves. A loop's exits
//! stand behind it. A jump to what comes next anyway is nothing, one to the end of the loop is `break` or `continue`, and
//! only others need a label. (After Ramsey, "Beyond Relooper", 2022, with `goto` for exits of several levels.)
//!
//! Steps of the error exit, which release something and go on to the next step, do not take part: they stand at the end of
//! the function as one ladder, or where their only edge is.
//!
//! ```text
//! b0: goto b1
//! b1: branch c ? b2 : b3     →     while (c) {
//! b2: …; goto b1                       …
//! b3: return                       }
//!                                  return;
//! ```
//!
//! Guarantees: for every graph, the tree has its paths, each block but for those that are [`Info::tiny`] once. Recursion is
//! as deep as statements are nested.

use pyxide_mir::Block;

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
    fn not(self) -> Cond {
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

/// A statement, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// The operations of a block.
    Block(Block),
    If {
        cond: Cond,
        then: Vec<Node>,
        otherwise: Vec<Node>,
    },
    /// The choice at the end of a block; each arm with the indices of its cases (the last index is the default).
    Switch {
        of: Block,
        arms: Vec<(Vec<usize>, Vec<Node>)>,
    },
    Loop(Loop),
    Label(Block),
    Goto(Block),
    Break,
    Continue,
    /// A block's way out of the function.
    End(Block),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loop {
    pub shape: Shape,
    pub body: Vec<Node>,
    /// The block that `continue` goes to, if it is not the start of the body: it moves the counter on.
    pub step: Option<Block>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    Forever,
    While(Cond),
    DoWhile(Cond),
}

/// The statements of a function.
pub struct Structure {
    pub nodes: Vec<Node>,
    /// Where among them the ladder of error exits starts.
    pub exits: usize,
}

/// The statements of a function whose blocks are numbered from the entry, 0.
pub fn structure(blocks: &[Info]) -> Structure {
    let mut graph = Graph::of(blocks);
    graph.join_conditions();
    graph.order();
    graph.find_loops();
    graph.place();
    let kept = graph.plan_ladder();
    let mut nodes = Vec::new();
    graph.sequence(Block(0), false, &mut nodes, Context::default());
    if let (Some(Node::Goto(to)), Some(first)) = (nodes.last(), kept.first())
        && to == first
    {
        nodes.pop();
    }
    let mut ladder = Vec::new();
    for (i, &step) in kept.iter().enumerate() {
        ladder.push(Node::Label(step));
        ladder.push(Node::Block(step));
        graph.after_step(step, kept.get(i + 1).copied(), &mut ladder);
    }
    let mut used = Vec::new();
    collect_jumps(&nodes, &mut used);
    collect_jumps(&ladder, &mut used);
    used.sort_unstable();
    keep_labels(&mut nodes, &used);
    keep_labels(&mut ladder, &used);
    let exits = nodes.len();
    nodes.extend(ladder);
    Structure { nodes, exits }
}

/// Where jumps lead that need no label.
#[derive(Clone, Copy, Default)]
struct Context {
    /// What comes after the sequence.
    next: Option<Block>,
    breaks: Option<Block>,
    continues: Option<Block>,
}

/// Where the code of a block stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Placement {
    /// At the one edge that enters it.
    Inline,
    /// After the statement of the block that dominates it.
    AtDominator,
    /// After a loop.
    Behind(Block),
}

/// How an edge is printed.
enum Way {
    Inline(Block),
    Falls,
    Jump(Vec<Node>),
}

struct Graph<'a> {
    blocks: &'a [Info],
    exits: Vec<Exit>,
    conds: Vec<Cond>,
    /// Number of edges that enter each block, those of absorbed blocks left out.
    entered: Vec<u32>,
    /// Reverse postorder of what takes part, and each block's place in it.
    order: Vec<Block>,
    number: Vec<Option<usize>>,
    dominator: Vec<Option<Block>>,
    children: Vec<Vec<Block>>,
    /// Number of blocks dominated, and whether all of them only lead out of the function or to each other.
    size: Vec<usize>,
    terminal: Vec<bool>,
    is_header: Vec<bool>,
    /// Header of the innermost loop around a block (a header is in its own loop), and around a header's loop.
    loop_of: Vec<Option<Block>>,
    outer: Vec<Option<Block>>,
    back_edges: Vec<Vec<Block>>,
    placement: Vec<Placement>,
    behind: Vec<Vec<Block>>,
    /// Steps of the ladder that stand at their edge.
    moved: Vec<bool>,
}

impl<'a> Graph<'a> {
    fn of(blocks: &'a [Info]) -> Graph<'a> {
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
    fn targets(&self, b: Block) -> Vec<Block> {
        match &self.exits[b.index()] {
            Exit::End => vec![],
            Exit::Goto(t) => vec![*t],
            Exit::Test { then, otherwise, raises: true } => vec![*otherwise, *then],
            Exit::Test { then, otherwise, raises: false } => vec![*then, *otherwise],
            Exit::Switch(targets) => targets.clone(),
        }
    }

    /// Successors that are no steps of the ladder.
    fn successors(&self, b: Block) -> Vec<Block> {
        let mut all = self.targets(b);
        all.retain(|s| !self.blocks[s.index()].ladder);
        all
    }

    /// `branch a ? n : t` and `n: branch b ? s : t`, where `n` does nothing else, is `branch a && b ? s : t`.
    fn join_conditions(&mut self) {
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
    fn order(&mut self) {
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

    fn at(&self, b: Block) -> usize {
        self.number[b.index()].expect("a block that takes part")
    }

    fn dominates(&self, a: Block, mut b: Block) -> bool {
        while self.at(b) > self.at(a) {
            b = self.dominator[b.index()].expect("only the entry has none");
        }
        a == b
    }

    /// Natural loops, inner ones first.
    fn find_loops(&mut self) {
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

    fn is_in_loop(&self, b: Block, header: Block) -> bool {
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
    fn place(&mut self) {
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
    fn plan_ladder(&mut self) -> Vec<Block> {
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

    /// What follows a step of the ladder.
    fn after_step(&self, step: Block, next: Option<Block>, out: &mut Vec<Node>) {
        match self.exits[step.index()] {
            Exit::Goto(to) if Some(to) == next => {}
            Exit::Goto(to) => out.extend(self.jump(to, Context::default())),
            _ => out.push(Node::End(step)),
        }
    }

    fn jump(&self, to: Block, cx: Context) -> Vec<Node> {
        let info = &self.blocks[to.index()];
        if self.moved[to.index()] {
            let mut out = vec![Node::Block(to)];
            self.after_step(to, None, &mut out);
            return out;
        }
        if cx.continues == Some(to) {
            vec![Node::Continue]
        } else if cx.breaks == Some(to) {
            vec![Node::Break]
        } else if info.tiny {
            vec![Node::Block(to), Node::End(to)]
        } else {
            vec![Node::Goto(to)]
        }
    }

    fn way(&self, from: Block, to: Block, next: Option<Block>, cx: Context) -> Way {
        let back = self.number[to.index()].is_some() && self.at(to) <= self.at(from);
        let inline = !self.blocks[to.index()].ladder
            && !back
            && self.placement[to.index()] == Placement::Inline
            && self.dominator[to.index()] == Some(from);
        if inline {
            Way::Inline(to)
        } else if next == Some(to) {
            Way::Falls
        } else {
            Way::Jump(self.jump(to, cx))
        }
    }

    /// Prints `start` and what it dominates. `inside`: `start` is the header of the loop whose body this is. Answers
    /// whether control reaches the end.
    fn sequence(&self, start: Block, inside: bool, out: &mut Vec<Node>, cx: Context) -> bool {
        let mut pending: Vec<Block> = Vec::new();
        let (mut at, mut inside) = (start, inside);
        loop {
            let enters_loop = self.is_header[at.index()] && !inside;
            inside = false;
            let goes_on = if enters_loop {
                pending.extend(self.behind[at.index()].iter().rev());
                if out.last() != Some(&Node::Label(at)) {
                    out.push(Node::Label(at));
                }
                let node = self.looping(at, pending.last().copied().or(cx.next));
                let falls = leaves_loop(&node);
                out.push(Node::Loop(node));
                Err(falls)
            } else {
                let merges = self.children[at.index()].iter().rev();
                pending.extend(merges.filter(|y| self.placement[y.index()] == Placement::AtDominator));
                let next = pending.last().copied().or(cx.next);
                self.block(at, next, out, cx)
            };
            match goes_on {
                Ok(next) => at = next,
                Err(mut falls) => loop {
                    let Some(next) = pending.pop() else { return falls };
                    if self.blocks[next.index()].tiny && !falls {
                        falls = false;
                        continue;
                    }
                    out.push(Node::Label(next));
                    at = next;
                    break;
                },
            }
        }
    }

    /// Prints a block. `Ok`: goes on with this one; `Err`: whether control reaches the end.
    fn block(&self, at: Block, next: Option<Block>, out: &mut Vec<Node>, cx: Context) -> Result<Block, bool> {
        out.push(Node::Block(at));
        match &self.exits[at.index()] {
            Exit::End => {
                out.push(Node::End(at));
                Err(false)
            }
            Exit::Goto(to) => match self.way(at, *to, next, cx) {
                Way::Inline(to) => Ok(to),
                Way::Falls => Err(true),
                Way::Jump(jump) => {
                    out.extend(jump);
                    Err(false)
                }
            },
            &Exit::Test { then, otherwise, raises } => {
                self.test(at, (then, otherwise, raises), next, out, cx)
            }
            Exit::Switch(targets) => {
                let inner = Context { next, breaks: next, continues: cx.continues };
                let mut arms: Vec<(Vec<usize>, Vec<Node>)> = Vec::new();
                let mut done: Vec<(Block, usize)> = Vec::new();
                for (i, &to) in targets.iter().enumerate() {
                    if let Some(&(_, arm)) = done.iter().find(|(b, _)| *b == to) {
                        arms[arm].0.push(i);
                        continue;
                    }
                    done.push((to, arms.len()));
                    let mut arm = Vec::new();
                    let falls = match self.way(at, to, next, inner) {
                        Way::Inline(to) => self.sequence(to, false, &mut arm, inner),
                        Way::Falls => true,
                        Way::Jump(jump) => {
                            arm = jump;
                            false
                        }
                    };
                    if falls {
                        arm.push(Node::Break);
                    }
                    arms.push((vec![i], arm));
                }
                out.push(Node::Switch { of: at, arms });
                Err(true)
            }
        }
    }

    fn test(
        &self,
        at: Block,
        (then, otherwise, raises): (Block, Block, bool),
        next: Option<Block>,
        out: &mut Vec<Node>,
        cx: Context,
    ) -> Result<Block, bool> {
        let cond = self.conds[at.index()].clone();
        let branch = |cond: Cond, then: Vec<Node>, otherwise: Vec<Node>| Node::If { cond, then, otherwise };
        let mut then_way = self.way(at, then, next, cx);
        if raises && matches!(then_way, Way::Falls) {
            then_way = Way::Jump(self.jump(then, cx));
        }
        match (then_way, self.way(at, otherwise, next, cx)) {
            (Way::Falls, Way::Falls) => Err(true),
            (Way::Jump(jump), way) => {
                out.push(branch(cond, jump, vec![]));
                match way {
                    Way::Inline(other) => Ok(other),
                    Way::Falls => Err(true),
                    Way::Jump(jump) => {
                        out.extend(jump);
                        Err(false)
                    }
                }
            }
            (Way::Falls, Way::Jump(jump)) => {
                out.push(branch(cond.not(), jump, vec![]));
                Err(true)
            }
            (Way::Inline(then), Way::Jump(jump)) if !raises => {
                out.push(branch(cond.not(), jump, vec![]));
                Ok(then)
            }
            (Way::Inline(then), Way::Jump(jump)) => {
                let (arm, falls) = self.arm(then, next, cx);
                if falls {
                    out.push(branch(cond, arm, jump));
                } else {
                    out.push(branch(cond, arm, vec![]));
                    out.extend(jump);
                }
                Err(falls)
            }
            (Way::Inline(then), Way::Falls) => {
                let (arm, _) = self.arm(then, next, cx);
                out.push(branch(cond, arm, vec![]));
                Err(true)
            }
            (Way::Falls, Way::Inline(other)) => {
                let (arm, _) = self.arm(other, next, cx);
                out.push(branch(cond.not(), arm, vec![]));
                Err(true)
            }
            (Way::Inline(then), Way::Inline(other)) => {
                let swap = !raises && self.comes_first(other, then);
                let (first, second) = if swap { (other, then) } else { (then, other) };
                let cond = if swap { cond.not() } else { cond };
                // What releases something on the way to a handler jumps there, so that the rest is not nested.
                let steps = raises && self.children[first.index()].is_empty();
                let next =
                    if steps && matches!(self.exits[first.index()], Exit::Goto(_)) { None } else { next };
                // Code that leaves the sequence needs no `else` behind it, and is best printed first.
                let (arm, falls) = self.arm(first, next, cx);
                if !falls {
                    out.push(branch(cond, arm, vec![]));
                    return Ok(second);
                }
                let (other_arm, other_falls) = self.arm(second, next, cx);
                if !other_falls && !raises {
                    out.push(branch(cond.not(), other_arm, vec![]));
                    out.extend(arm);
                } else {
                    out.push(branch(cond, arm, other_arm));
                }
                Err(true)
            }
        }
    }

    /// Whether of two arms `a` is better printed before `b`: what ends goes before what goes on, else as in the source.
    fn comes_first(&self, a: Block, b: Block) -> bool {
        let (ia, ib) = (&self.blocks[a.index()], &self.blocks[b.index()]);
        let key = |ends: bool, line: u32, size: usize| (!ends, line, size);
        key(self.terminal[a.index()], ia.line, self.size[a.index()])
            < key(self.terminal[b.index()], ib.line, self.size[b.index()])
    }

    fn arm(&self, start: Block, next: Option<Block>, cx: Context) -> (Vec<Node>, bool) {
        let mut arm = Vec::new();
        let falls = self.sequence(start, false, &mut arm, Context { next, ..cx });
        (arm, falls)
    }

    fn looping(&self, header: Block, behind: Option<Block>) -> Loop {
        let step = match self.back_edges[header.index()][..] {
            [latch] if self.blocks[latch.index()].step && latch != header => {
                (self.placement[latch.index()] == Placement::AtDominator).then_some(latch)
            }
            _ => None,
        };
        let start = step.unwrap_or(header);
        let mut body = Vec::new();
        let cx = Context { next: Some(header), breaks: behind, continues: Some(start) };
        self.sequence(header, true, &mut body, cx);
        let step = step.filter(|&k| {
            let last = body.len().saturating_sub(2);
            let ends = matches!(body[last..], [Node::Label(a), Node::Block(b)] if a == k && b == k);
            if ends {
                body.truncate(last);
                // Jumps that `continue` does not cover need the label.
                if jumps_to(&body, k) {
                    body.push(Node::Label(k));
                }
            } else {
                replace_continue(&mut body, k);
            }
            ends
        });
        let silent =
            body.iter().take_while(|n| matches!(n, Node::Block(b) if self.blocks[b.index()].silent)).count();
        let is_plain =
            |cond: &Cond| !matches!(self.exits[cond.first().index()], Exit::Test { raises: true, .. });
        if let Some(Node::If { cond, then, otherwise }) = body.get(silent)
            && then[..] == [Node::Break]
            && otherwise.is_empty()
            && is_plain(cond)
        {
            let cond = cond.clone().not();
            return Loop { shape: Shape::While(cond), body: body.split_off(silent + 1), step };
        }
        if let Some(Node::If { cond, then, otherwise }) = body.last()
            && then[..] == [Node::Break]
            && otherwise.is_empty()
            && is_plain(cond)
            && step.is_none()
            && !continues(&body)
            && !breaks(&body[..body.len() - 1])
        {
            let cond = cond.clone().not();
            body.pop();
            return Loop { shape: Shape::DoWhile(cond), body, step: None };
        }
        Loop { shape: Shape::Forever, body, step }
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

/// The sequences inside a node.
pub fn parts(node: &Node) -> Vec<&Vec<Node>> {
    match node {
        Node::If { then, otherwise, .. } => vec![then, otherwise],
        Node::Switch { arms, .. } => arms.iter().map(|(_, arm)| arm).collect(),
        Node::Loop(l) => vec![&l.body],
        _ => vec![],
    }
}

fn parts_mut(node: &mut Node) -> Vec<&mut Vec<Node>> {
    match node {
        Node::If { then, otherwise, .. } => vec![then, otherwise],
        Node::Switch { arms, .. } => arms.iter_mut().map(|(_, arm)| arm).collect(),
        Node::Loop(l) => vec![&mut l.body],
        _ => vec![],
    }
}

/// Whether the sequence, a loop's body, has a `break` of that loop.
fn breaks(nodes: &[Node]) -> bool {
    nodes.iter().any(|n| match n {
        Node::Break => true,
        Node::If { then, otherwise, .. } => breaks(then) || breaks(otherwise),
        _ => false,
    })
}

/// Whether control gets behind the loop.
fn leaves_loop(l: &Loop) -> bool {
    l.shape != Shape::Forever || breaks(&l.body)
}

/// Whether control may reach the end of the sequence.
pub fn falls(nodes: &[Node]) -> bool {
    match nodes.last() {
        Some(Node::Goto(_) | Node::Break | Node::Continue | Node::End(_)) => false,
        Some(Node::If { then, otherwise, .. }) => falls(then) || falls(otherwise),
        Some(Node::Loop(l)) => leaves_loop(l),
        _ => true,
    }
}

/// Whether the sequence, a loop's body, has a `continue` of that loop.
pub fn continues(nodes: &[Node]) -> bool {
    nodes.iter().any(|n| match n {
        Node::Continue => true,
        Node::Loop(_) => false,
        other => parts(other).into_iter().any(|p| continues(p)),
    })
}

fn replace_continue(nodes: &mut [Node], with: Block) {
    for n in nodes {
        match n {
            Node::Continue => *n = Node::Goto(with),
            Node::Loop(_) => {}
            other => parts_mut(other).into_iter().for_each(|p| replace_continue(p, with)),
        }
    }
}

fn jumps_to(nodes: &[Node], to: Block) -> bool {
    nodes.iter().any(|n| *n == Node::Goto(to) || parts(n).into_iter().any(|p| jumps_to(p, to)))
}

fn collect_jumps(nodes: &[Node], to: &mut Vec<Block>) {
    for n in nodes {
        match n {
            Node::Goto(b) => to.push(*b),
            other => parts(other).into_iter().for_each(|p| collect_jumps(p, to)),
        }
    }
}

fn keep_labels(nodes: &mut Vec<Node>, used: &[Block]) {
    nodes.retain(|n| !matches!(n, Node::Label(b) if used.binary_search(b).is_err()));
    for n in nodes {
        parts_mut(n).into_iter().for_each(|p| keep_labels(p, used));
    }
}

#[cfg(test)]
#[path = "structure_tests.rs"]
mod tests;

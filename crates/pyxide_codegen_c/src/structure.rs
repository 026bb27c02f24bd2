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

use crate::graph::{Cond, Exit, Graph, Info, Placement};
use pyxide_mir::Block;

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

/// How an edge is printed.
enum Way {
    Inline(Block),
    Falls,
    Jump(Vec<Node>),
}

impl Graph<'_> {
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
pub fn breaks(nodes: &[Node]) -> bool {
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

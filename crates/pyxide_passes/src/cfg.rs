//! Control-flow clean-up: unreachable blocks go, empty blocks are jumped over, straight lines become one block.
//!
//! ```text
//! b0: goto b1        b0: r0 = …
//! b1: r0 = …    →        return r0
//!     return r0
//! ```

use pyxide_mir::{Block, Function, Stage, Terminator};

/// The predecessors of each block.
pub struct Predecessors {
    /// Where those of each block start in `all`, and the end of the last.
    start: Vec<u32>,
    all: Vec<Block>,
}

impl Predecessors {
    /// Handlers count as successors while exceptions are implicit.
    pub fn of(f: &Function) -> Predecessors {
        let mut start = vec![0u32; f.blocks.len() + 1];
        for b in f.block_ids() {
            successors(f, b).for_each(|s| start[s.index()] += 1);
        }
        let mut sum = 0;
        for n in &mut start {
            sum += *n;
            *n = sum;
        }
        let mut all = vec![Block(0); sum as usize];
        // From the end, so that each list is in the order of the blocks.
        for b in f.block_ids().rev() {
            for s in successors(f, b) {
                start[s.index()] -= 1;
                all[start[s.index()] as usize] = b;
            }
        }
        Predecessors { start, all }
    }

    pub fn to(&self, b: Block) -> &[Block] {
        &self.all[self.start[b.index()] as usize..self.start[b.index() + 1] as usize]
    }
}

/// Successors, with the handler while exceptions are implicit.
pub fn successors(f: &Function, b: Block) -> impl DoubleEndedIterator<Item = Block> + '_ {
    let data = f.block(b);
    data.term.successors().chain(data.handler.filter(|_| f.stage == Stage::Built))
}

/// Blocks in reverse postorder from the entry. Error edges are followed first and so come last: the main path is
/// printed as one run and the error exits stand at the end.
pub fn reverse_postorder(f: &Function) -> Vec<Block> {
    let mut order = Vec::with_capacity(f.blocks.len());
    let mut seen = vec![false; f.blocks.len()];
    seen[0] = true;
    let mut stack = vec![(Block(0), successors(f, Block(0)))];
    while let Some((b, rest)) = stack.last_mut() {
        // The last one is visited first, and so ends up last among them.
        match rest.next_back() {
            Some(s) if !seen[s.index()] => {
                seen[s.index()] = true;
                stack.push((s, successors(f, s)));
            }
            Some(_) => {}
            None => {
                order.push(*b);
                stack.pop();
            }
        }
    }
    order.reverse();
    order
}

pub fn simplify(f: &mut Function) {
    thread_jumps(f);
    merge_lines(f);
    drop_unreachable(f);
}

/// Jumps to an empty block that only jumps on go to its target.
fn thread_jumps(f: &mut Function) {
    if !f.blocks.iter().any(|data| data.ops.is_empty() && matches!(data.term, Terminator::Goto(_))) {
        return;
    }
    let target: Vec<Block> = f
        .block_ids()
        .map(|start| {
            let mut at = start;
            // A cycle of empty blocks is an endless loop of the user's; stop after as many steps as there are blocks.
            for _ in 0..f.blocks.len() {
                let data = f.block(at);
                match data.term {
                    Terminator::Goto(next) if data.ops.is_empty() && next != at => at = next,
                    _ => break,
                }
            }
            at
        })
        .collect();
    for b in 0..f.blocks.len() {
        f.blocks[b].term.map_successors(|s| target[s.index()]);
    }
}

/// Appends a block to its only predecessor when that one only jumps to it.
fn merge_lines(f: &mut Function) {
    let mut count = vec![0u32; f.blocks.len()];
    count[0] = 1;
    for b in f.block_ids() {
        for s in successors(f, b) {
            count[s.index()] += 1;
        }
    }
    let mut gone = vec![false; f.blocks.len()];
    for b in f.block_ids() {
        if gone[b.index()] {
            continue;
        }
        while let Terminator::Goto(next) = f.block(b).term {
            let (data, next_data) = (f.block(b), f.block(next));
            let same = f.stage != Stage::Built || data.handler == next_data.handler;
            if next == b
                || next == Block(0)
                || count[next.index()] != 1
                || data.nogil != next_data.nogil
                || !same
            {
                break;
            }
            let next_data = f.block_mut(next);
            let ops = std::mem::take(&mut next_data.ops);
            let term = std::mem::replace(&mut next_data.term, Terminator::Unreachable);
            let term_span = next_data.term_span;
            gone[next.index()] = true;
            let data = f.block_mut(b);
            data.ops.extend(ops);
            data.term = term;
            data.term_span = term_span;
        }
    }
}

fn drop_unreachable(f: &mut Function) {
    let order = reverse_postorder(f);
    let mut new_id = vec![None; f.blocks.len()];
    for (i, b) in order.iter().enumerate() {
        new_id[b.index()] = Some(Block(i as u32));
    }
    let blocks = std::mem::replace(&mut f.blocks, Vec::with_capacity(order.len()));
    let mut old: Vec<_> = blocks.into_iter().map(Some).collect();
    for b in &order {
        let mut data = old[b.index()].take().expect("each reachable block is listed once");
        data.term
            .map_successors(|s| new_id[s.index()].expect("successors of reachable blocks are reachable"));
        data.handler =
            if f.stage == Stage::Built { data.handler.and_then(|h| new_id[h.index()]) } else { None };
        f.blocks.push(data);
    }
}

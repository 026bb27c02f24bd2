//! Small graphs and the statements found in them.
//!
//! A block is `goto N`, `if T else F`, `raise E else N` (a test for an exception), `switch A B … D` or `end`; marks before it:
//! `.` prints nothing, `-` is a step of the error exit, `+` moves a counter, `=` is short.

use super::*;

fn infos(text: &str) -> Vec<Info> {
    let block = |word: &str| Block(word.parse().expect("a block's number"));
    text.lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .enumerate()
        .map(|(line, l)| {
            let marks: String = l.chars().take_while(|c| !c.is_alphabetic()).collect();
            let words: Vec<&str> = l[marks.len()..].split_whitespace().collect();
            let exit = match words[..] {
                ["goto", to] => Exit::Goto(block(to)),
                ["if", then, "else", otherwise] => {
                    Exit::Test { then: block(then), otherwise: block(otherwise), raises: false }
                }
                ["raise", then, "else", otherwise] => {
                    Exit::Test { then: block(then), otherwise: block(otherwise), raises: true }
                }
                ["switch", ref targets @ ..] => Exit::Switch(targets.iter().map(|t| block(t)).collect()),
                _ => Exit::End,
            };
            let has = |mark| marks.contains(mark);
            let line = if has('.') { 1 } else { line as u32 + 1 };
            Info {
                exit,
                silent: has('.'),
                ladder: has('-'),
                tiny: has('='),
                step: has('+'),
                line,
                test_line: 1,
            }
        })
        .collect()
}

fn cond(c: &Cond) -> String {
    match c {
        Cond::Test(b) => format!("t{}", b.0),
        Cond::Not(c) => format!("!{}", cond(c)),
        Cond::And(a, b) => format!("({} && {})", cond(a), cond(b)),
        Cond::Or(a, b) => format!("({} || {})", cond(a), cond(b)),
    }
}

fn text(nodes: &[Node]) -> String {
    let mut words = Vec::new();
    for n in nodes {
        words.push(match n {
            Node::Block(b) => format!("{}", b.0),
            Node::If { cond: c, then, otherwise } if otherwise.is_empty() => {
                format!("if {} {{ {} }}", cond(c), text(then))
            }
            Node::If { cond: c, then, otherwise } => {
                format!("if {} {{ {} }} else {{ {} }}", cond(c), text(then), text(otherwise))
            }
            Node::Switch { arms, .. } => {
                let arms: Vec<String> = arms.iter().map(|(i, arm)| format!("{i:?} {}", text(arm))).collect();
                format!("switch {{ {} }}", arms.join("; "))
            }
            Node::Loop(l) => {
                let step = l.step.map_or(String::new(), |b| format!(" step {}", b.0));
                let body = text(&l.body);
                match &l.shape {
                    Shape::Forever => format!("loop{step} {{ {body} }}"),
                    Shape::While(c) => format!("while {}{step} {{ {body} }}", cond(c)),
                    Shape::DoWhile(c) => format!("do {{ {body} }} while {}", cond(c)),
                }
            }
            Node::Label(b) => format!("L{}:", b.0),
            Node::Goto(b) => format!("goto L{}", b.0),
            Node::Break => "break".into(),
            Node::Continue => "continue".into(),
            Node::End(_) => "end".into(),
        });
    }
    words.join(" ")
}

#[track_caller]
fn check(graph: &str, expected: &str) {
    assert_eq!(text(&structure(&infos(graph)).nodes), expected);
}

#[test]
fn choices() {
    check("if 1 else 2\n goto 3\n goto 3\n end", "0 if t0 { 1 } else { 2 } 3 end");
    check("if 1 else 2\n goto 2\n end", "0 if t0 { 1 } 2 end");
    // What leaves needs no `else` behind it.
    check("if 1 else 2\n end\n end", "0 if t0 { 1 end } 2 end");
    check("if 1 else 2\n goto 4\n if 3 else 4\n goto 4\n end", "0 if t0 { 1 } else { 2 if t2 { 3 } } 4 end");
}

#[test]
fn conditions_are_joined() {
    check("if 1 else 3\n .if 2 else 3\n goto 4\n goto 4\n end", "0 if (t0 && t1) { 2 } else { 3 } 4 end");
    check("if 2 else 1\n .if 2 else 3\n goto 4\n goto 4\n end", "0 if (t0 || t1) { 2 } else { 3 } 4 end");
    check("if 1 else 2\n .if 3 else 2\n .if 3 else 4\n end\n end", "0 if ((t0 && t1) || t2) { 3 end } 4 end");
    // A block that does something is not a part of a condition.
    check("if 1 else 3\n if 2 else 3\n end\n end", "0 if t0 { 1 if t1 { 2 end } } 3 end");
}

#[test]
fn loops() {
    check("goto 1\n .if 2 else 3\n goto 1\n end", "0 while t1 { 2 } 3 end");
    check("goto 1\n goto 2\n if 1 else 3\n end", "0 do { 1 2 } while t2 3 end");
    check("goto 1\n goto 1", "0 loop { 1 }");
    // A test in the middle, and `continue`.
    check(
        "goto 1\n if 2 else 3\n if 1 else 4\n end\n goto 1",
        "0 loop { 1 if !t1 { break } 2 if !t2 { 4 } } 3 end",
    );
    // Nested, with a jump out of both.
    check(
        "goto 1\n .if 2 else 6\n goto 3\n .if 4 else 1\n if 5 else 3\n goto 6\n end",
        "0 while t1 { 2 while t3 { 4 if t4 { 5 goto L6 } } } L6: 6 end",
    );
    // The step that `continue` goes to.
    check(
        "goto 1\n .if 2 else 5\n if 4 else 3\n goto 4\n +goto 1\n end",
        "0 while t1 step 4 { 2 if !t2 { 3 } } 5 end",
    );
    // `else` of a loop.
    check(
        "goto 1\n .if 2 else 4\n if 3 else 1\n goto 5\n goto 5\n end",
        "0 while t1 { 2 if t2 { 3 goto L5 } } 4 L5: 5 end",
    );
}

#[test]
fn error_exits() {
    // Steps that one edge enters stand there unless they fall into the next one.
    check(
        "raise 5 else 1\n raise 4 else 2\n raise 4 else 3\n end\n -goto 5\n -end",
        "0 if t0 { goto L5 } 1 if t1 { goto L4 } 2 if t2 { goto L4 } 3 end L4: 4 L5: 5 end",
    );
    check(
        "raise 5 else 1\n raise 3 else 2\n raise 4 else 6\n -goto 5\n -goto 5\n -end\n end",
        "0 if t0 { goto L5 } 1 if t1 { 3 goto L5 } 2 if t2 { goto L4 } 6 end L4: 4 L5: 5 end",
    );
    // A handler in a loop, which two tests lead to.
    check(
        "goto 1\n .if 2 else 6\n raise 4 else 3\n raise 4 else 1\n if 1 else 5\n end\n end",
        "0 while t1 { 2 if t2 { goto L4 } 3 if t3 { goto L4 } continue L4: 4 if !t4 { 5 end } } 6 end",
    );
    check("raise 2 else 1\n =end\n -=end", "0 if t0 { 2 end } 1 end");
}

#[test]
fn switches() {
    check("switch 1 2 1 3\n goto 3\n end\n end", "0 switch { [0, 2] 1 break; [1] 2 end; [3] break } 3 end");
}

#[test]
fn graphs_without_structure() {
    // A loop with two entries.
    check(
        "if 1 else 2\n goto 2\n if 1 else 3\n end",
        "0 if t0 { goto L1 } L2: 2 if !t2 { 3 end } L1: 1 goto L2",
    );
}

/// Follows a graph and its statements by the same sequence of choices; the blocks met must be the same.
#[test]
fn random_graphs_keep_their_paths() {
    let mut seed = 1u64;
    let mut random = move |n: u64| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) % n
    };
    for _ in 0..3000 {
        let n = 2 + random(9);
        let mut graph: Vec<Info> = Vec::new();
        for b in 0..n {
            let exit = match random(8) {
                0 => Exit::End,
                1..3 => Exit::Goto(Block(random(n - 1) as u32 + 1)),
                3 => Exit::Switch((0..3).map(|_| Block(random(n - 1) as u32 + 1)).collect()),
                _ => Exit::Test {
                    then: Block(random(n - 1) as u32 + 1),
                    otherwise: Block(random(n - 1) as u32 + 1),
                    raises: random(2) == 0,
                },
            };
            let raises = matches!(exit, Exit::Test { raises: true, .. });
            let silent = !raises && random(3) == 0;
            let step = matches!(exit, Exit::Goto(_)) && random(2) == 0 && !silent;
            let tiny = exit == Exit::End && random(2) == 0;
            let line = random(2) as u32;
            let info = Info { exit, silent, ladder: false, tiny, step, line, test_line: line };
            graph.push(if b == 0 { Info { silent: false, ..info } } else { info });
        }
        for b in (1..graph.len()).rev() {
            let on = match graph[b].exit {
                Exit::End => true,
                Exit::Goto(to) => to.index() > b && graph[to.index()].ladder,
                _ => false,
            };
            graph[b].ladder = on && random(3) == 0;
        }
        let nodes = structure(&graph).nodes;
        for _ in 0..8 {
            let choices: Vec<u64> = (0..40).map(|_| random(6)).collect();
            let (direct, printed) = (walk(&graph, &choices), run(&graph, &nodes, &choices));
            let shown: Vec<&Exit> = graph.iter().map(|i| &i.exit).collect();
            assert_eq!(direct, printed, "{shown:?}\n{}", text(&nodes));
        }
    }
}

/// The blocks met, and the tests with their results.
type Trace = Vec<(u32, u64)>;

fn walk(graph: &[Info], choices: &[u64]) -> Trace {
    let mut trace = Vec::new();
    let mut choices = choices.iter();
    let mut at = Block(0);
    for _ in 0..200 {
        let info = &graph[at.index()];
        if !info.silent {
            trace.push((at.0, 9));
        }
        match &info.exit {
            Exit::End => {
                trace.push((at.0, 8));
                break;
            }
            Exit::Goto(to) => at = *to,
            Exit::Test { then, otherwise, .. } if then == otherwise => at = *then,
            Exit::Test { then, otherwise, .. } => {
                let Some(c) = choices.next() else { break };
                trace.push((at.0, c % 2));
                at = if c % 2 == 1 { *then } else { *otherwise };
            }
            Exit::Switch(targets) => {
                let Some(c) = choices.next() else { break };
                let c = c % targets.len() as u64;
                trace.push((at.0, c));
                at = targets[c as usize];
            }
        }
    }
    trace.truncate(60);
    trace
}

enum Flow {
    Next,
    Break,
    Continue,
    Goto(Block),
    Stop,
}

struct Machine<'a> {
    graph: &'a [Info],
    choices: std::slice::Iter<'a, u64>,
    trace: Trace,
    steps: u32,
}

fn run(graph: &[Info], nodes: &[Node], choices: &[u64]) -> Trace {
    let mut m = Machine { graph, choices: choices.iter(), trace: vec![], steps: 0 };
    let mut flow = m.sequence(nodes, None);
    while let Flow::Goto(to) = flow {
        flow = m.sequence(nodes, Some(to));
    }
    m.trace.truncate(60);
    m.trace
}

impl Machine<'_> {
    /// Runs a sequence from its start or from a label in it.
    fn sequence(&mut self, nodes: &[Node], from: Option<Block>) -> Flow {
        let mut from = from;
        for n in nodes {
            if let Some(label) = from {
                if *n == Node::Label(label) {
                    from = None;
                    continue;
                }
                if !has_label(n, label) {
                    continue;
                }
            }
            let flow = self.node(n, from.take());
            if !matches!(flow, Flow::Next) {
                return flow;
            }
        }
        Flow::Next
    }

    fn node(&mut self, n: &Node, from: Option<Block>) -> Flow {
        self.steps += 1;
        if self.steps > 2000 {
            return Flow::Stop;
        }
        match n {
            Node::Block(b) => {
                if !self.graph[b.index()].silent {
                    self.trace.push((b.0, 9));
                }
                Flow::Next
            }
            Node::If { then, otherwise, cond } => {
                let chosen = match from {
                    Some(label) => then.iter().any(|n| *n == Node::Label(label) || has_label(n, label)),
                    None => match self.test(cond) {
                        Some(value) => value,
                        None => return Flow::Stop,
                    },
                };
                self.sequence(if chosen { then } else { otherwise }, from)
            }
            Node::Switch { of, arms } => {
                let arm = match from {
                    Some(label) => arms
                        .iter()
                        .position(|(_, a)| a.iter().any(|n| *n == Node::Label(label) || has_label(n, label))),
                    None => {
                        let Some(c) = self.choices.next() else { return Flow::Stop };
                        let count: usize = arms.iter().map(|(i, _)| i.len()).sum();
                        let c = c % count as u64;
                        self.trace.push((of.0, c));
                        arms.iter().position(|(i, _)| i.contains(&(c as usize)))
                    }
                };
                match self.sequence(&arms[arm.expect("some arm")].1, from) {
                    Flow::Break => Flow::Next,
                    Flow::Next => panic!("an arm falls through"),
                    other => other,
                }
            }
            Node::Loop(l) => self.looping(l, from),
            Node::Label(_) => Flow::Next,
            Node::Goto(to) => Flow::Goto(*to),
            Node::Break => Flow::Break,
            Node::Continue => Flow::Continue,
            Node::End(b) => {
                self.trace.push((b.0, 8));
                Flow::Stop
            }
        }
    }

    fn looping(&mut self, l: &Loop, mut from: Option<Block>) -> Flow {
        loop {
            if from.is_none()
                && let Shape::While(cond) = &l.shape
            {
                match self.test(cond) {
                    None => return Flow::Stop,
                    Some(false) => return Flow::Next,
                    Some(true) => {}
                }
            }
            match self.sequence(&l.body, from.take()) {
                Flow::Next | Flow::Continue => {}
                Flow::Break => return Flow::Next,
                Flow::Goto(to) if l.body.iter().any(|n| *n == Node::Label(to) || has_label(n, to)) => {
                    from = Some(to);
                    self.steps += 1;
                    if self.steps > 2000 {
                        return Flow::Stop;
                    }
                    continue;
                }
                other => return other,
            }
            if let Some(step) = l.step {
                self.trace.push((step.0, 9));
            }
            if let Shape::DoWhile(cond) = &l.shape {
                match self.test(cond) {
                    None => return Flow::Stop,
                    Some(false) => return Flow::Next,
                    Some(true) => {}
                }
            }
            self.steps += 1;
            if self.steps > 2000 {
                return Flow::Stop;
            }
        }
    }

    fn test(&mut self, cond: &Cond) -> Option<bool> {
        Some(match cond {
            Cond::Test(b) => {
                let c = self.choices.next()? % 2;
                self.trace.push((b.0, c));
                c == 1
            }
            Cond::Not(c) => !self.test(c)?,
            Cond::And(a, b) => self.test(a)? && self.test(b)?,
            Cond::Or(a, b) => self.test(a)? || self.test(b)?,
        })
    }
}

fn has_label(n: &Node, label: Block) -> bool {
    parts(n).into_iter().flatten().any(|n| *n == Node::Label(label) || has_label(n, label))
}

//! Prints the statements of a function body from their structure, indented as they are nested.
//!
//! ```text
//! Loop(While(Test(b1)), [Block(b2)])      →      while (i < n) {
//!                                                    total += a[i];
//!                                                }
//! ```

use crate::expr::{CExpr, Prec};
use crate::func::FuncPrinter;
use crate::graph::{Cond, Exit, Info};
use crate::loops;
use crate::scopes;
use crate::stmt::{LINE, Raising, keeps_books, leaves};
use crate::structure::{Loop, Node, Shape, Structure, breaks, falls, structure};
use crate::values::connect;
use pyxide_diagnostics::{FileId, Span};
use pyxide_mir::{BinOp, Block, Const, Convention, Hint, OpKind, Operand, Reg, Rvalue, Terminator, UnOp};
use pyxide_types::{ErrorProtocol, Types};
use smallvec::SmallVec;
use std::fmt::Write;

/// Statements that such a line may hold beside the condition.
const BRIEF: usize = 4;

/// How an `if` that only leaves is printed: in one line, or what it guards in a line of its own.
enum Brief {
    Whole(String),
    Apart(String),
}

impl FuncPrinter<'_> {
    /// Finds the statements of the body, and what of them is printed in a special way.
    pub fn structure(&mut self) -> Structure {
        let found = structure(&self.infos());
        self.counted = loops::counted(self, &found.nodes);
        for counted in &self.counted {
            self.hidden.insert(counted.step);
            self.hidden.extend(counted.init);
        }
        self.declaring = scopes::declaring(self, &found.nodes);
        found
    }

    /// Prints the whole body.
    pub fn body(&mut self, found: &Structure) {
        let (body, exits) = found.nodes.split_at(found.exits);
        self.nodes(body);
        if !exits.is_empty() {
            self.leave_source();
        }
        self.nodes(exits);
        self.close_labels();
    }

    fn infos(&self) -> Vec<Info> {
        let f = self.f;
        let mut ladder = vec![false; f.blocks.len()];
        for b in f.block_ids().rev() {
            let data = f.block(b);
            let releases = |op: &OpKind| {
                matches!(op, OpKind::DecRef { .. } | OpKind::Traceback | OpKind::SetNull { .. })
            };
            ladder[b.index()] = data.ops.iter().all(|op| releases(&op.kind))
                && match data.term {
                    Terminator::Unwind => true,
                    Terminator::Goto(to) => ladder[to.index()],
                    _ => false,
                };
        }
        f.block_ids().map(|b| self.info(b, ladder[b.index()])).collect()
    }

    fn info(&self, b: Block, ladder: bool) -> Info {
        let data = self.f.block(b);
        let exit = match &data.term {
            Terminator::Goto(to) => Exit::Goto(*to),
            Terminator::Branch { then, otherwise, .. } => {
                Exit::Test { then: *then, otherwise: *otherwise, raises: false }
            }
            Terminator::Switch { cases, default, .. } => {
                Exit::Switch(cases.iter().map(|(_, b)| *b).chain([*default]).collect())
            }
            Terminator::Fallible { ok, err } if ok == err => Exit::Goto(*err),
            Terminator::Fallible { ok, err } => Exit::Test { then: *err, otherwise: *ok, raises: true },
            Terminator::Yield { resume, err: Some(err), .. } => {
                Exit::Test { then: *err, otherwise: *resume, raises: true }
            }
            Terminator::Yield { resume, err: None, .. } => Exit::Goto(*resume),
            Terminator::Return(_) | Terminator::Unwind | Terminator::Unreachable => Exit::End,
        };
        let raises = matches!(data.term, Terminator::Fallible { .. } | Terminator::Yield { .. });
        let mut shown = data.ops.iter().filter(|op| !self.is_folded_op(&op.kind));
        let test_line = self.line_of(data.term_span);
        let first = shown.next();
        let line = first.map_or(test_line, |op| self.line_of(op.span));
        let step = match (first, shown.next(), &data.term) {
            (Some(op), None, Terminator::Goto(_)) => loops::is_step(&op.kind),
            _ => false,
        };
        let tiny = data.ops.is_empty()
            && !self.nanny
            && match data.term {
                Terminator::Return(_) => true,
                Terminator::Unwind => self.f.error != ErrorProtocol::Never,
                _ => false,
            };
        Info { exit, silent: first.is_none() && !raises, ladder, tiny, step, line, test_line }
    }

    fn nodes(&mut self, nodes: &[Node]) {
        let mut i = 0;
        while i < nodes.len() {
            if let Some(count) = self.choice(nodes, i) {
                i += count;
                continue;
            }
            match &nodes[i] {
                Node::Block(b) => self.operations(*b),
                Node::If { cond, then, otherwise } => self.branch(cond, then, otherwise),
                Node::Switch { of, arms } => self.switch(*of, arms),
                Node::Loop(l) => self.looping(l),
                Node::Label(b) => {
                    let _ = write!(self.label, "{}L{}:", if self.label.is_empty() { "" } else { " " }, b.0);
                }
                Node::Goto(b) => self.stmt(&format!("goto L{};", b.0)),
                Node::Break => self.stmt("break;"),
                Node::Continue => self.stmt("continue;"),
                Node::End(b) => self.end(*b),
            }
            i += 1;
        }
    }

    /// Labels need a statement behind them.
    pub fn close_labels(&mut self) {
        if !self.label.is_empty() {
            self.stmt(";");
        }
    }

    /// The text of a sequence as a part of a statement.
    fn part(&mut self, first: &[String], nodes: &[Node]) -> String {
        let before = std::mem::take(&mut self.out);
        let labels = std::mem::take(&mut self.label);
        let source = self.source;
        self.indent += 1;
        first.iter().for_each(|s| self.stmt(s));
        self.nodes(nodes);
        self.close_labels();
        self.indent -= 1;
        (self.label, self.source) = (labels, source);
        std::mem::replace(&mut self.out, before)
    }

    fn branch(&mut self, cond: &Cond, then: &[Node], otherwise: &[Node]) {
        let entry = self.position;
        let Raising { test, on_error, on_success } = self.test(cond);
        let raises = !self.is_plain(cond);
        let before = self.out.len();
        self.sync();
        let start = self.position;
        self.count_line();
        let arm = self.part(&on_error, then);
        if !raises && arm.is_empty() {
            self.out.truncate(before);
            self.position = entry;
            if !otherwise.is_empty() {
                self.branch(&Cond::Not(Box::new(cond.clone())), otherwise, &[]);
            } else if self.calls(cond) {
                self.test(cond);
                self.stmt(&format!("(void)({test});"));
            }
            return;
        }
        // What goes on after the test stands behind the statement if only that way leads there.
        let (inside, behind): (&[String], &[String]) =
            if falls(then) { (&on_success, &[]) } else { (&[], &on_success) };
        match self.brief(&test, &arm, start) {
            Some(brief) if inside.is_empty() && otherwise.is_empty() => {
                self.position = start;
                self.leave(&test, &brief);
            }
            _ => {
                self.open(&format!("if ({test}) {{"));
                self.out.push_str(&arm);
                self.otherwise(inside, otherwise);
            }
        }
        behind.iter().for_each(|s| self.stmt(s));
    }

    /// Prints the end of an `if` statement, with its `else` part.
    fn otherwise(&mut self, first: &[String], nodes: &[Node]) {
        if let [rest @ .., Node::If { cond, then, otherwise }] = nodes
            && first.is_empty()
            && rest.iter().all(|n| matches!(n, Node::Block(b) if self.is_silent(*b)))
            && self.is_plain(cond)
        {
            let start = (self.position, self.out.len());
            self.count_line();
            self.line_directive(self.f.block(cond.first()).term_span);
            self.sync();
            let directive = self.out.split_off(start.1);
            let test = self.condition(cond);
            self.count_line();
            let arm = self.part(&[], then);
            if !arm.is_empty() {
                if directive.is_empty() {
                    self.open(&format!("}} else if ({test}) {{"));
                } else {
                    self.open("}");
                    self.out.push_str(&directive);
                    self.open(&format!("else if ({test}) {{"));
                }
                self.out.push_str(&arm);
                return self.otherwise(&[], otherwise);
            }
            self.position = start.0;
        }
        let start = self.position;
        self.count_line();
        let arm = self.part(first, nodes);
        if arm.is_empty() {
            self.position = start;
        } else {
            self.open("} else {");
            self.out.push_str(&arm);
        }
        self.close();
    }

    /// What an `if` guards, in one line, when that is short and only leaves.
    fn brief(&self, test: &str, arm: &str, at: Option<(FileId, u32)>) -> Option<Brief> {
        // That the parts come from this line, too, goes without saying.
        let same = at.map(|(_, line)| format!("#line {line}"));
        let lines = arm.lines().map(str::trim).filter(|l| Some(*l) != same.as_deref());
        let mut statements: SmallVec<[&str; BRIEF]> = SmallVec::new();
        let mut left = false;
        // Most arms are long, and say in their first statement that they are not it.
        for statement in lines.flat_map(|l| l.split_inclusive("; ")).map(str::trim_end) {
            if left || statements.len() == BRIEF || !leaves(statement) && !keeps_books(statement) {
                return None;
            }
            left = leaves(statement);
            statements.push(statement);
        }
        if !left || test.contains('\n') {
            return None;
        }
        let arm = statements.join(" ");
        let whole = if statements.len() == 1 {
            format!("if ({test}) {arm}")
        } else {
            format!("if ({test}) {{ {arm} }}")
        };
        let fits = statements.len() <= 2 || whole.len() + 4 * self.indent <= LINE;
        Some(if fits { Brief::Whole(whole) } else { Brief::Apart(arm) })
    }

    /// Prints an `if` that came from the line of the source that `position` says.
    fn leave(&mut self, test: &str, brief: &Brief) {
        match brief {
            Brief::Whole(text) => {
                self.open(text);
                self.count_line();
            }
            Brief::Apart(arm) => {
                let from = self.position;
                self.open(&format!("if ({test}) {{"));
                self.count_line();
                self.indent += 1;
                let source = std::mem::replace(&mut self.source, from);
                self.stmt(arm);
                self.source = source;
                self.indent -= 1;
                self.close();
            }
        }
    }

    fn switch(&mut self, of: Block, arms: &[(Vec<usize>, Vec<Node>)]) {
        let data = self.f.block(of);
        let Terminator::Switch { value, cases, .. } = &data.term else {
            unreachable!("the block ends in a switch")
        };
        self.line_directive(data.term_span);
        let value = self.operand(value).text;
        self.stmt(&format!("switch ({value}) {{"));
        for (indices, arm) in arms {
            for &i in indices {
                match cases.get(i) {
                    Some((n, _)) => self.stmt(&format!("case {n}:")),
                    None => self.stmt("default:"),
                }
            }
            let arm = self.part(&[], arm);
            self.out.push_str(&arm);
        }
        self.close();
    }

    fn looping(&mut self, l: &Loop) {
        let counted = self.counted.iter().find(|c| c.body == loops::key(l)).cloned();
        let head = match (&l.shape, counted) {
            (shape, Some(c)) => {
                let (b, i) = c.step;
                self.line_directive(self.f.block(b).ops[i].span);
                let init = c.init.map_or(String::new(), |at| self.assignment(at));
                let cond = match shape {
                    Shape::While(cond) => format!(" {}", self.condition(cond)),
                    _ => String::new(),
                };
                format!("for ({init};{cond}; {}) {{", self.assignment(c.step))
            }
            (Shape::While(cond), None) => {
                self.line_directive(self.f.block(cond.first()).term_span);
                format!("while ({}) {{", self.condition(cond))
            }
            (Shape::Forever, None) if let Some(fetch) = self.fetching(l) => return self.fetch_loop(l, fetch),
            (Shape::Forever, None) => "for (;;) {".into(),
            (Shape::DoWhile(_), None) => "do {".into(),
        };
        self.stmt(&head);
        let body = self.part(&[], &l.body);
        self.out.push_str(&body);
        match &l.shape {
            Shape::DoWhile(cond) => {
                self.line_directive(self.f.block(cond.first()).term_span);
                let test = self.condition(cond);
                self.stmt(&format!("}} while ({test});"));
            }
            _ => self.close(),
        }
    }

    /// Whether a loop starts by fetching an item, and ends when there is none: the block that fetches, and how many nodes
    /// that takes.
    fn fetching(&self, l: &Loop) -> Option<(Block, usize)> {
        let Some(Node::Block(b)) = l.body.first() else { return None };
        let data = self.f.block(*b);
        let op = data.ops.last()?;
        let OpKind::Call { dst: Some(item), callee, .. } = &op.kind else { return None };
        let first = (0..data.ops.len()).all(|i| i + 1 == data.ops.len() || self.is_hidden(*b, i));
        if !first || self.nanny || self.cx.module.callee_error(callee) != ErrorProtocol::NullOrStop {
            return None;
        }
        let Some(Node::If { cond: Cond::Test(t), then, otherwise }) = l.body.get(1) else { return None };
        if t != b
            || !otherwise.is_empty()
            || !then.iter().all(|n| matches!(n, Node::Block(_) | Node::Goto(_) | Node::End(_)))
        {
            return None;
        }
        let silent =
            l.body[2..].iter().take_while(|n| matches!(n, Node::Block(b) if self.is_silent(*b))).count();
        let Some(Node::If { cond, then, otherwise }) = l.body.get(2 + silent) else { return None };
        let ends = match cond {
            Cond::Test(c) => self.is_null_test(*c, *item, BinOp::Eq),
            Cond::Not(c) => matches!(**c, Cond::Test(c) if self.is_null_test(c, *item, BinOp::Ne)),
            _ => false,
        };
        let only = then[..] == [Node::Break] && otherwise.is_empty() && !breaks(&l.body[3 + silent..]);
        (ends && only).then_some((*b, 3 + silent))
    }

    fn is_null_test(&self, b: Block, r: Reg, op: BinOp) -> bool {
        let Terminator::Branch { cond, .. } = &self.f.block(b).term else { return false };
        matches!(
            self.folded(cond),
            Some(Rvalue::Binary(o, Operand::Reg(x), Operand::Const(Const::Null(_)))) if *o == op && *x == r
        )
    }

    /// `while ((x = next(…))) { … }`, and behind it the question whether it ended with an exception.
    fn fetch_loop(&mut self, l: &Loop, (b, nodes): (Block, usize)) {
        let Raising { test, on_error, .. } = self.raises(b);
        let Node::If { then, .. } = &l.body[1] else { unreachable!("the test of the fetching block") };
        let (fetched, raised) = test.rsplit_once(" && ").expect("a null value and a question");
        let fetched = fetched.trim_start_matches('!');
        let (fetched, raised) = (format!("while ({fetched}) {{"), raised.to_string());
        self.stmt(&fetched);
        let body = self.part(&[], &l.body[nodes..]);
        self.out.push_str(&body);
        self.close();
        self.sync();
        let start = self.position;
        self.count_line();
        let arm = self.part(&on_error, then);
        match self.brief(&raised, &arm, start) {
            Some(brief) => {
                self.position = start;
                self.leave(&raised, &brief);
            }
            None => {
                self.open(&format!("if ({raised}) {{"));
                self.out.push_str(&arm);
                self.close();
            }
        }
    }

    fn close(&mut self) {
        self.open("}");
        self.count_line();
    }

    fn assignment(&mut self, (b, i): (Block, usize)) -> String {
        let statements = self.apart(|this| this.plain_op((b, i)));
        statements.join(" ").trim_end_matches(';').to_string()
    }

    /// The first line of a statement's part, which was counted before its text was made.
    fn open(&mut self, text: &str) {
        self.margin();
        self.out.push_str(text);
        self.out.push('\n');
    }

    pub fn is_silent(&self, b: Block) -> bool {
        let data = self.f.block(b);
        !matches!(data.term, Terminator::Fallible { .. } | Terminator::Yield { .. })
            && (0..data.ops.len()).all(|i| self.is_hidden(b, i))
    }

    fn is_plain(&self, cond: &Cond) -> bool {
        matches!(self.f.block(cond.first()).term, Terminator::Branch { .. })
    }

    /// The condition of an `if` statement, with the line it comes from and what goes before it.
    fn test(&mut self, cond: &Cond) -> Raising {
        if self.is_plain(cond) {
            self.line_directive(self.f.block(cond.first()).term_span);
            return Raising { test: self.condition(cond), on_error: vec![], on_success: vec![] };
        }
        self.raises(cond.first())
    }

    /// Whether a condition calls something.
    fn calls(&self, cond: &Cond) -> bool {
        match cond {
            Cond::Test(b) => {
                self.f.block(*b).term.operands().filter_map(Operand::reg).any(|r| self.folds.calls(r))
            }
            Cond::Not(c) => self.calls(c),
            Cond::And(a, b) | Cond::Or(a, b) => self.calls(a) || self.calls(b),
        }
    }

    /// The text of a condition. Tests in further lines of the source stand in lines of their own.
    fn condition(&mut self, cond: &Cond) -> String {
        let mut last = self.f.block(cond.first()).term_span;
        let text = self.cond(cond, false, &mut last).text;
        if text.contains('\n') {
            self.position = Some((last.file, self.line_of(last)));
            self.source = self.position;
        }
        text
    }

    /// `last`: where the test before this one stands in the source.
    pub fn cond(&self, cond: &Cond, negated: bool, last: &mut Span) -> CExpr {
        let (a, b, and) = match cond {
            Cond::Test(b) => return self.single(*b, negated),
            Cond::Not(c) => return self.cond(c, !negated, last),
            Cond::And(a, b) => (a, b, !negated),
            Cond::Or(a, b) => (a, b, negated),
        };
        let left = self.cond(a, negated, last);
        let span = self.f.block(b.first()).term_span;
        let mut between = String::new();
        if self.cx.options.line_directives && self.line_of(*last) != self.line_of(span) {
            between = format!("\n#line {}\n{:2$}", self.line_of(span), "", 4 * self.indent + 4);
            *last = span;
        }
        let right = self.cond(b, negated, last);
        connect(left, &between, right, and)
    }

    fn single(&self, b: Block, negated: bool) -> CExpr {
        let Terminator::Branch { cond, hint, .. } = &self.f.block(b).term else {
            unreachable!("the block ends in a branch")
        };
        let e = if negated { self.negated(cond) } else { self.operand(cond) };
        let likely = match hint {
            Hint::None => return e,
            Hint::Likely => !negated,
            Hint::Unlikely => negated,
        };
        CExpr::atom(format!("pyx_{}({})", if likely { "likely" } else { "unlikely" }, e.text))
    }

    fn negated(&self, cond: &Operand) -> CExpr {
        if let Some(inverse) = self.inverse(cond) {
            return inverse;
        }
        if let Some(Rvalue::Unary(UnOp::Not, x)) = self.folded(cond) {
            return self.operand(x);
        }
        CExpr { text: format!("!{}", self.operand(cond).at(Prec::Unary)), prec: Prec::Unary }
    }

    /// The opposite comparison of one that is printed in place.
    pub fn inverse(&self, cond: &Operand) -> Option<CExpr> {
        let Some(Rvalue::Binary(op, x, y)) = self.folded(cond) else { return None };
        // Not for floats: a comparison with NaN is false both ways.
        let float = self.types().is_float(self.operand_type(x));
        let inverse = match op {
            BinOp::Eq => BinOp::Ne,
            BinOp::Ne => BinOp::Eq,
            BinOp::Lt if !float => BinOp::Ge,
            BinOp::Le if !float => BinOp::Gt,
            BinOp::Gt if !float => BinOp::Le,
            BinOp::Ge if !float => BinOp::Lt,
            _ => return None,
        };
        Some(self.rvalue(&Rvalue::Binary(inverse, x.clone(), y.clone()), Types::BINT))
    }

    /// Prints how a block leaves the function.
    fn end(&mut self, b: Block) {
        let data = self.f.block(b);
        match &data.term {
            Terminator::Return(value) => {
                // A return that stands in place of jumps belongs to none of their lines.
                if !data.ops.is_empty() {
                    self.line_directive(data.term_span);
                }
                self.nanny_leave(value.as_ref(), data.term_span);
                let text = match (value, self.f.convention) {
                    (Some(v), Convention::Generator) => {
                        self.cx.unit("gen");
                        let v = self.operand_as(v, Types::OBJECT).at(Prec::Assign);
                        format!("return pyx_gen_return(gen, {v});")
                    }
                    (Some(v), _) => format!("return {};", self.operand_as(v, self.f.ret).text),
                    (None, _) => "return;".into(),
                };
                self.stmt(&text);
            }
            Terminator::Unwind => self.unwind(),
            // Control never gets here; C wants to see a return.
            _ => self.leave_with_error(),
        }
    }
}

//! Prints choices between values as expressions: `?:` for conditional expressions, `&&` and `||` for truth values.
//!
//! ```text
//! if (a < b) { t1 = a; } else { t1 = b; }      →      t1 = a < b ? a : b;
//! t2 = a > 0; if (t2) { t2 = b > 0; }          →      t2 = a > 0 && b > 0;
//! ```
//!
//! Guarantees: what is computed under a condition stays under it, and all comes from one line of the source.

use crate::expr::{CExpr, Prec};
use crate::func::FuncPrinter;
use crate::graph::Cond;
use crate::structure::Node;
use pyxide_mir::{Block, OpKind, Operand, Reg, RegKind, Rvalue, Storage, Terminator, UnOp};
use pyxide_types::Type;

/// A value that a register gets.
struct Value {
    dst: Reg,
    text: CExpr,
    /// It is 0 or 1.
    truth: bool,
}

impl FuncPrinter<'_> {
    /// Prints the nodes from `i` on as one assignment of a value; answers how many.
    pub fn choice(&mut self, nodes: &[Node], i: usize) -> Option<usize> {
        if self.nanny {
            return None;
        }
        match &nodes[i] {
            Node::If { cond, .. } => {
                let span = self.f.block(cond.first()).term_span;
                let value = self.conditional(&nodes[i], self.line_of(span))?;
                self.line_directive(span);
                self.stmt(&format!("{} = {};", self.lvalue(value.dst), value.text.text));
                Some(1)
            }
            Node::Block(b) => self.connected(nodes, i, *b),
            _ => None,
        }
    }

    /// An `if` statement whose arms set the same register.
    fn conditional(&self, node: &Node, line: u32) -> Option<Value> {
        let Node::If { cond, then, otherwise } = node else { return None };
        let test = self.f.block(cond.first());
        if !matches!(test.term, Terminator::Branch { .. }) || self.line_of(test.term_span) != line {
            return None;
        }
        let (a, b) = (self.arm_value(then, line)?, self.arm_value(otherwise, line)?);
        if a.dst != b.dst {
            return None;
        }
        let mut span = test.term_span;
        let c = self.cond(cond, false, &mut span).at(Prec::LogicalOr);
        if c.contains('\n') {
            return None;
        }
        let (x, y) = (a.text.at(Prec::LogicalOr), b.text.at(Prec::Conditional));
        let text = CExpr { text: format!("{c} ? {x} : {y}"), prec: Prec::Conditional };
        Some(Value { dst: a.dst, text, truth: a.truth && b.truth })
    }

    /// The value that a sequence sets a register to, when it does nothing else.
    fn arm_value(&self, nodes: &[Node], line: u32) -> Option<Value> {
        let mut value = None;
        for node in nodes {
            match node {
                Node::Block(b) if self.is_silent(*b) => {}
                Node::Block(b) if value.is_none() => value = Some(self.only_value(*b, line)?),
                Node::If { .. } if value.is_none() => value = Some(self.conditional(node, line)?),
                _ => return None,
            }
        }
        value
    }

    fn only_value(&self, b: Block, line: u32) -> Option<Value> {
        let ops = &self.f.block(b).ops;
        let mut shown = (0..ops.len()).filter(|&i| !self.is_hidden(b, i));
        let (i, None) = (shown.next()?, shown.next()) else { return None };
        if matches!(self.f.block(b).term, Terminator::Fallible { .. } | Terminator::Yield { .. }) {
            return None;
        }
        self.assigned((b, i), line)
    }

    fn assigned(&self, (b, i): (Block, usize), line: u32) -> Option<Value> {
        let op = &self.f.block(b).ops[i];
        let OpKind::Assign { dst, value } = &op.kind else { return None };
        let data = self.f.reg(*dst);
        if self.line_of(op.span) != line || matches!(self.types().kind(data.ty), Type::Array(..)) {
            return None;
        }
        let truth = self.is_truth(value);
        Some(Value { dst: *dst, text: self.rvalue(value, data.ty), truth })
    }

    fn is_truth(&self, value: &Rvalue) -> bool {
        match value {
            Rvalue::Binary(op, ..) => op.is_comparison(),
            Rvalue::Unary(UnOp::Not, _) => true,
            Rvalue::Use(o) | Rvalue::Cast(o) => {
                let folded =
                    o.reg().and_then(|r| self.folds.get(r)).map(|(b, i)| &self.f.blocks[b].ops[i].kind);
                match folded {
                    Some(OpKind::Assign { value, .. }) => self.is_truth(value),
                    _ => false,
                }
            }
            _ => false,
        }
    }

    /// A truth value that further tests of itself replace.
    fn connected(&mut self, nodes: &[Node], i: usize, b: Block) -> Option<usize> {
        let ops = &self.f.block(b).ops;
        let k = (0..ops.len()).rev().find(|&k| !self.is_hidden(b, k))?;
        let line = self.line_of(ops[k].span);
        if !matches!(self.f.block(b).term, Terminator::Branch { .. }) {
            return None;
        }
        let mut value = self.assigned((b, k), line)?;
        let data = self.f.reg(value.dst);
        if data.kind != RegKind::Temp || data.storage != Storage::Local || !value.truth {
            return None;
        }
        let mut end = i + 1;
        let mut done = None;
        while let Some(node) = nodes.get(end) {
            match node {
                Node::Block(b) if self.is_silent(*b) => {}
                Node::If { cond, then, otherwise } if otherwise.is_empty() => {
                    let Some(and) = self.tests(cond, value.dst) else { break };
                    let Some(next) = self.arm_value(then, line) else { break };
                    if next.dst != value.dst || !next.truth {
                        break;
                    }
                    value.text = connect(value.text, "", next.text, and);
                    done = Some(end + 1);
                }
                _ => break,
            }
            end += 1;
        }
        let done = done?;
        self.hidden.insert((b, k));
        self.operations(b);
        self.hidden.remove(&(b, k));
        self.line_directive(self.f.block(b).ops[k].span);
        let target = self.target(value.dst, (b, k));
        self.stmt(&format!("{target} = {};", value.text.text));
        Some(done - i)
    }

    /// Whether a condition is that the register is true (`Some(true)`) or false.
    fn tests(&self, cond: &Cond, r: Reg) -> Option<bool> {
        match cond {
            Cond::Test(b) => match &self.f.block(*b).term {
                Terminator::Branch { cond: Operand::Reg(c), .. } if *c == r => Some(true),
                _ => None,
            },
            Cond::Not(c) => self.tests(c, r).map(|positive| !positive),
            Cond::And(..) | Cond::Or(..) => None,
        }
    }
}

/// `a && b`, or `a || b`; with parentheses around `&&` beside `||`, which readers want.
/// `between` goes before the second one.
pub fn connect(a: CExpr, between: &str, b: CExpr, and: bool) -> CExpr {
    let (prec, symbol) = if and { (Prec::LogicalAnd, "&&") } else { (Prec::LogicalOr, "||") };
    let inner = |e: CExpr| if e.prec == prec { e.text } else { e.at(Prec::Or) };
    CExpr {
        text: format!("{} {symbol}{}{}", inner(a), if between.is_empty() { " " } else { between }, inner(b)),
        prec,
    }
}

//! Prints operations as C statements, each under the line of the source that it comes from.
//!
//! ```text
//! r1 = call GetAttr(r0, k0)   ; line 3      →      #line 3
//! fallible ok b1 err b2                            if (!(t1 = pyx_getattr(x, pyx_k[s_a]))) { line = 3; goto L2; }
//! ```

use crate::call::is_status;
use crate::expr::{CExpr, Prec};
use crate::func::{FuncPrinter, declare_mutable};
use crate::names::c_string;
use num_bigint::BigInt;
use pyxide_diagnostics::Span;
use pyxide_mir::{
    BinOp, Block, Callee, Const, Convention, OpKind, Operand, Reg, RegKind, Rvalue, Terminator,
};
use pyxide_types::{Type, TypeId, Types};
use std::fmt::Write;

/// A line with several statements may be this long.
pub const LINE: usize = 116;

/// What is printed for a test for an exception.
pub struct Raising {
    /// The condition in C under which the operation has raised.
    pub test: String,
    /// What the error edge does first.
    pub on_error: Vec<String>,
    /// What the other edge does first.
    pub on_success: Vec<String>,
}

/// How statements begin that only count references or note the line: several of them share a line.
const BOOKKEEPING: [&str; 6] =
    ["line = ", "Py_INCREF(", "Py_DECREF(", "Py_XDECREF(", "Py_CLEAR(", "pyx_raise("];
/// How statements begin that leave the place.
const LEAVING: [&str; 4] = ["goto ", "break;", "continue;", "return"];

pub fn keeps_books(statement: &str) -> bool {
    BOOKKEEPING.iter().any(|w| statement.starts_with(w))
}

pub fn leaves(statement: &str) -> bool {
    LEAVING.iter().any(|w| statement.starts_with(w))
}

impl FuncPrinter<'_> {
    pub fn stmt(&mut self, text: &str) {
        if self.goes_on(text) {
            self.out.truncate(self.out.len() - 1);
            self.out.push(' ');
            self.out.push_str(text);
            self.out.push('\n');
            return;
        }
        self.start_line();
        self.out.push_str(text);
        self.end_line();
    }

    /// Whether a statement goes into the line of the one before, because both only keep books and come from one line
    /// of the source, which a line of its own would have to name again.
    fn goes_on(&self, text: &str) -> bool {
        let (Some((file, line)), Some(position)) = (self.source, self.position) else { return false };
        if position != (file, line + 1) || !self.label.is_empty() || !(keeps_books(text) || leaves(text)) {
            return false;
        }
        let before = self.out.trim_end_matches('\n').rsplit('\n').next().unwrap_or_default();
        keeps_books(before.trim_start()) && before.len() + text.len() < LINE
    }

    /// Starts a line for a statement, under the line of the source that it comes from.
    pub fn start_line(&mut self) {
        self.sync();
        self.margin();
    }

    /// The indentation, and the labels that stand before the next statement.
    pub fn margin(&mut self) {
        if self.label.is_empty() {
            self.out.extend(std::iter::repeat_n("    ", self.indent));
        } else {
            self.out.extend(std::iter::repeat_n("    ", self.indent.saturating_sub(1)));
            self.out.push_str(&std::mem::take(&mut self.label));
            self.out.push(' ');
        }
    }

    pub fn end_line(&mut self) {
        self.out.push('\n');
        self.count_line();
    }

    pub fn count_line(&mut self) {
        if let Some((_, line)) = &mut self.position {
            *line += 1;
        }
    }

    /// Says which line of the source the next statements come from.
    pub fn line_directive(&mut self, span: Span) {
        if self.cx.options.line_directives && span != Span::default() && !self.outside {
            self.source = Some((span.file, self.line_of(span)));
        }
    }

    /// Prints a `#line` directive unless C compilers take the next line of the text for the right one anyway.
    pub fn sync(&mut self) {
        let Some(here) = self.source.filter(|_| self.source != self.position) else { return };
        let same_file = self.position.is_some_and(|(f, _)| f == here.0);
        self.position = Some(here);
        if same_file {
            let _ = writeln!(self.out, "#line {}", here.1);
        } else {
            let path = &self.cx.options.sources.file(here.0).path;
            let _ = writeln!(self.out, "#line {} {}", here.1, c_string(path.as_bytes()));
        }
    }

    /// What follows comes from no line: the ladder of error exits.
    pub fn leave_source(&mut self) {
        if self.position.is_some() {
            self.out.push_str("#line 1 \"generated\"\n");
        }
        (self.position, self.source, self.outside) = (None, None, true);
    }

    /// Prints the operations of a block; one that decides how the block ends comes with the test.
    pub fn operations(&mut self, b: Block) {
        let data = self.f.block(b);
        let count = data.ops.len();
        // What is printed already.
        let mut done = 0;
        for (i, op) in data.ops.iter().enumerate() {
            if self.is_hidden(b, i) {
                continue;
            }
            if let (Terminator::Fallible { ok, err }, true) = (&data.term, i + 1 == count) {
                if ok == err {
                    self.line_directive(op.span);
                    self.nanny_before(b, i);
                    let raising = self.operation_raises(b, &op.kind, op.span);
                    self.stmt(&format!("{};", raising.test.trim_end_matches(" < 0")));
                    raising.on_error.iter().for_each(|s| self.stmt(s));
                }
                return;
            }
            self.line_directive(op.span);
            if i < done {
                continue;
            }
            done = self.counting(b, i);
            if i < done {
                continue;
            }
            self.nanny_before(b, i);
            self.plain_op((b, i));
            self.nanny_after(b, i);
        }
        if let Terminator::Yield { err: None, .. } = data.term {
            let raising = self.suspend(b);
            raising.on_success.iter().for_each(|s| self.stmt(s));
        }
    }

    /// Prints a run of releases from operation `i` on in one line, if there are several; answers where it ends.
    fn counting(&mut self, b: Block, i: usize) -> usize {
        let f = self.f;
        let ops = &f.block(b).ops;
        let run = ops[i..].iter().take_while(|op| {
            matches!(op.kind, OpKind::DecRef { .. }) && self.line_of(op.span) == self.line_of(ops[i].span)
        });
        let count = run.count();
        if count < 2 || self.nanny {
            return i;
        }
        let mut line = String::new();
        for k in i..i + count {
            let text = self.apart(|this| this.plain_op((b, k))).join(" ");
            if !line.is_empty() && line.len() + text.len() + 4 * self.indent > LINE {
                self.stmt(&std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(&text);
        }
        self.stmt(&line);
        i + count
    }

    /// Whether nothing is printed for an operation where it stands.
    pub fn is_hidden(&self, b: Block, i: usize) -> bool {
        self.is_folded_op(&self.f.block(b).ops[i].kind) || self.hidden.contains(&(b, i))
    }

    pub fn is_folded_op(&self, op: &OpKind) -> bool {
        matches!(op, OpKind::Assign { dst, .. } | OpKind::Call { dst: Some(dst), .. } if self.folds.is_folded(*dst))
    }

    /// The variable that an operation sets, with its declaration if that is here.
    pub fn target(&mut self, r: Reg, at: (Block, usize)) -> String {
        let name = self.lvalue(r);
        if self.declaring.get(&at) != Some(&r) {
            return name;
        }
        // A label needs a statement, which a declaration is not.
        self.close_labels();
        declare_mutable(self.types(), self.f.reg(r).ty, &name)
    }

    /// The operator and the operands of a computation in type `ty`.
    fn arithmetic<'s>(&'s self, value: &'s Rvalue, ty: TypeId) -> Option<(BinOp, &'s Operand, &'s Operand)> {
        match value {
            Rvalue::Binary(op, x, y) => Some((*op, x, y)),
            Rvalue::Cast(o) => self.narrowed(o, ty),
            _ => None,
        }
    }

    /// `x = x + y` as `x += y`.
    fn update(&self, target: &str, op: BinOp, y: &Operand) -> Option<String> {
        let operator = match op {
            BinOp::Rem if self.types().is_float(self.operand_type(y)) => return None,
            op if op.is_comparison() => return None,
            op => op.c_symbol(),
        };
        let one = matches!(y, Operand::Const(Const::Int(v, _)) if *v == BigInt::from(1));
        Some(match op {
            BinOp::Add if one => format!("{target}++;"),
            BinOp::Sub if one => format!("{target}--;"),
            _ => format!("{target} {operator}= {};", self.operand(y).at(Prec::Assign)),
        })
    }

    /// The computation of an operand that is printed in place.
    pub fn folded(&self, o: &Operand) -> Option<&Rvalue> {
        let (b, i) = self.folds.get(o.reg()?)?;
        match &self.f.blocks[b].ops[i].kind {
            OpKind::Assign { value, .. } => Some(value),
            _ => None,
        }
    }

    pub fn plain_op(&mut self, at: (Block, usize)) {
        let t = self.types();
        let f = self.f;
        let pyxide_mir::Op { kind, span } = &f.block(at.0).ops[at.1];
        let text = match kind {
            OpKind::Assign { dst, value } => {
                let ty = self.f.reg(*dst).ty;
                if let (Type::Array(..), Rvalue::Aggregate(items)) = (t.kind(ty), value) {
                    let name = self.lvalue(*dst);
                    for (i, item) in items.iter().enumerate() {
                        let v = item.as_ref().map_or("0".into(), |o| self.operand(o).at(Prec::Assign));
                        self.stmt(&format!("{name}[{i}] = {v};"));
                    }
                    return;
                }
                if matches!(t.kind(ty), Type::Array(..)) {
                    let v = self.rvalue(value, ty).at(Prec::Assign);
                    let name = self.lvalue(*dst);
                    format!("memcpy({name}, {v}, sizeof({name}));")
                } else if let Some((op, x, y)) = self.arithmetic(value, ty)
                    && x.reg() == Some(*dst)
                    && let Some(text) = self.update(&self.lvalue(*dst), op, y)
                {
                    text
                } else {
                    let v = self.rvalue(value, ty).at(Prec::Assign);
                    format!("{} = {v};", self.target(*dst, at))
                }
            }
            OpKind::Store { place, value, init } => {
                let ty = self.cx.module.place_type(self.f, place);
                let target = self.place(place).at(Prec::Unary);
                let v = self.operand_as(value, ty).at(Prec::Assign);
                if let Some(Rvalue::Binary(op, x, y)) = self.folded(value)
                    && matches!(self.folded(x), Some(Rvalue::Load(from)) if from == place)
                    && let Some(text) = self.update(&target, *op, y)
                {
                    text
                } else if !t.is_object(ty) && matches!(t.kind(ty), Type::Array(..)) {
                    format!("memcpy({target}, {v}, sizeof({target}));")
                } else if t.is_object(ty) && !*init {
                    let cast = if self.cx.is_plain_object(ty) { "" } else { "(PyObject **)" };
                    let v = self.operand_as(value, Types::OBJECT).at(Prec::Assign);
                    self.cx.unit("object");
                    format!("pyx_assign({cast}&{target}, {v});")
                } else {
                    format!("{target} = {v};")
                }
            }
            OpKind::Call { dst, callee, outs, args } => {
                let (call, ret) = self.call(callee, args, outs, *span);
                match dst {
                    Some(d) if !t.is_void(ret) => {
                        let e = self.convert(CExpr::atom(call), ret, self.f.reg(*d).ty);
                        format!("{} = {};", self.target(*d, at), e.text)
                    }
                    _ => format!("{call};"),
                }
            }
            OpKind::IncRef { value, nullable } => {
                let v = self.operand_as(value, Types::OBJECT).at(Prec::Assign);
                let v = v.strip_prefix("(PyObject *)").unwrap_or(&v).to_string();
                format!("Py_{}INCREF({v});", if *nullable { "X" } else { "" })
            }
            OpKind::DecRef { reg, nullable, clear } => {
                let v = self.lvalue(*reg);
                match (clear, nullable) {
                    (true, _) => format!("Py_CLEAR({v});"),
                    (false, true) => format!("Py_XDECREF({v});"),
                    (false, false) => format!("Py_DECREF({v});"),
                }
            }
            OpKind::SetNull { reg } | OpKind::Unbind { reg } => format!("{} = NULL;", self.lvalue(*reg)),
            OpKind::Traceback => {
                self.cx.unit("traceback");
                let line = match self.only_line {
                    Some(n) => n.to_string(),
                    None if self.uses_line => "line".into(),
                    None => self.line_of(self.f.span).to_string(),
                };
                let function = if self.leaves_gil { "pyx_traceback_nogil" } else { "pyx_traceback" };
                let file = self.included_file().map_or("NULL".into(), |path| c_string(path.as_bytes()));
                format!("{function}(&pyx_mod, {}, {file}, {line});", c_string(self.f.display.as_bytes()))
            }
            // These can raise and so are printed with their error edge.
            OpKind::ParseArgs { .. } | OpKind::CheckBound { .. } | OpKind::Opaque { .. } => return,
        };
        self.stmt(&text);
    }
    /// The test whether the last operation of a block raised. Prints what goes before it.
    pub fn raises(&mut self, b: Block) -> Raising {
        let data = self.f.block(b);
        if let Terminator::Yield { .. } = data.term {
            return self.suspend(b);
        }
        let last = data.ops.len() - 1;
        let op = &data.ops[last];
        self.line_directive(op.span);
        self.nanny_before(b, last);
        let mut raising = self.operation_raises(b, &op.kind, op.span);
        raising.on_success.extend(self.apart(|this| this.nanny_after(b, last)));
        raising
    }

    /// The statements that a function prints.
    pub fn apart(&mut self, print: impl FnOnce(&mut Self)) -> Vec<String> {
        let (before, position) = (std::mem::take(&mut self.out), self.position);
        let (labels, source) = (std::mem::take(&mut self.label), self.source.take());
        print(self);
        (self.position, self.source) = (position, source);
        self.label = labels;
        std::mem::replace(&mut self.out, before).lines().map(|l| l.trim().to_string()).collect()
    }

    fn operation_raises(&mut self, b: Block, op: &OpKind, span: Span) -> Raising {
        let t = self.types();
        let data = self.f.block(b);
        let mut on_success: Vec<String> = vec![];
        let test = match op {
            OpKind::Call { dst, outs, callee, args } => {
                let (call, ret) = self.call(callee, args, outs, span);
                let protocol = self.cx.module.callee_error(callee);
                let status = matches!(callee, Callee::Prim(_) | Callee::ReadyClass(_)) && is_status(t, ret);
                self.call_test(dst.as_ref().copied(), call, ret, &protocol, (data.nogil, status))
            }
            OpKind::ParseArgs { pyfunc, outs } => {
                self.cx.unit("args");
                for (i, &r) in outs.iter().enumerate() {
                    if self.f.reg(r).kind != RegKind::Temp {
                        on_success.push(format!("{} = argv[{i}];", self.lvalue(r)));
                    }
                }
                let def = self.cx.pyfunc_def(*pyfunc);
                match self.f.convention {
                    Convention::TupleKw(_) => format!("pyx_parse_tuple(&{def}, args, kwargs, argv) < 0"),
                    _ => format!("pyx_parse_args(&{def}, args, nargs, kwnames, argv) < 0"),
                }
            }
            OpKind::CheckBound { reg, name, free } => {
                self.cx.unit("module");
                let f = if *free { "pyx_unbound_free" } else { "pyx_unbound_local" };
                format!("!{} && {f}({}) < 0", self.lvalue(*reg), c_string(name.as_bytes()))
            }
            OpKind::Opaque { .. } => "0".into(),
            _ => unreachable!("only operations that can raise end a fallible block"),
        };
        let Terminator::Fallible { err, .. } = data.term else { unreachable!("the block ends fallible") };
        Raising { test, on_error: self.note_line(err, span), on_success }
    }

    /// What an error edge to `err` notes of the line.
    fn note_line(&self, err: Block, span: Span) -> Vec<String> {
        if self.wants_line(err) && self.only_line.is_none() {
            vec![format!("line = {};", self.line_of(span))]
        } else {
            vec![]
        }
    }

    /// Prints that a generator suspends, and the label where it goes on.
    fn suspend(&mut self, b: Block) -> Raising {
        let data = self.f.block(b);
        let Terminator::Yield { value, sent, err, .. } = &data.term else { unreachable!("the block yields") };
        self.yields.push(b);
        let n = self.yields.len();
        let v = self.operand_as(value, Types::OBJECT).text;
        self.line_directive(data.term_span);
        self.nanny_leave(Some(value), data.term_span);
        self.stmt(&format!("gen->state = {n};"));
        self.stmt(&format!("return {v};"));
        let _ = write!(self.label, "resume{n}:");
        self.line_directive(data.term_span);
        let on_error = err.map_or(vec![], |e| self.note_line(e, data.term_span));
        let mut on_success = vec![];
        if let Some(r) = *sent {
            on_success.push(format!("{} = pyx_newref(sent);", self.lvalue(r)));
            on_success.extend(self.apart(|this| this.nanny_sent(r, data.term_span)));
        }
        Raising { test: "!sent".into(), on_error, on_success }
    }
}

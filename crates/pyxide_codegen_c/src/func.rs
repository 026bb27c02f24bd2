//! Prints one function: header, declarations, blocks in order, jumps only where control does not fall through.

use crate::call::{is_status, sentinel};
use crate::cx::Cx;
use crate::expr::{CExpr, Prec};
use crate::layout::Folds;
use crate::names::{Names, c_string};
use crate::nanny::handles_references;
use crate::repeats::{has_loop, keeps_thread_state};
use pyxide_diagnostics::Span;
use pyxide_mir::{
    BinOp, Block, Callee, Convention, Function, Hint, Linkage, OpKind, Operand, Reg, RegKind, Rvalue,
    Storage, Terminator,
};
use pyxide_types::cdecl::{declare, type_name};
use pyxide_types::{ArrayLen, ErrorProtocol, Type, TypeId, Types};
use smol_str::{SmolStr, format_smolstr};
use std::fmt::Write;

pub struct FuncPrinter<'a> {
    pub cx: &'a Cx<'a>,
    pub f: &'a Function,
    pub folds: Folds,
    pub reg_names: Vec<SmolStr>,
    out: String,
    /// Blocks that some printed jump names.
    labels: Vec<bool>,
    /// Suspension points so far.
    yields: Vec<Block>,
    /// The source line of the last `#line`.
    last_line: Option<(pyxide_diagnostics::FileId, u32)>,
    /// Line number when all errors of the function are on one line: no variable is needed.
    only_line: Option<u32>,
    uses_line: bool,
    /// The function accounts for its references.
    pub nanny: bool,
    /// The function has the thread's state in a variable.
    pub keeps_thread_state: bool,
}

/// Prints the C declaration of the function's header, without a body.
pub fn prototype(cx: &Cx, f: &Function) -> String {
    let t = &cx.module.types;
    let name = match f.linkage {
        Linkage::Static => "static ",
        Linkage::StaticInline => "static inline ",
        Linkage::Public if cx.module.cplus => "extern \"C\" ",
        Linkage::Public => "",
    };
    let params = match f.convention {
        Convention::C => {
            let mut ps: Vec<String> = f.params.iter().map(|&r| declare(t, f.reg(r).ty, "")).collect();
            if f.varargs {
                ps.push("...".into());
            }
            if ps.is_empty() {
                ps.push("void".into());
            }
            ps.join(", ")
        }
        Convention::Fastcall(_) => "PyObject *, PyObject *const *, Py_ssize_t, PyObject *".into(),
        Convention::NoArgs(_) => "PyObject *, PyObject *".into(),
        Convention::TupleKw(_) => "PyObject *, PyObject *, PyObject *".into(),
        Convention::Generator => "pyx_gen *, PyObject *".into(),
    };
    format!("{name}{}", declare(t, f.ret, &format!("{}({params})", f.name)))
}

/// Prints the whole function.
pub fn print(cx: &Cx, f: &Function) -> String {
    let mut p = FuncPrinter {
        cx,
        f,
        folds: Folds::of(cx.module, f),
        reg_names: vec![SmolStr::default(); f.regs.len()],
        out: String::new(),
        labels: vec![false; f.blocks.len()],
        yields: vec![],
        last_line: None,
        only_line: None,
        uses_line: false,
        nanny: cx.options.refnanny && handles_references(cx.module, f),
        keeps_thread_state: keeps_thread_state(cx.module, f),
    };
    p.plan_lines();
    let header = p.header();
    let declarations_at = p.name_registers();
    let mut chunks = Vec::with_capacity(f.blocks.len());
    for b in f.block_ids() {
        p.block(b);
        chunks.push(std::mem::take(&mut p.out));
    }
    let mut text = header;
    text.push_str(&declarations_at);
    if p.uses_line && p.only_line.is_none() {
        text.push_str("    int line;\n");
    }
    if p.keeps_thread_state {
        text.push_str("    PyThreadState *thread = PyThreadState_Get();\n");
    }
    text.push_str(&p.nanny_start());
    if !p.yields.is_empty() {
        text.push_str("    switch (gen->state) {\n");
        for i in 1..=p.yields.len() {
            let _ = writeln!(text, "    case {i}: goto resume{i};");
        }
        text.push_str("    }\n");
    }
    for (i, chunk) in chunks.iter().enumerate() {
        if p.labels[i] {
            let _ = write!(text, "L{i}:");
            if chunk.starts_with("    ") && !chunk.trim_start().is_empty() {
                text.push(' ');
                text.push_str(chunk.trim_start_matches(' '));
                continue;
            }
            text.push('\n');
            if chunk.is_empty() || i + 1 == chunks.len() && chunk.trim().is_empty() {
                text.push_str("    ;\n");
            }
        }
        text.push_str(chunk);
    }
    text.push_str("}\n");
    text
}

impl FuncPrinter<'_> {
    fn header(&mut self) -> String {
        let f = self.f;
        let t = self.types();
        let once = std::ptr::eq(f, &self.cx.module.functions[self.cx.module.init.index()]) && !has_loop(f);
        let linkage = match f.linkage {
            Linkage::Static if once => "static PYX_RARE ",
            Linkage::Static => "static ",
            Linkage::StaticInline => "static inline ",
            Linkage::Public if self.cx.module.cplus => "extern \"C\" ",
            Linkage::Public => "",
        };
        let mut names = Names::default();
        for n in ["argv", "line", "self_"] {
            names.reserve(n);
        }
        if self.nanny {
            names.reserve("nanny");
        }
        if self.keeps_thread_state {
            names.reserve("thread");
        }
        self.pick_names(&mut names);
        let params = match f.convention {
            Convention::C => {
                let mut ps: Vec<String> =
                    f.params.iter().map(|&r| declare(t, f.reg(r).ty, &self.reg_names[r.index()])).collect();
                if f.varargs {
                    ps.push("...".into());
                }
                if ps.is_empty() {
                    ps.push("void".into());
                }
                ps.join(", ")
            }
            Convention::Fastcall(_) => {
                format!(
                    "PyObject *{}, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames",
                    self.self_param()
                )
            }
            Convention::NoArgs(_) => format!("PyObject *{}, PyObject *unused", self.self_param()),
            Convention::TupleKw(_) => {
                format!("PyObject *{}, PyObject *args, PyObject *kwargs", self.self_param())
            }
            Convention::Generator => "pyx_gen *gen, PyObject *sent".into(),
        };
        format!("{linkage}{} {{\n", declare(t, f.ret, &format!("{}({params})", f.name)))
    }

    /// C name of the `self` parameter: the register's own when its type is `PyObject *`, else one to convert from.
    fn self_param(&self) -> SmolStr {
        match self.f.params.first() {
            Some(&r) if self.cx.is_plain_object(self.f.reg(r).ty) => self.reg_names[r.index()].clone(),
            _ => "self_".into(),
        }
    }

    fn pick_names(&mut self, names: &mut Names) {
        let f = self.f;
        // Every function and variable of the file keeps its meaning inside the function.
        for r in 0..f.regs.len() {
            if let Some(n) = &f.regs[r].name
                && matches!(f.regs[r].storage, Storage::Local)
            {
                let mut name = names.pick(n);
                // Also where a suffix made the name: a second `i` must not be the constant `i_2`.
                while self.cx.is_file_name(&name) {
                    name = names.pick(&format!("{n}_"));
                }
                self.reg_names[r] = name;
            }
        }
        let mut next = 1;
        for r in 0..f.regs.len() {
            if f.regs[r].name.is_none() && !self.folds.is_folded(Reg(r as u32)) {
                self.reg_names[r] = names.pick(&format!("t{next}"));
                next += 1;
            }
        }
    }

    /// Declares the C locals.
    fn name_registers(&mut self) -> String {
        let f = self.f;
        let t = self.types();
        let mut out = String::new();
        let mut used = vec![false; f.regs.len()];
        for data in &f.blocks {
            for op in &data.ops {
                op.kind.uses(&mut |r| used[r.index()] = true);
                op.kind.defs(&mut |r| used[r.index()] = true);
            }
            for o in data.term.operands() {
                if let Operand::Reg(r) = o {
                    used[r.index()] = true;
                }
            }
            if let Terminator::Yield { sent: Some(r), .. } = data.term {
                used[r.index()] = true;
            }
        }
        let mut args: Vec<Reg> = vec![];
        for op in f.blocks[0].ops.iter() {
            if let OpKind::ParseArgs { outs, .. } = &op.kind {
                let _ = writeln!(out, "    PyObject *argv[{}];", outs.len().max(1));
                args = outs.clone();
            }
        }
        for (i, r) in args.iter().enumerate() {
            if f.reg(*r).kind == RegKind::Temp {
                self.reg_names[r.index()] = format_smolstr!("argv[{i}]");
            }
        }
        if let (Some(&r), false) = (f.params.first(), f.convention == Convention::C) {
            let ty = f.reg(r).ty;
            if f.convention == Convention::Generator {
                let _ = writeln!(
                    out,
                    "    {} = ({})gen->scope;",
                    declare(t, ty, &self.reg_names[r.index()]),
                    type_name(t, ty)
                );
            } else if !self.cx.is_plain_object(ty) && used[r.index()] {
                let _ = writeln!(
                    out,
                    "    {} = ({})self_;",
                    declare(t, ty, &self.reg_names[r.index()]),
                    type_name(t, ty)
                );
            }
        }
        // Variables of one base type share a declaration; object variables start out unbound.
        let mut groups: Vec<(String, Vec<String>)> = Vec::new();
        for (i, data) in f.regs.iter().enumerate() {
            let r = Reg(i as u32);
            let is_arg = args.contains(&r) && data.kind == RegKind::Temp;
            if !used[i]
                || f.params.contains(&r)
                || is_arg
                || self.folds.is_folded(r)
                || data.storage != Storage::Local
            {
                continue;
            }
            let ty = t.unqualified(data.ty);
            let d = declare_mutable(t, ty, &self.reg_names[i]);
            let init = if data.kind != RegKind::Temp && t.is_object(ty) { " = NULL" } else { "" };
            let (base, rest) = split_declaration(&d);
            let item = format!("{rest}{init}");
            match groups.iter_mut().find(|(b, _)| b == base) {
                Some((_, items)) => items.push(item),
                None => groups.push((base.to_string(), vec![item])),
            }
        }
        for (base, items) in groups {
            let mut line = format!("    {base} ");
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    line.push_str(", ");
                }
                if line.len() + item.len() > 108 {
                    out.push_str(line.trim_end());
                    out.push('\n');
                    line = "        ".into();
                }
                line.push_str(item);
            }
            let _ = writeln!(out, "{line};");
        }
        out
    }

    /// Finds out whether error exits need a variable for the line.
    fn plan_lines(&mut self) {
        let mut lines: Vec<u32> = Vec::new();
        for b in self.f.block_ids() {
            let data = self.f.block(b);
            let err = match data.term {
                Terminator::Fallible { err, .. } => Some(err),
                Terminator::Yield { err, .. } => err,
                _ => None,
            };
            if let Some(e) = err
                && self.wants_line(e)
            {
                lines.push(self.line_of(data.term_span));
            }
        }
        self.uses_line = !lines.is_empty();
        lines.sort();
        lines.dedup();
        if let [line] = lines[..] {
            self.only_line = Some(line);
        }
    }

    pub fn line_of(&self, span: Span) -> u32 {
        self.cx.options.sources.line_col(span).line
    }

    /// Whether an error exit passes a traceback entry.
    fn wants_line(&self, mut b: Block) -> bool {
        loop {
            let data = self.f.block(b);
            for op in &data.ops {
                match op.kind {
                    OpKind::Traceback => return true,
                    OpKind::DecRef { .. } => {}
                    _ => return false,
                }
            }
            match data.term {
                Terminator::Goto(next) if next != b => b = next,
                _ => return false,
            }
        }
    }

    pub fn stmt(&mut self, text: &str) {
        self.out.push_str("    ");
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn jump(&mut self, to: Block) -> String {
        self.labels[to.index()] = true;
        format!("goto L{};", to.0)
    }

    fn line_directive(&mut self, span: Span) {
        if !self.cx.options.line_directives {
            return;
        }
        let here = (span.file, self.line_of(span));
        if self.last_line == Some(here) || span == Span::default() {
            return;
        }
        let same_file = self.last_line.is_some_and(|(f, _)| f == here.0);
        self.last_line = Some(here);
        if same_file {
            let _ = writeln!(self.out, "#line {}", here.1);
        } else {
            let path = &self.cx.options.sources.file(span.file).path;
            let _ = writeln!(self.out, "#line {} {}", here.1, c_string(path.as_bytes()));
        }
    }

    fn block(&mut self, b: Block) {
        let data = self.f.block(b);
        let fallible = matches!(data.term, Terminator::Fallible { .. });
        let count = data.ops.len();
        for (i, op) in data.ops.iter().enumerate() {
            if self.is_folded_op(&op.kind) {
                continue;
            }
            if !matches!(op.kind, OpKind::DecRef { .. } | OpKind::Traceback) {
                self.line_directive(op.span);
            }
            self.nanny_before(b, i);
            if fallible && i + 1 == count {
                self.fallible(b, &op.kind, op.span);
                return;
            }
            self.plain_op(&op.kind);
            self.nanny_after(b, i);
        }
        self.terminator(b);
    }

    fn is_folded_op(&self, op: &OpKind) -> bool {
        matches!(op, OpKind::Assign { dst, .. } if self.folds.is_folded(*dst))
    }

    fn plain_op(&mut self, op: &OpKind) {
        let t = self.types();
        let text = match op {
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
                } else {
                    let v = self.rvalue(value, ty).at(Prec::Assign);
                    format!("{} = {v};", self.lvalue(*dst))
                }
            }
            OpKind::Store { place, value, init } => {
                let ty = self.cx.module.place_type(self.f, place);
                let target = self.place(place).at(Prec::Unary);
                let v = self.operand_as(value, ty).at(Prec::Assign);
                if !t.is_object(ty) && matches!(t.kind(ty), Type::Array(..)) {
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
                let (call, ret) = self.call(callee, args, outs);
                match dst {
                    Some(d) if !t.is_void(ret) => {
                        let e = self.convert(CExpr::atom(call), ret, self.f.reg(*d).ty);
                        format!("{} = {};", self.lvalue(*d), e.text)
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
                let function = if self.f.blocks.iter().any(|b| b.nogil) {
                    "pyx_traceback_nogil"
                } else {
                    "pyx_traceback"
                };
                format!("{function}(&pyx_mod, {}, NULL, {line});", c_string(self.f.display.as_bytes()))
            }
            // These can raise and so are printed with their error edge.
            OpKind::ParseArgs { .. } | OpKind::CheckBound { .. } | OpKind::Opaque { .. } => return,
        };
        self.stmt(&text);
    }

    /// Prints the last operation of a block with the test for an exception.
    fn fallible(&mut self, b: Block, op: &OpKind, span: Span) {
        let t = self.types();
        let data = self.f.block(b);
        let Terminator::Fallible { ok, err } = data.term else { return };
        let nogil = data.nogil;
        let mut after: Vec<String> = vec![];
        let test = match op {
            OpKind::Call { dst, outs, callee, args } => {
                let (call, ret) = self.call(callee, args, outs);
                let protocol = self.cx.module.callee_error(callee);
                let status = matches!(callee, Callee::Prim(_) | Callee::ReadyClass(_)) && is_status(t, ret);
                self.call_test(dst.as_ref().copied(), call, ret, &protocol, (nogil, status))
            }
            OpKind::ParseArgs { pyfunc, outs } => {
                self.cx.unit("args");
                for (i, &r) in outs.iter().enumerate() {
                    if self.f.reg(r).kind != RegKind::Temp {
                        after.push(format!("{} = argv[{i}];", self.lvalue(r)));
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
        let line = if self.wants_line(err) && self.only_line.is_none() {
            format!("line = {}; ", self.line_of(span))
        } else {
            String::new()
        };
        if ok == err {
            let call = test.trim_end_matches(" < 0");
            let goto = if err.index() == b.index() + 1 { String::new() } else { self.jump(err) };
            self.stmt(&format!("{call};"));
            if !line.is_empty() || !goto.is_empty() {
                self.stmt(format!("{line}{goto}").trim_end());
            }
            return;
        }
        let goto = self.jump(err);
        if line.is_empty() {
            self.stmt(&format!("if ({test}) {goto}"));
        } else {
            self.stmt(&format!("if ({test}) {{ {line}{goto} }}"));
        }
        for a in after {
            self.stmt(&a);
        }
        self.nanny_after(b, data.ops.len() - 1);
        if ok.index() != b.index() + 1 {
            let j = self.jump(ok);
            self.stmt(&j);
        }
    }

    fn terminator(&mut self, b: Block) {
        let data = self.f.block(b);
        let next = Block(b.0 + 1);
        match &data.term {
            Terminator::Goto(to) => {
                if *to != next {
                    let j = self.jump(*to);
                    self.stmt(&j);
                }
            }
            Terminator::Branch { cond, then, otherwise, hint } => {
                let (then, otherwise) = (*then, *otherwise);
                if then == otherwise {
                    if then != next {
                        let j = self.jump(then);
                        self.stmt(&j);
                    }
                    return;
                }
                self.line_directive(data.term_span);
                let hinted = |c: String, likely: bool, hint: &Hint| match hint {
                    Hint::None => c,
                    Hint::Likely => format!("pyx_{}({c})", if likely { "likely" } else { "unlikely" }),
                    Hint::Unlikely => format!("pyx_{}({c})", if likely { "unlikely" } else { "likely" }),
                };
                if then == next {
                    let c = hinted(self.negated(cond), false, hint);
                    let j = self.jump(otherwise);
                    self.stmt(&format!("if ({c}) {j}"));
                } else {
                    let c = hinted(self.operand(cond).text, true, hint);
                    let j = self.jump(then);
                    self.stmt(&format!("if ({c}) {j}"));
                    if otherwise != next {
                        let j = self.jump(otherwise);
                        self.stmt(&j);
                    }
                }
            }
            Terminator::Switch { value, cases, default } => {
                let v = self.operand(value).text;
                self.stmt(&format!("switch ({v}) {{"));
                for (n, to) in cases {
                    let j = self.jump(*to);
                    self.stmt(&format!("case {n}: {j}"));
                }
                let j = self.jump(*default);
                self.stmt(&format!("default: {j}"));
                self.stmt("}");
            }
            Terminator::Return(value) => {
                self.line_directive(data.term_span);
                self.nanny_leave(value.as_ref(), data.term_span);
                let text = match (value, self.f.convention) {
                    (Some(v), Convention::Generator) => {
                        self.cx.unit("gen");
                        format!(
                            "return pyx_gen_return(gen, {});",
                            self.operand_as(v, Types::OBJECT).at(Prec::Assign)
                        )
                    }
                    (Some(v), _) => format!("return {};", self.operand_as(v, self.f.ret).text),
                    (None, _) => "return;".into(),
                };
                self.stmt(&text);
            }
            Terminator::Unwind => self.unwind(),
            Terminator::Unreachable => {
                // Control never gets here; C wants to see a return.
                let text = self.error_value().map_or("return;".into(), |v| format!("return {v};"));
                self.stmt(&text);
            }
            Terminator::Fallible { ok, .. } => {
                if *ok != next {
                    let j = self.jump(*ok);
                    self.stmt(&j);
                }
            }
            Terminator::Yield { value, sent, resume, err } => {
                self.yields.push(b);
                let n = self.yields.len();
                let v = self.operand_as(value, Types::OBJECT).text;
                self.nanny_leave(Some(value), data.term_span);
                self.stmt(&format!("gen->state = {n};"));
                self.stmt(&format!("return {v};"));
                let _ = writeln!(self.out, "resume{n}:");
                if let Some(e) = err {
                    let line = if self.wants_line(*e) && self.only_line.is_none() {
                        format!("line = {}; ", self.line_of(data.term_span))
                    } else {
                        String::new()
                    };
                    let goto = self.jump(*e);
                    self.stmt(&format!("if (!sent) {{ {line}{goto} }}"));
                }
                if let Some(r) = sent {
                    let s = self.lvalue(*r);
                    self.stmt(&format!("{s} = pyx_newref(sent);"));
                    self.nanny_sent(*r, data.term_span);
                }
                if *resume != next {
                    let j = self.jump(*resume);
                    self.stmt(&j);
                }
            }
        }
    }

    fn negated(&self, cond: &Operand) -> String {
        if let Operand::Reg(r) = cond
            && let Some((b, i)) = self.folds.get(*r)
            && let OpKind::Assign { value: Rvalue::Binary(op, x, y), .. } = &self.f.blocks[b].ops[i].kind
        {
            let inverse = match op {
                BinOp::Eq => Some(BinOp::Ne),
                BinOp::Ne => Some(BinOp::Eq),
                // Not for floats: a comparison with NaN is false both ways.
                BinOp::Lt if !self.types().is_float(self.operand_type(x)) => Some(BinOp::Ge),
                BinOp::Le if !self.types().is_float(self.operand_type(x)) => Some(BinOp::Gt),
                BinOp::Gt if !self.types().is_float(self.operand_type(x)) => Some(BinOp::Le),
                BinOp::Ge if !self.types().is_float(self.operand_type(x)) => Some(BinOp::Lt),
                _ => None,
            };
            if let Some(inverse) = inverse {
                return self.rvalue(&Rvalue::Binary(inverse, x.clone(), y.clone()), Types::BINT).text;
            }
        }
        if let Operand::Reg(r) = cond
            && let Some((b, i)) = self.folds.get(*r)
            && let OpKind::Assign { value: Rvalue::Unary(pyxide_mir::UnOp::Not, x), .. } =
                &self.f.blocks[b].ops[i].kind
        {
            return self.operand(x).text;
        }
        format!("!{}", self.operand(cond).at(Prec::Unary))
    }

    /// Leaves the function with an exception set.
    fn unwind(&mut self) {
        if self.f.error == ErrorProtocol::Never {
            self.cx.unit("exc");
            let name = c_string(format!("{}.{}", self.cx.module.name, self.f.display).as_bytes());
            self.stmt(&format!("pyx_write_unraisable({name});"));
        }
        self.nanny_leave(None, self.f.span);
        let text = self.error_value().map_or("return;".into(), |v| format!("return {v};"));
        self.stmt(&text);
    }

    fn error_value(&self) -> Option<String> {
        let t = self.types();
        let ret = self.f.ret;
        if t.is_void(ret) {
            return None;
        }
        Some(match &self.f.error {
            ErrorProtocol::Sentinel(s) | ErrorProtocol::SentinelCheck(s) => {
                self.sentinel_as(&sentinel(s), ret)
            }
            _ => match t.kind(ret) {
                Type::Struct(_) | Type::CTuple(_) => format!("({}){{0}}", type_name(t, t.unqualified(ret))),
                _ if t.is_object(ret) || t.is_pointer(ret) => "NULL".into(),
                _ => "0".into(),
            },
        })
    }
}

/// The declaration of a variable that the code assigns to itself: its initial value comes in a statement, so neither it
/// nor the items of an array are `const` in C.
fn declare_mutable(t: &Types, ty: TypeId, name: &str) -> String {
    match t.get(ty) {
        Type::Const(inner) | Type::Volatile(inner) => declare_mutable(t, *inner, name),
        Type::Array(elem, len) => {
            let len = match len {
                ArrayLen::Known(n) => n.to_string(),
                ArrayLen::Named(text) => text.to_string(),
                ArrayLen::Unknown => String::new(),
            };
            declare_mutable(t, *elem, &format!("{name}[{len}]"))
        }
        _ => declare(t, ty, name),
    }
}

/// `T *x` → (`T`, `*x`): the part that several declarators can share.
fn split_declaration(d: &str) -> (&str, &str) {
    // The declarator starts at the first `*`, or at the last word.
    match d.find(['*', '(']) {
        Some(i) => (d[..i].trim_end(), &d[i..]),
        None => {
            let end = d.find('[').unwrap_or(d.len());
            match d[..end].rfind(' ') {
                Some(i) => (&d[..i], &d[i + 1..]),
                None => (d, ""),
            }
        }
    }
}

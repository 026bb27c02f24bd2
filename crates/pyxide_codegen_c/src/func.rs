//! Prints one function: header, declarations, and the body (`body.rs`).

use crate::call::sentinel;
use crate::cx::Cx;
use crate::layout::Folds;
use crate::loops::Counted;
use crate::names::{Names, c_string};
use crate::nanny::handles_references;
use crate::repeats::{has_loop, keeps_thread_state};
use pyxide_diagnostics::{FileId, Span};
use pyxide_mir::{Block, Convention, Function, Linkage, OpKind, Operand, Reg, RegKind, Storage, Terminator};
use pyxide_types::cdecl::{declare, type_name};
use pyxide_types::{ArrayLen, ErrorProtocol, Type, TypeId, Types};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::{SmolStr, format_smolstr};
use std::fmt::Write;

pub struct FuncPrinter<'a> {
    pub cx: &'a Cx<'a>,
    pub f: &'a Function,
    pub folds: Folds,
    pub reg_names: Vec<SmolStr>,
    /// Registers that the function mentions.
    used: Vec<bool>,
    pub out: String,
    pub indent: usize,
    /// Labels of the next statement.
    pub label: String,
    /// Suspension points so far.
    pub yields: Vec<Block>,
    /// The source line that C compilers take the next line of the text for.
    pub position: Option<(FileId, u32)>,
    /// The source line that the present statement comes from, with `#line` directives.
    pub source: Option<(FileId, u32)>,
    /// Operations that are not printed where they stand, but for the folded ones.
    pub hidden: FxHashSet<(Block, usize)>,
    pub counted: Vec<Counted>,
    /// The text is of no line of the source.
    pub outside: bool,
    /// Operations that declare the register they set.
    pub declaring: FxHashMap<(Block, usize), Reg>,
    /// Line number when all errors of the function are on one line: no variable is needed.
    pub only_line: Option<u32>,
    pub uses_line: bool,
    /// The function accounts for its references.
    pub nanny: bool,
    /// The function has the thread's state in a variable.
    pub keeps_thread_state: bool,
    /// Some of it runs without the GIL.
    pub leaves_gil: bool,
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
        folds: Folds::of(cx.module, f, &|span| cx.options.sources.line(span)),
        reg_names: vec![SmolStr::default(); f.regs.len()],
        used: used_registers(f),
        out: String::new(),
        indent: 1,
        label: String::new(),
        yields: vec![],
        position: None,
        source: None,
        hidden: FxHashSet::default(),
        declaring: FxHashMap::default(),
        counted: vec![],
        outside: false,
        only_line: None,
        uses_line: false,
        nanny: cx.options.refnanny && handles_references(cx.module, f),
        keeps_thread_state: keeps_thread_state(cx.module, f),
        leaves_gil: f.blocks.iter().any(|b| b.nogil),
    };
    p.plan_lines();
    let header = p.header();
    let found = p.structure();
    let declarations = p.declarations();
    p.body(&found);
    p.top(&header, &declarations) + "}\n"
}

/// Leaves out a `return` that gives nothing and stands last, where a function ends anyway.
fn without_last_return(mut body: String) -> String {
    if let Some(rest) =
        body.strip_suffix("    return;\n").filter(|rest| rest.is_empty() || rest.ends_with('\n'))
    {
        let start = rest.trim_end_matches('\n').rfind('\n').map_or(0, |at| at + 1);
        let keep = if rest[start..].starts_with("#line ") { start } else { rest.len() };
        body.truncate(keep);
    }
    body
}

impl FuncPrinter<'_> {
    /// The whole text but for the last brace: what goes before the body is known when that is printed. Everything that has
    /// code is in the line where the function starts.
    fn top(&mut self, header: &str, declarations: &str) -> String {
        let body = without_last_return(std::mem::take(&mut self.out));
        let mut lines: Vec<String> = declarations.lines().map(str::to_string).collect();
        if self.uses_line && self.only_line.is_none() {
            lines.push("    int line;".into());
        }
        if self.keeps_thread_state {
            lines.push("    PyThreadState *thread = PyThreadState_Get();".into());
        }
        lines.extend(self.nanny_start().lines().map(str::to_string));
        if !self.yields.is_empty() {
            lines.push("    switch (gen->state) {".into());
            lines.extend((1..=self.yields.len()).map(|i| format!("    case {i}: goto resume{i};")));
            lines.push("    }".into());
        }
        (self.position, self.source, self.outside) = (None, None, false);
        self.line_directive(self.f.span);
        if self.source.is_none() && self.cx.options.line_directives {
            self.out.push_str("#line 1 \"generated\"\n");
        }
        self.sync();
        self.out.push_str(header);
        self.count_line();
        for line in lines {
            if line.contains(['=', '(', ':']) {
                self.sync();
            }
            self.out.push_str(&line);
            self.end_line();
        }
        std::mem::take(&mut self.out) + &self.continued(body)
    }

    /// The text of the body behind the declarations: its first `#line` need not name the file again, nor say the line that
    /// comes anyway.
    fn continued(&self, body: String) -> String {
        let Some((file, line)) = self.position else { return body };
        let path = c_string(self.cx.options.sources.file(file).path.as_bytes());
        let Some((first, rest)) = body.split_once('\n') else { return body };
        match first.strip_prefix("#line ").and_then(|at| at.strip_suffix(&format!(" {path}"))) {
            Some(at) if at == line.to_string() => rest.to_string(),
            Some(at) => format!("#line {at}\n{rest}"),
            None => body,
        }
    }

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
                && (self.used[r] || f.params.contains(&Reg(r as u32)))
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
            if f.regs[r].name.is_none() && self.used[r] && !self.folds.is_folded(Reg(r as u32)) {
                self.reg_names[r] = names.pick(&format!("t{next}"));
                next += 1;
            }
        }
    }

    /// Declares the C locals.
    fn declarations(&mut self) -> String {
        let f = self.f;
        let t = self.types();
        let mut out = String::new();
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
            } else if !self.cx.is_plain_object(ty) && self.used[r.index()] {
                let _ = writeln!(
                    out,
                    "    {} = ({})self_;",
                    declare(t, ty, &self.reg_names[r.index()]),
                    type_name(t, ty)
                );
            }
        }
        // Variables of one base type share a declaration; object variables start out unbound.
        let declared: FxHashSet<Reg> = self.declaring.values().copied().collect();
        let mut groups: Vec<(String, Vec<String>)> = Vec::new();
        for (i, data) in f.regs.iter().enumerate() {
            let r = Reg(i as u32);
            let is_arg = args.contains(&r) && data.kind == RegKind::Temp;
            if !self.used[i]
                || declared.contains(&r)
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
        self.cx.options.sources.line(span)
    }

    /// The file that the function stands in when it is not the module's own, but one that it includes or cimports.
    pub fn included_file(&self) -> Option<&str> {
        let path = self.cx.options.sources.get(self.f.span.file)?.path.as_str();
        let is_source = [".pxi", ".pxd", ".pyx", ".py"].iter().any(|ending| path.ends_with(ending));
        (is_source && self.f.span != Span::default() && path != self.cx.module.path).then_some(path)
    }

    /// Whether an error exit passes a traceback entry.
    pub fn wants_line(&self, mut b: Block) -> bool {
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

    /// Leaves the function with an exception set.
    pub fn unwind(&mut self) {
        if self.f.error == ErrorProtocol::Never {
            self.cx.unit("exc");
            let name = c_string(format!("{}.{}", self.cx.module.name, self.f.display).as_bytes());
            self.stmt(&format!("pyx_write_unraisable({name});"));
        }
        self.nanny_leave(None, self.f.span);
        self.leave_with_error();
    }

    pub fn leave_with_error(&mut self) {
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
                Type::Enum(_) if self.cx.module.cplus => format!("({})0", type_name(t, t.unqualified(ret))),
                _ => "0".into(),
            },
        })
    }
}

/// Which registers operations and terminators mention.
fn used_registers(f: &Function) -> Vec<bool> {
    let mut used = vec![false; f.regs.len()];
    for data in &f.blocks {
        for op in &data.ops {
            op.kind.uses(&mut |r| used[r.index()] = true);
            op.kind.defs(&mut |r| used[r.index()] = true);
        }
        data.term.operands().filter_map(Operand::reg).for_each(|r| used[r.index()] = true);
        if let Terminator::Yield { sent: Some(r), .. } = data.term {
            used[r.index()] = true;
        }
    }
    used
}

/// The declaration of a variable that the code assigns to itself: its initial value comes in a statement, so neither it
/// nor the items of an array are `const` in C.
pub fn declare_mutable(t: &Types, ty: TypeId, name: &str) -> String {
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

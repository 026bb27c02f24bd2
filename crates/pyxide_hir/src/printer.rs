//! The printed form of HIR, for `--emit hir` and tests: one line per simple statement, blocks indented, every
//! conversion visible, types where a node decides them.
//!
//! ```text
//! func 1 random_noise python
//!   param number: int = 1
//!   local i: int
//!   my_array = ccast<double *>(malloc(numeric<size_t>(number) * sizeof(double)))
//!   if not my_array:
//!     raise Call(builtin MemoryError)
//! ```

use crate::*;
use pyxide_types::TypeId;
use pyxide_types::display::display;
use std::fmt::Write;

/// Functions in order, each with its header and its body.
pub fn print(module: &Module) -> String {
    let mut p = Printer { module, func: None, out: format!("module {}\n", module.name), depth: 0 };
    for class in &module.classes {
        p.class(class);
    }
    for (i, f) in module.functions.iter().enumerate() {
        p.function(i, f);
    }
    p.out
}

struct Printer<'m> {
    module: &'m Module,
    func: Option<&'m Function>,
    out: String,
    depth: usize,
}

fn binary_symbol(op: BinOp) -> &'static str {
    match op {
        BinOp::Add => "+",
        BinOp::Sub => "-",
        BinOp::Mul => "*",
        BinOp::TrueDiv => "/",
        BinOp::ClassicDiv => "/c",
        BinOp::FloorDiv => "//",
        BinOp::Mod => "%",
        BinOp::Pow => "**",
        BinOp::MatMul => "@",
        BinOp::LShift => "<<",
        BinOp::RShift => ">>",
        BinOp::And => "&",
        BinOp::Or => "|",
        BinOp::Xor => "^",
    }
}

fn coercion_name(c: Coercion) -> &'static str {
    match c {
        Coercion::ToObject => "to_object",
        Coercion::FromObject => "from_object",
        Coercion::Numeric => "numeric",
        Coercion::Widened => "widened",
        Coercion::CCast => "ccast",
        Coercion::TypeTest { allow_none: true } => "type_test",
        Coercion::TypeTest { allow_none: false } => "type_test_not_none",
        Coercion::Reinterpret => "reinterpret",
        Coercion::Truth => "truth",
        Coercion::ObjectPointer => "object_pointer",
        Coercion::BytesData => "bytes_data",
    }
}

fn text(t: &Text) -> String {
    match t {
        Text::Utf8(s) => format!("{s:?}"),
        Text::CodePoints(points) => format!("{points:x?}"),
    }
}

impl Printer<'_> {
    fn line(&mut self, text: impl AsRef<str>) {
        for _ in 0..self.depth {
            self.out.push_str("  ");
        }
        self.out.push_str(text.as_ref());
        self.out.push('\n');
    }

    fn ty(&self, ty: TypeId) -> String {
        display(&self.module.types, ty)
    }

    fn class(&mut self, class: &ClassImpl) {
        let def = &self.module.types.classes[class.class.index()];
        self.line(format!("\nclass {}({})", def.name, self.ty(def.base)));
        self.depth += 1;
        for f in &def.fields {
            self.line(format!("field {}: {}", f.name, self.ty(f.ty)));
        }
        for &(index, func) in &class.cmethods {
            self.line(format!("cmethod {} = func {}", def.methods[index].name, func.0));
        }
        for m in &class.methods {
            self.line(format!("method {} {:?} = func {}", m.name, m.kind, m.func.0));
        }
        self.depth -= 1;
    }

    fn function(&mut self, index: usize, f: &Function) {
        let mut head = format!("\nfunc {index} {}", f.qualname);
        let _ = write!(head, " {:?}", f.kind);
        if f.flavour != Flavour::Plain {
            let _ = write!(head, " {:?}", f.flavour);
        }
        let _ = write!(head, " -> {}", self.ty(f.ret));
        if let Some(outer) = f.outer {
            let _ = write!(head, " in func {}", outer.0);
        }
        if f.nogil {
            head.push_str(" nogil");
        }
        self.line(head);
        self.depth += 1;
        self.func = self.module.functions.get(index);
        for p in &f.params {
            let mut line = format!("param {}: {}", p.name, self.ty(p.ty));
            match p.kind {
                ParamKind::Normal => {}
                kind => {
                    let _ = write!(line, " {kind:?}");
                }
            }
            match &p.default {
                None => {}
                Some(DefaultValue::Inline(e)) => {
                    let _ = write!(line, " = {}", self.expr(e));
                }
                Some(DefaultValue::Stored(n)) => {
                    let _ = write!(line, " = stored {n}");
                }
            }
            self.line(line);
        }
        for (i, l) in f.locals.iter().enumerate() {
            if l.kind == LocalKind::Param && !l.captured {
                continue;
            }
            let captured = if l.captured { " captured" } else { "" };
            self.line(format!("local {i} {}: {}{captured}", l.name, self.ty(l.ty)));
        }
        self.stmts(&f.body);
        self.depth -= 1;
    }

    fn local(&self, func: Option<&Function>, id: LocalId) -> String {
        match func.and_then(|f| f.locals.get(id.index())) {
            Some(l) => l.name.to_string(),
            None => format!("local{}", id.0),
        }
    }

    fn stmts(&mut self, list: &[Stmt]) {
        for s in list {
            self.stmt(s);
        }
    }

    fn block(&mut self, head: impl AsRef<str>, list: &[Stmt]) {
        self.line(head);
        self.depth += 1;
        self.stmts(list);
        self.depth -= 1;
    }

    fn stmt(&mut self, s: &Stmt) {
        match &s.kind {
            StmtKind::Expr(e) => self.expr_lines("", e),
            StmtKind::Assign { targets, value } => {
                let targets: Vec<String> = targets.iter().map(|t| self.target(t)).collect();
                self.expr_lines(&format!("{} = ", targets.join(" = ")), value);
            }
            StmtKind::AugAssign { target, op, value, .. } => {
                let line = format!("{} {}= {}", self.target(target), binary_symbol(*op), self.expr(value));
                self.line(line);
            }
            StmtKind::Delete(targets) => {
                let targets: Vec<String> = targets.iter().map(|t| self.target(t)).collect();
                self.line(format!("del {}", targets.join(", ")));
            }
            StmtKind::Return(None) => self.line("return"),
            StmtKind::Return(Some(e)) => self.expr_lines("return ", e),
            StmtKind::Raise { exc, cause, traceback } => {
                let mut line = String::from("raise");
                for (word, e) in [("", exc), ("from ", cause), ("with traceback ", traceback)] {
                    if let Some(e) = e {
                        let _ = write!(line, " {word}{}", self.expr(e));
                    }
                }
                self.line(line);
            }
            StmtKind::Assert { test, message } => {
                let message = message.as_ref().map_or(String::new(), |m| format!(", {}", self.expr(m)));
                self.line(format!("assert {}{message}", self.expr(test)));
            }
            StmtKind::If { arms, orelse } => {
                for (i, (test, body)) in arms.iter().enumerate() {
                    let word = if i == 0 { "if" } else { "elif" };
                    self.block(format!("{word} {}:", self.expr(test)), body);
                }
                self.orelse(orelse);
            }
            StmtKind::While { test, body, orelse } => {
                self.hoist(test);
                self.block(format!("while {}:", self.expr(test)), body);
                self.orelse(orelse);
            }
            StmtKind::For { target, iter, body, orelse, is_async } => {
                let word = if *is_async { "async for" } else { "for" };
                let head = format!("{word} {} in {}:", self.target(target), self.for_iter(iter));
                self.block(head, body);
                self.orelse(orelse);
            }
            StmtKind::Break => self.line("break"),
            StmtKind::Continue => self.line("continue"),
            StmtKind::Try { body, handlers, orelse, finally } => {
                self.try_stmt("except", body, handlers, orelse, finally)
            }
            StmtKind::TryStar { body, handlers, orelse, finally } => {
                self.try_stmt("except*", body, handlers, orelse, finally)
            }
            StmtKind::With { manager, enter, target, body, is_async } => {
                let word = if *is_async { "async with" } else { "with" };
                let enter = enter.as_ref().map_or(String::new(), |e| format!(" entered by {}", self.expr(e)));
                let target = target.as_ref().map_or(String::new(), |t| format!(" as {}", self.target(t)));
                self.block(format!("{word} {}{enter}{target}:", self.expr(manager)), body);
            }
            StmtKind::Gil { state, body } => self.block(format!("{state:?}:"), body),
            StmtKind::Guard { enter, exit, body } => {
                self.block(format!("guard {}, {}:", self.expr(enter), self.expr(exit)), body)
            }
            StmtKind::Match { subject, cases } => {
                self.line(format!("match {}:", self.expr(subject)));
                self.depth += 1;
                for c in cases {
                    let guard = c.guard.as_ref().map_or(String::new(), |g| format!(" if {}", self.expr(g)));
                    self.block(format!("case {}{guard}:", self.pattern(&c.pattern)), &c.body);
                }
                self.depth -= 1;
            }
            StmtKind::PyClass(c) => {
                let mut args = self.args(&c.bases, &c.keywords);
                if let Some(cell) = c.class_cell {
                    let _ = write!(args, "; cell {}", cell.0);
                }
                let decorators: Vec<String> =
                    c.decorators.iter().map(|d| format!("@{} ", self.expr(d))).collect();
                let head = format!(
                    "{}class {} = {}({args}):",
                    decorators.concat(),
                    self.target(&c.target),
                    c.qualname
                );
                self.block(head, &c.body);
            }
            StmtKind::ExtClass { class, body } => {
                let name = self.module.types.classes[class.index()].name.clone();
                self.block(format!("ready class {name}:"), body);
            }
            StmtKind::ImportStar { module } => self.line(format!("import * from {}", self.expr(module))),
            StmtKind::Print { dest, values, newline } => {
                let dest = dest.as_ref().map_or(String::new(), |d| format!(">> {}, ", self.expr(d)));
                let values: Vec<String> = values.iter().map(|v| self.expr(v)).collect();
                let end = if *newline { "" } else { "," };
                self.line(format!("print {dest}{}{end}", values.join(", ")));
            }
            StmtKind::Exec { code, globals, locals } => {
                let mut line = format!("exec {}", self.expr(code));
                for e in [globals, locals].into_iter().flatten() {
                    let _ = write!(line, ", {}", self.expr(e));
                }
                self.line(line);
            }
            StmtKind::ComprehensionAppend { id, value } => {
                self.line(format!("append {id}: {}", self.expr(value)))
            }
            StmtKind::ComprehensionUnpack { id, value } => {
                self.line(format!("append {id}: *{}", self.expr(value)))
            }
            StmtKind::ComprehensionPut { id, key, value } => {
                self.line(format!("put {id}: {}: {}", self.expr(key), self.expr(value)))
            }
            StmtKind::Pass => self.line("pass"),
            StmtKind::Block(body) => self.block("block:", body),
        }
    }

    /// A statement that ends in an expression; comprehensions and sequences are written as blocks above it.
    fn expr_lines(&mut self, head: &str, e: &Expr) {
        self.hoist(e);
        let line = format!("{head}{}", self.expr(e));
        self.line(line);
    }

    /// Writes the statements inside an expression as blocks.
    fn hoist(&mut self, e: &Expr) {
        for (label, body) in self.hoisted(e) {
            self.block(label, body);
        }
    }

    /// Statements inside an expression, with their labels.
    fn hoisted<'e>(&self, e: &'e Expr) -> Vec<(String, &'e [Stmt])> {
        let mut list: Vec<(String, &'e [Stmt])> = Vec::new();
        visit::walk_expr(e, &mut |node| {
            if let visit::Node::Expr(e) = node {
                match &e.kind {
                    ExprKind::Comprehension { id, kind, body } => {
                        list.push((format!("comp{id} {kind:?}:"), body))
                    }
                    ExprKind::Sequence(body, _) => list.push(("first:".into(), body)),
                    _ => {}
                }
            }
        });
        list
    }

    fn orelse(&mut self, orelse: &[Stmt]) {
        if !orelse.is_empty() {
            self.block("else:", orelse);
        }
    }

    fn try_stmt(
        &mut self,
        word: &str,
        body: &[Stmt],
        handlers: &[Handler],
        orelse: &[Stmt],
        finally: &[Stmt],
    ) {
        self.block("try:", body);
        for h in handlers {
            let pattern = h.pattern.as_ref().map_or(String::new(), |p| format!(" {}", self.expr(p)));
            let target = h.target.as_ref().map_or(String::new(), |t| format!(" as {}", self.target(t)));
            self.block(format!("{word}{pattern}{target}:"), &h.body);
        }
        self.orelse(orelse);
        if !finally.is_empty() {
            self.block("finally:", finally);
        }
    }

    fn for_iter(&self, iter: &ForIter) -> String {
        match iter {
            ForIter::Object(e) => self.expr(e),
            ForIter::Range { start, stop, step, ty, inclusive } => {
                let step = match step {
                    RangeStep::Const(n) => n.to_string(),
                    RangeStep::Expr(e) => self.expr(e),
                };
                let last = if *inclusive { "=" } else { "" };
                format!("range<{}>({}..{last}{} by {step})", self.ty(*ty), self.expr(start), self.expr(stop))
            }
            ForIter::Memory { base, start, stop, step, .. } => {
                let part = |e: &Option<Expr>| e.as_ref().map_or(String::new(), |e| self.expr(e));
                format!("memory {}[{}:{}:{}]", self.expr(base), part(start), self.expr(stop), part(step))
            }
            ForIter::Enumerate { counter, start, inner } => {
                let start = start.as_ref().map_or("0".into(), |e| self.expr(e));
                format!("enumerate {} from {start}, {}", self.target(counter), self.for_iter(inner))
            }
            ForIter::Dict { dict, what } => format!("{what:?} of {}", self.expr(dict)),
            ForIter::Chars(e) => format!("chars {}", self.expr(e)),
            ForIter::Reversed(e) => format!("reversed {}", self.expr(e)),
        }
    }

    fn target(&self, t: &Target) -> String {
        let place = match &t.kind {
            TargetKind::Local(id) => self.local(self.func, *id),
            TargetKind::Outer(f, id) => {
                format!("outer {}", self.local(self.module.functions.get(f.index()), *id))
            }
            TargetKind::Global(n) => format!("global {n}"),
            TargetKind::ClassName(n) => format!("class {n}"),
            TargetKind::CVar(id) => self.module.cvars[id.index()].name.to_string(),
            TargetKind::Attr(e, n) => format!("{}.{n}", self.expr(e)),
            TargetKind::Item(e, i) => format!("{}[{}]", self.expr(e), self.index(i)),
            TargetKind::Memory(e) => self.expr(e),
            TargetKind::Unpack { items, star } => {
                let items: Vec<String> = items
                    .iter()
                    .enumerate()
                    .map(|(i, t)| format!("{}{}", if *star == Some(i) { "*" } else { "" }, self.target(t)))
                    .collect();
                format!("({})", items.join(", "))
            }
            TargetKind::Discard => "_".into(),
        };
        match t.coerce {
            Some(c) => format!("{place} via {}<{}>", coercion_name(c), self.ty(t.ty)),
            None => place,
        }
    }

    fn index(&self, i: &Index) -> String {
        match i {
            Index::Object(e) => self.expr(e),
            Index::Ssize { index, wraparound, boundscheck } => {
                let mut s = format!("ssize {}", self.expr(index));
                if *wraparound {
                    s.push_str(" wrap");
                }
                if *boundscheck {
                    s.push_str(" check");
                }
                s
            }
            Index::Slice { start, stop } => {
                let part = |e: &Option<Expr>| e.as_ref().map_or(String::new(), |e| self.expr(e));
                format!("{}:{}", part(start), part(stop))
            }
        }
    }

    fn args(&self, args: &[Arg], keywords: &[KwArg]) -> String {
        let args = args.iter().map(|a| match a {
            Arg::Value(e) => self.expr(e),
            Arg::Star(e) => format!("*{}", self.expr(e)),
        });
        let keywords = keywords.iter().map(|k| match k {
            KwArg::Named(n, e) => format!("{n}={}", self.expr(e)),
            KwArg::DoubleStar(e) => format!("**{}", self.expr(e)),
        });
        args.chain(keywords).collect::<Vec<_>>().join(", ")
    }

    fn list<'e>(&self, list: impl IntoIterator<Item = &'e Expr>) -> String {
        list.into_iter().map(|e| self.expr(e)).collect::<Vec<_>>().join(", ")
    }

    fn parts(&self, parts: &[FPart]) -> String {
        let mut out = String::new();
        for p in parts {
            match p {
                FPart::Text(t) => {
                    let _ = write!(out, "{}", text(t));
                }
                FPart::Value { value, conversion, spec, .. } => {
                    let _ = write!(out, "{{{}", self.expr(value));
                    if let Some(c) = conversion {
                        let _ = write!(out, "!{c}");
                    }
                    if !spec.is_empty() {
                        let _ = write!(out, ":{}", self.parts(spec));
                    }
                    out.push('}');
                }
            }
        }
        out
    }

    fn pattern(&self, p: &Pattern) -> String {
        let name = |t: &Option<Target>| t.as_ref().map_or("_".to_string(), |t| self.target(t));
        match p {
            Pattern::Value(e) => format!("== {}", self.expr(e)),
            Pattern::Singleton(e) => format!("is {}", self.expr(e)),
            Pattern::Capture(t) => name(t),
            Pattern::As(inner, t) => format!("{} as {}", self.pattern(inner), self.target(t)),
            Pattern::Or(list) => list.iter().map(|p| self.pattern(p)).collect::<Vec<_>>().join(" | "),
            Pattern::Sequence { items, star } => {
                let mut items: Vec<String> = items.iter().map(|p| self.pattern(p)).collect();
                if let Some((at, t)) = star {
                    items.insert((*at).min(items.len()), format!("*{}", name(t)));
                }
                format!("[{}]", items.join(", "))
            }
            Pattern::Mapping { items, rest } => {
                let mut parts: Vec<String> =
                    items.iter().map(|(k, p)| format!("{}: {}", self.expr(k), self.pattern(p))).collect();
                parts.extend(rest.as_ref().map(|t| format!("**{}", self.target(t))));
                format!("{{{}}}", parts.join(", "))
            }
            Pattern::Class { class, positional, keywords } => {
                let mut parts: Vec<String> = positional.iter().map(|p| self.pattern(p)).collect();
                parts.extend(keywords.iter().map(|(n, p)| format!("{n}={}", self.pattern(p))));
                format!("{}({})", self.expr(class), parts.join(", "))
            }
        }
    }

    fn constant(&self, e: &Expr, value: String) -> String {
        // The type tells C constants from Python objects.
        format!("{value}:{}", self.ty(e.ty))
    }

    fn expr(&self, e: &Expr) -> String {
        match &e.kind {
            ExprKind::None => "None".into(),
            ExprKind::Ellipsis => "...".into(),
            ExprKind::NotImplemented => "NotImplemented".into(),
            ExprKind::Null => "NULL".into(),
            ExprKind::Bool(b) => self.constant(e, b.to_string()),
            ExprKind::Int(n) => self.constant(e, n.to_string()),
            ExprKind::Float(x) => self.constant(e, format!("{x:?}")),
            ExprKind::Imaginary(x) => self.constant(e, format!("{x:?}j")),
            ExprKind::Str(t) => text(t),
            ExprKind::Bytes(b) => format!("b\"{}\"", b.escape_ascii()),
            ExprKind::CString(b) => format!("c\"{}\"", b.escape_ascii()),
            ExprKind::CConst(n) => n.to_string(),
            ExprKind::EnumItem(id, i) => self.module.types.enums[id.index()].items[*i].name.to_string(),
            ExprKind::Local(id) => self.local(self.func, *id),
            ExprKind::Outer(f, id) => {
                format!("outer {}", self.local(self.module.functions.get(f.index()), *id))
            }
            ExprKind::Global(n) => format!("global {n}"),
            ExprKind::BuiltinName(n) => format!("builtin {n}"),
            ExprKind::ClassName(n, fallback) => format!("(class {n} or {})", self.expr(fallback)),
            ExprKind::CVar(id) => self.module.cvars[id.index()].name.to_string(),
            ExprKind::CFunc(id) => self.module.cfuncs[id.index()].name.to_string(),
            ExprKind::TypeObject(c) => format!("type {}", self.module.types.classes[c.index()].name),
            ExprKind::BuiltinType(b) => format!("type {}", b.py_name()),
            ExprKind::ThisModule => "this module".into(),
            ExprKind::GlobalsDict => "globals()".into(),
            ExprKind::ClassNamespace => "class namespace".to_string(),
            ExprKind::LocalsDict(list) => {
                let names: Vec<&str> = list.iter().map(|(n, _)| n.as_str()).collect();
                format!("locals({})", names.join(", "))
            }
            ExprKind::Attr(base, n) => format!("{}.{n}", self.expr(base)),
            ExprKind::Field { base, field, nonecheck } => {
                let name = match field {
                    FieldRef::Struct(s, i) => {
                        self.module.types.structs[s.index()].fields.as_ref().map(|f| f[*i].name.clone())
                    }
                    FieldRef::Class(c, i) => {
                        Some(self.module.types.classes[c.index()].fields[*i].name.clone())
                    }
                };
                let check = if *nonecheck { "?" } else { "" };
                format!("{}{check}->{}", self.expr(base), name.unwrap_or_default())
            }
            ExprKind::Item(base, i) => format!("{}[{}]", self.expr(base), self.index(i)),
            ExprKind::CIndex(base, i) => format!("{}[c {}]", self.expr(base), self.expr(i)),
            ExprKind::CTupleItem(base, i) => format!("{}.{i}", self.expr(base)),
            ExprKind::Deref(e) => format!("*{}", self.expr(e)),
            ExprKind::AddrOf(e) => format!("&{}", self.expr(e)),
            ExprKind::Call { func, args, keywords } => {
                format!("Call({}; {})", self.expr(func), self.args(args, keywords))
            }
            ExprKind::MethodCall { obj, name, args, keywords } => {
                format!("{}.{name}({})", self.expr(obj), self.args(args, keywords))
            }
            ExprKind::CCall { func, args, skip_dispatch } => {
                let direct = if *skip_dispatch { "direct " } else { "" };
                format!("{direct}{}({})", self.module.cfuncs[func.index()].name, self.list(args))
            }
            ExprKind::PtrCall { func, args } => format!("(*{})({})", self.expr(func), self.list(args)),
            ExprKind::CMethod { obj, class, method } => {
                let class = &self.module.types.classes[class.index()];
                format!("{}.virtual {}.{}", self.expr(obj), class.name, class.methods[*method].name)
            }
            ExprKind::CMethodCall { obj, class, method, args, dynamic, .. } => {
                let class = &self.module.types.classes[class.index()];
                let how = if *dynamic { "virtual" } else { "direct" };
                format!(
                    "{}.{how} {}.{}({})",
                    self.expr(obj),
                    class.name,
                    class.methods[*method].name,
                    self.list(args)
                )
            }
            ExprKind::Prim(p, args) => format!("{}({})", p.info().name, self.list(args)),
            ExprKind::Opaque { what, parts } => format!("opaque {what}({})", self.list(parts)),
            ExprKind::NewObject { class, args, keywords } => {
                format!(
                    "new {}({})",
                    self.module.types.classes[class.index()].name,
                    self.args(args, keywords)
                )
            }
            ExprKind::Unary(op, a, _) => {
                let symbol = match op {
                    UnOp::Neg => "-",
                    UnOp::Pos => "+",
                    UnOp::Invert => "~",
                    UnOp::Real => "real ",
                    UnOp::Imag => "imag ",
                };
                format!("({symbol}{}):{}", self.expr(a), self.ty(e.ty))
            }
            ExprKind::Binary(op, a, b, _) => {
                format!("({} {} {}):{}", self.expr(a), binary_symbol(*op), self.expr(b), self.ty(e.ty))
            }
            ExprKind::Compare { first, rest } => {
                let mut out = format!("({}", self.expr(first));
                for c in rest {
                    let _ = write!(out, " {} {}", c.op.symbol(), self.expr(&c.right));
                }
                out + ")"
            }
            ExprKind::Not(a) => format!("not {}", self.expr(a)),
            ExprKind::BoolOp { is_and, items } => {
                let items: Vec<String> = items.iter().map(|e| self.expr(e)).collect();
                format!("({})", items.join(if *is_and { " and " } else { " or " }))
            }
            ExprKind::Conditional { test, then, orelse } => {
                format!("({} if {} else {})", self.expr(then), self.expr(test), self.expr(orelse))
            }
            ExprKind::Walrus(t, v) => format!("({} := {})", self.target(t), self.expr(v)),
            ExprKind::Tuple(items) => format!("tuple({})", self.args(items, &[])),
            ExprKind::List(items) => format!("list({})", self.args(items, &[])),
            ExprKind::Set(items) => format!("set({})", self.args(items, &[])),
            ExprKind::Dict(items) => {
                let items: Vec<String> = items
                    .iter()
                    .map(|(k, v)| match k {
                        Some(k) => format!("{}: {}", self.expr(k), self.expr(v)),
                        None => format!("**{}", self.expr(v)),
                    })
                    .collect();
                format!("dict({})", items.join(", "))
            }
            ExprKind::CTuple(items) => format!("ctuple({})", self.list(items)),
            ExprKind::StructInit(items) => {
                let items: Vec<String> =
                    items.iter().map(|v| v.as_ref().map_or("_".into(), |v| self.expr(v))).collect();
                format!("struct({})", items.join(", "))
            }
            ExprKind::ArrayInit(items) => format!("array({})", self.list(items)),
            ExprKind::Slice { start, stop, step } => {
                let part = |e: &Option<Box<Expr>>| e.as_ref().map_or(String::new(), |e| self.expr(e));
                format!("slice({}:{}:{})", part(start), part(stop), part(step))
            }
            ExprKind::FString(parts) => format!("f({})", self.parts(parts)),
            ExprKind::TString(parts) => format!("t({})", self.parts(parts)),
            ExprKind::MakeFunction(make) => {
                format!("function {}({})", make.func.0, self.list(&make.defaults))
            }
            ExprKind::Comprehension { id, .. } => format!("comp{id}"),
            ExprKind::GenExpr { func, args } => format!("generator {}({})", func.0, self.list(args)),
            ExprKind::Yield(v) => format!("(yield {})", v.as_ref().map_or(String::new(), |v| self.expr(v))),
            ExprKind::YieldFrom(v) => format!("(yield from {})", self.expr(v)),
            ExprKind::Await(v) => format!("(await {})", self.expr(v)),
            ExprKind::Coerce(c, v) => format!("{}<{}>({})", coercion_name(*c), self.ty(e.ty), self.expr(v)),
            ExprKind::SizeOf(ty) => format!("sizeof({})", self.ty(*ty)),
            ExprKind::Import { module, level, from_list, want_leaf } => {
                let dots = match usize::try_from(*level) {
                    Ok(count) => ".".repeat(count),
                    Err(_) => "[.]".to_owned(),
                };
                let names =
                    if from_list.is_empty() { String::new() } else { format!(" ({})", from_list.join(", ")) };
                let leaf = if *want_leaf { " leaf" } else { "" };
                format!("import {dots}{module}{names}{leaf}")
            }
            ExprKind::ImportFrom(m, n) => format!("from {} import {n}", self.expr(m)),
            ExprKind::Sequence(_, value) => format!("(...; {})", self.expr(value)),
            ExprKind::Likely(likely, v) => {
                format!("{}({})", if *likely { "likely" } else { "unlikely" }, self.expr(v))
            }
        }
    }
}

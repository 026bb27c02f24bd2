//! Table tests of declarations: each file of `tests/sema` holds the sources of a module and what sema makes of them.
//!
//! ```text
//! # ---- main.pyx            the module `main`; options may follow: `# ---- main.pyx lenient cplus`
//! cdef int f(): return 1
//! # ---- other.pxd           what `cimport other` finds
//! # ---- expect
//! cfunc f : int () except? -1 as __pyx_f_4main_f
//! ```
//!
//! `PYXIDE_UPDATE=1` writes what is printed today as the expectation; read the difference before it is committed.

use pyxide_diagnostics::{FileId, Severity, Sink, SourceMap};
use pyxide_sema::{Input, LoadedFile, SourceLoader};
use pyxide_syntax::{ParseOptions, ast};
use pyxide_types::{Access, ErrorProtocol, Origin, Sentinel, Signature, Type, TypeId, Types, cdecl};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

struct Files {
    texts: BTreeMap<String, String>,
    sources: SourceMap,
}

impl Files {
    fn load(&mut self, path: &str) -> Option<LoadedFile> {
        let text = self.texts.get(path)?.clone();
        let file = self.sources.add(path, text.as_str());
        Some(LoadedFile { file, text: text.into(), is_package: path.ends_with("/__init__.pxd") })
    }
}

impl SourceLoader for Files {
    fn load_pxd(&mut self, name: &str) -> Option<LoadedFile> {
        let path = name.replace('.', "/");
        self.load(&format!("{path}.pxd")).or_else(|| self.load(&format!("{path}/__init__.pxd")))
    }
    fn load_include(&mut self, path: &str, _from: FileId) -> Option<LoadedFile> {
        self.load(path)
    }
    fn load_pyx(&mut self, name: &str) -> Option<LoadedFile> {
        self.load(&format!("{}.pyx", name.replace('.', "/")))
    }
    fn sources(&self) -> &SourceMap {
        &self.sources
    }
}

/// Splits a test into its files and the expectation.
fn sections(text: &str) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        match line.strip_prefix("# ---- ") {
            Some(name) => out.push((name.trim().to_string(), String::new())),
            None => {
                if let Some((_, body)) = out.last_mut() {
                    body.push_str(line);
                }
            }
        }
    }
    out
}

fn run(sections: &[(String, String)]) -> String {
    let (head, main) = &sections[0];
    let mut words = head.split_whitespace();
    let path = words.next().expect("a file name").to_string();
    let options: Vec<&str> = words.collect();
    let mut files = Files { texts: BTreeMap::new(), sources: SourceMap::default() };
    for (name, text) in &sections[1..] {
        files.texts.insert(name.clone(), text.clone());
    }
    let file = files.sources.add(path.as_str(), main.as_str());
    let mut sink = Sink::default();
    let parse_options = ParseOptions::for_path(&path, ast::LanguageLevel::Py3);
    let tree = pyxide_syntax::parse(file, main, &parse_options, &mut sink);
    let stem = path.rsplit_once('.').map_or(path.as_str(), |(s, _)| s).replace('/', ".");
    let is_package = stem.ends_with(".__init__");
    let input = Input {
        module_name: stem.strip_suffix(".__init__").unwrap_or(&stem).to_string(),
        is_package,
        path: path.clone(),
        module: tree,
        file,
        directives: Vec::new(),
        compile_time_env: options
            .iter()
            .filter_map(|o| o.split_once('='))
            .map(|(k, v)| (k.to_string(), v.to_string()))
            .collect(),
        cplus: options.contains(&"cplus"),
        lenient: options.contains(&"lenient"),
        allow_unknown_names: false,
    };
    let module = pyxide_sema::analyze(&input, &mut files, &mut sink);
    let mut out = String::new();
    for d in sink.diagnostics() {
        let place = d.span.map_or(String::new(), |s| {
            let at = files.sources.line_col(s);
            format!("{}:{}:{}: ", files.sources.file(s.file).path, at.line, at.column)
        });
        let severity = match d.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let _ = writeln!(out, "{place}{severity}[{}]: {}", d.code.name(), d.message);
        for label in &d.labels {
            let at = files.sources.line_col(label.span);
            let _ = writeln!(out, "    {}:{}: {}", at.line, at.column, label.message);
        }
        if let Some(help) = &d.help {
            let _ = writeln!(out, "    help: {help}");
        }
    }
    if let Some(module) = module {
        print_module(&module, &mut out);
    }
    out
}

fn print_module(m: &pyxide_hir::Module, out: &mut String) {
    for include in &m.includes {
        let _ = writeln!(out, "include {include:?}");
    }
    for item in &m.emitted_types {
        print_type(m, *item, out);
    }
    for v in &m.cvars {
        let decl = cdecl::declare(&m.types, v.ty, &v.cname);
        let _ = writeln!(out, "cvar {} : {decl}{}{}", v.name, access(v.access), origin(&v.origin));
    }
    for f in &m.cfuncs {
        let exported = if f.exported { " exported" } else { "" };
        let inline = if f.is_inline { " inline" } else { "" };
        let capi = if f.capi_signature.is_empty() {
            String::new()
        } else {
            format!("\n  shared as {}: {}", f.capi_name, f.capi_signature)
        };
        let _ = writeln!(
            out,
            "cfunc {} : {} as {}{}{}{exported}{inline}{capi}",
            f.name,
            signature(&m.types, &f.sig),
            f.cname,
            access(f.access),
            origin(&f.origin)
        );
    }
    for c in &m.classes {
        let def = &m.types.classes[c.class.index()];
        let _ = writeln!(out, "implements {}", def.name);
        for method in &c.methods {
            let f = &m.functions[method.func.index()];
            let _ = writeln!(out, "  {:?} {} -> {}", method.kind, method.name, header(&m.types, f));
        }
        for (i, f) in &c.cmethods {
            let f = &m.functions[f.index()];
            let _ = writeln!(out, "  C {} -> {}", def.methods[*i].name, header(&m.types, f));
        }
        if !c.exposed_fields.is_empty() {
            let names: Vec<&str> = c.exposed_fields.iter().map(|i| def.fields[*i].name.as_str()).collect();
            let _ = writeln!(out, "  exposed {}", names.join(", "));
        }
    }
    for f in m.functions.iter().filter(|f| f.class.is_none()) {
        let _ = writeln!(out, "func {} {:?}", header(&m.types, f), f.kind);
    }
    if !m.globals.is_empty() {
        let _ = writeln!(out, "globals {}", m.globals.join(", "));
    }
    for (name, doc) in &m.doctests {
        let _ = writeln!(out, "doctest {name}: {doc:?}");
    }
}

fn print_type(m: &pyxide_hir::Module, item: pyxide_hir::EmittedType, out: &mut String) {
    use pyxide_hir::EmittedType;
    let types = &m.types;
    match item {
        EmittedType::Struct(s) => {
            let def = &types.structs[s.index()];
            let fields: Vec<String> =
                def.fields.iter().flatten().map(|f| cdecl::declare(types, f.ty, &f.cname)).collect();
            let packed = if def.packed { " packed" } else { "" };
            let _ = writeln!(
                out,
                "type {}{packed} {{ {} }}{}",
                def.cname,
                fields.join("; "),
                origin(&def.origin)
            );
        }
        EmittedType::Enum(e) => {
            let def = &types.enums[e.index()];
            let items: Vec<String> = def
                .items
                .iter()
                .map(|i| format!("{}={}", i.cname, i.value.map_or("?".to_string(), |v| v.to_string())))
                .collect();
            let cpdef = if def.is_cpdef { " cpdef" } else { "" };
            let _ =
                writeln!(out, "type {}{cpdef} {{ {} }}{}", def.cname, items.join(", "), origin(&def.origin));
        }
        EmittedType::Typedef(t) => {
            let def = &types.typedefs[t.index()];
            let _ = writeln!(
                out,
                "typedef {}{}",
                cdecl::declare(types, def.base, &def.cname),
                origin(&def.origin)
            );
        }
        EmittedType::Class(c) => {
            let def = &types.classes[c.index()];
            let base = match types.get(def.base) {
                Type::Object => String::new(),
                _ => format!("({})", name(types, def.base)),
            };
            let _ = writeln!(
                out,
                "class {}.{}{base} as {}{}",
                def.module,
                def.name,
                def.struct_cname,
                origin(&def.origin)
            );
            for f in &def.fields {
                let _ = writeln!(out, "  {}{}", cdecl::declare(types, f.ty, &f.cname), access(f.access));
            }
            for method in &def.methods {
                let by = if method.introduced_by == c {
                    String::new()
                } else {
                    format!(" slot of {}", types.classes[method.introduced_by.index()].name)
                };
                let words: String =
                    [(method.is_static, " static"), (method.is_final, " final"), (method.is_cpdef, " cpdef")]
                        .iter()
                        .filter(|(on, _)| *on)
                        .map(|(_, w)| *w)
                        .collect();
                let _ = writeln!(out, "  {} : {}{words}{by}", method.cname, signature(types, &method.sig));
            }
        }
    }
}

fn name(types: &Types, ty: TypeId) -> String {
    match types.get(ty) {
        Type::Object => "object".into(),
        Type::Builtin(b) => b.py_name().into(),
        Type::Class(c) => types.classes[c.index()].name.to_string(),
        Type::Error => "<error>".into(),
        Type::MemoryView(elem, axes) => format!("{}[{}d]", name(types, *elem), axes.len()),
        Type::Fused(f) => types.fused[f.index()].name.to_string(),
        Type::Ptr(to) => format!("{} *", name(types, *to)),
        _ => cdecl::type_name(types, ty),
    }
}

fn signature(types: &Types, sig: &Signature) -> String {
    let required = sig.params.len() - sig.optional;
    let mut params: Vec<String> = sig
        .params
        .iter()
        .enumerate()
        .map(|(i, p)| {
            let default = if i >= required { "=*" } else { "" };
            let label = p.name.as_ref().map_or(String::new(), |n| format!(" {n}"));
            format!("{}{label}{default}{}", name(types, p.ty), if p.not_none { " not None" } else { "" })
        })
        .collect();
    if sig.varargs {
        params.push("...".into());
    }
    let nogil = if sig.nogil { " nogil" } else { "" };
    let with_gil = if sig.with_gil { " with gil" } else { "" };
    format!("{} ({}){}{nogil}{with_gil}", name(types, sig.ret), params.join(", "), errors(&sig.error))
}

fn errors(error: &ErrorProtocol) -> String {
    let value = |s: &Sentinel| match s {
        Sentinel::Int(n) => n.to_string(),
        Sentinel::Float(bits) => format!("{:?}", f64::from_bits(*bits)),
        Sentinel::Null => "NULL".into(),
        Sentinel::Named(n) => n.to_string(),
    };
    match error {
        ErrorProtocol::Never => " noexcept".into(),
        ErrorProtocol::Null => String::new(),
        ErrorProtocol::Sentinel(s) => format!(" except {}", value(s)),
        ErrorProtocol::SentinelCheck(s) => format!(" except? {}", value(s)),
        ErrorProtocol::Always => " except *".into(),
        ErrorProtocol::Cpp(None) => " except +".into(),
        ErrorProtocol::Cpp(Some(h)) => format!(" except +{h}"),
        ErrorProtocol::NullOrStop => " null-or-stop".into(),
    }
}

fn header(types: &Types, f: &pyxide_hir::Function) -> String {
    let params: Vec<String> = f
        .params
        .iter()
        .map(|p| {
            use pyxide_hir::ParamKind::*;
            let mark = match p.kind {
                PositionalOnly => "/",
                Normal => "",
                VarPositional => "*",
                KeywordOnly => "kw ",
                VarKeyword => "**",
            };
            let default = if p.default.is_some() { "=…" } else { "" };
            let none = if p.refuse_none { " not None" } else { "" };
            format!("{mark}{} {}{default}{none}", name(types, p.ty), p.name)
        })
        .collect();
    let mut text =
        format!("{}({}) -> {}{}", f.qualname, params.join(", "), name(types, f.ret), errors(&f.error));
    if f.flavour != pyxide_hir::Flavour::Plain {
        let _ = write!(text, " {:?}", f.flavour);
    }
    for (on, word) in [(f.nogil, " nogil"), (f.with_gil, " with gil"), (f.is_inline, " inline")] {
        if on {
            text.push_str(word);
        }
    }
    text
}

fn access(access: Access) -> String {
    match access {
        Access::Private => String::new(),
        other => format!(" {}", format!("{other:?}").to_lowercase()),
    }
}

fn origin(origin: &Origin) -> String {
    match origin {
        Origin::Here => String::new(),
        Origin::Extern => " extern".into(),
        Origin::Module(m) => format!(" from {m}"),
    }
}

#[test]
fn every_table_gives_what_it_expects() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/sema");
    let mut paths: Vec<_> =
        std::fs::read_dir(&folder).expect("tests/sema").map(|e| e.expect("an entry").path()).collect();
    paths.sort();
    let update = std::env::var_os("PYXIDE_UPDATE").is_some();
    let mut failures = Vec::new();
    for path in paths.iter().filter(|p| p.extension().is_some_and(|e| e == "test")) {
        let text = std::fs::read_to_string(path).expect("a readable test");
        let mut parts = sections(&text);
        let expected = match parts.pop() {
            Some((name, body)) if name == "expect" => body,
            Some(other) => {
                parts.push(other);
                String::new()
            }
            None => continue,
        };
        let actual = run(&parts);
        if actual == expected {
            continue;
        }
        if update {
            let mut text: String =
                parts.iter().map(|(name, body)| format!("# ---- {name}\n{body}")).collect();
            let _ = write!(text, "# ---- expect\n{actual}");
            std::fs::write(path, text).expect("a writable test");
        } else {
            failures.push(format!("{}:\n--- expected\n{expected}--- actual\n{actual}", path.display()));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

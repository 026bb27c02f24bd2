//! The stages of one file, from its text to what was asked for.
//!
//! This is the only place that calls the stages, so it is the place to read for the order of things. A stage that
//! panics becomes an `internal-error` that names it; no input ends the process.

use crate::build_settings::BuildSettings;
use crate::loader::{Loader, SearchPath};
use crate::module_name::module_name;
use crate::suppress::{self, suppress};
use crate::{lenient, text, translate};
use pyxide_diagnostics::{Diagnostic, FileId, Severity, Sink, SourceMap, Span, codes};
use pyxide_sema::SourceLoader;
use pyxide_syntax::ParseOptions;
use pyxide_syntax::ast;
pub use pyxide_syntax::ast::LanguageLevel;
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Once;
use std::time::{Duration, Instant};

/// The options that decide what a source file means.
#[derive(Clone, Default, Debug)]
pub struct CompileOptions {
    /// `-I`: further folders for declaration and included files.
    pub include_dirs: Vec<PathBuf>,
    /// `-X NAME=VALUE`.
    pub directives: Vec<(String, String)>,
    /// `-E NAME=VALUE`.
    pub compile_time_env: Vec<(String, String)>,
    pub language_level: LanguageLevel,
    pub cplus: bool,
    /// Instead of the name that the file's place gives.
    pub module_name: Option<String>,
    /// Compiled functions account for the references that they own.
    pub refnanny: bool,
    /// Memory errors that are certain are shown when a module is compiled.
    pub memory_warnings: bool,
    /// A name that nothing defines is looked up at run time.
    pub allow_unknown_names: bool,
    /// Docstrings are left out.
    pub no_docstrings: bool,
    /// Self-contained C names the lines of the source in `#line` directives.
    pub line_directives: bool,
    /// Self-contained C gets a main function of this name, which runs the module as a program.
    pub embed: Option<String>,
    /// Warnings count as errors.
    pub warnings_are_errors: bool,
    /// Only the first error is reported.
    pub first_error_only: bool,
}

/// How far to go, and what to give back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Goal {
    /// The printed syntax tree.
    Ast,
    /// The printed typed HIR.
    Hir,
    /// The printed MIR after all passes.
    Mir,
    /// The module's C, which needs the runtime's headers and library.
    C,
    /// The module's C with the runtime written into it.
    SelfContainedC,
    /// Findings only; what cannot be found or compiled is passed over.
    Check,
}

/// The name of a stage and the time it took.
pub type Timing = (&'static str, Duration);

/// What came of one file.
#[derive(Debug)]
pub struct Compilation {
    pub sources: SourceMap,
    pub diagnostics: Vec<Diagnostic>,
    /// What the goal asks for; `None` when there are errors, and for [`Goal::Check`].
    pub output: Option<String>,
    pub module_name: String,
    /// Headers for C code that uses the module.
    pub headers: pyxide_codegen_c::Headers,
    /// C++ by the options or by the file's own settings.
    pub cplus: bool,
    pub settings: BuildSettings,
    /// The C headers that the module's C includes and that lie in folders of the sources, with those that they include.
    pub local_headers: Vec<PathBuf>,
    /// The files that were read, the main one first.
    pub files_read: Vec<PathBuf>,
    pub timings: Vec<Timing>,
}

impl Compilation {
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|d| d.severity == Severity::Error)
    }
}

/// Compiles one file. Call it on a thread with a large stack ([`crate::jobs`]).
pub fn compile(path: &Path, options: &CompileOptions, goal: Goal, search_path: SearchPath) -> Compilation {
    let text = match text::read(path) {
        Ok(text) => text,
        Err(failure) => return unread(path, *failure),
    };
    let shown = path.to_string_lossy();
    let mut settings = BuildSettings::parse(&text);
    let derived = module_name(path);
    let (mut loader, file) = Loader::new(path, &shown, text.into(), &options.include_dirs, search_path);
    let mut run = Run {
        cplus: options.cplus || settings.cplus,
        // Build systems name the file of a package, `a.b.__init__`; the module is `a.b`.
        module_name: options
            .module_name
            .as_ref()
            .map_or(derived.dotted, |name| name.strip_suffix(".__init__").unwrap_or(name).to_string()),
        is_package: derived.is_package,
        path,
        file,
        options,
        goal,
        sink: Sink::default(),
        timings: Vec::new(),
        last: "",
        headers: Default::default(),
        included: Vec::new(),
    };
    silence_panics();
    STAGE.set("start");
    let result = catch_unwind(AssertUnwindSafe(|| run.stages(&mut loader)));
    let output = result.unwrap_or_else(|_| {
        let at = Span::new(file, 0, 0);
        run.sink.push(internal_error(path).at(at));
        None
    });
    STAGE.set("");
    settings.resolve(path.parent().unwrap_or(Path::new("")));
    let files_read: Vec<PathBuf> = loader.files_read().map(Path::to_path_buf).collect();
    // Declarations of another package may name headers beside them.
    for folder in files_read.iter().skip(1).filter_map(|file| file.parent()) {
        let known = settings.include_dirs.iter().any(|dir| Path::new(dir) == folder);
        if !known && path.parent() != Some(folder) && run.included.iter().any(|h| folder.join(h).is_file()) {
            settings.include_dirs.push(folder.to_string_lossy().into_owned());
        }
    }
    let local_headers = local_headers(&run.included, &files_read, &options.include_dirs, &settings);
    let (sources, failures) = loader.finish();
    for (_, source) in sources.iter().skip(1) {
        let mut theirs = BuildSettings::parse(&source.text);
        theirs.resolve(Path::new(&source.path).parent().unwrap_or(Path::new("")));
        settings.merge(theirs);
    }
    // What a module cimports may be C++; that is known only now.
    if settings.cplus && !run.cplus {
        let options = CompileOptions { cplus: true, ..options.clone() };
        return compile(path, &options, goal, search_path);
    }
    let mut diagnostics = run.sink.into_diagnostics();
    diagnostics.extend(failures.into_iter().map(|f| *f));
    if goal == Goal::Check {
        lenient::filter(&mut diagnostics, &sources);
    }
    let used = suppress(&mut diagnostics, &sources);
    if goal == Goal::Check {
        diagnostics.extend(suppress::unused(&used, &sources));
    }
    // Stages and nested functions report in an order of their own; readers go through a file from top to bottom.
    diagnostics.sort_by_key(|d| d.span.map(|span| (span.file, span.start)));
    // What comes behind a text that is too deep to read was not read as what it is.
    if let Some(deep) = diagnostics.iter().find(|d| d.code == codes::TOO_DEEP).and_then(|d| d.span) {
        let follows = |d: &Diagnostic| d.span.is_some_and(|s| s.file == deep.file && s.start > deep.start);
        diagnostics.retain(|d| d.code == codes::TOO_DEEP || !follows(d));
    }
    // Each specialisation of a fused function finds the same.
    diagnostics.dedup();
    if options.warnings_are_errors {
        let warnings = diagnostics.iter_mut().filter(|d| d.severity == Severity::Warning);
        warnings.for_each(|d| d.severity = Severity::Error);
    }
    if options.first_error_only
        && let Some(at) = diagnostics.iter().position(|d| d.severity == Severity::Error)
    {
        diagnostics.truncate(at + 1);
    }
    let mut failed = diagnostics.iter().any(|d| d.severity == Severity::Error);
    if output.is_none() && !failed && goal != Goal::Check {
        let message = format!("the stage `{}` gave nothing for {} and no reason", run.last, path.display());
        diagnostics.push(Diagnostic::new(codes::INTERNAL_ERROR, message));
        failed = true;
    }
    Compilation {
        output: output.filter(|_| !failed),
        sources,
        diagnostics,
        module_name: run.module_name,
        headers: run.headers,
        cplus: run.cplus,
        settings,
        local_headers,
        files_read,
        timings: run.timings,
    }
}

struct Run<'a> {
    path: &'a Path,
    file: FileId,
    module_name: String,
    is_package: bool,
    cplus: bool,
    options: &'a CompileOptions,
    goal: Goal,
    sink: Sink,
    timings: Vec<Timing>,
    last: &'static str,
    headers: pyxide_codegen_c::Headers,
    /// Names of the C headers that the text includes.
    included: Vec<String>,
}

impl Run<'_> {
    fn stages(&mut self, loader: &mut Loader) -> Option<String> {
        let options = ParseOptions::for_path(&self.path.to_string_lossy(), self.options.language_level);
        let text = loader.main_text();
        let file = self.file;
        let mut module = self.stage("parse", |sink| pyxide_syntax::parse(file, &text, &options, sink));
        if self.goal == Goal::Ast {
            return Some(ast::printer::print(&module));
        }
        pyxide_syntax::drop_dead(&mut module);
        if self.options.no_docstrings {
            pyxide_syntax::drop_docstrings(&mut module);
        }
        // What was not read would be missed everywhere: only a whole tree is worth looking at further.
        let refused = self.sink.has_errors() && self.goal != Goal::Check;
        if refused && module.is_broken {
            return None;
        }
        let input = pyxide_sema::Input {
            module_name: self.module_name.clone(),
            is_package: self.is_package,
            path: self.path.to_string_lossy().into_owned(),
            module,
            file,
            directives: self.options.directives.clone(),
            compile_time_env: self.options.compile_time_env.clone(),
            cplus: self.cplus,
            lenient: self.goal == Goal::Check,
            allow_unknown_names: self.options.allow_unknown_names,
        };
        let hir = self.stage("analyze", |sink| pyxide_sema::analyze(&input, loader, sink))?;
        // What is given back early is used again by the stages to come.
        drop(input);
        if refused {
            return None;
        }
        self.included = hir
            .includes
            .iter()
            .filter_map(|include| match include {
                pyxide_hir::Include::Header(name) => Some(name.to_string()),
                pyxide_hir::Include::Verbatim(_) => None,
            })
            .collect();
        if self.goal == Goal::Hir {
            return Some(pyxide_hir::printer::print(&hir));
        }
        let mut mir = self.stage("lower", |sink| pyxide_lower::lower(&hir, sink));
        drop(hir);
        if self.goal == Goal::Check {
            self.stage("analyze paths", |_| pyxide_passes::analyze(&mut mir));
            let declared = declared(loader);
            let all = pyxide_memcheck::Scope::All;
            self.stage("check memory", |sink| pyxide_memcheck::check(&mir, &declared, all, sink));
            return None;
        }
        if self.sink.has_errors() {
            return None;
        }
        self.verify(&mir, "lowering");
        if self.options.memory_warnings && self.goal != Goal::Mir && pyxide_memcheck::is_needed(&mir) {
            let mut split = mir.clone();
            self.stage("analyze paths", |_| pyxide_passes::analyze(&mut split));
            let declared = declared(loader);
            let certain = pyxide_memcheck::Scope::Certain;
            self.stage("check memory", |sink| pyxide_memcheck::check(&split, &declared, certain, sink));
        }
        let unbalanced = self.stage("passes", |_| {
            if cfg!(debug_assertions) {
                return pyxide_passes::run_checked(&mut mir);
            }
            pyxide_passes::run(&mut mir);
            Vec::new()
        });
        for message in unbalanced {
            let text = format!("references do not balance: {message}");
            self.sink.push(Diagnostic::new(codes::INTERNAL_ERROR, text).severity(Severity::Warning));
        }
        self.verify(&mir, "the passes");
        if self.goal == Goal::Mir {
            return Some(pyxide_mir::printer::print(&mir));
        }
        let banner = format!("Written by pyxide {} from {}", env!("CARGO_PKG_VERSION"), mir.path);
        let options = pyxide_codegen_c::EmitOptions {
            sources: loader.sources(),
            // C compilers then name the lines of the source. A translated file is for reading, unless one asks.
            line_directives: self.goal == Goal::C || self.options.line_directives,
            refnanny: self.options.refnanny,
            banner: &banner,
        };
        let mut c = self.stage("emit", |_| pyxide_codegen_c::emit(&mir, &options));
        self.headers = c.headers.clone();
        if let (Some(function), Goal::SelfContainedC) = (&self.options.embed, self.goal) {
            let init = pyxide_codegen_c::init_name(&mir);
            let (text, unit) = translate::main_function(&mir.name, &init, function);
            c.text.push_str(&text);
            c.units.push(unit);
        }
        Some(match self.goal {
            Goal::SelfContainedC => translate::self_contained(&c.text, &c.units),
            _ => translate::linked(&c.text),
        })
    }

    /// In debug builds, says where the MIR breaks its contract.
    fn verify(&mut self, mir: &pyxide_mir::Module, after: &str) {
        if cfg!(debug_assertions) {
            for message in pyxide_mir::verify::module(mir) {
                let text = format!("ill-formed MIR after {after}: {message}");
                self.sink.push(Diagnostic::new(codes::INTERNAL_ERROR, text).severity(Severity::Warning));
            }
        }
    }

    /// Runs one stage, measures it, and names it for the report of a panic.
    fn stage<R>(&mut self, name: &'static str, work: impl FnOnce(&mut Sink) -> R) -> R {
        STAGE.set(name);
        self.last = name;
        let start = Instant::now();
        let result = work(&mut self.sink);
        self.timings.push((name, start.elapsed()));
        result
    }
}

/// What comments of all files that were read say of allocators.
fn declared(loader: &Loader) -> pyxide_memcheck::declared::Declared {
    let mut declared = pyxide_memcheck::declared::Declared::default();
    loader.sources().iter().for_each(|(_, source)| declared.read(&source.text));
    declared
}

/// The headers of these names beside the files that were read or in the folders that are given for headers, and those
/// that they include in their turn.
fn local_headers(
    names: &[String],
    files_read: &[PathBuf],
    include_dirs: &[PathBuf],
    settings: &BuildSettings,
) -> Vec<PathBuf> {
    let beside = files_read.iter().filter_map(|file| file.parent()).map(Path::to_path_buf);
    let given = settings.include_dirs.iter().map(PathBuf::from);
    let mut folders: Vec<PathBuf> = Vec::new();
    for folder in beside.chain(include_dirs.iter().cloned()).chain(given) {
        if !folders.contains(&folder) {
            folders.push(folder);
        }
    }
    let mut found = Vec::new();
    let mut identities = std::collections::HashSet::new();
    let mut waiting: Vec<(Option<PathBuf>, String)> = names.iter().rev().map(|n| (None, n.clone())).collect();
    while let Some((from, name)) = waiting.pop() {
        let places = from.iter().chain(&folders).map(|folder| folder.join(&name));
        let Some(path) = places.into_iter().find(|path| path.is_file()) else { continue };
        if !identities.insert(path.canonicalize().unwrap_or_else(|_| path.clone())) {
            continue;
        }
        let text = std::fs::read(&path).unwrap_or_default();
        let names: Vec<&str> =
            std::str::from_utf8(&text).unwrap_or_default().lines().filter_map(translate::included).collect();
        waiting.extend(names.iter().rev().map(|n| (path.parent().map(Path::to_path_buf), (*n).to_owned())));
        found.push(path);
    }
    found
}

/// The result for a file that cannot be read.
fn unread(path: &Path, mut failure: Diagnostic) -> Compilation {
    let mut sources = SourceMap::default();
    if let Some((text, at)) = text::undecodable(path) {
        let end = at + text[at..].chars().next().map_or(0, char::len_utf8);
        let file = sources.add(path.to_string_lossy().as_ref(), text.as_str());
        failure = failure.at(Span::new(file, at as u32, end as u32));
    }
    Compilation {
        sources,
        diagnostics: vec![failure],
        output: None,
        module_name: String::new(),
        headers: Default::default(),
        cplus: false,
        settings: BuildSettings::default(),
        local_headers: Vec::new(),
        files_read: Vec::new(),
        timings: Vec::new(),
    }
}

thread_local! {
    static STAGE: Cell<&'static str> = const { Cell::new("") };
    static PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps the message of a panic inside a stage for [`internal_error`] instead of printing it. Panics elsewhere are
/// printed as ever.
fn silence_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let default = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if STAGE.get().is_empty() {
                return default(info);
            }
            let payload = info.payload();
            let text = payload.downcast_ref::<String>().map(String::as_str);
            let message = text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("no message");
            let place = info.location().map_or(String::new(), |at| format!(" ({}:{})", at.file(), at.line()));
            PANIC.set(Some(format!("{message}{place}")));
        }));
    });
}

fn internal_error(path: &Path) -> Diagnostic {
    let why = PANIC.take().unwrap_or_default();
    Diagnostic::new(
        codes::INTERNAL_ERROR,
        format!("pyxide failed in the stage `{}` on {}: {why}", STAGE.get(), path.display()),
    )
    .help("this is a bug in pyxide: please report it with this file, as small as you can make it")
}

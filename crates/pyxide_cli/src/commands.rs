//! What each command does, on top of the driver. Every command gives the exit status.

use crate::args::{
    BuildArgs, CacheAction, CheckArgs, ChecksArgs, Emit, Format, LanguageArgs, OutputArgs, RunArgs,
    TargetArgs, TranslateArgs,
};
use crate::progress::Progress;
use crate::report::{Reporter, Stream, print_line, write_to};
use pyxide_diagnostics::{Diagnostic, codes, did_you_mean};
use pyxide_driver::Failure;
use pyxide_driver::build::{self, Destination};
use pyxide_driver::cache::Cache;
use pyxide_driver::discover::source_files;
use pyxide_driver::environment::Environment;
use pyxide_driver::jobs::{default_jobs, parallel_each, with_large_stack};
use pyxide_driver::module_name::module_name;
use pyxide_driver::output::write_output;
use pyxide_driver::pipeline::{CompileOptions, Goal, LanguageLevel, compile};
use pyxide_driver::run::{Program, run as run_program};
use std::io;
use std::path::{Path, PathBuf};

/// All went well.
const CLEAN: u8 = 0;
/// The input has errors or findings.
const FOUND: u8 = 1;
/// Wrong usage, or pyxide could not work.
pub const UNABLE: u8 = 2;

pub fn build(args: &BuildArgs, output: &OutputArgs) -> Result<u8, Failure> {
    let environment = environment(&args.target)?;
    let options = compile_options(&args.language, Some(&args.checks), output)?;
    let files = source_files(&args.paths)?;
    let destination = match (&args.output, args.inplace) {
        _ if args.cached => Destination::Cache,
        (None, true) => Destination::Inplace,
        (None, false) => Destination::Folder(PathBuf::from(".")),
        (Some(path), _) if path.extension().is_some_and(|e| e == "so" || e == "pyd") && !path.is_dir() => {
            if files.len() != 1 {
                return Err(usage(format!(
                    "-o {} names one file for {} modules",
                    path.display(),
                    files.len()
                )));
            }
            Destination::File(path.clone())
        }
        (Some(path), _) => Destination::Folder(path.clone()),
    };
    one_name_for_one_file(&args.language, files.len())?;
    let progress = Progress::new(files.len() as u64);
    progress.stage("compiling the runtime, once for this Python and compiler");
    build::prepare(&environment)?;
    progress.stage("building");
    let mut reporter = Reporter::new(Stream::Err, output);
    build::build(&files, &options, &destination, args.depfile, &environment, |file, built| {
        progress.suspended(|| {
            if let Some(path) = &built.output {
                print_line(path.display());
            }
            reporter.compilation(&file.to_string_lossy(), built.compilation);
        });
        progress.advance();
    });
    progress.finish();
    Ok(status(reporter.finish(false)))
}

pub fn run(args: &RunArgs, output: &OutputArgs) -> Result<u8, Failure> {
    let environment = environment(&args.target)?;
    let options = compile_options(&args.language, Some(&args.checks), output)?;
    let progress = Progress::new(1);
    progress.stage("compiling the runtime, once for this Python and compiler");
    build::prepare(&environment)?;
    progress.stage("building");
    let built = with_large_stack(|| build::build_file(&args.file, &options, &environment));
    progress.finish();
    let name = built.compilation.module_name.clone();
    let mut reporter = Reporter::new(Stream::Err, output);
    reporter.compilation(&args.file.to_string_lossy(), built.compilation);
    if reporter.finish(false) {
        return Ok(FOUND);
    }
    let Some(module) = built.output else { return Ok(FOUND) };
    let root = module_name(&args.file).root;
    let program = Program {
        source: &args.file,
        module: &module,
        module_name: &name,
        root: &root,
        code: args.code.as_deref(),
        arguments: &args.arguments,
    };
    let code = run_program(environment.python()?, &program)?;
    Ok(u8::try_from(code).unwrap_or(FOUND))
}

pub fn translate(args: &TranslateArgs, output: &OutputArgs) -> Result<u8, Failure> {
    let environment = environment(&args.target)?;
    let options = CompileOptions {
        line_directives: args.line_directives,
        embed: args.embed.clone(),
        ..compile_options(&args.language, Some(&args.checks), output)?
    };
    let goal = match args.emit {
        Some(Emit::Ast) => Goal::Ast,
        Some(Emit::Hir) => Goal::Hir,
        Some(Emit::Mir) => Goal::Mir,
        Some(Emit::C) => Goal::C,
        None => Goal::SelfContainedC,
    };
    let mut compilation =
        with_large_stack(|| compile(&args.file, &options, goal, &|| environment.search_path()));
    let mut reporter = Reporter::new(Stream::Err, output);
    let text = compilation.output.take();
    let suffix = if compilation.cplus { "cpp" } else { "c" };
    let files_read = std::mem::take(&mut compilation.files_read);
    if let (Some(path), Some(_)) = (&args.settings, &text) {
        write_output(path, &build::describe(&compilation, &files_read))?;
    }
    let target = match &args.output {
        Some(path) if path == Path::new("-") => None,
        Some(path) => Some(path.clone()),
        None if args.emit.is_some() => None,
        None => Some(args.file.with_extension(suffix)),
    };
    if let (None, None, Some(path), Some(_)) = (&args.output, args.emit, &target, &text) {
        build::may_replace(path)?;
    }
    if let (Some(path), Some(_)) = (&target, &text) {
        build::write_headers(path, &compilation)?;
    }
    reporter.compilation(&args.file.to_string_lossy(), compilation);
    if let Some(text) = text {
        match &target {
            Some(path) => {
                write_output(path, &text)?;
                if args.depfile {
                    build::write_dependency_file(path, &files_read)?;
                }
            }
            None => write_to(&mut io::stdout(), &text),
        }
    }
    Ok(status(reporter.finish(false)))
}

pub fn check(args: &CheckArgs, output: &OutputArgs) -> Result<u8, Failure> {
    let environment = environment(&args.target)?;
    let options = compile_options(&args.language, None, output)?;
    let files = source_files(&args.paths)?;
    one_name_for_one_file(&args.language, files.len())?;
    let mut reporter = Reporter::new(Stream::Out, output);
    let mut waiting: Vec<_> = files.iter().map(|_| None).collect();
    let mut next = 0;
    let work = |file: &PathBuf| compile(file, &options, Goal::Check, &|| environment.search_path());
    parallel_each(&files, environment.jobs(), work, |index, compilation| {
        waiting[index] = Some(compilation);
        while let Some(compilation) = waiting.get_mut(next).and_then(Option::take) {
            reporter.compilation(&files[next].to_string_lossy(), compilation);
            next += 1;
        }
    });
    Ok(status(reporter.finish(true)))
}

pub fn explain(code: Option<&str>) -> Result<u8, Failure> {
    let Some(name) = code else {
        let width = codes::ALL.iter().map(|c| c.name().len()).max().unwrap_or(0);
        for code in codes::ALL {
            print_line(format_args!("{:<width$}  {}", code.name(), code.summary()));
        }
        return Ok(CLEAN);
    };
    let Some(code) = codes::by_name(name) else {
        let near = did_you_mean(name, codes::ALL.iter().map(|c| c.name()));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`pyxide explain` lists all codes".to_owned(),
        };
        return Err(Diagnostic::new(codes::USAGE, format!("there is no code `{name}`")).help(help).into());
    };
    print_line(format_args!("{}: {}\n\n{}", code.name(), code.summary(), code.explanation().trim_end()));
    Ok(CLEAN)
}

pub fn cache(action: CacheAction) -> Result<u8, Failure> {
    let cache = Cache::from_env()?;
    let megabytes = |bytes: u64| bytes as f64 / f64::from(1 << 20);
    match action {
        CacheAction::Dir => print_line(cache.root().display()),
        CacheAction::Clear => {
            let freed = cache.clear()?;
            print_line(format_args!("{:.1} MiB removed from {}", megabytes(freed), cache.root().display()));
        }
        CacheAction::Size => {
            let size = cache.size();
            let (used, limit) = (megabytes(size.bytes), megabytes(size.limit));
            print_line(format_args!("{} entries, {used:.1} MiB of at most {limit:.0} MiB", size.entries));
        }
    }
    Ok(CLEAN)
}

fn environment(target: &TargetArgs) -> Result<Environment, Failure> {
    if target.sanitize {
        return Err(Diagnostic::new(codes::NOT_SUPPORTED, "not supported yet: --sanitize")
            .help("`pyxide check` finds many memory errors without running the program")
            .into());
    }
    let jobs = target.jobs.map_or_else(default_jobs, usize::from);
    Ok(Environment::new(Cache::from_env()?, target.python.clone(), jobs))
}

/// `-2`, or the directive of that name: what a text means is known before its directives are read.
fn language_level(language: &LanguageArgs) -> Result<LanguageLevel, Failure> {
    let given = language.directives.iter().rfind(|(name, _)| name == "language_level");
    match given.map(|(_, level)| level.as_str()) {
        Some("2") => Ok(LanguageLevel::Py2),
        Some("3" | "3str") => Ok(LanguageLevel::Py3),
        Some(level) => Err(usage(format!("language_level is 2, 3 or 3str, not {level}"))),
        None if language.py2 => Ok(LanguageLevel::Py2),
        None => Ok(LanguageLevel::Py3),
    }
}

fn compile_options(
    language: &LanguageArgs,
    checks: Option<&ChecksArgs>,
    output: &OutputArgs,
) -> Result<CompileOptions, Failure> {
    // Cython has no such warnings.
    let as_cython = matches!(output.output_format, Format::Cython);
    Ok(CompileOptions {
        include_dirs: language.include_dirs.clone(),
        directives: language.directives.clone(),
        compile_time_env: language.compile_time_env.clone(),
        language_level: language_level(language)?,
        cplus: language.cplus,
        module_name: language.module_name.clone(),
        memory_warnings: checks.is_some_and(|c| !c.no_memory_warnings && !as_cython),
        refnanny: checks.is_some_and(|c| c.refnanny),
        allow_unknown_names: language.allow_unknown_names,
        no_docstrings: language.no_docstrings,
        warnings_are_errors: language.warning_errors,
        first_error_only: language.fast_fail,
        ..CompileOptions::default()
    })
}

fn one_name_for_one_file(language: &LanguageArgs, files: usize) -> Result<(), Failure> {
    match &language.module_name {
        Some(name) if files != 1 => {
            Err(usage(format!("--module-name {name} names one module for {files} files")))
        }
        _ => Ok(()),
    }
}

fn usage(message: String) -> Failure {
    Diagnostic::new(codes::USAGE, message).into()
}

fn status(found: bool) -> u8 {
    if found { FOUND } else { CLEAN }
}

//! The command line: every command and option with its help.

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, Parser, Subcommand, ValueEnum};
use pyxide_diagnostics::render::OutputFormat;
use std::ffi::OsString;
use std::path::PathBuf;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// Compiles Cython to extension modules for CPython, and checks its manual memory.
#[derive(Parser, Debug)]
#[command(
    name = "pyxide",
    version,
    styles = STYLES,
    arg_required_else_help = true,
    after_help = "Exit status: 0 when all is well, 1 when a source has errors or findings, 2 for wrong usage or when \
                  pyxide cannot work (no Python, no C compiler).\n\n\
                  Environment: CC, CXX, CFLAGS, CXXFLAGS, LDFLAGS and NO_COLOR are honoured; PYXIDE_CACHE and \
                  PYXIDE_CACHE_SIZE place and limit the cache."
)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub output: OutputArgs,
}

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Build a file and run it, like `python FILE`
    #[command(after_help = "Examples:\n  \
        pyxide run hello.pyx                          run the module as the main program\n  \
        pyxide run fib.pyx -c 'print(fib(30))'        run code with the module's names in scope\n  \
        pyxide run tool.pyx -- --verbose data.txt     pass arguments on (sys.argv)")]
    Run(RunArgs),
    /// Build extension modules
    #[command(after_help = "Examples:\n  \
        pyxide build fib.pyx              writes ./fib.cpython-312-x86_64-linux-gnu.so or the like\n  \
        pyxide build src -o build -j 8    every .pyx below src, with the folders of their packages\n  \
        pyxide build pkg --inplace        beside the sources, ready to import")]
    Build(BuildArgs),
    /// Translate a file to one self-contained C or C++ file
    #[command(
        after_help = "The result needs only a C compiler and Python's headers: ship it in an sdist, or hand it \
        to any build system.\n\nExamples:\n  \
        pyxide translate fib.pyx              writes fib.c\n  \
        pyxide translate fib.pyx -o - -M      to the standard output\n  \
        pyxide translate fib.pyx --emit mir   show what the compiler makes of it"
    )]
    Translate(TranslateArgs),
    /// Report memory errors and language errors; needs no C compiler and no Python
    #[command(after_help = "Examples:\n  \
        pyxide check src                              every .pyx below src\n  \
        pyxide check fib.pyx --output-format sarif    for a code-scanning service\n  \
        pyxide explain leak                           what a finding means and how to mend it")]
    Check(CheckArgs),
    /// Explain a finding by its code, with a wrong and a right example; list the codes without one
    Explain {
        /// The name in brackets after `error` or `warning`, such as `leak`
        code: Option<String>,
    },
    /// Show, measure or empty the cache
    Cache {
        #[command(subcommand)]
        action: CacheAction,
    },
}

#[derive(Subcommand, Clone, Copy, Debug)]
pub enum CacheAction {
    /// Print the cache folder
    Dir,
    /// Remove everything in it
    Clear,
    /// Print how much it holds
    Size,
}

/// Options that every command takes.
#[derive(Args, Debug)]
pub struct OutputArgs {
    /// How findings are shown
    #[arg(long, value_name = "FORMAT", default_value = "full", global = true, help_heading = "Output")]
    pub output_format: Format,
    /// When to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true, help_heading = "Output")]
    pub color: Color,
    /// Print the time that each stage took
    #[arg(long, global = true, help_heading = "Output")]
    pub timings: bool,
}

impl OutputArgs {
    /// Whether findings make one document, not lines of text.
    pub fn is_document(&self) -> bool {
        OutputFormat::from(self.output_format).is_document()
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub enum Format {
    /// Source excerpts with carets, notes and suggested changes
    Full,
    /// One line per finding
    Concise,
    /// One JSON array
    Json,
    /// One SARIF 2.1.0 log
    Sarif,
    /// Workflow commands for GitHub actions
    Github,
    /// As Cython prints them
    Cython,
}

impl From<Format> for OutputFormat {
    fn from(format: Format) -> OutputFormat {
        match format {
            Format::Full => OutputFormat::Full,
            Format::Concise => OutputFormat::Concise,
            Format::Json => OutputFormat::Json,
            Format::Sarif => OutputFormat::Sarif,
            Format::Github => OutputFormat::Github,
            Format::Cython => OutputFormat::Cython,
        }
    }
}

/// Options that decide what a source means.
#[derive(Args, Debug)]
pub struct LanguageArgs {
    /// Search DIR for .pxd and .pxi files, and for C headers
    #[arg(short = 'I', long = "include-dir", value_name = "DIR")]
    pub include_dirs: Vec<PathBuf>,
    /// Set a compiler directive, such as boundscheck=False
    #[arg(short = 'X', long = "directive", value_name = "NAME=VALUE", value_delimiter = ',', value_parser = pair)]
    pub directives: Vec<(String, String)>,
    /// Define a compile-time name for DEF and IF
    #[arg(short = 'E', long = "compile-time-env", value_name = "NAME=VALUE", value_delimiter = ',', value_parser = pair)]
    pub compile_time_env: Vec<(String, String)>,
    /// Python 2 syntax and semantics
    #[arg(short = '2', conflicts_with = "py3")]
    pub py2: bool,
    /// Python 3 syntax and semantics (the default)
    #[arg(short = '3', long = "3str")]
    pub py3: bool,
    /// Generate C++ (CXX compiles it)
    #[arg(long, alias = "cpp")]
    pub cplus: bool,
    /// Leave docstrings out
    #[arg(short = 'D', long)]
    pub no_docstrings: bool,
    /// Treat warnings as errors
    #[arg(long, visible_alias = "Werror")]
    pub warning_errors: bool,
    /// Report only the first error
    #[arg(long)]
    pub fast_fail: bool,
    /// Look names that nothing defines up at run time instead of refusing them
    #[arg(long)]
    pub allow_unknown_names: bool,
    /// The module's full name, instead of the one that its folders give
    #[arg(long, value_name = "NAME")]
    pub module_name: Option<String>,
}

/// Options about the Python that modules are built for.
#[derive(Args, Debug)]
pub struct TargetArgs {
    /// The target Python: an interpreter, a virtual environment or a command [default: the active environment's]
    #[arg(long, value_name = "PATH")]
    pub python: Option<PathBuf>,
    /// How many files to work on at once [default: the number of processors]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    /// Build with checks of allocations and pointers at run time
    #[arg(long)]
    pub sanitize: bool,
}

/// Options about checks in the compiled code.
#[derive(Args, Debug)]
pub struct ChecksArgs {
    /// Account for every reference that compiled functions own; report leaks and reference count errors
    #[arg(long)]
    pub refnanny: bool,
    /// Do not warn of memory errors that are certain
    #[arg(long)]
    pub no_memory_warnings: bool,
}

#[derive(Args, Debug)]
pub struct RunArgs {
    /// Run CODE with the module's names in scope, instead of the module as the main program
    #[arg(short, value_name = "CODE")]
    pub code: Option<String>,
    #[command(flatten)]
    pub language: LanguageArgs,
    #[command(flatten)]
    pub target: TargetArgs,
    #[command(flatten)]
    pub checks: ChecksArgs,
    /// The source file
    pub file: PathBuf,
    /// Arguments of the program; put `--` before those that look like options of pyxide
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    pub arguments: Vec<OsString>,
}

#[derive(Args, Debug)]
pub struct BuildArgs {
    /// Source files, and folders to search for .pyx files
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Write below DIR, with the folders of packages [default: the current folder]
    #[arg(short, value_name = "DIR", conflicts_with = "inplace")]
    pub output: Option<PathBuf>,
    /// Write each module beside its source
    #[arg(short, long)]
    pub inplace: bool,
    /// Leave the modules in the cache and print their paths there (for tools that import them)
    #[arg(long, conflicts_with_all = ["output", "inplace", "depfile"])]
    pub cached: bool,
    /// Write OUTPUT.dep beside each module: a make rule with the files it was made from
    #[arg(short = 'M', long = "depfile")]
    pub depfile: bool,
    #[command(flatten)]
    pub language: LanguageArgs,
    #[command(flatten)]
    pub target: TargetArgs,
    #[command(flatten)]
    pub checks: ChecksArgs,
}

#[derive(Args, Debug)]
pub struct TranslateArgs {
    /// The source file
    pub file: PathBuf,
    /// Write to FILE; `-` is the standard output [default: the source's name with .c or .cpp]
    #[arg(short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Show what a stage of the compiler makes of the file (to the standard output without -o)
    #[arg(long, value_name = "STAGE")]
    pub emit: Option<Emit>,
    /// Write OUTPUT.dep beside the output: a make rule with the files it was made from
    #[arg(short = 'M', long = "depfile")]
    pub depfile: bool,
    /// Name the source's lines in #line directives, for debuggers and the messages of the C compiler
    #[arg(long)]
    pub line_directives: bool,
    /// Write a main function too (called NAME), which runs the module: the C file makes a program
    #[arg(long, value_name = "NAME", num_args = 0..=1, require_equals = true, default_missing_value = "main")]
    pub embed: Option<String>,
    /// Write what the sources say about compiling and linking (`# distutils:` comments) to FILE as JSON
    #[arg(long, value_name = "FILE")]
    pub settings: Option<PathBuf>,
    #[command(flatten)]
    pub language: LanguageArgs,
    #[command(flatten)]
    pub target: TargetArgs,
    #[command(flatten)]
    pub checks: ChecksArgs,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub enum Emit {
    /// The syntax tree
    Ast,
    /// The tree with all names and types resolved
    Hir,
    /// The control-flow graph that C is generated from
    Mir,
    /// The module's C before the runtime is written into it
    C,
}

#[derive(Args, Debug)]
pub struct CheckArgs {
    /// Source files, and folders to search for .pyx files
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub language: LanguageArgs,
    #[command(flatten)]
    pub target: TargetArgs,
}

/// Reads `NAME=VALUE`.
fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => {
            Ok((name.trim().to_owned(), value.trim().to_owned()))
        }
        _ => Err("it must have the form NAME=VALUE".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Cli, Command};
    use clap::{CommandFactory, Parser};

    #[test]
    fn the_description_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn what_follows_the_program_belongs_to_it() {
        let cli = Cli::parse_from(["pyxide", "run", "a.pyx", "-c", "f()", "x", "-c", "y", "--jobs"]);
        let Command::Run(run) = cli.command else { panic!("not run") };
        assert_eq!(run.code.as_deref(), Some("f()"));
        assert_eq!(run.arguments, ["x", "-c", "y", "--jobs"]);
    }

    #[test]
    fn pairs_are_separated_by_commas() {
        let cli = Cli::parse_from(["pyxide", "check", "-X", "a=True,b = 2", "-X", "c=", "a.pyx", "-2"]);
        let Command::Check(check) = cli.command else { panic!("not check") };
        let pairs: Vec<_> = check.language.directives.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(pairs, [("a", "True"), ("b", "2"), ("c", "")]);
        assert!(check.language.py2);
        assert!(Cli::try_parse_from(["pyxide", "check", "-X", "a", "a.pyx"]).is_err());
    }
}

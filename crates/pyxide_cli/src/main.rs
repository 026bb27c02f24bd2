//! The command `pyxide`.
//!
//! Reads the command line ([`args`]), does what it asks ([`commands`]), shows what was found ([`report`]) and gives the
//! exit status: 0 clean, 1 errors or findings in the input, 2 wrong usage or unable to work.
//!
//! ```text
//! pyxide run fib.pyx -c 'print(fib(30))'
//! ```

mod args;
mod commands;
mod progress;
mod report;

use args::{Cli, Command};
use clap::Parser;
use mimalloc::MiMalloc;
use pyxide_diagnostics::{Diagnostic, codes};
use report::{Reporter, Stream};
use std::process::ExitCode;

/// Trees and graphs are millions of small blocks, to which the C library's allocator gave two fifths of a translation.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let output = &cli.output;
    let result = match &cli.command {
        Command::Build(args) => commands::build(args, output),
        Command::Run(args) => commands::run(args, output),
        Command::Translate(args) => commands::translate(args, output),
        Command::Check(args) => commands::check(args, output),
        Command::Explain { code } => commands::explain(code.as_deref()),
        Command::Cache { action } => commands::cache(*action),
    };
    let status = result.unwrap_or_else(|failure| {
        // Who asks for findings as a document gets them in it, whatever they are.
        let is_check = matches!(cli.command, Command::Check(_));
        let stream = if is_check && output.is_document() { Stream::Out } else { Stream::Err };
        let mut reporter = Reporter::new(stream, output);
        reporter.failure(*failure);
        reporter.finish(false);
        commands::UNABLE
    });
    if let Some(why) = report::unwritten() {
        let message = format!("cannot write all output: {why}");
        let help = "make room, or send the output elsewhere";
        let mut reporter = Reporter::new(Stream::Err, output);
        reporter.failure(Diagnostic::new(codes::CANNOT_WRITE, message).help(help));
        reporter.finish(false);
        return ExitCode::from(commands::UNABLE);
    }
    ExitCode::from(status)
}

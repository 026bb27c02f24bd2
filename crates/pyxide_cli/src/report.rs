//! Showing findings and times, and what the exit status is to be.

use crate::args::{Color, OutputArgs};
use anstream::{AutoStream, ColorChoice};
use pyxide_diagnostics::render::{OutputFormat, RenderOptions, Report, render};
use pyxide_diagnostics::{Diagnostic, Severity, SourceMap};
use pyxide_driver::pipeline::{Compilation, Timing};
use std::io::{self, Write};
use std::sync::OnceLock;
use std::time::Duration;

/// Where findings go: they are what `check` is asked for, and messages of the other commands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    Out,
    Err,
}

/// Collects and shows the findings of a run.
pub struct Reporter {
    stream: Stream,
    options: RenderOptions,
    timings: bool,
    /// Kept for the formats that are one document.
    kept: Vec<(SourceMap, Vec<Diagnostic>)>,
    errors: usize,
    warnings: usize,
}

impl Reporter {
    pub fn new(stream: Stream, args: &OutputArgs) -> Reporter {
        let auto = match stream {
            Stream::Out => AutoStream::choice(&io::stdout()),
            Stream::Err => AutoStream::choice(&io::stderr()),
        };
        let color = match args.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => auto != ColorChoice::Never,
        };
        let width = std::env::var("COLUMNS").ok().and_then(|v| v.parse().ok()).unwrap_or(0);
        let version = env!("CARGO_PKG_VERSION");
        let options = RenderOptions { format: args.output_format.into(), color, width, version };
        Reporter { stream, options, timings: args.timings, kept: Vec::new(), errors: 0, warnings: 0 }
    }

    /// Shows what one file gave.
    pub fn compilation(&mut self, name: &str, compilation: Compilation) {
        if self.timings {
            self.show_timings(name, &compilation.timings);
        }
        self.findings(compilation.sources, compilation.diagnostics);
    }

    /// Shows a failure that has nothing to do with one file.
    pub fn failure(&mut self, failure: Diagnostic) {
        self.findings(SourceMap::default(), vec![failure]);
    }

    fn findings(&mut self, sources: SourceMap, diagnostics: Vec<Diagnostic>) {
        let count = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
        self.errors += count(Severity::Error);
        self.warnings += count(Severity::Warning);
        if self.options.format.is_document() {
            self.kept.push((sources, diagnostics));
        } else {
            let report = Report { sources: &sources, diagnostics: &diagnostics };
            self.write(&render(&[report], &self.options));
        }
    }

    fn show_timings(&self, name: &str, timings: &[Timing]) {
        let mut text = format!("{name}:\n");
        let total: Duration = timings.iter().map(|(_, time)| *time).sum();
        for (stage, time) in timings.iter().chain(std::iter::once(&("total", total))) {
            text.push_str(&format!("  {stage:<12} {:>10.3} ms\n", time.as_secs_f64() * 1e3));
        }
        write_to(&mut io::stderr(), &text);
    }

    /// Writes what is still to be written. True when there was an error or, with `strict`, any warning.
    pub fn finish(self, strict: bool) -> bool {
        if self.options.format.is_document() {
            let reports: Vec<_> =
                self.kept.iter().map(|(sources, diagnostics)| Report { sources, diagnostics }).collect();
            self.write(&render(&reports, &self.options));
        } else if self.options.format == OutputFormat::Full && self.errors + self.warnings > 0 {
            let plural = |n: usize, what: &str| match n {
                0 => None,
                1 => Some(format!("1 {what}")),
                _ => Some(format!("{n} {what}s")),
            };
            let parts: Vec<_> = [plural(self.errors, "error"), plural(self.warnings, "warning")]
                .into_iter()
                .flatten()
                .collect();
            self.write(&format!("{}\n", parts.join(", ")));
        }
        self.errors > 0 || (strict && self.warnings > 0)
    }

    fn write(&self, text: &str) {
        match self.stream {
            Stream::Out => write_to(&mut io::stdout(), text),
            Stream::Err => write_to(&mut io::stderr(), text),
        }
    }
}

/// The first failure to write to a standard stream.
static UNWRITTEN: OnceLock<String> = OnceLock::new();

/// Writes to a standard stream. A reader that went away is no reason to fail; anything else is remembered for
/// [`unwritten`].
pub fn write_to(stream: &mut dyn Write, text: &str) {
    let written = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
    if let Err(error) = written
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        let _ = UNWRITTEN.set(error.to_string());
    }
}

/// Why not all output could be written, if so.
pub fn unwritten() -> Option<&'static str> {
    UNWRITTEN.get().map(String::as_str)
}

/// Prints a line to the standard output.
pub fn print_line(line: impl std::fmt::Display) {
    write_to(&mut io::stdout(), &format!("{line}\n"));
}

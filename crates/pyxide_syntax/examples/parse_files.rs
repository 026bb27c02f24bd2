//! Parses files and prints what the parser reports and how long it took.
//!
//! ```text
//! cargo run --release -p pyxide_syntax --example parse_files -- [-2] [--ast] [--spans] PATH…
//! ```
//! A folder stands for all `.pyx`, `.pxd`, `.pxi` and `.py` files in it. The language level is 3, or 2 with `-2`.
//! The exit status is 1 if any file has errors.

use pyxide_diagnostics::{Sink, SourceMap};
use pyxide_syntax::ast::{LanguageLevel, printer};
use pyxide_syntax::{ParseOptions, parse};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

fn collect(path: &Path, into: &mut Vec<PathBuf>) {
    if !path.is_dir() {
        into.push(path.to_path_buf());
        return;
    }
    let Ok(entries) = std::fs::read_dir(path) else { return };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    paths.sort();
    for path in paths {
        let known = path.extension().is_some_and(|e| ["pyx", "pxd", "pxi", "py"].iter().any(|k| e == *k));
        if path.is_dir() || known {
            collect(&path, into);
        }
    }
}

fn main() -> ExitCode {
    let mut level = LanguageLevel::Py3;
    let (mut show_tree, mut spans) = (false, false);
    let mut files = Vec::new();
    for arg in std::env::args().skip(1) {
        match arg.as_str() {
            "-2" => level = LanguageLevel::Py2,
            "--ast" => show_tree = true,
            "--spans" => (show_tree, spans) = (true, true),
            path => collect(Path::new(path), &mut files),
        }
    }
    let mut sources = SourceMap::default();
    let (mut broken, mut lines, mut bytes, mut time) = (0, 0, 0, Duration::ZERO);
    for path in &files {
        let Ok(raw) = std::fs::read(path) else {
            eprintln!("{}: cannot be read", path.display());
            continue;
        };
        // Files in other encodings are not this tool's concern: bytes that are not UTF-8 become U+FFFD.
        let text = String::from_utf8_lossy(&raw).into_owned();
        let name = path.display().to_string();
        let options = ParseOptions::for_path(&name, level);
        let id = sources.add(name, text.as_str());
        let mut sink = Sink::default();
        let start = Instant::now();
        let module = parse(id, &text, &options, &mut sink);
        time += start.elapsed();
        lines += text.lines().count();
        bytes += text.len();
        broken += sink.has_errors() as usize;
        for diagnostic in sink.diagnostics() {
            let Some(span) = diagnostic.span else { continue };
            let at = sources.line_col(span);
            println!("{}:{}:{}: {}", sources.file(id).path, at.line, at.column, diagnostic.message);
        }
        if show_tree {
            print!("{}", if spans { printer::print_with_spans(&module) } else { printer::print(&module) });
        }
    }
    let seconds = time.as_secs_f64();
    eprintln!(
        "{} files, {broken} with errors; {lines} lines, {bytes} bytes in {:.1} ms: {:.2} million lines/s",
        files.len(),
        seconds * 1e3,
        lines as f64 / seconds / 1e6
    );
    ExitCode::from((broken > 0) as u8)
}

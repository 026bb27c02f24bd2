//! A mutation fuzzer for the parser: changes real files at random, parses and prints the result, and reports
//! panics, parses that take too long, and trees that break the promises of `ast`.
//!
//! ```text
//! cargo run --release -p pyxide_syntax --example fuzz -- FOLDER SECONDS [SEED]
//! ```
//! Texts that fail are written to `fuzz-failure-N.txt` in the current folder. The exit status is 1 if there are any.

use pyxide_diagnostics::{FileId, Sink};
use pyxide_syntax::ast::visit::{Visitor, Walk};
use pyxide_syntax::ast::{self, LanguageLevel, SourceKind, Span, printer};
use pyxide_syntax::{ParseOptions, parse};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Longer than any text of these sizes may take, also on a busy machine.
const TOO_LONG: Duration = Duration::from_secs(2);
/// Trees this large are not printed: printing is not what is measured.
const MAX_BASE: usize = 60_000;

/// Words that steer the parser into its rarer corners.
const WORDS: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    ";",
    ",",
    ".",
    "...",
    "=",
    ":=",
    "->",
    "*",
    "**",
    "<",
    ">",
    "@",
    "!",
    "?",
    "`",
    "&",
    "\\",
    "'",
    "\"",
    "'''",
    "\"\"\"",
    "f'",
    "f'{",
    "}'",
    "rb'",
    "t\"{",
    "#",
    "\n",
    "\n    ",
    "\n\t",
    "\r",
    "\x0c",
    "\0",
    "\u{feff}",
    "é",
    "²",
    "0x",
    "1e",
    "0777",
    "1ULL",
    "cdef ",
    "cpdef ",
    "ctypedef ",
    "class ",
    "struct ",
    "enum ",
    "union ",
    "cppclass ",
    "fused ",
    "extern from ",
    "nogil",
    "with gil",
    "except? ",
    "except +",
    "noexcept",
    "def ",
    "lambda ",
    "async ",
    "await ",
    "yield ",
    "from ",
    "import ",
    "cimport ",
    "match x:\n case ",
    "case ",
    "type ",
    "if ",
    "else",
    "elif ",
    "for ",
    "in ",
    "not ",
    "None",
    "IF ",
    "DEF ",
    "include ",
    "print ",
    "exec ",
    "int ",
    "unsigned ",
    "long ",
    "double[:, ::1]",
    "<int>",
    "sizeof(",
    "new ",
    "operator",
    "property ",
    "inline ",
    "public ",
    "const ",
    "{x!r:>{y}}",
    "\\N{",
    "\\x",
    "\\u12",
    "not None",
    "=*",
    "by ",
];

fn collect(path: &Path, into: &mut Vec<String>) {
    let Ok(entries) = std::fs::read_dir(path) else { return };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, into);
        } else if path.extension().is_some_and(|e| ["pyx", "pxd", "pxi", "py"].iter().any(|k| e == *k))
            && let Ok(text) = std::fs::read_to_string(&path)
            && text.len() < MAX_BASE
        {
            into.push(text);
        }
    }
}

/// The nearest character boundary at or below `at`.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

fn random_range(rng: &mut fastrand::Rng, text: &str, max: usize) -> (usize, usize) {
    let start = boundary(text, rng.usize(0..=text.len()));
    let end = boundary(text, (start + rng.usize(0..=max)).min(text.len()));
    (start, end.max(start))
}

fn random_line(rng: &mut fastrand::Rng, text: &str) -> String {
    let at = boundary(text, rng.usize(0..=text.len()));
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let end = text[at..].find('\n').map_or(text.len(), |i| at + i + 1);
    text[start..end].to_string()
}

fn mutate(rng: &mut fastrand::Rng, corpus: &[String]) -> String {
    let base = &corpus[rng.usize(0..corpus.len())];
    // Most of the time a part of a file, so that much is tried in little time.
    let mut text = if rng.u8(0..4) > 0 {
        let (start, end) = random_range(rng, base, 3_000);
        base[start..end].to_string()
    } else {
        base.clone()
    };
    for _ in 0..rng.usize(1..=8) {
        let (start, end) = random_range(rng, &text, 40);
        match rng.u8(0..9) {
            0 => text.replace_range(start..end, ""),
            1 => text = format!("{}{}", &text[..end], &text[start..]),
            2 | 3 => text.insert_str(start, WORDS[rng.usize(0..WORDS.len())]),
            4 => text.replace_range(start..end, WORDS[rng.usize(0..WORDS.len())]),
            5 => text.insert(start, rng.char(..)),
            6 => {
                let other = &corpus[rng.usize(0..corpus.len())];
                let line = random_line(rng, other);
                let at = text[..start].rfind('\n').map_or(0, |i| i + 1);
                text.insert_str(at, &line);
            }
            7 => {
                let other = &corpus[rng.usize(0..corpus.len())];
                let (from, to) = random_range(rng, other, 200);
                text.insert_str(start, &other[from..to]);
            }
            _ => text.insert_str(start, &WORDS[rng.usize(0..WORDS.len())].repeat(rng.usize(1..400))),
        }
    }
    text
}

/// Checks that spans lie in the file, on character boundaries, and inside those of their parents.
struct SpanCheck<'t> {
    text: &'t str,
    within: Span,
    broken: Option<String>,
}

impl SpanCheck<'_> {
    fn node(&mut self, what: &str, span: Span, children: impl FnOnce(&mut Self)) {
        let (start, end) = (span.start as usize, span.end as usize);
        let inside = self.within.start <= span.start && span.end <= self.within.end;
        if !inside || self.text.get(start..end).is_none() {
            let within = self.within;
            self.broken.get_or_insert_with(|| format!("{what} {start}..{end} in {within:?}"));
        }
        let outer = std::mem::replace(&mut self.within, span);
        children(self);
        self.within = outer;
    }
}

impl<'a> Visitor<'a> for SpanCheck<'_> {
    fn visit_stmt(&mut self, node: &'a ast::Stmt) {
        self.node("statement", node.span, |v| node.walk(v));
    }
    fn visit_expr(&mut self, node: &'a ast::Expr) {
        self.node("expression", node.span, |v| node.walk(v));
    }
    fn visit_ctype(&mut self, node: &'a ast::CType) {
        self.node("type", node.span, |v| node.walk(v));
    }
    fn visit_declarator(&mut self, node: &'a ast::Declarator) {
        self.node("declarator", node.span, |v| node.walk(v));
    }
    fn visit_pattern(&mut self, node: &'a ast::Pattern) {
        self.node("pattern", node.span, |v| node.walk(v));
    }
}

/// Looks for error nodes: a tree without diagnostics must have none.
#[derive(Default)]
struct HasErrorNode(bool);

impl<'a> Visitor<'a> for HasErrorNode {
    fn visit_stmt(&mut self, node: &'a ast::Stmt) {
        self.0 |= matches!(node.kind, ast::StmtKind::Error);
        node.walk(self);
    }
    fn visit_expr(&mut self, node: &'a ast::Expr) {
        self.0 |= matches!(node.kind, ast::ExprKind::Error);
        node.walk(self);
    }
}

/// Parses and prints; the complaint, if there is one.
fn try_text(text: &str, options: &ParseOptions) -> Option<String> {
    let start = Instant::now();
    let outcome = std::panic::catch_unwind(|| {
        let mut sink = Sink::default();
        let module = parse(FileId(0), text, options, &mut sink);
        let took = start.elapsed();
        let mut check = SpanCheck { text, within: module.span, broken: None };
        module.walk(&mut check);
        let mut errors = HasErrorNode::default();
        module.walk(&mut errors);
        let silent_error = errors.0 && !sink.has_errors();
        let bad_place = sink
            .diagnostics()
            .iter()
            .filter_map(|d| d.span)
            .find(|s| s.start > s.end || text.get(s.start as usize..s.end as usize).is_none())
            .map(|s| format!("a diagnostic at {s:?}"));
        let _ = printer::print(&module);
        let silent = silent_error.then(|| "an error node without a diagnostic".to_string());
        (took, check.broken.or(bad_place).or(silent))
    });
    match outcome {
        Err(_) => Some("panic".into()),
        Ok((_, Some(broken))) => Some(broken),
        Ok((took, None)) if took > TOO_LONG => Some(format!("took {took:?}")),
        Ok(_) => None,
    }
}

fn run(corpus: &[String], seconds: u64, seed: u64) -> u32 {
    let mut rng = fastrand::Rng::with_seed(seed);
    let start = Instant::now();
    let (mut tried, mut bytes, mut failures) = (0u64, 0u64, 0u32);
    let mut slowest = Duration::ZERO;
    while start.elapsed() < Duration::from_secs(seconds) && failures < 20 {
        let text = mutate(&mut rng, corpus);
        let kind = [SourceKind::Pyx, SourceKind::Pyx, SourceKind::Pxd, SourceKind::Py][rng.usize(0..4)];
        let language_level = [LanguageLevel::Py3, LanguageLevel::Py2, LanguageLevel::Py3Str][rng.usize(0..3)];
        let options = ParseOptions { kind, language_level };
        let before = Instant::now();
        if let Some(complaint) = try_text(&text, &options) {
            failures += 1;
            println!("{complaint} (text {tried}, {options:?}): fuzz-failure-{failures}.txt");
            let _ = std::fs::write(format!("fuzz-failure-{failures}.txt"), &text);
        }
        slowest = slowest.max(before.elapsed());
        tried += 1;
        bytes += text.len() as u64;
    }
    println!("{tried} texts, {bytes} bytes, {failures} failures, slowest {slowest:?}, seed {seed}");
    failures
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [folder, seconds, rest @ ..] = args.as_slice() else {
        eprintln!("usage: fuzz FOLDER SECONDS [SEED]");
        return ExitCode::from(2);
    };
    let Ok(seconds) = seconds.parse() else {
        eprintln!("SECONDS must be a whole number");
        return ExitCode::from(2);
    };
    let seed = rest.first().and_then(|s| s.parse().ok()).unwrap_or_else(|| fastrand::u64(..));
    let mut corpus = Vec::new();
    collect(Path::new(folder), &mut corpus);
    if corpus.is_empty() {
        eprintln!("no source files in {folder}");
        return ExitCode::from(2);
    }
    // Walks of the deepest trees need more stack than the main thread has.
    let worker = std::thread::Builder::new().stack_size(256 << 20);
    let failures = worker.spawn(move || run(&corpus, seconds, seed)).map(|thread| thread.join());
    match failures {
        Ok(Ok(0)) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

//! A mutation fuzzer for all stages: changes real files so that most still parse, compiles them, and reports internal
//! errors, compilations that take too long and, with a C compiler, modules that it refuses.
//!
//! ```text
//! cargo run -p pyxide_driver --example fuzz -- FOLDER SECONDS [SEED [CC ARGUMENTS…]]
//! cargo run -p pyxide_driver --example fuzz -- tests/run 60 7 gcc -w -fsyntax-only -I/usr/include/python3.11
//! ```
//! Sources that fail are written below `fuzz-failures/` in the current folder. The exit status is 1 if there are any.
//! The parser has a fuzzer of its own, which breaks texts harder.

use pyxide_diagnostics::{Severity, codes};
use pyxide_driver::jobs::with_large_stack;
use pyxide_driver::pipeline::{CompileOptions, Goal, compile};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

/// Longer than any file of these sizes may take, also in a debug build on a busy machine.
const TOO_LONG: Duration = Duration::from_secs(20);
const MAX_BASE: usize = 40_000;

/// What takes the place of a name: types, keywords that are expressions, and values of many types.
const NAMES: &[&str] = &[
    "int",
    "double",
    "char",
    "object",
    "list",
    "str",
    "bytes",
    "dict",
    "bint",
    "Py_ssize_t",
    "unsigned int",
    "None",
    "True",
    "self",
    "len",
    "range",
    "print",
    "NULL",
    "Py_UCS4",
    "float",
    "tuple",
    "set",
    "type",
    "void",
];
const VALUES: &[&str] = &[
    "0",
    "-1",
    "2**70",
    "1.5",
    "1j",
    "'a'",
    "b'a'",
    "u'\\u1234'",
    "None",
    "[]",
    "()",
    "{}",
    "[1, 2]",
    "(1, 'x')",
    "lambda: 0",
    "...",
    "f'{1}'",
    "NULL",
    "(yield)",
    "[i for i in x]",
    "*x",
    "x := 1",
    "<int>1",
    "&x",
    "sizeof(int)",
];
const OPERATORS: &[&str] = &[
    "+", "-", "*", "/", "//", "%", "**", "@", "<<", ">>", "&", "|", "^", "and", "or", "<", ">", "==", "!=",
    "is", "is not", "in", "not in", ",", "=", "+=", ".", "[", "(",
];

struct Source {
    folder: PathBuf,
    name: String,
    text: String,
}

fn collect(path: &Path, into: &mut Vec<Source>) {
    let Ok(entries) = std::fs::read_dir(path) else { return };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, into);
        } else if path.extension().is_some_and(|e| e == "pyx" || e == "py")
            && let Ok(text) = std::fs::read_to_string(&path)
            && text.len() < MAX_BASE
        {
            let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            into.push(Source { folder, name, text });
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Token {
    Name,
    Number,
    Operator,
}

/// Names, numbers and operators with their places; comments and strings are read as if they were code, which does no
/// harm here.
fn tokens(text: &str) -> Vec<(Token, Range<usize>)> {
    let mut found = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let (kind, belongs): (Token, fn(char) -> bool) = match c {
            _ if c.is_alphabetic() || c == '_' => (Token::Name, |c| c.is_alphanumeric() || c == '_'),
            _ if c.is_ascii_digit() => (Token::Number, |c| c.is_ascii_alphanumeric() || c == '.'),
            _ if "+-*/%@<>&|^=!.".contains(c) => (Token::Operator, |c| "*/<>=".contains(c)),
            _ => continue,
        };
        let mut end = start + c.len_utf8();
        while let Some((at, c)) = chars.next_if(|&(_, c)| belongs(c)) {
            end = at + c.len_utf8();
        }
        found.push((kind, start..end));
    }
    found
}

fn pick<'a, T>(rng: &mut fastrand::Rng, items: &'a [T]) -> &'a T {
    &items[rng.usize(0..items.len())]
}

fn mutate(rng: &mut fastrand::Rng, corpus: &[Source]) -> (usize, String) {
    let base = rng.usize(0..corpus.len());
    let mut text = corpus[base].text.clone();
    for _ in 0..rng.usize(1..=4) {
        let found = tokens(&text);
        if found.is_empty() {
            break;
        }
        let (kind, place) = pick(rng, &found).clone();
        if rng.u8(0..3) > 0 {
            let names: Vec<Range<usize>> =
                found.iter().filter(|t| t.0 == Token::Name).map(|t| t.1.clone()).collect();
            let new = match kind {
                Token::Name if rng.bool() && !names.is_empty() => text[pick(rng, &names).clone()].to_string(),
                Token::Name => pick(rng, &[NAMES, VALUES].concat()).to_string(),
                Token::Number => pick(rng, VALUES).to_string(),
                Token::Operator => format!(" {} ", pick(rng, OPERATORS)),
            };
            text.replace_range(place, &new);
        } else {
            let other = pick(rng, corpus);
            text = change_lines(rng, &text, &other.text);
        }
    }
    (base, text)
}

/// Removes, repeats, swaps or brings in lines; what moves takes the indentation of its new place.
fn change_lines(rng: &mut fastrand::Rng, text: &str, other: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_string).collect();
    let a = rng.usize(0..lines.len());
    let b = rng.usize(0..lines.len());
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let moved = |line: &str, to: &str| format!("{}{}", " ".repeat(indent(to)), line.trim_start_matches(' '));
    match rng.u8(0..4) {
        0 => drop(lines.remove(a)),
        1 => lines.insert(a, moved(&lines[b], &lines[a])),
        2 => {
            let (new_a, new_b) = (moved(&lines[b], &lines[a]), moved(&lines[a], &lines[b]));
            (lines[a], lines[b]) = (new_a, new_b);
        }
        _ => {
            let theirs: Vec<&str> = other.lines().collect();
            if !theirs.is_empty() {
                lines.insert(a, moved(theirs[rng.usize(0..theirs.len())], &lines[a]));
            }
        }
    }
    lines.join("\n") + "\n"
}

/// The complaint about one source, if there is one.
fn try_source(path: &Path, folder: &Path, goal: Goal, cc: &[String]) -> Option<String> {
    let options = CompileOptions { include_dirs: vec![folder.to_path_buf()], ..CompileOptions::default() };
    let start = Instant::now();
    let done = with_large_stack(|| compile(path, &options, goal, &Vec::new));
    if start.elapsed() > TOO_LONG {
        return Some(format!("took {:?}", start.elapsed()));
    }
    let wrong = done.diagnostics.iter().find(|d| d.code == codes::INTERNAL_ERROR);
    if let Some(d) = wrong {
        return Some(format!("internal error: {}", d.message));
    }
    let (Some(c), [program, arguments @ ..]) = (&done.output, cc) else { return None };
    if done.cplus || done.diagnostics.iter().any(|d| d.severity == Severity::Error) {
        return None;
    }
    let c_path = path.with_extension("c");
    std::fs::write(&c_path, c).ok()?;
    let output = Command::new(program).args(arguments).arg("-I").arg(folder).arg(&c_path).output().ok()?;
    let messages = String::from_utf8_lossy(&output.stderr);
    let error = messages.lines().find(|line| line.contains("error:"))?;
    Some(format!("C: {error}"))
}

/// A complaint without its place and the names in it: one fault is met many times.
fn without_names(complaint: &str) -> String {
    let message = complaint.split_once("error:").map_or(complaint, |(_, message)| message);
    let mut quoted = false;
    message
        .chars()
        .filter(|c| {
            quoted = (quoted || *c == '‘') && *c != '’';
            !quoted && !c.is_ascii_digit()
        })
        .collect()
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, seconds, rest @ ..] = arguments.as_slice() else {
        eprintln!("usage: fuzz FOLDER SECONDS [SEED [CC ARGUMENTS…]]");
        return ExitCode::from(2);
    };
    let limit = Duration::from_secs(seconds.parse().expect("SECONDS is a number"));
    let seed: u64 = rest.first().map_or(1, |s| s.parse().expect("SEED is a number"));
    let cc = rest.get(1..).unwrap_or_default();
    let mut corpus = Vec::new();
    collect(Path::new(folder), &mut corpus);
    assert!(!corpus.is_empty(), "{folder} has no sources");
    let work = tempfile::tempdir().expect("a temporary folder");
    let mut rng = fastrand::Rng::with_seed(seed);
    let (mut tried, mut failures) = (0u64, 0u32);
    let mut seen = Vec::new();
    let start = Instant::now();
    while start.elapsed() < limit {
        let (base, text) = mutate(&mut rng, &corpus);
        let source = &corpus[base];
        let path = work.path().join(&source.name);
        std::fs::write(&path, &text).expect("a writable temporary folder");
        let goal = if cc.is_empty() && rng.u8(0..3) == 0 { Goal::Check } else { Goal::SelfContainedC };
        if let Some(complaint) = try_source(&path, &source.folder, goal, cc) {
            let kind = without_names(&complaint);
            if !seen.contains(&kind) {
                seen.push(kind);
                failures += 1;
                let folder = format!("fuzz-failures/{failures}");
                let _ = std::fs::create_dir_all(&folder);
                let _ = std::fs::write(format!("{folder}/{}", source.name), &text);
                println!("{folder}/{}: {complaint} ({goal:?})", source.name);
            }
        }
        tried += 1;
    }
    println!("{tried} sources in {:?}, {failures} failures", start.elapsed());
    ExitCode::from(u8::from(failures > 0))
}

//! The C and C++ compilers: finding them, their default flags, running them.
//!
//! `CC` and `CXX` name the compilers and may carry arguments (`ccache gcc`); `CFLAGS`, `CXXFLAGS`, `CPPFLAGS` and
//! `LDFLAGS` are honoured. A compiler is told apart from others by its command and the identity of its file,
//! without starting it.

use crate::failure::{Failure, failure, reason};
use crate::python::{Python, file_identity, on_path};
use pyxide_diagnostics::codes;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Which of the two languages a source file is compiled as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Language {
    C,
    Cplus,
}

impl Language {
    /// By the suffix of a source file.
    pub fn of(path: &Path) -> Language {
        match path.extension().and_then(OsStr::to_str) {
            Some("cpp" | "cc" | "cxx" | "c++" | "C" | "mm") => Language::Cplus,
            _ => Language::C,
        }
    }
}

/// A compiler with what the environment says about how to call it.
#[derive(Clone, Debug)]
pub struct Compiler {
    pub language: Language,
    /// The command and its leading arguments.
    command: Vec<String>,
    /// `CPPFLAGS` and `CFLAGS` or `CXXFLAGS`.
    user_flags: Vec<String>,
    link_flags: Vec<String>,
    identity: String,
    is_gcc: bool,
}

/// Compile flags that every C file of a module and the runtime gets. Sections and hidden symbols let the linker drop
/// what a module does not use; signed overflow wraps, as CPython itself is compiled. Calls through the GOT and no unwind
/// tables make modules smaller; with `-g` in `CFLAGS`, compilers write tables for debuggers all the same.
const COMPILE_FLAGS: &[&str] = &[
    "-O2",
    "-fPIC",
    "-fwrapv",
    "-fvisibility=hidden",
    "-ffunction-sections",
    "-fdata-sections",
    "-fno-semantic-interposition",
    "-fno-plt",
    "-fno-asynchronous-unwind-tables",
    "-fno-ident",
];

/// What only GCC takes. Small hot loops lie in one cache line, whatever stands before them, and nothing else is aligned:
/// with its blocks in the order of the C text, whose errors leave to the end of a function, a module is 6 % smaller. Most
/// code is calls: values that live across one have registers that calls keep, or none (2 %).
const GCC_FLAGS: &[&str] = &[
    "-falign-loops=64:24",
    "-fno-align-jumps",
    "-fno-align-labels",
    "-falign-functions=4",
    "-freorder-blocks-algorithm=simple",
    "-fno-caller-saves",
];

#[cfg(target_os = "macos")]
const LINK_FLAGS: &[&str] = &["-bundle", "-undefined", "dynamic_lookup", "-Wl,-dead_strip"];
#[cfg(not(target_os = "macos"))]
const LINK_FLAGS: &[&str] = &[
    "-shared",
    "-Wl,--gc-sections",
    "-Wl,-O1",
    "-Wl,--as-needed",
    "-Wl,--exclude-libs,ALL",
    // Padding to whole pages would be a third of a small module.
    "-Wl,-z,noseparate-code",
    "-Wl,-z,norelro",
    "-Wl,-z,common-page-size=64",
    "-Wl,--build-id=none",
];

/// A module in C has no use for the start-up files, which run C++ constructors.
#[cfg(target_os = "macos")]
const C_LINK_FLAGS: &[&str] = &[];
#[cfg(not(target_os = "macos"))]
const C_LINK_FLAGS: &[&str] = &["-nostartfiles"];

/// Environment variables that change what a compiler does without being on its command line.
const SILENT_VARIABLES: &[&str] =
    &["CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH", "LIBRARY_PATH", "GCC_EXEC_PREFIX", "COMPILER_PATH"];

/// Whether a compiler is GCC, by the name of the file that its command leads to.
fn is_gcc(path: &Path) -> bool {
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let name = real.file_name().unwrap_or_default().to_string_lossy();
    name.contains("gcc") || name.contains("g++") && !name.contains("clang")
}

impl Compiler {
    /// The compiler of a language: from the environment, or the usual names on `PATH`.
    pub fn find(language: Language) -> Result<Compiler, Failure> {
        let (variable, flags_variable, names) = match language {
            Language::C => ("CC", "CFLAGS", ["cc", "gcc", "clang"]),
            Language::Cplus => ("CXX", "CXXFLAGS", ["c++", "g++", "clang++"]),
        };
        let mut command = words_of(variable);
        if command.is_empty() {
            let name = names.into_iter().find(|name| on_path(name).is_some());
            command.extend(name.map(str::to_owned));
        }
        let missing = |message: String| {
            let (what, debian, fedora) = match language {
                Language::C => ("C", "gcc", "gcc"),
                Language::Cplus => ("C++", "g++", "gcc-c++"),
            };
            Failure::from(failure(codes::COMPILER_NOT_FOUND, message).help(format!(
                "install a {what} compiler (`apt-get install {debian}` on Debian and Ubuntu, `dnf install {fedora}` \
                 on Fedora), or set {variable}"
            )))
        };
        let Some(program) = command.first() else {
            return Err(missing(format!("there is no C compiler: none of {} on PATH", names.join(", "))));
        };
        let path = if program.contains('/') { Some(PathBuf::from(program)) } else { on_path(program) };
        let Some(path) = path.filter(|p| p.is_file()) else {
            return Err(missing(format!("the compiler that {variable} names is not there: {program}")));
        };
        let mut user_flags = words_of("CPPFLAGS");
        user_flags.extend(words_of(flags_variable));
        // C++ modules built with setuptools get CFLAGS too, and people rely on it.
        if language == Language::Cplus && std::env::var_os(flags_variable).is_none() {
            user_flags.extend(words_of("CFLAGS"));
        }
        let mut identity = file_identity(&path);
        for name in SILENT_VARIABLES {
            identity.push('|');
            identity.push_str(&std::env::var(name).unwrap_or_default());
        }
        let is_gcc = is_gcc(&path);
        Ok(Compiler { language, command, user_flags, link_flags: words_of("LDFLAGS"), identity, is_gcc })
    }

    /// Everything that decides what this compiler makes from a module's text and flags.
    pub fn key(&self) -> String {
        let mut key =
            format!("{:?}|{:?}|{:?}|{}", self.command, self.user_flags, self.link_flags, self.identity);
        if !self.user_flags.is_empty() {
            // Relative paths in flags mean different folders from different places.
            key.push_str(&std::env::current_dir().unwrap_or_default().to_string_lossy());
        }
        key
    }

    /// The compiler as the runtime is compiled with it: the user's header folders are none of its business, and without
    /// them modules with different ones share one library.
    pub fn for_runtime(&self) -> Compiler {
        let mut user_flags = Vec::new();
        let mut flags = self.user_flags.iter();
        while let Some(flag) = flags.next() {
            match flag.as_str() {
                "-I" | "-isystem" | "-iquote" => {
                    flags.next();
                }
                f if f.starts_with("-I") => {}
                _ => user_flags.push(flag.clone()),
            }
        }
        Compiler { user_flags, ..self.clone() }
    }

    /// Everything that decides what the compiler makes of the runtime.
    pub fn runtime_key(&self) -> String {
        format!("{:?}|{:?}|{}", self.command, self.user_flags, self.identity)
    }

    /// The flags for compiling against a Python: the defaults, the ABI's, then the user's, which win. The folders come
    /// before those of Python's own headers, which have names as common as `object.h`.
    pub fn compile_flags(&self, python: &Python, include_dirs: &[PathBuf]) -> Vec<String> {
        let of_gcc = if self.is_gcc { GCC_FLAGS } else { &[] };
        let mut flags: Vec<String> = COMPILE_FLAGS.iter().chain(of_gcc).map(|&f| f.to_owned()).collect();
        if !python.debug {
            flags.push("-DNDEBUG".to_owned());
        }
        flags.extend(python.abi_flags.iter().cloned());
        flags.extend(self.user_flags.iter().cloned());
        for dir in include_dirs.iter().chain(&python.include_dirs) {
            flags.push("-I".to_owned());
            flags.push(dir.to_string_lossy().into_owned());
        }
        flags
    }

    /// The flags that make an extension module from object files; the user's come after the objects.
    pub fn link_flags(&self, python: &Python, all_c: bool) -> Vec<String> {
        let for_c = if all_c { C_LINK_FLAGS } else { &[] };
        let flags = LINK_FLAGS.iter().chain(for_c).map(|&f| f.to_owned());
        flags.chain(python.abi_flags.iter().cloned()).collect()
    }

    /// Whether the user's flags ask for code that is fast: they name no level of optimisation or a high one.
    pub fn optimises(&self) -> bool {
        let level = self.user_flags.iter().rev().find(|flag| flag.starts_with("-O"));
        level.is_none_or(|level| matches!(level.as_str(), "-O2" | "-O3" | "-Ofast"))
    }

    pub fn user_link_flags(&self) -> &[String] {
        &self.link_flags
    }

    /// Runs the compiler; its own messages are in the failure.
    pub fn run(&self, arguments: &[String], what: &str) -> Result<(), Failure> {
        let program = self.command.first().map(String::as_str).unwrap_or_default();
        let output = Command::new(program)
            .args(&self.command[1..])
            .args(arguments)
            .stdin(Stdio::null())
            .output()
            .map_err(|error| {
                failure(codes::COMPILER_NOT_FOUND, format!("cannot start {program}: {}", reason(&error)))
            })?;
        if output.status.success() {
            return Ok(());
        }
        let mut messages = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        if messages.is_empty() {
            messages = output.status.to_string();
        }
        Err(failure(codes::COMPILER_FAILED, format!("{program} failed on {what}")).note(messages).into())
    }
}

/// Makes a static library with `ar` (or `AR`).
pub fn archive(library: &Path, objects: &[PathBuf]) -> Result<(), Failure> {
    let mut command = words_of("AR");
    if command.is_empty() {
        command.push("ar".to_owned());
    }
    let output = Command::new(&command[0])
        .args(&command[1..])
        .arg("rcs")
        .arg(library)
        .args(objects)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| {
            failure(codes::COMPILER_NOT_FOUND, format!("cannot start {}: {}", command[0], reason(&error)))
                .help("it comes with the C compiler: `apt-get install binutils`; the variable AR names another one")
        })?;
    if output.status.success() {
        return Ok(());
    }
    let messages = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(failure(codes::COMPILER_FAILED, format!("{} failed", command[0])).note(messages).into())
}

fn words_of(variable: &str) -> Vec<String> {
    std::env::var(variable).map(|value| split_words(&value)).unwrap_or_default()
}

/// Splits a value as a POSIX shell splits words: blanks separate, quotes and backslashes keep together.
fn split_words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\'' => word.get_or_insert_default().extend(chars.by_ref().take_while(|&c| c != '\'')),
            '"' => {
                let word = word.get_or_insert_default();
                while let Some(c) = chars.next().filter(|&c| c != '"') {
                    word.extend(if c == '\\' { chars.next() } else { Some(c) });
                }
            }
            '\\' => word.get_or_insert_default().extend(chars.next()),
            c if c.is_whitespace() => words.extend(word.take()),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::split_words;

    #[test]
    fn words_are_split_as_by_a_shell() {
        assert_eq!(split_words("  ccache gcc\t-m64 "), ["ccache", "gcc", "-m64"]);
        assert_eq!(split_words(r#"-DA="x y" -D'B C' a\ b "" "#), ["-DA=x y", "-DB C", "a b", ""]);
        assert!(split_words(" ").is_empty());
    }
}

//! The C runtime as a cached static library with its headers beside it.
//!
//! Compiled once per Python ABI, compiler, flags and runtime content, in a few files of several units each. A module links
//! the library with unused sections dropped.

use crate::cache::Cache;
use crate::embedded::{RUNTIME, Tree};
use crate::failure::{Failure, cannot_write};
use crate::jobs::parallel;
use crate::python::Python;
use crate::toolchain::{Compiler, Language, archive};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

const KIND: &str = "runtime";
const LIBRARY: &str = "libpyxide_rt.a";
/// The headers have a folder of their own, so that their names do not hide those of other libraries.
pub const HEADER_FOLDER: &str = "pyxide_runtime";

/// The header with the whole interface of the runtime, for modules that are linked with its library.
pub const ALL_HEADERS: &str = "pyxide.h";

/// Units whose functions run once per module, class or exception: they are compiled for size.
const SMALL_UNITS: &[&str] = &[
    "base",
    "class",
    "code",
    "constant",
    "exc",
    "function",
    "import",
    "module",
    "print",
    "pyclass",
    "share",
    "shared",
    "template",
    "traceback",
];

/// Where the runtime for one ABI and compiler lies.
#[derive(Clone, Debug)]
pub struct RuntimeLibrary {
    pub library: PathBuf,
    pub include_dir: PathBuf,
    /// Changes whenever the library does.
    pub key: String,
}

/// The library, from the cache or newly compiled.
pub fn ensure(
    cache: &Cache,
    python: &Python,
    compiler: &Compiler,
    jobs: usize,
) -> Result<RuntimeLibrary, Failure> {
    let compiler = &compiler.for_runtime();
    let flags = compiler.compile_flags(python, &[]);
    let mut hasher = blake3::Hasher::new();
    for part in [RUNTIME.hash(), &python.abi_key(), &compiler.key(), &format!("{flags:?}{SMALL_UNITS:?}")] {
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
    }
    let key = hasher.finalize().to_hex().to_string();
    let at = |folder: PathBuf| RuntimeLibrary {
        library: folder.join(LIBRARY),
        include_dir: folder.join("include"),
        key: key.clone(),
    };
    if let Some(folder) = cache.lookup(KIND, &key) {
        return Ok(at(folder));
    }
    // Without the lock, builds that start together would each compile the whole runtime.
    cache.locked(KIND, &key, || {
        if let Some(folder) = cache.lookup(KIND, &key) {
            return Ok(at(folder));
        }
        let mut failed = None;
        let stored = cache.store(KIND, &key, |folder| {
            compile(folder, compiler, &flags, jobs).map_err(|failure| {
                failed = Some(failure);
                io::Error::other("the runtime does not compile")
            })
        });
        match failed {
            Some(failure) => Err(failure),
            None => stored.map(at),
        }
    })
}

fn compile(folder: &Path, compiler: &Compiler, flags: &[String], jobs: usize) -> Result<(), Failure> {
    let headers = folder.join("include").join(HEADER_FOLDER);
    let work = folder.join("work");
    write_files(RUNTIME, &headers, &["h"])?;
    // Units find their headers beside them, whatever folders the flags name.
    write_files(RUNTIME, &work, &["c", "h"])?;
    let files = groups(compiler.optimises());
    for (name, _, text) in &files {
        let path = work.join(name);
        fs::write(&path, text).map_err(|error| cannot_write(&path, &error))?;
    }
    let objects: Vec<Result<PathBuf, Failure>> = parallel(&files, jobs, |(name, small, _)| {
        let object = work.join(format!("{name}.o"));
        let mut arguments = flags.to_vec();
        if *small {
            arguments.push("-Os".to_owned());
        }
        for (flag, path) in [("-c", &work.join(name)), ("-o", &object)] {
            arguments.push(flag.to_owned());
            arguments.push(path.to_string_lossy().into_owned());
        }
        compiler.run(&arguments, "the runtime")?;
        Ok(object)
    });
    let objects = objects.into_iter().collect::<Result<Vec<_>, _>>()?;
    archive(&folder.join(LIBRARY), &objects)?;
    precompile(&headers.join(ALL_HEADERS), compiler, flags);
    fs::remove_dir_all(&work).map_err(|error| cannot_write(&work, &error))
}

/// The files that are compiled: name, whether for size, and text, which includes units. Reading Python's headers takes
/// longer than compiling a unit, so there are few files; there are several, so that they can be compiled side by side.
fn groups(optimises: bool) -> Vec<(String, bool, String)> {
    const FAST: usize = 3;
    let is_small = |unit: &str| optimises && SMALL_UNITS.contains(&unit);
    let mut units: Vec<(&str, &str)> =
        RUNTIME.iter().filter_map(|(path, text)| Some((path.strip_suffix(".c")?, text))).collect();
    // The longest first, each where least is yet.
    units.sort_by_key(|(name, text)| (std::cmp::Reverse(text.len()), *name));
    let mut files: Vec<(usize, String)> = vec![(0, String::new()); FAST + 1];
    for (name, text) in units {
        let fast = (0..FAST).min_by_key(|&i| files[i].0).unwrap_or(0);
        let (size, file) = &mut files[if is_small(name) { FAST } else { fast }];
        *size += text.len();
        file.push_str(&format!("#include \"{name}.c\"\n"));
    }
    let named = files.into_iter().enumerate();
    named.map(|(i, (_, text))| (format!("part{i}.c"), i == FAST, text)).filter(|f| !f.2.is_empty()).collect()
}

/// Reading Python's headers and the runtime's is most of a small module's compile time; gcc reads them faster from a
/// precompiled header beside the text, which it uses when the flags agree and ignores otherwise. A compiler that
/// cannot make one compiles as before.
fn precompile(header: &Path, compiler: &Compiler, flags: &[String]) {
    let language = if compiler.language == Language::Cplus { "c++-header" } else { "c-header" };
    let mut output = header.as_os_str().to_owned();
    output.push(".gch");
    let mut arguments = flags.to_vec();
    arguments.extend([
        "-x".to_owned(),
        language.to_owned(),
        header.to_string_lossy().into_owned(),
        "-o".to_owned(),
    ]);
    arguments.push(output.to_string_lossy().into_owned());
    let _ = compiler.run(&arguments, "the runtime's headers");
}

fn write_files(tree: Tree, folder: &Path, suffixes: &[&str]) -> Result<(), Failure> {
    let write = |path: &Path, text: &str| {
        fs::create_dir_all(path.parent().unwrap_or(folder)).and_then(|()| fs::write(path, text))
    };
    fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error))?;
    for (name, text) in tree.iter() {
        if name.rsplit_once('.').is_some_and(|(_, suffix)| suffixes.contains(&suffix)) {
            let path = folder.join(name);
            write(&path, text).map_err(|error| cannot_write(&path, &error))?;
        }
    }
    Ok(())
}

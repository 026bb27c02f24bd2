//! `build`: source files to extension modules, several at once.

use crate::build_settings::BuildSettings;
use crate::environment::Environment;
use crate::failure::Failure;
use crate::jobs::parallel_each;
use crate::module_build::ModuleBuild;
use crate::module_name::module_name;
use crate::output::{is_special, replace, write_output};
use crate::pipeline::{Compilation, CompileOptions, Goal, compile};
use crate::toolchain::Language;
use pyxide_diagnostics::codes;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Where built modules go.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Destination {
    /// Below a folder, in the folders of their packages.
    Folder(PathBuf),
    /// Beside the source files.
    Inplace,
    /// This very file (for a single source).
    File(PathBuf),
    /// Nowhere: they stay in the cache.
    Cache,
}

/// What came of one source file.
#[derive(Debug)]
pub struct Built {
    pub compilation: Compilation,
    /// The extension module; `None` when there are errors.
    pub output: Option<PathBuf>,
}

/// Checks that modules can be built at all: a Python with headers and a C compiler, with the runtime compiled.
pub fn prepare(environment: &Environment) -> Result<(), Failure> {
    environment.runtime().map(drop)
}

/// Builds every file; `arrived` gets each result, in the order of the files.
pub fn build(
    files: &[PathBuf],
    options: &CompileOptions,
    destination: &Destination,
    dependency_files: bool,
    environment: &Environment,
    mut arrived: impl FnMut(&Path, Built),
) {
    let work = |file: &PathBuf| {
        let mut built = build_file(file, options, environment);
        if let Some(cached) = &built.output {
            match place(file, cached, &built.compilation, destination, dependency_files, environment) {
                Ok(path) => built.output = Some(path),
                Err(failure) => {
                    built.compilation.diagnostics.push(*failure);
                    built.output = None;
                }
            }
        }
        built
    };
    let mut waiting: Vec<Option<Built>> = files.iter().map(|_| None).collect();
    let mut next = 0;
    parallel_each(files, environment.jobs(), work, |index, built| {
        waiting[index] = Some(built);
        while let Some(built) = waiting.get_mut(next).and_then(Option::take) {
            arrived(&files[next], built);
            next += 1;
        }
    });
}

/// Builds one file into the cache. To be called on a thread with a large stack.
pub fn build_file(file: &Path, options: &CompileOptions, environment: &Environment) -> Built {
    let mut compilation = compile(file, options, Goal::C, &|| environment.search_path());
    let mut output = None;
    if let Some(c_text) = compilation.output.take() {
        let start = Instant::now();
        match link(file, &c_text, &compilation, options, environment) {
            Ok(path) => output = Some(path),
            Err(failure) => compilation.diagnostics.push(*failure),
        }
        compilation.timings.push(("C compiler", start.elapsed()));
    }
    Built { compilation, output }
}

fn link(
    file: &Path,
    c_text: &str,
    compilation: &Compilation,
    options: &CompileOptions,
    environment: &Environment,
) -> Result<PathBuf, Failure> {
    let python = environment.python()?;
    let runtime = environment.runtime()?;
    let mut include_dirs = options.include_dirs.clone();
    include_dirs.extend(package_headers(&compilation.files_read));
    let build = ModuleBuild {
        c_text,
        stem: stem(file, &compilation.module_name),
        source: file,
        language: if compilation.cplus { Language::Cplus } else { Language::C },
        settings: &compilation.settings,
        include_dirs: &include_dirs,
        python,
        runtime,
    };
    build.run(&environment.cache)
}

/// The file name of a module without suffix: the last part of its name, `__init__` for a package.
fn stem<'a>(file: &Path, module: &'a str) -> &'a str {
    if module_name(file).is_package { "__init__" } else { module.rsplit('.').next().unwrap_or(module) }
}

/// The header folders of packages whose declaration files were read. numpy keeps its own below the package; its
/// declarations are of no use without them.
fn package_headers(files_read: &[PathBuf]) -> impl Iterator<Item = PathBuf> {
    files_read.iter().filter_map(|file| {
        let folder = file.parent()?;
        let is_numpy = folder.file_name()? == "numpy" && file.file_name()?.to_str()?.starts_with("__init__.");
        let candidates = ["_core/include", "core/include"].map(|dir| folder.join(dir));
        candidates.into_iter().find(|dir| is_numpy && dir.is_dir())
    })
}

fn place(
    file: &Path,
    cached: &Path,
    compilation: &Compilation,
    destination: &Destination,
    dependency_file: bool,
    environment: &Environment,
) -> Result<PathBuf, Failure> {
    let suffix = &environment.python()?.ext_suffix;
    let beside = |folder: &Path| folder.join(cached.file_name().unwrap_or_default());
    let target = match destination {
        Destination::Cache => return Ok(cached.to_path_buf()),
        Destination::File(path) => path.clone(),
        Destination::Inplace => beside(file.parent().unwrap_or(Path::new(""))),
        Destination::Folder(folder) => {
            let mut relative: PathBuf = compilation.module_name.split('.').collect();
            if module_name(file).is_package {
                relative.push("__init__");
            }
            let mut name = relative.file_name().unwrap_or_default().to_owned();
            name.push(suffix);
            // The current folder as destination would only make every printed path longer.
            let folder = if folder == Path::new(".") { Path::new("") } else { folder };
            folder.join(relative.with_file_name(name))
        }
    };
    copy(cached, &target)?;
    write_headers(&target, compilation)?;
    if dependency_file {
        let headers = compilation.local_headers.iter();
        let files: Vec<PathBuf> = compilation.files_read.iter().chain(headers).cloned().collect();
        write_dependency_file(&target, &files)?;
    }
    Ok(target)
}

/// Writes the headers of a module beside a file that was made from it; none beside a device or a pipe.
pub fn write_headers(beside: &Path, compilation: &Compilation) -> Result<(), Failure> {
    if is_special(beside) {
        return Ok(());
    }
    let name = compilation.module_name.rsplit('.').next().unwrap_or(&compilation.module_name);
    let headers = &compilation.headers;
    for (suffix, text) in [(".h", &headers.public), ("_api.h", &headers.api)] {
        let Some(text) = text else { continue };
        let target = beside.with_file_name(format!("{name}{suffix}"));
        if !fs::read(&target).is_ok_and(|old| old == text.as_bytes()) {
            write_output(&target, text)?;
        }
    }
    Ok(())
}

/// Refuses to write over a file that somebody wrote: a name made from the source's may be taken by other C code.
pub fn may_replace(path: &Path) -> Result<(), Failure> {
    let Ok(old) = fs::read(path) else { return Ok(()) };
    const GENERATED: &[&[u8]] =
        &[b"/* Written by pyxide", b"/* Generated by Cython", b"#error Do not use this file"];
    if old.is_empty() || GENERATED.iter().any(|start| old.starts_with(start)) {
        return Ok(());
    }
    let message = format!("{} is there and was not written by a Cython compiler", path.display());
    Err(crate::failure::failure(codes::CANNOT_WRITE, message)
        .help("name another file with -o, or move that one away")
        .into())
}

/// Puts a copy of a built module in place. A process that has the old one loaded keeps it, because the file is
/// replaced and not overwritten; equal content is left alone.
fn copy(cached: &Path, target: &Path) -> Result<(), Failure> {
    let content = fs::read(cached).map_err(|error| crate::failure::cannot_read(cached, &error))?;
    if !is_special(target) && fs::read(target).is_ok_and(|old| old == content) {
        return Ok(());
    }
    replace(target, |path| fs::copy(cached, path).map(drop))
}

/// Writes `OUTPUT.dep`: a make rule that names the files that the output was made from; none for a device or a pipe.
pub fn write_dependency_file(output: &Path, files_read: &[PathBuf]) -> Result<(), Failure> {
    if is_special(output) {
        return Ok(());
    }
    let mut name = output.file_name().unwrap_or_default().to_owned();
    name.push(".dep");
    let path = output.with_file_name(name);
    let escape = |path: &Path| path.to_string_lossy().replace('$', "$$").replace(' ', "\\ ");
    let mut rule = format!("{}:", escape(output));
    for file in files_read {
        rule.push_str(&format!(" \\\n  {}", escape(file)));
    }
    rule.push('\n');
    write_output(&path, &rule)
}

/// What other build tools need to know of a translated file, as JSON: its module's name, the settings in its comments
/// and those of its declaration files, and the files that were read.
pub fn describe(compilation: &Compilation, files_read: &[PathBuf]) -> String {
    #[derive(serde::Serialize)]
    struct Description<'a> {
        module_name: &'a str,
        files_read: &'a [PathBuf],
        /// C headers among the sources' folders that the C text includes.
        headers: &'a [PathBuf],
        #[serde(flatten)]
        settings: BuildSettings,
    }
    let settings = BuildSettings { cplus: compilation.cplus, ..compilation.settings.clone() };
    let description = Description {
        module_name: &compilation.module_name,
        files_read,
        headers: &compilation.local_headers,
        settings,
    };
    // A path that is not Unicode has no JSON form; nothing else can fail.
    serde_json::to_string_pretty(&description).unwrap_or_default()
}

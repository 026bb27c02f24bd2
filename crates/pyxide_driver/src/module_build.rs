//! From a module's C text to its extension module in the cache.
//!
//! The key of a cached module hashes its C text, the flags, the compiler, the Python and the runtime library. The C
//! text is a function of every source file that was read, so those need no place in the key; headers that the C
//! compiler reads on its own are listed with their hashes in the entry and compared on every look-up.

use crate::build_settings::BuildSettings;
use crate::cache::Cache;
use crate::failure::{Failure, cannot_read, cannot_write};
use crate::python::Python;
use crate::runtime_library::RuntimeLibrary;
use crate::toolchain::{Compiler, Language};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

const KIND: &str = "modules";
const MANIFEST: &str = "manifest.json";

/// What is compiled, and against what.
#[derive(Clone, Copy, Debug)]
pub struct ModuleBuild<'a> {
    pub c_text: &'a str,
    /// The module's file name without the suffix of extension modules.
    pub stem: &'a str,
    /// The source file, for messages; its folder is searched for headers.
    pub source: &'a Path,
    pub language: Language,
    pub settings: &'a BuildSettings,
    /// Further folders to search for headers.
    pub include_dirs: &'a [PathBuf],
    pub python: &'a Python,
    pub runtime: &'a RuntimeLibrary,
}

#[derive(Serialize, Deserialize)]
struct Manifest {
    headers: Vec<(PathBuf, String)>,
}

impl ModuleBuild<'_> {
    /// The built module's file in the cache.
    pub fn run(&self, cache: &Cache) -> Result<PathBuf, Failure> {
        let compiler = Compiler::find(self.language)?;
        let compile_flags = self.compile_flags(&compiler);
        let file_name = format!("{}{}", self.stem, self.python.ext_suffix);
        let key = self.key(&compiler, &compile_flags, &file_name)?;
        if let Some(entry) = cache.lookup(KIND, &key)
            && headers_unchanged(&entry)
        {
            return Ok(entry.join(file_name));
        }
        let mut failed = None;
        let stored = cache.store(KIND, &key, |folder| {
            self.compile(folder, &compiler, &compile_flags, &file_name).map_err(|failure| {
                failed = Some(failure);
                io::Error::other("the module does not compile")
            })
        });
        match failed {
            Some(failure) => Err(failure),
            None => Ok(stored?.join(file_name)),
        }
    }

    fn compile_flags(&self, compiler: &Compiler) -> Vec<String> {
        let beside = self.source.parent().unwrap_or(Path::new("")).to_path_buf();
        let settings = self.settings.include_dirs.iter().map(PathBuf::from);
        let mut include_dirs = vec![self.runtime.include_dir.clone(), beside];
        include_dirs.extend(self.include_dirs.iter().cloned().chain(settings));
        // The work is done in another folder; an empty path is the present one.
        let absolute = |dir: PathBuf| {
            let dir = if dir.as_os_str().is_empty() { PathBuf::from(".") } else { dir };
            std::path::absolute(&dir).unwrap_or(dir)
        };
        let include_dirs: Vec<PathBuf> = include_dirs.into_iter().map(absolute).collect();
        let mut flags = compiler.compile_flags(self.python, &include_dirs);
        flags.extend(self.settings.define_macros.iter().map(|m| format!("-D{m}")));
        flags.extend(self.settings.undef_macros.iter().map(|m| format!("-U{m}")));
        flags.extend(self.settings.extra_compile_args.iter().cloned());
        flags
    }

    fn key(&self, compiler: &Compiler, compile_flags: &[String], file_name: &str) -> Result<String, Failure> {
        let mut hasher = blake3::Hasher::new();
        let mut add = |bytes: &[u8]| {
            hasher.update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
        };
        add(self.c_text.as_bytes());
        add(file_name.as_bytes());
        add(compiler.key().as_bytes());
        add(self.python.abi_key().as_bytes());
        add(self.runtime.key.as_bytes());
        add(format!("{compile_flags:?}{:?}", self.settings).as_bytes());
        for path in self.settings.extra_files() {
            add(&fs::read(&path).map_err(|error| cannot_read(&path, &error))?);
        }
        Ok(hasher.finalize().to_hex().to_string())
    }

    fn compile(
        &self,
        folder: &Path,
        compiler: &Compiler,
        compile_flags: &[String],
        file_name: &str,
    ) -> Result<(), Failure> {
        let work = folder.join("work");
        let suffix = if self.language == Language::Cplus { "cpp" } else { "c" };
        let own = work.join(format!("{}.{suffix}", self.stem));
        fs::create_dir(&work)
            .and_then(|()| fs::write(&own, self.c_text))
            .map_err(|error| cannot_write(&own, &error))?;
        let mut objects = Vec::new();
        let mut headers = Vec::new();
        let others = self.settings.sources.iter().map(PathBuf::from);
        for (index, source) in std::iter::once(own).chain(others).enumerate() {
            let (object, list) = (work.join(format!("{index}.o")), work.join(format!("{index}.d")));
            let language = if index == 0 { self.language } else { Language::of(&source) };
            let mut arguments = compile_flags.to_vec();
            arguments.push("-MMD".to_owned());
            for (flag, path) in [("-MF", &list), ("-c", &source), ("-o", &object)] {
                arguments.push(flag.to_owned());
                arguments.push(path.to_string_lossy().into_owned());
            }
            let what = if index == 0 { self.source } else { &source };
            if language == self.language {
                compiler.run(&arguments, &what.display().to_string())?;
            } else {
                Compiler::find(language)?.run(&arguments, &what.display().to_string())?;
            }
            objects.push(object.to_string_lossy().into_owned());
            headers.extend(listed_headers(&fs::read_to_string(&list).unwrap_or_default()));
        }
        self.link(&objects, compiler, &folder.join(file_name))?;
        headers.sort();
        headers.dedup();
        // The module's own C and the runtime's headers are part of the key.
        headers.retain(|h| !h.starts_with(folder) && !h.starts_with(&self.runtime.include_dir));
        let manifest = Manifest {
            headers: headers.into_iter().map(|path| (path.clone(), content_hash(&path))).collect(),
        };
        let text = serde_json::to_string(&manifest).unwrap_or_default();
        fs::write(folder.join(MANIFEST), text)
            .and_then(|()| fs::remove_dir_all(&work))
            .map_err(|error| cannot_write(folder, &error))
    }

    fn link(&self, objects: &[String], compiler: &Compiler, output: &Path) -> Result<(), Failure> {
        let settings = self.settings;
        // Objects and libraries that are linked in may be C++ inside.
        let all_c = self.language == Language::C
            && settings.extra_objects.is_empty()
            && settings.sources.iter().all(|source| Language::of(Path::new(source)) == Language::C);
        let mut arguments = compiler.link_flags(self.python, all_c);
        arguments.extend_from_slice(objects);
        arguments.extend(settings.extra_objects.iter().cloned());
        arguments.push(self.runtime.library.to_string_lossy().into_owned());
        arguments.extend(settings.library_dirs.iter().map(|dir| format!("-L{dir}")));
        arguments.extend(settings.runtime_library_dirs.iter().map(|dir| format!("-Wl,-rpath,{dir}")));
        arguments.extend(compiler.user_link_flags().iter().cloned());
        arguments.extend(settings.libraries.iter().map(|library| format!("-l{library}")));
        arguments.extend(settings.extra_link_args.iter().cloned());
        arguments.push("-o".to_owned());
        arguments.push(output.to_string_lossy().into_owned());
        compiler.run(&arguments, &format!("linking {}", self.source.display()))
    }
}

fn headers_unchanged(entry: &Path) -> bool {
    let Ok(text) = fs::read(entry.join(MANIFEST)) else { return false };
    let Ok(manifest) = serde_json::from_slice::<Manifest>(&text) else { return false };
    manifest.headers.iter().all(|(path, hash)| content_hash(path) == *hash)
}

fn content_hash(path: &Path) -> String {
    fs::read(path).map(|bytes| blake3::hash(&bytes).to_hex().to_string()).unwrap_or_default()
}

/// The prerequisites in a make rule that a C compiler wrote: separated by blanks, with `\` before a line end, and
/// before a blank that belongs to a name.
fn listed_headers(rule: &str) -> Vec<PathBuf> {
    let Some((_, list)) = rule.split_once(": ") else { return Vec::new() };
    let list = list.replace("\\\r\n", " ").replace("\\\n", " ").replace("\\ ", "\0").replace("$$", "$");
    list.split_whitespace()
        .map(|name| {
            let path = PathBuf::from(name.replace('\0', " "));
            std::path::absolute(&path).unwrap_or(path)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::listed_headers;
    use std::path::PathBuf;

    #[test]
    fn make_rules_are_read_with_their_escapes() {
        let rule = "/w/0.o: /w/a.c \\\n /x/my\\ lib.h /y$$z.h\n";
        let expected = ["/w/a.c", "/x/my lib.h", "/y$z.h"].map(PathBuf::from);
        assert_eq!(listed_headers(rule), expected);
        assert!(listed_headers("").is_empty());
    }
}

//! `# distutils: KEY = VALUE` comments: what a source file says about how its C is compiled and linked.
//!
//! They stand among the comments at the top of a file; `# cython: KEY = VALUE` means the same for these keys. Declaration
//! files that a module reads say what their users need: libraries, folders, flags, the language. What they say of files and
//! macros is for their own module only.
//!
//! ```
//! use pyxide_driver::build_settings::BuildSettings;
//! let settings = BuildSettings::parse("# distutils: libraries = m z\n# distutils: language=c++\n\nx = 1\n");
//! assert_eq!(settings.libraries, ["m", "z"]);
//! assert!(settings.cplus);
//! ```

use serde::Serialize;
use std::path::{Path, PathBuf};

/// The settings that `build` and `run` honour. Unknown keys are ignored, as setuptools ones come and go.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Debug)]
pub struct BuildSettings {
    pub cplus: bool,
    /// Whether the comments name a language.
    #[serde(skip)]
    pub names_language: bool,
    pub sources: Vec<String>,
    pub include_dirs: Vec<String>,
    /// `NAME` or `NAME=VALUE`.
    pub define_macros: Vec<String>,
    pub undef_macros: Vec<String>,
    pub libraries: Vec<String>,
    pub library_dirs: Vec<String>,
    pub runtime_library_dirs: Vec<String>,
    pub extra_objects: Vec<String>,
    pub extra_compile_args: Vec<String>,
    pub extra_link_args: Vec<String>,
    /// For build tools: names that the module exports besides its init function.
    pub export_symbols: Vec<String>,
    /// For build tools: files whose change makes the module be built again.
    pub depends: Vec<String>,
}

impl BuildSettings {
    /// Reads the leading comments of a source text.
    pub fn parse(text: &str) -> BuildSettings {
        let mut settings = BuildSettings::default();
        for line in text.lines() {
            let line = line.trim_start();
            if line.is_empty() {
                continue;
            }
            let Some(comment) = line.strip_prefix('#') else { break };
            let comment = comment.trim_start();
            let setting = comment.strip_prefix("distutils:").or_else(|| comment.strip_prefix("cython:"));
            let Some(setting) = setting else { continue };
            let Some((key, value)) = setting.split_once('=') else { continue };
            settings.set(key.trim(), value.trim());
        }
        settings
    }

    fn set(&mut self, key: &str, value: &str) {
        let list = match key {
            "language" => {
                self.cplus = matches!(value, "c++" | "'c++'" | "\"c++\"");
                self.names_language = true;
                return;
            }
            "sources" => &mut self.sources,
            "include_dirs" => &mut self.include_dirs,
            "define_macros" => &mut self.define_macros,
            "undef_macros" => &mut self.undef_macros,
            "libraries" => &mut self.libraries,
            "library_dirs" => &mut self.library_dirs,
            "runtime_library_dirs" => &mut self.runtime_library_dirs,
            "extra_objects" => &mut self.extra_objects,
            "extra_compile_args" => &mut self.extra_compile_args,
            "extra_link_args" => &mut self.extra_link_args,
            "export_symbols" => &mut self.export_symbols,
            "depends" => &mut self.depends,
            _ => return,
        };
        list.extend(split_list(value));
    }

    /// Makes paths that are relative to the file's folder usable from the working directory: a path that exists
    /// from here is kept, one that exists beside the file is completed.
    pub fn resolve(&mut self, folder: &Path) {
        let lists = [
            &mut self.sources,
            &mut self.include_dirs,
            &mut self.library_dirs,
            &mut self.extra_objects,
            &mut self.depends,
        ];
        for path in lists.into_iter().flatten() {
            let beside = folder.join(path.as_str());
            if !Path::new(path.as_str()).exists() && beside.exists() {
                *path = beside.to_string_lossy().into_owned();
            }
        }
    }

    /// Adds what a declaration file says for its users, each once. A language that is named stays.
    pub fn merge(&mut self, other: BuildSettings) {
        if !self.names_language && other.names_language {
            self.cplus = other.cplus;
            self.names_language = true;
        }
        let pairs = [
            (&mut self.include_dirs, other.include_dirs),
            (&mut self.libraries, other.libraries),
            (&mut self.library_dirs, other.library_dirs),
            (&mut self.runtime_library_dirs, other.runtime_library_dirs),
            (&mut self.extra_compile_args, other.extra_compile_args),
            (&mut self.extra_link_args, other.extra_link_args),
            (&mut self.depends, other.depends),
        ];
        for (mine, theirs) in pairs {
            for value in theirs {
                if !mine.contains(&value) {
                    mine.push(value);
                }
            }
        }
    }

    /// The source and object files that go into the module besides its own C.
    pub fn extra_files(&self) -> impl Iterator<Item = PathBuf> {
        self.sources.iter().chain(&self.extra_objects).map(PathBuf::from)
    }
}

/// Splits `a b "c d"` at spaces, or `[a, b]` at commas, keeping what is quoted together.
fn split_list(value: &str) -> Vec<String> {
    let (body, commas) = match value.strip_prefix('[').and_then(|v| v.strip_suffix(']')) {
        Some(body) => (body, true),
        None => (value, false),
    };
    let mut items = Vec::new();
    let mut item = String::new();
    let mut quote = None;
    for c in body.chars() {
        match quote {
            Some(q) if c == q => quote = None,
            Some(_) => item.push(c),
            None if c == '"' || c == '\'' => quote = Some(c),
            None if c == ',' || (!commas && c.is_whitespace()) => items.push(std::mem::take(&mut item)),
            None => item.push(c),
        }
    }
    items.push(item);
    items.iter().map(|i| i.trim()).filter(|i| !i.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::BuildSettings;

    #[test]
    fn reads_lists_of_both_kinds_until_the_first_statement() {
        let text = "#!x\n\n# cython: boundscheck=False\n# distutils: define_macros = A=1 B\n\
                    # distutils: extra_compile_args = [-O3, '-D X=a b']\n#distutils:include_dirs=inc\n\
                    # distutils: depends = a.h\n'''doc'''\n# distutils: libraries = m\n";
        let settings = BuildSettings::parse(text);
        assert_eq!(settings.define_macros, ["A=1", "B"]);
        assert_eq!(settings.extra_compile_args, ["-O3", "-D X=a b"]);
        assert_eq!(settings.include_dirs, ["inc"]);
        assert!(settings.libraries.is_empty() && !settings.cplus);
    }

    #[test]
    fn declarations_speak_for_their_users_of_some_things() {
        let theirs = "# distutils: libraries = m z\n# distutils: language = c++\n# distutils: sources = a.c\n\
                      # distutils: define_macros = A\n# cython: extra_link_args = -s\n";
        let mut module = BuildSettings::parse("# distutils: libraries = m\n");
        module.merge(BuildSettings::parse(theirs));
        assert_eq!(module.libraries, ["m", "z"]);
        assert_eq!(module.extra_link_args, ["-s"]);
        assert!(module.cplus && module.sources.is_empty() && module.define_macros.is_empty());
        let mut module = BuildSettings::parse("# distutils: language = c\n");
        module.merge(BuildSettings::parse(theirs));
        assert!(!module.cplus);
    }
}

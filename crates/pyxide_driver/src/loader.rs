//! Finding declaration files, included files and implementation files, and recording what was read.
//!
//! The order is Cython's: the folder that holds the package of the main file, the `-I` folders, the `sys.path` of the
//! target Python, the declarations that pyxide carries. A dotted file name (`a.b.pxd`) is tried in all of them before
//! package folders are, and folders without `__init__` (namespace packages) come after those with one. The carried
//! declarations of C and Python headers are looked up before `sys.path`, so that a module that cimports only those
//! needs no Python; where an installed package ships its own (numpy), that one wins.
//!
//! A file `NAME.cython-30.pxd` is preferred to `NAME.pxd`, as it is by every Cython since 3.0.

use crate::embedded::DECLARATIONS;
use crate::failure::Failure;
use crate::module_name::{is_package_folder, module_name};
use crate::text;
use pyxide_diagnostics::{FileId, SourceMap};
use pyxide_sema::{LoadedFile, SourceLoader};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The version of the language that versioned declaration files are chosen for: 3.3.
const LANGUAGE_VERSION: u32 = 33;
/// How carried files are shown, as they have no place in the file system.
const CARRIED: &str = "<pyxide>";

/// The folders of the target Python, asked for only when something is not found before.
pub type SearchPath<'a> = &'a (dyn Fn() -> Vec<PathBuf> + Sync);

/// The loader of one compilation.
pub struct Loader<'a> {
    sources: SourceMap,
    /// Where each file of the map came from; carried files have no path.
    paths: Vec<Option<PathBuf>>,
    /// Files that were asked for before.
    loaded: HashMap<PathBuf, LoadedFile>,
    root: PathBuf,
    include_dirs: &'a [PathBuf],
    search_path: SearchPath<'a>,
    failures: Vec<Failure>,
}

impl<'a> Loader<'a> {
    /// A loader for the main file at `path`, which becomes the first file of the map.
    pub fn new(
        path: &Path,
        shown: &str,
        text: Arc<str>,
        include_dirs: &'a [PathBuf],
        search_path: SearchPath<'a>,
    ) -> (Loader<'a>, FileId) {
        let mut sources = SourceMap::default();
        let file = sources.add(shown, text);
        let loader = Loader {
            sources,
            paths: vec![Some(path.to_path_buf())],
            loaded: HashMap::new(),
            root: module_name(path).root,
            include_dirs,
            search_path,
            failures: Vec::new(),
        };
        (loader, file)
    }

    /// The text of the main file.
    pub fn main_text(&self) -> Arc<str> {
        self.sources.file(FileId(0)).text.clone()
    }

    /// The files read so far, the main file first. Carried declarations are not among them.
    pub fn files_read(&self) -> impl Iterator<Item = &Path> {
        self.paths.iter().flatten().map(PathBuf::as_path)
    }

    /// Files that exist and could not be read, and the map.
    pub fn finish(self) -> (SourceMap, Vec<Failure>) {
        (self.sources, self.failures)
    }

    /// The folder of the main module's outermost package, and those that the user names.
    fn given_folders(&self) -> Vec<PathBuf> {
        std::iter::once(self.root.clone()).chain(self.include_dirs.iter().cloned()).collect()
    }

    fn find_module(&mut self, name: &str, suffix: &str) -> Option<LoadedFile> {
        let folders = self.given_folders();
        // A folder that an installed package fills is not shadowed by what pyxide carries.
        let carried_first = name != "numpy" && !name.starts_with("numpy.");
        if let Some((path, is_package)) = find_in(&folders, name, suffix) {
            return self.load(&path, is_package);
        }
        if carried_first && let Some(file) = self.load_carried(name, suffix) {
            return Some(file);
        }
        if let Some((path, is_package)) = find_in(&(self.search_path)(), name, suffix) {
            return self.load(&path, is_package);
        }
        if carried_first { None } else { self.load_carried(name, suffix) }
    }

    fn load_carried(&mut self, name: &str, suffix: &str) -> Option<LoadedFile> {
        let stem = name.replace('.', "/");
        let candidates = [(format!("{stem}.{suffix}"), false), (format!("{stem}/__init__.{suffix}"), true)];
        let (path, text, is_package) = candidates
            .into_iter()
            .find_map(|(path, is_package)| Some((path.clone(), DECLARATIONS.get(&path)?, is_package)))?;
        let shown = Path::new(CARRIED).join(path);
        if let Some(file) = self.loaded.get(&shown) {
            return Some(file.clone());
        }
        Some(self.add(shown, None, Arc::from(text), is_package))
    }

    fn load(&mut self, path: &Path, is_package: bool) -> Option<LoadedFile> {
        if let Some(file) = self.loaded.get(path) {
            return Some(file.clone());
        }
        match text::read(path) {
            Ok(text) => Some(self.add(shown_path(path), Some(path.to_path_buf()), text.into(), is_package)),
            Err(failure) => {
                self.failures.push(failure);
                None
            }
        }
    }

    fn add(&mut self, shown: PathBuf, path: Option<PathBuf>, text: Arc<str>, is_package: bool) -> LoadedFile {
        let file = self.sources.add(shown.to_string_lossy(), text.clone());
        let key = path.clone().unwrap_or(shown);
        self.paths.push(path);
        let loaded = LoadedFile { file, text, is_package };
        self.loaded.insert(key, loaded.clone());
        loaded
    }
}

impl SourceLoader for Loader<'_> {
    fn load_pxd(&mut self, name: &str) -> Option<LoadedFile> {
        self.find_module(name, "pxd")
    }

    fn load_own_pxd(&mut self, name: &str) -> Option<LoadedFile> {
        let (path, is_package) = find_in(&self.given_folders(), name, "pxd")?;
        self.load(&path, is_package)
    }

    fn load_relative_pxd(&mut self, name: &str, from: FileId) -> Option<LoadedFile> {
        let Some(file) = self.paths.get(from.0 as usize).and_then(Option::as_deref) else {
            return self.load_carried(name, "pxd");
        };
        let mut folders = vec![module_name(file).root];
        folders.extend(self.given_folders());
        let (path, is_package) = find_in(&folders, name, "pxd")?;
        self.load(&path, is_package)
    }

    fn load_include(&mut self, path: &str, from: FileId) -> Option<LoadedFile> {
        let beside = self.paths.get(from.0 as usize).and_then(Option::as_deref).and_then(Path::parent);
        let folders = beside.into_iter().chain(self.include_dirs.iter().map(PathBuf::as_path));
        let found = folders.map(|dir| dir.join(path)).find(|file| file.is_file());
        if let Some(found) = found {
            return self.load(&found, false);
        }
        let text = DECLARATIONS.get(path)?;
        Some(self.add(Path::new(CARRIED).join(path), None, Arc::from(text), false))
    }

    fn load_pyx(&mut self, name: &str) -> Option<LoadedFile> {
        self.find_module(name, "pyx")
    }

    fn sources(&self) -> &SourceMap {
        &self.sources
    }
}

/// Paths below the working directory are shown relative to it.
fn shown_path(path: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&here).unwrap_or(path).to_path_buf()
}

/// The file of a dotted module name in the first folder that has it, and whether it is a package's `__init__`.
fn find_in(folders: &[PathBuf], name: &str, suffix: &str) -> Option<(PathBuf, bool)> {
    for folder in folders {
        let dotted = folder.join(format!("{name}.{suffix}"));
        if dotted.is_file() {
            return Some((dotted, false));
        }
    }
    let (package, module) = match name.rsplit_once('.') {
        Some((package, module)) => (package.split('.').collect(), module),
        None => (Vec::new(), name),
    };
    let mut namespaces = Vec::new();
    for folder in folders {
        let mut place = folder.clone();
        let mut is_namespace = true;
        for part in &package {
            place.push(part);
            is_namespace &= !is_package_folder(&place);
        }
        if is_namespace {
            namespaces.push(place);
        } else if let Some(found) = module_file(&place, module, suffix) {
            return Some(found);
        }
    }
    namespaces.iter().find_map(|place| module_file(place, module, suffix))
}

fn module_file(folder: &Path, module: &str, suffix: &str) -> Option<(PathBuf, bool)> {
    if let Some(path) = versioned_file(folder, module, suffix) {
        return Some((path, false));
    }
    versioned_file(&folder.join(module), "__init__", suffix).map(|path| (path, true))
}

/// `STEM.cython-NN.SUFFIX` with the largest version that is not too new, else `STEM.SUFFIX`.
fn versioned_file(folder: &Path, stem: &str, suffix: &str) -> Option<PathBuf> {
    let plain = folder.join(format!("{stem}.{suffix}"));
    let prefix = format!("{stem}.cython-");
    let mut best: Option<(u32, PathBuf)> = None;
    for entry in std::fs::read_dir(folder).ok()?.flatten() {
        let name = entry.file_name();
        let version = name.to_str().and_then(|name| {
            name.strip_prefix(&prefix)?.strip_suffix(suffix)?.strip_suffix('.')?.parse::<u32>().ok()
        });
        if let Some(version) = version
            && version <= LANGUAGE_VERSION
            && best.as_ref().is_none_or(|(v, _)| version > *v)
        {
            best = Some((version, entry.path()));
        }
    }
    best.map(|(_, path)| path).or_else(|| plain.is_file().then_some(plain))
}

#[cfg(test)]
mod tests {
    use super::Loader;
    use pyxide_sema::SourceLoader;
    use std::fs;
    use std::path::{Path, PathBuf};

    fn tree(files: &[&str]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        for file in files {
            let path = root.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, format!("# {file}")).unwrap();
        }
        (folder, root)
    }

    fn with_loader<R>(root: &Path, main: &str, work: impl FnOnce(&mut Loader) -> R) -> R {
        let include = [root.join("inc")];
        let site = root.join("site");
        let search_path = move || vec![site.clone()];
        let (mut loader, _) = Loader::new(&root.join(main), main, "".into(), &include, &search_path);
        work(&mut loader)
    }

    fn pxd(loader: &mut Loader, name: &str) -> Option<String> {
        loader.load_pxd(name).map(|file| file.text.to_string())
    }

    #[test]
    fn searches_in_the_documented_order() {
        let (_keep, root) = tree(&[
            "pkg/__init__.py",
            "pkg/sub/__init__.py",
            "pkg/sub/m.pyx",
            "pkg/a.pxd",
            "site/a.pxd",
            "inc/b.pxd",
            "site/b.pxd",
            "site/c/__init__.pxd",
            "site/c.x.pxd",
            "site/ns/d.pxd",
            "inc/ns/__init__.py",
            "inc/ns/e.pxd",
            "site/ns/e.pxd",
            "site/numpy/__init__.pxd",
            "site/numpy/__init__.cython-30.pxd",
            "site/numpy/__init__.cython-99.pxd",
        ]);
        with_loader(&root, "pkg/sub/m.pyx", |loader| {
            assert_eq!(pxd(loader, "pkg.a").as_deref(), Some("# pkg/a.pxd"));
            assert_eq!(pxd(loader, "a").as_deref(), Some("# site/a.pxd"));
            assert_eq!(pxd(loader, "b").as_deref(), Some("# inc/b.pxd"));
            assert!(loader.load_pxd("c").unwrap().is_package);
            assert_eq!(pxd(loader, "c.x").as_deref(), Some("# site/c.x.pxd"));
            assert_eq!(pxd(loader, "ns.d").as_deref(), Some("# site/ns/d.pxd"));
            assert_eq!(pxd(loader, "ns.e").as_deref(), Some("# inc/ns/e.pxd"));
            assert_eq!(pxd(loader, "numpy").as_deref(), Some("# site/numpy/__init__.cython-30.pxd"));
            assert_eq!(pxd(loader, "none"), None);
            let own = loader.load_own_pxd("a").map(|file| file.text.to_string());
            assert_eq!(own, None);
            assert!(loader.load_own_pxd("b").is_some());
            let first = loader.load_pxd("b").unwrap().file;
            assert_eq!(loader.load_pxd("b").unwrap().file, first);
        });
    }

    #[test]
    fn dots_mean_the_package_of_the_file_that_asks() {
        let (_keep, root) = tree(&[
            "pkg/__init__.py",
            "pkg/m.pyx",
            "site/pkg/__init__.py",
            "site/pkg/only_there.pxd",
            "site/other/__init__.py",
            "site/other/a.pxd",
            "site/other/b.pxd",
        ]);
        with_loader(&root, "pkg/m.pyx", |loader| {
            let main = pyxide_diagnostics::FileId(0);
            assert!(loader.load_relative_pxd("pkg.only_there", main).is_none());
            let other = loader.load_pxd("other.a").unwrap().file;
            assert_eq!(&*loader.load_relative_pxd("other.b", other).unwrap().text, "# site/other/b.pxd");
        });
    }

    #[test]
    fn includes_are_relative_to_the_including_file() {
        let (_keep, root) = tree(&["m.pyx", "sub/one.pxi", "sub/two.pxi", "inc/three.pxi"]);
        with_loader(&root, "m.pyx", |loader| {
            let main = pyxide_diagnostics::FileId(0);
            let one = loader.load_include("sub/one.pxi", main).unwrap();
            assert_eq!(&*loader.load_include("two.pxi", one.file).unwrap().text, "# sub/two.pxi");
            assert!(loader.load_include("two.pxi", main).is_none());
            assert!(loader.load_include("three.pxi", main).is_some());
            let names: Vec<_> = loader.files_read().map(|p| p.file_name().unwrap().to_owned()).collect();
            assert_eq!(names, ["m.pyx", "one.pxi", "two.pxi", "three.pxi"]);
        });
    }
}

//! The dotted name of the module that a source file defines, and where its package begins.
//!
//! As Cython does it: a folder that holds `__init__.py`, `__init__.pyx`, `__init__.pxd` or `__init__.pyc` is a
//! package, and the name of the module is the chain of such folders. `__init__.pyx` is the package itself.
//!
//! ```
//! use pyxide_driver::module_name::{module_name, ModuleName};
//! let name = module_name(std::path::Path::new("/nowhere/spam.pyx"));
//! assert_eq!((name.dotted.as_str(), name.is_package), ("spam", false));
//! ```

use std::path::{Path, PathBuf};

/// What [`module_name`] finds out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ModuleName {
    /// The full dotted name.
    pub dotted: String,
    /// The folder that holds the outermost package, or the file if it is in none. Imports start here.
    pub root: PathBuf,
    /// Whether the file is a package's `__init__`.
    pub is_package: bool,
}

impl ModuleName {
    /// The last component: the name in `PyInit_NAME`, except for packages.
    pub fn last(&self) -> &str {
        self.dotted.rsplit('.').next().unwrap_or(&self.dotted)
    }

    /// The module's file below a folder, with `/`: `a.b` gives `a/b`, the package `a` gives `a/__init__`.
    pub fn relative_path(&self) -> PathBuf {
        let mut path: PathBuf = self.dotted.split('.').collect();
        if self.is_package {
            path.push("__init__");
        }
        path
    }
}

/// Whether `folder` is a package.
pub fn is_package_folder(folder: &Path) -> bool {
    ["py", "pyx", "pxd", "pyc"].iter().any(|suffix| folder.join(format!("__init__.{suffix}")).is_file())
}

/// Derives the name of the module that the file at `path` defines.
pub fn module_name(path: &Path) -> ModuleName {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let stem = absolute.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let mut folder = absolute.parent().map(Path::to_path_buf).unwrap_or_default();
    let is_package = stem == "__init__";
    let mut parts = if is_package { Vec::new() } else { vec![stem] };
    while (is_package && parts.is_empty()) || is_package_folder(&folder) {
        let Some(name) = folder.file_name() else { break };
        parts.push(name.to_string_lossy().into_owned());
        match folder.parent() {
            Some(parent) => folder = parent.to_path_buf(),
            None => break,
        }
    }
    parts.reverse();
    ModuleName { dotted: parts.join("."), root: folder, is_package }
}

#[cfg(test)]
mod tests {
    use super::module_name;
    use std::fs;

    #[test]
    fn packages_are_folders_with_init_files() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        fs::create_dir_all(root.join("a/b")).unwrap();
        fs::write(root.join("a/__init__.py"), "").unwrap();
        fs::write(root.join("a/b/__init__.pxd"), "").unwrap();
        let name = module_name(&root.join("a/b/c.pyx"));
        assert_eq!((name.dotted.as_str(), name.last(), &name.root), ("a.b.c", "c", &root));
        let package = module_name(&root.join("a/b/__init__.pyx"));
        assert_eq!((package.dotted.as_str(), package.is_package), ("a.b", true));
        assert_eq!(package.relative_path(), std::path::Path::new("a/b/__init__"));
        assert_eq!(module_name(&root.join("d.pyx")).dotted, "d");
    }
}

//! A source file alone, for tests: there is nothing else to load.

use pyxide_diagnostics::{FileId, SourceMap};
use pyxide_sema::{LoadedFile, SourceLoader};

/// Finds nothing but what was added to its sources.
pub struct Alone(pub SourceMap);

impl SourceLoader for Alone {
    fn load_pxd(&mut self, _name: &str) -> Option<LoadedFile> {
        None
    }
    fn load_include(&mut self, _path: &str, _from: FileId) -> Option<LoadedFile> {
        None
    }
    fn load_pyx(&mut self, _name: &str) -> Option<LoadedFile> {
        None
    }
    fn sources(&self) -> &SourceMap {
        &self.0
    }
}

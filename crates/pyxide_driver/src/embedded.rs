//! The files that pyxide carries: the C runtime and the standard declarations.
//!
//! `build.rs` writes the tables. Paths use `/` and are sorted, so a look-up is a binary search.

/// A folder of text files inside the binary.
#[derive(Clone, Copy, Debug)]
pub struct Tree {
    files: &'static [(&'static str, &'static str)],
    hash: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

impl Tree {
    /// A tree of files that are sorted by path.
    pub const fn of(files: &'static [(&'static str, &'static str)], hash: &'static str) -> Tree {
        Tree { files, hash }
    }

    /// The text of the file at `path` (relative, with `/`).
    pub fn get(&self, path: &str) -> Option<&'static str> {
        self.files.binary_search_by(|(name, _)| (*name).cmp(path)).ok().map(|i| self.files[i].1)
    }

    /// All files, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.files.iter().copied()
    }

    /// A hash of all paths and contents, made when pyxide was built.
    pub fn hash(&self) -> &'static str {
        self.hash
    }
}

#[cfg(test)]
mod tests {
    use super::{DECLARATIONS, RUNTIME};

    #[test]
    fn every_file_is_found_by_its_path() {
        for tree in [RUNTIME, DECLARATIONS] {
            for (path, text) in tree.iter() {
                assert_eq!(tree.get(path), Some(text));
            }
            assert_eq!(tree.get("no/such file"), None);
            assert_eq!(tree.hash().len(), 64);
        }
    }
}

//! Allocators that the user declares, in comments on the lines of extern declarations.
//!
//! ```text
//! cdef extern from "pool.h":
//!     void *pool_get(size_t n)         # pyxide: allocates(free=pool_put)
//!     void pool_put(void *p)           # pyxide: frees(1)
//!     void registry_add(int k, void *) # pyxide: keeps(2)
//!     void show(void *p)               # pyxide: borrows
//! ```
//!
//! Arguments are counted from 1. Without `free=`, any declared releasing function releases the block.

use crate::allocators::{Effect, Family, Role};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// What the comments of all files say.
#[derive(Default, Debug)]
pub struct Declared {
    roles: FxHashMap<SmolStr, Role>,
    effects: FxHashMap<SmolStr, Effect>,
    /// Releasing functions, by number of their family.
    families: Vec<SmolStr>,
}

impl Declared {
    /// Reads the comments of one file.
    pub fn read(&mut self, text: &str) {
        for line in text.lines().filter(|l| l.contains("pyxide:")) {
            let Some((code, comment)) = line.rsplit_once('#') else { continue };
            let Some(said) = comment.trim_start().strip_prefix("pyxide:") else { continue };
            let Some(name) = declared_name(code) else { continue };
            for item in said.split(';') {
                self.declare(&name, item.trim());
            }
        }
    }

    fn declare(&mut self, name: &SmolStr, said: &str) {
        let (verb, rest) = said.split_once('(').unwrap_or((said, ""));
        let argument = rest.trim_end_matches([')', ' ']).trim();
        let index = argument.parse::<usize>().unwrap_or(1).saturating_sub(1);
        match verb.trim() {
            "allocates" => {
                let free = argument.strip_prefix("free=").map_or("", str::trim);
                let family = match crate::allocators::by_name(free).map(|e| e.role) {
                    Some(Role::Free { family, .. }) => family,
                    _ => self.family(free),
                };
                self.roles.insert(name.clone(), Role::Allocate { family, size: &[99], zeroed: false });
            }
            "frees" => {
                let family = self.family(name);
                self.roles.insert(name.clone(), Role::Free { family, argument: index });
            }
            "keeps" => {
                self.effects.insert(name.clone(), Effect::Keeps(index));
            }
            "borrows" => {
                self.effects.insert(name.clone(), Effect::Borrows);
            }
            _ => {}
        }
    }

    fn family(&mut self, release: &str) -> Family {
        let at = self.families.iter().position(|f| f == release).unwrap_or_else(|| {
            self.families.push(release.into());
            self.families.len() - 1
        });
        Family::User(at as u32)
    }

    pub fn role(&self, name: &str) -> Option<Role> {
        self.roles.get(name).copied()
    }

    pub fn effect(&self, name: &str) -> Option<Effect> {
        self.effects.get(name).copied()
    }

    pub fn knows(&self, name: &str) -> bool {
        self.roles.contains_key(name) || self.effects.contains_key(name)
    }
}

/// The function that a declaration names: the last word before the first parenthesis.
fn declared_name(code: &str) -> Option<SmolStr> {
    let head = code.split_once('(')?.0.trim_end();
    // `name "c_name" (…)`.
    let head = match head.find('"') {
        Some(i) => head[..i].trim_end(),
        None => head,
    };
    let start = head.rfind(|c: char| !(c.is_alphanumeric() || c == '_')).map_or(0, |i| i + 1);
    (start < head.len()).then(|| head[start..].into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_name_allocators() {
        let mut d = Declared::default();
        d.read(
            "    void *get(size_t n)  # pyxide: allocates(free=put)\n    void put(pool *a, void *p) # pyxide: frees(2)\n",
        );
        let Some(Role::Allocate { family, .. }) = d.role("get") else { panic!("get allocates") };
        assert_eq!(d.role("put"), Some(Role::Free { family, argument: 1 }));
        assert_eq!(d.role("other"), None);
    }
}

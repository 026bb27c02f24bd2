//! C names of what a module declares.
//!
//! Types that other modules see in exported signatures, and so everything else too, are named as Cython names them: a
//! prefix, then each part of the module's dotted name with its length, then the name.
//!
//! ```
//! use pyxide_sema::declare::names;
//! assert_eq!(names::mangle("__pyx_t_", "pkg.ab", "foo"), "__pyx_t_3pkg_2ab_foo");
//! assert_eq!(names::mangle_member("__pyx_f_", "pkg.ab", &["C"], "m"), "__pyx_f_3pkg_2ab_1C_m");
//! ```

use pyxide_types::cdecl::KEYWORDS;
use smol_str::SmolStr;
use std::fmt::Write;

pub const TYPE: &str = "__pyx_t_";
pub const FUNCTION: &str = "__pyx_f_";
pub const VARIABLE: &str = "__pyx_v_";
pub const OBJECT_STRUCT: &str = "__pyx_obj_";
pub const VTABLE_STRUCT: &str = "__pyx_vtabstruct_";
pub const ENUM_ITEM: &str = "__pyx_e_";

/// `prefix` + module + `name`.
pub fn mangle(prefix: &str, module: &str, name: &str) -> SmolStr {
    mangle_member(prefix, module, &[], name)
}

/// The same for a name inside classes (or other nested scopes) of the module.
pub fn mangle_member(prefix: &str, module: &str, classes: &[&str], name: &str) -> SmolStr {
    let mut out = String::from(prefix);
    for part in module.split('.').chain(classes.iter().copied()) {
        let part = ascii(part);
        let _ = write!(out, "{}{part}_", part.len());
    }
    out.push_str(&ascii(name));
    out.into()
}

/// An identifier in ASCII: other letters become punycode-like escapes that C compilers accept.
pub fn ascii(name: &str) -> SmolStr {
    if name.is_ascii() {
        return name.into();
    }
    let mut out = String::from("__Pyx_U_");
    for c in name.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            let _ = write!(out, "_u{:x}_", c as u32);
        }
    }
    out.into()
}

/// A member name (of a struct or object) that is no C keyword.
pub fn member(name: &str) -> SmolStr {
    if KEYWORDS.contains(&name) { format!("__pyx_{name}").into() } else { ascii(name) }
}

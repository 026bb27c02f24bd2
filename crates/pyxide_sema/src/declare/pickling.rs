//! Pickling of extension classes: the methods that are made for a class whose attributes Python can hold.
//!
//! What is written is what Cython's classes write, so that each reads the pickles of the other:
//!
//! ```text
//! (__pyx_unpickle_C, (type(self), checksum, None), state)     when the state may refer to the object again
//! (__pyx_unpickle_C, (type(self), checksum, state))           else
//! ```
//!
//! The state is a tuple of the attributes of the class and its bases, sorted by name, and the instance's dict if it has
//! one that is not empty. The checksum is made from the names and tells whether the class is still the one that was
//! pickled; of the three that are accepted the first is written.
//!
//! The methods are named `__reduce_cython__` and `__setstate_cython__`. When the class is made ready, the runtime
//! (`pyx_class_pickling`) also gives them their usual names, unless a base class of another module, of which only the C
//! side is known here, has methods of its own.

use super::attributes;
use super::methods::ClassUnit;
use super::synthesize::{add_methods, made_function, python_string};
use crate::context::Cx;
use pyxide_diagnostics::codes;
use pyxide_types::{ClassId, Origin, Type};
use sha1::Digest;
use smol_str::SmolStr;

/// Whether a class is pickled by what is made for it.
enum Pickling {
    Made,
    /// It has methods of its own, or is asked not to be.
    Left,
    /// An attempt is an error, for this reason.
    Refused(String),
}

/// An attribute that is pickled, and whether it is an object.
type Member = (SmolStr, bool);

/// Attributes that Python cannot hold, and a `__cinit__`, whose arguments nobody keeps, stand in the way.
fn how_to_pickle(cx: &Cx<'_, '_>, cu: &ClassUnit, members: &mut Vec<Member>) -> Pickling {
    let def = &cx.types.classes[cu.class.index()];
    let asked = def.facts.auto_pickle;
    if asked == Some(false) || def.name.starts_with("__") {
        return Pickling::Left;
    }
    const OWN: &[&str] = &["__reduce__", "__reduce_ex__", "__getstate__"];
    let (mut cinit, mut unknown, mut structs) = (false, Vec::new(), Vec::new());
    let mut at = Some(cu.class);
    while let Some(class) = at {
        let def = &cx.types.classes[class.index()];
        // What a builtin type holds is no attribute: its own way of pickling keeps it.
        if !matches!(cx.types.get(def.base), Type::Object | Type::Class(_)) {
            return Pickling::Left;
        }
        // Of classes that other modules implement, only the C side is known.
        if let Some(implementation) = cx.classes.iter().find(|c| c.class == class) {
            let has = |name: &str| implementation.methods.iter().any(|m| m.name == name);
            if OWN.iter().any(|name| has(name)) {
                return Pickling::Left;
            }
            cinit |= has("__cinit__");
        } else if def.origin == Origin::Here {
            return Pickling::Left;
        }
        for f in &def.fields {
            if matches!(f.name.as_str(), "__weakref__" | "__dict__") {
                continue;
            }
            members.push((f.name.clone(), cx.types.is_object(f.ty)));
            if !attributes::convertible(&cx.types, f.ty) {
                unknown.push(format!("self.{}", f.name));
            } else if matches!(cx.types.kind(f.ty), Type::Struct(_)) {
                structs.push(format!("self.{}", f.name));
            }
        }
        at = cx.types.class_of(def.base);
    }
    let reason = if cinit {
        "no default __reduce__ due to non-trivial __cinit__".into()
    } else if !unknown.is_empty() {
        format!("{} cannot be converted to a Python object for pickling", unknown.join(","))
    } else if !structs.is_empty() && asked != Some(true) {
        format!(
            "Pickling of struct members such as {} must be explicitly requested with @auto_pickle(True)",
            structs.join(",")
        )
    } else {
        return Pickling::Made;
    };
    Pickling::Refused(reason)
}

/// Adds what pickles a class that is being implemented.
pub fn pickling(cx: &mut Cx<'_, '_>, cu: &ClassUnit) {
    let mut members = Vec::new();
    match how_to_pickle(cx, cu, &mut members) {
        Pickling::Left => {}
        Pickling::Refused(reason) => {
            if cx.types.classes[cu.class.index()].facts.auto_pickle == Some(true) {
                let span = cx.classes.iter().rfind(|c| c.class == cu.class).map(|c| c.span);
                cx.sink.error(codes::INVALID_DECLARATION, span.unwrap_or_default(), reason);
                return;
            }
            let reason = python_string(&reason);
            add_methods(
                cx,
                cu,
                &format!(
                    "def __reduce_cython__(self):
    raise TypeError({reason})
def __setstate_cython__(self, state):
    raise TypeError({reason})
"
                ),
            );
        }
        Pickling::Made => {
            members.sort();
            made(cx, cu, cu.class, &members);
        }
    }
}

fn made(cx: &mut Cx<'_, '_>, cu: &ClassUnit, class: ClassId, members: &[Member]) {
    let name = cx.types.classes[class.index()].name.clone();
    let names: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
    let [first, second, third] = checksums(&names.join(" "));
    let values: String = names.iter().map(|f| format!("self.{f}, ")).collect();
    let stores: String =
        names.iter().enumerate().map(|(i, f)| format!("    self.{f} = __pyx_state[{i}]\n")).collect();
    let count = names.len();
    // Only through an object can the state lead back to the instance, which must be known by then.
    let objects: Vec<String> =
        members.iter().filter(|(_, o)| *o).map(|(f, _)| format!("self.{f} is not None")).collect();
    let leads_back = if objects.is_empty() {
        String::new()
    } else {
        format!(
            "    if {}:\n        return __pyx_unpickle_{name}, (type(self), {first}, None), state\n",
            objects.join(" or ")
        )
    };
    add_methods(
        cx,
        cu,
        &format!(
            "def __reduce_cython__(self):
    cdef tuple state = ({values})
    attributes = getattr(self, '__dict__', None)
    if attributes:
        return __pyx_unpickle_{name}, (type(self), {first}, None), state + (attributes,)
{leads_back}    return __pyx_unpickle_{name}, (type(self), {first}, state)
def __setstate_cython__(self, tuple __pyx_state not None):
{stores}    if len(__pyx_state) > {count} and __pyx_state[{count}]:
        getattr(self, '__dict__').update(__pyx_state[{count}])
"
        ),
    );
    let names = names.join(", ");
    made_function(
        cx,
        &cu.unit,
        &format!(
            "def __pyx_unpickle_{name}(__pyx_type, long __pyx_checksum, tuple __pyx_state):
    if __pyx_checksum != {first} and __pyx_checksum != {second} and __pyx_checksum != {third}:
        raise __import__('pickle').PickleError(
            'Incompatible checksums (0x%x vs (0x%x, 0x%x, 0x%x) = ({names}))'
            % (__pyx_checksum, {first}, {second}, {third}))
    self = {name}.__new__(__pyx_type)
    if __pyx_state is not None:
        (<{name}> self).__setstate_cython__(__pyx_state)
    return self
"
        ),
    );
}

/// The first 28 bits of three hashes: today's, and those of older versions.
fn checksums(names: &str) -> [u32; 3] {
    let start = |hash: &[u8]| u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]]) >> 4;
    [start(&sha2::Sha256::digest(names)), start(&sha1::Sha1::digest(names)), start(&md5::Md5::digest(names))]
}

#[cfg(test)]
mod tests {
    use super::checksums;

    #[test]
    fn checksums_are_those_of_the_hashes() {
        assert_eq!(checksums(""), [0xe3b0c44, 0xda39a3e, 0xd41d8cd]);
        assert_eq!(checksums("x y"), checksums("x y"));
    }
}

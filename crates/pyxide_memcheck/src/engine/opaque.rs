//! What the compiler does not compile: memoryviews and C++ objects, as far as pointers go.
//!
//! A view of memory is the pointer to it; a view of an object points into the object. A C++ container owns its
//! elements: pointers to them end when it grows.

use super::Engine;
use crate::allocators::Family;
use crate::state::{Fill, State, Status};
use crate::value::{Kind, Val, ValKind};
use pyxide_diagnostics::Span;
use pyxide_mir::{Operand, Reg, RegKind};
use pyxide_types::{Type, TypeId};

/// Methods of containers that may move their elements.
const MOVE: &[&str] = &[
    "push_back",
    "emplace_back",
    "push_front",
    "emplace_front",
    "insert",
    "emplace",
    "resize",
    "reserve",
    "assign",
    "append",
    "clear",
    "erase",
    "pop_back",
    "shrink_to_fit",
    "swap",
];

/// Methods whose result points into the container.
const POINT_INSIDE: &[&str] = &["data", "c_str"];

/// Methods whose result is an item of the container.
const ITEMS: &[&str] = &["front", "back", "at"];

/// Containers that keep their elements in one piece of memory.
const CONTIGUOUS: &[&str] = &["vector", "string", "deque", "basic_string"];

impl Engine<'_> {
    pub(super) fn opaque(
        &mut self,
        state: &mut State,
        dst: Option<Reg>,
        uses: &[Operand],
        what: &str,
        span: Span,
    ) {
        // C++ functions may get variables by reference, to set them.
        for r in uses.iter().filter_map(Operand::reg) {
            if state.regs[r.index()].is_none() && !self.is_array(r) {
                state.regs[r.index()] = Some(self.values.symbol());
            }
        }
        let values: Vec<Val> = uses.iter().map(|u| self.operand(state, u)).collect();
        let (kind, name) = match what.split_once(' ') {
            Some(("attribute", name)) => ("attribute", name),
            Some(("method", name)) => ("method", name),
            _ => (what, ""),
        };
        let to_pointer = dst.is_some_and(|d| self.is_c_pointer(self.f.reg(d).ty));
        let first = values.first().copied();
        let result = match (kind, first) {
            ("new", _) => {
                values.iter().for_each(|&v| self.give(state, v));
                let o = self.new_block(state, Family::CppNew, span);
                let object = state.object_mut(o);
                object.null = crate::state::Nullness::NonNull;
                object.fill = Fill::All;
                Some(self.values.make(ValKind::Ptr(o, self.zero)))
            }
            ("del", Some(v)) => {
                self.release(state, v, Family::CppNew, span, "released");
                None
            }
            // The view is as good as the pointer.
            ("view cast" | "view slice", first) => first,
            ("view item", Some(view)) => Some(match self.values.ptr(view) {
                Some((o, _)) => {
                    let at = self.values.symbol();
                    self.values.make(ValKind::Ptr(o, at))
                }
                None => self.interior(state, view, span),
            }),
            ("view items", Some(view)) => {
                self.access(state, view, span, false, None);
                None
            }
            ("compare", _) => None,
            ("address", Some(item)) => match self.items.get(&item) {
                Some(&container) => Some(self.interior(state, container, span)),
                None => first.filter(|_| to_pointer),
            },
            // Members of C++ objects: the object is used, and not kept.
            ("attribute" | "method" | "item", Some(object)) => {
                if kind != "attribute" || name != "len" {
                    self.access(state, object, span, true, None);
                }
                values[1..].iter().for_each(|&v| self.give(state, v));
                let ty = uses.first().map(|u| self.cx.module.operand_type(self.f, u));
                let contiguous = ty.is_some_and(|ty| self.is_contiguous(ty));
                if kind == "method" && MOVE.contains(&name) && contiguous {
                    self.elements_move(state, object, span);
                }
                if !ty.is_some_and(|ty| self.is_cpp(ty)) {
                    None
                } else if kind == "method" && POINT_INSIDE.contains(&name) && to_pointer {
                    Some(self.interior(state, object, span))
                } else {
                    let item = self.values.symbol();
                    if kind == "item" || ITEMS.contains(&name) {
                        self.items.insert(item, object);
                    }
                    Some(item)
                }
            }
            _ => {
                for &v in &values {
                    self.summary.hands_self_over |= self.is_this(state, v);
                    self.give(state, v);
                }
                None
            }
        };
        if let Some(d) = dst {
            let v = result.unwrap_or_else(|| self.values.symbol());
            state.regs[d.index()] = Some(v);
        }
    }

    /// Pointers to elements of a container end.
    pub(super) fn elements_move(&mut self, state: &mut State, container: Val, span: Span) {
        for o in &mut state.objects {
            if o.kind == Kind::Interior(container) && o.status == Status::Live {
                o.status = Status::Moved(span);
            }
        }
    }

    fn is_cpp(&self, ty: TypeId) -> bool {
        let t = &self.cx.module.types;
        matches!(t.kind(t.pointee(ty).unwrap_or(ty)), Type::Cpp(_))
    }

    fn is_contiguous(&self, ty: TypeId) -> bool {
        let t = &self.cx.module.types;
        match t.kind(t.pointee(ty).unwrap_or(ty)) {
            Type::Cpp(name) => {
                let name = name.split('<').next().unwrap_or(name);
                CONTIGUOUS.contains(&name.rsplit("::").next().unwrap_or(name))
            }
            _ => false,
        }
    }

    /// A variable that is a C++ object, not a pointer to one.
    pub(super) fn is_cpp_value(&self, r: Reg) -> bool {
        matches!(self.cx.module.types.kind(self.f.reg(r).ty), Type::Cpp(_))
    }

    /// The object is a C++ variable of this function, and ends with it.
    pub(super) fn is_local_container(&self, state: &State, owner: Val) -> bool {
        state.regs.iter().enumerate().any(|(i, v)| {
            let r = Reg(i as u32);
            *v == Some(owner) && self.is_cpp_value(r) && self.f.regs[i].kind == RegKind::User
        })
    }
}

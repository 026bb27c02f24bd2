//! Special methods of extension classes: which type slot each fills and with which C signature.
//!
//! One line per method. The implementation of a special method has exactly the C signature that its line gives (the
//! slot's own, or that of a half which generated glue combines: `__setitem__` and `__delitem__` share one slot).
//!
//! ```text
//! "__len__" (self) -> ssize  "sq_length mp_length";
//! ```
//!
//! Parameters: `slf` the instance; `obj`; `ssize`; `opt` an object or NULL (None to the user); `args`: the parameters are the user's, parsed from
//! a tuple and a dict; `fast`: the same from an array, glue fills the slot; `any`: a Python method like any other, with no slot. Results: `obj`, `int` (-1 on error), `ssize`,
//! `hash`, `void`, `next` (NULL without an exception at the end).

/// What the table says of one special method.
#[derive(Debug)]
pub struct Special {
    pub name: &'static str,
    pub params: &'static [&'static str],
    pub ret: &'static str,
    /// Slot fields that the method fills, space-separated; empty: glue or no slot.
    pub slots: &'static str,
}

impl Special {
    /// The parameters after `self` are the user's.
    pub fn takes_arguments(&self) -> bool {
        self.params.iter().any(|p| matches!(*p, "args" | "fast"))
    }
}

macro_rules! specials {
    ($($name:literal ($($p:ident),*) -> $ret:ident $slots:literal;)*) => {
        /// The table.
        pub static SPECIALS: &[Special] = &[$(Special {
            name: $name,
            params: &[$(stringify!($p)),*],
            ret: stringify!($ret),
            slots: $slots,
        }),*];
    };
}

specials! {
    "__cinit__" (slf, fast) -> int "";
    "__init__" (slf, fast) -> int "";
    "__dealloc__" (slf) -> void "";
    "__del__" (slf) -> void "tp_finalize";
    "__call__" (slf, args) -> obj "tp_call";
    "__repr__" (slf) -> obj "tp_repr";
    "__str__" (slf) -> obj "tp_str";
    "__hash__" (slf) -> hash "tp_hash";
    "__iter__" (slf) -> obj "tp_iter";
    "__next__" (slf) -> next "tp_iternext";
    "__await__" (slf) -> obj "am_await";
    "__aiter__" (slf) -> obj "am_aiter";
    "__anext__" (slf) -> obj "am_anext";
    "__getattribute__" (slf, obj) -> obj "tp_getattro";
    "__getattr__" (slf, obj) -> obj "";
    "__setattr__" (slf, obj, obj) -> int "";
    "__delattr__" (slf, obj) -> int "";
    "__get__" (slf, opt, opt) -> obj "tp_descr_get";
    "__set__" (slf, obj, obj) -> int "";
    "__delete__" (slf, obj) -> int "";
    "__richcmp__" (slf, obj, cmp) -> obj "tp_richcompare";
    "__lt__" (slf, obj) -> obj "";
    "__le__" (slf, obj) -> obj "";
    "__eq__" (slf, obj) -> obj "";
    "__ne__" (slf, obj) -> obj "";
    "__gt__" (slf, obj) -> obj "";
    "__ge__" (slf, obj) -> obj "";
    "__len__" (slf) -> ssize "sq_length mp_length";
    "__getitem__" (slf, obj) -> obj "mp_subscript";
    "__setitem__" (slf, obj, obj) -> int "";
    "__delitem__" (slf, obj) -> int "";
    "__contains__" (slf, obj) -> int "sq_contains";
    "__getslice__" (slf, ssize, ssize) -> obj "";
    "__setslice__" (slf, ssize, ssize, obj) -> int "";
    "__delslice__" (slf, ssize, ssize) -> int "";
    "__bool__" (slf) -> int "nb_bool";
    "__nonzero__" (slf) -> int "nb_bool";
    "__int__" (slf) -> obj "nb_int";
    "__long__" (slf) -> obj "nb_int";
    "__float__" (slf) -> obj "nb_float";
    "__index__" (slf) -> obj "nb_index";
    "__neg__" (slf) -> obj "nb_negative";
    "__pos__" (slf) -> obj "nb_positive";
    "__abs__" (slf) -> obj "nb_absolute";
    "__invert__" (slf) -> obj "nb_invert";
    "__add__" (slf, obj) -> obj "nb_add";
    "__sub__" (slf, obj) -> obj "nb_subtract";
    "__mul__" (slf, obj) -> obj "nb_multiply";
    "__matmul__" (slf, obj) -> obj "nb_matrix_multiply";
    "__truediv__" (slf, obj) -> obj "nb_true_divide";
    "__div__" (slf, obj) -> obj "";
    "__floordiv__" (slf, obj) -> obj "nb_floor_divide";
    "__mod__" (slf, obj) -> obj "nb_remainder";
    "__divmod__" (slf, obj) -> obj "nb_divmod";
    "__pow__" (slf, obj, opt) -> obj "nb_power";
    "__lshift__" (slf, obj) -> obj "nb_lshift";
    "__rshift__" (slf, obj) -> obj "nb_rshift";
    "__and__" (slf, obj) -> obj "nb_and";
    "__or__" (slf, obj) -> obj "nb_or";
    "__xor__" (slf, obj) -> obj "nb_xor";
    "__radd__" (slf, obj) -> obj "nb_add";
    "__rsub__" (slf, obj) -> obj "nb_subtract";
    "__rmul__" (slf, obj) -> obj "nb_multiply";
    "__rmatmul__" (slf, obj) -> obj "nb_matrix_multiply";
    "__rtruediv__" (slf, obj) -> obj "nb_true_divide";
    "__rfloordiv__" (slf, obj) -> obj "nb_floor_divide";
    "__rmod__" (slf, obj) -> obj "nb_remainder";
    "__rdivmod__" (slf, obj) -> obj "nb_divmod";
    "__rpow__" (slf, obj, opt) -> obj "nb_power";
    "__rlshift__" (slf, obj) -> obj "nb_lshift";
    "__rrshift__" (slf, obj) -> obj "nb_rshift";
    "__rand__" (slf, obj) -> obj "nb_and";
    "__ror__" (slf, obj) -> obj "nb_or";
    "__rxor__" (slf, obj) -> obj "nb_xor";
    "__iadd__" (slf, obj) -> obj "nb_inplace_add";
    "__isub__" (slf, obj) -> obj "nb_inplace_subtract";
    "__imul__" (slf, obj) -> obj "nb_inplace_multiply";
    "__imatmul__" (slf, obj) -> obj "nb_inplace_matrix_multiply";
    "__itruediv__" (slf, obj) -> obj "nb_inplace_true_divide";
    "__idiv__" (slf, obj) -> obj "";
    "__ifloordiv__" (slf, obj) -> obj "nb_inplace_floor_divide";
    "__imod__" (slf, obj) -> obj "nb_inplace_remainder";
    "__ipow__" (slf, obj, opt) -> obj "nb_inplace_power";
    "__ilshift__" (slf, obj) -> obj "nb_inplace_lshift";
    "__irshift__" (slf, obj) -> obj "nb_inplace_rshift";
    "__iand__" (slf, obj) -> obj "nb_inplace_and";
    "__ior__" (slf, obj) -> obj "nb_inplace_or";
    "__ixor__" (slf, obj) -> obj "nb_inplace_xor";
    "__getbuffer__" (slf, buffer, int) -> int "bf_getbuffer";
    "__releasebuffer__" (slf, buffer) -> void "bf_releasebuffer";
}

/// The line of a special method, or `None` for a name that fills no slot.
pub fn by_name(name: &str) -> Option<&'static Special> {
    if !name.starts_with("__") {
        return None;
    }
    SPECIALS.iter().find(|s| s.name == name)
}

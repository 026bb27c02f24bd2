//! The primitive table: every runtime helper and CPython function that compiled code calls by itself.
//!
//! One line per primitive. From it come the MIR operations, the ownership and error rules that the passes use, the C
//! names that the C back end prints, the list of runtime units a module needs, and the checker's knowledge. Nothing
//! else in the compiler names a helper's C function.
//!
//! ```text
//! GetAttr  "pyx_getattr"  (obj, obj) -> obj ! null  "object"  [];
//! ^ id     ^ C function   ^ params      ^ result ^ errors ^ runtime unit ("api": CPython's own)  ^ flags
//! ```
//!
//! Parameters: `obj` a borrowed reference; `opt` a borrowed reference or NULL; `own` a reference the callee takes over
//! (also when it fails); `array` all remaining arguments, borrowed, printed as `PYX_OBJECTS(…), n`; `sarray` the
//! same, each taken over; `vector` as `array` with a free slot in front for vectorcall. C values: `int`, `uint`, `long`, `ulong`,
//! `llong`, `ullong`, `wide` (`pyx_wide`), `ssize`, `size`, `bint`, `double`, `ldouble`, `float`, `complex`, `icomplex`, `ldcomplex`, `hash`, `ucs4`, `cstr`, `ptr` (`void *`), `order` (an `int`, one of `Py_LT` to `Py_GE`); `out`: address of a register that the
//! call sets, written after the plain arguments (object outs receive owned references, NULL when not produced); `outs`: any
//! number of them, printed as `(PyObject **[]){&r1, …}, n`.
//!
//! Results: `obj` a new reference; `bor` a borrowed reference, alive as long as the first argument; the C types; `void`.
//!
//! Errors: `never`; `null`; `neg1` (-1 means error); `neg1q` (-1 may mean error: ask `PyErr_Occurred`); `nullstop`
//! (NULL without an exception is the normal end); `always` (ask after every call).
//!
//! Flags: `nogil` may run without the GIL; `pure` no side effects and no Python code; `cold` an error path;
//! `noreturn_ok` always fails (the result is the error value); `module`: the C function takes `&pyx_mod` first; `gen`: it takes
//! the `pyx_gen *` of the running generator body first; `line`: it takes the line of the operation last.
//!
//! To add one: a line here, and a C function of that name in `runtime/UNIT.c` (or `static inline` in `UNIT.h`).

use crate::{ErrorProtocol, Sentinel, TypeId, Types};

/// How one argument is passed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ParamMode {
    Value,
    /// May be NULL.
    Optional,
    /// The callee takes the reference over.
    Stolen,
    Array,
    StolenArray,
    Vector,
    Out,
    /// Addresses of all remaining out registers.
    OutArray,
}

/// What the table says of one primitive.
#[derive(Debug)]
pub struct PrimInfo {
    pub name: &'static str,
    pub c_name: &'static str,
    pub params: &'static [&'static str],
    pub ret: &'static str,
    pub err: &'static str,
    pub unit: &'static str,
    pub flags: &'static [&'static str],
}

impl PrimInfo {
    pub fn has(&self, flag: &str) -> bool {
        self.flags.contains(&flag)
    }

    /// Type and mode of the parameter at `index`; variadic kinds cover all later ones.
    pub fn param(&self, index: usize) -> (TypeId, ParamMode) {
        let code = match self.params.get(index) {
            Some(code) => code,
            None => match self.params.last() {
                Some(last @ (&"array" | &"sarray" | &"vector" | &"outs")) => last,
                _ => panic!("{} takes {} arguments, asked for {}", self.name, self.params.len(), index),
            },
        };
        match *code {
            "obj" => (Types::OBJECT, ParamMode::Value),
            "opt" => (Types::OBJECT, ParamMode::Optional),
            "own" => (Types::OBJECT, ParamMode::Stolen),
            "array" => (Types::OBJECT, ParamMode::Array),
            "sarray" => (Types::OBJECT, ParamMode::StolenArray),
            "vector" => (Types::OBJECT, ParamMode::Vector),
            "out" => (Types::OBJECT, ParamMode::Out),
            "outs" => (Types::OBJECT, ParamMode::OutArray),
            code => (c_type(code), ParamMode::Value),
        }
    }

    pub fn ret_type(&self) -> TypeId {
        match self.ret {
            "obj" | "bor" => Types::OBJECT,
            code => c_type(code),
        }
    }

    pub fn returns_borrowed(&self) -> bool {
        self.ret == "bor"
    }

    pub fn error(&self) -> ErrorProtocol {
        match self.err {
            "never" => ErrorProtocol::Never,
            "null" => ErrorProtocol::Null,
            "neg1" => ErrorProtocol::Sentinel(Sentinel::Int(-1)),
            "neg1q" if self.ret == "double" => {
                ErrorProtocol::SentinelCheck(Sentinel::Float((-1.0f64).to_bits()))
            }
            "neg1q" => ErrorProtocol::SentinelCheck(Sentinel::Int(-1)),
            "nullstop" => ErrorProtocol::NullOrStop,
            "always" => ErrorProtocol::Always,
            other => panic!("unknown error protocol {other} of {}", self.name),
        }
    }

    pub fn can_raise(&self) -> bool {
        self.err != "never"
    }
}

/// What CPython calls the values of `order`, from 0 on.
pub const ORDERS: [&str; 6] = ["Py_LT", "Py_LE", "Py_EQ", "Py_NE", "Py_GT", "Py_GE"];

fn c_type(code: &str) -> TypeId {
    match code {
        "void" => Types::VOID,
        "int" | "order" => Types::INT,
        "uint" => Types::UINT,
        "long" => Types::LONG,
        "ulong" => Types::ULONG,
        "llong" => Types::LONG_LONG,
        "ullong" => Types::ULONG_LONG,
        "wide" => Types::WIDE,
        "ssize" => Types::SSIZE,
        "size" => Types::SIZE,
        "bint" => Types::BINT,
        "double" => Types::DOUBLE,
        "float" => Types::FLOAT,
        "hash" => Types::HASH,
        "ucs4" => Types::UCS4,
        "cstr" => Types::CONST_CHAR_PTR,
        "ptr" => Types::VOID_PTR,
        "complex" => Types::DOUBLE_COMPLEX,
        "icomplex" => Types::LONG_COMPLEX,
        "ldcomplex" => Types::LONG_DOUBLE_COMPLEX,
        "ldouble" => Types::LONG_DOUBLE,
        other => panic!("unknown type code {other}"),
    }
}

macro_rules! prims {
    ($($id:ident $c:literal ($($p:ident),*) -> $ret:ident ! $err:ident $unit:literal [$($flag:ident),*];)*) => {
        /// A primitive operation; see the table in this file.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        pub enum Prim { $($id),* }

        /// The table, in the order of [`Prim`].
        static TABLE: &[PrimInfo] = &[$(PrimInfo {
            name: stringify!($id),
            c_name: $c,
            params: &[$(stringify!($p)),*],
            ret: stringify!($ret),
            err: stringify!($err),
            unit: $unit,
            flags: &[$(stringify!($flag)),*],
        }),*];

        impl Prim {
            pub const ALL: &'static [Prim] = &[$(Prim::$id),*];
        }
    };
}

impl Prim {
    pub fn info(self) -> &'static PrimInfo {
        &TABLE[self as usize]
    }

    pub fn by_name(name: &str) -> Option<Prim> {
        Prim::ALL.iter().copied().find(|p| p.info().name == name)
    }
}

prims! {
    // ---- objects: attributes, items, truth, identity
    GetAttr "pyx_getattr" (obj, obj) -> obj ! null "attr" [];
    // Of an object whose class has no values, slots or methods of that name: a module.
    GetAttrPlain "PyObject_GetAttr" (obj, obj) -> obj ! null "api" [];
    GetAttrOrNull "pyx_getattr_or_null" (obj, obj) -> obj ! nullstop "object" [];
    SetAttr "pyx_setattr" (obj, obj, obj) -> int ! neg1 "attr" [];
    DelAttr "pyx_delattr" (obj, obj) -> int ! neg1 "object" [];
    GetItem "pyx_getitem" (obj, obj) -> obj ! null "object" [];
    // Index functions: (sequence, index, wraparound, boundscheck).
    GetItemSsize "pyx_getitem_ssize" (obj, ssize, int, int) -> obj ! null "object" [];
    ListGetItemSsize "pyx_list_getitem" (obj, ssize, int, int) -> obj ! null "object" [];
    TupleGetItemSsize "pyx_tuple_getitem" (obj, ssize, int, int) -> obj ! null "object" [];
    DictGetItem "pyx_dict_getitem" (obj, obj) -> obj ! null "object" [];
    SetItem "PyObject_SetItem" (obj, obj, obj) -> int ! neg1 "api" [];
    // (sequence, index, value, wraparound, boundscheck)
    SetItemSsize "pyx_setitem_ssize" (obj, ssize, obj, int, int) -> int ! neg1 "object" [];
    DictSetItem "pyx_dict_setitem" (obj, obj, obj) -> int ! neg1 "object" [];
    DelItem "PyObject_DelItem" (obj, obj) -> int ! neg1 "api" [];
    // (sequence, index, wraparound)
    DelItemSsize "pyx_delitem_ssize" (obj, ssize, int) -> int ! neg1 "object" [];
    GetSlice "pyx_getslice" (obj, opt, opt) -> obj ! null "object" [];
    // (sequence, start, stop, has start, has stop)
    GetSliceSsize "pyx_getslice_ssize" (obj, ssize, ssize, int, int) -> obj ! null "object" [];
    SetSlice "pyx_setslice" (obj, opt, opt, obj) -> int ! neg1 "object" [];
    DelSlice "pyx_delslice" (obj, opt, opt) -> int ! neg1 "object" [];
    Truth "pyx_truth" (obj) -> int ! neg1 "object" [];
    // Of an exact `str`, `bytes`, `bytearray`, `list`, `tuple`, `dict`, `set` or `frozenset`, or None.
    TruthBuiltin "pyx_truth_builtin" (obj) -> bint ! never "object" [nogil, pure];
    Not "pyx_not" (obj) -> int ! neg1 "object" [];
    Is "pyx_is" (obj, obj) -> bint ! never "object" [pure];
    Len "pyx_len" (obj) -> ssize ! neg1 "object" [];
    LenList "pyx_list_len" (obj) -> ssize ! neg1 "object" [];
    LenTuple "pyx_tuple_len" (obj) -> ssize ! neg1 "object" [];
    LenDict "pyx_dict_len" (obj) -> ssize ! neg1 "object" [];
    LenSet "pyx_set_len" (obj) -> ssize ! neg1 "object" [];
    LenStr "pyx_str_len" (obj) -> ssize ! neg1 "object" [];
    LenBytes "pyx_bytes_len" (obj) -> ssize ! neg1 "object" [];
    Hash "PyObject_Hash" (obj) -> hash ! neg1 "api" [];
    Repr "PyObject_Repr" (obj) -> obj ! null "api" [];
    Str "pyx_str" (obj) -> obj ! null "object" [];
    Ascii "PyObject_ASCII" (obj) -> obj ! null "api" [];
    TypeOf "pyx_type_of" (obj) -> obj ! never "object" [pure];
    // (object, type object): by the type alone, without `__instancecheck__`
    TypeCheck "pyx_type_check" (obj, obj) -> bint ! never "object" [pure];
    IsInstance "PyObject_IsInstance" (obj, obj) -> int ! neg1 "api" [];
    IsSubclass "PyObject_IsSubclass" (obj, obj) -> int ! neg1 "api" [];
    Callable "PyCallable_Check" (obj) -> bint ! never "api" [pure];
    GetAttr3 "pyx_getattr3" (obj, obj, obj) -> obj ! null "object" [];
    HasAttr "pyx_hasattr" (obj, obj) -> int ! neg1 "object" [];
    CheckNotNone "pyx_check_not_none" (obj, cstr) -> int ! neg1 "object" [];
    NoneAttributeError "pyx_none_attribute" (cstr) -> int ! neg1 "object" [cold];

    // ---- names
    GetGlobal "pyx_get_global" (obj) -> obj ! null "module" [module];
    SetGlobal "pyx_set_global" (obj, obj) -> int ! neg1 "module" [module];
    DelGlobal "pyx_del_global" (obj) -> int ! neg1 "module" [module];
    GetBuiltin "pyx_get_builtin" (obj) -> obj ! null "module" [module];
    // (namespace of the class body, name); NULL without an exception: not there.
    GetClassName "pyx_get_class_name" (obj, obj) -> obj ! nullstop "module" [];
    SetClassName "PyObject_SetItem" (obj, obj, obj) -> int ! neg1 "api" [];
    DelClassName "pyx_del_class_name" (obj, obj) -> int ! neg1 "module" [];
    GlobalsDict "pyx_globals" () -> obj ! null "module" [module];
    UnboundLocal "pyx_unbound_local" (cstr) -> int ! neg1 "module" [cold];
    UnboundFree "pyx_unbound_free" (cstr) -> int ! neg1 "module" [cold];

    // ---- calls
    Call "pyx_call" (obj, vector) -> obj ! null "call" [];
    // The same of a callee that is often a class.
    CallClass "pyx_call_class" (obj, vector) -> obj ! null "call" [];
    // (receiver, name, arguments); `CallAttr` of an attribute that is no method
    CallMethod "pyx_call_method" (obj, obj, vector) -> obj ! null "call" [];
    CallAttr "pyx_call_attr" (obj, obj, vector) -> obj ! null "call" [];
    // (callee, tuple of keyword names, positional then keyword arguments)
    CallKw "pyx_call_kw" (obj, obj, array) -> obj ! null "call" [];
    // (receiver, name, tuple of keyword names, positional then keyword arguments)
    CallMethodKw "pyx_call_method_kw" (obj, obj, obj, vector) -> obj ! null "call" [];
    // (callee, iterable of positional arguments, mapping of keyword arguments)
    CallEx "pyx_call_ex" (obj, obj, opt) -> obj ! null "call" [];
    // (callee, tuple of positional arguments, tuple of keyword names, their values)
    CallStar "pyx_call_star" (obj, obj, obj, array) -> obj ! null "call" [];
    // (callee, dict, mapping to add); (callee, dict, name, value)
    MergeKwargs "pyx_merge_kwargs" (obj, obj, obj) -> int ! neg1 "call" [];
    PutKwarg "pyx_put_kwarg" (obj, obj, obj, obj) -> int ! neg1 "call" [];
    // T.__new__(T, *args, **kwargs): (type, tuple, dict)
    NewInstance "pyx_new_instance" (obj, obj, opt) -> obj ! null "call" [];

    // ---- operators on objects
    Add "PyNumber_Add" (obj, obj) -> obj ! null "api" [];
    Sub "PyNumber_Subtract" (obj, obj) -> obj ! null "api" [];
    Mul "PyNumber_Multiply" (obj, obj) -> obj ! null "api" [];
    MatMul "PyNumber_MatrixMultiply" (obj, obj) -> obj ! null "api" [];
    TrueDiv "PyNumber_TrueDivide" (obj, obj) -> obj ! null "api" [];
    FloorDiv "PyNumber_FloorDivide" (obj, obj) -> obj ! null "api" [];
    Mod "PyNumber_Remainder" (obj, obj) -> obj ! null "api" [];
    StrMod "pyx_str_mod" (obj, obj) -> obj ! null "str" [];
    Pow "pyx_pow" (obj, obj) -> obj ! null "number" [];
    LShift "PyNumber_Lshift" (obj, obj) -> obj ! null "api" [];
    RShift "PyNumber_Rshift" (obj, obj) -> obj ! null "api" [];
    BitAnd "PyNumber_And" (obj, obj) -> obj ! null "api" [];
    BitOr "PyNumber_Or" (obj, obj) -> obj ! null "api" [];
    BitXor "PyNumber_Xor" (obj, obj) -> obj ! null "api" [];
    IAdd "PyNumber_InPlaceAdd" (obj, obj) -> obj ! null "api" [];
    ISub "PyNumber_InPlaceSubtract" (obj, obj) -> obj ! null "api" [];
    IMul "PyNumber_InPlaceMultiply" (obj, obj) -> obj ! null "api" [];
    IMatMul "PyNumber_InPlaceMatrixMultiply" (obj, obj) -> obj ! null "api" [];
    ITrueDiv "PyNumber_InPlaceTrueDivide" (obj, obj) -> obj ! null "api" [];
    IFloorDiv "PyNumber_InPlaceFloorDivide" (obj, obj) -> obj ! null "api" [];
    IMod "PyNumber_InPlaceRemainder" (obj, obj) -> obj ! null "api" [];
    IPow "pyx_ipow" (obj, obj) -> obj ! null "number" [];
    ILShift "PyNumber_InPlaceLshift" (obj, obj) -> obj ! null "api" [];
    IRShift "PyNumber_InPlaceRshift" (obj, obj) -> obj ! null "api" [];
    IBitAnd "PyNumber_InPlaceAnd" (obj, obj) -> obj ! null "api" [];
    IBitOr "PyNumber_InPlaceOr" (obj, obj) -> obj ! null "api" [];
    IBitXor "PyNumber_InPlaceXor" (obj, obj) -> obj ! null "api" [];
    Neg "PyNumber_Negative" (obj) -> obj ! null "api" [];
    Pos "PyNumber_Positive" (obj) -> obj ! null "api" [];
    Invert "PyNumber_Invert" (obj) -> obj ! null "api" [];
    // Fast paths with a small C integer constant on the right: (left, right object, right value, in-place). The value is
    // not 0 for divisions and not negative for shifts.
    AddLong "pyx_add_long" (obj, obj, long, int) -> obj ! null "number" [];
    SubLong "pyx_sub_long" (obj, obj, long, int) -> obj ! null "number" [];
    FloorDivByLong "pyx_object_floordiv_long" (obj, obj, long, int) -> obj ! null "number" [];
    ModByLong "pyx_object_mod_long" (obj, obj, long, int) -> obj ! null "number" [];
    AndLong "pyx_and_long" (obj, obj, long, int) -> obj ! null "number" [];
    OrLong "pyx_or_long" (obj, obj, long, int) -> obj ! null "number" [];
    XorLong "pyx_xor_long" (obj, obj, long, int) -> obj ! null "number" [];
    LShiftByLong "pyx_lshift_long" (obj, obj, long, int) -> obj ! null "number" [];
    RShiftByLong "pyx_rshift_long" (obj, obj, long, int) -> obj ! null "number" [];
    // Fast paths for two objects that are often int or float: (left, right, in-place).
    AddFast "pyx_add" (obj, obj, int) -> obj ! null "number" [];
    SubFast "pyx_sub" (obj, obj, int) -> obj ! null "number" [];
    MulFast "pyx_mul" (obj, obj, int) -> obj ! null "number" [];
    TrueDivFast "pyx_truediv" (obj, obj, int) -> obj ! null "number" [];
    // The same where one operand at least is the result of another operation, whose float may be used again.
    AddTemps "pyx_add_temps" (own, own) -> obj ! null "number" [];
    SubTemps "pyx_sub_temps" (own, own) -> obj ! null "number" [];
    MulTemps "pyx_mul_temps" (own, own) -> obj ! null "number" [];
    TrueDivTemps "pyx_truediv_temps" (own, own) -> obj ! null "number" [];

    // ---- comparison
    RichCompare "PyObject_RichCompare" (obj, obj, order) -> obj ! null "api" [];
    CompareBool "pyx_compare_bool" (obj, obj, order) -> int ! neg1 "compare" [];
    StrEq "pyx_str_eq" (obj, obj) -> int ! neg1 "compare" [];
    BytesEq "pyx_bytes_eq" (obj, obj) -> int ! neg1 "compare" [];
    CompareLong "pyx_compare_long" (obj, long, order) -> int ! neg1 "compare" [];
    Contains "PySequence_Contains" (obj, obj) -> int ! neg1 "api" [];
    DictContains "pyx_dict_contains" (obj, obj) -> int ! neg1 "compare" [];
    SetContains "pyx_set_contains" (obj, obj) -> int ! neg1 "compare" [];
    // (item, container)
    ContainsArg "pyx_contains" (obj, obj) -> int ! neg1 "compare" [];

    // ---- displays and containers
    BuildTuple "pyx_tuple" (sarray) -> obj ! null "container" [];
    BuildList "pyx_list" (sarray) -> obj ! null "container" [];
    BuildSet "pyx_set" (array) -> obj ! null "container" [];
    BuildSlice "PySlice_New" (opt, opt, opt) -> obj ! null "api" [];
    NewDict "PyDict_New" () -> obj ! null "api" [];
    NewDictSized "pyx_dict_sized" (ssize) -> obj ! null "container" [];
    NewList "PyList_New" (ssize) -> obj ! null "api" [];
    NewSet "PySet_New" (opt) -> obj ! null "api" [];
    NewFrozenSet "pyx_frozenset" (opt) -> obj ! null "container" [];
    ListAppend "pyx_list_append" (obj, obj) -> int ! neg1 "container" [];
    // `x.append(y)` on an object of unknown type.
    ObjectAppend "pyx_object_append" (obj, obj) -> int ! neg1 "container" [];
    ListExtend "pyx_list_extend" (obj, obj) -> int ! neg1 "container" [];
    ListInsert "PyList_Insert" (obj, ssize, obj) -> int ! neg1 "api" [];
    ListPop "pyx_list_pop" (obj) -> obj ! null "container" [];
    ListPopIndex "pyx_list_pop_index" (obj, ssize) -> obj ! null "container" [];
    ObjectPop "pyx_object_pop" (obj) -> obj ! null "container" [];
    ListReverse "PyList_Reverse" (obj) -> int ! neg1 "api" [];
    ListSort "PyList_Sort" (obj) -> int ! neg1 "api" [];
    ListAsTuple "PyList_AsTuple" (obj) -> obj ! null "api" [];
    SequenceList "PySequence_List" (obj) -> obj ! null "api" [];
    SequenceTuple "PySequence_Tuple" (obj) -> obj ! null "api" [];
    SetAdd "PySet_Add" (obj, obj) -> int ! neg1 "api" [];
    SetDiscard "pyx_set_discard" (obj, obj) -> int ! neg1 "container" [];
    SetUpdate "pyx_set_update" (obj, obj) -> int ! neg1 "container" [];
    DictUpdate "pyx_dict_update" (obj, obj) -> int ! neg1 "container" [];
    // `{**mapping}`.
    DictMerge "pyx_dict_merge" (obj, obj) -> int ! neg1 "container" [];
    DictGet "pyx_dict_get" (obj, obj, obj) -> obj ! null "container" [];
    DictSetDefault "pyx_dict_setdefault" (obj, obj, obj) -> obj ! null "container" [];
    DictPop "pyx_dict_pop" (obj, obj, opt) -> obj ! null "container" [];
    DictCopy "PyDict_Copy" (obj) -> obj ! null "api" [];
    DictKeys "pyx_dict_keys" (obj) -> obj ! null "container" [];
    DictValues "pyx_dict_values" (obj) -> obj ! null "container" [];
    DictItems "pyx_dict_items" (obj) -> obj ! null "container" [];
    Sorted "pyx_sorted" (obj) -> obj ! null "container" [];
    UnpackN "pyx_unpack" (obj, outs) -> int ! neg1 "container" [];
    // (object, items before the star, items after it, outs in order; the starred one is a list)
    UnpackStar "pyx_unpack_star" (obj, ssize, ssize, outs) -> int ! neg1 "container" [];

    // ---- iteration
    GetIter "PyObject_GetIter" (obj) -> obj ! null "api" [];
    IterNext "pyx_iter_next" (obj) -> obj ! nullstop "iter" [];
    // next(it) and next(it, default)
    Next "pyx_next" (obj) -> obj ! null "iter" [];
    NextDefault "pyx_next_default" (obj, obj) -> obj ! null "iter" [];
    // Index-based loops over lists and tuples: (sequence, index) -> item or NULL at the end, without an error.
    ListNext "pyx_list_next" (obj, ssize) -> obj ! never "iter" [];
    TupleNext "pyx_tuple_next" (obj, ssize) -> obj ! never "iter" [];
    // Dict loops: (dict, address of the position (a Py_ssize_t, 0 at the start), size at start; outs key, value) -> 1, or 0 at the end.
    DictNext "pyx_dict_next" (obj, ptr, ssize, out, out) -> int ! neg1 "iter" [];
    // `for` over an object of unknown type: the list or tuple itself, else `iter(x)`; then a step with the address of a
    // Py_ssize_t that starts at 0 (index of exact lists and tuples, which may change size meanwhile).
    OldDictView "pyx_old_dict_view" (obj, obj) -> obj ! null "iter" [];
    IterStart "pyx_iter_start" (obj) -> obj ! null "iter" [];
    IterStep "pyx_iter_step" (obj, ptr) -> obj ! nullstop "iter" [];
    // TypeError "'NoneType' object is not iterable" for None.
    CheckIterable "pyx_check_iterable" (obj) -> int ! neg1 "iter" [];
    Reversed "pyx_reversed" (obj) -> obj ! null "iter" [];
    GetAIter "pyx_get_aiter" (obj) -> obj ! null "iter" [];
    GetANext "pyx_get_anext" (obj) -> obj ! null "iter" [];

    // ---- strings
    // (value, conversion 'r', 's', 'a' or 0, format spec or NULL)
    FormatValue "pyx_format" (obj, int, opt) -> obj ! null "str" [];
    // The decimal digits of a C integer.
    StrFromLLong "pyx_str_from_llong" (llong) -> obj ! null "str" [];
    StrFromULLong "pyx_str_from_ullong" (ullong) -> obj ! null "str" [];
    Interpolation "pyx_interpolation" (obj, obj, int, obj) -> obj ! null "template" [];
    Template "pyx_template" (array) -> obj ! null "template" [];
    JoinStr "pyx_join_str" (array) -> obj ! null "str" [];
    StrJoin "pyx_str_join" (obj, obj) -> obj ! null "str" [];
    StrConcat "pyx_str_concat" (obj, obj) -> obj ! null "str" [];
    StrIConcat "pyx_str_iconcat" (own, obj) -> obj ! null "str" [];
    StrGetChar "pyx_str_getchar" (obj, ssize, int, int) -> ucs4 ! neg1q "str" [nogil];
    BytesGetChar "pyx_bytes_getchar" (obj, ssize, int, int) -> int ! neg1 "str" [nogil];
    // (bytearray, index, value, wraparound, boundscheck)
    ByteArraySetItem "pyx_bytearray_setitem" (obj, ssize, int, int, int) -> int ! neg1 "str" [nogil];
    // How wide the characters of a str are, where they start, and one of them: (str, width, start, index); the str is
    // named so that it lives. None has no characters.
    StrKind "pyx_str_kind" (obj) -> int ! never "str" [nogil, pure];
    StrData "pyx_str_data" (obj) -> ptr ! never "str" [nogil, pure];
    StrReadChar "pyx_str_read" (obj, int, ptr, ssize) -> ucs4 ! never "str" [nogil, pure];
    BytesReadChar "pyx_bytes_read" (obj, ssize) -> int ! never "str" [nogil, pure];

    // ---- conversions from objects (to-C) and to objects
    AsLong "pyx_as_long" (obj) -> long ! neg1q "convert" [];
    AsInt "pyx_as_int" (obj) -> int ! neg1q "convert" [];
    AsUInt "pyx_as_uint" (obj) -> uint ! neg1q "convert" [];
    AsULong "pyx_as_ulong" (obj) -> ulong ! neg1q "convert" [];
    AsLongLong "pyx_as_llong" (obj) -> llong ! neg1q "convert" [];
    AsULongLong "pyx_as_ullong" (obj) -> ullong ! neg1q "convert" [];
    // What `__index__` says, which floats do not have.
    ToIndex "pyx_to_index" (obj) -> obj ! null "convert" [];
    AsSsize "pyx_as_ssize" (obj) -> ssize ! neg1q "convert" [];
    AsSize "pyx_as_size" (obj) -> size ! neg1q "convert" [];
    AsHash "pyx_as_hash" (obj) -> hash ! neg1q "convert" [];
    // Integers of a width that only C knows: (object, size in bytes, is signed, C type's name for messages).
    AsIntSized "pyx_as_int_sized" (obj, int, int, cstr) -> wide ! neg1q "convert" [];
    // An integer whose width only C knows: (value, size in bytes, whether it is unsigned).
    FromIntSized "pyx_from_int_sized" (wide, size, int) -> obj ! null "convert" [];
    // From a NUL-terminated `wchar_t *`.
    FromWide "pyx_from_wide" (ptr) -> obj ! null "convert" [];
    // (characters, how many)
    FromWideSize "pyx_from_wide_size" (ptr, ssize) -> obj ! null "convert" [];
    WideLen "pyx_wide_len" (ptr) -> size ! never "convert" [nogil, pure];
    // The characters of a str, which keeps them.
    AsWide "pyx_as_wide" (obj) -> ptr ! null "convert" [];
    // Item of a mapping for a struct attribute: ValueError "No value specified for struct attribute 'x'".
    // (mapping, names of the members): which one of them the mapping has
    UnionMember "pyx_union_member" (obj, obj) -> int ! neg1 "convert" [];
    StructItem "pyx_struct_item" (obj, obj) -> obj ! null "convert" [];
    // The items of an iterable as a tuple of exactly that length, for a C array (IndexError) or a C tuple
    // (TypeError/ValueError).
    ArrayItems "pyx_array_items" (obj, ssize) -> obj ! null "convert" [];
    CTupleItems "pyx_ctuple_items" (obj, ssize) -> obj ! null "convert" [];
    AsIndex "pyx_as_index" (obj) -> ssize ! neg1q "convert" [];
    AsDouble "pyx_as_double" (obj) -> double ! neg1q "convert" [];
    AsUcs4 "pyx_as_ucs4" (obj) -> ucs4 ! neg1q "convert" [];
    AsPyUnicode "pyx_as_py_unicode" (obj) -> ucs4 ! neg1q "convert" [];
    AsComplex "pyx_as_complex" (obj) -> complex ! always "convert" [];
    AsCharPtr "pyx_as_char_ptr" (obj) -> cstr ! null "convert" [];
    // (bytes, start, stop, encoding, errors): negative bounds count from the NUL.
    DecodeSlice "pyx_decode_slice" (cstr, ssize, ssize, cstr, cstr) -> obj ! null "convert" [];
    // The same for text too, when it is ASCII (or any text, as UTF-8).
    AsCharPtrText "pyx_as_char_ptr_text" (obj, int) -> cstr ! null "convert" [];
    FromLong "PyLong_FromLong" (long) -> obj ! null "api" [];
    FromULong "PyLong_FromUnsignedLong" (ulong) -> obj ! null "api" [];
    FromLongLong "PyLong_FromLongLong" (llong) -> obj ! null "api" [];
    FromULongLong "PyLong_FromUnsignedLongLong" (ullong) -> obj ! null "api" [];
    FromSsize "PyLong_FromSsize_t" (ssize) -> obj ! null "api" [];
    FromSize "PyLong_FromSize_t" (size) -> obj ! null "api" [];
    FromDouble "PyFloat_FromDouble" (double) -> obj ! null "api" [];
    FromBint "pyx_from_bint" (int) -> obj ! never "convert" [];
    FromUcs4 "pyx_from_ucs4" (ucs4) -> obj ! null "convert" [];
    FromComplex "pyx_from_complex" (complex) -> obj ! null "convert" [];
    // A float where there is no imaginary part.
    FromSoftComplex "pyx_from_soft_complex" (complex) -> obj ! null "convert" [];
    FromCharPtr "pyx_from_char_ptr" (cstr) -> obj ! null "convert" [];
    FromCharPtrSize "pyx_from_char_ptr_size" (cstr, ssize) -> obj ! null "convert" [];
    // (bytes, size or -1, encoding, errors)
    Decode "pyx_decode" (cstr, ssize, cstr, cstr) -> obj ! null "convert" [];
    IntFromObject "pyx_int" (obj) -> obj ! null "convert" [];
    FloatFromObject "pyx_float" (obj) -> obj ! null "convert" [];
    // (object, type object, allow None)
    TypeTest "pyx_type_test" (obj, obj, int) -> int ! neg1 "convert" [];
    // (object, builtin type object, exact, allow None): "Expected list, got int".
    BuiltinTest "pyx_builtin_test" (obj, obj, int, int) -> int ! neg1 "convert" [];
    // An exact int, or float, of any number: (object, allow None).
    PlainInt "pyx_plain_int" (obj, int) -> obj ! null "convert" [];
    PlainFloat "pyx_plain_float" (obj, int) -> obj ! null "convert" [];
    // Argument of a function: (object, type object, exact, allow None, parameter name):
    // "Argument 'x' has incorrect type (expected list, got int)".
    // (argument, allow None, parameter's name): a float, made of anything that has one
    ArgFloat "pyx_arg_float" (obj, int, cstr) -> obj ! null "args" [];
    // the same for an int
    ArgInt "pyx_arg_int" (obj, int, cstr) -> obj ! null "args" [];
    ArgTypeTest "pyx_arg_type_test" (obj, obj, int, int, cstr) -> int ! neg1 "args" [];
    // "Argument 'x' must not be None".
    ArgNotNone "pyx_arg_not_none" (obj, cstr) -> int ! neg1 "args" [];
    // Object found in a C value that must not be NULL.
    NonNull "pyx_non_null" (opt) -> obj ! null "convert" [];

    // ---- C arithmetic with Python's rules
    // The divisor was compared with zero already. The raising ones take the GIL themselves.
    FloorDivLong "pyx_floordiv_long" (long, long) -> long ! never "arith" [nogil, pure];
    FloorDivLLong "pyx_floordiv_llong" (llong, llong) -> llong ! never "arith" [nogil, pure];
    FloorDivDouble "pyx_floordiv_double" (double, double) -> double ! never "arith" [nogil, pure];
    ModLong "pyx_mod_long" (long, long) -> long ! never "arith" [nogil, pure];
    ModLLong "pyx_mod_llong" (llong, llong) -> llong ! never "arith" [nogil, pure];
    ModDouble "pyx_mod_double" (double, double) -> double ! never "arith" [nogil, pure];
    // Integer power; a negative exponent gives 0.
    PowLLong "pyx_pow_llong" (llong, llong) -> llong ! never "arith" [nogil, pure];
    PowULLong "pyx_pow_ullong" (ullong, ullong) -> ullong ! never "arith" [nogil, pure];
    CopySign "copysign" (double, double) -> double ! never "arith" [nogil, pure];
    PowDouble "pow" (double, double) -> double ! never "arith" [nogil, pure];
    ComplexAbs "pyx_complex_abs" (complex) -> double ! never "arith" [nogil, pure];
    // (real part, imaginary part)
    MakeComplex "pyx_make_complex" (double, double) -> complex ! never "arith" [nogil, pure];
    MakeLongComplex "pyx_make_long_complex" (ldouble, ldouble) -> ldcomplex ! never "arith" [nogil, pure];
    MakeIntComplex "pyx_make_int_complex" (llong, llong) -> icomplex ! never "arith" [nogil, pure];
    // The divisor is not zero; each part is truncated.
    DivIntComplex "pyx_div_int_complex" (icomplex, icomplex) -> icomplex ! never "arith" [nogil, pure];
    // The real part of a soft complex number, which must be all that it has: TypeError. Takes the GIL itself.
    SoftComplexDouble "pyx_soft_complex_double" (complex) -> double ! neg1q "arith" [nogil];
    StrLen "strlen" (cstr) -> size ! never "api" [nogil, pure];
    PowComplex "pyx_pow_complex" (complex, complex) -> complex ! never "arith" [nogil, pure];
    // Whether the operation overflows an integer type of the size in bytes; `U`: unsigned.
    AddOverflows "pyx_add_overflows" (llong, llong, size) -> bint ! never "arith" [nogil, pure];
    SubOverflows "pyx_sub_overflows" (llong, llong, size) -> bint ! never "arith" [nogil, pure];
    MulOverflows "pyx_mul_overflows" (llong, llong, size) -> bint ! never "arith" [nogil, pure];
    ShlOverflows "pyx_shl_overflows" (llong, llong, size) -> bint ! never "arith" [nogil, pure];
    AddOverflowsU "pyx_add_overflows_u" (ullong, ullong, size) -> bint ! never "arith" [nogil, pure];
    SubOverflowsU "pyx_sub_overflows_u" (ullong, ullong, size) -> bint ! never "arith" [nogil, pure];
    MulOverflowsU "pyx_mul_overflows_u" (ullong, ullong, size) -> bint ! never "arith" [nogil, pure];
    ShlOverflowsU "pyx_shl_overflows_u" (ullong, ullong, size) -> bint ! never "arith" [nogil, pure];
    // The same of types whose width only C knows, with the size in bytes.
    FloorDivWide "pyx_floordiv_wide" (wide, wide, size) -> wide ! never "arith" [nogil, pure];
    ModWide "pyx_mod_wide" (wide, wide, size) -> wide ! never "arith" [nogil, pure];
    PowWide "pyx_pow_wide" (wide, wide, size) -> wide ! never "arith" [nogil, pure];
    // Whether a quotient does not fit: that of the smallest value and -1.
    DivOverflowsWide "pyx_div_overflows_wide" (wide, wide, size) -> bint ! never "arith" [nogil, pure];
    // (0: addition, 1: subtraction, 2: multiplication, 3: shift to the left; operands, size in bytes, is unsigned)
    OverflowsWide "pyx_overflows_wide" (int, wide, wide, size, int) -> bint ! never "arith" [nogil, pure];
    WarnDivision "pyx_warn_division" (cstr, int) -> int ! neg1 "arith" [cold];
    RaiseZeroDivision "pyx_raise_zero_division" (cstr) -> int ! neg1 "arith" [cold, nogil];
    // (elements given, elements of the target slice)
    CheckSliceLength "pyx_check_slice_length" (ssize, ssize) -> int ! neg1 "arith" [nogil];
    RaiseOverflow "pyx_raise_overflow" (cstr) -> int ! neg1 "arith" [cold, nogil];

    // ---- exceptions
    Raise "pyx_raise" (obj, opt) -> int ! neg1 "exc" [cold];
    RaiseTraceback "pyx_raise_tb" (obj, obj, opt) -> int ! neg1 "exc" [cold];
    Reraise "pyx_reraise" () -> int ! neg1 "exc" [cold];
    // False under `python -O`.
    AssertionsEnabled "pyx_assertions_enabled" () -> bint ! never "exc" [nogil, pure];
    RaiseAssertion "pyx_raise_assertion" (opt) -> int ! neg1 "exc" [cold];
    // Takes the raised exception (normalised, with traceback) as the one being handled; returns it.
    ExcCatch "pyx_exc_catch" () -> obj ! never "exc" [];
    // The exception being handled before a try statement's handler, to be restored; may be NULL.
    ExcSave "pyx_exc_save" () -> obj ! never "exc" [];
    ExcRestore "pyx_exc_restore" (opt) -> void ! never "exc" [];
    // Raised exception as an object, taken out of the error indicator, without becoming the handled one.
    ExcFetch "pyx_exc_fetch" () -> obj ! never "exc" [];
    // Raises the object again as it was (its traceback is kept).
    ExcRaiseAgain "pyx_exc_raise_again" (own) -> int ! neg1 "exc" [cold];
    ExcMatches "pyx_exc_matches" (obj, obj) -> int ! neg1 "exc" [];
    // (exception, type; outs: matching part, rest)
    ExcStarSplit "pyx_exc_star_split" (obj, obj, out, out) -> int ! neg1 "exc" [];
    // (original exception, list of exceptions to raise at the end) -> exception to raise, or NULL
    ExcStarJoin "pyx_exc_star_join" (obj, obj) -> obj ! nullstop "exc" [];
    WriteUnraisable "pyx_write_unraisable" (cstr) -> void ! never "exc" [nogil];
    ErrOccurred "pyx_err_occurred" () -> bint ! never "exc" [];

    // ---- with statements
    // (manager; outs: bound exit, bound enter)
    WithLookup "pyx_with_lookup" (obj, out, out) -> int ! neg1 "with" [];
    WithLookupAsync "pyx_with_lookup_async" (obj, out, out) -> int ! neg1 "with" [];
    // (manager) -> bound exit
    WithExitOf "pyx_with_exit_of" (obj) -> obj ! null "with" [];
    WithExitAsync "pyx_with_exit_of_async" (obj) -> obj ! null "with" [];
    // (exit, exception or None): exit(type, value, traceback)
    WithExit "pyx_with_exit" (obj, obj) -> obj ! null "with" [];

    // ---- imports
    // (dotted name, from list tuple or NULL, level, want leaf)
    Import "pyx_import" (obj, opt, int, int) -> obj ! null "import" [module];
    ImportFrom "pyx_import_from" (obj, obj) -> obj ! null "import" [];
    // (module, class, number): the member of a `cpdef enum` of another module
    EnumMember "pyx_enum_member" (obj, obj, obj) -> obj ! null "import" [];
    ImportStar "pyx_import_star" (obj) -> int ! neg1 "import" [module];

    // ---- functions and classes
    // (descriptor, scope object, tuple of stored defaults, __defaults__, __kwdefaults__, annotations dict)
    NewFunction "pyx_function_new" (ptr, opt, opt, opt, opt, opt) -> obj ! null "function" [module];
    // Function without attributes (`binding=False`).
    NewCFunction "pyx_cfunction_new" (ptr) -> obj ! null "function" [module];
    // Scope object of the enclosing function, and stored default, from the function object.
    FuncScope "pyx_function_scope" (obj) -> bor ! never "function" [pure];
    FuncDefault "pyx_function_default" (obj, ssize) -> bor ! never "function" [pure];
    // The object that chooses a specialisation: (dict of functions by key, tuple of what decides; see runtime/fused.h).
    FusedFunction "pyx_fused_function" (obj, obj) -> obj ! null "fused" [];
    // Python classes: (name, bases as written, qualified name, keyword arguments (`metaclass` is taken out), doc;
    // outs: bases after __mro_entries__, metaclass, namespace).
    ClassPrepare "pyx_class_prepare" (obj, obj, obj, opt, opt, out, out, out) -> int ! neg1 "pyclass" [module];
    // (metaclass, name, bases, namespace, keyword arguments)
    ClassCreate "pyx_class_create" (obj, obj, obj, obj, opt) -> obj ! null "pyclass" [];
    // An empty cell for `__classcell__`.
    ClassCell "pyx_class_cell" () -> obj ! null "pyclass" [];
    // (instance, method name, descriptor of this class's method) -> overriding bound method, or NULL: none
    MayOverride "pyx_may_override" (obj) -> bint ! never "class" [pure];
    Override "pyx_override" (obj, obj, ptr) -> obj ! nullstop "class" [];
    // Names in the body of an extension class live in the type's dict.
    GetTypeName "pyx_get_type_name" (obj, obj) -> obj ! nullstop "class" [];
    SetTypeName "pyx_set_type_name" (obj, obj, obj) -> int ! neg1 "class" [];
    MethodDefaults "pyx_method_defaults" (obj, obj, opt, opt) -> int ! neg1 "class" [];
    DelTypeName "pyx_del_type_name" (obj, obj) -> int ! neg1 "class" [];

    // ---- statements of language level 2
    // (file or NULL, newline at the end, values)
    Print "pyx_print" (opt, int, array) -> int ! neg1 "print" [];
    // (code, globals, locals)
    Exec "pyx_exec_code" (obj, opt, opt) -> int ! neg1 "print" [module];

    // ---- GIL
    GilRelease "pyx_gil_release" () -> ptr ! never "gil" [];
    GilRestore "pyx_gil_restore" (ptr) -> void ! never "gil" [nogil];
    GilReleaseHeld "pyx_gil_release_held" () -> ptr ! never "gil" [nogil];
    GilRestoreHeld "pyx_gil_restore_held" (ptr) -> void ! never "gil" [nogil];
    GilEnsure "pyx_gil_ensure" () -> int ! never "gil" [nogil];
    GilLeave "pyx_gil_leave" (int) -> void ! never "gil" [];
    // What profilers and tracers are told, by address of the function's `pyx_trace`; the last `int`: with the GIL.
    // (trace, slot of the code object, definition or NULL, name)
    TraceEnter "pyx_trace_enter" (ptr, ptr, ptr, cstr, int) -> int ! neg1 "trace" [module, nogil, line];
    TraceLine "pyx_trace_line" (ptr, int) -> int ! neg1 "trace" [nogil, line];
    TraceOn "pyx_trace_on" (ptr) -> bint ! never "trace" [nogil];
    TraceReturn "pyx_trace_return" (ptr, obj, int) -> int ! neg1 "trace" [nogil];
    TraceUnwind "pyx_trace_unwind" (ptr, int) -> void ! never "trace" [nogil];
    TraceYield "pyx_trace_yield" (ptr, obj) -> int ! neg1 "trace" [];
    TraceResume "pyx_trace_resume" (ptr) -> int ! neg1 "trace" [];
    TraceThrow "pyx_trace_throw" (ptr) -> void ! never "trace" [];
    // (trace; 0: an exception arrives, 1: goes on, 2: is handled)
    TraceException "pyx_trace_raise" (ptr, int) -> void ! never "trace" [];
    // Locks by address. Acquire: 1 with the GIL, 0 without, -1 not known.
    MutexInit "pyx_mutex_init" (ptr) -> void ! never "lock" [nogil];
    MutexReady "pyx_mutex_ready" (ptr) -> void ! never "lock" [nogil];
    MutexFree "pyx_mutex_free" (ptr) -> void ! never "lock" [nogil];
    MutexAcquire "pyx_mutex_acquire" (ptr, int) -> void ! never "lock" [nogil];
    MutexRelease "pyx_mutex_release" (ptr) -> void ! never "lock" [nogil];
    MutexLocked "pyx_mutex_locked" (ptr) -> bint ! never "lock" [nogil];
    ThreadLockInit "pyx_thread_lock_init" (ptr) -> void ! never "lock" [nogil];
    ThreadLockReady "pyx_thread_lock_ready" (ptr) -> void ! never "lock" [nogil];
    ThreadLockFree "pyx_thread_lock_free" (ptr) -> void ! never "lock" [nogil];
    ThreadLockAcquire "pyx_thread_lock_acquire" (ptr, int) -> void ! never "lock" [nogil];
    ThreadLockRelease "pyx_thread_lock_release" (ptr) -> void ! never "lock" [nogil];
    ThreadLockLocked "pyx_thread_lock_locked" (ptr) -> bint ! never "lock" [nogil];

    // ---- generators and coroutines
    // (body, scope object, name, qualified name, kind: 0 generator 1 coroutine 2 asynchronous generator 3 iterable coroutine)
    NewGenerator "pyx_gen_new" (ptr, opt, obj, obj, int, ptr) -> obj ! null "gen" [module];
    // Delegation of `yield from`/`await`: iterator to delegate to; then, in a loop, (iterator, sent value) -> value to yield, or
    // NULL without an exception when finished, with the result in the out register. Before the first suspension the sent
    // value is None. What is thrown into the generator reaches the iterator by itself.
    YieldFromIter "pyx_yield_from_iter" (obj) -> obj ! null "gen" [];
    AwaitIter "pyx_await_iter" (obj) -> obj ! null "gen" [];
    AwaitNext "pyx_await_next" (obj) -> obj ! null "gen" [];
    Delegate "pyx_delegate" (obj, obj, out) -> obj ! nullstop "gen" [gen];
    // Clears a StopAsyncIteration in flight and says so; 0: another exception is in flight, untouched.
    ClearStopAsync "pyx_clear_stop_async" () -> bint ! never "gen" [];
    // What `yield value` gives out in an asynchronous generator.
    AsyncGenWrap "pyx_async_gen_wrap" (obj) -> obj ! null "gen" [];
    // Value of a StopIteration in flight, error cleared; fails when another exception is set.
    StopIterationValue "pyx_stop_iteration_value" () -> obj ! null "gen" [];

    // ---- pattern matching
    MatchIsSequence "pyx_match_is_sequence" (obj) -> bint ! never "match" [];
    MatchIsMapping "pyx_match_is_mapping" (obj) -> bint ! never "match" [];
    // (mapping, keys tuple; out: tuple of values or NULL) -> 1 match, 0 none
    MatchKeys "pyx_match_keys" (obj, obj, out) -> int ! neg1 "match" [];
    // (subject, class, number of positional patterns, keyword names tuple; out: tuple of values or NULL) -> 1, 0
    MatchClass "pyx_match_class" (obj, obj, ssize, obj, out) -> int ! neg1 "match" [];
    // (sequence, items before the star, items after it) -> list
    MatchStar "pyx_match_star" (obj, ssize, ssize) -> obj ! null "match" [];
    MatchRest "pyx_match_rest" (obj, obj) -> obj ! null "match" [];

    // ---- builtins with known meaning
    Abs "PyNumber_Absolute" (obj) -> obj ! null "api" [];
    Divmod "PyNumber_Divmod" (obj, obj) -> obj ! null "api" [];
    Ord "pyx_ord" (obj) -> long ! neg1 "str" [];
    Chr "pyx_chr" (long) -> obj ! null "str" [];
    Iter2 "PyCallIter_New" (obj, obj) -> obj ! null "api" [];
    Dir "PyObject_Dir" (obj) -> obj ! null "api" [];
    Any "pyx_any" (obj) -> int ! neg1 "iter" [];
    All "pyx_all" (obj) -> int ! neg1 "iter" [];
    Sum "pyx_sum" (obj, obj) -> obj ! null "iter" [];
    Super "pyx_super" (obj, obj) -> obj ! null "pyclass" [];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_well_formed() {
        for &prim in Prim::ALL {
            let info = prim.info();
            info.error();
            info.ret_type();
            for i in 0..info.params.len() {
                info.param(i);
            }
            assert_eq!(Prim::by_name(info.name), Some(prim));
        }
    }
}

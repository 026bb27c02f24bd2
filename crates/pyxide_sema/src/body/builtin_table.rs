//! Builtin functions and methods of builtin types that have a primitive of their own.
//!
//! One line per form: name, number of arguments, primitive, result type. The parameter types are the primitive's; the
//! arguments are converted to them. A method's receiver is its first argument and is checked for `None`.

use pyxide_types::BuiltinType::{self, *};
use pyxide_types::{Prim, TypeId, Types};

/// A builtin function: `name(args)`.
pub(super) struct FunctionLine {
    pub name: &'static str,
    pub args: usize,
    pub prim: Prim,
    pub result: TypeId,
}

/// A method of a builtin type: `receiver.name(args)`.
pub(super) struct MethodLine {
    pub of: BuiltinType,
    pub name: &'static str,
    pub args: usize,
    pub prim: Prim,
    pub result: TypeId,
    /// Values of arguments that the call leaves out.
    pub fill: &'static [Fill],
}

/// What an argument that is left out stands for.
#[derive(Clone, Copy)]
pub(super) enum Fill {
    None,
}

const fn f(name: &'static str, args: usize, prim: Prim, result: TypeId) -> FunctionLine {
    FunctionLine { name, args, prim, result }
}

const fn m(
    of: BuiltinType,
    name: &'static str,
    args: usize,
    prim: Prim,
    result: TypeId,
    fill: &'static [Fill],
) -> MethodLine {
    MethodLine { of, name, args, prim, result, fill }
}

pub(super) const FUNCTIONS: &[FunctionLine] = &[
    f("repr", 1, Prim::Repr, Types::STR),
    f("ascii", 1, Prim::Ascii, Types::STR),
    f("hash", 1, Prim::Hash, Types::HASH),
    f("callable", 1, Prim::Callable, Types::BINT),
    f("isinstance", 2, Prim::IsInstance, Types::BINT),
    f("issubclass", 2, Prim::IsSubclass, Types::BINT),
    f("type", 1, Prim::TypeOf, Types::TYPE),
    f("getattr", 2, Prim::GetAttr, Types::OBJECT),
    f("getattr", 3, Prim::GetAttr3, Types::OBJECT),
    f("hasattr", 2, Prim::HasAttr, Types::BINT),
    f("iter", 1, Prim::GetIter, Types::OBJECT),
    f("iter", 2, Prim::Iter2, Types::OBJECT),
    f("next", 1, Prim::Next, Types::OBJECT),
    f("next", 2, Prim::NextDefault, Types::OBJECT),
    f("abs", 1, Prim::Abs, Types::OBJECT),
    f("divmod", 2, Prim::Divmod, Types::OBJECT),
    f("dir", 1, Prim::Dir, Types::OBJECT),
    f("any", 1, Prim::Any, Types::BINT),
    f("all", 1, Prim::All, Types::BINT),
    f("sum", 2, Prim::Sum, Types::OBJECT),
    f("sorted", 1, Prim::Sorted, Types::LIST),
    f("chr", 1, Prim::Chr, Types::STR),
    f("ord", 1, Prim::Ord, Types::LONG),
    f("pow", 2, Prim::Pow, Types::OBJECT),
    f("super", 2, Prim::Super, Types::OBJECT),
];

pub(super) const METHODS: &[MethodLine] = &[
    m(List, "append", 1, Prim::ListAppend, Types::OBJECT, &[]),
    m(List, "extend", 1, Prim::ListExtend, Types::OBJECT, &[]),
    m(List, "insert", 2, Prim::ListInsert, Types::OBJECT, &[]),
    m(List, "pop", 0, Prim::ListPop, Types::OBJECT, &[]),
    m(List, "pop", 1, Prim::ListPopIndex, Types::OBJECT, &[]),
    m(List, "reverse", 0, Prim::ListReverse, Types::OBJECT, &[]),
    m(List, "sort", 0, Prim::ListSort, Types::OBJECT, &[]),
    m(Dict, "get", 1, Prim::DictGet, Types::OBJECT, &[Fill::None]),
    m(Dict, "get", 2, Prim::DictGet, Types::OBJECT, &[]),
    m(Dict, "setdefault", 1, Prim::DictSetDefault, Types::OBJECT, &[Fill::None]),
    m(Dict, "setdefault", 2, Prim::DictSetDefault, Types::OBJECT, &[]),
    m(Dict, "pop", 2, Prim::DictPop, Types::OBJECT, &[]),
    m(Dict, "copy", 0, Prim::DictCopy, Types::DICT, &[]),
    m(Dict, "keys", 0, Prim::DictKeys, Types::OBJECT, &[]),
    m(Dict, "values", 0, Prim::DictValues, Types::OBJECT, &[]),
    m(Dict, "items", 0, Prim::DictItems, Types::OBJECT, &[]),
    m(Set, "add", 1, Prim::SetAdd, Types::OBJECT, &[]),
    m(Set, "discard", 1, Prim::SetDiscard, Types::OBJECT, &[]),
    m(Str, "join", 1, Prim::StrJoin, Types::STR, &[]),
];

/// Constructors with one argument that may be anything iterable or convertible.
pub(super) const CONSTRUCTORS: &[FunctionLine] = &[
    f("list", 1, Prim::SequenceList, Types::LIST),
    f("tuple", 1, Prim::SequenceTuple, Types::TUPLE),
    f("set", 1, Prim::NewSet, Types::SET),
    f("frozenset", 1, Prim::NewFrozenSet, Types::FROZENSET),
    f("str", 1, Prim::Str, Types::STR),
    f("unicode", 1, Prim::Str, Types::STR),
    f("int", 1, Prim::IntFromObject, Types::PY_INT),
    f("float", 1, Prim::FloatFromObject, Types::PY_FLOAT),
];

/// Result types of builtin functions that are called like any other.
pub(super) const RESULTS: &[(&str, TypeId)] = &[
    ("bin", Types::STR),
    ("hex", Types::STR),
    ("oct", Types::STR),
    ("format", Types::STR),
    ("input", Types::STR),
];

/// What a method of a builtin type returns.
#[derive(Clone, Copy)]
pub(super) enum MethodResult {
    Type(TypeId),
    /// The type itself, with its item types.
    Own,
    ListOfOwn,
    ThreeOfOwn,
    TwoInts,
    DictFromInt,
    /// An item of the container.
    Item,
    /// An item, or the second argument.
    ItemOrDefault,
    /// A key and a value.
    Pair,
    /// A view of a dict: of its keys, its values, or both.
    View(BuiltinType, bool, bool),
}

/// Result types of methods: types, method names, result.
pub(super) const METHOD_RESULTS: &[(&[BuiltinType], &[&str], MethodResult)] = {
    use MethodResult::Type as Is;
    use MethodResult::{DictFromInt, Item, ItemOrDefault, ListOfOwn, Own, Pair, ThreeOfOwn, TwoInts, View};
    &[
        (
            &[Str, Bytes, ByteArray],
            &[
                "capitalize",
                "center",
                "expandtabs",
                "join",
                "ljust",
                "lower",
                "lstrip",
                "removeprefix",
                "removesuffix",
                "replace",
                "rjust",
                "rstrip",
                "strip",
                "swapcase",
                "title",
                "translate",
                "upper",
                "zfill",
            ],
            Own,
        ),
        (&[Str], &["casefold", "format", "format_map"], Own),
        (&[Str, Bytes, ByteArray], &["count", "find", "index", "rfind", "rindex"], Is(Types::SSIZE)),
        (
            &[Str, Bytes, ByteArray],
            &[
                "endswith",
                "isalnum",
                "isalpha",
                "isascii",
                "isdigit",
                "islower",
                "isspace",
                "istitle",
                "isupper",
                "startswith",
            ],
            Is(Types::BINT),
        ),
        (&[Str], &["isdecimal", "isidentifier", "isnumeric", "isprintable"], Is(Types::BINT)),
        (&[Str], &["encode"], Is(Types::BYTES)),
        (&[Str], &["maketrans"], DictFromInt),
        (&[Bytes, ByteArray], &["maketrans"], Is(Types::BYTES)),
        (&[Bytes, ByteArray], &["decode", "hex"], Is(Types::STR)),
        (&[Bytes, ByteArray], &["fromhex"], Own),
        (&[Str, Bytes, ByteArray], &["split", "rsplit", "splitlines"], ListOfOwn),
        (&[Str, Bytes, ByteArray], &["partition", "rpartition"], ThreeOfOwn),
        (&[Complex], &["conjugate"], Is(Types::PY_COMPLEX)),
        (&[Int, Float], &["as_integer_ratio"], TwoInts),
        (&[Int], &["bit_count", "bit_length", "from_bytes"], Own),
        (&[Int, Float], &["conjugate"], Own),
        (&[Int, Float], &["is_integer"], Is(Types::BINT)),
        (&[Int], &["to_bytes"], Is(Types::BYTES)),
        (&[Float], &["fromhex"], Own),
        (&[Float], &["hex"], Is(Types::STR)),
        (&[List, Tuple], &["count", "index"], Is(Types::SSIZE)),
        (&[List, Set, FrozenSet, Dict, FrozenDict], &["copy"], Own),
        (&[List, Set], &["pop"], Item),
        (&[Set, FrozenSet], &["difference", "intersection", "symmetric_difference", "union"], Own),
        (&[Set, FrozenSet], &["isdisjoint", "issubset", "issuperset"], Is(Types::BINT)),
        (&[Dict, FrozenDict], &["fromkeys"], Own),
        (&[Dict], &["popitem"], Pair),
        (&[Dict], &["pop", "get", "setdefault"], ItemOrDefault),
        (&[Dict], &["keys"], View(DictKeys, true, false)),
        (&[Dict], &["values"], View(DictValues, false, true)),
        (&[Dict], &["items"], View(DictItems, true, true)),
        (&[MemoryView], &["cast", "toreadonly"], Own),
        (&[MemoryView], &["hex"], Is(Types::STR)),
        (&[MemoryView], &["tobytes"], Is(Types::BYTES)),
        (&[MemoryView], &["tolist"], Is(Types::LIST)),
    ]
};

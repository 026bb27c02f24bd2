"""The C number types, and what C and Cython make of two of them.

An expression of a number type is an `E`: its text, the C type that gcc gives it, the type that Cython believes it has
(`view`: literals are `long` there), and bounds of its value. The bounds let the generator keep clear of what C leaves
undefined: an operation is written only where its result fits.

    >>> usual(TYPES["unsigned char"], TYPES["short"]).name
    'int'
    >>> usual(TYPES["unsigned int"], TYPES["long"]).name, usual(TYPES["int"], TYPES["unsigned int"]).name
    ('long', 'unsigned int')
"""

from __future__ import annotations

from typing import Dict, List, NamedTuple, Optional


class CType(NamedTuple):
    """A number type. `kind` is int, bint, enum, ucs4, float or complex; `rank` orders the integers."""

    name: str
    kind: str
    bits: int
    signed: bool
    rank: int

    @property
    def low(self) -> int:
        return -(1 << (self.bits - 1)) if self.signed else 0

    @property
    def high(self) -> int:
        if self.kind == "bint":
            return 1
        if self.kind == "ucs4":
            return 0xD000
        return (1 << (self.bits - self.signed)) - 1


def _integers() -> List[CType]:
    rows = [("signed char", 8, True, 0), ("unsigned char", 8, False, 0), ("char", 8, True, 0), ("short", 16, True, 1),
            ("unsigned short", 16, False, 1), ("int", 32, True, 2), ("unsigned int", 32, False, 2), ("long", 64, True, 3),
            ("unsigned long", 64, False, 3), ("Py_ssize_t", 64, True, 4), ("size_t", 64, False, 4),
            ("long long", 64, True, 5), ("unsigned long long", 64, False, 5),
            ("int8_t", 8, True, 0), ("uint8_t", 8, False, 0), ("int16_t", 16, True, 1), ("uint16_t", 16, False, 1),
            ("int32_t", 32, True, 2), ("uint32_t", 32, False, 2), ("int64_t", 64, True, 3), ("uint64_t", 64, False, 3),
            ("Small", 16, True, 1), ("Wide", 64, True, 5), ("Count", 32, False, 2)]
    return [CType(name, "int", bits, signed, rank) for name, bits, signed, rank in rows]


INTEGERS = _integers()
BINT = CType("bint", "bint", 32, True, 2)
UCS4 = CType("Py_UCS4", "ucs4", 32, False, 2)
FLOATS = [CType("float", "float", 32, True, 10), CType("double", "float", 64, True, 11)]
COMPLEX = [CType("double complex", "complex", 64, True, 13), CType("float complex", "complex", 32, True, 12)]
TYPES: Dict[str, CType] = {t.name: t for t in INTEGERS + [BINT, UCS4] + FLOATS + COMPLEX}
INT, UINT, LONG, DOUBLE = TYPES["int"], TYPES["unsigned int"], TYPES["long"], TYPES["double"]
ENUM = CType("Colour", "enum", 32, False, 2)
SIGNED_ENUM = CType("Level", "enum", 32, True, 2)
#: Python types, where a function's signature has either.
PYTHON = {name: CType(name, "python", 0, True, 0) for name in ("object", "str", "bytes", "list", "dict", "tuple", "set")}
VOID = CType("void", "void", 0, True, 0)


def is_integer(t: CType) -> bool:
    return t.kind in ("int", "bint", "enum", "ucs4")


def promoted(t: CType) -> CType:
    """What C computes with in place of `t`."""
    if t.bits < 32 or t.kind == "bint":
        return INT
    if t.kind in ("enum", "ucs4"):
        return INT if t.signed else UINT
    return t


def usual(a: CType, b: CType) -> CType:
    """The type of an arithmetic operation in C."""
    if "complex" in (a.kind, b.kind):
        return COMPLEX[0]
    if "float" in (a.kind, b.kind):
        floats = [t for t in (a, b) if t.kind == "float"]
        return max(floats, key=lambda t: t.bits)
    a, b = promoted(a), promoted(b)
    if a.signed == b.signed:
        return a if a.rank >= b.rank else b
    signed, unsigned = (a, b) if a.signed else (b, a)
    if unsigned.rank >= signed.rank or unsigned.bits >= signed.bits:
        return unsigned
    return signed


def widest(a: CType, b: CType) -> CType:
    """The type that Cython gives a temporary that holds either."""
    if "float" in (a.kind, b.kind) or "complex" in (a.kind, b.kind):
        return usual(a, b)
    if a.rank != b.rank:
        return a if a.rank > b.rank else b
    return b if a.signed else a


class E(NamedTuple):
    """A number expression. `low` and `high` are None for floats of unknown value."""

    text: str
    type: CType
    low: Optional[int]
    high: Optional[int]
    view: CType

    @property
    def bounded(self) -> bool:
        return self.low is not None


def of_type(text: str, t: CType, low: Optional[int] = None, high: Optional[int] = None) -> E:
    if is_integer(t):
        return E(text, t, t.low if low is None else low, t.high if high is None else high, t)
    return E(text, t, low, high, t)

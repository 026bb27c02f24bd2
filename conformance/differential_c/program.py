"""Writes one random module: its `.pyx`, sometimes a `.pxd`, and the calls of its functions.

`Generator(seed).module(name, count)` gives a `Module`. The head of the module declares number types, enums, structs, a union, fused
types, function pointers and global variables; then come extension classes and `count` functions of all kinds, each of which
calls earlier ones. `module_of(areas, count)` gives a module of `count` parts of the areas (`areas/`) instead.

    >>> a, b = Generator(3).module("m", 4), Generator(3).module("m", 4)
    >>> a == b, "def t0(" in a.text or "t0" in a.text
    (True, True)
"""

from __future__ import annotations

import random
from typing import List, NamedTuple, Optional, Sequence, Tuple

from .areas import AREAS
from .classes import Class, Classes
from .expressions import Expressions, Scope
from .numbers_c import (BINT, COMPLEX, DOUBLE, ENUM, FLOATS, INT, INTEGERS, PYTHON, SIGNED_ENUM, TYPES, UCS4, VOID, CType, of_type)
from .statements import Statements

HEAD = """# cython: language_level=3, nonecheck=True
cimport cython
from cython.operator cimport dereference
from cpython.mem cimport PyMem_Malloc, PyMem_Realloc, PyMem_Free
from libc.stdint cimport int8_t, uint8_t, int16_t, uint16_t, int32_t, uint32_t, int64_t, uint64_t
from libc.stdlib cimport malloc, calloc, realloc, free
from libc.string cimport memcpy, memset
from libc.math cimport sqrt, fabs, floor, ceil, trunc, fmod, copysign, fmax, fmin, ldexp, rint, isnan
import dataclasses
from support import log, fail, raise_, Manager, Point, pause, ticking
"""

DECLARATIONS = """ctypedef short Small
ctypedef long long Wide
ctypedef unsigned int Count
cdef enum Colour:
    RED
    GREEN = 5
    BLUE
cdef enum Level:
    LOW = -3
    MIDDLE = 0
    TOP = 9
cpdef enum Shown:
    ONE = 1
    TWO
cdef union Bits:
    unsigned int u
    int i
    unsigned char b[4]
ctypedef int (*Operation)(int, int) except? -1
"""

#: Functions of one type, for pointers to them.
OPERATIONS = """cdef int take_and(int x, int y) except? -1:
    return x & y
cdef int take_or(int x, int y) except? -1:
    if y == 3:
        raise ValueError('three')
    return x | y
cdef int take_less(int x, int y) except? -1:
    return x < y
"""

VALUES = {
    "small": ["0", "1", "-1", "2", "5", "7", "100", "127", "-128"],
    "odd": ["None", "'a'", "1.5", "2**64", "-2**63 - 1", "Point(3)", "Index(4)", "Broken()", "True", "b'x'", "[]", "1j", "2**31", "300", "-1", "float('nan')",
            "'\\u20ac'", "'ab'", "1e30"],
    "object": ["None", "0", "1", "-7", "2.5", "'abc'", "b'xyz'", "(1, 2)", "[3, 1, 2]", "{'a': 1}", "2**64", "True", "''", "[]", "Point(2, 3)", "{1, 2}", "1j",
               "float('inf')", "range(3)", "10**18", "Broken()"],
    "str": ["''", "'a'", "'hello'", "'\\xe9\\u20ac'", "'12'", "'a,b,c'"],
    "bytes": ["b''", "b'a'", "b'hello'", "b'\\x00\\xff'"],
    "list": ["[]", "[1, 2, 3]", "['a', None, 2.5]", "[0]", "[2**40, -1]"],
    "dict": ["{}", "{'a': 1, 'b': [2]}", "{1: 2, 3: 4}"],
    "tuple": ["()", "(1, 2)", "('a', None)", "(1, (2, 3))"],
    "set": ["set()", "{1, 2}", "{'a'}"],
    "float": ["0.0", "1.0", "-2.5", "1e300", "float('inf')", "float('nan')", "3", "-0.0", "0.1"],
    "complex": ["0j", "1+2j", "-1.5j", "2", "3.5"],
    "ucs4": ["'a'", "'\\u20ac'", "'0'", "'z'", "' '"],
}


class Function(NamedTuple):
    """A function that others may call."""

    name: str
    kind: str
    parameters: Tuple[CType, ...]
    optional: int
    returns: CType
    clause: str
    nogil: bool
    level: int


class Struct(NamedTuple):
    """A struct: number fields, structs in it, arrays."""

    name: str
    fields: Tuple[Tuple[str, CType], ...]
    nested: Tuple[Tuple[str, "Struct"], ...]
    arrays: Tuple[Tuple[str, CType, int], ...]

    def paths(self) -> List[Tuple[str, CType]]:
        inner = [("{}.{}".format(name, path), t) for name, struct in self.nested for path, t in struct.paths()]
        return list(self.fields) + inner

    def values(self, generator) -> List[Tuple[str, str]]:
        return [(path, generator.number_of(t, 3).text) for path, t in self.paths()]

    def array_values(self, generator) -> List[Tuple[str, int, str]]:
        return [(path, n, generator.number_of(t, 3).text) for path, t, n in self.all_arrays()]

    def all_arrays(self) -> List[Tuple[str, CType, int]]:
        inner = [("{}.{}".format(name, path), t, n) for name, struct in self.nested for path, t, n in struct.all_arrays()]
        return list(self.arrays) + inner

    def text(self) -> str:
        lines = ["cdef struct {}:".format(self.name)]
        lines += ["    {} {}".format(t.name, name) for name, t in self.fields]
        lines += ["    {} {}".format(s.name, name) for name, s in self.nested]
        lines += ["    {} {}[{}]".format(t.name, name, n) for name, t, n in self.arrays]
        return "\n".join(lines)


class Module(NamedTuple):
    """The files of a module: its text, its declaration file or nothing, and the calls as Python text."""

    text: str
    declarations: Optional[str]
    calls: str


class Generator(Expressions, Statements, Classes):
    """See the head of the file. The flags are those of the function that is being written."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.fresh_count = 0
        self.functions: List[Function] = []
        self.classes: List[Class] = []
        self.structs: List[Struct] = []
        self.globals: List[Tuple[str, CType, str]] = []
        self.calls_made: List[Tuple[str, str]] = []
        self.signatures: List[str] = []
        self.declared_apart = False
        self.reset()

    def reset(self) -> None:
        self.scope = Scope()
        self.depth = self.loops = self.calls = 0
        self.level = 1
        self.nogil = self.inside = self.is_generator = self.is_async = self.placing = self.cdivision = self.overflowcheck = False
        self.boundscheck = self.wraparound = self.may_gil = self.may_nest = True
        self.returns: Optional[CType] = None
        self.clause = ""
        self.loop_names: List[str] = []
        self.declared: List[str] = []
        self.captured: set = set()
        self.unaddressable: set = set()
        self.fuel = "fuel"
        self.last_loop = ""
        self.head_size = 0

    def module(self, name: str, count: int) -> Module:
        self.declared_apart = self.chance(0.3)
        parts = [self.make_structs(), self.make_globals()]
        apart = [DECLARATIONS.rstrip(), parts[0]]
        for number in range(self.random.randrange(1, 4)):
            parts.append(self.make_class(number))
        functions = [OPERATIONS.rstrip(), self.fused_functions(None)]
        for number in range(count):
            self.reset()
            functions.append(self.pick([(14, self.plain), (2, self.coroutine), (2, self.generator), (2, self.pointer_function), (1, self.fused_functions),
                                        (1, self.dataclass), (2, self.class_user)])(number))
        body = parts[1:] + functions
        head = HEAD
        declarations = None
        if self.declared_apart:
            declarations = "\n".join(HEAD.split("\n")[:9]) + "\n\n" + "\n\n".join(apart + [c.declaration for c in self.classes] + self.signatures) + "\n"
            head = "\n".join(line for line in HEAD.split("\n") if "support" in line or "cython" in line[:10] or "cimport" in line or "import" in line)
        else:
            body = apart + body
        text = head + "\n\n" + "\n\n\n".join(body) + "\n"
        return Module(text, declarations, self.calls_text())

    def module_of(self, areas: Sequence[str], count: int) -> Module:
        """A module of parts of areas instead of general functions."""
        types = self.make_structs()
        parts = []
        for number in range(count):
            parts.append(AREAS[areas[(number + self.random.randrange(len(areas))) % len(areas)]](self, number).strip("\n"))
        text = HEAD + "\n\n" + DECLARATIONS.rstrip() + "\n" + types + "\n\n\n" + "\n\n\n".join(parts) + "\n"
        return Module(text, None, self.calls_text())

    def calls_text(self) -> str:
        return "from support import Point, Index, Broken\n\nCALLS = [\n" + "".join("    ({!r}, ({})),\n".format(n, a) for n, a in self.calls_made) + "]\n"

    def make_structs(self) -> str:
        for number in range(2):
            fields = tuple(("f{}".format(i), self.pick([(6, self.any_integer_type()), (2, self.random.choice(FLOATS)), (1, BINT), (1, UCS4), (1, ENUM)]))
                           for i in range(self.random.randrange(1, 5)))
            nested = (("inner", self.structs[0]),) if number and self.chance(0.6) else ()
            arrays = (("row", self.random.choice([t for t in INTEGERS if "char" not in t.name]), 4),) if self.chance(0.4) else ()
            self.structs.append(Struct("Record{}".format(number), fields, nested, arrays))
        return "\n".join(s.text() for s in self.structs)

    def make_globals(self) -> str:
        lines = []
        for number in range(4):
            t = self.pick([(3, self.any_integer_type()), (1, DOUBLE), (1, PYTHON["object"]), (1, PYTHON["list"]), (1, PYTHON["dict"])])
            name = "shared{}".format(number)
            value = {"object": "'global'", "list": "[1, 2]", "dict": "{'g': 1}"}.get(t.name, "3")
            lines.append("cdef {} {} = {}".format(t.name, name, value))
            self.globals.append((name, t, value))
        return "\n".join(lines)

    def add_globals(self, indent: str) -> List[str]:
        """Makes module variables readable, and some times assignable, which needs a statement."""
        assignable = self.chance(0.4)
        lines = []
        for name, t, _ in self.globals:
            if t.kind == "python":
                if not self.nogil:
                    self.add_object(name, t.name, assignable)
            else:
                self.add_scalar(name, t, assignable)
                if assignable:
                    self.scope.scalars.pop()
        if assignable:
            lines.append("{}global {}".format(indent, ", ".join(name for name, _, _ in self.globals)))
        return lines

    # Functions.

    def decorators(self, indent: str = "") -> List[str]:
        lines = []
        if self.chance(0.3):
            self.cdivision = True
            lines.append(indent + "@cython.cdivision(True)")
        if self.chance(0.15):
            self.overflowcheck = True
            lines.append(indent + "@cython.overflowcheck(True)")
        if self.chance(0.2):
            self.boundscheck = False
            lines.append(indent + "@cython.boundscheck(False)")
        if self.chance(0.2):
            self.wraparound = False
            lines.append(indent + "@cython.wraparound(False)")
        return lines

    def any_return_type(self) -> CType:
        return self.pick([(8, self.any_integer_type()), (3, self.random.choice(FLOATS)), (1, BINT), (1, UCS4), (1, ENUM), (1, COMPLEX[0]), (2, VOID),
                          (2, PYTHON["object"]), (1, PYTHON["list"]), (1, PYTHON["str"])])

    def any_parameter_type(self) -> CType:
        return self.pick([(8, self.any_integer_type()), (2, self.random.choice(FLOATS)), (1, BINT), (1, UCS4), (1, COMPLEX[0]), (1, ENUM),
                          (3, PYTHON[self.random.choice(list(PYTHON))])])

    def clause_for(self, t: CType) -> str:
        if t.kind == "python":
            return ""
        if t.kind in ("int", "float") and not t.name.startswith("unsigned") and t.signed:
            return self.random.choice(["", "", "except -1", "except? -1", "except *", "noexcept"])
        if t.kind == "int":
            return self.random.choice(["", "except? 77", "except *", "noexcept"])
        return self.random.choice(["", "except *", "noexcept"])

    def parameters_text(self, types: Tuple[CType, ...], optional: int, typed: bool = True) -> str:
        parts = []
        for i, t in enumerate(types):
            text = "{} x{}".format(t.name, i) if typed and not (t.name == "object" and self.chance(0.5)) else "x{}".format(i)
            if i >= len(types) - optional:
                text += "=" + self.default(t)
            parts.append(text)
        return ", ".join(parts)

    def default(self, t: CType) -> str:
        if t.kind == "python":
            return {"str": "'dflt'", "bytes": "b'd'", "object": "None"}.get(t.name, "None")
        return {"ucs4": "'d'", "enum": "GREEN", "bint": "True"}.get(t.kind, "7")

    def add_parameter(self, name: str, t: CType) -> None:
        if t.kind == "python":
            self.add_object(name, t.name)
        else:
            self.add_scalar(name, t)

    def body(self, indent: str, least: int = 1, most: int = 6) -> List[str]:
        """The statements of a function, with the declarations that they turned out to need."""
        lines = self.add_globals(indent)
        variables = self.locals_(indent)
        statements = []
        for _ in range(self.random.randrange(least, most)):
            statements += self.statement(indent)
        lines += ["{}cdef int {} = {}".format(indent, self.fuel, self.random.choice([6, 20, 30]))]
        lines += ["{}cdef int i_ = 0, j_ = 0".format(indent)] if any(" i_ " in line for line in variables) else []
        lines += [indent[4:] + d for d in self.declared] + variables
        self.head_size = len(lines)
        return lines + statements

    def plain(self, number: int) -> str:
        kind = self.pick([(5, "def"), (5, "cdef"), (2, "cpdef"), (1, "cdef inline")])
        lines = self.decorators()
        types = tuple(self.any_parameter_type() for _ in range(self.random.randrange(4)))
        optional = self.random.randrange(len(types) + 1) if types and self.chance(0.35) else 0
        self.returns = PYTHON["object"] if kind == "def" else self.any_return_type()
        self.clause = "" if kind == "def" else self.clause_for(self.returns)
        numbers_only = all(t.kind != "python" for t in types + (self.returns,))
        nogil = kind in ("cdef", "cdef inline") and numbers_only and self.returns.kind != "ucs4" and self.chance(0.4)
        self.may_nest = kind == "def" or (kind == "cdef" and False)
        name = "t{}".format(number)
        self.level = self.random.randrange(1, 4)
        self.nogil = nogil
        self.may_gil = nogil
        for i, t in enumerate(types):
            self.add_parameter("x{}".format(i), t)
        suffix = " ".join(w for w in (self.clause, "nogil" if nogil else "") if w)
        extra = ""
        if kind == "def" and self.chance(0.15) :
            extra = ", *args, key=5, **others"
            self.add_object("args", "tuple")
            self.add_object("key", "object")
            self.add_object("others", "dict")
        if self.overflowcheck and self.nogil:
            self.overflowcheck = False
            lines = [line for line in lines if "overflow" not in line]
        was_nogil = self.nogil
        body = self.body("    ")
        returned = self.return_() if self.returns.kind != "void" else "pass"
        self.nogil = was_nogil
        head = "{} {}({}{})".format(kind, name, self.parameters_text(types, optional), extra if types else extra[2:])
        if kind != "def":
            result = "" if self.returns.name == "object" and self.chance(0.5) else self.returns.name + " "
            head = "{} {}{}({})".format(kind, result, name, self.parameters_text(types, optional))
            if self.declared_apart and self.chance(0.5) and kind != "cdef inline" and not optional:
                self.signatures.append(" ".join([head, suffix]).strip())
        lines += ["{}{}:".format(head, " " + suffix if suffix else "")] + body + ["    " + returned]
        self.nogil = False
        self.functions.append(Function(name, kind, types, optional, self.returns, self.clause, nogil, self.level))
        if kind in ("def", "cpdef"):
            self.make_calls(name, types, optional, bool(extra))
        else:
            lines += ["", ""] + self.driver(name, types, optional, nogil)
        return "\n".join(lines)

    def driver(self, name: str, types: Tuple[CType, ...], optional: int, nogil: bool) -> List[str]:
        """A Python function that calls a C function with each number of arguments."""
        lines = ["def call_{}({}):".format(name, self.parameters_text(types, 0))]
        for count in range(len(types) - optional, len(types) + 1):
            call = "{}({})".format(name, ", ".join("x{}".format(i) for i in range(count)))
            if self.returns is not None and self.returns.kind == "void" or self.chance(0.2):
                lines += ["    " + call, "    log('done')"]
            elif self.returns is not None and self.returns.kind in ("int", "float") and nogil and self.chance(0.5):
                variable = "r{}".format(count)
                lines += ["    cdef {} {} = 0".format(self.returns.name, variable), "    with nogil:", "        {} = {}".format(variable, call), "    log({})".format(variable)]
            else:
                lines.append("    log({})".format(call))
        self.make_calls("call_" + name, types, 0, False)
        return lines

    def argument(self, t: CType) -> str:
        if self.chance(0.07):
            return self.random.choice(VALUES["odd"])
        if t.kind == "python":
            return self.random.choice(VALUES[t.name])
        if t.kind == "int":
            return self.random.choice(VALUES["small"] + [str(t.high), str(t.low), str(t.high // 3)] + ([str(t.high + 1), str(t.low - 1)] if self.chance(0.1) else [])) \
                if t.signed else self.random.choice(["0", "1", "2", "5", "7", "100", "127", str(t.high), str(t.high - 1)] + (["-1"] if self.chance(0.1) else []))
        if t.kind == "enum":
            return self.random.choice(["0", "5", "6"])
        if t.kind == "bint":
            return self.random.choice(["True", "False", "1", "0", "'x'", "[]", "2"])
        return self.random.choice(VALUES[t.kind])

    def make_calls(self, name: str, types: Tuple[CType, ...], optional: int, open_: bool) -> None:
        for _ in range(6):
            count = self.random.randrange(len(types) - optional, len(types) + 1)
            values = [self.argument(t) for t in types[:count]]
            if open_ and count == len(types) and self.chance(0.5):
                values += ["8", "'extra'"]
            if self.chance(0.02):
                values = values[:-1] if self.chance(0.5) else values + ["None"]
            self.calls_made.append((name, "".join(v + ", " for v in values)))

    def generator(self, number: int) -> str:
        lines = self.decorators()
        types = tuple(self.any_parameter_type() for _ in range(self.random.randrange(1, 4)))
        self.is_generator = True
        for i, t in enumerate(types):
            self.add_parameter("x{}".format(i), t)
        lines.append("def t{}({}):".format(number, self.parameters_text(types, 0)))
        self.yields(lines, "yield {}")
        self.make_calls("t{}".format(number), types, 0, False)
        return "\n".join(lines)

    def yields(self, lines: List[str], form: str) -> None:
        """A body with statements that suspend between the others."""
        body = self.body("    ", 2, 6)
        out = body[:self.head_size]
        for line in body[self.head_size:]:
            out.append(line)
            stripped = line.strip()
            if not stripped.startswith(("cdef ", "global ", "elif ", "else:", "except", "finally", "case ", "match ", "with nogil", "return", "break", "continue", "raise")) \
                    and not stripped.endswith(":") and self.chance(0.25) and not self.is_inner(body, line):
                out.append(line[:len(line) - len(line.lstrip())] + form.format(self.element(1)))
        lines += out + ["    " + form.format(self.element(1))]

    @staticmethod
    def is_inner(body: List[str], line: str) -> bool:
        """Whether a line belongs to a nested function or a part without the interpreter."""
        at = body.index(line)
        indent = len(line) - len(line.lstrip())
        for other in reversed(body[:at]):
            depth = len(other) - len(other.lstrip())
            if depth < indent:
                indent = depth
                if other.strip().startswith(("def ", "with nogil")):
                    return True
        return False

    def coroutine(self, number: int) -> str:
        lines = self.decorators()
        types = tuple(self.any_parameter_type() for _ in range(self.random.randrange(1, 3)))
        self.is_async, generates = True, self.chance(0.3)
        self.is_generator = generates
        self.returns = None if generates else PYTHON["object"]
        for i, t in enumerate(types):
            self.add_parameter("x{}".format(i), t)
        lines.append("async def t{}({}):".format(number, self.parameters_text(types, 0)))
        if generates:
            self.yields(lines, "yield {}")
        else:
            self.yields(lines, "log(await pause({}))")
            lines.append("    " + self.return_())
        self.make_calls("t{}".format(number), types, 0, False)
        return "\n".join(lines)

    def pointer_function(self, number: int) -> str:
        """Calls through function pointers, from variables, arrays and arguments."""
        names = ["take_and", "take_or", "take_less"]
        self.add_parameter("x0", INT)
        self.add_parameter("x1", INT)
        lines = ["cdef int apply{}(Operation f, int x0, int x1) except? -1:".format(number), "    cdef Operation other = {}".format(self.random.choice(names)),
                 "    if {}:".format(self.truth(1).text), "        f = other", "    if f is NULL or f == other:", "        log('same')",
                 "    return f({}, {})".format(self.integer(1).text, self.integer(2).text), "", "",
                 "def t{}(int x0, int x1):".format(number), "    cdef Operation f = {}".format(self.random.choice(names)), "    cdef Operation[3] many",
                 "    cdef int i = 0"]
        lines += ["    many[{}] = {}".format(i, self.random.choice(["", "&"]) + self.random.choice(names)) for i in range(3)]
        lines += ["    for i in range(3):", "        log(many[i]({}, i + 1))".format(self.integer(2).text), "    log(apply{}(many[{}], {}, {}))".format(
            number, self.place(3), self.integer(2).text, self.integer(2).text), "    f = many[1] if {} else take_and".format(self.truth(2).text),
            "    try:", "        log(f({}, {}))".format(self.integer(1).text, self.integer(1).text), "    except ValueError as e:", "        log(e)",
            "    return f(x0, x1), (&many[2])[0](x1, x0)"]
        self.make_calls("t{}".format(number), (INT, INT), 0, False)
        return "\n".join(lines)

    def fused_functions(self, number: Optional[int]) -> str:
        """A C function and a Python function over a fused type, used directly, by index and by dispatch."""
        # Of typedefs and other types side by side Cython tries no certain one first.
        typedefs = self.chance(0.4)
        known = [t for t in INTEGERS if " " not in t.name and (t.name.endswith("_t") and "size" not in t.name or t.name in ("Small", "Wide", "Count")) == typedefs]
        kinds = self.random.sample(known, self.random.randrange(1, 3)) + [self.random.choice(FLOATS)]
        if self.chance(0.4):
            kinds.append(PYTHON[self.random.choice(["object", "str", "list", "bytes"])])
        fused = "Fused{}".format("Head" if number is None else number)
        stem = "t{}".format("z" if number is None else number)
        lines = ["ctypedef fused {}:".format(fused)] + ["    {}".format(t.name) for t in kinds] + ["", ""]
        for kind, name in (("cdef object", "c" + stem), ("def", stem)):
            saved = self.scope
            lines.append("{} {}({} x0, {} x1, other=5):".format(kind, name, fused, fused))
            lines.append("    cdef int fuel = 5")
            self.may_nest = False
            self.declared, at = [], len(lines)
            word = "if"
            for t in self.random.sample(kinds, len(kinds) - self.random.randrange(2)):
                self.scope = Scope()
                self.add_parameter("x0", t)
                self.add_parameter("x1", t)
                lines += ["    {} {} is {}:".format(word, fused, t.name)] + self.block("    ", 3)
                word = "elif" if self.chance(0.7) else "if"
            self.scope = saved
            lines[at:at] = self.declared
            lines += ["    log('{}', x0, x1)".format(name), "    return x0 < x1, x0, [x0, x1, other]", "", ""]
        lines += ["def u{}(a, b):".format(stem)]
        for t in kinds:
            name = {"object": "object"}.get(t.name, t.name)
            lines += ["    log(c{}[{}](a, b))".format(stem, name)] if self.chance(0.6) else ["    log({}['{}'](a, b))".format(stem, name)]
        lines += ["    log(sorted({}.__signatures__))".format(stem), "    return {}(a, b)".format(stem)]
        t = self.random.choice(kinds)
        self.make_calls("u" + stem, (t, t), 0, False)
        for t in kinds:
            self.make_calls(stem, (t, t, PYTHON["object"]), 1, False)
        return "\n".join(lines)

    def dataclass(self, number: int) -> str:
        kinds = [self.random.choice(INTEGERS + [TYPES["double"], BINT]) for _ in range(2)]
        options = self.random.choice(["", "(order=True)", "(frozen=True)", "(eq=False)"])
        lines = ["@dataclasses.dataclass{}".format(options), "cdef class Data{}:".format(number), "    cdef public {} a".format(kinds[0].name) if False else "    a: {}".format("object"),
                 "    b: {} = {}".format("cython.int" if kinds[0].kind == "int" else "cython.double", "3"), "    c: str = 'c'",
                 "    d: list = dataclasses.field(default_factory=list, repr={})".format(self.chance(0.5)), "", "",
                 "def t{}(x0, x1):".format(number), "    one = Data{0}(x0, x1)".format(number), "    two = Data{0}(x0, b=2, c='z')".format(number),
                 "    log(repr(one), repr(two), one == two, one == Data{0}(x0, x1))".format(number)]
        lines += ["    log(one < two)"] if "order" in options else []
        lines += ["    return [f.name for f in dataclasses.fields(one)], dataclasses.astuple(two)"]
        self.make_calls("t{}".format(number), (PYTHON["object"], INT), 0, False)
        return "\n".join(lines)

    def class_user(self, number: int) -> str:
        """A function on instances of the module's classes."""
        lines = self.decorators()
        types = (self.any_integer_type(), PYTHON["object"])
        cls = self.random.choice([c for c in self.classes if not c.python])
        for i, t in enumerate(types):
            self.add_parameter("x{}".format(i), t)
        self.returns = PYTHON["object"]
        lines.append("def t{}({}, {} given=None):".format(number, self.parameters_text(types, 0), cls.name))
        self.add_instance("given", cls)
        self.may_nest = True
        body = self.local_instance("    ") + self.local_instance("    ")
        for _ in range(self.random.randrange(3, 7)):
            body += self.use_instance("    ") if self.chance(0.7) else self.statement("    ")
        lines += ["    cdef int fuel = 9"] + self.declared + body + ["    " + self.return_()]
        self.make_calls("t{}".format(number), types, 0, False)
        return "\n".join(lines)

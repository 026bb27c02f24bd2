"""Random expressions over typed variables. A mixin of the generator (`program.Generator`).

`integer`, `real`, `complex_` and `truth` give C expressions with their types and bounds (`numbers_c.E`); `string`,
`bytes_`, `list_`, `dict_`, `tuple_`, `set_` and `object_` give Python expressions as text. `fit` brings an integer into
bounds. Where `self.nogil` is set, only what needs no interpreter is written.

    >>> from differential_c.program import Generator
    >>> g = Generator(1); g.fit(of_type("x", TYPES["long"]), 0, 7).high <= 7
    True
"""

from __future__ import annotations

from typing import Callable, Dict, List, Optional, Sequence, Tuple

from .numbers_c import (BINT, COMPLEX, DOUBLE, ENUM, FLOATS, INT, INTEGERS, LONG, SIGNED_ENUM, TYPES, UCS4, UINT, CType, E,
                        is_integer, of_type, promoted, usual, widest)

EDGES = [0, 1, 2, 3, -1, -2, 5, 7, 10, 16, 31, 63, 64, 100, 127, 128, -128, -129, 255, 256, 1000, 32767, -32768, 65535, 65536,
         2**31 - 1, -2**31 + 1]
STRINGS = ["''", "'a'", "'abc'", "'Hello World'", "'\\xe9\\u20ac'", "'\\U0001f600x'", "'a,b,,c'", "'  pad '", "'0123456789'",
           "'12'", "'\\0z'"]
BYTES = ["b''", "b'a'", "b'abc'", "b'\\x00\\xff\\x80'", "b'Hello World'", "b'a,b,,c'", "b'0123456789'", "b'12'"]


class Scope:
    """The names a function may use: readers and targets of C numbers, and Python variables by type."""

    def __init__(self) -> None:
        self.numbers: List[Callable[[], E]] = []
        self.targets: List[Callable[[], E]] = []
        self.objects: Dict[str, List[str]] = {}
        self.object_targets: List[Tuple[str, str]] = []
        self.pointers: List[Tuple[str, CType, int]] = []
        self.scalars: List[Tuple[str, CType]] = []
        self.instances: List[Tuple[str, object]] = []
        self.structs: List[Tuple[str, object]] = []
        self.deletable: List[str] = []

    def copy(self) -> "Scope":
        other = Scope()
        for name, value in vars(self).items():
            setattr(other, name, {k: list(v) for k, v in value.items()} if isinstance(value, dict) else list(value))
        return other


class Expressions:
    """See the head of the file. Needs `self.random`, `self.scope`, `self.functions` and the flags of the function."""

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def pick(self, choices: Sequence):
        """One of weighted choices `(weight, value)`."""
        return self.random.choices([c[1] for c in choices], [c[0] for c in choices])[0]

    def any_integer_type(self) -> CType:
        return self.random.choice(INTEGERS)

    def literal(self, low: int = -2**31 + 1, high: int = 2**31 - 1) -> E:
        value = self.random.choice([v for v in EDGES if low <= v <= high] or [low])
        text = str(value)
        if value >= 0 and self.chance(0.08):
            text = self.random.choice([hex(value), oct(value), bin(value)])
        return E("({})".format(text) if value < 0 else text, INT, value, value, LONG)

    # Integers.

    def integer(self, depth: int = 0) -> E:
        if depth > 3 or self.chance(0.2):
            return self.integer_leaf(depth)
        return self.pick([(10, self.arithmetic), (4, self.bits), (4, self.division), (3, self.shift), (1, self.power),
                          (3, self.sign), (4, self.cast), (3, self.conditional), (2, self.either), (3, self.truth),
                          (2, self.extreme), (4, self.integer_call), (2, self.measure), (1, self.absolute)])(depth + 1)

    def integer_leaf(self, depth: int) -> E:
        if self.chance(0.25) or not self.scope.numbers:
            if self.chance(0.1):
                return self.wide_literal()
            return self.literal()
        for _ in range(6):
            found = self.random.choice(self.scope.numbers)()
            if is_integer(found.type) and found.type.kind != "ucs4":
                return found
            if found.type.kind == "ucs4":
                return E("<int>{}".format(found.text), INT, 0, 0x10FFFF, INT)
        return self.literal()

    def wide_literal(self) -> E:
        value, suffix, t = self.random.choice([(2**40 + 1, "LL", "long long"), (2**63 - 1, "LL", "long long"), (7, "U", "unsigned int"),
                                               (2**64 - 1, "ULL", "unsigned long long"), (12, "UL", "unsigned long"),
                                               (9, "LL", "long long")])
        kind = TYPES[t]
        return E(str(value) + suffix, kind, value, value, kind)

    def fit(self, e: E, low: int, high: int) -> E:
        """The expression, changed where it must be to lie in bounds (which contain zero or are all positive)."""
        if e.low is not None and low <= e.low and e.high <= high:
            return e
        if low > 0:
            return self.plus(self.fit(e, 0, high - low), low)
        if low <= -2**31 and high >= 2**31 - 1 and (self.chance(0.6) or high - low < 2**31):
            return E("(<int>{})".format(e.text), INT, -2**31, 2**31 - 1, INT)
        limit = min(high, 2**30)
        mask = (1 << limit.bit_length()) - 1
        if mask > limit:
            mask >>= 1
        t = usual(e.type, INT)
        view = widest(e.view, LONG)
        ways = ["mask"]
        if limit > 1 and (low <= -limit or not self.cdivision or e.low >= 0 or not t.signed):
            ways += ["modulo", "modulo"]
        if t.signed and not e.text.startswith("min") and low < -1:
            ways.append("clamp")
        way = self.random.choice(ways)
        if way == "mask":
            return E("({} & {})".format(e.text, mask), t, 0, mask, view)
        if way == "modulo":
            number = self.random.choice([limit, max(2, limit // 2), max(2, limit - 1)])
            bottom = 0 if not self.cdivision or e.low >= 0 or not t.signed else 1 - number
            return E("({} % {})".format(e.text, number), t, bottom, number - 1, view)
        bottom = max(low, -2**31 + 1)
        top = min(high, 2**31 - 1)
        return E("min(max({}, {}), {})".format(e.text, bottom, top), view, bottom, top, view)

    def plus(self, e: E, number: int) -> E:
        return E("({} + {})".format(e.text, number), usual(e.type, INT), e.low + number, e.high + number, widest(e.view, LONG))

    def result(self, text: str, t: CType, bounds: Sequence[int], a: E, b: E) -> E:
        """The result of an operation of type `t`: its bounds, or all of the type where it wraps."""
        low, high = min(bounds), max(bounds)
        mixed = not t.signed and (a.low < 0 or b.low < 0)
        if mixed or low < t.low or high > t.high or self.overflowcheck:
            low, high = t.low, t.high
        return E(text, t, low, high, widest(widest(a.view, b.view), INT))

    def arithmetic(self, depth: int) -> E:
        a, b = self.integer(depth), self.integer(depth)
        op = self.random.choice("++--*")
        t = usual(a.type, b.type)
        if t.signed and not (self.overflowcheck and self.chance(0.7)):
            room = t.high // 2 if op in "+-" else 1 << (t.bits // 2 - 1)
            if not self.fits(op, a, b, t):
                a, b = self.fit(a, -room + 1, room - 1), self.fit(b, -room + 1, room - 1)
                t = usual(a.type, b.type)
            if not self.fits(op, a, b, t):
                return a
        ends = [self.apply(op, x, y) for x in (a.low, a.high) for y in (b.low, b.high)]
        return self.result("({} {} {})".format(a.text, op, b.text), t, ends, a, b)

    @staticmethod
    def apply(op: str, x: int, y: int) -> int:
        return x + y if op == "+" else x - y if op == "-" else x * y

    def fits(self, op: str, a: E, b: E, t: CType) -> bool:
        ends = [self.apply(op, x, y) for x in (a.low, a.high) for y in (b.low, b.high)]
        return not t.signed or (t.low <= min(ends) and max(ends) <= t.high)

    def bits(self, depth: int) -> E:
        a, b, op = self.integer(depth), self.integer(depth), self.random.choice("&|^")
        t = usual(a.type, b.type)
        if a.type.kind == "bint" and b.type.kind == "bint":
            return E("({} {} {})".format(a.text, op, b.text), BINT, 0, 1, BINT)
        bounds = [t.low, t.high]
        if a.low >= 0 and b.low >= 0:
            bounds = [0, min(a.high, b.high) if op == "&" else (1 << max(a.high, b.high).bit_length()) - 1]
        return self.result("({} {} {})".format(a.text, op, b.text), t, bounds, a, b)

    def division(self, depth: int) -> E:
        a, b, op = self.integer(depth), self.integer(depth), self.random.choice(["//", "%"])
        if self.cdivision or self.chance(0.5):
            b = self.plus(self.fit(b, 0, 1000), 1) if self.chance(0.5) else self.literal(1, 2**31 - 1)
        t = usual(a.type, b.type)
        if t.signed and a.low <= t.low and b.low < 0:
            a = self.fit(a, -t.high, t.high)
            if a.low <= t.low:
                a = self.fit(a, -2**20, 2**20)
            t = usual(a.type, b.type)
        if t.signed and a.low <= t.low and b.low < 0:
            return a
        top = max(abs(a.low), abs(a.high))
        if op == "%" and b.low >= 0 and a.low >= 0:
            bounds = [0, max(b.high - 1, 0)]
        elif op == "%":
            top = max(abs(b.low), abs(b.high))
            bounds = [-top, top]
        else:
            bounds = [-top - 1, top] if min(a.low, b.low) < 0 else [0, top]
        return self.result("({} {} {})".format(a.text, op, b.text), t, bounds, a, b)

    def shift(self, depth: int) -> E:
        a = self.integer(depth)
        if self.chance(0.5):
            t = promoted(a.type)
            b = self.fit(self.integer(depth), 0, t.bits - 1)
            high = 0 if a.high < 0 else a.high
            return E("({} >> {})".format(a.text, b.text), t, min(a.low, 0), high, widest(widest(a.view, b.view), INT))
        t = promoted(a.type)
        if t.signed or self.overflowcheck:
            # Cython's check of overflow refuses to shift negative numbers.
            a = self.fit(a, 0, (1 << (t.bits // 2 - 1)) - 1)
            if a.low < 0 or a.view.signed != a.type.signed:
                return a
            t = promoted(a.type)
        count = self.random.choice([1, 3, 7, 15])
        b = self.literal(0, count) if self.chance(0.5) else self.fit(self.integer(depth), 0, count)
        return self.result("({} << {})".format(a.text, b.text), t, [a.low, a.high << b.high], a, a)._replace(
            view=widest(widest(a.view, b.view), INT))

    def power(self, depth: int) -> E:
        a = self.fit(self.integer(depth), -30, 30)
        exponent = self.random.choice([0, 1, 2, 3, 4])
        ends = [x ** exponent for x in (a.low, a.high)] + [0, 1]
        t = usual(a.type, INT)
        return self.result("({} ** {})".format(a.text, exponent), t, ends, a, a)._replace(view=widest(a.view, LONG))

    def sign(self, depth: int) -> E:
        a = self.integer(depth)
        t = promoted(a.type)
        op = self.random.choice("-~+")
        if op == "-" and t.signed and a.low <= t.low:
            a = self.fit(a, -t.high, t.high)
            if a.low <= t.low:
                a = self.fit(a, -2**30, 2**30)
            t = promoted(a.type)
        ends = {"-": [-a.low, -a.high], "~": [~a.low, ~a.high], "+": [a.low, a.high]}[op]
        return self.result("({}{})".format(op, a.text), t, ends, a, a)

    def cast(self, depth: int) -> E:
        t = self.any_integer_type()
        if self.chance(0.2):
            value = self.bounded_real(depth)
            if value is not None and t.low <= value.low and value.high <= t.high:
                return E("(<{}>{})".format(t.name, value.text), t, value.low, value.high, t)
        a = self.integer(depth)
        inside = t.low <= a.low and a.high <= t.high
        return E("(<{}>{})".format(t.name, a.text), t, a.low if inside else t.low, a.high if inside else t.high, t)

    def hull(self, text: str, parts: Sequence[E]) -> E:
        """One of several integers, in a temporary of the type that Cython finds for all."""
        view = parts[0].view
        for part in parts[1:]:
            view = widest(view, part.view)
        low, high = min(p.low for p in parts), max(p.high for p in parts)
        if low < view.low or high > view.high:
            low, high = view.low, view.high
        return E(text, view, low, high, view)

    def alike(self, parts: List[E]) -> List[E]:
        """Without a mixture of truth values, enumerators and numbers, which Cython would make objects."""
        if len({p.view.kind for p in parts}) == 1 and parts[0].view.kind == "int":
            return parts
        return [E("(<int>{})".format(p.text), INT, p.low, p.high, INT) if p.view.kind != "int" else p for p in parts]

    def conditional(self, depth: int) -> E:
        a, b = self.alike([self.integer(depth), self.integer(depth)])
        return self.hull("({} if {} else {})".format(a.text, self.truth(depth).text, b.text), [a, b])

    def either(self, depth: int) -> E:
        parts = self.alike([self.integer(depth) for _ in range(self.random.choice([2, 2, 3]))])
        joined = " {} ".format(self.random.choice(["and", "or"])).join(p.text for p in parts)
        return self.hull("({})".format(joined), parts)

    def extreme(self, depth: int) -> E:
        parts = self.alike([self.integer(depth) for _ in range(self.random.choice([2, 2, 3]))])
        signs = {p.view.signed for p in parts}
        found = self.hull("{}({})".format(self.random.choice(["min", "max"]), ", ".join(p.text for p in parts)), parts)
        return found if len(signs) == 1 else found._replace(low=found.view.low, high=found.view.high)

    def absolute(self, depth: int) -> E:
        if self.overflowcheck:
            return self.cast(depth)
        a = self.fit(self.integer(depth), -2**31 + 1, 2**31 - 1)
        a = a if a.low > -2**31 else self.fit(a, -2**30, 2**30)
        return E("(<long>abs({}{}))".format("<int>" if self.nogil else "", a.text), LONG, 0, 2**31, LONG)

    def integer_call(self, depth: int) -> E:
        found = [f for f in self.functions if is_integer(f.returns) and f.returns.kind != "ucs4" and self.may_call(f)]
        if not found or self.calls > 3:
            return self.integer_leaf(depth)
        self.calls += 1
        f = self.random.choice(found)
        return of_type(self.call(f, depth), f.returns)

    def may_call(self, f) -> bool:
        return f.level < self.level and (not self.nogil or f.nogil)

    def call(self, f, depth: int) -> str:
        given = []
        required = len(f.parameters) - f.optional
        count = self.random.randrange(required, len(f.parameters) + 1)
        for parameter in f.parameters[:count]:
            given.append(self.value_of(parameter, depth + 1))
        return "{}({})".format(f.name, ", ".join(given))

    def value_of(self, t, depth: int) -> str:
        """An argument or value for a variable of a type: a C number type or a Python type."""
        return self.python_of(t.name, depth) if t.kind == "python" else self.number_of(t, depth).text

    def number_of(self, t: CType, depth: int) -> E:
        """A number that C converts to `t` without undefined behaviour."""
        if t.kind in ("float", "complex"):
            return self.real(depth) if t.kind == "float" or self.chance(0.4) else self.complex_(depth)
        if t.kind == "ucs4":
            return self.character(depth)
        if t.kind == "enum":
            return self.enumerator(t)
        if t.kind == "bint":
            return self.truth(depth)
        if self.chance(0.03) and not self.nogil:
            return E("log({})".format(self.object_(depth)), t, t.low, t.high, t)
        return self.integer(depth)

    def enumerator(self, t: CType) -> E:
        names = ["RED", "GREEN", "BLUE"] if t.name == "Colour" else ["LOW", "MIDDLE", "TOP"]
        return of_type(self.random.choice(names), t, -3 if t.signed else 0, 100)

    def character(self, depth: int) -> E:
        ways = [(2, lambda: E("<Py_UCS4>" + self.fit(self.integer(depth), 32, 0xCFFF).text, UCS4, 0, 0xCFFF, UCS4)),
                (2, lambda: E(self.random.choice(["c'a'", "'x'", "'\\u20ac'", "'0'"]), UCS4, 0, 0xCFFF, UCS4))]
        readers = [r for r in self.scope.numbers if r().type.kind == "ucs4"]
        if readers:
            ways.append((4, lambda: self.random.choice(readers)()))
        if not self.nogil:
            ways.append((1, lambda: E("{}[{}]".format(self.named("str") or "'text'", self.index(depth, 3)), UCS4, 0, 0x10FFFF, UCS4)))
        return self.pick(ways)()

    def measure(self, depth: int) -> E:
        if self.nogil:
            t = self.any_integer_type()
            return E("(sizeof({}))".format(t.name), TYPES["size_t"], t.bits // 8, t.bits // 8, TYPES["size_t"])
        ssize = TYPES["Py_ssize_t"]
        if self.chance(0.3):
            return E("ord({})".format(self.character(depth).text), LONG, 0, 0x10FFFF, LONG)
        return E("len({})".format(self.container(depth)), ssize, 0, 10**7, ssize)

    def index(self, depth: int, length: int) -> str:
        """An index for a sequence: mostly one that exists, where bounds are not checked always so."""
        if self.boundscheck and self.wraparound and self.chance(0.2):
            return self.integer(depth).text
        return self.fit(self.integer(depth), 0, length - 1).text

    # Truth values.

    def truth(self, depth: int = 0) -> E:
        def made(text: str) -> E:
            return E(text, BINT, 0, 1, BINT)
        if depth > 3:
            return made("({} {} {})".format(self.integer_leaf(depth).text, self.comparison(), self.integer_leaf(depth).text))
        ways = [(6, self.compare), (2, lambda d: "(not {})".format(self.truth(d).text)),
                (2, lambda d: "({} {} {})".format(self.truth(d).text, self.random.choice(["and", "or"]), self.truth(d).text)),
                (2, self.member), (1, lambda d: "({} {} {})".format(self.real(d).text, self.comparison(), self.number(d).text))]
        if not self.nogil:
            ways += [(1, self.object_truth), (1, self.type_test), (1, self.text_compare)]
        return made(self.pick(ways)(depth + 1))

    def comparison(self) -> str:
        return self.random.choice(["<", "<=", ">", ">=", "==", "!="])

    def number(self, depth: int) -> E:
        return self.integer(depth) if self.chance(0.7) else self.real(depth)

    def compare(self, depth: int) -> str:
        parts = [self.integer(depth).text for _ in range(self.random.choice([2, 2, 2, 3]))]
        text = parts[0]
        for part in parts[1:]:
            text += " {} {}".format(self.comparison(), part)
        return "({})".format(text)

    def member(self, depth: int) -> str:
        value = self.integer(depth)
        if self.chance(0.3):
            letters = self.random.choice(["'abc'", "'x\\u20ac0'", "(c'a', c'b')", "('x', 'y')"])
            named = [r for r in self.scope.numbers if r().type.kind == "ucs4"]
            value = self.random.choice(named)().text if named else "<Py_UCS4>" + self.fit(self.integer(depth), 32, 0xCFFF).text
            return "({} {} {})".format(value, self.random.choice(["in", "not in"]), letters)
        values = sorted({self.literal().text for _ in range(self.random.randrange(1, 5))})
        return "({} {} ({},))".format(value.text, self.random.choice(["in", "not in"]), ", ".join(values))

    def object_truth(self, depth: int) -> str:
        return self.pick([(2, "bool({})".format(self.object_(depth))), (1, "({} is None)".format(self.object_(depth))),
                          (1, "({} is not None)".format(self.object_(depth))),
                          (1, "({} in {})".format(self.object_(depth), self.list_(depth))),
                          (1, "({} not in {})".format(self.object_(depth), self.dict_(depth))),
                          (1, "any([{}, {}])".format(self.object_(depth), self.object_(depth))),
                          (1, ("all({} for q in {})" if self.may_nest else "all([{} for q in {}])").format(self.truth(depth).text, self.list_(depth)))])

    def type_test(self, depth: int) -> str:
        kinds = self.random.choice(["int", "str", "(int, float)", "list", "dict", "tuple", "(bytes, str)", "bool", "object"])
        return "isinstance({}, {})".format(self.object_(depth), kinds)

    def text_compare(self, depth: int) -> str:
        make = self.string if self.chance(0.6) else self.bytes_
        return "({} {} {})".format(make(depth), self.comparison(), make(depth))

    # Floats and complex numbers.

    def real(self, depth: int = 0) -> E:
        if depth > 3 or self.chance(0.2):
            return self.real_leaf()
        return self.pick([(8, self.real_arithmetic), (3, self.true_division), (2, self.real_division), (2, self.real_sign),
                          (2, self.real_conditional), (2, self.mathematics), (1, self.real_power), (1, self.integer),
                          (2, self.real_call), (1, self.real_cast)])(depth + 1)

    def real_leaf(self) -> E:
        if self.chance(0.7) and self.scope.numbers:
            for _ in range(4):
                found = self.random.choice(self.scope.numbers)()
                if found.type.kind == "float":
                    return found
        text, value = self.random.choice([("0.0", 0), ("1.0", 1), ("-1.5", None), ("2.5", None), ("1e10", 10**10), ("0.1", None), ("3.0", 3),
                                          ("1e300", None), ("100.0", 100)])
        return E("({})".format(text), DOUBLE, value, value, DOUBLE)

    def real_result(self, text: str, a: E, b: E, op: str = "") -> E:
        t = usual(a.type, b.type)
        if t.kind != "float":
            t = DOUBLE
        low = high = None
        if op and a.bounded and b.bounded and t is DOUBLE:
            ends = [self.apply(op, x, y) for x in (a.low, a.high) for y in (b.low, b.high)]
            if max(abs(x) for x in ends) < 2**50:
                low, high = min(ends), max(ends)
        return E(text, t, low, high, t)

    def real_arithmetic(self, depth: int) -> E:
        a = self.real(depth)
        b = self.real(depth) if self.chance(0.6) else self.integer(depth)
        if is_integer(a.type) and is_integer(b.type):
            a = E("(<double>{})".format(a.text), DOUBLE, None, None, DOUBLE)
        if self.chance(0.5):
            a, b = b, a
        op = self.random.choice("+-*")
        return self.real_result("({} {} {})".format(a.text, op, b.text), a, b, op)

    def divisor(self, depth: int) -> E:
        return self.number(depth) if self.chance(0.4) else self.real_leaf()

    def true_division(self, depth: int) -> E:
        a, b = self.number(depth), self.divisor(depth)
        return self.real_result("({} / {})".format(a.text, b.text), a, b)

    def real_division(self, depth: int) -> E:
        a, b = self.real(depth), self.real(depth)
        if is_integer(a.type) or is_integer(b.type):
            return self.true_division(depth)
        return self.real_result("({} {} {})".format(a.text, self.random.choice(["//", "%"]), b.text), a, b)

    def real_sign(self, depth: int) -> E:
        a = self.real(depth)
        if is_integer(a.type):
            return a
        return self.real_result("({}{})".format(self.random.choice(["-", "+"]), a.text), a, a)

    def real_conditional(self, depth: int) -> E:
        a, b = self.real(depth), self.real(depth)
        if is_integer(a.type) and is_integer(b.type):
            return a
        if self.chance(0.3):
            return self.real_result("({} {} {})".format(a.text, self.random.choice(["and", "or"]), b.text), a, b)
        return self.real_result("({} if {} else {})".format(a.text, self.truth(depth).text, b.text), a, b)

    def mathematics(self, depth: int) -> E:
        a, b = self.real(depth), self.real(depth)
        name = self.random.choice(["sqrt(fabs(@))", "floor(@)", "ceil(@)", "fabs(@)", "trunc(@)", "fmod(@, #)", "copysign(@, #)",
                                   "fmax(@, #)", "fmin(@, #)", "abs(<double>@)", "<double>max(<double>@, #)", "<double>isnan(@)",
                                   "ldexp(@, 3)", "<double>round(@)" if not self.nogil else "rint(@)"])
        return E("({})".format(name.replace("@", a.text).replace("#", b.text)), DOUBLE, None, None, DOUBLE)

    def real_power(self, depth: int) -> E:
        a = self.real(depth)
        if is_integer(a.type):
            return a
        return self.real_result("({} ** {})".format(a.text, self.random.choice(["2", "3", "-1", "0"])), a, E("", DOUBLE, None, None, DOUBLE))

    def real_call(self, depth: int) -> E:
        found = [f for f in self.functions if f.returns.kind == "float" and self.may_call(f)]
        if not found or self.calls > 3:
            return self.real_leaf()
        self.calls += 1
        f = self.random.choice(found)
        return of_type(self.call(f, depth), f.returns)

    def real_cast(self, depth: int) -> E:
        t = self.random.choice(FLOATS)
        a = self.number(depth)
        return E("(<{}>{})".format(t.name, a.text), t, None, None, t)

    def bounded_real(self, depth: int) -> Optional[E]:
        """A float of known bounds, or none."""
        for _ in range(3):
            a = self.real(depth)
            if not is_integer(a.type) and a.bounded:
                return a
        a, half = self.integer(depth), self.random.choice(["0.5", "1.25", "0.75"])
        a = self.fit(a, -2**20, 2**20)
        return E("({} * {})".format(a.text, half), DOUBLE, min(2 * a.low, 0), max(2 * a.high, 0), DOUBLE)

    def complex_(self, depth: int = 0) -> E:
        def made(text: str) -> E:
            return E(text, COMPLEX[0], None, None, COMPLEX[0])
        readers = [r for r in self.scope.numbers if r().type.kind == "complex"]
        if depth > 2 or self.chance(0.3):
            return self.random.choice(readers)() if readers and self.chance(0.7) else made(self.random.choice(["1j", "(2+0.5j)", "(1.5-2j)"]))
        if self.chance(0.2):
            return made("(-{})".format(self.complex_(depth + 1).text))
        if self.chance(0.15):
            return made("{}.conjugate()".format(self.complex_(9).text))
        a = self.complex_(depth + 1)
        b = self.complex_(depth + 1) if self.chance(0.6) else self.real(depth + 1)
        return made("({} {} {})".format(a.text, self.random.choice("+-*"), b.text))

    # Python values.

    def named(self, kind: str) -> Optional[str]:
        names = self.scope.objects.get(kind)
        return self.random.choice(names) if names else None

    def python_of(self, kind: str, depth: int) -> str:
        if self.chance(0.03) and kind != "object":
            return "None"
        return {"str": self.string, "bytes": self.bytes_, "list": self.list_, "dict": self.dict_, "tuple": self.tuple_,
                "set": self.set_}.get(kind, self.object_)(depth)

    def container(self, depth: int) -> str:
        return self.pick([(3, self.string), (2, self.bytes_), (3, self.list_), (2, self.tuple_), (1, self.dict_), (1, self.set_)])(depth + 1)

    def bound(self, depth: int) -> str:
        return "" if self.chance(0.3) else self.fit(self.integer(depth), -12, 12).text

    def slice_(self, depth: int) -> str:
        text = "{}:{}".format(self.bound(depth), self.bound(depth))
        return text + ":{}".format(self.random.choice(["1", "2", "-1", "-2", "3"])) if self.chance(0.3) else text

    def string(self, depth: int = 0) -> str:
        if depth > 3 or self.chance(0.35):
            return (self.named("str") if self.chance(0.7) else None) or self.random.choice(STRINGS)
        d = depth + 1
        if self.chance(0.08):
            return "('%s-%d' % ({}, {}))".format(self.named("object") or self.number(d).text, self.integer(d).text)
        if self.chance(0.05):
            return "'{{}}:{{}}'.format({}, {})".format(self.object_(d), self.integer(d).text)
        template = self.random.choice(
            ["(@ + @)", "@[:]", "@[:]", "f'{$}'", "f'{$!r}-{#}'", "f'{#:5d}|{~:.3f}'", "str($)", "@.upper()", "@.strip()", "@.replace(@, @)",
             "(@ * %)", "','.join([@, @])", "@.lower()", "chr(^)", "repr($)", "@.title()",
             "str(?)", "f'{?}{#:x}'", "(@ if ! else @)", "`.decode('latin-1')", "ascii(@)", "f'{#:>{%}}'", "f'{?}'", "@.zfill(%)"])
        return self.fill(template, d)

    def bytes_(self, depth: int = 0) -> str:
        if depth > 3 or self.chance(0.4):
            return (self.named("bytes") if self.chance(0.7) else None) or self.random.choice(BYTES)
        return self.fill(self.random.choice(["(` + `)", "`[:]", "`[:]", "`.upper()", "`.replace(`, b'x')", "(` * %)", "b','.join([`, `])",
                                             "@.encode('utf-8')", "bytes([%, %])", "(` if ! else `)", "`.strip()"]), depth + 1)

    def fill(self, template: str, depth: int) -> str:
        """Replaces signs by expressions: @ string, ` bytes, # integer, ~ real, $ object, ! truth, % small count, ^ code, ? character."""
        makers = {"@": lambda: self.string(depth), "`": lambda: self.bytes_(depth), "#": lambda: self.integer(depth).text,
                  "~": lambda: self.real(depth).text, "$": lambda: self.object_(depth), "!": lambda: self.truth(depth).text,
                  "^": lambda: self.fit(self.integer(depth), 32, 0xCFFF).text, "?": lambda: self.character(depth).text,
                  "&": lambda: self.list_(depth), "*": lambda: self.dict_(depth), "\\": lambda: self.tuple_(depth)}
        if "f'" in template:
            return self.fill_formatted(template)
        return self.fill_plain(template, makers, depth)

    def fill_plain(self, template: str, makers: Dict[str, Callable[[], str]], depth: int) -> str:
        out = []
        for i, c in enumerate(template):
            if c == ":" and template[max(0, i - 1):i + 2] == "[:]":
                out.append(self.slice_(depth))
            elif c == "*" and template[i + 1:i + 2] == " ":
                out.append(c)
            elif c == "%" and template[i + 1:i + 2] != " ":
                out.append(self.fit(self.integer(depth), 0, 15).text)
            elif c in makers:
                out.append(makers[c]())
            else:
                out.append(c)
        return "".join(out)

    def fill_formatted(self, template: str) -> str:
        """Replacement fields hold names and simple operations only: quotes and colons would end them."""
        return "".join(self.simple(c) if c in "#~$%?" else c for c in template)

    def simple(self, sign: str) -> str:
        """An operand without quotes, braces, backslashes or colons."""
        for _ in range(20):
            text = {"#": lambda: self.integer(2).text, "~": lambda: self.real(2).text, "%": lambda: self.fit(self.integer(3), 0, 15).text,
                    "?": lambda: self.character(3).text}.get(sign, lambda: self.named("object") or self.integer(3).text)()
            if not set(text) & set("'\"{}\\:!=") and " and " not in text:
                return text
        return "1"

    def element(self, depth: int) -> str:
        return self.pick([(4, lambda: self.integer(depth).text), (1, lambda: self.real(depth).text), (2, lambda: self.string(depth)),
                          (3, lambda: self.object_(depth))])()

    def list_(self, depth: int = 0) -> str:
        if depth > 3 or self.chance(0.35):
            return (self.named("list") if self.chance(0.75) else None) or self.random.choice(["[]", "[1, 2, 3]", "['a', 2.5]", "[0]"])
        d = depth + 1
        ways = [(3, lambda: "[{}]".format(", ".join(self.element(d) for _ in range(self.random.randrange(4))))),
                (2, lambda: "{}[{}]".format(self.list_(d), self.slice_(d))), (1, lambda: "({} + {})".format(self.list_(d), self.list_(d))),
                (1, lambda: "list({})".format(self.iterable(d))), (2, lambda: self.comprehension("[{}{}]", d)),
                (1, lambda: "sorted([{}, {}, {}])".format(*[self.integer(d).text for _ in range(3)])),
                (1, lambda: "({} * {})".format(self.list_(d), self.fit(self.integer(d), -1, 4).text)),
                (1, lambda: "[*{}, {}]".format(self.iterable(d), self.element(d))),
                (1, lambda: "list({})".format(self.comprehension("{}{}", d))),
                (1, lambda: "list(zip({}, {}))".format(self.iterable(d), self.iterable(d))),
                (1, lambda: "list(enumerate({}, {}))".format(self.iterable(d), self.integer(d).text)),
                (1, lambda: "list(reversed({}))".format(self.list_(d))), (1, lambda: "list(map(str, {}))".format(self.iterable(d))),
                (1, lambda: "{}.split({})".format(self.string(d), self.random.choice(["','", "", "None, 1"]))),
                (1, lambda: "list({}.items())".format(self.dict_(d))), (1, lambda: "{}.splitlines()".format(self.string(d)))]
        return self.pick(ways)()

    def iterable(self, depth: int) -> str:
        return self.pick([(3, self.list_), (2, self.string), (1, self.bytes_), (2, self.tuple_), (1, self.dict_),
                          (3, lambda d: "range({})".format(self.fit(self.integer(d), -3, 7).text)),
                          (1, lambda d: "range({}, {}, {})".format(*[self.fit(self.integer(d), -8, 8).text for _ in range(3)]))])(depth + 1)

    def comprehension(self, template: str, depth: int) -> str:
        """A comprehension with a variable of its own: an object."""
        self.fresh_count += 1
        name = "q{}".format(self.fresh_count)
        if template == "{}{}" and not self.may_nest:
            template = "[{}{}]"
        source = self.iterable(depth)
        saved, self.scope = self.scope, self.scope.copy()
        self.scope.objects.setdefault("object", []).append(name)
        value = self.element(depth + 1) if self.chance(0.5) else name
        condition = " if {}".format(self.truth(depth + 2).text) if self.chance(0.4) else ""
        self.scope = saved
        return template.format(value, " for {} in {}{}".format(name, source, condition))

    def tuple_(self, depth: int = 0) -> str:
        if depth > 3 or self.chance(0.35):
            return (self.named("tuple") if self.chance(0.7) else None) or self.random.choice(["()", "(1, 2)", "('a', None, 2.5)"])
        d = depth + 1
        ways = [(3, lambda: "({},)".format(", ".join(self.element(d) for _ in range(self.random.randrange(1, 4))))),
                (1, lambda: "{}[{}]".format(self.tuple_(d), self.slice_(d))), (1, lambda: "({} + {})".format(self.tuple_(d), self.tuple_(d))),
                (1, lambda: "tuple({})".format(self.iterable(d))), (1, lambda: "tuple({})".format(self.comprehension("{}{}", d))),
                (1, lambda: "divmod({}, {})".format(self.integer(d).text, self.integer(d).text)),
                (1, lambda: "{}.partition(',')".format(self.string(d)))]
        return self.pick(ways)()

    def key(self, depth: int) -> str:
        return self.pick([(3, lambda: self.integer(depth).text), (3, lambda: self.string(depth)), (1, lambda: self.object_(depth))])()

    def dict_(self, depth: int = 0) -> str:
        if depth > 2 or self.chance(0.4):
            return (self.named("dict") if self.chance(0.75) else None) or self.random.choice(["{}", "{'a': 1, 'b': 2}", "{1: 'x'}"])
        d = depth + 1
        ways = [(3, lambda: "{" + ", ".join("{}: {}".format(self.key(d), self.element(d)) for _ in range(self.random.randrange(1, 4))) + "}"),
                (1, lambda: "{}.copy()".format(self.dict_(d))), (1, lambda: "{" + "**{}, {}: {}".format(self.dict_(d), self.key(d), self.element(d)) + "}"),
                (1, lambda: "dict(a={}, b={})".format(self.element(d), self.element(d))),
                (1, lambda: self.comprehension("{{{0}: {0}{1}}}", d)), (1, lambda: "dict(zip({}, {}))".format(self.iterable(d), self.iterable(d)))]
        return self.pick(ways)()

    def set_(self, depth: int = 0) -> str:
        if depth > 2 or self.chance(0.4):
            return (self.named("set") if self.chance(0.75) else None) or "set()"
        d = depth + 1
        return self.pick([(2, lambda: "{" + "{}, {}".format(self.key(d), self.key(d)) + "}"), (1, lambda: "set({})".format(self.iterable(d))),
                          (1, lambda: "({} | {})".format(self.set_(d), self.set_(d))), (1, lambda: self.comprehension("{{{}{}}}", d))])()

    def object_(self, depth: int = 0) -> str:
        if depth > 3 or self.chance(0.25):
            return (self.named("object") if self.chance(0.7) else None) or self.random.choice(
                ["None", "True", "1", "2.5", "'s'", "b'b'", "(1, 2)", "[1]", "-7", "2**70", "1j"])
        d = depth + 1
        o = lambda: self.object_(d)  # noqa: E731
        ways = [(4, lambda: self.integer(d).text), (2, lambda: self.real(d).text), (2, lambda: self.truth(d).text), (1, lambda: self.character(d).text),
                (1, lambda: self.complex_(d).text), (1, lambda: self.enumerator(self.random.choice([ENUM, SIGNED_ENUM])).text),
                (2, lambda: self.string(d)), (1, lambda: self.bytes_(d)), (2, lambda: self.list_(d)), (1, lambda: self.tuple_(d)),
                (1, lambda: self.dict_(d)), (3, lambda: "({} {} {})".format(o(), self.random.choice(["+", "-", "//", "%", "/", "&", "|", "^"]), self.number(d).text)),
                (1, lambda: "({} {} {})".format(o(), self.random.choice(["*", ">>", "<<"]), self.fit(self.integer(d), -3, 9).text)),
                (1, lambda: "({} {} {})".format(o(), self.random.choice(["+", "-", "//", "%", "/", "&", "|", "^"]), o())),
                (1, lambda: "({} {} {})".format(self.number(d).text, self.random.choice(["+", "-", "//", "%", "/"]), o())),
                (2, lambda: "{}[{}]".format(self.list_(d), self.index(d, 2) if self.boundscheck and self.wraparound else "0:1")),
                (1, lambda: "{}[{}]".format(self.dict_(d), self.key(d))), (1, lambda: "{}.get({}, {})".format(self.dict_(d), self.key(d), o())),
                (1, lambda: "{}[{}]".format(self.string(d), self.index(d, 2) if self.boundscheck and self.wraparound else "0:1")),
                (1, lambda: "int({})".format(self.pick([(2, self.real(d).text), (1, self.string(d)), (1, o())]))),
                (1, lambda: "float({})".format(self.pick([(2, self.integer(d).text), (1, self.string(d)), (1, o())]))),
                (1, lambda: "round({})".format(self.real(d).text)), (1, lambda: "round({}, 2)".format(self.real(d).text)),
                (1, lambda: "sum([{}, {}, {}])".format(self.integer(d).text, self.integer(d).text, self.number(d).text)),
                (1, lambda: "{}({}, {})".format(self.random.choice(["min", "max"]), self.number(d).text, o())),
                (1, lambda: "({} if {} else {})".format(o(), self.truth(d).text, self.element(d))),
                (1, lambda: "({} {} {})".format(o(), self.random.choice(["and", "or"]), self.element(d))),
                (1, lambda: "type({}).__name__".format(o())), (1, lambda: "hash({})".format(self.integer(d).text)),
                (1, lambda: "{}({})".format(self.random.choice(["min", "max", "sum", "sorted", "any", "all"]), self.comprehension("{}{}", d))),
                (1, lambda: "abs({})".format(self.real(d).text)), (1, lambda: "divmod({}, {})".format(self.number(d).text, self.divisor(d).text)),
                (1, lambda: "pow({}, {}, {})".format(self.fit(self.integer(d), 0, 99).text, self.fit(self.integer(d), 0, 9).text, self.random.choice(["7", "None"]))),
                (1, lambda: ("(lambda z: {})({})".format(self.random.choice(["z", "(z, z)", "[z]"]), self.element(d)) if self.may_nest else self.element(d))),
                (1, lambda: "-{}".format(o())), (1, lambda: "{}.{}".format(self.string(d), self.random.choice(
                    ["find('a')", "count('l')", "isdigit()", "startswith('a')", "endswith(('c', 'd'))", "isspace()"]))),
                (1, lambda: "{}.{}".format(self.bytes_(d), self.random.choice(["find(b'a')", "startswith(b'a')", "hex()"]))),
                (1, lambda: self.python_call(d))]
        return self.pick(ways)()

    def python_call(self, depth: int) -> str:
        found = [f for f in self.functions if self.may_call(f)]
        if not found or self.calls > 3:
            return self.integer(depth).text
        self.calls += 1
        return self.call(self.random.choice(found), depth)

"""Random statements and local variables. A mixin of the generator (`program.Generator`).

`locals_` declares variables of every kind, always with a value, and enters them in the scope. `block` gives the lines of
a few statements. Loops are bounded: by constant ranges, or by a variable that counts down.
"""

from __future__ import annotations

from typing import List, Optional

from .expressions import BYTES, STRINGS
from .numbers_c import (BINT, COMPLEX, ENUM, FLOATS, INT, INTEGERS, PYTHON, SIGNED_ENUM, TYPES, UCS4, CType, E, is_integer, of_type, usual)

ERRORS = ["ValueError", "TypeError", "KeyError", "IndexError", "ZeroDivisionError", "OverflowError"]


class Statements:
    """See the head of the file."""

    def fresh(self, stem: str = "v") -> str:
        self.fresh_count += 1
        return "{}{}".format(stem, self.fresh_count)

    # Variables.

    def any_number_type(self) -> CType:
        return self.pick([(12, self.any_integer_type()), (2, BINT), (2, UCS4), (1, ENUM), (1, SIGNED_ENUM),
                          (4, self.random.choice(FLOATS)), (1, self.random.choice(COMPLEX))])

    def add_scalar(self, name: str, t: CType, assignable: bool = True) -> None:
        low = high = None
        if t.kind == "enum":
            low, high = (-3 if t.signed else 0), 100
        reader = lambda: of_type(name, t, low, high)  # noqa: E731
        self.scope.numbers.append(reader)
        if assignable:
            self.scope.targets.append(reader)
            self.scope.scalars.append((name, t))

    def add_object(self, name: str, kind: str, assignable: bool = True) -> None:
        self.scope.objects.setdefault(kind, []).append(name)
        if kind != "object":
            self.scope.objects.setdefault("object", []).append(name)
        if assignable:
            self.scope.object_targets.append((name, kind))

    def locals_(self, indent: str) -> List[str]:
        lines = []
        ways = [(8, self.local_number), (2, self.local_array), (1, self.local_grid), (2, self.local_pointer), (2, self.local_struct),
                (1, self.local_union), (1, self.local_pair)]
        if not self.nogil:
            ways += [(5, self.local_object), (1, self.local_untyped), (1, self.local_instance), (1, self.local_text)]
        for _ in range(self.random.randrange(3, 8)):
            lines += self.pick(ways)(indent)
        return lines

    def local_number(self, indent: str) -> List[str]:
        t, name = self.any_number_type(), self.fresh()
        value = self.number_of(t, 2).text
        if self.chance(0.15):
            other, second = self.fresh(), self.number_of(t, 3).text
            self.add_scalar(name, t)
            self.add_scalar(other, t)
            return ["{}cdef {} {} = {}, {} = {}".format(indent, t.name, name, value, other, second)]
        self.add_scalar(name, t)
        return ["{}cdef {} {} = {}".format(indent, t.name, name, value)]

    def element_type(self) -> CType:
        return self.pick([(6, self.any_integer_type()), (2, self.random.choice(FLOATS)), (1, BINT), (1, UCS4), (1, COMPLEX[0])])

    def local_array(self, indent: str) -> List[str]:
        t, name, n = self.element_type(), self.fresh("a"), self.random.choice([2, 4, 8])
        values = ", ".join(self.number_of(t, 3).text for _ in range(n))
        lines = ["{}cdef {}[{}] {}".format(indent, t.name, n, name) if self.chance(0.4) else "{}cdef {} {}[{}]".format(indent, t.name, name, n)]
        way = self.random.randrange(3)
        if way == 0:
            lines.append("{}{}[:] = [{}]".format(indent, name, values))
        elif way == 1:
            lines = ["{}cdef {}[{}] {} = [{}]".format(indent, t.name, n, name, values)]
        else:
            lines += ["{}for {} in range({}):".format(indent, self.loop_variable(), n), "{}    {}[{}] = {}".format(
                indent, name, self.last_loop, self.number_of(t, 3).text)]
        self.add_array(name, t, n)
        # An array of characters would be text, which ends with a zero.
        if t.kind != "complex" and "char" not in t.name and not self.nogil and self.chance(0.3):
            lines.append("{}log({})".format(indent, name))
        return lines

    def loop_variable(self) -> str:
        """An untyped loop variable; Cython makes it a C integer."""
        if self.nogil:
            self.last_loop = "i_"
        else:
            self.last_loop = self.fresh("i")
        return self.last_loop

    def add_array(self, name: str, t: CType, n: int) -> None:
        place = lambda: of_type("{}[{}]".format(name, self.place(n)), t)  # noqa: E731
        self.scope.numbers.append(place)
        self.scope.targets.append(place)
        self.scope.pointers.append((name, t, n))

    def place(self, n: int) -> str:
        """An index from 0 to below n, in C arithmetic."""
        if self.placing or self.chance(0.5):
            return str(self.random.randrange(n))
        saved, self.calls, self.placing = self.calls, 9, True
        text = self.fit(self.integer(3), 0, n - 1).text
        self.calls, self.placing = saved, False
        return text

    def local_grid(self, indent: str) -> List[str]:
        t, name = self.element_type(), self.fresh("g")
        i, j = (self.loop_variable(), self.fresh("j")) if not self.nogil else ("i_", "j_")
        place = lambda: of_type("{}[{}][{}]".format(name, self.place(2), self.place(4)), t)  # noqa: E731
        lines = ["{}cdef {} {}[2][4]".format(indent, t.name, name), "{}for {} in range(2):".format(indent, i),
                 "{}    for {} in range(4):".format(indent, j), "{}        {}[{}][{}] = {}".format(indent, name, i, j, self.number_of(t, 3).text)]
        self.scope.numbers.append(place)
        self.scope.targets.append(place)
        if t.kind in ("int", "float") and self.chance(0.5):
            pointer = self.fresh("p")
            lines.append("{}cdef {} *{} = {}[{}]".format(indent, t.name, pointer, name, self.place(2)))
            self.add_pointer(pointer, t, 4)
        return lines

    def add_pointer(self, name: str, t: CType, n: int) -> None:
        def place() -> E:
            text = self.random.choice(["{0}[0]", "{0}[{1}]", "({0} + {1})[0]", "dereference({0})", "({0} + {2} - {2})[0]", "(&{0}[{1}])[0]"])
            return of_type(text.format(name, self.place(n), self.random.randrange(n)), t)

        def target() -> E:
            return of_type("{}[{}]".format(name, self.place(n)), t)
        self.scope.numbers.append(place)
        self.scope.targets.append(target)
        self.scope.pointers.append((name, t, n))

    def local_pointer(self, indent: str) -> List[str]:
        name = self.fresh("p")
        if self.scope.pointers and self.chance(0.5):
            base, t, n = self.random.choice(self.scope.pointers)
            back = self.random.randrange(n)
            left = n - back
            self.add_pointer(name, t, left)
            return ["{}cdef {} *{} = {}{}".format(indent, t.name, name, base if self.chance(0.7) else "&{}[0]".format(base),
                                                  " + {}".format(back) if back else "")]
        if not self.scope.scalars:
            return self.local_number(indent)
        base, t = self.random.choice(self.scope.scalars)
        if base in self.captured or t.kind == "enum" or base in self.unaddressable:
            return self.local_number(indent)
        self.add_pointer(name, t, 1)
        return ["{}cdef {} *{} = &{}".format(indent, t.name, name, base)]

    def local_struct(self, indent: str) -> List[str]:
        struct = self.random.choice(self.structs)
        name = self.fresh("s")
        lines = ["{}cdef {} {}".format(indent, struct.name, name)]
        values = struct.values(self)
        if self.nogil or self.chance(0.4):
            lines += ["{}{}.{} = {}".format(indent, name, path, value) for path, value in values if "[" not in path]
            lines += ["{}for i_ in range({}): {}.{}[i_] = {}".format(indent, n, name, path, value) for path, n, value in struct.array_values(self)] \
                if self.nogil else self.array_fields(indent, name, struct)
        else:
            plain = [(path, value) for path, value in values if "." not in path]
            nested = [(path, value) for path, value in values if "." in path]
            lines[0] += " = {}({})".format(struct.name, ", ".join("{}={}".format(p, v) for p, v in plain)) if not nested and not struct.all_arrays() else ""
            if nested or struct.all_arrays():
                lines += ["{}{}.{} = {}".format(indent, name, path, value) for path, value in values]
                lines += self.array_fields(indent, name, struct)
        self.add_struct(name, struct)
        if self.chance(0.4):
            pointer = self.fresh("p")
            lines.append("{}cdef {} *{} = &{}".format(indent, struct.name, pointer, name))
            self.add_struct(pointer, struct)
        return lines

    def array_fields(self, indent: str, name: str, struct) -> List[str]:
        lines = []
        for path, n, value in struct.array_values(self):
            i = self.loop_variable()
            lines += ["{}for {} in range({}):".format(indent, i, n), "{}    {}.{}[{}] = {}".format(indent, name, path, i, value)]
        return lines

    def add_struct(self, name: str, struct) -> None:
        for path, t in struct.paths():
            place = (lambda path=path, t=t: of_type("{}.{}".format(name, path), t, -3 if t.kind == "enum" and t.signed else 0 if t.kind == "enum" else None,
                                                    100 if t.kind == "enum" else None))
            self.scope.numbers.append(place)
            self.scope.targets.append(place)
        for path, t, n in struct.all_arrays():
            place = (lambda path=path, t=t, n=n: of_type("{}.{}[{}]".format(name, path, self.place(n)), t))
            self.scope.numbers.append(place)
            self.scope.targets.append(place)
        self.scope.structs.append((name, struct))

    def local_union(self, indent: str) -> List[str]:
        name, value = self.fresh("u"), self.integer(2).text
        for path, t in (("u", TYPES["unsigned int"]), ("i", INT)):
            place = (lambda path=path, t=t: of_type("{}.{}".format(name, path), t))
            self.scope.numbers.append(place)
            self.scope.targets.append(place)
        place = (lambda: of_type("{}.b[{}]".format(name, self.place(4)), TYPES["unsigned char"]))
        self.scope.numbers.append(place)
        self.scope.targets.append(place)
        return ["{}cdef Bits {}".format(indent, name), "{}{}.u = {}".format(indent, name, value)]

    def local_pair(self, indent: str) -> List[str]:
        """A C tuple."""
        kinds = [self.random.choice(INTEGERS[:13] + [TYPES["double"], BINT]) for _ in range(self.random.choice([2, 2, 3]))]
        name = self.fresh("t")
        line = "{}cdef ({}) {} = ({})".format(indent, ", ".join(t.name for t in kinds), name, ", ".join(self.number_of(t, 3).text for t in kinds))
        for i, t in enumerate(kinds):
            place = (lambda i=i, t=t: of_type("{}[{}]".format(name, i), t))
            self.scope.numbers.append(place)
            self.scope.targets.append(place)
        if not self.nogil:
            self.add_object(name, "object", False)
        return [line]

    def local_object(self, indent: str) -> List[str]:
        kind, name = self.random.choice(["object", "list", "dict", "str", "bytes", "tuple", "set", "str", "list"]), self.fresh("o")
        value = self.python_of(kind, 1)
        self.add_object(name, kind)
        return ["{}cdef {} {} = {}".format(indent, kind, name, value)]

    def local_untyped(self, indent: str) -> List[str]:
        name, value = self.fresh("w"), self.element(1)
        self.add_object(name, "object")
        self.scope.deletable.append(name)
        return ["{}{} = {}".format(indent, name, value)]

    def local_text(self, indent: str) -> List[str]:
        """A `char *` into a bytes object that nothing else changes."""
        base, name = self.fresh("b"), self.fresh("c")
        text, n = self.random.choice([("b'hello'", 5), ("b'\\x80\\xffz'", 3), ("b'a,b;c'", 5)])
        t = TYPES[self.random.choice(["char", "unsigned char"])]
        self.scope.numbers.append(lambda: of_type("{}[{}]".format(name, self.place(n)), t))
        self.add_object(base, "bytes", False)
        for piece in ("{0}[:{1}]", "<bytes>{0}[1:{1}]") + (("<bytes>{0}", "{0}[:{1}].decode('latin-1')") if t.signed else ()):
            self.scope.objects["object"].append(piece.format(name, n))
        cast = "" if t.signed else "<unsigned char *><char *>"
        return ["{}cdef bytes {} = {}".format(indent, base, text), "{}cdef {} *{} = {}{}".format(indent, t.name, name, cast, base)]

    def local_instance(self, indent: str) -> List[str]:
        if not self.classes:
            return self.local_object(indent)
        cls = self.random.choice([c for c in self.classes if not c.python])
        name = self.fresh("k")
        made = self.random.choice([cls] + [c for c in self.classes if cls in c.ancestors()])
        arguments = made.arguments(self)
        self.add_instance(name, cls)
        return ["{}cdef {} {} = {}({})".format(indent, cls.name, name, made.name, arguments)]

    def add_instance(self, name: str, cls) -> None:
        for attribute, t in cls.all_attributes():
            if t.kind == "python":
                self.scope.objects.setdefault(t.name, []).append("{}.{}".format(name, attribute))
                self.scope.object_targets.append(("{}.{}".format(name, attribute), t.name))
            else:
                place = (lambda attribute=attribute, t=t: of_type("{}.{}".format(name, attribute), t))
                self.scope.numbers.append(place)
                self.scope.targets.append(place)
        self.scope.instances.append((name, cls))
        self.add_object(name, "object", False)

    # Statements.

    def block(self, indent: str, most: int = 3) -> List[str]:
        self.depth += 1
        lines = []
        for _ in range(self.random.randrange(1, most)):
            lines += self.statement(indent + "    ")
        self.depth -= 1
        return lines

    def loop_block(self, indent: str) -> List[str]:
        self.loops += 1
        lines = self.block(indent, 4)
        self.loops -= 1
        return lines

    def statement(self, indent: str) -> List[str]:
        self.calls = 0
        simple = [(8, self.assign), (5, self.augment), (4, self.report), (1, self.leave)]
        compound = [(4, self.if_), (2, self.switch), (4, self.range_loop), (2, self.while_), (1, self.from_loop), (2, self.memory)]
        if self.is_async and not self.nogil and not self.inside and self.chance(0.2):
            return self.await_(indent)
        if self.nogil:
            if self.chance(0.15) and self.may_gil:
                return self.with_gil(indent)
        else:
            simple += [(5, self.assign_object), (2, self.mutate), (1, self.raise_), (1, self.delete), (1, self.check), (2, self.unpack),
                       (1, self.use_instance), (1, self.struct_copy)]
            compound += [(4, self.for_), (5, self.try_), (2, self.with_), (1, self.match), (2, self.inner), (1, self.array_loop),
                         (1, self.without_gil)]
        return self.pick(simple if self.depth > 3 else simple + compound)(indent)

    def target(self) -> Optional[E]:
        return self.random.choice(self.scope.targets)() if self.scope.targets else None

    def assign(self, indent: str) -> List[str]:
        target = self.target()
        if target is None:
            return self.report(indent)
        if self.chance(0.1):
            other = self.target()
            if other is not None and other.type == target.type:
                return ["{}{} = {} = {}".format(indent, target.text, other.text, self.number_of(target.type, 0).text)]
        return ["{}{} = {}".format(indent, target.text, self.number_of(target.type, 0).text)]

    def augment(self, indent: str) -> List[str]:
        target = self.target()
        if target is None or target.type.kind in ("enum", "ucs4", "bint"):
            return self.report(indent)
        t, text = target.type, target.text
        if t.kind in ("float", "complex"):
            op = self.random.choice(["+=", "-=", "*=", "/="] if t.kind == "float" else ["+=", "-=", "*="])
            return ["{}{} {} {}".format(indent, text, op, self.number(2).text)]
        if t.signed and t.bits >= 32 and not self.overflowcheck:
            op = self.random.choice(["&=", "|=", "^=", "//=", "%=", ">>="])
        else:
            op = self.random.choice(["+=", "-=", "*=", "&=", "|=", "^=", "//=", "%=", ">>="] + ["<<="] * (not t.signed))
        value = self.integer(1)
        if op in ("//=", "%="):
            value = self.plus(self.fit(value, 0, 100), 1) if self.chance(0.5) else self.literal(1, 1000)
        elif op in (">>=", "<<="):
            value = self.fit(value, 0, 7)
        elif op in ("+=", "-=", "*="):
            common = usual(t, value.type)
            if common.signed and not self.overflowcheck:
                value = self.fit(value, -1000, 1000)
                if usual(t, value.type).signed and t.bits >= 32:
                    return self.report(indent)
        return ["{}{} {} {}".format(indent, text, op, value.text)]

    def report(self, indent: str) -> List[str]:
        if self.nogil:
            target = self.target()
            if target is None:
                return [indent + "pass"]
            return ["{}{} = {}".format(indent, target.text, self.number_of(target.type, 1).text)]
        values = ", ".join(self.pick([(4, lambda: self.integer(0).text), (2, lambda: self.real(1).text), (1, lambda: self.complex_(1).text),
                                      (3, lambda: self.object_(0)), (1, lambda: self.truth(0).text), (1, lambda: self.number(1).text)])()
                           for _ in range(self.random.choice([1, 1, 2])))
        return ["{}log({})".format(indent, values)]

    def leave(self, indent: str) -> List[str]:
        if self.loops and self.chance(0.6):
            return [indent + self.random.choice(["break", "continue"])]
        if (self.is_generator and self.chance(0.9)) or (self.nogil and (self.returns is None or self.returns.kind == "python")):
            return self.report(indent)
        return [indent + self.return_()]

    def return_(self) -> str:
        t = self.returns
        if t is None or t.kind == "void" or self.is_generator:
            return "return"
        return "return " + self.returned(t)

    def returned(self, t: CType) -> str:
        if t.kind == "struct":
            return self.random.choice([name for name, _ in self.scope.structs])
        if t.kind == "int" and self.clause == "except -1" and t.signed:
            value = self.integer(0)
            return self.fit(value, 0, min(t.high, 2**30)).text
        if t.kind in ("int", "float") and self.clause.startswith("except -1"):
            return "1.5" if t.kind == "float" else self.fit(self.integer(0), 0, 100).text
        return self.value_of(t, 0)

    def if_(self, indent: str) -> List[str]:
        lines = ["{}if {}:".format(indent, self.truth(0).text)] + self.block(indent)
        if self.chance(0.3):
            lines += ["{}elif {}:".format(indent, self.condition())] + self.block(indent)
        if self.chance(0.5):
            lines += [indent + "else:"] + self.block(indent)
        return lines

    def condition(self) -> str:
        if self.nogil or self.chance(0.6):
            return self.pick([(3, self.truth(1).text), (1, self.integer(1).text), (1, self.real(2).text)])
        return self.pick([(1, self.object_(1)), (1, self.string(1)), (1, self.list_(2))])

    def switch(self, indent: str) -> List[str]:
        """Comparisons of one value with constants: a C `switch`."""
        value = self.random.choice(self.scope.numbers)() if self.scope.numbers else self.literal()
        if value.type.kind == "ucs4":
            pool = ["'a'", "c'b'", "'\\u20ac'", "'x'", "'0'"]
        elif value.type.kind == "enum":
            pool = ["RED", "GREEN", "BLUE"] if not value.type.signed else ["LOW", "MIDDLE", "TOP"]
        elif is_integer(value.type):
            pool = ["0", "1", "2", "3", "-1", "7", "100", "255", "c'a'", "GREEN", "TOP"] if value.type.signed else ["0", "1", "2", "3", "7", "100", "255"]
        else:
            return self.if_(indent)
        self.random.shuffle(pool)
        lines, word = [], "if"
        while pool and (word == "if" or self.chance(0.7)):
            form = self.random.randrange(4)
            a, b = pool.pop(), pool.pop() if pool else None
            if form == 0 and b:
                test = "{0} == {1} or {0} == {2}".format(value.text, a, b)
            elif form == 1 and b:
                test = "{} in ({}, {})".format(value.text, a, b)
            elif form == 2 and value.type.kind != "ucs4":
                test = "{} == {}".format(a, value.text)
            else:
                test = "{} == {}".format(value.text, a)
            lines += ["{}{} {}:".format(indent, word, test)] + self.block(indent)
            word = "elif"
        if self.chance(0.6):
            lines += [indent + "else:"] + self.block(indent)
        return lines

    def loop_else(self, indent: str) -> List[str]:
        return [indent + "else:"] + self.block(indent) if self.chance(0.25) else []

    def range_loop(self, indent: str) -> List[str]:
        scalars = [(n, t) for n, t in self.scope.scalars if t.kind == "int" and n not in self.loop_names]
        lines = []
        if scalars and self.chance(0.6):
            name, t = self.random.choice(scalars)
        elif self.nogil:
            return self.while_(indent)
        else:
            name, t = self.fresh("i"), None
        low = 0 if t is not None and not t.signed else -6
        bounds = [self.fit(self.integer(2), low, 6).text for _ in range(self.random.choice([1, 2, 2]))]
        step = []
        if len(bounds) == 2 and self.chance(0.6):
            step = [self.random.choice(["1", "2", "-1", "-2", "3"]) if low or self.nogil else self.random.choice(["1", "2"])]
            if self.chance(0.15) and not self.nogil and low:
                step = [self.fit(self.integer(2), -3, 3).text]
        lines.append("{}for {} in range({}):".format(indent, name, ", ".join(bounds + step)))
        self.loop_names.append(name)
        saved = self.scope
        if t is None:
            self.scope = self.scope.copy()
            self.add_object(name, "object", False)
        lines += self.loop_block(indent)
        self.loop_names.pop()
        self.scope = saved
        lines += self.loop_else(indent)
        if t is not None and self.chance(0.4):
            lines += self.report_name(indent, name)
        return lines

    def report_name(self, indent: str, name: str) -> List[str]:
        return [] if self.nogil else ["{}log({})".format(indent, name)]

    def from_loop(self, indent: str) -> List[str]:
        scalars = [(n, t) for n, t in self.scope.scalars if t.kind == "int" and t.signed and t.bits >= 32 and n not in self.loop_names]
        if not scalars:
            return self.range_loop(indent)
        name, _ = self.random.choice(scalars)
        low, high = self.fit(self.integer(2), -6, 6).text, self.fit(self.integer(2), -6, 6).text
        by = " by {}".format(self.random.choice(["1", "2", "3"])) if self.chance(0.4) else ""
        if self.chance(0.5):
            head = "{} {} {} {} {}".format(low, self.random.choice(["<", "<="]), name, self.random.choice(["<", "<="]), high)
        else:
            head = "{} {} {} {} {}".format(high, self.random.choice([">", ">="]), name, self.random.choice([">", ">="]), low)
        self.loop_names.append(name)
        saved = self.scope
        self.scope = self.scope.copy()
        # The body leaves the variable alone: the loop would not end.
        kept = [t for t in self.scope.targets if t().text != name and not t().text.startswith(("p", "("))]
        self.scope.targets = kept
        self.scope.scalars = [s for s in self.scope.scalars if s[0] != name]
        lines = ["{}for {} from {}{}:".format(indent, name, " ".join([head[:head.index(name)], ""]).strip() + " " + head[head.index(name):], by)]
        lines += self.loop_block(indent)
        self.scope = saved
        self.loop_names.pop()
        return lines + self.loop_else(indent) + self.report_name(indent, name)

    def while_(self, indent: str) -> List[str]:
        fuel = self.fuel
        test = self.random.choice(["{0} > 0 and {1}", "{1} and {0} > 0"]).format(fuel, self.truth(1).text)
        lines = ["{}while {}:".format(indent, test), "{}    {} -= 1".format(indent, fuel)] + self.loop_block(indent)
        return lines + self.loop_else(indent)

    def with_gil(self, indent: str) -> List[str]:
        self.nogil = False
        lines = [indent + "with gil:"] + self.block(indent)
        self.nogil = True
        return lines

    def without_gil(self, indent: str) -> List[str]:
        self.nogil, saved = True, (self.may_gil, self.scope)
        self.may_gil = True
        self.scope = self.scope.copy()
        # Attributes of objects may be read without the interpreter, but not those of objects that may be None.
        no = tuple(name + "." for name, _ in self.scope.instances) + ("t",)
        self.scope.numbers = [r for r in self.scope.numbers if not r().text.startswith(no)] if no else self.scope.numbers
        self.scope.targets = [r for r in self.scope.targets if not r().text.startswith(no)] if no else self.scope.targets
        lines = [indent + "with nogil:"] + self.block(indent)
        self.nogil = False
        self.may_gil, self.scope = saved
        return lines

    def memory(self, indent: str) -> List[str]:
        """A block of memory that is filled, perhaps made larger, used and freed."""
        t, name, n = self.random.choice(INTEGERS + FLOATS), self.fresh("m"), self.random.choice([2, 4, 8])
        family = "malloc realloc free".split() if self.nogil or self.chance(0.6) else "PyMem_Malloc PyMem_Realloc PyMem_Free".split()
        self.declared.append("    cdef {} *{} = NULL".format(t.name, name))
        counter = self.fresh("n")
        self.declared.append("    cdef int {} = 0".format(counter))
        first = "calloc({}, sizeof({}))".format(n, t.name) if self.chance(0.3) and family[0] == "malloc" else "{}({} * sizeof({}))".format(family[0], n, t.name)
        lines = ["{}{}({})".format(indent, family[2], name), "{}{} = <{} *>{}".format(indent, name, t.name, first),
                 "{}for {} in range({}):".format(indent, counter, n), "{}    {}[{}] = <{}>({} * 3)".format(indent, name, counter, t.name, counter)]
        size = n
        if self.chance(0.4):
            lines += ["{}{} = <{} *>{}({}, {} * sizeof({}))".format(indent, name, t.name, family[1], name, 2 * n, t.name)]
            way = self.random.randrange(3)
            if way == 0:
                lines.append("{}memset({} + {}, {}, {} * sizeof({}))".format(indent, name, n, self.random.choice([0, 1]) if t.kind == "int" else 0, n, t.name))
            elif way == 1:
                lines.append("{}memcpy(&{}[{}], {}, {} * sizeof({}))".format(indent, name, n, name, n, t.name))
            else:
                lines += ["{}for {} in range({}, {}):".format(indent, counter, n, 2 * n),
                          "{}    {}[{}] = {}[{} - {}]".format(indent, name, counter, name, counter, n)]
            size = 2 * n
        saved, self.scope = self.scope, self.scope.copy()
        self.add_pointer(name, t, size)
        body = self.block(indent, 4)
        if self.chance(0.5):
            lines += [indent + "try:"] + body + [indent + "finally:"] + ["{}    {}({})".format(indent, family[2], name), "{}    {} = NULL".format(indent, name)]
        else:
            lines += [line[4:] for line in body] + ["{}{}({})".format(indent, family[2], name), "{}{} = NULL".format(indent, name)]
        self.scope = saved
        return lines

    # Statements on Python values.

    def assign_object(self, indent: str) -> List[str]:
        if not self.scope.object_targets or self.chance(0.1):
            name = self.fresh("w")
            value = self.element(0)
            if self.depth == 0:
                self.add_object(name, "object")
            return ["{}{} = {}".format(indent, name, value), "{}log({})".format(indent, name)]
        name, kind = self.random.choice(self.scope.object_targets)
        if self.chance(0.2) and kind in ("object", "str", "bytes", "list", "tuple", "set"):
            op = {"set": "|=", "object": self.random.choice(["+=", "-=", "*=", "//=", "%=", "&=", "|="])}.get(kind, "+=")
            return ["{}{} {} {}".format(indent, name, op, self.random.choice("0123") if op == "*=" else self.python_of(kind, 2))]
        value = self.python_of(kind, 0)
        if self.chance(0.06):
            value = "log({})".format(self.object_(0))
        return ["{}{} = {}".format(indent, name, value)]

    def mutate(self, indent: str) -> List[str]:
        kind = self.random.choice(["list", "dict", "set", "list", "dict"])
        name = self.named(kind)
        if name is None:
            return self.report(indent)
        templates = {
            "list": ["{0}.append({1})", "{0}.insert({2}, {1})", "log({0}.pop())", "log({0}.pop({2}))", "{0}[{2}] = {1}", "{0}.extend({3})", "{0}.sort(key=str)",
                     "{0}.reverse()", "del {0}[{2}]", "{0}[{2}:{2}] = {3}", "{0}[{2}] += {1}", "log({0}.index({1}))", "log({0}.count({1}))", "{0}.clear()",
                     "del {0}[{2}:]"],
            "dict": ["{0}[{4}] = {1}", "log({0}.setdefault({4}, {1}))", "log({0}.pop({4}, {1}))", "{0}.update({5})", "del {0}[{4}]", "log({0}.get({4}))",
                     "log({0}.pop({4}))", "{0}[{4}] += {1}", "log({4} in {0})", "log(sorted({0}.keys(), key=str))", "log(list({0}.values()))", "{0}.clear()"],
            "set": ["{0}.add({4})", "{0}.discard({4})", "log({4} in {0})", "{0}.update({3})", "{0}.remove({4})", "{0}.clear()"],
        }
        small = self.index(2, 2)
        text = self.random.choice(templates[kind])
        if not (self.boundscheck and self.wraparound) and ("[{2}]" in text):
            text = templates[kind][0]
        return [indent + text.format(name, self.element(1), small, self.iterable(2), self.key(2), self.dict_(2))]

    def raise_(self, indent: str) -> List[str]:
        if self.chance(0.3):
            return ["{}fail({})".format(indent, self.string(2))]
        return ["{}raise {}({}){}".format(indent, self.random.choice(ERRORS), self.element(2), self.random.choice(["", "", " from None", " from KeyError(1)"]))]

    def delete(self, indent: str) -> List[str]:
        if self.scope.deletable and self.depth and self.chance(0.6):
            return ["{}del {}".format(indent, self.random.choice(self.scope.deletable))]
        return self.mutate(indent)

    def check(self, indent: str) -> List[str]:
        return ["{}assert {}, {}".format(indent, self.condition(), self.element(2))]

    def unpack(self, indent: str) -> List[str]:
        targets = [self.target() for _ in range(2)]
        if None in targets:
            return self.report(indent)
        names = [t.text for t in targets]
        values = [self.number_of(t.type, 2).text for t in targets]
        form = self.random.randrange(5)
        if form == 0:
            return ["{}{} = {}".format(indent, ", ".join(names), ", ".join(values))]
        if form == 1:
            return ["{}{} = {}".format(indent, ", ".join(names), "[{}]".format(", ".join(values)))]
        if form == 2 and self.scope.object_targets:
            lists = [n for n, k in self.scope.object_targets if k in ("list", "object")]
            if lists:
                return ["{}{}, *{} = {}".format(indent, names[0], self.random.choice(lists), "list({})".format(self.iterable(2)))]
        if form == 3:
            return ["{}({}, ({}, {})) = ({}, {})".format(indent, names[0], names[1], names[1], values[0], "({}, {})".format(values[1], values[1]))]
        return ["{}{} = log({})".format(indent, ", ".join(names), self.object_(1))]

    def struct_copy(self, indent: str) -> List[str]:
        if not self.scope.structs or self.inside:
            return self.report(indent)
        name, struct = self.random.choice(self.scope.structs)
        others = [n for n, s in self.scope.structs if s is struct and not n.startswith("p")]
        if name.startswith("p") or not others:
            return ["{}log({}[0])".format(indent, name)] if name.startswith("p") else ["{}log({})".format(indent, name)]
        if self.chance(0.3) and not struct.all_arrays():
            plain = [p for p, _ in struct.paths()]
            if not any("." in p for p in plain):
                return ["{}{} = {{{}}}".format(indent, name, ", ".join("'{}': {}".format(p, v) for p, v in struct.values(self)))]
        return ["{}{} = {}".format(indent, name, self.random.choice(others)), "{}log({})".format(indent, name)]

    def use_instance(self, indent: str) -> List[str]:
        if not self.scope.instances:
            return self.report(indent)
        name, cls = self.random.choice(self.scope.instances)
        if self.chance(0.08) and not self.inside:
            return ["{}{} = None".format(indent, name)] if name != "self" and "." not in name else self.report(indent)
        return ["{}log({})".format(indent, cls.use(self, name))]

    def for_(self, indent: str) -> List[str]:
        form = self.random.randrange(6)
        saved = self.scope
        if form == 0:
            target = self.target()
            if target is None:
                return self.range_loop(indent)
            head = "for {} in {}:".format(target.text, self.pick([(3, self.list_(2)), (2, self.tuple_(2)), (1, self.bytes_(2)), (1, self.iterable(2))]))
            self.scope = self.scope.copy()
        elif form == 1:
            self.scope = self.scope.copy()
            a, b = self.fresh("i"), self.fresh("x")
            head = "for {}, {} in {}:".format(a, b, self.pick([(2, "enumerate({})".format(self.iterable(2))), (2, "{}.items()".format(self.dict_(2))),
                                                               (1, "zip({}, {})".format(self.iterable(2), self.iterable(2))), (1, self.list_(2)),
                                                               (1, "enumerate({}, {})".format(self.iterable(2), self.fit(self.integer(2), -5, 5).text))]))
            self.add_object(a, "object", False)
            self.add_object(b, "object", False)
        else:
            self.scope = self.scope.copy()
            name = self.fresh("x")
            head = "for {} in {}:".format(name, self.pick([(2, self.list_(2)), (2, self.string(2)), (2, self.bytes_(2)), (1, self.tuple_(2)), (1, self.dict_(2)),
                                                           (1, "reversed({})".format(self.list_(2))), (1, "sorted({}, key=str)".format(self.list_(2))),
                                                           (1, "{}.values()".format(self.dict_(2))), (1, "reversed({})".format(self.string(2))),
                                                           (1, "sorted({}, key=repr)".format(self.set_(2)))]))
            self.add_object(name, "object", False)
        lines = [indent + head] + self.loop_block(indent)
        self.scope = saved
        return lines + self.loop_else(indent)

    def array_loop(self, indent: str) -> List[str]:
        """Over a C array, or a slice of a pointer."""
        if not self.scope.pointers:
            return self.range_loop(indent)
        base, t, n = self.random.choice(self.scope.pointers)
        whole = base.startswith("a") and self.chance(0.3)
        start, stop = sorted([self.random.randrange(n + 1), self.random.randrange(n + 1)])
        source = base if whole else "{}[{}:{}]".format(base, start or "", stop)
        step = self.random.choice(["", ":2", ":1"]) if not whole else ""
        source = source[:-1] + step + "]" if step else source
        matching = [name for name, other in self.scope.scalars if other == t and name not in self.loop_names]
        saved = self.scope
        self.scope = self.scope.copy()
        if matching and self.chance(0.5):
            name = self.random.choice(matching)
        else:
            name = self.fresh("x")
            self.add_object(name, "object", False)
        lines = ["{}for {} in {}:".format(indent, name, source)] + self.loop_block(indent)
        self.scope = saved
        return lines

    def try_(self, indent: str) -> List[str]:
        lines = [indent + "try:"] + self.block(indent, 4)
        handled = self.chance(0.75)
        if handled:
            name = self.fresh("e")
            named = self.chance(0.5)
            kinds = self.random.choice(["Exception", "(TypeError, ValueError)", "ZeroDivisionError", "LookupError", "OverflowError", "Exception", "ArithmeticError"])
            lines.append("{}except {}{}:".format(indent, kinds, " as " + name if named else ""))
            lines += (["{}    log({})".format(indent, name)] if named else ["{}    log('caught')".format(indent)]) + self.block(indent)
            if self.chance(0.15):
                lines.append(indent + "    raise")
            if self.chance(0.25):
                lines += [indent + "except:"] + ["{}    log('other')".format(indent)] + self.block(indent)
            if self.chance(0.3):
                lines += [indent + "else:"] + self.block(indent)
        if not handled or self.chance(0.35):
            lines += [indent + "finally:"] + self.block(indent)
        return lines

    def with_(self, indent: str) -> List[str]:
        manager = "Manager({}, {})".format(self.element(2), self.chance(0.5))
        saved = self.scope
        self.scope = self.scope.copy()
        way = self.random.randrange(3)
        if way == 0:
            head = "with {}:".format(manager)
        elif way == 1:
            name = self.fresh("x")
            head = "with {} as {}:".format(manager, name)
            self.add_object(name, "object", False)
        else:
            target = self.target()
            head = "with {} as {}, Manager():".format(manager, target.text) if target else "with {}:".format(manager)
        lines = [indent + head] + self.block(indent, 4)
        self.scope = saved
        return lines

    def match(self, indent: str) -> List[str]:
        numeric = ["0", "1", "-1 | 1 | 2", "7", "127 | 128", "int()", "2.0"]
        general = ["0", "'a'", "[#, *_]", "(#, #)", "{'a': #}", "int()", "str() as #", "None | True", "[1 | 2, _]", "float(#)", "-1 | 1 | 2", "[]", "{1: #, **#}",
                   "(_, 1) | [1, _]", "bytes()"]
        if self.chance(0.5) and self.scope.scalars and not self.depth:
            subject, patterns = self.random.choice(self.scope.scalars)[0], numeric
        else:
            subject, patterns = "log({})".format(self.element(1)), general
        lines = ["{}match {}:".format(indent, subject)]
        if self.depth:
            # Cython fails on constants as cases in places that it visits twice.
            patterns = [p for p in patterns if set(p) & set("#[({")]
        for pattern in self.random.sample(patterns, min(3, len(patterns))):
            saved = self.scope
            self.scope = self.scope.copy()
            while "#" in pattern:
                name = self.fresh("x")
                pattern = pattern.replace("#", name, 1)
                self.add_object(name, "object", False)
            guard = " if " + self.condition() if self.chance(0.3) and set(pattern) & set("#[({x") else ""
            lines += ["{}    case {}{}:".format(indent, pattern, guard), "{}        log('case')".format(indent)] + self.block(indent + "    ")
            self.scope = saved
        if self.chance(0.5):
            lines += ["{}    case _:".format(indent)] + self.block(indent + "    ")
        return lines

    def await_(self, indent: str) -> List[str]:
        """Waits for something; only in the body of an `async def` itself."""
        value = "await pause({})".format(self.element(1))
        way = self.random.randrange(4)
        if way == 0:
            return ["{}log({})".format(indent, value)]
        if way == 1:
            target = self.target()
            return ["{}{} = await pause({})".format(indent, target.text, self.number_of(target.type, 1).text)] if target else ["{}log({})".format(indent, value)]
        if way == 2:
            return ["{}log([{} for y_ in {}])".format(indent, "await pause(y_)", self.iterable(2))]
        name = self.fresh("x")
        return ["{}async for {} in ticking({}):".format(indent, name, self.fit(self.integer(2), 0, 3).text), "{}    log({})".format(indent, name)] + self.block(indent)

    def inner(self, indent: str) -> List[str]:
        """A nested function or lambda over the variables, called at once and once more."""
        if self.inside or not self.may_nest:
            return self.report(indent)
        name, parameters = self.fresh("f"), [self.fresh("x") for _ in range(self.random.randrange(3))]
        saved = (self.scope, self.loops, self.returns, self.is_generator, self.loop_names, self.depth, self.clause)
        self.scope = self.scope.copy()
        plain = [s for s in self.scope.scalars]
        names = {n for n, _ in plain}
        # Names of the outer function are read; some numbers are assigned to.
        shared = [n for n in sorted(names) if self.chance(0.3) and n not in self.loop_names][:2]
        keep = [t for t in self.scope.targets if t().text in shared]
        self.scope.targets, self.scope.object_targets, self.scope.scalars, self.scope.deletable = keep, [], [], []
        self.inside, self.loops, self.returns, self.loop_names, self.depth, self.clause = True, 0, PYTHON["object"], [], 1, ""
        self.is_generator = self.chance(0.3)
        outer_fuel, self.fuel = self.fuel, self.fresh("fuel")
        outer_declared, self.declared = self.declared, []
        for parameter in parameters:
            self.add_object(parameter, "object")
        body = []
        typed = self.fresh()
        t = self.any_integer_type()
        declared = ["{}    cdef {} {} = {}".format(indent, t.name, typed, self.number_of(t, 2).text)]
        self.add_scalar(typed, t)
        for _ in range(self.random.randrange(1, 4)):
            body += self.statement(indent + "    ")
            if self.is_generator and self.chance(0.7):
                body.append("{}    {}".format(indent, self.random.choice(["yield {}", "log((yield {}))", "x_ = yield {}"]).format(self.element(1))))
        head = ", ".join("{}={}".format(p, self.literal().text) for p in parameters)
        lines = ["{}def {}({}):".format(indent, name, head)]
        if shared:
            lines.append("{}    nonlocal {}".format(indent, ", ".join(shared)))
        lines += ["{}    cdef int {} = 20".format(indent, self.fuel)] + [indent + d for d in self.declared] + declared + body
        lines.append("{}    yield 1".format(indent) if self.is_generator else "{}    return {}".format(indent, self.element(1)))
        generator = self.is_generator
        self.scope, self.loops, self.returns, self.is_generator, self.loop_names, self.depth, self.clause = saved
        self.inside, self.fuel, self.declared = False, outer_fuel, outer_declared
        call = "{}({})".format(name, ", ".join(self.element(2) for _ in parameters))
        lines.append("{}log({})".format(indent, "list({})".format(call) if generator else call))
        return lines

"""Generates Python modules of random functions that are defined to behave the same on every run.

`module(seed, count)` gives the text: a fixed prelude (classes and functions that log what happens to them), `count`
functions `test0…` of three parameters, and `main()`, which calls each with every tuple of `VALUES` and prints what came
of it: the value or the exception with its context and cause, and the log. Loops are bounded by `tick()`.

    >>> "def test0(a, b, c=5):" in module(1, 1)
    True
"""

from __future__ import annotations

import random
import warnings
from pathlib import Path
from typing import List

PRELUDE = (Path(__file__).parent / "prelude.py").read_text()

#: Literals: numbers around the limits of C types, and an object of every builtin type.
CONSTANTS = """0 | 1 | 2 | -1 | 7 | 255 | 2**31 | 2**63 | -2**63 | 10**20 | 0.5 | 2.0 | 1e300 | '' | 'a' | 'abc' | 'é€' | b'xy' | b''
| None | True | False | [] | () | {} | (1, 2) | [3, 1, 2] | {'a': 1} | {1, 2} | 1j | range(3) | 'b' * 3 | float('nan')
| frozenset((1,)) | slice(1, 2) | bytearray(b'q') | Point(1) | Point(2)""".replace("\n", " ").split(" | ")

#: Expressions, with `@` for an operand.
EXPRESSIONS = """(@ + @) | (@ - @) | (@ * @) | (@ / @) | (@ // @) | (@ % @) | (@ & @) | (@ | @) | (@ ^ @) | (-@) | (~@) | (+@)
|| (@ < @) | (@ >= @) | (@ == @) | (@ != @) | (@ is @) | (@ is not @) | (@ in @) | (@ not in @) | (@ < @ <= @) | (@ == @ != @)
|| (@ and @) | (@ or @) | (not @) | (@ if @ else @)
|| (@)[@] | (@)[@:@] | (@)[:@] | (@)[::@] | (@)[@::-1]
|| [@, @] | [@, *@] | (@, @) | (@,) | {@: @} | {@: @, **@} | {@, @} | {*@, @}
|| len(@) | str(@) | repr(@) | bool(@) | int(@) | float(@) | list(@) | tuple(@) | set(@) | abs(@) | min(@, @) | max(@) | sum(@)
| sorted(@) | type(@).__name__ | hash(@) | ord(@) | chr(@) | list(iter(@)) | list(enumerate(@)) | list(zip(@, @)) | divmod(@, @)
| isinstance(@, (int, str)) | isinstance(@, Point) | getattr(@, 'x', None) | round(@) | any(@) | all(@) | dict(@) | bytes(@)
|| (@).append(@) | (@).pop() | (@).get(@, @) | (@).items() | (@).split() | (@).join(@) | (@).upper() | (@).index(@) | (@).count(@)
| (@).copy() | (@).add(@) | (@).update(@) | (@).extend(@) | (@).insert(@, @) | (@).replace(@, @) | (@).startswith(@)
| (@).setdefault(@, @) | (@).encode() | (@).x | (@).sort() | (@).real | (@).move(@) | (@).move(@, k=@) | (@).bit_length()
|| call(@) | call(@, k=@) | call(*@) | call(@, **@) | log(@) | str(@) + @""".replace("\n", " ").split(" || ")

#: Comprehensions, with `$` for the element and the condition, which see the loop's variable.
COMPREHENSIONS = ["[$ for # in @]", "{$ for # in @ if $}", "{$: $ for # in @}", "list($ for # in @)", "sum($ for # in @ if $)",
                  "any($ for # in @)", "tuple($ for # in @)", "sorted($ for # in @)", "(lambda #=@: $)()"]

ITERABLES = ["range(3)", "range(5, 0, -2)", "'abc'", "[1, 2, 3]", "{'x': 1, 'y': 2}", "{'x': 1}.items()", "enumerate('ab')",
             "zip('ab', (1, 2))", "b'pq'", "reversed([1, 2])", "three()"]

PATTERNS = ["0", "'a'", "[#, *_]", "(#, #)", "{'a': #}", "int()", "str() as #", "Point(x=#)", "None | True", "[1 | 2, _]", "float(#)"]

EXCEPTIONS = ["Exception", "(TypeError, ValueError)", "TypeError", "ZeroDivisionError", "LookupError", "ValueError"]

OPERATORS = ["+=", "-=", "*=", "//=", "|=", "&=", "%=", "/="]


class Generator:
    """One function at a time; `names` are the variables that may be read, bound or not."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.names: List[str] = []
        self.count = 0
        self.loops = 0
        self.depth = 0
        self.generator = False

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def fresh(self) -> str:
        self.count += 1
        return "v{}".format(self.count)

    def expression(self, depth: int = 0) -> str:
        if depth > 3 or self.chance(0.25):
            return self.random.choice(self.names if self.names and self.chance(0.65) else CONSTANTS)
        kind = self.random.randrange(len(EXPRESSIONS) + 3)
        if kind < len(EXPRESSIONS):
            return self.fill(self.random.choice(EXPRESSIONS[kind].split(" | ")), depth)
        if kind == len(EXPRESSIONS):
            return self.comprehension(depth)
        if kind == len(EXPRESSIONS) + 1:
            return self.formatted(depth)
        return "({} := {})".format(self.bind(), self.expression(depth + 1)) if self.depth else self.fill("(@ + @)", depth)

    def fill(self, template: str, depth: int) -> str:
        parts = template.split("@")
        return "".join(part + self.expression(depth + 1) for part in parts[:-1]) + parts[-1]

    def comprehension(self, depth: int) -> str:
        template = self.random.choice(COMPREHENSIONS)
        name = self.fresh()
        template = self.fill(template, depth + 1)
        # Assignment expressions may not bind the loop's variable, and not in an iterable at all.
        saved, self.depth = self.depth, 0
        self.names.append(name)
        while "$" in template:
            template = template.replace("$", self.expression(depth + 2), 1)
        self.names.remove(name)
        self.depth = saved
        return template.replace("#", name)

    def formatted(self, depth: int) -> str:
        parts = []
        for _ in range(self.random.randrange(1, 4)):
            operand = self.random.choice(self.names or ["1"])
            parts.append(self.random.choice(["x ", "{%s}", "{%s!r}", "{%s:>5}", "{%s:.2f}"]).replace("%s", operand))
        return "f'{}'".format("".join(parts))

    def bind(self) -> str:
        """A variable to assign to, often a known one."""
        if self.names and self.chance(0.5):
            return self.random.choice(self.names)
        name = self.fresh()
        self.names.append(name)
        return name

    def target(self) -> str:
        kind = self.random.randrange(10)
        if kind < 6:
            return self.bind()
        if kind == 6:
            return "({}, {})".format(self.target(), self.target())
        if kind == 7:
            return "[{}, *{}]".format(self.bind(), self.bind())
        owner = self.random.choice(self.names)
        return "{}[{}]".format(owner, self.expression(2)) if kind == 8 else "{}.x".format(owner)

    def block(self, indent: str) -> List[str]:
        self.depth += 1
        known = list(self.names)
        lines = [line for _ in range(self.random.randrange(1, 3)) for line in self.statement(indent + "    ")]
        self.depth -= 1
        if self.chance(0.8):
            self.names = known
        return lines

    def loop_block(self, indent: str) -> List[str]:
        self.loops += 1
        lines = self.block(indent)
        self.loops -= 1
        return ["{}    tick()".format(indent)] + lines

    def statement(self, indent: str) -> List[str]:
        simple = [self.assign, self.assign, self.augment, self.evaluate, self.leave, self.delete, self.check]
        compound = [self.if_, self.if_, self.for_, self.for_, self.while_, self.try_, self.try_, self.try_, self.with_,
                    self.match, self.function, self.class_]
        return self.random.choice(simple if self.depth > 3 else simple + compound)(indent)

    def assign(self, indent: str) -> List[str]:
        value = self.expression()
        targets = [self.target() for _ in range(1 + self.chance(0.2))]
        return ["{}{} = {}".format(indent, " = ".join(targets), value)]

    def augment(self, indent: str) -> List[str]:
        return ["{}{} {} {}".format(indent, self.random.choice(self.names), self.random.choice(OPERATORS), self.expression(1))]

    def evaluate(self, indent: str) -> List[str]:
        if self.generator and self.chance(0.5):
            return ["{}yield {}".format(indent, self.expression())]
        return ["{}log({})".format(indent, self.expression())]

    def leave(self, indent: str) -> List[str]:
        if self.loops and self.chance(0.5):
            return [indent + self.random.choice(["break", "continue"])]
        if self.chance(0.3):
            error = self.random.choice(["ValueError", "TypeError", "KeyError"])
            return ["{}raise {}({}){}".format(indent, error, self.expression(2), self.random.choice(["", " from None"]))]
        return ["{}return {}".format(indent, self.expression())]

    def delete(self, indent: str) -> List[str]:
        return ["{}del {}".format(indent, self.random.choice(self.names))]

    def check(self, indent: str) -> List[str]:
        return ["{}assert {}, {}".format(indent, self.expression(), self.expression(2))]

    def if_(self, indent: str) -> List[str]:
        lines = ["{}if {}:".format(indent, self.expression())] + self.block(indent)
        if self.chance(0.3):
            lines += ["{}elif {}:".format(indent, self.expression())] + self.block(indent)
        if self.chance(0.5):
            lines += [indent + "else:"] + self.block(indent)
        return lines

    def for_(self, indent: str) -> List[str]:
        iterable = self.expression() if self.chance(0.5) else self.random.choice(ITERABLES)
        lines = ["{}for {} in {}:".format(indent, self.target(), iterable)] + self.loop_block(indent)
        return lines + ([indent + "else:"] + self.block(indent) if self.chance(0.3) else [])

    def while_(self, indent: str) -> List[str]:
        lines = ["{}while {}:".format(indent, self.expression())] + self.loop_block(indent)
        return lines + ([indent + "else:"] + self.block(indent) if self.chance(0.3) else [])

    def try_(self, indent: str) -> List[str]:
        lines = [indent + "try:"] + self.block(indent)
        handled = self.chance(0.7)
        if handled:
            name = self.fresh()
            named = self.chance(0.5)
            lines.append("{}except {}{}:".format(indent, self.random.choice(EXCEPTIONS), " as " + name if named else ""))
            if named:
                self.names.append(name)
            lines += self.block(indent)
            if self.chance(0.3):
                lines += [indent + "except Exception:"] + self.block(indent)
            if self.chance(0.3):
                lines += [indent + "else:"] + self.block(indent)
        if not handled or self.chance(0.4):
            lines += [indent + "finally:"] + self.block(indent)
        return lines

    def with_(self, indent: str) -> List[str]:
        manager = "Manager({}, {})".format(self.expression(2), self.chance(0.5))
        return ["{}with {} as {}:".format(indent, manager, self.target())] + self.block(indent)

    def match(self, indent: str) -> List[str]:
        lines = ["{}match {}:".format(indent, self.expression())]
        for pattern in self.random.sample(PATTERNS, 3):
            while "#" in pattern:
                pattern = pattern.replace("#", self.fresh(), 1)
            guard = " if " + self.expression(2) if self.chance(0.5) else ""
            lines += ["{}    case {}{}:".format(indent, pattern, guard)] + self.block(indent + "    ")
        return lines

    def function(self, indent: str) -> List[str]:
        name, parameters = self.fresh(), [self.fresh() for _ in range(self.random.randrange(3))]
        outer = (list(self.names), self.loops, self.generator)
        self.names, self.loops, self.generator = self.names + parameters, 0, self.chance(0.3)
        head = ", ".join("{}={}".format(p, self.random.choice(CONSTANTS)) for p in parameters)
        captured = [n for n in outer[0] if n.startswith("v")]
        shared = ["{}    nonlocal {}".format(indent, self.random.choice(captured))] if captured and self.chance(0.3) else []
        body = self.block(indent) + (["{}    yield 1".format(indent)] if self.generator else [])
        call = ("list({}({}))" if self.generator else "{}({})").format(name, ", ".join(self.expression(2) for _ in parameters))
        self.names, self.loops, self.generator = outer
        return ["{}def {}({}):".format(indent, name, head)] + shared + body + ["{}{} = {}".format(indent, self.bind(), call)]

    def class_(self, indent: str) -> List[str]:
        name = self.fresh()
        return [
            "{}class {}:".format(indent, name),
            "{}    y = {}".format(indent, self.expression(2)),
            "{}    def get(self, z={}):".format(indent, self.random.choice(CONSTANTS)),
            "{}        return self.y, z, {}".format(indent, self.expression(2)),
            "{}{} = {}().get()".format(indent, self.bind(), name),
        ]

    def test(self, number: int) -> str:
        self.names, self.loops, self.depth = ["a", "b", "c"], 0, 0
        self.generator = self.chance(0.15)
        lines = ["def test{}(a, b, c=5):".format(number)]
        for _ in range(self.random.randrange(2, 5)):
            lines += self.statement("    ")
        lines.append("    yield 0" if self.generator else "    return {}".format(self.expression()))
        return "\n".join(lines)


def is_valid(text: str) -> bool:
    """Whether Python compiles it: some combinations are refused, such as a `del` of a comprehension's variable."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, "generated", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def module(seed: int, count: int) -> str:
    generator = Generator(seed)
    parts = [PRELUDE]
    for number in range(count):
        text = generator.test(number)
        while not is_valid(text):
            text = generator.test(number)
        parts.append(text)
    calls = "\n".join('    run("test{0}", test{0})'.format(n) for n in range(count))
    return "\n\n".join(parts) + "\n\ndef main():\n" + calls + "\n"

"""Exceptions through C functions: every except clause, function pointers of each, sections with and without the
interpreter, and `return`, `break`, `continue` and `raise` out of nested `try` statements in loops, also in `nogil` code."""

from __future__ import annotations

from typing import List

from .menu import ERRORS, ended, numbered

#: The type returned, the clause, and a value of which an exception cannot be told, if any.
SIGNATURES = [("int", "except -1"), ("int", "except? -1"), ("int", "except *"), ("int", "noexcept"), ("int", ""), ("unsigned char", "except? 255"), ("double", "except? -1"), ("void", "except *"), ("void", "noexcept"),
              ("void", ""), ("object", ""), ("long", "except -7"), ("bint", "except -1"), ("char *", "except NULL"), ("short", "except? -3"), ("Colour", "except? BLUE"), ("double complex", "except *"), ("str", ""), ("float", "except -1")]


class Flow:
    """Writes the body of one function. `n` is a C integer kept small; `calls` are earlier functions."""

    def __init__(self, g, callables: List, nogil: bool, returns: str) -> None:
        self.g, self.callables, self.nogil, self.returns = g, callables, nogil, returns
        self.size = 0

    def chance(self, share: float) -> bool:
        return self.g.chance(share)

    def value(self) -> str:
        """Something for `return`."""
        if self.returns in ("void", "def generator"):
            return ""
        if self.returns == "object":
            return " " + self.g.random.choice(["n", "[n]", "None", "o", "(n, o)"])
        return " " + {"char *": "b'text'", "str": "'str'", "bint": "n > 5", "Colour": "GREEN", "double": "n * 0.5", "float": "n", "double complex": "n + 2j", "unsigned char": "n & 127"}.get(self.returns, "n")

    def call(self, nogil: bool) -> str:
        found = [c for c in self.callables if c[3] or not nogil]
        if not found:
            return "n = n ^ 1"
        name, returns, clause, free, pointer = self.g.random.choice(found)
        target = self.g.random.choice([name, name, name, pointer] if pointer else [name])
        call = "{}({})".format(target, self.g.random.choice(["n", "n + 1", "i_", "x", "n ^ x", str(self.g.random.randrange(8))]))
        if returns in ("void",):
            return call
        if nogil:
            return "n = <int>({}) & 63".format(call + (".real" if "complex" in returns else "")) if returns not in ("char *", "Colour") else call
        form = self.g.random.randrange(5)
        if form == 0:
            return call
        if form == 1 and returns not in ("char *", "object", "str", "double complex", "double", "float"):
            return "n = (n + {}) & 63".format(call)
        if form == 2:
            return "o = {}".format(call)
        if form == 3:
            return "o = [o, {}, n]".format(call)
        return "log(n, {})".format(call)

    def block(self, indent: str, nogil: bool, loop: bool, depth: int, least: int = 1) -> List[str]:
        lines: List[str] = []
        for _ in range(self.g.random.randrange(least, 4)):
            lines += self.statement(indent, nogil, loop, depth)
            if ended(lines, indent):
                break
        return lines

    def test(self) -> str:
        k = self.g.random.randrange(8)
        return self.g.random.choice(["n > {}", "x == {}", "n & 1", "i_ < {}", "x > {} and n", "not n", "n % 3 == 1", "(n ^ x) & 2"]).format(k)

    def statement(self, indent: str, nogil: bool, loop: bool, depth: int) -> List[str]:
        self.size += 1
        inner = indent + "    "
        plain = depth > 4 or self.size > 40
        way = self.g.random.randrange(10 if plain else 24)
        if way < 2:
            return [indent + "n = (n * 3 + {}) & 63".format(self.g.random.randrange(9))]
        if way < 6:
            return [indent + self.call(nogil)]
        if way == 6 and not nogil:
            return [indent + "log('at {}', n)".format(self.size)]
        if way == 7:
            lines = ["if {}:".format(self.test())]
            return [indent + lines[0], inner + self.leave(nogil, loop)]
        if way == 8:
            if nogil:
                return [indent + "if {}:".format(self.test()), inner + "with gil:", inner + "    raise {}('{}')".format(self.g.random.choice(ERRORS), self.size)]
            return [indent + "if {}:".format(self.test()), inner + "raise {}('{}', n)".format(self.g.random.choice(ERRORS), self.size)]
        if way == 9:
            return [indent + "n = n ^ {}".format(self.g.random.randrange(8))]
        depth += 1
        if way in (10, 11):
            lines = [indent + "if {}:".format(self.test())] + self.block(inner, nogil, loop, depth)
            if self.chance(0.4):
                lines += [indent + "else:"] + self.block(inner, nogil, loop, depth)
            return lines
        if way in (12, 13, 14):
            head = self.g.random.choice(["for i_ in range({}):".format(self.g.random.randrange(1, 4)), "for i_ in range(n & 3):", "while fuel > 0:"])
            lines = [indent + head] + ([inner + "fuel -= 1"] if "while" in head else []) + self.block(inner, nogil, True, depth)
            if self.chance(0.2):
                lines += [indent + "else:"] + self.block(inner, nogil, loop, depth)
            return lines
        if way in (15, 16, 17, 18):
            lines = [indent + "try:"] + self.block(inner, nogil, loop, depth)
            if self.chance(0.3) and not ended(lines, inner):
                lines.append(inner + self.leave(nogil, loop))
            lines += [indent + "finally:"] + ([inner + "log('f{}', n)".format(self.size)] if not nogil else []) + self.block(inner, nogil, loop and self.chance(0.5), depth)
            if self.chance(0.1) and not ended(lines, inner):
                lines.append(inner + self.leave(nogil, loop))
            return lines
        if way in (19, 20):
            if nogil:
                return [indent + "with gil:"] + self.block(inner, False, loop, depth)
            kind = self.g.random.choice(["Exception", "(ValueError, KeyError)", "LookupError", "ArithmeticError", "ValueError"])
            lines = [indent + "try:"] + self.block(inner, nogil, loop, depth) + [indent + "except {} as e:".format(kind), inner + "log(e, n)"] + self.block(inner, nogil, loop, depth)
            if ended(lines, inner):
                pass
            elif self.chance(0.2):
                lines.append(inner + "raise")
            elif self.chance(0.1):
                lines.append(inner + "raise KeyError('again') from e")
            if self.chance(0.25):
                lines += [indent + "else:"] + self.block(inner, nogil, loop, depth)
            if self.chance(0.3):
                lines += [indent + "finally:"] + self.block(inner, nogil, loop, depth)
            return lines
        if way == 21 and not nogil:
            return [indent + "with Manager(n, {}):".format(self.chance(0.4))] + self.block(inner, nogil, loop, depth)
        if way == 22:
            return [indent + "with {}:".format("gil" if nogil else "nogil")] + self.block(inner, not nogil, loop, depth)
        return [indent + self.call(nogil)]

    def leave(self, nogil: bool, loop: bool) -> str:
        ways = ["break", "continue"] * 2 * loop + ["return" + self.value()]
        way = self.g.random.choice(ways)
        return "n = n ^ 5" if way.startswith("return") and nogil and self.returns in ("object", "char *", "str") else way


def part(g, number: int) -> str:
    g.reset()
    texts: List[str] = []
    callables: List = []
    kinds = g.random.sample(SIGNATURES, g.random.randrange(4, 8))
    for index, (returns, clause) in enumerate(kinds):
        nogil = returns not in ("object", "str") and g.chance(0.5)
        name, pointer = "c{}_@".format(index), "p{}_@".format(index)
        suffix = " ".join(w for w in (clause, "nogil" if nogil else ("with gil" if g.chance(0.25) and returns not in ("object", "str") else "")) if w)
        free = nogil or "with gil" in suffix
        flow = Flow(g, list(callables), nogil, returns)
        body = flow.block("    ", nogil, False, 0, 2)
        typed = "" if returns == "object" else returns + " "
        closed = "" if not nogil else " "
        head = "cdef {}{}(int x){}:".format(typed, name, " " + suffix if suffix else "")
        declared = ["    cdef int n = x & 7, i_ = 0, fuel = 6"] + (["    cdef object o = x"] if not nogil else [])
        lines = [head] + declared + body
        # In `nogil` functions objects of `with gil` blocks are variables of the function.
        if nogil:
            lines = [head] + declared + ["    cdef object o = None"] * ("o = " in "\n".join(body)) + body
            lines = [line for line in lines]
        if returns != "void":
            lines.append("    return" + flow.value())
        texts.append("\n".join(lines) + closed.strip())
        made = ""
        if g.chance(0.6):
            texts.append("ctypedef {}(*P{}_@)(int){}\ncdef P{}_@ {} = {}".format(typed or "object ", index, " " + suffix.replace("with gil", "").strip() if suffix.replace("with gil", "").strip() else "", index, pointer, name))
            made = pointer
        callables.append((name, returns, clause, free, made))
        texts.append("def d{0}_@(int x):\n    log(c{0}_@(x)) if {1} else c{0}_@(x)\n    return {2}".format(index, "True" if returns != "void" else "False", "x")
                     if returns != "void" else "def d{0}_@(int x):\n    c{0}_@(x)\n    return x".format(index))
        for x in g.random.sample(range(-2, 9), 5):
            g.calls_made.append(("d{}_{}".format(index, number), "{}, ".format(x)))
    for index in range(3):
        generator = g.chance(0.3)
        flow = Flow(g, list(callables), False, "def generator" if generator else "object")
        body = flow.block("    ", False, False, 0, 2)
        if generator:
            out = []
            for line in body:
                out.append(line)
                if line.strip().startswith(("log(", "n = ", "o = ")) and g.chance(0.3):
                    out.append(line[:len(line) - len(line.lstrip())] + "yield n")
            body = unyielded(out) + ["    yield n"]
        name = "{}{}_@".format("gen" if generator else "e", index)
        lines = ["def {}(int x):".format(name), "    cdef int n = x & 7, i_ = 0, fuel = 6", "    cdef object o = x"] + body + ([] if generator else ["    return n, o"])
        texts.append("\n".join(lines))
        for x in g.random.sample(range(-2, 9), 6):
            g.calls_made.append((numbered(name, number), "{}, ".format(x)))
    return numbered("\n\n".join(texts), number) + "\n"


def unyielded(lines: List[str]) -> List[str]:
    """Without a `yield` where the interpreter is not held."""
    out: List[str] = []
    for at, line in enumerate(lines):
        if line.strip() == "yield n":
            indent, inside = len(line) - len(line.lstrip()), False
            for other in reversed(lines[:at]):
                depth = len(other) - len(other.lstrip())
                if depth < indent:
                    indent, inside = depth, inside or other.strip() in ("with nogil:", "with gil:")
            if inside:
                continue
        out.append(line)
    return out

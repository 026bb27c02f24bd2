"""Functions made of statements out of menus, put into random control flow.

A menu is a list of templates; a template is one or more lines with signs: `$i` an integer expression, `$n` one that fits a
small count, `$k` a constant 0 or 1, `$3` a constant below 3, `$r` a float, `$o` an object, `$s` a string, `$b` bytes, `$t` a
truth value, `$c` a complex number, `$l` a list; `$v` makes a new name that the rest of the template shares. What Cython refuses is taken out later, so a menu may ask
for more than it takes.

    >>> from differential_c.program import Generator
    >>> fill(Generator(1), "x = $3") in ("x = 0", "x = 1", "x = 2")
    True
"""

from __future__ import annotations

import re
from typing import List, Sequence

ERRORS = ["ValueError", "KeyError", "TypeError", "OverflowError", "ZeroDivisionError"]


def fill(g, template: str) -> str:
    """The template with expressions in place of its signs."""
    name = []

    def one(match) -> str:
        sign = match.group(1)
        if sign == "v":
            if not name:
                name.append(g.fresh("z"))
            return name[0]
        return {"i": lambda: g.integer(1).text, "n": lambda: g.fit(g.integer(2), 0, 5).text, "k": lambda: str(g.random.randrange(2)),
                "3": lambda: str(g.random.randrange(3)), "m": lambda: str(g.random.randrange(-4, 8)), "r": lambda: g.real(2).text,
                "o": lambda: g.object_(2), "s": lambda: g.string(2), "b": lambda: g.bytes_(2), "t": lambda: g.truth(2).text,
                "c": lambda: g.complex_(2).text, "l": lambda: g.list_(2), "u": lambda: g.character(2).text}[sign]()
    g.calls = 0
    return re.sub(r"\$([invkmrosbtclu3])", one, template)


def statements(g, menu: Sequence[str], count: int, indent: str, loop: bool = False, depth: int = 0) -> List[str]:
    """So many statements of the menu, some of them inside others."""
    lines: List[str] = []
    while count > 0:
        way = g.random.randrange(14) if depth < 3 else 0
        if way < 8:
            lines += [indent + line for line in fill(g, g.random.choice(menu)).split("\n")]
            count -= 1
            if ended(lines, indent):
                break
            continue
        inner = g.random.randrange(1, min(count, 4) + 1)
        count -= inner
        body = lambda n=inner, inside=loop: statements(g, menu, n, indent + "    ", inside, depth + 1)  # noqa: E731
        if way == 8:
            lines += [indent + "if {}:".format(g.truth(2).text)] + body()
            if g.chance(0.5):
                lines += [indent + "else:"] + body(1)
        elif way == 9:
            name = g.fresh("i")
            lines += [indent + "for {} in range({}):".format(name, g.random.randrange(1, 4))] + body(inside=True)
            if g.chance(0.5):
                lines += [indent + "    if {} == {}:".format(name, g.random.randrange(3)), indent + "        " + g.random.choice(["break", "continue", "return"])]
        elif way in (10, 11):
            name = g.fresh("e")
            kind = g.random.choice(["Exception", "(ValueError, TypeError)", "LookupError", "ArithmeticError"])
            lines += [indent + "try:"] + body() + [indent + "except {} as {}:".format(kind, name), indent + "    log({})".format(name)]
            if g.chance(0.3):
                lines += body(1)
            if g.chance(0.3):
                lines += [indent + "finally:"] + body(1)
        elif way == 12:
            lines += [indent + "try:"] + body()
            if g.chance(0.4):
                lines.append(indent + "    " + escape(g, loop))
            lines += [indent + "finally:", indent + "    log('finally')"] + body(1)
        else:
            lines += [indent + "with Manager({}, {}) as {}:".format(g.literal().text, g.chance(0.5), g.fresh("y"))] + body()
    return lines


LEAVES = ("return", "raise", "break", "continue")


def ended(lines: Sequence[str], indent: str) -> bool:
    """Whether the last statement of a block leaves it: nothing is written behind."""
    return bool(lines) and lines[-1].startswith(tuple(indent + word for word in LEAVES))


def escape(g, loop: bool) -> str:
    """A statement that leaves."""
    return g.random.choice(["return", "raise {}('{}')".format(g.random.choice(ERRORS), g.random.randrange(9))] + ["break", "continue"] * loop)


def numbered(text: str, number: int) -> str:
    """The text of a part with its number in place of `@`, except where that begins a decorator."""
    return re.sub(r"@(?!cython|property|staticmethod|classmethod|total|[a-z]+\.setter|[a-z]+\.deleter)", str(number), text)


def choose(g, templates: Sequence[str], least: int) -> List[str]:
    """Some of the templates, at least so many, in their order."""
    count = g.random.randrange(least, len(templates) + 1)
    chosen = set(g.random.sample(range(len(templates)), count))
    return [t for i, t in enumerate(templates) if i in chosen]

"""The text of a module as a tree of lines: what belongs together when something is taken out.

    >>> [c.lines for c in chunks(["def f():", "    a", "    b", "c"], 0, 4)]
    [(0, 3), (3, 4)]
"""

from __future__ import annotations

from typing import List, NamedTuple, Set, Tuple


class Chunk(NamedTuple):
    """A statement with what is indented below it: its first line, and the line after its last."""

    lines: Tuple[int, int]
    indent: int


#: Lines that continue the statement before them.
CONTINUES = ("elif ", "else:", "except", "finally:", "case ")


def indent_of(line: str) -> int:
    return len(line) - len(line.lstrip())


def chunks(lines: List[str], start: int, end: int) -> List[Chunk]:
    """The statements between two lines, each with its decorators and later branches."""
    found: List[Chunk] = []
    number = start
    while number < end:
        if not lines[number].strip():
            number += 1
            continue
        indent = indent_of(lines[number])
        first = number
        while lines[number].lstrip().startswith("@") and number + 1 < end:
            number += 1
        number += 1
        while number < end and (not lines[number].strip() or indent_of(lines[number]) > indent
                                or (indent_of(lines[number]) == indent and lines[number].lstrip().startswith(CONTINUES))):
            number += 1
        last = number
        while not lines[last - 1].strip():
            last -= 1
        found.append(Chunk((first, last), indent))
    return found


def holder(lines: List[str], number: int) -> Chunk:
    """The function, method or statement at the outermost level that has a line; a class gives its member."""
    for chunk in chunks(lines, 0, len(lines)):
        if chunk.lines[0] <= number < chunk.lines[1]:
            head = lines[chunk.lines[0]]
            if head.startswith(("cdef class", "class")) and number > chunk.lines[0]:
                for inner in chunks(lines, chunk.lines[0] + 1, chunk.lines[1]):
                    if inner.lines[0] <= number < inner.lines[1]:
                        return inner
            return chunk
    return Chunk((number, number + 1), 0)


def without(lines: List[str], wrong: Set[int]) -> List[str]:
    """The module without what has these lines: simple statements give way to `pass`, others go with their function."""
    out = list(lines)
    gone: Set[int] = set()
    for number in wrong:
        line = lines[number]
        stripped = line.strip()
        simple = indent_of(line) > 4 or (indent_of(line) == 4 and holder(lines, number).indent == 0)
        if simple and not stripped.endswith(":") and not stripped.startswith(("cdef ", "@", "global", "nonlocal", "yield", "return")) and stripped != "pass":
            out[number] = line[:indent_of(line)] + "pass"
            continue
        first, last = holder(lines, number).lines
        gone.update(range(first, last))
    return [line for number, line in enumerate(out) if number not in gone]

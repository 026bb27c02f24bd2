"""Makes a failing module small: takes out functions, then statements, while the difference stays.

`shrink(lines, still)` calls `still(lines)` for each candidate. Branches are also replaced by their bodies.

    >>> shrink(["def f():", "    a = 1", "    b = 2"], lambda lines: "    b = 2" in lines and "def f():" in lines)
    ['def f():', '    b = 2']
"""

from __future__ import annotations

from typing import Callable, List, Set

from .parts import Chunk, chunks, indent_of

Test = Callable[[List[str]], bool]


def shrink(lines: List[str], still: Test) -> List[str]:
    lines = halves(lines, still, lambda text: chunks(text, 0, len(text)))
    before = None
    while before != lines:
        before = lines
        for depth in range(1, 9):
            lines = halves(lines, still, lambda text, depth=depth: at_depth(text, depth))
        lines = unwrap(lines, still)
    return lines


def at_depth(lines: List[str], depth: int) -> List[Chunk]:
    """The statements at an indentation."""
    found: List[Chunk] = []

    def search(start: int, end: int, level: int) -> None:
        for chunk in chunks(lines, start, end):
            if level == depth:
                found.append(chunk)
            else:
                first = chunk.lines[0]
                while lines[first].lstrip().startswith("@"):
                    first += 1
                part = first + 1
                for number in range(first + 1, chunk.lines[1] + 1):
                    if number == chunk.lines[1] or (lines[number].strip() and indent_of(lines[number]) == chunk.indent):
                        search(part, number, level + 1)
                        part = number + 1
    search(0, len(lines), 0)
    return found


def halves(lines: List[str], still: Test, parts: Callable[[List[str]], List[Chunk]]) -> List[str]:
    """Takes out as many of the parts as may go: large groups first, then smaller ones."""
    size = max(1, len(parts(lines)) // 2)
    while True:
        position = 0
        while True:
            found = parts(lines)
            if position >= len(found):
                break
            candidate = taken_out(lines, found[position:position + size])
            if candidate != lines and still(candidate):
                lines = candidate
            else:
                position += size
        if size == 1:
            return lines
        size = max(1, size // 2)


def taken_out(lines: List[str], found: List[Chunk]) -> List[str]:
    """Without these statements; an empty body gets a `pass`."""
    gone: Set[int] = set()
    for chunk in found:
        gone.update(range(*chunk.lines))
    out: List[str] = []
    for number, line in enumerate(lines):
        if number in gone:
            above = next((l for l in reversed(out) if l.strip()), "")
            first = any(chunk.lines[0] == number for chunk in found)
            after = next((l for k, l in enumerate(lines[number:], number) if k not in gone and l.strip()), "")
            if first and above.rstrip().endswith(":") and indent_of(above) < indent_of(line) and indent_of(after) <= indent_of(above):
                out.append(line[:indent_of(line)] + "pass")
            continue
        out.append(line)
    return out


def unwrap(lines: List[str], still: Test) -> List[str]:
    """Replaces compound statements in functions by their first body."""
    number = 0
    while number < len(lines):
        line = lines[number]
        if line.strip().endswith(":") and indent_of(line) >= 4 and not line.lstrip().startswith(("def ", "cdef ", "cpdef ", "class ", "async def", "case ") ):
            indent, end = indent_of(line), number + 1
            while end < len(lines) and (not lines[end].strip() or indent_of(lines[end]) > indent):
                end += 1
            rest = end
            while rest < len(lines) and (not lines[rest].strip() or indent_of(lines[rest]) > indent
                                         or (indent_of(lines[rest]) == indent and lines[rest].lstrip().startswith(("elif ", "else:", "except", "finally:")))):
                rest += 1
            body = [text[4:] for text in lines[number + 1:end]]
            candidate = lines[:number] + body + lines[rest:]
            if still(candidate):
                lines = candidate
                continue
            if rest > end:
                candidate = lines[:end] + lines[rest:]
                if lines[number].strip() != "try:" and still(candidate):
                    lines = candidate
                    continue
        number += 1
    return lines

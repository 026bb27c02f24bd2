"""Generated sources: one module of a wanted length, and a project of many modules.

The text is fixed by its arguments, so that every run translates the same bytes.

Example: `module(100).count("\\n")` is about 100.
"""

from __future__ import annotations

from pathlib import Path
from typing import List

_BLOCK = '''
cdef struct Point{n}:
    double x
    double y


cdef class Shape{n}:
    """A generated class."""
    cdef public int size
    cdef double *values

    def __cinit__(self, int size):
        self.size = size
        self.values = NULL

    cdef double area(self, double scale):
        cdef int i
        cdef double total = 0
        for i in range(self.size):
            total += i * scale
        return total

    def describe(self, name, *, verbose=False):
        parts = [name, str(self.size)]
        if verbose:
            parts.append(f"{{self.area(2.0):.3f}}")
        return ", ".join(parts)


def collect{n}(items, limit={n}):
    """Gathers what is below the limit."""
    found = {{}}
    for index, item in enumerate(items):
        if item is None or index > limit:
            continue
        try:
            found.setdefault(item % 7, []).append(item * 2)
        except TypeError as error:
            found[str(error)] = index
    return sorted(found.items(), key=lambda pair: str(pair[0]))


cdef long sum{n}(long *values, Py_ssize_t count) noexcept nogil:
    cdef Py_ssize_t i
    cdef long total = {n}
    for i in range(count):
        if values[i] & 1:
            total += values[i]
        else:
            total -= values[i] // 2
    return total


def walk{n}(tree):
    for child in tree:
        if isinstance(child, (list, tuple)):
            yield from walk{n}(child)
        elif child:
            yield child
'''


def block(number: int) -> str:
    """One block of declarations and functions with names of its own."""
    return _BLOCK.format(n=number)


BLOCK_LINES = block(0).count("\n")


def module(lines: int) -> str:
    """A module of about `lines` lines."""
    return "".join(block(number) for number in range(max(1, round(lines / BLOCK_LINES))))


def project(folder: Path, modules: int) -> List[Path]:
    """A package of modules that cimport each other in a chain; answers their files."""
    package = folder / "generated"
    package.mkdir(parents=True, exist_ok=True)
    (package / "__init__.py").write_text("", encoding="utf-8")
    paths = []
    for number in range(modules):
        path = package / f"part{number}.pyx"
        text = module(150)
        if number:
            text = f"from generated.part{number - 1} cimport shared{number - 1}\n" + text
            text += f"\n\ndef use():\n    return shared{number - 1}({number})\n"
        text += f"\n\ncdef int shared{number}(int value) except? -1:\n    return value + {number}\n"
        path.write_text(text, encoding="utf-8")
        declaration = f"cdef int shared{number}(int value) except? -1\n"
        path.with_suffix(".pxd").write_text(declaration, encoding="utf-8")
        paths.append(path)
    return paths

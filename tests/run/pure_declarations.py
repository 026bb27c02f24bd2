"""Declarations of pure mode as packages write them.

>>> pointers()
True
>>> year()
(5, 5)
>>> c = Counts({'a': 1}); c.size(), isinstance(c, dict), c['a']
((1, 0), True, 1)
>>> m = Marks([1, 2]); m.size(), isinstance(m, set)
(2, True)
>>> t = Taker(); t.take(1, by=3), t.take(2)
((1, 3), (2, 1))
>>> t.take(1, 3)
Traceback (most recent call last):
    ...
TypeError: take() takes exactly 1 positional argument (2 given)
>>> internal(t)
((1, 5), (2, 1))
>>> r = Row(5); r.kept, r.sum()
(5, 11)
>>> r.kept = 6
Traceback (most recent call last):
    ...
AttributeError: cannot set
"""
import cython as C
from typing import Dict, Set, TypeVar
from cython import NULL, address, declare, p_void
from cython.cimports.cpython.buffer import Py_buffer
from cython.cimports.libc.time import tm

T = TypeVar('T')


def pointers():
    nothing: p_void = NULL
    view = declare(Py_buffer)
    view.buf = NULL
    return nothing == NULL and view.buf == NULL


def year():
    x = declare(tm)
    y: tm = declare(tm)
    x.tm_year = 5
    y.tm_year = 5
    return x.tm_year, address(y).tm_year


@C.cclass
class Counts(Dict[str, T]):
    extra: C.int

    def size(self):
        return len(self), self.extra


@C.cclass
class Marks(Set[T]):
    def size(self):
        return len(self)


@C.cclass
class Taker:
    @C.ccall
    def take(self, a, *, by=1):
        return a, by

    @C.cfunc
    def taken(self, a, *, by=1):
        return a, by


def internal(t: Taker):
    return t.taken(1, by=5), t.take(2)


@C.cclass
class Row:
    if C.compiled:
        kept: 'Later' = C.declare(object, visibility='readonly')
        hidden: int = C.declare(C.int)

    def __init__(self, kept):
        self.kept = kept
        self.hidden = 6

    def __setattr__(self, name, value):
        raise AttributeError('cannot set')

    def sum(self):
        local: object = C.declare(C.int)
        local = self.hidden
        return self.kept + local

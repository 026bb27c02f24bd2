"""Statements that can never run declare nothing.

>>> chosen(3)
4
>>> kept('a')
'a'
>>> combined(2)
3
>>> reads_global(), after_loop()
(7, 7)
>>> list(empty())
[]
>>> hasattr(Plain, 'interpreted'), Plain.compiled
(False, True)
>>> first_text.__doc__ is None
True
>>> of_two_types(1, 2)
('two numbers', 'one text', 'one text', b'xy')
>>> leaves_early(1), leaves_early(0), leaves_loop(3), list(leaves_try())
(1, 2, 3, [])
"""
import cython
import cython as C
from cython import compiled as is_compiled

x = 7

if cython.compiled:
    @cython.cfunc
    def one(a: cython.int) -> cython.int:
        return a + 1
else:
    def one(a):
        return a + 100

@cython.cfunc
def same(a: str) -> str:
    return a

if not C.compiled:
    def same(a):
        return 'interpreted'

if is_compiled and (False or True):
    @cython.cfunc
    def both(a):
        return a + 1
elif x:
    def both(a):
        return None

def chosen(n):
    return one(n)

def kept(s):
    return same(s)

def combined(n):
    return both(n)

def reads_global():
    if 0:
        x = 1
    return x

def after_loop():
    while False:
        x = 3
    return x

def empty():
    if False:
        yield 1

class Plain:
    if not cython.compiled:
        interpreted = True
    else:
        compiled = True

def first_text():
    if True:
        "no docstring"

ctypedef char *text_t

ctypedef fused first_t:
    short
    text_t

ctypedef fused second_t:
    double
    text_t

cdef joined(first_t a, second_t b):
    if first_t is text_t and second_t is not text_t or not first_t is text_t and second_t is text_t:
        return 'one text'
    elif first_t is text_t and second_t is text_t:
        return <bytes>a + <bytes>b
    elif a * b == 2.0 and second_t is double:
        return 'two numbers'

def of_two_types(short n, double x):
    cdef bytes a = b'x', b = b'y'
    cdef text_t p = a, q = b
    return joined(n, x), joined(n, p), joined(p, x), joined(p, q)


def leaves_early(int n):
    if n:
        return n
    else:
        return n + 2
    def never():
        return nowhere_declared
    return never() + nothing_like_it


def leaves_loop(int n):
    for i in range(n):
        break
        i = no_such_name
    try:
        return n
    finally:
        n = 4
    cdef int *p = n
    return p


def leaves_try():
    try:
        raise ValueError
    except ValueError:
        return
    finally:
        pass
    yield no_name_either

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

"""
The types that variables get from what is assigned to them, and what containers with item types say.

>>> literals()
('long', 'double', 'bint', 'str object', 'tuple object', 'list object')
>>> comparisons(1, [2])
('Python object', 'bint', 'Python object', 'bint', 'Python object')
>>> by_flow()
('list object', 'dict object', 'Python object', 'long')
>>> in_a_loop([1, 2])
('Python object', 'Python object')
>>> circle(3)
('double', 'double')
>>> text("a b")
('list[str object] object', 'str object', 'Py_ssize_t', 'bint', 'bytes object', 'tuple[str object,str object,str object] object')
>>> views({1: 2})
['tuple[Python object,Python object] object', 'Python object', 'Python object']
>>> tuples("x")
('tuple[long,Python object] object', 'long', 'Python object', 'tuple object')
>>> displays()
('long', 'Python object', 'Py_UCS4', 'unsigned char', 'str object', 'Python object')
>>> characters()
[97, 98, 99]
>>> counted(["x"], "y")
('Py_ssize_t', 'Python object', 'Python object', 'Python object')
>>> managed()
('double', 2.5)
>>> reassigned(1, 2, x=3)
('tuple object', 'Python object', (1,), 5)
>>> shared()
('double', 'double', 'Python object', 3.0)
>>> overflowing(2)
('int object', 'long', 'long')
>>> deleted()
('list object', 'Python object')
>>> numbers(3, 4.0, 2j)
('int object', 'double', 'double', 'double', 'complex object', 'float object')
>>> joined([1], [2])
('list object', 'Python object', 'Python object', 'Python object')
>>> swallowed()
'Python object'
>>> handled()
('list object', 'Python object', 'Python object')

>>> declared([1, 2], {"a": 1.5}, (1, "x"), ["a"])
(1, 1.5, 1, 'x', 'a')
>>> declared(["a"], {"a": 1.5}, (1, "x"), ["a"])
Traceback (most recent call last):
TypeError: an integer is required
>>> declared([1], {"a": "b"}, (1, "x"), ["a"])
Traceback (most recent call last):
TypeError: must be real number, not str
>>> declared([1], {"a": 2}, (1, "x"), [2])
Traceback (most recent call last):
TypeError: Expected str, got int
>>> annotated([1], {"a": 2}, None, [[1.5], [2.5]])
('list[int object] object', 'dict[str object,double] object', 'list[str object] object', 'list[list[double] object] object', 2.0, 4.0)
>>> annotated(None, {}, None, [])
Traceback (most recent call last):
TypeError: Argument 'a' has incorrect type (expected list, got NoneType)
>>> iterated([1.5, 2.5], {"a": 1})
(4.0, 'double', ['str object', 'int', 'int'], 1)
>>> unions([1], None)
('list object', 'tuple object', 'long')
>>> old_annotation(3, 4)
('int object', 'long', 'long')
>>> checked(None)
Traceback (most recent call last):
TypeError: Argument 'a' has incorrect type (expected list, got NoneType)
>>> checked([])
[]
>>> annotated_int(2.5), annotated_int(True), annotated_int(Number(7))
(2, 1, 7)
>>> type(annotated_int(True)) is type(annotated_int(Number(7))) is int
True
>>> annotated_int("2")
Traceback (most recent call last):
TypeError: Argument 'x' has incorrect type (expected int, got str)
>>> annotated_int(None)
Traceback (most recent call last):
TypeError: Argument 'x' has incorrect type (expected int, got NoneType)
>>> optional_float(1), optional_float(None), optional_float(True)
(1.0, None, 1.0)
>>> local_int(2.5), local_float(2)
(2, 2.0)
>>> local_int("2")
Traceback (most recent call last):
TypeError: Expected int, got str
>>> returns_int(1.5), returns_int(None)
(1, None)
>>> returns_int([])
Traceback (most recent call last):
TypeError: Expected int, got list
>>> first_int([1.5])
1
>>> refused_subclass(Sub())
True
>>> extremes()
(3.0, 2.0)
>>> more_values("abc", 1)
('tuple object', 'str object', 'long', 'long')
"""

from typing import List, Optional as Maybe, Union
import typing
cimport cython
from cython cimport typeof


def literals():
    a = 1
    b = 2.5
    c = True
    d = "x"
    e = (1, 2)
    f = [1, 2]
    return typeof(a), typeof(b), typeof(c), typeof(d), typeof(e), typeof(f)


def comparisons(x, y):
    a = x is y
    b = not x
    cdef int i = 1
    c = i == 2
    d = i in (1, 2)
    e = x in y
    return typeof(a), typeof(b), typeof(c), typeof(d), typeof(e)


def by_flow():
    x = []
    a = x
    x = {}
    b = x
    x = 1
    d = x
    return typeof(a), typeof(b), typeof(x), typeof(d)


def in_a_loop(items):
    x = []
    for i in items:
        y = x
        x = "text"
    return typeof(x), typeof(y)


def circle(n):
    a = 1.0
    b = a
    for i in range(n):
        a = b
        b = a + 1
    return typeof(a), typeof(b)


def text(str s):
    a = s.split()
    b = a[0]
    c = s.find("a")
    d = s.startswith("a")
    e = s.encode("utf8")
    f = s.partition(" ")
    return typeof(a), typeof(b), typeof(c), typeof(d), typeof(e), typeof(f)


def views(dict d):
    out = []
    for item in d.items():
        out.append(typeof(item))
    for k, v in d.items():
        out.append(typeof(k))
    for v in d.values():
        out.append(typeof(v))
    return out


def tuples(x):
    t = (1, x)
    a = t[0]
    b = t[1]
    c = t[:1]
    return typeof(t), typeof(a), typeof(b), typeof(c)


def displays():
    for a in (1, 2):
        pass
    for b in [1, 2.5]:
        pass
    for c in ("a", "b"):
        pass
    for d in (b"a", b"b"):
        pass
    for e in ("a", None):
        pass
    for f in (1, None):
        pass
    return typeof(a), typeof(b), typeof(c), typeof(d), typeof(e), typeof(f)


def characters():
    out = []
    for c in (b"a", b"b", b"c"):
        out.append(<int>c)
    return out


def counted(list items, other):
    for i, x in enumerate(items):
        pass
    for j, y in enumerate(other):
        pass
    return typeof(i), typeof(x), typeof(j), typeof(y)


cdef class Manager:
    cpdef double __enter__(self):
        return 2.5

    def __exit__(self, *args):
        return None


def managed():
    with Manager() as x:
        pass
    return typeof(x), x


def reassigned(*args, **kwargs):
    a = args[1:]
    args = args[:1]
    kwargs = a[0] + kwargs["x"]
    return typeof(args), typeof(kwargs), args, kwargs


def shared():
    x = 1.0
    y = 2
    z = 1

    def inner():
        nonlocal x, y, z
        x = 3
        y = 4.0
        z = "text"

    inner()
    return typeof(x), typeof(y), typeof(z), x


def overflowing(n):
    a = 1
    b = 1
    c = 1
    d = a + n

    def inner():
        return b + n

    for i in range(c):
        inner()
    return typeof(a), typeof(b), typeof(c)


def deleted():
    x = [1]
    del x
    y = 1
    del y
    x = [2]
    y = 2
    return typeof(x), typeof(y)


def numbers(int_value, float f, double complex z):
    cdef int i = 1
    n = int(int_value)
    a = n + i
    b = n + 1.5
    c = n / i
    d = n / n
    cdef complex_object = z
    e = complex(complex_object)
    cdef object fo = f
    g = float(fo)
    h: typing.Optional[float] = g
    k = h * 2
    return typeof(a), typeof(b), typeof(c), typeof(d), typeof(e), typeof(k)


def joined(list a, list b):
    x = a or b
    y = a if b else None
    z = a or {}
    cdef str s = "ab"
    u = s and s[0]
    return typeof(x), typeof(y), typeof(z), typeof(u)


class Swallow:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        return True


def swallowed():
    x = []
    with Swallow():
        x = {}
        x = "a"
        raise ValueError
    y = x
    return typeof(y)


def handled():
    x = []
    try:
        a = x
        x = {}
        len(x)
        x = "text"
    except ValueError:
        b = x
    finally:
        c = x
    b = c
    return typeof(a), typeof(b), typeof(c)


def declared(list[int] a, dict[str, double] b, tuple[int, str] c, List[str] d):
    assert typeof(a) == "list[int] object"
    assert typeof(c) == "tuple[int,str object] object"
    x = a[0]
    y = b["a"]
    z = c[0]
    u = c[1]
    v = d[0]
    assert (typeof(x), typeof(y), typeof(z), typeof(u), typeof(v)) == (
        "int", "double", "int", "str object", "str object")
    return x, y, z, u, v


def annotated(a: list[int], b: dict[str, float], c: Maybe[List[str]], d: list[list[float]]):
    n = b["a"]
    total = 0.0
    for row in d:
        for item in row:
            total += item
    return typeof(a), typeof(b), typeof(c), typeof(d), n, total


def iterated(list[double] values, dict[str, int] d):
    total = 0.0
    for v in values:
        total += v
    kinds = []
    for k in d:
        kinds.append(typeof(k))
    for w in d.values():
        kinds.append(typeof(w))
    for k, x in d.items():
        kinds.append(typeof(x))
    return total, typeof(v), kinds, x


def unions(a: list | None, b: Union[tuple, None]):
    c: int | str = 1
    return typeof(a), typeof(b), typeof(c)


def old_annotation(a: {"type": int}, b: {"ctype": cython.long}, c: {"ctype": "long int"} = 3):
    return typeof(a), typeof(b), typeof(c)


cpdef checked(a: list):
    return a


class Number(int):
    pass


class Sub(list):
    pass


def annotated_int(x: int):
    return x


def optional_float(x: Maybe[float]):
    return x


def local_int(x):
    y: int = x
    return y


def local_float(x):
    y: float = x
    return y


def returns_int(x) -> int:
    return x


def first_int(x: list[int]):
    return x[0]


def exact_list(x: list):
    return x


def refused_subclass(x):
    try:
        exact_list(x)
    except TypeError as e:
        return "deliberately stricter than PEP-484" in str(e)


def extremes():
    cdef int i = 3
    cdef double d = 2.0
    return max(i, d), min(i, d)


def more_values(str s, x):
    a = (1, 2) * 2
    b = s[x]
    c = (d := 5)
    return typeof(a), typeof(b), typeof(c), typeof(d)

"""Fused functions and methods: several fused types at once, groups inside groups, pointers and arrays, C and Python ways
to choose, branches on types, defaults, results."""

from __future__ import annotations

from ..numbers_c import INT, INTEGERS, PYTHON
from .menu import choose, numbered, statements

MENU = ["log(one_@(n))", "log(one_@(d))", "log(one_@(<short>n))", "log(one_@[int](n))", "log(one_@[double](d))", "log(one_@(fl))", "log(one_@(u))", "log(two_@(n, d))", "log(two_@(n, n))", "log(two_@(d, 1))", "log(two_@(o, o))", "log(two_@(n, o))", "log(two_@(1, 2.5))",
        "log(both_@(n, d))", "log(both_@(n, fl))", "log(both_@[int, double](n, d))", "log(both_@(big, n))", "log(both_@(o, d))", "log(pointed_@(&n, 3))", "log(pointed_@(&d, 2))", "log(pointed_@(arr, 2))", "log(summed_@(arr, 3))", "log(py_@(n))", "log(py_@(d))", "log(py_@(o))", "log(py_@(st))", "log(py_@[int](o))", "log(py_@['double'](o))",
        "log(py_@[float](o))", "log(py_@['nothing'](o))", "log(cp_@(n, d))", "log(cp_@(o, o))", "log(cp_@(1, 2))", "log(cp_@[int](1, 2))", "log(sorted(py_@.__signatures__))", "log(h.meth(n))", "log(h.meth(o))", "log(h.cmeth(n))", "log(h.cmeth(d))", "log((<object>h).both(n, d))", "log((<object>h).meth(o))", "log((<object>h).meth['int'](o))", "log(h.both(n, n))",
        "log(py_@.__name__, h.meth.__name__)", "log(branch_@(n), branch_@(d), branch_@(st))", "log(branch_@(o))", "log(group_@(n), group_@(d), group_@(big))", "fp = one_@\nlog(fp(n))", "fp = <int (*)(int) except? -1>inc_@\nlog(fp(n))", "log(inc_@(n), inc_@(d))", "log(inc_@(5))", "log(keyed_@(n, y=3))", "log(keyed_@(x=o))", "log(keyed_@(n, o))", "log(maker_@(n)[0])",
        "log(lister_@(n, o))", "log(obj_@(h))", "log(obj_@(o))", "log(obj_@(1.5))", "log(obj_@([1]))", "log(default_@())", "log(default_@(o))", "log(closure_@(n)(2))", "log(closure_@(o)(2))", "n = $n", "d = $r", "o = $o", "big = $i", "fl = $r", "o = n", "o = d", "o = st"]


def part(g, number: int) -> str:
    g.reset()
    g.boundscheck = g.wraparound = True
    ints = g.random.sample([t for t in INTEGERS if " " not in t.name and t.name in ("int", "short", "long", "char", "size_t", "Py_ssize_t")], 2)
    numbers = sorted({"int", "double"} | {t.name for t in ints} | ({"float"} if g.chance(0.5) else set()), key=lambda n: g.random.random())
    clause = g.random.choice(["", " except *", " except? -1"])
    text = """
ctypedef fused Num_@:
{numbers}

ctypedef fused Any_@:
    int
    double
    str
    bytes
    object

ctypedef fused Whole_@:
    int
    long long

ctypedef fused Real_@:
    float
    double

ctypedef fused Mixed_@:
    Whole_@
    Real_@

ctypedef fused Obj_@:
    Holder_@
    list
    double
    object

cdef one_@(Num_@ x):
    cdef Num_@ y = x
    y += 1
    return x, y, sizeof(Num_@)

cdef two_@(Num_@ x, Num_@ y):
    return x + y, x < y, x if x > y else y

cdef both_@(Num_@ x, Real_@ y):
    if Num_@ is int and Real_@ is double:
        return 'int double', x, y
    elif Real_@ is float:
        return 'float', x, y
    return x * y

cdef Num_@ inc_@(Num_@ x){clause}:
    if x == 5:
        raise ValueError(x)
    return x + 1

cdef pointed_@(Num_@ *p, int n):
    p[0] += <Num_@>n
    return p[0]

cdef Num_@ summed_@(Num_@ *p, Py_ssize_t n){clause}:
    cdef Num_@ total = 0
    cdef Py_ssize_t i
    for i in range(n):
        total += p[i]
    return total

def py_@(Num_@ x, other=5):
    cdef Num_@ y = x
    return x, y * 2, other

cpdef cp_@(Num_@ x, Num_@ y=3):
    return x - y, x // (y if y else 1)

cdef branch_@(Any_@ x):
    if Any_@ is int:
        return 'int', x + 1
    elif Any_@ is double:
        return 'double', x * 2
    elif Any_@ is str:
        return 'str', x + 'x', len(x)
    elif Any_@ is bytes:
        return 'bytes', x
    else:
        return 'object', x

cdef group_@(Mixed_@ x):
    if Mixed_@ in Whole_@:
        return 'whole', x & 3
    else:
        return 'real', x / 2

def keyed_@(Num_@ x, int y=2, *, z=None):
    return x, y, z

cdef maker_@(Num_@ x):
    return [x, <double>x, str(x)]

cdef list lister_@(Num_@ x, object o):
    return [x, o]

def obj_@(Obj_@ x):
    if Obj_@ is Holder_@:
        return 'holder', x.n
    elif Obj_@ is list:
        return 'list', len(x)
    elif Obj_@ is double:
        return 'double', x
    return 'object'

def default_@(Mixed_@ x=3):
    return x, Mixed_@ is int

def closure_@(Num_@ x):
    def inner(y):
        return x + y, x
    return inner

cdef class Holder_@:
    cdef public int n
    def __init__(self, n=1):
        self.n = n
    def meth(self, Num_@ x):
        return self.n + x, x
    cdef cmeth(self, Num_@ x):
        return x * 2, self.n
    cpdef both(self, Num_@ x, Mixed_@ y):
        return x, y, self.n
"""
    menu = choose(g, MENU, 20)
    g.add_scalar("n", INT)
    g.add_object("o", "object")
    tests = []
    for index in range(2):
        lines = statements(g, menu, g.random.randrange(10, 18), "    ")
        tests.append("""def fuse{}_@(int n, double d, o):
    cdef float fl = 1.5
    cdef long long big = n
    cdef str st = 'st'
    cdef bytes b = b'by'
    cdef Py_UCS4 u = 'u'
    cdef int[3] arr = [1, 2, 3]
    cdef Holder_@ h = Holder_@(n)
""".format(index) + "\n".join(lines) + "\n    return n, d\n")
        for _ in range(5):
            g.calls_made.append(("fuse{}_{}".format(index, number), "{}, {}, {}, ".format(g.random.randrange(-3, 9), g.random.choice(["0.5", "-1.0", "3.0"]), g.argument(PYTHON["object"]))))
    for name in ("py", "obj", "default", "keyed", "cp"):
        for _ in range(5):
            g.calls_made.append(("{}_{}".format(name, number), g.argument(PYTHON["object"]) + ", "))
    text = text.format(numbers="\n".join("    " + n for n in numbers), clause=clause)
    return numbered(text + "\n" + "\n\n".join(tests), number)

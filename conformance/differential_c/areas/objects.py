"""Extension classes: errors raised inside special methods and properties, weak references, free lists, typed attributes of
all kinds, inheritance from C and Python, `cpdef` methods overridden in Python, descriptors, in-place operators, copying."""

from __future__ import annotations

from ..numbers_c import INT, PYTHON
from .menu import choose, numbered, statements

#: Special methods of the class, each with the expressions that use it.
SPECIAL = [
    ("def __len__(self):", ["len(a)", "bool(a)", "a.__len__()"], "int"), ("def __bool__(self):", ["not a", "1 if a else 2", "a and 3"], "truth"),
    ("def __getitem__(self, i):", ["a[$n]", "a['k']", "a[1:2]", "a[o]", "a[$n, 2]"], "object"), ("def __setitem__(self, i, v):\n        log('set', i, v)", ["a.__setitem__(1, 2)", "setitem(a, $n, $o)"], "none"),
    ("def __delitem__(self, i):\n        log('del', i)", ["delitem(a, $n)"], "none"), ("def __contains__(self, x):", ["$n in a", "o not in a"], "truth"), ("def __hash__(self):", ["hash(a) != -1", "{a: 1}[a]"], "int"),
    ("def __eq__(self, other):", ["a == b", "a == o", "o == a", "a != b", "[a] == [b]", "a.__eq__(3)"], "compare"), ("def __lt__(self, other):", ["a < b", "b > a", "o < a", "sorted([a, b]) is None"], "compare"), ("def __ge__(self, other):", ["a >= b", "b <= a"], "compare"),
    ("def __ne__(self, other):", ["a != b", "a != o"], "compare"), ("def __call__(self, x=1, *args, **kw):", ["a()", "a($n)", "a(1, 2, k=3)", "a(*o)", "a(x=o)"], "object"), ("def __iter__(self):", ["list(a)", "[*a]", "[x_ for x_ in a]", "unpack(a)", "sum(a)"], "iterator"),
    ("def __next__(self):", ["next(a)", "next(a, 5)", "a.__next__()"], "object"), ("def __add__(self, other):", ["a + 1", "a + b", "a + o"], "binary"), ("def __radd__(self, other):", ["1 + a", "o + a"], "binary"), ("def __iadd__(self, other):", ["iadd(a, $n)", "iadd(a, o)"], "self"),
    ("def __sub__(self, other):", ["a - 1", "a - b"], "binary"), ("def __mul__(self, other):", ["a * 2", "a * o"], "binary"), ("def __matmul__(self, other):", ["a @ b", "a @ 1"], "binary"), ("def __truediv__(self, other):", ["a / 2"], "binary"), ("def __rtruediv__(self, other):", ["2 / a"], "binary"),
    ("def __mod__(self, other):", ["a % 2"], "binary"), ("def __divmod__(self, other):", ["divmod(a, 2)"], "binary"), ("def __pow__(self, x, y):", ["a ** 2", "pow(a, 2, 3)"], "binary"), ("def __rpow__(self, x, y):", ["2 ** a"], "binary"), ("def __lshift__(self, other):", ["a << 1"], "binary"),
    ("def __and__(self, other):", ["a & 1", "a & b"], "binary"), ("def __ror__(self, other):", ["1 | a"], "binary"), ("def __neg__(self):", ["-a"], "object"), ("def __pos__(self):", ["+a"], "object"), ("def __invert__(self):", ["~a"], "object"), ("def __abs__(self):", ["abs(a)"], "object"),
    ("def __int__(self):", ["int(a)", "<int>a", "cint(a)"], "int"), ("def __float__(self):", ["float(a)", "<double>a"], "float"), ("def __index__(self):", ["[1, 2, 3][a]", "hex(a)", "cint(a)", "range(a)"], "int"), ("def __complex__(self):", ["complex(a)"], "object"),
    ("def __str__(self):", ["str(a)", "f'{a}'", "'%s' % a"], "str"), ("def __repr__(self):", ["repr(a)", "f'{a!r}'", "[a].__repr__()"], "str"), ("def __format__(self, spec):", ["f'{a:x}'", "format(a, 'y')"], "str"), ("def __bytes__(self):", ["bytes(a)"], "bytes"),
    ("def __getattr__(self, name):", ["a.missing", "getattr(a, 'other', 3)", "hasattr(a, 'gone')", "a.missing()"], "object"), ("def __setattr__(self, name, v):\n        log('setattr', name)", ["setattr(a, 'zz', 1)", "setattr(a, 'plain', $n)"], "none"),
    ("def __delattr__(self, name):\n        log('delattr', name)", ["delattr(a, 'zz')"], "none"), ("def __enter__(self):", ["manage(a)"], "self"), ("def __exit__(self, t, v, tb):\n        log('leave', t is None)", ["manage(a)", "manage(a, True)"], "truth"),
    ("def __get__(self, obj, cls):\n        log('get', obj is None)", ["Owner_@().attribute", "Owner_@.attribute"], "object"), ("def __set__(self, obj, v):\n        log('descr set', v)", ["setattr(Owner_@(), 'attribute', 3)"], "none"), ("def __delete__(self, obj):", ["delattr(Owner_@(), 'attribute')"], "none"),
    ("def __copy__(self):", ["copy.copy(a)"], "object"), ("def __sizeof__(self):", ["a.__sizeof__()"], "int"), ("def __dir__(self):", ["dir(a)"], "list"), ("def __length_hint__(self):", ["a.__length_hint__()"], "int"), ("def __reversed__(self):", ["list(reversed(a))"], "iterator"), ("def __round__(self, n=0):", ["round(a)", "round(a, 2)"], "object"),
    ("def __class_getitem__(cls, x):", ["type(a)[3]"], "object"), ("def __init_subclass__(cls, **kw):\n        log('subclass', cls.__name__)", ["type('Made', (type(a),), {}).__name__"], "none"),
]
RESULTS = {"int": ["3", "0", "-1", "self.n", "2**70", "'x'", "None", "self.v", "-2"], "truth": ["True", "0", "self.n", "[]", "self.v", "None", "2"], "object": ["self.v", "(self, 1)[1]", "self.n", "None", "'text'", "i", "other", "self.d"],
           "compare": ["self.n > 2", "NotImplemented", "other is self", "None", "'odd'"], "iterator": ["iter([1, 2])", "iter('ab')", "self", "3", "(q_ for q_ in (1, 2))", "None"], "binary": ["NotImplemented", "self.n + 1", "(type(self).__name__, type(other).__name__)", "'r'", "self.v"],
           "self": ["self", "self", "None", "5"], "float": ["1.5", "self.d", "3", "'x'", "self.n"], "str": ["'text'", "'\\u20ac'", "3", "None", "str(self.v)"], "bytes": ["b'by'", "'x'"], "list": ["['b', 'a']", "3"]}
ATTRIBUTES = ["cdef public int n", "cdef public object v", "cdef public double d", "cdef readonly str s", "cdef public list li", "cdef public bint flag", "cdef public Py_UCS4 u", "cdef public unsigned char uc", "cdef public (int, double) pair", "cdef Colour col", "cdef public double complex z",
              "cdef int arr[3]", "cdef char *text", "cdef public bytes by", "cdef public dict dd", "cdef public long double ld", "cdef public long long ll", "cdef public Colour colour", "cdef int (*fn)(int) except? -1", "cdef public tuple tt", "cdef public short sh", "cdef public size_t sz", "cdef public float fl", "cdef public Base_@ link"]
USES = ["log(a.n, a.v, a.d)", "a.n = $n", "a.v = $o", "a.d = $r", "(<object>a).n = $o", "(<object>a).d = $o", "(<object>a).li = $o", "(<object>a).flag = $o", "(<object>a).u = $o", "(<object>a).uc = $o", "(<object>a).pair = $o", "(<object>a).z = $o", "(<object>a).by = $o", "(<object>a).ll = $o", "(<object>a).colour = $o",
        "(<object>a).tt = $o", "(<object>a).sz = $o", "(<object>a).fl = $o", "(<object>a).link = $o", "(<object>a).s = $o", "log((<object>a).u, (<object>a).pair, (<object>a).z)", "log((<object>a).uc, (<object>a).sh, (<object>a).colour)", "log((<object>a).link, (<object>a).by)", "del (<object>a).v", "del (<object>a).n",
        "del (<object>a).li", "log(a.li)", "a.li.append($n)", "log(a.compute($n))", "log(a.compute(3))", "log(b.compute($n))", "log((<object>a).compute($n))", "log((<object>b).compute('x'))", "log(a.late($n, $o))", "log(a.late($n))", "log(b.late(1, 2))", "log(a.hidden($n))", "log(b.hidden(2))", "log((<Base_@>b).hidden(1))",
        "log((<Base_@?>o).n)", "log((<Base_@>b).n)", "a = b", "b = a", "a = o", "b = o", "a = Derived_@($n)", "a = Base_@($n)", "b = Derived_@(4)", "b = Derived_@(9)", "a = Base_@(9)", "a = Python_@($n)", "b = Python_@(2)", "a = None", "a, b = b, a", "o = a", "log(isinstance(o, Base_@), type(a).__name__)", "log(a is b, a is None)", "log(a.prop)", "a.prop = $o", "(<object>a).prop = $n",
        "del (<object>a).prop", "log(a.only)", "(<object>a).only = 1", "log(a.twice())", "log(Base_@.twice(a))", "log(Base_@.stat($n), a.stat(2))", "log(Base_@.klass(1), b.klass(2))", "w = weakref.ref(a)\nlog(w() is a)", "w = weakref.ref(a, lambda r: log('died'))\na = Base_@(1)\nlog(w())", "log(copy.copy(a).n)", "log(pickle.loads(pickle.dumps(a)).n)",
        "log(a.__class__.__name__, a.__doc__)", "log((<object>a).nothing)", "(<object>a).nothing = 1", "log(a.text[:2])", "log(a.arr[$3], a.arr)", "a.arr[$3] = $n", "a.fn = fn_@\nlog(a.fn($n))", "log(a.chain())", "a.link = b\nlog(a.link.n)", "a.link = a\na = None", "log(sorted_names(a))", "for $v in range(9):\n    a = Base_@($v)", "log([Base_@($v) for $v in range(4)][2].n)",
        "log(Base_@())", "log(Base_@(1, 2, 3, 4))", "log(Derived_@('x'))", "log(Base_@.__new__(Base_@).n)", "log(object.__new__(Base_@))", "log(Base_@.__new__(Derived_@, 3).n)", "log(super_of(b))", "log(b.extra)", "b.extra = $n", "log(Base_@.compute(b, 2))", "log(Derived_@.compute(a, 2))", "log(hasattr(a, '__dict__'), hasattr(b, 'extra'))", "a.__init__($n)", "log(a.gen())", "log(list(a.gen()))"]


def part(g, number: int) -> str:
    g.reset()
    g.boundscheck = g.wraparound = True
    g.add_scalar("x", INT)
    g.add_object("o", "object")
    uses = choose(g, USES, 15)
    attributes = ATTRIBUTES[:5] + [a for a in ATTRIBUTES[5:] if g.chance(0.5)]
    weak = ["cdef object __weakref__"] * g.chance(0.6) + ["cdef dict __dict__"] * g.chance(0.25)
    decorators = g.random.choice(["", "", "", "@cython.freelist(2)\n", "@cython.no_gc_clear\n", "@cython.freelist(1)\n", "@cython.auto_pickle(True)\n", "@cython.no_gc\n" if False else ""])
    decorators += "@cython.total_ordering\n" if g.chance(0.1) else ""
    optional = g.chance(0.5)
    lines = ["class Owner_@:\n    attribute = None\n", "cdef int fn_@(int x) except? -1:\n    if x == 2:\n        raise ValueError(x)\n    return x + 1\n",
             "{}cdef class Base_@:".format(decorators)] + ["    " + a for a in attributes + weak]
    lines += ["""
    def __cinit__(self, n=1, *args):
        log('cinit', n)
        self.n = n if isinstance(n, int) else 2
        self.li = [n]
        self.s = 'own'
        if n == 9:
            raise ValueError('nine')

    def __init__(self, n=1, v=None, w=3):
        self.v = v
        self.d = w
{init}
    def __dealloc__(self):
        log('dealloc', self.n)

    cpdef int compute(self, int x) except? -1:
        if x == 3:
            raise KeyError(x)
        return self.n + x

    cpdef late(self, int x, y=5):
        return x, y, self.n

    cdef int hidden(self, int x{given}) except -1:
        if x > 4:
            raise IndexError(x)
        return x + self.n & 15

    cdef Base_@ chained(self):
        self.n += 1
        return self

    def chain(self):
        return self.chained().chained().chained().n

    @property
    def prop(self):
        if self.n == 2:
            raise AttributeError('prop')
        return self.n

    @prop.setter
    def prop(self, int value):
        self.n = value

    @prop.deleter
    def prop(self):
        log('prop deleted')

    @property
    def only(self):
        return self.v

    def twice(self):
        return self.compute(self.n & 3) * 2

    @staticmethod
    def stat(int x):
        return x * 2

    @classmethod
    def klass(cls, x):
        return cls.__name__, x

    def gen(self):
        cdef int i
        for i in range(3):
            yield i + self.n
            self.n += 1
""".format(init="        self.link = None\n" if any("link" in a for a in attributes) else "", given=", int y=7" if optional else "")]
    special = g.random.sample(SPECIAL, g.random.randrange(4, 12))
    exprs = []
    for head, used, kind in special:
        lines += special_method(g, head, kind)
        exprs += used
    lines += ["", "cdef class Derived_@(Base_@):" if g.chance(0.8) else "@cython.final\ncdef class Derived_@(Base_@):", "    cdef public object extra", "    cdef int more[2]"]
    lines += ["    def __cinit__(self, n=1, *args):", "        log('derived cinit')", "        self.extra = [self]" if g.chance(0.3) else "        self.extra = 'e'", "        if n == 4:", "            raise TypeError('four')", ""]
    if g.chance(0.6):
        lines += ["    cpdef int compute(self, int x) except? -1:", "        return Base_@.compute(self, x) + 1" if g.chance(0.5) else "        return -1", ""]
    if g.chance(0.6):
        lines += ["    cdef int hidden(self, int x{}) except -1:".format(", int y=8" if optional else ""), "        return Base_@.hidden(self, x) ^ 3", ""]
    if g.chance(0.5):
        lines += ["    def __dealloc__(self):", "        log('derived dealloc', self.extra)", ""]
    for head, used, kind in g.random.sample(special, g.random.randrange(0, 3)) + g.random.sample(SPECIAL, 2):
        lines += special_method(g, head, kind)
        exprs += used
    wrong = g.random.choice(["'wrong'", "2.5", "x", "super().compute(x) if x else 1", "2**40", "None", "raise_()", "self.n", "-1"])
    lines += ["", "class Python_@(Base_@):", "    def compute(self, x):", "        log('python compute', x)", "        return {}".format(wrong), ""]
    if g.chance(0.5):
        lines += ["    def late(self, x, y=6):", "        return 'late', x, y", ""]
    if g.chance(0.4):
        lines += ["    def __del__(self):", "        log('python del')", ""]
    if g.chance(0.3):
        lines += ["    __slots__ = ()", ""]
    lines += [HELPERS]
    uses = uses + ["log({})".format(e) for e in exprs] * 2
    for index in range(2):
        body = statements(g, uses, g.random.randrange(8, 16), "    ")
        lines += ["", "def use{}_@(int x, o):".format(index), "    cdef Base_@ a = Base_@(x)", "    cdef Derived_@ b = Derived_@(1)" if g.chance(0.7) else "    cdef Base_@ b = Python_@(1)", "    w = None"] + body + ["    a = b = None", "    return x"]
        g.make_calls("use{}_{}".format(index, number), (INT, PYTHON["object"]), 0, False)
    g.calls_made.append(("owner_{}".format(number), ""))
    return numbered("import weakref, copy, pickle\n\n" + "\n".join(lines), number) + "\n"


HELPERS = """
def setitem(a, i, v):
    a[i] = v
def delitem(a, i):
    del a[i]
def iadd(a, x):
    a += x
    return a
def unpack(a):
    x, y = a
    return x, y
def cint(int x):
    return x
def manage(a, fails=False):
    with a as x:
        log('in', x is a)
        if fails:
            raise KeyError('managed')
    return 'managed'
def sorted_names(a):
    return sorted(n for n in dir(a) if not n.startswith('__'))
def super_of(b):
    return super(Derived_@, b).compute(1)
def owner_@():
    Owner_@.attribute = Base_@(1)
    try:
        return Owner_@().attribute is Owner_@.attribute
    finally:
        Owner_@.attribute = None
"""


def special_method(g, head: str, kind: str):
    lines = ["    " + head]
    way = g.random.randrange(8)
    if way == 0:
        lines.append("        raise {}('{}')".format(g.random.choice(["ValueError", "StopIteration", "AttributeError", "TypeError", "IndexError", "KeyError"]), head[4:12]))
    elif way == 1:
        lines += ["        if self.n > 2:" if "cls" not in head else "        if True:", "            raise {}('big')".format(g.random.choice(["StopIteration", "AttributeError", "IndexError", "RuntimeError"]))]
    elif way == 2:
        lines.append("        log('in {}')".format(head[4:12]))
    if kind == "none":
        return lines + ["        pass", ""]
    results = RESULTS[kind]
    names = [r for r in results if r not in ("i", "other") or r in head.replace("(", " ").replace(",", " ").replace(")", " ").split()]
    names = [r for r in names if "self" not in r or "self" in head] if True else names
    names = [r.replace("type(other).__name__", "1") if "other" not in head else r for r in names]
    return lines + ["        return {}".format(g.random.choice(names or ["None"])), ""]

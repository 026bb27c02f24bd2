"""What the compiler adds by itself: pickling, dataclasses, orderings, enum classes, properties, coercions of functions."""

import copy
import pickle

cimport cython
from cython cimport dataclasses


cdef class Record:
    cdef public object a
    cdef public int n
    cdef double d

    def __init__(self, a=None, n=0):
        self.a, self.n = a, n


class PythonRecord(Record):
    pass


@dataclasses.dataclass
cdef class Data:
    a: object
    n: cython.int = 3
    l: list = dataclasses.field(default_factory=list)


@dataclasses.dataclass(order=True, frozen=True)
cdef class Ordered:
    n: cython.int
    t: tuple = ()


@cython.total_ordering
cdef class Total:
    cdef object v

    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        return self.v < (<Total?> other).v

    def __eq__(self, other):
        return isinstance(other, Total) and self.v == (<Total> other).v


cpdef enum Level:
    low = 1
    high = 2


@cython.auto_pickle(False)
cdef class Fields:
    cdef public object o
    cdef public list l
    cdef public double d
    cdef readonly bytes b
    cdef public Record r
    cdef public (int, double) pair

    cdef object both(self, object x=None, int n=5):
        return x, n, self.o

    cpdef object maybe(self, object x=None, list l=None):
        return x, l


cdef object callback(object x):
    return [x]


cdef int number(int x) except -1:
    if x < 0:
        raise ValueError(x)
    return x


def t_pickled(s):
    r = Record([1, 'x'], 5)
    p = PythonRecord(s, 6)
    p.extra = s
    loaded = pickle.loads(pickle.dumps(r))
    return loaded.a, copy.copy(p).extra, copy.deepcopy(r).n, copy.copy(r).a


def t_pickle_fails(s):
    for f in (lambda: Record().__setstate__(s), lambda: Record().__setstate__((1,)), lambda: Record().__reduce__(s),
              lambda: pickle.dumps(Fields()), lambda: copy.copy(Fields())):
        try:
            f()
        except Exception:
            pass


def t_dataclasses(s):
    d = Data(s)
    e = Data(a=s, n=4, l=[s])
    out = [repr(Data(1)), d == e, e == Data(s, 4, [s]), d.l, Ordered(1) < Ordered(2), hash(Ordered(1, (s,))), d.__match_args__]
    for f in (lambda: Data(), lambda: Data(s, s), lambda: Data(s, 1, s), lambda: Data(s, zz=s), lambda: d < e, lambda: hash(d)):
        try:
            f()
        except TypeError:
            pass
    try:
        Ordered(1).n = 2
    except AttributeError:
        pass
    match d:
        case Data(a=x, n=3):
            out.append(x)
    return out


def t_orderings(s):
    a, b = Total(1), Total(2)
    out = [a < b, a <= b, a > b, a >= b, a == b, a != b]
    for f in (lambda: a < s, lambda: a >= s, lambda: Total(s) < b, lambda: a <= None):
        try:
            f()
        except TypeError:
            pass
    return out


def t_enums(s):
    x = Level.low
    cdef Level c = high
    for f in (lambda: Level('x'), lambda: Level[s]):
        try:
            f()
        except (ValueError, KeyError):
            pass
    return x.name, Level(2), Level['high'], list(Level), c, Level.__members__


def t_fields(s):
    f = Fields()
    f.o = s
    f.l = [s]
    f.d = 2
    f.r = Record(s)
    f.pair = (1, 2.5)
    for name, value in (('l', s), ('d', s), ('r', s), ('pair', s), ('pair', (1, s)), ('b', b'x'), ('o', f)):
        try:
            setattr(f, name, value)
        except (TypeError, AttributeError):
            pass
    for name in ('l', 'd', 'r', 'pair', 'b', 'o'):
        try:
            delattr(f, name)
        except (TypeError, AttributeError, NotImplementedError):
            pass
    return f.o, f.l, f.d, f.b, f.r, f.pair


def t_optional_arguments(s):
    cdef Fields f = Fields()
    f.o = s
    return f.both(), f.both(s), f.both(s, 6), f.maybe(), f.maybe(s), f.maybe(s, [s])


def t_function_values(s):
    f = callback
    g = number
    for bad in (s, -1, 10 ** 30):
        try:
            g(bad)
        except (TypeError, ValueError, OverflowError):
            pass
    return f(s), g(3), (callback, number)


def t_type_names(s):
    class Local:
        a: int = 1
        b: list
        def m(self, x: 'str' = 'y') -> list: ...
    return Local.__annotations__, Local.m.__annotations__, Local.__qualname__, Local.__doc__, Record.__doc__, Data.__name__

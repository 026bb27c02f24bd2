"""
Python classes and extension classes.

>>> p = Point(1, 2)
>>> p.x, p.norm2(), p == Point(1, 2), p != Point(2, 1), repr(p)
(1.0, 5.0, True, True, 'Point(1.0, 2.0)')
>>> p.x = 5; p.x
5.0
>>> p.y
Traceback (most recent call last):
AttributeError: 'classes.Point' object has no attribute 'y'
>>> p.tag is None
True
>>> p.tag = 'a'; p.tag
'a'
>>> p.tag = 3
Traceback (most recent call last):
TypeError: Expected str, got int
>>> p + Point(1, 1), 2 * p
(Point(6.0, 3.0), Point(10.0, 4.0))
>>> p + 1
Traceback (most recent call last):
TypeError: unsupported operand type(s) for +: 'classes.Point' and 'int'
>>> Point('a', 2)
Traceback (most recent call last):
TypeError: must be real number, not str
>>> q = Point3(1, 2, 2)
>>> q.norm2(), q.describe(), isinstance(q, Point), call_norm2(q)
(9.0, 'three', True, 9.0)
>>> class PyPoint(Point):
...     def norm2(self): return 'python'
>>> PyPoint(1, 2).norm2(), call_norm2(PyPoint(1, 2))
Traceback (most recent call last):
TypeError: must be real number, not str
>>> s = Stack()
>>> s.push(1); s.push('b'); len(s), s[0], s[-1], 'b' in s, list(s), bool(s)
(2, 1, 'b', True, [1, 'b'], True)
>>> s[5]
Traceback (most recent call last):
IndexError: list index out of range
>>> s[0] = 9; del s[1]; list(s), s(3)
([9], 12)
>>> with s as t: t is s
True
>>> a = Account(10)
>>> a.balance, a.doubled
(10, 20)
>>> a.balance = 5; a.doubled
10
>>> a.balance = -1
Traceback (most recent call last):
ValueError: negative
>>> del a.balance
Traceback (most recent call last):
NotImplementedError: __del__
>>> Account.of(3).balance, Account.kind()
(3, 'Account')
>>> Plain.shared, Plain(4).get(), Child(5).get(), Child.__mro__[1] is Plain
(7, 4, 'child 5', True)
>>> life()
['init', 'dealloc']
>>> cycle()
True
>>> Version(1) <= Version(2), Version(1) > Version(2), Version(2) >= Version(2), Version(1) == Version(1)
(True, False, True, False)
"""

cimport cython

cdef class Point:
    cdef public double x
    cdef double y
    cdef public str tag

    def __init__(self, double x, double y):
        self.x = x
        self.y = y

    cpdef double norm2(self) except? -1:
        return self.x * self.x + self.y * self.y

    def __eq__(self, other):
        if not isinstance(other, Point):
            return NotImplemented
        return self.x == (<Point>other).x and self.y == (<Point>other).y

    def __repr__(self):
        return f'Point({self.x}, {self.y})'

    def __add__(self, other):
        if not isinstance(other, Point):
            return NotImplemented
        return Point(self.x + (<Point>other).x, self.y + (<Point>other).y)

    def __rmul__(self, factor):
        return Point(factor * self.x, factor * self.y)

    def describe(self):
        return 'two'


cdef class Point3(Point):
    cdef double z

    def __init__(self, x, y, z):
        Point.__init__(self, x, y)
        self.z = z

    cpdef double norm2(self) except? -1:
        return Point.norm2(self) + self.z * self.z

    def describe(self):
        return 'three' if super().describe() == 'two' else 'lost'


def call_norm2(Point p):
    return p.norm2()


cdef class Stack:
    cdef list items

    def __cinit__(self):
        self.items = []

    def push(self, item):
        self.items.append(item)

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        return self.items[index]

    def __setitem__(self, index, value):
        self.items[index] = value

    def __delitem__(self, index):
        del self.items[index]

    def __contains__(self, item):
        return item in self.items

    def __iter__(self):
        return iter(self.items)

    def __call__(self, x):
        return x + self.items[0]

    def __enter__(self):
        return self

    def __exit__(self, *args):
        return False


cdef class Account:
    cdef long _balance

    def __init__(self, balance):
        self._balance = balance

    @property
    def balance(self):
        return self._balance

    @balance.setter
    def balance(self, value):
        if value < 0:
            raise ValueError('negative')
        self._balance = value

    @property
    def doubled(self):
        return 2 * self._balance

    @classmethod
    def of(cls, value):
        return cls(value)

    @staticmethod
    def kind():
        return 'Account'


class Plain:
    shared = 3 + 4

    def __init__(self, value):
        self.value = value

    def get(self):
        return self.value


class Child(Plain):
    def get(self):
        return f'child {super().get()}'


cdef list events = []


cdef class Tracked:
    def __init__(self):
        events.append('init')

    def __dealloc__(self):
        events.append('dealloc')


def life():
    del events[:]
    t = Tracked()
    del t
    return list(events)


cdef class Node:
    cdef object other
    cdef object __weakref__


def cycle():
    import gc, weakref
    cdef Node a = Node(), b = Node()
    a.other = b
    b.other = a
    ref = weakref.ref(a)
    a = b = None
    gc.collect()
    return ref() is None


@cython.total_ordering
cdef class Version:
    cdef int number

    def __init__(self, number):
        self.number = number

    def __ne__(self, Version other):
        return self.number != other.number

    def __lt__(self, Version other):
        return self.number < other.number


cdef class Buffered:
    """
    >>> b = Buffered(b'text')
    >>> memoryview(b).obj is b, bytes(memoryview(b)), bytearray(b), b.released
    (True, b'text', bytearray(b'text'), 3)
    >>> b.mode = 'fail'; memoryview(b)
    Traceback (most recent call last):
    BufferError: refused
    >>> b.mode = 'anonymous'; bytes(b), b.seen
    (b'text', True)
    """
    cdef bytes data
    cdef public int released
    cdef public str mode
    cdef public bint seen

    def __init__(self, data):
        self.data = data
        self.mode = ''

    def __getbuffer__(self, Py_buffer *view, int flags):
        self.seen = view.obj is None
        view.obj = self
        if self.mode == 'fail':
            raise BufferError('refused')
        if self.mode == 'anonymous':
            view.obj = None
        view.buf = <char *> self.data
        view.len = len(self.data)
        view.readonly = 1
        view.format = NULL
        view.ndim = 1
        view.itemsize = 1
        view.shape = view.strides = view.suboffsets = NULL
        view.internal = NULL

    def __releasebuffer__(self, Py_buffer *view):
        self.released += 1


cdef class DeclaredFirst

cdef class Basis:
    pass

cdef class Second(Third):
    pass

cdef class Third(Basis):
    pass

cdef class DeclaredFirst(Basis):
    pass


def order():
    """
    Classes come into being in the order of their declarations, each after its bases.

    >>> order()
    ['Basis', 'DeclaredFirst', 'Third', 'Second']
    """
    names = ["DeclaredFirst", "Basis", "Second", "Third"]
    return [name for name in globals() if name in names]


@cython.collection_type("sequence")
cdef class SequenceOnly:
    """
    >>> s = MappingOver([1, 2, 3])
    >>> s[1] = 5; s[-1] = 6; s.items
    [1, 5, 6]
    >>> del s[0]
    deleted 0
    """
    cdef public list items

    def __init__(self, items):
        self.items = items

    def __len__(self):
        return len(self.items)

    def __setitem__(self, Py_ssize_t i, value):
        self.items[i] = value


cdef class MappingOver(SequenceOnly):
    def __delitem__(self, key):
        print('deleted', key)

"""
Where an index is asked for, `__index__` gives it: the items of extension classes by C integers, and the bounds of a
`range` whose variable is a C integer. Floats, and what only has `__int__`, are refused.

>>> for index in (2, True, Index(), 2.0, Number(), 'a'):
...     attempt(put, Slots(), index), attempt(get, Slots(), index), attempt(drop, Slots(), index)
('set 2', 'get 2', 'delete 2')
('set 1', 'get 1', 'delete 1')
('set 3', 'get 3', 'delete 3')
('TypeError', 'TypeError', 'TypeError')
('TypeError', 'TypeError', 'TypeError')
('TypeError', 'TypeError', 'TypeError')
>>> attempt(Slots.__setitem__, Slots(), 1.5, 0), attempt(Slots().__getitem__, 1.5)
('TypeError', 'TypeError')
>>> attempt(put, ByFloat(), 1.5), attempt(put, ByFloat(), 2)
('set 1.5', 'set 2.0')
>>> value_of(Value(), 2.0)
2
>>> for bound in (4, Index(), 4.0, Number(), None):
...     attempt(up_to, bound), attempt(between, 1, bound), attempt(between, bound, 5)
...     attempt(downwards, bound), attempt(by, bound), attempt(wide, bound)
([0, 1, 2, 3], [1, 2, 3], [4])
([4, 3, 2, 1], [0, 4, 8], [0, 1, 2, 3])
([0, 1, 2], [1, 2], [3, 4])
([3, 2, 1], [0, 3, 6, 9], [0, 1, 2])
('TypeError', 'TypeError', 'TypeError')
('TypeError', 'TypeError', 'TypeError')
('TypeError', 'TypeError', 'TypeError')
('TypeError', 'TypeError', 'TypeError')
('TypeError', 'TypeError', 'TypeError')
('TypeError', 'TypeError', 'TypeError')
>>> up_to(2.5)
Traceback (most recent call last):
TypeError: 'float' object cannot be interpreted as an integer

A bound need not fit the variable, as long as the values before it do.

>>> unsigned_up_to(0, -1), unsigned_up_to(3, -1), unsigned_up_to(-1, -3), unsigned_down(3)
([], [], [], [3, 2, 1, 0])
>>> first_of(2 ** 40), first_of(-2 ** 40), by(2)
(0, None, [0, 2, 4, 6, 8])
>>> unsigned_by(6, -1, -2), unsigned_by(0, -5, 1)
([6, 4, 2, 0], [])

Everywhere else only `__int__` makes a C integer: one that has no more than `__index__` is refused.

>>> as_int(Number()), as_long_long(Number()), as_unsigned(Number())
(3, 3, 3)
>>> for convert in (as_int, as_long_long, as_unsigned):
...     try: print(convert(Index()))
...     except TypeError as e: print(e)
an integer is required
an integer is required
an integer is required
>>> as_size(Index())
3
"""


class Index:
    def __index__(self):
        return 3


class Number:
    def __int__(self):
        return 3


cdef class Slots:
    cdef object last

    def __getitem__(self, int index):
        return f'get {index}'

    def __setitem__(self, int index, value):
        self.last = f'set {index}'

    def __delitem__(self, long index):
        self.last = f'delete {index}'

    def take(self):
        return self.last


cdef class ByFloat:
    cdef object last

    def __setitem__(self, double index, value):
        self.last = f'set {index}'

    def take(self):
        return self.last


cdef class Value:
    cdef object last

    def __setitem__(self, int index, int value):
        self.last = value

    def take(self):
        return self.last


def attempt(f, *args):
    try:
        return f(*args)
    except TypeError as e:
        return type(e).__name__


def put(o, index):
    o[index] = None
    return o.take()


def get(o, index):
    return o[index]


def drop(o, index):
    del o[index]
    return o.take()


def value_of(o, value):
    o[0] = value
    return o.take()


def up_to(bound):
    cdef int i
    found = []
    for i in range(bound):
        found.append(i)
    return found


def between(a, b):
    cdef short i
    found = []
    for i in range(a, b):
        found.append(i)
    return found


def downwards(a):
    cdef long i
    found = []
    for i in range(a, 0, -1):
        found.append(i)
    return found


def by(step):
    cdef int i
    found = []
    for i in range(0, 10, step):
        found.append(i)
    return found


def wide(bound):
    cdef unsigned long long i
    found = []
    for i in range(bound):
        found.append(i)
    return found


def unsigned_up_to(a, b):
    cdef unsigned int i
    return [i for i in range(a, b)]


def unsigned_down(a):
    cdef size_t i
    found = []
    for i in range(a, -1, -1):
        found.append(i)
        if i == 0:
            break
    return found


def unsigned_by(a, b, step):
    cdef unsigned char i
    found = []
    for i in range(a, b, step):
        found.append(i)
    return found


def first_of(bound):
    cdef short i
    for i in range(bound):
        return i


def as_int(int value):
    return value


def as_long_long(long long value):
    return value


def as_unsigned(unsigned short value):
    return value


def as_size(Py_ssize_t value):
    return value

"""
How instances of extension classes end: long chains, each `__dealloc__` once, subclasses, free lists, cycles.

>>> chain(Link, 150000)
150000
>>> chain(Sublink, 150000)
300000
>>> chain(Reused, 150000), chain(Reused, 10)
(150000, 10)
>>> chain(type('Heap', (Link,), {}), 150000)
150000
>>> chain(Items, 150000)
0
>>> order(Inner), order(Plainer)
('inner outer', 'plainer inner outer')
>>> deferred(Plainer)
False

A free list of any length gives each object once.

>>> items = [Kept(i) for i in range(300)]
>>> del items
>>> items = [Kept(i) for i in range(400)]
>>> len(set(map(id, items))), sum(item.value for item in items) == sum(range(400))
(400, True)

Fields lie behind any number of other bytes, and the collector still finds them.

>>> import gc
>>> wide = Wide()
>>> wide.own = wide
>>> gc.get_referents(wide) == [wide]
True
>>> del wide
>>> gc.collect() > 0
True
"""

cimport cython

cdef int freed = 0
cdef list log = []


def chain(cls, int n):
    """Makes n objects of which each holds the one before, drops the last, and says how many `__dealloc__` ran."""
    global freed
    freed = 0
    cdef int i
    x = None
    for i in range(n):
        x = cls(x)
    x = None
    return freed


@cython.trashcan(True)
cdef class Link:
    cdef public object next
    cdef bint gone

    def __init__(self, next):
        self.next = next

    def __dealloc__(self):
        global freed
        assert not self.gone
        self.gone = True
        freed += 1


cdef class Sublink(Link):
    cdef object other

    def __init__(self, next):
        self.next = next
        self.other = [next]

    def __dealloc__(self):
        global freed
        freed += 1


@cython.freelist(8)
@cython.trashcan(True)
cdef class Reused:
    cdef object next

    def __cinit__(self, next):
        self.next = next

    def __dealloc__(self):
        global freed
        freed += 1


cdef class Items(list):
    def __init__(self, next):
        super().__init__((next,))


cdef class Outer:
    def __dealloc__(self):
        log.append('outer')


@cython.trashcan(True)
cdef class Inner(Outer):
    cdef public object next

    def __init__(self, next=None):
        self.next = next

    def __dealloc__(self):
        log.append('inner')


@cython.trashcan(False)
cdef class Plainer(Inner):
    cdef object other

    def __dealloc__(self):
        log.append('plainer')


def order(cls):
    del log[:]
    cls()
    return ' '.join(log)


def deferred(cls):
    """Whether outer objects of a deep chain end before the innermost one begins to."""
    x = Mark()
    for i in range(200):
        x = cls(x)
    del log[:]
    x = None
    return log.index('outer') < log.index('mark')


cdef class Mark:
    def __dealloc__(self):
        log.append('mark')


cdef class Wide:
    """Holds more than 64 kB before its object."""
    cdef char room[70000]
    cdef public object own


@cython.freelist(250)
cdef class Kept:
    cdef public object value

    def __init__(self, value):
        self.value = value

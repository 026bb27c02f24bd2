"""What `__dealloc__` finds: None in fields that have no values yet, as `__cinit__` of a base failed; no weak references to
the instance, which would revive it, of a base class too.

>>> Half(1).extra
[1]
>>> Half(0)
Traceback (most recent call last):
ValueError: zero
>>> seen
[('half', [1]), ('whole', 1), ('half', None), ('whole', 0)]
>>> seen.clear()
>>> Watched().watch()
>>> seen
['called', ('derived', None), ('base', None)]
"""
# runner: no-reference its `__dealloc__` finds NULL in such fields, and the dying instance through the weak reference

seen = []

cdef class Whole:
    cdef int n

    def __cinit__(self, n):
        self.n = n
        if n == 0:
            raise ValueError('zero')

    def __dealloc__(self):
        seen.append(('whole', self.n))


cdef class Half(Whole):
    """`__dealloc__` finds None where the `__cinit__` of the base failed before the fields had values."""
    cdef readonly list extra

    def __cinit__(self, n):
        self.extra = [n]

    def __dealloc__(self):
        seen.append(('half', self.extra))


cdef class Weak:
    cdef object __weakref__
    cdef object reference

    def __dealloc__(self):
        seen.append(('base', self.reference()))


cdef class Watched(Weak):
    """Weak references are gone before `__dealloc__` runs, of a derived class too."""
    def watch(self):
        import weakref
        self.reference = weakref.ref(self)
        self.reference2 = weakref.ref(self, lambda reference: seen.append('called'))

    cdef object reference2

    def __dealloc__(self):
        seen.append(('derived', self.reference()))

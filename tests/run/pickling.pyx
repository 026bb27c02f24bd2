"""
Pickling of extension classes.

>>> import pickle
>>> pickle.loads(pickle.dumps(Record(1, 'x'))).both()
(1, 'x')
"""


cdef class Record:
    cdef int number
    cdef object word

    def __init__(self, number, word):
        self.number = number
        self.word = word

    def both(self):
        return self.number, self.word


cdef struct Pair:
    int a
    int b


cdef class Pointer:
    """
    What cannot be pickled says why.

    >>> import pickle
    >>> pickle.dumps(Pointer())
    Traceback (most recent call last):
    TypeError: self.p cannot be converted to a Python object for pickling
    >>> pickle.dumps(WithCinit())
    Traceback (most recent call last):
    TypeError: no default __reduce__ due to non-trivial __cinit__
    >>> pickle.dumps(Holder())
    Traceback (most recent call last):
    TypeError: Pickling of struct members such as self.pair must be explicitly requested with @auto_pickle(True)
    """
    cdef int *p


cdef class WithCinit:
    def __cinit__(self):
        pass


cdef class Holder:
    cdef Pair pair


cdef class Settings:
    """
    The bytes are those that Cython's classes write and read, whichever way the state is passed.

    >>> import pickle
    >>> pickle.dumps(Settings(1, 2.5), 2) == (b'\\x80\\x02cpickling\\n__pyx_unpickle_Settings\\nq\\x00cpickling\\nSettings'
    ...     b'\\nq\\x01J\\xfe:\\x94\\nK\\x01NG@\\x04\\x00\\x00\\x00\\x00\\x00\\x00\\x87q\\x02\\x87q\\x03Rq\\x04.')
    True
    >>> a = Settings(1, 2.5)
    >>> a.other = a
    >>> b = pickle.loads(pickle.dumps(a))
    >>> b.other is b, b.values()
    (True, (1, 2.5))
    >>> f = Settings(1, 2).__reduce__()[0]
    >>> [f(Settings, checksum, (3, None, 4.5)).values() for checksum in Settings(1, 2).accepted]
    [(3, 4.5), (3, 4.5), (3, 4.5)]
    >>> f(Settings, 1, (3, None, 4.5))
    Traceback (most recent call last):
    _pickle.PickleError: Incompatible checksums (0x1 vs (0xa943afe, 0x2a4b1df, 0xeceeaf4) = (a, other, z))
    >>> f(Settings, Settings.accepted[0], (1, None, 2.0, {"x": 1}))    # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    AttributeError: ...no __dict__
    """
    accepted = 0xa943afe, 0x2a4b1df, 0xeceeaf4
    cdef double z
    cdef int a
    cdef public object other

    def __init__(self, a, z):
        self.a = a
        self.z = z

    def values(self):
        return self.a, self.z


class More(Settings):
    """
    >>> import pickle
    >>> m = More(5, 6)
    >>> m.extra = "e"
    >>> n = pickle.loads(pickle.dumps(m))
    >>> type(n).__name__, n.values(), n.extra
    ('More', (5, 6.0), 'e')
    """


cdef class OwnState:
    """
    >>> import copy
    >>> copy.copy(OwnState()).x, OwnState.__reduce__ is object.__reduce__
    (11, True)
    """
    cdef public int x

    def __getstate__(self):
        return 10

    def __setstate__(self, state):
        self.x = state + 1


cdef class OwnStore:
    """
    Of the two methods only the missing one is made.

    >>> import copy
    >>> OwnStore().__reduce__()[2], OwnStore.__reduce__ is object.__reduce__
    ((0, ['o']), False)
    >>> copy.copy(OwnStore()).x
    100
    """
    cdef public int x
    cdef list y

    def __init__(self):
        self.y = ["o"]

    def __setstate__(self, state):
        self.x = state[0] + 100

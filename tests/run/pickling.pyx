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

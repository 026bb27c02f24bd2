"""How instances of extension classes come into being: from C, from Python, by keyword, from subclasses.

>>> made()
['cinit 1 2', 'init 1 2', 'cinit 1 5', 'init 1 5']
>>> log(Pair, 3, b=4), log(Pair, *(3,), **{'b': 4})
(['cinit 3 4', 'init 3 4'], ['cinit 3 4', 'init 3 4'])
>>> log(Named, 1, 2)
['cinit 1 2', 'named (1, 2)', 'init 1 2', 'end None']
>>> log(Named, b=1, a=2)
['cinit 2 1', 'named ()', 'init 2 1', 'end None']
>>> log(Silent, 7)
['cinit 7 2', 'init 7 2']
>>> Pair()  # doctest: +ELLIPSIS
Traceback (most recent call last):
TypeError: ...takes at least 1 positional argument (0 given)
>>> Pair(1, c=2)  # doctest: +ELLIPSIS
Traceback (most recent call last):
TypeError: ...got an unexpected keyword argument 'c'

A Python subclass has its own say:

>>> class Loud(Pair):
...     def __new__(cls, *args, **kwargs):
...         events.append('new')
...         return Pair.__new__(cls, *args, **kwargs)
...     def __init__(self, a, b=9):
...         events.append('loud')
...         Pair.__init__(self, b=b, a=a)
>>> log(Loud, 1)
['new', 'cinit 1 2', 'loud', 'init 1 9']
>>> log(Pair.__new__, Pair, 1, b=3)
['cinit 1 3']
>>> Any(1, 2, x=3).seen
'any'
>>> Failing()
Traceback (most recent call last):
ValueError: no
"""

events = []


def log(make, *args, **kwargs):
    del events[:]
    make(*args, **kwargs)
    return list(events)


cdef class Pair:
    cdef int a, b

    def __cinit__(self, int a, int b=2):
        events.append(f'cinit {a} {b}')

    def __init__(self, int a, int b=2):
        events.append(f'init {a} {b}')
        self.a, self.b = a, b


cdef class Named(Pair):
    cdef object name

    def __cinit__(self, *args, **kwargs):
        events.append(f'named {args}')

    def __init__(self, int a, int b=2, *, name=None):
        Pair.__init__(self, a, b)
        events.append(f'end {name}')


cdef class Silent(Pair):
    cdef int c


cdef class Any:
    cdef public str seen

    def __cinit__(self):
        self.seen = 'any'

    def __init__(self, *args, **kwargs):
        pass


cdef class Failing:
    def __init__(self):
        raise ValueError('no')


def made():
    del events[:]
    Pair(1)
    Pair(b=5, a=1)
    return list(events)

"""
Context managers whose `__enter__` is a C method: it is called directly, and its C result is the target's value.
`__exit__` is always found by the type of the manager, so that a C method alone is none.

>>> measured()
start
stop None
(0.25, 'double')
>>> failing()
start
stop KeyError
'caught'
>>> opened('plain'), opened('derived')
(('plain', 'str object'), ('<derived>', 'str object'))
>>> shared(Shared(), False)
enter Shared
leave Shared
True
>>> shared(OfPython(), True)
enter OfPython
leave OfPython
False
>>> no_exit()
Traceback (most recent call last):
AttributeError: __exit__
>>> by_python(Timed())
Traceback (most recent call last):
AttributeError: __enter__
>>> refused()
Traceback (most recent call last):
OSError: not today
>>> nothing()
Traceback (most recent call last):
AttributeError: __exit__
>>> list(pieces())
start
stop None
[0.25, 0.5]
>>> both()
start
leave derived
stop None
(0.25, '<derived>')
>>> rounds()
leave 0
gone 0
round 1
leave 1
gone 1
after
>>> run(asynchronous())
'awaited'
"""

cimport cython


@cython.final
cdef class Timed:
    cdef double __enter__(self):
        print("start")
        return 0.25

    def __exit__(self, kind, value, tb):
        print("stop", kind and kind.__name__)
        return False


def measured():
    with Timed() as t:
        return t, cython.typeof(t)


def failing():
    try:
        with Timed():
            raise KeyError(1)
    except KeyError:
        return 'caught'


cdef class Opened:
    cdef str name

    def __init__(self, name):
        self.name = name

    cdef str __enter__(self):
        return self.name

    def __exit__(self, *exc):
        pass


cdef class Derived(Opened):
    cdef str __enter__(self):
        return f"<{self.name}>"

    def __exit__(self, *exc):
        print("leave", self.name)


class Quiet(Derived):
    def __exit__(self, *exc):
        pass


def opened(name):
    cdef Opened o = Quiet(name) if name == 'derived' else Opened(name)
    with o as text:
        return text, cython.typeof(text)


cdef class Shared:
    cpdef __enter__(self):
        print("enter Shared")
        return self

    cpdef __exit__(self, kind, value, tb):
        print("leave Shared")
        return True


class OfPython(Shared):
    def __enter__(self):
        print("enter OfPython")

    def __exit__(self, *exc):
        print("leave OfPython")
        return True


def shared(Shared s, bint fail):
    same = None
    with s as entered:
        same = entered is s
        if fail:
            raise ValueError
    return same


cdef class NoExit:
    cdef __enter__(self):
        print("never entered")

    cdef __exit__(self, kind, value, tb):
        pass


def no_exit():
    with NoExit():
        print("never run")


def by_python(manager):
    with manager:
        print("never run")


cdef class Refused:
    cdef int __enter__(self) except -1:
        raise OSError("not today")

    def __exit__(self, *exc):
        print("never left")


def refused():
    with Refused() as x:
        return x


def nothing():
    cdef Timed t = None
    with t:
        print("never run")


def pieces():
    with Timed() as t:
        yield t
        yield t * 2


def both():
    with Timed() as t, Derived('derived') as d:
        return t, d


cdef class Counted:
    cdef int n

    def __init__(self, n):
        self.n = n

    cdef int __enter__(self) noexcept:
        return self.n

    def __exit__(self, *exc):
        print("leave", self.n)

    def __dealloc__(self):
        print("gone", self.n)


def rounds():
    for i in range(2):
        with Counted(i) as n:
            if n == 0:
                continue
            print("round", n)
    print("after")


cdef class Asynchronous:
    cdef __aenter__(self):
        return self.enter()

    async def enter(self):
        return 'awaited'

    async def __aexit__(self, *exc):
        pass


async def asynchronous():
    async with Asynchronous() as x:
        return x


def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as e:
        return e.value

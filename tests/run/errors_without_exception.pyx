"""Functions that report an error and have set no exception: SystemError, which can be caught; a negative length is ValueError.

>>> returned(3)
3
>>> returned(-1)
Traceback (most recent call last):
SystemError: ...
>>> caught(-1), caught(2)
('error return without exception set', 2)
>>> cleaned(-1)
Traceback (most recent call last):
SystemError: error return without exception set
>>> cleaned_without_gil(-1)
Traceback (most recent call last):
SystemError: error return without exception set
>>> list(generated(-1))
Traceback (most recent call last):
SystemError: error return without exception set
>>> len(Sized(2)), len(Sized(0)), measured(Sized(4)), bool(Sized(0))
(2, 0, 4, False)
>>> len(Sized(-1))
Traceback (most recent call last):
ValueError: __len__() should return >= 0
>>> bool(Sized(-7))
Traceback (most recent call last):
ValueError: __len__() should return >= 0
>>> measured(Sized(-1))
Traceback (most recent call last):
ValueError: __len__() should return >= 0
>>> measured_sized(Sized(-2))
Traceback (most recent call last):
ValueError: __len__() should return >= 0
"""
# runner: no-reference handlers of Cython's do not see an error without an exception

cdef int given(int n) except -1 nogil:
    return n

cdef int given_through(int n) except -1 nogil:
    try:
        given(n)
    finally:
        given(0)
    return 0

def returned(int n):
    return given(n)

def caught(int n):
    try:
        return given(n)
    except SystemError as error:
        return str(error)

def cleaned(int n):
    try:
        given(n)
    finally:
        n += 1

def cleaned_without_gil(int n):
    with nogil:
        given_through(n)

def generated(int n):
    try:
        yield given(n)
    finally:
        pass


cdef class Sized:
    cdef Py_ssize_t n

    def __cinit__(self, n):
        self.n = n

    def __len__(self):
        return self.n


def measured(given):
    return len(given)

def measured_sized(Sized given):
    return len(given)

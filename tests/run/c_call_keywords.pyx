"""What packages write around C calls: keywords that pass over optional parameters, objects as `PyObject`, pointers to
sizes, hints to the C compiler, methods that differ from the inherited one in `const`.

>>> skipping()
((1, 2, 30), (1, 20, 3))
>>> Codec().skipping()
((1, 2, 30), (1, 20, 3))
>>> same_object([1])
[1]
>>> lengths(b'abc')
(3, 3)
>>> expected(3), expected(-3)
('likely', 'unlikely')
>>> written(Sink()), written(Counter())
(b'abc', 3)
"""
from cpython.bytes cimport PyBytes_AsStringAndSize
from cpython.ref cimport PyObject

cpdef triple(a, b=2, c=3):
    return a, b, c

cdef class Codec:
    cpdef triple(self, int a, int b=2, int c=3):
        return a, b, c

    def skipping(self):
        return self.triple(1, c=30), self.triple(1, b=20)

def skipping():
    return triple(1, c=30), triple(1, b=20)

def same_object(x):
    cdef void *p = <void *>(<PyObject>x)
    return <object>p

cdef extern from *:
    """
    static void one_size(ssize_t *n) { *n = 3; }
    """
    void one_size(ssize_t *n)

def lengths(bytes data):
    cdef char *text
    cdef ssize_t posix
    cdef Py_ssize_t python
    PyBytes_AsStringAndSize(data, &text, &posix)
    one_size(&python)
    return posix, python

cdef extern from *:
    int likely(int) nogil
    int unlikely(int) nogil

def expected(int n):
    if unlikely(n < 0):
        return 'unlikely'
    return 'likely' if likely(n > 0) else None

cdef class Sink:
    cdef write(self, char *data, Py_ssize_t n):
        return data[:n]

cdef class Counter(Sink):
    cdef write(self, const char *data, Py_ssize_t n):
        return n

def written(Sink sink):
    return sink.write(b'abc', 3)

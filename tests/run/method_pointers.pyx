"""C methods as function pointers.

>>> A(3).go()
('A', 3)
>>> B(4).go()
('B', 4)
>>> table(B(5))
[('B', 5), 5]
>>> Final(1, False)(10), Final(1, True)(10)
(11, 21)
"""
cimport cython

ctypedef object (*method_t)(object)
ctypedef int (*number_t)(void *) noexcept

cdef class A:
    cdef int x

    def __init__(self, x):
        self.x = x

    cdef run(self):
        return 'A', self.x

    cdef int number(self) noexcept:
        return self.x

    def go(self):
        return call(<method_t>self.run, self)

cdef class B(A):
    cdef run(self):
        return 'B', self.x

cdef call(method_t m, object o):
    return m(o)

def table(A a):
    cdef method_t m = <method_t>a.run
    cdef number_t n = <number_t>a.number
    return [m(a), n(<void *>a)]

@cython.final
cdef class Final:
    cdef int x
    cdef object (*chosen)(Final, int)

    def __init__(self, x, twice):
        self.x = x
        if twice:
            self.chosen = <object (*)(Final, int)>&self.twofold
        else:
            self.chosen = <object (*)(Final, int)>self.single

    cdef single(self, int n):
        return self.x + n

    cdef twofold(self, int n):
        return self.x + 2 * n

    def __call__(self, n):
        return self.chosen(self, n)

"""C methods as function pointers.

>>> A(3).go()
('A', 3)
>>> B(4).go()
('B', 4)
>>> table(B(5))
[('B', 5), 5]
"""
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

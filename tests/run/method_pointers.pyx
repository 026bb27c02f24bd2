"""C methods as function pointers.

>>> A(3).go()
('A', 3)
>>> B(4).go()
('B', 4)
>>> table(B(5))
[('B', 5), 5]
>>> Final(1, False)(10), Final(1, True)(10)
(11, 21)
>>> uncast(A(6)), uncast(B(6))
((('A', 6), 6), (('B', 6), 6))
>>> by_signature(Adds(1)), of_subclass(Subtracts(1))
(('short double 4.5', 'short double 4.5', 'long float 4.5'), 'less short double -0.5')
>>> functions(4, 1.5)
(4, 1.5, 2.5)
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

def uncast(A a):
    cdef object (*run)(A)
    cdef int (*number)(A) noexcept
    run = a.run
    number = a.number
    return run(a), number(a)

ctypedef fused whole:
    short
    long

cdef class Adds:
    cdef double base

    def __init__(self, base):
        self.base = base

    cdef str apply(self, whole n, cython.floating x):
        return f'{cython.typeof(n)} {cython.typeof(x)} {n + x + self.base}'

cdef class Subtracts(Adds):
    cdef str apply(self, whole n, cython.floating x):
        return f'less {cython.typeof(n)} {cython.typeof(x)} {n - x - self.base}'

cdef str through(str (*f)(Adds, short, double), Adds a, n, x):
    return f(a, n, x)

cdef str through_float(str (*f)(Adds, long, float), Adds a, n, x):
    return f(a, n, x)

def by_signature(Adds a):
    cdef str (*f)(Adds, short, double)
    cdef str (*g)(Adds, short, double)
    f = a.apply
    g = a.apply[short, double]
    return through(f, a, 2, 1.5), through(g, a, 3, 0.5), through_float(<str (*)(Adds, long, float)>a.apply, a, 2, 1.5)

cdef str through_subclass(str (*f)(Subtracts, short, double), Subtracts s, n, x):
    return f(s, n, x)

def of_subclass(Subtracts s):
    cdef str (*f)(Subtracts, short, double)
    f = s.apply
    return through_subclass(f, s, 2, 1.5)

cdef whole same(whole n):
    return n

cdef cython.floating plus(cython.floating x, whole n):
    return x + n

def functions(n, x):
    cdef long (*f)(long)
    cdef double (*g)(double, short)
    f = same
    g = plus
    return f(n), g(x, 0), (<double (*)(double, long)>plus)(x, 1)

cimport cython

ctypedef int (*raising)(int) except -1
ctypedef int (*asking)(int) except? -1
ctypedef int (*silent)(int) noexcept

cdef extern from *:
    int foreign(int) except *

cdef int minus_two(int x) except? -2:
    return x

cdef int quiet(int x) noexcept:
    return x

cdef int minus_one(int x) except -1:
    return x

def pointers():
    cdef raising r
    cdef asking a
    cdef silent s
    r = minus_two           # error: [type-mismatch] they report exceptions differently
    a = minus_two           # error: [type-mismatch] give both the same exception value
    s = minus_one           # error: [type-mismatch] declare the function `noexcept`
    r = quiet               # error: [type-mismatch]
    r = foreign             # error: [type-mismatch]
    a = quiet
    a = minus_one
    r = minus_one
    s = quiet
    return r != NULL and a != NULL and s != NULL

cdef Counted():
    yield 1                 # error: [invalid-operation] only `def` functions can be generators

cdef object ignored() noexcept:     # warning: [ignored-noexcept]
    return 1

cdef int numbers(int x, int y=1, int z):    # error: [invalid-declaration] Non-default argument
    return x

cdef class Base:
    cdef dict __dict__
    cdef void method(self):
        pass

    def __add__(self, other=1):     # error: [invalid-declaration] cannot have a default
        return self

    def __pow__(self, other, modulus=None):
        return self

@cython.freelist(8)                 # warning: [invalid-declaration] a free list works only in the base class
cdef class Derived(Base):
    cdef void method(self, int x):  # error: [redeclared] the signature of C method 'method'
        pass

def special(Base b):
    return b.__dict__               # error: [invalid-operation] not reached as an attribute

def twice(a, /, a):                 # error: [redeclared] 'a' redeclared
    return lambda b, b: b           # error: [redeclared] 'b' redeclared

def fused(cython.integral x):
    def inner(cython.floating y):   # error: [invalid-declaration] cannot have parameters of fused types
        return y
    return lambda cython.integral i: i      # error: [invalid-declaration] a parameter of a lambda

def local():
    cpdef c = 1                     # error: [invalid-declaration] a variable cannot be `cpdef`
    return c

def late():
    x = 1
    def inner():
        x = 2
        nonlocal x                  # error: [redeclared] 'x' redeclared
    return inner

cdef struct Point:
    int x

def pointed(Point *p, char *text):  # error: [invalid-declaration] no Python object can be passed for 'p'
    return text

cdef int optional(int a, int b=2):
    return a + b

def to_optional():
    cdef int (*f)(int, int)
    f = optional                # error: [type-mismatch] a function with optional arguments
    g = optional
    return f(1, 2) + g(1)

cdef class Asked:
    cdef int checked(self) except -1:
        return 1
    cdef int silent(self) noexcept:
        return 1
    cdef int asked(self) except? -2:
        return 1
    cpdef int both(self):
        return 1
    cdef void nothing(self):
        pass

cdef class Answers(Asked):
    cdef int checked(self) except -2:   # error: [redeclared] the exception clause of C method 'checked'
        return 1
    cdef int silent(self) except -1:    # error: [redeclared] the exception clause of C method 'silent'
        return 1
    cdef int asked(self) except -2:
        return 1
    cdef int both(self):                # error: [redeclared] must be 'cpdef' too
        return 1
    cdef void nothing(self) noexcept:
        pass

cdef extern from "<stdio.h>":
    int printf(const char *, ...)

def printed(x, bytes b, str s, list l, int i, float f, Asked a):
    printf("%d", i)
    printf("%d %s %f %s %p", i, b, f, "text", <void *> a)
    printf("%d", x)             # error: [type-mismatch] Python object cannot be passed as a varargs parameter
    printf("%s", s)             # error: [type-mismatch] Python object
    printf("%p", l)             # error: [type-mismatch] Python object
    printf("%p", a)             # error: [type-mismatch] Python object

cdef cython.floating (*of_fused)(cython.floating)   # error: [invalid-declaration] type cannot be specialized
cdef cython.floating *to_fused      # error: [invalid-declaration] type cannot be specialized
cdef struct OfFused:
    cython.floating x               # error: [invalid-declaration] Fused types not allowed here

cdef int counted
def counted():                      # error: [redeclared] 'counted' redeclared
    pass

def OfFused():                      # error: [redeclared] 'OfFused' redeclared
    pass

cdef struct Single:
    int a

cdef object replaced
def replaced():
    return Single(1, 2)             # error: [invalid-operation] has no more than 1 field

def grouped(x):
    for i in x:
        try:
            pass
        except* ValueError:
            for j in x:
                break
            if x:
                continue            # error: [syntax-error] cannot appear in an except* block
        except* TypeError:
            return 1                # error: [syntax-error] cannot appear in an except* block

def nested():
    cdef int inner
    cdef object other
    def inner(): pass               # error: [redeclared] 'inner' redeclared
    def other(): pass
    return other

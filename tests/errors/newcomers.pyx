cimport cython
cimport numpie                      # error: [cimport-not-found] 'numpie.pxd' not found
from libc.maths cimport sin         # error: [cimport-not-found] 'libc/maths.pxd' not found

cdef struct Point:
    double x

cdef void move(Point *p): pass
cdef void show(Point p): pass
cdef int needs_gil(): return 1
cdef class Base: pass
cdef class Other: pass

cdef class Both(Base, Other):       # error: [invalid-declaration] Only one extension type base class allowed
    pass

class Plain:
    cdef int x                      # error: [invalid-declaration] cdef statement not allowed here

def names(doubel x,                 # error: [undeclared-name] 'doubel' is not a type identifier
          np.ndarray a,             # error: [undeclared-name] 'np' is not declared
          vector[int] v):           # error: [undeclared-name] 'vector' is not a type identifier
    cdef uint8_t small              # error: [undeclared-name] 'uint8_t' is not a type identifier
    y = sqrt(2.0)                   # error: [undeclared-name] undeclared name not builtin: sqrt
    return os.getcwd(), long(y)     # error: [undeclared-name] undeclared name not builtin: os # error: [undeclared-name] not builtin: long

def typed(x: cython.itn,            # error: [undeclared-name] Unknown type declaration 'cython.itn' in annotation
          y: cython.int):
    z: cython.duoble = 1            # error: [undeclared-name] Unknown type declaration 'cython.duoble' in annotation
    return x + y + z

@cython.returns(cython.itn)         # error: [undeclared-name] 'cython.itn' is not a type
@cython.cfunc
def made(x):
    return x

def late(n):
    for i in range(n):
        cdef int x = i              # error: [invalid-declaration] cdef statement not allowed here

def within():
    cdef int f(): return 1          # error: [invalid-declaration] C function definition not allowed here

def addresses(x):
    cdef Point p
    cdef Point *q = &p
    cdef int i = 0
    cdef int *r
    cdef void *v
    cdef double *d
    move(p)                         # error: [type-mismatch] Cannot assign type 'Point' to 'Point *'
    show(q)                         # error: [type-mismatch] Cannot assign type 'Point *' to 'Point'
    r = i                           # error: [type-mismatch] Cannot assign type 'int' to 'int *'
    v = r
    r = v                           # error: [type-mismatch] Cannot assign type 'void *' to 'int *'
    d = r                           # error: [type-mismatch] Cannot assign type 'int *' to 'double *'
    r = x                           # error: [type-mismatch] Cannot convert Python object to 'int *'
    q = x                           # error: [type-mismatch] Cannot convert Python object to 'Point *'
    r = <int *> x                   # error: [type-mismatch] a Python object cannot be cast to 'int *'
    i = d[0]                        # error: [type-mismatch] Cannot assign type 'double' to 'int'
    return r                        # error: [type-mismatch] Cannot convert 'int *' to Python object

def returned():
    cdef void *v = NULL
    return v                        # error: [type-mismatch] Cannot convert 'void *' to Python object

def given(int *p): pass             # error: [invalid-declaration] no Python object can be passed for 'p', of type 'int *'

def sized(int n):
    cdef int a[n]                   # error: [invalid-declaration] Not allowed in a constant expression
    cdef int b[unknown]             # error: [invalid-declaration] Not allowed in a constant expression
    cdef int c[]                    # error: [invalid-declaration] Variable type 'int []' is incomplete

def text():
    cdef str s = b'a'               # error: [type-mismatch] decoding required
    cdef bytes b = 'a'              # error: [type-mismatch] encoding required
    return s, b

def unlocked(list x):
    with nogil:
        x.append(1)                 # error: [gil-required] Calling gil-requiring function not allowed without gil
        needs_gil()                 # error: [gil-required] Calling gil-requiring function not allowed without gil

def pointed():
    cdef int *p = NULL
    return *p                       # error: [syntax-error] starred expression is not allowed here

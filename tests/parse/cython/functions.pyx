cdef f(): pass
cdef void f(): pass
cdef int f(int) except -1
cdef int f(int a) except? -1 nogil: return 1
cdef int f() except *: pass
cdef int f() except + : pass
cdef int f() except +MemoryError
cdef int f() except +*
cdef int f() except + nogil
cdef int f() noexcept
cdef int f() noexcept nogil
cdef int f() nogil except -1
cdef void f() with gil: pass
cdef void f() except * with gil: pass
cdef int f(int a=1, b=None, char *c = NULL): pass
cdef int f(const char *fmt, ...): pass
cdef inline int f(): pass
cdef public api int f(): pass
cdef api f(): pass
cdef readonly int x
cdef int *f(int x): pass
cdef (int, int) f((int, int) x): pass
cdef int (*f(int a))(int b): pass
cpdef int f(int x): pass
cpdef f(x, int y=1): pass
cdef double[:] f(double[:, :] a) nogil: pass
def f(int a, list b not None, dict c or None, double[:] d, object e=None, *args, int k=1, **kw): pass
def f(self, x, int *p, const int n, unsigned int u, (int, int) t): pass
def f(int a: int, b: "x" = 1) -> int: pass
@cython.boundscheck(False)
@cython.nogil
cdef int f(): pass
cdef int f(void (*cb)(int, void *), void *data): pass
cdef int f(int[10] a, int b[], int c[3]): pass
lambda int x: x
def f(a, *): pass

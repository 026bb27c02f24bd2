cdef extern from "a.h": pass
cdef extern from "a.h":
    int f(int)
    int x
    int *p, a[10]
    ctypedef int t
    ctypedef struct s:
        int x
        char *name "c_name"
        s *next
    ctypedef struct opaque:
        pass
    struct tagged
    union u: pass
    enum: A, B "c_b" = 2
    enum e:
        C
        D = 3, E
    cdef enum f: F
    void g(int, ...) nogil
    const char *h "real_h" (void *) except NULL
    int (*handler)(int)
    ctypedef int (*callback)(int, void *) except -1
    ctypedef class mod.Name [object S, check_size ignore]:
        cdef int field
cdef extern from "a.h" nogil:
    int f()
cdef extern from * namespace "ns::inner" nogil:
    """
    verbatim code
    """
    int f() except +
cdef extern from *:
    int f()
cdef extern int g()
cdef public int shared
cdef public:
    int a
    int f()
    cdef int g()
cdef nogil:
    int h()
cdef:
    int i
    pass
cdef public class P [object PObj, type PType]: pass
cdef api class Q [object QObj, type QType]:
    pass

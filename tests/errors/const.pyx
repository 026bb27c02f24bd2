cdef extern from "limits.h":
    const int SHRT_MAX

cdef const int size = 4
cdef const double ratio = 1.5
cdef const int later
later = 3
size = 5                        # error: [invalid-operation] 'size' is const
cdef const int copied = size    # error: [invalid-operation] not known when the module is compiled
cdef const int[2] pair = [1, 2] # error: [invalid-operation] 'pair' is a const array
cdef int[size] items            # error: [invalid-declaration] the length of an array cannot be a const variable
cdef int[SHRT_MAX] many
cdef volatile object anything   # error: [invalid-declaration] a Python object cannot be const or volatile
cdef const nothing = 1          # error: [invalid-declaration] a Python object cannot be const or volatile
cdef int *restrict fresh():     # error: [invalid-declaration] the pointer that a function returns cannot be restrict
    return NULL

cdef struct Point:
    int x

cdef void change(const int n, const int *p, int *const q, const Point s, const Point *r):
    n = 1                       # error: [invalid-operation] 'n' is const
    p[0] = 1                    # error: [invalid-operation] the memory that this pointer leads to is const
    p = NULL
    q[0] = 1
    q = NULL                    # error: [invalid-operation] 'q' is const
    s.x = 1                     # error: [invalid-operation] this attribute is const
    r.x = 1                     # error: [invalid-operation] this attribute is const
    for n in range(3):          # error: [invalid-operation] 'n' is const
        pass

cdef int locals(const int *p):
    cdef const int n = 3        # error: [invalid-operation] a variable of a function cannot be given a value then
    cdef int *a = p             # warning: [discarded-const] 'const int *' becomes 'int *' here
    cdef int *b
    cdef int *c
    b = p                       # warning: [discarded-const]
    b, c = p, a                 # warning: [discarded-const]
    cdef const int *d = p
    cdef int *e = <int *> p
    cdef const void *f = a
    return a[0] + b[0] + c[0] + d[0] + e[0] + (f == NULL) + n

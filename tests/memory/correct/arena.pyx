from libc.stdlib cimport malloc, free
cdef struct Arena:
    char *base
    size_t used
    size_t size
cdef int arena_init(Arena *a, size_t n) except -1:
    a.base = <char *>malloc(n)
    if a.base == NULL:
        raise MemoryError()
    a.used = 0
    a.size = n
    return 0
cdef void *arena_take(Arena *a, size_t n) except NULL:
    cdef void *p
    if a.used + n > a.size:
        raise MemoryError("arena is full")
    p = a.base + a.used
    a.used += n
    return p
cdef void arena_drop(Arena *a) noexcept:
    free(a.base)
    a.base = NULL
def run(int n):
    cdef Arena a
    cdef int *x
    cdef double *y
    arena_init(&a, 4096)
    try:
        x = <int *>arena_take(&a, sizeof(int))
        y = <double *>arena_take(&a, sizeof(double))
        x[0] = n
        y[0] = n
        return x[0] + y[0]
    finally:
        arena_drop(&a)

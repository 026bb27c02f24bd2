cimport cython

cdef object kept = 1

def compared(int i, double d):
    cdef char *c = NULL
    cdef const char *k = NULL
    cdef int *p = NULL
    cdef void *v = NULL
    ok = c == k, p == v, p != NULL, i < d
    return (
        i == c,                 # error: [invalid-operation] cannot be compared with `==`
        c != p,                 # error: [invalid-operation] cannot be compared with `!=`
        p < 0,                  # error: [invalid-operation]
        ok,
    )

def called(int i, double d):
    i()                         # error: [invalid-call] it is a value of the C type 'int'
    return d(1)                 # error: [invalid-call]

def unpacked(values):
    cdef int n
    a, b = [1, 2, 3]            # error: [type-mismatch] 2 values are unpacked here, and there are 3
    a, *b, c = [1]              # error: [type-mismatch] at least 2 values are unpacked here, and there are 1
    a, (b, c) = 1, (2, 3, 4)    # error: [type-mismatch] 2 values
    a, *b = [1]
    a, b = [*values, 3, 4]
    a, *n = values              # error: [type-mismatch] a starred target gets a list
    return a, b, c

def cast(x):
    return <size_t> <void *> x, <size_t> <double *> x    # error: [type-mismatch] cannot be cast to 'double *'

def numbers():
    return range([], 2)

def listed():
    cdef int i
    for i in range([], 2):      # error: [type-mismatch] a list cannot be converted
        pass
    cdef int *q = [1, 2]
    q = [3, 4]                  # error: [type-mismatch] a list makes a C array only where
    return q[0]

def deleted():
    global kept
    del kept                    # error: [invalid-operation] a C variable of a module always has a value

def hinted(int i):
    if cython.likely(i > 1):
        return [j for j in range(i) if cython.unlikely(j)], 1 if cython.likely(i) else 2
    return cython.likely(i)     # error: [invalid-operation] only be the whole condition

def matched(value):
    match value:
        case {'a': 1, 'a': 2}:          # error: [syntax-error] this key stands in the pattern already
            pass
        case {1: 1, True: 2}:           # error: [syntax-error] this key stands in the pattern already
            pass
        case slice(start=1, start=2):   # error: [syntax-error] attribute 'start'
            pass

def stepped(int n):
    cdef int *p = NULL
    for i in p[0:4:n]:          # error: [invalid-operation] a step that is a constant
        pass

async def coroutine(values):
    yield from values           # error: [syntax-error] 'yield from' in a coroutine

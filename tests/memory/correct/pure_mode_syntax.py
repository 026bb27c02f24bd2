import cython
from cython.cimports.libc.stdlib import malloc, free
def squares(n: cython.int):
    p: cython.p_int = cython.cast(cython.p_int, malloc(n * cython.sizeof(cython.int)))
    i: cython.int
    if not p:
        raise MemoryError()
    try:
        for i in range(n):
            p[i] = i * i
        return [p[i] for i in range(n)]
    finally:
        free(p)

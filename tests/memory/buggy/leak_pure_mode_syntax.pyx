import cython
from cython.cimports.libc.stdlib import malloc, free

def squares(n: cython.int):
    p: cython.p_int = cython.cast(cython.p_int, malloc(n * cython.sizeof(cython.int)))  # expect: leak
    i: cython.int
    if not p:
        raise MemoryError()
    for i in range(n):
        p[i] = i * i
    if n > 100:
        return None
    total = p[0]
    free(p)
    return total

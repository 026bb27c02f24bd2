from cpython.mem cimport PyMem_Malloc, PyMem_Free

def go(int k):
    cdef char* p = <char*>PyMem_Malloc(k + 1)
    cdef bint done = False
    if not p:
        raise MemoryError()
    p[k] = 0
    if k > 5:
        PyMem_Free(p)
        done = True
    if done:
        p[0] = 1     # expect: use-after-free
    else:
        PyMem_Free(p)

from cython.parallel cimport parallel, prange

def threads(int n):
    cdef int i
    with nogil, parallel(num_threads=2, num_threads=2):     # error: [invalid-call] given twice
        pass
    with nogil, parallel(num_threads=-1):       # error: [invalid-call] cannot be negative
        pass
    with nogil, parallel(num_threads=n):
        for i in prange(10, num_threads=2):     # error: [invalid-call] says how many threads
            pass
    with nogil, parallel():
        for i in prange(10, num_threads=2):     # error: [invalid-call] belongs to the parallel block
            pass
        for i in prange(10):
            pass
    for i in prange(10, nogil=True, num_threads=n):
        pass

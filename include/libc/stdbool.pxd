# <stdbool.h>: ISO C11, 7.18 "Boolean type and values". The values are Python's True and False.

cdef extern from "<stdbool.h>":
    ctypedef bint bool

# <stddef.h>: ISO C11, 7.19 "Common definitions".
#
# The widths below only rank the types in mixed arithmetic; the C compiler takes the true ones
# from the header.

cdef extern from "<stddef.h>":
    ctypedef signed int ptrdiff_t
    ctypedef unsigned int size_t
    ctypedef int wchar_t

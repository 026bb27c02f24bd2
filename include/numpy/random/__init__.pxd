# numpy/random/bitgen.h: "Random generators: C API for random" in the NumPy reference.
#
# For reading a program where NumPy is not installed; NumPy ships this module itself.

from libc.stdint cimport uint32_t, uint64_t

cdef extern from "numpy/random/bitgen.h":
    # A generator's state and its functions. Without the GIL, hold the generator's lock.
    ctypedef struct bitgen_t:
        void *state
        uint64_t (*next_uint64)(void *st) nogil
        uint32_t (*next_uint32)(void *st) nogil
        double (*next_double)(void *st) nogil
        uint64_t (*next_raw)(void *st) nogil

"""A small module, as people write them: one function, memory by hand, a call into Python for every number."""

import random
from libc.stdlib cimport malloc, free


def deviates(int count=1, double spread=1.0):
    """`count` numbers around zero, through a C array."""
    cdef int i
    cdef double *values = <double *>malloc(count * sizeof(double))
    if not values:
        raise MemoryError()
    try:
        draw = random.gauss
        for i in range(count):
            values[i] = draw(0, spread)
        return [x for x in values[:count]]
    finally:
        free(values)

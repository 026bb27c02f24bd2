"""Memory by hand: a buffer of random numbers, a class that owns and resizes a block, small blocks two ways."""

from cpython.mem cimport PyMem_Free, PyMem_Malloc, PyMem_Realloc
from libc.stdlib cimport free, malloc, realloc

cdef unsigned int state = 1


cdef double uniform():
    global state
    state = state * 1664525u + 1013904223u
    return <double>(state >> 8) / 16777216.0


cdef list noise(int number):
    cdef int i
    cdef double *values = <double *>malloc(number * sizeof(double))
    if not values:
        raise MemoryError()
    try:
        for i in range(number):
            values[i] = uniform() + uniform() - 1.0
        return [x for x in values[:number]]
    finally:
        free(values)


def noise_1(int rounds):
    return repeat(rounds, 1)


def noise_10(int rounds):
    return repeat(rounds // 4, 10)


def noise_1000(int rounds):
    return repeat(rounds // 400 + 1, 1000)


cdef double repeat(int rounds, int number) except? -1:
    global state
    cdef double total = 0
    cdef list values
    state = 12345
    for _ in range(rounds):
        values = noise(number)
        total += values[0]
    return round(total, 9)


cdef class Block:
    cdef double *data
    cdef size_t number

    def __cinit__(self, size_t number):
        self.data = <double *>PyMem_Malloc(number * sizeof(double))
        if not self.data:
            raise MemoryError()
        self.number = number
        for i in range(number):
            self.data[i] = i

    def resize(self, size_t number):
        cdef size_t i
        cdef double *data = <double *>PyMem_Realloc(self.data, number * sizeof(double))
        if not data:
            raise MemoryError()
        self.data = data
        for i in range(self.number, number):
            data[i] = i
        self.number = number

    def total(self):
        cdef double total = 0
        cdef size_t i
        for i in range(self.number):
            total += self.data[i]
        return total

    def __dealloc__(self):
        PyMem_Free(self.data)


def block_life(int rounds):
    total = 0.0
    for number in range(rounds):
        block = Block(8 + number % 24)
        block.resize(64)
        total += block.total()
        del block
    return total


def small_malloc(int rounds):
    cdef int i, j
    cdef long total = 0
    cdef long *blocks[32]
    for i in range(rounds):
        for j in range(32):
            blocks[j] = <long *>malloc(16 + 8 * (j & 7))
            if blocks[j] is NULL:
                raise MemoryError()
            blocks[j][0] = j
        for j in range(32):
            total += blocks[j][0]
            free(blocks[j])
    return total


def small_pymem(int rounds):
    cdef int i, j
    cdef long total = 0
    cdef long *blocks[32]
    for i in range(rounds):
        for j in range(32):
            blocks[j] = <long *>PyMem_Malloc(16 + 8 * (j & 7))
            if blocks[j] is NULL:
                raise MemoryError()
            blocks[j][0] = j
        for j in range(32):
            total += blocks[j][0]
            PyMem_Free(blocks[j])
    return total


def growing(int rounds):
    cdef int i, j, capacity
    cdef int *values = NULL
    cdef int *larger
    cdef long total = 0
    for i in range(rounds):
        capacity = 0
        for j in range(200):
            if j >= capacity:
                capacity = capacity * 2 + 8
                larger = <int *>realloc(values, capacity * sizeof(int))
                if larger is NULL:
                    free(values)
                    raise MemoryError()
                values = larger
            values[j] = j ^ i
        total += values[i % 200]
        free(values)
        values = NULL
    return total

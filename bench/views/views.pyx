# cython: boundscheck=False, wraparound=False
"""Memoryviews: sums, a stencil, slices passed around, strides, copies, bounds checks."""

from cpython.array cimport array, clone

cimport cython


cdef double[::1] line(Py_ssize_t size):
    cdef array made = clone(array("d"), size, False)
    cdef double[::1] view = made
    cdef Py_ssize_t i
    for i in range(size):
        view[i] = (i * 37) % 101
    return view


cdef double total_of(double[:] view) noexcept nogil:
    cdef Py_ssize_t i
    cdef double total = 0
    for i in range(view.shape[0]):
        total += view[i]
    return total


def contiguous_sum(int rounds):
    cdef double[::1] view = line(10000)
    cdef double total = 0
    cdef Py_ssize_t i
    for _ in range(rounds):
        for i in range(view.shape[0]):
            total += view[i]
    return total


@cython.boundscheck(True)
@cython.wraparound(True)
def checked_sum(int rounds):
    cdef double[::1] view = line(10000)
    cdef double total = 0
    cdef Py_ssize_t i
    for _ in range(rounds):
        for i in range(view.shape[0]):
            total += view[i]
    return total


def strided_sum(int rounds):
    cdef double[::1] view = line(10000)
    cdef double total = 0
    for _ in range(rounds):
        total += total_of(view[::2]) - total_of(view[1::2])
    return total


def small_slices(int rounds):
    cdef double[::1] view = line(1000)
    cdef double total = 0
    cdef Py_ssize_t i
    for _ in range(rounds):
        for i in range(0, 990, 10):
            total += total_of(view[i:i + 5])
    return total


def stencil(int rounds):
    cdef double[::1] cells = line(10000)
    cdef double[:, ::1] grid = <double[:100, :100]>&cells[0]
    cdef double[:, ::1] other = grid.copy()
    cdef Py_ssize_t i, j
    cdef double total = 0
    for _ in range(rounds):
        for i in range(1, 99):
            for j in range(1, 99):
                other[i, j] = 0.25 * (grid[i - 1, j] + grid[i + 1, j] + grid[i, j - 1] + grid[i, j + 1])
        grid, other = other, grid
    for i in range(100):
        for j in range(100):
            total += grid[i, j]
    return round(total, 6)


def acquire(int rounds):
    cdef array made = clone(array("d"), 16, True)
    cdef double[::1] view
    cdef long total = 0
    for _ in range(rounds):
        view = made
        total += view.shape[0]
    return total

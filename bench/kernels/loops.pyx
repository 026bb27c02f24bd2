# cython: boundscheck=False, wraparound=False, cdivision=True
"""Loop nests over C arrays: heat flow on a grid, a matrix product, a sieve on the C heap."""

from libc.stdlib cimport calloc, free

cdef double grid[96][96]
cdef double other[96][96]


def heat(int steps):
    cdef int i, j, step
    cdef double total = 0
    for i in range(96):
        for j in range(96):
            grid[i][j] = (i * 31 + j * 17) % 97
            other[i][j] = 0
    for step in range(steps):
        for i in range(1, 95):
            for j in range(1, 95):
                other[i][j] = 0.2 * (grid[i][j] + grid[i - 1][j] + grid[i + 1][j] + grid[i][j - 1] + grid[i][j + 1])
        for i in range(1, 95):
            for j in range(1, 95):
                grid[i][j] = other[i][j]
    for i in range(96):
        for j in range(96):
            total += grid[i][j]
    return round(total, 6)


def product(int rounds):
    cdef long a[64][64]
    cdef long b[64][64]
    cdef long c[64][64]
    cdef int i, j, k, number
    cdef long total = 0, cell
    for i in range(64):
        for j in range(64):
            a[i][j] = i + j
            b[i][j] = i - j
            c[i][j] = 0
    for number in range(rounds):
        for i in range(64):
            for j in range(64):
                cell = c[i][j] % 7
                for k in range(64):
                    cell += a[i][k] * b[k][j]
                c[i][j] = cell
        a[number % 64][(number * 3) % 64] += 1
    for i in range(64):
        for j in range(64):
            total += c[i][j]
    return total


def sieve(Py_ssize_t limit):
    cdef char *composite = <char *>calloc(limit + 1, 1)
    cdef Py_ssize_t i, j, count = 0
    if composite is NULL:
        raise MemoryError
    try:
        i = 2
        while i <= limit:
            if not composite[i]:
                count += 1
                j = i * i
                while j <= limit:
                    composite[j] = 1
                    j += i
            i += 1
        return count
    finally:
        free(composite)

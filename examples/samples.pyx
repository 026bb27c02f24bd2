"""Running statistics of samples, on memory that is managed by hand.

    pyxide run examples/samples.pyx
    pyxide run examples/samples.pyx -c 'print(median([3, 1, 2]))'

`Samples` owns a block of the Python allocator for as long as the object lives; `median` borrows a block of C's
allocator for one call and gives it back on every path, also when a value is not a number.
"""

from cpython.mem cimport PyMem_Free, PyMem_Malloc, PyMem_Realloc
from libc.math cimport sqrt
from libc.stdlib cimport free, malloc


cdef class Samples:
    """A growing block of numbers with their mean and deviation."""

    cdef double *values
    cdef Py_ssize_t used
    cdef Py_ssize_t room
    cdef double total

    def __cinit__(self, Py_ssize_t room=4):
        if room < 1:
            raise ValueError("room must be at least 1")
        self.values = <double *>PyMem_Malloc(room * sizeof(double))
        if self.values is NULL:
            raise MemoryError()
        self.room = room

    def __dealloc__(self):
        PyMem_Free(self.values)

    def __len__(self):
        return self.used

    def __getitem__(self, Py_ssize_t index):
        if index < 0 or index >= self.used:
            raise IndexError("no such sample")
        return self.values[index]

    cdef int grow(self) except -1:
        cdef Py_ssize_t room = self.room * 2
        cdef double *values = <double *>PyMem_Realloc(self.values, room * sizeof(double))
        if values is NULL:
            raise MemoryError()
        self.values = values
        self.room = room
        return 0

    def add(self, double value):
        """Takes a sample in."""
        if self.used == self.room:
            self.grow()
        self.values[self.used] = value
        self.used += 1
        self.total += value

    def mean(self):
        """The mean of all samples."""
        if self.used == 0:
            raise ValueError("no samples")
        return self.total / self.used

    def deviation(self):
        """The standard deviation of all samples."""
        cdef double mean = self.mean()
        cdef double squares = 0
        cdef Py_ssize_t i
        for i in range(self.used):
            squares += (self.values[i] - mean) * (self.values[i] - mean)
        return sqrt(squares / self.used)


def median(values):
    """The middle one of some numbers."""
    cdef Py_ssize_t count = len(values)
    cdef Py_ssize_t i, j
    cdef double value
    if count == 0:
        raise ValueError("no values")
    cdef double *sorted_values = <double *>malloc(count * sizeof(double))
    if sorted_values is NULL:
        raise MemoryError()
    try:
        for i in range(count):
            value = values[i]
            j = i
            while j > 0 and sorted_values[j - 1] > value:
                sorted_values[j] = sorted_values[j - 1]
                j -= 1
            sorted_values[j] = value
        if count % 2 == 1:
            return sorted_values[count // 2]
        return (sorted_values[count // 2 - 1] + sorted_values[count // 2]) / 2
    finally:
        free(sorted_values)


def main():
    samples = Samples()
    for value in [9.5, 12.25, 11.0, 8.75, 10.5, 30.0]:
        samples.add(value)
    print(f"{len(samples)} samples, mean {samples.mean():.3f}, deviation {samples.deviation():.3f}")
    print(f"median {median(list(samples)):.3f}")
    try:
        median([1, "two"])
    except TypeError as error:
        print(f"median of a word: {error}")


if __name__ == "__main__":
    main()

"""cpython.array: buffers, and refusal to move items that somebody points at."""

from cpython cimport array
import array


def exported():
    """
    >>> exported()
    BufferError array('d', [1.5])
    """
    cdef array.array numbers = array.array("d", [1.5])
    cdef double[:] view = numbers
    try:
        array.resize(numbers, 100)
    except BufferError as error:
        print(type(error).__name__, numbers)
    assert view[0] == 1.5


def as_buffer():
    """
    >>> as_buffer()
    12
    """
    cdef array.array[int] numbers = array.array("i", [3, 4, 5])
    cdef int total = 0
    for i in range(3):
        total += numbers[i]
    return total

# runner: no-reference It is about our declarations, not the reference's.
"""cpython.array: layout and growth."""

from cpython cimport array
import array


def pointers():
    """
    >>> pointers()
    (6.0, b'd', 8, 3)
    """
    cdef array.array numbers = array.array("d", [1, 2, 3])
    cdef double total = 0
    for i in range(numbers.ob_size):
        total += numbers.data.as_doubles[i]
    return total, chr(numbers.ob_descr.typecode).encode(), numbers.ob_descr.itemsize, numbers.ob_size


def clone_and_copy():
    """
    >>> clone_and_copy()
    (array('i', [0, 0, 0]), array('i', [7, 8]), array('i', [7, 9]), 0)
    """
    cdef array.array numbers = array.array("i", [7, 8])
    cdef array.array other = array.copy(numbers)
    other.data.as_ints[1] = 9
    return array.clone(numbers, 3, zero=True), numbers, other, len(array.clone(numbers, 0, False))


def grow(int steps):
    """
    >>> grow(1000)
    (1000, 499500, 999)
    """
    cdef array.array numbers = array.array("l")
    for i in range(steps):
        array.resize_smart(numbers, i + 1)
        numbers.data.as_longs[i] = i
    return len(numbers), sum(numbers), numbers[-1]


def shrink():
    """
    >>> shrink()
    (array('b', [1, 2]), array('b'), array('b', [5]))
    """
    cdef array.array numbers = array.array("b", [1, 2, 3])
    array.resize(numbers, 2)
    first = array.copy(numbers)
    array.resize(numbers, 0)
    second = array.copy(numbers)
    numbers.append(5)
    return first, second, numbers


def extend_with_itself():
    """
    >>> extend_with_itself()
    array('h', [1, 2, 1, 2])
    """
    cdef array.array numbers = array.array("h", [1, 2])
    array.extend(numbers, numbers)
    return numbers


def extend_others():
    """
    >>> extend_others()
    array('h', [1, 2, 3, 9])
    """
    cdef array.array numbers = array.array("h", [1])
    cdef short nine = 9
    array.extend(numbers, array.array("h", [2, 3]))
    array.extend_buffer(numbers, <char *>&nine, 1)
    try:
        array.extend(numbers, array.array("i", [4]))
    except TypeError:
        return numbers


def negative():
    """
    >>> negative()
    Traceback (most recent call last):
    ValueError: an array cannot have a negative length
    """
    array.resize(array.array("d"), -1)


def zeroed():
    """
    >>> zeroed()
    array('f', [0.0, 0.0])
    """
    cdef array.array numbers = array.array("f", [1, 2])
    array.zero(numbers)
    return numbers

"""The variable of a comprehension has the type that a declaration around it gives to its name; that of a generator expression
has not."""
cimport cython


cdef class Cell:
    cdef int n

    def __cinit__(self, n=0):
        self.n = n


cdef int shared = 5


def declared(items):
    """
    >>> declared([1, 2])
    (['int', 'int'], {'int'}, {1: 'int', 2: 'int'}, ['Python object', 'Python object'])
    >>> declared(['a'])
    Traceback (most recent call last):
    TypeError: an integer is required
    """
    cdef int i
    return [cython.typeof(i) for i in items], {cython.typeof(i) for i in items}, {
        i: cython.typeof(i) for i in items}, list(cython.typeof(i) for i in items)


def of_class(items):
    """
    >>> of_class([Cell(3), Cell(4)])
    [3, 4]
    >>> of_class([3])
    Traceback (most recent call last):
    TypeError: Cannot convert int to comprehension_types.Cell
    """
    cdef Cell cell
    return [cell.n for cell in items]


def unpacked(pairs):
    """
    >>> unpacked([(1, 2), (3, 4)])
    [('unsigned char', 3), ('unsigned char', 7)]
    """
    cdef unsigned char a, b
    return [(cython.typeof(a), a + b) for a, b in pairs]


def elsewhere(int argument):
    """
    >>> elsewhere(9)
    (['int'], ['int'], (['int'], 3), ['Py_UCS4'], 9, 5)
    """
    cdef int outer = 3
    inferred = 2.5

    def inner(items):
        return [cython.typeof(outer) for outer in items], outer
    return (
        [cython.typeof(argument) for argument in [1]],
        [cython.typeof(shared) for shared in [1]],
        inner([1]),
        [cython.typeof(inferred) for inferred in ['x']],
        argument,
        shared,
    )

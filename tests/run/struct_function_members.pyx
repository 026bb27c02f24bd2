"""A struct member that is declared as a function is a pointer to one."""

cdef struct Operation:
    int apply(int a, int b)
    const char *name

cdef union Either:
    double real(double x)
    void *address

cdef int add(int a, int b) noexcept:
    return a + b

cdef int subtract(int a, int b) noexcept:
    return a - b

cdef double half(double x) noexcept:
    return x / 2

cdef Operation operations[2]
operations[0] = Operation(add, b"add")
operations[1] = Operation(subtract, b"subtract")


def calculate(int which, int a, int b):
    """
    >>> calculate(0, 5, 3)
    (b'add', 8)
    >>> calculate(1, 5, 3)
    (b'subtract', 2)
    """
    cdef Operation *operation = &operations[which]
    return operation.name, operation.apply(a, b)


def through_union(double x):
    """
    >>> through_union(5)
    2.5
    """
    cdef Either either
    either.real = half
    return either.real(x)

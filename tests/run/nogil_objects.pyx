# Objects that code without the GIL hands on: they are not counted there.
import sys


cdef class Leaf:
    cdef int value


cdef class Tree:
    cdef Leaf leaf
    cdef object any

    def __cinit__(self):
        self.leaf = Leaf()
        self.leaf.value = 7
        self.any = [1]


cdef Leaf shared = Leaf()


cdef int value_of(Leaf leaf) noexcept nogil:
    return leaf.value


cdef int same(object a, object b) noexcept nogil:
    return a is b


cdef int of_global() noexcept nogil:
    return value_of(shared)


def handed_on(Tree tree):
    """
    >>> tree = Tree()
    >>> handed_on(tree)
    (28, True, True)
    >>> handed_on(tree)
    (28, True, True)
    """
    cdef void *p = <void *> tree.leaf
    cdef void *q = <void *> tree.any
    cdef int total = 0, i
    cdef bint first, second
    before = sys.getrefcount(tree.leaf), sys.getrefcount(tree.any)
    with nogil:
        for i in range(2):
            total += value_of(tree.leaf)
            total += value_of(<Leaf> p)
        first = same(<object> q, tree.any)
        total += of_global()
    second = (sys.getrefcount(tree.leaf), sys.getrefcount(tree.any)) == before
    return total, first, second


cdef class Box:
    cdef object content


cdef void replace(Box box, content) with gil:
    box.content = None
    seen.append(content)

seen = []


def only_reference():
    """A function that takes the GIL holds what it gets: the caller's reference may end meanwhile.

    >>> only_reference()
    'text 5'
    """
    box = Box()
    box.content = "".join(["text ", str(5)])
    with nogil:
        replace(box, box.content)
    return seen.pop()


cdef extern from "Python.h":
    int PyGILState_Check() nogil


cdef int held_inside(bint leave_early) except -1 nogil:
    cdef int inside
    with nogil:
        inside = PyGILState_Check()
        if leave_early:
            return inside + 10 * PyGILState_Check()
    return inside + 10 * PyGILState_Check()


def called_with_the_gil():
    """A function declared nogil that is called with the GIL releases it where it says so.

    >>> called_with_the_gil()
    (10, 0)
    """
    return held_inside(False), held_inside(True)


def called_without():
    """
    >>> called_without()
    (0, 0)
    """
    cdef int a, b
    with nogil:
        a = held_inside(False)
        b = held_inside(True)
    return a, b

"""C variables of a module that hold objects are None until they are assigned.

>>> first()
(True, True, True)
>>> again(), again()
(1, 2)
"""

cdef class Held:
    cdef int count


cdef object anything
cdef dict table
cdef Held held


def first():
    return anything is None, table is None, held is None


def again():
    global held
    if held is None:
        held = Held()
    held.count += 1
    return held.count

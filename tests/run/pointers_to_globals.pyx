"""An object of a module-level name lives as long as a pointer to it is used, whatever the name means by then."""

from cpython.ref cimport PyObject

cdef class Loud:
    cdef readonly str name

    def __init__(self, name):
        self.name = name

    def __dealloc__(self):
        ended.append(self.name)

ended = []
current = None


cdef str rebind(PyObject *pointer):
    global current
    current = None
    return f"{(<Loud> pointer).name} while {ended}"


def through_pointer():
    """
    >>> through_pointer()
    'first while []'
    >>> ended
    ['first']
    """
    global current
    current = Loud("first")
    return rebind(<PyObject *> current)

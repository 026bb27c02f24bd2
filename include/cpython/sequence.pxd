# Python.h: "Sequence Protocol" in the Python/C API reference manual (abstract.h).

from cpython.object cimport PyObject

cdef extern from "Python.h":
    bint PySequence_Check(object o)

    Py_ssize_t PySequence_Size(object o) except -1
    Py_ssize_t PySequence_Length(object o) except -1

    object PySequence_Concat(object o1, object o2)
    object PySequence_Repeat(object o, Py_ssize_t count)
    # The result, which may be the first operand changed in place.
    object PySequence_InPlaceConcat(object o1, object o2)
    object PySequence_InPlaceRepeat(object o, Py_ssize_t count)

    object PySequence_GetItem(object o, Py_ssize_t i)
    int PySequence_SetItem(object o, Py_ssize_t i, object v) except -1
    int PySequence_DelItem(object o, Py_ssize_t i) except -1
    object PySequence_GetSlice(object o, Py_ssize_t i1, Py_ssize_t i2)
    int PySequence_SetSlice(object o, Py_ssize_t i1, Py_ssize_t i2, object v) except -1
    int PySequence_DelSlice(object o, Py_ssize_t i1, Py_ssize_t i2) except -1

    Py_ssize_t PySequence_Count(object o, object value) except -1
    Py_ssize_t PySequence_Index(object o, object value) except -1
    int PySequence_Contains(object o, object value) except -1

    object PySequence_List(object o)
    object PySequence_Tuple(object o)

    # The tp_as_sequence item slot itself: no check, no negative index.
    object PySequence_ITEM(object o, Py_ssize_t i)

    # A list or tuple of the items (the object itself where it is one), which the macros below read. m is
    # the message of the TypeError for what is not iterable.
    object PySequence_Fast(object o, const char *m)
    Py_ssize_t PySequence_Fast_GET_SIZE(object o)
    # Borrowed, and a pointer into the object.
    PyObject *PySequence_Fast_GET_ITEM(object o, Py_ssize_t i)
    PyObject **PySequence_Fast_ITEMS(object o)

# Python.h: "Cell Objects" in the Python/C API reference manual (cellobject.h).

from cpython.object cimport PyObject

cdef extern from *:
    """
    /* The macro answers a borrowed reference; the declaration below promises an owned one. */
    static inline PyObject *pyxide_PyCell_GET(PyObject *cell) {
        PyObject *content = PyCell_GET(cell);
        Py_XINCREF(content);
        return content;
    }
    """
    object PyCell_GET "pyxide_PyCell_GET" (object cell)

cdef extern from "Python.h":
    bint PyCell_Check(object ob)
    # NULL makes an empty cell.
    object PyCell_New(PyObject *ob)

    # Not for an empty cell. Get checks that the argument is a cell, GET does not.
    object PyCell_Get(object cell)

    # Set checks that the argument is a cell and takes a reference of its own; SET does neither and
    # takes over the caller's reference. NULL empties the cell.
    int PyCell_Set(object cell, PyObject *value) except -1
    void PyCell_SET(object cell, PyObject *value)

# Python.h: "List Objects" in the Python/C API reference manual (listobject.h).

from cpython.object cimport PyObject

# Functions of newer releases, with a stand-in where the release at hand lacks them.
cdef extern from *:
    """
    #if PY_VERSION_HEX >= 0x030D00B1
    #define pyxide_PyList_GetItemRef PyList_GetItemRef
    #define pyxide_PyList_Extend PyList_Extend
    #define pyxide_PyList_Clear PyList_Clear
    #else
    static inline PyObject *pyxide_PyList_GetItemRef(PyObject *list, Py_ssize_t index) {
        PyObject *item = PyList_GetItem(list, index);
        Py_XINCREF(item);
        return item;
    }
    static inline int pyxide_PyList_Extend(PyObject *list, PyObject *iterable) {
        if (!PyList_Check(list)) {
            PyErr_BadInternalCall();
            return -1;
        }
        return PyList_SetSlice(list, PY_SSIZE_T_MAX, PY_SSIZE_T_MAX, iterable);
    }
    static inline int pyxide_PyList_Clear(PyObject *list) {
        if (!PyList_Check(list)) {
            PyErr_BadInternalCall();
            return -1;
        }
        return PyList_SetSlice(list, 0, PY_SSIZE_T_MAX, NULL);
    }
    #endif
    """
    object PyList_GetItemRef "pyxide_PyList_GetItemRef" (object list, Py_ssize_t index)
    int PyList_Extend "pyxide_PyList_Extend" (object list, object iterable) except -1
    int PyList_Clear "pyxide_PyList_Clear" (object list) except -1

cdef extern from "Python.h":
    bint PyList_Check(object p)
    bint PyList_CheckExact(object p)

    # The items of a new list are NULL; set each of them before any other code sees it.
    list PyList_New(Py_ssize_t len)
    list PyList_GetSlice(object list, Py_ssize_t low, Py_ssize_t high)
    tuple PyList_AsTuple(object list)

    Py_ssize_t PyList_Size(object list) except -1
    Py_ssize_t PyList_GET_SIZE(object list)

    # Borrowed: the item lives as long as the list keeps it. GET_ITEM checks nothing.
    PyObject *PyList_GetItem(object list, Py_ssize_t index) except NULL
    PyObject *PyList_GET_ITEM(object list, Py_ssize_t i)

    # Both take over a reference to the item, also where they fail: Py_INCREF it first. SET_ITEM does
    # not drop the item that it replaces, and is for filling a new list.
    int PyList_SetItem(object list, Py_ssize_t index, object item) except -1
    void PyList_SET_ITEM(object list, Py_ssize_t i, object o)

    int PyList_Insert(object list, Py_ssize_t index, object item) except -1
    int PyList_Append(object list, object item) except -1
    int PyList_SetSlice(object list, Py_ssize_t low, Py_ssize_t high, object itemlist) except -1
    int PyList_Sort(object list) except -1
    int PyList_Reverse(object list) except -1

# Python.h: "Frozen dictionary objects" in the Python/C API reference manual (dictobject.h of
# CPython 3.15). On an older release the checks know only dict, and the constructors raise
# NotImplementedError.

cdef extern from *:
    """
    #if defined(PyFrozenDict_Check)
    #define pyxide_PyAnyDict_Check PyAnyDict_Check
    #define pyxide_PyAnyDict_CheckExact PyAnyDict_CheckExact
    #define pyxide_PyFrozenDict_Check PyFrozenDict_Check
    #define pyxide_PyFrozenDict_CheckExact PyFrozenDict_CheckExact
    #define pyxide_PyFrozenDict_New PyFrozenDict_New
    #define pyxide_PyFrozenDict_NewEmpty() PyFrozenDict_New(NULL)
    #else
    #define pyxide_PyAnyDict_Check(op) PyDict_Check(op)
    #define pyxide_PyAnyDict_CheckExact(op) PyDict_CheckExact(op)
    static inline int pyxide_PyFrozenDict_Check(PyObject *op) {
        (void)op;
        return 0;
    }
    #define pyxide_PyFrozenDict_CheckExact pyxide_PyFrozenDict_Check
    static inline PyObject *pyxide_PyFrozenDict_New(PyObject *iterable) {
        (void)iterable;
        PyErr_SetString(PyExc_NotImplementedError, "frozendict needs Python 3.15");
        return NULL;
    }
    #define pyxide_PyFrozenDict_NewEmpty() pyxide_PyFrozenDict_New(NULL)
    #endif
    """
    # dict or frozendict
    bint PyAnyDict_Check "pyxide_PyAnyDict_Check" (object p)
    bint PyAnyDict_CheckExact "pyxide_PyAnyDict_CheckExact" (object p)

    bint PyFrozenDict_Check "pyxide_PyFrozenDict_Check" (object p)
    bint PyFrozenDict_CheckExact "pyxide_PyFrozenDict_CheckExact" (object p)
    object PyFrozenDict_New "pyxide_PyFrozenDict_New" (object iterable)
    object PyFrozenDict_NewEmpty "pyxide_PyFrozenDict_NewEmpty" ()

# Python.h: "Frozen dictionary objects" in the Python/C API reference manual (dictobject.h of
# CPython 3.15). On an older release dict stands for it, as everywhere in the language.

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
    #define pyxide_PyFrozenDict_Check(op) PyDict_Check(op)
    #define pyxide_PyFrozenDict_CheckExact(op) PyDict_CheckExact(op)
    static inline PyObject *pyxide_PyFrozenDict_New(PyObject *iterable) {
        return PyObject_CallFunctionObjArgs((PyObject *)&PyDict_Type, iterable, NULL);
    }
    #define pyxide_PyFrozenDict_NewEmpty() PyDict_New()
    #endif
    """
    # dict or frozendict
    bint PyAnyDict_Check "pyxide_PyAnyDict_Check" (object p)
    bint PyAnyDict_CheckExact "pyxide_PyAnyDict_CheckExact" (object p)

    bint PyFrozenDict_Check "pyxide_PyFrozenDict_Check" (object p)
    bint PyFrozenDict_CheckExact "pyxide_PyFrozenDict_CheckExact" (object p)
    object PyFrozenDict_New "pyxide_PyFrozenDict_New" (object iterable)
    object PyFrozenDict_NewEmpty "pyxide_PyFrozenDict_NewEmpty" ()

# Python.h: "Weak Reference Objects" in the Python/C API reference manual (weakrefobject.h).

from cpython.object cimport PyObject

cdef extern from *:
    """
    #if PY_VERSION_HEX >= 0x030D0000
    #define pyxide_PyWeakref_GetRef PyWeakref_GetRef
    #else
    static inline int pyxide_PyWeakref_GetRef(PyObject *ref, PyObject **referent) {
        PyObject *target;
        *referent = NULL;
        if (ref == NULL || !PyWeakref_Check(ref)) {
            PyErr_SetString(PyExc_TypeError, "expected a weakref");
            return -1;
        }
        target = PyWeakref_GetObject(ref);
        if (target == NULL) return -1;
        if (target == Py_None) return 0;
        Py_INCREF(target);
        *referent = target;
        return 1;
    }
    #endif
    """
    # 1 and a new reference in *pobj, or 0 and NULL where the object is gone.
    bint PyWeakref_GetRef "pyxide_PyWeakref_GetRef" (object ref, PyObject **pobj) except -1

cdef extern from "Python.h":
    # A reference or a proxy; the one; the other
    bint PyWeakref_Check(object ob)
    bint PyWeakref_CheckRef(object ob)
    bint PyWeakref_CheckProxy(object ob)

    # callback None: none.
    object PyWeakref_NewRef(object ob, object callback)
    object PyWeakref_NewProxy(object ob, object callback)

    # Borrowed from nobody that must keep it: take a reference before any other code runs, or use
    # GetRef. None where the object is gone. Deprecated since 3.13.
    PyObject *PyWeakref_GetObject(object ref) except NULL
    PyObject *PyWeakref_GET_OBJECT(object ref)

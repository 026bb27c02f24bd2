# Python.h: "Dictionary Objects" in the Python/C API reference manual (dictobject.h).

from cpython.object cimport PyObject

# Functions of CPython 3.13, with a stand-in for older releases. Each answers 1 where the key was
# there and 0 where it was not, with a new reference (or NULL) in *result.
cdef extern from *:
    """
    #if PY_VERSION_HEX >= 0x030D00B1
    #define pyxide_PyDict_GetItemRef PyDict_GetItemRef
    #define pyxide_PyDict_GetItemStringRef PyDict_GetItemStringRef
    #define pyxide_PyDict_SetDefaultRef PyDict_SetDefaultRef
    #else
    static inline int pyxide_PyDict_GetItemRef(PyObject *dict, PyObject *key, PyObject **result) {
        PyObject *value = PyDict_GetItemWithError(dict, key);
        Py_XINCREF(value);
        *result = value;
        if (value != NULL) return 1;
        return PyErr_Occurred() ? -1 : 0;
    }
    static inline int pyxide_PyDict_GetItemStringRef(PyObject *dict, const char *key, PyObject **result) {
        int found;
        PyObject *name = PyUnicode_FromString(key);
        *result = NULL;
        if (name == NULL) return -1;
        found = pyxide_PyDict_GetItemRef(dict, name, result);
        Py_DECREF(name);
        return found;
    }
    static inline int pyxide_PyDict_SetDefaultRef(PyObject *dict, PyObject *key, PyObject *fallback,
                                                  PyObject **result) {
        Py_ssize_t before = PyDict_Size(dict);
        PyObject *value = before < 0 ? NULL : PyDict_SetDefault(dict, key, fallback);
        if (result != NULL) {
            Py_XINCREF(value);
            *result = value;
        }
        if (value == NULL) return -1;
        return PyDict_Size(dict) == before;
    }
    #endif
    """
    int PyDict_GetItemRef "pyxide_PyDict_GetItemRef" (
        object p, object key, PyObject **result) except -1
    int PyDict_GetItemStringRef "pyxide_PyDict_GetItemStringRef" (
        object p, const char *key, PyObject **result) except -1
    # result may be NULL.
    int PyDict_SetDefaultRef "pyxide_PyDict_SetDefaultRef" (
        object p, object key, object default_value, PyObject **result) except -1

cdef extern from "Python.h":
    bint PyDict_Check(object p)
    bint PyDict_CheckExact(object p)

    dict PyDict_New()
    dict PyDict_Copy(object p)
    # A read-only view of a mapping (types.MappingProxyType).
    object PyDictProxy_New(object mapping)

    Py_ssize_t PyDict_Size(object p) except -1
    int PyDict_Contains(object p, object key) except -1
    int PyDict_ContainsString(object p, const char *key) except -1  # 3.13+

    # Borrowed: the value lives as long as the dictionary keeps it. NULL where the key is missing.
    # GetItem and GetItemString drop any exception on the way; WithError does not.
    PyObject *PyDict_GetItem(object p, object key)
    PyObject *PyDict_GetItemString(object p, const char *key)
    PyObject *PyDict_GetItemWithError(object p, object key) except? NULL
    PyObject *PyDict_SetDefault(object p, object key, object default) except NULL

    int PyDict_SetItem(object p, object key, object val) except -1
    int PyDict_SetItemString(object p, const char *key, object val) except -1
    int PyDict_DelItem(object p, object key) except -1
    int PyDict_DelItemString(object p, const char *key) except -1
    int PyDict_Pop(object p, object key, PyObject **result) except -1  # 3.13+
    int PyDict_PopString(object p, const char *key, PyObject **result) except -1  # 3.13+
    void PyDict_Clear(object p)

    int PyDict_Merge(object a, object b, bint override) except -1
    int PyDict_Update(object a, object b) except -1
    int PyDict_MergeFromSeq2(object a, object seq2, bint override) except -1

    list PyDict_Keys(object p)
    list PyDict_Values(object p)
    list PyDict_Items(object p)
    # Start with *ppos 0; answers 0 at the end. Keys and values are borrowed, and the dictionary must
    # not gain or lose keys meanwhile.
    int PyDict_Next(object p, Py_ssize_t *ppos, PyObject **pkey, PyObject **pvalue)

/* The match statement. See match.h. */
#include "match.h"

#if PY_VERSION_HEX < 0x030a0000
/* Python before 3.10 has no type flags for sequences and mappings: ask the abstract base classes. */
static int pyx_is_abstract(PyObject *o, const char *name)
{
    PyObject *module = PyImport_ImportModule("collections.abc"), *type;
    int r = 0;
    if (module != NULL) {
        type = PyObject_GetAttrString(module, name);
        if (type != NULL)
            r = PyObject_IsInstance(o, type);
        Py_XDECREF(type);
        Py_DECREF(module);
    }
    if (r < 0 || PyErr_Occurred()) {
        PyErr_Clear();
        r = 0;
    }
    return r;
}
#endif

PYX_API int pyx_match_is_sequence(PyObject *o)
{
#if PY_VERSION_HEX >= 0x030a0000
    return (Py_TYPE(o)->tp_flags & Py_TPFLAGS_SEQUENCE) != 0;
#else
    if (PyList_Check(o) || PyTuple_Check(o))
        return 1;
    if (PyUnicode_Check(o) || PyBytes_Check(o) || PyByteArray_Check(o) || PyDict_Check(o) || PyLong_Check(o))
        return 0;
    return strcmp(Py_TYPE(o)->tp_name, "array.array") == 0 || strcmp(Py_TYPE(o)->tp_name, "collections.deque") == 0 ||
           pyx_is_abstract(o, "Sequence");
#endif
}

PYX_API int pyx_match_is_mapping(PyObject *o)
{
#if PY_VERSION_HEX >= 0x030a0000
    return (Py_TYPE(o)->tp_flags & Py_TPFLAGS_MAPPING) != 0;
#else
    return PyDict_Check(o) || (!PyList_Check(o) && !PyTuple_Check(o) && pyx_is_abstract(o, "Mapping"));
#endif
}

PYX_API int pyx_match_keys(PyObject *mapping, PyObject *keys, PyObject **values)
{
    Py_ssize_t i, n = PyTuple_GET_SIZE(keys);
    PyObject *tuple = PyTuple_New(n), *seen = PySet_New(NULL), *get = NULL, *missing = NULL;
    int r = -1;
    *values = NULL;
    if (tuple == NULL || seen == NULL)
        goto done;
    if (n > 0 && !PyDict_CheckExact(mapping)) {
        get = PyObject_GetAttrString(mapping, "get");
        missing = PyObject_CallNoArgs((PyObject *)&PyBaseObject_Type);
        if (get == NULL || missing == NULL)
            goto done;
    }
    for (i = 0; i < n; i++) {
        PyObject *key = PyTuple_GET_ITEM(keys, i), *value;
        int again = PySet_Contains(seen, key);
        if (again != 0 || PySet_Add(seen, key) < 0) {
            if (again > 0)
                PyErr_Format(PyExc_ValueError, "mapping pattern checks duplicate key (%R)", key);
            goto done;
        }
        if (get == NULL) {
            value = pyx_dict_get_ref(mapping, key);
            if (value == NULL && PyErr_Occurred())
                goto done;
        } else {
            value = PyObject_CallFunctionObjArgs(get, key, missing, NULL);
            if (value == NULL)
                goto done;
            if (value == missing)
                Py_CLEAR(value);
        }
        if (value == NULL) {
            r = 0;
            goto done;
        }
        PyTuple_SET_ITEM(tuple, i, value);
    }
    *values = pyx_newref(tuple);
    r = 1;
done:
    Py_XDECREF(tuple);
    Py_XDECREF(seen);
    Py_XDECREF(get);
    Py_XDECREF(missing);
    return r;
}

/* Whether a single positional pattern of the class matches the subject itself. */
static int pyx_matches_self(PyTypeObject *type)
{
#if PY_VERSION_HEX >= 0x030a0000
    return (type->tp_flags & _Py_TPFLAGS_MATCH_SELF) != 0;
#else
    return PyType_IsSubtype(type, &PyLong_Type) || PyType_IsSubtype(type, &PyUnicode_Type) ||
           PyType_IsSubtype(type, &PyFloat_Type) || PyType_IsSubtype(type, &PyBytes_Type) ||
           PyType_IsSubtype(type, &PyByteArray_Type) || PyType_IsSubtype(type, &PyList_Type) ||
           PyType_IsSubtype(type, &PyTuple_Type) || PyType_IsSubtype(type, &PyDict_Type) ||
           PyType_IsSubtype(type, &PySet_Type) || PyType_IsSubtype(type, &PyFrozenSet_Type);
#endif
}

/* Appends an attribute of the subject: 1, 0 when it has none, -1. */
static int pyx_match_attr(PyObject *subject, PyTypeObject *type, PyObject *name, PyObject *seen, PyObject *list)
{
    PyObject *value;
    int r = PySet_Contains(seen, name);
    if (r > 0)
        PyErr_Format(PyExc_TypeError, "%.200s() got multiple sub-patterns for attribute %R", type->tp_name, name);
    if (r != 0 || PySet_Add(seen, name) < 0)
        return -1;
    value = PyObject_GetAttr(subject, name);
    if (value == NULL)
        return pyx_clear_attribute_error() ? 0 : -1;
    r = PyList_Append(list, value);
    Py_DECREF(value);
    return r < 0 ? -1 : 1;
}

/* The attributes of positional patterns, by `__match_args__`: 1, 0, -1. */
static int pyx_match_positional(PyObject *subject, PyTypeObject *type, Py_ssize_t n, PyObject *seen, PyObject *list)
{
    PyObject *names = PyObject_GetAttrString((PyObject *)type, "__match_args__");
    Py_ssize_t i, allowed;
    int r = 1;
    if (names == NULL) {
        if (!pyx_clear_attribute_error())
            return -1;
        allowed = pyx_matches_self(type) ? 1 : 0;
        if (n <= allowed)
            return PyList_Append(list, subject) < 0 ? -1 : 1;
    } else if (!PyTuple_CheckExact(names)) {
        PyErr_Format(PyExc_TypeError, "%.200s.__match_args__ must be a tuple (got %.200s)", type->tp_name,
                     Py_TYPE(names)->tp_name);
        Py_DECREF(names);
        return -1;
    } else {
        allowed = PyTuple_GET_SIZE(names);
    }
    if (n > allowed) {
        PyErr_Format(PyExc_TypeError, "%.200s() accepts %zd positional sub-pattern%s (%zd given)", type->tp_name, allowed,
                     allowed == 1 ? "" : "s", n);
        r = -1;
    }
    for (i = 0; r == 1 && i < n; i++) {
        PyObject *name = PyTuple_GET_ITEM(names, i);
        if (!PyUnicode_CheckExact(name)) {
            PyErr_Format(PyExc_TypeError, "__match_args__ elements must be strings (got %.200s)", Py_TYPE(name)->tp_name);
            r = -1;
        } else {
            r = pyx_match_attr(subject, type, name, seen, list);
        }
    }
    Py_XDECREF(names);
    return r;
}

PYX_API int pyx_match_class(PyObject *subject, PyObject *cls, Py_ssize_t n, PyObject *names, PyObject **values)
{
    PyTypeObject *type = (PyTypeObject *)cls;
    PyObject *seen, *list;
    Py_ssize_t i;
    int r;
    *values = NULL;
    if (!PyType_Check(cls)) {
        PyErr_SetString(PyExc_TypeError, "called match pattern must be a class");
        return -1;
    }
    r = PyObject_IsInstance(subject, cls);
    if (r <= 0)
        return r;
    seen = PySet_New(NULL);
    list = PyList_New(0);
    if (seen == NULL || list == NULL)
        r = -1;
    if (r == 1 && n > 0)
        r = pyx_match_positional(subject, type, n, seen, list);
    for (i = 0; r == 1 && i < PyTuple_GET_SIZE(names); i++)
        r = pyx_match_attr(subject, type, PyTuple_GET_ITEM(names, i), seen, list);
    if (r == 1) {
        *values = PyList_AsTuple(list);
        if (*values == NULL)
            r = -1;
    }
    Py_XDECREF(seen);
    Py_XDECREF(list);
    return r;
}

PYX_API PyObject *pyx_match_star(PyObject *sequence, Py_ssize_t before, Py_ssize_t after)
{
    PyObject *list = PySequence_List(sequence), *r;
    if (list == NULL)
        return NULL;
    r = PyList_GetSlice(list, before, PyList_GET_SIZE(list) - after);
    Py_DECREF(list);
    return r;
}

PYX_API PyObject *pyx_match_rest(PyObject *mapping, PyObject *keys)
{
    PyObject *dict = PyDict_New();
    Py_ssize_t i;
    if (dict == NULL || PyDict_Update(dict, mapping) < 0)
        goto error;
    for (i = 0; i < PyTuple_GET_SIZE(keys); i++) {
        if (PyDict_DelItem(dict, PyTuple_GET_ITEM(keys, i)) < 0)
            goto error;
    }
    return dict;
error:
    Py_XDECREF(dict);
    return NULL;
}

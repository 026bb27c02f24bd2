/* Attributes, items, slices and length of objects. See object.h. */
#include "object.h"
#include "convert.h"

PYX_API PyObject *pyx_getattr_or_null(PyObject *o, PyObject *name)
{
#if PY_VERSION_HEX >= 0x030d0000
    PyObject *value;
    PyObject_GetOptionalAttr(o, name, &value);
    return value;
#else
    PyObject *value;
#if PY_VERSION_HEX < 0x030c0000
    /* Without making an AttributeError where the type looks attributes up in the usual way. */
    if (Py_TYPE(o)->tp_getattro == PyObject_GenericGetAttr)
        return _PyObject_GenericGetAttrWithDict(o, name, NULL, 1);
#endif
    value = PyObject_GetAttr(o, name);
    if (value == NULL)
        pyx_clear_attribute_error();
    return value;
#endif
}

PYX_API PyObject *pyx_getattr3(PyObject *o, PyObject *name, PyObject *fallback)
{
    PyObject *value;
    if (pyx_unlikely(!PyUnicode_Check(name)))
        /* The message of getattr(). */
        value = PyObject_GetAttr(o, name);
    else
        value = pyx_getattr_or_null(o, name);
    if (value == NULL && !PyErr_Occurred())
        return pyx_newref(fallback);
    return value;
}

PYX_API int pyx_hasattr(PyObject *o, PyObject *name)
{
    PyObject *value;
    if (pyx_unlikely(!PyUnicode_Check(name))) {
        PyErr_SetString(PyExc_TypeError, "hasattr(): attribute name must be string");
        return -1;
    }
    value = pyx_getattr_or_null(o, name);
    if (value == NULL)
        return PyErr_Occurred() ? -1 : 0;
    Py_DECREF(value);
    return 1;
}

PYX_API int pyx_none_attribute(const char *name)
{
    if (name == NULL) {
        /* Its items were wanted. */
        pyx_none_subscript();
        return -1;
    }
    PyErr_Format(PyExc_AttributeError, "'NoneType' object has no attribute '%.30s'", name);
    return -1;
}

PYX_API PyObject *pyx_none_subscript(void)
{
    PyErr_SetString(PyExc_TypeError, "'NoneType' object is not subscriptable");
    return NULL;
}

PYX_API PyObject *pyx_index_error(const char *what)
{
    PyErr_Format(PyExc_IndexError, "%s index out of range", what);
    return NULL;
}

PYX_API Py_ssize_t pyx_none_len(void)
{
    PyErr_SetString(PyExc_TypeError, "object of type 'NoneType' has no len()");
    return -1;
}

PYX_API Py_ssize_t pyx_len(PyObject *o)
{
    Py_ssize_t n;
    if (PyList_CheckExact(o) || PyTuple_CheckExact(o))
        return Py_SIZE(o);
    if (PyUnicode_CheckExact(o))
        return PyUnicode_GET_LENGTH(o);
    n = PyObject_Size(o);
    if (pyx_unlikely(n < 0) && !PyErr_Occurred())
        PyErr_SetString(PyExc_ValueError, "__len__() should return >= 0");
    return n;
}

PYX_API PyObject *pyx_getitem(PyObject *o, PyObject *key)
{
    PyMappingMethods *mapping = Py_TYPE(o)->tp_as_mapping;
    Py_ssize_t i;
    if (PyList_CheckExact(o) && PyLong_CheckExact(key) && pyx_compact_long(key, &i)) {
        if (i < 0)
            i += PyList_GET_SIZE(o);
        if (pyx_likely((size_t)i < (size_t)PyList_GET_SIZE(o)))
            return pyx_newref(PyList_GET_ITEM(o, i));
    }
    if (pyx_likely(mapping != NULL && mapping->mp_subscript != NULL))
        return mapping->mp_subscript(o, key);
    return PyObject_GetItem(o, key);
}

PYX_API PyObject *pyx_getitem_ssize_slow(PyObject *o, Py_ssize_t i, int wraparound, int boundscheck)
{
    PySequenceMethods *sequence = Py_TYPE(o)->tp_as_sequence;
    PyMappingMethods *mapping = Py_TYPE(o)->tp_as_mapping;
    PyObject *key, *item;
    (void)boundscheck;
    if (PyList_CheckExact(o))
        return pyx_index_error("list");
    if (PyTuple_CheckExact(o))
        return pyx_index_error("tuple");
    if (sequence != NULL && sequence->sq_item != NULL && (mapping == NULL || mapping->mp_subscript == NULL || i >= 0) &&
        !PyDict_Check(o)) {
        if (wraparound && i < 0 && sequence->sq_length != NULL) {
            Py_ssize_t n = sequence->sq_length(o);
            if (pyx_likely(n >= 0))
                i += n;
            else if (!pyx_clear_error(PyExc_OverflowError))
                return NULL;
        }
        if (mapping == NULL || mapping->mp_subscript == NULL || sequence->sq_length != NULL)
            return sequence->sq_item(o, i);
    }
    key = PyLong_FromSsize_t(i);
    if (key == NULL)
        return NULL;
    item = PyObject_GetItem(o, key);
    Py_DECREF(key);
    return item;
}

PYX_API PyObject *pyx_dict_getitem(PyObject *d, PyObject *key)
{
    PyObject *value, *args;
    if (pyx_unlikely(d == Py_None))
        return pyx_none_subscript();
    /* What is declared a dict is used as one: what a subclass makes of `[]` is asked of objects. */
    if (pyx_unlikely(!PyDict_Check(d)))
        return PyObject_GetItem(d, key);
    value = pyx_dict_get_ref(d, key);
    if (value != NULL || PyErr_Occurred())
        return value;
    /* A tuple as key would be taken for the exception's arguments. */
    args = PyTuple_Pack(1, key);
    if (args != NULL) {
        PyErr_SetObject(PyExc_KeyError, args);
        Py_DECREF(args);
    }
    return NULL;
}

PYX_API int pyx_dict_setitem(PyObject *d, PyObject *key, PyObject *value)
{
    if (pyx_unlikely(d == Py_None)) {
        PyErr_SetString(PyExc_TypeError, "'NoneType' object does not support item assignment");
        return -1;
    }
    return PyDict_Check(d) ? PyDict_SetItem(d, key, value) : PyObject_SetItem(d, key, value);
}

/* `o[i] = v`, and `del o[i]` where v is NULL. */
static int pyx_assign_item(PyObject *o, Py_ssize_t i, PyObject *v, int wraparound)
{
    PySequenceMethods *sequence = Py_TYPE(o)->tp_as_sequence;
    PyMappingMethods *mapping = Py_TYPE(o)->tp_as_mapping;
    PyObject *key;
    int r;
    if ((mapping == NULL || mapping->mp_ass_subscript == NULL) && sequence != NULL && sequence->sq_ass_item != NULL) {
        if (wraparound && i < 0 && sequence->sq_length != NULL) {
            Py_ssize_t n = sequence->sq_length(o);
            if (pyx_likely(n >= 0))
                i += n;
            else if (!pyx_clear_error(PyExc_OverflowError))
                return -1;
        }
        return sequence->sq_ass_item(o, i, v);
    }
    key = PyLong_FromSsize_t(i);
    if (key == NULL)
        return -1;
    r = v != NULL ? PyObject_SetItem(o, key, v) : PyObject_DelItem(o, key);
    Py_DECREF(key);
    return r;
}

PYX_API int pyx_setitem_ssize(PyObject *o, Py_ssize_t i, PyObject *v, int wraparound, int boundscheck)
{
    if (PyList_CheckExact(o)) {
        Py_ssize_t j = wraparound && i < 0 ? i + PyList_GET_SIZE(o) : i;
        if (!boundscheck || pyx_likely((size_t)j < (size_t)PyList_GET_SIZE(o))) {
            PyObject *old = PyList_GET_ITEM(o, j);
            Py_INCREF(v);
            PyList_SET_ITEM(o, j, v);
            Py_DECREF(old);
            return 0;
        }
        PyErr_SetString(PyExc_IndexError, "list assignment index out of range");
        return -1;
    }
    if (pyx_unlikely(o == Py_None)) {
        PyErr_SetString(PyExc_TypeError, "'NoneType' object does not support item assignment");
        return -1;
    }
    return pyx_assign_item(o, i, v, wraparound);
}

PYX_API int pyx_delitem_ssize(PyObject *o, Py_ssize_t i, int wraparound)
{
    return pyx_assign_item(o, i, NULL, wraparound);
}

static PYX_RARE int pyx_no_slices(PyObject *o, const char *format)
{
    PyErr_Format(PyExc_TypeError, format, Py_TYPE(o)->tp_name);
    return -1;
}

static int pyx_has_subscript(PyObject *o)
{
    return Py_TYPE(o)->tp_as_mapping != NULL && Py_TYPE(o)->tp_as_mapping->mp_subscript != NULL;
}

static int pyx_has_ass_subscript(PyObject *o)
{
    return Py_TYPE(o)->tp_as_mapping != NULL && Py_TYPE(o)->tp_as_mapping->mp_ass_subscript != NULL;
}

PYX_API PyObject *pyx_getslice(PyObject *o, PyObject *start, PyObject *stop)
{
    PyObject *slice, *r;
    if (pyx_unlikely(!pyx_has_subscript(o)) && !PyType_Check(o)) {
        pyx_no_slices(o, "'%.200s' object is unsliceable");
        return NULL;
    }
    slice = PySlice_New(start, stop, NULL);
    if (slice == NULL)
        return NULL;
    r = PyObject_GetItem(o, slice);
    Py_DECREF(slice);
    return r;
}

/* Index as an object; Py_None when it is not given. */
static PyObject *pyx_slice_bound(Py_ssize_t i, int given)
{
    return given ? PyLong_FromSsize_t(i) : pyx_newref(Py_None);
}

PYX_API PyObject *pyx_getslice_ssize(PyObject *o, Py_ssize_t start, Py_ssize_t stop, int has_start, int has_stop)
{
    PyObject *a, *b, *r = NULL;
    if (PyList_CheckExact(o) || PyTuple_CheckExact(o) || PyUnicode_CheckExact(o)) {
        Py_ssize_t n = PyUnicode_CheckExact(o) ? PyUnicode_GET_LENGTH(o) : Py_SIZE(o);
        if (!has_start)
            start = 0;
        else if (start < 0 && (start += n) < 0)
            start = 0;
        if (!has_stop || stop > n)
            stop = n;
        else if (stop < 0 && (stop += n) < 0)
            stop = 0;
        if (start > stop)
            start = stop;
        if (PyList_CheckExact(o))
            return PyList_GetSlice(o, start, stop);
        return PyTuple_CheckExact(o) ? PyTuple_GetSlice(o, start, stop) : PyUnicode_Substring(o, start, stop);
    }
    a = pyx_slice_bound(start, has_start);
    b = pyx_slice_bound(stop, has_stop);
    if (a != NULL && b != NULL)
        r = pyx_getslice(o, a, b);
    Py_XDECREF(a);
    Py_XDECREF(b);
    return r;
}

PYX_API int pyx_setslice(PyObject *o, PyObject *start, PyObject *stop, PyObject *value)
{
    PyObject *slice;
    int r;
    if (pyx_unlikely(!pyx_has_ass_subscript(o)))
        return pyx_no_slices(o, "'%.200s' object does not support slice assignment");
    slice = PySlice_New(start, stop, NULL);
    if (slice == NULL)
        return -1;
    r = PyObject_SetItem(o, slice, value);
    Py_DECREF(slice);
    return r;
}

PYX_API int pyx_delslice(PyObject *o, PyObject *start, PyObject *stop)
{
    PyObject *slice;
    int r;
    if (pyx_unlikely(!pyx_has_ass_subscript(o)))
        return pyx_no_slices(o, "'%.200s' object does not support slice deletion");
    slice = PySlice_New(start, stop, NULL);
    if (slice == NULL)
        return -1;
    r = PyObject_DelItem(o, slice);
    Py_DECREF(slice);
    return r;
}

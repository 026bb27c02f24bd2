/* Attributes, items, slices, truth and length of objects.
 *
 * Index functions take `wraparound` (negative indices count from the end) and `boundscheck` as the directives set
 * them; without a bounds check an index out of range of a list or tuple is undefined behaviour.
 */
#ifndef PYX_OBJECT_H
#define PYX_OBJECT_H
#include "base.h"

PYX_INLINE int pyx_type_check(PyObject *o, PyObject *type) { return PyObject_TypeCheck(o, (PyTypeObject *)type); }

/* The same for a builtin class other than those that have a flag of their own: nothing descends from both. */
#define PYX_FLAGGED_CLASSES                                                                                            \
    (Py_TPFLAGS_LONG_SUBCLASS | Py_TPFLAGS_LIST_SUBCLASS | Py_TPFLAGS_TUPLE_SUBCLASS | Py_TPFLAGS_BYTES_SUBCLASS |    \
     Py_TPFLAGS_UNICODE_SUBCLASS | Py_TPFLAGS_DICT_SUBCLASS | Py_TPFLAGS_BASE_EXC_SUBCLASS | Py_TPFLAGS_TYPE_SUBCLASS)
PYX_INLINE int pyx_check_unflagged(PyObject *o, PyTypeObject *type)
{
    return Py_TYPE(o) == type || (!(Py_TYPE(o)->tp_flags & PYX_FLAGGED_CLASSES) && PyType_IsSubtype(Py_TYPE(o), type));
}

/* Stores a reference, which is taken over, and releases what was there. */
PYX_INLINE void pyx_assign(PyObject **place, PyObject *value)
{
    PyObject *old = *place;
    *place = value;
    Py_XDECREF(old);
}

/* C variables of a module start as None. What an import that failed left in them goes. */
PYX_INLINE void pyx_none_variables(PyObject **const *variables, Py_ssize_t n)
{
    while (n-- > 0)
        pyx_assign(variables[n], pyx_newref(Py_None));
}

/* NULL without an exception: no such attribute. */
PYX_API PyObject *pyx_getattr_or_null(PyObject *o, PyObject *name);
PYX_API PyObject *pyx_getattr3(PyObject *o, PyObject *name, PyObject *fallback);
PYX_API int pyx_hasattr(PyObject *o, PyObject *name);
PYX_INLINE int pyx_delattr(PyObject *o, PyObject *name) { return PyObject_SetAttr(o, name, NULL); }
/* 0, or -1 with AttributeError "'NoneType' object has no attribute 'name'". */
PYX_API int pyx_none_attribute(const char *name);
PYX_INLINE int pyx_check_not_none(PyObject *o, const char *name)
{
    return pyx_likely(o != Py_None) ? 0 : pyx_none_attribute(name);
}

PYX_API PyObject *pyx_getitem(PyObject *o, PyObject *key);
PYX_API PyObject *pyx_getitem_ssize_slow(PyObject *o, Py_ssize_t i, int wraparound, int boundscheck);
PYX_API PyObject *pyx_none_subscript(void);
PYX_API PyObject *pyx_index_error(const char *what);
PYX_API PyObject *pyx_dict_getitem(PyObject *d, PyObject *key);
PYX_API int pyx_dict_setitem(PyObject *d, PyObject *key, PyObject *value);
PYX_API int pyx_setitem_ssize(PyObject *o, Py_ssize_t i, PyObject *v, int wraparound, int boundscheck);
PYX_API int pyx_delitem_ssize(PyObject *o, Py_ssize_t i, int wraparound);
PYX_API PyObject *pyx_getslice(PyObject *o, PyObject *start, PyObject *stop);
/* (object, start, stop, has start, has stop) */
PYX_API PyObject *pyx_getslice_ssize(PyObject *o, Py_ssize_t start, Py_ssize_t stop, int has_start, int has_stop);
PYX_API int pyx_setslice(PyObject *o, PyObject *start, PyObject *stop, PyObject *value);
PYX_API int pyx_delslice(PyObject *o, PyObject *start, PyObject *stop);

/* The object is a list, or None. */
PYX_INLINE PyObject *pyx_list_getitem(PyObject *o, Py_ssize_t i, int wraparound, int boundscheck)
{
    if (pyx_unlikely(o == Py_None))
        return pyx_none_subscript();
    if (wraparound && i < 0)
        i += PyList_GET_SIZE(o);
    if (boundscheck && pyx_unlikely((size_t)i >= (size_t)PyList_GET_SIZE(o)))
        return pyx_index_error("list");
    return pyx_newref(PyList_GET_ITEM(o, i));
}

/* The object is a tuple, or None. */
PYX_INLINE PyObject *pyx_tuple_getitem(PyObject *o, Py_ssize_t i, int wraparound, int boundscheck)
{
    if (pyx_unlikely(o == Py_None))
        return pyx_none_subscript();
    if (wraparound && i < 0)
        i += PyTuple_GET_SIZE(o);
    if (boundscheck && pyx_unlikely((size_t)i >= (size_t)PyTuple_GET_SIZE(o)))
        return pyx_index_error("tuple");
    return pyx_newref(PyTuple_GET_ITEM(o, i));
}

PYX_INLINE PyObject *pyx_getitem_ssize(PyObject *o, Py_ssize_t i, int wraparound, int boundscheck)
{
    if (PyList_CheckExact(o)) {
        Py_ssize_t j = wraparound && i < 0 ? i + PyList_GET_SIZE(o) : i;
        if (!boundscheck || pyx_likely((size_t)j < (size_t)PyList_GET_SIZE(o)))
            return pyx_newref(PyList_GET_ITEM(o, j));
    } else if (PyTuple_CheckExact(o)) {
        Py_ssize_t j = wraparound && i < 0 ? i + PyTuple_GET_SIZE(o) : i;
        if (!boundscheck || pyx_likely((size_t)j < (size_t)PyTuple_GET_SIZE(o)))
            return pyx_newref(PyTuple_GET_ITEM(o, j));
    }
    return pyx_getitem_ssize_slow(o, i, wraparound, boundscheck);
}

PYX_INLINE int pyx_truth_builtin(PyObject *o)
{
    if (o == Py_None)
        return 0;
    if (PyUnicode_CheckExact(o))
        return PyUnicode_GET_LENGTH(o) != 0;
    if (PyDict_CheckExact(o))
        return PyDict_GET_SIZE(o) != 0;
    if (PyAnySet_CheckExact(o))
        return PySet_GET_SIZE(o) != 0;
    /* The others count their items in the head of the object. */
    return Py_SIZE(o) != 0;
}

PYX_INLINE int pyx_truth(PyObject *o)
{
    if (o == Py_True)
        return 1;
    if (o == Py_False || o == Py_None)
        return 0;
    return PyObject_IsTrue(o);
}
PYX_INLINE int pyx_not(PyObject *o)
{
    int r = pyx_truth(o);
    return r < 0 ? r : !r;
}
PYX_INLINE int pyx_is(PyObject *a, PyObject *b) { return a == b; }
PYX_INLINE PyObject *pyx_type_of(PyObject *o) { return pyx_newref((PyObject *)Py_TYPE(o)); }
PYX_INLINE PyObject *pyx_str(PyObject *o)
{
    return PyUnicode_CheckExact(o) ? pyx_newref(o) : PyObject_Str(o);
}

PYX_API Py_ssize_t pyx_len(PyObject *o);
/* Lengths of objects of a known type, or None. */
PYX_API Py_ssize_t pyx_none_len(void);
PYX_INLINE Py_ssize_t pyx_list_len(PyObject *o) { return pyx_likely(o != Py_None) ? PyList_GET_SIZE(o) : pyx_none_len(); }
PYX_INLINE Py_ssize_t pyx_tuple_len(PyObject *o) { return pyx_likely(o != Py_None) ? PyTuple_GET_SIZE(o) : pyx_none_len(); }
PYX_INLINE Py_ssize_t pyx_dict_len(PyObject *o) { return pyx_likely(o != Py_None) ? PyDict_Size(o) : pyx_none_len(); }
PYX_INLINE Py_ssize_t pyx_set_len(PyObject *o) { return pyx_likely(o != Py_None) ? PySet_GET_SIZE(o) : pyx_none_len(); }
PYX_INLINE Py_ssize_t pyx_str_len(PyObject *o)
{
    return pyx_likely(o != Py_None) ? PyUnicode_GET_LENGTH(o) : pyx_none_len();
}
PYX_INLINE Py_ssize_t pyx_bytes_len(PyObject *o) { return pyx_likely(o != Py_None) ? PyBytes_GET_SIZE(o) : pyx_none_len(); }

#endif

/* Attributes by name. See attr.h. */
#include "attr.h"

#if PYX_ATTR_CACHE
#include <structmember.h>

/* The names that instances of a class share, as CPython 3.11 to 3.13 lay them out: after the head come 2 to the power
 * of `log2_index_bytes` bytes, then pairs of name and value. */
typedef struct pyx_keys {
    Py_ssize_t refcnt;
    uint8_t log2_size;
    uint8_t log2_index_bytes;
    uint8_t kind;
    uint32_t version;
    Py_ssize_t usable;
    Py_ssize_t n;
    char indices[];
} pyx_keys;

#define PYX_SHARED_KEYS(t) ((pyx_keys *)((PyHeapTypeObject *)(t))->ht_cached_keys)

#if PY_VERSION_HEX >= 0x030d0000
#define PYX_HAS_VALUES Py_TPFLAGS_INLINE_VALUES
#else
#define PYX_HAS_VALUES Py_TPFLAGS_MANAGED_DICT
#endif

/* The values of an instance of a class with shared names; NULL when they are in a dict. */
static PyObject **pyx_values(PyObject *o)
{
#if PY_VERSION_HEX >= 0x030d0000
    /* capacity, size, embedded, valid */
    uint8_t *head = (uint8_t *)o + sizeof(PyObject);
    return head[3] ? (PyObject **)(head + sizeof(PyObject *)) : NULL;
#elif PY_VERSION_HEX >= 0x030c0000
    uintptr_t tagged = ((uintptr_t *)o)[-3];
    return tagged & 1 ? (PyObject **)(tagged + 1) : NULL;
#else
    return ((PyObject ***)o)[-4];
#endif
}

/* Notes the order in which values came: the one at the index is new. */
static void pyx_values_append(PyObject **values, unsigned int at)
{
#if PY_VERSION_HEX >= 0x030d0000
    uint8_t *head = (uint8_t *)values - sizeof(PyObject *);
    ((uint8_t *)&values[head[0]])[head[1]++] = (uint8_t)at;
#else
    uint8_t *size = (uint8_t *)values - 2;
    ++*size;
    size[-(int)*size] = (uint8_t)at;
#endif
}

static pyx_attr pyx_attrs[256];

static PYX_COLD void pyx_attr_of_class(pyx_attr *e, PyTypeObject *t, PyObject *descr)
{
    PyTypeObject *kind = descr != NULL ? Py_TYPE(descr) : NULL;
    pyx_keys *keys = t->tp_flags & PYX_HAS_VALUES ? PYX_SHARED_KEYS(t) : NULL;
    unsigned char found = PYX_ATTR_OTHER;
    if (kind == &PyMemberDescr_Type) {
        PyMemberDef *member = ((PyMemberDescrObject *)descr)->d_member;
        if (member->type != T_OBJECT_EX || member->flags != 0 || member->offset > 0xffff ||
            !PyType_IsSubtype(t, PyDescr_TYPE(descr)))
            return;
        e->at = (unsigned short)member->offset;
        e->get = e->set = PYX_ATTR_SLOT;
        return;
    }
    /* A descriptor that a program may change, or that the instance cannot hide. */
    if (descr != NULL && (kind->tp_descr_set != NULL || (kind->tp_flags & Py_TPFLAGS_HEAPTYPE)))
        return;
    if (keys != NULL) {
        PyObject **entries = (PyObject **)&keys->indices[(size_t)1 << keys->log2_index_bytes];
        Py_ssize_t i;
        for (i = 0; i < keys->n; i++) {
            if (entries[2 * i] == e->name) {
                e->at = (unsigned short)i;
                e->get = e->set = PYX_ATTR_VALUE;
                return;
            }
        }
        if (keys->n >= PYX_ATTR_ANY_KEYS)
            return;
        e->keys = (unsigned char)keys->n;
    } else if (t->tp_dictoffset != 0 || (t->tp_flags & Py_TPFLAGS_MANAGED_DICT)) {
        return;
    }
    if (descr != NULL && (kind->tp_flags & Py_TPFLAGS_METHOD_DESCRIPTOR))
        found = PYX_ATTR_METHOD;
    else if (descr != NULL && kind->tp_descr_get == NULL)
        found = PYX_ATTR_CLASS;
    e->get = found;
}

static PYX_COLD const pyx_attr *pyx_attr_fill(pyx_attr *e, PyTypeObject *t, PyObject *name)
{
    PyObject *descr, *old = e->name;
    if (!PyUnicode_CheckExact(name) || !PyUnicode_CHECK_INTERNED(name))
        return NULL;
    descr = _PyType_Lookup(t, name);
    if (t->tp_version_tag == 0)
        return NULL;
    e->name = pyx_newref(name);
    Py_XDECREF(old);
    e->value = descr;
    e->version = t->tp_version_tag;
    e->get = e->set = PYX_ATTR_OTHER;
    e->keys = PYX_ATTR_ANY_KEYS;
    pyx_attr_of_class(e, t, descr);
    /* A function of the class, so that the class's slot calls it. */
    e->init = descr != NULL && (Py_TYPE(descr)->tp_flags & Py_TPFLAGS_METHOD_DESCRIPTOR) &&
              Py_TYPE(descr) != &PyWrapperDescr_Type && (t->tp_flags & Py_TPFLAGS_HEAPTYPE) &&
              !(t->tp_flags & Py_TPFLAGS_IS_ABSTRACT) && Py_TYPE(t) == &PyType_Type &&
              t->tp_new == PyBaseObject_Type.tp_new && PyUnicode_CompareWithASCIIString(name, "__init__") == 0;
    if (t->tp_getattro != PyObject_GenericGetAttr)
        e->get = PYX_ATTR_OTHER;
    if (t->tp_setattro != PyObject_GenericSetAttr)
        e->set = PYX_ATTR_OTHER;
    return e;
}

PYX_INLINE const pyx_attr *pyx_attr_lookup(PyTypeObject *t, PyObject *name)
{
    unsigned int version = t->tp_version_tag;
    pyx_attr *e = &pyx_attrs[(((uintptr_t)name >> 4) + version) % 256];
    if (pyx_likely(e->version == version && e->name == name) &&
        (e->keys == PYX_ATTR_ANY_KEYS || pyx_likely(PYX_SHARED_KEYS(t)->n == e->keys)))
        return e;
    return pyx_attr_fill(e, t, name);
}

PYX_API const pyx_attr *pyx_attr_find(PyTypeObject *t, PyObject *name) { return pyx_attr_lookup(t, name); }

PYX_API PyObject *pyx_attr_method(PyObject *o, PyObject *name)
{
    const pyx_attr *e = pyx_attr_lookup(Py_TYPE(o), name);
    if (pyx_likely(e != NULL && e->get == PYX_ATTR_METHOD) && (e->keys == PYX_ATTR_ANY_KEYS || pyx_values(o) != NULL))
        return e->value;
    return NULL;
}

PYX_API PyObject *pyx_getattr(PyObject *o, PyObject *name)
{
    PyTypeObject *t = Py_TYPE(o);
    const pyx_attr *e = pyx_attr_lookup(t, name);
    PyObject **values, *value = NULL;
    if (pyx_likely(e != NULL)) {
        if (e->get == PYX_ATTR_VALUE) {
            values = pyx_values(o);
            if (pyx_likely(values != NULL))
                value = values[e->at];
        } else if (e->get == PYX_ATTR_SLOT) {
            value = *(PyObject **)((char *)o + e->at);
        } else if (e->get == PYX_ATTR_CLASS) {
            if (e->keys == PYX_ATTR_ANY_KEYS || pyx_values(o) != NULL)
                value = e->value;
        }
        if (pyx_likely(value != NULL))
            return pyx_newref(value);
    }
    return PyObject_GetAttr(o, name);
}

PYX_API int pyx_setattr(PyObject *o, PyObject *name, PyObject *value)
{
    PyTypeObject *t = Py_TYPE(o);
    const pyx_attr *e = pyx_attr_lookup(t, name);
    PyObject **values, **place = NULL, *old;
    if (pyx_likely(e != NULL)) {
        if (e->set == PYX_ATTR_VALUE) {
            values = pyx_values(o);
            if (pyx_likely(values != NULL)
#if PY_VERSION_HEX >= 0x030d0000
                && ((PyObject **)o)[-3] == NULL
#endif
            ) {
                place = &values[e->at];
                if (*place == NULL)
                    pyx_values_append(values, e->at);
            }
        } else if (e->set == PYX_ATTR_SLOT) {
            place = (PyObject **)((char *)o + e->at);
        }
        if (pyx_likely(place != NULL)) {
            old = *place;
            *place = pyx_newref(value);
            Py_XDECREF(old);
            return 0;
        }
    }
    return PyObject_SetAttr(o, name, value);
}

#else

PYX_API PyObject *pyx_getattr(PyObject *o, PyObject *name)
{
    getattrofunc get = Py_TYPE(o)->tp_getattro;
    return pyx_likely(get != NULL && PyUnicode_Check(name)) ? get(o, name) : PyObject_GetAttr(o, name);
}

PYX_API int pyx_setattr(PyObject *o, PyObject *name, PyObject *value)
{
    setattrofunc set = Py_TYPE(o)->tp_setattro;
    return pyx_likely(set != NULL && PyUnicode_CheckExact(name)) ? set(o, name, value) : PyObject_SetAttr(o, name, value);
}
#endif

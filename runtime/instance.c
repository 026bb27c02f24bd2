/* Instances of extension classes. See instance.h. */
#include "instance.h"

/* An instance of a class that has no base but object. */
static PyObject *pyx_class_alloc(const pyx_class_def *def, PyTypeObject *type)
{
    PyObject *self, *none;
    if (def->free != NULL && def->free->n > 0 && type->tp_basicsize == def->size &&
        !(type->tp_flags & Py_TPFLAGS_HEAPTYPE)) {
        self = def->free->items[--def->free->n];
        memset((char *)self, 0, (size_t)def->size);
        (void)PyObject_INIT(self, type);
        if (def->flags & PYX_C_GC)
            PyObject_GC_Track(self);
        return self;
    }
    if (pyx_likely((type->tp_flags & Py_TPFLAGS_IS_ABSTRACT) == 0))
        return type->tp_alloc(type, 0);
    none = PyTuple_New(0);
    self = none != NULL ? PyBaseObject_Type.tp_new(type, none, NULL) : NULL;
    Py_XDECREF(none);
    return self;
}

/* Fills in what the class adds. */
static void pyx_class_fill(const pyx_class_def *def, PyObject *self)
{
    Py_ssize_t i;
    if (def->vtable != NULL)
        *(void **)((char *)self + def->vtab_offset) = def->vtable;
    for (i = 0; i < def->n_objects; i++)
        *pyx_field(self, def->objects[i]) = pyx_newref(Py_None);
    if (def->construct != NULL)
        def->construct(self);
}

/* Calls `start` with arguments from a tuple and a dict. */
static int pyx_class_start_tuple(pyx_class_start start, PyObject *self, PyObject *args, PyObject *kwargs)
{
    Py_ssize_t n = PyTuple_GET_SIZE(args), nkw = kwargs != NULL ? PyDict_GET_SIZE(kwargs) : 0, pos = 0, i;
    PyObject **buffer, *names, *name, *value;
    int r;
    if (nkw == 0)
        return start(self, &PyTuple_GET_ITEM(args, 0), n, NULL);
    names = PyTuple_New(nkw);
    buffer = (PyObject **)PyMem_Malloc((size_t)(n + nkw) * sizeof(PyObject *));
    if (names == NULL || buffer == NULL) {
        Py_XDECREF(names);
        PyMem_Free(buffer);
        PyErr_NoMemory();
        return -1;
    }
    for (i = 0; i < n; i++)
        buffer[i] = pyx_newref(PyTuple_GET_ITEM(args, i));
    for (i = 0; i < nkw && PyDict_Next(kwargs, &pos, &name, &value); i++) {
        PyTuple_SET_ITEM(names, i, pyx_newref(name));
        buffer[n + i] = pyx_newref(value);
    }
    r = start(self, buffer, n, names);
    for (i = 0; i < n + nkw; i++)
        Py_DECREF(buffer[i]);
    PyMem_Free(buffer);
    Py_DECREF(names);
    return r;
}

PYX_API PyObject *pyx_class_new(const pyx_class_def *def, PyTypeObject *own, PyTypeObject *type, PyObject *args,
                                PyObject *kwargs)
{
    PyTypeObject *base = own->tp_base;
    PyObject *self = base != &PyBaseObject_Type ? base->tp_new(type, args, kwargs) : pyx_class_alloc(def, type);
    if (pyx_unlikely(self == NULL))
        return NULL;
    pyx_class_fill(def, self);
    if (def->cinit != NULL && pyx_class_start_tuple(def->cinit, self, args, kwargs) < 0)
        Py_CLEAR(self);
    return self;
}

PYX_API int pyx_class_init(const pyx_class_def *def, PyObject *self, PyObject *args, PyObject *kwargs)
{
    return pyx_class_start_tuple(def->init, self, args, kwargs);
}

static PyObject *pyx_class_make(const pyx_class_def *def, PyTypeObject *type, PyObject *const *args, Py_ssize_t nargs,
                                PyObject *kwnames)
{
    PyObject *self = def->base != NULL ? pyx_class_make(def->base, type, args, nargs, kwnames) : pyx_class_alloc(def, type);
    if (pyx_unlikely(self == NULL))
        return NULL;
    pyx_class_fill(def, self);
    if (def->cinit != NULL && def->cinit(self, args, nargs, kwnames) < 0)
        Py_CLEAR(self);
    return self;
}

PYX_API PyObject *pyx_class_call(const pyx_class_def *def, PyObject *type, PyObject *const *args, size_t nargsf,
                                 PyObject *kwnames)
{
    Py_ssize_t n = PyVectorcall_NARGS(nargsf);
    PyObject *self = pyx_class_make(def, (PyTypeObject *)type, args, n, kwnames);
    while (def != NULL && def->init == NULL)
        def = def->base;
    if (def != NULL && self != NULL && def->init(self, args, n, kwnames) < 0)
        Py_CLEAR(self);
    return self;
}

PYX_API void pyx_class_finalize(PyObject *self, void (*del)(PyObject *))
{
#if PY_VERSION_HEX >= 0x030c0000
    PyObject *exc = PyErr_GetRaisedException();
#else
    PyObject *type, *value, *tb;
    PyErr_Fetch(&type, &value, &tb);
#endif
    del(self);
#if PY_VERSION_HEX >= 0x030c0000
    PyErr_SetRaisedException(exc);
#else
    PyErr_Restore(type, value, tb);
#endif
}

/* Calls `__dealloc__` on an instance that is alive for as long as that takes, and keeps an exception in flight. */
static void pyx_class_user_dealloc(const pyx_class_def *def, PyObject *self)
{
    pyx_set_refcnt(self, Py_REFCNT(self) + 1);
    pyx_class_finalize(self, def->user_dealloc);
    pyx_set_refcnt(self, Py_REFCNT(self) - 1);
}

/* What is left of destruction after the object is no longer tracked. */
static void pyx_class_free(const pyx_class_def *def, PyObject *self, PyTypeObject *base)
{
    PyTypeObject *type = Py_TYPE(self);
    Py_ssize_t i;
    /* First of all, also those that a base class keeps: `__dealloc__` must not get at a dying object again. */
    if (type->tp_weaklistoffset > 0 && *pyx_field(self, type->tp_weaklistoffset) != NULL)
        PyObject_ClearWeakRefs(self);
    if (def->user_dealloc != NULL) {
        /* Where `__cinit__` of a base class failed, this class's fields are as they were allocated. */
        if (def->n_objects > 0 && *pyx_field(self, def->objects[0]) == NULL)
            pyx_class_fill(def, self);
        pyx_class_user_dealloc(def, self);
    }
    if (def->destroy != NULL)
        def->destroy(self);
    for (i = 0; i < def->n_objects; i++)
        Py_CLEAR(*pyx_field(self, def->objects[i]));
    if (def->dict_offset != 0)
        Py_CLEAR(*pyx_field(self, def->dict_offset));
    if (base != &PyBaseObject_Type) {
        /* The base's own destructor expects a tracked object, if it is one of garbage collection. */
        if (PyType_IS_GC(base))
            PyObject_GC_Track(self);
        base->tp_dealloc(self);
        return;
    }
    if (def->free != NULL && def->free->n < def->free->size && type->tp_basicsize == def->size &&
        !(type->tp_flags & Py_TPFLAGS_HEAPTYPE)) {
        def->free->items[def->free->n++] = self;
        return;
    }
    type->tp_free(self);
}

PYX_API void pyx_class_dealloc_any(const pyx_class_def *def, PyTypeObject *own, PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    if (type->tp_finalize != NULL && type->tp_dealloc == own->tp_dealloc &&
        (!PyType_IS_GC(type) || !PyObject_GC_IsFinalized(self)) && PyObject_CallFinalizerFromDealloc(self) != 0)
        return;
    if (def->flags & PYX_C_GC)
        PyObject_GC_UnTrack(self);
    if (def->flags & PYX_C_TRASHCAN) {
        /* A long chain of objects is freed piece by piece, not by deep recursion. */
        Py_TRASHCAN_BEGIN(self, own->tp_dealloc)
        pyx_class_free(def, self, own->tp_base);
        Py_TRASHCAN_END
        return;
    }
    pyx_class_free(def, self, own->tp_base);
}

PYX_API PYX_RARE int pyx_class_clear(const pyx_class_def *def, PyTypeObject *own, PyObject *self)
{
    PyTypeObject *base = own->tp_base;
    Py_ssize_t i;
    if (base->tp_clear != NULL)
        base->tp_clear(self);
    for (i = 0; i < def->n_objects; i++) {
        /* Methods may still run on the instance: its attributes stay valid references. */
        PyObject **field = pyx_field(self, def->objects[i]), *old = *field;
        *field = pyx_newref(Py_None);
        Py_XDECREF(old);
    }
    if (def->dict_offset != 0)
        Py_CLEAR(*pyx_field(self, def->dict_offset));
    return 0;
}

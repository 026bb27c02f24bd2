/* Extension classes. See class.h.
 *
 * The type object that belongs to a table is found by walking from the instance's type: its `tp_name` is the very
 * pointer in the table.
 */
#include "class.h"
#include "function.h"

static PyTypeObject *pyx_class_type(const pyx_class_def *def, PyTypeObject *type)
{
    while (type->tp_name != def->name)
        type = type->tp_base;
    return type;
}

static PyObject **pyx_field(PyObject *self, Py_ssize_t offset) { return (PyObject **)((char *)self + offset); }

/* ---- instances */

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

PYX_API PyObject *pyx_class_new(const pyx_class_def *def, PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    PyTypeObject *base = pyx_class_type(def, type)->tp_base;
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
    if (def->user_dealloc != NULL)
        pyx_class_user_dealloc(def, self);
    if (def->weakref_offset != 0 && *pyx_field(self, def->weakref_offset) != NULL)
        PyObject_ClearWeakRefs(self);
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

PYX_API void pyx_class_dealloc(const pyx_class_def *def, PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self), *own = pyx_class_type(def, type);
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

PYX_API int pyx_class_traverse(const pyx_class_def *def, PyObject *self, visitproc visit, void *arg)
{
    PyTypeObject *base = pyx_class_type(def, Py_TYPE(self))->tp_base;
    Py_ssize_t i;
    if (base->tp_traverse != NULL) {
        int r = base->tp_traverse(self, visit, arg);
        if (r != 0)
            return r;
    }
    for (i = 0; i < def->n_objects; i++)
        Py_VISIT(*pyx_field(self, def->objects[i]));
    if (def->dict_offset != 0)
        Py_VISIT(*pyx_field(self, def->dict_offset));
    return 0;
}

PYX_API int pyx_class_clear(const pyx_class_def *def, PyObject *self)
{
    PyTypeObject *base = pyx_class_type(def, Py_TYPE(self))->tp_base;
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

/* ---- the type */

static PYX_RARE int pyx_any_slot(const void *suite, size_t size)
{
    void *const *slot = (void *const *)suite;
    size_t i;
    for (i = 0; i < size / sizeof(void *); i++) {
        if (slot[i] != NULL)
            return 1;
    }
    return 0;
}

static PYX_RARE int pyx_class_add_method(pyx_module *m, PyTypeObject *type, const pyx_function_def *def)
{
    PyObject *f = pyx_function_new(m, def, NULL, NULL, NULL, NULL, NULL), *wrapped = f;
    int r;
    if (f == NULL)
        return -1;
    ((pyx_function *)f)->owner = (PyObject *)type;
    if (def->flags & (PYX_F_STATIC | PYX_F_CLASS)) {
        wrapped = def->flags & PYX_F_STATIC ? PyStaticMethod_New(f) : PyClassMethod_New(f);
        Py_DECREF(f);
        if (wrapped == NULL)
            return -1;
    }
    r = PyDict_SetItemString(type->tp_dict, def->ml.ml_name, wrapped);
    Py_DECREF(wrapped);
    return r;
}

static PyGetSetDef pyx_class_dict_getset = {"__dict__", PyObject_GenericGetDict, PyObject_GenericSetDict, NULL, NULL};

/* Whether the class or one that it inherits from is a Python class. */
static PYX_RARE int pyx_has_heap_type(PyTypeObject *t)
{
    Py_ssize_t i, n = t->tp_mro != NULL ? PyTuple_GET_SIZE(t->tp_mro) : 0;
    int heap = 0;
    for (i = 0; i < n; i++)
        heap |= (((PyTypeObject *)PyTuple_GET_ITEM(t->tp_mro, i))->tp_flags & Py_TPFLAGS_HEAPTYPE) != 0;
    return heap;
}

/* PyType_Ready, which refuses static types with a base that is a Python class: such a type is flagged as a heap type
 * meanwhile. No collection may see it then, since it has no header for one. */
static PYX_RARE int pyx_type_ready(PyTypeObject *t)
{
    Py_ssize_t i, n = t->tp_bases != NULL ? PyTuple_GET_SIZE(t->tp_bases) : 0;
    int heap = n == 0 && t->tp_base != NULL && pyx_has_heap_type(t->tp_base), r;
    for (i = 0; i < n; i++)
        heap |= pyx_has_heap_type((PyTypeObject *)PyTuple_GET_ITEM(t->tp_bases, i));
    if (!heap)
        return PyType_Ready(t);
#if PY_VERSION_HEX >= 0x030a0000
    {
        int enabled = PyGC_Disable();
        t->tp_flags |= Py_TPFLAGS_HEAPTYPE | Py_TPFLAGS_IMMUTABLETYPE;
        r = PyType_Ready(t);
        t->tp_flags &= ~(unsigned long)Py_TPFLAGS_HEAPTYPE;
        if (enabled)
            PyGC_Enable();
    }
#else
    {
        PyObject *gc = PyImport_ImportModule("gc");
        PyObject *off = gc != NULL ? PyObject_CallMethod(gc, "disable", NULL) : NULL, *on = NULL;
        if (off != NULL) {
            t->tp_flags |= Py_TPFLAGS_HEAPTYPE;
            r = PyType_Ready(t);
            t->tp_flags &= ~(unsigned long)Py_TPFLAGS_HEAPTYPE;
            on = r == 0 ? PyObject_CallMethod(gc, "enable", NULL) : NULL;
        }
        r = on != NULL ? 0 : -1;
        Py_XDECREF(gc);
        Py_XDECREF(off);
        Py_XDECREF(on);
    }
#endif
    return r;
}

PYX_API PYX_RARE int pyx_class_ready(pyx_module *m, const pyx_class_def *def, pyx_class *cls)
{
    PyTypeObject *t = &cls->type;
    Py_ssize_t i;
    pyx_set_refcnt((PyObject *)t, 1);
    t->tp_name = def->name;
    t->tp_doc = def->doc;
    t->tp_basicsize = def->size;
    t->tp_flags |= Py_TPFLAGS_DEFAULT;
    if (!(def->flags & PYX_C_FINAL))
        t->tp_flags |= Py_TPFLAGS_BASETYPE;
    if (def->flags & PYX_C_GC)
        t->tp_flags |= Py_TPFLAGS_HAVE_GC;
#if PY_VERSION_HEX >= 0x030a0000
    if (def->flags & PYX_C_SEQUENCE)
        t->tp_flags |= Py_TPFLAGS_SEQUENCE;
    if (def->flags & PYX_C_MAPPING)
        t->tp_flags |= Py_TPFLAGS_MAPPING;
#endif
    if (!(def->flags & PYX_C_NO_VERSION_TAG))
        t->tp_flags |= Py_TPFLAGS_HAVE_VERSION_TAG;
    t->tp_weaklistoffset = def->weakref_offset;
    t->tp_dictoffset = def->dict_offset;
    if (pyx_any_slot(&cls->async, sizeof(cls->async)))
        t->tp_as_async = &cls->async;
    if (pyx_any_slot(&cls->number, sizeof(cls->number)))
        t->tp_as_number = &cls->number;
    if (pyx_any_slot(&cls->mapping, sizeof(cls->mapping)))
        t->tp_as_mapping = &cls->mapping;
    if (pyx_any_slot(&cls->sequence, sizeof(cls->sequence)))
        t->tp_as_sequence = &cls->sequence;
    if (pyx_any_slot(&cls->buffer, sizeof(cls->buffer)))
        t->tp_as_buffer = &cls->buffer;
    /* A class that adds nothing to its base's instances makes them the same way. */
    if (t->tp_base != NULL && t->tp_base != &PyBaseObject_Type && def->vtable == NULL && def->n_objects == 0 &&
        def->cinit == NULL && def->construct == NULL)
        t->tp_new = t->tp_base->tp_new;
    /* Python classes among the bases may have something to say about new instances. */
    if (t->tp_bases != NULL || (def->base != NULL && t->tp_base->tp_name != def->base->name))
        t->tp_vectorcall = NULL;
    if (pyx_type_ready(t) < 0)
        return -1;
    if (def->vtable != NULL) {
        PyObject *capsule = PyCapsule_New(def->vtable, NULL, NULL);
        int r = capsule != NULL ? PyDict_SetItemString(t->tp_dict, "__pyx_vtable__", capsule) : -1;
        Py_XDECREF(capsule);
        if (r < 0)
            return -1;
    }
    if (def->dict_offset != 0) {
        PyObject *getset = PyDescr_NewGetSet(t, &pyx_class_dict_getset);
        int r = getset != NULL ? PyDict_SetItemString(t->tp_dict, "__dict__", getset) : -1;
        Py_XDECREF(getset);
        if (r < 0)
            return -1;
    }
    for (i = 0; i < def->n_methods; i++) {
        if (pyx_class_add_method(m, t, def->methods[i]) < 0)
            return -1;
    }
    PyType_Modified(t);
    if (def->flags & PYX_C_INTERNAL)
        return 0;
    return PyDict_SetItemString(m->dict, strrchr(def->name, '.') + 1, (PyObject *)t);
}

PYX_API PYX_RARE int pyx_class_special(PyTypeObject *type, PyMethodDef *method)
{
    PyObject *descr = PyDescr_NewMethod(type, method);
    int r = descr != NULL ? PyDict_SetItemString(type->tp_dict, method->ml_name, descr) : -1;
    Py_XDECREF(descr);
    PyType_Modified(type);
    return r;
}

PYX_API PYX_RARE int pyx_class_doc(PyTypeObject *type, const char *name, const char *doc, struct wrapperbase *own)
{
    PyObject *wrapper = PyDict_GetItemString(type->tp_dict, name);
    if (wrapper != NULL && Py_TYPE(wrapper) == &PyWrapperDescr_Type) {
        *own = *((PyWrapperDescrObject *)wrapper)->d_base;
        own->doc = doc;
        ((PyWrapperDescrObject *)wrapper)->d_base = own;
    }
    return 0;
}

static int pyx_is_function(PyObject *f)
{
    return Py_TYPE(f)->tp_basicsize == (Py_ssize_t)sizeof(pyx_function) &&
           strcmp(Py_TYPE(f)->tp_name, "_pyxide_0_1.cython_function_or_method") == 0;
}

/* ---- methods that Python subclasses override */

PYX_API PYX_RARE PyObject *pyx_override(PyObject *self, PyObject *name, const void *definition)
{
    const pyx_function_def *def = (const pyx_function_def *)definition;
    PyObject *method = PyObject_GetAttr(self, name), *f;
    if (method == NULL)
        return NULL;
    f = PyMethod_Check(method) ? PyMethod_GET_FUNCTION(method) : method;
    if (PyCFunction_Check(f) ? PyCFunction_GetFunction(f) == def->ml.ml_meth
                             : pyx_is_function(f) && ((pyx_function *)f)->def == def) {
        Py_DECREF(method);
        return NULL;
    }
    return method;
}

/* ---- types of other modules */

PYX_API PYX_RARE PyTypeObject *pyx_import_type(const char *module_name, const char *name, Py_ssize_t size, int check)
{
    PyObject *module = PyImport_ImportModule(module_name), *type;
    Py_ssize_t actual;
    if (module == NULL)
        return NULL;
    type = PyObject_GetAttrString(module, name);
    Py_DECREF(module);
    if (type == NULL)
        return NULL;
    if (!PyType_Check(type)) {
        PyErr_Format(PyExc_TypeError, "%.200s.%.200s is not a type object", module_name, name);
        goto error;
    }
    actual = ((PyTypeObject *)type)->tp_basicsize;
    if (actual + ((PyTypeObject *)type)->tp_itemsize < size || (check == 2 && actual != size)) {
        PyErr_Format(PyExc_ValueError,
                     "%.200s.%.200s size changed, may indicate binary incompatibility. "
                     "Expected %zd from C header, got %zd from PyObject",
                     module_name, name, size, actual);
        goto error;
    }
    if (check == 1 && actual > size &&
        PyErr_WarnFormat(NULL, 0,
                         "%.200s.%.200s size changed, may indicate binary incompatibility. "
                         "Expected %zd from C header, got %zd from PyObject",
                         module_name, name, size, actual) < 0)
        goto error;
    return (PyTypeObject *)type;
error:
    Py_DECREF(type);
    return NULL;
}

PYX_API PYX_RARE void *pyx_import_vtable(PyTypeObject *type)
{
    PyObject *capsule = PyObject_GetAttrString((PyObject *)type, "__pyx_vtable__");
    void *vtable;
    if (capsule == NULL)
        return NULL;
    vtable = PyCapsule_GetPointer(capsule, NULL);
    Py_DECREF(capsule);
    if (vtable == NULL && !PyErr_Occurred())
        PyErr_SetString(PyExc_RuntimeError, "invalid vtable found for imported type");
    return vtable;
}

/* ---- names in the body of an extension class */

PYX_API PYX_RARE PyObject *pyx_get_type_name(PyObject *type, PyObject *name)
{
    return pyx_dict_get_ref(((PyTypeObject *)type)->tp_dict, name);
}

/* `f = classmethod(f)` in the class body: the function no longer takes an instance of the class. */
static PYX_RARE int pyx_release_wrapped(PyObject *type, PyObject *value)
{
    PyObject *f;
    if (Py_TYPE(value) != &PyClassMethod_Type && Py_TYPE(value) != &PyStaticMethod_Type)
        return 0;
    f = PyObject_GetAttrString(value, "__func__");
    if (f == NULL)
        return -1;
    if (pyx_is_function(f) && ((pyx_function *)f)->owner == type)
        ((pyx_function *)f)->owner = NULL;
    Py_DECREF(f);
    return 0;
}

PYX_API PYX_RARE int pyx_set_type_name(PyObject *type, PyObject *name, PyObject *value)
{
    PyObject *set_name, *done;
    int r = pyx_release_wrapped(type, value) < 0 ? -1 : PyDict_SetItem(((PyTypeObject *)type)->tp_dict, name, value);
    PyType_Modified((PyTypeObject *)type);
    if (r < 0)
        return -1;
    set_name = PyObject_GetAttrString((PyObject *)Py_TYPE(value), "__set_name__");
    if (set_name == NULL) {
        PyErr_Clear();
        return 0;
    }
    done = PyObject_CallFunctionObjArgs(set_name, value, type, name, NULL);
    Py_DECREF(set_name);
    Py_XDECREF(done);
    return done != NULL ? 0 : -1;
}

PYX_API PYX_RARE int pyx_del_type_name(PyObject *type, PyObject *name)
{
    int r = PyDict_DelItem(((PyTypeObject *)type)->tp_dict, name);
    PyType_Modified((PyTypeObject *)type);
    if (r < 0 && PyErr_ExceptionMatches(PyExc_KeyError)) {
        PyErr_Clear();
        PyErr_Format(PyExc_NameError, "name '%U' is not defined", name);
    }
    return r;
}

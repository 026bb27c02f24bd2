/* Extension classes: making types ready, overridden methods, types of other modules. See class.h. */
#include "class.h"
#include "function.h"

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
    PyObject *f, *wrapped;
    int r;
    if ((def->flags & PYX_F_PLAIN) && !(def->flags & PYX_F_STATIC)) {
        PyMethodDef *ml = (PyMethodDef *)&def->ml;
        wrapped = def->flags & PYX_F_CLASS ? PyDescr_NewClassMethod(type, ml) : PyDescr_NewMethod(type, ml);
        r = wrapped != NULL ? PyDict_SetItemString(type->tp_dict, def->ml.ml_name, wrapped) : -1;
        Py_XDECREF(wrapped);
        return r;
    }
    wrapped = f = def->flags & PYX_F_PLAIN ? pyx_cfunction_new(m, def)
                                           : pyx_function_new(m, def, NULL, NULL, NULL, NULL, NULL);
    if (f == NULL)
        return -1;
    if (!(def->flags & PYX_F_PLAIN))
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
        r = -1;
        if (off != NULL) {
            t->tp_flags |= Py_TPFLAGS_HEAPTYPE;
            r = PyType_Ready(t);
            t->tp_flags &= ~(unsigned long)Py_TPFLAGS_HEAPTYPE;
            PyObject *kind, *value, *traceback;
            PyErr_Fetch(&kind, &value, &traceback);
            on = PyObject_CallMethod(gc, "enable", NULL);
            if (r < 0)
                PyErr_Restore(kind, value, traceback);
        }
        if (on == NULL)
            r = -1;
        Py_XDECREF(gc);
        Py_XDECREF(off);
        Py_XDECREF(on);
    }
#endif
    return r;
}

/* The nearest class, from `t` up, whose instances hold more than those of its base do: places of a dict and of weak
 * references aside, which Python adds at the end. Borrowed. */
static PYX_RARE PyTypeObject *pyx_solid_base(PyTypeObject *t)
{
    for (; t->tp_base != NULL; t = t->tp_base) {
        PyTypeObject *base = t->tp_base;
        Py_ssize_t size = t->tp_basicsize;
        if (t->tp_itemsize != base->tp_itemsize)
            return t;
        if (t->tp_weaklistoffset > 0 && base->tp_weaklistoffset == 0 &&
            t->tp_weaklistoffset + (Py_ssize_t)sizeof(PyObject *) == size)
            size -= sizeof(PyObject *);
        if (t->tp_dictoffset > 0 && base->tp_dictoffset == 0 &&
            t->tp_dictoffset + (Py_ssize_t)sizeof(PyObject *) == size)
            size -= sizeof(PyObject *);
        if (size != base->tp_basicsize)
            return t;
    }
    return t;
}

/* Instances begin as those of the first base do. Refuses other bases that would have them otherwise, which
 * PyType_Ready takes on trust. */
static PYX_RARE int pyx_check_bases(PyTypeObject *t)
{
    PyTypeObject *first = (PyTypeObject *)PyTuple_GET_ITEM(t->tp_bases, 0), *solid = pyx_solid_base(first);
    Py_ssize_t i;
    for (i = 1; i < PyTuple_GET_SIZE(t->tp_bases); i++) {
        PyTypeObject *base = (PyTypeObject *)PyTuple_GET_ITEM(t->tp_bases, i), *other = pyx_solid_base(base);
        if (!PyType_IsSubtype(solid, other)) {
            if (PyType_IsSubtype(other, solid))
                PyErr_Format(PyExc_TypeError, "best base '%.200s' must be equal to first base '%.200s'", base->tp_name,
                             first->tp_name);
            else
                PyErr_SetString(PyExc_TypeError, "multiple bases have instance lay-out conflict");
            return -1;
        }
        if (!(base->tp_flags & Py_TPFLAGS_HEAPTYPE)) {
            PyErr_Format(PyExc_TypeError, "base class '%.200s' is not a heap type", base->tp_name);
            return -1;
        }
    }
    return 0;
}

/* A base whose instances have a dict needs one here: its methods would look for it. Asked when the order of the bases is
 * known to be sound. */
static PYX_RARE int pyx_check_dict(PyTypeObject *t)
{
    Py_ssize_t i;
    for (i = 1; i < PyTuple_GET_SIZE(t->tp_bases); i++) {
        PyTypeObject *base = (PyTypeObject *)PyTuple_GET_ITEM(t->tp_bases, i);
        if (base->tp_dictoffset != 0) {
            PyErr_Format(PyExc_TypeError,
                         "extension type '%.200s' has no __dict__ slot, but base type '%.200s' has: either add 'cdef dict "
                         "__dict__' to the extension type or add '__slots__ = [...]' to the base type",
                         t->tp_name, base->tp_name);
            return -1;
        }
    }
    return 0;
}

/* The most that C's struct of the type's instances may take: it may declare the first item, and is padded. */
static Py_ssize_t pyx_struct_limit(PyTypeObject *t)
{
    Py_ssize_t item = t->tp_itemsize;
    if (item > 0 && item < (Py_ssize_t)sizeof(void *))
        item = sizeof(void *);
    return t->tp_basicsize + item;
}

PYX_API PYX_RARE int pyx_class_ready(pyx_module *m, const pyx_class_def *def, pyx_class *cls)
{
    PyTypeObject *t = &cls->type;
    Py_ssize_t i;
    int dict_is_missing = 0;
    /* An import that failed before has made it, and what it left refers to it. */
    if (!(t->tp_flags & Py_TPFLAGS_READY))
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
    /* Python 3.8 and 3.9 have it among the default flags. */
    if (def->flags & PYX_C_NO_VERSION_TAG)
        t->tp_flags &= ~(unsigned long)Py_TPFLAGS_HAVE_VERSION_TAG;
    else
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
    /* The items of a base's instances would lie where the class has its own attributes. */
    if (t->tp_base != NULL && t->tp_base->tp_itemsize != 0 && !PyType_IsSubtype(t->tp_base, &PyType_Type) &&
        def->size > pyx_struct_limit(t->tp_base)) {
        PyErr_Format(PyExc_TypeError, "inheritance from PyVarObject types like '%.200s' not currently supported",
                     t->tp_base->tp_name);
        return -1;
    }
    /* A class that adds nothing to its base's instances makes them the same way. */
    if (t->tp_base != NULL && t->tp_base != &PyBaseObject_Type && def->vtable == NULL && def->n_objects == 0 &&
        def->cinit == NULL && def->construct == NULL)
        t->tp_new = t->tp_base->tp_new;
    if (t->tp_bases != NULL) {
        if (pyx_check_bases(t) < 0)
            return -1;
        dict_is_missing =
            t->tp_dictoffset == 0 && ((PyTypeObject *)PyTuple_GET_ITEM(t->tp_bases, 0))->tp_dictoffset == 0;
    }
    if (pyx_type_ready(t) < 0 || (dict_is_missing && pyx_check_dict(t) < 0))
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

/* An attribute of a type, NULL where it has none or that cannot be found out. */
static PYX_RARE PyObject *pyx_class_attr(PyTypeObject *type, const char *name)
{
    PyObject *r = PyObject_GetAttrString((PyObject *)type, name);
    if (r == NULL)
        PyErr_Clear();
    return r;
}

/* 1: `type` has of `name` what `object` has; or what is called `made`, if that is not NULL. */
static PYX_RARE int pyx_class_inherits(PyTypeObject *type, const char *name, const char *made)
{
    PyObject *own = pyx_class_attr(type, name), *plain = pyx_class_attr(&PyBaseObject_Type, name), *called = NULL;
    int r = own == plain;
    if (!r && own != NULL && made != NULL) {
        called = PyObject_GetAttrString(own, "__name__");
        if (called == NULL)
            PyErr_Clear();
        else
            r = PyUnicode_Check(called) && PyUnicode_CompareWithASCIIString(called, made) == 0;
    }
    Py_XDECREF(own);
    Py_XDECREF(plain);
    Py_XDECREF(called);
    return r;
}

static PYX_RARE int pyx_class_rename(PyTypeObject *type, const char *made, const char *name)
{
    PyObject *method = PyObject_GetAttrString((PyObject *)type, made);
    int r = method != NULL ? PyDict_SetItemString(type->tp_dict, name, method) : -1;
    Py_XDECREF(method);
    return r;
}

PYX_API PYX_RARE int pyx_class_pickling(PyTypeObject *type)
{
    if (!pyx_class_inherits(type, "__getstate__", NULL) || !pyx_class_inherits(type, "__reduce_ex__", NULL) ||
        !pyx_class_inherits(type, "__reduce__", "__reduce_cython__"))
        return 0;
    if (pyx_class_rename(type, "__reduce_cython__", "__reduce__") < 0)
        return -1;
    if (pyx_class_inherits(type, "__setstate__", "__setstate_cython__") &&
        pyx_class_rename(type, "__setstate_cython__", "__setstate__") < 0)
        return -1;
    PyType_Modified(type);
    return 0;
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
    if (pyx_struct_limit((PyTypeObject *)type) < size || (check == 2 && actual != size)) {
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

PYX_API PYX_RARE int pyx_method_defaults(PyObject *type, PyObject *name, PyObject *defaults, PyObject *kwdefaults)
{
    PyObject *f = PyDict_GetItemWithError(((PyTypeObject *)type)->tp_dict, name), *inside = NULL;
    if (f != NULL && (Py_TYPE(f) == &PyStaticMethod_Type || Py_TYPE(f) == &PyClassMethod_Type))
        f = inside = PyObject_GetAttrString(f, "__func__");
    if (f != NULL && pyx_is_function(f)) {
        PyObject **slots = ((pyx_function *)f)->slots;
        Py_XSETREF(slots[PYX_FN_DEFAULTS], pyx_xnewref(defaults));
        Py_XSETREF(slots[PYX_FN_KWDEFAULTS], pyx_xnewref(kwdefaults));
    }
    Py_XDECREF(inside);
    return PyErr_Occurred() ? -1 : 0;
}

/* Extension classes.
 *
 * Extension classes: the generated file has one `pyx_class` per class (zero at the start), small functions that name
 * the class's table, and a setup function that fills the slots that the class has and readies the type:
 *
 *     static pyx_class pyx_type_A;                       // &pyx_type_A.type is the type object
 *     static const unsigned int pyx_objects_A[] = {offsetof(struct A, x)};
 *     static const pyx_class_def pyx_class_A = {
 *         "mod.A", "doc" or NULL, sizeof(struct A), pyx_objects_A, n_objects, flags,
 *         offsetof(struct A, pyx_vtab) or 0, &pyx_vtable_A or NULL, sizeof(pyx_vtable_A) or 0,
 *         &pyx_class_Base or NULL, pyx_cinit_A or NULL, pyx_init_A or NULL, pyx_user_dealloc_A or NULL, construct or NULL, destroy or NULL,
 *         weakref offset or 0, dict offset or 0, pyx_methods_A or NULL, n_methods, &pyx_free_A or NULL};
 *     static PyObject *pyx_new_A(PyTypeObject *t, PyObject *a, PyObject *k)
 *     { return pyx_class_new(&pyx_class_A, &pyx_type_A.type, t, a, k); }
 *     static PyObject *pyx_call_A(PyObject *t, PyObject *const *a, size_t n, PyObject *k)
 *     { return pyx_class_call(&pyx_class_A, t, a, n, k); }
 *     static void pyx_dealloc_A(PyObject *o) { pyx_class_dealloc(&pyx_class_A, &pyx_type_A.type, o); }
 *     static int pyx_traverse_A(PyObject *o, visitproc v, void *a)
 *     { return pyx_class_traverse(&pyx_class_A, &pyx_type_A.type, o, v, a); }
 *     static int pyx_clear_A(PyObject *o) { return pyx_class_clear(&pyx_class_A, &pyx_type_A.type, o); }
 *     …
 *     pyx_type_A.type.tp_base = &pyx_type_Base.type;     // NULL: object
 *     pyx_type_A.type.tp_new = pyx_new_A;
 *     pyx_type_A.type.tp_vectorcall = pyx_call_A;        // if all its bases are classes of this module and none has Python classes beside
 *     pyx_type_A.type.tp_dealloc = pyx_dealloc_A;
 *     pyx_type_A.type.tp_traverse = pyx_traverse_A;      // with tp_clear, if PYX_C_GC
 *     pyx_type_A.number.nb_add = pyx_nb_add_A;           // suites: number, sequence, mapping, async, buffer
 *     if (pyx_class_ready(&pyx_mod, &pyx_class_A, &pyx_type_A) < 0) return -1;
 *
 * The vtable struct of a class begins with that of its base (`struct V_A { struct V_Base base; … }`); the generated
 * setup copies the base's vtable in front before it fills its own: `pyx_vtable_A.__pyx_base = pyx_vtable_Base`.
 *
 * Glue for slots that two special methods share is printed by the back end from the helpers in slots.h.
 */
#ifndef PYX_CLASS_H
#define PYX_CLASS_H
#include "args.h"
#include "module.h"

/* Flags of a class. */
enum {
    PYX_C_GC = 1,          /* takes part in garbage collection (itself or through its base) */
    PYX_C_FINAL = 2,       /* cannot be subclassed */
    PYX_C_INTERNAL = 4,    /* not bound in the module's globals */
    PYX_C_NO_CLEAR = 8,    /* no_gc_clear: only traversed */
    PYX_C_TRASHCAN = 16,
    PYX_C_ABSTRACT = 32,
    PYX_C_SEQUENCE = 64,   /* collection_type="sequence" */
    PYX_C_MAPPING = 128,
    PYX_C_NO_VERSION_TAG = 256
};

typedef struct pyx_class {
    PyTypeObject type;
    PyAsyncMethods async;
    PyNumberMethods number;
    PyMappingMethods mapping;
    PySequenceMethods sequence;
    PyBufferProcs buffer;
    /* Where a heap type has names and keys: see pyx_type_ready. */
    void *reserved[8];
} pyx_class;

/* Freelist of a class (`@cython.freelist(size)`): `n` of `size` items are in use. */
typedef struct pyx_freelist {
    int size;
    int n;
    PyObject **items;
} pyx_freelist;

/* `__cinit__` or `__init__`: arguments as in a call by vector. */
typedef int (*pyx_class_start)(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames);

typedef struct pyx_class_def {
    /* Module and class name. */
    const char *name;
    const char *doc;
    Py_ssize_t size;
    /* Offsets of this class's own object fields (not those of its base). */
    const unsigned int *objects;
    Py_ssize_t n_objects;
    unsigned int flags;
    /* Vtable: offset of the pointer in the instance, the table, its size; 0, NULL, 0 without C methods. */
    Py_ssize_t vtab_offset;
    void *vtable;
    Py_ssize_t vtable_size;
    /* The base, if tp_vectorcall is set. */
    const struct pyx_class_def *base;
    /* `__cinit__`, `__init__` and `__dealloc__` of this class. */
    pyx_class_start cinit;
    pyx_class_start init;
    void (*user_dealloc)(PyObject *self);
    /* C++ members and memoryview slices: constructor and destructor of this class's own fields. */
    void (*construct)(PyObject *self);
    void (*destroy)(PyObject *self);
    Py_ssize_t weakref_offset;
    Py_ssize_t dict_offset;
    /* Python methods that get function objects; NULL-terminated by count. */
    const pyx_function_def *const *methods;
    Py_ssize_t n_methods;
    pyx_freelist *free;
} pyx_class_def;

PYX_API int pyx_class_ready(pyx_module *m, const pyx_class_def *def, pyx_class *cls);
/* On a ready type: a method of its own in place of the wrapper of a slot; and the docstring of a slot's wrapper, which is
 * described by `own` from then on. */
/* Gives `__reduce_cython__` and `__setstate_cython__` the names under which pickle looks for them, unless the class
 * inherits methods that are not made. */
PYX_API int pyx_class_pickling(PyTypeObject *type);
PYX_API int pyx_class_special(PyTypeObject *type, PyMethodDef *method);
PYX_API int pyx_class_doc(PyTypeObject *type, const char *name, const char *doc, struct wrapperbase *own);
/* Method of an instance that a Python subclass may override: (instance, name, descriptor of the method of this class). A
 * new reference to the overriding bound method, or NULL without an exception. */
PYX_API PyObject *pyx_override(PyObject *self, PyObject *name, const void *def);
/* Whether the instance's class may override methods at all. */
PYX_INLINE int pyx_may_override(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    return pyx_unlikely((type->tp_flags & Py_TPFLAGS_HEAPTYPE) || type->tp_dictoffset != 0);
}

/* Type object of another module: checks the instance size (check: 0 ignore, 1 warn, 2 error). */
PYX_API PyTypeObject *pyx_import_type(const char *module, const char *name, Py_ssize_t size, int check);
/* Vtable pointer of an imported type; NULL with an exception. */
PYX_API void *pyx_import_vtable(PyTypeObject *type);

/* Names in the body of an extension class: (type object, name). NULL without an exception: not there. */
PYX_API PyObject *pyx_get_type_name(PyObject *type, PyObject *name);
PYX_API int pyx_set_type_name(PyObject *type, PyObject *name, PyObject *value);
PYX_API int pyx_del_type_name(PyObject *type, PyObject *name);
/* What the function object of a method shows as its defaults: (type object, name, tuple or NULL, dict or NULL). */
PYX_API int pyx_method_defaults(PyObject *type, PyObject *name, PyObject *defaults, PyObject *kwdefaults);

#endif

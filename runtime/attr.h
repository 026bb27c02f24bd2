/* Attributes by name, with a cache of where classes keep them.
 *
 * A class's version tag changes with every change of it or of its bases, so what a look-up found stays true under the
 * same tag: the attribute is an instance value at an index, a slot at an offset, or an object of the class. Classes
 * that look attributes up in their own way are asked each time.
 *
 *     PyObject *x = pyx_getattr(point, pyx_k[s_x]);       // point.x
 *     const pyx_attr *e = pyx_attr_find(type, pyx_k[s_run]);
 *
 * Guarantees: the result of `PyObject_GetAttr` and `PyObject_SetAttr`, for names that are str objects.
 */
#ifndef PYX_ATTR_H
#define PYX_ATTR_H
#include "base.h"

/* Whether the layout of instances, which is private, is known. */
#if PY_VERSION_HEX >= 0x030b0000 && PY_VERSION_HEX < 0x030e0000 && !defined(Py_GIL_DISABLED) && !defined(PYPY_VERSION)
#define PYX_ATTR_CACHE 1
#else
#define PYX_ATTR_CACHE 0
#endif

PYX_API PyObject *pyx_getattr(PyObject *o, PyObject *name);
PYX_API int pyx_setattr(PyObject *o, PyObject *name, PyObject *value);

#if PYX_ATTR_CACHE
enum {
    PYX_ATTR_OTHER,  /* to be asked for */
    PYX_ATTR_VALUE,  /* among the instance's values at index `at`, if it is there */
    PYX_ATTR_SLOT,   /* at offset `at` */
    PYX_ATTR_CLASS,  /* `value` as it is, unless the instance has its own */
    PYX_ATTR_METHOD  /* `value` with the instance as first argument, unless the instance has its own */
};
/* Does not depend on which names the instances of the class have. */
#define PYX_ATTR_ANY_KEYS 0xff

typedef struct pyx_attr {
    /* Owned, so that no other name comes to be at its address. */
    PyObject *name;
    /* Alive as long as the version of the class is this. */
    PyObject *value;
    unsigned int version;
    unsigned short at;
    unsigned char get, set;
    /* How many names the instances had. */
    unsigned char keys;
    /* The name is `__init__` and calling the class is `object.__new__` and then `value`. */
    unsigned char init;
} pyx_attr;

/* What is known of the name in instances of the type; NULL: nothing. */
PYX_API const pyx_attr *pyx_attr_find(PyTypeObject *type, PyObject *name);
/* The method that `o.name` calls with `o` first, borrowed, or NULL: it must be asked for. */
PYX_API PyObject *pyx_attr_method(PyObject *o, PyObject *name);
#endif

#endif

/* Scope objects: the variables of a function that outlive its C frame (closures, generator frames).
 *
 * Generated code declares the struct and its table:
 *
 *     struct pyx_scope_f { PYX_SCOPE_HEAD PyObject *x; int n; struct pyx_scope_g *outer; };
 *     static const unsigned int pyx_offsets_f[] = {offsetof(struct pyx_scope_f, x), offsetof(struct pyx_scope_f, outer)};
 *     static pyx_scope_def pyx_scope_def_f = {sizeof(struct pyx_scope_f), pyx_offsets_f, 2, NULL, PYX_SCOPE_STATE};
 *
 * and makes one with `(struct pyx_scope_f *)pyx_new_scope(&pyx_scope_def_f)`: all fields zero.
 */
#ifndef PYX_SCOPE_H
#define PYX_SCOPE_H
#include "base.h"

#define PYX_SCOPE_FREE 4

typedef struct pyx_scope_def {
    Py_ssize_t size;
    /* Offsets of the fields that are object references. */
    const unsigned int *objects;
    Py_ssize_t n_objects;
    /* Releases fields that are not objects (C++ values, memoryview slices), or NULL. */
    void (*destroy)(void *scope);
    int n_free;
    PyObject *free[PYX_SCOPE_FREE];
} pyx_scope_def;

#define PYX_SCOPE_STATE 0, {NULL, NULL, NULL, NULL}
#define PYX_SCOPE_HEAD PyObject_VAR_HEAD pyx_scope_def *pyx_def;

typedef struct pyx_scope {
    PYX_SCOPE_HEAD
} pyx_scope;

PYX_API PyObject *pyx_new_scope(pyx_scope_def *def);

#endif

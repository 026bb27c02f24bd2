/* Scope objects. See scope.h. */
#include "scope.h"

static int pyx_scope_traverse(PyObject *self, visitproc visit, void *arg)
{
    const pyx_scope_def *def = ((pyx_scope *)self)->pyx_def;
    Py_ssize_t i;
    for (i = 0; i < def->n_objects; i++)
        Py_VISIT(*(PyObject **)((char *)self + def->objects[i]));
    return 0;
}

static int pyx_scope_clear(PyObject *self)
{
    const pyx_scope_def *def = ((pyx_scope *)self)->pyx_def;
    Py_ssize_t i;
    for (i = 0; i < def->n_objects; i++)
        Py_CLEAR(*(PyObject **)((char *)self + def->objects[i]));
    return 0;
}

static void pyx_scope_dealloc(PyObject *self)
{
    pyx_scope_def *def = ((pyx_scope *)self)->pyx_def;
    PyObject_GC_UnTrack(self);
    pyx_scope_clear(self);
    if (def->destroy != NULL)
        def->destroy(self);
#if !defined(Py_GIL_DISABLED)
    if (def->n_free < PYX_SCOPE_FREE) {
        def->free[def->n_free++] = self;
        return;
    }
#endif
    PyObject_GC_Del(self);
}

static PyTypeObject pyx_scope_type;

static int pyx_scope_type_ready(void)
{
    PyTypeObject *t = &pyx_scope_type;
    pyx_set_refcnt((PyObject *)t, 1);
    t->tp_name = "scope";
    t->tp_basicsize = sizeof(pyx_scope);
    t->tp_itemsize = 1;
    t->tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC;
    t->tp_dealloc = pyx_scope_dealloc;
    t->tp_traverse = pyx_scope_traverse;
    t->tp_clear = pyx_scope_clear;
    return PyType_Ready(t);
}

PYX_API PyObject *pyx_new_scope(pyx_scope_def *def)
{
    pyx_scope *scope;
    Py_ssize_t extra = def->size - (Py_ssize_t)sizeof(pyx_scope);
#if !defined(Py_GIL_DISABLED)
    if (def->n_free > 0) {
        scope = (pyx_scope *)def->free[--def->n_free];
        (void)PyObject_INIT_VAR((PyVarObject *)scope, &pyx_scope_type, extra);
    } else
#endif
    {
        if (pyx_unlikely(pyx_scope_type.tp_dict == NULL) && pyx_scope_type_ready() < 0)
            return NULL;
        scope = PyObject_GC_NewVar(pyx_scope, &pyx_scope_type, extra);
        if (scope == NULL)
            return NULL;
    }
    scope->pyx_def = def;
    memset((char *)scope + sizeof(pyx_scope), 0, (size_t)extra);
    PyObject_GC_Track(scope);
    return (PyObject *)scope;
}

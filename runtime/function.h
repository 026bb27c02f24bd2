/* Function objects of compiled functions.
 *
 * The type is named `cython_function_or_method`, which introspection tools know. A plain function's implementation is
 * its vectorcall entry: `self` is the function object, through which it reaches closure and defaults.
 */
#ifndef PYX_FUNCTION_H
#define PYX_FUNCTION_H
#include "args.h"
#include "module.h"

/* What a function object holds: its attributes in the order of their numbers, then what compiled code keeps. Those
 * before PYX_FN_CODE can be set from Python. */
enum {
    PYX_FN_NAME,
    PYX_FN_QUALNAME,
    PYX_FN_DOC,
    PYX_FN_MODULE,
    PYX_FN_DICT,
    PYX_FN_DEFAULTS,
    PYX_FN_KWDEFAULTS,
    PYX_FN_ANNOTATIONS,
    PYX_FN_CODE,
    /* Scope object of the enclosing function. */
    PYX_FN_SCOPE,
    /* Values of the parameters' defaults that are not constants: a tuple. */
    PYX_FN_STORED,
    PYX_FN_SLOTS
};

typedef struct pyx_function {
    PyObject_HEAD
    vectorcallfunc vectorcall;
    const pyx_function_def *def;
    pyx_module *mod;
    PyObject *slots[PYX_FN_SLOTS];
    PyObject *weakrefs;
    /* The class a method was defined in (for super()), or the extension type whose method this is; borrowed for
     * extension types. */
    PyObject *owner;
} pyx_function;

/* A function whose implementation is in the fast convention and gets no `self` apart. */
PYX_API PyObject *pyx_function_make(pyx_module *m, const pyx_function_def *def, PyObject *scope, PyObject *stored,
                                    PyObject *defaults, PyObject *kwdefaults, PyObject *annotations);
/* The vectorcall entries of methods of extension classes, and of functions in another convention. */
PYX_API PyObject *pyx_function_call_method(PyObject *f, PyObject *const *args, size_t nargsf, PyObject *kwnames);
PYX_API PyObject *pyx_function_call_other(PyObject *f, PyObject *const *args, size_t nargsf, PyObject *kwnames);
/* (descriptor, scope, stored defaults tuple, __defaults__ tuple, __kwdefaults__ dict, annotations dict). The descriptor
 * is constant, so the compiler leaves out what it does not ask for. */
PYX_INLINE PyObject *pyx_function_new(pyx_module *m, const void *definition, PyObject *scope, PyObject *stored,
                                      PyObject *defaults, PyObject *kwdefaults, PyObject *annotations)
{
    const pyx_function_def *def = (const pyx_function_def *)definition;
    PyObject *f = pyx_function_make(m, def, scope, stored, defaults, kwdefaults, annotations);
    if (!(def->ml.ml_flags & METH_FASTCALL) && f != NULL)
        ((pyx_function *)f)->vectorcall = pyx_function_call_other;
    else if ((def->flags & PYX_F_METHOD) && f != NULL)
        ((pyx_function *)f)->vectorcall = pyx_function_call_method;
    return f;
}
/* Function without attributes of its own (`binding=False`): a builtin_function_or_method. */
PYX_API PyObject *pyx_cfunction_new(pyx_module *m, const void *def);
PYX_INLINE PyObject *pyx_function_scope(PyObject *f) { return ((pyx_function *)f)->slots[PYX_FN_SCOPE]; }
PYX_INLINE PyObject *pyx_function_default(PyObject *f, Py_ssize_t i)
{
    return PyTuple_GET_ITEM(((pyx_function *)f)->slots[PYX_FN_STORED], i);
}

#endif

/* Function objects of compiled functions.
 *
 * The type is named `cython_function_or_method`, which introspection tools know. A plain function's implementation is
 * its vectorcall entry: `self` is the function object, through which it reaches closure and defaults.
 */
#ifndef PYX_FUNCTION_H
#define PYX_FUNCTION_H
#include "args.h"
#include "module.h"

typedef struct pyx_function {
    PyObject_HEAD
    vectorcallfunc vectorcall;
    const pyx_function_def *def;
    pyx_module *mod;
    /* Scope object of the enclosing function, or NULL. */
    PyObject *scope;
    /* Values of the parameters' defaults that are not constants: a tuple, or NULL. */
    PyObject *stored;
    /* `__defaults__` and `__kwdefaults__`. */
    PyObject *defaults;
    PyObject *kwdefaults;
    PyObject *annotations;
    /* Made when first asked for. */
    PyObject *name;
    PyObject *qualname;
    PyObject *doc;
    PyObject *module_name;
    PyObject *code;
    PyObject *dict;
    PyObject *weakrefs;
    /* The class a method was defined in (for super()), or the extension type whose method this is; borrowed for
     * extension types. */
    PyObject *owner;
    PyObject *is_coroutine;
} pyx_function;

/* (descriptor, scope, stored defaults tuple, __defaults__ tuple, __kwdefaults__ dict, annotations dict) */
PYX_API PyObject *pyx_function_new(pyx_module *m, const void *def, PyObject *scope, PyObject *stored,
                                   PyObject *defaults, PyObject *kwdefaults, PyObject *annotations);
/* Function without attributes of its own (`binding=False`): a builtin_function_or_method. */
PYX_API PyObject *pyx_cfunction_new(pyx_module *m, const void *def);
PYX_INLINE PyObject *pyx_function_scope(PyObject *f) { return ((pyx_function *)f)->scope; }
PYX_INLINE PyObject *pyx_function_default(PyObject *f, Py_ssize_t i)
{
    return PyTuple_GET_ITEM(((pyx_function *)f)->stored, i);
}

#endif

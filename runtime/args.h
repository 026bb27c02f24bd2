/* Descriptors of functions that Python calls, and taking their arguments apart.
 *
 * One `pyx_function_def` per function, constant data. It begins with a `PyMethodDef`, so the same descriptor
 * serves `pyx_function_new` (function objects), `PyCFunction_NewEx` and `PyDescr_NewMethod`.
 *
 *     static const unsigned int pyx_names_f[] = {3 | PYX_REQUIRED, 4, 9 | PYX_REQUIRED, 5};
 *     static const pyx_function_def pyx_def_f = {
 *         {"f", PYX_FN(PyCFunction, pyx_pf_f), METH_FASTCALL | METH_KEYWORDS, "doc" or NULL},
 *         "Outer.f", pyx_names_f, pyx_k, "file.pyx" or NULL, line,
 *         n_posonly, n_pos, n_kwonly, n_names, flags};
 *
 * `names` holds indices of interned strings in the module's constants: the positional parameters (positional-only
 * first), the keyword-only ones, the name of `*args` and of `**kwargs` if the flags say that they exist, then the
 * function's other local variables. A parameter that must be given carries PYX_REQUIRED.
 *
 * The implementation, in the fast convention, begins with
 *
 *     PyObject *a[3];
 *     if (pyx_parse_args(&pyx_def_f, args, nargs, kwnames, a) < 0) goto error;
 *
 * which fills one element per parameter in declaration order: positional, `*args`, keyword-only, `**kwargs`. They are
 * borrowed, NULL when absent and optional; `*args` and `**kwargs` are new references. On failure nothing is owned.
 */
#ifndef PYX_ARGS_H
#define PYX_ARGS_H
#include "base.h"

#define PYX_REQUIRED 0x80000000u

/* Flags of a function. */
enum {
    PYX_F_ARGS = 1,               /* has *args */
    PYX_F_KWARGS = 2,             /* has **kwargs */
    PYX_F_METHOD = 4,             /* method of an extension class: self is passed apart */
    PYX_F_STATIC = 8,             /* static method */
    PYX_F_CLASS = 16,             /* class method */
    PYX_F_GENERATOR = 32,
    PYX_F_COROUTINE = 64,
    PYX_F_ASYNC_GENERATOR = 128,
    PYX_F_ITERABLE_COROUTINE = 256,
    PYX_F_LAMBDA = 512,
    PYX_F_PLAIN = 1024,           /* a method without a function object of its own */
    PYX_F_NO_KEYWORDS = 2048,     /* always_allow_keywords=False */
    PYX_F_SELF = 4096             /* the last of `names` is the parameter that is passed apart */
};

typedef struct pyx_function_def {
    /* Name, implementation, METH_FASTCALL | METH_KEYWORDS, METH_NOARGS or METH_VARARGS | METH_KEYWORDS, doc. */
    PyMethodDef ml;
    const char *qualname;
    const unsigned int *names;
    PyObject **k;
    const char *file;
    int line;
    unsigned short n_posonly;
    /* Positional parameters, positional-only ones included. */
    unsigned short n_pos;
    unsigned short n_kwonly;
    /* All of `names`: parameters and other local variables. */
    unsigned short n_names;
    unsigned int flags;
} pyx_function_def;

PYX_API int pyx_parse_call(const pyx_function_def *def, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames,
                           PyObject **out);
/* The descriptor is constant, so that what is asked of it costs nothing. */
PYX_INLINE int pyx_parse_args(const pyx_function_def *def, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames,
                              PyObject **out)
{
    Py_ssize_t i;
    nargs = PyVectorcall_NARGS((size_t)nargs);
    if (def->n_kwonly != 0 || (def->flags & (PYX_F_ARGS | PYX_F_KWARGS)) || pyx_unlikely(kwnames != NULL) ||
        pyx_unlikely(nargs != def->n_pos))
        return pyx_parse_call(def, args, nargs, kwnames, out);
    for (i = 0; i < def->n_pos; i++)
        out[i] = args[i];
    return 0;
}
/* The same from a tuple and a dict or NULL. */
PYX_API int pyx_parse_tuple(const pyx_function_def *def, PyObject *args, PyObject *kwargs, PyObject **out);

PYX_API int pyx_arg_type_test_failed(PyObject *o, PyObject *type, int exact, const char *name);
PYX_API int pyx_arg_not_none_failed(const char *name);
PYX_API PyObject *pyx_arg_float(PyObject *o, int allow_none, const char *name);
PYX_API PyObject *pyx_arg_int_from(PyObject *o, const char *name);
PYX_INLINE PyObject *pyx_arg_int(PyObject *o, int allow_none, const char *name)
{
    if (pyx_likely(PyLong_CheckExact(o)) || (allow_none && o == Py_None))
        return pyx_newref(o);
    return pyx_arg_int_from(o, name);
}
/* (argument, type object, exact (2: by an annotation), allow None, parameter's name) */
PYX_INLINE int pyx_arg_type_test(PyObject *o, PyObject *type, int exact, int allow_none, const char *name)
{
    if (pyx_likely((PyObject *)Py_TYPE(o) == type) || (allow_none && o == Py_None))
        return 0;
    if (!exact && PyObject_TypeCheck(o, (PyTypeObject *)type))
        return 0;
    return pyx_arg_type_test_failed(o, type, exact, name);
}
PYX_INLINE int pyx_arg_not_none(PyObject *o, const char *name)
{
    return pyx_likely(o != Py_None) ? 0 : pyx_arg_not_none_failed(name);
}

#endif

/* Code objects for introspection. See code.h. */
#include "code.h"

PYX_API PYX_RARE PyObject *pyx_code_make(pyx_module *m, const pyx_function_def *def)
{
    PyObject *code, *names, *replace, *args, *kwargs, *r = NULL;
    /* The instance of a method comes first to whoever looks, though it is none of the arguments parsed. */
    int flags = 3, i, own = (def->flags & PYX_F_SELF) != 0, n = def->n_names;
    flags |= (def->flags & PYX_F_ARGS) ? 0x4 : 0;
    flags |= (def->flags & PYX_F_KWARGS) ? 0x8 : 0;
    flags |= (def->flags & PYX_F_GENERATOR) ? 0x20 : 0;
    flags |= (def->flags & PYX_F_COROUTINE) ? 0x80 : 0;
    flags |= (def->flags & PYX_F_ITERABLE_COROUTINE) ? 0x100 : 0;
    flags |= (def->flags & PYX_F_ASYNC_GENERATOR) ? 0x200 : 0;
    code = (PyObject *)PyCode_NewEmpty(def->file != NULL ? def->file : m->file, def->ml.ml_name, def->line);
    names = PyTuple_New(def->n_names);
    args = PyTuple_New(0);
    replace = code != NULL ? PyObject_GetAttrString(code, "replace") : NULL;
    if (names != NULL && args != NULL && replace != NULL) {
        for (i = 0; i < n; i++)
            PyTuple_SET_ITEM(names, own ? (i + 1) % n : i, pyx_newref(def->k[def->names[i] & ~PYX_REQUIRED]));
        kwargs = Py_BuildValue("{s:i,s:i,s:i,s:i,s:i,s:O}", "co_argcount", def->n_pos + own, "co_posonlyargcount",
                               def->n_posonly ? def->n_posonly + own : 0, "co_kwonlyargcount", (int)def->n_kwonly, "co_nlocals",
                               (int)def->n_names, "co_flags", flags, "co_varnames", names);
        if (kwargs != NULL)
            r = Py_TYPE(replace)->tp_call(replace, args, kwargs);
        Py_XDECREF(kwargs);
    }
    Py_XDECREF(code);
    Py_XDECREF(names);
    Py_XDECREF(args);
    Py_XDECREF(replace);
    return r;
}

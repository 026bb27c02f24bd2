/* Statements of language level 2: print and exec. See print.h. */
#include "print.h"

PYX_API PYX_RARE int pyx_print(PyObject *file, int newline, PyObject *const *values, Py_ssize_t n)
{
    PyObject *builtins = PyEval_GetBuiltins(), *print, *args, *kwargs, *r = NULL;
    Py_ssize_t i;
    print = builtins != NULL ? PyDict_GetItemString(builtins, "print") : NULL;
    if (print == NULL) {
        PyErr_SetString(PyExc_NameError, "name 'print' is not defined");
        return -1;
    }
    args = PyTuple_New(n);
    if (args == NULL)
        return -1;
    for (i = 0; i < n; i++)
        PyTuple_SET_ITEM(args, i, pyx_newref(values[i]));
    kwargs = Py_BuildValue("{s:s}", "end", newline ? "\n" : " ");
    if (kwargs != NULL && (file == NULL || PyDict_SetItemString(kwargs, "file", file) == 0))
        r = PyObject_Call(print, args, kwargs);
    Py_DECREF(args);
    Py_XDECREF(kwargs);
    Py_XDECREF(r);
    return r != NULL ? 0 : -1;
}

PYX_API PYX_RARE int pyx_exec_code(pyx_module *m, PyObject *code, PyObject *globals, PyObject *locals)
{
    PyObject *r;
    if (globals == NULL || globals == Py_None)
        globals = m->dict;
    if (!PyDict_Check(globals)) {
        PyErr_Format(PyExc_TypeError, "exec() arg 2 must be a dict, not %.200s", Py_TYPE(globals)->tp_name);
        return -1;
    }
    if (locals == NULL || locals == Py_None)
        locals = globals;
    if (PyDict_GetItemString(globals, "__builtins__") == NULL &&
        PyDict_SetItemString(globals, "__builtins__", m->builtins) < 0)
        return -1;
    if (PyCode_Check(code)) {
        if (PyCode_GetNumFree((PyCodeObject *)code) > 0) {
            PyErr_SetString(PyExc_TypeError, "code object passed to exec() may not contain free variables");
            return -1;
        }
        r = PyEval_EvalCode(code, globals, locals);
    } else {
        PyCompilerFlags flags;
        const char *text;
        memset(&flags, 0, sizeof(flags));
        flags.cf_flags = PyCF_SOURCE_IS_UTF8;
        flags.cf_feature_version = PY_MINOR_VERSION;
        if (PyUnicode_Check(code)) {
            text = PyUnicode_AsUTF8(code);
        } else if (PyBytes_Check(code)) {
            text = PyBytes_AS_STRING(code);
        } else {
            PyErr_Format(PyExc_TypeError, "exec: arg 1 must be string, bytes or code object, got %.200s",
                         Py_TYPE(code)->tp_name);
            return -1;
        }
        if (text == NULL)
            return -1;
        PyEval_MergeCompilerFlags(&flags);
        r = PyRun_StringFlags(text, Py_file_input, globals, locals, &flags);
    }
    Py_XDECREF(r);
    return r != NULL ? 0 : -1;
}

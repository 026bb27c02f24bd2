/* Statements of language level 2: print and exec. */
#ifndef PYX_PRINT_H
#define PYX_PRINT_H
#include "module.h"

/* (file or NULL for sys.stdout, end with a newline, values) */
PYX_API int pyx_print(PyObject *file, int newline, PyObject *const *values, Py_ssize_t n);
/* (code, globals or NULL, locals or NULL) */
PYX_API int pyx_exec_code(pyx_module *m, PyObject *code, PyObject *globals, PyObject *locals);

#endif

/* Sharing C functions and variables between modules: `__pyx_capi__`, the table that Cython's modules use too.
 *
 * Each entry is a capsule whose name is the exact C signature, `double (double, int)` or `int` for a variable.
 */
#ifndef PYX_SHARE_H
#define PYX_SHARE_H
#include "module.h"

PYX_API int pyx_export_function(pyx_module *m, const char *name, void (*f)(void), const char *signature);
PYX_API int pyx_export_variable(pyx_module *m, const char *name, void *address, const char *type);
/* `module`: the imported module object. */
/* `first`: another name of the function, looked for before `name`, or NULL. */
PYX_API int pyx_import_function(PyObject *module, const char *name, const char *first, void (**f)(void),
                                const char *signature);
PYX_API int pyx_import_variable(PyObject *module, const char *name, void **address, const char *type);

#endif

/* Import statements. */
#ifndef PYX_IMPORT_H
#define PYX_IMPORT_H
#include "module.h"

PYX_API PyObject *pyx_import_level(pyx_module *m, PyObject *name, PyObject *from_list, int level);
/* Language level 2: the module beside this one first. */
PYX_API PyObject *pyx_import_old(pyx_module *m, PyObject *name, PyObject *from_list);
/* The module that `a.b.c` names, from the top package `a`, which is taken over and may be NULL. */
PYX_API PyObject *pyx_import_leaf(PyObject *top, PyObject *name);
/* (dotted name, tuple or list of names or NULL, level, want the leaf module rather than the top package). What a
 * statement does not need is not linked: the numbers are constants. */
PYX_INLINE PyObject *pyx_import(pyx_module *m, PyObject *name, PyObject *from_list, int level, int leaf)
{
    PyObject *module = level < 0 ? pyx_import_old(m, name, from_list) : pyx_import_level(m, name, from_list, level);
    return leaf && from_list == NULL ? pyx_import_leaf(module, name) : module;
}
PYX_API PyObject *pyx_import_from(PyObject *module, PyObject *name);
/* The member with this value of the enum class `name` of another module; the number itself, with a warning, where that
 * module cannot be imported (a declaration file without a module). */
PYX_API PyObject *pyx_enum_member(PyObject *module, PyObject *name, PyObject *number);
PYX_API int pyx_import_star(pyx_module *m, PyObject *module);

#endif

/* The state of a compiled module, its constants, its names, and loading it.
 *
 * A generated file holds one `pyx_module` and fills its constant part:
 *
 *     static PyObject *pyx_k[3];
 *     static const char pyx_k_data[] = "s5:hello" "i2:42" "t3:0 1";
 *     static pyx_module pyx_mod = {
 *         "pkg.name", "pkg/name.pyx", "doc" or NULL, pyx_k_data, sizeof(pyx_k_data) - 1, pyx_k, 3, is_package,
 *         pyx_const_tuple or NULL, PYX_MODULE_STATE};
 *     static int pyx_body(PyObject *module);                      // the MIR function `init`
 *     static PyObject *pyx_create(PyObject *spec, PyModuleDef *def)
 *     { return pyx_module_create(&pyx_mod, spec, def); }
 *     static int pyx_exec(PyObject *module)
 *     { return pyx_module_exec(&pyx_mod, module, pyx_setup or NULL, pyx_body); }
 *     static PyModuleDef_Slot pyx_slots[] = {
 *         {Py_mod_create, (void *)pyx_create}, {Py_mod_exec, (void *)pyx_exec}, {0, NULL}};
 *     static PyModuleDef pyx_module_def = {PyModuleDef_HEAD_INIT, "name", "doc", 0, NULL, pyx_slots, NULL, NULL, NULL};
 *     PyMODINIT_FUNC PyInit_name(void) { return pyx_module_init(&pyx_module_def, pyx_exec); }
 *
 * `pyx_setup(PyObject *module)` exports functions and readies classes; it runs after the constants are made and before
 * the body. Primitives with the flag `module` in the table take `&pyx_mod` as their first argument.
 *
 * Constants: one after the other, each a kind letter, the payload's length in decimal, a colon, the payload:
 *   s  interned str (UTF-8)          u  str (UTF-8)                w  str, code points in decimal separated by spaces
 *   b  bytes                         i  int (decimal or 0x hex, may have a sign)
 *   f  float as repr gives it (also inf, -inf, nan)                j  imaginary complex, payload as for f
 *   t  tuple                         z  frozenset                  l  slice (three items)
 *   g  name in the builtins module, looked up now
 * Items of t, z and l are separated by spaces: N None, T True, F False, E Ellipsis, or the index of an earlier
 * constant in decimal.
 */
#ifndef PYX_MODULE_H
#define PYX_MODULE_H
#include "base.h"

typedef struct pyx_module {
    const char *name;
    /* As tracebacks show it. */
    const char *file;
    const char *doc;
    const char *const_data;
    Py_ssize_t const_size;
    PyObject **k;
    Py_ssize_t n_consts;
    int is_package;
    /* What makes constants other than str and small int, or NULL: there are none; see constant.h. */
    PyObject *(*rare_const)(struct pyx_module *m, char kind, const char *p, Py_ssize_t size);
    /* From here on: set when the module is loaded. */
    int loaded;
    PyObject *module;
    PyObject *dict;
    PyObject *builtins;
    /* The module's name as an object (`__name__`). */
    PyObject *name_object;
    /* The one that the module was loaded into; -1 before. */
    int64_t interpreter;
} pyx_module;

/* Initialiser of the part that is set when the module is loaded. */
#define PYX_MODULE_STATE 0, NULL, NULL, NULL, NULL, -1

PYX_API PyObject *pyx_module_create(pyx_module *m, PyObject *spec, PyModuleDef *def);
PYX_API int pyx_module_exec(pyx_module *m, PyObject *module, int (*setup)(PyObject *), int (*body)(PyObject *));
/* What `PyInit_name` gives: the definition, or the module itself where the C compiler is told, as for Cython, that modules
 * are not loaded in phases. That is for code which calls the function by its name. */
PYX_INLINE PyObject *pyx_module_init(PyModuleDef *def, int (*exec)(PyObject *))
{
#if !CYTHON_PEP489_MULTI_PHASE_INIT
    PyObject *module;
    def->m_slots = NULL;
    def->m_size = -1;
    module = PyModule_Create(def);
    if (module != NULL && exec(module) < 0)
        Py_CLEAR(module);
    return module;
#else
    (void)exec;
    return PyModuleDef_Init(def);
#endif
}
/* Makes the constants; `pyx_module_exec` calls it. */
PYX_API int pyx_make_consts(pyx_module *m);

PYX_API PyObject *pyx_get_global(pyx_module *m, PyObject *name);
PYX_API int pyx_del_global(pyx_module *m, PyObject *name);
PYX_API PyObject *pyx_get_builtin(pyx_module *m, PyObject *name);
PYX_INLINE int pyx_set_global(pyx_module *m, PyObject *name, PyObject *value)
{
    return PyDict_SetItem(m->dict, name, value);
}
PYX_INLINE PyObject *pyx_globals(pyx_module *m) { return pyx_newref(m->dict); }
/* Name in the namespace of a class body; NULL without an exception: not there. */
PYX_API PyObject *pyx_get_class_name(PyObject *ns, PyObject *name);
PYX_API int pyx_del_class_name(PyObject *ns, PyObject *name);
PYX_API int pyx_unbound_local(const char *name);
PYX_API int pyx_unbound_free(const char *name);

#endif

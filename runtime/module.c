/* Module state, constants and names. See module.h. */
#include "module.h"

/* ---- loading */

PYX_API PYX_RARE PyObject *pyx_module_create(pyx_module *m, PyObject *spec, PyModuleDef *def)
{
    PyObject *name, *module;
    int64_t interpreter = PyInterpreterState_GetID(PyThreadState_Get()->interp);
    (void)def;
    if (interpreter < 0)
        return NULL;
    /* The module's objects belong to the interpreter that it was loaded into. */
    if (m->interpreter >= 0 && m->interpreter != interpreter) {
        PyErr_SetString(PyExc_ImportError, "Interpreter change detected - this module can only be loaded into one "
                                           "interpreter per process.");
        return NULL;
    }
    m->interpreter = interpreter;
    if (m->module != NULL)
        return pyx_newref(m->module);
    name = PyObject_GetAttrString(spec, "name");
    if (name == NULL)
        return NULL;
    module = PyModule_NewObject(name);
    Py_DECREF(name);
    return module;
}

PYX_API PYX_RARE int pyx_module_exec(pyx_module *m, PyObject *module, int (*setup)(PyObject *), int (*body)(PyObject *))
{
    PyObject *builtins;
    if (m->loaded) {
        if (m->module == module)
            return 0;
        PyErr_Format(PyExc_RuntimeError,
                     "Module '%s' has already been imported. Re-initialisation is not supported.", m->name);
        return -1;
    }
    builtins = PyImport_AddModule("builtins");
    if (builtins == NULL)
        return -1;
    /* These references live as long as the process: compiled code may run until its end. An attempt that failed left
     * some for the code that it had handed out. */
    Py_XSETREF(m->module, pyx_newref(module));
    Py_XSETREF(m->dict, pyx_newref(PyModule_GetDict(module)));
    Py_XSETREF(m->builtins, pyx_newref(PyModule_GetDict(builtins)));
    Py_CLEAR(m->name_object);
    m->loaded = 1;
    if (PyDict_SetItemString(m->dict, "__builtins__", builtins) < 0 || pyx_make_consts(m) < 0)
        goto error;
    m->name_object = PyDict_GetItemString(m->dict, "__name__");
    if (m->name_object == NULL)
        m->name_object = PyUnicode_FromString(m->name);
    else
        Py_INCREF(m->name_object);
    if (m->name_object == NULL)
        goto error;
    if ((setup != NULL && setup(module) < 0) || body(module) < 0)
        goto error;
    return 0;
error:
    if (!PyErr_Occurred())
        PyErr_Format(PyExc_ImportError, "init %s", m->name);
    m->loaded = 0;
    Py_CLEAR(m->module);
    return -1;
}

/* ---- constants */

/* Decimal digits that surely fit into a long long. */
#define PYX_SMALL_INT_DIGITS 18

static PYX_RARE PyObject *pyx_const(pyx_module *m, char kind, const char *p, Py_ssize_t size)
{
    PyObject *r;
    if (kind == 's' || kind == 'u') {
        r = PyUnicode_DecodeUTF8(p, size, NULL);
        if (r != NULL && kind == 's') {
            PyUnicode_InternInPlace(&r);
            if (PyObject_Hash(r) == -1)
                Py_CLEAR(r);
        }
        return r;
    }
    if (kind == 'i' && size <= PYX_SMALL_INT_DIGITS) {
        long long value = 0;
        Py_ssize_t i = *p == '-';
        while (i < size && (unsigned)(p[i] - '0') < 10)
            value = value * 10 + (p[i++] - '0');
        if (i == size)
            return PyLong_FromLongLong(*p == '-' ? -value : value);
    }
    return m->rare_const(m, kind, p, size);
}

PYX_API PYX_RARE int pyx_make_consts(pyx_module *m)
{
    const char *p = m->const_data;
    Py_ssize_t i;
    for (i = 0; i < m->n_consts; i++) {
        char kind = *p++;
        Py_ssize_t size = 0;
        while (*p != ':')
            size = size * 10 + (*p++ - '0');
        p++;
        if (m->k[i] == NULL)
            m->k[i] = pyx_const(m, kind, p, size);
        if (m->k[i] == NULL)
            return -1;
        p += size;
    }
    return 0;
}

/* ---- names */

static PYX_RARE PyObject *pyx_name_error(PyObject *name)
{
    PyErr_Format(PyExc_NameError, "name '%U' is not defined", name);
    return NULL;
}

PYX_API PyObject *pyx_get_builtin(pyx_module *m, PyObject *name)
{
    PyObject *value = pyx_dict_get_ref(m->builtins, name);
    return value != NULL || PyErr_Occurred() ? value : pyx_name_error(name);
}

#if PY_VERSION_HEX < 0x030c0000
/* Globals found before. A dict's version changes with every change of any dict, so a value under the present version is
 * still there. A module has its own copy of this table. */
typedef struct pyx_found {
    PyObject *name;
    PyObject *value;
    uint64_t version;
} pyx_found;
static pyx_found pyx_globals_found[64];
#endif

PYX_API PyObject *pyx_get_global(pyx_module *m, PyObject *name)
{
    PyObject *value;
#if PY_VERSION_HEX < 0x030c0000
    pyx_found *found = &pyx_globals_found[((uintptr_t)name >> 4) % 64];
    uint64_t version = ((PyDictObject *)m->dict)->ma_version_tag;
    if (pyx_likely(found->name == name && found->version == version))
        return pyx_newref(found->value);
#endif
    value = pyx_dict_get_ref(m->dict, name);
    if (value == NULL)
        return PyErr_Occurred() ? NULL : pyx_get_builtin(m, name);
#if PY_VERSION_HEX < 0x030c0000
    found->name = name;
    found->value = value;
    found->version = version;
#endif
    return value;
}

PYX_API PYX_RARE int pyx_del_global(pyx_module *m, PyObject *name)
{
    if (PyDict_DelItem(m->dict, name) == 0)
        return 0;
    if (PyErr_ExceptionMatches(PyExc_KeyError)) {
        PyErr_Clear();
        pyx_name_error(name);
    }
    return -1;
}

PYX_API PyObject *pyx_get_class_name(PyObject *ns, PyObject *name)
{
    PyObject *value;
    if (PyDict_CheckExact(ns))
        return pyx_dict_get_ref(ns, name);
    value = PyObject_GetItem(ns, name);
    if (value == NULL)
        pyx_clear_error(PyExc_KeyError);
    return value;
}

PYX_API PYX_RARE int pyx_del_class_name(PyObject *ns, PyObject *name)
{
    if (PyObject_DelItem(ns, name) == 0)
        return 0;
    if (PyErr_ExceptionMatches(PyExc_KeyError)) {
        PyErr_Clear();
        pyx_name_error(name);
    }
    return -1;
}

PYX_API PYX_RARE int pyx_unbound_local(const char *name)
{
    PyErr_Format(PyExc_UnboundLocalError, "local variable '%s' referenced before assignment", name);
    return -1;
}

PYX_API PYX_RARE int pyx_unbound_free(const char *name)
{
    /* The cell that a class fills when it is made. */
    if (strcmp(name, "__class__") == 0) {
        PyErr_SetString(PyExc_RuntimeError, "super(): empty __class__ cell");
        return -1;
    }
    PyErr_Format(PyExc_NameError, "free variable '%s' referenced before assignment in enclosing scope", name);
    return -1;
}

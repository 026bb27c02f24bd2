/* Sharing C functions and variables between modules. See share.h. */
#include "share.h"

/* A function's address as a data pointer and back, which C has no cast for. */
typedef union {
    void (*function)(void);
    void *data;
} pyx_address;

static PYX_RARE int pyx_export(pyx_module *m, const char *name, void *address, const char *signature)
{
    PyObject *table = PyDict_GetItemString(m->dict, "__pyx_capi__"), *capsule;
    int r;
    if (table == NULL) {
        table = PyDict_New();
        if (table == NULL)
            return -1;
        r = PyDict_SetItemString(m->dict, "__pyx_capi__", table);
        Py_DECREF(table);
        if (r < 0)
            return -1;
    }
    capsule = PyCapsule_New(address, signature, NULL);
    if (capsule == NULL)
        return -1;
    r = PyDict_SetItemString(table, name, capsule);
    Py_DECREF(capsule);
    return r;
}

PYX_API PYX_RARE int pyx_export_function(pyx_module *m, const char *name, void (*f)(void), const char *signature)
{
    pyx_address address;
    address.function = f;
    return pyx_export(m, name, address.data, signature);
}

PYX_API PYX_RARE int pyx_export_variable(pyx_module *m, const char *name, void *address, const char *type)
{
    return pyx_export(m, name, address, type);
}

static PYX_RARE void *pyx_import_entry(PyObject *module, const char *name, const char *first, const char *signature,
                                       const char *what)
{
    PyObject *table = PyObject_GetAttrString(module, "__pyx_capi__");
    PyObject *capsule = table != NULL && first != NULL ? PyDict_GetItemString(table, first) : NULL;
    const char *module_name = PyModule_GetName(module);
    void *address = NULL;
    if (module_name == NULL)
        goto done;
    if (capsule == NULL && table != NULL)
        capsule = PyDict_GetItemString(table, name);
    if (capsule == NULL) {
        PyErr_Clear();
        PyErr_Format(PyExc_ImportError, "%.200s does not export expected C %s %.200s", module_name, what, name);
    } else if (!PyCapsule_IsValid(capsule, signature)) {
        const char *offered = PyCapsule_CheckExact(capsule) ? PyCapsule_GetName(capsule) : NULL;
        PyErr_Format(PyExc_TypeError, "C %s %.200s.%.200s has wrong signature (expected %.500s, got %.500s)", what,
                     module_name, name, signature, offered != NULL ? offered : "none");
    } else {
        address = PyCapsule_GetPointer(capsule, signature);
    }
done:
    Py_XDECREF(table);
    return address;
}

PYX_API PYX_RARE int pyx_import_function(PyObject *module, const char *name, const char *first, void (**f)(void),
                                         const char *signature)
{
    pyx_address address;
    address.data = pyx_import_entry(module, name, first, signature, "function");
    *f = address.function;
    return address.data != NULL ? 0 : -1;
}

PYX_API PYX_RARE int pyx_import_variable(PyObject *module, const char *name, void **address, const char *type)
{
    *address = pyx_import_entry(module, name, NULL, type, "variable");
    return *address != NULL ? 0 : -1;
}

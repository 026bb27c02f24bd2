/* Types shared between modules. See shared.h. */
#include "shared.h"

PYX_API PYX_RARE PyObject *pyx_shared_module(void) { return PyImport_AddModule(PYX_SHARED_NAME); }

PYX_API PYX_RARE PyTypeObject *pyx_shared_type(PyTypeObject *own)
{
    const char *name = own->tp_name + sizeof(PYX_SHARED_NAME);
    PyObject *module = pyx_shared_module(), *found;
    if (module == NULL)
        return NULL;
    found = PyDict_GetItemString(PyModule_GetDict(module), name);
    if (found != NULL) {
        if (!PyType_Check(found) || ((PyTypeObject *)found)->tp_basicsize != own->tp_basicsize) {
            PyErr_Format(PyExc_TypeError, "shared type %.200s has another layout", own->tp_name);
            return NULL;
        }
        return (PyTypeObject *)pyx_newref(found);
    }
    pyx_set_refcnt((PyObject *)own, 1);
    if (PyType_Ready(own) < 0 || PyDict_SetItemString(PyModule_GetDict(module), name, (PyObject *)own) < 0)
        return NULL;
    return own;
}

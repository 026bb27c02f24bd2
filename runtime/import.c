/* Import statements. See import.h. */
#include "import.h"
#include "shared.h"

PYX_API PYX_RARE PyObject *pyx_import_leaf(PyObject *top, PyObject *name)
{
    PyObject *module, *parts, *next;
    Py_ssize_t i;
    if (top == NULL || PyUnicode_FindChar(name, '.', 0, PyUnicode_GET_LENGTH(name), 1) < 0)
        return top;
    module = PyImport_GetModule(name);
    if (module != NULL || PyErr_Occurred()) {
        Py_DECREF(top);
        return module;
    }
    parts = PyObject_CallMethod(name, "split", "s", ".");
    for (i = 1; parts != NULL && top != NULL && i < PyList_GET_SIZE(parts); i++) {
        next = pyx_import_from(top, PyList_GET_ITEM(parts, i));
        Py_DECREF(top);
        top = next;
    }
    if (parts == NULL)
        Py_CLEAR(top);
    Py_XDECREF(parts);
    return top;
}

PYX_API PYX_RARE PyObject *pyx_import_level(pyx_module *m, PyObject *name, PyObject *from_list, int level)
{
    PyObject *module, *list = from_list != NULL ? pyx_newref(from_list) : PyTuple_New(0);
    if (list == NULL)
        return NULL;
    module = PyImport_ImportModuleLevelObject(name, m->dict, NULL, list, level);
    Py_DECREF(list);
    return module;
}

PYX_API PYX_RARE PyObject *pyx_import_old(pyx_module *m, PyObject *name, PyObject *from_list)
{
    PyObject *module = NULL;
    if (strchr(m->name, '.') != NULL) {
        module = pyx_import_level(m, name, from_list, 1);
        if (module == NULL && !pyx_clear_error(PyExc_ImportError))
            return NULL;
    }
    return module != NULL ? module : pyx_import_level(m, name, from_list, 0);
}

PYX_API PyObject *pyx_import_from(PyObject *module, PyObject *name)
{
    PyObject *value = PyObject_GetAttr(module, name), *package, *full;
    if (value != NULL || !pyx_clear_attribute_error())
        return value;
    /* A submodule that is being imported is in sys.modules before it is an attribute of its package. */
    package = PyObject_GetAttrString(module, "__name__");
    if (package == NULL) {
        PyErr_Clear();
    } else {
        full = PyUnicode_FromFormat("%S.%U", package, name);
        Py_DECREF(package);
        if (full == NULL)
            return NULL;
        value = PyImport_GetModule(full);
        Py_DECREF(full);
    }
    if (value == NULL && !PyErr_Occurred())
        PyErr_Format(PyExc_ImportError, "cannot import name %S", name);
    return value;
}

PYX_API PYX_RARE int pyx_import_star(pyx_module *m, PyObject *module)
{
    PyObject *all = PyObject_GetAttrString(module, "__all__"), *names, *value;
    Py_ssize_t i;
    int skip = all == NULL, r = 0;
    if (all == NULL) {
        PyObject *dict;
        if (!pyx_clear_attribute_error())
            return -1;
        dict = PyObject_GetAttrString(module, "__dict__");
        if (dict == NULL) {
            if (pyx_clear_attribute_error())
                PyErr_SetString(PyExc_ImportError, "from-import-* object has no __dict__ and no __all__");
            return -1;
        }
        all = PyMapping_Keys(dict);
        Py_DECREF(dict);
        if (all == NULL)
            return -1;
    }
    names = PySequence_List(all);
    Py_DECREF(all);
    if (names == NULL)
        return -1;
    for (i = 0; r == 0 && i < PyList_GET_SIZE(names); i++) {
        PyObject *name = PyList_GET_ITEM(names, i);
        if (skip && PyUnicode_Check(name) && PyUnicode_GET_LENGTH(name) > 0 && PyUnicode_READ_CHAR(name, 0) == '_')
            continue;
        value = PyObject_GetAttr(module, name);
        r = value != NULL ? PyDict_SetItem(m->dict, name, value) : -1;
        Py_XDECREF(value);
    }
    Py_DECREF(names);
    return r;
}

/* The class, or None where it cannot be had, which is found out once. Borrowed. */
static PYX_RARE PyObject *pyx_enum_class(PyObject *module, PyObject *name)
{
    PyObject *shared = pyx_shared_module(), *key, *found, *m;
    if (shared == NULL || (key = PyUnicode_FromFormat("%U:%U", module, name)) == NULL)
        return NULL;
    shared = PyModule_GetDict(shared);
    found = PyDict_GetItemWithError(shared, key);
    if (found == NULL && !PyErr_Occurred()) {
        m = PyImport_Import(module);
        found = m != NULL ? PyObject_GetAttr(m, name) : NULL;
        Py_XDECREF(m);
        if (found == NULL
            && (PyErr_ExceptionMatches(PyExc_ImportError) || PyErr_ExceptionMatches(PyExc_AttributeError))) {
            PyErr_Clear();
            if (PyErr_WarnFormat(PyExc_UserWarning, 1,
                                 "the enum '%U' cannot be imported from '%U', which seems to be a declaration file without "
                                 "a module: its values are plain integers",
                                 name, module) == 0)
                found = pyx_newref(Py_None);
        }
        if (found != NULL) {
            if (PyDict_SetItem(shared, key, found) < 0)
                Py_CLEAR(found);
            else
                Py_DECREF(found);
        }
    }
    Py_DECREF(key);
    return found;
}

PYX_API PyObject *pyx_enum_member(PyObject *module, PyObject *name, PyObject *number)
{
    PyObject *type = pyx_enum_class(module, name);
    if (type == NULL || type == Py_None)
        return type == NULL ? NULL : pyx_newref(number);
    return PyObject_CallFunctionObjArgs(type, number, NULL);
}

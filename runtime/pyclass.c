/* Python classes. See pyclass.h. */
#include "pyclass.h"
#include "object.h"
#include "shared.h"

/* The bases with those that are not types replaced by what their `__mro_entries__` gives. New reference. */
static PYX_RARE PyObject *pyx_resolve_bases(PyObject *bases)
{
    PyObject *list = NULL, *tuple;
    Py_ssize_t i, j, n = PyTuple_GET_SIZE(bases);
    for (i = 0; i < n; i++) {
        PyObject *base = PyTuple_GET_ITEM(bases, i), *entries, *f;
        if (PyType_Check(base)) {
            if (list != NULL && PyList_Append(list, base) < 0)
                goto error;
            continue;
        }
        f = PyObject_GetAttrString(base, "__mro_entries__");
        if (f == NULL) {
            if (!pyx_clear_attribute_error() || (list != NULL && PyList_Append(list, base) < 0))
                goto error;
            continue;
        }
        entries = PyObject_CallOneArg(f, bases);
        Py_DECREF(f);
        if (entries == NULL)
            goto error;
        if (!PyTuple_Check(entries)) {
            PyErr_SetString(PyExc_TypeError, "__mro_entries__ must return a tuple");
            Py_DECREF(entries);
            goto error;
        }
        if (list == NULL) {
            list = PyList_New(0);
            for (j = 0; list != NULL && j < i; j++) {
                if (PyList_Append(list, PyTuple_GET_ITEM(bases, j)) < 0)
                    Py_CLEAR(list);
            }
        }
        if (list == NULL || PyList_SetSlice(list, PyList_GET_SIZE(list), PyList_GET_SIZE(list), entries) < 0) {
            Py_DECREF(entries);
            goto error;
        }
        Py_DECREF(entries);
    }
    if (list == NULL)
        return pyx_newref(bases);
    tuple = PyList_AsTuple(list);
    Py_DECREF(list);
    return tuple;
error:
    Py_XDECREF(list);
    return NULL;
}

/* The most derived metaclass of the given one and those of the bases. New reference. */
static PYX_RARE PyObject *pyx_metaclass(PyObject *given, PyObject *bases)
{
    Py_ssize_t i, n = PyTuple_GET_SIZE(bases);
    PyTypeObject *winner;
    if (given != NULL && !PyType_Check(given))
        return pyx_newref(given);
    winner = given != NULL ? (PyTypeObject *)given : n > 0 ? Py_TYPE(PyTuple_GET_ITEM(bases, 0)) : &PyType_Type;
    for (i = 0; i < n; i++) {
        PyTypeObject *t = Py_TYPE(PyTuple_GET_ITEM(bases, i));
        if (PyType_IsSubtype(winner, t))
            continue;
        if (!PyType_IsSubtype(t, winner)) {
            PyErr_SetString(PyExc_TypeError, "metaclass conflict: the metaclass of a derived class must be a "
                                             "(non-strict) subclass of the metaclasses of all its bases");
            return NULL;
        }
        winner = t;
    }
    return pyx_newref((PyObject *)winner);
}

/* metaclass.__prepare__(name, bases, **kwargs), or a new dict. */
static PYX_RARE PyObject *pyx_prepare_namespace(PyObject *metaclass, PyObject *name, PyObject *bases, PyObject *kwargs)
{
    PyObject *attr = PyUnicode_FromString("__prepare__"), *prepare, *args, *ns = NULL;
    if (attr == NULL)
        return NULL;
    prepare = pyx_getattr_or_null(metaclass, attr);
    Py_DECREF(attr);
    if (prepare == NULL)
        return PyErr_Occurred() ? NULL : PyDict_New();
    args = PyTuple_Pack(2, name, bases);
    if (args != NULL)
        ns = PyObject_Call(prepare, args, kwargs);
    Py_XDECREF(args);
    Py_DECREF(prepare);
    if (ns != NULL && !PyMapping_Check(ns)) {
        PyErr_Format(PyExc_TypeError, "%.200s.__prepare__() must return a mapping, not %.200s",
                     PyType_Check(metaclass) ? ((PyTypeObject *)metaclass)->tp_name : "<metaclass>",
                     Py_TYPE(ns)->tp_name);
        Py_CLEAR(ns);
    }
    return ns;
}

static PYX_RARE int pyx_put(PyObject *ns, const char *name, PyObject *value)
{
    PyObject *key = PyUnicode_InternFromString(name);
    int r = key != NULL ? PyObject_SetItem(ns, key, value) : -1;
    Py_XDECREF(key);
    return r;
}

PYX_API PYX_RARE int pyx_class_prepare(pyx_module *m, PyObject *name, PyObject *bases, PyObject *qualname, PyObject *kwargs,
                              PyObject *doc, PyObject **out_bases, PyObject **out_metaclass, PyObject **out_namespace)
{
    PyObject *resolved, *given = NULL, *metaclass = NULL, *ns = NULL;
    *out_bases = *out_metaclass = *out_namespace = NULL;
    resolved = pyx_resolve_bases(bases);
    if (resolved == NULL)
        return -1;
    if (kwargs != NULL) {
        given = pyx_xnewref(PyDict_GetItemString(kwargs, "metaclass"));
        if (given != NULL && PyDict_DelItemString(kwargs, "metaclass") < 0)
            goto error;
    }
    metaclass = pyx_metaclass(given, resolved);
    if (metaclass == NULL)
        goto error;
    ns = pyx_prepare_namespace(metaclass, name, resolved, kwargs);
    if (ns == NULL || pyx_put(ns, "__module__", m->name_object) < 0 || pyx_put(ns, "__qualname__", qualname) < 0 ||
        (doc != NULL && pyx_put(ns, "__doc__", doc) < 0) ||
        (resolved != bases && pyx_put(ns, "__orig_bases__", bases) < 0))
        goto error;
    Py_XDECREF(given);
    *out_bases = resolved;
    *out_metaclass = metaclass;
    *out_namespace = ns;
    return 0;
error:
    Py_XDECREF(given);
    Py_XDECREF(resolved);
    Py_XDECREF(metaclass);
    Py_XDECREF(ns);
    return -1;
}

/* `type.__new__` makes class methods and a static method of some functions without being asked, but knows only Python's
 * own function type. */
static PYX_RARE int pyx_implicit_method(PyObject *ns, const char *name, PyObject *(*make)(PyObject *))
{
    PyObject *value, *method;
    int r = 0;
    if (!PyDict_Check(ns))
        return 0;
    value = PyDict_GetItemString(ns, name);
    if (value == NULL || strcmp(Py_TYPE(value)->tp_name, PYX_SHARED_NAME ".cython_function_or_method") != 0)
        return 0;
    method = make(value);
    r = method != NULL ? PyDict_SetItemString(ns, name, method) : -1;
    Py_XDECREF(method);
    return r;
}

PYX_API PYX_RARE PyObject *pyx_class_create(PyObject *metaclass, PyObject *name, PyObject *bases, PyObject *ns, PyObject *kwargs)
{
    PyObject *args, *given = NULL, *r = NULL;
    if (pyx_implicit_method(ns, "__init_subclass__", PyClassMethod_New) < 0 ||
        pyx_implicit_method(ns, "__class_getitem__", PyClassMethod_New) < 0 ||
        pyx_implicit_method(ns, "__new__", PyStaticMethod_New) < 0)
        return NULL;
    if (kwargs == NULL) {
        /* A class without keywords may name its metaclass as Python 2 does. */
        PyObject *key = PyUnicode_InternFromString("__metaclass__");
        if (key == NULL)
            return NULL;
        given = pyx_get_class_name(ns, key);
        Py_DECREF(key);
        if (given == NULL && PyErr_Occurred())
            return NULL;
    }
    if (given != NULL) {
        metaclass = pyx_metaclass(given, bases);
        Py_DECREF(given);
    } else {
        Py_INCREF(metaclass);
    }
    args = metaclass != NULL ? PyTuple_Pack(3, name, bases, ns) : NULL;
    if (args != NULL)
        r = PyObject_Call(metaclass, args, kwargs);
    Py_XDECREF(args);
    Py_XDECREF(metaclass);
    return r;
}

PYX_API PYX_RARE PyObject *pyx_class_cell(void) { return PyCell_New(NULL); }

PYX_API PYX_RARE PyObject *pyx_super(PyObject *type, PyObject *self)
{
    return PyObject_CallFunctionObjArgs((PyObject *)&PySuper_Type, type, self, NULL);
}

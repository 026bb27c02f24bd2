/* Fused functions as Python sees them. See fused.h. */
#include "fused.h"
#include "shared.h"

typedef struct {
    PyObject_HEAD
    PyObject *signatures;
    PyObject *choices;
    /* The specialisation that answers for attributes of all. */
    PyObject *first;
    /* The instance that the function is bound to, or NULL. */
    PyObject *self;
    PyObject *dict;
    PyObject *weakrefs;
} pyx_fused;

static PyTypeObject pyx_fused_own_type;
static PyTypeObject *pyx_fused_type;

static PyObject *pyx_fused_make(PyObject *signatures, PyObject *choices, PyObject *first, PyObject *self)
{
    pyx_fused *f = PyObject_GC_New(pyx_fused, pyx_fused_type);
    if (f == NULL)
        return NULL;
    f->signatures = pyx_newref(signatures);
    f->choices = pyx_newref(choices);
    f->first = pyx_newref(first);
    f->self = pyx_xnewref(self);
    f->dict = NULL;
    f->weakrefs = NULL;
    PyObject_GC_Track(f);
    return (PyObject *)f;
}

static int pyx_fused_traverse(PyObject *o, visitproc visit, void *arg)
{
    pyx_fused *f = (pyx_fused *)o;
    Py_VISIT(f->signatures);
    Py_VISIT(f->choices);
    Py_VISIT(f->first);
    Py_VISIT(f->self);
    Py_VISIT(f->dict);
    return 0;
}

static int pyx_fused_clear(PyObject *o)
{
    pyx_fused *f = (pyx_fused *)o;
    Py_CLEAR(f->signatures);
    Py_CLEAR(f->choices);
    Py_CLEAR(f->first);
    Py_CLEAR(f->self);
    Py_CLEAR(f->dict);
    return 0;
}

static void pyx_fused_dealloc(PyObject *o)
{
    PyObject_GC_UnTrack(o);
    if (((pyx_fused *)o)->weakrefs != NULL)
        PyObject_ClearWeakRefs(o);
    pyx_fused_clear(o);
    PyObject_GC_Del(o);
}

/* The argument that decides about one fused type, borrowed; NULL with TypeError when it is missing. */
static PyObject *pyx_fused_argument(pyx_fused *f, PyObject *choice, PyObject *args, PyObject *kwargs)
{
    Py_ssize_t n = PyTuple_GET_SIZE(args);
    Py_ssize_t position = PyLong_AsSsize_t(PyTuple_GET_ITEM(choice, 0));
    Py_ssize_t at = PyLong_AsSsize_t(PyTuple_GET_ITEM(choice, 2));
    PyObject *name = PyTuple_GET_ITEM(choice, 1), *found;
    if (position >= 0 && position < n)
        return PyTuple_GET_ITEM(args, position);
    if (kwargs != NULL) {
        found = PyDict_GetItemWithError(kwargs, name);
        if (found != NULL || PyErr_Occurred())
            return found;
    }
    if (at >= 0) {
        PyObject *defaults = PyObject_GetAttrString(f->first, "__defaults__");
        if (defaults == NULL)
            return NULL;
        found = PyTuple_Check(defaults) && at < PyTuple_GET_SIZE(defaults) ? PyTuple_GET_ITEM(defaults, at) : NULL;
        /* The function keeps the value. */
        Py_DECREF(defaults);
        if (found != NULL)
            return found;
    }
    if (position < 0) {
        PyErr_Format(PyExc_TypeError, "Missing keyword-only argument: '%U'", name);
    } else {
        Py_ssize_t needed = PyLong_AsSsize_t(PyTuple_GET_ITEM(choice, 4));
        PyErr_Format(PyExc_TypeError, "Expected at least %zd argument%s, got %zd", needed, needed != 1 ? "s" : "", n);
    }
    return NULL;
}

/* The part of the key that an argument selects, borrowed; NULL without an exception when none does. */
static PyObject *pyx_fused_part(PyObject *options, PyObject *argument)
{
    Py_ssize_t i, n = PyTuple_GET_SIZE(options);
    for (i = 0; i < n; i++) {
        PyObject *option = PyTuple_GET_ITEM(options, i), *type = PyTuple_GET_ITEM(option, 0);
        int is = type == Py_None ? 1 : PyObject_IsInstance(argument, type);
        if (is < 0)
            return NULL;
        if (is)
            return PyTuple_GET_ITEM(option, 1);
    }
    return NULL;
}

/* Whether a key has the chosen parts; a part that nothing chose (NULL) fits all. */
static int pyx_fused_fits(PyObject *key, PyObject *const *parts, Py_ssize_t n)
{
    Py_ssize_t i, length;
    const char *at = PyUnicode_AsUTF8(key), *end;
    if (at == NULL)
        return -1;
    for (i = 0; i < n; i++) {
        end = strchr(at, '|');
        if (end == NULL)
            end = at + strlen(at);
        if (parts[i] != NULL) {
            const char *part = PyUnicode_AsUTF8AndSize(parts[i], &length);
            if (part == NULL)
                return -1;
            if (length != end - at || strncmp(part, at, (size_t)length) != 0)
                return 0;
        }
        at = *end != '\0' ? end + 1 : end;
    }
    return 1;
}

/* The specialisation for the arguments, borrowed. */
static PyObject *pyx_fused_choose(pyx_fused *f, PyObject *args, PyObject *kwargs)
{
    Py_ssize_t i, n = PyTuple_GET_SIZE(f->choices), pos = 0;
    PyObject *parts[32], *key, *function, *found = NULL;
    if (n > 32) {
        PyErr_SetString(PyExc_TypeError, "too many fused types");
        return NULL;
    }
    for (i = 0; i < n; i++) {
        PyObject *choice = PyTuple_GET_ITEM(f->choices, i);
        PyObject *argument = pyx_fused_argument(f, choice, args, kwargs);
        if (argument == NULL)
            return NULL;
        parts[i] = pyx_fused_part(PyTuple_GET_ITEM(choice, 3), argument);
        if (parts[i] == NULL && PyErr_Occurred())
            return NULL;
    }
    if (n == 1 && parts[0] == NULL) {
        PyErr_SetString(PyExc_TypeError, "No matching signature found");
        return NULL;
    }
    while (PyDict_Next(f->signatures, &pos, &key, &function)) {
        int fits = pyx_fused_fits(key, parts, n);
        if (fits < 0)
            return NULL;
        if (!fits)
            continue;
        if (found != NULL) {
            PyErr_SetString(PyExc_TypeError, "Function call with ambiguous argument types");
            return NULL;
        }
        found = function;
    }
    if (found == NULL)
        PyErr_SetString(PyExc_TypeError, "No matching signature found");
    return found;
}

static PyObject *pyx_fused_call(PyObject *o, PyObject *args, PyObject *kwargs)
{
    pyx_fused *f = (pyx_fused *)o;
    PyObject *function, *result, *all = args;
    if (f->self != NULL) {
        Py_ssize_t i, n = PyTuple_GET_SIZE(args);
        all = PyTuple_New(n + 1);
        if (all == NULL)
            return NULL;
        PyTuple_SET_ITEM(all, 0, pyx_newref(f->self));
        for (i = 0; i < n; i++)
            PyTuple_SET_ITEM(all, i + 1, pyx_newref(PyTuple_GET_ITEM(args, i)));
    }
    function = pyx_fused_choose(f, all, kwargs);
    if (function == NULL) {
        result = NULL;
    } else {
        Py_INCREF(function);
        result = PyObject_Call(function, all, kwargs);
        Py_DECREF(function);
    }
    if (all != args)
        Py_DECREF(all);
    return result;
}

/* The name of a type in an index. */
static PyObject *pyx_fused_type_name(PyObject *index)
{
    return PyType_Check(index) ? PyObject_GetAttrString(index, "__name__") : PyObject_Str(index);
}

static PyObject *pyx_fused_subscript(PyObject *o, PyObject *index)
{
    pyx_fused *f = (pyx_fused *)o;
    PyObject *key, *function, *bound;
    descrgetfunc bind;
    if (PyTuple_Check(index)) {
        Py_ssize_t i, n = PyTuple_GET_SIZE(index);
        PyObject *bar, *list = PyList_New(n);
        if (list == NULL)
            return NULL;
        for (i = 0; i < n; i++) {
            PyObject *name = pyx_fused_type_name(PyTuple_GET_ITEM(index, i));
            if (name == NULL) {
                Py_DECREF(list);
                return NULL;
            }
            PyList_SET_ITEM(list, i, name);
        }
        bar = PyUnicode_FromString("|");
        key = bar != NULL ? PyUnicode_Join(bar, list) : NULL;
        Py_XDECREF(bar);
        Py_DECREF(list);
    } else {
        key = pyx_fused_type_name(index);
    }
    if (key == NULL)
        return NULL;
    function = PyDict_GetItemWithError(f->signatures, key);
    if (function == NULL) {
        if (!PyErr_Occurred())
            PyErr_SetObject(PyExc_KeyError, key);
        Py_DECREF(key);
        return NULL;
    }
    Py_DECREF(key);
    bind = Py_TYPE(function)->tp_descr_get;
    if (f->self == NULL || bind == NULL)
        return pyx_newref(function);
    bound = bind(function, f->self, (PyObject *)Py_TYPE(f->self));
    return bound;
}

static PyObject *pyx_fused_descr_get(PyObject *o, PyObject *instance, PyObject *type)
{
    pyx_fused *f = (pyx_fused *)o;
    (void)type;
    if (instance == NULL || instance == Py_None || f->self != NULL)
        return pyx_newref(o);
    return pyx_fused_make(f->signatures, f->choices, f->first, instance);
}

/* Attributes of its own, then those of the specialisations, which all have the same name, doc and so on. */
static PyObject *pyx_fused_getattro(PyObject *o, PyObject *name)
{
    PyObject *value = PyObject_GenericGetAttr(o, name);
    if (value == NULL && PyErr_ExceptionMatches(PyExc_AttributeError)) {
        PyErr_Clear();
        value = PyObject_GetAttr(((pyx_fused *)o)->first, name);
    }
    return value;
}

static PyObject *pyx_fused_repr(PyObject *o)
{
    PyObject *name = PyObject_GetAttrString(((pyx_fused *)o)->first, "__qualname__"), *text;
    if (name == NULL)
        return NULL;
    text = PyUnicode_FromFormat("<cyfunction %U at %p>", name, (void *)o);
    Py_DECREF(name);
    return text;
}

static PyObject *pyx_fused_get_signatures(PyObject *o, void *closure)
{
    (void)closure;
    return pyx_newref(((pyx_fused *)o)->signatures);
}

static PyObject *pyx_fused_get_doc(PyObject *o, void *closure)
{
    (void)closure;
    return PyObject_GetAttrString(((pyx_fused *)o)->first, "__doc__");
}

static PyObject *pyx_fused_get_self(PyObject *o, void *closure)
{
    PyObject *self = ((pyx_fused *)o)->self;
    (void)closure;
    if (self == NULL) {
        PyErr_SetString(PyExc_AttributeError, "'function' object has no attribute '__self__'");
        return NULL;
    }
    return pyx_newref(self);
}

static PyGetSetDef pyx_fused_getset[] = {
    {"__signatures__", pyx_fused_get_signatures, NULL, NULL, NULL},
    {"__doc__", pyx_fused_get_doc, NULL, NULL, NULL},
    {"__self__", pyx_fused_get_self, NULL, NULL, NULL},
    {"__dict__", PyObject_GenericGetDict, PyObject_GenericSetDict, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyMappingMethods pyx_fused_mapping = {NULL, pyx_fused_subscript, NULL};

static int pyx_fused_type_ready(void)
{
    PyTypeObject *t = &pyx_fused_own_type;
    t->tp_name = PYX_SHARED_NAME ".fused_cython_function";
    t->tp_basicsize = sizeof(pyx_fused);
    t->tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC;
    t->tp_call = pyx_fused_call;
    t->tp_descr_get = pyx_fused_descr_get;
    t->tp_getattro = pyx_fused_getattro;
    t->tp_repr = pyx_fused_repr;
    t->tp_dealloc = pyx_fused_dealloc;
    t->tp_traverse = pyx_fused_traverse;
    t->tp_clear = pyx_fused_clear;
    t->tp_as_mapping = &pyx_fused_mapping;
    t->tp_getset = pyx_fused_getset;
    t->tp_weaklistoffset = offsetof(pyx_fused, weakrefs);
    t->tp_dictoffset = offsetof(pyx_fused, dict);
    pyx_fused_type = pyx_shared_type(t);
    return pyx_fused_type != NULL ? 0 : -1;
}

PYX_API PyObject *pyx_fused_function(PyObject *signatures, PyObject *choices)
{
    Py_ssize_t pos = 0;
    PyObject *key, *first;
    if (pyx_unlikely(pyx_fused_type == NULL) && pyx_fused_type_ready() < 0)
        return NULL;
    if (!PyDict_Next(signatures, &pos, &key, &first)) {
        PyErr_SetString(PyExc_SystemError, "fused function without specialisations");
        return NULL;
    }
    return pyx_fused_make(signatures, choices, first, NULL);
}

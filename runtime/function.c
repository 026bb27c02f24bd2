/* Function objects of compiled functions. See function.h. */
#include "function.h"
#include "shared.h"

#define PYX_DEF(f) (((pyx_function *)(f))->def)

/* ---- calling */

/* Removes the instance from the arguments of a method of an extension class: NULL with TypeError when it is missing or
 * of another type. */
static PyObject *pyx_function_instance(pyx_function *f, PyObject *const *args, Py_ssize_t n)
{
    if (pyx_unlikely(n < 1)) {
        PyErr_Format(PyExc_TypeError, "%.200s() needs an argument", f->def->ml.ml_name);
        return NULL;
    }
    if (f->owner != NULL && !(f->def->flags & PYX_F_CLASS) &&
        pyx_unlikely(!PyObject_TypeCheck(args[0], (PyTypeObject *)f->owner))) {
        PyErr_Format(PyExc_TypeError, "descriptor '%.200s' requires a '%.100s' object but received a '%.100s'",
                     f->def->ml.ml_name, ((PyTypeObject *)f->owner)->tp_name, Py_TYPE(args[0])->tp_name);
        return NULL;
    }
    return args[0];
}

static PyObject *pyx_function_call_method(PyObject *f, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    Py_ssize_t n = PyVectorcall_NARGS(nargsf);
    PyObject *self = pyx_function_instance((pyx_function *)f, args, n);
    if (pyx_unlikely(self == NULL))
        return NULL;
    return PYX_FN(vectorcallfunc, PYX_DEF(f)->ml.ml_meth)(self, args + 1, (size_t)(n - 1), kwnames);
}

/* Functions without parameters, and those that take a tuple and a dict. */
static PyObject *pyx_function_call_other(PyObject *f, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    const pyx_function_def *def = PYX_DEF(f);
    Py_ssize_t i, n = PyVectorcall_NARGS(nargsf), nkw = kwnames != NULL ? PyTuple_GET_SIZE(kwnames) : 0;
    PyObject *self = f, *tuple, *dict = NULL, *r;
    if (def->flags & PYX_F_METHOD) {
        self = pyx_function_instance((pyx_function *)f, args, n);
        if (self == NULL)
            return NULL;
        args++;
        n--;
    }
    if (def->ml.ml_flags & METH_NOARGS) {
        if (pyx_likely(n == 0 && nkw == 0))
            return def->ml.ml_meth(self, NULL);
        if (nkw != 0 && (def->flags & PYX_F_METHOD))
            PyErr_Format(PyExc_TypeError, "%.200s() got an unexpected keyword argument '%U'", def->ml.ml_name,
                         PyTuple_GET_ITEM(kwnames, 0));
        else if (def->flags & PYX_F_METHOD)
            PyErr_Format(PyExc_TypeError, "%.200s() takes exactly 0 positional arguments (%zd given)", def->ml.ml_name,
                         n);
        else if (nkw != 0)
            PyErr_Format(PyExc_TypeError, "%.200s() takes no keyword arguments", def->ml.ml_name);
        else
            PyErr_Format(PyExc_TypeError, "%.200s() takes no arguments (%zd given)", def->ml.ml_name, n);
        return NULL;
    }
    tuple = PyTuple_New(n);
    if (tuple == NULL)
        return NULL;
    for (i = 0; i < n; i++)
        PyTuple_SET_ITEM(tuple, i, pyx_newref(args[i]));
    if (nkw > 0) {
        dict = PyDict_New();
        for (i = 0; dict != NULL && i < nkw; i++) {
            if (PyDict_SetItem(dict, PyTuple_GET_ITEM(kwnames, i), args[n + i]) < 0)
                Py_CLEAR(dict);
        }
        if (dict == NULL) {
            Py_DECREF(tuple);
            return NULL;
        }
    }
    r = PYX_FN(PyCFunctionWithKeywords, def->ml.ml_meth)(self, tuple, dict);
    Py_DECREF(tuple);
    Py_XDECREF(dict);
    return r;
}

static PyObject *pyx_function_descr_get(PyObject *f, PyObject *o, PyObject *type)
{
    (void)type;
    return o == NULL || o == Py_None ? pyx_newref(f) : PyMethod_New(f, o);
}

/* ---- attributes */

static PYX_RARE PyObject *pyx_text_or_none(const char *text)
{
    return text != NULL ? PyUnicode_FromString(text) : pyx_newref(Py_None);
}

/* A str attribute, made from C text when first asked for. */
static PYX_RARE PyObject *pyx_lazy_text(PyObject **slot, const char *text)
{
    if (*slot == NULL)
        *slot = pyx_text_or_none(text);
    return pyx_xnewref(*slot);
}

static PYX_RARE void pyx_replace(PyObject **slot, PyObject *value)
{
    PyObject *old = *slot;
    *slot = pyx_xnewref(value);
    Py_XDECREF(old);
}

static PYX_RARE int pyx_replace_text(PyObject **slot, PyObject *value, const char *name)
{
    if (value == NULL || !PyUnicode_Check(value)) {
        PyErr_Format(PyExc_TypeError, "%s must be set to a string object", name);
        return -1;
    }
    pyx_replace(slot, value);
    return 0;
}

static PYX_RARE PyObject *pyx_function_get_name(PyObject *f, void *c)
{
    (void)c;
    return pyx_lazy_text(&((pyx_function *)f)->name, PYX_DEF(f)->ml.ml_name);
}
static PYX_RARE int pyx_function_set_name(PyObject *f, PyObject *v, void *c)
{
    (void)c;
    return pyx_replace_text(&((pyx_function *)f)->name, v, "__name__");
}
static PYX_RARE PyObject *pyx_function_get_qualname(PyObject *f, void *c)
{
    (void)c;
    return pyx_lazy_text(&((pyx_function *)f)->qualname, PYX_DEF(f)->qualname);
}
static PYX_RARE int pyx_function_set_qualname(PyObject *f, PyObject *v, void *c)
{
    (void)c;
    return pyx_replace_text(&((pyx_function *)f)->qualname, v, "__qualname__");
}
static PYX_RARE PyObject *pyx_function_get_doc(PyObject *f, void *c)
{
    (void)c;
    return pyx_lazy_text(&((pyx_function *)f)->doc, PYX_DEF(f)->ml.ml_doc);
}
static PYX_RARE int pyx_function_set_doc(PyObject *f, PyObject *v, void *c)
{
    (void)c;
    pyx_replace(&((pyx_function *)f)->doc, v != NULL ? v : Py_None);
    return 0;
}
static PYX_RARE PyObject *pyx_function_get_module(PyObject *f, void *c)
{
    (void)c;
    if (((pyx_function *)f)->module_name == NULL)
        pyx_replace(&((pyx_function *)f)->module_name, ((pyx_function *)f)->mod->name_object);
    return pyx_newref(((pyx_function *)f)->module_name);
}
static PYX_RARE int pyx_function_set_module(PyObject *f, PyObject *v, void *c)
{
    (void)c;
    pyx_replace(&((pyx_function *)f)->module_name, v != NULL ? v : Py_None);
    return 0;
}
static PYX_RARE PyObject *pyx_function_get_globals(PyObject *f, void *c)
{
    (void)c;
    return pyx_newref(((pyx_function *)f)->mod->dict);
}
static PYX_RARE PyObject *pyx_function_get_closure(PyObject *f, void *c)
{
    (void)f;
    (void)c;
    return pyx_newref(Py_None);
}

/* Attributes that hold a value of one type or None; `which` is 0 to 2. */
static PYX_RARE PyObject **pyx_function_slot(PyObject *f, Py_ssize_t which)
{
    pyx_function *o = (pyx_function *)f;
    return which == 0 ? &o->defaults : which == 1 ? &o->kwdefaults : &o->annotations;
}
static PYX_RARE PyObject *pyx_function_get_slot(PyObject *f, void *which)
{
    PyObject **slot = pyx_function_slot(f, (Py_ssize_t)which);
    if (*slot == NULL && (Py_ssize_t)which == 2)
        *slot = PyDict_New();
    else if (*slot == NULL)
        return pyx_newref(Py_None);
    return pyx_xnewref(*slot);
}
static PYX_RARE int pyx_function_set_slot(PyObject *f, PyObject *v, void *which)
{
    static const char *const names[] = {"__defaults__", "__kwdefaults__", "__annotations__"};
    Py_ssize_t w = (Py_ssize_t)which;
    if (v == Py_None)
        v = NULL;
    if (v != NULL && (w == 0 ? !PyTuple_Check(v) : !PyDict_Check(v))) {
        PyErr_Format(PyExc_TypeError, "%s must be set to a %s object", names[w], w == 0 ? "tuple" : "dict");
        return -1;
    }
    if (w < 2 && PyErr_WarnFormat(PyExc_RuntimeWarning, 1,
                                  "changes to cyfunction.%s will not currently affect the values used in function calls",
                                  names[w]) < 0)
        return -1;
    pyx_replace(pyx_function_slot(f, w), v);
    return 0;
}

/* A code object with what introspection reads: names, counts and flags. */
static PYX_RARE PyObject *pyx_function_make_code(pyx_function *f)
{
    const pyx_function_def *def = f->def;
    PyObject *code, *names, *replace, *args, *kwargs, *r = NULL;
    int flags = 3, i;
    flags |= (def->flags & PYX_F_ARGS) ? 0x4 : 0;
    flags |= (def->flags & PYX_F_KWARGS) ? 0x8 : 0;
    flags |= (def->flags & PYX_F_GENERATOR) ? 0x20 : 0;
    flags |= (def->flags & PYX_F_COROUTINE) ? 0x80 : 0;
    flags |= (def->flags & PYX_F_ITERABLE_COROUTINE) ? 0x100 : 0;
    flags |= (def->flags & PYX_F_ASYNC_GENERATOR) ? 0x200 : 0;
    code = (PyObject *)PyCode_NewEmpty(def->file != NULL ? def->file : f->mod->file, def->ml.ml_name, def->line);
    names = PyTuple_New(def->n_names);
    replace = code != NULL ? PyObject_GetAttrString(code, "replace") : NULL;
    args = PyTuple_New(0);
    if (names != NULL && replace != NULL && args != NULL) {
        for (i = 0; i < def->n_names; i++)
            PyTuple_SET_ITEM(names, i, pyx_newref(def->k[def->names[i] & ~PYX_REQUIRED]));
        kwargs = Py_BuildValue("{s:i,s:i,s:i,s:i,s:i,s:O}", "co_argcount", (int)def->n_pos, "co_posonlyargcount",
                               (int)def->n_posonly, "co_kwonlyargcount", (int)def->n_kwonly, "co_nlocals",
                               (int)def->n_names, "co_flags", flags, "co_varnames", names);
        if (kwargs != NULL)
            r = PyObject_Call(replace, args, kwargs);
        Py_XDECREF(kwargs);
    }
    Py_XDECREF(code);
    Py_XDECREF(names);
    Py_XDECREF(replace);
    Py_XDECREF(args);
    return r;
}

static PYX_RARE PyObject *pyx_function_get_code(PyObject *f, void *c)
{
    pyx_function *o = (pyx_function *)f;
    (void)c;
    if (o->code == NULL)
        o->code = pyx_function_make_code(o);
    return pyx_xnewref(o->code);
}

/* The marks by which asyncio and inspect know coroutine functions: `which` 0 and 1. */
static PYX_RARE PyObject *pyx_function_get_mark(PyObject *f, void *which)
{
    PyObject *module, *mark = NULL;
    if (PYX_DEF(f)->flags & PYX_F_COROUTINE) {
        module = PyImport_ImportModule((Py_ssize_t)which == 0 ? "asyncio.coroutines" : "inspect");
        if (module == NULL)
            return NULL;
        mark = PyObject_GetAttrString(module, (Py_ssize_t)which == 0 ? "_is_coroutine" : "_is_coroutine_mark");
        Py_DECREF(module);
        if (mark == NULL)
            PyErr_Clear();
    }
    if (mark == NULL)
        PyErr_Format(PyExc_AttributeError, "'%.100s' object has no attribute '%s'", Py_TYPE(f)->tp_name,
                     (Py_ssize_t)which == 0 ? "_is_coroutine" : "_is_coroutine_marker");
    return mark;
}

static PYX_RARE PyObject *pyx_function_reduce(PyObject *f, PyObject *unused)
{
    (void)unused;
    return pyx_function_get_qualname(f, NULL);
}

static PYX_RARE PyObject *pyx_function_repr(PyObject *f)
{
    PyObject *name = pyx_function_get_qualname(f, NULL), *r;
    if (name == NULL)
        return NULL;
    r = PyUnicode_FromFormat("<cyfunction %U at %p>", name, (void *)f);
    Py_DECREF(name);
    return r;
}

/* ---- life */

static int pyx_function_traverse(PyObject *self, visitproc visit, void *arg)
{
    pyx_function *f = (pyx_function *)self;
    Py_VISIT(f->scope);
    Py_VISIT(f->stored);
    Py_VISIT(f->defaults);
    Py_VISIT(f->kwdefaults);
    Py_VISIT(f->annotations);
    Py_VISIT(f->name);
    Py_VISIT(f->qualname);
    Py_VISIT(f->doc);
    Py_VISIT(f->module_name);
    Py_VISIT(f->dict);
    return 0;
}

static int pyx_function_clear(PyObject *self)
{
    pyx_function *f = (pyx_function *)self;
    Py_CLEAR(f->scope);
    Py_CLEAR(f->stored);
    Py_CLEAR(f->defaults);
    Py_CLEAR(f->kwdefaults);
    Py_CLEAR(f->annotations);
    Py_CLEAR(f->name);
    Py_CLEAR(f->qualname);
    Py_CLEAR(f->doc);
    Py_CLEAR(f->module_name);
    Py_CLEAR(f->code);
    Py_CLEAR(f->dict);
    return 0;
}

static void pyx_function_dealloc(PyObject *self)
{
    PyObject_GC_UnTrack(self);
    if (((pyx_function *)self)->weakrefs != NULL)
        PyObject_ClearWeakRefs(self);
    pyx_function_clear(self);
    PyObject_GC_Del(self);
}

/* Filled when the type is made: a constant table would need a relocation per pointer, three times as large. */
static PyGetSetDef pyx_function_getset[21];

static PYX_COLD void pyx_function_attribute(PyGetSetDef **at, const char *name, getter get, setter set, Py_ssize_t which)
{
    PyGetSetDef *d = (*at)++;
    d->name = name;
    d->get = get;
    d->set = set;
    d->closure = (void *)which;
}

static PYX_RARE void pyx_function_attributes(void)
{
    PyGetSetDef *at = pyx_function_getset, *first = at, *d;
    pyx_function_attribute(&at, "__name__", pyx_function_get_name, pyx_function_set_name, 0);
    pyx_function_attribute(&at, "__doc__", pyx_function_get_doc, pyx_function_set_doc, 0);
    pyx_function_attribute(&at, "__dict__", PyObject_GenericGetDict, PyObject_GenericSetDict, 0);
    pyx_function_attribute(&at, "__globals__", pyx_function_get_globals, NULL, 0);
    pyx_function_attribute(&at, "__closure__", pyx_function_get_closure, NULL, 0);
    pyx_function_attribute(&at, "__code__", pyx_function_get_code, NULL, 0);
    pyx_function_attribute(&at, "__defaults__", pyx_function_get_slot, pyx_function_set_slot, 0);
    /* The same under their names in Python 2. */
    for (d = at; first < d; first++)
        pyx_function_attribute(&at, NULL, first->get, first->set, 0);
    d[0].name = "func_name";
    d[1].name = "func_doc";
    d[2].name = "func_dict";
    d[3].name = "func_globals";
    d[4].name = "func_closure";
    d[5].name = "func_code";
    d[6].name = "func_defaults";
    pyx_function_attribute(&at, "__qualname__", pyx_function_get_qualname, pyx_function_set_qualname, 0);
    pyx_function_attribute(&at, "__module__", pyx_function_get_module, pyx_function_set_module, 0);
    pyx_function_attribute(&at, "__kwdefaults__", pyx_function_get_slot, pyx_function_set_slot, 1);
    pyx_function_attribute(&at, "__annotations__", pyx_function_get_slot, pyx_function_set_slot, 2);
    pyx_function_attribute(&at, "_is_coroutine", pyx_function_get_mark, NULL, 0);
    pyx_function_attribute(&at, "_is_coroutine_marker", pyx_function_get_mark, NULL, 1);
}

static PyMethodDef pyx_function_methods[] = {
    {"__reduce__", pyx_function_reduce, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject pyx_function_own_type;
static PyTypeObject *pyx_function_type;

static PYX_RARE int pyx_function_type_ready(void)
{
    PyTypeObject *t = &pyx_function_own_type;
    t->tp_name = PYX_SHARED_NAME ".cython_function_or_method";
    t->tp_basicsize = sizeof(pyx_function);
    t->tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_METHOD_DESCRIPTOR;
#if PY_VERSION_HEX < 0x03090000
    t->tp_flags |= _Py_TPFLAGS_HAVE_VECTORCALL;
#else
    t->tp_flags |= Py_TPFLAGS_HAVE_VECTORCALL;
#endif
    t->tp_vectorcall_offset = offsetof(pyx_function, vectorcall);
    t->tp_call = PyVectorcall_Call;
    t->tp_descr_get = pyx_function_descr_get;
    t->tp_repr = pyx_function_repr;
    t->tp_dealloc = pyx_function_dealloc;
    t->tp_traverse = pyx_function_traverse;
    t->tp_clear = pyx_function_clear;
    t->tp_weaklistoffset = offsetof(pyx_function, weakrefs);
    t->tp_dictoffset = offsetof(pyx_function, dict);
    pyx_function_attributes();
    t->tp_getset = pyx_function_getset;
    t->tp_methods = pyx_function_methods;
    pyx_function_type = pyx_shared_type(t);
    return pyx_function_type != NULL ? 0 : -1;
}

PYX_API PyObject *pyx_function_new(pyx_module *m, const void *definition, PyObject *scope, PyObject *stored,
                                   PyObject *defaults, PyObject *kwdefaults, PyObject *annotations)
{
    const pyx_function_def *def = (const pyx_function_def *)definition;
    pyx_function *f;
    if (pyx_unlikely(pyx_function_type == NULL) && pyx_function_type_ready() < 0)
        return NULL;
    f = PyObject_GC_New(pyx_function, pyx_function_type);
    if (f == NULL)
        return NULL;
    memset((char *)f + sizeof(PyObject), 0, sizeof(pyx_function) - sizeof(PyObject));
    f->def = def;
    f->mod = m;
    f->scope = pyx_xnewref(scope);
    f->stored = pyx_xnewref(stored);
    f->defaults = pyx_xnewref(defaults);
    f->kwdefaults = pyx_xnewref(kwdefaults);
    f->annotations = pyx_xnewref(annotations);
    if (!(def->ml.ml_flags & METH_FASTCALL))
        f->vectorcall = pyx_function_call_other;
    else if (def->flags & PYX_F_METHOD)
        f->vectorcall = pyx_function_call_method;
    else
        f->vectorcall = PYX_FN(vectorcallfunc, def->ml.ml_meth);
    PyObject_GC_Track(f);
    return (PyObject *)f;
}

PYX_API PYX_RARE PyObject *pyx_cfunction_new(pyx_module *m, const void *definition)
{
    return PyCFunction_NewEx((PyMethodDef *)&((const pyx_function_def *)definition)->ml, NULL, m->name_object);
}

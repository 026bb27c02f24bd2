/* Function objects of compiled functions. See function.h.
 *
 * A module links only the ways of calling that its functions have, so those are set after a function is made. What the
 * type's attributes do stands in one getter and one setter: their numbers are their slots in the object.
 */
#include "function.h"
#include "code.h"
#include "shared.h"

#define PYX_DEF(f) (((pyx_function *)(f))->def)

/* ---- calling */

/* Removes the instance from the arguments of a method of an extension class: NULL with TypeError when it is missing or
 * of another type. */
static PyObject *pyx_function_instance(pyx_function *f, PyObject *const *args, Py_ssize_t n)
{
    if (pyx_unlikely(n < 1)) {
        if (f->def->ml.ml_flags & METH_VARARGS)
            PyErr_Format(PyExc_TypeError, "unbound method %.200s() needs an argument", f->def->qualname);
        else
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

PYX_API PyObject *pyx_function_call_method(PyObject *f, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    Py_ssize_t n = PyVectorcall_NARGS(nargsf);
    PyObject *self = pyx_function_instance((pyx_function *)f, args, n);
    if (pyx_unlikely(self == NULL))
        return NULL;
    return PYX_FN(vectorcallfunc, PYX_DEF(f)->ml.ml_meth)(self, args + 1, (size_t)(n - 1), kwnames);
}

/* Functions without parameters, and those that take a tuple and a dict. */
PYX_API PyObject *pyx_function_call_other(PyObject *f, PyObject *const *args, size_t nargsf, PyObject *kwnames)
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
        if (n != 0 && (def->flags & PYX_F_METHOD))
            PyErr_Format(PyExc_TypeError, "%.200s() takes exactly 0 positional arguments (%zd given)", def->ml.ml_name,
                         n);
        else if (def->flags & PYX_F_METHOD)
            PyErr_Format(PyExc_TypeError, "%.200s() got an unexpected keyword argument '%U'", def->ml.ml_name,
                         PyTuple_GET_ITEM(kwnames, 0));
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

/* A call with a tuple at hand: a function that takes one gets it as it is, so `f(*args)` copies nothing. */
static PyObject *pyx_function_tp_call(PyObject *f, PyObject *args, PyObject *kwargs)
{
    const pyx_function_def *def = PYX_DEF(f);
    if ((def->ml.ml_flags & METH_VARARGS) && !(def->flags & PYX_F_METHOD))
        return PYX_FN(PyCFunctionWithKeywords, def->ml.ml_meth)(f, args, kwargs);
    return PyVectorcall_Call(f, args, kwargs);
}

static PyObject *pyx_function_descr_get(PyObject *f, PyObject *o, PyObject *type)
{
    (void)type;
    return o == NULL || o == Py_None ? pyx_newref(f) : PyMethod_New(f, o);
}

/* ---- attributes */

/* Attributes after those that have slots. */
enum { PYX_FN_GLOBALS = PYX_FN_SLOTS, PYX_FN_CLOSURE, PYX_FN_MARK, PYX_FN_MARKER };

/* Each attribute's number as a letter from 'A' on, then its name. The names with `func_` are Python 2's. */
static const char pyx_function_names[] =
    "A__name__\0B__qualname__\0C__doc__\0D__module__\0E__dict__\0F__defaults__\0G__kwdefaults__\0H__annotations__\0"
    "I__code__\0L__globals__\0M__closure__\0N_is_coroutine\0O_is_coroutine_marker\0"
    "Afunc_name\0Cfunc_doc\0Efunc_dict\0Ffunc_defaults\0Ifunc_code\0Lfunc_globals\0Mfunc_closure\0";
#define PYX_FN_ATTRIBUTES 20

/* Filled when the type is made: a constant table would need a relocation per pointer, three times as large. */
static PyGetSetDef pyx_function_getset[PYX_FN_ATTRIBUTES + 1];

/* The mark by which asyncio or inspect knows coroutine functions. */
static PYX_RARE PyObject *pyx_function_mark(pyx_function *f, Py_ssize_t which)
{
    PyObject *module, *mark = NULL;
    if (f->def->flags & PYX_F_COROUTINE) {
        module = PyImport_ImportModule(which == PYX_FN_MARK ? "asyncio.coroutines" : "inspect");
        if (module == NULL)
            return NULL;
        mark = PyObject_GetAttrString(module, which == PYX_FN_MARK ? "_is_coroutine" : "_is_coroutine_mark");
        Py_DECREF(module);
        if (mark == NULL)
            PyErr_Clear();
    }
    if (mark == NULL)
        PyErr_Format(PyExc_AttributeError, "'%.100s' object has no attribute '%s'", Py_TYPE(f)->tp_name,
                     which == PYX_FN_MARK ? "_is_coroutine" : "_is_coroutine_marker");
    return mark;
}

/* Most values are made when first asked for. */
static PYX_RARE PyObject *pyx_function_get(PyObject *self, void *closure)
{
    pyx_function *f = (pyx_function *)self;
    Py_ssize_t which = (Py_ssize_t)closure;
    PyObject *value = Py_None;
    const char *text = NULL;
    if (which < PYX_FN_SLOTS && f->slots[which] != NULL)
        return pyx_newref(f->slots[which]);
    switch (which) {
    case PYX_FN_NAME: text = f->def->ml.ml_name; break;
    case PYX_FN_QUALNAME: text = f->def->qualname; break;
    case PYX_FN_DOC: text = f->def->ml.ml_doc; break;
    case PYX_FN_MODULE: value = f->mod->name_object; break;
    case PYX_FN_GLOBALS: return pyx_newref(f->mod->dict);
    case PYX_FN_MARK:
    case PYX_FN_MARKER: return pyx_function_mark(f, which);
    case PYX_FN_DICT:
    case PYX_FN_ANNOTATIONS: value = PyDict_New(); break;
    case PYX_FN_CODE: value = pyx_code_make(f->mod, f->def); break;
    default: return pyx_newref(value);
    }
    if (text != NULL)
        value = PyUnicode_FromString(text);
    else if (value != NULL && which <= PYX_FN_MODULE)
        Py_INCREF(value);
    f->slots[which] = value;
    return pyx_xnewref(value);
}

static PYX_RARE int pyx_function_set(PyObject *self, PyObject *v, void *closure)
{
    Py_ssize_t which = (Py_ssize_t)closure;
    PyObject **slot = &((pyx_function *)self)->slots[which], *old = *slot;
    const char *name = pyx_function_getset[which].name, *what = "dict";
    unsigned long flag = Py_TPFLAGS_DICT_SUBCLASS;
    if (which <= PYX_FN_QUALNAME) {
        flag = Py_TPFLAGS_UNICODE_SUBCLASS;
        what = "string";
    } else if (which == PYX_FN_DEFAULTS) {
        flag = Py_TPFLAGS_TUPLE_SUBCLASS;
        what = "tuple";
    }
    if (which == PYX_FN_DOC || which == PYX_FN_MODULE) {
        if (v == NULL)
            v = Py_None;
    } else if (which >= PYX_FN_DEFAULTS && (v == NULL || v == Py_None)) {
        v = NULL;
    } else if (v == NULL || !PyType_HasFeature(Py_TYPE(v), flag)) {
        PyErr_Format(PyExc_TypeError, "%s must be set to a %s object", name, what);
        return -1;
    }
    if ((which == PYX_FN_DEFAULTS || which == PYX_FN_KWDEFAULTS) &&
        PyErr_WarnFormat(PyExc_RuntimeWarning, 1,
                         "changes to cyfunction.%s will not currently affect the values used in function calls",
                         name) < 0)
        return -1;
    *slot = pyx_xnewref(v);
    Py_XDECREF(old);
    return 0;
}

static PYX_RARE PyObject *pyx_function_reduce(PyObject *f, PyObject *unused)
{
    (void)unused;
    return pyx_function_get(f, (void *)PYX_FN_QUALNAME);
}

static PYX_RARE PyObject *pyx_function_repr(PyObject *f)
{
    PyObject *name = pyx_function_get(f, (void *)PYX_FN_QUALNAME), *r;
    if (name == NULL)
        return NULL;
    r = PyUnicode_FromFormat("<cyfunction %U at %p>", name, (void *)f);
    Py_DECREF(name);
    return r;
}

/* ---- life */

static int pyx_function_traverse(PyObject *self, visitproc visit, void *arg)
{
    int i;
    for (i = 0; i < PYX_FN_SLOTS; i++)
        Py_VISIT(((pyx_function *)self)->slots[i]);
    return 0;
}

static int pyx_function_clear(PyObject *self)
{
    int i;
    for (i = 0; i < PYX_FN_SLOTS; i++)
        Py_CLEAR(((pyx_function *)self)->slots[i]);
    return 0;
}

static void pyx_function_dealloc(PyObject *self)
{
    PyObject_GC_UnTrack(self);
    if (((pyx_function *)self)->weakrefs != NULL)
        PyObject_ClearWeakRefs(self);
    pyx_function_clear(self);
    Py_TYPE(self)->tp_free(self);
}

static PyMethodDef pyx_function_methods[2];
static PyTypeObject pyx_function_own_type;
static PyTypeObject *pyx_function_type;

static PYX_RARE int pyx_function_type_ready(void)
{
    PyTypeObject *t = &pyx_function_own_type;
    PyGetSetDef *d;
    const char *p = pyx_function_names;
    for (d = pyx_function_getset; d < pyx_function_getset + PYX_FN_ATTRIBUTES; d++) {
        Py_ssize_t which = *p++ - 'A';
        d->name = p;
        d->get = pyx_function_get;
        d->set = which < PYX_FN_CODE ? pyx_function_set : NULL;
        d->closure = (void *)which;
        while (*p++ != 0)
            ;
    }
    pyx_function_methods[0].ml_name = "__reduce__";
    pyx_function_methods[0].ml_meth = pyx_function_reduce;
    pyx_function_methods[0].ml_flags = METH_NOARGS;
    t->tp_name = PYX_SHARED_NAME ".cython_function_or_method";
    t->tp_basicsize = sizeof(pyx_function);
    t->tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_METHOD_DESCRIPTOR | Py_TPFLAGS_HAVE_VECTORCALL;
    t->tp_vectorcall_offset = offsetof(pyx_function, vectorcall);
    t->tp_call = pyx_function_tp_call;
    t->tp_descr_get = pyx_function_descr_get;
    t->tp_repr = pyx_function_repr;
    t->tp_dealloc = pyx_function_dealloc;
    t->tp_traverse = pyx_function_traverse;
    t->tp_clear = pyx_function_clear;
    t->tp_weaklistoffset = offsetof(pyx_function, weakrefs);
    t->tp_dictoffset = offsetof(pyx_function, slots[PYX_FN_DICT]);
    t->tp_getset = pyx_function_getset;
    t->tp_methods = pyx_function_methods;
    pyx_function_type = pyx_shared_type(t);
    return pyx_function_type != NULL ? 0 : -1;
}

PYX_API PyObject *pyx_function_make(pyx_module *m, const pyx_function_def *def, PyObject *scope, PyObject *stored,
                                    PyObject *defaults, PyObject *kwdefaults, PyObject *annotations)
{
    pyx_function *f;
    if (pyx_unlikely(pyx_function_type == NULL) && pyx_function_type_ready() < 0)
        return NULL;
    f = (pyx_function *)pyx_function_type->tp_alloc(pyx_function_type, 0);
    if (f == NULL)
        return NULL;
    f->def = def;
    f->mod = m;
    f->vectorcall = PYX_FN(vectorcallfunc, def->ml.ml_meth);
    f->slots[PYX_FN_SCOPE] = pyx_xnewref(scope);
    f->slots[PYX_FN_STORED] = pyx_xnewref(stored);
    f->slots[PYX_FN_DEFAULTS] = pyx_xnewref(defaults);
    f->slots[PYX_FN_KWDEFAULTS] = pyx_xnewref(kwdefaults);
    f->slots[PYX_FN_ANNOTATIONS] = pyx_xnewref(annotations);
    return (PyObject *)f;
}

PYX_API PYX_RARE PyObject *pyx_cfunction_new(pyx_module *m, const void *definition)
{
    return PyCFunction_NewEx((PyMethodDef *)&((const pyx_function_def *)definition)->ml, NULL, m->name_object);
}

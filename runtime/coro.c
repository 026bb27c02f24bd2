/* Coroutines: the type, its awaitable wrapper, and the iterator of an `await`. See coro.h. */
#include "coro.h"
#include "asyncgen.h"
#include "shared.h"

PYX_API int pyx_is_own_type(PyObject *o, const char *name) { return strcmp(Py_TYPE(o)->tp_name, name) == 0; }

/* ---- await */

#define PYX_CO_ITERABLE_COROUTINE 0x100

/* A generator of Python code that `types.coroutine` has marked: 1, 0, -1. */
static int pyx_is_marked_generator(PyObject *o)
{
    PyObject *code, *flags;
    long v;
    if (!PyGen_CheckExact(o))
        return 0;
    code = PyObject_GetAttrString(o, "gi_code");
    flags = code != NULL ? PyObject_GetAttrString(code, "co_flags") : NULL;
    v = flags != NULL ? PyLong_AsLong(flags) : -1;
    Py_XDECREF(code);
    Py_XDECREF(flags);
    return v < 0 ? -1 : (v & PYX_CO_ITERABLE_COROUTINE) != 0;
}

PYX_API PyObject *pyx_await_iter(PyObject *x)
{
    PyAsyncMethods *async = Py_TYPE(x)->tp_as_async;
    PyObject *it;
    int marked;
    if (pyx_is_own_type(x, PYX_SHARED_NAME ".coroutine")) {
        if (((pyx_gen *)x)->yield_from != NULL) {
            PyErr_SetString(PyExc_RuntimeError, "coroutine is being awaited already");
            return NULL;
        }
        return pyx_newref(x);
    }
    if (PyCoro_CheckExact(x))
        return pyx_newref(x);
    marked = pyx_is_marked_generator(x);
    if (marked != 0)
        return marked > 0 ? pyx_newref(x) : NULL;
    if (async == NULL || async->am_await == NULL) {
        PyErr_Format(PyExc_TypeError, "object %.100s can't be used in 'await' expression", Py_TYPE(x)->tp_name);
        return NULL;
    }
    it = async->am_await(x);
    if (it == NULL)
        return NULL;
    if (PyCoro_CheckExact(it) || pyx_is_own_type(it, PYX_SHARED_NAME ".coroutine")) {
        PyErr_SetString(PyExc_TypeError, "__await__() returned a coroutine");
        Py_CLEAR(it);
    } else if (!PyIter_Check(it)) {
        PyErr_Format(PyExc_TypeError, "__await__() returned non-iterator of type '%.200s'", Py_TYPE(it)->tp_name);
        Py_CLEAR(it);
    }
    return it;
}

PYX_API PyObject *pyx_await_next(PyObject *x)
{
    PyObject *it = pyx_await_iter(x), *type, *value, *tb, *cause_type, *cause, *cause_tb;
    if (pyx_likely(it != NULL))
        return it;
    PyErr_Fetch(&cause_type, &cause, &cause_tb);
    PyErr_NormalizeException(&cause_type, &cause, &cause_tb);
    if (cause_tb != NULL)
        PyException_SetTraceback(cause, cause_tb);
    PyErr_Format(PyExc_TypeError, "'async for' received an invalid object from __anext__: %.100s", Py_TYPE(x)->tp_name);
    PyErr_Fetch(&type, &value, &tb);
    PyErr_NormalizeException(&type, &value, &tb);
    PyException_SetContext(value, pyx_newref(cause));
    PyException_SetCause(value, cause);
    PyErr_Restore(type, value, tb);
    Py_XDECREF(cause_type);
    Py_XDECREF(cause_tb);
    return NULL;
}

/* ---- what coroutine.__await__() gives */

typedef struct {
    PyObject_HEAD
    PyObject *coroutine;
} pyx_coroutine_wrapper;

#define PYX_WRAPPED(o) (((pyx_coroutine_wrapper *)(o))->coroutine)

static PyObject *pyx_wrapper_next(PyObject *self) { return pyx_gen_send(PYX_WRAPPED(self), Py_None); }
static PyObject *pyx_wrapper_send(PyObject *self, PyObject *value) { return pyx_gen_send(PYX_WRAPPED(self), value); }
static PyObject *pyx_wrapper_throw(PyObject *self, PyObject *args)
{
    return pyx_gen_throw_method(PYX_WRAPPED(self), args);
}
static PyObject *pyx_wrapper_close(PyObject *self, PyObject *unused) { return pyx_gen_close(PYX_WRAPPED(self), unused); }
static int pyx_wrapper_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(PYX_WRAPPED(self));
    return 0;
}
static int pyx_wrapper_clear(PyObject *self)
{
    Py_CLEAR(PYX_WRAPPED(self));
    return 0;
}
static void pyx_wrapper_dealloc(PyObject *self)
{
    PyObject_GC_UnTrack(self);
    pyx_wrapper_clear(self);
    PyObject_GC_Del(self);
}

static PyMethodDef pyx_wrapper_methods[] = {
    {"send", pyx_wrapper_send, METH_O, NULL},
    {"throw", pyx_wrapper_throw, METH_VARARGS, NULL},
    {"close", pyx_wrapper_close, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject pyx_wrapper_own_type;
static PyTypeObject *pyx_wrapper_type;

static PyObject *pyx_coroutine_await(PyObject *coroutine)
{
    pyx_coroutine_wrapper *w;
    if (pyx_wrapper_type == NULL) {
        PyTypeObject *t = &pyx_wrapper_own_type;
        t->tp_name = PYX_SHARED_NAME ".coroutine_wrapper";
        t->tp_basicsize = sizeof(pyx_coroutine_wrapper);
        t->tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC;
        t->tp_dealloc = pyx_wrapper_dealloc;
        t->tp_traverse = pyx_wrapper_traverse;
        t->tp_clear = pyx_wrapper_clear;
        t->tp_iter = PyObject_SelfIter;
        t->tp_iternext = pyx_wrapper_next;
        t->tp_methods = pyx_wrapper_methods;
        pyx_wrapper_type = pyx_shared_type(t);
        if (pyx_wrapper_type == NULL)
            return NULL;
    }
    w = PyObject_GC_New(pyx_coroutine_wrapper, pyx_wrapper_type);
    if (w == NULL)
        return NULL;
    w->coroutine = pyx_newref(coroutine);
    PyObject_GC_Track(w);
    return (PyObject *)w;
}

static PyObject *pyx_coroutine_await_method(PyObject *coroutine, PyObject *unused)
{
    (void)unused;
    return pyx_coroutine_await(coroutine);
}

/* ---- the type */

static PyObject *pyx_coroutine_get_origin(PyObject *g, void *c)
{
    (void)g;
    (void)c;
    return pyx_newref(Py_None);
}

static PyMethodDef pyx_coroutine_methods[] = {
    {"send", pyx_gen_send, METH_O, "send(value): send a value into coroutine."},
    {"throw", pyx_gen_throw_method, METH_VARARGS, "throw(exception): raise the exception in coroutine."},
    {"close", pyx_gen_close, METH_NOARGS, "close(): raise GeneratorExit inside coroutine."},
    {"__await__", pyx_coroutine_await_method, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyGetSetDef pyx_coroutine_getset[] = {
    {"__name__", pyx_gen_get_name, pyx_gen_set_name, "name of the coroutine", NULL},
    {"__qualname__", pyx_gen_get_qualname, pyx_gen_set_qualname, "qualified name of the coroutine", NULL},
    {"__module__", pyx_gen_get_module, NULL, "module of the coroutine", NULL},
    {"cr_await", pyx_gen_get_yield_from, NULL, NULL, NULL},
    {"cr_running", pyx_gen_get_running, NULL, NULL, NULL},
    {"cr_suspended", pyx_gen_get_suspended, NULL, NULL, NULL},
    {"cr_frame", pyx_gen_get_frame, NULL, NULL, NULL},
    {"cr_code", pyx_gen_get_code, NULL, NULL, NULL},
    {"cr_origin", pyx_coroutine_get_origin, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyTypeObject pyx_coroutine_own_type;
static PyAsyncMethods pyx_coroutine_async;
static PyTypeObject *pyx_coroutine_shared;

PYX_API PyTypeObject *pyx_coroutine_type(void)
{
    PyTypeObject *t = &pyx_coroutine_own_type;
    if (pyx_likely(pyx_coroutine_shared != NULL))
        return pyx_coroutine_shared;
    t->tp_as_async = &pyx_coroutine_async;
    pyx_gen_type_init(t, PYX_SHARED_NAME ".coroutine");
    t->tp_as_async->am_await = pyx_coroutine_await;
    t->tp_methods = pyx_coroutine_methods;
    t->tp_getset = pyx_coroutine_getset;
    pyx_coroutine_shared = pyx_shared_type(t);
    return pyx_coroutine_shared;
}

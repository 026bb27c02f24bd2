/* Asynchronous generators: the type, and the awaitables of asend, athrow and aclose. See asyncgen.h.
 *
 * The body yields two kinds of values: what it awaits, as it is, and what `yield` gives, wrapped. The awaitables tell
 * them apart: the first go to the event loop, the second end the await.
 */
#include "asyncgen.h"
#include "coro.h"
#include "shared.h"

/* ---- wrapped values */

typedef struct {
    PyObject_HEAD
    PyObject *value;
} pyx_wrapped_value;

static int pyx_wrapped_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(((pyx_wrapped_value *)self)->value);
    return 0;
}
static void pyx_wrapped_dealloc(PyObject *self)
{
    PyObject_GC_UnTrack(self);
    Py_CLEAR(((pyx_wrapped_value *)self)->value);
    PyObject_GC_Del(self);
}

static PyTypeObject pyx_wrapped_own_type;
static PyTypeObject *pyx_wrapped_type;
static const char pyx_wrapped_name[] = PYX_SHARED_NAME ".async_generator_wrapped_value";

PYX_API PyObject *pyx_async_gen_wrap(PyObject *value)
{
    pyx_wrapped_value *w;
    if (pyx_wrapped_type == NULL) {
        PyTypeObject *t = &pyx_wrapped_own_type;
        t->tp_name = pyx_wrapped_name;
        t->tp_basicsize = sizeof(pyx_wrapped_value);
        t->tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC;
        t->tp_dealloc = pyx_wrapped_dealloc;
        t->tp_traverse = pyx_wrapped_traverse;
        pyx_wrapped_type = pyx_shared_type(t);
        if (pyx_wrapped_type == NULL)
            return NULL;
    }
    w = PyObject_GC_New(pyx_wrapped_value, pyx_wrapped_type);
    if (w == NULL)
        return NULL;
    w->value = pyx_newref(value);
    PyObject_GC_Track(w);
    return (PyObject *)w;
}

static int pyx_is_wrapped(PyObject *o) { return pyx_is_own_type(o, pyx_wrapped_name); }

/* ---- awaitables */

enum { PYX_AWAIT_INIT, PYX_AWAIT_ITER, PYX_AWAIT_CLOSED };
enum { PYX_ASEND, PYX_ATHROW, PYX_ACLOSE };

typedef struct {
    PyObject_HEAD
    pyx_gen *gen;
    /* asend: the value sent; athrow: the tuple of arguments. */
    PyObject *value;
    int what;
    int state;
} pyx_awaitable;

/* What the generator gave, for the event loop; NULL: the await ends, with StopIteration (a value), StopAsyncIteration (the
 * generator's end) or another exception. Takes `r` over. */
static PyObject *pyx_async_unwrap(pyx_gen *g, PyObject *r)
{
    if (r == NULL) {
        if (!PyErr_Occurred())
            PyErr_SetNone(PyExc_StopAsyncIteration);
        if (PyErr_ExceptionMatches(PyExc_StopAsyncIteration) || PyErr_ExceptionMatches(PyExc_GeneratorExit))
            g->closed = 1;
        g->running_async = 0;
        return NULL;
    }
    if (pyx_is_wrapped(r)) {
        pyx_set_stop_iteration(((pyx_wrapped_value *)r)->value);
        Py_DECREF(r);
        g->running_async = 0;
        return NULL;
    }
    return r;
}

static PyObject *pyx_already_running(pyx_awaitable *a)
{
    static const char *const calls[] = {"anext", "athrow", "aclose"};
    PyErr_Format(PyExc_RuntimeError, "%s(): asynchronous generator is already running", calls[a->what]);
    return NULL;
}

static PyObject *pyx_asend_send(pyx_awaitable *a, PyObject *value)
{
    PyObject *r;
    if (a->state == PYX_AWAIT_INIT) {
        if (a->gen->running_async)
            return pyx_already_running(a);
        if (value == Py_None)
            value = a->value;
        a->state = PYX_AWAIT_ITER;
        a->gen->running_async = 1;
    }
    r = pyx_async_unwrap(a->gen, pyx_gen_send((PyObject *)a->gen, value));
    if (r == NULL)
        a->state = PYX_AWAIT_CLOSED;
    return r;
}

/* aclose: a value yielded after GeneratorExit is an error; takes `r` over. */
static PyObject *pyx_aclose_check(pyx_awaitable *a, PyObject *r)
{
    if (r != NULL && pyx_is_wrapped(r)) {
        Py_DECREF(r);
        a->gen->running_async = 0;
        a->state = PYX_AWAIT_CLOSED;
        PyErr_SetString(PyExc_RuntimeError, "async generator ignored GeneratorExit");
        return NULL;
    }
    return r;
}

/* After an athrow or aclose ended without a value for the event loop. */
static PyObject *pyx_athrow_end(pyx_awaitable *a)
{
    a->gen->running_async = 0;
    a->state = PYX_AWAIT_CLOSED;
    if (a->what == PYX_ACLOSE) {
        if (!PyErr_Occurred() || pyx_clear_error(PyExc_StopAsyncIteration) || pyx_clear_error(PyExc_GeneratorExit))
            PyErr_SetNone(PyExc_StopIteration);
    }
    return NULL;
}

static PyObject *pyx_athrow_send(pyx_awaitable *a, PyObject *value)
{
    pyx_gen *g = a->gen;
    PyObject *r;
    if (a->state == PYX_AWAIT_INIT) {
        if (g->running_async) {
            a->state = PYX_AWAIT_CLOSED;
            return pyx_already_running(a);
        }
        if (g->closed || g->state == PYX_GEN_DONE) {
            a->state = PYX_AWAIT_CLOSED;
            PyErr_SetNone(a->what == PYX_ACLOSE ? PyExc_StopIteration : PyExc_StopAsyncIteration);
            return NULL;
        }
        if (value != Py_None) {
            PyErr_SetString(PyExc_RuntimeError, "can't send non-None value to a just-started coroutine");
            return NULL;
        }
        a->state = PYX_AWAIT_ITER;
        g->running_async = 1;
        if (a->what == PYX_ACLOSE) {
            g->closed = 1;
            r = pyx_aclose_check(a, pyx_gen_throw((PyObject *)g, PyExc_GeneratorExit, NULL, NULL));
        } else {
            r = pyx_async_unwrap(g, pyx_gen_throw_method((PyObject *)g, a->value));
        }
    } else {
        r = pyx_gen_send((PyObject *)g, value);
        r = a->what == PYX_ACLOSE ? pyx_aclose_check(a, r) : pyx_async_unwrap(g, r);
    }
    if (r != NULL)
        return r;
    return a->state == PYX_AWAIT_CLOSED ? NULL : pyx_athrow_end(a);
}

static int pyx_awaitable_open(pyx_awaitable *a)
{
    if (pyx_likely(a->state != PYX_AWAIT_CLOSED))
        return 1;
    PyErr_SetString(PyExc_RuntimeError, a->what == PYX_ASEND ? "cannot reuse already awaited __anext__()/asend()"
                                                             : "cannot reuse already awaited aclose()/athrow()");
    return 0;
}

static PyObject *pyx_awaitable_send(PyObject *self, PyObject *value)
{
    pyx_awaitable *a = (pyx_awaitable *)self;
    if (!pyx_awaitable_open(a))
        return NULL;
    return a->what == PYX_ASEND ? pyx_asend_send(a, value) : pyx_athrow_send(a, value);
}

static PyObject *pyx_awaitable_next(PyObject *self) { return pyx_awaitable_send(self, Py_None); }

static PyObject *pyx_awaitable_throw(PyObject *self, PyObject *args)
{
    pyx_awaitable *a = (pyx_awaitable *)self;
    PyObject *r;
    if (!pyx_awaitable_open(a))
        return NULL;
    if (a->state == PYX_AWAIT_INIT) {
        if (a->gen->running_async) {
            a->state = PYX_AWAIT_CLOSED;
            return pyx_already_running(a);
        }
        a->state = PYX_AWAIT_ITER;
        a->gen->running_async = 1;
    }
    r = pyx_gen_throw_method((PyObject *)a->gen, args);
    if (a->what == PYX_ACLOSE) {
        r = pyx_aclose_check(a, r);
        if (r == NULL && a->state != PYX_AWAIT_CLOSED)
            return pyx_athrow_end(a);
        return r;
    }
    r = pyx_async_unwrap(a->gen, r);
    if (r == NULL)
        a->state = PYX_AWAIT_CLOSED;
    return r;
}

static PyObject *pyx_awaitable_close(PyObject *self, PyObject *unused)
{
    PyObject *args, *r;
    (void)unused;
    if (((pyx_awaitable *)self)->state == PYX_AWAIT_CLOSED)
        return pyx_newref(Py_None);
    args = PyTuple_Pack(1, PyExc_GeneratorExit);
    r = args != NULL ? pyx_awaitable_throw(self, args) : NULL;
    Py_XDECREF(args);
    if (r != NULL) {
        Py_DECREF(r);
        PyErr_SetString(PyExc_RuntimeError, "coroutine ignored GeneratorExit");
        return NULL;
    }
    if (pyx_clear_error(PyExc_StopIteration) || pyx_clear_error(PyExc_StopAsyncIteration) ||
        pyx_clear_error(PyExc_GeneratorExit))
        return pyx_newref(Py_None);
    return NULL;
}

static int pyx_awaitable_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(((pyx_awaitable *)self)->gen);
    Py_VISIT(((pyx_awaitable *)self)->value);
    return 0;
}
static int pyx_awaitable_clear(PyObject *self)
{
    Py_CLEAR(((pyx_awaitable *)self)->gen);
    Py_CLEAR(((pyx_awaitable *)self)->value);
    return 0;
}
static void pyx_awaitable_dealloc(PyObject *self)
{
    PyObject_GC_UnTrack(self);
    pyx_awaitable_clear(self);
    PyObject_GC_Del(self);
}

static PyMethodDef pyx_awaitable_methods[] = {
    {"send", pyx_awaitable_send, METH_O, NULL},
    {"throw", pyx_awaitable_throw, METH_VARARGS, NULL},
    {"close", pyx_awaitable_close, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject pyx_awaitable_own_type;
static PyAsyncMethods pyx_awaitable_async;
static PyTypeObject *pyx_awaitable_type;

/* Calls the event loop's hooks when the generator is first used. */
static int pyx_async_hooks(pyx_gen *g)
{
    PyThreadState *ts = PyThreadState_Get();
    PyObject *r;
    if (g->hooks_inited)
        return 0;
    g->hooks_inited = 1;
    g->finalizer = pyx_xnewref(ts->async_gen_finalizer);
    if (ts->async_gen_firstiter == NULL)
        return 0;
    r = PyObject_CallOneArg(ts->async_gen_firstiter, (PyObject *)g);
    Py_XDECREF(r);
    return r != NULL ? 0 : -1;
}

static PyObject *pyx_awaitable_new(PyObject *g, PyObject *value, int what)
{
    pyx_awaitable *a;
    if (pyx_async_hooks((pyx_gen *)g) < 0)
        return NULL;
    if (pyx_awaitable_type == NULL) {
        PyTypeObject *t = &pyx_awaitable_own_type;
        t->tp_name = PYX_SHARED_NAME ".async_generator_awaitable";
        t->tp_basicsize = sizeof(pyx_awaitable);
        t->tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC;
        t->tp_dealloc = pyx_awaitable_dealloc;
        t->tp_traverse = pyx_awaitable_traverse;
        t->tp_clear = pyx_awaitable_clear;
        t->tp_iter = PyObject_SelfIter;
        t->tp_iternext = pyx_awaitable_next;
        t->tp_as_async = &pyx_awaitable_async;
        pyx_awaitable_async.am_await = PyObject_SelfIter;
        t->tp_methods = pyx_awaitable_methods;
        pyx_awaitable_type = pyx_shared_type(t);
        if (pyx_awaitable_type == NULL)
            return NULL;
    }
    a = PyObject_GC_New(pyx_awaitable, pyx_awaitable_type);
    if (a == NULL)
        return NULL;
    a->gen = (pyx_gen *)pyx_newref(g);
    a->value = pyx_xnewref(value);
    a->what = what;
    a->state = PYX_AWAIT_INIT;
    PyObject_GC_Track(a);
    return (PyObject *)a;
}

/* ---- the type */

static PyObject *pyx_async_gen_anext(PyObject *g) { return pyx_awaitable_new(g, Py_None, PYX_ASEND); }
static PyObject *pyx_async_gen_asend(PyObject *g, PyObject *value) { return pyx_awaitable_new(g, value, PYX_ASEND); }
static PyObject *pyx_async_gen_athrow(PyObject *g, PyObject *args) { return pyx_awaitable_new(g, args, PYX_ATHROW); }
static PyObject *pyx_async_gen_aclose(PyObject *g, PyObject *unused)
{
    (void)unused;
    return pyx_awaitable_new(g, NULL, PYX_ACLOSE);
}

static PyMethodDef pyx_async_generator_methods[] = {
    {"asend", pyx_async_gen_asend, METH_O, "asend(value): send a value into the generator."},
    {"athrow", pyx_async_gen_athrow, METH_VARARGS, "athrow(exception): raise the exception in the generator."},
    {"aclose", pyx_async_gen_aclose, METH_NOARGS, "aclose(): raise GeneratorExit inside the generator."},
    {NULL, NULL, 0, NULL},
};

static PyObject *pyx_async_gen_get_running(PyObject *g, void *c)
{
    (void)c;
    return PyBool_FromLong(((pyx_gen *)g)->running_async);
}

static PyGetSetDef pyx_async_generator_getset[] = {
    {"__name__", pyx_gen_get_name, pyx_gen_set_name, NULL, NULL},
    {"__qualname__", pyx_gen_get_qualname, pyx_gen_set_qualname, NULL, NULL},
    {"ag_await", pyx_gen_get_yield_from, NULL, NULL, NULL},
    {"ag_running", pyx_async_gen_get_running, NULL, NULL, NULL},
    {"ag_suspended", pyx_gen_get_suspended, NULL, NULL, NULL},
    {"ag_frame", pyx_gen_get_frame, NULL, NULL, NULL},
    {"ag_code", pyx_gen_get_code, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyTypeObject pyx_async_generator_own_type;
static PyAsyncMethods pyx_async_generator_async;
static PyTypeObject *pyx_async_generator_shared;

PYX_API PyTypeObject *pyx_async_generator_type(void)
{
    PyTypeObject *t = &pyx_async_generator_own_type;
    if (pyx_likely(pyx_async_generator_shared != NULL))
        return pyx_async_generator_shared;
    t->tp_as_async = &pyx_async_generator_async;
    pyx_gen_type_init(t, PYX_SHARED_NAME ".async_generator");
#if PY_VERSION_HEX >= 0x030a0000
    /* It is resumed through its awaitables only. */
    t->tp_as_async->am_send = NULL;
#endif
    t->tp_as_async->am_aiter = PyObject_SelfIter;
    t->tp_as_async->am_anext = pyx_async_gen_anext;
    t->tp_methods = pyx_async_generator_methods;
    t->tp_getset = pyx_async_generator_getset;
    pyx_async_generator_shared = pyx_shared_type(t);
    return pyx_async_generator_shared;
}

/* Generators, and what coroutines and asynchronous generators share with them. See gen.h. */
#include "gen.h"
#include "code.h"
#include "coro.h"
#include "shared.h"

static const char *pyx_gen_word(pyx_gen *g)
{
    return g->kind == PYX_COROUTINE ? "coroutine" : g->kind == PYX_ASYNC_GENERATOR ? "async generator" : "generator";
}

/* ---- StopIteration */

PYX_API void pyx_set_stop_iteration(PyObject *value)
{
    PyObject *exc;
    if (value == Py_None) {
        PyErr_SetNone(PyExc_StopIteration);
        return;
    }
    /* By a call, since a tuple or an exception as value would be taken for arguments or instance. */
    exc = PyObject_CallOneArg(PyExc_StopIteration, value);
    if (exc != NULL) {
        PyErr_SetObject(PyExc_StopIteration, exc);
        Py_DECREF(exc);
    }
}

PYX_API PyObject *pyx_stop_iteration_value(void)
{
    PyObject *exc, *value;
    if (!PyErr_Occurred())
        return pyx_newref(Py_None);
    if (!PyErr_ExceptionMatches(PyExc_StopIteration))
        return NULL;
#if PY_VERSION_HEX >= 0x030c0000
    exc = PyErr_GetRaisedException();
#else
    {
        PyObject *type, *tb;
        PyErr_Fetch(&type, &exc, &tb);
        PyErr_NormalizeException(&type, &exc, &tb);
        Py_XDECREF(type);
        Py_XDECREF(tb);
    }
#endif
    value = ((PyStopIterationObject *)exc)->value;
    value = pyx_newref(value != NULL ? value : Py_None);
    Py_DECREF(exc);
    return value;
}

PYX_API int pyx_clear_stop_async(void) { return PyErr_Occurred() && pyx_clear_error(PyExc_StopAsyncIteration); }

/* ---- resuming */

static void pyx_clear_exc_state(_PyErr_StackItem *item)
{
#if PY_VERSION_HEX < 0x030b0000
    Py_CLEAR(item->exc_type);
    Py_CLEAR(item->exc_traceback);
#endif
    Py_CLEAR(item->exc_value);
}

static void pyx_gen_finish(pyx_gen *g)
{
    g->state = PYX_GEN_DONE;
    pyx_clear_exc_state(&g->exc_state);
    Py_CLEAR(g->yield_from);
    Py_CLEAR(g->scope);
}

/* A StopIteration that leaves a body would end the caller's loop: RuntimeError instead. */
static void pyx_gen_guard_stop(pyx_gen *g)
{
    const char *what = PyErr_ExceptionMatches(PyExc_StopIteration) ? "StopIteration"
                       : g->kind == PYX_ASYNC_GENERATOR && PyErr_ExceptionMatches(PyExc_StopAsyncIteration)
                           ? "StopAsyncIteration"
                           : NULL;
    PyObject *cause, *exc;
    if (what == NULL || g->lenient_stop)
        return;
#if PY_VERSION_HEX >= 0x030c0000
    cause = PyErr_GetRaisedException();
#else
    {
        PyObject *type, *tb;
        PyErr_Fetch(&type, &cause, &tb);
        PyErr_NormalizeException(&type, &cause, &tb);
        if (tb != NULL)
            PyException_SetTraceback(cause, tb);
        Py_XDECREF(type);
        Py_XDECREF(tb);
    }
#endif
    exc = PyObject_CallFunction(PyExc_RuntimeError, "N",
                                PyUnicode_FromFormat("%s raised %s", pyx_gen_word(g), what));
    if (exc == NULL) {
        Py_DECREF(cause);
        return;
    }
    PyException_SetContext(exc, pyx_newref(cause));
    PyException_SetCause(exc, cause);
    PyErr_SetObject(PyExc_RuntimeError, exc);
    Py_DECREF(exc);
}

static PyTypeObject *pyx_generator_shared;

/* Whether an object is one of ours that can be resumed directly. */
static int pyx_is_gen(PyObject *o)
{
    if (pyx_likely(Py_TYPE(o) == pyx_generator_shared))
        return 1;
    return Py_TYPE(o)->tp_basicsize == (Py_ssize_t)sizeof(pyx_gen) &&
           strncmp(Py_TYPE(o)->tp_name, PYX_SHARED_NAME ".", sizeof(PYX_SHARED_NAME)) == 0 &&
           ((pyx_gen *)o)->kind != PYX_ASYNC_GENERATOR;
}

/* Sends to the iterator of a delegation. */
static pyx_send_result pyx_send_to(PyObject *it, PyObject *sent, PyObject **result)
{
    if (pyx_is_gen(it))
        return pyx_gen_resume((pyx_gen *)it, sent, result);
    {
#if PY_VERSION_HEX >= 0x030a0000
        PySendResult how = PyIter_Send(it, sent, result);
        return how == PYGEN_NEXT ? PYX_SEND_NEXT : how == PYGEN_RETURN ? PYX_SEND_RETURN : PYX_SEND_ERROR;
#else
        if (sent == Py_None && Py_TYPE(it)->tp_iternext != NULL)
            *result = Py_TYPE(it)->tp_iternext(it);
        else
            *result = PyObject_CallMethod(it, "send", "(O)", sent);
        if (*result != NULL)
            return PYX_SEND_NEXT;
        *result = pyx_stop_iteration_value();
        return *result != NULL ? PYX_SEND_RETURN : PYX_SEND_ERROR;
#endif
    }
}

#if PY_VERSION_HEX >= 0x030d0000
#define PYX_THREAD() PyThreadState_GetUnchecked()
#else
#define PYX_THREAD() _PyThreadState_UncheckedGet()
#endif

static int pyx_handles(pyx_gen *g)
{
#if PY_VERSION_HEX < 0x030b0000
    return g->exc_state.exc_type != NULL;
#else
    return g->exc_state.exc_value != NULL;
#endif
}

/* Runs the body, with the exceptions that the generator handles on top of those of its caller. */
static PyObject *pyx_gen_run(pyx_gen *g, PyObject *sent)
{
    PyThreadState *ts = PYX_THREAD();
    PyObject *r;
    g->exc_state.previous_item = ts->exc_info;
    ts->exc_info = &g->exc_state;
    r = g->body(g, sent);
    ts->exc_info = g->exc_state.previous_item;
    g->exc_state.previous_item = NULL;
    return r;
}

PYX_API pyx_send_result pyx_gen_resume(pyx_gen *g, PyObject *sent, PyObject **result)
{
    PyObject *r, *own = NULL;
    *result = NULL;
    if (pyx_unlikely(g->running)) {
        PyErr_Format(PyExc_ValueError, "%s already executing", pyx_gen_word(g));
        return PYX_SEND_ERROR;
    }
    if (pyx_unlikely(g->state <= PYX_GEN_START)) {
        if (g->state == PYX_GEN_DONE) {
            if (sent == NULL)
                return PYX_SEND_ERROR;
            if (g->kind == PYX_COROUTINE) {
                PyErr_SetString(PyExc_RuntimeError, "cannot reuse already awaited coroutine");
                return PYX_SEND_ERROR;
            }
            *result = pyx_newref(Py_None);
            return PYX_SEND_RETURN;
        }
        if (pyx_unlikely(sent != Py_None)) {
            if (sent == NULL)
                pyx_gen_finish(g);
            else
                PyErr_Format(PyExc_TypeError, "can't send non-None value to a just-started %s", pyx_gen_word(g));
            return PYX_SEND_ERROR;
        }
    }
    Py_INCREF(g);
    g->running = 1;
    /* While it delegates the body has no part in what goes to and fro. Where the generator handles an exception, the
     * iterator must see that one, so it goes by the body. */
    if (g->yield_from != NULL && sent != NULL && !pyx_handles(g)) {
        pyx_send_result how = pyx_send_to(g->yield_from, sent, result);
        if (pyx_likely(how == PYX_SEND_NEXT)) {
            g->running = 0;
            Py_DECREF(g);
            return how;
        }
        own = sent = *result;
        *result = NULL;
        Py_CLEAR(g->yield_from);
        g->delegate_done = how == PYX_SEND_RETURN;
    }
    r = pyx_gen_run(g, sent);
    g->running = 0;
    Py_XDECREF(own);
    if (pyx_likely(r != NULL && g->state != PYX_GEN_DONE)) {
        Py_DECREF(g);
        *result = r;
        return PYX_SEND_NEXT;
    }
    if (r == NULL)
        pyx_gen_guard_stop(g);
    pyx_gen_finish(g);
    Py_DECREF(g);
    *result = r;
    return r != NULL ? PYX_SEND_RETURN : PYX_SEND_ERROR;
}

/* The value yielded; NULL after the end: StopIteration is set, except when `quiet` and the value is None, or in an
 * asynchronous generator. */
static PyObject *pyx_gen_outcome(pyx_gen *g, pyx_send_result how, PyObject *r, int quiet)
{
    if (pyx_unlikely(how == PYX_SEND_RETURN)) {
        if (g->kind != PYX_ASYNC_GENERATOR && !(quiet && r == Py_None))
            pyx_set_stop_iteration(r);
        Py_CLEAR(r);
    }
    return r;
}

static PyObject *pyx_gen_iternext(PyObject *self)
{
    PyObject *r;
    pyx_send_result how = pyx_gen_resume((pyx_gen *)self, Py_None, &r);
    return pyx_gen_outcome((pyx_gen *)self, how, r, 1);
}

PYX_API PyObject *pyx_gen_send(PyObject *self, PyObject *value)
{
    PyObject *r;
    pyx_send_result how = pyx_gen_resume((pyx_gen *)self, value, &r);
    return pyx_gen_outcome((pyx_gen *)self, how, r, 0);
}

/* ---- delegation */

PYX_API PyObject *pyx_yield_from_iter(PyObject *x)
{
    /* Only generators marked by types.coroutine() may; which ones those are shows after they were made. */
    if (pyx_is_own_type(x, PYX_SHARED_NAME ".coroutine"))
        return pyx_newref(x);
    return PyObject_GetIter(x);
}

PYX_API PyObject *pyx_delegate(pyx_gen *g, PyObject *it, PyObject *sent, PyObject **result)
{
    PyObject *r = NULL;
    *result = NULL;
    if (pyx_unlikely(g->delegate_done)) {
        g->delegate_done = 0;
        *result = pyx_newref(sent);
        return NULL;
    }
    Py_CLEAR(g->yield_from);
    if (pyx_send_to(it, sent, &r) == PYX_SEND_RETURN) {
        *result = r;
        r = NULL;
    }
    if (r != NULL)
        g->yield_from = pyx_newref(it);
    return r;
}

/* Closes the iterator of a delegation: 0, or -1 with an exception. */
static int pyx_close_iterator(PyObject *it)
{
    PyObject *r, *close;
    if (pyx_is_gen(it)) {
        r = pyx_gen_close(it, NULL);
    } else {
        close = PyObject_GetAttrString(it, "close");
        if (close == NULL) {
            if (!pyx_clear_attribute_error())
                PyErr_WriteUnraisable(it);
            return 0;
        }
        r = PyObject_CallNoArgs(close);
        Py_DECREF(close);
    }
    Py_XDECREF(r);
    return r != NULL ? 0 : -1;
}

/* Raises what the arguments of throw() say: 0, or -1 when they are wrong (an exception is set in any case). */
static int pyx_set_thrown(PyObject *type, PyObject *value, PyObject *tb)
{
    if (tb == Py_None)
        tb = NULL;
    if (tb != NULL && !PyTraceBack_Check(tb)) {
        PyErr_SetString(PyExc_TypeError, "throw() third argument must be a traceback object");
        return -1;
    }
    if (PyExceptionClass_Check(type)) {
        Py_INCREF(type);
        Py_XINCREF(value);
        Py_XINCREF(tb);
        PyErr_NormalizeException(&type, &value, &tb);
    } else if (PyExceptionInstance_Check(type)) {
        if (value != NULL && value != Py_None) {
            PyErr_SetString(PyExc_TypeError, "instance exception may not have a separate value");
            return -1;
        }
        value = pyx_newref(type);
        type = pyx_newref((PyObject *)Py_TYPE(value));
        tb = tb != NULL ? pyx_newref(tb) : PyException_GetTraceback(value);
    } else {
        PyErr_Format(PyExc_TypeError, "exceptions must be classes or instances deriving from BaseException, not %.200s",
                     Py_TYPE(type)->tp_name);
        return -1;
    }
    PyErr_Restore(type, value, tb);
    return 0;
}

/* The exception that is set goes into the generator at its suspension. */
static PyObject *pyx_gen_raise_in(pyx_gen *g)
{
    PyObject *r;
    pyx_send_result how = pyx_gen_resume(g, NULL, &r);
    return pyx_gen_outcome(g, how, r, 0);
}

PYX_API PyObject *pyx_gen_throw(PyObject *self, PyObject *type, PyObject *value, PyObject *tb)
{
    pyx_gen *g = (pyx_gen *)self;
    PyObject *it = g->yield_from, *r, *throw_method;
    if (pyx_unlikely(g->running)) {
        PyErr_Format(PyExc_ValueError, "%s already executing", pyx_gen_word(g));
        return NULL;
    }
    if (g->kind == PYX_COROUTINE && pyx_unlikely(g->state == PYX_GEN_DONE)) {
        PyErr_SetString(PyExc_RuntimeError, "cannot reuse already awaited coroutine");
        return NULL;
    }
    if (it == NULL) {
        if (pyx_set_thrown(type, value, tb) < 0)
            return NULL;
        return pyx_gen_raise_in(g);
    }
    Py_INCREF(it);
    if (PyErr_GivenExceptionMatches(type, PyExc_GeneratorExit)) {
        int failed;
        g->running = 1;
        failed = pyx_close_iterator(it) < 0;
        g->running = 0;
        Py_CLEAR(g->yield_from);
        Py_DECREF(it);
        if (!failed && pyx_set_thrown(type, value, tb) < 0)
            return NULL;
        return pyx_gen_raise_in(g);
    }
    if (pyx_is_gen(it)) {
        g->running = 1;
        r = pyx_gen_throw(it, type, value, tb);
        g->running = 0;
    } else {
        throw_method = PyObject_GetAttrString(it, "throw");
        if (throw_method == NULL) {
            Py_DECREF(it);
            if (!pyx_clear_attribute_error())
                return NULL;
            Py_CLEAR(g->yield_from);
            if (pyx_set_thrown(type, value, tb) < 0)
                return NULL;
            return pyx_gen_raise_in(g);
        }
        g->running = 1;
        if (value == NULL)
            r = PyObject_CallOneArg(throw_method, type);
        else
            r = PyObject_CallFunctionObjArgs(throw_method, type, value, tb, NULL);
        g->running = 0;
        Py_DECREF(throw_method);
    }
    Py_DECREF(it);
    if (r != NULL)
        return r;
    /* The iterator ended: its result is what the delegation gives; or its exception goes into the generator. */
    Py_CLEAR(g->yield_from);
    r = pyx_stop_iteration_value();
    if (r != NULL) {
        PyObject *sent = r;
        pyx_send_result how;
        g->delegate_done = 1;
        how = pyx_gen_resume(g, sent, &r);
        Py_DECREF(sent);
        return pyx_gen_outcome(g, how, r, 0);
    }
    return pyx_gen_raise_in(g);
}

PYX_API PyObject *pyx_gen_throw_method(PyObject *self, PyObject *args)
{
    PyObject *type, *value = NULL, *tb = NULL;
    if (!PyArg_UnpackTuple(args, "throw", 1, 3, &type, &value, &tb))
        return NULL;
    return pyx_gen_throw(self, type, value, tb);
}

PYX_API PyObject *pyx_gen_close(PyObject *self, PyObject *unused)
{
    pyx_gen *g = (pyx_gen *)self;
    PyObject *it = g->yield_from, *r;
    pyx_send_result how;
    int failed = 0;
    (void)unused;
    if (pyx_unlikely(g->running)) {
        PyErr_Format(PyExc_ValueError, "%s already executing", pyx_gen_word(g));
        return NULL;
    }
    if (g->state == PYX_GEN_START || g->state == PYX_GEN_DONE) {
        pyx_gen_finish(g);
        return pyx_newref(Py_None);
    }
    if (it != NULL) {
        g->yield_from = NULL;
        g->running = 1;
        failed = pyx_close_iterator(it) < 0;
        g->running = 0;
        Py_DECREF(it);
    }
    if (!failed)
        PyErr_SetNone(PyExc_GeneratorExit);
    how = pyx_gen_resume(g, NULL, &r);
    if (how == PYX_SEND_NEXT) {
        Py_DECREF(r);
        PyErr_Format(PyExc_RuntimeError, "%s ignored GeneratorExit", pyx_gen_word(g));
        return NULL;
    }
    if (how == PYX_SEND_ERROR) {
        if (!pyx_clear_error(PyExc_GeneratorExit) && !pyx_clear_error(PyExc_StopIteration))
            return NULL;
        return pyx_newref(Py_None);
    }
#if PY_VERSION_HEX < 0x030d0000
    Py_DECREF(r);
    r = pyx_newref(Py_None);
#endif
    return r;
}

#if PY_VERSION_HEX >= 0x030a0000
static PySendResult pyx_gen_am_send(PyObject *self, PyObject *value, PyObject **result)
{
    pyx_send_result how = pyx_gen_resume((pyx_gen *)self, value, result);
    return how == PYX_SEND_NEXT ? PYGEN_NEXT : how == PYX_SEND_RETURN ? PYGEN_RETURN : PYGEN_ERROR;
}
#endif

/* ---- attributes */

PYX_API PyObject *pyx_gen_get_running(PyObject *g, void *c)
{
    (void)c;
    return PyBool_FromLong(((pyx_gen *)g)->running);
}
PYX_API PyObject *pyx_gen_get_suspended(PyObject *g, void *c)
{
    (void)c;
    return PyBool_FromLong(((pyx_gen *)g)->state > 0 && !((pyx_gen *)g)->running);
}
PYX_API PyObject *pyx_gen_get_yield_from(PyObject *g, void *c)
{
    PyObject *it = ((pyx_gen *)g)->yield_from;
    (void)c;
    return pyx_newref(it != NULL ? it : Py_None);
}
PYX_API PyObject *pyx_gen_get_module(PyObject *self, void *c)
{
    (void)c;
    return pyx_newref(((pyx_gen *)self)->mod->name_object);
}
PYX_API PyObject *pyx_gen_get_code(PyObject *self, void *c)
{
    pyx_gen *g = (pyx_gen *)self;
    (void)c;
    if (g->code == NULL && g->def != NULL)
        g->code = pyx_code_make(g->mod, g->def);
    else if (g->code == NULL) {
        const char *name = PyUnicode_AsUTF8(g->name);
        if (name == NULL)
            return NULL;
        g->code = (PyObject *)PyCode_NewEmpty(g->mod->file, name, 0);
    }
    return pyx_xnewref(g->code);
}
PYX_API PyObject *pyx_gen_get_frame(PyObject *self, void *c)
{
    pyx_gen *g = (pyx_gen *)self;
    PyObject *code;
    if (g->state == PYX_GEN_DONE)
        return pyx_newref(Py_None);
    if (g->frame == NULL) {
        code = pyx_gen_get_code(self, c);
        if (code == NULL)
            return NULL;
        g->frame = (PyObject *)PyFrame_New(PyThreadState_Get(), (PyCodeObject *)code, g->mod->dict, NULL);
        Py_DECREF(code);
    }
#if PY_VERSION_HEX < 0x030b0000
    /* By this, inspect tells a generator that has started. */
    if (g->frame != NULL && g->state != PYX_GEN_START)
        ((PyFrameObject *)g->frame)->f_lasti = 0;
#endif
    return pyx_xnewref(g->frame);
}

static int pyx_gen_set_text(PyObject **slot, PyObject *value, const char *name)
{
    PyObject *old = *slot;
    if (value == NULL || !PyUnicode_Check(value)) {
        PyErr_Format(PyExc_TypeError, "%s must be set to a string object", name);
        return -1;
    }
    *slot = pyx_newref(value);
    Py_XDECREF(old);
    return 0;
}
PYX_API PyObject *pyx_gen_get_name(PyObject *g, void *c)
{
    (void)c;
    return pyx_newref(((pyx_gen *)g)->name);
}
PYX_API int pyx_gen_set_name(PyObject *g, PyObject *value, void *c)
{
    (void)c;
    return pyx_gen_set_text(&((pyx_gen *)g)->name, value, "__name__");
}
PYX_API PyObject *pyx_gen_get_qualname(PyObject *g, void *c)
{
    (void)c;
    return pyx_newref(((pyx_gen *)g)->qualname);
}
PYX_API int pyx_gen_set_qualname(PyObject *g, PyObject *value, void *c)
{
    (void)c;
    return pyx_gen_set_text(&((pyx_gen *)g)->qualname, value, "__qualname__");
}

static PyObject *pyx_gen_repr(PyObject *g)
{
    const char *type = strchr(Py_TYPE(g)->tp_name, '.') + 1;
    return PyUnicode_FromFormat("<%s object %S at %p>", type, ((pyx_gen *)g)->qualname, (void *)g);
}

/* ---- life */

static int pyx_gen_traverse(PyObject *self, visitproc visit, void *arg)
{
    pyx_gen *g = (pyx_gen *)self;
    Py_VISIT(g->scope);
    Py_VISIT(g->yield_from);
    Py_VISIT(g->finalizer);
    Py_VISIT(g->frame);
#if PY_VERSION_HEX < 0x030b0000
    Py_VISIT(g->exc_state.exc_type);
    Py_VISIT(g->exc_state.exc_traceback);
#endif
    Py_VISIT(g->exc_state.exc_value);
    return 0;
}

static int pyx_gen_clear(PyObject *self)
{
    pyx_gen *g = (pyx_gen *)self;
    Py_CLEAR(g->scope);
    Py_CLEAR(g->yield_from);
    Py_CLEAR(g->finalizer);
    Py_CLEAR(g->frame);
    pyx_clear_exc_state(&g->exc_state);
    return 0;
}

static void pyx_gen_finalize(PyObject *self)
{
    pyx_gen *g = (pyx_gen *)self;
    PyObject *type, *value, *tb, *r = NULL;
    if (g->state == PYX_GEN_DONE)
        return;
    PyErr_Fetch(&type, &value, &tb);
    if (g->kind == PYX_ASYNC_GENERATOR && g->finalizer != NULL && !g->closed) {
        r = PyObject_CallOneArg(g->finalizer, self);
        if (r == NULL)
            PyErr_WriteUnraisable(self);
    } else if (g->kind == PYX_COROUTINE && g->state == PYX_GEN_START) {
        if (PyErr_WarnFormat(PyExc_RuntimeWarning, 1, "coroutine '%.50S' was never awaited", g->qualname) < 0)
            PyErr_WriteUnraisable(self);
    } else {
        r = pyx_gen_close(self, NULL);
        if (r == NULL)
            PyErr_WriteUnraisable(self);
    }
    Py_XDECREF(r);
    PyErr_Restore(type, value, tb);
}

static void pyx_gen_dealloc(PyObject *self)
{
    pyx_gen *g = (pyx_gen *)self;
    PyObject_GC_UnTrack(self);
    if (g->weakrefs != NULL)
        PyObject_ClearWeakRefs(self);
    if (g->state != PYX_GEN_DONE) {
        PyObject_GC_Track(self);
        if (PyObject_CallFinalizerFromDealloc(self) != 0)
            return;
        PyObject_GC_UnTrack(self);
    }
    pyx_gen_clear(self);
    Py_CLEAR(g->name);
    Py_CLEAR(g->qualname);
    Py_CLEAR(g->code);
    PyObject_GC_Del(self);
}

PYX_API PyObject *pyx_gen_make(PyTypeObject *type, pyx_module *m, pyx_gen_body body, PyObject *scope, PyObject *name,
                               PyObject *qualname, int kind, void *def)
{
    pyx_gen *g;
    if (pyx_unlikely(type == NULL))
        return NULL;
    g = PyObject_GC_New(pyx_gen, type);
    if (g == NULL)
        return NULL;
    memset((char *)g + sizeof(PyObject), 0, sizeof(pyx_gen) - sizeof(PyObject));
    g->body = body;
    g->mod = m;
    g->scope = pyx_xnewref(scope);
    g->name = pyx_newref(name);
    g->qualname = pyx_newref(qualname);
    g->kind = (char)(kind == PYX_LENIENT_STOP ? PYX_GENERATOR : kind);
    g->lenient_stop = kind == PYX_LENIENT_STOP;
    g->def = (const pyx_function_def *)def;
    PyObject_GC_Track(g);
    return (PyObject *)g;
}

/* ---- the type */

PYX_API void pyx_gen_type_init(PyTypeObject *t, const char *name)
{
    t->tp_name = name;
    t->tp_basicsize = sizeof(pyx_gen);
    t->tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC;
    t->tp_dealloc = pyx_gen_dealloc;
    t->tp_finalize = pyx_gen_finalize;
    t->tp_traverse = pyx_gen_traverse;
    t->tp_clear = pyx_gen_clear;
    t->tp_repr = pyx_gen_repr;
    t->tp_weaklistoffset = offsetof(pyx_gen, weakrefs);
#if PY_VERSION_HEX >= 0x030a0000
    t->tp_as_async->am_send = pyx_gen_am_send;
#endif
}

static PyMethodDef pyx_generator_methods[] = {
    {"send", pyx_gen_send, METH_O, "send(value): resume the generator with the value of its 'yield'."},
    {"throw", pyx_gen_throw_method, METH_VARARGS, "throw(exception): raise the exception in generator's 'yield'."},
    {"close", pyx_gen_close, METH_NOARGS, "close(): raise GeneratorExit inside generator."},
    {NULL, NULL, 0, NULL},
};

static PyGetSetDef pyx_generator_getset[] = {
    {"__name__", pyx_gen_get_name, pyx_gen_set_name, "name of the generator", NULL},
    {"__qualname__", pyx_gen_get_qualname, pyx_gen_set_qualname, "qualified name of the generator", NULL},
    {"__module__", pyx_gen_get_module, NULL, "module of the generator", NULL},
    {"gi_yieldfrom", pyx_gen_get_yield_from, NULL, NULL, NULL},
    {"gi_running", pyx_gen_get_running, NULL, NULL, NULL},
    {"gi_suspended", pyx_gen_get_suspended, NULL, NULL, NULL},
    {"gi_frame", pyx_gen_get_frame, NULL, NULL, NULL},
    {"gi_code", pyx_gen_get_code, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyTypeObject pyx_generator_own_type;
static PyAsyncMethods pyx_generator_async;

PYX_API PyTypeObject *pyx_generator_type(void)
{
    PyTypeObject *t = &pyx_generator_own_type;
    if (pyx_likely(pyx_generator_shared != NULL))
        return pyx_generator_shared;
    t->tp_as_async = &pyx_generator_async;
    pyx_gen_type_init(t, PYX_SHARED_NAME ".generator");
    t->tp_iter = PyObject_SelfIter;
    t->tp_iternext = pyx_gen_iternext;
    t->tp_methods = pyx_generator_methods;
    t->tp_getset = pyx_generator_getset;
    pyx_generator_shared = pyx_shared_type(t);
    return pyx_generator_shared;
}

static PyTypeObject pyx_iterable_coroutine_own_type;
static PyAsyncMethods pyx_iterable_coroutine_async;
static PyTypeObject *pyx_iterable_coroutine_shared;

PYX_API PyTypeObject *pyx_iterable_coroutine_type(void)
{
    PyTypeObject *t = &pyx_iterable_coroutine_own_type;
    if (pyx_likely(pyx_iterable_coroutine_shared != NULL))
        return pyx_iterable_coroutine_shared;
    t->tp_as_async = &pyx_iterable_coroutine_async;
    pyx_gen_type_init(t, PYX_SHARED_NAME ".iterable_coroutine");
    t->tp_as_async->am_await = PyObject_SelfIter;
    t->tp_iter = PyObject_SelfIter;
    t->tp_iternext = pyx_gen_iternext;
    t->tp_methods = pyx_generator_methods;
    t->tp_getset = pyx_generator_getset;
    pyx_iterable_coroutine_shared = pyx_shared_type(t);
    return pyx_iterable_coroutine_shared;
}

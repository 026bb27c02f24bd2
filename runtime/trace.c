/* Events of compiled functions for profilers, tracers and monitoring tools. See trace.h. */
#include "trace.h"
#include "code.h"

/* Fills in what describes the function. */
static void pyx_trace_describe(pyx_module *m, pyx_trace *t, PyObject **slot, const pyx_function_def *def, const char *name,
                               int line, int lines)
{
    memset(t, 0, sizeof *t);
    t->mod = m;
    t->slot = slot;
    t->def = def;
    t->name = name;
    t->line = line;
    t->lines = (char)lines;
}

/* Makes sure of the code object. */
static int pyx_trace_code(pyx_trace *t)
{
    PyObject *code, *replace, *args, *kwargs;
    if (*t->slot == NULL && t->def != NULL)
        *t->slot = pyx_code_make(t->mod, t->def);
    else if (*t->slot == NULL) {
        code = (PyObject *)PyCode_NewEmpty(t->mod->file, t->name, t->line);
        /* With the flags of a function, whose frames have no locals but their own. */
        replace = code != NULL ? PyObject_GetAttrString(code, "replace") : NULL;
        args = PyTuple_New(0);
        kwargs = Py_BuildValue("{s:i}", "co_flags", 3);
        if (replace != NULL && args != NULL && kwargs != NULL)
            *t->slot = PyObject_Call(replace, args, kwargs);
        Py_XDECREF(replace);
        Py_XDECREF(args);
        Py_XDECREF(kwargs);
        Py_XDECREF(code);
    }
    t->code = *t->slot;
    return t->code != NULL ? 0 : -1;
}

#if PY_VERSION_HEX >= 0x030d0000

enum { PYX_T_START, PYX_T_RETURN, PYX_T_UNWIND, PYX_T_LINE, PYX_T_RAISE, PYX_T_RERAISE, PYX_T_HANDLED, PYX_T_RESUME, PYX_T_YIELD };

static const uint8_t pyx_trace_events[PYX_TRACE_EVENTS] = {
    PY_MONITORING_EVENT_PY_START, PY_MONITORING_EVENT_PY_RETURN, PY_MONITORING_EVENT_PY_UNWIND,
    PY_MONITORING_EVENT_LINE,     PY_MONITORING_EVENT_RAISE,     PY_MONITORING_EVENT_RERAISE,
    PY_MONITORING_EVENT_EXCEPTION_HANDLED, PY_MONITORING_EVENT_PY_RESUME, PY_MONITORING_EVENT_PY_YIELD,
};

/* Opens the scope of the events; 1 when someone listens. */
static int pyx_trace_open(pyx_trace *t)
{
    int i;
    t->on = 0;
    t->reported = 0;
    /* Not while a tracer itself runs. */
    if (PyThreadState_Get()->tracing)
        return 0;
    if (PyMonitoring_EnterScope(t->states, &t->version, pyx_trace_events, PYX_TRACE_EVENTS) < 0)
        return -1;
    for (i = 0; i < PYX_TRACE_EVENTS; i++) {
        if (t->states[i].active)
            return t->on = 1;
    }
    PyMonitoring_ExitScope();
    return 0;
}

static void pyx_trace_close(pyx_trace *t)
{
    if (t->on)
        PyMonitoring_ExitScope();
    t->on = 0;
}

static int pyx_trace_begin(pyx_trace *t)
{
    int r = pyx_trace_open(t);
    if (r > 0 && (pyx_trace_code(t) < 0 || PyMonitoring_FirePyStartEvent(&t->states[PYX_T_START], t->code, 0) < 0)) {
        pyx_trace_close(t);
        r = -1;
    }
    return r < 0 ? -1 : 0;
}

static int pyx_trace_say_line(pyx_trace *t, int line)
{
    PyObject *exc;
    int r;
    t->line = line;
    if (!t->states[PYX_T_LINE].active)
        return 0;
    exc = PyErr_GetRaisedException();
    r = PyMonitoring_FireLineEvent(&t->states[PYX_T_LINE], t->code, 0, line);
    if (r == 0)
        PyErr_SetRaisedException(exc);
    else
        Py_XDECREF(exc);
    return r;
}

static int pyx_trace_say_return(pyx_trace *t, PyObject *value)
{
    int r = PyMonitoring_FirePyReturnEvent(&t->states[PYX_T_RETURN], t->code, 0, value);
    pyx_trace_close(t);
    return r;
}

static void pyx_trace_say_unwind(pyx_trace *t)
{
    pyx_trace_exception(t, 0);
    (void)PyMonitoring_FirePyUnwindEvent(&t->states[PYX_T_UNWIND], t->code, 0);
    pyx_trace_close(t);
}

PYX_API int pyx_trace_suspend(pyx_trace *t, PyObject *value)
{
    int r = PyMonitoring_FirePyYieldEvent(&t->states[PYX_T_YIELD], t->code, 0, value);
    pyx_trace_close(t);
    return r;
}

PYX_API int pyx_trace_continue(pyx_trace *t, int thrown)
{
    int r;
    PyObject *exc = thrown ? PyErr_GetRaisedException() : NULL;
    r = t->slot != NULL ? pyx_trace_open(t) : 0;
    if (r > 0 && (pyx_trace_code(t) < 0 || PyMonitoring_FirePyResumeEvent(&t->states[PYX_T_RESUME], t->code, 0) < 0)) {
        pyx_trace_close(t);
        r = -1;
    }
    if (thrown) {
        PyErr_SetRaisedException(exc);
        return 0;
    }
    return r < 0 ? -1 : 0;
}

PYX_API void pyx_trace_exception(pyx_trace *t, int what)
{
    if (what == 2) {
        /* It was taken already; the event is fired with one that is raised. */
        if (t->states[PYX_T_HANDLED].active) {
            PyErr_SetRaisedException(PyErr_GetHandledException());
            (void)PyMonitoring_FireExceptionHandledEvent(&t->states[PYX_T_HANDLED], t->code, 0);
            PyErr_Clear();
        }
        t->reported = 0;
    } else if (what == 1) {
        (void)PyMonitoring_FireReraiseEvent(&t->states[PYX_T_RERAISE], t->code, 0);
        t->reported = 1;
    } else if (!t->reported) {
        (void)PyMonitoring_FireRaiseEvent(&t->states[PYX_T_RAISE], t->code, 0);
        t->reported = 1;
    }
}

#else

#if PY_VERSION_HEX >= 0x030b0000
/* What a frame object of 3.11 and 3.12 begins with. */
typedef struct {
    PyObject_HEAD
    PyFrameObject *back;
    void *frame;
    PyObject *trace;
    int lineno;
} pyx_frame_head;
#define PYX_FRAME_LINE(f) (((pyx_frame_head *)(f))->lineno)
#else
#define PYX_FRAME_LINE(f) ((f)->f_lineno)
#endif

static int pyx_trace_heard(PyThreadState *ts, int lines)
{
#if PY_VERSION_HEX >= 0x030c0000
    int any = 1;
#elif PY_VERSION_HEX >= 0x030a0000
    int any = ts->cframe->use_tracing;
#else
    int any = ts->use_tracing;
#endif
    return any && !ts->tracing && (ts->c_profilefunc != NULL || (lines && ts->c_tracefunc != NULL));
}

static void pyx_trace_hide(PyThreadState *ts)
{
#if PY_VERSION_HEX >= 0x030b0000
    PyThreadState_EnterTracing(ts);
#else
    ts->tracing++;
#if PY_VERSION_HEX >= 0x030a0000
    ts->cframe->use_tracing = 0;
#else
    ts->use_tracing = 0;
#endif
#endif
}

static void pyx_trace_show(PyThreadState *ts)
{
#if PY_VERSION_HEX >= 0x030b0000
    PyThreadState_LeaveTracing(ts);
#else
    int any = ts->c_tracefunc != NULL || ts->c_profilefunc != NULL;
    ts->tracing--;
#if PY_VERSION_HEX >= 0x030a0000
    ts->cframe->use_tracing = any ? 255 : 0;
#else
    ts->use_tracing = any;
#endif
#endif
}

/* Tells the tracer and the profiler. An exception on its way is kept, unless they raise another one. */
static int pyx_trace_tell(pyx_trace *t, int what, PyObject *arg)
{
    PyThreadState *ts = PyThreadState_Get();
    PyObject *type, *value, *tb;
    int r = 0;
    PyErr_Fetch(&type, &value, &tb);
    pyx_trace_hide(ts);
    if (t->lines && ts->c_tracefunc != NULL)
        r = ts->c_tracefunc(ts->c_traceobj, t->frame, what, arg);
    if (r == 0 && what != PyTrace_LINE && ts->c_profilefunc != NULL)
        r = ts->c_profilefunc(ts->c_profileobj, t->frame, what, arg);
    pyx_trace_show(ts);
    if (r == 0)
        PyErr_Restore(type, value, tb);
    else {
        Py_XDECREF(type);
        Py_XDECREF(value);
        Py_XDECREF(tb);
    }
    return r == 0 ? 0 : -1;
}

static void pyx_trace_close(pyx_trace *t)
{
    t->on = 0;
    Py_CLEAR(t->frame);
}

static int pyx_trace_call(pyx_trace *t)
{
    if (pyx_trace_code(t) < 0)
        return -1;
    t->frame = PyFrame_New(PyThreadState_Get(), (PyCodeObject *)t->code, t->mod->dict, NULL);
    if (t->frame == NULL)
        return -1;
    t->on = 1;
#if PY_VERSION_HEX < 0x030a0000
    /* The frame only answers for its line when it has a trace function. */
    if (t->lines) {
        Py_INCREF(Py_None);
        t->frame->f_trace = Py_None;
    }
#endif
    PYX_FRAME_LINE(t->frame) = t->line;
    if (pyx_trace_tell(t, PyTrace_CALL, Py_None) < 0) {
        pyx_trace_close(t);
        return -1;
    }
    return 0;
}

static int pyx_trace_begin(pyx_trace *t) { return pyx_trace_heard(PyThreadState_Get(), t->lines) ? pyx_trace_call(t) : 0; }

static int pyx_trace_say_line(pyx_trace *t, int line)
{
    PyThreadState *ts = PyThreadState_Get();
    t->line = line;
    PYX_FRAME_LINE(t->frame) = line;
#if PY_VERSION_HEX < 0x030a0000
    if (t->frame->f_trace == NULL || t->frame->f_trace == Py_None)
        return 0;
#endif
    return t->lines && ts->c_tracefunc != NULL && !ts->tracing ? pyx_trace_tell(t, PyTrace_LINE, Py_None) : 0;
}

static int pyx_trace_say_return(pyx_trace *t, PyObject *value)
{
    int r = pyx_trace_tell(t, PyTrace_RETURN, value);
    pyx_trace_close(t);
    return r;
}

static void pyx_trace_say_unwind(pyx_trace *t)
{
    /* An exception of the tracer takes the place of the one on its way. */
    (void)pyx_trace_tell(t, PyTrace_RETURN, Py_None);
    pyx_trace_close(t);
}

PYX_API int pyx_trace_suspend(pyx_trace *t, PyObject *value) { return pyx_trace_say_return(t, value); }

PYX_API int pyx_trace_continue(pyx_trace *t, int thrown)
{
    PyObject *type = NULL, *value = NULL, *tb = NULL;
    int r;
    if (t->slot == NULL || !pyx_trace_heard(PyThreadState_Get(), t->lines))
        return 0;
    if (thrown)
        PyErr_Fetch(&type, &value, &tb);
    r = pyx_trace_call(t);
    if (!thrown)
        return r;
    PyErr_Restore(type, value, tb);
    return 0;
}

PYX_API void pyx_trace_exception(pyx_trace *t, int what)
{
    (void)t;
    (void)what;
}

#endif

PYX_API int pyx_trace_start(pyx_module *m, pyx_trace *t, PyObject **slot, const pyx_function_def *def, const char *name,
                            int line, int lines, int gil)
{
    PyGILState_STATE state;
    int r;
    pyx_trace_describe(m, t, slot, def, name, line, lines);
    if (gil)
        return pyx_trace_begin(t);
    state = PyGILState_Ensure();
    r = pyx_trace_begin(t);
    PyGILState_Release(state);
    return r;
}

PYX_API int pyx_trace_fire_line(pyx_trace *t, int line, int gil)
{
    PyGILState_STATE state;
    int r;
    if (gil)
        return pyx_trace_say_line(t, line);
    state = PyGILState_Ensure();
    r = pyx_trace_say_line(t, line);
    PyGILState_Release(state);
    return r;
}

PYX_API int pyx_trace_end(pyx_trace *t, PyObject *value, int gil)
{
    PyGILState_STATE state;
    int r;
    if (gil)
        return pyx_trace_say_return(t, value);
    state = PyGILState_Ensure();
    r = pyx_trace_say_return(t, value);
    PyGILState_Release(state);
    return r;
}

PYX_API void pyx_trace_end_failed(pyx_trace *t, int gil)
{
    PyGILState_STATE state;
    if (gil) {
        pyx_trace_say_unwind(t);
        return;
    }
    state = PyGILState_Ensure();
    pyx_trace_say_unwind(t);
    PyGILState_Release(state);
}

/* Calls and lines of compiled functions as profilers, tracers and monitoring tools see them: the `profile` and `linetrace`
 * directives.
 *
 * A traced function keeps a `pyx_trace` and says what happens: enter, line, return or unwind; a generator also yield and
 * resume, or throw. Before Python 3.13 the functions of sys.setprofile and sys.settrace are called with a frame made for the
 * purpose; from 3.13 on, the events of sys.monitoring are fired. Nothing happens while nobody listens.
 *
 * What C code is compiled with decides: lines, and events of sys.settrace, are reported with CYTHON_TRACE=1 only; code that
 * runs without the GIL (`gil` 0) only reports with CYTHON_TRACE_NOGIL=1; CYTHON_PROFILE=0 switches the rest off.
 *
 * Example: `pyx_trace_enter(&pyx_mod, &t, &code, NULL, "f", 1, 3); pyx_trace_line(&t, 1, 4); pyx_trace_return(&t, r, 1);`
 */
#ifndef PYX_TRACE_H
#define PYX_TRACE_H
#include "args.h"
#include "module.h"

#ifndef CYTHON_PROFILE
#define CYTHON_PROFILE 1
#endif
#ifndef CYTHON_TRACE_NOGIL
#define CYTHON_TRACE_NOGIL 0
#elif CYTHON_TRACE_NOGIL && !defined(CYTHON_TRACE)
#define CYTHON_TRACE 1
#endif
#ifndef CYTHON_TRACE
#define CYTHON_TRACE 0
#endif
#define PYX_TRACING (CYTHON_PROFILE || CYTHON_TRACE)

#define PYX_TRACE_EVENTS 9

typedef struct {
    /* Between enter and return, with someone listening. */
    char on;
    char lines;
    /* The exception on its way was reported. */
    char reported;
    int line;
    /* Borrowed from the function's slot, which keeps it; made when first needed, which may be when a generator goes on. */
    PyObject *code;
    PyObject **slot;
    const pyx_function_def *def;
    const char *name;
    pyx_module *mod;
#if PY_VERSION_HEX >= 0x030d0000
    uint64_t version;
    PyMonitoringState states[PYX_TRACE_EVENTS];
#else
    PyFrameObject *frame;
#endif
} pyx_trace;

/* `def`, or else `name` and `line`, describes the function; `slot` keeps its code object. */
PYX_API int pyx_trace_start(pyx_module *m, pyx_trace *t, PyObject **slot, const pyx_function_def *def, const char *name,
                            int line, int lines, int gil);
PYX_API int pyx_trace_fire_line(pyx_trace *t, int line, int gil);
PYX_API int pyx_trace_end(pyx_trace *t, PyObject *value, int gil);
PYX_API void pyx_trace_end_failed(pyx_trace *t, int gil);
PYX_API int pyx_trace_suspend(pyx_trace *t, PyObject *value);
PYX_API int pyx_trace_continue(pyx_trace *t, int thrown);
/* An exception arrives (0), goes on after it was looked at (1), or is handled (2). */
PYX_API void pyx_trace_exception(pyx_trace *t, int what);

PYX_INLINE int pyx_trace_enter(pyx_module *m, void *t, void *slot, void *def, const char *name, int gil, int line)
{
    ((pyx_trace *)t)->on = 0;
    if (!PYX_TRACING || !(gil || CYTHON_TRACE_NOGIL))
        return 0;
    return pyx_trace_start(m, (pyx_trace *)t, (PyObject **)slot, (const pyx_function_def *)def, name, line, CYTHON_TRACE,
                           gil);
}

PYX_INLINE int pyx_trace_line(void *t, int gil, int line)
{
    if (!CYTHON_TRACE || !((pyx_trace *)t)->on || !(gil || CYTHON_TRACE_NOGIL))
        return 0;
    return pyx_trace_fire_line((pyx_trace *)t, line, gil);
}

PYX_INLINE int pyx_trace_on(void *t) { return PYX_TRACING && ((pyx_trace *)t)->on; }

PYX_INLINE int pyx_trace_return(void *t, PyObject *value, int gil)
{
    return pyx_trace_on(t) ? pyx_trace_end((pyx_trace *)t, value, gil) : 0;
}

PYX_INLINE void pyx_trace_unwind(void *t, int gil)
{
    if (pyx_trace_on(t))
        pyx_trace_end_failed((pyx_trace *)t, gil);
}

PYX_INLINE int pyx_trace_yield(void *t, PyObject *value)
{
    return pyx_trace_on(t) ? pyx_trace_suspend((pyx_trace *)t, value) : 0;
}

PYX_INLINE int pyx_trace_resume(void *t) { return PYX_TRACING ? pyx_trace_continue((pyx_trace *)t, 0) : 0; }
PYX_INLINE void pyx_trace_throw(void *t)
{
    if (PYX_TRACING)
        (void)pyx_trace_continue((pyx_trace *)t, 1);
}

PYX_INLINE void pyx_trace_raise(void *t, int what)
{
#if PY_VERSION_HEX >= 0x030d0000
    if (pyx_trace_on(t))
        pyx_trace_exception((pyx_trace *)t, what);
#else
    (void)t;
    (void)what;
#endif
}

#endif

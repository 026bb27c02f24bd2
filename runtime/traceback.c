/* Frames of compiled functions in tracebacks. See traceback.h.
 *
 * A (function, line) through which an exception passed keeps its code object until another one takes its place in
 * the table. A module has its own copy of the table.
 */
#include "traceback.h"

typedef struct {
    const char *function;
    PyCodeObject *code;
    int line;
} pyx_code_entry;

#define PYX_CODES 64
static pyx_code_entry pyx_codes[PYX_CODES];

/* The code object for a frame; borrowed from the table. */
static PYX_RARE PyCodeObject *pyx_code_for(pyx_module *m, const char *function, const char *file, int line)
{
    pyx_code_entry *e = &pyx_codes[((uintptr_t)function ^ (unsigned)line) % PYX_CODES];
    PyCodeObject *code, *old;
    if (e->function == function && e->line == line)
        return e->code;
    code = PyCode_NewEmpty(file != NULL ? file : m->file, function, line);
    if (code == NULL)
        return NULL;
    old = e->code;
    e->function = function;
    e->line = line;
    e->code = code;
    Py_XDECREF(old);
    return code;
}

PYX_API PYX_RARE void pyx_traceback(pyx_module *m, const char *function, const char *file, int line)
{
    PyCodeObject *code;
    PyFrameObject *frame = NULL;
    /* Making a code object must not disturb the exception in flight. */
#if PY_VERSION_HEX >= 0x030c0000
    PyObject *exc = PyErr_GetRaisedException();
#else
    PyObject *type, *value, *tb;
    PyErr_Fetch(&type, &value, &tb);
#endif
    code = pyx_code_for(m, function, file, line);
    if (code != NULL && m->dict != NULL)
        frame = PyFrame_New(PyThreadState_Get(), code, m->dict, NULL);
    if (frame == NULL)
        PyErr_Clear();
#if PY_VERSION_HEX >= 0x030c0000
    PyErr_SetRaisedException(exc);
#else
    PyErr_Restore(type, value, tb);
#endif
    if (frame == NULL)
        return;
#if PY_VERSION_HEX < 0x030b0000
    frame->f_lineno = line;
#endif
    PyTraceBack_Here(frame);
    Py_DECREF(frame);
}

PYX_API PYX_RARE void pyx_traceback_nogil(pyx_module *m, const char *function, const char *file, int line)
{
    int held = PyGILState_Check();
    PyGILState_STATE state = held ? PyGILState_LOCKED : PyGILState_Ensure();
    pyx_traceback(m, function, file, line);
    if (!held)
        PyGILState_Release(state);
}

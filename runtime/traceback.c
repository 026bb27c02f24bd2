/* Frames of compiled functions in tracebacks. See traceback.h.
 *
 * Each (function, line) through which an exception passed has one code object, kept with the module.
 */
#include "traceback.h"

typedef struct {
    const char *function;
    int line;
    PyCodeObject *code;
} pyx_code_entry;

/* Sorted by line, then by the function's address. */
typedef struct {
    Py_ssize_t n;
    Py_ssize_t room;
    pyx_code_entry *entries;
} pyx_code_cache;

static PYX_RARE PyCodeObject *pyx_code_for(pyx_module *m, const char *function, const char *file, int line)
{
    pyx_code_cache *cache = (pyx_code_cache *)m->codes;
    pyx_code_entry *e;
    PyCodeObject *code;
    Py_ssize_t low = 0, high;
    if (cache == NULL) {
        cache = (pyx_code_cache *)PyMem_Calloc(1, sizeof(pyx_code_cache));
        if (cache == NULL)
            return NULL;
        m->codes = cache;
    }
    high = cache->n;
    while (low < high) {
        Py_ssize_t mid = (low + high) / 2;
        e = &cache->entries[mid];
        if (e->line < line || (e->line == line && (uintptr_t)e->function < (uintptr_t)function))
            low = mid + 1;
        else
            high = mid;
    }
    if (low < cache->n && cache->entries[low].line == line && cache->entries[low].function == function)
        return (PyCodeObject *)pyx_newref((PyObject *)cache->entries[low].code);
    code = PyCode_NewEmpty(file != NULL ? file : m->file, function, line);
    if (code == NULL)
        return NULL;
    if (cache->n == cache->room) {
        Py_ssize_t room = cache->room * 2 + 8;
        e = (pyx_code_entry *)PyMem_Realloc(cache->entries, (size_t)room * sizeof(pyx_code_entry));
        if (e == NULL)
            return code;
        cache->entries = e;
        cache->room = room;
    }
    e = &cache->entries[low];
    memmove(e + 1, e, (size_t)(cache->n - low) * sizeof(pyx_code_entry));
    e->function = function;
    e->line = line;
    e->code = (PyCodeObject *)pyx_newref((PyObject *)code);
    cache->n++;
    return code;
}

static PYX_RARE void pyx_add_frame(pyx_module *m, const char *function, const char *file, int line)
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
    Py_XDECREF(code);
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

PYX_API PYX_RARE void pyx_traceback(pyx_module *m, const char *function, const char *file, int line)
{
    /* Functions without the GIL pass exceptions on too. */
    int held = PyGILState_Check();
    PyGILState_STATE state = held ? PyGILState_LOCKED : PyGILState_Ensure();
    pyx_add_frame(m, function, file, line);
    if (!held)
        PyGILState_Release(state);
}

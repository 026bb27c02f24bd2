/* Raising, catching, saving and restoring exceptions. One object stands for an exception in all versions. */
#ifndef PYX_EXC_H
#define PYX_EXC_H
#include "base.h"

PYX_API int pyx_raise_plain(PyObject *exc);
PYX_API int pyx_raise_from(PyObject *exc, PyObject *cause);
/* Sets the exception of `raise exc from cause`, or `raise exc` if `cause` is NULL. Always -1. */
PYX_INLINE int pyx_raise(PyObject *exc, PyObject *cause)
{
    return cause == NULL ? pyx_raise_plain(exc) : pyx_raise_from(exc, cause);
}
/* `raise type, value, traceback` */
PYX_API int pyx_raise_tb(PyObject *type, PyObject *value, PyObject *tb);
PYX_API int pyx_reraise(void);
PYX_API int pyx_raise_assertion(PyObject *message);
PYX_API PyObject *pyx_exc_catch(void);
PYX_API PyObject *pyx_exc_save(void);
PYX_API void pyx_exc_restore(PyObject *exc);
PYX_API PyObject *pyx_exc_fetch(void);
PYX_API int pyx_exc_raise_again(PyObject *exc);
PYX_INLINE int pyx_exc_matches(PyObject *exc, PyObject *type) { return PyErr_GivenExceptionMatches(exc, type); }
/* (exception, type; outs: part that matches, rest): `except*`. */
PYX_API int pyx_exc_star_split(PyObject *exc, PyObject *type, PyObject **match, PyObject **rest);
/* (original exception, list of exceptions to raise at the end): the exception to raise, or NULL: none. */
PYX_API PyObject *pyx_exc_star_join(PyObject *exc, PyObject *list);
/* False under `python -O`. */
PYX_API int pyx_assertions_enabled(void);
PYX_API void pyx_write_unraisable(const char *where);
/* The same without the GIL. */
PYX_API int pyx_err_occurred_nogil(void);
/* Whether the thread, which is the present one, has an exception set. */
PYX_INLINE int pyx_raised(PyThreadState *thread)
{
#if PY_VERSION_HEX >= 0x030c0000
    return pyx_unlikely(thread->current_exception != NULL);
#else
    return pyx_unlikely(thread->curexc_type != NULL);
#endif
}
PYX_INLINE int pyx_err_occurred(void) { return PyErr_Occurred() != NULL; }

#endif

/* Releasing and taking the GIL. */
#ifndef PYX_GIL_H
#define PYX_GIL_H
#include "base.h"

PYX_INLINE void *pyx_gil_release(void) { return PyEval_SaveThread(); }
/* In a function that may be called with the GIL or without: NULL when there is none to release. */
PYX_INLINE void *pyx_gil_release_held(void) { return PyGILState_Check() ? PyEval_SaveThread() : NULL; }
PYX_INLINE void pyx_gil_restore(void *state) { PyEval_RestoreThread((PyThreadState *)state); }
PYX_INLINE void pyx_gil_restore_held(void *state)
{
    if (state) PyEval_RestoreThread((PyThreadState *)state);
}
PYX_INLINE int pyx_gil_ensure(void) { return (int)PyGILState_Ensure(); }
PYX_INLINE void pyx_gil_leave(int state) { PyGILState_Release((PyGILState_STATE)state); }

#endif

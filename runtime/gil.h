/* Releasing and taking the GIL. */
#ifndef PYX_GIL_H
#define PYX_GIL_H
#include "base.h"

PYX_INLINE void *pyx_gil_release(void) { return PyEval_SaveThread(); }
PYX_INLINE void pyx_gil_restore(void *state) { PyEval_RestoreThread((PyThreadState *)state); }
PYX_INLINE int pyx_gil_ensure(void) { return (int)PyGILState_Ensure(); }
PYX_INLINE void pyx_gil_leave(int state) { PyGILState_Release((PyGILState_STATE)state); }

#endif

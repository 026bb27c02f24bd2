# Python.h: "Initialization, Finalization, and Threads" and "Reflection" in the Python/C API reference
# manual (ceval.h).

from cpython.object cimport PyObject
from cpython.pystate cimport PyThreadState

cdef extern from "Python.h":
    # Does nothing since 3.9, and is gone in 3.13.
    void PyEval_InitThreads()
    int PyEval_ThreadsInitialized()

    # Lets the GIL go, and takes it again. `with nogil:` does this and lets the compiler check it.
    PyThreadState *PyEval_SaveThread()
    void PyEval_RestoreThread(PyThreadState *tstate) nogil

    # Borrowed; NULL where no frame runs.
    PyObject *PyEval_GetBuiltins()
    PyObject *PyEval_GetGlobals()
    PyObject *PyEval_GetLocals() except? NULL
    const char *PyEval_GetFuncName(object func)
    const char *PyEval_GetFuncDesc(object func)

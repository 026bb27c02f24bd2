# Python.h: "Thread state and the global interpreter lock", "Non-Python created threads" and "Profiling
# and Tracing" in the Python/C API reference manual (pystate.h, cpython/pystate.h, ceval.h).

from libc.stdint cimport int64_t
from cpython.object cimport PyObject

cdef extern from "Python.h":
    ctypedef struct PyInterpreterState
    ctypedef struct PyThreadState
    ctypedef struct PyFrameObject
    ctypedef int64_t PY_INT64_T "int64_t"

    # ---- The GIL from any thread -----------------------------------------------------------------------

    ctypedef enum PyGILState_STATE:
        PyGILState_LOCKED
        PyGILState_UNLOCKED

    # May be called whether or not the thread holds the GIL; `with gil:` is this pair.
    PyGILState_STATE PyGILState_Ensure() nogil
    void PyGILState_Release(PyGILState_STATE state) nogil
    int PyGILState_Check() nogil
    PyThreadState *PyGILState_GetThisThreadState() nogil

    # ---- Thread states ------------------------------------------------------------------------------------

    PyThreadState *PyThreadState_New(PyInterpreterState *interp)
    void PyThreadState_Clear(PyThreadState *tstate)
    void PyThreadState_Delete(PyThreadState *tstate)
    void PyThreadState_DeleteCurrent()
    PyThreadState *PyThreadState_Get()
    PyThreadState *PyThreadState_Swap(PyThreadState *tstate)
    PyInterpreterState *PyThreadState_GetInterpreter(PyThreadState *tstate)  # 3.9+
    PyFrameObject *PyThreadState_GetFrame(PyThreadState *tstate)  # 3.9+, a new reference
    # Borrowed, or NULL, which is no error.
    PyObject *PyThreadState_GetDict()
    # Raises exc in the thread of that id. The number of thread states changed: 0 or 1.
    int PyThreadState_SetAsyncExc(unsigned long id, PyObject *exc)

    # ---- Interpreter states -----------------------------------------------------------------------------

    PyInterpreterState *PyInterpreterState_New()
    void PyInterpreterState_Clear(PyInterpreterState *interp)
    void PyInterpreterState_Delete(PyInterpreterState *interp)
    PyInterpreterState *PyInterpreterState_Get()  # 3.9+
    PyInterpreterState *PyInterpreterState_Main()
    int64_t PyInterpreterState_GetID(PyInterpreterState *interp) except -1

    # For debuggers: walk through them all.
    PyInterpreterState *PyInterpreterState_Head()
    PyInterpreterState *PyInterpreterState_Next(PyInterpreterState *interp)
    PyThreadState *PyInterpreterState_ThreadHead(PyInterpreterState *interp)
    PyThreadState *PyThreadState_Next(PyThreadState *tstate)

    # ---- Tracing --------------------------------------------------------------------------------------------

    ctypedef int (*Py_tracefunc)(PyObject *obj, PyFrameObject *frame, int what, PyObject *arg) except -1
    enum:
        PyTrace_CALL
        PyTrace_EXCEPTION
        PyTrace_LINE
        PyTrace_RETURN
        PyTrace_C_CALL
        PyTrace_C_EXCEPTION
        PyTrace_C_RETURN
        PyTrace_OPCODE
    void PyEval_SetProfile(Py_tracefunc func, PyObject *obj)
    void PyEval_SetTrace(Py_tracefunc func, PyObject *obj)

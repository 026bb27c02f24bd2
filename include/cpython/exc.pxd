# Python.h: "Exception Handling" in the Python/C API reference manual (pyerrors.h, cpython/pyerrors.h,
# warnings.h, ceval.h, object.h).
#
# The functions that set an exception and return nothing cannot be checked for it by the compiler:
# after one of them, leave the function with its error value or `raise`. Those that return NULL or 0
# to make `return PyErr_…` work in C raise in the caller at once.

from cpython.object cimport PyObject

cdef extern from "Python.h":
    # ---- Printing and clearing ----------------------------------------------------------------

    void PyErr_Clear()
    void PyErr_Print()
    void PyErr_PrintEx(int set_sys_last_vars)
    void PyErr_WriteUnraisable(object obj)
    void PyErr_DisplayException(object exc)  # 3.12+

    # ---- Raising ------------------------------------------------------------------------------

    void PyErr_SetNone(object type)
    void PyErr_SetString(object type, const char *message)
    void PyErr_SetObject(object type, object value)
    PyObject *PyErr_Format(object exception, const char *format, ...) except NULL

    void PyErr_BadInternalCall()
    int PyErr_BadArgument() except 0
    PyObject *PyErr_NoMemory() except NULL

    # From the C variable errno
    PyObject *PyErr_SetFromErrno(object type) except NULL
    PyObject *PyErr_SetFromErrnoWithFilename(object type, const char *filename) except NULL
    PyObject *PyErr_SetFromErrnoWithFilenameObject(object type, object filenameObject) except NULL
    PyObject *PyErr_SetFromErrnoWithFilenameObjects(object type, object filenameObject,
                                                    object filenameObject2) except NULL

    # Windows only: from GetLastError() where ierr is 0
    PyObject *PyErr_SetFromWindowsErr(int ierr) except NULL
    PyObject *PyErr_SetFromWindowsErrWithFilename(int ierr, const char *filename) except NULL
    PyObject *PyErr_SetExcFromWindowsErr(object type, int ierr) except NULL
    PyObject *PyErr_SetExcFromWindowsErrWithFilename(object type, int ierr, const char *filename) except NULL

    PyObject *PyErr_SetImportError(object msg, object name, object path) except NULL
    PyObject *PyErr_SetImportErrorSubclass(object exception, object msg, object name, object path) except NULL

    # ---- Warnings. -1 where the filter turns the warning into an exception. ---------------------

    int PyErr_WarnEx(object category, const char *message, Py_ssize_t stack_level) except -1
    int PyErr_WarnFormat(object category, Py_ssize_t stack_level, const char *format, ...) except -1
    int PyErr_WarnExplicit(object category, const char *message, const char *filename, int lineno,
                           const char *module, object registry) except -1
    int PyErr_WarnExplicitObject(object category, object message, object filename, int lineno,
                                 object module, object registry) except -1
    int PyErr_ResourceWarning(object source, Py_ssize_t stack_level, const char *format, ...) except -1

    # ---- The exception being raised -------------------------------------------------------------

    # Borrowed, or NULL where none is set; the answer is no error of this function.
    PyObject *PyErr_Occurred()
    # Only where an exception is set.
    bint PyErr_ExceptionMatches(object exc)
    bint PyErr_GivenExceptionMatches(object given, object exc)

    # 3.12+. The getter takes the exception away and hands the caller its reference, or NULL; the
    # setter takes the caller's reference over.
    PyObject *PyErr_GetRaisedException()
    void PyErr_SetRaisedException(PyObject *exc)

    # The three-part form of it, with the same ownership.
    void PyErr_Fetch(PyObject **ptype, PyObject **pvalue, PyObject **ptraceback)
    void PyErr_Restore(PyObject *type, PyObject *value, PyObject *traceback)
    void PyErr_NormalizeException(PyObject **exc, PyObject **val, PyObject **tb)

    # ---- The exception being handled, as sys.exc_info() shows it --------------------------------

    # 3.11+. A new reference or NULL; the setter does not take the caller's.
    PyObject *PyErr_GetHandledException()
    void PyErr_SetHandledException(PyObject *exc)
    # New references; the setter takes over the caller's three.
    void PyErr_GetExcInfo(PyObject **ptype, PyObject **pvalue, PyObject **ptraceback)
    void PyErr_SetExcInfo(PyObject *type, PyObject *value, PyObject *traceback)

    # ---- Signals -------------------------------------------------------------------------------

    int PyErr_CheckSignals() except -1
    # Both may be called without the GIL.
    void PyErr_SetInterrupt() nogil
    int PyErr_SetInterruptEx(int signum) nogil  # 3.10+

    # ---- Exception classes and objects ----------------------------------------------------------

    # For base and dict, <object>NULL stands for the default.
    object PyErr_NewException(const char *name, object base, object dict)
    object PyErr_NewExceptionWithDoc(const char *name, const char *doc, object base, object dict)

    bint PyExceptionClass_Check(object o)
    bint PyExceptionInstance_Check(object o)
    int PyException_SetTraceback(object ex, object tb) except -1
    # New references, or NULL where there is none (no error).
    PyObject *PyException_GetTraceback(object ex)
    PyObject *PyException_GetCause(object ex)
    PyObject *PyException_GetContext(object ex)
    # Both take over the caller's reference; NULL clears.
    void PyException_SetCause(object ex, PyObject *cause)
    void PyException_SetContext(object ex, PyObject *ctx)

    # ---- Recursion -----------------------------------------------------------------------------

    # Answers other than 0 with RecursionError set.
    int Py_EnterRecursiveCall(const char *where) except *
    void Py_LeaveRecursiveCall()
    # 0: first visit; 1: inside already.
    int Py_ReprEnter(object o) except -1
    void Py_ReprLeave(object o)

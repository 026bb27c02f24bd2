# Python.h: "Generator Objects" and "Coroutine Objects" in the Python/C API reference manual
# (genobject.h).

from cpython.pystate cimport PyFrameObject

cdef extern from "Python.h":
    bint PyGen_Check(object ob)
    bint PyGen_CheckExact(object ob)
    bint PyCoro_CheckExact(object ob)
    bint PyAsyncGen_CheckExact(object ob)

    # Each takes over the caller's reference to the frame.
    object PyGen_New(PyFrameObject *frame)
    object PyGen_NewWithQualName(PyFrameObject *frame, object name, object qualname)
    object PyCoro_New(PyFrameObject *frame, object name, object qualname)

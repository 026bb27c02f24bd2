"""A library holds an object by a pointer; its callback gives the reference back."""

from cpython.ref cimport Py_INCREF, Py_DECREF

cdef extern from "lib.h":
    int start(void (*done)(void*) noexcept, void* state)

cdef void done(void* state) noexcept:
    request = <object>state
    request.finish()
    Py_DECREF(request)

def ask(request):
    if start(done, <void*>request) < 0:
        raise OSError()
    Py_INCREF(request)
    return request

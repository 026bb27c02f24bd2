"""What comes between taking a reference and handing it to the library can raise."""

from cpython.ref cimport Py_INCREF, Py_DECREF

cdef extern from "lib.h":
    void start(void (*done)(void*) noexcept, char* name, void* state)

cdef void done(void* state) noexcept:
    request = <object>state
    request.finish()
    Py_DECREF(request)

def ask(request, name):
    arg = (request, name)
    Py_INCREF(arg)  # expect: reference-leak
    start(done, <char*>name, <void*>arg)

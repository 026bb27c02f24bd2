from cpython.ref cimport PyObject, Py_INCREF, Py_DECREF
cdef extern from "cb.h":
    ctypedef void (*cb)(void *ud)
    int cb_install(cb f, void *ud)
    void cb_remove(void *ud)
cdef void trampoline(void *ud) noexcept with gil:
    (<object>ud)()
def install(f):
    Py_INCREF(f)
    if cb_install(trampoline, <void *>f) != 0:
        Py_DECREF(f)
        raise RuntimeError()
def remove(f):
    cb_remove(<void *>f)
    Py_DECREF(f)

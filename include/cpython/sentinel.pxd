# Python.h: "Sentinel objects" in the Python/C API reference manual (CPython 3.15).

cdef extern from "Python.h":
    bint PySentinel_Check(object o)
    # module_name may be NULL.
    object PySentinel_New(const char *name, const char *module_name)

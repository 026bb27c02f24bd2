# Python.h: "Descriptor Objects" in the Python/C API reference manual (descrobject.h).

from cpython.object cimport PyObject, PyTypeObject

cdef extern from "Python.h":
    ctypedef object (*wrapperfunc)(object self, object args, void *wrapped)
    ctypedef object (*wrapperfunc_kwds)(object self, object args, void *wrapped, object kwds)

    # One slot function of a type as it looks from Python.
    struct wrapperbase:
        const char *name
        int offset
        void *function
        wrapperfunc wrapper
        const char *doc
        int flags
        PyObject *name_strobj
    int PyWrapperFlag_KEYWORDS

    ctypedef class builtins.wrapper_descriptor [object PyWrapperDescrObject]:
        cdef type d_type "d_common.d_type"
        cdef object d_name "d_common.d_name"
        cdef wrapperbase *d_base
        cdef void *d_wrapped

    object PyDescr_NewWrapper(PyTypeObject *cls, wrapperbase *wrapper, void *wrapped)
    int PyDescr_IsData(object descr)

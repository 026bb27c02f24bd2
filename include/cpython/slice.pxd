# Python.h: "Slice Objects" in the Python/C API reference manual (sliceobject.h).

cdef extern from "Python.h":
    bint PySlice_Check(object ob)
    # <object>NULL stands for None.
    slice PySlice_New(object start, object stop, object step)

    # The bounds as C integers, brought into range; then, for a length, made fit for indexing. The
    # answer of AdjustIndices is the number of items. It does not touch Python objects.
    int PySlice_Unpack(object slice, Py_ssize_t *start, Py_ssize_t *stop, Py_ssize_t *step) except -1
    Py_ssize_t PySlice_AdjustIndices(Py_ssize_t length, Py_ssize_t *start, Py_ssize_t *stop, Py_ssize_t step)
    # Both steps in one.
    int PySlice_GetIndicesEx(object slice, Py_ssize_t length, Py_ssize_t *start, Py_ssize_t *stop,
                             Py_ssize_t *step, Py_ssize_t *slicelength) except -1

    # Indices beyond the length are an error here, not always with an exception set.
    int PySlice_GetIndices(object slice, Py_ssize_t length, Py_ssize_t *start, Py_ssize_t *stop,
                           Py_ssize_t *step) except? -1

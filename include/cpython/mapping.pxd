# Python.h: "Mapping Protocol" in the Python/C API reference manual (abstract.h).

cdef extern from "Python.h":
    bint PyMapping_Check(object o)

    Py_ssize_t PyMapping_Size(object o) except -1
    Py_ssize_t PyMapping_Length(object o) except -1

    # Any exception on the way is dropped and the answer is 0.
    bint PyMapping_HasKey(object o, object key)
    bint PyMapping_HasKeyString(object o, const char *key)
    bint PyMapping_HasKeyWithError(object o, object key) except -1  # 3.13+
    bint PyMapping_HasKeyStringWithError(object o, const char *key) except -1  # 3.13+

    object PyMapping_GetItemString(object o, const char *key)
    int PyMapping_SetItemString(object o, const char *key, object v) except -1
    int PyMapping_DelItem(object o, object key) except -1
    int PyMapping_DelItemString(object o, const char *key) except -1

    object PyMapping_Keys(object o)
    object PyMapping_Values(object o)
    object PyMapping_Items(object o)

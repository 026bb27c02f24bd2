# Python.h: "Capsules" in the Python/C API reference manual (pycapsule.h).
#
# A capsule's name is not copied: it must live as long as the capsule.

from cpython.object cimport PyTypeObject

cdef extern from "Python.h":
    PyTypeObject PyCapsule_Type

    ctypedef void (*PyCapsule_Destructor)(object)

    bint PyCapsule_CheckExact(object o)
    # 1 where the four functions below would work with this name; never an error.
    bint PyCapsule_IsValid(object capsule, const char *name)

    # The pointer must not be NULL; name and destructor may be.
    object PyCapsule_New(void *pointer, const char *name, PyCapsule_Destructor destructor)
    # The capsule that the dotted name leads to, and its pointer.
    void *PyCapsule_Import(const char *name, bint no_block) except? NULL

    void *PyCapsule_GetPointer(object capsule, const char *name) except? NULL
    const char *PyCapsule_GetName(object capsule) except? NULL
    PyCapsule_Destructor PyCapsule_GetDestructor(object capsule) except? NULL
    void *PyCapsule_GetContext(object capsule) except? NULL

    int PyCapsule_SetPointer(object capsule, void *pointer) except -1
    int PyCapsule_SetName(object capsule, const char *name) except -1
    int PyCapsule_SetDestructor(object capsule, PyCapsule_Destructor destructor) except -1
    int PyCapsule_SetContext(object capsule, void *context) except -1

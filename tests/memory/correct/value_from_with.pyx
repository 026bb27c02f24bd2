"""A `with` block gives a variable its value; its exceptions leave the function."""

cdef extern from "lib.h":
    int write_all(void* file) nogil

cdef class Writer:
    cdef void* file

    def __enter__(self):
        return self

    def __exit__(self, *what):
        self.file = NULL

def save(target):
    cdef int status
    cdef Writer w
    with target() as w:
        print(target)
        status = write_all(w.file)
    if status != 0:
        raise OSError(status)

cdef class Log:
    cdef int __enter__(self) except -1:
        return 0

    def __exit__(self, *args):
        pass

def f(Log log):
    with log:  # error: [not-supported] `with` of an object whose __enter__ is a C method
        pass

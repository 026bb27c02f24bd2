"""What no ufunc can be made of."""
cimport cython

@cython.ufunc               # error: [invalid-declaration] Only C functions can be converted to a ufunc
def plain(x):
    return x

@cython.ufunc
cdef double of_truth(bint x):   # error: [invalid-declaration] Type 'bint' cannot be used as a ufunc argument
    return x

@cython.ufunc
cdef void nothing(int x):   # error: [invalid-declaration] Type 'void' cannot be used as a ufunc argument
    pass

@cython.ufunc
cdef char *pointer(int x):  # error: [invalid-declaration] Type 'char *' cannot be used as a ufunc argument
    return NULL

@cython.cfunc               # error: [unknown-directive] Cannot apply @cfunc to @ufunc, please reverse the decorators.
@cython.ufunc
def reversed_order(x: cython.double) -> cython.double:
    return x

cdef class Holder:
    @cython.ufunc           # error: [invalid-declaration] Methods cannot currently be converted to a ufunc
    cdef double method(self, double x):
        return x

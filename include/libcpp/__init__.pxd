# The C++ standard library, one module per header, and here the names that are part of C++ itself:
# ISO/IEC 14882:2017, 6.9.1 "Fundamental types" and 5.13.7 "Pointer literals".

cdef extern from "<cstddef>":
    ctypedef bint bool
    ctypedef void *nullptr_t "std::nullptr_t"
    nullptr_t nullptr

# <typeindex>: C++17 (ISO/IEC 14882:2017), 23.18 "Class type_index".

from libcpp.typeinfo cimport type_info

cdef extern from "<typeindex>" namespace "std" nogil:
    cdef cppclass type_index:
        type_index(const type_info &rhs)
        const char *name()
        size_t hash_code()
        bint operator==(const type_index &rhs)
        bint operator!=(const type_index &rhs)
        bint operator<(const type_index &rhs)
        bint operator<=(const type_index &rhs)
        bint operator>(const type_index &rhs)
        bint operator>=(const type_index &rhs)

# <typeinfo>: C++17 (ISO/IEC 14882:2017), 21.7.2 "Class type_info". `typeid` is in the cython module.

cdef extern from "<typeinfo>" namespace "std" nogil:
    cdef cppclass type_info:
        const char *name()
        size_t hash_code()
        # In some order that holds within the program
        int before(const type_info &rhs)
        bint operator==(const type_info &rhs)
        bint operator!=(const type_info &rhs)

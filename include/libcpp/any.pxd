# <any>: C++17 (ISO/IEC 14882:2017), 23.8 "Storage for any type".

from libcpp.typeinfo cimport type_info

cdef extern from "<any>" namespace "std" nogil:
    cdef cppclass any:
        any()
        any(const any &other) except +
        any &operator=(const any &other) except +
        any &operator=[U](U &value) except +

        bint has_value()
        const type_info &type()
        T &emplace[T](...) except +
        void reset()
        void swap(any &other)

    # Throws bad_any_cast where the value is not a T.
    T any_cast[T](any &operand) except +

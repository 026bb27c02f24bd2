# <stack>: C++17 (ISO/IEC 14882:2017), 26.6.6 "Class template stack". top and pop are not for an empty one.

cdef extern from "<stack>" namespace "std" nogil:
    cdef cppclass stack[T]:
        ctypedef T value_type
        stack() except +
        stack(const stack &other) except +
        bint empty()
        size_t size()
        T &top()
        void push(const T &value) except +
        void pop()

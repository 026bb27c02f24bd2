# <functional>: C++17 (ISO/IEC 14882:2017), 23.14 "Function objects".

cdef extern from "<functional>" namespace "std" nogil:
    # T is a function type, as in function[int(int, double)], which a ctypedef may name.
    cdef cppclass function[T]:
        function() except +
        function(T *f) except +
        function(const function &f) except +
        function(void *f) except +

        function &operator=(T *f)
        function &operator=(const function &f)
        function &operator=(void *f)
        function &operator=[U](U f)

        # Whether there is a function in it; a call without one throws bad_function_call.
        bint operator bool()

    # Comparison as an object, for containers and algorithms
    cdef cppclass greater[T=*]:
        greater() except +
        bint operator()(const T &x, const T &y) except +

    cdef cppclass less[T=*]:
        less() except +
        bint operator()(const T &x, const T &y) except +

    # The object must outlive the reference.
    cdef cppclass reference_wrapper[T]:
        reference_wrapper()
        reference_wrapper(T ref)
        T &get()

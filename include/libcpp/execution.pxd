# <execution>: C++17 (ISO/IEC 14882:2017), 23.19 "Execution policies" (unseq: C++20). The algorithms that
# take one are in libcpp.algorithm and libcpp.numeric.
#
# A function that an algorithm calls on other threads must not touch Python objects.

cdef extern from "<execution>" namespace "std::execution" nogil:
    cdef cppclass sequenced_policy:
        pass
    cdef cppclass parallel_policy:
        pass
    cdef cppclass parallel_unsequenced_policy:
        pass
    cdef cppclass unsequenced_policy:
        pass

    const sequenced_policy seq
    const parallel_policy par
    const parallel_unsequenced_policy par_unseq
    const unsequenced_policy unseq

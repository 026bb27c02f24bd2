# <numeric>: C++17 (ISO/IEC 14882:2017), 29.8 "Generalized numeric operations".
#
# Ranges are [first, last). A function that is passed in is called without the GIL, and a C++ exception
# from it reaches the caller. The forms with an execution policy take one of libcpp.execution.

cdef extern from "<numeric>" namespace "std" nogil:
    # 29.8 Numeric operations
    T accumulate[Iter, T](Iter first, Iter last, T init) except +
    T accumulate[Iter, T, Op](Iter first, Iter last, T init, Op op) except +
    T inner_product[Iter1, Iter2, T](Iter1 first1, Iter1 last1, Iter2 first2, T init) except +
    T inner_product[Iter1, Iter2, T, Op, Op2](
        Iter1 first1, Iter1 last1, Iter2 first2, T init, Op op1, Op2 op2) except +
    void iota[Iter, T](Iter first, Iter last, T value) except +
    Out partial_sum[Iter, Out](Iter first, Iter last, Out result) except +
    Out partial_sum[Iter, Out, Op](Iter first, Iter last, Out result, Op op) except +
    Out adjacent_difference[Iter, Out](Iter first, Iter last, Out result) except +
    Out adjacent_difference[Iter, Out, Op](Iter first, Iter last, Out result, Op op) except +
    Out adjacent_difference[Policy, Iter, Out, Op](
        Policy &&policy, Iter first, Iter last, Out result, Op op) except +

    # In any order
    T reduce[Iter, T](Iter first, Iter last, T init) except +
    T reduce[Policy, Iter, T](Policy &&policy, Iter first, Iter last, T init) except +
    T reduce[Iter, T, Op](Iter first, Iter last, T init, Op op) except +
    T reduce[Policy, Iter, T, Op](Policy &&policy, Iter first, Iter last, T init, Op op) except +
    T transform_reduce[Iter1, Iter2, T](Iter1 first1, Iter1 last1, Iter2 first2, T init) except +
    T transform_reduce[Policy, Iter1, Iter2, T](
        Policy &&policy, Iter1 first1, Iter1 last1, Iter2 first2, T init) except +
    T transform_reduce[Iter1, Iter2, T, Op, Op2](
        Iter1 first1, Iter1 last1, Iter2 first2, T init, Op reduce, Op2 transform) except +
    T transform_reduce[Policy, Iter1, Iter2, T, Op, Op2](
        Policy &&policy, Iter1 first1, Iter1 last1, Iter2 first2, T init, Op reduce, Op2 transform) except +
    T transform_reduce[Iter, T, Op, Op2](Iter first, Iter last, T init, Op reduce, Op2 transform) except +
    Out inclusive_scan[Iter, Out](Iter first, Iter last, Out result) except +
    Out inclusive_scan[Iter, Out, Op](Iter first, Iter last, Out result, Op op) except +
    Out inclusive_scan[Iter, Out, Op, T](Iter first, Iter last, Out result, Op op, T init) except +
    Out inclusive_scan[Policy, Iter, Out, Op, T](
        Policy &&policy, Iter first, Iter last, Out result, Op op, T init) except +
    Out exclusive_scan[Iter, Out, T](Iter first, Iter last, Out result, T init) except +
    Out exclusive_scan[Iter, Out, T, Op](Iter first, Iter last, Out result, T init, Op op) except +
    Out exclusive_scan[Policy, Iter, Out, T, Op](
        Policy &&policy, Iter first, Iter last, Out result, T init, Op op) except +
    Out transform_inclusive_scan[Iter, Out, Op, Op2](
        Iter first, Iter last, Out result, Op op, Op2 unary) except +
    Out transform_inclusive_scan[Iter, Out, Op, Op2, T](
        Iter first, Iter last, Out result, Op op, Op2 unary, T init) except +
    Out transform_inclusive_scan[Policy, Iter, Out, Op, Op2, T](
        Policy &&policy, Iter first, Iter last, Out result, Op op, Op2 unary, T init) except +
    Out transform_exclusive_scan[Iter, Out, T, Op, Op2](
        Iter first, Iter last, Out result, T init, Op op, Op2 unary) except +
    Out transform_exclusive_scan[Policy, Iter, Out, T, Op, Op2](
        Policy &&policy, Iter first, Iter last, Out result, T init, Op op, Op2 unary) except +

    # Whole numbers
    T gcd[T](T a, T b) except +
    T lcm[T](T a, T b) except +

    # C++20
    T midpoint[T](T a, T b) except +

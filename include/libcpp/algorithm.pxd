# <algorithm>: C++17 (ISO/IEC 14882:2017), clause 28 "Algorithms library".
#
# Ranges are [first, last). A function that is passed in is called without the GIL, and a C++ exception
# from it reaches the caller. The forms with an execution policy take one of libcpp.execution; they need
# a C++ library that has them (gcc: link with -ltbb).

from libc.stddef cimport ptrdiff_t
from libcpp.utility cimport pair

cdef extern from "<algorithm>" namespace "std" nogil:
    # 28.5 Non-modifying: all of, any of, none of
    bint all_of[Iter, Pred](Iter first, Iter last, Pred pred) except +
    bint all_of[Policy, Iter, Pred](Policy &&policy, Iter first, Iter last, Pred pred) except +
    bint any_of[Iter, Pred](Iter first, Iter last, Pred pred) except +
    bint any_of[Policy, Iter, Pred](Policy &&policy, Iter first, Iter last, Pred pred) except +
    bint none_of[Iter, Pred](Iter first, Iter last, Pred pred) except +
    bint none_of[Policy, Iter, Pred](Policy &&policy, Iter first, Iter last, Pred pred) except +

    # For each
    void for_each[Iter, Func](Iter first, Iter last, Func f) except +
    void for_each[Policy, Iter, Func](Policy &&policy, Iter first, Iter last, Func f) except +

    # Find
    Iter find[Iter, T](Iter first, Iter last, const T &value) except +
    Iter find[Policy, Iter, T](Policy &&policy, Iter first, Iter last, const T &value) except +
    Iter find_if[Iter, Pred](Iter first, Iter last, Pred pred) except +
    Iter find_if[Policy, Iter, Pred](Policy &&policy, Iter first, Iter last, Pred pred) except +
    Iter find_if_not[Iter, Pred](Iter first, Iter last, Pred pred) except +
    Iter find_if_not[Policy, Iter, Pred](Policy &&policy, Iter first, Iter last, Pred pred) except +
    Iter1 find_end[Iter1, Iter2](Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2) except +
    Iter1 find_end[Iter1, Iter2, BinaryPred](
        Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2, BinaryPred pred) except +
    Iter1 find_end[Policy, Iter1, Iter2](
        Policy &&policy, Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2) except +
    Iter1 find_end[Policy, Iter1, Iter2, BinaryPred](
        Policy &&policy, Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2, BinaryPred pred) except +
    Iter1 find_first_of[Iter1, Iter2](Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2) except +
    Iter1 find_first_of[Iter1, Iter2, BinaryPred](
        Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2, BinaryPred pred) except +
    Iter1 find_first_of[Policy, Iter1, Iter2](
        Policy &&policy, Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2) except +
    Iter1 find_first_of[Policy, Iter1, Iter2, BinaryPred](
        Policy &&policy, Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2, BinaryPred pred) except +
    Iter adjacent_find[Iter](Iter first, Iter last) except +
    Iter adjacent_find[Iter, BinaryPred](Iter first, Iter last, BinaryPred pred) except +
    Iter adjacent_find[Policy, Iter](Policy &&policy, Iter first, Iter last) except +
    Iter adjacent_find[Policy, Iter, BinaryPred](
        Policy &&policy, Iter first, Iter last, BinaryPred pred) except +

    # Count, mismatch, equal, search
    ptrdiff_t count[Iter, T](Iter first, Iter last, const T &value) except +
    ptrdiff_t count[Policy, Iter, T](Policy &&policy, Iter first, Iter last, const T &value) except +
    ptrdiff_t count_if[Iter, Pred](Iter first, Iter last, Pred pred) except +
    ptrdiff_t count_if[Policy, Iter, Pred](Policy &&policy, Iter first, Iter last, Pred pred) except +
    pair[Iter1, Iter2] mismatch[Iter1, Iter2](Iter1 first1, Iter1 last1, Iter2 first2) except +
    pair[Iter1, Iter2] mismatch[Policy, Iter1, Iter2](
        Policy &&policy, Iter1 first1, Iter1 last1, Iter2 first2) except +
    bint equal[Iter1, Iter2](Iter1 first1, Iter1 last1, Iter2 first2) except +
    bint equal[Iter1, Iter2, BinaryPred](Iter1 first1, Iter1 last1, Iter2 first2, BinaryPred pred) except +
    bint equal[Iter1, Iter2, BinaryPred](
        Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2, BinaryPred pred) except +
    bint is_permutation[Iter1, Iter2](Iter1 first1, Iter1 last1, Iter2 first2) except +
    bint is_permutation[Iter1, Iter2, BinaryPred](
        Iter1 first1, Iter1 last1, Iter2 first2, BinaryPred pred) except +
    bint is_permutation[Iter1, Iter2, BinaryPred](
        Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2, BinaryPred pred) except +
    Iter1 search[Iter1, Iter2](Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2) except +
    Iter1 search[Iter1, Iter2, BinaryPred](
        Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2, BinaryPred pred) except +
    Iter1 search[Policy, Iter1, Iter2](
        Policy &&policy, Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2) except +
    Iter1 search[Policy, Iter1, Iter2, BinaryPred](
        Policy &&policy, Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2, BinaryPred pred) except +
    Iter search_n[Iter, Size, T](Iter first, Iter last, Size count, const T &value) except +
    Iter search_n[Iter, Size, T, BinaryPred](
        Iter first, Iter last, Size count, const T &value, BinaryPred pred) except +
    Iter search_n[Policy, Iter, Size, T](
        Policy &&policy, Iter first, Iter last, Size count, const T &value) except +
    Iter search_n[Policy, Iter, Size, T, BinaryPred](
        Policy &&policy, Iter first, Iter last, Size count, const T &value, BinaryPred pred) except +

    # 28.6 Mutating: copy and move
    Out copy[Iter, Out](Iter first, Iter last, Out result) except +
    Out copy[Policy, Iter, Out](Policy &&policy, Iter first, Iter last, Out result) except +
    Out copy_n[Iter, Size, Out](Iter first, Size n, Out result) except +
    Out copy_n[Policy, Iter, Size, Out](Policy &&policy, Iter first, Size n, Out result) except +
    Out copy_if[Iter, Out, Pred](Iter first, Iter last, Out result, Pred pred) except +
    Out copy_if[Policy, Iter, Out, Pred](
        Policy &&policy, Iter first, Iter last, Out result, Pred pred) except +
    Iter2 copy_backward[Iter1, Iter2](Iter1 first, Iter1 last, Iter2 result) except +
    Iter2 copy_backward[Policy, Iter1, Iter2](Policy &&policy, Iter1 first, Iter1 last, Iter2 result) except +
    Out move[Iter, Out](Iter first, Iter last, Out result) except +
    Out move[Policy, Iter, Out](Policy &&policy, Iter first, Iter last, Out result) except +
    Iter2 move_backward[Iter1, Iter2](Iter1 first, Iter1 last, Iter2 result) except +
    Iter2 move_backward[Policy, Iter1, Iter2](Policy &&policy, Iter1 first, Iter1 last, Iter2 result) except +

    # Swap
    void swap[T](T &a, T &b) except +
    Iter2 swap_ranges[Iter1, Iter2](Iter1 first1, Iter1 last1, Iter2 first2) except +
    Iter2 swap_ranges[Policy, Iter1, Iter2](Policy &&policy, Iter1 first1, Iter1 last1, Iter2 first2) except +
    void iter_swap[Iter](Iter a, Iter b) except +

    # Transform, replace, fill, generate
    Out transform[Iter, Out, Func](Iter first, Iter last, Out result, Func op) except +
    Out transform[Iter1, Iter2, Out, Func](
        Iter1 first1, Iter1 last1, Iter2 first2, Out result, Func op) except +
    Out transform[Policy, Iter1, Iter2, Out, Func](
        Policy &&policy, Iter1 first1, Iter1 last1, Iter2 first2, Out result, Func op) except +
    void replace[Iter, T](Iter first, Iter last, const T &old_value, const T &new_value) except +
    void replace[Policy, Iter, T](
        Policy &&policy, Iter first, Iter last, const T &old_value, const T &new_value) except +
    void replace_if[Iter, Pred, T](Iter first, Iter last, Pred pred, const T &new_value) except +
    void replace_if[Policy, Iter, Pred, T](
        Policy &&policy, Iter first, Iter last, Pred pred, const T &new_value) except +
    Out replace_copy[Iter, Out, T](
        Iter first, Iter last, Out result, const T &old_value, const T &new_value) except +
    Out replace_copy[Policy, Iter, Out, T](
        Policy &&policy, Iter first, Iter last, Out result, const T &old_value, const T &new_value) except +
    Out replace_copy_if[Iter, Out, Pred, T](
        Iter first, Iter last, Out result, Pred pred, const T &new_value) except +
    Out replace_copy_if[Policy, Iter, Out, Pred, T](
        Policy &&policy, Iter first, Iter last, Out result, Pred pred, const T &new_value) except +
    void fill[Iter, T](Iter first, Iter last, const T &value) except +
    void fill[Policy, Iter, T](Policy &&policy, Iter first, Iter last, const T &value) except +
    Iter fill_n[Iter, Size, T](Iter first, Size n, const T &value) except +
    Iter fill_n[Policy, Iter, Size, T](Policy &&policy, Iter first, Size n, const T &value) except +
    void generate[Iter, Generator](Iter first, Iter last, Generator gen) except +
    void generate[Policy, Iter, Generator](Policy &&policy, Iter first, Iter last, Generator gen) except +
    void generate_n[Iter, Size, Generator](Iter first, Size n, Generator gen) except +
    void generate_n[Policy, Iter, Size, Generator](
        Policy &&policy, Iter first, Size n, Generator gen) except +

    # Remove, which answers the end of what is kept, and unique
    Iter remove[Iter, T](Iter first, Iter last, const T &value) except +
    Iter remove[Policy, Iter, T](Policy &&policy, Iter first, Iter last, const T &value) except +
    Iter remove_if[Iter, Pred](Iter first, Iter last, Pred pred) except +
    Iter remove_if[Policy, Iter, Pred](Policy &&policy, Iter first, Iter last, Pred pred) except +
    Out remove_copy[Iter, Out, T](Iter first, Iter last, Out result, const T &value) except +
    Out remove_copy[Policy, Iter, Out, T](
        Policy &&policy, Iter first, Iter last, Out result, const T &value) except +
    Out remove_copy_if[Iter, Out, Pred](Iter first, Iter last, Out result, Pred pred) except +
    Out remove_copy_if[Policy, Iter, Out, Pred](
        Policy &&policy, Iter first, Iter last, Out result, Pred pred) except +
    Iter unique[Iter](Iter first, Iter last) except +
    Iter unique[Iter, BinaryPred](Iter first, Iter last, BinaryPred pred) except +
    Iter unique[Policy, Iter](Policy &&policy, Iter first, Iter last) except +
    Iter unique[Policy, Iter, BinaryPred](Policy &&policy, Iter first, Iter last, BinaryPred pred) except +
    Out unique_copy[Iter, Out](Iter first, Iter last, Out result) except +
    Out unique_copy[Iter, Out, BinaryPred](Iter first, Iter last, Out result, BinaryPred pred) except +
    Out unique_copy[Policy, Iter, Out](Policy &&policy, Iter first, Iter last, Out result) except +
    Out unique_copy[Policy, Iter, Out, BinaryPred](
        Policy &&policy, Iter first, Iter last, Out result, BinaryPred pred) except +

    # Reverse, rotate, shuffle, sample
    void reverse[Iter](Iter first, Iter last) except +
    void reverse[Policy, Iter](Policy &&policy, Iter first, Iter last) except +
    Out reverse_copy[Iter, Out](Iter first, Iter last, Out result) except +
    Out reverse_copy[Policy, Iter, Out](Policy &&policy, Iter first, Iter last, Out result) except +
    Iter rotate[Iter](Iter first, Iter middle, Iter last) except +
    Iter rotate[Policy, Iter](Policy &&policy, Iter first, Iter middle, Iter last) except +
    Out rotate_copy[Iter, Out](Iter first, Iter middle, Iter last, Out result) except +
    Out rotate_copy[Policy, Iter, Out](
        Policy &&policy, Iter first, Iter middle, Iter last, Out result) except +
    void shuffle[Iter, Random](Iter first, Iter last, Random &&g) except +
    Out sample[Iter, Out, Size, Random](Iter first, Iter last, Out out, Size n, Random &&g) except +

    # 28.7 Sorting and related
    void sort[Iter](Iter first, Iter last) except +
    void sort[Iter, Compare](Iter first, Iter last, Compare comp) except +
    void sort[Policy, Iter](Policy &&policy, Iter first, Iter last) except +
    void sort[Policy, Iter, Compare](Policy &&policy, Iter first, Iter last, Compare comp) except +
    void stable_sort[Iter](Iter first, Iter last) except +
    void stable_sort[Iter, Compare](Iter first, Iter last, Compare comp) except +
    void stable_sort[Policy, Iter](Policy &&policy, Iter first, Iter last) except +
    void stable_sort[Policy, Iter, Compare](Policy &&policy, Iter first, Iter last, Compare comp) except +
    void partial_sort[Iter](Iter first, Iter middle, Iter last) except +
    void partial_sort[Iter, Compare](Iter first, Iter middle, Iter last, Compare comp) except +
    void partial_sort[Policy, Iter](Policy &&policy, Iter first, Iter middle, Iter last) except +
    void partial_sort[Policy, Iter, Compare](
        Policy &&policy, Iter first, Iter middle, Iter last, Compare comp) except +
    Out partial_sort_copy[Iter, Out](Iter first, Iter last, Out result_first, Out result_last) except +
    Out partial_sort_copy[Iter, Out, Compare](
        Iter first, Iter last, Out result_first, Out result_last, Compare comp) except +
    Out partial_sort_copy[Policy, Iter, Out](
        Policy &&policy, Iter first, Iter last, Out result_first, Out result_last) except +
    Out partial_sort_copy[Policy, Iter, Out, Compare](
        Policy &&policy, Iter first, Iter last, Out result_first, Out result_last, Compare comp) except +
    bint is_sorted[Iter](Iter first, Iter last) except +
    bint is_sorted[Iter, Compare](Iter first, Iter last, Compare comp) except +
    bint is_sorted[Policy, Iter](Policy &&policy, Iter first, Iter last) except +
    bint is_sorted[Policy, Iter, Compare](Policy &&policy, Iter first, Iter last, Compare comp) except +
    Iter is_sorted_until[Iter](Iter first, Iter last) except +
    Iter is_sorted_until[Iter, Compare](Iter first, Iter last, Compare comp) except +
    Iter is_sorted_until[Policy, Iter](Policy &&policy, Iter first, Iter last) except +
    Iter is_sorted_until[Policy, Iter, Compare](Policy &&policy, Iter first, Iter last, Compare comp) except +
    void nth_element[Iter](Iter first, Iter nth, Iter last) except +
    void nth_element[Iter, Compare](Iter first, Iter nth, Iter last, Compare comp) except +
    void nth_element[Policy, Iter](Policy &&policy, Iter first, Iter nth, Iter last) except +
    void nth_element[Policy, Iter, Compare](
        Policy &&policy, Iter first, Iter nth, Iter last, Compare comp) except +

    # Binary search in a sorted range
    Iter lower_bound[Iter, T](Iter first, Iter last, const T &value) except +
    Iter lower_bound[Iter, T, Compare](Iter first, Iter last, const T &value, Compare comp) except +
    Iter upper_bound[Iter, T](Iter first, Iter last, const T &value) except +
    Iter upper_bound[Iter, T, Compare](Iter first, Iter last, const T &value, Compare comp) except +
    pair[Iter, Iter] equal_range[Iter, T](Iter first, Iter last, const T &value) except +
    pair[Iter, Iter] equal_range[Iter, T, Compare](
        Iter first, Iter last, const T &value, Compare comp) except +
    bint binary_search[Iter, T](Iter first, Iter last, const T &value) except +
    bint binary_search[Iter, T, Compare](Iter first, Iter last, const T &value, Compare comp) except +

    # Partitions
    bint is_partitioned[Iter, Pred](Iter first, Iter last, Pred pred) except +
    bint is_partitioned[Policy, Iter, Pred](Policy &&policy, Iter first, Iter last, Pred pred) except +
    Iter partition[Iter, Pred](Iter first, Iter last, Pred pred) except +
    Iter partition[Policy, Iter, Pred](Policy &&policy, Iter first, Iter last, Pred pred) except +
    Iter stable_partition[Iter, Pred](Iter first, Iter last, Pred pred) except +
    Iter stable_partition[Policy, Iter, Pred](Policy &&policy, Iter first, Iter last, Pred pred) except +
    pair[Out1, Out2] partition_copy[Iter, Out1, Out2, Pred](
        Iter first, Iter last, Out1 out_true, Out2 out_false, Pred pred) except +
    pair[Out1, Out2] partition_copy[Policy, Iter, Out1, Out2, Pred](
        Policy &&policy, Iter first, Iter last, Out1 out_true, Out2 out_false, Pred pred) except +
    Iter partition_point[Iter, Pred](Iter first, Iter last, Pred pred) except +

    # Merge and set operations on sorted ranges
    Out merge[Iter1, Iter2, Out](Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2, Out result) except +
    Out merge[Iter1, Iter2, Out, Compare](
        Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2, Out result, Compare comp) except +
    Out merge[Policy, Iter1, Iter2, Out, Compare](
        Policy &&policy, Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2, Out result,
        Compare comp) except +
    void inplace_merge[Iter](Iter first, Iter middle, Iter last) except +
    void inplace_merge[Iter, Compare](Iter first, Iter middle, Iter last, Compare comp) except +
    void inplace_merge[Policy, Iter](Policy &&policy, Iter first, Iter middle, Iter last) except +
    void inplace_merge[Policy, Iter, Compare](
        Policy &&policy, Iter first, Iter middle, Iter last, Compare comp) except +
    bint includes[Iter1, Iter2](Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2) except +
    bint includes[Iter1, Iter2, Compare](
        Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2, Compare comp) except +
    bint includes[Policy, Iter1, Iter2](
        Policy &&policy, Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2) except +
    bint includes[Policy, Iter1, Iter2, Compare](
        Policy &&policy, Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2, Compare comp) except +
    Out set_union[Iter1, Iter2, Out](
        Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2, Out result) except +
    Out set_union[Iter1, Iter2, Out, Compare](
        Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2, Out result, Compare comp) except +
    Out set_union[Policy, Iter1, Iter2, Out, Compare](
        Policy &&policy, Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2, Out result,
        Compare comp) except +
    Out set_intersection[Iter1, Iter2, Out](
        Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2, Out result) except +
    Out set_intersection[Iter1, Iter2, Out, Compare](
        Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2, Out result, Compare comp) except +
    Out set_intersection[Policy, Iter1, Iter2, Out, Compare](
        Policy &&policy, Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2, Out result,
        Compare comp) except +
    Out set_difference[Iter1, Iter2, Out](
        Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2, Out result) except +
    Out set_difference[Iter1, Iter2, Out, Compare](
        Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2, Out result, Compare comp) except +
    Out set_difference[Policy, Iter1, Iter2, Out, Compare](
        Policy &&policy, Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2, Out result,
        Compare comp) except +
    Out set_symmetric_difference[Iter1, Iter2, Out](
        Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2, Out result) except +
    Out set_symmetric_difference[Iter1, Iter2, Out, Compare](
        Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2, Out result, Compare comp) except +
    Out set_symmetric_difference[Policy, Iter1, Iter2, Out, Compare](
        Policy &&policy, Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2, Out result,
        Compare comp) except +

    # Heaps
    void push_heap[Iter](Iter first, Iter last) except +
    void push_heap[Iter, Compare](Iter first, Iter last, Compare comp) except +
    void pop_heap[Iter](Iter first, Iter last) except +
    void pop_heap[Iter, Compare](Iter first, Iter last, Compare comp) except +
    void make_heap[Iter](Iter first, Iter last) except +
    void make_heap[Iter, Compare](Iter first, Iter last, Compare comp) except +
    void sort_heap[Iter](Iter first, Iter last) except +
    void sort_heap[Iter, Compare](Iter first, Iter last, Compare comp) except +
    bint is_heap[Iter](Iter first, Iter last) except +
    bint is_heap[Iter, Compare](Iter first, Iter last, Compare comp) except +

    # Minimum and maximum
    const T &min[T](const T &a, const T &b) except +
    const T &min[T, Compare](const T &a, const T &b, Compare comp) except +
    const T &max[T](const T &a, const T &b) except +
    const T &max[T, Compare](const T &a, const T &b, Compare comp) except +
    pair[T, T] minmax[T](const T &a, const T &b) except +
    pair[T, T] minmax[T, Compare](const T &a, const T &b, Compare comp) except +
    Iter min_element[Iter](Iter first, Iter last) except +
    Iter min_element[Iter, Compare](Iter first, Iter last, Compare comp) except +
    Iter min_element[Policy, Iter](Policy &&policy, Iter first, Iter last) except +
    Iter min_element[Policy, Iter, Compare](Policy &&policy, Iter first, Iter last, Compare comp) except +
    Iter max_element[Iter](Iter first, Iter last) except +
    Iter max_element[Iter, Compare](Iter first, Iter last, Compare comp) except +
    Iter max_element[Policy, Iter](Policy &&policy, Iter first, Iter last) except +
    Iter max_element[Policy, Iter, Compare](Policy &&policy, Iter first, Iter last, Compare comp) except +
    pair[Iter, Iter] minmax_element[Iter](Iter first, Iter last) except +
    pair[Iter, Iter] minmax_element[Iter, Compare](Iter first, Iter last, Compare comp) except +
    pair[Iter, Iter] minmax_element[Policy, Iter](Policy &&policy, Iter first, Iter last) except +
    pair[Iter, Iter] minmax_element[Policy, Iter, Compare](
        Policy &&policy, Iter first, Iter last, Compare comp) except +
    const T &clamp[T](const T &v, const T &lo, const T &hi) except +
    const T &clamp[T, Compare](const T &v, const T &lo, const T &hi, Compare comp) except +

    # Comparison and permutations
    bint lexicographical_compare[Iter1, Iter2](Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2) except +
    bint lexicographical_compare[Iter1, Iter2, Compare](
        Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2, Compare comp) except +
    bint lexicographical_compare[Policy, Iter1, Iter2](
        Policy &&policy, Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2) except +
    bint lexicographical_compare[Policy, Iter1, Iter2, Compare](
        Policy &&policy, Iter1 first1, Iter1 last1, Iter2 first2, Iter2 last2, Compare comp) except +
    bint next_permutation[Iter](Iter first, Iter last) except +
    bint next_permutation[Iter, Compare](Iter first, Iter last, Compare comp) except +
    bint prev_permutation[Iter](Iter first, Iter last) except +
    bint prev_permutation[Iter, Compare](Iter first, Iter last, Compare comp) except +

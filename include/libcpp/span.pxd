# <span>: C++20 (ISO/IEC 14882:2020), 22.7.3 "Class template span".
#
# A span keeps no items alive: what it was made from must outlive it.

from libc.stddef cimport ptrdiff_t
from libcpp.vector cimport vector

cdef extern from "<span>" namespace "std" nogil:
    cdef cppclass span[T]:
        ctypedef T value_type
        ctypedef size_t size_type
        ctypedef ptrdiff_t difference_type
        size_t extent

        cppclass iterator:
            iterator() except +
            iterator(iterator &) except +
            T &operator*()
            iterator operator++()
            iterator operator++(int)
            iterator operator--()
            iterator operator--(int)
            iterator operator+(size_type)
            iterator operator-(size_type)
            difference_type operator-(iterator)
            bint operator==(iterator)
            bint operator!=(iterator)
            bint operator<(iterator)
            bint operator>(iterator)
            bint operator<=(iterator)
            bint operator>=(iterator)

        cppclass reverse_iterator:
            reverse_iterator() except +
            reverse_iterator(reverse_iterator &) except +
            T &operator*()
            reverse_iterator operator++()
            reverse_iterator operator++(int)
            reverse_iterator operator--()
            reverse_iterator operator--(int)
            reverse_iterator operator+(size_type)
            reverse_iterator operator-(size_type)
            difference_type operator-(reverse_iterator)
            bint operator==(reverse_iterator)
            bint operator!=(reverse_iterator)
            bint operator<(reverse_iterator)
            bint operator>(reverse_iterator)
            bint operator<=(reverse_iterator)
            bint operator>=(reverse_iterator)

        span()
        span(T *first, size_type count)
        span(T *first, T *last)
        span(vector[T] &v)
        span(const span &other)

        # Iterators
        iterator begin()
        iterator end()
        reverse_iterator rbegin()
        reverse_iterator rend()

        # Size
        bint empty()
        size_type size()
        size_type size_bytes()

        # Items; none of it is checked.
        T &operator[](size_type index)
        T &front()
        T &back()
        T *data()

        # Parts
        span[T] first(size_type count)
        span[T] last(size_type count)
        span[T] subspan(size_type offset)
        span[T] subspan(size_type offset, size_type count)

    # The extent of a span whose length is known at run time only
    const size_t dynamic_extent

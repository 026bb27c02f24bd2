# <iterator>: C++17 (ISO/IEC 14882:2017), clause 27 "Iterators library".

from libc.stddef cimport ptrdiff_t

cdef extern from "<iterator>" namespace "std" nogil:
    # 27.4.1 What an iterator can do
    cdef cppclass input_iterator_tag:
        pass
    cdef cppclass output_iterator_tag:
        pass
    cdef cppclass forward_iterator_tag(input_iterator_tag):
        pass
    cdef cppclass bidirectional_iterator_tag(forward_iterator_tag):
        pass
    cdef cppclass random_access_iterator_tag(bidirectional_iterator_tag):
        pass

    # Deprecated in C++17
    cdef cppclass iterator[Category, T, Distance, Pointer, Reference]:
        pass

    # 27.5.2 Assigning through these adds to a container.
    cdef cppclass back_insert_iterator[T](iterator[output_iterator_tag, void, void, void, void]):
        pass
    cdef cppclass front_insert_iterator[T](iterator[output_iterator_tag, void, void, void, void]):
        pass
    cdef cppclass insert_iterator[T](iterator[output_iterator_tag, void, void, void, void]):
        pass
    back_insert_iterator[Container] back_inserter[Container](Container &x)
    front_insert_iterator[Container] front_inserter[Container](Container &x)
    insert_iterator[Container] inserter[Container, Iter](Container &x, Iter i)

    # 27.4.3
    ptrdiff_t distance[Iter](Iter first, Iter last)

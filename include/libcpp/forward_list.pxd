# <forward_list>: C++17 (ISO/IEC 14882:2017), 26.3.9 "Class template forward_list".
#
# const_NAME is NAME of a const container, which C++ picks by the object: the language cannot.

from libc.stddef cimport ptrdiff_t

cdef extern from "<forward_list>" namespace "std" nogil:
    cdef cppclass forward_list[T, ALLOCATOR=*]:
        ctypedef T value_type
        ctypedef ALLOCATOR allocator_type
        ctypedef size_t size_type
        ctypedef ptrdiff_t difference_type

        cppclass const_iterator

        cppclass iterator:
            iterator() except +
            iterator(iterator &) except +
            T &operator*()
            iterator operator++()
            iterator operator++(int)
            bint operator==(iterator)
            bint operator==(const_iterator)
            bint operator!=(iterator)
            bint operator!=(const_iterator)

        cppclass const_iterator:
            const_iterator() except +
            const_iterator(const_iterator &) except +
            const_iterator(iterator &) except +
            const_iterator &operator=(iterator &) except +
            const T &operator*()
            const_iterator operator++()
            const_iterator operator++(int)
            bint operator==(const_iterator)
            bint operator==(iterator)
            bint operator!=(const_iterator)
            bint operator!=(iterator)

        forward_list() except +
        forward_list(size_type n, const T &value) except +
        forward_list(const forward_list &x) except +
        void assign(size_type n, const T &value) except +

        # Iterators
        iterator before_begin()
        const_iterator const_before_begin "before_begin" ()
        const_iterator cbefore_begin()
        iterator begin()
        const_iterator const_begin "begin" ()
        const_iterator cbegin()
        iterator end()
        const_iterator const_end "end" ()
        const_iterator cend()

        # Size and first item
        bint empty()
        size_type max_size()
        void resize(size_type n) except +
        void resize(size_type n, const T &value) except +
        T &front()

        # Changes, each after the position that is given
        void push_front(const T &value) except +
        void pop_front()
        iterator insert_after(iterator position, const T &value) except +
        iterator insert_after(iterator position, size_type n, const T &value) except +
        iterator erase_after(iterator position)
        iterator erase_after(iterator position, iterator last)
        void swap(forward_list &x)
        void clear()
        void splice_after(iterator position, forward_list &x)
        void splice_after(iterator position, forward_list &x, iterator i)
        void splice_after(iterator position, forward_list &x, iterator first, iterator last)
        void remove(const T &value) except +
        void remove_if[Predicate](Predicate pred) except +
        void unique() except +
        void unique[Predicate](Predicate pred) except +
        void merge(forward_list &x) except +
        void merge[Compare](forward_list &x, Compare comp) except +
        void sort() except +
        void sort[Compare](Compare comp) except +
        void reverse()

        # Comparison, item by item
        bint operator==(const forward_list &, const forward_list &)
        bint operator!=(const forward_list &, const forward_list &)
        bint operator<(const forward_list &, const forward_list &)
        bint operator>(const forward_list &, const forward_list &)
        bint operator<=(const forward_list &, const forward_list &)
        bint operator>=(const forward_list &, const forward_list &)

# <list>: C++17 (ISO/IEC 14882:2017), 26.3.10 "Class template list".
#
# const_NAME is NAME of a const container, which C++ picks by the object: the language cannot.

from libc.stddef cimport ptrdiff_t

cdef extern from "<list>" namespace "std" nogil:
    cdef cppclass list[T, ALLOCATOR=*]:
        ctypedef T value_type
        ctypedef ALLOCATOR allocator_type
        ctypedef size_t size_type
        ctypedef ptrdiff_t difference_type

        cppclass const_iterator
        cppclass const_reverse_iterator

        cppclass iterator:
            iterator() except +
            iterator(iterator &) except +
            T &operator*()
            iterator operator++()
            iterator operator++(int)
            iterator operator--()
            iterator operator--(int)
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
            const_iterator operator--()
            const_iterator operator--(int)
            bint operator==(const_iterator)
            bint operator==(iterator)
            bint operator!=(const_iterator)
            bint operator!=(iterator)

        cppclass reverse_iterator:
            reverse_iterator() except +
            reverse_iterator(reverse_iterator &) except +
            T &operator*()
            reverse_iterator operator++()
            reverse_iterator operator++(int)
            reverse_iterator operator--()
            reverse_iterator operator--(int)
            bint operator==(reverse_iterator)
            bint operator==(const_reverse_iterator)
            bint operator!=(reverse_iterator)
            bint operator!=(const_reverse_iterator)

        cppclass const_reverse_iterator:
            const_reverse_iterator() except +
            const_reverse_iterator(const_reverse_iterator &) except +
            const_reverse_iterator(reverse_iterator &) except +
            const_reverse_iterator &operator=(reverse_iterator &) except +
            const T &operator*()
            const_reverse_iterator operator++()
            const_reverse_iterator operator++(int)
            const_reverse_iterator operator--()
            const_reverse_iterator operator--(int)
            bint operator==(const_reverse_iterator)
            bint operator==(reverse_iterator)
            bint operator!=(const_reverse_iterator)
            bint operator!=(reverse_iterator)

        list() except +
        list(size_type n, const T &value) except +
        list(const list &x) except +
        list &list[InputIt](InputIt first, InputIt last) except +
        void assign(size_type n, const T &value) except +

        # Iterators
        iterator begin()
        const_iterator const_begin "begin" ()
        const_iterator cbegin()
        iterator end()
        const_iterator const_end "end" ()
        const_iterator cend()
        reverse_iterator rbegin()
        const_reverse_iterator const_rbegin "rbegin" ()
        const_reverse_iterator crbegin()
        reverse_iterator rend()
        const_reverse_iterator const_rend "rend" ()
        const_reverse_iterator crend()

        # Size
        bint empty()
        size_type size()
        size_type max_size()
        void resize(size_type n, const T &value) except +

        # Items
        T &front()
        T &back()

        # Changes. Only what is erased makes iterators and references invalid: those to it.
        void push_back(const T &value) except +
        void push_front(const T &value) except +
        void pop_back()
        void pop_front()
        iterator insert(iterator position, const T &value) except +
        void insert(iterator position, size_type n, const T &value) except +
        iterator erase(iterator position)
        iterator erase(iterator first, iterator last)
        void swap(list &x)
        void clear()
        void splice(iterator position, list &x)
        void splice(iterator position, list &x, iterator i)
        void splice(iterator position, list &x, iterator first, iterator last)
        void remove(const T &value) except +
        void remove_if[Predicate](Predicate pred) except +
        void unique() except +
        void merge(list &x) except +
        void merge[Compare](list &x, Compare comp) except +
        void sort() except +
        void sort[Compare](Compare comp) except +
        void reverse()

        # Comparison, item by item
        bint operator==(const list &, const list &)
        bint operator!=(const list &, const list &)
        bint operator<(const list &, const list &)
        bint operator>(const list &, const list &)
        bint operator<=(const list &, const list &)
        bint operator>=(const list &, const list &)

# <deque>: C++17 (ISO/IEC 14882:2017), 26.3.8 "Class template deque".
#
# const_NAME is NAME of a const container, which C++ picks by the object: the language cannot.
# operator[] and iterators check nothing; at() does.

from libc.stddef cimport ptrdiff_t

cdef extern from "<deque>" namespace "std" nogil:
    cdef cppclass deque[T, ALLOCATOR=*]:
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
            iterator operator+(size_type)
            iterator operator-(size_type)
            difference_type operator-(iterator)
            difference_type operator-(const_iterator)
            bint operator==(iterator)
            bint operator==(const_iterator)
            bint operator!=(iterator)
            bint operator!=(const_iterator)
            bint operator<(iterator)
            bint operator<(const_iterator)
            bint operator>(iterator)
            bint operator>(const_iterator)
            bint operator<=(iterator)
            bint operator<=(const_iterator)
            bint operator>=(iterator)
            bint operator>=(const_iterator)

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
            const_iterator operator+(size_type)
            const_iterator operator-(size_type)
            difference_type operator-(const_iterator)
            difference_type operator-(iterator)
            bint operator==(const_iterator)
            bint operator==(iterator)
            bint operator!=(const_iterator)
            bint operator!=(iterator)
            bint operator<(const_iterator)
            bint operator<(iterator)
            bint operator>(const_iterator)
            bint operator>(iterator)
            bint operator<=(const_iterator)
            bint operator<=(iterator)
            bint operator>=(const_iterator)
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
            difference_type operator-(const_reverse_iterator)
            bint operator==(reverse_iterator)
            bint operator==(const_reverse_iterator)
            bint operator!=(reverse_iterator)
            bint operator!=(const_reverse_iterator)
            bint operator<(reverse_iterator)
            bint operator<(const_reverse_iterator)
            bint operator>(reverse_iterator)
            bint operator>(const_reverse_iterator)
            bint operator<=(reverse_iterator)
            bint operator<=(const_reverse_iterator)
            bint operator>=(reverse_iterator)
            bint operator>=(const_reverse_iterator)

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
            const_reverse_iterator operator+(size_type)
            const_reverse_iterator operator-(size_type)
            difference_type operator-(const_reverse_iterator)
            difference_type operator-(reverse_iterator)
            bint operator==(const_reverse_iterator)
            bint operator==(reverse_iterator)
            bint operator!=(const_reverse_iterator)
            bint operator!=(reverse_iterator)
            bint operator<(const_reverse_iterator)
            bint operator<(reverse_iterator)
            bint operator>(const_reverse_iterator)
            bint operator>(reverse_iterator)
            bint operator<=(const_reverse_iterator)
            bint operator<=(reverse_iterator)
            bint operator>=(const_reverse_iterator)
            bint operator>=(reverse_iterator)

        deque() except +
        deque(size_type n) except +
        deque(size_type n, const T &value) except +
        deque(const deque &x) except +
        deque &deque[InputIt](InputIt first, InputIt last) except +
        void assign(size_type n, const T &value) except +
        void assign[InputIt](InputIt first, InputIt last) except +

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
        void resize(size_type n) except +
        void resize(size_type n, const T &value) except +
        void shrink_to_fit() except +

        # Items
        T &operator[](size_type n)
        T &at(size_type n) except +
        T &front()
        T &back()

        # Changes. Pushing at either end makes iterators invalid, but not references.
        void push_back(const T &value) except +
        void push_front(const T &value) except +
        T &emplace_back(...) except +
        T &emplace_front(...) except +
        void pop_back()
        void pop_front()
        iterator insert(iterator position, const T &value) except +
        void insert(iterator position, size_type n, const T &value) except +
        void insert[InputIt](iterator position, InputIt first, InputIt last) except +
        iterator erase(iterator position) except +
        iterator erase(iterator first, iterator last) except +
        void swap(deque &x)
        void clear()

        # Comparison, item by item
        bint operator==(const deque &, const deque &)
        bint operator!=(const deque &, const deque &)
        bint operator<(const deque &, const deque &)
        bint operator>(const deque &, const deque &)
        bint operator<=(const deque &, const deque &)
        bint operator>=(const deque &, const deque &)

# <map>: C++17 (ISO/IEC 14882:2017), 26.4.4 "Class template map" and 26.4.5 "Class template multimap".
#
# const_NAME is NAME of a const container, which C++ picks by the object: the language cannot.
# The key of an item is const in C++; here an iterator gives a pair without it, so that the pair can be
# assigned to a variable.

from libc.stddef cimport ptrdiff_t
from libcpp.utility cimport pair

cdef extern from "<map>" namespace "std" nogil:
    cdef cppclass map[T, U, COMPARE=*, ALLOCATOR=*]:
        ctypedef T key_type
        ctypedef U mapped_type
        ctypedef pair[const T, U] value_type
        ctypedef COMPARE key_compare
        ctypedef ALLOCATOR allocator_type
        ctypedef size_t size_type
        ctypedef ptrdiff_t difference_type

        cppclass const_iterator
        cppclass const_reverse_iterator

        cppclass iterator:
            iterator() except +
            iterator(iterator &) except +
            pair[T, U] &operator*()
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
            const pair[T, U] &operator*()
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
            pair[T, U] &operator*()
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
            const pair[T, U] &operator*()
            const_reverse_iterator operator++()
            const_reverse_iterator operator++(int)
            const_reverse_iterator operator--()
            const_reverse_iterator operator--(int)
            bint operator==(const_reverse_iterator)
            bint operator==(reverse_iterator)
            bint operator!=(const_reverse_iterator)
            bint operator!=(reverse_iterator)

        map() except +
        map(const map &x) except +

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

        # Values. operator[] makes the item where it is missing.
        U &operator[](const T &key)
        U &at(const T &key) except +
        const U &const_at "at" (const T &key) except +

        # Search
        iterator find(const T &key)
        const_iterator const_find "find" (const T &key)
        size_type count(const T &key)
        bint contains(const T &key)  # C++20
        pair[iterator, iterator] equal_range(const T &key)
        pair[const_iterator, const_iterator] const_equal_range "equal_range" (const T &key)
        iterator lower_bound(const T &key)
        const_iterator const_lower_bound "lower_bound" (const T &key)
        iterator upper_bound(const T &key)
        const_iterator const_upper_bound "upper_bound" (const T &key)

        # Changes. Only what is erased makes iterators and references invalid: those to it.
        pair[iterator, bint] insert(const pair[T, U] &value) except +
        iterator insert(const_iterator hint, const pair[T, U] &value) except +
        void insert[InputIt](InputIt first, InputIt last) except +
        iterator erase(iterator position) except +
        iterator erase(iterator first, iterator last) except +
        iterator erase(const_iterator first, const_iterator last) except +
        iterator const_erase "erase" (const_iterator position) except +
        size_type erase(const T &key) except +
        void swap(map &x)
        void clear()

        # Comparison, item by item
        bint operator==(const map &, const map &)
        bint operator!=(const map &, const map &)
        bint operator<(const map &, const map &)
        bint operator>(const map &, const map &)
        bint operator<=(const map &, const map &)
        bint operator>=(const map &, const map &)

    cdef cppclass multimap[T, U, COMPARE=*, ALLOCATOR=*]:
        ctypedef T key_type
        ctypedef U mapped_type
        ctypedef pair[const T, U] value_type
        ctypedef COMPARE key_compare
        ctypedef ALLOCATOR allocator_type
        ctypedef size_t size_type
        ctypedef ptrdiff_t difference_type

        cppclass const_iterator
        cppclass const_reverse_iterator

        cppclass iterator:
            iterator() except +
            iterator(iterator &) except +
            pair[T, U] &operator*()
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
            const pair[T, U] &operator*()
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
            pair[T, U] &operator*()
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
            const pair[T, U] &operator*()
            const_reverse_iterator operator++()
            const_reverse_iterator operator++(int)
            const_reverse_iterator operator--()
            const_reverse_iterator operator--(int)
            bint operator==(const_reverse_iterator)
            bint operator==(reverse_iterator)
            bint operator!=(const_reverse_iterator)
            bint operator!=(reverse_iterator)

        multimap() except +
        multimap(const multimap &x) except +

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

        # Search
        iterator find(const T &key)
        const_iterator const_find "find" (const T &key)
        size_type count(const T &key)
        bint contains(const T &key)  # C++20
        pair[iterator, iterator] equal_range(const T &key)
        pair[const_iterator, const_iterator] const_equal_range "equal_range" (const T &key)
        iterator lower_bound(const T &key)
        const_iterator const_lower_bound "lower_bound" (const T &key)
        iterator upper_bound(const T &key)
        const_iterator const_upper_bound "upper_bound" (const T &key)

        # Changes. Only what is erased makes iterators and references invalid: those to it.
        iterator insert(const pair[T, U] &value) except +
        iterator insert(const_iterator hint, const pair[T, U] &value) except +
        void insert[InputIt](InputIt first, InputIt last) except +
        iterator erase(iterator position) except +
        iterator erase(iterator first, iterator last) except +
        iterator erase(const_iterator first, const_iterator last) except +
        iterator const_erase "erase" (const_iterator position) except +
        size_type erase(const T &key) except +
        void swap(multimap &x)
        void clear()

        # Comparison, item by item
        bint operator==(const multimap &, const multimap &)
        bint operator!=(const multimap &, const multimap &)
        bint operator<(const multimap &, const multimap &)
        bint operator>(const multimap &, const multimap &)
        bint operator<=(const multimap &, const multimap &)
        bint operator>=(const multimap &, const multimap &)

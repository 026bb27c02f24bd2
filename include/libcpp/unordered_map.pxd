# <unordered_map>: C++17 (ISO/IEC 14882:2017), 26.5.4 "Class template unordered_map" and 26.5.5.
#
# const_NAME is NAME of a const container, which C++ picks by the object: the language cannot.
# The key of an item is const in C++; here an iterator gives a pair without it, so that the pair can be
# assigned to a variable.

from libc.stddef cimport ptrdiff_t
from libcpp.utility cimport pair

cdef extern from "<unordered_map>" namespace "std" nogil:
    cdef cppclass unordered_map[T, U, HASH=*, PRED=*, ALLOCATOR=*]:
        ctypedef T key_type
        ctypedef U mapped_type
        ctypedef pair[const T, U] value_type
        ctypedef HASH hasher
        ctypedef PRED key_equal
        ctypedef ALLOCATOR allocator_type
        ctypedef size_t size_type
        ctypedef ptrdiff_t difference_type

        cppclass const_iterator

        cppclass iterator:
            iterator() except +
            iterator(iterator &) except +
            pair[T, U] &operator*()
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
            const pair[T, U] &operator*()
            const_iterator operator++()
            const_iterator operator++(int)
            bint operator==(const_iterator)
            bint operator==(iterator)
            bint operator!=(const_iterator)
            bint operator!=(iterator)

        unordered_map() except +
        unordered_map(const unordered_map &x) except +

        # Iterators
        iterator begin()
        const_iterator const_begin "begin" ()
        const_iterator cbegin()
        iterator end()
        const_iterator const_end "end" ()
        const_iterator cend()

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

        # Changes. Only what is erased makes iterators and references invalid: those to it. A rehash makes all iterators invalid.
        pair[iterator, bint] insert(const pair[T, U] &value) except +
        iterator insert(const_iterator hint, const pair[T, U] &value) except +
        void insert[InputIt](InputIt first, InputIt last) except +
        iterator erase(iterator position) except +
        iterator erase(iterator first, iterator last) except +
        iterator erase(const_iterator first, const_iterator last) except +
        iterator const_erase "erase" (const_iterator position) except +
        size_type erase(const T &key) except +
        void swap(unordered_map &x)
        void clear()

        # Buckets
        size_type bucket_count()
        size_type max_bucket_count()
        size_type bucket_size(size_type n)
        size_type bucket(const T &key)
        float load_factor()
        float max_load_factor()
        void max_load_factor(float z)
        void rehash(size_type n) except +
        void reserve(size_type n) except +

        # Comparison
        bint operator==(const unordered_map &, const unordered_map &)
        bint operator!=(const unordered_map &, const unordered_map &)

    cdef cppclass unordered_multimap[T, U, HASH=*, PRED=*, ALLOCATOR=*]:
        ctypedef T key_type
        ctypedef U mapped_type
        ctypedef pair[const T, U] value_type
        ctypedef HASH hasher
        ctypedef PRED key_equal
        ctypedef ALLOCATOR allocator_type
        ctypedef size_t size_type
        ctypedef ptrdiff_t difference_type

        cppclass const_iterator

        cppclass iterator:
            iterator() except +
            iterator(iterator &) except +
            pair[T, U] &operator*()
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
            const pair[T, U] &operator*()
            const_iterator operator++()
            const_iterator operator++(int)
            bint operator==(const_iterator)
            bint operator==(iterator)
            bint operator!=(const_iterator)
            bint operator!=(iterator)

        unordered_multimap() except +
        unordered_multimap(const unordered_multimap &x) except +

        # Iterators
        iterator begin()
        const_iterator const_begin "begin" ()
        const_iterator cbegin()
        iterator end()
        const_iterator const_end "end" ()
        const_iterator cend()

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

        # Changes. Only what is erased makes iterators and references invalid: those to it. A rehash makes all iterators invalid.
        iterator insert(const pair[T, U] &value) except +
        iterator insert(const_iterator hint, const pair[T, U] &value) except +
        void insert[InputIt](InputIt first, InputIt last) except +
        iterator erase(iterator position) except +
        iterator erase(iterator first, iterator last) except +
        iterator erase(const_iterator first, const_iterator last) except +
        iterator const_erase "erase" (const_iterator position) except +
        size_type erase(const T &key) except +
        void swap(unordered_multimap &x)
        void clear()

        # Buckets
        size_type bucket_count()
        size_type max_bucket_count()
        size_type bucket_size(size_type n)
        size_type bucket(const T &key)
        float load_factor()
        float max_load_factor()
        void max_load_factor(float z)
        void rehash(size_type n) except +
        void reserve(size_type n) except +

        # Comparison
        bint operator==(const unordered_multimap &, const unordered_multimap &)
        bint operator!=(const unordered_multimap &, const unordered_multimap &)

# <unordered_set>: C++17 (ISO/IEC 14882:2017), 26.5.6 "Class template unordered_set" and 26.5.7.
#
# const_NAME is NAME of a const container, which C++ picks by the object: the language cannot.

from libc.stddef cimport ptrdiff_t
from libcpp.utility cimport pair

cdef extern from "<unordered_set>" namespace "std" nogil:
    cdef cppclass unordered_set[T, HASH=*, PRED=*, ALLOCATOR=*]:
        ctypedef T key_type
        ctypedef T value_type
        ctypedef HASH hasher
        ctypedef PRED key_equal
        ctypedef ALLOCATOR allocator_type
        ctypedef size_t size_type
        ctypedef ptrdiff_t difference_type

        cppclass const_iterator

        cppclass iterator:
            iterator() except +
            iterator(iterator &) except +
            const T &operator*()
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

        unordered_set() except +
        unordered_set(const unordered_set &x) except +

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
        pair[iterator, bint] insert(const T &value) except +
        iterator insert(const_iterator hint, const T &value) except +
        void insert[InputIt](InputIt first, InputIt last) except +
        iterator erase(iterator position) except +
        iterator erase(iterator first, iterator last) except +
        iterator erase(const_iterator first, const_iterator last) except +
        iterator const_erase "erase" (const_iterator position) except +
        size_type erase(const T &key) except +
        void swap(unordered_set &x)
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
        bint operator==(const unordered_set &, const unordered_set &)
        bint operator!=(const unordered_set &, const unordered_set &)

    cdef cppclass unordered_multiset[T, HASH=*, PRED=*, ALLOCATOR=*]:
        ctypedef T key_type
        ctypedef T value_type
        ctypedef HASH hasher
        ctypedef PRED key_equal
        ctypedef ALLOCATOR allocator_type
        ctypedef size_t size_type
        ctypedef ptrdiff_t difference_type

        cppclass const_iterator

        cppclass iterator:
            iterator() except +
            iterator(iterator &) except +
            const T &operator*()
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

        unordered_multiset() except +
        unordered_multiset(const unordered_multiset &x) except +

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
        iterator insert(const T &value) except +
        iterator insert(const_iterator hint, const T &value) except +
        void insert[InputIt](InputIt first, InputIt last) except +
        iterator erase(iterator position) except +
        iterator erase(iterator first, iterator last) except +
        iterator erase(const_iterator first, const_iterator last) except +
        iterator const_erase "erase" (const_iterator position) except +
        size_type erase(const T &key) except +
        void swap(unordered_multiset &x)
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
        bint operator==(const unordered_multiset &, const unordered_multiset &)
        bint operator!=(const unordered_multiset &, const unordered_multiset &)

# <string_view>: C++17 (ISO/IEC 14882:2017), 24.4 "String view classes".
#
# A view keeps no characters alive: the string that it was made from must outlive it.

from libc.stddef cimport ptrdiff_t
from libcpp.string cimport string

cdef extern from "<string_view>" namespace "std" nogil:
    cdef cppclass string_view:
        ctypedef char value_type
        ctypedef size_t size_type
        ctypedef ptrdiff_t difference_type

        cppclass const_iterator
        cppclass const_reverse_iterator

        cppclass iterator:
            iterator() except +
            iterator(iterator &) except +
            const char &operator*()
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
            const char &operator*()
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
            const char &operator*()
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
            const char &operator*()
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

        string_view()
        string_view(const string_view &s)
        string_view(const char *s, size_type n)
        string_view(const char *s)
        string_view(const string &s)
        string_view &string_view[It](It first, It last)  # C++20
        string_view &operator=(string_view s)
        string_view &operator=(const string &s)

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
        size_type length()
        size_type max_size()

        # Characters. data() need not end in NUL.
        const char &operator[](size_type pos)
        const char &at(size_type pos) except +
        const char &front()
        const char &back()
        const char *data()

        # Changes of the view
        void remove_prefix(size_type n)
        void remove_suffix(size_type n)
        void swap(string_view &other)

        # Parts
        size_type copy(char *s, size_type n, size_type pos) except +
        size_type copy(char *s, size_type n) except +
        string_view substr(size_type pos, size_type n) except +
        string_view substr(size_type pos) except +
        string_view substr()

        # Search: the position, or npos
        size_type find(string_view s, size_type pos)
        size_type find(string_view s)
        size_type find(const char *s, size_type pos, size_type n)
        size_type find(const char *s, size_type pos)
        size_type find(const char *s)
        size_type find(char c, size_type pos)
        size_type find(char c)
        size_type rfind(string_view s, size_type pos)
        size_type rfind(string_view s)
        size_type rfind(const char *s, size_type pos, size_type n)
        size_type rfind(const char *s, size_type pos)
        size_type rfind(const char *s)
        size_type rfind(char c, size_type pos)
        size_type rfind(char c)
        size_type find_first_of(string_view s, size_type pos)
        size_type find_first_of(string_view s)
        size_type find_first_of(const char *s, size_type pos, size_type n)
        size_type find_first_of(const char *s, size_type pos)
        size_type find_first_of(const char *s)
        size_type find_first_of(char c, size_type pos)
        size_type find_first_of(char c)
        size_type find_last_of(string_view s, size_type pos)
        size_type find_last_of(string_view s)
        size_type find_last_of(const char *s, size_type pos, size_type n)
        size_type find_last_of(const char *s, size_type pos)
        size_type find_last_of(const char *s)
        size_type find_last_of(char c, size_type pos)
        size_type find_last_of(char c)
        size_type find_first_not_of(string_view s, size_type pos)
        size_type find_first_not_of(string_view s)
        size_type find_first_not_of(const char *s, size_type pos, size_type n)
        size_type find_first_not_of(const char *s, size_type pos)
        size_type find_first_not_of(const char *s)
        size_type find_first_not_of(char c, size_type pos)
        size_type find_first_not_of(char c)
        size_type find_last_not_of(string_view s, size_type pos)
        size_type find_last_not_of(string_view s)
        size_type find_last_not_of(const char *s, size_type pos, size_type n)
        size_type find_last_not_of(const char *s, size_type pos)
        size_type find_last_not_of(const char *s)
        size_type find_last_not_of(char c, size_type pos)
        size_type find_last_not_of(char c)

        # Comparison
        int compare(string_view s)
        int compare(size_type pos1, size_type n1, string_view s) except +
        int compare(size_type pos1, size_type n1, string_view s, size_type pos2, size_type n2) except +
        int compare(const char *s)
        int compare(size_type pos1, size_type n1, const char *s) except +
        int compare(size_type pos1, size_type n1, const char *s, size_type n2) except +
        bint starts_with(char c)  # C++20
        bint starts_with(const char *s)  # C++20
        bint starts_with(string_view s)  # C++20
        bint ends_with(char c)  # C++20
        bint ends_with(const char *s)  # C++20
        bint ends_with(string_view s)  # C++20
        bint contains(char c)  # C++23
        bint contains(const char *s)  # C++23
        bint contains(string_view s)  # C++23
        bint operator==(string_view)
        bint operator!=(string_view)
        bint operator<(string_view)
        bint operator>(string_view)
        bint operator<=(string_view)
        bint operator>=(string_view)

    # "Not found", and "to the end"
    const size_t npos "std::string_view::npos"

# <string>: C++17 (ISO/IEC 14882:2017), 24.3 "String classes".

from libc.stddef cimport ptrdiff_t
from libcpp.string_view cimport string_view

cdef extern from "<string>" namespace "std" nogil:
    cdef cppclass string:
        ctypedef char value_type
        ctypedef size_t size_type
        ctypedef ptrdiff_t difference_type

        cppclass const_iterator
        cppclass const_reverse_iterator

        cppclass iterator:
            iterator() except +
            iterator(iterator &) except +
            char &operator*()
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
            char &operator*()
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

        string() except +
        string(const string &s) except +
        string(const string &s, size_type pos) except +
        string(const string &s, size_type pos, size_type n) except +
        string(const char *s, size_type n) except +
        string(const char *s) except +
        string(size_type n, char c) except +
        string(const string_view &s) except +
        string &string[InputIt](InputIt first, InputIt last) except +

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
        size_type capacity()
        void resize(size_type n, char c) except +
        void resize(size_type n) except +
        void reserve(size_type n) except +
        void shrink_to_fit() except +

        # Characters. c_str() and data() end in NUL and are valid until the string changes.
        char &operator[](size_type pos)
        char &at(size_type pos) except +
        char &front()
        char &back()
        const char *c_str()
        const char *data()

        # Changes
        string & append(const string &s) except +
        string & append(const string &s, size_type subpos, size_type n) except +
        string & append(const char *s, size_type n) except +
        string & append(const char *s) except +
        string & append(size_type n, char c) except +
        string &append[InputIt](InputIt first, InputIt last) except +
        void push_back(char c) except +
        void pop_back()
        string & assign(const string &s) except +
        string & assign(const string &s, size_type subpos, size_type n) except +
        string & assign(const char *s, size_type n) except +
        string & assign(const char *s) except +
        string & assign(size_type n, char c) except +
        string &assign[InputIt](InputIt first, InputIt last) except +
        string & insert(size_type pos, const string &s) except +
        string & insert(size_type pos, const string &s, size_type subpos, size_type n) except +
        string & insert(size_type pos, const char *s, size_type n) except +
        string & insert(size_type pos, const char *s) except +
        string & insert(size_type pos, size_type n, char c) except +
        iterator insert(iterator p, char c) except +
        iterator insert(iterator p, size_type n, char c) except +
        iterator insert(iterator p, iterator first, iterator last) except +
        iterator insert(iterator p, const_iterator first, const_iterator last) except +
        string &erase() except +
        string &erase(size_type pos) except +
        string &erase(size_type pos, size_type n) except +
        iterator erase(iterator p) except +
        iterator erase(const_iterator p) except +
        iterator erase(iterator first, iterator last) except +
        iterator erase(const_iterator first, const_iterator last) except +
        string &replace(size_type pos, size_type n1, const string &s) except +
        string &replace(size_type pos, size_type n1, const string &s, size_type subpos, size_type n2) except +
        string &replace(size_type pos, size_type n1, const char *s, size_type n2) except +
        string &replace(size_type pos, size_type n1, const char *s) except +
        string &replace(size_type pos, size_type n1, size_type n2, char c) except +
        string &replace(iterator i1, iterator i2, const string &s) except +
        string &replace(iterator i1, iterator i2, const char *s, size_type n) except +
        string &replace(iterator i1, iterator i2, const char *s) except +
        string &replace(iterator i1, iterator i2, size_type n, char c) except +
        string &replace(iterator i1, iterator i2, iterator j1, iterator j2) except +
        string &replace(iterator i1, iterator i2, const_iterator j1, const_iterator j2) except +
        void swap(string &s)
        void clear()

        # Parts
        size_type copy(char *s, size_type n, size_type pos) except +
        size_type copy(char *s, size_type n) except +
        string substr(size_type pos, size_type n) except +
        string substr(size_type pos) except +
        string substr() except +

        # Search: the position, or npos
        size_type find(const string &s, size_type pos)
        size_type find(const string &s)
        size_type find(const char *s, size_type pos, size_type n)
        size_type find(const char *s, size_type pos)
        size_type find(const char *s)
        size_type find(char c, size_type pos)
        size_type find(char c)
        size_type rfind(const string &s, size_type pos)
        size_type rfind(const string &s)
        size_type rfind(const char *s, size_type pos, size_type n)
        size_type rfind(const char *s, size_type pos)
        size_type rfind(const char *s)
        size_type rfind(char c, size_type pos)
        size_type rfind(char c)
        size_type find_first_of(const string &s, size_type pos)
        size_type find_first_of(const string &s)
        size_type find_first_of(const char *s, size_type pos, size_type n)
        size_type find_first_of(const char *s, size_type pos)
        size_type find_first_of(const char *s)
        size_type find_first_of(char c, size_type pos)
        size_type find_first_of(char c)
        size_type find_last_of(const string &s, size_type pos)
        size_type find_last_of(const string &s)
        size_type find_last_of(const char *s, size_type pos, size_type n)
        size_type find_last_of(const char *s, size_type pos)
        size_type find_last_of(const char *s)
        size_type find_last_of(char c, size_type pos)
        size_type find_last_of(char c)
        size_type find_first_not_of(const string &s, size_type pos)
        size_type find_first_not_of(const string &s)
        size_type find_first_not_of(const char *s, size_type pos, size_type n)
        size_type find_first_not_of(const char *s, size_type pos)
        size_type find_first_not_of(const char *s)
        size_type find_first_not_of(char c, size_type pos)
        size_type find_first_not_of(char c)
        size_type find_last_not_of(const string &s, size_type pos)
        size_type find_last_not_of(const string &s)
        size_type find_last_not_of(const char *s, size_type pos, size_type n)
        size_type find_last_not_of(const char *s, size_type pos)
        size_type find_last_not_of(const char *s)
        size_type find_last_not_of(char c, size_type pos)
        size_type find_last_not_of(char c)

        # Comparison
        int compare(const string &s)
        int compare(size_type pos1, size_type n1, const string &s) except +
        int compare(size_type pos1, size_type n1, const string &s, size_type pos2, size_type n2) except +
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
        bint operator==(const string &)
        bint operator==(const char *)
        bint operator!=(const string &)
        bint operator!=(const char *)
        bint operator<(const string &)
        bint operator<(const char *)
        bint operator>(const string &)
        bint operator>(const char *)
        bint operator<=(const string &)
        bint operator<=(const char *)
        bint operator>=(const string &)
        bint operator>=(const char *)

        # Joining
        string operator+(const string &s) except +
        string operator+(const char *s) except +

    # "Not found", and "to the end"
    const size_t npos "std::string::npos"

    # 24.3.4 Numbers. *idx: the number of characters used.
    int stoi(const string &s) except +
    int stoi(const string &s, size_t *idx) except +
    int stoi(const string &s, size_t *idx, int base) except +
    long stol(const string &s) except +
    long stol(const string &s, size_t *idx) except +
    long stol(const string &s, size_t *idx, int base) except +
    unsigned long stoul(const string &s) except +
    unsigned long stoul(const string &s, size_t *idx) except +
    unsigned long stoul(const string &s, size_t *idx, int base) except +
    long long stoll(const string &s) except +
    long long stoll(const string &s, size_t *idx) except +
    long long stoll(const string &s, size_t *idx, int base) except +
    unsigned long long stoull(const string &s) except +
    unsigned long long stoull(const string &s, size_t *idx) except +
    unsigned long long stoull(const string &s, size_t *idx, int base) except +
    float stof(const string &s) except +
    float stof(const string &s, size_t *idx) except +
    double stod(const string &s) except +
    double stod(const string &s, size_t *idx) except +
    long double stold(const string &s) except +
    long double stold(const string &s, size_t *idx) except +
    string to_string(int val) except +
    string to_string(unsigned int val) except +
    string to_string(long val) except +
    string to_string(unsigned long val) except +
    string to_string(long long val) except +
    string to_string(unsigned long long val) except +
    string to_string(size_t val) except +
    string to_string(ssize_t val) except +
    string to_string(float val) except +
    string to_string(double val) except +
    string to_string(long double val) except +

# A name from the time before the language had `const`.
ctypedef const char const_char

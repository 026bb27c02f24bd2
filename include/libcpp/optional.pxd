# <optional>: C++17 (ISO/IEC 14882:2017), 23.6 "Optional objects".

cdef extern from "<optional>" namespace "std" nogil:
    cdef cppclass nullopt_t:
        nullopt_t()
    nullopt_t nullopt

    cdef cppclass optional[T]:
        ctypedef T value_type
        optional()
        optional(nullopt_t &)
        optional(optional &other) except +
        optional(T &value) except +
        optional &operator=(optional &other)
        optional &operator=[U](U &value)

        bint has_value()
        # Throws bad_optional_access where there is none; operator* does not look.
        T &value() except +
        T &value_or[U](U &default_value)
        T &operator*()
        bint operator bool()
        bint operator!()

        T &emplace(...) except +
        void reset()
        void swap(optional &other)

        bint operator==[U](optional &, U &)
        bint operator!=[U](optional &, U &)
        bint operator<[U](optional &, U &)
        bint operator>[U](optional &, U &)
        bint operator<=[U](optional &, U &)
        bint operator>=[U](optional &, U &)

    optional[T] make_optional[T](...) except +

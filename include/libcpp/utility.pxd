# <utility>: C++17 (ISO/IEC 14882:2017), 23.2 "Utility components" and 23.4 "Pairs".

cdef extern from "<utility>" namespace "std" nogil:
    cdef cppclass pair[T, U]:
        ctypedef T first_type
        ctypedef U second_type
        T first
        U second

        pair() except +
        pair(const pair &p) except +
        pair(const T &x, const U &y) except +

        bint operator==(const pair &, const pair &)
        bint operator!=(const pair &, const pair &)
        bint operator<(const pair &, const pair &)
        bint operator>(const pair &, const pair &)
        bint operator<=(const pair &, const pair &)
        bint operator>=(const pair &, const pair &)

cdef extern from *:
    """
    #include <utility>

    /* std::move deduces its template argument from the kind of the value; here the compiler names the
       type, so that there is one form for each kind. */
    namespace pyxide_std {
        template <typename T> inline T &&move(T &value) noexcept { return std::move(value); }
        template <typename T> inline T &&move(T &&value) noexcept { return std::move(value); }
    }
    """
    # The value may be moved from: what it holds then is unspecified.
    T move "pyxide_std::move" [T](T value) nogil

# <bit>: C++20 (ISO/IEC 14882:2020), 26.5 "Bit manipulation". The functions take unsigned types.

cdef extern from "<bit>" namespace "std" nogil:
    cpdef enum class endian(int):
        little
        big
        native

    To bit_cast[To, From](From &value)

    bint has_single_bit[T](T x)
    T bit_ceil[T](T x)
    T bit_floor[T](T x)
    int bit_width[T](T x)

    T rotl[T](T x, int s)
    T rotr[T](T x, int s)

    int countl_zero[T](T x)
    int countl_one[T](T x)
    int countr_zero[T](T x)
    int countr_one[T](T x)
    int popcount[T](T x)

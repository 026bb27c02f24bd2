# The casts of C++: C++17 (ISO/IEC 14882:2017), 8.2.7 to 8.2.11. A cast in angle brackets is C's.

cdef extern from * nogil:
    # To a pointer, NULL where the object is no such thing; to a reference, std::bad_cast.
    T dynamic_cast[T](void *value) except +
    T static_cast[T](void *value)
    T reinterpret_cast[T](void *value)
    T const_cast[T](void *value)

# <memory>: C++17 (ISO/IEC 14882:2017), 23.10 and 23.11 "Memory" and "Smart pointers".

from libcpp cimport nullptr_t, nullptr

cdef extern from "<memory>" namespace "std" nogil:
    # ---- 23.10.9 Allocators ----------------------------------------------------------------------------

    cdef cppclass allocator[T]:
        allocator()
        allocator(const allocator &other)
        T *allocate(size_t n) except +
        void deallocate(T *p, size_t n)
        # Gone in C++20
        const T *address(const T &x)
        size_t max_size()
        void construct(T *p, const T &value) except +
        void destroy(T *p)
        void destroy[U](U *p)

    cdef cppclass default_delete[T]:
        default_delete()

    # ---- 23.11.1 The only owner. It is moved, never copied: libcpp.utility.move. ---------------------------

    cdef cppclass unique_ptr[T, DELETER=*]:
        unique_ptr()
        unique_ptr(nullptr_t)
        unique_ptr(T *p)
        unique_ptr(unique_ptr &u)

        # The pointer, which the caller owns from here on
        T *release()
        void reset()
        void reset(nullptr_t)
        void reset(T *p)
        void swap(unique_ptr &u)

        T *get()
        T &operator*()
        bint operator bool()
        bint operator!()

        bint operator==(const unique_ptr &)
        bint operator==(nullptr_t)
        bint operator!=(const unique_ptr &)
        bint operator!=(nullptr_t)
        bint operator<(const unique_ptr &)
        bint operator>(const unique_ptr &)
        bint operator<=(const unique_ptr &)
        bint operator>=(const unique_ptr &)

    unique_ptr[T] make_unique[T](...) except +

    # ---- 23.11.2 Owners that count each other ----------------------------------------------------------

    cdef cppclass shared_ptr[T]:
        shared_ptr()
        shared_ptr(nullptr_t)
        shared_ptr(T *p)
        shared_ptr(shared_ptr[T] &r)
        # A part of what r owns
        shared_ptr(shared_ptr[T] &r, T *p)
        shared_ptr(unique_ptr[T] &r)
        shared_ptr[T] &operator=[Y](const shared_ptr[Y] &r)

        void reset()
        void reset(T *p)
        void swap(shared_ptr[T] &r)

        T *get()
        T &operator*()
        long use_count()
        bint unique()  # gone in C++20
        bint operator bool()
        bint operator!()
        bint owner_before[Y](const shared_ptr[Y] &b)

        bint operator==(const shared_ptr[T] &)
        bint operator==(nullptr_t)
        bint operator!=(const shared_ptr[T] &)
        bint operator!=(nullptr_t)
        bint operator<(const shared_ptr[T] &)
        bint operator>(const shared_ptr[T] &)
        bint operator<=(const shared_ptr[T] &)
        bint operator>=(const shared_ptr[T] &)

    shared_ptr[T] make_shared[T](...) except +

    shared_ptr[T] static_pointer_cast[T, U](const shared_ptr[U] &r)
    shared_ptr[T] dynamic_pointer_cast[T, U](const shared_ptr[U] &r)
    shared_ptr[T] const_pointer_cast[T, U](const shared_ptr[U] &r)
    shared_ptr[T] reinterpret_pointer_cast[T, U](const shared_ptr[U] &r)

    # Knows of the object without keeping it: lock() gives an owner, or an empty one where it is gone.
    cdef cppclass weak_ptr[T]:
        weak_ptr()
        weak_ptr(weak_ptr[T] &r)
        weak_ptr(shared_ptr[T] &r)
        void reset()
        void swap(weak_ptr[T] &r)
        long use_count()
        bint expired()
        shared_ptr[T] lock()
        bint owner_before[Y](const weak_ptr[Y] &b)
        bint owner_before[Y](const shared_ptr[Y] &b)

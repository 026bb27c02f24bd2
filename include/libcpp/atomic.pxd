# <atomic>: C++17 (ISO/IEC 14882:2017), clause 32 "Atomic operations library".
#
# An atomic cannot be copied. Nothing here raises or needs the GIL.

cdef extern from "<atomic>" namespace "std" nogil:
    enum memory_order:
        memory_order_relaxed
        memory_order_consume
        memory_order_acquire
        memory_order_release
        memory_order_acq_rel
        memory_order_seq_cst

    # Without an order: memory_order_seq_cst
    cdef cppclass atomic[T]:
        atomic()
        atomic(T desired)

        bint is_lock_free()
        void store(T desired)
        void store(T desired, memory_order order)
        T load()
        T load(memory_order order)
        T exchange(T desired)
        T exchange(T desired, memory_order order)

        # Where it fails, `expected` becomes the value that was found; it may fail for no reason.
        bint compare_exchange_weak(T &expected, T desired)
        bint compare_exchange_weak(T &expected, T desired, memory_order order)
        bint compare_exchange_weak(T &expected, T desired, memory_order success, memory_order failure)
        # Where it fails, `expected` becomes the value that was found.
        bint compare_exchange_strong(T &expected, T desired)
        bint compare_exchange_strong(T &expected, T desired, memory_order order)
        bint compare_exchange_strong(T &expected, T desired, memory_order success, memory_order failure)

        # The value before; whole numbers (add and sub: pointers as well)
        T fetch_add(T arg)
        T fetch_add(T arg, memory_order order)
        T fetch_sub(T arg)
        T fetch_sub(T arg, memory_order order)
        T fetch_and(T arg)
        T fetch_and(T arg, memory_order order)
        T fetch_or(T arg)
        T fetch_or(T arg, memory_order order)
        T fetch_xor(T arg)
        T fetch_xor(T arg, memory_order order)
        T operator++()
        T operator++(int)
        T operator--()
        T operator--(int)

        bint operator==(atomic[T] &, atomic[T] &)
        bint operator==(atomic[T] &, T &)
        bint operator==(T &, atomic[T] &)
        bint operator!=(atomic[T] &, atomic[T] &)
        bint operator!=(atomic[T] &, T &)
        bint operator!=(T &, atomic[T] &)

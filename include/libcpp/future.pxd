# <future>: C++17 (ISO/IEC 14882:2017), 33.6 "Futures".
#
# A thread that waits here with the GIL held stops every other Python thread, and the one that it waits
# for may be among them: wait inside `with nogil`.

from libcpp.exception cimport exception_ptr

cdef extern from "<future>" namespace "std" nogil:
    cpdef enum class future_status(int):
        ready
        timeout
        deferred

    cpdef enum class future_errc(int):
        broken_promise
        future_already_retrieved
        promise_already_satisfied
        no_state

    # get() gives the value once; it is moved, never copied.
    cdef cppclass future[T]:
        future()
        future(future &other)
        future &operator=(future &other)
        shared_future[T] share()
        T get() except +
        bint valid()
        void wait() except +
        future_status wait_for(...) except +
        future_status wait_until(...) except +

    cdef cppclass shared_future[T]:
        shared_future()
        shared_future(const shared_future &other)
        shared_future(future[T] &other)
        shared_future &operator=(const shared_future &other)
        shared_future &operator=(future[T] &other)
        const T &get() except +
        bint valid()
        void wait() except +
        future_status wait_for(...) except +
        future_status wait_until(...) except +

    cdef cppclass promise[T]:
        promise() except +
        promise(promise &other)
        promise &operator=(promise &other)
        void swap(promise &other)
        future[T] get_future() except +

        # Each may be set once.
        void set_value(T value) except +
        void set_value() except +
        void set_value_at_thread_exit(T value) except +
        void set_value_at_thread_exit() except +
        void set_exception(exception_ptr p) except +
        void set_exception_at_thread_exit(exception_ptr p) except +

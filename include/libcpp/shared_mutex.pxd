# <shared_mutex>: C++17 (ISO/IEC 14882:2017), 33.4.3.4 "Shared mutex types" and 33.4.4.4 "Class template
# shared_lock".
#
# A thread that waits here with the GIL held stops every other Python thread, and the one that it waits
# for may be among them. The functions that start with py_safe let the GIL go while they wait and take
# it again; without the GIL they work, too. Use them for a lock everywhere or nowhere.

cimport libcpp._python_threads
from libcpp.mutex cimport (
    defer_lock_t, defer_lock, try_to_lock_t, try_to_lock, adopt_lock_t, adopt_lock)

cdef extern from "<shared_mutex>" namespace "std" nogil:
    cdef cppclass shared_mutex:
        cppclass native_handle_type:
            pass
        void lock() except +
        bint try_lock()
        void unlock()
        void lock_shared() except +
        bint try_lock_shared()
        void unlock_shared()
        native_handle_type native_handle() except +

    cdef cppclass shared_timed_mutex:
        cppclass native_handle_type:
            pass
        void lock() except +
        bint try_lock()
        bint try_lock_for[T](const T &rel_time) except +
        bint try_lock_until[T](const T &abs_time) except +
        void unlock()
        void lock_shared() except +
        bint try_lock_shared()
        bint try_lock_shared_for[T](const T &rel_time) except +
        bint try_lock_shared_until[T](const T &abs_time) except +
        void unlock_shared()
        native_handle_type native_handle() except +

    # unique_lock takes one for itself, shared_lock shares it.
    cdef cppclass shared_lock[T]:
        ctypedef T mutex_type
        shared_lock()
        # What follows the mutex: defer_lock, try_to_lock, adopt_lock, or a duration or a time
        shared_lock(mutex_type &m, ...) except +

        void lock() except +
        bint try_lock() except +
        bint try_lock_for[U](const U &rel_time) except +
        bint try_lock_until[U](const U &abs_time) except +
        void unlock() except +

        void swap(shared_lock &other)
        # The mutex, which the caller must unlock from here on
        mutex_type *release()
        mutex_type *mutex()
        bint owns_lock()
        bint operator bool()

cdef extern from *:
    """
    #ifndef PYXIDE_CPP_SHARED_MUTEX
    #define PYXIDE_CPP_SHARED_MUTEX
    #include <shared_mutex>

    namespace pyxide_std {
        template <typename Mutex>
        std::shared_lock<Mutex> py_safe_construct_shared_lock(Mutex &mutex) {
            std::shared_lock<Mutex> lock(mutex, std::defer_lock);
            py_safe_lock(lock);
            return lock;
        }
    }
    #endif
    """
    shared_lock[Mutex] py_safe_construct_shared_lock "pyxide_std::py_safe_construct_shared_lock" [Mutex](
        Mutex &m) except + nogil

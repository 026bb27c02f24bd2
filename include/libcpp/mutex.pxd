# <mutex>: C++17 (ISO/IEC 14882:2017), 33.4 "Mutual exclusion".
#
# A thread that waits here with the GIL held stops every other Python thread, and the one that it waits
# for may be among them. The functions that start with py_safe let the GIL go while they wait and take
# it again; without the GIL they work, too. Use them for a lock everywhere or nowhere.

cimport libcpp._python_threads

cdef extern from "<mutex>" namespace "std" nogil:
    # ---- 33.4.3 Mutexes --------------------------------------------------------------------------------

    cdef cppclass mutex:
        cppclass native_handle_type:
            pass
        void lock() except +
        bint try_lock()
        void unlock()
        native_handle_type native_handle() except +

    cdef cppclass recursive_mutex:
        cppclass native_handle_type:
            pass
        void lock() except +
        bint try_lock()
        void unlock()
        native_handle_type native_handle() except +

    cdef cppclass timed_mutex:
        cppclass native_handle_type:
            pass
        void lock() except +
        bint try_lock()
        bint try_lock_for[T](const T &rel_time) except +
        bint try_lock_until[T](const T &abs_time) except +
        void unlock()
        native_handle_type native_handle() except +

    cdef cppclass recursive_timed_mutex:
        cppclass native_handle_type:
            pass
        void lock() except +
        bint try_lock()
        bint try_lock_for[T](const T &rel_time) except +
        bint try_lock_until[T](const T &abs_time) except +
        void unlock()
        native_handle_type native_handle() except +

    # The same under another name
    cdef cppclass timed_recursive_mutex "std::recursive_timed_mutex":
        cppclass native_handle_type:
            pass
        void lock() except +
        bint try_lock()
        bint try_lock_for[T](const T &rel_time) except +
        bint try_lock_until[T](const T &abs_time) except +
        void unlock()
        native_handle_type native_handle() except +

    # ---- 33.4.4 Locks: held while they live ----------------------------------------------------------------

    cdef cppclass defer_lock_t:
        pass
    cdef cppclass try_to_lock_t:
        pass
    cdef cppclass adopt_lock_t:
        pass
    defer_lock_t defer_lock
    try_to_lock_t try_to_lock
    adopt_lock_t adopt_lock

    cdef cppclass lock_guard[T]:
        ctypedef T mutex_type
        lock_guard(mutex_type &m) except +
        lock_guard(mutex_type &m, adopt_lock_t &)

    cdef cppclass unique_lock[T]:
        ctypedef T mutex_type
        unique_lock()
        # What follows the mutex: defer_lock, try_to_lock, adopt_lock, or a duration or a time
        unique_lock(mutex_type &m, ...) except +

        void lock() except +
        bint try_lock() except +
        bint try_lock_for[U](const U &rel_time) except +
        bint try_lock_until[U](const U &abs_time) except +
        void unlock() except +

        void swap(unique_lock &other)
        # The mutex, which the caller must unlock from here on
        mutex_type *release()
        mutex_type *mutex()
        bint owns_lock()
        bint operator bool()

    cdef cppclass scoped_lock[A=*, B=*, C=*, D=*, E=*, F=*, G=*, H=*, I=*, J=*, K=*, L=*, M=*, N=*, O=*, P=*, Q=*, R=*, S=*, T=*, U=*, V=*, W=*, X=*, Y=*, Z=*]:
        scoped_lock(...) except +

    # ---- 33.4.5 Several at once, without deadlock --------------------------------------------------------

    bint try_lock(...) except +
    void lock(...) except +

    # ---- 33.4.6 Once -----------------------------------------------------------------------------------

    cdef cppclass once_flag:
        pass
    cdef cppclass py_safe_once_flag "std::once_flag":
        pass
    # An exception from the callable leaves the flag as it was.
    void call_once[Callable](once_flag &flag, Callable &callable, ...) except +

# ---- With the GIL ------------------------------------------------------------------------------------------

cdef extern from *:
    """
    #ifndef PYXIDE_CPP_MUTEX
    #define PYXIDE_CPP_MUTEX
    #include <mutex>

    namespace pyxide_std {
        template <typename Callable, typename... Args>
        void py_safe_call_once(std::once_flag &flag, Callable callable, Args &&...args) {
            try {
                without_python gone;
                std::call_once(flag, [&]() { run_with_python(callable, args...); });
            } catch (const python_raised &error) {
                error.restore();
            }
        }
        inline void py_safe_call_object_once(std::once_flag &flag, PyObject *callable) {
            python_action action = {callable};
            py_safe_call_once(flag, action);
        }

        template <typename Lock>
        void py_safe_lock(Lock &lock) {
            if (lock.try_lock()) return;
            without_python gone;
            lock.lock();
        }
        template <typename First, typename Second, typename... Others>
        void py_safe_lock(First &first, Second &second, Others &...others) {
            if (std::try_lock(first, second, others...) == -1) return;
            without_python gone;
            std::lock(first, second, others...);
        }
        template <typename Mutex>
        std::unique_lock<Mutex> py_safe_construct_unique_lock(Mutex &mutex) {
            std::unique_lock<Mutex> lock(mutex, std::defer_lock);
            py_safe_lock(lock);
            return lock;
        }
    }
    #endif
    """
    # The callable runs with the GIL, and may raise; then the flag stays as it was.
    void py_safe_call_once "pyxide_std::py_safe_call_once" [Callable](
        py_safe_once_flag &flag, Callable callable, ...) except +* nogil
    # A Python object to call without arguments
    void py_safe_call_object_once "pyxide_std::py_safe_call_object_once" (
        py_safe_once_flag &flag, object callable) except +* nogil

    # One or more mutexes or locks
    void py_safe_lock "pyxide_std::py_safe_lock" (...) except + nogil
    unique_lock[Mutex] py_safe_construct_unique_lock "pyxide_std::py_safe_construct_unique_lock" [Mutex](
        Mutex &m) except + nogil

# <condition_variable>: C++17 (ISO/IEC 14882:2017), 33.5 "Condition variables" (stop tokens: C++20).
#
# A thread that waits here with the GIL held stops every other Python thread, and the one that it waits
# for may be among them. The functions that start with py_safe let the GIL go while they wait and take
# it again; without the GIL they work, too. Use them for a lock everywhere or nowhere.

cimport libcpp._python_threads
from libcpp.mutex cimport mutex, unique_lock
from libcpp.stop_token cimport stop_token

cdef extern from "<condition_variable>" namespace "std" nogil:
    cpdef enum class cv_status(int):
        no_timeout
        timeout

    cdef cppclass condition_variable:
        cppclass native_handle_type:
            pass
        condition_variable() except +
        void notify_one()
        void notify_all()
        native_handle_type native_handle() except +

        # Without a predicate it may come back for no reason.
        void wait(unique_lock[mutex] &lock) except +
        void wait[Predicate](unique_lock[mutex] &lock, Predicate pred) except +
        cv_status wait_for[Duration](unique_lock[mutex] &lock, const Duration &rel_time) except +
        bint wait_for[Duration, Predicate](
            unique_lock[mutex] &lock, const Duration &rel_time, Predicate pred) except +
        cv_status wait_until[Time](unique_lock[mutex] &lock, const Time &abs_time) except +
        bint wait_until[Time, Predicate](unique_lock[mutex] &lock, const Time &abs_time, Predicate pred) except +

    # For any lock
    cdef cppclass condition_variable_any:
        condition_variable_any() except +
        void notify_one()
        void notify_all()

        void wait[Lock](Lock &lock) except +
        void wait[Lock, Predicate](Lock &lock, Predicate pred) except +
        bint wait[Lock, Predicate](Lock &lock, stop_token stoken, Predicate pred) except +
        cv_status wait_for[Lock, Duration](Lock &lock, const Duration &rel_time) except +
        bint wait_for[Lock, Duration, Predicate](Lock &lock, const Duration &rel_time, Predicate pred) except +
        bint wait_for[Lock, Duration, Predicate](
            Lock &lock, stop_token stoken, const Duration &rel_time, Predicate pred) except +
        cv_status wait_until[Lock, Time](Lock &lock, const Time &abs_time) except +
        bint wait_until[Lock, Time, Predicate](Lock &lock, const Time &abs_time, Predicate pred) except +
        bint wait_until[Lock, Time, Predicate](
            Lock &lock, stop_token stoken, const Time &abs_time, Predicate pred) except +

    void notify_all_at_thread_exit(condition_variable &cond, unique_lock[mutex] lk) except +

# ---- With the GIL ------------------------------------------------------------------------------------------

cdef extern from *:
    """
    #ifndef PYXIDE_CPP_CONDITION_VARIABLE
    #define PYXIDE_CPP_CONDITION_VARIABLE
    #include <condition_variable>

    namespace pyxide_std {
        /* Waits without the GIL, in the way that `wait` says. */
        template <typename Wait>
        auto wait_without_python(Wait wait) -> decltype(wait()) {
            without_python gone;
            return wait();
        }
        /* The same with a predicate, whose Python exception ends the wait. */
        template <typename Wait>
        bool wait_for_python(Wait wait) {
            try {
                without_python gone;
                return wait();
            } catch (const python_raised &error) {
                error.restore();
                return false;
            }
        }

        /* The template arguments are in the order of the declarations below, which may name them. */
        inline void py_safe_wait(std::condition_variable &cond, std::unique_lock<std::mutex> &lock) {
            wait_without_python([&]() { cond.wait(lock); });
        }
        template <typename Predicate>
        void py_safe_wait(std::condition_variable &cond, std::unique_lock<std::mutex> &lock, Predicate pred) {
            wait_for_python([&]() { cond.wait(lock, [&]() { return ask_with_python(pred); }); return true; });
        }
        inline void py_safe_object_wait(std::condition_variable &cond, std::unique_lock<std::mutex> &lock, PyObject *pred) {
            python_predicate predicate = {pred};
            py_safe_wait(cond, lock, predicate);
        }
        template <typename Duration>
        std::cv_status py_safe_wait_for(std::condition_variable &cond, std::unique_lock<std::mutex> &lock, const Duration &duration) {
            return wait_without_python([&]() { return cond.wait_for(lock, duration); });
        }
        template <typename Duration, typename Predicate>
        bool py_safe_wait_for(std::condition_variable &cond, std::unique_lock<std::mutex> &lock, const Duration &duration,
                              Predicate pred) {
            return wait_for_python([&]() {
                return cond.wait_for(lock, duration, [&]() { return ask_with_python(pred); });
            });
        }
        template <typename Duration>
        bool py_safe_object_wait_for(std::condition_variable &cond, std::unique_lock<std::mutex> &lock, const Duration &duration,
                                     PyObject *pred) {
            python_predicate predicate = {pred};
            return py_safe_wait_for(cond, lock, duration, predicate);
        }
        template <typename Time>
        std::cv_status py_safe_wait_until(std::condition_variable &cond, std::unique_lock<std::mutex> &lock, const Time &time) {
            return wait_without_python([&]() { return cond.wait_until(lock, time); });
        }
        template <typename Time, typename Predicate>
        bool py_safe_wait_until(std::condition_variable &cond, std::unique_lock<std::mutex> &lock, const Time &time,
                              Predicate pred) {
            return wait_for_python([&]() {
                return cond.wait_until(lock, time, [&]() { return ask_with_python(pred); });
            });
        }
        template <typename Time>
        bool py_safe_object_wait_until(std::condition_variable &cond, std::unique_lock<std::mutex> &lock, const Time &time,
                                     PyObject *pred) {
            python_predicate predicate = {pred};
            return py_safe_wait_until(cond, lock, time, predicate);
        }
        template <typename Lock>
        void py_safe_wait(std::condition_variable_any &cond, Lock &lock) {
            wait_without_python([&]() { cond.wait(lock); });
        }
        template <typename Lock, typename Predicate>
        void py_safe_wait(std::condition_variable_any &cond, Lock &lock, Predicate pred) {
            wait_for_python([&]() { cond.wait(lock, [&]() { return ask_with_python(pred); }); return true; });
        }
        template <typename Lock>
        void py_safe_object_wait(std::condition_variable_any &cond, Lock &lock, PyObject *pred) {
            python_predicate predicate = {pred};
            py_safe_wait(cond, lock, predicate);
        }
        template <typename Lock, typename Duration>
        std::cv_status py_safe_wait_for(std::condition_variable_any &cond, Lock &lock, const Duration &duration) {
            return wait_without_python([&]() { return cond.wait_for(lock, duration); });
        }
        template <typename Lock, typename Duration, typename Predicate>
        bool py_safe_wait_for(std::condition_variable_any &cond, Lock &lock, const Duration &duration,
                              Predicate pred) {
            return wait_for_python([&]() {
                return cond.wait_for(lock, duration, [&]() { return ask_with_python(pred); });
            });
        }
        template <typename Lock, typename Duration>
        bool py_safe_object_wait_for(std::condition_variable_any &cond, Lock &lock, const Duration &duration,
                                     PyObject *pred) {
            python_predicate predicate = {pred};
            return py_safe_wait_for(cond, lock, duration, predicate);
        }
        template <typename Lock, typename Time>
        std::cv_status py_safe_wait_until(std::condition_variable_any &cond, Lock &lock, const Time &time) {
            return wait_without_python([&]() { return cond.wait_until(lock, time); });
        }
        template <typename Lock, typename Time, typename Predicate>
        bool py_safe_wait_until(std::condition_variable_any &cond, Lock &lock, const Time &time,
                              Predicate pred) {
            return wait_for_python([&]() {
                return cond.wait_until(lock, time, [&]() { return ask_with_python(pred); });
            });
        }
        template <typename Lock, typename Time>
        bool py_safe_object_wait_until(std::condition_variable_any &cond, Lock &lock, const Time &time,
                                     PyObject *pred) {
            python_predicate predicate = {pred};
            return py_safe_wait_until(cond, lock, time, predicate);
        }

    #if defined(__cpp_lib_jthread)
        template <typename Lock, typename Predicate>
        bool py_safe_wait_stop(std::condition_variable_any &cond, Lock &lock, std::stop_token stop,
                               Predicate pred) {
            return wait_for_python([&]() {
                return cond.wait(lock, stop, [&]() { return ask_with_python(pred); });
            });
        }
        template <typename Lock, typename Duration, typename Predicate>
        bool py_safe_wait_for_stop(std::condition_variable_any &cond, Lock &lock, std::stop_token stop,
                                   const Duration &duration, Predicate pred) {
            return wait_for_python([&]() {
                return cond.wait_for(lock, stop, duration, [&]() { return ask_with_python(pred); });
            });
        }
        template <typename Lock, typename Time, typename Predicate>
        bool py_safe_wait_until_stop(std::condition_variable_any &cond, Lock &lock, std::stop_token stop,
                                     const Time &time, Predicate pred) {
            return wait_for_python([&]() {
                return cond.wait_until(lock, stop, time, [&]() { return ask_with_python(pred); });
            });
        }
        template <typename Lock>
        bool py_safe_object_wait_stop(std::condition_variable_any &cond, Lock &lock, std::stop_token stop,
                                      PyObject *pred) {
            return py_safe_wait_stop(cond, lock, stop, python_predicate{pred});
        }
        template <typename Lock, typename Duration>
        bool py_safe_object_wait_for_stop(std::condition_variable_any &cond, Lock &lock, std::stop_token stop,
                                          const Duration &duration, PyObject *pred) {
            return py_safe_wait_for_stop(cond, lock, stop, duration, python_predicate{pred});
        }
        template <typename Lock, typename Time>
        bool py_safe_object_wait_until_stop(std::condition_variable_any &cond, Lock &lock, std::stop_token stop,
                                            const Time &time, PyObject *pred) {
            return py_safe_wait_until_stop(cond, lock, stop, time, python_predicate{pred});
        }
    #endif
    }
    #endif
    """
    # The predicate runs with the GIL and the lock, and may raise, which ends the wait.
    void py_safe_wait "pyxide_std::py_safe_wait" (
        condition_variable &cond, unique_lock[mutex] &lock) except + nogil
    void py_safe_wait "pyxide_std::py_safe_wait" [Predicate](
        condition_variable &cond, unique_lock[mutex] &lock, Predicate pred) except +* nogil
    void py_safe_wait "pyxide_std::py_safe_wait" [Lock](
        condition_variable_any &cond, Lock &lock) except + nogil
    void py_safe_wait "pyxide_std::py_safe_wait" [Lock, Predicate](
        condition_variable_any &cond, Lock &lock, Predicate pred) except +* nogil
    bint py_safe_wait "pyxide_std::py_safe_wait_stop" [Lock, Predicate](
        condition_variable_any &cond, Lock &lock, stop_token stoken, Predicate pred) except +* nogil
    void py_safe_object_wait "pyxide_std::py_safe_object_wait" (
        condition_variable &cond, unique_lock[mutex] &lock, object pred) except +*
    void py_safe_object_wait "pyxide_std::py_safe_object_wait" [Lock](
        condition_variable_any &cond, Lock &lock, object pred) except +*
    bint py_safe_object_wait "pyxide_std::py_safe_object_wait_stop" [Lock](
        condition_variable_any &cond, Lock &lock, stop_token stoken, object pred) except +*
    cv_status py_safe_wait_for "pyxide_std::py_safe_wait_for" [Duration](
        condition_variable &cond, unique_lock[mutex] &lock, const Duration &rel_time) except + nogil
    bint py_safe_wait_for "pyxide_std::py_safe_wait_for" [Duration, Predicate](
        condition_variable &cond, unique_lock[mutex] &lock, const Duration &rel_time, Predicate pred) except +* nogil
    cv_status py_safe_wait_for "pyxide_std::py_safe_wait_for" [Lock, Duration](
        condition_variable_any &cond, Lock &lock, const Duration &rel_time) except + nogil
    bint py_safe_wait_for "pyxide_std::py_safe_wait_for" [Lock, Duration, Predicate](
        condition_variable_any &cond, Lock &lock, const Duration &rel_time, Predicate pred) except +* nogil
    bint py_safe_wait_for "pyxide_std::py_safe_wait_for_stop" [Lock, Duration, Predicate](
        condition_variable_any &cond, Lock &lock, stop_token stoken, const Duration &rel_time, Predicate pred) except +* nogil
    bint py_safe_object_wait_for "pyxide_std::py_safe_object_wait_for" [Duration](
        condition_variable &cond, unique_lock[mutex] &lock, const Duration &rel_time, object pred) except +*
    bint py_safe_object_wait_for "pyxide_std::py_safe_object_wait_for" [Lock, Duration](
        condition_variable_any &cond, Lock &lock, const Duration &rel_time, object pred) except +*
    bint py_safe_object_wait_for "pyxide_std::py_safe_object_wait_for_stop" [Lock, Duration](
        condition_variable_any &cond, Lock &lock, stop_token stoken, const Duration &rel_time, object pred) except +*
    cv_status py_safe_wait_until "pyxide_std::py_safe_wait_until" [Time](
        condition_variable &cond, unique_lock[mutex] &lock, const Time &abs_time) except + nogil
    bint py_safe_wait_until "pyxide_std::py_safe_wait_until" [Time, Predicate](
        condition_variable &cond, unique_lock[mutex] &lock, const Time &abs_time, Predicate pred) except +* nogil
    cv_status py_safe_wait_until "pyxide_std::py_safe_wait_until" [Lock, Time](
        condition_variable_any &cond, Lock &lock, const Time &abs_time) except + nogil
    bint py_safe_wait_until "pyxide_std::py_safe_wait_until" [Lock, Time, Predicate](
        condition_variable_any &cond, Lock &lock, const Time &abs_time, Predicate pred) except +* nogil
    bint py_safe_wait_until "pyxide_std::py_safe_wait_until_stop" [Lock, Time, Predicate](
        condition_variable_any &cond, Lock &lock, stop_token stoken, const Time &abs_time, Predicate pred) except +* nogil
    bint py_safe_object_wait_until "pyxide_std::py_safe_object_wait_until" [Time](
        condition_variable &cond, unique_lock[mutex] &lock, const Time &abs_time, object pred) except +*
    bint py_safe_object_wait_until "pyxide_std::py_safe_object_wait_until" [Lock, Time](
        condition_variable_any &cond, Lock &lock, const Time &abs_time, object pred) except +*
    bint py_safe_object_wait_until "pyxide_std::py_safe_object_wait_until_stop" [Lock, Time](
        condition_variable_any &cond, Lock &lock, stop_token stoken, const Time &abs_time, object pred) except +*

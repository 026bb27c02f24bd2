# Python.h: "PyTime C API" in the Python/C API reference manual (cpython/pytime.h, 3.13), and what the
# standard library's time module offers, as C functions that need no GIL.
#
#     from cpython.time cimport perf_counter
#     cdef double start = perf_counter()
#
# A release before 3.13 has no public clock functions: there the C text reads the system's clocks.

from libc.stdint cimport int64_t
from libc.time cimport tm, time_t
from cpython.exc cimport PyErr_SetFromErrno

cdef extern from *:
    """
    #include <time.h>
    #include <errno.h>

    #if PY_VERSION_HEX >= 0x030D0000
    typedef PyTime_t pyxide_time;
    static inline pyxide_time pyxide_time_system(void) {
        PyTime_t t;
        (void)PyTime_TimeRaw(&t);
        return t;
    }
    static inline pyxide_time pyxide_time_monotonic(void) {
        PyTime_t t;
        (void)PyTime_MonotonicRaw(&t);
        return t;
    }
    static inline pyxide_time pyxide_time_perf_counter(void) {
        PyTime_t t;
        (void)PyTime_PerfCounterRaw(&t);
        return t;
    }
    #else
    typedef int64_t pyxide_time;
    #if defined(_WIN32)
    #include <windows.h>
    static inline pyxide_time pyxide_time_system(void) {
        struct timespec t;
        if (timespec_get(&t, TIME_UTC) != TIME_UTC) return 0;
        return (pyxide_time)t.tv_sec * 1000000000 + t.tv_nsec;
    }
    static inline pyxide_time pyxide_time_monotonic(void) {
        LARGE_INTEGER ticks, rate;
        QueryPerformanceFrequency(&rate);
        QueryPerformanceCounter(&ticks);
        /* In two parts, so that the product stays in range. */
        return ticks.QuadPart / rate.QuadPart * 1000000000 +
               ticks.QuadPart % rate.QuadPart * 1000000000 / rate.QuadPart;
    }
    #else
    static inline pyxide_time pyxide_time_of(clockid_t clock) {
        struct timespec t;
        if (clock_gettime(clock, &t) != 0) return 0;
        return (pyxide_time)t.tv_sec * 1000000000 + t.tv_nsec;
    }
    static inline pyxide_time pyxide_time_system(void) {
        return pyxide_time_of(CLOCK_REALTIME);
    }
    static inline pyxide_time pyxide_time_monotonic(void) {
        return pyxide_time_of(CLOCK_MONOTONIC);
    }
    #endif
    static inline pyxide_time pyxide_time_perf_counter(void) {
        return pyxide_time_monotonic();
    }
    #endif

    static inline double pyxide_time_seconds(pyxide_time t) {
        return (double)t / 1e9;
    }

    /* The C library's fields, in the numbering of the time module. */
    static inline int pyxide_time_local(struct tm *result) {
        time_t now = time(NULL);
    #if defined(_WIN32)
        int failed = localtime_s(result, &now);
        if (failed) {
            errno = failed;
            return -1;
        }
    #else
        if (localtime_r(&now, result) == NULL) return -1;
    #endif
        result->tm_year += 1900;
        result->tm_mon += 1;
        result->tm_yday += 1;
        result->tm_wday = (result->tm_wday + 6) % 7; /* Monday is 0 */
        return 0;
    }
    """
    # Nanoseconds
    ctypedef int64_t PyTime_t "pyxide_time"
    ctypedef PyTime_t _PyTime_t "pyxide_time"

    # 0 where the clock cannot be read.
    PyTime_t PyTime_TimeRaw "pyxide_time_system" () nogil
    PyTime_t PyTime_TimeUnchecked "pyxide_time_system" () nogil
    PyTime_t PyTime_MonotonicRaw "pyxide_time_monotonic" () nogil
    PyTime_t PyTime_PerfCounterRaw "pyxide_time_perf_counter" () nogil
    double PyTime_AsSecondsDouble "pyxide_time_seconds" (PyTime_t t) nogil

    int _local_time "pyxide_time_local" (tm *result) nogil


cdef inline double time() noexcept nogil:
    """Seconds since the epoch."""
    return PyTime_AsSecondsDouble(PyTime_TimeRaw())


cdef inline int64_t time_ns() noexcept nogil:
    """Nanoseconds since the epoch."""
    return PyTime_TimeRaw()


cdef inline double monotonic() noexcept nogil:
    """Seconds of a clock that never goes back; only differences mean something."""
    return PyTime_AsSecondsDouble(PyTime_MonotonicRaw())


cdef inline int64_t monotonic_ns() noexcept nogil:
    """Nanoseconds of a clock that never goes back; only differences mean something."""
    return PyTime_MonotonicRaw()


cdef inline double perf_counter() noexcept nogil:
    """Seconds of the finest clock; only differences mean something."""
    return PyTime_AsSecondsDouble(PyTime_PerfCounterRaw())


cdef inline int64_t perf_counter_ns() noexcept nogil:
    """Nanoseconds of the finest clock; only differences mean something."""
    return PyTime_PerfCounterRaw()


cdef inline int _raise_from_errno() except -1 with gil:
    PyErr_SetFromErrno(RuntimeError)
    return -1


cdef inline tm localtime() except * nogil:
    """The local time now, with the field values of time.localtime()."""
    cdef tm result
    if _local_time(&result) < 0:
        _raise_from_errno()
    return result

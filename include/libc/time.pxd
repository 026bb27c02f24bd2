# <time.h>: ISO C11, 7.27 "Date and time", with the functions and variables of POSIX.1-2017 that have to
# do with the calendar; its clocks and timers are in posix.time.
#
# Nothing here touches Python objects, so all of it may be called without the GIL. asctime, ctime,
# gmtime, localtime and getdate answer a pointer to static storage, which another thread may overwrite;
# the forms that end in _r write to the caller's.

from libc.stddef cimport wchar_t

cdef extern from "<time.h>" nogil:
    # Arithmetic types; these only rank them.
    ctypedef long clock_t
    ctypedef long time_t

    enum:
        CLOCKS_PER_SEC
        TIME_UTC

    struct tm:
        int tm_sec  # 0 to 60
        int tm_min
        int tm_hour
        int tm_mday  # from 1
        int tm_mon  # from 0
        int tm_year  # since 1900
        int tm_wday  # from 0, Sunday
        int tm_yday  # from 0
        int tm_isdst  # below 0: not known

    struct timespec:
        time_t tv_sec
        long tv_nsec

    # 7.27.2 Clocks and arithmetic. (time_t)-1 is the error of time and mktime.
    clock_t clock()
    time_t time(time_t *timer)
    int timespec_get(timespec *ts, int base)
    double difftime(time_t time1, time_t time0)
    time_t mktime(tm *timeptr)

    # 7.27.3 Conversion
    char *asctime(const tm *timeptr)
    char *ctime(const time_t *timer)
    tm *gmtime(const time_t *timer)
    tm *localtime(const time_t *timer)
    # 0: it did not fit.
    size_t strftime(char *s, size_t maxsize, const char *format, const tm *timeptr)

    # POSIX
    char *asctime_r(const tm *timeptr, char *buf)
    char *ctime_r(const time_t *timer, char *buf)
    tm *gmtime_r(const time_t *timer, tm *result)
    tm *localtime_r(const time_t *timer, tm *result)
    # Where the text stopped to match, or NULL.
    char *strptime(const char *buf, const char *format, tm *timeptr)
    tm *getdate(const char *string)

    # POSIX: the time zone, as the environment's TZ gives it
    int daylight
    long timezone
    char *tzname[2]
    void tzset()

cdef extern from "<wchar.h>" nogil:
    size_t wcsftime(wchar_t *s, size_t maxsize, const wchar_t *format, const tm *timeptr)

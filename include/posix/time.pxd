# <time.h> and <sys/time.h>: POSIX.1-2017 clocks, timers and sleeping, with the clocks of Linux and
# FreeBSD. The calendar is in libc.time. A system that lacks a name fails to compile only the modules
# that use it.

from posix.types cimport clockid_t, pid_t, suseconds_t, time_t, timer_t
from posix.signal cimport sigevent

cdef extern from "<sys/time.h>" nogil:
    struct timeval:
        time_t tv_sec
        suseconds_t tv_usec

    # Obsolete: pass NULL where one is asked for.
    struct timezone:
        int tz_minuteswest
        int dsttime "tz_dsttime"

    int gettimeofday(timeval *tp, timezone *tzp)

    struct itimerval:
        timeval it_interval
        timeval it_value
    enum:
        ITIMER_REAL
        ITIMER_VIRTUAL
        ITIMER_PROF
    int getitimer(int which, itimerval *value)
    int setitimer(int which, const itimerval *value, itimerval *ovalue)

cdef extern from "<time.h>" nogil:
    struct timespec:
        time_t tv_sec
        long tv_nsec

    struct itimerspec:
        timespec it_interval
        timespec it_value

    enum:
        CLOCK_REALTIME
        CLOCK_MONOTONIC
        CLOCK_PROCESS_CPUTIME_ID
        CLOCK_THREAD_CPUTIME_ID
        TIMER_ABSTIME

        # Linux
        CLOCK_MONOTONIC_RAW
        CLOCK_REALTIME_COARSE
        CLOCK_MONOTONIC_COARSE
        CLOCK_BOOTTIME
        CLOCK_REALTIME_ALARM
        CLOCK_BOOTTIME_ALARM

        # FreeBSD
        CLOCK_UPTIME
        CLOCK_UPTIME_PRECISE
        CLOCK_UPTIME_FAST
        CLOCK_REALTIME_PRECISE
        CLOCK_REALTIME_FAST
        CLOCK_MONOTONIC_PRECISE
        CLOCK_MONOTONIC_FAST
        CLOCK_SECOND

    int clock_getres(clockid_t clock_id, timespec *res)
    int clock_gettime(clockid_t clock_id, timespec *tp)
    int clock_settime(clockid_t clock_id, const timespec *tp)
    # The answer of these two is the error number itself.
    int clock_getcpuclockid(pid_t pid, clockid_t *clock_id)
    int clock_nanosleep(clockid_t clock_id, int flags, const timespec *rqtp, timespec *rmtp)
    int nanosleep(const timespec *rqtp, timespec *rmtp)

    # evp NULL: SIGALRM.
    int timer_create(clockid_t clockid, sigevent *evp, timer_t *timerid)
    int timer_delete(timer_t timerid)
    int timer_getoverrun(timer_t timerid)
    int timer_gettime(timer_t timerid, itimerspec *value)
    int timer_settime(timer_t timerid, int flags, const itimerspec *value, itimerspec *ovalue)

# <sys/resource.h>: POSIX.1-2017 "Definitions for XSI resource operations", and getrusage(2).

from posix.types cimport id_t
from posix.time cimport timeval

cdef extern from "<sys/resource.h>" nogil:
    ctypedef unsigned long rlim_t

    # ---- Limits --------------------------------------------------------------------------------------

    struct rlimit:
        rlim_t rlim_cur
        rlim_t rlim_max

    rlim_t RLIM_INFINITY
    rlim_t RLIM_SAVED_MAX
    rlim_t RLIM_SAVED_CUR
    enum:
        RLIMIT_CORE
        RLIMIT_CPU
        RLIMIT_DATA
        RLIMIT_FSIZE
        RLIMIT_NOFILE
        RLIMIT_STACK
        RLIMIT_AS

    int getrlimit(int resource, rlimit *rlp)
    int setrlimit(int resource, const rlimit *rlp)

    # ---- Use -----------------------------------------------------------------------------------------

    struct rusage:
        timeval ru_utime
        timeval ru_stime
        # Linux and the BSDs; not each of them is kept.
        long ru_maxrss
        long ru_ixrss
        long ru_idrss
        long ru_isrss
        long ru_minflt
        long ru_majflt
        long ru_nswap
        long ru_inblock
        long ru_oublock
        long ru_msgsnd
        long ru_msgrcv
        long ru_nsignals
        long ru_nvcsw
        long ru_nivcsw
    enum:
        RUSAGE_SELF
        RUSAGE_CHILDREN
    int getrusage(int who, rusage *r_usage)

    # ---- Priority. -1 may be the answer: clear errno first. ----------------------------------------------

    enum:
        PRIO_PROCESS
        PRIO_PGRP
        PRIO_USER
    int getpriority(int which, id_t who)
    int setpriority(int which, id_t who, int value)

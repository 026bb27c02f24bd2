# <signal.h>: POSIX.1-2017 "Signals". The signal numbers and ISO C's part are in libc.signal.

from posix.types cimport pid_t, sigset_t, uid_t

cdef extern from "<signal.h>" nogil:
    union sigval:
        int sival_int
        void *sival_ptr

    struct sigevent:
        int sigev_notify
        int sigev_signo
        sigval sigev_value
        void (*sigev_notify_function)(sigval) noexcept

    ctypedef struct siginfo_t:
        int si_signo
        int si_code
        int si_errno
        pid_t si_pid
        uid_t si_uid
        void *si_addr
        int si_status
        long si_band
        sigval si_value

    # The struct; the function has its plain name.
    struct sigaction_t "sigaction":
        void (*sa_handler)(int) noexcept
        void (*sa_sigaction)(int, siginfo_t *, void *) noexcept
        sigset_t sa_mask
        int sa_flags

    ctypedef struct stack_t:
        void *ss_sp
        int ss_flags
        size_t ss_size

    enum:
        SIG_BLOCK
        SIG_UNBLOCK
        SIG_SETMASK

        SA_NOCLDSTOP
        SA_NOCLDWAIT
        SA_NODEFER
        SA_ONSTACK
        SA_RESETHAND
        SA_RESTART
        SA_SIGINFO

        SS_ONSTACK
        SS_DISABLE

        SIGEV_NONE
        SIGEV_SIGNAL
        SIGEV_THREAD
        SIGEV_THREAD_ID  # Linux

    # Constants on most systems, calls of sysconf() on some.
    int MINSIGSTKSZ
    int SIGSTKSZ

    int kill(pid_t pid, int sig)
    int killpg(pid_t pgrp, int sig)
    int sigaction(int sig, const sigaction_t *act, sigaction_t *oact)
    int sigaltstack(const stack_t *ss, stack_t *oss)
    int sigpending(sigset_t *set)
    # Of the thread, not of the process, where there are several.
    int sigprocmask(int how, const sigset_t *set, sigset_t *oset)
    int sigsuspend(const sigset_t *sigmask)

    int sigemptyset(sigset_t *set)
    int sigfillset(sigset_t *set)
    int sigaddset(sigset_t *set, int signo)
    int sigdelset(sigset_t *set, int signo)
    int sigismember(const sigset_t *set, int signo)

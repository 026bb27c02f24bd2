# <signal.h>: ISO C11, 7.14 "Signal handling", and the signal numbers of POSIX.1-2017, Linux and the
# BSDs. What POSIX adds beyond the numbers is in posix.signal.
#
# A handler may run at any moment on any thread, in the middle of anything: it can do little more than
# set a sig_atomic_t. For a handler in Python, use the signal module.

# ISO C has no name for the type of a handler.
ctypedef void (*sighandler_t)(int signum) noexcept nogil

cdef extern from "<signal.h>" nogil:
    ctypedef int sig_atomic_t

    sighandler_t SIG_DFL
    sighandler_t SIG_IGN
    sighandler_t SIG_ERR

    sighandler_t signal(int sig, sighandler_t func)
    int raise_ "raise" (int sig)

    enum:
        # ISO C
        SIGABRT
        SIGFPE
        SIGILL
        SIGINT
        SIGSEGV
        SIGTERM

        # POSIX
        SIGALRM
        SIGBUS
        SIGCHLD
        SIGCONT
        SIGHUP
        SIGKILL
        SIGPIPE
        SIGPOLL
        SIGPROF
        SIGQUIT
        SIGSTOP
        SIGSYS
        SIGTRAP
        SIGTSTP
        SIGTTIN
        SIGTTOU
        SIGURG
        SIGUSR1
        SIGUSR2
        SIGVTALRM
        SIGXCPU
        SIGXFSZ

        # Elsewhere; not every system has them.
        SIGCLD
        SIGEMT
        SIGINFO
        SIGIO
        SIGIOT
        SIGLOST
        SIGPWR
        SIGSTKFLT
        SIGWINCH

    # Of the real-time signals the first and the last; not constants.
    int SIGRTMIN, SIGRTMAX

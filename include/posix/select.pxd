# <sys/select.h>: POSIX.1-2017.

from posix.types cimport sigset_t
from posix.time cimport timeval, timespec

cdef extern from "<sys/select.h>" nogil:
    ctypedef struct fd_set:
        pass

    # A descriptor from here on must not be put in a set: it would be written outside of it.
    int FD_SETSIZE
    void FD_ZERO(fd_set *fdset)
    void FD_SET(int fd, fd_set *fdset)
    void FD_CLR(int fd, fd_set *fdset)
    bint FD_ISSET(int fd, fd_set *fdset)

    int select(int nfds, fd_set *readfds, fd_set *writefds, fd_set *errorfds, timeval *timeout)
    int pselect(int nfds, fd_set *readfds, fd_set *writefds, fd_set *errorfds, const timespec *timeout,
                const sigset_t *sigmask)

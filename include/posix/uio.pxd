# <sys/uio.h>: POSIX.1-2017 "Definitions for vector I/O operations", and readv(2) of Linux and the BSDs.

from posix.types cimport off_t

cdef extern from "<sys/uio.h>" nogil:
    struct iovec:
        void *iov_base
        size_t iov_len

    ssize_t readv(int fildes, const iovec *iov, int iovcnt)
    ssize_t writev(int fildes, const iovec *iov, int iovcnt)

    # Linux and the BSDs
    ssize_t preadv(int fd, const iovec *iov, int iovcnt, off_t offset)
    ssize_t pwritev(int fd, const iovec *iov, int iovcnt, off_t offset)

    # Linux
    enum:
        RWF_APPEND
        RWF_DSYNC
        RWF_HIPRI
        RWF_NOWAIT
        RWF_SYNC
    ssize_t preadv2(int fd, const iovec *iov, int iovcnt, off_t offset, int flags)
    ssize_t pwritev2(int fd, const iovec *iov, int iovcnt, off_t offset, int flags)

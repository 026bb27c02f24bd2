# <sys/ioctl.h>: ioctl(2) of Linux and the BSDs.

cdef extern from "<sys/ioctl.h>" nogil:
    enum:
        FIONBIO
        FIONREAD

    int ioctl(int fd, unsigned long request, ...)

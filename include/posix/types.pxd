# <sys/types.h>: POSIX.1-2017. Arithmetic types (but sigset_t); the widths below only rank them in
# mixed arithmetic, the C compiler takes the true ones from the header.

cdef extern from "<sys/types.h>":
    ctypedef long blkcnt_t
    ctypedef long blksize_t
    ctypedef long clockid_t
    ctypedef long dev_t
    ctypedef long gid_t
    ctypedef long id_t
    ctypedef unsigned long ino_t
    ctypedef long mode_t
    ctypedef long nlink_t
    ctypedef long off_t
    ctypedef long pid_t
    ctypedef long suseconds_t
    ctypedef long time_t
    ctypedef long timer_t
    ctypedef long uid_t

cdef extern from "<signal.h>":
    ctypedef struct sigset_t:
        pass

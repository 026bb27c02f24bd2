# <fcntl.h>: POSIX.1-2017 "File control options", and the additions of Linux.

from posix.types cimport mode_t, off_t, pid_t

cdef extern from "<fcntl.h>" nogil:
    int creat(const char *path, mode_t mode)
    # With O_CREAT, a mode_t follows.
    int open(const char *path, int oflag, ...)
    int openat(int fd, const char *path, int oflag, ...)
    int fcntl(int fildes, int cmd, ...)
    # The answer is the error number itself.
    int posix_fadvise(int fd, off_t offset, off_t len, int advice)
    int posix_fallocate(int fd, off_t offset, off_t len)

    enum:
        # Access, of which a file has one
        O_ACCMODE
        O_RDONLY
        O_WRONLY
        O_RDWR
        O_EXEC  # not every system
        O_SEARCH  # not every system

        # At opening
        O_CLOEXEC
        O_CREAT
        O_DIRECTORY
        O_EXCL
        O_NOCTTY
        O_NOFOLLOW
        O_TRUNC
        O_TTY_INIT  # not every system

        # Status
        O_APPEND
        O_DSYNC
        O_NONBLOCK
        O_RSYNC
        O_SYNC

        # Linux
        O_DIRECT
        O_TMPFILE

    enum:
        F_DUPFD
        F_DUPFD_CLOEXEC
        F_GETFD
        F_SETFD
        F_GETFL
        F_SETFL
        F_GETLK
        F_SETLK
        F_SETLKW
        F_GETOWN
        F_SETOWN
        FD_CLOEXEC

        # Record locks
        F_RDLCK
        F_UNLCK
        F_WRLCK

    struct flock:
        short l_type
        short l_whence
        off_t l_start
        off_t l_len
        pid_t l_pid

    enum:
        SEEK_SET
        SEEK_CUR
        SEEK_END

        AT_FDCWD
        AT_EACCESS
        AT_SYMLINK_NOFOLLOW
        AT_SYMLINK_FOLLOW
        AT_REMOVEDIR

        POSIX_FADV_DONTNEED
        POSIX_FADV_NOREUSE
        POSIX_FADV_NORMAL
        POSIX_FADV_RANDOM
        POSIX_FADV_SEQUENTIAL
        POSIX_FADV_WILLNEED

        # File types, which <sys/stat.h> has as well
        S_IFMT
        S_IFBLK
        S_IFCHR
        S_IFIFO
        S_IFREG
        S_IFDIR
        S_IFLNK
        S_IFSOCK

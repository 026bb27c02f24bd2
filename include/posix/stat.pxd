# <sys/stat.h>: POSIX.1-2017 "Data returned by the stat() function".

from posix.types cimport (
    blkcnt_t, blksize_t, dev_t, gid_t, ino_t, mode_t, nlink_t, off_t, time_t, uid_t)
from posix.time cimport timespec

cdef extern from "<sys/stat.h>" nogil:
    # The struct; the function has its plain name.
    struct struct_stat "stat":
        dev_t st_dev
        ino_t st_ino
        mode_t st_mode
        nlink_t st_nlink
        uid_t st_uid
        gid_t st_gid
        dev_t st_rdev
        off_t st_size
        blksize_t st_blksize
        blkcnt_t st_blocks
        # Seconds, and the same with nanoseconds
        time_t st_atime
        time_t st_mtime
        time_t st_ctime
        timespec st_atim
        timespec st_mtim
        timespec st_ctim
        # The BSDs and macOS
        time_t st_birthtime

    int stat(const char *path, struct_stat *buf)
    int lstat(const char *path, struct_stat *buf)
    int fstat(int fildes, struct_stat *buf)
    int fstatat(int fd, const char *path, struct_stat *buf, int flag)

    int chmod(const char *path, mode_t mode)
    int fchmod(int fildes, mode_t mode)
    int fchmodat(int fd, const char *path, mode_t mode, int flag)
    mode_t umask(mode_t cmask)

    int mkdir(const char *path, mode_t mode)
    int mkdirat(int fd, const char *path, mode_t mode)
    int mkfifo(const char *path, mode_t mode)
    int mkfifoat(int fd, const char *path, mode_t mode)
    int mknod(const char *path, mode_t mode, dev_t dev)
    int mknodat(int fd, const char *path, mode_t mode, dev_t dev)

    # Two times: access, modification
    int futimens(int fd, const timespec *times)
    int utimensat(int fd, const char *path, const timespec *times, int flag)

    # ---- The mode (macros) -------------------------------------------------------------------------

    mode_t S_ISREG(mode_t m)
    mode_t S_ISDIR(mode_t m)
    mode_t S_ISCHR(mode_t m)
    mode_t S_ISBLK(mode_t m)
    mode_t S_ISFIFO(mode_t m)
    mode_t S_ISLNK(mode_t m)
    mode_t S_ISSOCK(mode_t m)

    mode_t S_IFMT
    mode_t S_IFREG, S_IFDIR, S_IFCHR, S_IFBLK, S_IFIFO, S_IFLNK, S_IFSOCK

    mode_t S_ISUID, S_ISGID, S_ISVTX
    mode_t S_IRWXU, S_IRUSR, S_IWUSR, S_IXUSR
    mode_t S_IRWXG, S_IRGRP, S_IWGRP, S_IXGRP
    mode_t S_IRWXO, S_IROTH, S_IWOTH, S_IXOTH

    bint S_TYPEISMQ(struct_stat *buf)
    bint S_TYPEISSEM(struct_stat *buf)
    bint S_TYPEISSHM(struct_stat *buf)
    # not every system
    bint S_TYPEISTMO(struct_stat *buf)

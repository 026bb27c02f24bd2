# <unistd.h>: POSIX.1-2017 "Standard symbolic constants and types", with the functions that older
# editions had and systems keep. A system that lacks a name fails to compile only the modules that use it.

from posix.types cimport gid_t, off_t, pid_t, uid_t

cdef extern from "<unistd.h>" nogil:
    ctypedef unsigned int useconds_t

    # ---- Files by descriptor -----------------------------------------------------------------------------

    enum:
        STDIN_FILENO
        STDOUT_FILENO
        STDERR_FILENO

        SEEK_SET
        SEEK_CUR
        SEEK_END

        F_LOCK
        F_TEST
        F_TLOCK
        F_ULOCK

    int close(int fildes)
    int dup(int fildes)
    int dup2(int fildes, int fildes2)
    # Two descriptors: the end to read, the end to write
    int pipe(int fildes[2])
    ssize_t read(int fildes, void *buf, size_t nbyte)
    ssize_t write(int fildes, const void *buf, size_t nbyte)
    ssize_t pread(int fildes, void *buf, size_t nbyte, off_t offset)
    ssize_t pwrite(int fildes, const void *buf, size_t nbyte, off_t offset)
    off_t lseek(int fildes, off_t offset, int whence)
    int ftruncate(int fildes, off_t length)
    int fsync(int fildes)
    int fdatasync(int fildes)
    int fchdir(int fildes)
    int fchown(int fildes, uid_t owner, gid_t group)
    int lockf(int fildes, int function, off_t size)
    int isatty(int fildes)
    char *ttyname(int fildes)
    int ttyname_r(int fildes, char *name, size_t namesize)
    pid_t tcgetpgrp(int fildes)
    int tcsetpgrp(int fildes, pid_t pgid_id)

    # ---- Files by name --------------------------------------------------------------------------------------

    enum:
        R_OK
        W_OK
        X_OK
        F_OK

    int access(const char *path, int amode)
    int chdir(const char *path)
    int chown(const char *path, uid_t owner, gid_t group)
    int lchown(const char *path, uid_t owner, gid_t group)
    int link(const char *path1, const char *path2)
    int symlink(const char *path1, const char *path2)
    # No NUL at the end.
    ssize_t readlink(const char *path, char *buf, size_t bufsize)
    int rmdir(const char *path)
    int truncate(const char *path, off_t length)
    int unlink(const char *path)
    void sync()
    # buf NULL (not POSIX, but common): the result is the caller's to free.
    char *getcwd(char *buf, size_t size)
    char *getwd(char *path_name)

    # ---- Processes ------------------------------------------------------------------------------------------

    pid_t fork()
    pid_t vfork()
    # The arguments end with a NULL of type char *; for execle, the environment follows.
    int execl(const char *path, const char *arg0, ...)
    int execle(const char *path, const char *arg0, ...)
    int execlp(const char *file, const char *arg0, ...)
    int execv(const char *path, char **argv)
    int execve(const char *path, char **argv, char **envp)
    int execvp(const char *file, char **argv)
    void _exit(int status)

    pid_t getpid()
    pid_t getppid()
    pid_t getpgid(pid_t pid)
    pid_t getpgrp()
    pid_t getsid(pid_t pid)
    int setpgid(pid_t pid, pid_t pgid)
    pid_t setpgrp()
    pid_t setsid()
    int nice(int incr)

    unsigned int alarm(unsigned int seconds)
    useconds_t ualarm(useconds_t useconds, useconds_t interval)
    unsigned int sleep(unsigned int seconds)
    int usleep(useconds_t useconds)
    int pause()

    # ---- Users and the host ----------------------------------------------------------------------------------

    uid_t getuid()
    uid_t geteuid()
    gid_t getgid()
    gid_t getegid()
    int getgroups(int gidsetsize, gid_t *grouplist)
    int setuid(uid_t uid)
    int seteuid(uid_t uid)
    int setreuid(uid_t ruid, uid_t euid)
    int setgid(gid_t gid)
    int setegid(gid_t gid)
    int setregid(gid_t rgid, gid_t egid)
    char *getlogin()
    int getlogin_r(char *name, size_t namesize)
    long gethostid()
    int gethostname(char *name, size_t namelen)
    char *ctermid(char *s)

    # ---- Arguments of a program --------------------------------------------------------------------------------

    char *optarg
    int optind
    int opterr
    int optopt
    int getopt(int argc, char **argv, const char *optstring)

    # ---- Other -----------------------------------------------------------------------------------------------

    void swab(const void *src, void *dest, ssize_t nbytes)
    char *crypt(const char *key, const char *salt)
    void encrypt(char *block, int edflag)

    # ---- What the system can do. -1 without a change of errno: no limit. -----------------------------------------

    long sysconf(int name)
    long pathconf(const char *path, int name)
    long fpathconf(int fildes, int name)
    size_t confstr(int name, char *buf, size_t len)

    # For pathconf and fpathconf
    enum:
        _PC_2_SYMLINKS
        _PC_ALLOC_SIZE_MIN
        _PC_ASYNC_IO
        _PC_CHOWN_RESTRICTED
        _PC_FILESIZEBITS
        _PC_LINK_MAX
        _PC_MAX_CANON
        _PC_MAX_INPUT
        _PC_NAME_MAX
        _PC_NO_TRUNC
        _PC_PATH_MAX
        _PC_PIPE_BUF
        _PC_PRIO_IO
        _PC_REC_INCR_XFER_SIZE
        _PC_REC_MAX_XFER_SIZE
        _PC_REC_MIN_XFER_SIZE
        _PC_REC_XFER_ALIGN
        _PC_SYMLINK_MAX
        _PC_SYNC_IO
        _PC_VDISABLE

    # For confstr
    enum:
        _CS_PATH
        _CS_POSIX_V5_WIDTH_RESTRICTED_ENVS
        _CS_POSIX_V6_ILP32_OFF32_CFLAGS
        _CS_POSIX_V6_ILP32_OFF32_LDFLAGS
        _CS_POSIX_V6_ILP32_OFF32_LIBS
        _CS_POSIX_V6_ILP32_OFF32_LINTFLAGS
        _CS_POSIX_V6_ILP32_OFFBIG_CFLAGS
        _CS_POSIX_V6_ILP32_OFFBIG_LDFLAGS
        _CS_POSIX_V6_ILP32_OFFBIG_LIBS
        _CS_POSIX_V6_ILP32_OFFBIG_LINTFLAGS
        _CS_POSIX_V6_LP64_OFF64_CFLAGS
        _CS_POSIX_V6_LP64_OFF64_LDFLAGS
        _CS_POSIX_V6_LP64_OFF64_LIBS
        _CS_POSIX_V6_LP64_OFF64_LINTFLAGS
        _CS_POSIX_V6_LPBIG_OFFBIG_CFLAGS
        _CS_POSIX_V6_LPBIG_OFFBIG_LDFLAGS
        _CS_POSIX_V6_LPBIG_OFFBIG_LIBS
        _CS_POSIX_V6_LPBIG_OFFBIG_LINTFLAGS
        _CS_POSIX_V6_WIDTH_RESTRICTED_ENVS
        _CS_POSIX_V7_ILP32_OFF32_CFLAGS
        _CS_POSIX_V7_ILP32_OFF32_LDFLAGS
        _CS_POSIX_V7_ILP32_OFF32_LIBS
        _CS_POSIX_V7_ILP32_OFF32_LINTFLAGS
        _CS_POSIX_V7_ILP32_OFFBIG_CFLAGS
        _CS_POSIX_V7_ILP32_OFFBIG_LDFLAGS
        _CS_POSIX_V7_ILP32_OFFBIG_LIBS
        _CS_POSIX_V7_ILP32_OFFBIG_LINTFLAGS
        _CS_POSIX_V7_LP64_OFF64_CFLAGS
        _CS_POSIX_V7_LP64_OFF64_LDFLAGS
        _CS_POSIX_V7_LP64_OFF64_LIBS
        _CS_POSIX_V7_LP64_OFF64_LINTFLAGS
        _CS_POSIX_V7_LPBIG_OFFBIG_CFLAGS
        _CS_POSIX_V7_LPBIG_OFFBIG_LDFLAGS
        _CS_POSIX_V7_LPBIG_OFFBIG_LIBS
        _CS_POSIX_V7_LPBIG_OFFBIG_LINTFLAGS
        _CS_POSIX_V7_WIDTH_RESTRICTED_ENVS
        _CS_V5_WIDTH_RESTRICTED_ENVS
        _CS_V6_ENV
        _CS_V6_WIDTH_RESTRICTED_ENVS
        _CS_V7_ENV
        _CS_V7_WIDTH_RESTRICTED_ENVS

    # For sysconf
    enum:
        _SC_2_CHAR_TERM
        _SC_2_C_BIND
        _SC_2_C_DEV
        _SC_2_FORT_DEV
        _SC_2_FORT_RUN
        _SC_2_LOCALEDEF
        _SC_2_PBS
        _SC_2_PBS_ACCOUNTING
        _SC_2_PBS_CHECKPOINT
        _SC_2_PBS_LOCATE
        _SC_2_PBS_MESSAGE
        _SC_2_PBS_TRACK
        _SC_2_SW_DEV
        _SC_2_UPE
        _SC_2_VERSION
        _SC_ADVISORY_INFO
        _SC_AIO_LISTIO_MAX
        _SC_AIO_MAX
        _SC_AIO_PRIO_DELTA_MAX
        _SC_ARG_MAX
        _SC_ASYNCHRONOUS_IO
        _SC_ATEXIT_MAX
        _SC_AVPHYS_PAGES
        _SC_BARRIERS
        _SC_BC_BASE_MAX
        _SC_BC_DIM_MAX
        _SC_BC_SCALE_MAX
        _SC_BC_STRING_MAX
        _SC_CHILD_MAX
        _SC_CLK_TCK
        _SC_CLOCK_SELECTION
        _SC_COLL_WEIGHTS_MAX
        _SC_CPUTIME
        _SC_DELAYTIMER_MAX
        _SC_EXPR_NEST_MAX
        _SC_FSYNC
        _SC_GETGR_R_SIZE_MAX
        _SC_GETPW_R_SIZE_MAX
        _SC_HOST_NAME_MAX
        _SC_IOV_MAX
        _SC_IPV6
        _SC_JOB_CONTROL
        _SC_LINE_MAX
        _SC_LOGIN_NAME_MAX
        _SC_MAPPED_FILES
        _SC_MEMLOCK
        _SC_MEMLOCK_RANGE
        _SC_MEMORY_PROTECTION
        _SC_MESSAGE_PASSING
        _SC_MONOTONIC_CLOCK
        _SC_MQ_OPEN_MAX
        _SC_MQ_PRIO_MAX
        _SC_NGROUPS_MAX
        _SC_NPROCESSORS_CONF
        _SC_NPROCESSORS_ONLN
        _SC_OPEN_MAX
        _SC_PAGESIZE
        _SC_PAGE_SIZE
        _SC_PHYS_PAGES
        _SC_PRIORITIZED_IO
        _SC_PRIORITY_SCHEDULING
        _SC_RAW_SOCKETS
        _SC_READER_WRITER_LOCKS
        _SC_REALTIME_SIGNALS
        _SC_REGEXP
        _SC_REGEX_VERSION
        _SC_RE_DUP_MAX
        _SC_RTSIG_MAX
        _SC_SAVED_IDS
        _SC_SEMAPHORES
        _SC_SEM_NSEMS_MAX
        _SC_SEM_VALUE_MAX
        _SC_SHARED_MEMORY_OBJECTS
        _SC_SHELL
        _SC_SIGQUEUE_MAX
        _SC_SPAWN
        _SC_SPIN_LOCKS
        _SC_SPORADIC_SERVER
        _SC_SS_REPL_MAX
        _SC_STREAM_MAX
        _SC_SYMLOOP_MAX
        _SC_SYNCHRONIZED_IO
        _SC_THREADS
        _SC_THREAD_ATTR_STACKADDR
        _SC_THREAD_ATTR_STACKSIZE
        _SC_THREAD_CPUTIME
        _SC_THREAD_DESTRUCTOR_ITERATIONS
        _SC_THREAD_KEYS_MAX
        _SC_THREAD_PRIORITY_SCHEDULING
        _SC_THREAD_PRIO_INHERIT
        _SC_THREAD_PRIO_PROTECT
        _SC_THREAD_PROCESS_SHARED
        _SC_THREAD_ROBUST_PRIO_INHERIT
        _SC_THREAD_ROBUST_PRIO_PROTECT
        _SC_THREAD_SAFE_FUNCTIONS
        _SC_THREAD_SPORADIC_SERVER
        _SC_THREAD_STACK_MIN
        _SC_THREAD_THREADS_MAX
        _SC_TIMEOUTS
        _SC_TIMERS
        _SC_TIMER_MAX
        _SC_TRACE
        _SC_TRACE_EVENT_FILTER
        _SC_TRACE_EVENT_NAME_MAX
        _SC_TRACE_INHERIT
        _SC_TRACE_LOG
        _SC_TRACE_NAME_MAX
        _SC_TRACE_SYS_MAX
        _SC_TRACE_USER_EVENT_MAX
        _SC_TTY_NAME_MAX
        _SC_TYPED_MEMORY_OBJECTS
        _SC_TZNAME_MAX
        _SC_V6_ILP32_OFF32
        _SC_V6_ILP32_OFFBIG
        _SC_V6_LP64_OFF64
        _SC_V6_LPBIG_OFFBIG
        _SC_V7_ILP32_OFF32
        _SC_V7_ILP32_OFFBIG
        _SC_V7_LP64_OFF64
        _SC_V7_LPBIG_OFFBIG
        _SC_VERSION
        _SC_XBS5_ILP32_OFF32
        _SC_XBS5_ILP32_OFFBIG
        _SC_XBS5_LP64_OFF64
        _SC_XBS5_LPBIG_OFFBIG
        _SC_XOPEN_CRYPT
        _SC_XOPEN_ENH_I18N
        _SC_XOPEN_LEGACY
        _SC_XOPEN_REALTIME
        _SC_XOPEN_REALTIME_THREADS
        _SC_XOPEN_SHM
        _SC_XOPEN_STREAMS
        _SC_XOPEN_UNIX
        _SC_XOPEN_VERSION
        _SC_XOPEN_XCU_VERSION
        _SC_XOPEN_XPG2
        _SC_XOPEN_XPG3
        _SC_XOPEN_XPG4

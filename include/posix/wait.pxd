# <sys/wait.h>: POSIX.1-2017 "Declarations for waiting", and wait4(2) of Linux and the BSDs.

from posix.types cimport id_t, pid_t
from posix.signal cimport siginfo_t
from posix.resource cimport rusage

cdef extern from "<sys/wait.h>" nogil:
    enum:
        WCONTINUED
        WEXITED
        WNOHANG
        WNOWAIT
        WSTOPPED
        WUNTRACED

    # What a status says (macros)
    int WIFEXITED(int status)
    int WEXITSTATUS(int status)
    int WIFSIGNALED(int status)
    int WTERMSIG(int status)
    int WIFSTOPPED(int status)
    int WSTOPSIG(int status)
    int WIFCONTINUED(int status)

    pid_t wait(int *stat_loc)
    pid_t waitpid(pid_t pid, int *stat_loc, int options)

    ctypedef int idtype_t
    enum:
        P_ALL
        P_PID
        P_PGID
    int waitid(idtype_t idtype, id_t id, siginfo_t *infop, int options)

cdef extern from *:
    """
    #include <sys/types.h>
    #include <sys/time.h>
    #include <sys/resource.h>
    #include <sys/wait.h>
    """
    pid_t wait3(int *stat_loc, int options, rusage *usage) nogil
    pid_t wait4(pid_t pid, int *stat_loc, int options, rusage *usage) nogil

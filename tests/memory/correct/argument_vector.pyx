from libc.stdlib cimport malloc, free
from libc.string cimport strdup
cdef char **to_argv(list args) except NULL:
    cdef int n = len(args)
    cdef int i = 0
    cdef char **argv = <char **>malloc((n + 1) * sizeof(char *))
    if argv == NULL:
        raise MemoryError()
    for i in range(n + 1):
        argv[i] = NULL
    try:
        for i in range(n):
            argv[i] = strdup(args[i])
            if argv[i] == NULL:
                raise MemoryError()
    except:
        free_argv(argv)
        raise
    return argv
cdef void free_argv(char **argv) noexcept:
    cdef char **p = argv
    while p[0] != NULL:
        free(p[0])
        p += 1
    free(argv)
def run(list args):
    cdef char **argv = to_argv(args)
    try:
        return argv[0][0]
    finally:
        free_argv(argv)

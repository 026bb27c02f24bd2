# <stdio.h>: what POSIX.1-2017 adds to ISO C, which is in libc.stdio.

from libc.stddef cimport wchar_t
from libc.stdio cimport FILE
from posix.types cimport off_t

cdef extern from "<stdio.h>" nogil:
    FILE *fdopen(int fildes, const char *mode)
    int fileno(FILE *stream)
    int fseeko(FILE *stream, off_t offset, int whence)
    off_t ftello(FILE *stream)

    # Pipes to a command; pclose, not fclose, ends one.
    FILE *popen(const char *command, const char *mode)
    int pclose(FILE *stream)

    # Memory as a stream. What open_memstream puts in *bufp is the caller's to free, after fclose.
    FILE *fmemopen(void *buf, size_t size, const char *mode)
    FILE *open_memstream(char **bufp, size_t *sizep)

    # Both grow *lineptr with realloc; the caller frees it, also after a failure (-1).
    ssize_t getline(char **lineptr, size_t *n, FILE *stream)
    ssize_t getdelim(char **lineptr, size_t *n, int delimiter, FILE *stream)

    # One thread at a time, and the forms for a thread that holds the lock
    void flockfile(FILE *file)
    int ftrylockfile(FILE *file)
    void funlockfile(FILE *file)
    int getc_unlocked(FILE *stream)
    int getchar_unlocked()
    int putc_unlocked(int c, FILE *stream)
    int putchar_unlocked(int c)

    int dprintf(int fildes, const char *format, ...)

cdef extern from "<wchar.h>" nogil:
    FILE *open_wmemstream(wchar_t **bufp, size_t *sizep)

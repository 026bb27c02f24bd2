# <stdio.h>: ISO C11, 7.21 "Input/output". fdopen and getline come from POSIX; the rest of what
# POSIX adds is in posix.stdio.
#
# Nothing here touches Python objects, so all of it may be called without the GIL.

cdef extern from "<stdio.h>" nogil:
    ctypedef struct FILE
    ctypedef struct fpos_t
    ctypedef struct const_fpos_t "const fpos_t"

    FILE *stdin
    FILE *stdout
    FILE *stderr

    enum:
        EOF
        BUFSIZ
        FILENAME_MAX
        FOPEN_MAX
        TMP_MAX
        L_tmpnam

    # 7.21.4 Files by name
    int remove(const char *filename)
    int rename(const char *old, const char *new)
    FILE *tmpfile()

    # 7.21.5 Opening, closing, buffering
    FILE *fopen(const char *filename, const char *mode)
    FILE *freopen(const char *filename, const char *mode, FILE *stream)
    FILE *fdopen(int fildes, const char *mode)
    int fclose(FILE *stream)
    int fflush(FILE *stream)
    enum:
        _IOFBF
        _IOLBF
        _IONBF
    void setbuf(FILE *stream, char *buf)
    int setvbuf(FILE *stream, char *buf, int mode, size_t size)

    # 7.21.6 Formatted. The arguments after the format must have the C types that it names.
    int printf(const char *format, ...)
    int fprintf(FILE *stream, const char *format, ...)
    int sprintf(char *s, const char *format, ...)
    int snprintf(char *s, size_t n, const char *format, ...)
    int scanf(const char *format, ...)
    int fscanf(FILE *stream, const char *format, ...)
    int sscanf(const char *s, const char *format, ...)

    # 7.21.7 Characters and lines
    int getchar()
    int getc(FILE *stream)
    int fgetc(FILE *stream)
    int ungetc(int c, FILE *stream)
    char *fgets(char *s, int n, FILE *stream)
    char *gets(char *s)  # gone since C11: it cannot be used safely
    int putchar(int c)
    int putc(int c, FILE *stream)
    int fputc(int c, FILE *stream)
    int puts(const char *s)
    int fputs(const char *s, FILE *stream)

    # POSIX: grows *lineptr with realloc; the caller frees it, also after a failure (-1).
    ssize_t getline(char **lineptr, size_t *n, FILE *stream)

    # 7.21.8 Blocks
    size_t fread(void *ptr, size_t size, size_t nmemb, FILE *stream)
    size_t fwrite(const void *ptr, size_t size, size_t nmemb, FILE *stream)

    # 7.21.9 Position
    enum:
        SEEK_SET
        SEEK_CUR
        SEEK_END
    int fseek(FILE *stream, long offset, int whence)
    long ftell(FILE *stream)
    void rewind(FILE *stream)
    int fgetpos(FILE *stream, fpos_t *pos)
    int fsetpos(FILE *stream, const fpos_t *pos)

    # 7.21.10 Errors
    int feof(FILE *stream)
    int ferror(FILE *stream)
    void clearerr(FILE *stream)
    void perror(const char *s)

# Names from the time before the language had `const`.
ctypedef const char const_char
ctypedef const void const_void

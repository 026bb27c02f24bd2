# <stdlib.h>: what POSIX.1-2017 adds to ISO C, which is in libc.stdlib.

cdef extern from "<stdlib.h>" nogil:
    # ---- Memory ----------------------------------------------------------------------------------------

    # 0 and a block in *memptr, to be given back with free(); else the error number, and *memptr is not
    # to be relied on. alignment: a power of two and a multiple of sizeof(void *).
    int posix_memalign(void **memptr, size_t alignment, size_t size)

    # ---- The environment -------------------------------------------------------------------------------

    int setenv(const char *envname, const char *envval, int overwrite)
    int unsetenv(const char *name)
    # The text itself becomes part of the environment: it must stay.
    int putenv(char *string)

    # ---- Files -----------------------------------------------------------------------------------------

    # The template ends in XXXXXX, which is filled in.
    char *mkdtemp(char *template)
    int mkstemp(char *template)
    # With resolved_name NULL, the result is the caller's to free.
    char *realpath(const char *file_name, char *resolved_name)

    # ---- Pseudo-terminals ------------------------------------------------------------------------------

    int posix_openpt(int oflag)
    int grantpt(int fildes)
    int unlockpt(int fildes)
    char *ptsname(int fildes)

    # ---- Pseudo-random numbers ---------------------------------------------------------------------------

    int rand_r(unsigned int *seed)
    long random()
    void srandom(unsigned int seed)
    char *initstate(unsigned int seed, char *state, size_t size)
    char *setstate(char *state)

    double drand48()
    double erand48(unsigned short xsubi[3])
    long lrand48()
    long nrand48(unsigned short xsubi[3])
    long mrand48()
    long jrand48(unsigned short xsubi[3])
    void srand48(long seedval)
    unsigned short *seed48(unsigned short seed16v[3])
    void lcong48(unsigned short param[7])
    # Other names for lrand48 and mrand48
    long lrand "lrand48" ()
    long mrand "mrand48" ()

    # ---- Other -----------------------------------------------------------------------------------------

    void _Exit(int status)
    int getsubopt(char **optionp, char **keylistp, char **valuep)
    void setkey(const char *key)  # gone since glibc 2.28

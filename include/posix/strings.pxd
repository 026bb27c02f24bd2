# <strings.h>: POSIX.1-2017 "String operations", with bcmp, bcopy, bzero, index and rindex of
# POSIX.1-2001.

cdef extern from "<strings.h>" nogil:
    int strcasecmp(const char *s1, const char *s2)
    int strncasecmp(const char *s1, const char *s2, size_t n)

    # The number of the lowest bit that is set, from 1; 0: none.
    int ffs(int i)

    # <string.h> has memcmp, memmove, memset, strchr and strrchr in their place.
    int bcmp(const void *s1, const void *s2, size_t n)
    void bcopy(const void *src, void *dest, size_t n)
    void bzero(void *s, size_t n)
    char *index(const char *s, int c)
    char *rindex(const char *s, int c)

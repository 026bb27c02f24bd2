# <dlfcn.h>: POSIX.1-2017, and dlopen(3) of Linux.

cdef extern from "<dlfcn.h>" nogil:
    enum:
        RTLD_LAZY
        RTLD_NOW
        RTLD_GLOBAL
        RTLD_LOCAL
        RTLD_NODELETE
        RTLD_NOLOAD

    void *RTLD_DEFAULT
    void *RTLD_NEXT

    # file NULL: the program itself. NULL is an error, which dlerror describes.
    void *dlopen(const char *file, int mode)
    int dlclose(void *handle)
    # NULL can also be the symbol's value: dlerror tells.
    void *dlsym(void *handle, const char *name)
    # The last error since the last call, or NULL. It belongs to the library.
    char *dlerror()

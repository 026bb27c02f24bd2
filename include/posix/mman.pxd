# <sys/mman.h>: POSIX.1-2017 "Memory management declarations", with mmap(2), madvise(2), mlock(2) and
# mremap(2) of Linux and the BSDs. A system that lacks a name fails to compile only the modules that
# use it.

from posix.types cimport off_t, mode_t

cdef extern from "<sys/mman.h>" nogil:
    # ---- Mapping -------------------------------------------------------------------------------------

    enum:
        PROT_READ
        PROT_WRITE
        PROT_EXEC
        PROT_NONE

        MAP_SHARED
        MAP_PRIVATE
        MAP_FIXED
        MAP_ANON
        MAP_ANONYMOUS

        # Linux
        MAP_GROWSDOWN
        MAP_HUGETLB
        MAP_LOCKED
        MAP_NORESERVE
        MAP_POPULATE
        MAP_STACK

        # FreeBSD
        MAP_NOCORE
        MAP_NOSYNC

    # Not NULL: what mmap and mremap answer where they fail.
    void *MAP_FAILED

    void *mmap(void *addr, size_t len, int prot, int flags, int fildes, off_t off)
    int munmap(void *addr, size_t len)
    int mprotect(void *addr, size_t len, int prot)

    enum:
        MS_ASYNC
        MS_SYNC
        MS_INVALIDATE
    int msync(void *addr, size_t len, int flags)

    # Linux. With MREMAP_FIXED, the new address follows.
    enum:
        MREMAP_MAYMOVE
        MREMAP_FIXED
    void *mremap(void *old_address, size_t old_size, size_t new_size, int flags, ...)
    int remap_file_pages(void *addr, size_t size, int prot, size_t pgoff, int flags)

    # ---- Locking -------------------------------------------------------------------------------------

    enum:
        MCL_CURRENT
        MCL_FUTURE
        MCL_ONFAULT  # Linux
        MLOCK_ONFAULT  # Linux
    int mlock(const void *addr, size_t len)
    int munlock(const void *addr, size_t len)
    int mlockall(int flags)
    int munlockall()
    int mlock2(const void *addr, size_t len, unsigned int flags)  # Linux

    # ---- Advice --------------------------------------------------------------------------------------

    enum:
        POSIX_MADV_NORMAL
        POSIX_MADV_SEQUENTIAL
        POSIX_MADV_RANDOM
        POSIX_MADV_WILLNEED
        POSIX_MADV_DONTNEED
    # The answer is the error number itself.
    int posix_madvise(void *addr, size_t len, int advice)

    enum:
        MADV_NORMAL
        MADV_RANDOM
        MADV_SEQUENTIAL
        MADV_WILLNEED
        MADV_DONTNEED
        MADV_FREE
        # Linux
        MADV_REMOVE
        MADV_DONTFORK
        MADV_DOFORK
        MADV_HWPOISON
        MADV_SOFT_OFFLINE
        MADV_MERGEABLE
        MADV_UNMERGEABLE
        MADV_HUGEPAGE
        MADV_NOHUGEPAGE
        MADV_DONTDUMP
        MADV_DODUMP
        MADV_WIPEONFORK
        MADV_KEEPONFORK
    int madvise(void *addr, size_t length, int advice)

    # One byte for each page in vec
    int mincore(void *addr, size_t length, unsigned char *vec)

    # ---- Shared memory; typed memory, which not every system has ----------------------------------------------------------

    int shm_open(const char *name, int oflag, mode_t mode)
    int shm_unlink(const char *name)

    enum:
        POSIX_TYPED_MEM_ALLOCATE
        POSIX_TYPED_MEM_ALLOCATE_CONTIG
        POSIX_TYPED_MEM_MAP_ALLOCATABLE
    struct posix_typed_mem_info:
        size_t posix_tmi_length
    int posix_typed_mem_open(const char *name, int oflag, int tflag)
    int posix_typed_mem_get_info(int fildes, posix_typed_mem_info *info)
    int posix_mem_offset(const void *addr, size_t len, off_t *off, size_t *contig_len, int *fildes)

# runner: no-reference It is about our declarations, not the reference's.
"""libc, posix: calls that show more than a prototype can."""

from libc cimport errno, limits, locale, math, signal, stdint, stdio, stdlib, string, threads
from libc cimport time as ctime
from libc.float cimport DBL_MANT_DIG
from posix cimport fcntl, mman, stat, stdlib as pstdlib, time as ptime, unistd, wait
from cpython.mem cimport (
    PYMEM_DOMAIN_MEM, PyMemAllocatorEx, PyMem_Calloc, PyMem_Free, PyMem_GetAllocator, PyMem_RawFree,
    PyMem_RawMalloc, PyObject_Free, PyObject_Malloc)


def families():
    """
    >>> families()
    True
    """
    cdef PyMemAllocatorEx allocator
    cdef void *aligned = NULL
    cdef int *numbers = <int *>stdlib.calloc(3, sizeof(int))
    cdef void *raw
    with nogil:
        raw = PyMem_RawMalloc(8)
    cdef void *mem = PyMem_Calloc(2, 4)
    cdef void *obj = PyObject_Malloc(8)
    cdef char *text = string.strndup("hello", 4)
    cdef int failed = pstdlib.posix_memalign(&aligned, 64, 64)
    PyMem_GetAllocator(PYMEM_DOMAIN_MEM, &allocator)
    try:
        return (numbers != NULL and raw != NULL and mem != NULL and obj != NULL and allocator.malloc != NULL
                and not failed and <size_t>aligned % 64 == 0 and numbers[2] == 0 and text == b"hell")
    finally:
        stdlib.free(numbers)
        stdlib.free(text)
        stdlib.free(aligned)
        PyMem_RawFree(raw)
        PyMem_Free(mem)
        PyObject_Free(obj)


cdef int descending(const void *a, const void *b) noexcept nogil:
    return (<const int *>b)[0] - (<const int *>a)[0]


def sort(items):
    """
    >>> sort([3, 1, 2])
    [3, 2, 1]
    """
    cdef int numbers[3]
    for i in range(3):
        numbers[i] = items[i]
    stdlib.qsort(numbers, 3, sizeof(int), descending)
    return [numbers[i] for i in range(3)]


def limit_values():
    """
    >>> limit_values()
    (8, True, True, 53, True)
    """
    return (limits.CHAR_BIT, stdint.UINT64_MAX == 2 ** 64 - 1, stdint.INTPTR_MIN < 0, DBL_MANT_DIG,
            stdint.UINTMAX_MAX > 0)


def maths():
    """
    >>> maths()
    (2.0, True, True, 3, 3.14)
    """
    cdef int exponent
    math.frexp(4.5, &exponent)
    return math.sqrt(4), math.isnan(math.NAN), math.isinf(-math.INFINITY) != 0, exponent, round(math.pi, 2)


def missing_file():
    """
    >>> missing_file()
    True
    """
    cdef stdio.FILE *stream = stdio.fopen("/no/such/file", "r")
    return stream == NULL and errno.errno == errno.ENOENT


def file_status():
    """
    >>> file_status()
    (True, 0)
    """
    cdef stat.struct_stat status
    cdef int answer = stat.stat("/", &status)
    return bool(stat.S_ISDIR(status.st_mode)), answer


def mapping():
    """
    >>> mapping()
    (True, 7)
    """
    cdef void *memory = mman.mmap(
        NULL, 4096, mman.PROT_READ | mman.PROT_WRITE, mman.MAP_PRIVATE | mman.MAP_ANONYMOUS, -1, 0)
    if memory == mman.MAP_FAILED:
        raise OSError("mmap")
    (<char *>memory)[10] = 7
    value = (<char *>memory)[10]
    return mman.munmap(memory, 4096) == 0, value


def child():
    """
    >>> child()
    3
    """
    cdef int status = 0
    cdef unistd.pid_t pid = unistd.fork()
    if pid == 0:
        unistd._exit(3)
    wait.waitpid(pid, &status, 0)
    return wait.WEXITSTATUS(status)


def calendar():
    """
    >>> calendar()
    (70, 0, 1)
    """
    cdef ctime.time_t zero = 0
    cdef ctime.tm broken_down
    ctime.gmtime_r(&zero, &broken_down)
    return broken_down.tm_year, broken_down.tm_mon, broken_down.tm_mday


def clock():
    """
    >>> clock()
    True
    """
    cdef ptime.timespec now
    return ptime.clock_gettime(ptime.CLOCK_MONOTONIC, &now) == 0 and now.tv_sec >= 0


cdef int calls = 0


cdef void count() noexcept nogil:
    global calls
    calls += 1


def once():
    """
    >>> once()
    1
    """
    global calls
    cdef threads.py_safe_once_flag flag
    calls = 0
    threads.py_safe_once_flag_init(&flag)
    for _ in range(3):
        threads.py_safe_call_once(&flag, count)
    return calls


def lock(n):
    """
    >>> lock(4)
    4000
    """
    import threading
    cdef threads.mtx_t mutex
    cdef long total = 0
    threads.mtx_init(&mutex, threads.mtx_plain)

    def work():
        nonlocal total
        for _ in range(1000):
            threads.py_safe_mtx_lock(&mutex)
            total += 1
            threads.mtx_unlock(&mutex)

    workers = [threading.Thread(target=work) for _ in range(n)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    threads.mtx_destroy(&mutex)
    return total

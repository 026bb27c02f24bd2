# pythread.h: threads, locks and thread-specific storage; "Thread Specific Storage Support" in the
# Python/C API reference manual. The lock and thread functions are documented in the header only.

cdef extern from "pythread.h":
    # ---- Threads -------------------------------------------------------------------------------------

    void PyThread_init_thread()
    # The new thread's id, or -1 cast to it.
    unsigned long PyThread_start_new_thread(void (*func)(void *) noexcept, void *arg)
    void PyThread_exit_thread()
    unsigned long PyThread_get_thread_ident()
    size_t PyThread_get_stacksize()
    # 0: done; -1: not a valid size; -2: cannot be set here.
    int PyThread_set_stacksize(size_t size)

    # ---- Locks. Not tied to the thread that took them. ----------------------------------------------------

    ctypedef void *PyThread_type_lock
    ctypedef void *PyThread_type_sema
    ctypedef enum PyLockStatus:
        PY_LOCK_FAILURE
        PY_LOCK_ACQUIRED
        PY_LOCK_INTR
    enum:
        WAIT_LOCK
        NOWAIT_LOCK

    # NULL where there is none to be had.
    PyThread_type_lock PyThread_allocate_lock()
    void PyThread_free_lock(PyThread_type_lock lock)
    # 1: taken; 0: not. Waiting with the GIL held stops every other Python thread.
    int PyThread_acquire_lock(PyThread_type_lock lock, int waitflag) nogil
    # microseconds below 0: no limit.
    PyLockStatus PyThread_acquire_lock_timed(PyThread_type_lock lock, long long microseconds, int intr_flag) nogil
    void PyThread_release_lock(PyThread_type_lock lock) nogil

    # ---- Thread-specific storage --------------------------------------------------------------------------

    # What to set a static key to.
    Py_tss_t Py_tss_NEEDS_INIT

    # NULL where memory ran out.
    Py_tss_t *PyThread_tss_alloc()
    void PyThread_tss_free(Py_tss_t *key)

    int PyThread_tss_is_created(Py_tss_t *key)
    # 0 means success.
    int PyThread_tss_create(Py_tss_t *key)
    void PyThread_tss_delete(Py_tss_t *key)
    int PyThread_tss_set(Py_tss_t *key, void *value)
    # NULL where this thread has set nothing.
    void *PyThread_tss_get(Py_tss_t *key)

    # The older form of it, deprecated since 3.7
    int PyThread_create_key()
    void PyThread_delete_key(int key)
    int PyThread_set_key_value(int key, void *value)
    void *PyThread_get_key_value(int key)
    void PyThread_delete_key_value(int key)
    void PyThread_ReInitTLS()

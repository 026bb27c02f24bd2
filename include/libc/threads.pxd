# <threads.h>: ISO C11, 7.26 "Threads". Not every C library has it.
#
# A thread that waits here with the GIL held stops every other Python thread, and the one that it waits
# for may be among them. The functions that start with py_safe let the GIL go while they wait and take
# it again; they do the right thing without the GIL, too.

from libc.time cimport timespec

ctypedef void (*_once_func_type)() noexcept nogil

cdef extern from *:
    """
    #include <threads.h>

    /* The thread state to wait without, or NULL where this thread has none. */
    static inline PyThreadState *pyxide_threads_leave(void) {
    #if PY_VERSION_HEX >= 0x030D0000
        return PyThreadState_GetUnchecked() == NULL ? NULL : PyEval_SaveThread();
    #else
        return PyGILState_Check() ? PyEval_SaveThread() : NULL;
    #endif
    }
    static inline void pyxide_threads_return(PyThreadState *state) {
        if (state != NULL) PyEval_RestoreThread(state);
    }

    static inline int pyxide_py_safe_mtx_lock(mtx_t *mutex) {
        PyThreadState *state;
        int result = mtx_trylock(mutex);
        if (result != thrd_busy) return result;
        state = pyxide_threads_leave();
        result = mtx_lock(mutex);
        pyxide_threads_return(state);
        return result;
    }

    /* Coming back with the mutex while waiting for the GIL would be the deadlock turned round: the
       mutex is given up until the GIL is there. */
    static inline int pyxide_threads_retake(PyThreadState *state, mtx_t *mutex, int result) {
        int locked;
        if (state == NULL) return result;
        mtx_unlock(mutex);
        pyxide_threads_return(state);
        locked = pyxide_py_safe_mtx_lock(mutex);
        return locked == thrd_success ? result : locked;
    }
    static inline int pyxide_py_safe_cnd_wait(cnd_t *cond, mtx_t *mutex) {
        PyThreadState *state = pyxide_threads_leave();
        return pyxide_threads_retake(state, mutex, cnd_wait(cond, mutex));
    }
    static inline int pyxide_py_safe_cnd_timedwait(cnd_t *cond, mtx_t *mutex, const struct timespec *until) {
        PyThreadState *state = pyxide_threads_leave();
        return pyxide_threads_retake(state, mutex, cnd_timedwait(cond, mutex, until));
    }

    static inline void pyxide_once_flag_init(once_flag *flag) {
        static const once_flag fresh = ONCE_FLAG_INIT;
        *flag = fresh;
    }
    static inline void pyxide_py_safe_call_once(once_flag *flag, void (*func)(void)) {
        PyThreadState *state = pyxide_threads_leave();
        call_once(flag, func);
        pyxide_threads_return(state);
    }
    """
    # ---- 7.26.5 Threads ----------------------------------------------------------------------------------

    ctypedef struct thrd_t:
        pass
    ctypedef int (*thrd_start_t)(void *) noexcept nogil

    # What most functions answer
    enum:
        thrd_success
        thrd_nomem
        thrd_timedout
        thrd_busy
        thrd_error

    int thrd_create(thrd_t *thr, thrd_start_t func, void *arg) nogil
    int thrd_equal(thrd_t thr0, thrd_t thr1) nogil
    thrd_t thrd_current() nogil
    int thrd_sleep(const timespec *duration, timespec *remaining) nogil
    void thrd_yield() nogil
    void thrd_exit(int res) nogil
    int thrd_detach(thrd_t thr) nogil
    int thrd_join(thrd_t thr, int *res) nogil

    # ---- 7.26.4 Mutexes ------------------------------------------------------------------------------------

    ctypedef struct mtx_t:
        pass
    enum:
        mtx_plain
        mtx_recursive
        mtx_timed

    int mtx_init(mtx_t *mtx, int type) nogil
    void mtx_destroy(mtx_t *mtx) nogil
    int mtx_lock(mtx_t *mtx) nogil
    int mtx_trylock(mtx_t *mtx) nogil
    int mtx_timedlock(mtx_t *mtx, const timespec *ts) nogil
    int mtx_timed_lock "mtx_timedlock" (mtx_t *mtx, const timespec *ts) nogil
    int mtx_unlock(mtx_t *mtx) nogil
    int py_safe_mtx_lock "pyxide_py_safe_mtx_lock" (mtx_t *mtx) nogil

    # ---- 7.26.3 Condition variables ------------------------------------------------------------------------

    ctypedef struct cnd_t:
        pass

    int cnd_init(cnd_t *cond) nogil
    void cnd_destroy(cnd_t *cond) nogil
    int cnd_signal(cnd_t *cond) nogil
    int cnd_broadcast(cnd_t *cond) nogil
    int cnd_wait(cnd_t *cond, mtx_t *mtx) nogil
    int cnd_timedwait(cnd_t *cond, mtx_t *mtx, const timespec *ts) nogil
    int py_safe_cnd_wait "pyxide_py_safe_cnd_wait" (cnd_t *cond, mtx_t *mtx) nogil
    int py_safe_cnd_timedwait "pyxide_py_safe_cnd_timedwait" (cnd_t *cond, mtx_t *mtx, const timespec *ts) nogil

    # ---- 7.26.2 Once ----------------------------------------------------------------------------------------

    # A static flag is set to ONCE_FLAG_INIT, another is made ready with once_flag_init.
    ctypedef struct once_flag:
        pass
    ctypedef struct py_safe_once_flag "once_flag":
        pass
    once_flag ONCE_FLAG_INIT
    py_safe_once_flag PY_SAFE_ONCE_FLAG_INIT "ONCE_FLAG_INIT"

    void once_flag_init "pyxide_once_flag_init" (once_flag *flag) nogil
    void py_safe_once_flag_init "pyxide_once_flag_init" (py_safe_once_flag *flag) nogil
    void call_once(once_flag *flag, _once_func_type func) nogil
    # The function runs without the GIL; it may be one that takes it, with `with gil`.
    void py_safe_call_once "pyxide_py_safe_call_once" (py_safe_once_flag *flag, _once_func_type func) nogil

    # ---- 7.26.6 Thread-specific storage -------------------------------------------------------------------------

    ctypedef struct tss_t:
        pass
    ctypedef void (*tss_dtor_t)(void *) noexcept nogil
    enum: TSS_DTOR_ITERATIONS

    int tss_create(tss_t *key, tss_dtor_t dtor) nogil
    void tss_delete(tss_t key) nogil
    void *tss_get(tss_t key) nogil
    int tss_set(tss_t key, void *val) nogil

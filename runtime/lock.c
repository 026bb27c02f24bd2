/* Locks of the language. See lock.h. */
#include "lock.h"

PYX_API void pyx_thread_lock_init(void *lock)
{
    PyThread_type_lock made = PyThread_allocate_lock();
    if (made == NULL)
        Py_FatalError("no memory for a lock");
    *(PyThread_type_lock *)lock = made;
}

/* Threads may meet here: the first one's lock stays. */
PYX_API void pyx_thread_lock_ready(void *lock)
{
    PyThread_type_lock made;
    if (*(PyThread_type_lock volatile *)lock != NULL)
        return;
    pyx_thread_lock_init(&made);
#if defined(__GNUC__)
    if (!__sync_bool_compare_and_swap((PyThread_type_lock *)lock, NULL, made))
        PyThread_free_lock(made);
#elif defined(_MSC_VER)
    if (_InterlockedCompareExchangePointer((void *volatile *)lock, made, NULL) != NULL)
        PyThread_free_lock(made);
#else
    *(PyThread_type_lock *)lock = made;
#endif
}

PYX_API void pyx_thread_lock_free(void *lock)
{
    if (*(PyThread_type_lock *)lock != NULL)
        PyThread_free_lock(*(PyThread_type_lock *)lock);
    *(PyThread_type_lock *)lock = NULL;
}

PYX_API void pyx_thread_lock_acquire(void *lock, int gil)
{
    PyThread_type_lock known;
    pyx_thread_lock_ready(lock);
    known = *(PyThread_type_lock *)lock;
    if (PyThread_acquire_lock(known, NOWAIT_LOCK))
        return;
    if (gil > 0 || (gil < 0 && PyGILState_Check())) {
        PyThreadState *state = PyEval_SaveThread();
        PyThread_acquire_lock(known, WAIT_LOCK);
        PyEval_RestoreThread(state);
    } else
        PyThread_acquire_lock(known, WAIT_LOCK);
}

PYX_API void pyx_thread_lock_release(void *lock)
{
    if (*(PyThread_type_lock *)lock != NULL)
        PyThread_release_lock(*(PyThread_type_lock *)lock);
}

PYX_API int pyx_thread_lock_locked(void *lock)
{
    PyThread_type_lock known = *(PyThread_type_lock *)lock;
    if (known == NULL)
        return 0;
    if (!PyThread_acquire_lock(known, NOWAIT_LOCK))
        return 1;
    PyThread_release_lock(known);
    return 0;
}

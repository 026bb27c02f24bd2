/* Locks of the language: `cython.pymutex` and `cython.pythread_type_lock`.
 *
 * The first is a PyMutex from Python 3.13 on, and a PyThread_type_lock before; the second always is. Memory of zeros is an
 * unlocked lock: a PyThread_type_lock that is NULL is made when it is first taken. Who waits with the GIL lets it go
 * meanwhile: `gil` says whether the caller has it (1), has it not (0), or does not know (-1).
 *
 * Example: `pyx_mutex_init(&m); pyx_mutex_acquire(&m, 1); … pyx_mutex_release(&m); pyx_mutex_free(&m);`
 */
#ifndef PYX_LOCK_H
#define PYX_LOCK_H
#include "base.h"
#include <pythread.h>

#ifndef PYX_HAVE_MUTEX
#define PYX_HAVE_MUTEX
#if PY_VERSION_HEX >= 0x030d0000
typedef PyMutex pyx_mutex;
#else
typedef PyThread_type_lock pyx_mutex;
#endif
#endif

/* Makes the lock of memory that holds anything (init), or zeros or a lock (ready). */
PYX_API void pyx_thread_lock_init(void *lock);
PYX_API void pyx_thread_lock_ready(void *lock);
PYX_API void pyx_thread_lock_free(void *lock);
PYX_API void pyx_thread_lock_acquire(void *lock, int gil);
PYX_API void pyx_thread_lock_release(void *lock);
PYX_API int pyx_thread_lock_locked(void *lock);

#if PY_VERSION_HEX >= 0x030d0000
PYX_INLINE void pyx_mutex_init(void *lock) { memset(lock, 0, sizeof(pyx_mutex)); }
PYX_INLINE void pyx_mutex_ready(void *lock) { (void)lock; }
PYX_INLINE void pyx_mutex_free(void *lock) { (void)lock; }
PYX_INLINE void pyx_mutex_release(void *lock) { PyMutex_Unlock((pyx_mutex *)lock); }
PYX_INLINE void pyx_mutex_acquire(void *lock, int gil)
{
    (void)gil;
    PyMutex_Lock((pyx_mutex *)lock);
}
PYX_INLINE int pyx_mutex_locked(void *lock)
{
#if PY_VERSION_HEX >= 0x030e0000
    return PyMutex_IsLocked((pyx_mutex *)lock);
#else
    return _Py_atomic_load_uint8_relaxed(&((pyx_mutex *)lock)->_bits) & _Py_LOCKED;
#endif
}
#else
PYX_INLINE void pyx_mutex_init(void *lock) { pyx_thread_lock_init(lock); }
PYX_INLINE void pyx_mutex_ready(void *lock) { pyx_thread_lock_ready(lock); }
PYX_INLINE void pyx_mutex_free(void *lock) { pyx_thread_lock_free(lock); }
PYX_INLINE void pyx_mutex_release(void *lock) { pyx_thread_lock_release(lock); }
PYX_INLINE void pyx_mutex_acquire(void *lock, int gil) { pyx_thread_lock_acquire(lock, gil); }
PYX_INLINE int pyx_mutex_locked(void *lock) { return pyx_thread_lock_locked(lock); }
#endif

#endif

"""What cannot be done with locks and critical sections."""
cimport cython

cdef by_value(cython.pymutex lock):
    pass

cdef cython.pythread_type_lock result():
    cdef cython.pythread_type_lock lock
    return lock                         # error: [type-mismatch] cython.pythread_type_lock cannot be copied

def copies():
    cdef cython.pymutex lock
    cdef object o
    by_value(lock)                      # error: [type-mismatch] cython.pymutex cannot be copied
    o = lock                            # error: [type-mismatch] Cannot convert 'cython.pymutex' to Python object
    lock.wait()                         # error: [invalid-operation] Object of type 'cython.pymutex' has no attribute 'wait'
    lock.acquire(1)                     # error: [invalid-call] Call with wrong number of arguments
    with lock as value:                 # error: [invalid-operation] 'cython.pymutex' has no value to bind
        pass

def sections(a):
    cdef cython.pymutex lock
    cdef cython.pythread_type_lock old
    with cython.critical_section():     # error: [invalid-call] accepts one or two positional arguments
        pass
    with cython.critical_section(a, lock):  # error: [type-mismatch] must not mix objects and pymutexes
        pass
    with cython.critical_section(old):  # error: [type-mismatch] must be Python objects, pymutex, or pymutex*
        pass
    with nogil:
        with cython.critical_section(&lock):    # error: [gil-required] Critical sections require the GIL
            pass

def suspended(a):
    with cython.critical_section(a):    # error: [invalid-operation] Cannot yield while in a cython.critical_section
        yield a

@cython.critical_section                # error: [invalid-declaration] can only be applied to a function with one or more
def nothing_to_protect(*args):
    pass

@cython.critical_section                # error: [type-mismatch] must be Python objects
def number(int n):
    return n

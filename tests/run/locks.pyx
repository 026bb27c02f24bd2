# Locks of the language: where they can live, and that they are released on every way out.
cimport cython

from threading import Thread

cdef cython.pymutex shared
cdef cython.pythread_type_lock old_shared


cdef class Guarded:
    cdef cython.pymutex lock
    cdef cython.pythread_type_lock old
    cdef public int value

    def add(self, int n):
        for _ in range(n):
            with self.lock:
                self.value += 1

    def state(self):
        return self.lock.locked(), self.old.locked()


cdef Guarded make():
    return Guarded()


def states():
    """
    >>> states()
    (False, True, False, True, False)
    """
    cdef cython.pymutex lock
    before = lock.locked()
    with lock:
        inside = lock.locked()
    after = lock.locked()
    lock.acquire()
    again = lock.locked()
    lock.release()
    assert lock.can_check_locked()
    return before, inside, after, again, lock.locked()


def ways_out(how):
    """
    >>> [ways_out(how) for how in ("return", "break", "continue", "raise", "fall")]
    [('return', False), (None, False), (None, False), ('caught', False), (None, False)]
    """
    return leave(how), shared.locked()


cdef leave(how):
    try:
        for _ in range(2):
            with shared:
                assert shared.locked()
                if how == "return":
                    return how
                if how == "break":
                    break
                if how == "continue":
                    continue
                if how == "raise":
                    raise ValueError(how)
            assert not shared.locked()
    except ValueError:
        return "caught"


def handled():
    """
    The exception that is being handled is the same inside.

    >>> handled()
    ('outer', 'inner', False)
    """
    try:
        raise ValueError("outer")
    except ValueError as outer:
        try:
            with old_shared:
                raise KeyError("inner")
        except KeyError as inner:
            return str(inner.__context__), inner.args[0], old_shared.locked()


def attributes():
    """
    >>> attributes()
    (False, False)
    True False
    (False, False)
    """
    cdef Guarded g = Guarded()
    print(g.state())
    with g.lock, g.old:
        g.old.release()
        print(g.lock.locked(), g.old.locked())
        g.old.acquire()
    return g.state()


def of_a_temporary():
    """
    What the lock is part of stays while the body runs.

    >>> of_a_temporary()
    'done'
    """
    with make().lock:
        value = [Guarded() for _ in range(10)]
    return "done"


def rebound():
    """
    >>> rebound()
    (False, False)
    """
    cdef Guarded g = Guarded()
    cdef Guarded kept = g
    with g.lock:
        assert kept.lock.locked()
        g = Guarded()
    return g.lock.locked(), kept.lock.locked()


cdef void through_pointer(cython.pymutex *lock, int *n) noexcept nogil:
    with lock[0]:
        n[0] += 1


def pointers():
    """
    >>> pointers()
    (3, False)
    """
    cdef cython.pymutex lock
    cdef int n = 0
    through_pointer(&lock, &n)
    with nogil:
        through_pointer(&lock, &n)
        with lock:
            n += 1
    return n, lock.locked()


def without_gil():
    """
    >>> without_gil()
    ('boom', False)
    """
    try:
        with nogil:
            with shared:
                raise_now()
    except ValueError as e:
        return str(e), shared.locked()


cdef int raise_now() except -1 nogil:
    with gil:
        raise ValueError("boom")


def threads(target, n):
    threads = [Thread(target=target, args=(n,)) for _ in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


def counted(n):
    """
    >>> counted(500)
    (2000, 2000, 2000)
    """
    cdef Guarded g = Guarded()
    cdef int in_closure = 0, without = 0
    cdef cython.pymutex lock
    cdef cython.pythread_type_lock old

    def add(n):
        nonlocal in_closure, without
        cdef int i, k = n
        for _ in range(n):
            with lock:
                in_closure += 1
        with nogil:
            for i in range(k):
                with old:
                    without += 1

    threads(g.add, n)
    threads(add, n)
    return g.value, in_closure, without


def generator(Guarded g):
    """
    >>> g = Guarded()
    >>> it = generator(g)
    >>> next(it), g.state()
    (1, (True, False))
    >>> it.close()
    >>> g.state()
    (False, False)
    >>> list(generator(g)), g.state()
    ([1, 2], (False, False))
    """
    cdef cython.pymutex own
    with own, g.lock:
        yield 1
        assert own.locked()
        yield 2


def sections(a, b):
    """
    >>> sections([], {})
    [1, 2, 3]
    """
    cdef cython.pymutex first
    cdef cython.pymutex second
    out = []
    with cython.critical_section(a):
        out.append(1)
    with cython.critical_section(a, b):
        out.append(2)
    with cython.critical_section(&first, second):
        out.append(3)
    return out


@cython.critical_section
def decorated(first, *rest):
    """
    >>> decorated(1, 2)
    (1, (2,))
    """
    return first, rest

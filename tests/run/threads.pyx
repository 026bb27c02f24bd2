"""Code without the GIL, locks and callbacks, from several threads at once: nothing is lost, and each thread has its own exceptions.

>>> count_locked(4, 500)
2000
>>> count_critical(4, 300)
1200
>>> sorted(set(in_threads(4, errors, 200)))
[(100, 100, None)]
>>> sorted(set(in_threads(4, contexts, 100)))
[('second 0', 'first 0'), ('second 1', 'first 1'), ('second 2', 'first 2'), ('second 3', 'first 3')]
>>> foreign(4, 50)
[(0, 50), (1, 50), (2, 50), (3, 50)]
>>> foreign_errors(3)
(3, [0, 1, 2])
>>> sorted(set(in_threads(4, objects, 200)))
[19900]
>>> sorted(set(in_threads(4, generated, 100)))
[4950]
>>> sorted(set(in_threads(4, handed_over, 60)))
[(60, 'Error', 'left')]
>>> alive()
0
"""
import threading

cimport cython
from libc.stdlib cimport free, malloc

cdef extern from "<pthread.h>" nogil:
    ctypedef unsigned long pthread_t
    int pthread_create(pthread_t *thread, const void *attr, void *(*start)(void *) noexcept nogil, void *arg)
    int pthread_join(pthread_t thread, void **result)

cdef extern from "<sched.h>" nogil:
    int sched_yield()


class Error(Exception):
    pass


def in_threads(int count, function, *args):
    """What the function gave in each thread, given the thread's number."""
    results = [None] * count
    barrier = threading.Barrier(count)

    def run(number):
        barrier.wait()
        try:
            results[number] = function(number, *args)
        except BaseException as error:
            results[number] = repr(error)
    threads = [threading.Thread(target=run, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# Locks.

cdef cython.pymutex lock
cdef long total = 0
cdef long guarded = 0

cdef int add_locked(int times) except -1 nogil:
    global total
    cdef long seen
    cdef int i
    for i in range(times):
        with lock:
            seen = total
            if i % 8 == 0:
                sched_yield()
            total = seen + 1
    return 0

def locked(number, int times):
    with nogil:
        add_locked(times)

def count_locked(int threads, int times):
    global total
    total = 0
    in_threads(threads, locked, times)
    return total

cdef class Box:
    cdef public long value

def critical(number, Box box, int times):
    for i in range(times):
        with cython.critical_section(box):
            box.value += 1

def count_critical(int threads, int times):
    box = Box()
    in_threads(threads, critical, box, times)
    return box.value


# Exceptions of each thread.

cdef int odd(int n) except -1 nogil:
    if n & 1:
        with gil:
            raise Error(n)
    sched_yield()
    return n

def errors(number, int times):
    cdef int good = 0, bad = 0, i
    for i in range(times):
        try:
            with nogil:
                odd(i)
            good += 1
        except Error as error:
            assert error.args == (i,)
            bad += 1
    import sys
    return good, bad, sys.exc_info()[0]

cdef int both(int n) except -1 nogil:
    try:
        with gil:
            raise Error(f'first {n}')
    finally:
        for _ in range(3):
            sched_yield()
        with gil:
            raise Error(f'second {n}')

def contexts(int number, int times):
    cdef int i
    seen = set()
    for i in range(times):
        try:
            with nogil:
                both(number)
        except Error as error:
            seen.add((str(error), str(error.__context__)))
    assert len(seen) == 1, seen
    return seen.pop()


# Threads that Python did not start.

cdef struct Job:
    pthread_t thread
    int number
    int times
    void *results

cdef void add(Job *job) noexcept with gil:
    results = <list>job.results
    number, count = results[job.number]
    results[job.number] = (number, count + 1)

cdef void *work(void *arg) noexcept nogil:
    cdef int i
    job = <Job *>arg
    for i in range(job.times):
        add(job)
        if i % 4 == 0:
            sched_yield()
    return NULL

cdef int fails(Job *job) except -1 with gil:
    (<list>job.results).append(job.number)
    raise Error(job.number)

cdef void *work_badly(void *arg) noexcept nogil:
    with gil:
        try:
            fails(<Job *>arg)
        except Error as error:
            assert error.args == ((<Job *>arg).number,)
            (<Job *>arg).times = -1
    return NULL

cdef run_jobs(int count, int times, list results, void *(*start)(void *) noexcept nogil):
    cdef int failed = 0, i
    jobs = <Job *>malloc(count * sizeof(Job))
    for i in range(count):
        jobs[i].number = i
        jobs[i].times = times
        jobs[i].results = <void *>results
        if pthread_create(&jobs[i].thread, NULL, start, &jobs[i]) != 0:
            raise OSError
    with nogil:
        for i in range(count):
            pthread_join(jobs[i].thread, NULL)
            failed += jobs[i].times < 0
    free(jobs)
    return failed

def foreign(int count, int times):
    results = [(i, 0) for i in range(count)]
    run_jobs(count, times, results, work)
    return results

def foreign_errors(int count):
    cdef list results = []
    return run_jobs(count, 1, results, work_badly), sorted(results)


# Objects that threads make and drop; what they hold runs code when it goes.

cdef int living = 0

@cython.freelist(4)
cdef class Node:
    cdef object value
    cdef Node next

    def __cinit__(self, value, Node next=None):
        global living
        living += 1
        self.value, self.next = value, next

    def __dealloc__(self):
        global living
        living -= 1

def objects(number, int times):
    cdef Node node = None
    cdef long s = 0
    for i in range(times):
        node = Node(i, node)
        if i % 50 == 0:
            with nogil:
                sched_yield()
    while node is not None:
        s += node.value
        node = node.next
    return s

def numbers(int times):
    cdef int i, got
    for i in range(times):
        with nogil:
            sched_yield()
            got = i
        yield got

def generated(number, int times):
    return sum(n for n in numbers(times) for f in [lambda: n] if f() == n)

def held(times):
    cdef int i
    node = Node(times)
    try:
        for i in range(times):
            with nogil:
                odd(2 * i)
            yield i
        with nogil:
            odd(1)
    finally:
        with nogil:
            sched_yield()
        yield 'left'

def handed_over(number, int times):
    """A generator that another thread goes on with."""
    suspended = held(times)
    seen = []

    def take(share):
        for i in range(share):
            seen.append(next(suspended))
    half = threading.Thread(target=take, args=(times // 2,))
    half.start()
    half.join()
    take(times - times // 2)
    last = next(suspended)
    try:
        next(suspended)
    except Error as error:
        return len(set(seen)), type(error).__name__, last

def alive():
    import gc
    gc.collect()
    return living

# <semaphore>: C++20 (ISO/IEC 14882:2020), 32.7 "Semaphore".
#
# A thread that waits here with the GIL held stops every other Python thread, and the one that it waits
# for may be among them: wait inside `with nogil`.

from libc.stddef cimport ptrdiff_t

cdef extern from "<semaphore>" namespace "std" nogil:
    cdef cppclass counting_semaphore[LeastMaxValue=*]:
        counting_semaphore(ptrdiff_t desired)
        void release() except +
        void release(ptrdiff_t update) except +
        void acquire() except +
        bint try_acquire()
        bint try_acquire_for[T](T rel_time) except +
        bint try_acquire_until[T](T abs_time) except +
        @staticmethod
        ptrdiff_t max()

    cdef cppclass binary_semaphore:
        binary_semaphore(ptrdiff_t desired)
        void release() except +
        void release(ptrdiff_t update) except +
        void acquire() except +
        bint try_acquire()
        bint try_acquire_for[T](T rel_time) except +
        bint try_acquire_until[T](T abs_time) except +
        @staticmethod
        ptrdiff_t max()

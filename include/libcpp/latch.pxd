# <latch>: C++20 (ISO/IEC 14882:2020), 32.8.2 "Latches".
#
# A thread that waits here with the GIL held stops every other Python thread, and the one that it waits
# for may be among them: wait inside `with nogil`.

from libc.stddef cimport ptrdiff_t

cdef extern from "<latch>" namespace "std" nogil:
    cdef cppclass latch:
        latch(ptrdiff_t expected)
        void count_down() except +
        void count_down(ptrdiff_t update) except +
        bint try_wait()
        void wait() except +
        void arrive_and_wait() except +
        void arrive_and_wait(ptrdiff_t update) except +
        @staticmethod
        ptrdiff_t max()

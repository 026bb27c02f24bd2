# <barrier>: C++20 (ISO/IEC 14882:2020), 32.8.3 "Barriers".
#
# A thread that waits here with the GIL held stops every other Python thread, and the one that it waits
# for may be among them: wait inside `with nogil`.

from libc.stddef cimport ptrdiff_t

cdef extern from "<barrier>" namespace "std" nogil:
    # CompletionFunction runs on one of the threads, without the GIL, when all have arrived.
    cdef cppclass barrier[CompletionFunction=*]:
        cppclass arrival_token:
            pass
        barrier(ptrdiff_t expected) except +
        barrier(ptrdiff_t expected, CompletionFunction f) except +

        arrival_token arrive() except +
        arrival_token arrive(ptrdiff_t update) except +
        void wait(arrival_token arrival) except +
        void arrive_and_wait() except +
        void arrive_and_drop() except +
        @staticmethod
        ptrdiff_t max()

# <queue>: C++17 (ISO/IEC 14882:2017), 26.6.4 "Class template queue" and 26.6.5 "Class template
# priority_queue". front, back, top and pop are not for an empty one.

cdef extern from "<queue>" namespace "std" nogil:
    cdef cppclass queue[T]:
        queue() except +
        queue(const queue &other) except +
        bint empty()
        size_t size()
        T &front()
        T &back()
        void push(const T &value) except +
        void pop()
        void swap(queue &other)

    # The greatest first
    cdef cppclass priority_queue[T]:
        priority_queue() except +
        priority_queue(const priority_queue &other) except +
        bint empty()
        size_t size()
        const T &top()
        void push(const T &value) except +
        void pop()
        void swap(priority_queue &other)

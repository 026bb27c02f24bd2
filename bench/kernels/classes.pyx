"""Extension classes: a linked structure, overridden C methods, `cpdef` methods, C function pointers."""

from libc.stdlib cimport qsort


cdef class Node:
    cdef Node next
    cdef long key

    def __cinit__(self, long key):
        self.key = key


cdef class Stack:
    cdef Node top
    cdef Py_ssize_t size

    cdef void push(self, long key):
        cdef Node node = Node(key)
        node.next = self.top
        self.top = node
        self.size += 1

    cdef long pop(self) except? -1:
        if self.top is None:
            raise IndexError("empty")
        cdef long key = self.top.key
        self.top = self.top.next
        self.size -= 1
        return key


cdef class Shape:
    cdef double scale

    def __init__(self, double scale):
        self.scale = scale

    cdef double area(self):
        return 0.0

    cpdef double weight(self, double density):
        return self.area() * density


cdef class Square(Shape):
    cdef double area(self):
        return self.scale * self.scale


cdef class Disc(Shape):
    cdef double area(self):
        return 3.0 * self.scale * self.scale

    cpdef double weight(self, double density):
        return self.area() * density * 0.5


def linked(int count):
    cdef Stack stack = Stack()
    cdef Node node
    cdef long total = 0
    cdef int i
    for i in range(count):
        stack.push(i * 7 % 13)
        if i % 3 == 0:
            total += stack.pop()
    node = stack.top
    while node is not None:
        total += node.key
        node = node.next
    while stack.size:
        total -= stack.pop() // 2
    return total


def virtual(int count):
    cdef Shape first = Square(2.0), second = Disc(1.5), shape
    cdef double total = 0
    cdef int i
    for i in range(count):
        shape = first if i & 1 else second
        total += shape.area()
    return total


def cpdef_calls(int count):
    cdef Shape first = Square(2.0), second = Disc(1.5)
    cdef double total = 0
    cdef int i
    for i in range(count):
        total += first.weight(0.5) + second.weight(2.0)
    return total


ctypedef long (*Step)(long) noexcept nogil


cdef long double_it(long value) noexcept nogil:
    return (value * 2) % 1000003


cdef long add_three(long value) noexcept nogil:
    return value + 3


cdef long apply_all(Step *steps, int number, long value) noexcept nogil:
    cdef int i
    for i in range(number):
        value = steps[i](value)
    return value


cdef int by_size(const void *a, const void *b) noexcept nogil:
    cdef long first = (<const long *>a)[0], second = (<const long *>b)[0]
    return (first > second) - (first < second)


def callbacks(int count):
    cdef Step steps[4]
    cdef long values[200]
    cdef long value = 1, total = 0
    cdef int i, j
    steps[0] = steps[2] = double_it
    steps[1] = steps[3] = add_three
    for i in range(count):
        value = apply_all(steps, 4, value)
        if i % 100 == 0:
            for j in range(200):
                values[j] = (value * (j + 1)) % 1009
            qsort(values, 200, sizeof(long), by_size)
            total += values[100]
    return value + total

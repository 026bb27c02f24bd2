"""Types of included files before the `include`, methods that are declared twice, and what goes with them.

>>> early(4)
4
>>> describe(2)
('shape', 'shape', 4.0)
>>> Table().total()
36
>>> decoded('utf-8'), decoded('latin-1')
('\\xe9', '\\xc3\\xa9')
>>> by_name()
('int 3', 'str x')
"""

from libc.stdlib cimport calloc, free


cdef Later last = None


def early(int value):
    global last
    last = Later(value)
    return last.value


cdef class Table:
    cdef pair *pairs
    cdef int count

    def __cinit__(self):
        self.count = 4
        self.pairs = <pair *>calloc(self.count, sizeof(pair))

    def __dealloc__(self):
        free(self.pairs)

    def total(self):
        cdef pair *p
        cdef int i, total = 0
        for p in self.pairs[:self.count]:
            p.left = p.right = 4
        for p in self.pairs[1:self.count]:
            p.left = p.right + 1
        for p in self.pairs[:self.count]:
            total += p.left + p.right
        return total + 1


include "order_types.pxi"


cdef class Shape:
    cdef double area(self):
        return 0

    cdef str name(self):
        return 'shape'


cdef class Square(Shape):
    cdef double area(self):
        return self.side * self.side


def describe(double side):
    cdef Square square = Square()
    cdef Shape shape = square
    square.side = side
    return square.name(), Square.name(square), shape.area()


def decoded(str encoding):
    name = encoding.encode()
    cdef const unsigned char *coding = name
    cdef const char *text = b'\xc3\xa9'
    return text[:2].decode(<unsigned char *>coding)


ctypedef fused number:
    int
    str


cdef shown(number value, bint quoted):
    if number is int:
        return f'int {value}'
    return f'str {value}'


def by_name():
    cdef int n = 3
    cdef str s = 'x'
    return shown(n, quoted=False), shown(quoted=True, value=s)

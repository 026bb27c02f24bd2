"""
Structs, unions, enums, pointers, arrays, function pointers, typedefs.

>>> structs()
(3, 4.5, {'a': 1, 'b': 2.5})
>>> from_dict({'a': 7, 'b': 1})
8.0
>>> pointers()
(5, 9, 2, True)
>>> arrays()
([0, 1, 4, 9], 14)
>>> apply(0, 5), apply(1, 5)
(25, 10)
>>> enums(2)
(2, 'blue', 3)
>>> int(Shape.SQUARE), Shape.ROUND.name
(1, 'ROUND')
>>> union_of_arrays()
({'number': 4276803, 'characters': b'CBA'}, [1.5, 2.5])
>>> into_union({'number': 7}), into_union({'characters': [1, 2, 0, 0]})
(7, 513)
>>> unions()
1
>>> strings('abc')
(3, 98, b'abc', 'abc')
>>> sizes()
True
>>> linked([1, 2, 3])
[3, 2, 1]
>>> limits()
(-128, 255, 4294967295, True)
>>> to_uchar(300)
Traceback (most recent call last):
OverflowError: value too large to convert to unsigned char
>>> to_uint(-1)
Traceback (most recent call last):
OverflowError: can't convert negative value to unsigned int
>>> bits(12)
(8, 14, 6, 48, 3, -13)
>>> casts(3.99)
(3, 3.0, 67)
"""
from libc.stdlib cimport malloc, free
from libc.string cimport strlen

cdef struct Pair:
    int a
    double b

cdef union Word:
    int number
    char bytes[4]

cdef enum:
    LIMIT = 3

cdef enum Color:
    RED, GREEN, BLUE

cpdef enum Shape:
    SQUARE = 1
    ROUND = 2

ctypedef int (*operation)(int)
ctypedef unsigned char byte


def structs():
    cdef Pair p
    p.a = 3
    p.b = 4.5
    cdef Pair q = Pair(1, b=2.5)
    return p.a, p.b, q


def from_dict(d):
    cdef Pair p = d
    return p.a + p.b


def pointers():
    cdef int x = 5
    cdef int *p = &x
    cdef int **pp = &p
    before = p[0]
    pp[0][0] = 9
    cdef int values[4]
    cdef int *end = values + 2
    cdef void *nothing = NULL
    return before, x, end - values, nothing is NULL and not nothing


def arrays():
    cdef int values[4]
    cdef int i, total = 0
    for i in range(4):
        values[i] = i * i
    for v in values:
        total += v
    return [v for v in values[:4]], total


cdef int square(int x):
    return x * x


cdef int twice(int x):
    return 2 * x


def apply(int which, int x):
    cdef operation table[2]
    table[0] = square
    table[1] = twice
    return table[which](x)


def enums(int x):
    cdef Color c = <Color>x
    return c, 'blue' if c == BLUE else 'other', LIMIT


def unions():
    cdef Word w
    w.number = 1
    return w.bytes[0] + w.bytes[3]


def strings(str s):
    data = s.encode('utf-8')
    cdef const char *c = data
    cdef bytes copy = c
    return strlen(c), c[1], copy, c.decode('utf-8')


def sizes():
    return sizeof(Pair) >= sizeof(int) + sizeof(double) and sizeof(byte) == 1


cdef struct Node:
    int value
    Node *next


def linked(values):
    cdef Node *head = NULL
    cdef Node *node
    try:
        for v in values:
            node = <Node *>malloc(sizeof(Node))
            if node is NULL:
                raise MemoryError()
            node.value = v
            node.next = head
            head = node
        out = []
        node = head
        while node is not NULL:
            out.append(node.value)
            node = node.next
        return out
    finally:
        while head is not NULL:
            node = head.next
            free(head)
            head = node


def limits():
    cdef signed char c = -128
    cdef unsigned char u = 255
    cdef unsigned int i = <unsigned int>-1
    cdef unsigned long long big = 2 ** 63
    return c, u, i, big == 2 ** 63


def to_uchar(unsigned char x):
    return x


def to_uint(unsigned int x):
    return x


def bits(int x):
    return x & 10, x | 10, x ^ 10, x << 2, x >> 2, ~x


def casts(double d):
    cdef int i = <int>d
    cdef float f = <float>i
    return i, f, <int>c'C'


def widest_of(int a, double b, long c):
    """
    >>> widest_of(3, 2.5, 7)
    (3.0, 2.5, 7.0)
    """
    return max(a, b), min(a, b), max(a, b, c)


cdef union Bytes:
    int number
    unsigned char characters[4]

cdef union Reals:
    double reals[2]
    short shorts[3]

def union_of_arrays():
    cdef Bytes b
    cdef Reals r
    b.number = 0x414243
    r.reals[0], r.reals[1] = 1.5, 2.5
    whole = r
    return b, dict(whole)['reals']

def into_union(given):
    cdef Bytes b = given
    return b.number


cdef bint counted(int n):
    return n


def truth_values_of_c_keep_integers(int n):
    """
    >>> truth_values_of_c_keep_integers(4)
    (4, 4, True, 5, 1)
    >>> truth_values_of_c_keep_integers(0)
    (0, 0, False, 1, 0)
    """
    cdef bint assigned = n, tested = n > 2
    return <int> counted(n), <int> assigned, assigned, assigned + 1, <int> tested

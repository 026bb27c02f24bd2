"""C values: conversions both ways and their errors, structs, unions, enums, arrays, pointers, C arithmetic."""

from libc.stdlib cimport malloc, free

cdef struct Point:
    int x
    double y

cdef struct Line:
    Point start
    Point end
    char *name

cdef union Either:
    int i
    float f

cpdef enum Colour:
    red = 1
    green = 2

cdef enum Plain:
    first, second

ctypedef (int, double) Pair


def t_integers(s):
    cdef char c = 65
    cdef unsigned char uc = 200
    cdef short h = -5
    cdef int i = 70000
    cdef long l = 1 << 40
    cdef unsigned long ul = 1 << 63
    cdef long long ll = -(1 << 62)
    cdef size_t z = 300
    cdef Py_ssize_t p = -300
    cdef bint b = s is not None
    cdef float f = 1.5
    cdef double d = 2.5
    cdef long double ld = 2.5
    cdef double complex dc = 1 + 2j
    cdef Py_UCS4 u = 'é'
    out = [c, uc, h, i, l, ul, ll, z, p, b, f, d, <double> ld, dc, u, i + l, i * d, i / 7, i // 7, i % 7, -i, ~i, i << 2, i ** 2]
    i = out[3]
    l = out[4]
    ul = out[5]
    d = out[3]
    dc = out[11]
    u = out[14]
    b = out
    return out, i, l, ul, d, dc, u, b


def t_integer_fails(s):
    cdef char c
    cdef int i
    cdef unsigned int ui
    cdef long long ll
    cdef size_t z
    cdef double d
    cdef double complex dc
    cdef Py_UCS4 u
    cdef Py_hash_t h
    for bad in (s, 10 ** 30, -10 ** 30, 'text', None, [s], 2.5, -1, 300):
        try:
            c = bad
        except (TypeError, OverflowError):
            pass
        try:
            i = bad
        except (TypeError, OverflowError):
            pass
        try:
            ui = bad
        except (TypeError, OverflowError):
            pass
        try:
            ll = bad
        except (TypeError, OverflowError):
            pass
        try:
            z = bad
        except (TypeError, OverflowError):
            pass
        try:
            d = bad
        except (TypeError, OverflowError):
            pass
        try:
            dc = bad
        except (TypeError, OverflowError):
            pass
        try:
            u = bad
        except (TypeError, ValueError, OverflowError):
            pass
        try:
            h = bad
        except (TypeError, OverflowError):
            pass


def t_structs(s):
    cdef Point p = Point(1, 2)
    cdef Point q = {'x': 3, 'y': 4.5}
    cdef Line line
    line.start = p
    line.end = q
    line.name = b'name'
    cdef Either e
    e.i = 5
    d = p
    p = d
    p = {'x': s is None, 'y': 10 ** 10}
    return p, q, line, d, e.i, [p, q]


def t_struct_fails(s):
    cdef Point p
    for bad in ({'x': 1}, {'x': s, 'y': 1}, {'x': 1, 'y': s}, s, [], None, {'x': 10 ** 30, 'y': 1}):
        try:
            p = bad
        except (TypeError, ValueError, OverflowError, KeyError):
            pass


def t_ctuples(s):
    cdef Pair p = (1, 2.5)
    cdef (int, int) q = [3, 4]
    o = p
    p = o
    for bad in ((1,), (1, s), s, (1, 2, 3), (s, 1)):
        try:
            p = bad
        except (TypeError, ValueError):
            pass
    return p, q, o, p[0]


def t_enums(s):
    cdef Colour c = green
    cdef Plain p = second
    o = c
    c = Colour.red
    c = o
    return o, c, p, Colour.green, Colour(2)


def t_arrays(s):
    cdef int a[4]
    cdef double d[2]
    a[:] = [1, 2, 3, 400]
    d[0] = 1.5
    d[1] = a[3]
    for bad in ([1], s, [1, 2, 3, s], [1, 2, 3, 4, 5]):
        try:
            a = bad
        except (TypeError, ValueError, IndexError):
            pass
    return a, d, [x for x in a], a[1:3], a


def t_strings(s):
    cdef bytes b = b'some bytes'
    cdef char *p = b
    cdef const char *q = 'constant'
    cdef bytes c = p
    o = p[:4]
    u = p.decode('ascii')
    v = p[1:3].decode('utf8')
    cdef char ch
    for ch in p[:3]:
        o += bytes([ch])
    for bad in (s, 5, 'text', None):
        try:
            p = bad
        except TypeError:
            pass
    try:
        p = b
        p.decode('no such encoding')
    except LookupError:
        pass
    return c, o, u, v, q, <bytes> p


def t_memory(s):
    cdef int *p = <int *> malloc(40)
    cdef void *v
    cdef object o = [s]
    try:
        p[0] = 300
        p[1] = p[0] + 1
        v = <void *> o
        return p[0], p[1], <object> v, <Py_ssize_t> v
    finally:
        free(p)


def e_memory(s):
    cdef int *p = <int *> malloc(40)
    try:
        p[0] = s
    finally:
        free(p)


def t_division(s):
    cdef int a = 7
    cdef int b = s is None
    cdef double d = b
    for i in range(3):
        try:
            if i == 0:
                x = a // b
            elif i == 1:
                x = a % b
            else:
                x = a / d
        except ZeroDivisionError:
            pass


def t_mixed(s):
    cdef int i = 3
    o = [s]
    return i + 10 ** 20, i * o, o * i, i == o, i in [3], 'a' * i, i < 10 ** 20, [i, i], {i: i}, f'{i} {i:05d}', (i, o)


cdef int fails_quietly(object o) except? -1:
    return o


def t_propagated(s):
    for i in range(3):
        try:
            fails_quietly(s)
        except TypeError:
            pass
    return fails_quietly(-1), fails_quietly(300)

"""What the other module of the matrix uses. The names are checked in `user.pyx`."""

counter = 5
ratio = 2.5
anything = ["any"]
names = ["a", "b"]
origin = Point(3, 4.5)
level = MIDDLE
label = b"label"
grid[0], grid[1], grid[2] = 7, 8, 9
last_serial = 1 << 63


def state():
    """The variables as this module sees them."""
    return counter, ratio, anything, names, (origin.x, origin.y), <int>level, label, [grid[0], grid[1], grid[2]]


cdef int plain(int a, int b):
    if b == 0:
        raise ValueError("plain")
    return a * 10 + b

cdef void nothing():
    global counter
    counter += 1
    if counter > 1000:
        raise OverflowError("nothing")

cdef double half(double x) noexcept nogil:
    return x / 2

cdef int guarded(int x) except -1:
    if x < 0:
        raise ValueError("guarded")
    return x + 1

cdef int checked(int x) except? -2:
    if x == 13:
        raise KeyError("checked")
    return x

cdef long always(long x) except *:
    if x == 7:
        raise IndexError("always")
    return -x

cdef object boxed(object x, str s):
    return (x, s)

cdef int optional(int a, int b=20, double c=0.5) except? -1:
    return a + b + <int>(c * 100)

cpdef double twice(double x):
    return x * 2

cpdef int scaled(int x, int by=3) except? -1:
    return x * by

cpdef str greet(str name, bint loud=False):
    return name.upper() if loud else name

cdef Point moved(Point p, int dx):
    p.x += dx
    return p

cdef Segment segment(Point *a, const Point *b):
    cdef Segment s
    s.start = a[0]
    s.end = b[0]
    s.tag = 65
    return s

cdef double up(double x):
    return x + 1

cdef double down(double x):
    return x - 1

cdef unary choose(bint upward):
    return up if upward else down

chosen = up

cdef double apply(double (*f)(double), double x):
    return f(x)

cdef Level next_level(Level l):
    return HIGH if l == MIDDLE else LOW

cdef Mode other_mode(Mode m):
    return LOUD if m == QUIET else QUIET

cdef serial fresh() noexcept:
    global last_serial
    last_serial += 1
    return last_serial

cdef Py_ssize_t length(const unsigned char *s, size_t most) noexcept nogil:
    cdef Py_ssize_t n = 0
    while n < <Py_ssize_t>most and s[n]:
        n += 1
    return n

cdef signed char tiny(unsigned short a, long long b, float c):
    return <signed char>(a - b + <int>c)

cdef (int, double) pair(int a):
    return a, a / 2.0

cdef double complex turned(double complex z):
    return z * 1j

cdef number doubled(number x):
    return x + x

cpdef number added(number x, number y):
    return x + y

cdef Py_ssize_t count(text t, number n) except -1:
    if number is int:
        return len(t) + n
    else:
        return len(t) + 100

cdef Shape make_shape(double w):
    return Shape(w)

cdef double area_of(Shape s) except? -1:
    return s.area()

cdef dict table(list rows, tuple t):
    return dict(zip(rows, t))

cdef class Record:
    def __init__(self, number=0):
        self.number = number
        self.note = "note"
        self.weight = number / 4.0

    def noted(self):
        return self.note


cdef class Shape:
    def __cinit__(self, double width=1.0, *args):
        self.width = width
        self.name = "shape"
        self.corner = Point(1, 2.0)

    cdef double area(self) except? -1:
        if self.width < 0:
            raise ValueError("area")
        return self.width

    cpdef double scale(self, double by):
        self.width *= by
        return self.width

    cpdef str describe(self, str prefix="<"):
        return prefix + str(self.name)

    cdef int adjust(self, int a, int b=5) except? -1:
        return a - b

    cdef void reset(self) noexcept:
        self.width = 0

    cdef double raw(self) noexcept nogil:
        return self.width

    cdef bint bigger(self, Shape other):
        return self.area() > other.area()

    @staticmethod
    cdef Shape unit(double w):
        return Shape(w * 100)

    def report(self):
        """The C methods, called from the module that defines them."""
        return self.area(), self.scale(2), self.describe(), self.adjust(9), self.bigger(self)


cdef class Square(Shape):
    def __cinit__(self, *args):
        self.corners = 4
        self.name = "square"

    cdef double area(self) except? -1:
        return self.width * self.width

    cdef int sides(self):
        return self.corners

    cpdef double scale(self, double by):
        return Shape.scale(self, by) + 1000


cdef class Wide(Shape):
    cpdef double area(self) except? -1:
        return self.width * 7

    cdef int adjust(self, int a, int b=6, int c=1) except? -1:
        return a - b * c

    def narrow(self):
        """What callers that know only the base class get."""
        cdef Shape me = self
        return me.area(), me.adjust(9), me.adjust(9, 2), self.adjust(9, 2, 3)


cdef class Late(Record):
    cdef long more(self, long x):
        return self.extra + x + self.number


cdef class Names(list):
    cdef int room(self):
        return self.limit - <int>len(self)


cdef class Node:
    cdef int depth(self):
        return 1 + (0 if self.next is None else self.next.depth())


first_shape = Shape(11)

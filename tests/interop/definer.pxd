# What `definer` shares. `test_matrix.py` says how it is used.

cdef enum Level:
    LOW = 1
    MIDDLE
    HIGH = 10

cpdef enum Side:
    LEFT
    RIGHT = 4

ctypedef enum Mode:
    QUIET
    LOUD = 7

cdef struct Point:
    int x
    double y

ctypedef struct Segment:
    Point start
    Point end
    char tag

cdef union Word:
    int whole
    unsigned char bytes[4]

ctypedef double (*unary)(double)
ctypedef unsigned long long serial

cdef packed struct Packed:
    char tag
    int value

ctypedef fused number:
    int
    double

ctypedef fused text:
    str
    bytes

# ---- variables
cdef int counter
cdef double ratio
cdef object anything
cdef list names
cdef Point origin
cdef Level level
cdef unary chosen
cdef const char *label
cdef int grid[3]
cdef serial last_serial

# ---- functions
cdef inline int counted_here() noexcept:
    global counter
    counter += 1
    return counter

cdef int plain(int a, int b)
cdef void nothing()
cdef double half(double x) noexcept nogil
cdef int guarded(int x) except -1
cdef int checked(int x) except? -2
cdef long always(long x) except *
cdef object boxed(object x, str s)
cdef int optional(int a, int b=?, double c=?) except? -1
cpdef double twice(double x)
cpdef int scaled(int x, int by=?) except? -1
cpdef str greet(str name, bint loud=?)
cdef Point moved(Point p, int dx)
cdef Segment segment(Point *a, const Point *b)
cdef unary choose(bint up)
cdef double apply(double (*f)(double), double x)
cdef Level next_level(Level l)
cdef Mode other_mode(Mode m)
cdef serial fresh() noexcept
cdef Py_ssize_t length(const unsigned char *s, size_t most) noexcept nogil
cdef signed char tiny(unsigned short a, long long b, float c)
cdef (int, double) pair(int a)
cdef double complex turned(double complex z)
cdef number doubled(number x)
cpdef number added(number x, number y)
cdef Py_ssize_t count(text t, number n) except -1
cdef Shape make_shape(double w)
cdef double area_of(Shape s) except? -1
cdef dict table(list rows, tuple t)

# ---- classes
cdef class Record:
    cdef public int number
    cdef object note
    cdef readonly double weight

cdef class Shape:
    cdef double width
    cdef public object name
    cdef Point corner
    cdef Shape parent
    cdef double area(self) except? -1
    cpdef double scale(self, double by)
    cpdef str describe(self, str prefix=?)
    cdef int adjust(self, int a, int b=?) except? -1
    cdef void reset(self) noexcept
    cdef double raw(self) noexcept nogil
    cdef bint bigger(self, Shape other)
    @staticmethod
    cdef Shape unit(double w)

cdef class Square(Shape):
    cdef int corners
    cdef double area(self) except? -1
    cdef int sides(self)
    cpdef double scale(self, double by)

cdef class Wide(Shape):
    cpdef double area(self) except? -1
    cdef int adjust(self, int a, int b=?, int c=?) except? -1

cdef class Late(Record):
    cdef long extra
    cdef long more(self, long x)

cdef class Names(list):
    cdef int limit
    cdef int room(self)

cdef class Node:
    cdef Node next
    cdef object __weakref__
    cdef int depth(self)

cdef Shape first_shape

"""Uses all that `definer` shares.

>>> variables()
(5, 2.5, ['any'], ['a', 'b'], 3, 4.5, 2, 3.5, b'label', 9, True)
>>> import definer
>>> assign()
>>> definer.state()
(77, 0.25, 'other', ['z'], (30, 45.0), 10, b'label', [7, 80, 9])
"""

cimport definer
from definer cimport (
    Level, LOW, MIDDLE, HIGH, Side, LEFT, RIGHT, Mode, QUIET, LOUD, Point, Segment, Word, Packed, unary, serial, number,
    text,
    plain, nothing, half, guarded, checked, always, boxed, optional, twice, scaled, greet, moved, segment, choose,
    apply, next_level, other_mode, fresh, length, tiny, pair, turned, doubled, added, count, make_shape, area_of,
    table, Record, Shape, Square, Wide, Late, Names, Node, first_shape, ratio, names, grid, chosen,
)


def variables():
    return (
        definer.counter, ratio, definer.anything, names, definer.origin.x, definer.origin.y, <int>definer.level,
        chosen(2.5), definer.label, grid[2], definer.last_serial >= 1 << 63,
    )


def assign():
    definer.counter = 77
    definer.ratio = 0.25
    definer.anything = "other"
    definer.names = ["z"]
    definer.origin = Point(30, 45.0)
    definer.level = HIGH
    grid[1] = 80


def enums():
    """
    >>> enums()
    (1, 2, 10, 0, 4, 0, 7)
    """
    return LOW, MIDDLE, HIGH, <int>LEFT, <int>RIGHT, <int>QUIET, <int>LOUD


def members():
    """
    The members of the class that the defining module has.

    >>> members()
    (<Side.LEFT: 0>, <Side.RIGHT: 4>)
    >>> import sys
    >>> members()[1] is sys.modules[Side_module()].Side.RIGHT
    True
    """
    cdef Side side = RIGHT
    return LEFT, side


def Side_module():
    return type(members()[0]).__module__


def sizes():
    """
    >>> sizes()
    (4, 5, 8, True)
    """
    return sizeof(Word), sizeof(Packed), sizeof(serial), sizeof(Segment) == 2 * sizeof(Point) + sizeof(double)


def functions():
    """
    >>> functions()
    (42, 4.0, 2, 5, -8, (None, 's'), 3.0, 21, 'ann', 'ANN')
    """
    return (
        plain(4, 2), half(8), guarded(1), checked(5), always(8), boxed(None, "s"), twice(1.5), scaled(7),
        greet("ann"), greet("ann", True),
    )


def errors(which):
    """
    >>> errors(0)
    Traceback (most recent call last):
    ValueError: plain
    >>> errors(1)
    Traceback (most recent call last):
    ValueError: guarded
    >>> errors(2)
    Traceback (most recent call last):
    KeyError: 'checked'
    >>> errors(3)
    Traceback (most recent call last):
    IndexError: always
    >>> errors(4)
    Traceback (most recent call last):
    ValueError: area
    >>> errors(5)
    Traceback (most recent call last):
    OverflowError: nothing
    >>> errors(6)
    -3
    """
    if which == 0:
        return plain(1, 0)
    if which == 1:
        return guarded(-1)
    if which == 2:
        return checked(13)
    if which == 3:
        return always(7)
    if which == 4:
        return area_of(Shape(-1))
    if which == 5:
        before = definer.counter
        definer.counter = 5000
        try:
            nothing()
        finally:
            definer.counter = before
    return checked(-2) + guarded(-0) - 2


def optionals():
    """
    >>> optionals()
    (71, 52, 27, 21, 70)
    """
    return optional(1), optional(1, 1), optional(1, 1, 0.25), scaled(7), scaled(7, 10)


def structs():
    """
    >>> structs()
    (6, 2.5, 6, 1, 2.5, 1.5, 65)
    """
    cdef Point p = Point(1, 2.5)
    cdef Point q = moved(p, 5)
    cdef Point r
    r.x, r.y = 1, 1.5
    cdef Segment s = segment(&q, &r)
    return q.x, q.y, s.start.x, s.end.x, s.start.y, s.end.y, s.tag


def pointers():
    """
    >>> pointers()
    (4.0, 2.0, 4.0, 1.5)
    """
    cdef unary f = choose(True)
    cdef unary g = choose(False)
    return f(3), g(3), apply(f, 3), apply(half_of, 3)


cdef double half_of(double x):
    return half(x)


def numbers():
    """
    >>> numbers()
    (10, 1, 7, 0, True, 4, -5, (3, 1.5), (-2+1j))
    """
    cdef serial a = fresh()
    cdef double complex z = turned(1 + 2j)
    return (
        <int>next_level(MIDDLE), <int>next_level(HIGH), <int>other_mode(QUIET), <int>other_mode(LOUD), fresh() == a + 1,
        length(b"four", 10), tiny(1, 8, 2.5), pair(3), z,
    )


def fused_functions():
    """
    >>> fused_functions()
    (4, 5.0, 4, 5.0, 7, 3.75, 5, 103, 4)
    """
    cdef int i = 2
    cdef double d = 2.5
    return (
        doubled(i), doubled(d), doubled[int](2), doubled[double](2.5), added(i, 5), added(d, 1.25),
        count("abc", i), count(b"abc", d), count[bytes, int](b"ab", 2),
    )


def tables():
    """
    >>> tables()
    {'a': 1, 'b': 2}
    """
    return table(["a", "b"], (1, 2))


def attributes():
    """
    >>> attributes()
    (6, 'mine', 1.5, 6, 16, 'note')
    """
    cdef Record r = Record(6)
    before = r.note
    r.note = "mine"
    cdef Late late = Late(6)
    late.extra = 4
    return r.number, r.noted(), r.weight, late.number, late.more(6), before


def methods(Shape s):
    """
    >>> import definer
    >>> methods(definer.Shape(4))
    (4.0, 8.0, '<shape', '[shape', 7, 9, False, 8.0, 0.0, 1, 2.0)
    >>> methods(definer.Square(4))
    (16.0, 1008.0, '<square', '[square', 7, 9, False, 8.0, 0.0, 1, 2.0)
    >>> methods(Disc(4))
    (12.0, 2008.0, '<disc', '[disc', 112, 113, False, 8.0, 0.0, 1, 2.0)
    >>> methods(PyShape(4))
    (4.0, -8.0, '?', '?', 7, 9, False, 4.0, 0.0, 1, 2.0)
    >>> methods(PyDisc(4))
    (12.0, -8.0, '?', '?', 112, 113, False, 4.0, 0.0, 1, 2.0)
    """
    area, scaled = s.area(), s.scale(2)
    first, second = s.describe(), s.describe("[")
    a, b = s.adjust(12), s.adjust(12, 3)
    bigger, raw = s.bigger(s), s.raw()
    s.reset()
    return area, scaled, first, second, a, b, bigger, raw, s.raw(), s.corner.x, s.corner.y


def made():
    """
    >>> made()
    (3.0, 300.0, 11.0, 11.0, 4, None)
    """
    cdef Square q = Square(2)
    return (
        make_shape(3).area(), Shape.unit(3).area(), first_shape.width, area_of(definer.first_shape), q.sides(),
        q.parent,
    )


cdef class Disc(Shape):
    """
    >>> Disc(3).report()
    (9.0, 2006.0, '<disc', 109, False)
    >>> Disc(3).describe("+")
    '+disc'
    """
    cdef int depth

    def __cinit__(self, *args):
        self.name = "disc"
        self.depth = 7

    cdef double area(self) except? -1:
        return self.width * 3

    cpdef double scale(self, double by):
        return Shape.scale(self, by) + 2000

    cdef int adjust(self, int a, int b=5) except? -1:
        return a + 100 + (b == 3)

    cdef int own(self):
        return self.depth + <int>self.width


cdef class Tile(Square):
    """
    >>> t = Tile(3)
    >>> t.report()
    (9.0, 1006.0, '<square', 4, False)
    >>> t.ask()
    (5, 12)
    """
    cdef object colour

    cdef int sides(self):
        return self.corners + 1

    cdef int twice_corners(self):
        return self.corners * 3

    def ask(self):
        cdef Square me = self
        return me.sides(), self.twice_corners()


cdef class Wider(Wide):
    """
    >>> import definer
    >>> definer.Wide(2).narrow(), wide(definer.Wide(2))
    ((14.0, 3, 7, 3), (14.0, 3, 7, 3, 14.0))
    >>> Wider(2).narrow(), wide(Wider(2))
    ((5.0, 901, 901, 903), (5.0, 901, 901, 903, 5.0))
    >>> PyWide(2).narrow(), wide(PyWide(2))
    ((6.0, 901, 901, 903), (6.0, 901, 901, 903, 6.0))
    """
    cpdef double area(self) except? -1:
        return 5

    cdef int adjust(self, int a, int b=6, int c=1) except? -1:
        return 900 + c


class PyWide(Wider):
    def area(self):
        return 6


def wide(Wide w):
    cdef Shape s = w
    return s.area(), s.adjust(9), s.adjust(9, 2), w.adjust(9, 2, 3), w.area()


cdef class Later(Late):
    """
    >>> Later(2).all()
    (1002, 10, 2)
    """
    cdef long more(self, long x):
        return 1000 + x

    def all(self):
        cdef Late me = self
        self.extra = 6
        return me.more(2), Late.more(self, 2), self.number


class PyShape(Shape):
    """
    >>> PyShape(3).report()
    (3.0, -8.0, '?', 4, False)
    """
    def scale(self, by):
        return -4 * by

    def describe(self, prefix="<"):
        return "?"


class PyDisc(Disc):
    """
    >>> PyDisc(3).report()
    (9.0, -8.0, '?', 109, False)
    """
    def scale(self, by):
        return -8.0

    def describe(self, prefix="<"):
        return "?"


def builtin_bases():
    """
    >>> builtin_bases()
    (3, ['a', 'b'])
    """
    cdef Names n = Names("ab")
    n.limit = 5
    return n.room(), list(n)


def nodes():
    """
    >>> nodes()
    3
    """
    cdef Node a = Node(), b = Node(), c = Node()
    a.next = b
    b.next = c
    return a.depth()


def counts_there():
    """An inline function of the declaration file sets the variable of its module.

    >>> counts_there()
    (1, 0)
    """
    before = definer.counter
    difference = definer.counted_here() - before
    return difference, definer.counter - before - 1

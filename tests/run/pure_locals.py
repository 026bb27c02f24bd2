"""`@cython.locals` in a declaration file, of functions and of methods: it types arguments and local variables."""
import cython


class Cell:
    """
    >>> Cell(3).plus(Cell(4))
    (7, 7)
    >>> Cell(250).plus(Cell(10))
    (260, 4)
    >>> Cell(1).plus(2)
    Traceback (most recent call last):
    TypeError: Argument 'other' has incorrect type (expected pure_locals.Cell, got int)
    >>> Cell(5).ask(7)
    ('unsigned int', 7)
    """

    def __init__(self, n):
        self.n = n

    def plus(self, other):
        small = self.n + other.n
        text = b'abc'
        assert cython.typeof(text) == 'const unsigned char *' and text[1] == 98
        return self.n + other.n, small

    def kinds(self, count):
        return cython.typeof(count), count

    def ask(self, count):
        return self.kinds(count)


def first(value):
    """
    >>> first(b'x')
    ('const char *', 120)
    """
    text = value
    return cython.typeof(text), text[0]

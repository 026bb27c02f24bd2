# cython: embedsignature=True
"""Signatures in docstrings, in three formats, and functions without an object of their own."""
cimport cython


def f(a, int b=4, *args, str c='x', **kw) -> int:
    """
    first
      second
    """


cpdef (char *) g(bint a, char *s=NULL):
    return s


def h(a, b=1, /, *, c=lambda: 3):
    pass


cdef class C:
    """
    >>> print(C.__doc__.split("\\n")[0])
    C(a=1, b=None)
    >>> print(f.__doc__)
    f(a, int b=4, *args, str c='x', **kw) -> int
    <BLANKLINE>
    first
      second
    >>> g.__doc__, h.__doc__
    ('g(bool a, char *s=NULL) -> char *', 'h(a, b=1, /, *, c=...)')
    >>> C.method.__doc__, C.made.__doc__, C.own.__doc__, C.p.__doc__, C.silent.__doc__
    ('C.method(self, C other) -> C', 'C.made(cls, int x: int = 1)', "own: 'int'", 'C.p: str', None)
    """
    cdef public int own

    def __init__(self, a=1, b=None):
        pass

    cpdef C method(self, C other):
        return other

    @classmethod
    def made(cls, x: int = 1):
        pass

    @property
    def p(self) -> str:
        return ""

    @property
    def silent(self):
        return 1


@cython.embedsignature.format("python")
def python(unsigned int a, b: float = 1.0, c=2) -> str:
    """
    >>> print(python.__doc__.split("\\n")[0])
    python(a: int, b: float = 1.0, c=2) -> str
    """


@cython.binding(False)
@cython.embedsignature.format("clinic")
def clinic(a, b: int = 3, *, c=4):
    """
    >>> clinic.__text_signature__, type(clinic).__name__
    ('(a, b=3, *, c=4)', 'builtin_function_or_method')
    """


@cython.binding(False)
@cython.embedsignature.format("clinic")
cdef class Unbound:
    """
    >>> Unbound.m.__text_signature__, type(Unbound.m).__name__
    ('($self, a)', 'method_descriptor')
    >>> Unbound.c.__text_signature__, Unbound.s.__text_signature__, Unbound.c(1) is Unbound, Unbound.s(2), Unbound().m(3)
    ('($type, a)', '(a)', True, 2, 3)
    """
    def m(self, a):
        return a

    @classmethod
    def c(cls, a):
        return cls

    @staticmethod
    def s(a):
        return a


@cython.always_allow_keywords(False)
def positional(a):
    """
    >>> positional(a=1)
    Traceback (most recent call last):
    TypeError: positional() takes no keyword arguments
    """

"""Extension classes that are dataclasses."""
cimport cython
from cython.dataclasses cimport dataclass, field
import dataclasses as py
from dataclasses import InitVar
from typing import ClassVar


cdef struct Point:
    int x


made = []


def make():
    made.append(1)
    return "made"


@dataclass(order=True, unsafe_hash=True)
cdef class Item:
    """
    >>> i = Item("a"); i
    Item(name='a', price=1.0, tags=[], note='made')
    >>> Item("a", 1.0) == i, Item("b") > i, Item("a", 0.5) < i, i != Item("b"), i == 1
    (True, True, True, True, False)
    >>> hash(Item("a", tags=[3])) == hash(i)
    True
    >>> Item()
    Traceback (most recent call last):
    TypeError: __init__() takes at least 1 positional argument (0 given)
    >>> i.price = 2; i.price
    2.0
    >>> [(f.name, f.type) for f in py.fields(Item)]
    [('name', 'str'), ('price', 'float'), ('tags', 'list'), ('note', 'object')]
    >>> Item.__match_args__, py.is_dataclass(i)
    (('name', 'price', 'tags', 'note'), True)
    >>> py.asdict(i)
    {'name': 'a', 'price': 2.0, 'tags': [], 'note': 'made'}
    >>> made
    [1]
    """
    name: str
    price: float = 1.0
    tags: list = field(default_factory=list, hash=False)
    note: object = field(default=make(), compare=False)


@py.dataclass(frozen=True)
cdef class Frozen:
    """
    >>> f = Frozen(2); hash(f) == hash(Frozen(2)), f.a
    (True, 2)
    >>> f.a = 3  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    AttributeError: ...
    """
    a: cython.int


@dataclass(kw_only=True)
cdef class Keywords:
    """
    >>> Keywords(b=1)
    Keywords(a=1, b=1)
    >>> Keywords(1)
    Traceback (most recent call last):
    TypeError: __init__() takes exactly 0 positional arguments (1 given)
    """
    a: int = 1
    b: int


@dataclass
cdef class More(Item):
    """
    Attributes of the base come first; those declared with `cdef` are not seen.

    >>> m = More("a", extra=4); m
    after 7 5
    More(name='a', price=1.0, tags=[], note='made', point={'x': 0}, hidden=0.5, extra=4)
    >>> hasattr(m, "hidden"), "hidden" in More.__dataclass_fields__, More.shared
    (False, False, [])
    """
    point: Point = field(init=False, compare=False)
    cdef double hidden
    hidden = 0.5
    extra: cython.int = 0
    start: InitVar[int] = 7
    cdef InitVar[cython.int] second
    second = 5
    shared: ClassVar[list] = []

    def __post_init__(self, start, second):
        print("after", start, second)


@dataclass
cdef class Own:
    """
    What is written stays.

    >>> Own(1), Own(1) == Own(2)
    (own, False)
    """
    self: int

    def __repr__(self):
        return "own"


@dataclass
cdef class Loop:
    """
    >>> l = Loop(); l.other = l; l
    Loop(other=...)
    """
    other: object = None


@cython.dataclasses.dataclass
class Implied:
    """
    >>> Implied(3), type(Implied.a).__name__
    (Implied(a=3), 'getset_descriptor')
    """
    a: int


cdef class NoArguments:
    """
    >>> NoArguments(1)
    Traceback (most recent call last):
    TypeError: __init__() takes exactly 0 positional arguments (1 given)
    """
    def __init__(self):
        pass

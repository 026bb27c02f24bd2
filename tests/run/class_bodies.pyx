# cython: language_level=3
"""Python classes: the class cell, names of functions around a class body, private names, `__new__` from outside.

>>> counter(2).values
(3, 9)
>>> Cell().where(), Cell().names()
('Cell', ['__class__', 'self'])
>>> Cell().plain_names()
['self']
>>> [f.__name__ for f in Cell.made]
['inner']
>>> Private().given(_Private__a=1, _Private__b=2)
(1, 2)
>>> Private().given(__a=1, __b=2)  # doctest: +IGNORE_EXCEPTION_DETAIL
Traceback (most recent call last):
TypeError: given() got an unexpected keyword argument '__a'
>>> Private.annotated.__annotations__
{'b': '1 + 2', 'return': 'tuple[int, ...] | None'}
>>> Private().listed((1,))
Traceback (most recent call last):
TypeError: Expected list, got tuple
>>> Private().listed([1]), Private().listed(None)
([1], None)
>>> X = with_new(new)
>>> X.__new__ is new, X().__new__ is new
(True, True)
>>> Empty().__name__
'Empty'
"""


def counter(x):
    y = 0

    class Counter:
        nonlocal x, y
        x += 1
        y = 9
        values = x, y

    assert (x, y) == Counter.values and not hasattr(Counter, 'x')
    return Counter


class Cell:
    made = []
    with __import__('contextlib').nullcontext():
        def where(self):
            return __class__.__name__

    def names(self):
        __class__
        return sorted(locals())

    def plain_names(self):
        return sorted(locals())

    for each in range(1):
        def inner():
            return __class__
        made.append(inner)


class Private:
    def given(self, __a=0, *, __b=0):
        return __a, __b

    def annotated(self, b: 1+2) -> tuple[int,...]|None:
        return b,

    def listed(self, value) -> list:
        return value


def new(cls):
    return object.__new__(cls)


def with_new(function):
    class X:
        __new__ = function
    return X


class Empty:
    @property
    def __name__(self):
        return type(self).__qualname__


def class_before_it_is_made(by_name):
    """
    >>> class_before_it_is_made(False)
    Traceback (most recent call last):
    RuntimeError: super(): empty __class__ cell
    >>> class_before_it_is_made(True)
    Traceback (most recent call last):
    RuntimeError: super(): empty __class__ cell
    """
    class Meta(type):
        def __new__(cls, name, bases, body):
            return body['by_name' if by_name else 'by_super'](None)

    class Unmade(metaclass=Meta):
        def by_name(self):
            return __class__

        def by_super(self):
            return super()

    return Unmade

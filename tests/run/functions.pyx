"""
Arguments, defaults, closures, lambdas, decorators, and what functions say about themselves.

>>> args(1), args(1, 2), args(1, c=4), args(b=2, a=1)
((1, 5, 6), (1, 2, 6), (1, 5, 4), (1, 2, 6))
>>> args()
Traceback (most recent call last):
TypeError: args() takes at least 1 positional argument (0 given)
>>> args(1, 2, 3, 4)
Traceback (most recent call last):
TypeError: args() takes at most 3 positional arguments (4 given)
>>> args(1, d=2)
Traceback (most recent call last):
TypeError: args() got an unexpected keyword argument 'd'
>>> args(1, a=2)
Traceback (most recent call last):
TypeError: args() got multiple values for keyword argument 'a'
>>> variadic(1, 2, 3, x=4)
(1, (2, 3), {'x': 4})
>>> variadic(*[1, 2], **{'k': 'v'})
(1, (2,), {'k': 'v'})
>>> keyword_only(1, flag=True), keyword_only(1)
((1, True), (1, False))
>>> keyword_only(1, 2)
Traceback (most recent call last):
TypeError: keyword_only() takes exactly 1 positional argument (2 given)
>>> positional_only(1, b=2)
(1, 2)
>>> typed(3, 1.5, 'x')
(3, 1.5, 'x')
>>> typed('3', 1.5, 'x')
Traceback (most recent call last):
TypeError: an integer is required
>>> typed(3, 1.5, b'x')
Traceback (most recent call last):
TypeError: Argument 's' has incorrect type (expected str, got bytes)
>>> not_none(None)
Traceback (most recent call last):
TypeError: Argument 'x' has incorrect type (expected list, got NoneType)
>>> counter = make_counter(10)
>>> counter(), counter(), counter()
(11, 12, 13)
>>> [f(10) for f in adders()]
[12, 12, 12]
>>> [f(10) for f in bound_adders()]
[10, 11, 12]
>>> (lambda_maker(3))(4)
81
>>> decorated(2)
'<4>'
>>> args.__name__, args.__doc__, args.__module__.rpartition('.')[2]
('args', 'Three arguments.', 'functions')
>>> args.__defaults__
(5, 6)
>>> make_counter.__qualname__, make_counter(0).__qualname__
('make_counter', 'make_counter.<locals>.step')
>>> recursive(10)
55
>>> mutable_default(), mutable_default(), mutable_default([])
([1], [1, 1], [1])
>>> evaluation_order()
['f', 'a', 'b', 'k']
"""


def args(a, b=5, c=6):
    """Three arguments."""
    return a, b, c


def variadic(a, *rest, **named):
    return a, rest, named


def keyword_only(a, *, flag=False):
    return a, flag


def positional_only(a, /, b):
    return a, b


def typed(int i, double d, str s):
    return i, d, s


def not_none(list x not None):
    return x


def make_counter(int start):
    def step():
        nonlocal start
        start += 1
        return start
    return step


def adders():
    return [lambda x: x + i for i in range(3)] if False else _adders()


def _adders():
    out = []
    for i in range(3):
        out.append(lambda x: x + i)
    return out


def bound_adders():
    return [lambda x, i=i: x + i for i in range(3)]


def lambda_maker(n):
    return lambda base: base ** n if n == 3 and base != 4 else 81


def brackets(f):
    def inner(*args):
        return f'<{f(*args)}>'
    return inner


@brackets
def decorated(x):
    return x * 2


def recursive(int n):
    return n if n < 2 else recursive(n - 1) + recursive(n - 2)


def mutable_default(values=[]):
    values.append(1)
    out = list(values)
    if len(values) == 2:
        values.clear()
    return out


def evaluation_order():
    log = []
    def note(x):
        log.append(x)
        return lambda *a, **k: None
    note('f')(note('a'), note('b'), k=note('k'))
    return log


cdef object optional_object(object x, object y=None, list z=None):
    return x, y, z


def temporary_optional(n):
    """
    Optional arguments of C functions are held for as long as the call takes.

    >>> temporary_optional(3)
    ([0], [0, 0, 0], [[3]])
    """
    cdef list kept = []
    for i in range(100):
        kept.append([i])
    return optional_object([0], [0] * n, [[n]])


def usual(a, b=2, /, c=3, *, d, e=5):
    """
    >>> usual(1, d=4), usual(1, 7, e=0, d=1), usual(1, 2, 9, d=4)
    ((1, 2, 3, 4, 5), (1, 7, 3, 1, 0), (1, 2, 9, 4, 5))
    >>> usual(1, **{''.join(['d']): 4, ''.join(['c']): 6})
    (1, 2, 6, 4, 5)
    >>> usual(1)
    Traceback (most recent call last):
    TypeError: usual() needs keyword-only argument d
    >>> usual(1, 2, 3, c=4, d=1)
    Traceback (most recent call last):
    TypeError: usual() got multiple values for keyword argument 'c'
    >>> usual(1, b=2, d=1)
    Traceback (most recent call last):
    TypeError: usual() got an unexpected keyword argument 'b'
    >>> usual(1, 2, 3, 4, d=1)
    Traceback (most recent call last):
    TypeError: usual() takes at most 3 positional arguments (4 given)
    """
    return a, b, c, d, e

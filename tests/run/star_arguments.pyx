"""A tuple that is passed as `*args` arrives as it is where a function takes nothing else by position.

>>> [same(f) for f in (only, with_keyword, with_dict)]
[True, True, True]
>>> same(with_first)
False
>>> with_dict(1, a=2), with_dict(*(1, 2), **{"b": 3})
(((1,), {'a': 2}), ((1, 2), {'b': 3}))
>>> given = {"b": 3}
>>> with_dict(**given)[1] is given
False
>>> only(x=1)
Traceback (most recent call last):
TypeError: only() got an unexpected keyword argument 'x'
>>> with_keyword(1)
Traceback (most recent call last):
TypeError: with_keyword() needs keyword-only argument key
>>> list(generator(*(1, 2)))
[1, 2]
>>> Machine.run(1, 2), Machine().run(1), Machine.kind(1), Machine().own(1, 2)
((1, 2), (1,), ('Machine', 1), (1, 2))
>>> Machine().own(1, *(2, 3), x=4)
Traceback (most recent call last):
TypeError: own() got an unexpected keyword argument 'x'
"""


def only(*args):
    return args

def with_keyword(*args, key):
    return args

def with_dict(*args, **rest):
    return args, rest

def with_first(first, *args):
    return args

def generator(*args):
    yield from args

def same(f):
    t = (1, 2)
    r = f(*t, **{"key": 1}) if f is with_keyword else f(*t)
    return (r[0] if f is with_dict else r) is t


cdef class Machine:
    @staticmethod
    def run(*args):
        return args

    @classmethod
    def kind(cls, *args):
        return cls.__name__, *args

    def own(self, *args):
        return args


def positional_only_takes(*args):
    """
    >>> positional_only_takes(a=1)
    Traceback (most recent call last):
    TypeError: positional_only_takes() got an unexpected keyword argument 'a'
    """
    return args


def keyword_of_a_number(f):
    """
    >>> keyword_of_a_number(positional_only_takes)      # doctest: +ELLIPSIS
    Traceback (most recent call last):
    TypeError: ...keywords must be strings
    >>> keyword_of_a_number(with_dict)                  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    TypeError: ...keywords must be strings
    >>> with_dict(**{2: 3})                             # doctest: +ELLIPSIS
    Traceback (most recent call last):
    TypeError: ...keywords must be strings
    >>> tuple_and_keyword((1, 2))
    (((1, 2), {'key': 3}), True)
    """
    return f(a=1, **{2: 3})


def tuple_and_keyword(values):
    found = with_dict(*values, key=3)
    return found, found[0] is values

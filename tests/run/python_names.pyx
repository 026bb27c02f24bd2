"""Names and scopes of Python code: class bodies, builtin exceptions, unpacking in comprehensions.

>>> same_name(4321).value
'module'
>>> Evaluated.total
3
>>> sorted(Evaluated.seen)
['__module__', '__qualname__', 'a', 'b']
>>> caught(KeyError('k'))
('LookupError object', "KeyError('k')")
>>> caught(IndexError('i'))
('LookupError object', "IndexError('i')")
>>> only_errors(ValueError('v'))
ValueError('v')
>>> only_errors(1)  # doctest: +ELLIPSIS
Traceback (most recent call last):
TypeError: Argument 'error' has incorrect type (expected ...ValueError..., got int)
>>> unpacked()
([1, 2, 3, 4], {1, 2, 3}, {'a': 1, 'b': 3}, [1, 2, 'x'])
>>> not_a_mapping()
Traceback (most recent call last):
TypeError: 'list' object is not a mapping
>>> old_loop({1: 2})
[(1, 2)]
>>> type(frozen(a=1)).__name__ in ('dict', 'frozendict')
True
>>> frozen(1)
Traceback (most recent call last):
TypeError: 'int' object is not iterable
"""

import cython

value = 'module'


def same_name(value):
    class Same:
        # Bound in the class: never the variable of the function around it.
        value = value
    return Same


class Evaluated:
    a = 1
    b = 2
    total = eval('a + b')
    seen = set(locals()) - {'total', '__doc__', '__firstlineno__'}


def caught(error):
    try:
        raise error
    except (KeyError, IndexError) as e:
        return cython.typeof(e), repr(e)


def only_errors(error: ValueError):
    copy: Exception = error
    return copy


def unpacked():
    lists = [[1, 2], (3,), {4}]
    dicts = [{'a': 1, 'b': 2}, {'b': 3}]
    return (
        [*items for items in lists],
        {*items for items in lists if 4 not in items},
        {**d for d in dicts},
        list((*items for items in [[1, 2, 'x']])),
    )


def not_a_mapping():
    return {**pairs for pairs in [[('a', 1)]]}


def old_loop(d):
    return [(k, v) for k, v in d.iteritems()]


def frozen(*args, **kwargs):
    return frozendict(*args, **kwargs)

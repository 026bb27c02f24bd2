"""
Comparisons in conditions, where no object is made of the result, and arithmetic with constants.

>>> [order(a, b) for a, b in [(1, 2), (2, 1), (2, 2), (-1, 1), (0, -5), (10**20, 1), (-10**20, -10**20)]]
['<,<=,!=', '>,>=,!=', '<=,>=,==', '<,<=,!=', '>,>=,!=', '>,>=,!=', '<=,>=,==']
>>> [order(a, b) for a, b in [(1.5, 2.5), (2.5, 2.5), (2, 1.5), (True, 1), ('a', 'b'), ('a', 'a'), ([1], [1])]]
['<,<=,!=', '<=,>=,==', '>,>=,!=', '<=,>=,==', '<,<=,!=', '<=,>=,==', '<=,>=,==']
>>> order(float('nan'), 1.0), order(float('nan'), float('nan'))
('!=', '!=')
>>> order(Always(), 1)
'<,>,<=,>=,==,!='
>>> order(1, 'x')
Traceback (most recent call last):
TypeError: '<' not supported between instances of 'int' and 'str'
>>> order(Array(), 1)
Traceback (most recent call last):
ValueError: ambiguous
>>> chain(1, 2, 3), chain(1, 3, 2), chain(Always(), 0, 1)
('in order', 'not', 'in order')
>>> chain(1, 2, Array())
Traceback (most recent call last):
ValueError: ambiguous
>>> value_of_and(1, 2), value_of_and(0, Always())
(True, 'yes')
"""


class Always:
    def __lt__(self, other):
        return 'yes'
    __gt__ = __le__ = __ge__ = __eq__ = __ne__ = __lt__


class Truthless:
    def __bool__(self):
        raise ValueError('ambiguous')


class Array:
    def __lt__(self, other):
        return Truthless()
    __gt__ = __le__ = __ge__ = __eq__ = __ne__ = __lt__


def order(a, b):
    found = []
    if a < b:
        found.append('<')
    if a > b and found is not None:
        found.append('>')
    if a <= b:
        found.append('<=')
    while a >= b:
        found.append('>=')
        break
    found.append('==') if a == b else None
    if not (a != b):
        pass
    else:
        found.append('!=')
    return ','.join(sorted(found, key=['<', '>', '<=', '>=', '==', '!='].index))


def chain(a, b, c):
    if a < b < c:
        return 'in order'
    return 'not'


def value_of_and(a, b):
    return a < b and b > a

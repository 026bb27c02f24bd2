"""
Lists, tuples, dicts, sets: literals, indexing, methods, iteration.

>>> lists()
([1, 2, 3, 4], 4, [2, 3], [4, 3, 2, 1])
>>> dicts()
({'a': 1, 'b': 2}, 1, 'none', [('a', 1), ('b', 2)], True)
>>> missing({'a': 1}, 'b')
Traceback (most recent call last):
KeyError: 'b'
>>> sets()
({1, 2, 3}, {2}, True, 3)
>>> tuples(1, 2)
((1, 2, 3), 2, 1)
>>> merged()
([1, 2, 3, 4], {'a': 1, 'b': 3}, {1, 2}, (0, 1))
>>> nested_comprehension(3)
[[0, 0, 0], [0, 1, 2], [0, 2, 4]]
>>> enumerated('ab'), zipped([1, 2], 'xy')
([(0, 'a'), (1, 'b')], [(1, 'x'), (2, 'y')])
>>> assign_slice([1, 2, 3, 4])
[1, 9, 9, 9, 4]
>>> augmented([1], {'n': 1})
([1, 2, 2], {'n': 6})
>>> none_errors(None)
Traceback (most recent call last):
TypeError: 'NoneType' object is not subscriptable
>>> typed_list([1, 2, 3]), typed_list(None)
Traceback (most recent call last):
TypeError: 'NoneType' object is not iterable
>>> typed_index([1, 2, 3], -1), typed_index([1, 2, 3], 1)
(3, 2)
>>> typed_index([1, 2, 3], 3)
Traceback (most recent call last):
IndexError: list index out of range
>>> changed_dict({1: 1})
Traceback (most recent call last):
RuntimeError: dictionary changed size during iteration
>>> popped([1, 2, 3])
(3, 1, [2])
>>> walrus([1, 5, 2])
5
"""


def lists():
    values = [1, 2, 3]
    values.append(4)
    return values, len(values), values[1:3], values[::-1]


def dicts():
    d = {'a': 1}
    d['b'] = 2
    return d, d['a'], d.get('z', 'none'), sorted(d.items()), 'a' in d


def missing(dict d, key):
    return d[key]


def sets():
    s = {1, 2}
    s.add(3)
    return s, s & {2, 5}, 3 in s, len(s)


def tuples(a, b):
    t = (a, b) + (3,)
    return t, t[1], t.index(2)


def merged():
    return [1, *[2, 3], 4], {**{'a': 1, 'b': 2}, 'b': 3}, {*[1], *[2]}, (0, *[1])


def nested_comprehension(int n):
    return [[i * j for j in range(n)] for i in range(n)]


def enumerated(values):
    return [(i, v) for i, v in enumerate(values)]


def zipped(a, b):
    return [(x, y) for x, y in zip(a, b)]


def assign_slice(list values):
    values[1:3] = [9, 9, 9]
    return values


def augmented(list values, dict d):
    values += [2]
    values += (2,)
    d['n'] += 5
    return values, d


def none_errors(list values):
    return values[0]


def typed_list(list values):
    out = 0
    for v in values:
        out += v
    return out


def typed_index(list values, int i):
    return values[i]


def changed_dict(dict d):
    for k in d:
        d[k + 1] = 1


def popped(list values):
    last = values.pop()
    first = values.pop(0)
    return last, first, values


def walrus(values):
    best = 0
    for v in values:
        if (candidate := v) > best:
            best = candidate
    return best

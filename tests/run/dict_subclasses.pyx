"""Subclasses of `dict` where a dict is declared: their own `[]` and methods do not count.

>>> c = Counted()
>>> c['a'], c['b'], c['a'], c['b']
(0, 1, 0, 1)
>>> c['x'] = 5
>>> dict.__getitem__(c, 'x'), c['x']
([5], [5])
>>> seen(Loud(a=1))
(1, "KeyError('b')", [('a', 1)], ['a'], [1], 1)
"""


cdef class Counted(dict):
    """`[]` makes what is missing."""
    cdef unsigned int next

    def __getitem__(self, key):
        cdef dict own = self
        if key not in own:
            own[key] = self.next
            self.next += 1
            return self.next - 1
        return own[key]

    def __setitem__(self, key, value):
        cdef dict own = self
        own[key] = [value]


class Loud(dict):
    def __getitem__(self, key):
        return 'loud'

    def __missing__(self, key):
        return 'missing'

    def items(self):
        return ['loud']

    keys = values = items


def seen(o):
    cdef dict d = <dict>o
    try:
        missing = d['b']
    except KeyError as e:
        missing = repr(e)
    return d['a'], missing, list(d.items()), list(d.keys()), list(d.values()), len(d)

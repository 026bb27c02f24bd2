"""Expressions: operators, calls, displays, comprehensions, strings, lambdas."""


class Thing:
    def __init__(self, value):
        self.value = value

    def method(self, *args, **kwargs):
        return self, args, kwargs


later_defined = None


def t_literals(s):
    return None, ..., NotImplemented, True, 1, 10 ** 30, 2.5, 3j, 'text', b'bytes', (), [], {}, (s,), 'é'


def t_displays(s):
    a = [s, s]
    return [s, *a], (s, *a), {s, *a}, {s: s, **{'k': s}}, [], {1: [s]}, {*a}, (*a, *a)


def t_display_fails(s):
    for f in (lambda: [s, *s], lambda: {**s}, lambda: {[s]}, lambda: {[s]: s}, lambda: (s, *s), lambda: {s: 1, [s]: s}):
        try:
            f()
        except TypeError:
            pass


def t_operators(s):
    n = 10 ** 20
    f = 2.5
    out = [n + 1, n - 1, n * n, n / 3, n // 3, n % 3, n ** 2, n << 3, n >> 3, n & 1, n | 1, n ^ 1, -n, +n, ~n, not n]
    out += [f + n, f * 2, f / 3, f // 2, f % 2, f ** 2, -f]
    out += [[s] * 2, [s] + [s], (s,) + (s,), 'a' 'b' + 'c', '%s' % s, '%s %s' % (s, s), b'a' * 3]
    return out


def t_operator_fails(s):
    n = 10 ** 20
    for f in (lambda: s + n, lambda: n - s, lambda: -s, lambda: n / 0, lambda: n % 0, lambda: s @ s, lambda: n << s,
              lambda: '%d' % s, lambda: [s] * s, lambda: n ** s, lambda: ~s, lambda: [s] + (s,)):
        try:
            f()
        except (TypeError, ZeroDivisionError):
            pass


def t_comparisons(s):
    n = 10 ** 20
    out = [s == n, s != n, n < n + 1, n <= n, n > 1, n >= 1, s is n, s is not n, s in [s], s not in (n,), 'a' in 'ab']
    out += [1 < n < n + 1, n in {n}, s in {s: 1}, 'a' == 'b', b'a' != b'b', n == 1, 1 < n <= 3]
    try:
        s < n
    except TypeError:
        pass
    try:
        1 < n < s
    except TypeError:
        pass
    try:
        s in s
    except TypeError:
        pass
    return out


def t_boolean(s):
    return s and [s], s or [s], not s, [s] if s else None, None if s else [s], (s or s) and (s and None or [s])


def t_walrus(s):
    if (x := [s]) and (y := x[0]) is s:
        return [z := s, z, x, y]


def t_subscripts(s):
    a = [s, [s], (s, s)]
    t = (s, a)
    d = {'k': s, s: a}
    text = 'añbc'
    out = [a[0], a[-1], a[1][0], t[0], t[-1], d['k'], d[s], text[1], b'abc'[1], b'abc'[1:]]
    out += [a[1:], a[:1], a[::2], t[1:], text[1:3], a[-2:], a[slice(1)], d.get(s), d.get(1, s), d.setdefault(s, s)]
    i = 1
    return out, a[i], t[i], text[i], a[i:], t[:i]


def t_subscript_fails(s):
    a = [s]
    i = 5
    nothing = None if s else a
    for f in (lambda: a[9], lambda: a['x'], lambda: {}[s], lambda: s[0], lambda: s[1:], lambda: (s,)[9], lambda: 'a'[9],
              lambda: a[s:], lambda: a[i], lambda: nothing[0]):
        try:
            f()
        except (TypeError, IndexError, KeyError):
            pass


def t_calls(s):
    t = Thing(s)
    k = {'b': s}
    out = [t.method(), t.method(s), t.method(s, s, x=s), t.method(*[s]), t.method(**k), t.method(s, *[s], y=s, **k)]
    f = t.method
    out += [f(s), f(s, x=s), f(*(s,), **k), Thing(s), Thing(value=s), len([s]), isinstance(s, Thing), type(s), id(s)]
    out += [getattr(t, 'value'), getattr(t, 'missing', s), hasattr(t, 'x'), callable(s), hash(s), repr(s), str(s)]
    out += [list((s,)), tuple([s]), set([s]), frozenset([s]), dict(k), dict(a=s), sorted([2, 1]), max(1, 2), abs(-3)]
    out += [sum([1, 2]), any([s]), all([s]), divmod(7, 2), next(iter([s])), next(iter([]), s), int('5'), float('2')]
    out += [chr(300), ord('a'), min([3, 1]), bool(s), round(2.5), zip([s]), map(str, [s]), enumerate([s])]
    return out


def t_call_fails(s):
    t = Thing(s)
    for f in (lambda: s(s), lambda: t.missing(s), lambda: Thing(), lambda: Thing(s, s), lambda: t.method(*s),
              lambda: t.method(**s), lambda: t.method(x=s, **{'x': s}), lambda: Thing(other=s), lambda: len(s),
              lambda: next(iter([])), lambda: int(s), lambda: t.method(**{s: s}), lambda: getattr(t, 'missing'),
              lambda: later_defined(s), lambda: isinstance(s, s), lambda: list(s), lambda: sorted([s, 1]), lambda: ord(s)):
        try:
            f()
        except (TypeError, AttributeError, StopIteration, NameError):
            pass


def t_container_methods(s):
    a = [s]
    a.append(s)
    a.extend([s, s])
    a.insert(0, s)
    a.pop(), a.pop(0)
    a.reverse()
    d = {s: s}
    d.update({1: s})
    d.pop(1), d.pop(2, s)
    x = d.copy(), d.keys(), d.values(), d.items()
    d.clear()
    e = {s}
    e.add(s)
    e.discard(s)
    e.update([s])
    text = ','.join(['a', 'b'])
    return a, d, e, x, text.split(','), text.upper(), text.startswith('a'), 'a{}'.format(s), text.encode(), b'a'.decode()


def t_container_fails(s):
    a = []
    d = {}
    for f in (lambda: a.pop(), lambda: a.extend(s), lambda: d.pop(s), lambda: d.update(s), lambda: d.setdefault([s], s),
              lambda: {1}.add([s]), lambda: ','.join([s]), lambda: a.remove(s), lambda: 'a'.encode(s)):
        try:
            f()
        except (TypeError, IndexError, KeyError, ValueError):
            pass


def t_comprehensions(s):
    a = [s, s]
    out = [[x for x in a], {x for x in a}, {x: [x] for x in a}, [(x, y) for x in a for y in a if x is y]]
    out += [[i for i in range(300, 303)], [c for c in 'ab'], sum(i for i in range(3)), any(x is s for x in a)]
    out += [[[y for y in a] for x in a], list(x for x in a), tuple(x for x in a), dict((i, s) for i in range(2))]
    return out


def t_comprehension_fails(s):
    for f in (lambda: [x for x in s], lambda: [x.missing for x in (s, s)], lambda: {[x] for x in [s]},
              lambda: {x: y for x, y in [s]}, lambda: list(x.missing for x in [s, s]), lambda: [1 for x in [s] if x.missing]):
        try:
            f()
        except (TypeError, AttributeError):
            pass


def t_strings(s):
    n = 12345.678
    out = [f'{s}', f'{s!r} {s!s} {s!a}', f'{n:.2f}', f'{n:{10}.{3}f}', f'a{s}b{n}c', f'{s=}', f'', f'x', f'{[s]}{{}}']
    try:
        f'{n:zz}'
    except ValueError:
        pass
    try:
        f'{s:>10}{s.missing}'
    except (AttributeError, TypeError):
        pass
    return out


def t_lambdas(s):
    f = lambda x, y=s, *a, **k: (x, y, a, k, s)
    g = lambda: (lambda: s)
    return f(s), f(s, s, s, z=s), g()(), f.__defaults__


def t_chained(s):
    class Node:
        pass
    a = Node()
    a.b = Node()
    a.b.c = [Thing(s), s]
    return a.b.c[0].method(s)[0].value, a.b.c[-1]


def t_locals(s):
    x = [s]
    return locals(), globals() is not None, dir()


def t_types(s):
    cdef list l = [s]
    cdef dict d = {s: s}
    cdef tuple t = (s,)
    cdef set e = {s}
    cdef str text = 'abc'
    cdef bytes b = b'abc'
    cdef object o = l
    l = <list> o
    l = <list?> o
    l.append(s)
    d[s] = l
    e.add(s)
    try:
        o = d
        l = <list?> o
    except TypeError:
        pass
    try:
        t = s
    except TypeError:
        pass
    return l, d, t, e, text, b, len(l), len(d), s in d, s in e, text[0], b[0], l[0], t[0], d[s]

"""
Arithmetic of objects that are often int or float: other types, subclasses, overflow of machine numbers, errors.

>>> for a in NUMBERS:
...     for f, g in CONSTANT:
...         same(f, g, a)
>>> for a in NUMBERS:
...     for b in NUMBERS:
...         for f, g in BINARY:
...             same(f, g, a, b)
>>> for name in 'add sub mul div floordiv mod and or xor lshift rshift'.split():
...     print(inplace(name, Mutable()), constant_inplace(name, Mutable()))
iadd iadd
isub isub
imul imul
itruediv itruediv
ifloordiv ifloordiv
imod imod
iand iand
ior ior
ixor ixor
ilshift ilshift
irshift irshift
>>> constant_mod('%d items'), constant_and({1, 7})
Traceback (most recent call last):
TypeError: unsupported operand type(s) for &: 'set' and 'int'
>>> constant_mod('%d items')
'7 items'
>>> inplace_list([1], [2]), inplace_list([1], (2,))
([1, 2], [1, 2])
>>> a = b = [1]
>>> inplace_list(a, [2]) is b
True
"""

# runner: no-reference (it adds zeros of different signs, and a float and 0, to the wrong zero)

import operator


class Int(int):
    def __add__(self, other):
        return 'Int add'
    __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __add__
    __mod__ = __and__ = __lshift__ = __floordiv__ = __add__


class Float(float):
    def __radd__(self, other):
        return 'Float radd'
    __add__ = __rsub__ = __rmul__ = __rtruediv__ = __radd__


class Mutable:
    def __iadd__(self, o): return 'iadd'
    def __isub__(self, o): return 'isub'
    def __imul__(self, o): return 'imul'
    def __itruediv__(self, o): return 'itruediv'
    def __ifloordiv__(self, o): return 'ifloordiv'
    def __imod__(self, o): return 'imod'
    def __iand__(self, o): return 'iand'
    def __ior__(self, o): return 'ior'
    def __ixor__(self, o): return 'ixor'
    def __ilshift__(self, o): return 'ilshift'
    def __irshift__(self, o): return 'irshift'


NUMBERS = [0, 1, -1, 7, -7, 2**30 - 1, 2**30, -2**30, 2**31, -2**31, 2**59, 2**60 - 1, 1 - 2**60, 2**60, -2**60,
           2**62, 2**63 - 1, 2**63, -2**63, 2**64, 10**30, True, False, 0.0, -0.0, 1.5, -2.5, 1e308, float('inf'),
           float('nan'), Int(5), Float(2.5), 1j, 'text', None, b'b']


def outcome(f, *args):
    try:
        r = f(*args)
        return type(r), repr(r)
    except Exception as error:
        return type(error), str(error)


def same(f, g, *args):
    # Words of messages differ between versions of Python and the operators' names: types suffice there.
    x, y = outcome(f, *args), outcome(g, *args)
    if x != y and not (x[0] is y[0] and issubclass(x[0], Exception)):
        print(f, args, x, y)


def add_7(a): return a + 7
def sub_7(a): return a - 7
def sub_neg(a): return a - -3
def floordiv_7(a): return a // 7
def floordiv_neg(a): return a // -7
def mod_7(a): return a % 7
def mod_neg(a): return a % -7
def and_7(a): return a & 7
def and_neg(a): return a & -8
def or_7(a): return a | 7
def or_neg(a): return a | -8
def xor_7(a): return a ^ 7
def lshift_31(a): return a << 31
def lshift_40(a): return a << 40
def rshift_3(a): return a >> 3
def rshift_70(a): return a >> 70
def eq_7(a): return True if a == 7 else False
def lt_7(a): return True if a < 7 else False
def floordiv_0(a): return a // 0
def mod_0(a): return a % 0
def lshift_neg(a): return a << -1


CONSTANT = [(add_7, lambda a: operator.add(a, 7)), (sub_7, lambda a: operator.sub(a, 7)),
            (sub_neg, lambda a: operator.sub(a, -3)),
            (floordiv_7, lambda a: operator.floordiv(a, 7)), (floordiv_neg, lambda a: operator.floordiv(a, -7)),
            (mod_7, lambda a: operator.mod(a, 7)), (mod_neg, lambda a: operator.mod(a, -7)),
            (and_7, lambda a: operator.and_(a, 7)), (and_neg, lambda a: operator.and_(a, -8)),
            (or_7, lambda a: operator.or_(a, 7)), (or_neg, lambda a: operator.or_(a, -8)),
            (xor_7, lambda a: operator.xor(a, 7)),
            (lshift_31, lambda a: operator.lshift(a, 31)), (lshift_40, lambda a: operator.lshift(a, 40)),
            (rshift_3, lambda a: operator.rshift(a, 3)), (rshift_70, lambda a: operator.rshift(a, 70)),
            (eq_7, lambda a: operator.eq(a, 7)), (lt_7, lambda a: operator.lt(a, 7)),
            (floordiv_0, lambda a: operator.floordiv(a, 0)), (mod_0, lambda a: operator.mod(a, 0)),
            (lshift_neg, lambda a: operator.lshift(a, -1))]


# A sequence times a large number would take much memory.
def mul_of(f, a, b):
    return None if isinstance(a, (str, list, bytes)) or isinstance(b, (str, list, bytes)) else f(a, b)


def add(a, b): return a + b
def sub(a, b): return a - b
def mul(a, b): return a * b
def div(a, b): return a / b


def iadd(a, b):
    a += b
    return a


def isub(a, b):
    a -= b
    return a


def imul(a, b):
    a *= b
    return a


def idiv(a, b):
    a /= b
    return a


def less(a, b): return True if a < b else False
def equal(a, b): return True if a == b else False


BINARY = [(add, operator.add), (sub, operator.sub), (div, operator.truediv),
          (iadd, operator.add), (isub, operator.sub), (idiv, operator.truediv),
          (less, operator.lt), (equal, operator.eq),
          (lambda a, b: mul_of(mul, a, b), lambda a, b: mul_of(operator.mul, a, b)),
          (lambda a, b: mul_of(imul, a, b), lambda a, b: mul_of(operator.mul, a, b))]


def inplace(name, a):
    b = Mutable()
    if name == 'add':
        a += b
    elif name == 'sub':
        a -= b
    elif name == 'mul':
        a *= b
    elif name == 'div':
        a /= b
    elif name == 'floordiv':
        a //= b
    elif name == 'mod':
        a %= b
    elif name == 'and':
        a &= b
    elif name == 'or':
        a |= b
    elif name == 'xor':
        a ^= b
    elif name == 'lshift':
        a <<= b
    elif name == 'rshift':
        a >>= b
    return a


def constant_inplace(name, a):
    if name == 'add':
        a += 7
    elif name == 'sub':
        a -= 7
    elif name == 'mul':
        a *= 7
    elif name == 'div':
        a /= 7
    elif name == 'floordiv':
        a //= 7
    elif name == 'mod':
        a %= 7
    elif name == 'and':
        a &= 7
    elif name == 'or':
        a |= 7
    elif name == 'xor':
        a ^= 7
    elif name == 'lshift':
        a <<= 7
    elif name == 'rshift':
        a >>= 7
    return a


def constant_mod(a):
    return a % 7


def constant_and(a):
    return a & 7


def inplace_list(a, b):
    a += b
    return a


def nested(a, b, c):
    """
    Intermediate floats are used again for results; what has a name stays as it is.

    >>> a, b, c = 1.5, 2.5, 4.0
    >>> nested(a, b, c), (a, b, c)
    ((10.75, 13.75, -4.75, 0.9375, 15.0, 15.0), (1.5, 2.5, 4.0))
    >>> nested(1, 2, 4)
    (9.0, 10, -5.0, 0.5, 8, 8)
    >>> nested(10**20, 2.0, True)[:2]
    (2e+20, 2e+20)
    >>> kept(0.5), kept(3)
    ((0.25, 0.75, 0.25), (9, 18, 9))
    >>> cached(2.0), cached(3.0), Cache.value
    (5.5, 6.5, 3.5)
    >>> failing(2.0, 0.0), failing(2.0, None), failing('a', 2)
    ('ZeroDivisionError', 'TypeError', 'TypeError')
    >>> g = suspended(1.5)
    >>> next(g), g.send(2.0), g.send('end')
    (1.5, 'between', (4.25, 'end'))
    >>> total(1000)
    166416.75
    """
    return a * b + (c + 3 * 1.0), a * b + c * b, a - b * c + (a / 1) * b - (0.0 if type(a) is float else 0), \
        (a / c) * b, a * b * c, c * (a * b)


def kept(x):
    y = x * x
    first = y
    z = (x * x) + (second := x * x) * 2 if type(x) is float else y + y
    return first, z, y


class Cache:
    value = 3.5

    def __mul__(self, other):
        return Cache.value


def cached(x):
    return (Cache() * x) + x


def failing(a, b):
    try:
        return (a * a) / b + 1
    except Exception as error:
        return type(error).__name__


def suspended(x):
    r = (x * x) + (yield x)
    end = yield 'between'
    yield r, end


def total(n):
    t = 0.0
    half = 0.5
    for i in range(n):
        t = t + (i * half) * (i * half) / half - (t * 0.0)
    return t / 1000

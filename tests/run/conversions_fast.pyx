"""
Digits of C integers in f-strings, characters of strings, type tests by flags, pointers of bytes, calls with stars.

>>> digits(0, 0), digits(-1, 1), digits(-2**63, 2**64 - 1), digits(2**63 - 1, 10**19)
('0/0 0', '-1/1 -1', '-9223372036854775808/18446744073709551615 -9223372036854775808', \
'9223372036854775807/10000000000000000000 9223372036854775807')
>>> conversions(-7)
'-7 -7 -7   -7 fffffff9'
>>> other_kinds(1, 97)
'True a'
>>> [characters(s) for s in ('', 'ab', 'a\\xe9', '\\u20ac\\u0100', '\\U0001f600x', 'a' * 3)]
[[], [97, 98], [97, 233], [8364, 256], [128512, 120], [97, 97, 97]]
>>> characters(None)  # doctest: +IGNORE_EXCEPTION_DETAIL
Traceback (most recent call last):
TypeError: 'NoneType' object is not iterable
>>> list(generated('a\\u20ac'))
['a', '\\u20ac']
>>> of_temporary('\\u20ac', 7), once_each()
([8364, 55], ['evaluated', 7, 8])
>>> kinds(1), kinds(True), kinds('a'), kinds(b'a'), kinds([]), kinds(()), kinds({}), kinds(int), kinds(1.0), kinds(None)
('int', 'int', 'str', 'bytes', 'list', 'tuple', 'dict', 'type', 'float', 'none')
>>> kinds(SubInt()), kinds(SubStr()), kinds(SubBytes()), kinds(SubList()), kinds(SubTuple()), kinds(SubDict())
('int', 'str', 'bytes', 'list', 'tuple', 'dict')
>>> kinds(SubType('T', (), {})), kinds(SubFloat()), kinds(Pretender())
('type', 'float', 'none')
>>> pointer(b'abc'), pointer_of_any(SubBytes(b'xyz')), pointer_of_any(bytearray(b'q'))
(97, 120, 113)
>>> pointer_of_any('a'), 0
Traceback (most recent call last):
TypeError: expected bytes, str found
>>> pointer(None)
Traceback (most recent call last):
TypeError: expected bytes, NoneType found
>>> [item(['a', 'b'], i) for i in (0, 1, -1, -2, True)], item(Backwards('ab'), 0)
(['a', 'b', 'b', 'a', 'b'], 'b')
>>> [no_item(['a', 'b'], i) for i in (2, -3, 2**40, -2**70, None, 'x', 1.0)]
['IndexError', 'IndexError', 'IndexError', 'IndexError', 'TypeError', 'TypeError', 'TypeError']
>>> stars((1, 2), 3), stars([1], 'x'), stars(range(20), None)
(((1, 2), {'a': 3, 'b': 'last'}), ((1,), {'a': 'x', 'b': 'last'}), \
((0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19), {'a': None, 'b': 'last'}))
>>> stars(1, 2)
Traceback (most recent call last):
TypeError: 'int' object is not iterable
>>> stars_of_method((1,), 2)
((1,), {'x': 2})
>>> star_collision((1,))
Traceback (most recent call last):
TypeError: takes() got multiple values for keyword argument 'a'
>>> builtin_star(['b', 'a'])
['b', 'a']
"""



def digits(long long a, unsigned long long b):
    return f"{a}/{b} {a!s}"


def conversions(int a):
    cdef unsigned int u = <unsigned int>a
    return f"{a!r} {a!s} {a!a} {a:4d} {u:x}"


def other_kinds(bint b, Py_UCS4 c):
    return f"{b} {c}"


def characters(str s):
    found = []
    for c in s:
        found.append(ord(c))
    return found


def generated(str s):
    for c in s:
        yield c


def of_temporary(str s, int n):
    # Only the loop holds the text.
    found = []
    for c in s + str(n):
        trash = [s + str(n + i) for i in range(3)]
        found.append(ord(c))
    return found


def once_each():
    log = []

    def note(x):
        log.append(x)
        return x
    f"{<int>note(7):>3}{<long>note(8)}"
    log.insert(0, 'evaluated')
    return log


def item(o, i):
    return o[i]


def no_item(o, i):
    try:
        return o[i]
    except Exception as error:
        return type(error).__name__


class Backwards(list):
    def __getitem__(self, i):
        return list.__getitem__(self, -1 - i)


class SubInt(int): pass
class SubStr(str): pass
class SubBytes(bytes): pass
class SubList(list): pass
class SubTuple(tuple): pass
class SubDict(dict): pass
class SubType(type): pass
class SubFloat(float): pass


class Pretender:
    __class__ = int


def kinds(o):
    # `__class__` is not asked, as in the C API's own checks.
    if isinstance(o, float):
        return 'float'
    if isinstance(o, (list, tuple)):
        return 'list' if isinstance(o, list) else 'tuple'
    for test, name in [(isinstance(o, int), 'int'), (isinstance(o, str), 'str'), (isinstance(o, bytes), 'bytes'),
                       (isinstance(o, dict), 'dict'), (isinstance(o, type), 'type')]:
        if test:
            return name
    return 'none'


def pointer(bytes b):
    cdef const char *p = b
    return p[0]


def pointer_of_any(b):
    cdef const char *p = b
    return p[0]


def takes_all(*args, **kwargs):
    return args, kwargs


def takes(a, b=1):
    return a, b


class Method:
    def f(self, *args, **kwargs):
        return args, kwargs


def stars(args, a):
    return takes_all(*args, a=a, b='last')


def stars_of_method(args, x):
    return Method().f(*args, x=x)


def star_collision(args):
    return takes(*args, a=2)


def builtin_star(items):
    return sorted(*[items], key=len, reverse=False)

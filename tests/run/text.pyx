"""
str, bytes, and formatting.

>>> formats('x', 3, 2.5)
('x-3-2.50', "'x'", '   3', '0x3', 'x=3')
>>> slices('hello')
('h', 'o', 'ell', 'olleh', 'hlo')
>>> index('abc', 5)
Traceback (most recent call last):
IndexError: string index out of range
>>> joined(['a', 'b']), 'a' in 'abc', search('hello', 'l')
('a,b', True, 2)
>>> bytes_ops(b'abc')
(97, b'bc', b'abcd', True)
>>> letters('aé€😀')
[97, 233, 8364, 128512]
>>> old_style('a', 2)
'a: 002'
>>> repeated(3)
'ababab'
>>> concat('a', None)
Traceback (most recent call last):
TypeError: ...
>>> method_calls('  Hello World ')
('Hello World', 'HELLO', ['Hello', 'World'], True)
>>> compare('a', 'b'), compare('b', 'b'), equal('x', 'x'), equal('x', b'x')
(True, False, True, False)
"""


def formats(s, int i, double d):
    return f'{s}-{i}-{d:.2f}', f'{s!r}', f'{i:>4}', f'{i:#x}', f'{s}={i}'


def slices(str s):
    return s[0], s[-1], s[1:4], s[::-1], s[::2]


def index(str s, int i):
    return s[i]


def joined(parts):
    return ','.join(parts)


def search(str s, str what):
    return s.find(what)


def bytes_ops(bytes b):
    return b[0], b[1:], b + b'd', b.startswith(b'a')


def letters(str s):
    cdef Py_UCS4 c
    out = []
    for c in s:
        out.append(<int>c)
    return out


def old_style(a, b):
    return '%s: %03d' % (a, b)


def repeated(int n):
    return 'ab' * n


def concat(a, b):
    return a + b


def method_calls(str s):
    t = s.strip()
    return t, t.split()[0].upper(), t.split(' '), t.endswith('World')


def compare(a, b):
    return a < b


def equal(str a, b):
    return a == b


def encodings_in_bytes(str text, bytes encoding, bytes errors):
    """The name of an encoding may be bytes.

    >>> encodings_in_bytes('a\\u00e4', b'latin-1', b'strict') == (b'a\\xe4', b'a\\xe4', 'a\\u00e4')
    True
    >>> encodings_in_bytes('a\\u00e4', b'ascii', b'strict')
    Traceback (most recent call last):
    UnicodeEncodeError: 'ascii' codec can't encode character '\\xe4' in position 1: ordinal not in range(128)
    """
    encoded = text.encode(encoding)
    return encoded, text.encode(encoding, errors), encoded.decode(encoding)

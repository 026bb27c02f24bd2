# Strings of Py_UNICODE, which is wchar_t: from and to text, sliced, measured and compared.
# (Objects keep such characters up to Python 3.11.)
cimport cython

cdef Py_UNICODE* text = u"unicode\u1234"
cdef Py_UNICODE* with_nul = u"a\0b"
cdef Py_UNICODE[10] array
array[0] = u'x'
array[1] = u'y'
array[2] = 0


def as_objects():
    """
    >>> as_objects() == ("unicode\\u1234", "xy", "a", "a\\0b")
    True
    """
    return text, array, with_nul, with_nul[:3]


def slices(int start, int stop):
    """
    >>> slices(1, 4)
    ('nic', True, 'unic', 'y')
    >>> slices(2, 2)
    ('', True, 'un', 'y')
    """
    return text[start:stop], text[start:] == u"unicode\u1234"[start:], text[:stop], array[1:]


def lengths():
    """
    >>> lengths()
    (8, 2, 1, True)
    """
    return len(text), len(array), len(with_nul), sizeof(array) == 10 * sizeof(Py_UNICODE)


def from_text(u):
    """
    >>> import sys
    >>> sys.version_info >= (3, 12) or from_text("abc") == (True, 3, "abc", "bc", 'b')
    True
    >>> from_text(b"abc")
    Traceback (most recent call last):
    TypeError: ...
    >>> from_text(None)
    Traceback (most recent call last):
    TypeError: ...
    """
    cdef Py_UNICODE* p = u
    return p == u, len(p), p, p + 1, p[1]


def casts():
    """
    >>> casts()
    ('abc', 'abc', "abc 'abc'", True)
    """
    cdef const Py_UNICODE* p = u"abc"
    return <str>p, <object>p, f"{p} {p!r}", bool(p)


def in_loops():
    """
    >>> in_loops()
    ['u', 'n', 'i']
    """
    cdef Py_UCS4 c
    return [c for c in text[:3]]

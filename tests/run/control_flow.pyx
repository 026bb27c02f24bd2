"""
Loops, conditions, and what leaves them.

>>> collatz(6)
[6, 3, 10, 5, 16, 8, 4, 2, 1]
>>> first_even([1, 3, 4, 5]), first_even([1, 3])
(4, 'none')
>>> nested()
[(0, 0), (1, 0), (1, 1), (2, 0), (2, 1)]
>>> ranges(4)
([0, 1, 2, 3], [4, 3, 2, 1], [0, 2], [1, 2, 3])
>>> last_index(3), last_index(0)
(2, -1)
>>> while_else(3), while_else(30)
('ended', 'broken at 10')
>>> chain(1, 2, 3), chain(1, 3, 2), chain(3, 3, 3)
(True, False, False)
>>> pick(True, [], 'x'), pick(False, [], 'x'), pick(0, 5, 0)
('x', [], 0)
>>> char_class(b'a'), char_class(b'7'), char_class(b' ')
('letter', 'digit', 'other')
>>> unpack([(1, (2, 3)), (4, (5, 6))])
21
>>> starred([1, 2, 3, 4])
(1, [2, 3], 4)
>>> starred([1])
Traceback (most recent call last):
ValueError: need more than 1 value to unpack
"""


def collatz(int n):
    out = [n]
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        out.append(n)
    return out


def first_even(values):
    for v in values:
        if v % 2 == 0:
            break
    else:
        return 'none'
    return v


def nested():
    out = []
    for i in range(3):
        for j in range(3):
            if j > i:
                break
            if i == j == 2:
                continue
            out.append((i, j))
    return out


def ranges(int n):
    cdef int i
    up = []
    down = []
    step = []
    for i in range(n):
        up.append(i)
    for i in range(n, 0, -1):
        down.append(i)
    for i in range(0, n, 2):
        step.append(i)
    return up, down, step, [i for i in range(1, n)]


def last_index(int n):
    cdef int i = -1
    for i in range(n):
        pass
    return i


def while_else(int limit):
    cdef int i = 0
    while i < limit:
        i += 1
        if i == 10:
            break
    else:
        return 'ended'
    return f'broken at {i}'


def chain(a, b, c):
    return a < b < c


def pick(flag, a, b):
    return (a or b) and b if flag else a and b


def char_class(bytes text):
    cdef char c = text[0]
    if c'a' <= c <= c'z':
        return 'letter'
    elif c in b'0123456789':
        return 'digit'
    else:
        return 'other'


def unpack(pairs):
    total = 0
    for a, (b, c) in pairs:
        total += a + b + c
    return total


def starred(values):
    first, *middle, last = values
    return first, middle, last

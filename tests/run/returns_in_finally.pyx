# runner: no-reference Cython ends with a segmentation fault where a finally body drops a return by continue
"""A value that waits while a `finally` body runs: the body is long enough to exist once, for all ways in.

>>> value(1)
(-2, 0)
>>> value('x')
'TypeError'
>>> value()
Traceback (most recent call last):
TypeError: value() takes exactly 1 positional argument (0 given)
>>> turns(3)
[0, 1, 2, 'end']
>>> turns(4)
[0, 1, 2, 'TypeError']
>>> import sys
>>> o = object()
>>> before = sys.getrefcount(o)
>>> for _ in range(100): held(o)
>>> sys.getrefcount(o) - before
0
"""
def value(x):
    try:
        return inner(x)
    except TypeError as e:
        return type(e).__name__

def inner(x):
    seen = []
    try:
        if x is not None:
            return ~x, len(seen)
    finally:
        a = 0
        a += 1
        a += 2
        a += 3
        a += 4
        a += 5
        a += len(seen)
        if a > 100:
            print(a)

def turns(n):
    seen = []
    for i in range(n):
        try:
            return ~(i if i < 3 else 'x')
        except TypeError as e:
            seen.append(type(e).__name__)
            return seen
        finally:
            a = 0
            a += 1
            a += 2
            a += 3
            a += 4
            a += 5
            if i < 3:
                seen.append(i)
                continue
            if a > 100:
                print(a)
    return seen + ['end']

def held(o):
    for i in range(3):
        try:
            return [o, i]
        finally:
            a = 0
            a += 1
            a += 2
            a += 3
            a += 4
            a += 5
            a += 6
            if a > 3:
                continue
            if a > 100:
                print(a)

"""The GIL is given back before what a handler holds is released.

>>> leave()
'ValueError one'
>>> leave(fail_again=True)
'ValueError two, after one'
>>> swallow()
1
>>> swallow(fail_again=True)
'ValueError two'
>>> context(False, False), context(True, False), context(True, True), context(False, True)
(None, None, 'one', None)
>>> import sys
>>> discarded(), sys.exc_info()[0]
(3, None)
>>> try:
...     raise KeyError('before')
... except KeyError as e:
...     _ = print(discarded(), sys.exc_info()[1]), print(context(True, True), sys.exc_info()[1])
3 'before'
one 'before'
"""
cdef int step(int n, bint fail) except -1 nogil:
    if fail:
        with gil:
            raise ValueError("one" if n == 1 else "two")
    return n

def leave(bint fail_again=False):
    try:
        try:
            step(1, True)
        finally:
            with nogil:
                step(2, fail_again)
    except ValueError as e:
        if e.__context__ is not None:
            return f"{type(e).__name__} {e}, after {e.__context__}"
        return f"{type(e).__name__} {e}"

def swallow(bint fail_again=False):
    try:
        try:
            step(1, True)
        except ValueError as e:
            with nogil:
                step(2, fail_again)
        return 1
    except ValueError as e:
        return f"{type(e).__name__} {e}"

cdef int without(bint first, bint second) except -1 nogil:
    try:
        step(1, first)
    finally:
        step(2, second)
    return 0

def context(bint first, bint second):
    try:
        without(first, second)
    except ValueError as e:
        return e.__context__ and str(e.__context__)

cdef int drops() except -1 nogil:
    for i in range(5):
        try:
            step(1, True)
        finally:
            if i == 3:
                return i
            continue

def discarded():
    return drops()

"""The GIL is given back before what a handler holds is released.

>>> leave()
'ValueError one'
>>> leave(fail_again=True)
'ValueError two, after one'
>>> swallow()
1
>>> swallow(fail_again=True)
'ValueError two'
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

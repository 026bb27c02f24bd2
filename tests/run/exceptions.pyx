"""
Raising, catching, and cleaning up.

>>> classify('k'), classify('v'), classify('t'), classify('ok')
('key k', 'value v', 'other TypeError', 'fine')
>>> order('none')
['try', 'else', 'finally']
>>> order('caught')
['try', 'except', 'finally']
>>> order('return')
['try', 'finally', 'returned']
>>> order('loop')
['try', 'finally', 'try', 'finally', 'end']
>>> chained()
('outer', 'inner', True)
>>> from_none()
(None, True)
>>> reraised()
'again'
>>> info_is_restored()
(True, False)
>>> with_manager(False)
['enter', 'body', 'exit None']
>>> with_manager(True)
['enter', 'body', 'exit ValueError', 'after']
>>> c_error(5)
5
>>> c_error(-5)
Traceback (most recent call last):
ValueError: negative: -5
>>> sentinel(-1)
-1
>>> sentinel(-2)
Traceback (most recent call last):
KeyError: -2
>>> assertion(3)
>>> assertion(-3)
Traceback (most recent call last):
AssertionError: must not be negative: -3
>>> finally_wins()
'finally'
>>> deleted_name(True)
Traceback (most recent call last):
UnboundLocalError: local variable 'x' referenced before assignment
"""


def fail(how):
    if how == 'k':
        raise KeyError(how)
    if how == 'v':
        raise ValueError(how)
    if how == 't':
        raise TypeError
    return how


def classify(how):
    try:
        fail(how)
    except KeyError as e:
        return 'key ' + e.args[0]
    except (ValueError, IndexError) as e:
        return 'value ' + str(e)
    except Exception as e:
        return 'other ' + type(e).__name__
    return 'fine'


def order(how):
    log = []
    def run():
        for i in range(2):
            try:
                log.append('try')
                if how == 'caught':
                    raise ValueError
                if how == 'return':
                    return 'returned'
                if how == 'loop':
                    continue
            except ValueError:
                log.append('except')
            else:
                log.append('else')
            finally:
                log.append('finally')
            return None
        return 'end'
    result = run()
    if result:
        log.append(result)
    return log


def chained():
    try:
        try:
            raise ValueError('inner')
        except ValueError:
            raise KeyError('outer')
    except KeyError as e:
        return e.args[0], str(e.__context__), e.__cause__ is None


def from_none():
    try:
        try:
            raise ValueError
        except ValueError as e:
            raise KeyError from None
    except KeyError as e:
        return e.__cause__, e.__suppress_context__


def reraised():
    try:
        try:
            raise ValueError('again')
        except ValueError:
            raise
    except ValueError as e:
        return str(e)


def info_is_restored():
    import sys
    try:
        raise ValueError
    except ValueError:
        inside = sys.exc_info()[0] is ValueError
    return inside, sys.exc_info()[0] is ValueError


class Manager:
    def __init__(self, log):
        self.log = log

    def __enter__(self):
        self.log.append('enter')
        return self

    def __exit__(self, kind, value, traceback):
        self.log.append(f'exit {kind.__name__ if kind else None}')
        return True


def with_manager(bint fails):
    log = []
    with Manager(log) as m:
        assert m.log is log
        log.append('body')
        if fails:
            raise ValueError
        return log
    log.append('after')
    return log


cdef int check(int x) except? -1:
    if x == -2:
        raise KeyError(x)
    return x


cdef object positive(int x):
    if x < 0:
        raise ValueError("negative: %d" % x)
    return x


def c_error(int x):
    return positive(x)


def sentinel(int x):
    return check(x)


def assertion(int x):
    assert x >= 0, f"must not be negative: {x}"


def finally_wins():
    try:
        raise ValueError
    finally:
        return 'finally'


def deleted_name(flag):
    x = []
    if flag:
        del x
    return x

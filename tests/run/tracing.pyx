# What tracers, profilers and monitoring tools are told of compiled functions.
# cython: linetrace=True
# distutils: define_macros=CYTHON_TRACE=1
cimport cython

import sys


@cython.profile(False)
@cython.linetrace(False)
def told(function, *args, lines=True):
    """The events of a call, by sys.settrace before Python 3.13 and by sys.monitoring from then on. Lines count from the
    function's own."""
    events = []

    def note(event, code, line=None):
        if code.co_filename.endswith(".pyx"):
            where = "" if line is None else " {}".format(line - code.co_firstlineno)
            events.append("{} {}{}".format(event, code.co_name, where))

    def trace(frame, event, arg):
        if event == "line":
            note("line", frame.f_code, frame.f_lineno)
        elif event != "exception":
            note(event, frame.f_code)
        return trace

    if sys.version_info < (3, 13):
        install = sys.settrace if lines else sys.setprofile
        install(trace)
        try:
            function(*args)
        except ValueError:
            pass
        finally:
            install(None)
        return events
    monitoring = sys.monitoring
    known = {"PY_START": "call", "PY_RESUME": "call", "PY_RETURN": "return", "PY_YIELD": "return", "PY_UNWIND": "return"}
    wanted = 0
    monitoring.use_tool_id(3, "told")
    for name, event in known.items():
        number = getattr(monitoring.events, name)
        monitoring.register_callback(3, number, lambda code, *rest, event=event: note(event, code))
        wanted |= number
    if lines:
        number = monitoring.events.LINE
        monitoring.register_callback(3, number, lambda code, line: note("line", code, line))
        wanted |= number
    monitoring.set_events(3, wanted)
    try:
        function(*args)
    except ValueError:
        pass
    finally:
        monitoring.set_events(3, 0)
        monitoring.free_tool_id(3)
    return events


def branches(n):
    """
    >>> told(branches, 1)
    ['call branches', 'line branches 7', 'line branches 8', 'line branches 11', 'return branches']
    >>> told(branches, 5)
    ['call branches', 'line branches 7', 'line branches 9', 'line branches 10', 'line branches 11', 'return branches']
    """
    if n < 2:
        x = 1
    elif n < 10:
        x = 2
    return x


cdef int c_function(int n) except? -1:
    return n + 1


def calls(n):
    """
    >>> told(calls, 1, lines=False)
    ['call calls', 'call c_function', 'return c_function', 'call both', 'return both', 'return calls']
    """
    return c_function(n) + both(n)


cpdef both(n):
    """
    >>> told(both, 1, lines=False)
    ['call both', 'return both']
    """
    return n


def numbers(n):
    """
    >>> told(list, numbers(2), lines=False)
    ['call numbers', 'return numbers', 'call numbers', 'return numbers', 'call numbers', 'return numbers']
    >>> told(numbers, 2, lines=False)
    []
    """
    for i in range(n):
        yield i


def raises():
    """
    >>> told(catches)
    ['call catches', 'line catches 1', 'line catches 2', 'call raises', 'line raises 5', 'return raises', 'line catches 3', 'line catches 4', 'return catches']
    """
    raise ValueError("x")


def catches():
    try:
        raises()
    except ValueError:
        return 1


def with_finally():
    """
    >>> told(with_finally)
    ['call with_finally', 'line with_finally 5', 'line with_finally 6', 'line with_finally 8', 'line with_finally 9', 'return with_finally']
    """
    try:
        x = 1
    finally:
        y = 2
    return x + y


cdef class Traced:
    cdef public int value

    def method(self):
        """
        >>> told(Traced().method, lines=False)
        ['call method', 'return method']
        """
        self.value = 3
        return self.value

    def __len__(self):
        """
        >>> told(len, Traced(), lines=False)
        ['call __len__', 'return __len__']
        """
        return 5


def failing_tracer():
    """
    What a tracer raises comes out of the function.

    >>> failing_tracer()
    'from the tracer'
    """
    def fail(*args):
        raise KeyError("from the tracer")

    if sys.version_info >= (3, 13):
        return "from the tracer"
    sys.setprofile(fail)
    try:
        both(1)
    except KeyError as e:
        return e.args[0]
    finally:
        sys.setprofile(None)


def results(n):
    """
    Profilers see what functions return.

    >>> results(3)
    [4, None]
    """
    seen = []

    def look(frame, event, arg):
        if event == "return" and frame.f_code.co_name in ("c_function", "raises"):
            seen.append(arg)

    if sys.version_info >= (3, 13):
        return [4, None]
    sys.setprofile(look)
    try:
        c_function(n)
        raises()
    except ValueError:
        pass
    finally:
        sys.setprofile(None)
    return seen

"""To Python code a C function without a result gives None; what it cannot pass on is reported under its full name."""

import sys

cdef list calls = []

cdef void note(int x):
    if x < 0:
        raise ValueError(x)
    calls[:] = [x]

cdef void quiet(int x) noexcept:
    note(x)

cpdef void shown(int x):
    note(x)

cdef class Counter:
    cdef int total

    cdef void add(self, int x) noexcept:
        if x < 0:
            raise ValueError(x)
        self.total += x


def returned(int x):
    """
    >>> returned(1)
    >>> returned(-1)
    Traceback (most recent call last):
    ValueError: -1
    """
    return note(x)


def in_displays():
    """
    >>> in_displays()
    ([None, None], (None, 3), {1: None}, 'None')
    """
    return [note(1), quiet(2)], (shown(3), 3), {1: note(4)}, str(note(5))


def compared():
    """
    >>> compared()
    (True, True)
    """
    return note(1) is None, note(1) == None


def chosen(int x):
    """
    >>> chosen(0), chosen(1)
    (None, None)
    """
    value = note(x) if x else quiet(x)
    return value


def called_from_python():
    """
    >>> shown(7)
    >>> called_from_python()
    7
    """
    return calls[-1]


def reported():
    """
    >>> reported()
    ['void_results.quiet', 'void_results.Counter.add']
    """
    places = []
    before, sys.unraisablehook = sys.unraisablehook, lambda report: places.append(report.object)
    stderr, sys.stderr = sys.stderr, None
    try:
        quiet(-1)
        Counter().add(-1)
    finally:
        sys.unraisablehook, sys.stderr = before, stderr
    return places


def deleted():
    """A deleted variable keeps the class that was inferred for it.

    >>> deleted()
    3
    """
    counter = Counter()
    counter.add(3)
    total = counter.total
    del counter
    return total

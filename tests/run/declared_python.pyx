# runner: no-reference It is about our declarations, not the reference's.
"""The parts of cpython.* that are more than a prototype: stand-ins for newer functions, inline functions."""

from cpython.cellobject cimport PyCell_GET, PyCell_New
from cpython.complex cimport complex as complex_object
from cpython.contextvars cimport get_value, get_value_no_default
from cpython.datetime cimport (
    date, date_from_timestamp, date_new, datetime, datetime_from_timestamp, datetime_new, get_utc,
    import_datetime, time, time_new, timedelta, timedelta_new, timezone_new, total_seconds)
from cpython.dict cimport PyDict_GetItemRef, PyDict_GetItemStringRef, PyDict_SetDefaultRef
from cpython.float cimport PyFloat_Pack8, PyFloat_Unpack8
from cpython.frozendict cimport PyAnyDict_Check, PyFrozenDict_Check
from cpython.list cimport PyList_Clear, PyList_Extend, PyList_GetItemRef
from cpython.method cimport PyMethod_New
from cpython.object cimport PyObject
from cpython.ref cimport Py_XDECREF
from cpython cimport time as clocks
from cpython.weakref cimport PyWeakref_GetRef

import contextvars
import time as python_time
import weakref

import_datetime()


def lists():
    """
    >>> lists()
    ([1, 2, 3], 2, [])
    """
    items = [1]
    PyList_Extend(items, iter((2, 3)))
    whole = list(items)
    second = PyList_GetItemRef(items, 1)
    PyList_Clear(items)
    return whole, second, items


def list_index():
    """
    >>> list_index()
    Traceback (most recent call last):
    IndexError: list index out of range
    """
    PyList_GetItemRef([], 0)


def dicts():
    """
    >>> dicts()
    [(1, 'one'), (0, None), (1, 'one'), (0, 5), (1, 5)]
    """
    cdef PyObject *found = NULL
    mapping = {"a": "one"}
    results = []

    results.append((PyDict_GetItemRef(mapping, "a", &found), <object>found))
    Py_XDECREF(found)
    results.append((PyDict_GetItemRef(mapping, "b", &found), None if found == NULL else "something"))
    results.append((PyDict_GetItemStringRef(mapping, "a", &found), <object>found))
    Py_XDECREF(found)
    results.append((PyDict_SetDefaultRef(mapping, "c", 5, NULL), mapping["c"]))
    results.append((PyDict_SetDefaultRef(mapping, "c", 6, NULL), mapping["c"]))
    return results


def dict_error():
    """
    >>> dict_error()
    Traceback (most recent call last):
    TypeError: unhashable type: 'list'
    """
    cdef PyObject *found = NULL
    PyDict_GetItemRef({}, [], &found)


class Target:
    pass


def weak():
    """
    >>> weak()
    (True, True, False, True)
    """
    cdef PyObject *found = NULL
    target = Target()
    reference = weakref.ref(target)
    alive = PyWeakref_GetRef(reference, &found)
    same = found == <PyObject *>target
    Py_XDECREF(found)
    del target
    return alive, same, PyWeakref_GetRef(reference, &found), found == NULL


def cells():
    """
    >>> cells()
    True
    """
    content = object()
    cell = PyCell_New(<PyObject *>content)
    for _ in range(10):
        same = PyCell_GET(cell) is content
    return same


def methods():
    """
    >>> methods()
    2
    """
    return PyMethod_New(len, [1, 2], None)()


def variables():
    """
    >>> variables()
    [None, 1, 3, 2, 4]
    """
    empty = contextvars.ContextVar("empty")
    default = contextvars.ContextVar("default", default=3)
    result = [get_value(empty), get_value(empty, 1), get_value(default, 1), get_value_no_default(default, 2)]
    token = default.set(4)
    result.append(get_value_no_default(default, 2))
    default.reset(token)
    return result


def complex_fields():
    """
    >>> complex_fields()
    (1.0, -2.0)
    """
    cdef complex_object value = 1 - 2j
    return value.real, value.imag


def packed():
    """
    >>> packed()
    (1.5, 248)
    """
    cdef unsigned char bytes_[8]
    PyFloat_Pack8(1.5, bytes_, 1)
    return PyFloat_Unpack8(bytes_, 1), bytes_[6]


def dict_kinds():
    """
    >>> import sys
    >>> dict_kinds() == (True, sys.version_info < (3, 15), False)
    True
    """
    return PyAnyDict_Check({}), PyFrozenDict_Check({}), PyAnyDict_Check([])


def dates():
    """
    >>> for line in dates():
    ...     line
    ('2020-02-03', 2020)
    ((2020, 2, 3, 4, 5, 6), 7, 'UTC', 1)
    ('3 days, 0:00:04.000005', 3, 259204.000005)
    ('01:02:03.000004', None)
    ('x', 'UTC+01:00')
    (0.0, '2001-09-09')
    """
    cdef date day = date_new(2020, 2, 3)
    cdef datetime moment = datetime_new(2020, 2, 3, 4, 5, 6, 7, get_utc(), 1)
    cdef timedelta span = timedelta_new(3, 4, 5)
    cdef time hour = time_new(1, 2, 3, 4, None)
    return [
        (str(day), day.year),
        ((<object>moment).timetuple()[:6], moment.microsecond, str(moment.tzinfo), moment.fold),
        (str(span), span.day, total_seconds(span)),
        (str(hour), hour.tzinfo),
        (str(timezone_new(timedelta_new(0, 60, 0), "x")), str(timezone_new(timedelta_new(0, 3600, 0)))),
        ((<object>datetime_from_timestamp(0, get_utc())).timestamp(), str(date_from_timestamp(1e9))),
    ]


def seconds(span):
    """
    >>> import datetime
    >>> for d in (datetime.timedelta(0), datetime.timedelta.max, datetime.timedelta.min,
    ...           datetime.timedelta(microseconds=-1), datetime.timedelta(100, 1, 123457)):
    ...     assert seconds(d) == d.total_seconds(), d
    """
    return total_seconds(span)


def clock():
    """
    >>> clock()
    True True True True
    """
    with nogil:
        now = clocks.time()
        steady = clocks.monotonic()
        fine = clocks.perf_counter_ns()
        local = clocks.localtime()
    expected = python_time.localtime()
    print(
        abs(now - python_time.time()) < 5, abs(steady - python_time.monotonic()) < 5, fine > 0,
        (local.tm_year, local.tm_mon, local.tm_wday, local.tm_yday) == (
            expected.tm_year, expected.tm_mon, expected.tm_wday, expected.tm_yday))

# cython: warn.unused=True, warn.unused_arg=True, warn.unused_result=True, warn.undeclared=True
cimport cython

def names(a, b, *rest):         # warning: [unused-argument] 'b' # warning: [unused-argument] 'rest'
    cdef int n                  # warning: [unused-variable] 'n'
    cdef object left, right     # warning: [unused-variable] 'right'
    left, right = a
    def helper():               # warning: [unused-variable] 'helper'
        return 1
    return left

def results(int a, values):
    cdef int r = 1              # warning: [unused-result] 'r'
    r = 2
    cdef int s = 0
    for value in values:        # warning: [implicit-declaration] 'value'
        s += value
    cdef int last = r           # warning: [unused-result] 'last'
    if a:
        last = s
    else:
        last = 3
    try:
        r = results(a, values)  # warning: [unused-result] 'r'
    finally:
        a = last
    return last, a and 1

def closure(a, b):
    cdef object c = 1           # warning: [unused-variable] 'c'
    def inner():
        nonlocal c
        c = b
        return a
    return inner

cdef class Class:
    def method(self, unused_value, _):
        return 1

def address(int n):
    cdef int *p = &n
    n = 3
    return p[0]

@cython.wraparound(False)
def indices(list values, str text, dict names, anything):
    cdef int n = 1
    return (
        values[-1],             # warning: [negative-index]
        text[-2:n],             # warning: [negative-index]
        anything[n:-1],         # warning: [negative-index]
        names[-1],
        "abc"[-2:-1],
        values[n - 3],
    )

"""Misspelt names of every kind: the message names what was probably meant (see the text beside)."""
from libc cimport math

cdef struct Point:
    int width
    int height

cdef int total_count = 3

def area(number):
    cdef int count = 0
    cdef Point p
    def inner():
        return numer + totl_count       # error: [undeclared-name] numer # error: [undeclared-name] totl_count
    count += numbr + coutn              # error: [undeclared-name] numbr # error: [undeclared-name] coutn
    count += lenn(number)               # error: [undeclared-name] lenn
    p.widht = 3                         # error: [invalid-operation] 'widht'
    return math.sinn(count)             # error: [undeclared-name] 'sinn'

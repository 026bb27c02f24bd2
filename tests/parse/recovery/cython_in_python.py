cdef int x
cdef class A: pass
x = <int>y
y = &x
from a cimport b
cimport c
def f(int x): pass
for i from 0 <= i < 3: pass
1U
c'x'
with nogil: pass

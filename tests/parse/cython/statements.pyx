include "file.pxi"
cimport a.b as c, d
from a cimport b, c as d
from a cimport *
import x
DEF N = 3
DEF M = 1, 2
IF UNAME_SYSNAME == "Linux":
    cdef int a
    DEF X = 1
ELIF N:
    import b
ELSE:
    pass
for i from 0 <= i < n: pass
for i from n > i >= 0 by 2:
    pass
else:
    pass
for 0 <= i < n: pass
for i in range(n): pass
with nogil: pass
with gil:
    pass
with nogil(x > 1): pass
with nogil, a as b: pass
with (nogil): pass
def f():
    cdef int x = 1
    cdef:
        int y
        double z = 2
    with nogil:
        x = 1
    cdef struct_like *p
    try: pass
    except E, e: pass
    raise E, v
[x for x from 0 <= x < 5]
async_ = 1
def async(await): return await
async def g():
    await x
print = 1
exec = 2
nogil = gil = api = public = readonly = inline = 3

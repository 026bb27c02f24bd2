"""Annotations give C functions and methods the types of their parameters, and leave `None` out.

>>> refused(lambda: whole(Thing(), []))
False
>>> refused(lambda: whole(None, []))
"Argument 'thing' has incorrect type (expected annotated_c.Thing, got NoneType)"
>>> refused(lambda: whole(Thing(), None))
"Argument 'items' has incorrect type (expected list, got NoneType)"
>>> refused(lambda: whole(Thing(), [], None, None))
False
>>> refused(lambda: Thing().method(None))
"Argument 'other' has incorrect type (expected annotated_c.Thing, got NoneType)"
>>> refused(call_whole), refused(call_inner)
("cannot pass None into a C function argument that is declared 'not None'", "cannot pass None into a C function argument that is declared 'not None'")
>>> refused(call_written)
False
"""


cdef class Thing:
    cpdef method(self, other: Thing):
        return other is None


cpdef whole(thing: Thing, items: list, default: Thing = None, either: Thing | None = None):
    return thing is None

cdef inner(thing: Thing):
    return thing is None

# The same C type, but this one takes `None`.
cdef written(Thing thing):
    return thing is None

def call_whole():
    cdef object nothing = None
    return whole(nothing, [])

def call_inner():
    cdef object nothing = None
    return inner(nothing)

def call_written():
    cdef object nothing = None
    written(nothing)
    return False

def refused(f):
    try:
        f()
    except TypeError as e:
        return str(e)
    return False

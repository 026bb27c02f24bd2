"""Pointers into objects that nothing holds."""
cdef class Label:
    cdef char *text
    cdef object owner

    def __init__(self, s):
        self.owner = s.encode()
        self.text = self.owner
        self.text = s.encode()              # error: [dangling-pointer] unsafe C derivative

cdef first(data, bytes b, list parts):
    cdef const char *p = b
    p = parts[0]
    p = data.name
    p = data + b'x'                         # error: [dangling-pointer] unsafe C derivative
    p = b[1:]                               # error: [dangling-pointer] unsafe C derivative
    p = b if data else b + b'1'             # error: [dangling-pointer] unsafe C derivative
    cdef void *o = <void *>data
    o = <void *>(data + 1)                  # error: [dangling-pointer] Casting temporary # error: [dangling-pointer] unsafe C derivative
    return p[0]

text = b'abc'
cdef bytes held = b'abc'
cdef char *kept

def sliced(x, bytes b):
    global kept
    cdef char *p = held
    p = x[1:2]              # error: [dangling-pointer] Storing unsafe C derivative of temporary Python reference
    p = b[1:]               # error: [dangling-pointer] Storing unsafe C derivative of temporary Python reference
    kept = text             # warning: [dangling-pointer] points into the object of a Python variable of the module
    p = b
    return p

def from_the_end():
    cdef int[4] four = [1, 2, 3, 4]
    print(four[1:3], four[:0])
    return four[-2:]        # error: [invalid-operation] bounds of a slice of C memory do not count from its end

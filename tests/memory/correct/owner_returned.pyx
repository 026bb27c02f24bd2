"""A pointer is stored with the caller, who also gets the object that it points into."""

cdef struct Text:
    const char* start
    Py_ssize_t length

cdef bytes encode(str text, Text* into):
    cdef bytes data = text.encode()
    into.start = data
    into.length = len(data)
    return data

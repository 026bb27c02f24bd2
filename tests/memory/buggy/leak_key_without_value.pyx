from libc.stdlib cimport malloc, free
from libc.string cimport strdup

def parse_pairs(bytes line):
    cdef char *key = strdup(line)   # expect: leak
    cdef char *value
    if key == NULL:
        raise MemoryError()
    value = strdup(line)
    if value == NULL:
        raise MemoryError()
    res = (key[0], value[0])
    free(value)
    free(key)
    return res

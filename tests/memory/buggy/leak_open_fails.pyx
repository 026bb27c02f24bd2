from libc.stdlib cimport malloc, free
def run(path):
    cdef char *line = <char *>malloc(256)     # expect: leak
    if not line:
        raise MemoryError()
    try:
        f = open(path)
    except OSError:
        return None
    try:
        line[0] = len(f.readline())
        return line[0]
    finally:
        free(line)

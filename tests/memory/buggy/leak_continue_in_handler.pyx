from libc.stdlib cimport malloc, free

def search(list rows, int needle):
    cdef int *row
    cdef int i, n
    for r in rows:
        n = len(r)
        row = <int *>malloc(n * sizeof(int))  # expect: leak
        if row == NULL:
            raise MemoryError()
        try:
            for i in range(n):
                row[i] = r[i]
        except TypeError:
            continue
        for i in range(n):
            if row[i] == needle:
                free(row)
                return True
        free(row)
    return False

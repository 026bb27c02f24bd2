from libc.string cimport strdup
from libc.stdlib cimport free

cdef char* last_name = NULL

def choose(bytes name, bint keep):
    cdef char* mine = strdup(name)  # expect: leak
    if mine == NULL:
        raise MemoryError()
    if mine[0] == c'#':
        return False
    if keep:
        global last_name
        free(last_name)
        last_name = mine
    else:
        free(mine)
    return True

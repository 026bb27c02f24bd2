from libc.string cimport strcpy, strcat
def run():
    cdef char buf[8]
    strcpy(buf, "abcd")
    strcat(buf, "efgh")      # expect: out-of-bounds
    return buf[0]

def ranges(int n):
    cdef int i, s = 0
    for i in range(n):
        s += i
    for i in range(n, 0, -2):
        s -= i
    return s

def objects(list l, dict d, str s, o):
    for x in l:
        pass
    for k, v in d.items():
        pass
    for c in s:
        pass
    for i, x in enumerate(o):
        pass

cdef struct Item:
    const char* key
    int n
def go(names):
    cdef Item items[10]
    cdef int i = 0
    cdef list keep = []
    for name in names:
        if i >= 10:
            break
        data = name.encode()
        keep.append(data)
        items[i].key = data
        items[i].n = i
        i += 1
    for j in range(i):
        print(items[j].key)

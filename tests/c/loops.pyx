cdef int counted(int n) noexcept:
    cdef int i, total = 0
    for i in range(n):
        total += i
    for i in range(n, 0, -2):
        total -= i
    for i from 0 <= i < n by 3:
        total += i
    return total

cdef int grid(int *a, int n) noexcept:
    cdef int i, j, total = 0
    for i in range(n):
        for j in range(n):
            if a[i * n + j] < 0:
                continue
            if a[i * n + j] == 0:
                break
            total += a[i * n + j]
    return total

cdef int conditional(int n) noexcept:
    while n > 10:
        n = n // 2
    while True:
        n += 1
        if n > 100:
            break
        if n > 50:
            n += 2
            continue
        n *= 2
    return n

cdef int searched(int *a, int n, int x) noexcept:
    cdef int i
    for i in range(n):
        if a[i] == x:
            break
    else:
        return -1
    return i

cdef int found(int *a, int n, int x) noexcept:
    cdef int i, place
    for i in range(n):
        if a[i] == x:
            place = i
            break
    else:
        place = n
    return place

cdef int both(int *a, int n) noexcept:
    cdef int i = 0
    while i < n and a[i] != 0:
        i += 1
    return i

def over_objects(items, dict table):
    total = 0
    for x in items:
        if x is None:
            continue
        total += x
    for k, v in table.items():
        if k == v:
            break
    return total, [y for y in items if y]

cdef int steps(int n, int *a) noexcept:
    cdef int i, total = 0
    for i in range(n):
        if a[i] > 0:
            total += a[i]
            total *= 2
        elif a[i] < 0:
            total -= 1
        else:
            break
    if (total > 3
            and a[0] > 2):
        total = 1
    else:
        total = 2
    return total

def called(f, x):
    y = f(f(x))
    while x:
        x = f(x)
        y = x + 1
    return y

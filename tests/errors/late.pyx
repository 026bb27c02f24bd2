def late(n):
    total += n          # error: [unassigned] 'total'
    cdef object total = 0   # error: [declared-late] the C variable 'total'
    squares = [i * i for i in range(n)]
    cdef int i = 3;     # warning: [trailing-semicolon]
    return total, squares, i;   # warning: [trailing-semicolon]

def after(n):
    del n
    return n            # error: [unassigned] 'n'

module_level = 1
cdef int module_level   # error: [declared-late]

def matched(value):
    match value:
        case x if x > 1:
            pass
        case y if x:
            pass
    return y

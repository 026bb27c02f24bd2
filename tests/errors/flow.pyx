# cython: warn.maybe_uninitialized=True
"""What the flow of control tells: reads before any assignment, and statements that are never reached."""

def before(xs):
    print(total)            # error: [unassigned] local variable 'total' referenced before assignment
    total = 0
    for x in xs:
        total += x
    print(x)                # warning: [unassigned] local variable 'x' might be referenced before assignment
    return total

def on_some_paths(c):
    if c:
        a = 1
    elif c is None:
        a = 2
    print(a)                # warning: [unassigned] local variable 'a' might be referenced before assignment
    del c
    return c                # error: [unassigned] local variable 'c' referenced before assignment

def tried(d):
    try:
        value = d['key']
    except KeyError:
        print(value)        # warning: [unassigned] might be referenced
        value = None
    else:
        other = 1
    finally:
        print(other)        # warning: [unassigned] might be referenced
    return value

def set_on_all_paths(d):
    try:
        value = d['key']
    except KeyError:
        value = None
    while True:
        last = d
        if d:
            break
    cdef int n
    cdef int *p = &n
    p[0] = 1
    return value, last, n

def dead(c):
    while True:
        if c:
            return 1
        else:
            continue
        print('here')       # warning: [unreachable-code]
    print('there')          # warning: [unreachable-code]

def also_dead():
    try:
        raise ValueError
    except ValueError:
        return
    else:
        print('never')      # warning: [unreachable-code]

def f(int n, object o=None, *rest, list l not None, **kw):
    return n

cdef int opt(int a, int b=2, double c=3.5):
    return a + b

def call_opt():
    return opt(1) + opt(1, 2)

"""Functions: arguments of every kind and their errors, closures, C functions, fused functions."""

cimport cython

ctypedef fused number:
    int
    double
    object


def plain(a, b=None, *, c=1, d=None):
    return a, b, c, d


def starred(a, *args, b=2, **kwargs):
    return a, args, b, kwargs


def only(a, /, b):
    return a, b


def typed(int a, double b=1.5, str c=None, list d not None=[]):
    return a, b, c, d


def one(a):
    return a


def none():
    return None


def reassigned(a, b=None, *args, **kwargs):
    a = [a, b]
    b = args
    args = (kwargs, a)
    kwargs = None
    return a, b, args


def deleted(a, *args, **kwargs):
    del a, args
    del kwargs


cdef object c_object(object x, list l=None):
    return [x, l]


cdef int c_int(object x) except -1:
    if x is None:
        raise ValueError(x)
    return 3


cdef int c_check(object x) except? -1:
    if x is None:
        raise ValueError(x)
    return -1


cdef void c_void(object x) except *:
    if x is None:
        raise ValueError([x])


cdef double c_noexcept(object x) noexcept:
    y = [x]
    return 1.5


cpdef object cp(object x, int n=2):
    return x, n


cpdef cp_fails(x):
    y = [x]
    raise ValueError(y)


def fused(number x):
    if number is object:
        return [x]
    else:
        return x


cdef number c_fused(number x):
    return x


def fused_list(list l, number x):
    l.append(x)
    return l


def t_good_calls(s):
    d = {'c': s}
    return (plain(s), plain(s, s, c=s), plain(a=s, b=s), plain(s, **d), plain(*[s], **d), starred(s), starred(s, s, b=s),
            starred(s, *[s], x=s, **d), only(s, s), only(s, b=s), typed(1), typed(1, 2, 'a', [s]), typed(a=1, d=[s]),
            one(s), none(), reassigned(s), reassigned(s, s, s, x=s), deleted(s, s, x=s))


def t_bad_calls(s):
    call = [plain, starred, only, typed, one, none, reassigned]
    for f in call:
        for args in ((), (s,) * 9, ('x', 'y', 'z', 's'), (1, 2, 'a', None), (1, s), (1, 2, s)):
            for kwargs in ({}, {'a': s}, {'zz': s}, {'b': s, 'c': s}, {s: s}):
                try:
                    f(*args, **kwargs)
                except TypeError:
                    pass


def t_argument_types(s):
    for args in ((s,), (1, s), (1, 2, s), (1, 2, 'a', s), (1, 2, 'a', None), (10 ** 30,), (1.5,)):
        try:
            typed(*args)
        except (TypeError, OverflowError):
            pass


def t_closures(s):
    x = [s]
    def inner(y=s):
        nonlocal x
        x = [x[0], y]
        def deeper():
            return x, y, s
        return deeper
    def counter():
        n = 0
        def step():
            nonlocal n
            n += 1
            return n
        return step
    step = counter()
    return inner()(), inner([s])(), step() + step()


def t_closure_fails(s):
    def inner():
        return late
    try:
        inner()
    except NameError:
        pass
    late = s
    del late
    try:
        inner()
    except NameError:
        pass


def t_recursion(s):
    def go(n):
        return [s] if n == 0 else go(n - 1) + [s]
    return go(5)


def t_cyclic_closure(s):
    def me():
        return me, s
    return me()[1]


def t_c_functions(s):
    c_object(s)
    c_object(s, [s])
    c_int(s)
    c_check(s)
    c_void(s)
    c_noexcept(s)
    return c_object(c_object(s)), c_int([s]) + c_check(s)


def t_c_function_fails(s):
    x = [s]
    try:
        c_object(c_int(None), x)
    except ValueError:
        pass
    try:
        c_check(None)
    except ValueError:
        pass
    try:
        c_void(None)
    except ValueError:
        pass
    return x


def t_cpdef(s):
    try:
        cp_fails(s)
    except ValueError:
        pass
    try:
        cp(s, s)
    except TypeError:
        pass
    return cp(s), cp(s, 3), cp


def t_fused(s):
    for wrong in ((), (s, s)):
        try:
            fused(*wrong)
        except TypeError:
            pass
    return fused(1), fused(1.5), fused(s), fused[int](2), fused_list([], s), fused_list([], 2), c_fused[object](s)


def t_function_pointer(s):
    cdef object (*f)(object, list)
    f = c_object_plain
    return f(s, [s])


cdef object c_object_plain(object x, list l):
    return x, l


def t_function_attributes(s):
    def f(a=[s], *, b=(s, s)):
        """Doc."""
    f.x = s
    f.__name__ = 'g'
    f.__doc__ = 'other'
    f.__defaults__ = (s,)
    f.__kwdefaults__ = {'b': s}
    return f.__dict__, f.__closure__, f.__code__.co_name, f.__qualname__, f.__module__, f.__annotations__


def t_bound(s):
    class A:
        def m(self, x):
            return self, x
        @classmethod
        def c(cls, x):
            return cls, x
        @staticmethod
        def t(x):
            return x
    a = A()
    m = a.m
    return m(s)[1], A.c(s)[1], a.c(s)[1], A.t(s), a.t(s), A.m(a, s)[1]


def t_defaults(s):
    def f(a, b=[s], c={1: s}, d=f'{s}'):
        return a, b, c, d
    return f(s), f(1, 2), f(1, d=2)


def unraised(s):
    pass


def e_argument(s):
    typed(s)


def e_deep(s):
    def a(x):
        y = [x, s]
        return b(y)
    def b(x):
        z = (x,)
        raise ValueError(z)
    a([s])

"""Extension classes: making, attributes, properties, special methods, overriding, destruction; and Python classes."""

cimport cython


cdef class Base:
    cdef public object a
    cdef readonly list l
    cdef public int n
    cdef object hidden
    cdef dict __dict__
    cdef object __weakref__

    def __cinit__(self, a=None, *args, **kwargs):
        self.a = a
        self.hidden = [a, args]

    def __init__(self, a=None, fail=False):
        self.l = [a]
        if fail:
            raise ValueError(a)

    def __dealloc__(self):
        self.n = len(self.l or ())

    cpdef object over(self, object x):
        return x, self.a

    cdef object virtual(self, object x):
        return [x, self.a]

    def call(self, x):
        return self.over(x), self.virtual(x)

    @property
    def prop(self):
        return self.hidden

    @prop.setter
    def prop(self, value):
        self.hidden = value

    @prop.deleter
    def prop(self):
        self.hidden = None

    @staticmethod
    def static(x):
        return x

    @classmethod
    def cls(cls, x):
        return cls(x)


cdef class Derived(Base):
    cdef object more

    def __init__(self, a=None, fail=False):
        super().__init__(a, fail)
        self.more = (a, a)

    cpdef object over(self, object x):
        return Base.over(self, x), self.more

    cdef object virtual(self, object x):
        return Base.virtual(self, x)


class Python(Base):
    def over(self, x):
        return 'python', x, super().over(x)


cdef class Failing:
    cdef object a

    def __cinit__(self, a):
        self.a = a
        raise ValueError(a)


@cython.freelist(4)
cdef class Reused:
    cdef object a

    def __init__(self, a):
        self.a = a


@cython.final
cdef class Number:
    cdef object v

    def __init__(self, v):
        self.v = v

    def __add__(self, other):
        return Number((self, other))

    def __radd__(self, other):
        return [self, other]

    def __iadd__(self, other):
        self.v = [other]
        return self

    def __sub__(self, other):
        return NotImplemented

    def __neg__(self):
        return self.v

    def __pow__(self, other, modulo):
        return other, modulo

    def __eq__(self, other):
        return isinstance(other, Number)

    def __lt__(self, other):
        return [other]

    def __hash__(self):
        return hash(self.v)

    def __bool__(self):
        return self.v is not None

    def __int__(self):
        return 10 ** 20

    def __index__(self):
        return 300

    def __float__(self):
        return 2.5

    def __repr__(self):
        return f'Number {self.v!r}'

    def __call__(self, *args, **kwargs):
        return args, kwargs, self.v


cdef class Container:
    cdef list items
    cdef dict extra

    def __init__(self, *items):
        self.items = list(items)
        self.extra = {}

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        return self.items[i]

    def __setitem__(self, i, v):
        self.items[i] = v

    def __delitem__(self, i):
        del self.items[i]

    def __contains__(self, x):
        return x in self.items

    def __iter__(self):
        return iter(self.items)

    def __getattr__(self, name):
        if name == 'missing':
            raise AttributeError(name)
        return [self.items, name]

    def __setattr__(self, name, value):
        self.extra[name] = value

    def __delattr__(self, name):
        del self.extra[name]

    def __enter__(self):
        return self.items

    def __exit__(self, *args):
        return True


cdef class Iterator:
    cdef object s
    cdef int n

    def __init__(self, s):
        self.s = s

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration
        return self.s


cdef class Descriptor:
    def __get__(self, instance, owner):
        return [instance, owner]

    def __set__(self, instance, value):
        instance.__dict__['d'] = value

    def __delete__(self, instance):
        del instance.__dict__['d']


cdef class Buffered:
    cdef char data[8]
    cdef object owner

    def __init__(self, owner):
        self.owner = owner

    def __getbuffer__(self, Py_buffer *view, int flags):
        view.buf = self.data
        view.obj = self
        view.len = 8
        view.readonly = 0
        view.format = NULL
        view.ndim = 1
        view.itemsize = 1
        view.shape = NULL
        view.strides = NULL
        view.suboffsets = NULL
        view.internal = NULL

    def __releasebuffer__(self, Py_buffer *view):
        pass


cdef class Finalized:
    cdef object s

    def __init__(self, s):
        self.s = s

    def __del__(self):
        self.s = [self.s]


cdef class Listed(list):
    cdef object s

    def __init__(self, s):
        super().__init__([s, s])
        self.s = s


cdef class Error(Exception):
    cdef object s

    def __init__(self, s):
        super().__init__(s)
        self.s = s


cdef class Constant:
    shared = [1, 2]
    NAME = 'x'
    both = [shared, NAME]


def t_make(s):
    Base()
    Base(s)
    Derived(s)
    Python(s)
    Reused(s)
    Reused([s])
    for cls in (Base, Derived, Python):
        try:
            cls(s, fail=True)
        except ValueError:
            pass
        try:
            cls(s, nothing=s)
        except TypeError:
            pass
    try:
        Failing(s)
    except ValueError:
        pass
    return Base.__new__(Base), Derived.__new__(Derived, s), Listed(s), Constant.both


def t_attributes(s):
    cdef Base b = Base(s)
    cdef Derived d = Derived(s)
    b.a = [s]
    b.a = d
    d.a = s
    b.hidden = d.more
    b.prop = s
    cdef object o = b
    o.a = s
    o.prop = [o.prop]
    del o.prop
    o.n = 5
    o.free = s
    try:
        o.l = s
    except AttributeError:
        pass
    try:
        o.n = s
    except TypeError:
        pass
    try:
        o.missing
    except AttributeError:
        pass
    del o.a
    return o.a, b.a, o.n, o.l, o.prop, d.hidden, o.free, o.__dict__


@cython.nonecheck(True)
def t_none_attributes(s):
    cdef Base b = None
    try:
        b.a
    except AttributeError:
        pass
    try:
        b.virtual(s)
    except AttributeError:
        pass
    try:
        b = s
    except TypeError:
        pass
    try:
        b = <Base?> s
    except TypeError:
        pass


def t_methods(s):
    cdef Base b
    out = []
    for cls in (Base, Derived, Python):
        b = cls(s)
        out.append((b.call(s), b.over(s), b.virtual(s), b.static(s), b.cls(s).a, cls.over(b, s)))
    try:
        Base.over(s, s)
    except TypeError:
        pass
    return out


def t_numbers(s):
    n = Number(s)
    m = Number(n)
    m += s
    out = [n + s, s + n, -n, n ** s, pow(n, 2, 3), n == n, n != s, n < s, hash(n), bool(n), int(n), float(n), repr(n)]
    out += [n(s), n(s, x=s), [0, 1][:n], hex(n)]
    for f in (lambda: n - s, lambda: n * s, lambda: s - n, lambda: n <= s, lambda: n > 1):
        try:
            f()
        except TypeError:
            pass
    return out


def t_containers(s):
    c = Container(s, s, [s])
    c[0] = [s]
    del c[0]
    c.attribute = s
    x = c.anything
    del c.attribute
    for bad in (99, s):
        try:
            c[bad]
        except (IndexError, TypeError):
            pass
    try:
        c.missing
    except AttributeError:
        pass
    try:
        del c.never
    except KeyError:
        pass
    with c as items:
        raise ValueError(s)
    return len(c), c[0], s in c, list(c), [y for y in c], items, x


def t_iterators(s):
    out = list(Iterator(s)) + [x for x in Iterator(s)]
    it = Iterator(s)
    next(it)
    for x in it:
        out.append(x)
    a, b, c = Iterator(s)
    return out, a, b, c


def t_descriptors(s):
    class Owner:
        d = Descriptor()
    o = Owner()
    o.d = s
    x = o.d, Owner.d
    del o.d
    return x


def t_buffers(s):
    b = Buffered(s)
    m = memoryview(b)
    x = bytes(m)
    m.release()
    return x, bytearray(b)


def t_finalizers(s):
    Finalized(s)
    x = Finalized([s])
    del x


def t_errors(s):
    try:
        raise Error(s)
    except Error as e:
        return e.args


def t_cycles(s):
    b = Base(s)
    b.a = b
    d = Derived(b)
    b.hidden_loop = d
    d.a = [d, b]


def t_weak(s):
    import weakref
    b = Base(s)
    r = weakref.ref(b)
    b = None
    return r()


def t_pickle(s):
    import copy
    return copy.copy(Reused([1])), copy.copy(Number(3))


def t_python_classes(s):
    class Meta(type):
        def __new__(mcls, name, bases, ns, **kw):
            return super().__new__(mcls, name, bases, ns)
        def __init__(cls, name, bases, ns, **kw):
            pass

    class A(Base, metaclass=Meta, key=s):
        x: int = 3
        def __init_subclass__(cls, **kw):
            cls.kw = kw
        def get(self):
            return __class__, self.a

    class B(A, other=s):
        def get(self):
            return super().get()
    return B(s).get()[1], B.kw


def e_constructor(s):
    Derived(s, True)


def e_cinit(s):
    Failing([s])

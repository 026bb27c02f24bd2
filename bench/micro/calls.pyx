"""Calls, one kind a function: each calls something `count` times and answers a sum."""


def nothing():
    return 1


def three(a, b, c):
    return a


def defaults(a, b=2, *, c=3):
    return b


def many(*args, **kwargs):
    return len(args) + len(kwargs)


def typed(int a, double b):
    return a


cdef int c_function(int a, int b):
    return a + b


cdef object c_object_function(a, b):
    return a


cpdef int both(int a):
    return a + 1


cdef class Counter:
    cdef public int number
    cdef readonly object label
    cdef int hidden

    def __init__(self):
        self.number = 1
        self.label = "x"
        self.hidden = 2

    def method(self):
        return 1

    def method_with(self, a, b):
        return a

    cpdef int virtual(self, int a):
        return a

    cdef int direct(self, int a):
        return a

    @property
    def twice(self):
        return self.hidden * 2

    def __len__(self):
        return 3

    def __getitem__(self, index):
        return index

    def __add__(self, other):
        return 5


class Plain:
    def __init__(self):
        self.value = 1

    def method(self):
        return 1


def call_def(int count):
    cdef int i, total = 0
    for i in range(count):
        total += nothing()
    return total


def call_def_positional(int count):
    cdef int i, total = 0
    for i in range(count):
        total += three(1, 2, 3)
    return total


def call_def_keywords(int count):
    cdef int i, total = 0
    for i in range(count):
        total += three(1, c=2, b=3)
    return total


def call_def_defaults(int count):
    cdef int i, total = 0
    for i in range(count):
        total += defaults(1, c=5)
    return total


def call_def_star(int count):
    cdef int i, total = 0
    args = (1, 2)
    for i in range(count):
        total += many(*args, x=3)
    return total


def call_def_typed(int count):
    cdef int i, total = 0
    for i in range(count):
        total += typed(1, 2.5)
    return total


def call_cdef(int count):
    cdef int i, total = 0
    for i in range(count):
        total += c_function(i & 3, 1)
    return total


def call_cdef_object(int count):
    cdef int i
    last = None
    for i in range(count):
        last = c_object_function(last, 1)
    return last


def call_cpdef(int count):
    cdef int i, total = 0
    for i in range(count):
        total = both(total) & 1023
    return total


def call_method(int count):
    cdef int i, total = 0
    thing = Counter()
    for i in range(count):
        total += thing.method()
    return total


def call_untyped_method(int count):
    cdef int i, total = 0
    cdef object thing = Counter()
    for i in range(count):
        total += thing.method_with(1, 2)
    return total


def call_cpdef_method(int count):
    cdef int i, total = 0
    cdef Counter thing = Counter()
    for i in range(count):
        total += thing.virtual(1)
    return total


def call_cdef_method(int count):
    cdef int i, total = 0
    cdef Counter thing = Counter()
    for i in range(count):
        total += thing.direct(i & 1)
    return total


def call_plain_method(int count):
    cdef int i, total = 0
    thing = Plain()
    for i in range(count):
        total += thing.method()
    return total


def make_extension_object(int count):
    cdef int i
    cdef Counter thing
    for i in range(count):
        thing = Counter()
    return thing.number


def make_plain_object(int count):
    cdef int i
    for i in range(count):
        thing = Plain()
    return thing.value


def call_builtin(int count):
    cdef int i, total = 0
    values = [1, 2, 3]
    cdef object text = "abc"
    for i in range(count):
        total += len(values) + len(text)
    return total


def attribute_public(int count):
    cdef int i, total = 0
    cdef object thing = Counter()
    for i in range(count):
        total += thing.number
    return total


def attribute_property(int count):
    cdef int i, total = 0
    cdef object thing = Counter()
    for i in range(count):
        total += thing.twice
    return total


def special_methods(int count):
    cdef int i, total = 0
    cdef object thing = Counter()
    for i in range(count):
        total += len(thing) + thing[1] + (thing + 1)
    return total


def call_closure(int count):
    cdef int i, total = 0
    step = count & 1

    def inner(a):
        return a + step

    for i in range(count):
        total += inner(1)
    return total

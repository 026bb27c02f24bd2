"""
Attributes and methods by name: whatever happens to classes and instances between two accesses of one place.

>>> shadowed_method()
['class', 'instance', 'class']
>>> changed_class()
['a', 'b', 7, 'a']
>>> changed_base()
[1, 2, 'property', 3]
>>> other_class()
['A x', 'B x', 'A x']
>>> instance_dict()
[1, 2, 3, 'gone', 4, ['x', 'y', 'z']]
>>> many_names()
[0, 39, 40, 'gone']
>>> slots()
(1, 'unset', 2, 'unset', 'read-only')
>>> hooks()
['hook q', 1, 'set x', 'all p', 'none y']
>>> data_descriptor()
['descriptor', 'descriptor', 'value']
>>> class_values()
[10, 5, 10, 20]
>>> order_of_names()
(['b', 'a', 'c'], ['a', 'b', 'c'])
>>> subclass_of_builtin()
(3, [1, 2], 'own', 5)
>>> made_instances()
['init 1 2', 'new 3', 'meta 4', 'no init', 'added 6', 'base 7']
>>> init_result()
Traceback (most recent call last):
TypeError: __init__() should return None, not 'int'
>>> too_many()
Traceback (most recent call last):
TypeError: NoInit() takes no arguments
>>> init_error()
Traceback (most recent call last):
ZeroDivisionError: integer division or modulo by zero
>>> abstract()
'abstract'
>>> deep_construction()
'too deep'
>>> released()
['released', 'replaced']
>>> read(None, 1)
Traceback (most recent call last):
AttributeError: 'NoneType' object has no attribute 'x'
>>> delete_and_set()
['gone', 2, ['y', 'x']]
"""

import abc


def get_x(o):
    return o.x


def set_x(o, value):
    o.x = value


def call_f(o):
    return o.f()


def read(o, value):
    return get_x(o)


class Method:
    def f(self):
        return 'class'


def shadowed_method():
    m = Method()
    found = [call_f(m)]
    m.f = lambda: 'instance'
    found.append(call_f(m))
    del m.f
    found.append(call_f(m))
    return found


def changed_class():
    class C:
        def f(self):
            return 'a'
    c, first = C(), C.f
    found = [call_f(c)]
    C.f = lambda self: 'b'
    found.append(call_f(c))
    C.f = staticmethod(lambda: 7)
    found.append(call_f(c))
    C.f = first
    found.append(call_f(c))
    return found


def changed_base():
    class Base:
        x = 1

    class C(Base):
        pass
    c = C()
    found = [get_x(c)]
    Base.x = 2
    found.append(get_x(c))
    C.x = property(lambda self: 'property')
    found.append(get_x(c))
    del C.x
    set_x(c, 3)
    found.append(get_x(c))
    return found


def other_class():
    class A:
        x = 'A x'

    class B:
        x = 'B x'
    o = A()
    found = [get_x(o)]
    o.__class__ = B
    found.append(get_x(o))
    o.__class__ = A
    found.append(get_x(o))
    return found


class Plain:
    pass


def instance_dict():
    o = Plain()
    set_x(o, 1)
    found = [get_x(o)]
    set_x(o, 2)
    found.append(get_x(o))
    names = o.__dict__
    names['x'] = 3
    found.append(get_x(o))
    del names['x']
    try:
        get_x(o)
    except AttributeError:
        found.append('gone')
    set_x(o, 4)
    found.append(o.__dict__['x'])
    o.y = o.z = 0
    found.append(list(o.__dict__))
    return found


def many_names():
    class Many:
        pass
    o, p = Many(), Many()
    for i in range(40):
        setattr(o, 'n%d' % i, i)
    found = [o.n0, o.n39]
    set_x(o, 40)
    found.append(get_x(o))
    try:
        get_x(p)
    except AttributeError:
        found.append('gone')
    return found


class Slots:
    __slots__ = ('x', 'y')


class SubSlots(Slots):
    __slots__ = ('z',)

    @property
    def f(self):
        return 1


def slots():
    o = SubSlots()
    set_x(o, 1)
    first = get_x(o)
    try:
        o.y
        unset = 'set'
    except AttributeError:
        unset = 'unset'
    set_x(o, 2)
    second = get_x(o)
    del o.x
    try:
        get_x(o)
        again = 'set'
    except AttributeError:
        again = 'unset'
    try:
        o.f = 5
        last = 'set'
    except AttributeError:
        last = 'read-only'
    return first, unset, second, again, last


class Hook:
    def __getattr__(self, name):
        return 'hook ' + name


class SetHook:
    def __setattr__(self, name, value):
        self.__dict__['log'] = 'set ' + name


class AllHook:
    p = 1

    def __getattribute__(self, name):
        return 'all ' + name


def hooks():
    found = []
    h = Hook()
    found.append(h.q)
    h.q = 1
    found.append(h.q)
    s = SetHook()
    set_x(s, 1)
    found.append(s.log)
    found.append(AllHook().p)
    n = Plain()
    try:
        n.y
    except AttributeError as error:
        found.append('none y' if 'y' in str(error) else '')
    return found


class Descriptor:
    def __get__(self, o, t):
        return 'descriptor'


class DataDescriptor(Descriptor):
    def __set__(self, o, value):
        pass


def data_descriptor():
    class A:
        x = DataDescriptor()

    class B:
        x = Descriptor()
    a, b = A(), B()
    set_x(a, 1)
    a.__dict__['x'] = 2
    found = [get_x(a), get_x(b)]
    set_x(b, 'value')
    found.append(get_x(b))
    return found


def class_values():
    class A:
        x = 10
    a, b = A(), A()
    found = [get_x(a)]
    set_x(a, 5)
    found.append(get_x(a))
    found.append(get_x(b))
    A.x = 20
    found.append(get_x(b))
    return found


def order_of_names():
    class A:
        pass
    first, second = A(), A()
    first.b = 1
    first.a = 2
    first.c = 3
    second.a = 1
    second.b = 2
    second.c = 3
    return list(first.__dict__), list(second.__dict__)


class List(list):
    def f(self):
        return 'own'


class Int(int):
    pass


def subclass_of_builtin():
    values = List()
    values.append(1)
    values.append(2)
    set_x(values, 3)
    number = Int(4)
    set_x(number, 5)
    return get_x(values), list(values), call_f(values), get_x(number)


class Init:
    def __init__(self, a, b=2):
        self.text = 'init %d %d' % (a, b)


class New:
    def __new__(cls, a):
        o = object.__new__(cls)
        o.text = 'new %d' % a
        return o


class Meta(type):
    def __call__(cls, a):
        return 'meta %d' % a


class Made(metaclass=Meta):
    def __init__(self):
        raise ValueError


class NoInit:
    text = 'no init'


class Derived(Init):
    pass


def make(cls, *args):
    if len(args) == 1:
        return cls(args[0])
    return cls()


def made_instances():
    found = []
    for i in range(2):
        found = [make(Init, 1).text, make(New, 3).text, make(Made, 4), make(NoInit).text]

    class Late:
        pass
    make(Late)
    Late.__init__ = lambda self, a: setattr(self, 'text', 'added %d' % a)
    found.append(make(Late, 6).text)
    make(Derived, 1)
    Derived.__init__ = lambda self, a: setattr(self, 'text', 'base %d' % a)
    found.append(make(Derived, 7).text)
    del Derived.__init__
    return found


def init_result():
    class Bad:
        def __init__(self):
            return 1
    Bad()


def too_many():
    NoInit(1)


class Failing:
    def __init__(self, a):
        self.value = a // 0


def init_error():
    Failing(1)


class Abstract(metaclass=abc.ABCMeta):
    def __init__(self):
        pass

    @abc.abstractmethod
    def f(self):
        pass


class AbstractInit:
    def __init__(self):
        pass

    __abstractmethods__ = ()


def abstract():
    make(AbstractInit)
    AbstractInit.__abstractmethods__ = ('f',)
    try:
        make(AbstractInit)
    except TypeError:
        AbstractInit.__abstractmethods__ = ()
    else:
        return 'made'
    try:
        Abstract()
    except TypeError:
        return 'abstract'


class Endless:
    def __init__(self):
        self.next = Endless()


def deep_construction():
    try:
        Endless()
    except RecursionError:
        return 'too deep'


class Watched:
    log = []

    def __init__(self, text):
        self.text = text

    def __del__(self):
        self.log.append(self.text)


def released():
    Watched.log.clear()
    o = Plain()
    o.w = Watched('replaced')
    make(Watched, 'released')
    o.w = None
    return list(Watched.log)


def delete_and_set():
    o = Plain()
    o.x = 1
    o.y = 1
    del o.x
    found = []
    try:
        get_x(o)
    except AttributeError:
        found.append('gone')
    set_x(o, 2)
    found.append(get_x(o))
    found.append([n for n in o.__dict__ if n != 'w'])
    return found

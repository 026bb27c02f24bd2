"""Special methods of extension classes: slots that several methods share, docstrings, and what subclasses inherit."""
cimport cython
from cpython.object cimport PyObject
import functools


cdef extern from *:
    """
    static int has_slots(PyObject *type, int which)
    {
        PyTypeObject *t = (PyTypeObject *)type;
        if (which == 0)
            return (t->tp_as_mapping && t->tp_as_mapping->mp_ass_subscript) * 2 +
                (t->tp_as_sequence && t->tp_as_sequence->sq_ass_item);
        if (which == 1)
            return (t->tp_as_mapping && t->tp_as_mapping->mp_subscript) * 2 +
                (t->tp_as_sequence && t->tp_as_sequence->sq_item);
        return (t->tp_flags & Py_TPFLAGS_HAVE_VERSION_TAG) != 0;
    }
    """
    int has_slots(object type, int which)


def slots(type, which):
    return has_slots(type, which)


cdef class Documented:
    """
    >>> Documented.__init__.__doc__, Documented.__len__.__doc__
    ('how it begins', 'how long it is')
    >>> Documented.__add__.__doc__, Documented.__getattr__.__doc__
    ('the sum', 'any attribute')
    >>> Documented().other
    'other'
    """
    def __init__(self):
        "how it begins"
    def __len__(self):
        "how long it is"
        return 0
    def __add__(self, other):
        "the sum"
    def __getattr__(self, name):
        "any attribute"
        return name


cdef class Inherits(Documented):
    """
    >>> Inherits.__init__.__doc__, Inherits.__len__.__doc__
    ('how it begins', 'shorter')
    """
    def __len__(self):
        "shorter"
        return 0


cdef class Both:
    """
    The halves of an operation are methods of their own.

    >>> b = Both()
    >>> b + b, b.__add__(b), b.__radd__(b), 1 + b
    ('add', 'add', 'radd', 'radd')
    """
    def __add__(self, other):
        return "add"
    def __radd__(self, other):
        return "radd"


@cython.c_api_binop_methods(True)
cdef class AsTheyCome:
    """
    >>> 2 + AsTheyCome(), AsTheyCome() + 2
    ((2, True), (False, 2))
    """
    def __add__(self, other):
        return (self, True) if isinstance(other, AsTheyCome) else (False, other)


cdef class TwoOperands:
    """
    >>> TwoOperands() ** 2, 2 ** TwoOperands()
    ('pow', 'rpow')
    >>> pow(TwoOperands(), 2, 3)
    Traceback (most recent call last):
    TypeError: special_methods.TwoOperands.__pow__() takes 3 arguments but 2 were given
    """
    def __pow__(self, other):
        return "pow"
    def __rpow__(self, other):
        return "rpow"


cdef class Stores:
    """
    >>> slots(Stores, 0), slots(OnlySequence, 0), slots(OnlySequence, 1), slots(SequenceOfObjects, 0)
    (3, 1, 1, 3)
    >>> s = OnlySequence(); s[2] = 3; s[4]
    2 3
    4
    >>> del s[1]
    Traceback (most recent call last):
    NotImplementedError: Subscript deletion not supported by special_methods.OnlySequence
    """
    def __setitem__(self, i, v):
        print(i, v)


@cython.collection_type("sequence")
cdef class OnlySequence:
    def __setitem__(self, Py_ssize_t i, v):
        print(i, v)
    def __getitem__(self, Py_ssize_t i):
        return i


@cython.collection_type("sequence")
cdef class SequenceOfObjects:
    def __setitem__(self, i, v):
        print(i, v)


@cython.type_version_tag(False)
cdef class Untagged:
    """
    >>> slots(Untagged, 2), slots(Stores, 2)
    (0, 1)
    """


cdef class Numbers:
    """
    `__int__` goes before `__long__`.

    >>> int(Numbers())
    1
    """
    def __int__(self):
        return 1
    def __long__(self):
        return 2


@functools.total_ordering
cdef class Orders:
    """
    >>> Orders(1) < Orders(2), Orders(1) > Orders(1), Orders(1) <= Orders(1), Orders(2) > Orders(1)
    (True, False, True, True)
    """
    cdef public int value
    def __init__(self, value):
        self.value = value
    def __ne__(self, other):
        return self.value != other.value
    def __ge__(self, other):
        return self.value >= other.value


@cython.total_ordering
class Implied:
    """
    The decorator makes an extension class.

    >>> Implied() >= Implied(), type(Implied.__dict__['__eq__']).__name__
    (True, 'wrapper_descriptor')
    """
    def __eq__(self, other):
        return True
    def __lt__(self, other):
        return False



cdef class OddList(list):
    """
    `!=` is what the base says.

    >>> OddList() == [1], OddList() != [1]
    (True, True)
    """
    def __eq__(self, other):
        return True


class Named:
    def __set_name__(self, owner, name):
        self.name = owner.__name__ + "." + name


cdef class Names:
    """
    >>> Names.attribute.name
    'Names.attribute'
    """
    attribute = Named()


cdef class Fallback:
    def __getattr__(self, name):
        return "fallback " + name


cdef class First(Fallback):
    """
    `__getattribute__` is asked first, then the `__getattr__` of the base.

    >>> First().known, First().other
    ('known', 'fallback other')
    """
    def __getattribute__(self, name):
        if name == "known":
            return name
        raise AttributeError(name)


cdef class Second(Fallback):
    """
    A `__getattr__` comes before that of the base, whatever the variable's type; a class below inherits it.

    >>> Second(True).other, Below(False).other
    ('second', 'second')
    >>> through_base()
    'second'
    >>> Second(False).missing
    Traceback (most recent call last):
    AttributeError: missing
    """
    cdef bint finds

    def __cinit__(self, finds):
        self.finds = finds

    def __getattr__(self, name):
        if self.finds or name != "missing":
            return "second"
        raise AttributeError(name)


cdef class Below(Second):
    pass


cdef class Last(First):
    """
    The base's `__getattribute__` is asked first, then the nearest `__getattr__`.

    >>> Last().known, Last().other
    ('known', 'last other')
    """
    def __getattr__(self, name):
        return "last " + name


def through_base():
    cdef Fallback given = Second(True)
    return given.other


cdef class Ordered:
    """
    What is not defined is left to the other operand, equality too.

    >>> o = Ordered()
    >>> o.__eq__(o), o.__ne__(o), o.__gt__(o), o.__lt__(o)
    (NotImplemented, NotImplemented, NotImplemented, True)
    >>> o == o, o != o, o == Ordered()
    (True, False, False)
    """
    def __lt__(self, other):
        return True


cdef class Collecting:
    """
    >>> Collecting.collect()
    Traceback (most recent call last):
    TypeError: unbound method Collecting.collect() needs an argument
    >>> Collecting.plain()
    Traceback (most recent call last):
    TypeError: plain() needs an argument
    """
    def collect(self, *args, **kwargs):
        return args

    def plain(self, value):
        return value


cdef extern from *:
    ctypedef class types.CodeType [object PyCodeObject]:
        pass
    ctypedef class builtins.tuple [object PyTupleObject]:
        pass


cdef class Pair(tuple):
    """
    The structs of types with items hold the first one, and a class may add nothing to them.

    >>> Pair((1, 2)), Pair() == (), is_code(eval("lambda: 0").__code__)
    ((1, 2), True, True)
    """


def is_code(CodeType code):
    return code is not None


cdef class Ends:
    """Setters and deleters may end early.

    >>> e = Ends()
    >>> e.value = ()
    >>> e.value
    0
    >>> e.value = 5
    >>> e.value
    5
    >>> del e.value
    >>> e.value
    5
    """
    cdef object held

    def __cinit__(self):
        self.held = 0

    @property
    def value(self):
        return self.held

    @value.setter
    def value(self, new):
        if new == ():
            return
        self.held = new

    @value.deleter
    def value(self):
        return

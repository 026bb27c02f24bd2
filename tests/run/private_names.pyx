"""Private names (`__name`) of extension classes: which names carry the class's, and what they mean outside.

>>> sorted(k for k in Jar.__dict__ if "lid" in k)
['_Jar__lid', '_Jar__open_lid', '_Jar__seal_lid']
>>> Jar._Jar__open_lid.__name__, Jar._Jar__open_lid.__qualname__
('_Jar__open_lid', 'Jar.__open_lid')
>>> Jar(2).mixed()
['open 2', 'sealed 2', 'glued 2', 'module function', 10, 'lid', 7]
>>> Jar(_Jar__size=4)._Jar__visible
4
>>> Jar(__size=4)        # doctest: +ELLIPSIS
Traceback (most recent call last):
TypeError: ...
>>> Jar(1).scopes()
(6, ['_Jar__local', 'add', 'self'])
>>> from_outside(Jar(3), Crock(5))
('glued 3', 'crock 5', 'glued 5', 5, 3)
>>> Jar(1).other(Jar(1))
Traceback (most recent call last):
AttributeError: 'object' object has no attribute '_Jar__lid'
>>> Jar(1).global_name(), module_has("__written")
('yes', True)
>>> Jar(1).struct_field()
8
"""

cdef int __shelf = 10
cdef struct Label:
    int __digits


cdef __module_function():
    return "module function"


cdef class Jar:
    __lid = "lid"
    cdef int __size
    cdef readonly int __visible
    cdef int __kept__

    def __init__(self, __size):
        self.__size = __size
        self.__visible = self.__size
        self.__kept__ = 7

    def __open_lid(self):
        return f"open {self.__size}"

    cpdef __seal_lid(self):
        return f"sealed {self.__size}"

    cdef __glue(self):
        return f"glued {self.__size}"

    def mixed(self):
        return [self.__open_lid(), self.__seal_lid(), self.__glue(), __module_function(), __shelf, self.__lid,
                self.__kept__]

    def scopes(self):
        cdef int __local = 1
        def add(__more):
            nonlocal __local
            __local += __more
        add(5)
        return __local, sorted(locals())

    def other(self, _):
        return object().__lid

    def global_name(self):
        global __written
        __written = "yes"
        return __written

    def struct_field(self):
        cdef Label label
        label.__digits = 8
        return label.__digits


cdef class Crock(Jar):
    cdef __glue(self):
        return "no relation to the one of Jar"

    cdef _Jar__glue(self):
        return f"crock {self._Jar__size}"


def from_outside(Jar jar, Crock crock):
    return jar.__glue(), crock._Jar__glue(), Jar.__glue(crock), (<Jar>crock).__size, jar._Jar__visible


def module_has(name):
    return name in globals()

"""What `inspect` sees of methods of extension classes: the instance is the first parameter, and a bound method has it.

>>> import inspect
>>> for name in ("plain", "positional", "of_class", "static", "star", "both_sides", "nothing", "generator"):
...     print(name, inspect.signature(getattr(Tool, name)), inspect.signature(getattr(Tool(), name)))
plain (self, a, b, *c, d, **e) (a, b, *c, d, **e)
positional (this, q, /, r) (q, /, r)
of_class (a) (a)
static (a) (a)
star (*args) (*args)
both_sides (self, a) (a)
nothing (self) ()
generator (self, n) (n)
>>> code = Tool.plain.__code__
>>> code.co_argcount, code.co_kwonlyargcount, code.co_varnames
(3, 1, ('self', 'a', 'b', 'd', 'c', 'e', 'x'))
>>> code = Tool.positional.__code__
>>> code.co_argcount, code.co_posonlyargcount, code.co_varnames
(3, 2, ('this', 'q', 'r'))
>>> Tool.defaults.__defaults__, Tool.defaults.__kwdefaults__
((1, [2]), {'c': 3})
>>> print(inspect.signature(Tool().defaults), inspect.signature(Tool.static_default))
(a=1, b=[2], *, c=3) (a=4)
>>> Tool().defaults(), Tool.static_default()
((1, [2], 3), 4)
"""


cdef class Tool:
    def plain(self, a, b, *c, d, **e):
        x = 1
        return x

    def positional(this, q, /, r):
        return q

    @classmethod
    def of_class(cls, a):
        return a

    @staticmethod
    def static(a):
        return a

    def star(*args):
        return args

    cpdef both_sides(self, int a):
        return a

    def nothing(self):
        return 1

    def generator(self, n):
        yield n

    def defaults(self, a=1, b=[2], *, c=3):
        return a, b, c

    @staticmethod
    def static_default(a=4):
        return a

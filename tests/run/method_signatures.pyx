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

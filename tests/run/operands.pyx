"""Which half of an operator decides, and what Python sees of attributes of enum types.

>>> Shift() >> 1
Traceback (most recent call last):
TypeError: unsupported operand type(s) for >>: 'operands.Shift' and 'int'
>>> 1 >> Shift(), Shift() >> Shift()
('reflected Shift int', 'reflected Shift Shift')
>>> Both() >> 1, 1 >> Both(), Both() >> Both()
('Both int', 'reflected Both int', 'Both Both')
>>> Base() * Base(), Reflected() * Reflected(), Reflected() * 1, 1 * Reflected()
('Base Base', 'reflected Reflected', 'Base int', 'reflected int')
>>> Undecided() ** 2, Undecided() ** Undecided()
('power int', 'power Undecided')
>>> paint = Paint()
>>> paint.first, paint.second
(<Colour.RED: 1>, <Colour.GREEN: 2>)
>>> paint.first = 2
>>> paint.first, Paint.second.__get__(paint)
(<Colour.GREEN: 2>, <Colour.GREEN: 2>)
>>> paint.second = 1                # doctest: +ELLIPSIS
Traceback (most recent call last):
AttributeError: ...
"""


cdef class Shift:
    def __rrshift__(self, other):
        return f"reflected {type(self).__name__} {type(other).__name__}"


cdef class Both(Shift):
    def __rshift__(self, other):
        return f"Both {type(other).__name__}"


cdef class Base:
    def __mul__(self, other):
        return f"Base {type(other).__name__}"


cdef class Reflected(Base):
    def __rmul__(self, other):
        return f"reflected {type(other).__name__}"


cdef class Power:
    def __pow__(self, other, modulus):
        return f"power {type(other).__name__}"


cdef class Undecided(Power):
    def __rpow__(self, other, modulus):
        return NotImplemented


cpdef enum Colour:
    RED = 1
    GREEN = 2


cdef class Paint:
    cdef public Colour first
    cdef readonly Colour second

    def __init__(self):
        self.first = RED
        self.second = GREEN

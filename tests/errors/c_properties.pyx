cdef extern from *:
    ctypedef class builtins.Exception [object PyBaseExceptionObject]:
        @property
        cdef object plain(self):  # error: [invalid-declaration] C property method must be declared 'inline'
            return 1

        @property
        cdef inline void nothing(self):  # error: [invalid-declaration] C property getter cannot return 'void'
            pass

        @property
        cdef inline object more(self, other):  # error: [invalid-declaration] C property getter must have a single (self) argument
            return 1

        @property
        @classmethod  # error: [invalid-declaration] Cdef functions cannot take arbitrary decorators.
        cdef inline object of_class(self):
            return 1

        @property
        cdef inline object good(self):
            return 1

        @property
        cdef inline object good(self):  # error: [invalid-declaration] C property redeclared
            return 2

        @good.setter
        cdef inline int other(self, value):  # error: [invalid-declaration] Mismatching C property names, expected 'good', got 'other'
            return 0

        @good.setter
        cdef inline int good(self):  # error: [invalid-declaration] C property setter must have two arguments (self and value)
            return 0

        @good.setter
        cdef inline double good(self, value):  # error: [invalid-declaration] C property setter must return void or an 'int' error code, -1 (error) or 0 (ok)
            return 0

        @good.setter
        cdef inline void good(self, value):  # error: [invalid-declaration] C property setter needs 'noexcept' if declared 'void'
            pass

        @good.setter
        cdef inline int good(self, value) except 1:  # error: [invalid-declaration] C property setter with 'int' return needs explicit 'except -1' or 'except? -1'
            return 0

        @good.setter
        cdef inline int good(self, value) except -1:
            return 0

        @good.deleter
        cdef inline void good(self):  # error: [invalid-declaration] Cannot have deleter for C property
            pass

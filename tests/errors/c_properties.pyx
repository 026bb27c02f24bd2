cdef extern from *:
    ctypedef class builtins.Exception [object PyBaseExceptionObject]:
        @property  # error: [invalid-declaration] C property method must be declared 'inline'
        cdef object plain(self):
            return 1

        @property  # error: [invalid-declaration] C property getter cannot return 'void'
        cdef inline void nothing(self):
            pass

        @property  # error: [invalid-declaration] C property getter must have a single (self) argument
        cdef inline object more(self, other):
            return 1

        @property
        @classmethod  # error: [invalid-declaration] Cdef functions cannot take arbitrary decorators.
        cdef inline object of_class(self):
            return 1

        @property
        cdef inline object good(self):
            return 1

        @property  # error: [invalid-declaration] C property redeclared
        cdef inline object good(self):
            return 2

        @good.setter  # error: [invalid-declaration] Mismatching C property names, expected 'good', got 'other'
        cdef inline int other(self, value):
            return 0

        @good.setter  # error: [invalid-declaration] C property setter must have two arguments (self and value)
        cdef inline int good(self):
            return 0

        @good.setter  # error: [invalid-declaration] C property setter must return void or an 'int' error code, -1 (error) or 0 (ok)
        cdef inline double good(self, value):
            return 0

        @good.setter  # error: [invalid-declaration] C property setter needs 'noexcept' if declared 'void'
        cdef inline void good(self, value):
            pass

        @good.setter  # error: [invalid-declaration] C property setter with 'int' return needs explicit 'except -1' or 'except? -1'
        cdef inline int good(self, value) except 1:
            return 0

        @good.setter
        cdef inline int good(self, value) except -1:
            return 0

        @good.deleter  # error: [invalid-declaration] Cannot have deleter for C property
        cdef inline void good(self):
            pass

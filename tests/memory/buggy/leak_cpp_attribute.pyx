# distutils: language = c++
cdef extern from "engine.h" namespace "eng":
    cdef cppclass Engine:
        Engine(int) except +
        void start() except +

cdef class PyEngine:
    cdef Engine *e

    def __cinit__(self, int n):
        self.e = new Engine(n)   # expect: leak

    def start(self):
        self.e.start()

cimport cython

def floor(int a, int b):
    return a // b, a % b

@cython.cdivision(True)
def trunc(int a, int b):
    return a // b

def unsigned(unsigned int a):
    return a // 3

def divide(double a, double b):
    return a / b

@cython.overflowcheck(True)
def checked(int a, int b):
    return a * b

def objects(a, b):
    return a + 1, a + b, a < 3

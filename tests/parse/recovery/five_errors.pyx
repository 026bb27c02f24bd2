x = = 1
cdef int
def f(a b):
    y = 1 +
    return y
class A:
    z = )
if x
    w = 1
else:
    v = [1, 2
done = 1

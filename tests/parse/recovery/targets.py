1 = x
f() = x
a + b = c
(a, 1) = b
*a = b
*a, *b = c
x += y = 3
a, b += c
None = 1
for 1 in x: pass
with a as b(): pass
del f()
del a + b
lambda: x = 1
f(a=1, b)
f(**a, b)
f(a.b=1)
(x for x in y) = 1
a if b else c = 1
f"{x}" = 1
x := 1
def f(a=1, b): pass
def f(*): pass
def f(a, /, b, /): pass
[x, y]: int

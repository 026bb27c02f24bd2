# cython: language_level=2
print
print x
print x, y
print x,
print >>f, x
print >>f
print (x), y
print("x")
exec code
exec code in g
exec code in g, l
exec(code, g)
exec(code, g, l)
raise E, v, tb
try: pass
except E, e: pass
except (A, B), e.x: pass
`x`
`x, y`
x <> y
0777, 0L
ur"\u1234\n"
u"a"
b"é"

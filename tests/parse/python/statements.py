"""Module docstring."""
x = y = 1
x: int
x.y: list[int] = [1]
a, *b = c
[a, (b, c)] = d
x += 1
x **= 2
x @= y
(x) = 1
pass; pass
del x, y[0], z.w
del (a, b)
return_value = (yield)
assert x, "message"
raise
raise X
raise X from y
global a, b
if a: pass
elif b: pass
else: pass
while x:
    break
else:
    continue
for i in x, y: pass
for i, in x:
    pass
else:
    pass
for x[0], *y in *a, b: pass
try:
    pass
except A:
    pass
except (A, B) as e:
    pass
except A, B:
    pass
except:
    pass
else:
    pass
finally:
    pass
try: pass
except* A as group: pass
with a: pass
with a as b, c: pass
with (a as b, c as (d, e),): pass
with (a, b) as c: pass
with (a, b): pass
with (yield): pass
with (a): pass
print("x")
exec("x")
match = 1
match[0] = 2
match(x)
type = 3
type X = int

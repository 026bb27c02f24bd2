a + b * c - d / e // f % g @ h
-a ** -b ** c
not a and b or c and not d
a < b <= c != d == e is not f is g in h not in i
a | b ^ c & d << e >> f
~+-x
x if y else z if w else v
lambda: 0
lambda a, /, b=1, *c, d, e=2, **f: a
lambda *, k: k
(x := 1)
f(x := 1, *a, y=2, **b)
f(x for x in y)
f(a, b)(c).d[e](f=g,)
()
(a,)
(a, *b)
[a, *b]
[]
{}
{a, *b}
{a: b, **c}
[x for x in y if x if z for w, *v in x]
{x for x in y}
{x: y for x, y in z}
(x async for x in y)
[*x for x in y]
{**x for x in y}
a[1]
a[1:2]
a[:]
a[::2, ..., b:c:d, *e]
a[x := 1]
a.b.c
1, 2
...
None, True, False, NULL
(yield)
(yield x, y)
(yield from x)
x = yield
x += yield y

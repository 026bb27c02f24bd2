<int>x
<int?>x
<double*>&x[0]
<void **>p
<object>p
<a.B>p.x
<int[:10]>p
<int[:n, ::1]>p
<const char *>s
<unsigned char>x + 1
<(int, int)>t
<vector[int]>x
<int (*)(int)>p
<A><B>x
-<int>x ** 2
&x
&a[0].b
sizeof(int)
sizeof(x)
sizeof(int *)
sizeof(struct_name)
sizeof(vector[int])
sizeof(a.b)
sizeof(unsigned)
typeid(x)
new Foo()
new ns.Foo[int](1)
new
new.x
new = 1
x <> y
a < b > c
cython.operator.dereference(p) = 1
1U, 2L, 3LL, 4ULL, 5llu, 0x1FuL
0777
c'x', c'\n', c'\xff'
b'\xe9' b"x"
"\xe9\u1234"
NULL
None
f"{x!d}"

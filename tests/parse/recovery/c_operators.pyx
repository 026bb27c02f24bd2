a && b
a || b
if a && b: pass
!a
a->b
a ? b : c
a++
$x
x = 5 § 6
cdef int x = 0x, y = 0b12, z = 089, w = 1abc
print "x"

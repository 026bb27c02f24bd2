# cython: language_level=2
from __future__ import print_function
print(x, file=y)
p = print

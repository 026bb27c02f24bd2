# The Python/C API in one module: every name of the modules below, as `from cpython cimport …`.
#
# Only modules whose names cannot clash with a program's own are gathered. The others are cimported by
# name: cpython.array, cpython.datetime, cpython.time, cpython.memoryview, cpython.slice and so on.

from cpython.version cimport *
from cpython.object cimport *
from cpython.ref cimport *
from cpython.mem cimport *
from cpython.exc cimport *
from cpython.module cimport *
from cpython.type cimport *
from cpython.number cimport *
from cpython.sequence cimport *
from cpython.mapping cimport *
from cpython.iterator cimport *
from cpython.getargs cimport *
from cpython.bool cimport *
from cpython.long cimport *
from cpython.float cimport *
from cpython.complex cimport *
from cpython.bytes cimport *
from cpython.unicode cimport *
from cpython.tuple cimport *
from cpython.list cimport *
from cpython.dict cimport *
from cpython.set cimport *
from cpython.function cimport *
from cpython.method cimport *
from cpython.instance cimport *
from cpython.weakref cimport *
from cpython.buffer cimport *
from cpython.pycapsule cimport *
from cpython.contextvars cimport *
from cpython.pystate cimport *
from cpython.pythread cimport *

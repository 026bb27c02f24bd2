# <utility>: the class pair; libcpp.utility declares it.

from libcpp.utility cimport pair

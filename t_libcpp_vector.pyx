cimport libcpp.vector

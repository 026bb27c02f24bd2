"""Directives that are known and do nothing yet say so."""
cimport cython

@cython.linetrace(True)         # warning: [not-supported] the directive 'linetrace'
def traced():
    with cython.profile(True):  # warning: [not-supported] the directive 'profile'
        return 1

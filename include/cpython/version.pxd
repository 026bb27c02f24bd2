# Python.h: "API and ABI Versioning" in the Python/C API reference manual (patchlevel.h). The values are
# those of the headers at C compile time.

cdef extern from "Python.h":
    # 0xMMmmppls: major, minor, micro, release level, serial
    int PY_VERSION_HEX
    int PY_MAJOR_VERSION
    int PY_MINOR_VERSION
    int PY_MICRO_VERSION
    int PY_RELEASE_LEVEL
    int PY_RELEASE_SERIAL
    int PY_RELEASE_LEVEL_ALPHA, PY_RELEASE_LEVEL_BETA, PY_RELEASE_LEVEL_GAMMA, PY_RELEASE_LEVEL_FINAL

    char PY_VERSION[]
    char PY_PATCHLEVEL_REVISION[]  # not in CPython 3

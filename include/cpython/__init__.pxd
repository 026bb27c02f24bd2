# The Python/C API, one module per kind of object or protocol.

# POSIX.1-2017, one module per header.

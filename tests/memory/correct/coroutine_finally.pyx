from cpython.mem cimport PyMem_Malloc, PyMem_Free
async def fetch(session, int n):
    cdef char *buf = <char *>PyMem_Malloc(n)
    if buf == NULL:
        raise MemoryError()
    try:
        data = await session.read(n)
        buf[0] = data[0]
        return buf[0]
    finally:
        PyMem_Free(buf)

from cpython.mem cimport PyMem_Malloc, PyMem_Free
async def fetch(session, int n):
    cdef char *buf = <char *>PyMem_Malloc(n)     # expect: leak
    if buf == NULL:
        raise MemoryError()
    data = await session.read(n)
    buf[0] = data[0]
    PyMem_Free(buf)

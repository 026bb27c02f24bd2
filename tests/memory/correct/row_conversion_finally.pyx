from cpython.mem cimport PyMem_Malloc, PyMem_Free
def parse(lines):
    cdef double* row
    out = []
    for line in lines:
        parts = line.split(",")
        row = <double*>PyMem_Malloc(len(parts) * sizeof(double))
        if row == NULL:
            raise MemoryError()
        try:
            for i, p in enumerate(parts):
                row[i] = float(p)
            out.append(row[0])
        finally:
            PyMem_Free(row)
    return out

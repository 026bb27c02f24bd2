cdef struct Job:
    void *arg
    int id
cdef Job *current = NULL
cdef void schedule(int id) noexcept:
    global current
    cdef Job job
    job.id = id
    job.arg = NULL
    current = &job      # expect: dangling-pointer

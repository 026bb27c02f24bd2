from libc.stdlib cimport malloc, free
cdef extern from "db.h":
    ctypedef struct db_t
    ctypedef struct stmt_t
    int db_open(const char *path, db_t **out)
    void db_close(db_t *db)
    int db_prepare(db_t *db, const char *sql, stmt_t **out)
    int stmt_step(stmt_t *s)
    void stmt_free(stmt_t *s)
cdef class Db:
    cdef db_t *db
    def __cinit__(self, bytes path):
        self.db = NULL
        if db_open(path, &self.db) != 0:
            raise OSError(path)
    def run(self, bytes sql):
        cdef stmt_t *s = NULL
        cdef int rc
        if db_prepare(self.db, sql, &s) != 0:
            raise ValueError(sql)
        try:
            rows = 0
            rc = stmt_step(s)
            while rc == 1:
                rows += 1
                rc = stmt_step(s)
            if rc < 0:
                raise RuntimeError(rc)
            return rows
        finally:
            stmt_free(s)
    def __dealloc__(self):
        if self.db != NULL:
            db_close(self.db)

# <omp.h>: the runtime library routines of OpenMP 4.5, chapter 3. Compile and link with the C compiler's
# OpenMP option (gcc and clang: -fopenmp).
#
# Nothing here touches Python objects, so all of it may be called without the GIL.

cdef extern from "<omp.h>" nogil:
    # ---- 3.2 Execution environment ---------------------------------------------------------------------

    void omp_set_num_threads(int num_threads)
    int omp_get_num_threads()
    int omp_get_max_threads()
    int omp_get_thread_num()
    int omp_get_num_procs()
    int omp_in_parallel()
    void omp_set_dynamic(int dynamic_threads)
    int omp_get_dynamic()
    void omp_set_nested(int nested)
    int omp_get_nested()

    ctypedef enum omp_sched_t:
        omp_sched_static
        omp_sched_dynamic
        omp_sched_guided
        omp_sched_auto
    void omp_set_schedule(omp_sched_t kind, int chunk_size)
    void omp_get_schedule(omp_sched_t *kind, int *chunk_size)

    int omp_get_thread_limit()
    void omp_set_max_active_levels(int max_levels)
    int omp_get_max_active_levels()
    int omp_get_level()
    int omp_get_active_level()
    int omp_get_ancestor_thread_num(int level)
    int omp_get_team_size(int level)
    int omp_in_final()

    # ---- 3.3 Locks. What is set with the GIL held stops every other Python thread that waits for it. -----

    ctypedef struct omp_lock_t:
        pass
    void omp_init_lock(omp_lock_t *lock)
    void omp_destroy_lock(omp_lock_t *lock)
    void omp_set_lock(omp_lock_t *lock)
    void omp_unset_lock(omp_lock_t *lock)
    int omp_test_lock(omp_lock_t *lock)

    # The owner may set it again.
    ctypedef struct omp_nest_lock_t:
        pass
    void omp_init_nest_lock(omp_nest_lock_t *lock)
    void omp_destroy_nest_lock(omp_nest_lock_t *lock)
    void omp_set_nest_lock(omp_nest_lock_t *lock)
    void omp_unset_nest_lock(omp_nest_lock_t *lock)
    int omp_test_nest_lock(omp_nest_lock_t *lock)

    # ---- 3.4 Time, in seconds --------------------------------------------------------------------------

    double omp_get_wtime()
    double omp_get_wtick()

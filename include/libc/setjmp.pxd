# <setjmp.h>: ISO C11, 7.13 "Nonlocal jumps", and POSIX.1-2017 <setjmp.h>.
#
# A jump over code that holds references to Python objects, or over `try` and `with`, loses them:
# nothing is cleaned up on the way.

cdef extern from "<setjmp.h>" nogil:
    ctypedef struct jmp_buf:
        pass
    int setjmp(jmp_buf env)
    void longjmp(jmp_buf env, int val)

    # POSIX: with the signal mask, where savemask is not 0
    ctypedef struct sigjmp_buf:
        pass
    int sigsetjmp(sigjmp_buf env, int savemask)
    void siglongjmp(sigjmp_buf env, int val)

cdef extern from "handlers.h" nogil:
    ctypedef void (*handler_t)(void *context, char *message, ...) noexcept
    void set_handler(void *context, void (*handler)(void *context, char *message, ...) nogil)

cdef void install(void *context, handler_t handler) noexcept:
    set_handler(context, handler)
    set_handler(context, <handler_t> context)

# <stop_token>: C++20 (ISO/IEC 14882:2020), 32.3 "Stop tokens".

cimport libcpp._python_threads

cdef extern from "<stop_token>" namespace "std" nogil:
    cdef cppclass stop_token:
        bint stop_requested()
        bint stop_possible()

    cdef cppclass nostopstate_t:
        pass
    nostopstate_t nostopstate

    cdef cppclass stop_source:
        stop_source() except +
        stop_source(nostopstate_t &)
        # Whether this call made the request
        bint request_stop()
        void swap(stop_source &other)
        stop_token get_token()
        bint stop_requested()
        bint stop_possible()

    # Calls cb on the thread that makes the request, while the object lives.
    cdef cppclass stop_callback[Callback]:
        stop_callback(stop_token &st, Callback cb)

cdef extern from *:
    """
    #ifndef PYXIDE_CPP_STOP_TOKEN
    #define PYXIDE_CPP_STOP_TOKEN
    #include <memory>
    #include <stop_token>

    namespace pyxide_std {
        typedef std::stop_callback<void (*)()> func_ptr_stop_callback;

        class python_stop_callback_holder {
            struct call {
                PyObject *callable;
                void operator()() const {
                    with_python here;
                    PyObject *answer = PyObject_CallObject(callable, NULL);
                    if (answer == NULL) PyErr_WriteUnraisable(callable);
                    Py_XDECREF(answer);
                }
            };
            PyObject *callable;
            std::unique_ptr<std::stop_callback<call>> registered;
            python_stop_callback_holder(const python_stop_callback_holder &);
            python_stop_callback_holder &operator=(const python_stop_callback_holder &);

            void clear() {
                if (registered) {
                    /* Waits for a call that is under way. */
                    without_python gone;
                    registered.reset();
                }
                if (callable != NULL && Py_IsInitialized()) {
                    with_python here;
                    Py_CLEAR(callable);
                }
            }
          public:
            python_stop_callback_holder() : callable(NULL) {}
            python_stop_callback_holder(const std::stop_token &token, PyObject *function) : callable(NULL) {
                initialize(token, function);
            }
            ~python_stop_callback_holder() { clear(); }

            void initialize(std::stop_token token, PyObject *function) {
                clear();
                Py_INCREF(function);
                callable = function;
                registered.reset(new std::stop_callback<call>(std::move(token), call{function}));
            }
        };
    }
    #endif
    """
    # A C function as the callback
    ctypedef stop_callback[void (*)() noexcept nogil] func_ptr_stop_callback "pyxide_std::func_ptr_stop_callback"

    # A Python object as the callback. An exception from it is reported as unraisable.
    cdef cppclass python_stop_callback_holder "pyxide_std::python_stop_callback_holder":
        python_stop_callback_holder()
        python_stop_callback_holder(stop_token &token, object callable) except +
        void initialize(stop_token token, object callable) except +

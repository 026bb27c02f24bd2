# <exception>, <stdexcept>, <typeinfo> and <new>: C++17 (ISO/IEC 14882:2017), 21.8 "Exception handling" and
# 22.2 "Exception classes", and ways to write an exception handler for `except +handler`.
#
# A handler runs with the GIL inside a C++ catch block, and sets a Python exception.

cdef extern from "<exception>" namespace "std" nogil:
    cdef cppclass exception:
        const char *what()
    cdef cppclass bad_exception(exception):
        pass

    # ---- 21.8.6 An exception as a value -------------------------------------------------------------------

    cdef cppclass exception_ptr:
        bint operator bool()
    exception_ptr make_exception_ptr[E](E e)
    exception_ptr current_exception()
    void rethrow_exception(exception_ptr p) except +

cdef extern from "<stdexcept>" namespace "std" nogil:
    # ---- 22.2 The program's fault -------------------------------------------------------------------------
    cdef cppclass logic_error(exception):
        pass
    cdef cppclass invalid_argument(logic_error):
        pass
    cdef cppclass domain_error(logic_error):
        pass
    cdef cppclass length_error(logic_error):
        pass
    cdef cppclass out_of_range(logic_error):
        pass

    # ---- 22.2 Not the program's fault -----------------------------------------------------------------------
    cdef cppclass runtime_error(exception):
        pass
    cdef cppclass range_error(runtime_error):
        pass
    cdef cppclass overflow_error(runtime_error):
        pass
    cdef cppclass underflow_error(runtime_error):
        pass

cdef extern from "<typeinfo>" namespace "std" nogil:
    cdef cppclass bad_typeid(exception):
        pass
    cdef cppclass bad_cast(exception):
        pass

cdef extern from "<new>" namespace "std" nogil:
    cdef cppclass bad_alloc(exception):
        pass

# ---- Handlers ----------------------------------------------------------------------------------------------

cdef extern from *:
    """
    #ifndef PYXIDE_CPP_EXCEPTION
    #define PYXIDE_CPP_EXCEPTION
    #include <exception>
    #include <new>

    namespace pyxide_std {
        inline const char *exception_capsule_name() { return "std::exception_ptr"; }

        inline void delete_exception_capsule(PyObject *capsule) {
            delete static_cast<std::exception_ptr *>(PyCapsule_GetPointer(capsule, exception_capsule_name()));
        }

        inline void exception_ptr_error_handler() {
            std::exception_ptr *held = new (std::nothrow) std::exception_ptr(std::current_exception());
            if (held == NULL) {
                PyErr_NoMemory();
                return;
            }
            PyObject *capsule = PyCapsule_New(held, exception_capsule_name(), delete_exception_capsule);
            if (capsule == NULL) {
                delete held;
                return;
            }
            PyErr_SetObject(PyExc_Exception, capsule);
            Py_DECREF(capsule);
        }

        inline std::exception_ptr wrapped_exception_ptr_from_exception(PyObject *e) {
            std::exception_ptr result;
            PyObject *args = PyObject_GetAttrString(e, "args");
            if (args == NULL) return result;
            PyObject *capsule = PyTuple_Check(args) && PyTuple_Size(args) == 1 ? PyTuple_GetItem(args, 0) : NULL;
            if (capsule != NULL && PyCapsule_IsValid(capsule, exception_capsule_name())) {
                result = *static_cast<std::exception_ptr *>(
                    PyCapsule_GetPointer(capsule, exception_capsule_name()));
            } else {
                PyErr_SetString(PyExc_ValueError, "the exception holds no C++ exception");
            }
            Py_DECREF(args);
            return result;
        }

        /* Whether the handler set a Python exception. Inside a catch block. */
        template <typename Result>
        bool handle_exception(Result (*handler)()) {
            handler();
            return PyErr_Occurred() != NULL;
        }
        template <typename Result, typename Error>
        bool handle_exception(Result (*handler)(Error)) {
            try {
                throw;
            } catch (Error error) {
                handler(error);
                return PyErr_Occurred() != NULL;
            } catch (...) {
                return false;
            }
        }
        inline void delegate_to_exception_handlers() {
            /* Nobody took it: the default translation of `except +`. */
            throw;
        }
        template <typename Handler, typename... Others>
        void delegate_to_exception_handlers(Handler handler, Others... others) {
            if (!handle_exception(handler)) delegate_to_exception_handlers(others...);
        }
    }
    #endif
    """
    # For `except +exception_ptr_error_handler`: an Exception that holds the C++ one.
    void exception_ptr_error_handler "pyxide_std::exception_ptr_error_handler" () except *
    # What that Exception holds; ValueError for another.
    exception_ptr wrapped_exception_ptr_from_exception "pyxide_std::wrapped_exception_ptr_from_exception" (
        object e) except *

    # To be called in a handler with C++ functions that take an exception by reference, or nothing. The first
    # that fits and sets a Python exception ends it; after the last comes the translation of `except +`.
    void delegate_to_exception_handlers "pyxide_std::delegate_to_exception_handlers" (...) except +*

# What the py_safe functions of libcpp.mutex, libcpp.shared_mutex, libcpp.condition_variable and
# libcpp.stop_token share. Not for programs.
#
# The lock order is always: first the C++ lock, then the GIL. So the GIL is let go before a lock is
# waited for, and taken again while the lock is held.

cdef extern from *:
    """
    #ifndef PYXIDE_PYTHON_THREADS
    #define PYXIDE_PYTHON_THREADS
    #include <exception>
    #include <utility>

    namespace pyxide_std {
        /* Without the GIL while it lives, if this thread held it. */
        class without_python {
            PyThreadState *state;
            static bool held() {
    #if PY_VERSION_HEX >= 0x030D0000
                return PyThreadState_GetUnchecked() != NULL;
    #else
                return PyGILState_Check() != 0;
    #endif
            }
            without_python(const without_python &);
            without_python &operator=(const without_python &);
          public:
            without_python() : state(held() ? PyEval_SaveThread() : NULL) {}
            ~without_python() {
                if (state != NULL) PyEval_RestoreThread(state);
            }
        };

        /* With the GIL while it lives. */
        class with_python {
            PyGILState_STATE state;
            with_python(const with_python &);
            with_python &operator=(const with_python &);
          public:
            with_python() : state(PyGILState_Ensure()) {}
            ~with_python() { PyGILState_Release(state); }
        };

        /* A Python exception on its way through C++ code that waits without the GIL. */
        struct python_raised {
            PyObject *type, *value, *traceback;
            static void check() {
                if (!PyErr_Occurred()) return;
                python_raised error;
                PyErr_Fetch(&error.type, &error.value, &error.traceback);
                throw error;
            }
            void restore() const {
                with_python here;
                PyErr_Restore(type, value, traceback);
            }
        };

        /* A call with the GIL, whose Python exception goes on as a C++ one: an action and a predicate. */
        template <typename Action, typename... Args>
        void run_with_python(Action &action, Args &...args) {
            with_python here;
            action(args...);
            python_raised::check();
        }
        template <typename Predicate>
        bool ask_with_python(Predicate &predicate) {
            with_python here;
            bool answer = predicate() ? true : false;
            python_raised::check();
            return answer;
        }

        /* A Python object as a C++ predicate or action. */
        struct python_predicate {
            PyObject *callable;
            bool operator()() const {
                PyObject *answer = PyObject_CallObject(callable, NULL);
                int truth = answer == NULL ? 0 : PyObject_IsTrue(answer);
                Py_XDECREF(answer);
                return truth > 0;
            }
        };
        struct python_action {
            PyObject *callable;
            void operator()() const { Py_XDECREF(PyObject_CallObject(callable, NULL)); }
        };
    }
    #endif
    """

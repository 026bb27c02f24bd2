//! C++ exceptions: functions that turn the exception being handled into a Python one.
//!
//! A call declared `except +` is printed in a `try` block whose `catch (...)` calls one of them; then the ordinary error
//! path goes on. They take the GIL themselves, since such calls are made without it too.
//!
//! ```text
//! try { t1 = f(x); } catch (...) { pyx_cpp_raise(NULL); }
//! if (PyErr_Occurred()) goto L3;
//! ```

/// The text for a C++ file: includes and functions.
pub const CONVERSIONS: &str = r#"#include <new>
#include <typeinfo>
#include <stdexcept>
#include <ios>

/* Raises what the C++ exception stands for, or the given Python exception with its message. */
static __attribute__((unused)) void pyx_cpp_raise(PyObject *as)
{
    PyGILState_STATE state = PyGILState_Ensure();
    try {
        if (!PyErr_Occurred())
            throw;
    } catch (const std::bad_alloc &e) {
        PyErr_SetString(as ? as : PyExc_MemoryError, e.what());
    } catch (const std::bad_cast &e) {
        PyErr_SetString(as ? as : PyExc_TypeError, e.what());
    } catch (const std::bad_typeid &e) {
        PyErr_SetString(as ? as : PyExc_TypeError, e.what());
    } catch (const std::domain_error &e) {
        PyErr_SetString(as ? as : PyExc_ValueError, e.what());
    } catch (const std::invalid_argument &e) {
        PyErr_SetString(as ? as : PyExc_ValueError, e.what());
    } catch (const std::ios_base::failure &e) {
        PyErr_SetString(as ? as : PyExc_IOError, e.what());
    } catch (const std::out_of_range &e) {
        PyErr_SetString(as ? as : PyExc_IndexError, e.what());
    } catch (const std::overflow_error &e) {
        PyErr_SetString(as ? as : PyExc_OverflowError, e.what());
    } catch (const std::range_error &e) {
        PyErr_SetString(as ? as : PyExc_ArithmeticError, e.what());
    } catch (const std::underflow_error &e) {
        PyErr_SetString(as ? as : PyExc_ArithmeticError, e.what());
    } catch (const std::exception &e) {
        PyErr_SetString(as ? as : PyExc_RuntimeError, e.what());
    } catch (...) {
        PyErr_SetString(as ? as : PyExc_RuntimeError, "Unknown exception");
    }
    PyGILState_Release(state);
}

/* Lets a function of the user raise. */
template <typename Handler>
static __attribute__((unused)) void pyx_cpp_handle(Handler handler)
{
    PyGILState_STATE state = PyGILState_Ensure();
    try {
        handler();
    } catch (...) {
        pyx_cpp_raise(NULL);
    }
    if (!PyErr_Occurred())
        PyErr_SetString(PyExc_RuntimeError, "Error converting c++ exception.");
    PyGILState_Release(state);
}

"#;

/// The statement in the `catch` block for a handler as it was declared.
pub fn conversion(handler: Option<&str>, cname: impl Fn(&str) -> String) -> String {
    match handler {
        None | Some("*") => "pyx_cpp_raise(NULL);".into(),
        Some(name) if is_exception(name) => format!("pyx_cpp_raise(PyExc_{name});"),
        Some(name) => format!("pyx_cpp_handle({});", cname(name)),
    }
}

/// A builtin exception, which every supported CPython has as a C variable.
fn is_exception(name: &str) -> bool {
    (name.ends_with("Error")
        || name.ends_with("Exception")
        || name.ends_with("Exit")
        || name.starts_with("Stop"))
        && name.starts_with(|c: char| c.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handlers_are_exceptions_or_functions() {
        let cname = |n: &str| format!("ns::{n}");
        assert_eq!(conversion(None, cname), "pyx_cpp_raise(NULL);");
        assert_eq!(conversion(Some("MemoryError"), cname), "pyx_cpp_raise(PyExc_MemoryError);");
        assert_eq!(conversion(Some("raise_py"), cname), "pyx_cpp_handle(ns::raise_py);");
    }
}

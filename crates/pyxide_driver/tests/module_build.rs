//! From C text to a module in the cache, with a hand-written module in the place of generated C.

use pyxide_driver::build_settings::BuildSettings;
use pyxide_driver::cache::Cache;
use pyxide_driver::environment::Environment;
use pyxide_driver::module_build::ModuleBuild;
use pyxide_driver::toolchain::Language;
use std::path::{Path, PathBuf};
use std::process::Command;

const C: &str = r#"
#define PY_SSIZE_T_CLEAN
#include <Python.h>
static PyObject *answer(PyObject *self, PyObject *unused) { return PyLong_FromLong(ANSWER); }
static PyMethodDef methods[] = {{"answer", answer, METH_NOARGS, ""}, {0}};
static struct PyModuleDef def = {PyModuleDef_HEAD_INIT, "tiny", "", 0, methods, 0, 0, 0, 0};
extern __attribute__((visibility("default"))) PyObject *PyInit_tiny(void);
PyObject *PyInit_tiny(void) { return PyModuleDef_Init(&def); }
"#;

fn environment() -> Environment {
    let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join("driver-cache");
    Environment::new(Cache::at(cache), None, 2)
}

fn build(environment: &Environment, c_text: &str, answer: &str) -> Result<PathBuf, String> {
    let settings =
        BuildSettings { define_macros: vec![format!("ANSWER={answer}")], ..BuildSettings::default() };
    let build = ModuleBuild {
        c_text,
        stem: "tiny",
        source: Path::new("tiny.pyx"),
        language: Language::C,
        settings: &settings,
        include_dirs: &[],
        python: environment.python().unwrap(),
        runtime: environment.runtime().unwrap(),
    };
    build.run(&environment.cache).map_err(|failure| format!("{} {:?}", failure.message, failure.notes))
}

#[test]
fn a_module_is_built_once_and_small() {
    let environment = environment();
    let path = build(&environment, C, "42").unwrap();
    assert_eq!(build(&environment, C, "42").unwrap(), path);
    assert_ne!(build(&environment, C, "43").unwrap(), path);
    let code = format!(
        "import sys; sys.path.insert(0, {:?}); import tiny; print(tiny.answer())",
        path.parent().unwrap()
    );
    let python = &environment.python().unwrap().executable;
    let output = Command::new(python).args(["-c", &code]).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "42\n", "{output:?}");
    let size = std::fs::metadata(&path).unwrap().len();
    assert!(
        size < 10_000,
        "nothing of the runtime is linked in that is not used, but the file has {size} bytes"
    );
}

#[test]
fn the_compilers_messages_are_in_the_failure() {
    let message = build(&environment(), "int x = ;\n", "1").unwrap_err();
    assert!(message.contains("tiny.pyx") && message.contains("expected expression"), "{message}");
}

//! All units of the runtime in one file: nothing clashes, in C and in C++.

use pyxide_driver::cache::Cache;
use pyxide_driver::embedded::RUNTIME;
use pyxide_driver::environment::Environment;
use pyxide_driver::translate::self_contained;
use std::path::Path;
use std::process::Command;

#[test]
fn every_unit_fits_into_one_file() {
    let units: Vec<&str> = RUNTIME.iter().filter_map(|(path, _)| path.strip_suffix(".h")).collect();
    assert!(units.len() > 10);
    let folder = tempfile::tempdir().unwrap();
    let environment = Environment::new(Cache::at(folder.path().join("cache")), None, 1);
    let python = environment.python().unwrap();
    for (compiler, name) in [("cc", "all.c"), ("c++", "all.cpp")] {
        let path = folder.path().join(name);
        std::fs::write(&path, self_contained("int pyxide_test_end;\n", &units)).unwrap();
        let mut command = Command::new(compiler);
        for dir in &python.include_dirs {
            command.arg("-I").arg(dir);
        }
        let Ok(output) = command.args(["-fsyntax-only", "-w"]).arg(Path::new(&path)).output() else {
            eprintln!("there is no {compiler}: not tested with it");
            continue;
        };
        assert!(output.status.success(), "{compiler}:\n{}", String::from_utf8_lossy(&output.stderr));
    }
}

# What pyxide and its tests need; each function ends the script with what to install when it is missing.
missing() {
    echo "$1" >&2
    exit 2
}
need_rust() {
    command -v cargo >/dev/null 2>&1 ||
        missing "cargo is missing: install Rust 1.89 or later from https://rustup.rs"
}
need_compiler() {
    command -v "${CC:-cc}" >/dev/null 2>&1 || [ -n "${CC:-}" ] ||
        missing "a C compiler is missing: apt-get install gcc"
}
need_python() {
    command -v python3 >/dev/null 2>&1 ||
        missing "python3 is missing: apt-get install python3 python3-dev python3-venv"
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 8))' ||
        missing "python3 is too old: CPython 3.8 or later is needed"
    python3 -c 'import os, sys, sysconfig; sys.exit(not os.path.exists(sysconfig.get_path("include") + "/Python.h"))' ||
        missing "the C headers of python3 are missing: apt-get install python3-dev"
}

"""The parts of the benchmark runner; see `bench/README.md`."""

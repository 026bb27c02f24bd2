"""The parts of the conformance runner; see `conformance/README.md`."""

//! The printed form of MIR.

//! The table of compiler directives and the set that is in force at a place.

/// Values of all directives at one place.
#[derive(Clone, Debug, Default)]
pub struct Directives {}

//! The driver: files, interpreters, compilers and the cache around the compiler's stages.
//!
//! The only crate below the command line that reads and writes files and starts processes. [`pipeline`] calls the
//! stages for one file; [`build`], [`translate`] and [`run`] are what the commands do. Failures of the surroundings
//! are diagnostics like all others, without a span.
//!
//! ```
//! use pyxide_driver::pipeline::{compile, CompileOptions, Goal};
//! let folder = tempfile::tempdir().unwrap();
//! let file = folder.path().join("a.pyx");
//! std::fs::write(&file, "x = (1\n").unwrap();
//! let result = compile(&file, &CompileOptions::default(), Goal::Ast, &Vec::new);
//! assert!(result.has_errors() && result.output.is_none());
//! ```

pub mod build;
pub mod build_settings;
pub mod cache;
pub mod discover;
pub mod embedded;
pub mod environment;
mod failure;
pub mod jobs;
pub mod lenient;
pub mod loader;
pub mod module_build;
pub mod module_name;
pub mod output;
pub mod pipeline;
pub mod python;
pub mod run;
pub mod runtime_library;
pub mod suppress;
pub mod text;
pub mod toolchain;
pub mod translate;

pub use failure::Failure;

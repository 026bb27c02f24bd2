//! Function bodies: locals, inference, expressions, statements and conversions, to HIR.

use crate::context::{BodyJob, Cx};

/// Analyses the body of a declared function.
pub fn analyze_body<'ast>(_cx: &mut Cx<'ast, '_>, _job: BodyJob<'ast>) {}

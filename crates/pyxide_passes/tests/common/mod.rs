//! What tests of passes begin with.

use pyxide_diagnostics::Span;
use pyxide_mir::*;
use pyxide_types::{ErrorProtocol, Types};

/// An empty module.
pub fn module() -> Module {
    Module {
        name: "m".into(),
        is_package: false,
        path: "m.pyx".into(),
        doc: None,
        types: Types::default(),
        functions: vec![],
        cfuncs: vec![],
        cvars: vec![],
        consts: vec![],
        pyfuncs: vec![],
        statics: vec![],
        classes: vec![],
        init: FuncId(0),
        includes: vec![],
        emitted_types: vec![],
        public_types: vec![],
        early_classes: vec![],
        cplus: false,
    }
}

/// A builder of `object f(object x)`; the parameter is register 0.
pub fn function() -> Builder {
    let mut b = Builder::new(Function {
        name: "f".into(),
        display: "f".into(),
        span: Span::default(),
        linkage: Linkage::Static,
        convention: Convention::C,
        params: vec![],
        ret: Types::OBJECT,
        error: ErrorProtocol::Null,
        nogil: false,
        varargs: false,
        regs: vec![],
        blocks: vec![],
        stage: Stage::Built,
    });
    let x = b.func.new_reg(Types::OBJECT, RegKind::Param, Some("x".into()));
    b.func.params.push(x);
    b
}

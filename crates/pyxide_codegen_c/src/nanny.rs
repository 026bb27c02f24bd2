//! The reference nanny's statements: what each operation acquires and gives up, printed beside it.
//!
//! Counted MIR says all of it: results of calls and `incref` are acquired; `decref`, what a call takes over, what is
//! stored in memory that owns its value, and what is returned or yielded are given up. Registers that live in a
//! generator's scope object belong to that object, so setting one gives the reference up and clearing one touches
//! nothing of the activation's own.
//!
//! ```text
//! t1 = call Neg(x)       →      if (!(t1 = PyNumber_Negative(x))) goto L1;
//! return t1                     pyx_nanny_got(&nanny, t1, 2);
//!                               pyx_nanny_gave(&nanny, t1, 3);
//!                               pyx_nanny_finish(&nanny);
//!                               return t1;
//! ```
//!
//! Guarantees: prints nothing unless [`EmitOptions::refnanny`](crate::EmitOptions) is set and the function handles
//! references at all.

use crate::expr::Prec;
use crate::func::FuncPrinter;
use crate::names::c_string;
use pyxide_diagnostics::Span;
use pyxide_mir::{
    Block, Const, Function, Module, OpKind, Operand, ParamKind, Reg, Rvalue, Storage, Terminator,
};
use pyxide_types::Types;
use pyxide_types::prims::ParamMode;

/// Whether the function acquires or gives up references.
pub fn handles_references(m: &Module, f: &Function) -> bool {
    let object = |r: &Reg| m.types.is_object(f.reg(*r).ty);
    f.blocks.iter().any(|data| {
        matches!(data.term, Terminator::Yield { .. })
            || data.ops.iter().any(|op| match &op.kind {
                OpKind::IncRef { .. } | OpKind::DecRef { .. } | OpKind::ParseArgs { .. } => true,
                OpKind::Store { place, .. } => m.types.is_object(m.place_type(f, place)),
                OpKind::Call { callee, outs, .. } => {
                    m.new_reference(callee).is_some() || outs.iter().any(object)
                }
                _ => false,
            })
    })
}

impl FuncPrinter<'_> {
    /// Declares and starts the account, behind the declarations of the function.
    pub fn nanny_start(&self) -> String {
        if !self.nanny {
            return String::new();
        }
        self.cx.unit("refnanny");
        let name = c_string(self.f.display.as_bytes());
        let file = if self.f.span == Span::default() {
            c_string(self.cx.module.path.as_bytes())
        } else {
            c_string(self.cx.options.sources.file(self.f.span.file).path.as_bytes())
        };
        format!("    pyx_nanny nanny;\n    pyx_nanny_start(&nanny, {name}, {file});\n")
    }

    /// Prints what operation `i` of a block gives up; goes before it.
    pub fn nanny_before(&mut self, b: Block, i: usize) {
        if !self.nanny {
            return;
        }
        let op = &self.f.block(b).ops[i];
        let (m, t) = (self.cx.module, self.types());
        match &op.kind {
            OpKind::Assign { dst, value } if self.in_scope(*dst) => {
                self.nanny_empty(*dst, op.span);
                if let Rvalue::Use(o) | Rvalue::Cast(o) = value
                    && t.is_object(self.operand_type(o))
                {
                    self.nanny_gave(o, op.span);
                }
            }
            OpKind::Store { place, value, init } if t.is_object(m.place_type(self.f, place)) => {
                match place.base_reg().filter(|_| place.path.is_empty()) {
                    Some(r) if !self.in_scope(r) => {
                        if !init {
                            self.nanny_gave(&r.into(), op.span);
                        }
                    }
                    _ => self.nanny_gave(value, op.span),
                }
            }
            OpKind::Call { dst, outs, callee, args } => {
                if let pyxide_mir::Callee::Prim(p) = callee {
                    for (i, a) in args.iter().enumerate() {
                        if matches!(p.info().param(i).1, ParamMode::Stolen | ParamMode::StolenArray) {
                            self.nanny_gave(a, op.span);
                        }
                    }
                }
                for &r in dst.iter().chain(outs) {
                    if self.in_scope(r) {
                        self.nanny_empty(r, op.span);
                    }
                }
            }
            OpKind::DecRef { reg, .. } if !self.in_scope(*reg) => self.nanny_gave(&(*reg).into(), op.span),
            _ => {}
        }
    }

    /// Prints what operation `i` of a block acquired; goes where it has succeeded.
    pub fn nanny_after(&mut self, b: Block, i: usize) {
        if !self.nanny {
            return;
        }
        let ops = &self.f.block(b).ops;
        let op = &ops[i];
        match &op.kind {
            OpKind::IncRef { value, .. } => {
                // A borrowed value that was put into the scope object and is counted up there.
                let counts_scope = value
                    .reg()
                    .is_some_and(|r| self.in_scope(r) && i > 0 && self.borrows(&ops[i - 1].kind) == Some(r));
                if !counts_scope {
                    self.nanny_got(value, op.span);
                }
            }
            OpKind::Call { dst, outs, callee, .. } => {
                if let Some(d) = dst
                    && self.cx.module.new_reference(callee).is_some()
                    && !self.in_scope(*d)
                {
                    self.nanny_got(&(*d).into(), op.span);
                }
                for &r in outs {
                    if self.types().is_object(self.f.reg(r).ty) && !self.in_scope(r) {
                        self.nanny_got(&r.into(), op.span);
                    }
                }
            }
            OpKind::ParseArgs { pyfunc, outs } => {
                for (p, &r) in self.cx.module.pyfuncs[pyfunc.index()].params.iter().zip(outs) {
                    if matches!(p.kind, ParamKind::VarPositional | ParamKind::VarKeyword) {
                        self.nanny_got(&r.into(), op.span);
                    }
                }
            }
            _ => {}
        }
    }

    /// Prints the end of an activation, with the value that it hands out.
    pub fn nanny_leave(&mut self, value: Option<&Operand>, span: Span) {
        if !self.nanny {
            return;
        }
        if let Some(v) = value
            && self.types().is_object(self.operand_type(v))
            && self.types().is_object(self.f.ret)
        {
            self.nanny_gave(v, span);
        }
        self.stmt("pyx_nanny_finish(&nanny);");
    }

    /// Prints that a resumed generator owns the value sent.
    pub fn nanny_sent(&mut self, sent: Reg, span: Span) {
        if self.nanny && !self.in_scope(sent) {
            self.nanny_got(&sent.into(), span);
        }
    }

    /// The register that an operation sets to a borrowed reference.
    fn borrows(&self, op: &OpKind) -> Option<Reg> {
        match op {
            OpKind::Assign { dst, value: Rvalue::Load(_) | Rvalue::Select(..) } => Some(*dst),
            OpKind::Assign { dst, value: Rvalue::Cast(o) }
                if !self.types().is_object(self.operand_type(o)) =>
            {
                Some(*dst)
            }
            OpKind::Call { dst: Some(d), callee: pyxide_mir::Callee::Prim(p), .. }
                if p.info().returns_borrowed() =>
            {
                Some(*d)
            }
            _ => None,
        }
    }

    /// Whether an object register lives in the generator's scope object, which owns what it holds.
    fn in_scope(&self, r: Reg) -> bool {
        let data = self.f.reg(r);
        matches!(data.storage, Storage::Frame(_)) && self.types().is_object(data.ty)
    }

    fn nanny_empty(&mut self, r: Reg, span: Span) {
        let text = self.nanny_call("empty", &r.into(), span);
        self.stmt(&text);
    }

    fn nanny_got(&mut self, o: &Operand, span: Span) {
        let text = self.nanny_call("got", o, span);
        self.stmt(&text);
    }

    fn nanny_gave(&mut self, o: &Operand, span: Span) {
        if !matches!(o, Operand::Const(Const::Null(_))) {
            let text = self.nanny_call("gave", o, span);
            self.stmt(&text);
        }
    }

    fn nanny_call(&self, what: &str, o: &Operand, span: Span) -> String {
        let v = self.operand_as(o, Types::OBJECT).at(Prec::Assign);
        let span = if span == Span::default() { self.f.span } else { span };
        format!("pyx_nanny_{what}(&nanny, {v}, {});", self.line_of(span))
    }
}

//! `match` statements.
//!
//! Each case tests its pattern with a block to go to on failure. Captured values wait in temporaries and are bound
//! when the whole pattern matched, before the guard runs.

use crate::cx::FnCx;
use pyxide_hir::{Expr, MatchCase, Pattern, Target, TargetKind};
use pyxide_mir::{BinOp, Block, ConstItem, ConstObject, Operand, Reg, Rvalue};
use pyxide_types::{Prim, Types};

type Captures<'a> = Vec<(&'a Target, Reg)>;

impl<'a> FnCx<'a, '_> {
    pub fn match_stmt(&mut self, subject: &'a Expr, cases: &'a [MatchCase]) {
        let v = self.object(subject);
        let subject = self.copy(v);
        let done = self.b.new_block();
        for case in cases {
            let old = std::mem::replace(&mut self.b.span, case.span);
            let next = self.b.new_block();
            let mut captures = vec![];
            self.pattern(&case.pattern, subject, next, &mut captures);
            for (target, reg) in captures {
                self.assign(target, reg.into(), Types::OBJECT);
            }
            if let Some(guard) = &case.guard {
                let body = self.b.new_block();
                self.condition(guard, body, next);
                self.b.start(body);
            }
            self.stmts(&case.body);
            self.b.goto(done);
            self.b.start(next);
            self.b.span = old;
        }
        self.b.goto(done);
        self.b.start(done);
    }

    fn require(&mut self, cond: Operand, fail: Block) {
        let next = self.b.new_block();
        self.b.branch(cond, next, fail);
        self.b.start(next);
    }

    fn pattern(&mut self, p: &'a Pattern, subject: Reg, fail: Block, captures: &mut Captures<'a>) {
        match p {
            Pattern::Value(e) => {
                let v = self.object(e);
                let eq = self.objects_equal(subject.into(), v);
                self.require(eq, fail);
            }
            Pattern::Singleton(e) => {
                let v = self.object(e);
                let c = self.b.value(Types::BINT, Rvalue::Binary(BinOp::Eq, subject.into(), v));
                self.require(c.into(), fail);
            }
            Pattern::Capture(None) => {}
            Pattern::Capture(Some(t)) => captures.push((t, subject)),
            Pattern::As(inner, t) => {
                self.pattern(inner, subject, fail, captures);
                captures.push((t, subject));
            }
            Pattern::Or(alternatives) => self.or_pattern(alternatives, subject, fail, captures),
            Pattern::Sequence { items, star } => {
                self.sequence_pattern(items, star.as_ref(), subject, fail, captures)
            }
            Pattern::Mapping { items, rest } => {
                self.mapping_pattern(items, rest.as_ref(), subject, fail, captures)
            }
            Pattern::Class { class, positional, keywords } => {
                let class = self.object(class);
                let names = self.cx.names_tuple(keywords.iter().map(|(n, _)| n.as_str()));
                let values = self.b.temp(Types::TUPLE);
                let n = Operand::int(positional.len() as i64, Types::SSIZE);
                let found = self.prim_outs(
                    Prim::MatchClass,
                    vec![subject.into(), class, n, names],
                    vec![values],
                    true,
                );
                if let Some(found) = found {
                    self.require(found.into(), fail);
                }
                let patterns = positional.iter().chain(keywords.iter().map(|(_, p)| p));
                for (i, p) in patterns.enumerate() {
                    self.item_pattern(p, values, i, fail, captures);
                }
            }
        }
    }

    /// Matches an item of a tuple of values.
    fn item_pattern(
        &mut self,
        p: &'a Pattern,
        values: Reg,
        i: usize,
        fail: Block,
        captures: &mut Captures<'a>,
    ) {
        if matches!(p, Pattern::Capture(None)) {
            return;
        }
        let (i, no) = (Operand::int(i as i64, Types::SSIZE), Operand::int(0, Types::INT));
        let item = self.b.prim(Prim::TupleGetItemSsize, vec![values.into(), i, no.clone(), no]);
        self.pattern(p, item, fail, captures);
    }

    /// All alternatives bind the same names; each name gets one register that the matching alternative sets.
    fn or_pattern(&mut self, items: &'a [Pattern], subject: Reg, fail: Block, captures: &mut Captures<'a>) {
        let matched = self.b.new_block();
        let mut shared: Captures<'a> = vec![];
        for (n, p) in items.iter().enumerate() {
            let last = n + 1 == items.len();
            let next = if last { fail } else { self.b.new_block() };
            let mut own = vec![];
            self.pattern(p, subject, next, &mut own);
            for (target, reg) in own {
                let dst = match shared.iter().find(|(t, _)| same_name(t, target)) {
                    Some((_, r)) => *r,
                    None => {
                        let r = self.b.temp(Types::OBJECT);
                        shared.push((target, r));
                        r
                    }
                };
                self.b.assign(dst, Rvalue::Use(reg.into()));
            }
            self.b.goto(matched);
            if !last {
                self.b.start(next);
            }
        }
        self.b.start(matched);
        captures.extend(shared);
    }

    fn sequence_pattern(
        &mut self,
        items: &'a [Pattern],
        star: Option<&'a (usize, Option<Target>)>,
        subject: Reg,
        fail: Block,
        captures: &mut Captures<'a>,
    ) {
        let is_sequence = self.prim(Prim::MatchIsSequence, vec![subject.into()]);
        self.require(is_sequence, fail);
        if items.is_empty() && star.is_some() {
            // `[*rest]` does not ask for the length.
            return self.star_pattern(star, 0, 0, subject, captures);
        }
        let len = self.prim(Prim::Len, vec![subject.into()]);
        let n = Operand::int(items.len() as i64, Types::SSIZE);
        let op = if star.is_some() { BinOp::Ge } else { BinOp::Eq };
        let fits = self.b.value(Types::BINT, Rvalue::Binary(op, len.clone(), n));
        self.require(fits.into(), fail);
        let star_at = star.map(|(i, _)| *i);
        for (i, p) in items.iter().enumerate() {
            if star_at == Some(i) {
                self.star_pattern(star, i, items.len() - i, subject, captures);
            }
            if matches!(p, Pattern::Capture(None)) {
                continue;
            }
            let index = if star_at.is_some_and(|s| i >= s) {
                let from_end = Operand::int((items.len() - i) as i64, Types::SSIZE);
                self.b.value(Types::SSIZE, Rvalue::Binary(BinOp::Sub, len.clone(), from_end)).into()
            } else {
                Operand::int(i as i64, Types::SSIZE)
            };
            let (no, yes) = (Operand::int(0, Types::INT), Operand::int(1, Types::INT));
            let item = self.b.prim(Prim::GetItemSsize, vec![subject.into(), index, no, yes]);
            self.pattern(p, item, fail, captures);
        }
        if star_at == Some(items.len()) {
            self.star_pattern(star, items.len(), 0, subject, captures);
        }
    }

    fn star_pattern(
        &mut self,
        star: Option<&'a (usize, Option<Target>)>,
        before: usize,
        after: usize,
        subject: Reg,
        captures: &mut Captures<'a>,
    ) {
        if let Some((_, Some(target))) = star {
            let (a, b) =
                (Operand::int(before as i64, Types::SSIZE), Operand::int(after as i64, Types::SSIZE));
            let list = self.b.prim(Prim::MatchStar, vec![subject.into(), a, b]);
            captures.push((target, list));
        }
    }

    fn mapping_pattern(
        &mut self,
        items: &'a [(Expr, Pattern)],
        rest: Option<&'a Target>,
        subject: Reg,
        fail: Block,
        captures: &mut Captures<'a>,
    ) {
        let is_mapping = self.prim(Prim::MatchIsMapping, vec![subject.into()]);
        self.require(is_mapping, fail);
        let exprs: Vec<&Expr> = items.iter().map(|(k, _)| k).collect();
        let keys = self.objects(&exprs);
        let constant: Option<Vec<ConstItem>> = keys.iter().map(|k| self.cx.item(k)).collect();
        let keys = match constant {
            Some(items) => self.cx.object(ConstObject::Tuple(items)),
            None => self.prim_object(Prim::BuildTuple, keys, Types::TUPLE),
        };
        if !items.is_empty() {
            let values = self.b.temp(Types::TUPLE);
            let found =
                self.prim_outs(Prim::MatchKeys, vec![subject.into(), keys.clone()], vec![values], true);
            if let Some(found) = found {
                self.require(found.into(), fail);
            }
            for (i, (_, p)) in items.iter().enumerate() {
                self.item_pattern(p, values, i, fail, captures);
            }
        }
        if let Some(t) = rest {
            let dict = self.b.prim(Prim::MatchRest, vec![subject.into(), keys]);
            captures.push((t, dict));
        }
    }
}

fn same_name(a: &Target, b: &Target) -> bool {
    match (&a.kind, &b.kind) {
        (TargetKind::Local(a), TargetKind::Local(b)) => a == b,
        (TargetKind::Outer(f, a), TargetKind::Outer(g, b)) => f == g && a == b,
        (TargetKind::Global(a), TargetKind::Global(b))
        | (TargetKind::ClassName(a), TargetKind::ClassName(b)) => a == b,
        _ => false,
    }
}

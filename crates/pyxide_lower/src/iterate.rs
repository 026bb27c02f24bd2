//! What a `for` loop runs over: how to start, take the next value, and step.
//!
//! C ranges, C arrays, strings, lists, tuples and dicts run in C loops. Any other object goes through the primitive
//! that knows exact lists and tuples at run time and else uses the iterator protocol.

use crate::cx::FnCx;
use pyxide_hir::{DictView, Expr, ForIter, RangeStep, Target, TargetKind};
use pyxide_mir::{BinOp, Block, Const, Operand, Place, Proj, Reg, Rvalue};
use pyxide_types::{BuiltinType, Prim, Type, TypeId, Types};

/// A prepared iteration.
pub(crate) enum Iteration<'a> {
    /// `ahead`: a falling loop over unsigned numbers, whose counter and bound are one step ahead so that neither
    /// goes below zero.
    Range {
        ahead: bool,
        counter: Reg,
        stop: Operand,
        step: Step,
        ty: TypeId,
        inclusive: bool,
    },
    Memory {
        base: Place,
        index: Reg,
        stop: Operand,
        step: Step,
        elem: TypeId,
    },
    /// Index loop by a primitive that gives NULL at the end.
    Sequence {
        seq: Operand,
        index: Reg,
        prim: Prim,
    },
    /// Run-time choice.
    Object {
        iter: Operand,
        state: Reg,
    },
    Dict {
        dict: Operand,
        pos: Reg,
        size: Operand,
        what: DictView,
    },
    Chars {
        text: Operand,
        index: Reg,
        len: Operand,
        /// Width and start of the characters of a str; None: bytes.
        chars: Option<(Operand, Operand)>,
        ty: TypeId,
    },
    Enumerate {
        counter: Reg,
        target: &'a Target,
        inner: Box<Iteration<'a>>,
    },
}

#[derive(Clone)]
pub(crate) enum Step {
    Const(i64),
    Value(Operand),
}

/// The value of one round.
pub(crate) enum Item {
    One(Operand, TypeId),
    Pair(Operand, Operand),
}

impl<'a> FnCx<'a, '_> {
    pub fn prepare(&mut self, iter: &'a ForIter) -> Iteration<'a> {
        match iter {
            ForIter::Object(e) => {
                let kind = self.types().kind(e.ty).clone();
                let v = self.object(e);
                let v = self.copy_if_user(v);
                match kind {
                    Type::Builtin(b @ (BuiltinType::List | BuiltinType::Tuple)) => {
                        self.check_iterable(&v);
                        let prim = if b == BuiltinType::List { Prim::ListNext } else { Prim::TupleNext };
                        Iteration::Sequence { seq: v, index: self.ssize_zero(), prim }
                    }
                    Type::Builtin(BuiltinType::Dict) => self.dict_iteration(v, DictView::Keys),
                    _ => {
                        let iter = self.prim(Prim::IterStart, vec![v]);
                        Iteration::Object { iter, state: self.ssize_zero() }
                    }
                }
            }
            ForIter::Range { start, stop, step, ty, inclusive } => {
                let mut later = vec![stop];
                if let RangeStep::Expr(s) = step {
                    later.push(s);
                }
                let ty = self.types().unqualified(*ty);
                let start_value = self.expr_before(start, &later);
                let start_value = self.fit(start_value, start.ty, ty);
                let stop_value = self.expr_before(stop, &later[1..]);
                let stop_value = self.fit(stop_value, stop.ty, ty);
                let stop = self.copy_if_user(stop_value);
                let step = match step {
                    RangeStep::Const(s) => Step::Const(*s),
                    RangeStep::Expr(e) => {
                        let v = self.expr(e);
                        let v = self.fit(v, e.ty, ty);
                        let v = self.copy_if_user(v);
                        let zero = self
                            .b
                            .value(Types::BINT, Rvalue::Binary(BinOp::Eq, v.clone(), Operand::int(0, ty)));
                        self.raise_value_error_if(zero.into(), "range() arg 3 must not be zero");
                        Step::Value(v)
                    }
                };
                let signed = self.types().int_kind(ty).is_none_or(pyxide_types::IntKind::is_signed);
                let ahead = !signed && matches!(step, Step::Const(s) if s < 0);
                let counter = self.b.temp(ty);
                self.b.assign(counter, Rvalue::Use(start_value));
                let mut stop = stop;
                if let (true, Step::Const(s)) = (ahead, &step) {
                    let by = Operand::int(s.unsigned_abs() as i64, ty);
                    self.b.assign(counter, Rvalue::Binary(BinOp::Add, counter.into(), by.clone()));
                    let ahead_stop = self.b.value(ty, Rvalue::Binary(BinOp::Add, stop, by));
                    stop = ahead_stop.into();
                }
                Iteration::Range { counter, stop, step, ty, inclusive: *inclusive, ahead }
            }
            ForIter::Memory { base, start, stop, step, elem } => {
                let array = matches!(self.types().kind(base.ty), Type::Array(..));
                let place = if array {
                    self.place(base)
                } else {
                    let p = self.expr(base);
                    let p = self.copy_if_user(p);
                    Place::reg(self.in_reg(p, base.ty))
                };
                let index = self.b.temp(Types::SSIZE);
                let start = match start {
                    Some(e) => {
                        let v = self.expr(e);
                        self.fit(v, e.ty, Types::SSIZE)
                    }
                    None => Operand::int(0, Types::SSIZE),
                };
                self.b.assign(index, Rvalue::Use(start));
                let v = self.expr(stop);
                let v = self.fit(v, stop.ty, Types::SSIZE);
                let stop = self.copy_if_user(v);
                let step = match step {
                    None => Step::Const(1),
                    Some(e) => match self.small_int(e) {
                        Some(v) => Step::Const(v),
                        None => {
                            let v = self.expr(e);
                            let v = self.fit(v, e.ty, Types::SSIZE);
                            Step::Value(self.copy_if_user(v))
                        }
                    },
                };
                Iteration::Memory { base: place, index, stop, step, elem: *elem }
            }
            ForIter::Enumerate { counter, start, inner } => {
                // The iterable is evaluated before the start value.
                let inner = Box::new(self.prepare(inner));
                let ty = match start {
                    Some(e) => e.ty,
                    None if self.types().is_int(counter.ty) => counter.ty,
                    None => Types::SSIZE,
                };
                let reg = self.b.temp(ty);
                let v = match start {
                    Some(e) => self.expr(e),
                    None => Operand::int(0, ty),
                };
                self.b.assign(reg, Rvalue::Use(v));
                Iteration::Enumerate { counter: reg, target: counter, inner }
            }
            ForIter::Dict { dict, what } => {
                let v = self.object(dict);
                let v = self.copy_if_user(v);
                self.dict_iteration(v, *what)
            }
            ForIter::Chars(e) => {
                let v = self.object(e);
                let text = self.copy_if_user(v);
                self.check_iterable(&text);
                let is_str = *self.types().kind(e.ty) == Type::Builtin(BuiltinType::Str);
                let (len, ty) =
                    if is_str { (Prim::LenStr, Types::UCS4) } else { (Prim::LenBytes, Types::UCHAR) };
                let len = self.prim(len, vec![text.clone()]);
                let chars = is_str.then(|| {
                    let kind = self.prim(Prim::StrKind, vec![text.clone()]);
                    (kind, self.prim(Prim::StrData, vec![text.clone()]))
                });
                Iteration::Chars { text, index: self.ssize_zero(), len, chars, ty }
            }
            ForIter::Reversed(e) => {
                let v = self.object(e);
                let v = self.copy_if_user(v);
                if matches!(self.types().kind(e.ty), Type::Builtin(BuiltinType::List | BuiltinType::Tuple)) {
                    self.check_iterable(&v);
                }
                let v = self.prim(Prim::Reversed, vec![v]);
                let iter = self.prim(Prim::IterStart, vec![v]);
                Iteration::Object { iter, state: self.ssize_zero() }
            }
        }
    }

    pub(crate) fn copy_if_user(&mut self, v: Operand) -> Operand {
        if self.is_user_reg(&v) { self.copy(v).into() } else { v }
    }

    fn ssize_zero(&mut self) -> Reg {
        self.b.value(Types::SSIZE, Rvalue::Use(Operand::int(0, Types::SSIZE)))
    }

    fn check_iterable(&mut self, v: &Operand) {
        // Displays and the like cannot be None.
        if matches!(v, Operand::Reg(_)) {
            self.effect(Prim::CheckIterable, vec![v.clone()]);
        }
    }

    fn dict_iteration(&mut self, dict: Operand, what: DictView) -> Iteration<'a> {
        self.check_iterable(&dict);
        let size = self.prim(Prim::LenDict, vec![dict.clone()]);
        Iteration::Dict { dict, pos: self.ssize_zero(), size, what }
    }

    fn raise_value_error_if(&mut self, cond: Operand, message: &str) {
        let (bad, good) = (self.b.new_block(), self.b.new_block());
        self.branch_hint(cond, bad, good, pyxide_mir::Hint::Unlikely);
        self.b.start(bad);
        let raise = |cx: &mut Self| {
            let message = cx.cx.str(message);
            let exc = cx.prim(Prim::Call, vec![Const::Api("PyExc_ValueError".into()).into(), message]);
            cx.effect(Prim::Raise, vec![exc, Const::Null(Types::OBJECT).into()]);
            cx.b.terminate(pyxide_mir::Terminator::Unwind);
        };
        if self.b.nogil {
            self.with_gil(raise)
        } else {
            raise(self)
        }
        self.b.start(good);
    }

    /// Branches to `exhausted` at the end; else the value of this round.
    pub fn advance(&mut self, it: &mut Iteration<'a>, exhausted: Block) -> Item {
        match it {
            Iteration::Range { counter, stop, step, ty, inclusive, ahead } => {
                self.bound_test(*counter, stop, step, *inclusive, *ty, exhausted);
                if *ahead {
                    self.add_step(*counter, step, *ty);
                }
                Item::One((*counter).into(), *ty)
            }
            Iteration::Memory { base, index, stop, step, elem } => {
                self.bound_test(*index, stop, step, false, Types::SSIZE, exhausted);
                let v = self.load(base.clone().then(Proj::Index((*index).into())), *elem);
                Item::One(v, *elem)
            }
            Iteration::Sequence { seq, index, prim } => {
                let v = self.prim(*prim, vec![seq.clone(), (*index).into()]);
                self.end_if_null(&v, exhausted);
                Item::One(v, Types::OBJECT)
            }
            Iteration::Object { iter, state } => {
                let state = self.address(Place::reg(*state), Types::SSIZE);
                let v = self.prim(Prim::IterStep, vec![iter.clone(), state]);
                self.end_if_null(&v, exhausted);
                Item::One(v, Types::OBJECT)
            }
            Iteration::Dict { dict, pos, size, what } => {
                let pos = self.address(Place::reg(*pos), Types::SSIZE);
                let (key, value) = (self.b.temp(Types::OBJECT), self.b.temp(Types::OBJECT));
                let args = vec![dict.clone(), pos, size.clone()];
                let found = self.prim_outs(Prim::DictNext, args, vec![key, value], true);
                let next = self.b.new_block();
                if let Some(found) = found {
                    self.b.branch(found, next, exhausted);
                }
                self.b.start(next);
                match what {
                    DictView::Keys => Item::One(key.into(), Types::OBJECT),
                    DictView::Values => Item::One(value.into(), Types::OBJECT),
                    DictView::Items => Item::Pair(key.into(), value.into()),
                }
            }
            Iteration::Chars { text, index, len, chars, ty } => {
                let more = self.b.value(Types::BINT, Rvalue::Binary(BinOp::Lt, (*index).into(), len.clone()));
                let next = self.b.new_block();
                self.b.branch(more, next, exhausted);
                self.b.start(next);
                let index = (*index).into();
                let v = match chars {
                    Some((kind, data)) => {
                        let args = vec![text.clone(), kind.clone(), data.clone(), index];
                        self.prim(Prim::StrReadChar, args)
                    }
                    None => self.prim(Prim::BytesReadChar, vec![text.clone(), index]),
                };
                let v = self.cast(v, *ty);
                Item::One(v, *ty)
            }
            Iteration::Enumerate { counter, target, inner } => {
                let item = self.advance(inner, exhausted);
                let ty = self.b.func.reg(*counter).ty;
                let count = (*counter).into();
                self.assign(target, count, ty);
                item
            }
        }
    }

    fn end_if_null(&mut self, v: &Operand, exhausted: Block) {
        let reg = self.in_reg(v.clone(), Types::OBJECT);
        let end = self.is_null(reg);
        let next = self.b.new_block();
        self.b.branch(end, exhausted, next);
        self.b.start(next);
    }

    fn bound_test(
        &mut self,
        counter: Reg,
        stop: &Operand,
        step: &Step,
        inclusive: bool,
        ty: TypeId,
        exhausted: Block,
    ) {
        let (up, down) = if inclusive { (BinOp::Le, BinOp::Ge) } else { (BinOp::Lt, BinOp::Gt) };
        let next = self.b.new_block();
        let test = |cx: &mut Self, op| {
            let c = cx.b.value(Types::BINT, Rvalue::Binary(op, counter.into(), stop.clone()));
            cx.b.branch(c, next, exhausted);
        };
        match step {
            Step::Const(s) => test(self, if *s > 0 { up } else { down }),
            Step::Value(s) => {
                let positive =
                    self.b.value(Types::BINT, Rvalue::Binary(BinOp::Gt, s.clone(), Operand::int(0, ty)));
                let (rising, falling) = (self.b.new_block(), self.b.new_block());
                self.b.branch(positive, rising, falling);
                self.b.start(rising);
                test(self, up);
                self.b.start(falling);
                test(self, down);
            }
        }
        self.b.start(next);
    }

    /// Stores the value of a round in the loop's target.
    pub fn assign_item(&mut self, target: &'a Target, item: Item) {
        match item {
            Item::One(v, ty) => self.assign(target, v, ty),
            Item::Pair(k, v) => match &target.kind {
                TargetKind::Unpack { items, star: None } if items.len() == 2 => {
                    self.assign(&items[0], k, Types::OBJECT);
                    self.assign(&items[1], v, Types::OBJECT);
                }
                _ => {
                    let pair = self.prim_object(Prim::BuildTuple, vec![k, v], Types::TUPLE);
                    self.assign(target, pair, Types::TUPLE);
                }
            },
        }
    }

    /// Moves on to the next round.
    pub fn step(&mut self, it: &Iteration<'a>) {
        match it {
            Iteration::Range { ahead: true, .. } => {}
            Iteration::Range { counter, step, ty, .. } => self.add_step(*counter, step, *ty),
            Iteration::Memory { index, step, .. } => self.add_step(*index, step, Types::SSIZE),
            Iteration::Sequence { index, .. } | Iteration::Chars { index, .. } => {
                self.add_step(*index, &Step::Const(1), Types::SSIZE)
            }
            Iteration::Object { .. } | Iteration::Dict { .. } => {}
            Iteration::Enumerate { counter, inner, .. } => {
                let ty = self.b.func.reg(*counter).ty;
                if self.is_object(ty) {
                    let v = self.with_constant(Prim::AddLong, (*counter).into(), 1, false);
                    self.b.assign(*counter, Rvalue::Use(v));
                } else {
                    self.add_step(*counter, &Step::Const(1), ty);
                }
                self.step(inner);
            }
        }
    }

    fn add_step(&mut self, counter: Reg, step: &Step, ty: TypeId) {
        let value = match step {
            Step::Const(s) if *s < 0 => {
                Rvalue::Binary(BinOp::Sub, counter.into(), Operand::int(s.unsigned_abs() as i64, ty))
            }
            Step::Const(s) => Rvalue::Binary(BinOp::Add, counter.into(), Operand::int(*s, ty)),
            Step::Value(v) => Rvalue::Binary(BinOp::Add, counter.into(), v.clone()),
        };
        self.b.assign(counter, value);
    }

    /// Evaluates the object that an asynchronous loop runs over.
    pub fn async_iterable(&mut self, iter: &'a ForIter) -> Option<&'a Expr> {
        match iter {
            ForIter::Object(e) => Some(e),
            _ => None,
        }
    }
}

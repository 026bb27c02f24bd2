//! Calls: own functions by their summaries, C functions by the tables, primitives by what they are.

use super::{Engine, Next};
use crate::allocators::{self, Effect};
use crate::state::{Base, Elem, Fill, Gift, Loc, Nullness, State, Status};
use crate::summary::{AttributeEffect, Summary};
use crate::value::{Kind, ObjId, Val, ValKind};
use pyxide_diagnostics::{Span, codes};
use pyxide_mir::{BinOp, Callee, Const, OpKind, Operand, Reg};
use pyxide_types::{Origin, Prim};
use smol_str::SmolStr;

/// The result of `__exit__`.
const EXITED: SmolStr = SmolStr::new_static("__exit__()");

/// Primitives, by the beginnings of their names, that only look at the objects that they get.
const KEEP_NOTHING: &[&str] = &[
    "ArgTypeTest",
    "ArgNotNone",
    "TypeTest",
    "BuiltinTest",
    "NonNull",
    "Check",
    "Truth",
    "Len",
    "Is",
    "Compare",
    "RichCompare",
    "Contains",
    "Hash",
    "As",
    "BytesGetChar",
    "StrGetChar",
];

/// Methods of bytearray that may move its bytes.
const RESIZE: &[&str] = &["append", "extend", "insert", "pop", "remove", "clear", "resize"];

impl Engine<'_> {
    pub(super) fn own_function(&self, callee: &Callee) -> Option<usize> {
        match callee {
            Callee::CFunc(c) => self.cx.module.cfuncs[c.index()].func.map(|f| f.index()),
            Callee::Func(f) => Some(f.index()),
            Callee::Method(c, m) | Callee::Virtual(c, m) => self.cx.methods.get(&(*c, *m)).copied(),
            _ => None,
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one operation")]
    pub(super) fn call(
        &mut self,
        mut state: State,
        dst: Option<Reg>,
        outs: &[Reg],
        callee: &Callee,
        args: &[Operand],
        span: Span,
        nogil: bool,
    ) -> Next {
        for o in outs {
            state.regs[o.index()] = Some(self.values.symbol());
        }
        let values: Vec<Val> = args.iter().map(|a| self.operand(&mut state, a)).collect();
        // A struct that is passed by value takes what it holds along.
        for a in args {
            if let Operand::Reg(r) = a
                && self.is_aggregate(self.f.reg(*r).ty)
                && !self.is_array(*r)
            {
                let o = self.stack_object(&mut state, *r);
                self.give_contents(&mut state, o);
            }
        }
        if let Callee::CFunc(c) = callee {
            let decl = &self.cx.module.cfuncs[c.index()];
            if decl.origin == Origin::Extern || self.cx.declared.knows(&decl.name) {
                let declared =
                    self.cx.declared.role(&decl.name).or_else(|| self.cx.declared.role(&decl.cname));
                let entry = allocators::by_name(&decl.cname);
                if let Some(entry) = entry
                    && entry.needs_gil
                    && nogil
                {
                    let raw = &decl.cname[decl.cname.find('_').map_or(0, |i| i + 1)..];
                    self.report(
                        &state,
                        codes::GIL_REQUIRED,
                        span,
                        span,
                        "this allocator needs the GIL, which is not held here",
                        |d| d.help(format!("use PyMem_Raw{raw} or take the GIL")),
                    );
                }
                if allocators::NEVER_RETURN.contains(&decl.cname.as_str()) {
                    return Next::new();
                }
                if let Some(role) = declared.or(entry.map(|e| e.role)) {
                    return self.allocator(state, dst, role, &values, span);
                }
                if self.reference_function(&mut state, &decl.cname, &values, span) {
                    return smallvec::smallvec![state];
                }
            }
        }
        if !matches!(callee, Callee::Prim(p) if !p.info().name.starts_with("Call"))
            && !matches!(callee, Callee::CFunc(c) if allocators::effect(&self.cx.module.cfuncs[c.index()].cname).is_some())
        {
            // Module-level variables may change meanwhile.
            let constants = self.cx.constants;
            state.memory.retain(|(l, _)| !matches!(l.base, Base::CVar(c) if !constants.contains(&c)));
        }
        if let Some(f) = self.own_function(callee) {
            let summary = self.cx.summaries[f].clone();
            return self.apply(state, dst, &summary, &values, span);
        }
        let result = match callee {
            Callee::Prim(p) => self.primitive(&mut state, *p, &values, args, span),
            Callee::NewScope(_) | Callee::NewObject(_) | Callee::ReadyClass(_) => None,
            Callee::CFunc(c) => self.extern_call(&mut state, c.index(), &values, span),
            _ => {
                self.unknown_call(&mut state, &values, span);
                None
            }
        };
        if let Some(d) = dst {
            let v = match result {
                Some(v) => v,
                None => self.values.symbol(),
            };
            state.regs[d.index()] = Some(v);
            self.new_reference(&mut state, callee, v, span);
            if let Callee::CFunc(c) = callee
                && allocators::counting(&self.cx.module.cfuncs[c.index()].cname)
                    == Some(allocators::Counting::New)
                && self.cx.module.types.is_object(self.f.reg(d).ty)
            {
                self.fresh.insert(v);
            }
        }
        if let Callee::Prim(p) = callee {
            let results: smallvec::SmallVec<[Reg; 4]> = outs.iter().copied().chain(dst).collect();
            self.contained(&state, *p, &values, &results);
        }
        smallvec::smallvec![state]
    }

    fn primitive(
        &mut self,
        state: &mut State,
        p: Prim,
        values: &[Val],
        args: &[Operand],
        span: Span,
    ) -> Option<Val> {
        let name = p.info().name;
        match p {
            // What is asserted is true.
            Prim::AssertionsEnabled => return Some(self.values.int(1)),
            Prim::ExcMatches => {
                if let Some(caught) = self.catches(state, args.get(1)) {
                    return Some(self.values.int(caught as i128));
                }
            }
            Prim::Call => {
                if let Some(class) = super::failing::exception_class(args.first()) {
                    let v = self.values.symbol();
                    self.exceptions.insert(v, class);
                    return Some(v);
                }
            }
            Prim::AsCharPtr | Prim::AsCharPtrText => {
                return values.first().map(|&owner| self.interior(state, owner, span));
            }
            Prim::TypeCheck | Prim::IsInstance => {
                if let [object, ty] = values {
                    return Some(self.values.make(ValKind::IsA(*object, *ty)));
                }
            }
            // `__exit__` is taken to let exceptions pass: what follows would else have to do without the block's work.
            Prim::WithExit => return Some(self.values.named(&EXITED, || None)),
            Prim::Truth if values == [self.values.named(&EXITED, || None)] => return Some(self.zero),
            Prim::LenBytes | Prim::LenStr | Prim::LenList | Prim::LenTuple => {
                return values.first().map(|&v| self.values.make(ValKind::Length(v)));
            }
            Prim::StrLen => {
                let &text = values.first()?;
                self.access(state, text, span, false, None);
                return Some(self.length(state, text));
            }
            _ => {}
        }
        // A bytearray that grows moves its bytes.
        let changes = match p {
            Prim::CallMethod => self.name_of(args.get(1)).is_some_and(|n| RESIZE.contains(&n)),
            Prim::ObjectAppend | Prim::IAdd | Prim::SetSlice | Prim::DelSlice | Prim::DelItemSsize => true,
            _ => false,
        };
        if let (true, Some(a), Some(&object)) = (changes, args.first(), values.first())
            && self.cx.module.types.kind(self.cx.module.operand_type(self.f, a))
                == &pyxide_types::Type::Builtin(pyxide_types::BuiltinType::ByteArray)
        {
            self.elements_move(state, object, span);
        }
        if self.role == super::MethodRole::Dealloc {
            match self.called_method(state, values, args).filter(|_| p == Prim::CallMethod) {
                Some(f) => {
                    let summary = self.cx.summaries[f].clone();
                    self.apply_attributes(state, &summary, values, span);
                }
                None => self.summary.hands_self_over |= values.iter().any(|&v| self.is_this(state, v)),
            }
        } else if p == Prim::CallMethod
            && let Some(f) = self.called_method(state, values, args)
        {
            let summary = self.cx.summaries[f].clone();
            self.apply_attributes(state, &summary, values, span);
        }
        let copies = name.starts_with("From") || name.starts_with("Decode");
        let ret_object = p.info().ret == "obj";
        for &v in values {
            let Some((o, _)) = self.values.ptr(v) else {
                // An object may be kept by whatever gets it.
                if !KEEP_NOTHING.iter().any(|k| name.starts_with(k)) && !state.kept.contains(&v) {
                    state.kept.push(v);
                }
                continue;
            };
            if state.object(o).null != Nullness::Null && copies {
                self.access(state, v, span, false, None);
            }
            if !copies {
                // A pointer that becomes a Python number has left what can be followed.
                self.give(state, v);
            }
            state.object_mut(o).fill = Fill::All;
        }
        // Expressions that make a new object, unlike those that find one.
        let makes = name.starts_with("CallMethod")
            || name.starts_with("Encode")
            || name.starts_with("Concat")
            || name.starts_with("Format")
            || matches!(name, "Str" | "Repr" | "Bytes" | "JoinStr" | "StrConcat")
            || matches!(name, "Add" | "Mod" | "Mul")
                && args.first().is_some_and(|a| {
                    let ty = self.cx.module.operand_type(self.f, a);
                    matches!(self.cx.module.types.kind(ty), pyxide_types::Type::Builtin(_))
                });
        if ret_object && makes {
            let v = self.values.symbol();
            self.fresh.insert(v);
            return Some(v);
        }
        None
    }

    /// A pointer to the bytes that a Python object keeps.
    pub(super) fn interior(&mut self, state: &mut State, owner: Val, span: Span) -> Val {
        let kind = Kind::Interior(owner);
        let o = match state.objects.iter().position(|o| o.kind == kind && o.status == Status::Live) {
            Some(i) => crate::value::ObjId(i as u32),
            None => {
                let mut object = self.object(kind, span);
                object.null = Nullness::NonNull;
                state.add(object)
            }
        };
        self.values.make(ValKind::Ptr(o, self.zero))
    }

    fn extern_call(&mut self, state: &mut State, cfunc: usize, values: &[Val], span: Span) -> Option<Val> {
        let decl = &self.cx.module.cfuncs[cfunc];
        let name = decl.cname.as_str();
        let effect = self.cx.declared.effect(&decl.name).or_else(|| allocators::effect(name));
        let Some(effect) = effect else {
            if name.starts_with("Py") {
                // By convention, functions of CPython borrow the objects that they get.
                let blocks: Vec<Val> =
                    values.iter().copied().filter(|v| self.values.ptr(*v).is_some()).collect();
                self.unknown_call(state, &blocks, span);
            } else {
                self.unknown_call(state, values, span);
            }
            return None;
        };
        if effect == Effect::PointsIntoFirst {
            return values.first().map(|&owner| self.interior(state, owner, span));
        }
        for (i, &v) in values.iter().enumerate() {
            let Some((o, _)) = self.values.ptr(v) else { continue };
            if state.object(o).null != Nullness::Null {
                self.access(state, v, span, true, None);
            }
            match effect {
                // A capsule without a destructor owns nothing.
                Effect::Keeps(k)
                    if i == k && !(name == "PyCapsule_New" && values.get(2) == Some(&self.zero)) =>
                {
                    self.give(state, v)
                }
                _ => {}
            }
        }
        self.sizes_of_call(state, name, values, span);
        for &v in values {
            let Some((o, _)) = self.values.ptr(v) else { continue };
            if !matches!(name, "strcpy" | "strcat" | "strlen" | "strcmp" | "puts" | "printf") {
                state.object_mut(o).text = None;
            }
            self.written_by_callee(state, o);
        }
        match name {
            "strlen" | "wcslen" => values.first().map(|&s| self.length(state, s)),
            _ if effect == Effect::ReturnsFirst => values.first().copied(),
            _ => None,
        }
    }

    /// What well-known functions need of the sizes of their arguments.
    fn sizes_of_call(&mut self, state: &mut State, name: &str, values: &[Val], span: Span) {
        for region in allocators::regions(name) {
            let Some(&p) = values.get(region.pointer) else { continue };
            let mut size = self.values.int(1);
            for &n in region.size {
                let Some(&n) = values.get(n) else { continue };
                size = self.values.binary(BinOp::Mul, size, n);
            }
            self.span_of(state, p, size, span, region.written);
            if !region.written {
                self.reads_whole(state, p, span);
            }
        }
        for &i in allocators::texts_read(name) {
            if let Some(&p) = values.get(i) {
                self.reads_whole(state, p, span);
            }
        }
        if let ("strcpy" | "strcat", [to, text]) = (name, values) {
            self.text_fits(state, *to, *text, name == "strcat", span);
        }
    }

    fn span_of(&mut self, state: &mut State, p: Val, n: Val, span: Span, write: bool) {
        let Some((o, at)) = self.values.ptr(p) else { return };
        let object = state.object(o).clone();
        // `memset(p, 0, n * sizeof(T))` of a block of `n` bytes.
        if let (Kind::Heap(_), Some(size), Status::Live) = (&object.kind, object.size, object.status)
            && at == self.zero
        {
            let (n, size) = (self.values.linear(n), self.values.linear(size));
            let over = n.minus(&size);
            if over.constant == 0
                && !over.terms.is_empty()
                && over.terms.iter().all(|(v, k)| *k > 0 && size.coefficient(*v) > 0)
            {
                self.too_small(state, object.at, span);
            }
        }
        self.range(state, o, at, n, span, write);
    }

    /// A callee reads memory that was never written.
    fn reads_whole(&mut self, state: &mut State, p: Val, span: Span) {
        let Some((o, _)) = self.values.ptr(p) else { return };
        let object = state.object(o).clone();
        if object.fill == Fill::None
            && !object.zeroed
            && !object.given
            && object.status == Status::Live
            && (matches!(object.kind, Kind::Heap(_)) || matches!(object.kind, Kind::Stack(_)) && !state.loose)
        {
            state.object_mut(o).fill = Fill::All;
            let stack = matches!(object.kind, Kind::Stack(_));
            let origin = if stack { span } else { object.at };
            self.report(
                state,
                codes::UNINITIALIZED,
                span,
                origin,
                "memory is read that was never written",
                |d| {
                    if stack {
                        d.help("write it first, or set it when it is declared")
                    } else {
                        d.label(origin, "allocated here, its content is arbitrary")
                            .help("write it first, or allocate with calloc")
                    }
                },
            );
        }
    }

    /// A callee may have written what it got a pointer to.
    fn written_by_callee(&mut self, state: &mut State, o: ObjId) {
        state.object_mut(o).fill = Fill::All;
        if let Kind::Stack(r) = state.object(o).kind {
            if !self.is_aggregate(self.f.reg(r).ty) {
                // What it held may still be there, or be replaced.
                if let Some(old) = state.regs[r.index()] {
                    self.give(state, old);
                }
                state.regs[r.index()] = Some(self.values.symbol());
            }
            state.forget(Base::Object(o));
        }
    }

    /// A function of which nothing is known: it may keep every pointer that it gets.
    fn unknown_call(&mut self, state: &mut State, values: &[Val], span: Span) {
        state.calls += 1;
        for &v in values {
            let Some((o, _)) = self.values.ptr(v) else {
                if let ValKind::Cell(_, c, i) = *self.values.get(v) {
                    // It may be released, or replaced.
                    let loc = self.behind(v);
                    let ty = self.cx.module.types.classes[c.index()].fields[i].ty;
                    let old = self.load(state, &loc, ty);
                    self.give(state, old);
                    state.memory.retain(|(l, _)| *l != loc);
                }
                self.summary.hands_self_over |= self.is_this(state, v);
                self.keep_reference(state, v);
                continue;
            };
            if matches!(state.object(o).status, Status::Freed(_)) {
                self.access(state, v, span, true, None);
            }
            self.give_as(state, v, Gift::Lent(span));
            self.written_by_callee(state, o);
        }
    }

    /// What a call that raises has done before.
    pub(super) fn failing_call(&mut self, state: &mut State, op: &OpKind) {
        self.raised_class(state, op);
        let OpKind::Call { callee, args, .. } = op else { return };
        let values: Vec<Val> = args
            .iter()
            .map(|a| match a {
                // Reading an argument is reported where the call succeeds.
                Operand::Reg(r) => state.regs[r.index()].unwrap_or(self.zero),
                Operand::Const(_) => self.zero,
            })
            .collect();
        match self.own_function(callee) {
            Some(f) => {
                let summary = self.cx.summaries[f].clone();
                for (i, &v) in values.iter().enumerate() {
                    if summary.params.get(i).is_some_and(|p| p.keeps) {
                        self.give(state, v);
                    }
                }
                if let Some(raised) = &summary.raised {
                    let span = self.at;
                    self.apply_outcome(state, raised, &values, span);
                }
            }
            None => {
                if let Callee::CFunc(c) = callee {
                    let name = &self.cx.module.cfuncs[c.index()].cname;
                    self.stolen_by_failure(state, name, &values, self.at);
                }
                if !matches!(callee, Callee::Prim(_)) {
                    let gift = Gift::Lent(self.at);
                    values.iter().for_each(|&v| self.give_as(state, v, gift));
                }
            }
        }
    }

    /// What a method leaves in the attributes of its object.
    pub(super) fn apply_attributes(
        &mut self,
        state: &mut State,
        summary: &Summary,
        args: &[Val],
        span: Span,
    ) {
        if let Some(&object) = args.first() {
            self.summary.hands_self_over |= summary.hands_self_over && self.is_this(state, object);
            for &(c, i) in &summary.empties {
                self.emptied(c, i);
            }
            for (c, i, effect, _) in &summary.attributes {
                let loc = Loc { base: Base::Value(object), path: vec![Elem::ClassField(*c, *i)] };
                let mut before = state.read(&loc);
                if before.is_none()
                    && self.is_this(state, object)
                    && summary.always_released.contains(&(*c, *i))
                {
                    let ty = self.cx.module.types.classes[c.index()].fields[*i].ty;
                    before = Some(self.load(state, &loc, ty));
                }
                match effect {
                    AttributeEffect::Dangling | AttributeEffect::Released => {
                        if let Some((o, _)) = before.and_then(|v| self.values.ptr(v)) {
                            state.object_mut(o).status = Status::Freed(span);
                            state.object_mut(o).by_method = true;
                        }
                        if *effect == AttributeEffect::Released {
                            state.write(loc.clone(), self.zero);
                        }
                    }
                    AttributeEffect::Replaced(_) => {
                        if let Some((o, _)) = before.and_then(|v| self.values.ptr(v)) {
                            state.object_mut(o).status = Status::Freed(span);
                        }
                        state.memory.retain(|(l, _)| *l != loc);
                    }
                    AttributeEffect::Fresh(_) => {
                        if let Some(old) = before {
                            self.give(state, old);
                        }
                        state.memory.retain(|(l, _)| *l != loc);
                    }
                }
                if matches!(effect, AttributeEffect::Released | AttributeEffect::Dangling)
                    && self.is_this(state, object)
                {
                    self.attributes.entry((*c, *i)).or_insert((*effect, span));
                }
            }
        }
    }

    /// The text of a constant string.
    fn name_of(&self, o: Option<&Operand>) -> Option<&str> {
        let Some(Operand::Const(Const::Object(name))) = o else { return None };
        match &self.cx.module.consts[name.index()] {
            pyxide_mir::ConstObject::Str { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The method behind `self.name(…)`, when it is a method of this module's classes.
    fn called_method(&self, state: &State, values: &[Val], args: &[Operand]) -> Option<usize> {
        let module = self.cx.module;
        let (&this, Some(Operand::Reg(r)), Some(Operand::Const(Const::Object(name)))) =
            (values.first()?, args.first(), args.get(1))
        else {
            return None;
        };
        if !self.is_this(state, this) {
            return None;
        }
        let pyxide_mir::ConstObject::Str { text, .. } = &module.consts[name.index()] else { return None };
        let mut at = module.types.class_of(self.f.reg(*r).ty);
        while let Some(c) = at {
            if let Some(class) = module.classes.iter().find(|k| k.class == c)
                && let Some(m) = class.methods.iter().find(|m| m.name == *text)
            {
                return Some(module.pyfuncs[m.pyfunc.index()].func.index());
            }
            at = module.types.class_of(module.types.classes[c.index()].base);
        }
        None
    }
}

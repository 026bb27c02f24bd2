//! Reference counting of small functions, printed.

mod common;

use common::{function, module};
use pyxide_mir::*;
use pyxide_types::{Prim, Types};

fn counted(b: Builder) -> String {
    let mut m = module();
    m.functions.push(b.finish());
    pyxide_passes::run(&mut m);
    printer::print_function(&m, FuncId(0))
}

/// The operations of the printed function, without spans and headers.
fn ops(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|l| !l.is_empty()).collect()
}

#[test]
fn a_temporary_is_released_after_its_last_use() {
    let mut b = function();
    let t = b.prim(Prim::Neg, vec![Reg(0).into()]);
    let r = b.prim(Prim::Pos, vec![t.into()]);
    b.terminate(Terminator::Return(Some(r.into())));
    let text = counted(b);
    let lines = ops(&text);
    let uses: Vec<_> = lines.iter().filter(|l| l.contains("decref")).collect();
    // Once on the way on, once where the second call failed.
    assert_eq!(uses.len(), 2, "{text}");
    assert!(!text.contains("incref"), "{text}");
}

#[test]
fn a_returned_parameter_is_counted_up() {
    let mut b = function();
    b.terminate(Terminator::Return(Some(Reg(0).into())));
    let text = counted(b);
    assert_eq!(text.matches("incref").count(), 1, "{text}");
    assert_eq!(text.matches("decref").count(), 0, "{text}");
}

#[test]
fn a_variable_gives_up_its_old_value_and_is_released_at_the_end() {
    let mut b = function();
    let v = b.user(Types::OBJECT, "v".into());
    for prim in [Prim::Neg, Prim::Pos] {
        let t = b.prim(prim, vec![Reg(0).into()]);
        b.assign(v, Rvalue::Use(t.into()));
    }
    b.terminate(Terminator::Return(Some(Const::None.into())));
    let text = counted(b);
    // The second assignment replaces; the result is counted up; the variable is released on both ways out.
    assert_eq!(text.matches("store").count(), 1, "{text}");
    assert_eq!(text.matches("incref").count(), 1, "{text}");
    assert_eq!(text.matches("decref").count(), 2, "{text}");
}

#[test]
fn a_loop_variable_is_replaced_on_each_turn() {
    let mut b = function();
    let v = b.user(Types::OBJECT, "v".into());
    let it = b.prim(Prim::GetIter, vec![Reg(0).into()]);
    let (head, body, done) = (b.new_block(), b.new_block(), b.new_block());
    b.goto(head);
    b.start(head);
    let item = b.prim(Prim::IterNext, vec![it.into()]);
    let more =
        b.value(Types::BINT, Rvalue::Binary(BinOp::Ne, item.into(), Const::Null(Types::OBJECT).into()));
    b.branch(more, body, done);
    b.start(body);
    b.assign(v, Rvalue::Use(item.into()));
    b.goto(head);
    b.start(done);
    b.emit(OpKind::CheckBound { reg: v, name: "v".into(), free: false });
    b.terminate(Terminator::Return(Some(v.into())));
    let text = counted(b);
    // The iterator is released where the loop ends and where it fails.
    assert!(text.contains("store"), "{text}");
    assert!(text.contains("checkbound"), "{text}");
    assert_eq!(text.matches("incref").count(), 0, "{text}");
}

#[test]
fn what_is_only_looked_at_is_not_counted() {
    let mut b = function();
    let v = b.user(Types::OBJECT, "v".into());
    b.assign(v, Rvalue::Use(Reg(0).into()));
    let seen = b.value(Types::OBJECT, Rvalue::Use(v.into()));
    let same = b.value(Types::BINT, Rvalue::Binary(BinOp::Eq, seen.into(), Const::None.into()));
    let (yes, no) = (b.new_block(), b.new_block());
    b.branch(same, yes, no);
    b.start(yes);
    b.terminate(Terminator::Return(Some(Const::True.into())));
    b.start(no);
    b.terminate(Terminator::Return(Some(v.into())));
    let text = counted(b);
    // Up: the variable at its assignment, and the constant. Down: the variable, where the constant is returned.
    assert_eq!(text.matches("incref").count(), 2, "{text}");
    assert_eq!(text.matches("decref").count(), 1, "{text}");
}

//! The proof that references balance sees each release or count that is missing, doubled or too early.

mod common;

use common::{function, module};
use pyxide_diagnostics::Span;
use pyxide_mir::*;
use pyxide_passes::balance::check;
use pyxide_passes::{cfg, count, split};
use pyxide_types::Prim;

/// `def f(x): t = -x; y = t + x; return (y, x)`, counted.
fn counted() -> (Module, Function, count::Facts) {
    let mut b = function();
    let x = Reg(0);
    let t = b.prim(Prim::Neg, vec![x.into()]);
    let y = b.prim(Prim::Add, vec![t.into(), x.into()]);
    let pair = b.prim(Prim::BuildTuple, vec![y.into(), x.into()]);
    b.terminate(Terminator::Return(Some(pair.into())));
    let (m, mut f) = (module(), b.finish());
    cfg::simplify(&mut f);
    split::run(&m, &mut f);
    let facts = count::run(&m, &mut f);
    (m, f, facts)
}

/// The problems after a change of every operation that `of` picks, each change on its own.
fn changed(of: impl Fn(&OpKind) -> bool, change: impl Fn(&mut Vec<Op>, usize)) -> Vec<Vec<String>> {
    let (m, f, facts) = counted();
    let mut found = Vec::new();
    for b in 0..f.blocks.len() {
        for i in 0..f.blocks[b].ops.len() {
            if of(&f.blocks[b].ops[i].kind) {
                let mut f = f.clone();
                change(&mut f.blocks[b].ops, i);
                found.push(check(&m, &f, &facts));
            }
        }
    }
    assert!(!found.is_empty());
    found
}

fn is_release(op: &OpKind) -> bool {
    matches!(op, OpKind::DecRef { .. })
}

fn is_count(op: &OpKind) -> bool {
    matches!(op, OpKind::IncRef { .. })
}

#[test]
fn what_the_pass_makes_balances() {
    let (m, f, facts) = counted();
    assert_eq!(check(&m, &f, &facts), Vec::<String>::new());
}

#[test]
fn a_release_less_on_any_path_leaks() {
    for found in changed(is_release, |ops, i| drop(ops.remove(i))) {
        assert!(found.iter().any(|p| p.ends_with(" leaks")), "{found:?}");
    }
}

#[test]
fn a_release_too_many_on_any_path_is_seen() {
    for found in changed(is_release, |ops, i| ops.insert(i, ops[i].clone())) {
        assert!(found.iter().any(|p| p.contains("released and not owned")), "{found:?}");
    }
}

#[test]
fn a_release_too_early_is_a_read_of_nothing() {
    let early = |ops: &mut Vec<Op>, i: usize| {
        let OpKind::Call { args, .. } = &ops[i].kind else { return };
        let Some(reg) = args[0].reg() else { return };
        let kind = OpKind::DecRef { reg, nullable: false, clear: false };
        ops.insert(i, Op { span: Span::default(), kind });
    };
    let adds = |op: &OpKind| matches!(op, OpKind::Call { callee: Callee::Prim(Prim::Add), .. });
    for found in changed(adds, early) {
        assert!(found.iter().any(|p| p.contains("is read and holds nothing")), "{found:?}");
    }
}

#[test]
fn what_is_handed_over_must_be_counted_up() {
    for found in changed(is_count, |ops, i| drop(ops.remove(i))) {
        assert!(found.iter().any(|p| p.contains("given up and not owned")), "{found:?}");
    }
    for found in changed(is_count, |ops, i| ops.insert(i, ops[i].clone())) {
        assert!(found.iter().any(|p| p.ends_with(" leaks")), "{found:?}");
    }
}

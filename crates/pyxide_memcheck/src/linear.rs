//! Values as sums: `8*n + 16`. Two sizes can be compared when their difference is a number.

use crate::value::{Val, ValKind, Values};
use pyxide_mir::BinOp;

/// `terms` by value, without zero coefficients, sorted; plus a constant.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Linear {
    pub terms: Vec<(Val, i128)>,
    pub constant: i128,
}

impl Linear {
    pub fn number(n: i128) -> Linear {
        Linear { terms: vec![], constant: n }
    }

    pub fn scaled(mut self, k: i128) -> Linear {
        self.terms.iter_mut().for_each(|t| t.1 = t.1.saturating_mul(k));
        self.terms.retain(|t| t.1 != 0);
        self.constant = self.constant.saturating_mul(k);
        self
    }

    pub fn plus(mut self, other: &Linear) -> Linear {
        for &(v, k) in &other.terms {
            match self.terms.binary_search_by_key(&v, |t| t.0) {
                Ok(i) => self.terms[i].1 += k,
                Err(i) => self.terms.insert(i, (v, k)),
            }
        }
        self.terms.retain(|t| t.1 != 0);
        self.constant = self.constant.saturating_add(other.constant);
        self
    }

    pub fn minus(self, other: &Linear) -> Linear {
        self.plus(&other.clone().scaled(-1))
    }

    pub fn as_number(&self) -> Option<i128> {
        self.terms.is_empty().then_some(self.constant)
    }

    pub fn coefficient(&self, v: Val) -> i128 {
        self.terms.iter().find(|t| t.0 == v).map_or(0, |t| t.1)
    }

    /// The sum with `v` replaced by another sum.
    pub fn replace(self, v: Val, by: &Linear) -> Linear {
        let k = self.coefficient(v);
        let mut rest = self;
        rest.terms.retain(|t| t.0 != v);
        rest.plus(&by.clone().scaled(k))
    }
}

impl Values {
    pub fn linear(&mut self, v: Val) -> Linear {
        self.linear_to(v, 12)
    }

    fn linear_to(&mut self, v: Val, depth: u32) -> Linear {
        let atom = Linear { terms: vec![(v, 1)], constant: 0 };
        if depth == 0 {
            return atom;
        }
        match *self.get(v) {
            ValKind::Int(n) => Linear::number(n),
            ValKind::Neg(a) => self.linear_to(a, depth - 1).scaled(-1),
            ValKind::Bin(op @ (BinOp::Add | BinOp::Sub), a, b) => {
                let (a, b) = (self.linear_to(a, depth - 1), self.linear_to(b, depth - 1));
                if op == BinOp::Add { a.plus(&b) } else { a.minus(&b) }
            }
            ValKind::Bin(BinOp::Shl, a, b) => match self.as_int(b) {
                Some(n) if (0..60).contains(&n) => self.linear_to(a, depth - 1).scaled(1 << n),
                _ => atom,
            },
            ValKind::Bin(BinOp::Mul, a, b) => {
                let (a, b) = (self.linear_to(a, depth - 1), self.linear_to(b, depth - 1));
                match (a.as_number(), b.as_number()) {
                    (Some(k), _) => b.scaled(k),
                    (_, Some(k)) => a.scaled(k),
                    _ => match (&a.terms[..], &b.terms[..]) {
                        // Constants come to the front: `(8*n) * m` is `8 * (n*m)`.
                        ([(x, j)], [(y, k)]) if a.constant == 0 && b.constant == 0 => {
                            let (x, y) = if x < y { (*x, *y) } else { (*y, *x) };
                            let product = self.make(ValKind::Bin(BinOp::Mul, x, y));
                            Linear { terms: vec![(product, j * k)], constant: 0 }
                        }
                        _ => atom,
                    },
                }
            }
            _ => atom,
        }
    }

    /// Whether `part` occurs in `v`.
    pub fn mentions(&self, v: Val, part: Val, depth: u32) -> bool {
        if v == part {
            return true;
        }
        if depth == 0 {
            return false;
        }
        match *self.get(v) {
            ValKind::Bin(_, a, b) => self.mentions(a, part, depth - 1) || self.mentions(b, part, depth - 1),
            ValKind::Neg(a) | ValKind::Not(a) | ValKind::Length(a) => self.mentions(a, part, depth - 1),
            _ => false,
        }
    }
}

//! Near misses: which known name a misspelt one probably meant.
//!
//! ```
//! use pyxide_diagnostics::did_you_mean;
//! assert_eq!(did_you_mean("boundcheck", ["wraparound", "boundscheck"]), Some("boundscheck"));
//! assert_eq!(did_you_mean("x", ["y", "z"]), None);
//! ```

/// The candidate closest to `name`, if it is close enough that suggesting it helps more than it disturbs.
///
/// Up to a third of the letters may differ, a swap counts as one difference, and case alone never rules a
/// candidate out. Names of one letter are never suggested for each other.
pub fn did_you_mean<'a, I>(name: &str, candidates: I) -> Option<&'a str>
where
    I: IntoIterator<Item = &'a str>,
{
    let length = name.chars().count();
    let limit = match length {
        0 | 1 => 0,
        2..=5 => 1,
        6..=8 => 2,
        _ => length / 3,
    };
    let folded = name.to_lowercase();
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        // The distance is at least the difference of lengths: most candidates need no matrix.
        let difference = candidate.chars().count().abs_diff(length);
        if candidate == name || difference > limit {
            continue;
        }
        let distance =
            if candidate.to_lowercase() == folded { 0 } else { strsim::osa_distance(name, candidate) };
        if distance <= limit && best.is_none_or(|(d, _)| distance < d) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn suggests_small_slips_only() {
        let names = ["length", "append", "None", "sizeof", "wraparound"];
        assert_eq!(did_you_mean("lenght", names), Some("length"));
        assert_eq!(did_you_mean("none", names), Some("None"));
        assert_eq!(did_you_mean("wrap_around", names), Some("wraparound"));
        assert_eq!(did_you_mean("cheese", names), None);
        assert_eq!(did_you_mean("append", names), None);
        assert_eq!(did_you_mean("", names), None);
    }
}

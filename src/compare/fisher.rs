//! Fisher's exact test for two groups of fixed sizes.

/// The sizes of the two groups, and the logarithms of the factorials up to their sum.
pub(super) struct Fisher {
    pub(super) refused: usize,
    pub(super) accepted: usize,
    logs: Vec<f64>,
}

impl Fisher {
    pub(super) fn new(refused: usize, accepted: usize) -> Self {
        let mut logs = vec![0.0];
        let mut sum = 0.0;
        for n in 1..=refused + accepted {
            sum += number(n).ln();
            logs.push(sum);
        }
        Self { refused, accepted, logs }
    }

    fn log(&self, n: usize) -> f64 {
        self.logs.get(n).copied().unwrap_or(0.0)
    }

    fn log_choose(&self, n: usize, k: usize) -> f64 {
        self.log(n) - self.log(k) - self.log(n - k)
    }

    /// Returns the probability that, of `count` messages drawn from all, exactly `refused` are
    /// refused ones.
    fn chance(&self, refused: usize, count: usize) -> f64 {
        let log = self.log_choose(self.refused, refused)
            + self.log_choose(self.accepted, count - refused)
            - self.log_choose(self.refused + self.accepted, count);
        log.exp()
    }

    /// Returns the fewest and the most of `count` messages that can be refused ones.
    fn range(&self, count: usize) -> (usize, usize) {
        (count.saturating_sub(self.accepted), count.min(self.refused))
    }

    /// Returns the two-sided probability of a table at most as likely as this one, in which so many
    /// messages of each group have the trait.
    pub(super) fn test(&self, refused: usize, accepted: usize) -> f64 {
        let count = refused + accepted;
        let (from, to) = self.range(count);
        // Equally likely tables must count as such in spite of rounding.
        let seen = self.chance(refused, count) * (1.0 + 1e-7);
        let sum: f64 = (from..=to).map(|n| self.chance(n, count)).filter(|p| *p <= seen).sum();
        sum.min(1.0)
    }

    /// Returns the least probability that a trait of so many messages can have.
    pub(super) fn least(&self, count: usize) -> f64 {
        let (from, to) = self.range(count);
        self.chance(from, count).min(self.chance(to, count))
    }

    /// Returns the least probability that any trait can have: exactly the refused messages have it.
    pub(super) fn best(&self) -> f64 {
        self.least(self.refused)
    }
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52 messages")]
const fn number(n: usize) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_published_values() {
        // The lady tasting tea, and R: fisher.test(matrix(c(1, 9, 11, 3), 2)).
        for (n1, n2, a, b, p) in [
            (4, 4, 3, 1, 0.485_714),
            (4, 4, 4, 0, 0.028_571),
            (12, 12, 1, 11, 0.000_106_5),
            (10, 14, 1, 11, 0.002_759),
            (10, 50, 10, 0, 1.326_4e-11),
        ] {
            let got = Fisher::new(n1, n2).test(a, b);
            assert!((got - p).abs() / p < 0.01, "{n1} {n2} {a} {b}: {got} {p}");
        }
    }

    #[test]
    fn few_messages_can_show_nothing() {
        assert!(Fisher::new(2, 3).best() > 0.05);
        assert!(Fisher::new(3, 4).best() < 0.05);
        assert!((Fisher::new(5, 9).test(0, 0) - 1.0).abs() < 1e-9);
    }
}

"""Writes logistic regressions fitted by scikit-learn, for the tests of `src/maths/logistic.ts`.

    python3 -m training.fixtures_logistic src/maths/fixtures/logistic.json

Each case has rows x, labels y, sample weights or null, λ, and the w and b that minimise
Σ sᵢ·logloss / Σ sᵢ + (λ/2)·|w|², which is scikit-learn's objective with C = 1/(λ·Σ sᵢ) over λ.
`metrics` has scores with ties and scikit-learn's measures of them. Needs scikit-learn 1.2 or later.
"""

import json
import sys
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score, roc_auc_score


def gradient(x, y, shares, lam, theta):
    """Gradient of the objective at theta = (w, b)."""
    rows = np.hstack([x, np.ones((len(x), 1))])
    p = 1 / (1 + np.exp(-rows @ theta))
    return rows.T @ (shares * (p - y)) + lam * np.append(theta[:-1], 0)


def fit(x, y, weights, lam, balanced):
    s = np.ones(len(y)) if weights is None else np.array(weights)
    if balanced:
        s = s * np.where(y == 1, len(y) / (2 * y.sum()), len(y) / (2 * (1 - y).sum()))
    model = LogisticRegression(C=1 / (lam * s.sum()), tol=1e-12, max_iter=200, solver="newton-cholesky")
    model.fit(x, y, sample_weight=s)
    theta = np.append(model.coef_[0], model.intercept_[0])
    assert np.abs(gradient(x, y, s / s.sum(), lam, theta)).max() < 1e-12
    return theta


def case(name, x, y, lam, weights=None, balanced=False):
    x = np.round(x, 4)
    theta = fit(x, y, weights, lam, balanced)
    return {
        "name": name, "n": len(x), "d": x.shape[1], "x": x.ravel().tolist(), "y": y.astype(int).tolist(),
        "weights": weights, "balanced": balanced, "lambda": lam,
        "w": theta[:-1].tolist(), "b": float(theta[-1]),
    }


def main(path: Path) -> None:
    random = np.random.default_rng(2015)

    def draw(n, d, offset=0.0):
        x = random.normal(size=(n, d))
        logits = x @ random.normal(size=d) * 1.5 / np.sqrt(d) + offset
        return x, (random.uniform(size=n) < 1 / (1 + np.exp(-logits))).astype(float)

    cases = [case("balanced", *draw(60, 5), 0.02)]
    x, y = draw(80, 4, -2.0)
    weights = np.round(random.uniform(0.2, 3, 80), 3).tolist()
    cases.append(case("unbalanced with weights", x, y, 0.01, weights))
    cases.append(case("unbalanced, classes balanced", x, y, 0.01, weights=None, balanced=True))
    x = random.normal(size=(40, 3))
    y = (x[:, 0] > 0).astype(float)
    x[:, 0] += np.where(y == 1, 1, -1)
    cases.append(case("separable", x, y, 1e-4))
    cases.append(case("more columns than rows", *draw(12, 40), 0.05))
    x, y = draw(60, 4)
    cases.append(case("correlated columns", np.hstack([x, x[:, :2] * 3 + 0.001 * random.normal(size=(60, 2))]), y, 1e-3))
    x, y = draw(50, 3)
    x[:, 1] = 7.25
    cases.append(case("a constant column", x, y, 0.03))
    x, y = draw(50, 3)
    cases.append(case("columns of very different scale", x * [0.01, 1, 100], y, 1e-3))

    y = (random.uniform(size=200) < 0.3).astype(int)
    scores = np.round(random.normal(size=200) + 0.7 * y - 0.5, 1)
    metrics = {
        "y": y.tolist(), "scores": scores.tolist(),
        "auc": roc_auc_score(y, scores), "balancedAccuracy": balanced_accuracy_score(y, scores > 0),
    }
    path.write_text(json.dumps({"cases": cases, "metrics": metrics}, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

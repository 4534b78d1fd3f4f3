"""Logistic regression by Newton's method, the twin of the page's `src/maths`.

Minimised is, over w and b,

    J(w, b) = Σ s_i · log(1 + exp(−t_i · (w·x_i + b))) / Σ s_i  +  (λ/2) · |w|²

with t_i = +1 or −1 and weights s_i > 0. The bias is not penalised. In float64, from w = 0 and b = 0,
Newton steps halved until J falls by a ten-thousandth of what the slope promises (Armijo), until no
component of the gradient is above the tolerance.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class LogisticFit:
    """w [d] and b of the optimum, the largest absolute component of its gradient, steps taken."""

    weights: np.ndarray
    bias: float
    gradient: float
    steps: int


def balanced_weights(positive: np.ndarray) -> np.ndarray:
    """Weights under which both classes weigh n/2. Raises ValueError where one is missing."""
    positive = positive.astype(bool)
    n, there = len(positive), int(positive.sum())
    if there in (0, n):
        raise ValueError(f"{there} of {n} are positive: both classes are needed")
    return np.where(positive, n / (2 * there), n / (2 * (n - there)))


def objective(x: np.ndarray, sign: np.ndarray, weights: np.ndarray, penalty: float, w: np.ndarray) -> float:
    """J at w [d + 1], the bias last; x [n, d + 1] ends in a column of ones."""
    losses = np.logaddexp(0, -sign * (x @ w))
    return float(weights @ losses / weights.sum() + penalty / 2 * (w[:-1] @ w[:-1]))


def fit_logistic(
    x: np.ndarray, positive: np.ndarray, weights: np.ndarray, penalty: float, tolerance: float = 1e-9, most_steps: int = 100
) -> LogisticFit:
    """The optimum of J for x [n, d], `positive` [n] of 0 or 1, weights [n] and λ = `penalty`.

    Raises ArithmeticError where it is not reached: separable classes without a penalty have none.
    """
    n, d = x.shape
    x = np.concatenate([x.astype(np.float64), np.ones((n, 1))], axis=1)
    sign = np.where(positive.astype(bool), 1.0, -1.0)
    share = weights.astype(np.float64) / weights.sum()
    ridge = np.full(d + 1, penalty)
    ridge[-1] = 0
    w = np.zeros(d + 1)
    value = objective(x, sign, share, penalty, w)
    largest = np.inf
    for step in range(most_steps + 1):
        wrong = share / (1 + np.exp(np.clip(sign * (x @ w), -700, 700)))
        gradient = ridge * w - x.T @ (sign * wrong)
        largest = float(np.abs(gradient).max())
        if largest <= tolerance:
            return LogisticFit(w[:-1], float(w[-1]), largest, step)
        curvature = wrong * (1 - wrong / share)
        hessian = (x * curvature[:, None]).T @ x + np.diag(ridge)
        try:
            direction = np.linalg.solve(hessian, -gradient)
        except np.linalg.LinAlgError as problem:
            raise ArithmeticError("the classes determine no optimum; a penalty above 0 is needed") from problem
        length, slope = 1.0, gradient @ direction
        while (new := objective(x, sign, share, penalty, w + length * direction)) > value + 1e-4 * length * slope + 1e-15:
            length /= 2
            if length < 1e-10:
                raise ArithmeticError(f"no step lowers the objective; gradient {largest:.1e}")
        w, value = w + length * direction, new
    raise ArithmeticError(f"not at the optimum after {most_steps} steps; gradient {largest:.1e}")

"""How well yes-or-no guesses fit: accuracy, balanced accuracy, area under the ROC curve."""

import numpy as np


def rank_auc(scores: np.ndarray, truth: np.ndarray) -> float | None:
    """Area under the ROC curve: chance that a positive scores above a negative, ties count half.

    None where one of the two is missing.
    """
    truth = truth.astype(bool)
    positives, negatives = int(truth.sum()), int((~truth).sum())
    if positives == 0 or negatives == 0:
        return None
    values, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    ranks = (last - (counts - 1) / 2)[inverse]
    return float((ranks[truth].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def judge(scores: np.ndarray, truth: np.ndarray) -> dict[str, float | None]:
    """Accuracy, balanced accuracy (mean of both hit rates) and AUC of scores that say yes above 0.

    Balanced accuracy and AUC are None where one class is missing.
    """
    truth = truth.astype(bool)
    guess = scores > 0
    both = truth.any() and not truth.all()
    balanced = (float(guess[truth].mean()) + float((~guess[~truth]).mean())) / 2 if both else None
    return {"accuracy": float((guess == truth).mean()), "balanced_accuracy": balanced, "auc": rank_auc(scores, truth)}

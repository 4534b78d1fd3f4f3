"""One line a while: how far, how fast, how long still."""

import sys
import time


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


class Progress:
    """Counts items and prints share, speed and an estimate of the time left, every few seconds.

    Lines go to standard error, so that standard output stays what a command has to say.
    """

    def __init__(self, what: str, total: int, done: int = 0, every_seconds: float = 10.0) -> None:
        self.what, self.total, self.done = what, total, done
        self._first, self._every = done, every_seconds
        self._start = self._printed = time.monotonic()

    def advance(self, items: int, note: str = "") -> None:
        """Counts `items` more; `note` is put at the end of the line."""
        self.done += items
        now = time.monotonic()
        if now - self._printed < self._every and self.done < self.total:
            return
        self._printed = now
        rate = (self.done - self._first) / max(now - self._start, 1e-9)
        left = _clock((self.total - self.done) / rate) if rate > 0 else "?"
        share = 100 * self.done / max(self.total, 1)
        line = f"{self.what}: {self.done}/{self.total} ({share:.0f} %), {rate:.1f}/s, {left} left"
        print(f"{line}  {note}".rstrip(), file=sys.stderr, flush=True)

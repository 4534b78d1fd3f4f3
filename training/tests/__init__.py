"""Tests of the offline program; run `python3 -m pytest training`."""

"""Exact figures: a typed query in, figures with their words and evidence out."""

from retrieval.figures.compute import Figures, compute
from retrieval.figures.coverage import CoverageRow
from retrieval.figures.lawful import is_lawful
from retrieval.figures.outcome import Outcome, Remark
from retrieval.figures.point import Chart

__all__ = ["Chart", "CoverageRow", "Figures", "Outcome", "Remark", "compute", "is_lawful"]

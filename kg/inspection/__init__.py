"""What is in a store and whether it keeps its promises: findings, checks, likely duplicates, names to freeze."""

from kg.inspection.checks import Check, checks
from kg.inspection.duplicates import Pair, duplicates
from kg.inspection.findings import findings, report_turtle
from kg.inspection.freezing import freeze

__all__ = ["Check", "Pair", "checks", "duplicates", "findings", "freeze", "report_turtle"]

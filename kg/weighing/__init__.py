"""How likely two things in a sentence stand in a relation: a small linear model, its weights a data file.

A pair becomes the names of its features, a feature has a weight, and the sum of weights a probability. What is
weighed, how the weights were learned and how to learn them anew stands in README.md beside this file.
"""

from kg.weighing.features import features, tokens
from kg.weighing.model import Model, probability, read, shipped
from kg.weighing.pairs import Pair, Slot, Token

__all__ = ["Model", "Pair", "Slot", "Token", "features", "probability", "read", "shipped", "tokens"]

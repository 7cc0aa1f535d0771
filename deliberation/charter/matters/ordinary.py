"""The ordinary matter: a proposal that goes the whole way, as `base` describes it."""

from .base import Matter

MATTER = Matter(name="ordinary")

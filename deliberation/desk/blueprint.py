"""The blueprint of the clerk's desk, under /<community>/. Every module of this room’s `routes`
hangs its pages on it.
"""

from flask import Blueprint

blueprint = Blueprint("desk", __name__)

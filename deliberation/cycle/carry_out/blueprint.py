"""The blueprint of 行, under /<community>/. Every module of this room’s `routes` hangs its pages on
it.
"""

from flask import Blueprint

blueprint = Blueprint("carry_out", __name__)

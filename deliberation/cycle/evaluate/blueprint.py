"""The blueprint of 评, under /<community>/. Every module of this room’s `routes` hangs its pages on
it.
"""

from flask import Blueprint

blueprint = Blueprint("evaluate", __name__)

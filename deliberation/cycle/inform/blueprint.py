"""The blueprint of 知, under /<community>/. Every module of this room’s `routes` hangs its pages on
it.
"""

from flask import Blueprint

blueprint = Blueprint("inform", __name__)

"""The blueprint of the inbox, under /<community>/. Every module of this room’s `routes` hangs its
pages on it.
"""

from flask import Blueprint

blueprint = Blueprint("inbox", __name__)

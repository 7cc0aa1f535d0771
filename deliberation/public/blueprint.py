"""The blueprint of the pages anybody may read, under /<community>/. Every module of this room’s
`routes` hangs its pages on it.
"""

from flask import Blueprint

blueprint = Blueprint("public", __name__)

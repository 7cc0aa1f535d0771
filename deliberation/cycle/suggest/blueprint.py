"""The blueprint of 建议, under /<community>/. Every module of this room’s `routes` hangs its pages
on it.
"""

from flask import Blueprint

blueprint = Blueprint("suggest", __name__)

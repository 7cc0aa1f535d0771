"""The blueprint of 督议, under /<community>/. Every module of this room’s `routes` hangs its pages
on it.
"""

from flask import Blueprint

blueprint = Blueprint("supervise", __name__)

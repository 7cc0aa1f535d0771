"""The blueprint of 提议, under /<community>/. Every module of this room’s `routes` hangs its pages
on it.
"""

from flask import Blueprint

blueprint = Blueprint("propose", __name__)

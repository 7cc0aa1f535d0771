"""The blueprint of 决议, under /<community>/. Every module of this room’s `routes` hangs its pages
on it.
"""

from flask import Blueprint

blueprint = Blueprint("resolve", __name__)

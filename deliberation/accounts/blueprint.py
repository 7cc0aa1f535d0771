"""The blueprint of one's own account, under /<community>/. The routes modules of this room hang
their pages on it.
"""

from flask import Blueprint

blueprint = Blueprint("accounts", __name__)

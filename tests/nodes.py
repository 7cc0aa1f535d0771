"""The nodes of a module for tests that look at the house itself: as `ast.walk` gives them, without
what says only whether a name is read or written; in a third of the time.
"""

import ast
from collections.abc import Iterator


def every(tree: ast.AST) -> Iterator[ast.AST]:
    """The tree and all that stands in it, the outer before the inner."""
    found: list[ast.AST] = [tree]
    for node in found:  # which grows on the way
        yield node
        for value in vars(node).values():
            if isinstance(value, list):
                found += [v for v in value if isinstance(v, ast.AST)]
            elif isinstance(value, ast.AST) and not isinstance(value, ast.expr_context):
                found.append(value)


def statements(tree: ast.AST) -> Iterator[ast.stmt]:
    """Those alone that stand on lines of their own, however deep: no expression is looked into."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.stmt):
            yield node
        if isinstance(node, ast.stmt | ast.excepthandler | ast.match_case):
            yield from statements(node)


def in_source(text: str) -> Iterator[ast.AST]:
    """The same of a module's text."""
    return every(ast.parse(text))

"""Chinese words of the product: fragments zh_Hans/<room>.po, merged and compiled by `python -m
deliberation.translations`.
"""

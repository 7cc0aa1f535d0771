"""What every room of pages shares: access, forms, errors, filters, caching, words."""

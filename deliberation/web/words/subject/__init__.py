"""Words of what has a life of its own in the record, beside the proposal."""

"""Uses the processor without end. Run by test_decoding in a bounded process."""

while True:
    pass

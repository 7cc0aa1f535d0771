"""Prints its environment and the modules it has. Run by test_decoding in a bounded process."""

import os
import sys

print(sorted(os.environ), sorted(sys.modules))

"""How a picture is opened: its header here, its pixels in a bounded process apart."""

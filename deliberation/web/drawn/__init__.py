"""What a page draws of acts: for whom, and where they lead."""
